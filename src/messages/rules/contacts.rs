//! Words that look like a way around the deal: mail addresses, telephone numbers, ids and links of chat applications. A guess that errs on the side of
//! letting things pass: a size, a price or an order number is none.

use crate::primitives::phone::{are_usual, digit, mobile_groups};
use crate::primitives::text::fold_width;

/// What it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contact {
    /// A mail address.
    Mail,
    /// A telephone number.
    Phone,
    /// An id of a chat application.
    Chat,
    /// A link into a chat application.
    Link,
}

impl Contact {
    /// The code of the field's error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mail => "contact-mail",
            Self::Phone => "contact-phone",
            Self::Chat => "contact-chat",
            Self::Link => "contact-link",
        }
    }
}

/// Words that look like a way around the deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What they look like.
    pub contact: Contact,
    /// The words, as they were understood.
    pub words: String,
}

/// Hosts of links that open a chat.
const LINKS: &[&str] = &[
    "wa.me/",
    "t.me/",
    "telegram.me/",
    "line.me/",
    "m.me/",
    "signal.me/",
    "discord.gg/",
    "discord.com/invite",
    "chat.whatsapp.com/",
    "api.whatsapp.com/",
    "u.wechat.com/",
    "weixin://",
    "qm.qq.com/",
    "wpa.qq.com/",
    "work.weixin.qq.com/",
    "join.skype.com/",
];

/// Names of chat applications after which an id may stand. Latin ones count only as whole words.
const CHATS: &[&str] = &[
    "微信", "薇信", "威信", "v信", "加v", "加微", "加扣", "扣扣", "wechat", "weixin", "whatsapp", "telegram", "skype", "vx", "wx", "qq",
    "line id", "kakao",
];

/// What may stand between the name of a chat application and an id.
const BETWEEN: &[char] = &[' ', ':', '号', '：', '是', '为', '=', '-', '@', '群', '码', '，', ',', '\n', '(', '（'];

/// The first words that look like a way around the deal.
#[must_use]
pub fn contact(text: &str) -> Option<Found> {
    let text = fold_width(text).to_lowercase();
    let found = |contact, words: String| Found { contact, words };
    link(&text)
        .map(|words| found(Contact::Link, words))
        .or_else(|| mail(&text).map(|words| found(Contact::Mail, words)))
        .or_else(|| chat(&text).map(|words| found(Contact::Chat, words)))
        .or_else(|| phone(&text).map(|words| found(Contact::Phone, words)))
}

/// A word of a text, cut at spaces and at signs that no address contains.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let apart = |c: char| {
        c.is_whitespace() || matches!(c, ',' | '，' | '。' | ';' | '；' | '、' | '(' | ')' | '（' | '）' | '<' | '>' | '"' | '“' | '”')
    };
    text.split(apart).filter(|word| !word.is_empty())
}

fn link(text: &str) -> Option<String> {
    let opens = |word: &&str| {
        LINKS.iter().any(|host| {
            word.match_indices(host).any(|(at, _)| {
                let before = word.get(..at).unwrap_or_default();
                before.ends_with("//") || !before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/'))
            })
        })
    };
    words(text).find(opens).map(ToOwned::to_owned)
}

/// `name@host.end`, also with the signs in words: `name (at) host dot com`.
fn mail(text: &str) -> Option<String> {
    let plain =
        [" (at) ", "(at)", " [at] ", "[at]", "#at#", "艾特"].into_iter().fold(text.to_owned(), |text, word| text.replace(word, "@"));
    let plain = [" (dot) ", "(dot)", "[dot]", " dot "].into_iter().fold(plain, |text, word| text.replace(word, "."));
    words(&plain).find(|word| is_mail(word)).map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned())
}

fn is_mail(word: &str) -> bool {
    word.match_indices('@').any(|(at, _)| {
        let (before, after) = (word.get(..at).unwrap_or_default(), word.get(at + 1..).unwrap_or_default());
        let host: String = after.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect();
        let end = host.trim_end_matches(['.', '-']).rsplit_once('.').map_or("", |(_, end)| end);
        before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+'))
            && (2..=12).contains(&end.len())
            && end.chars().all(|c| c.is_ascii_alphabetic())
    })
}

/// The name of a chat application, and after it something that is an id: at least five letters, digits or signs with a digit or a sign of an id.
fn chat(text: &str) -> Option<String> {
    CHATS.iter().find_map(|name| {
        text.match_indices(name).find_map(|(at, _)| {
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let rest = text.get(at + name.len()..)?;
            let latin = name.is_ascii();
            if latin && (letter(before) || letter(rest.chars().next())) {
                return None;
            }
            let rest = rest.trim_start_matches(BETWEEN);
            let rest = rest.strip_prefix("is ").or_else(|| rest.strip_prefix("id")).unwrap_or(rest).trim_start_matches(BETWEEN);
            let id: String = rest.chars().take_while(is_id).collect();
            let told = id.len() >= 5 && id.chars().any(|c| c.is_ascii_digit() || c == '_');
            told.then(|| format!("{name} {id}"))
        })
    })
}

const fn is_id(c: &char) -> bool {
    c.is_ascii_alphanumeric() || matches!(*c, '_' | '-')
}

/// A Chinese mobile number, or an international one with its plus sign, however its digits are written.
fn phone(text: &str) -> Option<String> {
    let mut run = Run::default();
    for c in text.chars().chain(['\n']) {
        if run.take(c) {
            continue;
        }
        if run.is_phone() {
            return Some(run.groups.join(" "));
        }
        run = Run { plus: c == '+', ..Run::default() };
    }
    None
}

/// Digits that stand together, in groups.
#[derive(Default)]
struct Run {
    plus: bool,
    groups: Vec<String>,
    /// Signs since the newest digit.
    gap: usize,
}

impl Run {
    /// Goes on with this character, or not.
    fn take(&mut self, c: char) -> bool {
        if let Some(digit) = digit(c) {
            if self.gap > 0 || self.groups.is_empty() {
                self.groups.push(String::new());
            }
            self.gap = 0;
            if let Some(group) = self.groups.last_mut() {
                group.push(digit);
            }
            return true;
        }
        let parts = matches!(c, ' ' | '-' | '.' | '(' | ')' | '·') && !self.groups.is_empty() && self.gap < 2;
        self.gap += usize::from(parts);
        parts
    }

    fn is_phone(&self) -> bool {
        let digits: String = self.groups.concat();
        if self.plus {
            return (9..=15).contains(&digits.len());
        }
        let sizes: Vec<usize> = self.groups.iter().map(String::len).collect();
        mobile_groups(&sizes, &digits).is_some_and(are_usual)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_around_the_deal_are_seen_in_many_dresses() {
        for (text, kind) in [
            ("write to ana.b@example.com please", Contact::Mail),
            ("ana＠example．com", Contact::Mail),
            ("ana (at) example dot com", Contact::Mail),
            ("我的邮箱是ana@qq.com。", Contact::Mail),
            ("13812345678", Contact::Phone),
            ("电话 138 1234 5678", Contact::Phone),
            ("+86 138-1234-5678", Contact::Phone),
            ("call +34 612 345 678", Contact::Phone),
            ("１３８１２３４５６７８", Contact::Phone),
            ("一三八一二三四五六七八", Contact::Phone),
            ("加我微信：tea_lover88", Contact::Chat),
            ("微信号 abc12345", Contact::Chat),
            ("vx: tea2026", Contact::Chat),
            ("QQ 123456789", Contact::Chat),
            ("my WhatsApp is 612345678", Contact::Chat),
            ("加v tea8888", Contact::Chat),
            ("https://wa.me/34612345678", Contact::Link),
            ("见 t.me/tealover", Contact::Link),
            ("https://u.wechat.com/kABC", Contact::Link),
        ] {
            assert_eq!(contact(text).map(|found| found.contact), Some(kind), "{text}");
        }
    }

    #[test]
    fn work_is_talked_about_freely() {
        for text in [
            "Six photos, 3:2, at least 1440 px, by 2026-11-27 at 21:40.",
            "The video is 1080x1920, 42 s, about 60 MB; ¥4,800.00 is fine.",
            "小红书和微信公众号都要发，微信视频号另算。",
            "Please post it on WeChat and on WhatsApp status.",
            "订单号 202611220001234567 已发货。",
            "SF1234567890123 is the tracking number.",
            "@tea_lover is tagged in the caption",
            "一二三四，五六七八，左边再来一张。",
            "Sizes 1440 1920 100 and 1350 1080 200, please look at example.com",
            "https://example.com/t.me/x and https://pan.example.com/s/1a",
            "about.me/ana shows the style",
        ] {
            assert_eq!(contact(text), None, "{text}");
        }
    }
}

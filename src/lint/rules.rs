//! How a text is looked at.

use super::model::{Both, Finding, LooksFor, Rule, Severity, Where};
use crate::platform::formats;
use crate::primitives::{Lang, Money};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// The rules that are in force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// Those that a text is held against, and those that are off.
    pub rules: Vec<Rule>,
}

/// The rules that come with the program.
#[must_use]
pub fn built_in() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    // A test reads the file: it is whole.
    RULES.get_or_init(|| serde_json::from_str(include_str!("rules.json")).unwrap_or_default())
}

impl Book {
    /// The rules of the program, with those of the moderators in the place of theirs or behind them.
    #[must_use]
    pub fn of(changed: Vec<Rule>) -> Self {
        let mut rules: Vec<Rule> = built_in().to_vec();
        for rule in changed {
            match rules.iter_mut().find(|one| one.id == rule.id) {
                Some(place) => *place = rule,
                None => rules.push(rule),
            }
        }
        Self { rules }
    }

    /// Everything in a text that may break a rule, each rule once.
    #[must_use]
    pub fn look(&self, place: Where, field: &str, text: &str) -> Vec<Finding> {
        let letters: Vec<char> = text.chars().collect();
        // One plain small letter for each letter, so that places stay places.
        let plain: Vec<char> = letters.iter().map(|c| plain(*c)).collect();
        let rules = self.rules.iter().filter(|rule| !rule.is_off && rule.places.contains(&place));
        rules.filter_map(|rule| find(&rule.looks_for, &plain).map(|span| finding(rule, field, span, &letters))).collect()
    }
}

/// One copy of the rules in force for this process: a job looks each tick whether there are newer ones.
static IN_FORCE: RwLock<Option<Arc<Book>>> = RwLock::new(None);

/// The rules in force.
#[must_use]
pub fn in_force() -> Arc<Book> {
    let known = IN_FORCE.read().unwrap_or_else(PoisonError::into_inner).clone();
    known.unwrap_or_else(|| Arc::new(Book::of(Vec::new())))
}

/// From now on these are in force.
pub(super) fn put_in_force(book: Book) {
    *IN_FORCE.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(book));
}

/// Everything in a text that may break a rule in force.
#[must_use]
pub fn look(place: Where, field: &str, text: &str) -> Vec<Finding> {
    in_force().look(place, field, text)
}

/// A price below what the market recommends for such work, by the rule that says so, unless it is off.
#[must_use]
pub fn price_below(place: Where, field: &str, (price, floor): (Money, Money)) -> Option<Finding> {
    if price.currency != floor.currency || price.amount >= floor.amount {
        return None;
    }
    let book = in_force();
    let rule = book.rules.iter().find(|rule| rule.looks_for == LooksFor::Floor && !rule.is_off && rule.places.contains(&place))?;
    let named = |both: &Both| Both {
        en: both.en.replace(FLOOR, &formats::money(Lang::En, floor)),
        zh: both.zh.replace(FLOOR, &formats::money(Lang::ZhCn, floor)),
    };
    let text = formats::money_code(price);
    let (why, suggestion) = (named(&rule.why), named(&rule.suggestion));
    Some(Finding { why, suggestion, text, ..finding(rule, field, (0, 0), &[]) })
}

/// Stands for the amount in the words of that rule.
const FLOOR: &str = "{floor}";

/// A moderator must look at it first.
#[must_use]
pub fn is_flagged(found: &[Finding]) -> bool {
    found.iter().any(|finding| finding.severity == Severity::Flag)
}

fn finding(rule: &Rule, field: &str, (start, end): (usize, usize), letters: &[char]) -> Finding {
    Finding {
        id: rule.id.clone(),
        version: rule.version,
        market: rule.market,
        language: rule.language.clone(),
        severity: rule.severity,
        field: field.to_owned(),
        start,
        end,
        text: letters.get(start..end).unwrap_or_default().iter().collect(),
        why: rule.why.clone(),
        suggestion: rule.suggestion.clone(),
        source: rule.source.clone(),
    }
}

/// A small letter of plain width.
fn plain(c: char) -> char {
    let narrow = if ('！'..='～').contains(&c) { char::from_u32(u32::from(c).saturating_sub(0xFEE0)).unwrap_or(c) } else { c };
    narrow.to_lowercase().next().unwrap_or(narrow)
}

/// The first place of it, and the one behind its end.
fn find(looks_for: &LooksFor, text: &[char]) -> Option<(usize, usize)> {
    let any = |words: &[String]| words.iter().find_map(|word| find_word(text, word));
    let found = match looks_for {
        LooksFor::Words(words) => any(words),
        LooksFor::Missing { when, wants } => any(when).filter(|_| any(wants).is_none()),
        LooksFor::Phone => find_phone(text),
        LooksFor::Mail => find_mail(text),
        LooksFor::Floor => None,
    };
    found.filter(|(start, _)| !is_forbidden_there(text, *start))
}

/// Words that forbid what comes behind them.
const FORBIDS: &[&str] = &[
    "不要",
    "不得",
    "不能",
    "不可",
    "不使用",
    "禁止",
    "禁用",
    "避免",
    "请勿",
    "切勿",
    "严禁",
    "don't",
    "do not",
    "never",
    "avoid",
    "without",
];

/// The same clause says that it must not be: who forbids a claim does not make it.
fn is_forbidden_there(text: &[char], start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let ends = |c: &&char| matches!(c, '。' | '!' | '?' | ';' | '.' | '\n');
    let clause: String = before.iter().rev().take_while(|c| !ends(c)).take(24).collect::<Vec<_>>().into_iter().rev().collect();
    FORBIDS.iter().any(|word| clause.contains(word))
}

fn is_latin(c: Option<&char>) -> bool {
    c.is_some_and(char::is_ascii_alphanumeric)
}

fn find_word(text: &[char], word: &str) -> Option<(usize, usize)> {
    let word: Vec<char> = word.chars().map(plain).collect();
    let places = text.windows(word.len().max(1)).enumerate().filter(|(_, window)| *window == word.as_slice());
    let mut ends = places.map(|(start, _)| (start, start + word.len()));
    ends.find(|(start, end)| {
        let before = start.checked_sub(1).and_then(|at| text.get(at));
        !(is_latin(word.first()) && is_latin(before) || is_latin(word.last()) && is_latin(text.get(*end)))
    })
}

/// Digits with blanks and dashes between, as people write them.
fn find_phone(text: &[char]) -> Option<(usize, usize)> {
    let mut at = 0;
    while let Some(c) = text.get(at) {
        let begins = c.is_ascii_digit() || *c == '+';
        let after_word = at.checked_sub(1).and_then(|before| text.get(before)).is_some_and(char::is_ascii_alphanumeric);
        if !begins || after_word {
            at += 1;
            continue;
        }
        let rest = text.get(at + 1..).unwrap_or_default();
        let length = 1 + rest.iter().take_while(|c| c.is_ascii_digit() || matches!(c, ' ' | '-')).count();
        let run = text.get(at..at + length).unwrap_or_default();
        let digits: String = run.iter().filter(|c| c.is_ascii_digit()).collect();
        let mobile = digits.len() == 11 && digits.starts_with('1') && digits.chars().nth(1).is_some_and(|c| ('3'..='9').contains(&c));
        if mobile || (*c == '+' && (10..=15).contains(&digits.len())) {
            return Some((at, at + length));
        }
        at += length;
    }
    None
}

fn is_mail_part(c: &char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')
}

fn find_mail(text: &[char]) -> Option<(usize, usize)> {
    let mut signs = (0..text.len()).filter(|at| text.get(*at) == Some(&'@'));
    signs.find_map(|at| {
        let before = text.get(..at)?.iter().rev().take_while(|c| is_mail_part(c)).count();
        let behind: String = text.get(at + 1..)?.iter().take_while(|c| is_mail_part(c)).collect();
        let host = behind.trim_end_matches('.');
        let named = host.rsplit_once('.').is_some_and(|(name, top)| !name.is_empty() && top.len() >= 2);
        (before > 0 && named).then(|| (at - before, at + 1 + host.chars().count()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(place: Where, text: &str) -> Vec<String> {
        Book::of(Vec::new()).look(place, "body", text).into_iter().map(|finding| finding.id).collect()
    }

    #[test]
    fn rules_find_what_they_are_for() {
        assert!(built_in().len() >= 20, "the file of rules is whole");
        assert!(built_in().iter().all(|rule| rule.why.en.contains("may ") && rule.why.zh.contains("可能")), "a finding is no verdict");
        for (text, wanted) in [
            ("我们是全网第一的茶具", "ABS-ZH"),
            ("It is 100% effective.", "ABS-EN"),
            ("ＩＴ　ＩＳ 100％ EFFECTIVE", "ABS-EN"),
            ("发布时不要标注广告", "LABEL-ZH"),
            ("Please do not disclose the partnership", "LABEL-EN"),
            ("帮我们刷好评", "FAKE-ANY"),
            ("A new e-cigarette", "GOODS-ANY"),
            ("Call 138 0013 8000 today", "CONTACT-PHONE"),
            ("电话１３８００１３８０００", "CONTACT-PHONE"),
            ("+49 30 1234 5678", "CONTACT-PHONE"),
            ("Write to tea.shop@example.com.", "CONTACT-MAIL"),
            ("有意者加微信详聊", "CONTACT-CHAT"),
            ("喝一周药到病除", "MEDICAL-ZH"),
            ("clinically proven to cure acne", "MEDICAL-EN"),
            ("七天美白见效，一抹就白", "COSMETIC-ZH"),
            ("本理财保本保息", "FINANCE-ZH"),
            ("guaranteed returns every month", "FINANCE-EN"),
            ("找小朋友做儿童代言人", "MINORS-ANY"),
            ("封面用 AI 生成即可", "AI-LABEL"),
            ("先无偿拍摄三条", "PRICE-FLOOR"),
        ] {
            assert_eq!(hits(Where::Brief, text), [wanted], "{text}");
        }
        assert_eq!(hits(Where::Delivery, "正文：泡茶只要三步 #茶具"), ["LABEL-MISSING"]);
        assert_eq!(hits(Where::Delivery, "正文：泡茶只要三步 #茶具 #广告"), [""; 0]);
    }

    #[test]
    fn ordinary_words_pass() {
        let clean = [
            "Three pictures of a teapot on wood, 1440 x 2160, by 2026-11-30.",
            "Order 20261122113800 stays with us.",
            "@wuyu on xiaohongshu",
            "Disclose the ad with #ad on top.",
            "600 字左右的笔记，按泡茶顺序写，开头标注“广告”。",
            "Vapes are not our topic",
            "价格 13,800 元",
            "不得出现“全网第一”“国家级”等绝对化用语",
            "Do not write that it is 100% effective",
            "请勿加微信，站内沟通即可",
            "适合三到六岁孩子的绘本，家长出镜讲解",
            "图片可用 AI 生成，发布时请标注“AI 生成”",
            "免费寄样，样品不用寄回，另付稿费",
            "A serum for dry skin; say how it feels, claim nothing else.",
        ];
        for text in clean {
            assert_eq!(hits(Where::Brief, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_moderators_rule_stands_in_the_place_of_the_programs() {
        let mut rule = built_in().iter().find(|rule| rule.id == "ABS-ZH").unwrap().clone();
        rule.is_off = true;
        let new = Rule { id: "OWN-1".to_owned(), is_off: false, looks_for: LooksFor::Words(vec!["谢谢茶".to_owned()]), ..rule.clone() };
        let book = Book::of(vec![rule, new]);
        assert_eq!(book.look(Where::Brief, "body", "全网第一的谢谢茶").iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["OWN-1"]);
    }
}

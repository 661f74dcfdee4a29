//! Telephone numbers, mail addresses and names in chat applications in a text, as people write them and as they hide them. A size, a price and an order
//! number are none.

use super::find::{Letter, Span, is_noise};
use crate::primitives::phone::{are_usual, digit, mobile_groups};

fn at(text: &[Letter], place: usize) -> Option<char> {
    text.get(place).map(|letter| letter.plain)
}

/// Digits that stand together, with little between them.
struct Run {
    digits: String,
    /// How many stand side by side each time.
    groups: Vec<usize>,
    end: usize,
}

/// The digits from here on.
fn run(text: &[Letter], start: usize) -> Run {
    const MOST_BETWEEN: usize = 2;
    let (mut run, mut place, mut between) = (Run { digits: String::new(), groups: Vec::new(), end: start }, start, 0);
    while let Some(c) = at(text, place) {
        if let Some(digit) = digit(c) {
            match run.groups.last_mut() {
                Some(group) if between == 0 => *group += 1,
                _ => run.groups.push(1),
            }
            run.digits.push(digit);
            (run.end, between) = (place + 1, 0);
        } else if between < MOST_BETWEEN && (is_noise(c) || matches!(c, '(' | ')')) {
            between += 1;
        } else {
            break;
        }
        place += 1;
    }
    run
}

impl Run {
    /// Eleven digits as a mobile number in China has them, in the groups in which people write them or each by itself.
    fn is_mobile(&self) -> bool {
        let spelled =
            |groups: &[usize]| groups.iter().all(|group| *group == 1) || groups.len() == 6 && groups.iter().all(|group| *group <= 2);
        mobile_groups(&self.groups, &self.digits)
            .is_some_and(|groups| are_usual(groups) || matches!(groups, [3, 2, 2, 2, 2]) || spelled(groups))
    }
}

/// Mobile numbers of China, and numbers with a plus and ten digits or more.
pub(super) fn find_phone(text: &[Letter]) -> impl Iterator<Item = Span> + '_ {
    let mut place = 0;
    std::iter::from_fn(move || {
        while let Some(c) = at(text, place) {
            let start = place;
            let after_word = start.checked_sub(1).and_then(|before| at(text, before)).is_some_and(|c| c.is_ascii_alphanumeric());
            let is_abroad = c == '+' && at(text, start + 1).is_some_and(|c| c.is_ascii_digit() || c == '(');
            if after_word || !(is_abroad || digit(c).is_some()) {
                place += 1;
                continue;
            }
            let run = run(text, start + usize::from(is_abroad));
            place = run.end.max(start + 1);
            if at(text, run.end).is_some_and(|c| c.is_ascii_alphanumeric()) {
                continue;
            }
            if run.is_mobile() || is_abroad && (10..=15).contains(&run.digits.len()) {
                return Some((start, run.end));
            }
        }
        None
    })
}

const fn is_mail_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')
}

/// Something with an @ and a dot behind it, the @ also in words: `name (at) host.end`.
pub(super) fn find_mail(text: &[Letter]) -> impl Iterator<Item = Span> + '_ {
    (0..text.len()).filter_map(|sign| {
        let length = sign_at(text, sign)?;
        let before = (0..sign).rev().take_while(|place| at(text, *place).is_some_and(is_mail_part)).count();
        let begin = sign + length;
        let behind: String = (begin..).map_while(|place| at(text, place).filter(|c| is_mail_part(*c))).collect();
        let host = behind.trim_end_matches('.');
        let named = host
            .rsplit_once('.')
            .is_some_and(|(name, end)| !name.is_empty() && end.len() >= 2 && end.bytes().all(|c| c.is_ascii_alphabetic()));
        (before > 0 && named).then(|| (sign - before, begin + host.len()))
    })
}

/// How many letters the sign has that stands here.
fn sign_at(text: &[Letter], place: usize) -> Option<usize> {
    const SIGNS: &[&str] = &["@", " (at) ", "(at)", " [at] ", "[at]", "#at#", "艾特"];
    let stands = |sign: &&&str| sign.chars().enumerate().all(|(no, c)| at(text, place + no) == Some(c));
    SIGNS.iter().find(stands).map(|sign| sign.chars().count())
}

/// Names of chat applications, as everybody writes them: a name behind one must be told, as in “WeChat: tea_88”.
const CHATS: &[&str] = &["微信", "wechat", "weixin", "whatsapp", "telegram", "skype", "line id", "kakao"];
/// As only those write them who hide them, or who ask for somebody's name there.
const HIDDEN: &[&str] = &["薇信", "威信", "徽信", "v信", "加v", "加微", "加薇", "加威", "加扣", "加q", "vx", "wx", "qq", "扣扣"];
/// What may stand between the two.
const BETWEEN: &str = " :号码是为=-@群,\n(#";
/// What tells that somebody's name follows.
const TELLS: &str = ":号码是为=@";

/// The name of a chat application, and behind it a name there.
pub(super) fn find_chat(text: &[Letter]) -> impl Iterator<Item = Span> + '_ {
    (0..text.len()).filter_map(|start| {
        let named = |names: &[&str]| names.iter().find_map(|name| chat_at(text, start, name));
        let is_told = named(HIDDEN);
        let (place, is_told) = behind(text, is_told.or_else(|| named(CHATS))?, is_told.is_some());
        let is_part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let own: String = (place..).map_while(|place| at(text, place).filter(is_part)).collect();
        // A telephone number is found as what it is.
        (is_told && is_name(&own) && !run(text, place).is_mobile()).then(|| (start, place + own.len()))
    })
}

/// Where somebody's name may begin, and whether it is told that one follows.
fn behind(text: &[Letter], mut place: usize, mut is_told: bool) -> (usize, bool) {
    let stands = |word: &str, place: usize| word.chars().enumerate().all(|(no, c)| at(text, place + no) == Some(c));
    loop {
        if at(text, place).is_some_and(|c| BETWEEN.contains(c)) {
            is_told |= at(text, place).is_some_and(|c| TELLS.contains(c));
            place += 1;
        } else if let Some(word) = ["id ", "id:", "is "].into_iter().find(|word| stands(word, place)) {
            is_told = true;
            place += word.len();
        } else {
            return (place, is_told);
        }
    }
}

/// At least five letters, digits and signs with a digit or a sign of such names; neither a day nor a size.
fn is_name(own: &str) -> bool {
    let letters: String = own.chars().filter(char::is_ascii_alphabetic).collect();
    let is_number = own.len() >= 6 && own.bytes().all(|c| c.is_ascii_digit());
    let is_mixed = !letters.is_empty() && letters != "x" && own.contains(|c: char| c.is_ascii_digit() || c == '_');
    own.len() >= 5 && (is_number || is_mixed)
}

/// Where the name ends that begins here, a sign between its letters or not; a Latin one is a whole word.
fn chat_at(text: &[Letter], start: usize, name: &str) -> Option<usize> {
    let mut place = start;
    for (no, wanted) in name.chars().enumerate() {
        if no > 0 && at(text, place).is_some_and(is_noise) && wanted != ' ' {
            place += 1;
        }
        if at(text, place) != Some(wanted) {
            return None;
        }
        place += 1;
    }
    let is_letter = |place: Option<usize>| place.and_then(|place| at(text, place)).is_some_and(|c| c.is_ascii_alphanumeric());
    let begins = name.starts_with(|c: char| c.is_ascii()) && is_letter(start.checked_sub(1));
    let goes_on = name.ends_with(|c: char| c.is_ascii()) && is_letter(Some(place));
    (!begins && !goes_on).then_some(place)
}

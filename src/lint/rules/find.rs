//! Where in a text something stands that a rule looks for.
//!
//! Letters are compared plain: small, of one width, simplified where they are traditional. Signs that nobody sees do not count, a blank in a phrase is any
//! run of blanks and line breaks, and between Chinese characters a few blanks and dots may stand: so a word is found in the dresses in which people hide it.

use super::contacts::{find_chat, find_mail, find_phone};
use crate::lint::model::LooksFor;
use crate::primitives::text::narrow;

/// A letter of a text as it is compared, with its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) plain: char,
    pub(super) at: usize,
}

/// The letters of a text that somebody sees.
pub(super) fn letters(text: &str) -> Vec<Letter> {
    let seen = text.chars().enumerate().filter(|(_, c)| !is_unseen(*c));
    let plain: String = seen.clone().map(|(_, c)| plain(c)).collect();
    let simple: Vec<char> = fast2s::convert(&plain).chars().collect();
    seen.enumerate().map(|(no, (at, c))| Letter { plain: simple.get(no).copied().unwrap_or(c), at }).collect()
}

/// Joiners, marks of direction, selectors, the frame of a key.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{20e3}')
}

/// A small letter of plain width.
fn plain(c: char) -> char {
    let plain = match c {
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => ' ',
        '’' | '‘' => '\'',
        '‐'..='―' => '-',
        other => narrow(other),
    };
    plain.to_lowercase().next().unwrap_or(plain)
}

/// A stretch of letters: the first, and the one behind the last.
pub(super) type Span = (usize, usize);

/// The first place of it that nobody forbids, as characters of the text.
pub(super) fn find(looks_for: &LooksFor, text: &[Letter]) -> Option<Span> {
    let any = |words: &[String]| words.iter().filter_map(|word| find_word(text, word)).min();
    let found = match looks_for {
        LooksFor::Words(words) => any(words),
        LooksFor::Missing { when, wants } => any(when).filter(|_| !wants.iter().any(|word| has_word(text, word))),
        LooksFor::Phone => find_phone(text).find(|(start, _)| !is_forbidden_there(text, *start)),
        LooksFor::Mail => find_mail(text).find(|(start, _)| !is_forbidden_there(text, *start)),
        LooksFor::Chat => find_chat(text).find(|(start, _)| !is_forbidden_there(text, *start)),
        LooksFor::Floor => None,
    };
    let (start, end) = found?;
    Some((text.get(start)?.at, text.get(end.checked_sub(1)?)?.at + 1))
}

fn find_word(text: &[Letter], word: &str) -> Option<Span> {
    places(text, word).find(|(start, _)| !is_forbidden_there(text, *start))
}

fn has_word(text: &[Letter], word: &str) -> bool {
    places(text, word).next().is_some()
}

/// Everywhere the word stands; Latin ones as whole words.
fn places<'a>(text: &'a [Letter], word: &str) -> impl Iterator<Item = Span> + use<'a> {
    let word: Vec<char> = letters(word).into_iter().map(|letter| letter.plain).collect();
    let is_whole = move |(start, end): Span, word: &[char]| {
        let before = start.checked_sub(1).and_then(|at| text.get(at));
        let after = text.get(end);
        !(is_latin(word.first()) && before.is_some_and(|letter| letter.plain.is_ascii_alphanumeric())
            || is_latin(word.last()) && after.is_some_and(|letter| letter.plain.is_ascii_alphanumeric())
            || goes_on(word, after))
    };
    (0..text.len()).filter_map(move |start| {
        let end = ends(text, start, &word)?;
        is_whole((start, end), &word).then_some((start, end))
    })
}

fn is_latin(c: Option<&char>) -> bool {
    c.is_some_and(char::is_ascii_alphanumeric)
}

/// “第一次” is no claim to be the first.
fn goes_on(word: &[char], after: Option<&Letter>) -> bool {
    const COUNTED: &str = "次时季天步部批眼线课章节集期轮遍口";
    word.ends_with(&['第', '一']) && after.is_some_and(|letter| COUNTED.contains(letter.plain))
}

/// Where the word ends that begins here.
fn ends(text: &[Letter], start: usize, word: &[char]) -> Option<usize> {
    const MOST_NOISE: usize = 2;
    let (mut at, mut before) = (start, None);
    for wanted in word {
        let here = |at: usize| text.get(at).map(|letter| letter.plain);
        if *wanted == ' ' {
            let begin = at;
            while here(at).is_some_and(char::is_whitespace) {
                at += 1;
            }
            if at == begin {
                return None;
            }
        } else {
            if before.is_some_and(is_han) && is_han(*wanted) {
                let noise = (0..MOST_NOISE).take_while(|more| here(at + more).is_some_and(is_noise)).count();
                at += noise;
            }
            if here(at) != Some(*wanted) {
                return None;
            }
            at += 1;
        }
        before = Some(*wanted);
    }
    (at > start).then_some(at)
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF)
}

/// What people put between the characters of a word to hide it.
pub(super) const fn is_noise(c: char) -> bool {
    matches!(c, ' ' | '*' | '·' | '.' | '_' | '-' | '|' | '/' | '~' | '+' | '^')
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

/// They forbid nothing here.
const FORBIDS_NOT: &[&str] = &[
    "不要错过",
    "不要犹豫",
    "不要担心",
    "不能错过",
    "不可错过",
    "不得不",
    "不能不",
    "不可思议",
    "don't miss",
    "do not miss",
    "never miss",
    "don't wait",
    "don't worry",
    "never before",
    "without doubt",
    "without a doubt",
];

/// The same clause says that it must not be: who forbids a claim does not make it.
fn is_forbidden_there(text: &[Letter], start: usize) -> bool {
    const NEAR: usize = 24;
    let before = text.get(..start).unwrap_or_default().iter().rev().map(|letter| letter.plain);
    let ends = |c: &char| matches!(c, '。' | '!' | '?' | ';' | '.' | '\n');
    let clause: String = before.take_while(|c| !ends(c)).take(NEAR).collect::<Vec<_>>().into_iter().rev().collect();
    let clause = FORBIDS_NOT.iter().fold(clause, |clause, words| clause.replace(words, ""));
    FORBIDS.iter().any(|word| clause.contains(word))
}

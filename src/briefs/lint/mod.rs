//! What in a brief may break a rule, found by looking for words. Rules are data with a version; a finding says «may break» and never that something
//! is illegal: a person decides. What is flagged waits for a moderator, what is advice is only shown to whoever writes.

use super::model::{Brief, BriefState};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use utoipa::ToSchema;

crate::choice! {
    /// What comes of a finding.
    pub enum Severity {
        /// A moderator looks at the brief before anybody else does.
        Flag = "flag",
        /// Whoever writes reads it.
        Advice = "advice",
    }
}

crate::choice! {
    /// Why a moderator refuses a brief. Its words are the texts `briefs-reject-{reason}`.
    pub enum RejectReason {
        BannedGoods = "banned_goods", AbsoluteClaims = "absolute_claims", HiddenAd = "hidden_ad", ContactDetails = "contact_details",
        Misleading = "misleading", Spam = "spam", Other = "other",
    }
}

/// It waits for a moderator, or was refused by one.
#[must_use]
pub(super) const fn was_sent_off(state: BriefState) -> bool {
    matches!(state, BriefState::PendingReview | BriefState::Rejected)
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InBothLanguages)]
pub(super) struct Both {
    /// In English.
    pub en: String,
    /// In Chinese.
    #[serde(rename = "zh-CN")]
    pub zh: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum LooksFor {
    /// Any of these, whatever their case; Latin ones as whole words.
    Words(Vec<String>),
    /// Eleven digits as a mobile number in China has them, or a plus and ten or more.
    Phone,
    /// Something with an @ and a dot behind it.
    Mail,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: String,
    version: i64,
    language: String,
    severity: Severity,
    looks_for: LooksFor,
    why: Both,
    suggestion: Both,
    source: String,
}

/// Something that may break a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Finding {
    /// Of the rule.
    pub id: String,
    /// Of the rule.
    pub version: i64,
    /// The language that the rule is about, or `any`.
    pub language: String,
    /// What comes of it.
    pub severity: Severity,
    /// Where: `title`, `body`, `question`, or `checklist` and the point's id.
    pub field: String,
    /// The first character there, counted from 0.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// What stands there.
    pub text: String,
    /// What it may break.
    pub why: Both,
    /// What to write instead.
    pub suggestion: Both,
    /// Where the rule comes from.
    pub source: String,
}

fn rules() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    // A test reads the file: it is whole.
    RULES.get_or_init(|| serde_json::from_str(include_str!("rules.json")).unwrap_or_default())
}

/// Everything that may break a rule, each once a field, in the order of the fields.
#[must_use]
pub(super) fn findings(brief: &Brief) -> Vec<Finding> {
    let points = brief.checklist.iter().map(|check| (format!("checklist {}", check.id), check.text.as_str()));
    let fields = [("title", &brief.title), ("body", &brief.body), ("question", &brief.question)];
    let fields = fields.into_iter().map(|(name, text)| (name.to_owned(), text.as_str())).chain(points);
    let mut found = Vec::new();
    for (field, text) in fields {
        // One small letter for each letter, so that places stay places.
        let letters: Vec<char> = text.chars().collect();
        let small: Vec<char> = letters.iter().map(|c| c.to_lowercase().next().unwrap_or(*c)).collect();
        for rule in rules() {
            if let Some((start, end)) = look(&rule.looks_for, &small) {
                found.push(finding(rule, field.clone(), (start, end), &letters));
            }
        }
    }
    found
}

/// A moderator must look at it first.
#[must_use]
pub(super) fn is_flagged(found: &[Finding]) -> bool {
    found.iter().any(|finding| finding.severity == Severity::Flag)
}

fn finding(rule: &Rule, field: String, (start, end): (usize, usize), letters: &[char]) -> Finding {
    Finding {
        id: rule.id.clone(),
        version: rule.version,
        language: rule.language.clone(),
        severity: rule.severity,
        field,
        start,
        end,
        text: letters.get(start..end).unwrap_or_default().iter().collect(),
        why: rule.why.clone(),
        suggestion: rule.suggestion.clone(),
        source: rule.source.clone(),
    }
}

/// The first place of it, and the one behind its end.
fn look(looks_for: &LooksFor, text: &[char]) -> Option<(usize, usize)> {
    match looks_for {
        LooksFor::Words(words) => words.iter().find_map(|word| find_word(text, word)),
        LooksFor::Phone => find_phone(text),
        LooksFor::Mail => find_mail(text),
    }
}

fn is_latin(c: Option<&char>) -> bool {
    c.is_some_and(char::is_ascii_alphanumeric)
}

fn find_word(text: &[char], word: &str) -> Option<(usize, usize)> {
    let word: Vec<char> = word.chars().collect();
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

    fn hits(text: &str) -> Vec<&'static str> {
        let small: Vec<char> = text.to_lowercase().chars().collect();
        rules().iter().filter(|rule| look(&rule.looks_for, &small).is_some()).map(|rule| rule.id.as_str()).collect()
    }

    #[test]
    fn rules_find_what_they_are_for_and_leave_the_rest() {
        assert!(rules().len() >= 10, "the file of rules is whole");
        assert!(rules().iter().all(|rule| rule.why.en.contains("may ") && rule.why.zh.contains("可能")), "a finding is no verdict");
        for (text, wanted) in [
            ("我们是全网第一的茶具", "ABS-ZH"),
            ("It is 100% effective.", "ABS-EN"),
            ("发布时不要标注广告", "LABEL-ZH"),
            ("Please do not disclose the partnership", "LABEL-EN"),
            ("帮我们刷好评", "FAKE-ANY"),
            ("A new e-cigarette", "GOODS-ANY"),
            ("Call 138 0013 8000 today", "CONTACT-PHONE"),
            ("电话13800138000", "CONTACT-PHONE"),
            ("+49 30 1234 5678", "CONTACT-PHONE"),
            ("Write to tea.shop@example.com.", "CONTACT-MAIL"),
            ("有意者加微信详聊", "CONTACT-CHAT"),
        ] {
            assert_eq!(hits(text), [wanted], "{text}");
        }
        let clean = [
            "Three pictures of a teapot on wood, 1440 x 2160, by 2026-11-30.",
            "Order 20261122113800 stays with us.",
            "@wuyu on xiaohongshu",
            "Disclose the ad with #ad on top.",
            "600 字左右的笔记，按泡茶顺序写，开头标注“广告”。",
            "Vapes are not our topic",
            "价格 13,800 元",
        ];
        for text in clean {
            assert_eq!(hits(text), [""; 0], "{text}");
        }
    }
}

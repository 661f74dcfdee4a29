//! What moderators send.

use super::model::{Both, LooksFor, Market, Rule, Severity, Where};
use crate::failure::{Failure, FieldErrors};
use crate::primitives::Choice as _;
use serde::{Deserialize, Serialize};

const WORDS: usize = 8_000;
const SENTENCE: usize = 300;

/// A rule, as typed. What it looks for is one word or phrase a line.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RuleForm {
    pub(super) id: String,
    /// The version that was seen; 0 for a new rule.
    pub(super) version: String,
    pub(super) severity: String,
    pub(super) market: String,
    pub(super) language: String,
    pub(super) in_brief: String,
    pub(super) in_bid: String,
    pub(super) in_delivery: String,
    pub(super) words: String,
    pub(super) wants: String,
    pub(super) why_en: String,
    pub(super) why_zh: String,
    pub(super) suggestion_en: String,
    pub(super) suggestion_zh: String,
    pub(super) source: String,
    pub(super) is_off: String,
    /// `try` or `publish`.
    pub(super) wish: String,
}

fn lines(words: &[String]) -> String {
    words.join("\n")
}

impl RuleForm {
    /// A rule as it stands.
    pub(super) fn of(rule: &Rule) -> Self {
        let tick = |place| if rule.places.contains(&place) { "true".to_owned() } else { String::new() };
        let (words, wants) = match &rule.looks_for {
            LooksFor::Words(words) => (lines(words), String::new()),
            LooksFor::Missing { when, wants } => (lines(when), lines(wants)),
            LooksFor::Phone | LooksFor::Mail | LooksFor::Chat | LooksFor::Floor => (String::new(), String::new()),
        };
        Self {
            id: rule.id.clone(),
            version: rule.version.to_string(),
            severity: rule.severity.to_string(),
            market: rule.market.to_string(),
            language: rule.language.clone(),
            in_brief: tick(Where::Brief),
            in_bid: tick(Where::Bid),
            in_delivery: tick(Where::Delivery),
            words,
            wants,
            why_en: rule.why.en.clone(),
            why_zh: rule.why.zh.clone(),
            suggestion_en: rule.suggestion.en.clone(),
            suggestion_zh: rule.suggestion.zh.clone(),
            source: rule.source.clone(),
            is_off: if rule.is_off { "true".to_owned() } else { String::new() },
            wish: String::new(),
        }
    }

    /// The next version; `before` is the rule that it takes the place of.
    pub(super) fn parse(&self, before: Option<&Rule>) -> Result<Rule, Failure> {
        let mut errors = FieldErrors::default();
        let is_id = |id: &str| (3..=30).contains(&id.len()) && id.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
        if !is_id(&self.id) {
            errors.add("id", "rule-id");
        }
        if !matches!(self.language.as_str(), "any" | "zh-CN" | "en") {
            errors.add("language", "choice");
        }
        let looks_for = self.looks_for(before, &mut errors);
        let severity = errors.choice::<Severity>("severity", &self.severity);
        let market = errors.choice::<Market>("market", &self.market);
        let why = self.both(("why_en", &self.why_en), ("why_zh", &self.why_zh), &mut errors);
        let suggestion = self.both(("suggestion_en", &self.suggestion_en), ("suggestion_zh", &self.suggestion_zh), &mut errors);
        let source = errors.line("source", &self.source, SENTENCE);
        if why.as_ref().is_some_and(|why| !why.en.contains("may ") || !why.zh.contains("可能")) {
            errors.add("why_en", "verdict");
        }
        let ticks = [(Where::Brief, &self.in_brief), (Where::Bid, &self.in_bid), (Where::Delivery, &self.in_delivery)];
        let places: Vec<Where> = ticks.into_iter().filter(|(_, tick)| !tick.is_empty()).map(|(place, _)| place).collect();
        let version = before.map_or(0, |rule| rule.version);
        if self.version.parse() != Ok(version) {
            return Err(crate::failure::VERSION_STALE.into());
        }
        let found = looks_for.zip(severity).zip(market).zip(why).zip(suggestion).zip(source);
        errors.finish(found.map(|(((((looks_for, severity), market), why), suggestion), source)| Rule {
            id: self.id.clone(),
            version: version.saturating_add(1),
            market,
            language: self.language.clone(),
            severity,
            places,
            looks_for,
            why,
            suggestion,
            source,
            is_off: !self.is_off.is_empty(),
        }))
    }

    fn looks_for(&self, before: Option<&Rule>, errors: &mut FieldErrors) -> Option<LooksFor> {
        if let Some(fixed @ (LooksFor::Phone | LooksFor::Mail | LooksFor::Chat | LooksFor::Floor)) = before.map(|rule| &rule.looks_for) {
            return Some(fixed.clone());
        }
        let split = |text: &str| text.lines().map(str::trim).filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect::<Vec<_>>();
        let words = split(&errors.lines("words", &self.words, WORDS)?);
        let wants = split(&self.wants);
        Some(if wants.is_empty() { LooksFor::Words(words) } else { LooksFor::Missing { when: words, wants } })
    }

    fn both(&self, en: (&str, &str), zh: (&str, &str), errors: &mut FieldErrors) -> Option<Both> {
        let (en, zh) = (errors.line(en.0, en.1, SENTENCE), errors.line(zh.0, zh.1, SENTENCE));
        en.zip(zh).map(|(en, zh)| Both { en, zh })
    }
}

/// A text to try the rules on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct TryForm {
    pub(super) place: String,
    pub(super) text: String,
}

impl TryForm {
    pub(super) fn place(&self) -> Where {
        Where::from_word(&self.place).unwrap_or(Where::Brief)
    }
}

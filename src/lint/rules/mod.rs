//! How a text is looked at.

mod contacts;
mod find;

use super::model::{Both, Finding, LooksFor, Rule, Severity, Where};
use crate::platform::formats;
use crate::primitives::{Lang, Money};
use find::{Letter, find, letters};
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
    RULES.get_or_init(|| serde_json::from_str(include_str!("../rules.json")).unwrap_or_default())
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
        let (whole, letters): (Vec<char>, Vec<Letter>) = (text.chars().collect(), letters(text));
        let rules = self.rules.iter().filter(|rule| !rule.is_off && rule.places.contains(&place));
        rules.filter_map(|rule| find(&rule.looks_for, &letters).map(|span| finding(rule, field, span, &whole))).collect()
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

#[cfg(test)]
mod tests;

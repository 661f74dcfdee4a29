//! What a creator types of a package.

use super::model::{Offering, Package};
use super::rules;
use crate::failure::{Failure, FieldErrors};
use crate::primitives::{Category, ContentForm, Currency, Language, Money, Platform, text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A whole package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Of one order.
    pub price: Money,
    /// What is done.
    pub offering: Offering,
}

/// A package as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PackageForm {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) needs: String,
    pub(super) content_form: String,
    pub(super) category: String,
    pub(super) platforms: Vec<String>,
    pub(super) languages: Vec<String>,
    /// One point a line.
    pub(super) checklist: String,
    pub(super) price: String,
    pub(super) currency: String,
    pub(super) days: String,
    pub(super) rounds: String,
    pub(super) licence_days: String,
    pub(super) per_week: String,
    /// The version that was seen; empty for a new one.
    pub(super) seen: String,
}

impl PackageForm {
    /// What a new one begins with.
    pub(super) fn blank() -> Self {
        let number = |number: i32| number.to_string();
        Self { currency: Currency::Cny.to_string(), days: number(7), rounds: number(2), licence_days: number(90), ..Self::default() }
    }

    /// As it is written.
    pub(super) fn of(package: &Package) -> Self {
        let said = &package.offering;
        Self {
            title: said.title.clone(),
            text: said.text.clone(),
            needs: said.needs.clone(),
            content_form: said.content_form.to_string(),
            category: said.category.to_string(),
            platforms: said.platforms.iter().map(ToString::to_string).collect(),
            languages: said.languages.iter().map(ToString::to_string).collect(),
            checklist: said.checklist.join("\n"),
            price: package.price.plain(),
            currency: package.price.currency.to_string(),
            days: said.days.to_string(),
            rounds: said.rounds.to_string(),
            licence_days: said.licence_days.to_string(),
            per_week: said.per_week.map(|most| most.to_string()).unwrap_or_default(),
            seen: package.version.to_string(),
        }
    }

    /// The version that was seen.
    pub(super) fn parse_seen(&self) -> Result<i64, Failure> {
        self.seen.trim().parse().map_err(|_| Failure::field("seen", "required"))
    }

    /// The whole package, or the fields that cannot be taken.
    pub(super) fn parse(&self) -> Result<Written, Failure> {
        let mut errors = FieldErrors::default();
        let offering = self.parse_offering(&mut errors);
        let price = self.parse_price(&mut errors);
        errors.finish(offering.zip(price).map(|(offering, price)| Written { price, offering }))
    }

    fn parse_offering(&self, errors: &mut FieldErrors) -> Option<Offering> {
        let words = self.parse_words(errors);
        let content_form: Option<ContentForm> = errors.choice("content_form", &self.content_form);
        let category: Option<Category> = errors.choice("category", &self.category);
        let lists = self.parse_lists(errors);
        let days = errors.number("days", &self.days, rules::DAYS);
        let rounds = errors.number("rounds", &self.rounds, rules::ROUNDS);
        let licence_days = errors.number("licence_days", &self.licence_days, rules::LICENCE_DAYS);
        let is_limited = !self.per_week.trim().is_empty();
        let per_week = if is_limited { errors.number("per_week", &self.per_week, rules::PER_WEEK).map(Some) } else { Some(None) };
        let ((title, text, needs), (platforms, languages, checklist)) = (words?, lists?);
        Some(Offering {
            title,
            text,
            needs,
            content_form: content_form?,
            category: category?,
            platforms,
            languages,
            checklist,
            days: days?,
            rounds: rounds?,
            licence_days: licence_days?,
            per_week: per_week?,
        })
    }

    fn parse_words(&self, errors: &mut FieldErrors) -> Option<(String, String, String)> {
        let title = errors.line("title", &self.title, rules::TITLE_CHARS);
        let text = errors.lines("text", &self.text, rules::TEXT_CHARS);
        let needs = errors.optional_lines("needs", &self.needs, rules::NEEDS_CHARS);
        Some((title?, text?, needs?))
    }

    fn parse_lists(&self, errors: &mut FieldErrors) -> Option<(Vec<Platform>, Vec<Language>, Vec<String>)> {
        let platforms: Option<BTreeSet<Platform>> =
            self.platforms.iter().map(|word| crate::primitives::Choice::from_word(word)).collect::<Option<_>>();
        let languages: Option<BTreeSet<Language>> = self.languages.iter().map(|tag| tag.parse().ok()).collect();
        for (field, is_empty) in
            [("platforms", platforms.as_ref().map(BTreeSet::is_empty)), ("languages", languages.as_ref().map(BTreeSet::is_empty))]
        {
            match is_empty {
                Some(false) => {}
                Some(true) => errors.add(field, "required"),
                None => errors.add(field, "choice"),
            }
        }
        let points: Vec<&str> = self.checklist.lines().map(str::trim).filter(|point| !point.is_empty()).collect();
        if points.len() > rules::CHECKS {
            errors.add_with("checklist", "too-many", vec![("max", rules::CHECKS.to_string())]);
        }
        let points: Option<Vec<String>> = points.iter().map(|point| errors.line("checklist", point, rules::CHECK_CHARS)).collect();
        Some((platforms?.into_iter().collect(), languages?.into_iter().collect(), points?))
    }

    fn parse_price(&self, errors: &mut FieldErrors) -> Option<Money> {
        let currency: Currency = errors.choice("currency", &self.currency)?;
        let typed = text::fold_width(self.price.trim());
        let Some(price) = Money::parse_typed(&typed, currency) else {
            errors.add("price", if typed.is_empty() { "required" } else { "money" });
            return None;
        };
        let (least, most) = currency.price_bounds();
        if price.amount < least || price.amount > most {
            let bound = |amount| Money::new(amount, currency).plain();
            errors.add_with("price", "price-bounds", vec![("min", bound(least)), ("max", bound(most))]);
            return None;
        }
        Some(price)
    }
}

/// A button that says whether a package can be ordered.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct SwitchForm {
    /// `true` or `false`.
    pub(super) on: String,
}

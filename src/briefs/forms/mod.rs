//! What a merchant sends about a brief: the steps of the composer, a reason, a query over the list.

mod browse;
mod money;
mod plan;
mod points;
mod program;
mod seen;
mod talk;

pub(super) use browse::{Browse, BrowseQuery, MOST_CHARS, parse_browse, read_query};
pub(super) use plan::{InviteAllForm, PLACES, PlanQuery};
pub(super) use points::Point;
pub(super) use program::{BudgetBody, ChangeBody, NewBody, renamed};
pub(super) use seen::Saying;
pub(super) use talk::{InviteBody, InviteForm, TextBody, TextForm};

use super::lint::RejectReason;
use super::model::{Brief, BriefKind, Licence, Visibility, Words};
use super::rules;
use crate::failure::{Failure, FieldErrors};
use crate::platform::formats;
use crate::primitives::{BasisPoints, Choice as _, Instant, Language, Minor, Money, Platform, Zone, id::OrgId};
use serde::{Deserialize, Serialize};

crate::choice! {
    /// A step of the composer, in order.
    pub enum Step {
        Form = "form", Description = "description", Deliverables = "deliverables", Platforms = "platforms", Money = "money",
        Rights = "rights", Files = "files",
    }
}

impl Step {
    /// The one after it.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.iter().copied().skip_while(|step| *step != self).nth(1)
    }

    /// The one that asks for this field.
    #[must_use]
    pub fn of_field(field: &str) -> Self {
        match field {
            "title" | "body" => Self::Description,
            "point" | "product" => Self::Deliverables,
            "platforms" | "languages" => Self::Platforms,
            "price_min" | "price_max" | "places" | "bid_deadline" | "delivery_days" | "review_days" | "rounds" | "bid_cap" | "slots"
            | "pool" | "finalist_fee" | "commission" | "commission_terms" | "times" => Self::Money,
            "channels" | "territory" | "licence_days" | "question" | "nda" => Self::Rights,
            _ => Self::Form,
        }
    }
}

/// The fields of all steps as typed; a step reads its own.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct StepForm {
    /// Whose the draft will be.
    pub org: String,
    /// How places are given away.
    pub kind: String,
    /// Who finds it.
    pub visibility: String,
    /// For how many hours the circle alone finds it; empty: as it is.
    pub early_hours: String,
    /// Who gets a place, where the price is fixed.
    pub slots: String,
    /// The whole budget of a pool, as typed; empty for the most of every place.
    pub pool: String,
    /// What each finalist of a contest gets, as typed; empty for nothing.
    pub finalist_fee: String,
    /// What is sent to whoever tries it.
    pub product: String,
    /// A share of sales in percent, as typed.
    pub commission: String,
    /// Which sales count.
    pub commission_terms: String,
    /// When shows begin, `2026-12-01T20:00`; an empty one is none.
    pub time_at: Vec<String>,
    /// How many minutes each lasts.
    pub time_minutes: Vec<String>,
    /// What is promised before the brief is read; empty for nothing.
    pub nda: String,
    /// What the content is.
    pub content_form: String,
    /// What it is about.
    pub category: String,
    /// The starter's word, or nothing.
    pub starter: String,
    /// One line.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// How much each point of the checklist weighs.
    pub level: Vec<String>,
    /// The points, one beside each level; an empty one is no point.
    pub point: Vec<String>,
    /// `1`: show the page again with a row more, save nothing.
    pub add: String,
    /// The row to leave out when the page is shown again, counted from 0; saves nothing.
    pub remove: String,
    /// Where it is shown.
    pub platforms: Vec<String>,
    /// In which languages.
    pub languages: Vec<String>,
    /// ISO 4217.
    pub currency: String,
    /// As typed.
    pub price_min: String,
    /// As typed; empty for a fixed price.
    pub price_max: String,
    /// How many creators.
    pub places: String,
    /// A day, `2026-11-28`.
    pub bid_deadline: String,
    /// Days.
    pub delivery_days: String,
    /// Days.
    pub review_days: String,
    /// Rounds of changes.
    pub rounds: String,
    /// Live bids at once.
    pub bid_cap: String,
    /// Where the work may be shown.
    pub channels: Vec<String>,
    /// Where in the world.
    pub territory: String,
    /// Days.
    pub licence_days: String,
    /// `true` or nothing.
    pub editing: String,
    /// `true` or nothing.
    pub ai_training: String,
    /// `true` or nothing.
    pub voice: String,
    /// `true` or nothing.
    pub likeness: String,
    /// Asked of every bidder.
    pub question: String,
    /// `1`: show the page again with a preview, save nothing.
    pub preview: String,
    /// The mark of the step as it was seen; empty where nothing is known of it.
    pub seen: String,
}

impl StepForm {
    /// The form as the draft fills it.
    #[must_use]
    pub(super) fn of(brief: &Brief, zone: &Zone) -> Self {
        let price = |amount: Option<Minor>| amount.map_or_else(String::new, |amount| Money::new(amount, brief.currency).plain());
        let flag = |on: bool| if on { "true".to_owned() } else { String::new() };
        Self {
            org: brief.org.to_string(),
            kind: brief.kind.to_string(),
            visibility: brief.visibility.to_string(),
            early_hours: brief.details.early_hours.to_string(),
            slots: brief.slots.to_string(),
            pool: price(brief.fund.pool),
            finalist_fee: price(Some(brief.fund.finalist_fee).filter(|fee| fee.is_positive())),
            product: brief.details.product.clone(),
            commission: brief.details.commission.map_or_else(String::new, typed_percent),
            commission_terms: brief.details.commission_terms.clone(),
            nda: brief.details.nda.clone(),
            time_at: brief.details.times.iter().map(|time| time.starts_at.local(zone)).collect(),
            time_minutes: brief.details.times.iter().map(|time| time.minutes.to_string()).collect(),
            content_form: brief.content_form.to_string(),
            category: brief.category.to_string(),
            title: brief.title.clone(),
            body: brief.body.clone(),
            level: brief.checklist.iter().map(|check| check.level.to_string()).collect(),
            point: brief.checklist.iter().map(|check| check.text.clone()).collect(),
            platforms: brief.platforms.iter().map(ToString::to_string).collect(),
            languages: brief.languages.iter().map(ToString::to_string).collect(),
            currency: brief.currency.to_string(),
            price_min: price(brief.budget.map(|budget| budget.min)),
            price_max: price(brief.budget.filter(|budget| budget.max != budget.min).map(|budget| budget.max)),
            places: brief.places.to_string(),
            bid_deadline: brief.bid_deadline.map_or_else(String::new, |at| at.date_in(zone).to_string()),
            delivery_days: brief.delivery_days.to_string(),
            review_days: brief.review_days.to_string(),
            rounds: brief.rounds.to_string(),
            bid_cap: brief.bid_cap.to_string(),
            channels: brief.licence_channels().iter().map(ToString::to_string).collect(),
            territory: brief.licence.territory.clone(),
            licence_days: brief.licence.days.to_string(),
            editing: flag(brief.licence.editing),
            ai_training: flag(brief.licence.ai_training),
            voice: flag(brief.licence.voice),
            likeness: flag(brief.licence.likeness),
            question: brief.question.clone(),
            ..Self::default()
        }
    }

    /// What a step says: the words that can be taken, and the fields that cannot.
    #[must_use]
    pub(super) fn parse(&self, step: Step, zone: &Zone, now: Instant) -> (Words, FieldErrors) {
        let mut errors = FieldErrors::default();
        let words = match step {
            Step::Form => self.parse_form(&mut errors),
            Step::Description => Words {
                title: errors.line("title", &self.title, rules::TITLE_CHARS),
                body: errors.lines("body", &self.body, rules::BODY_CHARS),
                ..Words::default()
            },
            Step::Deliverables => Words {
                checklist: self.parse_checklist(&mut errors),
                product: errors.optional_line("product", &self.product, rules::details::PRODUCT_CHARS),
                ..Words::default()
            },
            Step::Platforms => Words {
                platforms: choices(&mut errors, "platforms", &self.platforms),
                languages: self.parse_languages(&mut errors),
                ..Words::default()
            },
            Step::Money => self.parse_money(&mut errors, zone, now),
            Step::Rights => self.parse_rights(&mut errors),
            Step::Files => Words::default(),
        };
        (words, errors)
    }

    /// Whose a new draft will be.
    pub(super) fn parse_org(&self) -> Result<OrgId, Failure> {
        self.org.trim().parse().map_err(|_| Failure::field("org", if self.org.is_empty() { "required" } else { "choice" }))
    }

    fn parse_form(&self, errors: &mut FieldErrors) -> Words {
        let kind = errors.choice::<BriefKind>("kind", &self.kind);
        let visibility = errors.choice::<Visibility>("visibility", if self.visibility.is_empty() { "public" } else { &self.visibility });
        rules::check_kind(errors, kind);
        let early = self.early_hours.trim();
        let early_hours = if early.is_empty() { None } else { errors.number("early_hours", early, rules::details::EARLY_HOURS) };
        Words {
            early_hours,
            kind: kind.filter(|kind| kind.can_be_made()),
            visibility,
            content_form: errors.choice("content_form", &self.content_form),
            category: errors.choice("category", &self.category),
            ..Words::default()
        }
    }

    /// Whether this only shows the page again, otherwise made, and saves nothing.
    #[must_use]
    pub(super) fn only_shows(&self) -> bool {
        [&self.preview, &self.add, &self.remove].into_iter().any(|word| !word.is_empty())
    }

    fn parse_languages(&self, errors: &mut FieldErrors) -> Option<Vec<Language>> {
        let mut languages: Vec<Language> = Vec::new();
        for tag in self.languages.iter().filter(|tag| !tag.is_empty()) {
            match tag.parse() {
                Ok(language) if languages.contains(&language) => {}
                Ok(language) => languages.push(language),
                Err(_) => {
                    errors.add("languages", "choice");
                    return None;
                }
            }
        }
        if languages.is_empty() {
            errors.add("languages", "required");
            return None;
        }
        Some(languages)
    }

    fn parse_rights(&self, errors: &mut FieldErrors) -> Words {
        let channels: Option<Vec<Platform>> = choices(errors, "channels", &self.channels);
        let territory = errors.optional_line("territory", &self.territory, rules::TERRITORY_CHARS);
        let days = errors.number("licence_days", &self.licence_days, rules::LICENCE_DAYS);
        let on = |text: &str| text == "true";
        let licence = channels.zip(territory).zip(days).map(|((channels, territory), days)| Licence {
            channels,
            territory,
            days,
            ai_training: on(&self.ai_training),
            voice: on(&self.voice),
            likeness: on(&self.likeness),
            editing: on(&self.editing),
        });
        let question = errors.optional_line("question", &self.question, rules::QUESTION_CHARS);
        Words { licence, question, nda: errors.optional_lines("nda", &self.nda, rules::details::NDA_CHARS), ..Words::default() }
    }
}

/// A share as it is typed: `12.5`.
fn typed_percent(share: BasisPoints) -> String {
    formats::percent_bps(i64::from(share.get())).trim_end_matches('%').to_owned()
}

/// At least one member of a closed list, each once, in the list's order.
fn choices<T: crate::primitives::Choice + Ord>(errors: &mut FieldErrors, field: &str, words: &[String]) -> Option<Vec<T>> {
    let known: Option<std::collections::BTreeSet<T>> =
        words.iter().filter(|word| !word.is_empty()).map(|word| T::from_word(word)).collect();
    match known {
        Some(known) if !known.is_empty() => Some(known.into_iter().collect()),
        Some(_) => {
            errors.add(field, "required");
            None
        }
        None => {
            errors.add(field, "choice");
            None
        }
    }
}

/// Why a brief is given up.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct CancelForm {
    /// In the merchant's words; creators read it.
    pub reason: String,
}

impl CancelForm {
    /// The reason, or why it cannot be taken.
    pub(super) fn parse(&self) -> Result<String, Failure> {
        let mut errors = FieldErrors::default();
        let reason = errors.lines("reason", &self.reason, 500);
        errors.finish(reason)
    }
}

/// Why a moderator refuses a brief, as chosen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct RejectForm {
    pub(super) reason_code: String,
}

impl RejectForm {
    pub(super) fn parse(&self) -> Result<RejectReason, Failure> {
        let mut errors = FieldErrors::default();
        let reason = errors.choice("reason_code", &self.reason_code);
        errors.finish(reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefs::model::Budget;

    fn filled() -> StepForm {
        StepForm {
            currency: "CNY".into(),
            price_min: "1,500".into(),
            price_max: "2200.50".into(),
            places: "5".into(),
            bid_deadline: "2026-11-28".into(),
            delivery_days: "10".into(),
            review_days: "7".into(),
            rounds: "2".into(),
            bid_cap: "30".into(),
            ..StepForm::default()
        }
    }

    fn now() -> Instant {
        Instant::parse_rfc3339("2026-11-22T00:00:00Z").unwrap()
    }

    #[test]
    fn money_is_read_as_typed_and_the_deadline_is_the_end_of_the_day_here() {
        let (words, errors) = filled().parse(Step::Money, &Zone::shanghai(), now());
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(words.budget, Some(Budget { min: Minor(150_000), max: Minor(220_050) }));
        assert_eq!(words.bid_deadline.unwrap().rfc3339(), "2026-11-28T15:59:59.000000Z");
        let fixed = StepForm { price_max: String::new(), ..filled() };
        assert_eq!(fixed.parse(Step::Money, &Zone::shanghai(), now()).0.budget, Some(Budget { min: Minor(150_000), max: Minor(150_000) }));
    }

    #[test]
    fn what_cannot_be_taken_is_named_and_the_rest_is_kept() {
        let bad = StepForm { price_min: "-1".into(), bid_deadline: "2026-11-20".into(), review_days: "2".into(), ..filled() };
        let (words, errors) = bad.parse(Step::Money, &Zone::shanghai(), now());
        let fields: Vec<(String, &str)> = errors.0.into_iter().map(|error| (error.field, error.code)).collect();
        assert_eq!(fields, [("price_min".into(), "money"), ("bid_deadline".into(), "past"), ("review_days".into(), "number")]);
        assert_eq!(words.places, Some(5));
    }
}

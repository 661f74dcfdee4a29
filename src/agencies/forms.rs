//! What is sent about rosters.

use super::model::{Consent, Consents, Signatory, Usual, Wanted};
use super::rules;
use crate::failure::{Failure, FieldErrors};
use crate::platform::formats;
use crate::primitives::{BasisPoints, Choice as _, Currency, Money};
use serde::{Deserialize, Serialize};

/// Terms, as typed; with the creator's handle on an invitation, and with who signs for the agency where it says what it usually proposes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct TermsForm {
    /// Of the creator; not read where terms change.
    pub(super) handle: String,
    /// Who signs for the agency; empty for whoever sends the terms. Read among what it usually proposes alone.
    pub(super) signatory: String,
    /// As what.
    pub(super) office: String,
    /// The words of what is asked for.
    pub(super) consents: Vec<String>,
    /// In percent.
    pub(super) split: String,
    /// Empty for none.
    pub(super) penalty: String,
    pub(super) currency: String,
    pub(super) notice_days: String,
}

impl TermsForm {
    /// What most agree on.
    fn blank() -> Self {
        Self {
            consents: Consent::ALL.iter().map(|consent| consent.word().to_owned()).collect(),
            split: "20".to_owned(),
            currency: Currency::Cny.to_string(),
            notice_days: "30".to_owned(),
            ..Self::default()
        }
    }

    /// An invitation as it begins: as the agency usually proposes, or as most agree.
    pub(super) fn begun(usual: Option<&Usual>) -> Self {
        usual.map_or_else(Self::blank, |usual| Self::of(&usual.wanted))
    }

    /// As it stands in terms, to be changed.
    pub(super) fn of(wanted: &Wanted) -> Self {
        let split = formats::percent_bps(i64::from(wanted.split.get()));
        Self {
            consents: wanted.consents.0.iter().map(|consent| consent.word().to_owned()).collect(),
            split: split.trim_end_matches('%').to_owned(),
            penalty: wanted.penalty_cap.map(Money::plain).unwrap_or_default(),
            currency: wanted.penalty_cap.map_or(Currency::Cny, |cap| cap.currency).to_string(),
            notice_days: wanted.notice_days.to_string(),
            ..Self::default()
        }
    }

    /// What the agency usually proposes, as it was said, or as most agree.
    pub(super) fn of_usual(usual: Option<&Usual>) -> Self {
        let Signatory { name: signatory, office } = usual.map(|usual| usual.signatory.clone()).unwrap_or_default();
        Self { signatory, office, ..Self::begun(usual) }
    }

    /// The terms, or every field that cannot be taken.
    pub(super) fn parse(&self) -> Result<Wanted, Failure> {
        let mut errors = FieldErrors::default();
        let consents = parse_consents(&self.consents, &mut errors);
        let share = BasisPoints::parse_percent(&self.split).filter(|share| share.get() <= rules::MOST_SPLIT);
        let split = errors.take("split", share.ok_or(if self.split.trim().is_empty() { "required" } else { "share" }));
        let cap = self.parse_cap(&mut errors);
        let notice_days = errors.number("notice_days", &self.notice_days, rules::NOTICE_DAYS);
        let wanted = consents.zip(split).zip(cap).zip(notice_days);
        let wanted = wanted.map(|(((consents, split), penalty_cap), notice_days)| Wanted { consents, split, penalty_cap, notice_days });
        if wanted.as_ref().is_some_and(rules::is_empty) {
            errors.add("consents", "required");
        }
        errors.finish(wanted)
    }

    /// What the agency usually proposes from now on, or every field that cannot be taken.
    pub(super) fn parse_usual(&self) -> Result<Usual, Failure> {
        let mut errors = FieldErrors::default();
        let name = errors.optional_line("signatory", &self.signatory, rules::SIGNATORY_CHARS);
        let office = errors.optional_line("office", &self.office, rules::SIGNATORY_CHARS);
        if name.as_ref().is_some_and(String::is_empty) && office.as_ref().is_some_and(|office| !office.is_empty()) {
            errors.add("signatory", "required");
        }
        let wanted = match self.parse() {
            Ok(wanted) => Some(wanted),
            Err(Failure::Invalid(found)) => {
                errors.0.extend(found.0);
                None
            }
            Err(other) => return Err(other),
        };
        let signatory = name.zip(office).map(|(name, office)| Signatory { name, office });
        errors.finish(signatory.zip(wanted).map(|(signatory, wanted)| Usual { signatory, wanted }))
    }

    fn parse_cap(&self, errors: &mut FieldErrors) -> Option<Option<Money>> {
        if self.penalty.trim().is_empty() {
            return Some(None);
        }
        let currency = errors.choice::<Currency>("currency", &self.currency)?;
        let cap = Money::parse_typed(&self.penalty, currency).filter(|cap| cap.amount.is_positive());
        errors.take("penalty", cap.ok_or("money")).map(Some)
    }
}

fn parse_consents(words: &[String], errors: &mut FieldErrors) -> Option<Consents> {
    let all: Option<Vec<Consent>> = words.iter().filter(|word| !word.is_empty()).map(|word| Consent::from_word(word)).collect();
    errors.take("consents", all.map(Consents::of).ok_or("choice"))
}

/// What a creator allows, as ticked.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ConsentsForm {
    pub(super) consents: Vec<String>,
}

impl ConsentsForm {
    pub(super) fn parse(&self) -> Result<Consents, Failure> {
        let mut errors = FieldErrors::default();
        let consents = parse_consents(&self.consents, &mut errors);
        errors.finish(consents)
    }
}

/// The creator's answer, as sent: to which version, and `sign` or `refuse`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AnswerForm {
    pub(super) no: String,
    /// Read and agreed.
    pub(super) agree: String,
    #[serde(rename = "do")]
    pub(super) wish: String,
}

impl AnswerForm {
    /// The version, and whether it is signed. Nobody signs what he did not say that he read.
    pub(super) fn parse(&self) -> Result<(i32, bool), Failure> {
        let mut errors = FieldErrors::default();
        let no = errors.take("no", self.no.parse().map_err(|_| "required"));
        let signs = self.wish != "refuse";
        if signs && self.agree != "true" {
            errors.add("agree", "agree");
        }
        errors.finish(no.map(|no| (no, signs)))
    }
}

/// Why it ends, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct EndForm {
    pub(super) reason: String,
}

impl EndForm {
    pub(super) fn parse(&self) -> Result<String, Failure> {
        let mut errors = FieldErrors::default();
        let reason = errors.lines("reason", &self.reason, rules::REASON_CHARS);
        errors.finish(reason)
    }
}

/// What is asked for because the creator left, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PenaltyForm {
    pub(super) amount: String,
    pub(super) currency: String,
}

impl PenaltyForm {
    pub(super) fn parse(&self) -> Result<Money, Failure> {
        let mut errors = FieldErrors::default();
        let currency = errors.choice::<Currency>("currency", &self.currency);
        let amount = currency.and_then(|currency| Money::parse_typed(&self.amount, currency));
        let code = if self.amount.trim().is_empty() { "required" } else { "money" };
        let amount = errors.take("amount", amount.ok_or(code));
        errors.finish(amount)
    }
}

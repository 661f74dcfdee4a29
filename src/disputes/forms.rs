//! What people send about disputes.

use super::actions::{Later, Opening, Verdict};
use super::model::{DisputeReason, Exhibit};
use crate::clocks::ClockKind;
use crate::failure::{Failure, FieldErrors};
use crate::primitives::id::{FileId, MessageId};
use crate::primitives::{Currency, Money};
use crate::web::api::Moment;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Characters of a statement, of a piece of evidence in words, and of reasons.
const WORDS: usize = 5_000;
/// Rules that a ruling names.
const MOST_RULES: usize = 20;
/// Characters of the name of a rule.
const RULE_CHARS: usize = 40;

/// A new dispute, as a program sends it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDispute)]
pub(super) struct OpenBody {
    /// What is contested of the price; from `in_progress` all of it.
    pub amount: Money,
    pub reason_code: DisputeReason,
    #[schema(max_length = 5_000)]
    pub statement: String,
}

impl OpenBody {
    pub(super) fn parse(self) -> Result<Opening, Failure> {
        let statement = words("statement", &self.statement)?;
        Ok(Opening { amount: self.amount, reason: self.reason_code, statement })
    }
}

/// One text, or why it cannot be taken.
pub(super) fn words(field: &str, text: &str) -> Result<String, Failure> {
    let mut errors = FieldErrors::default();
    let taken = errors.lines(field, text, WORDS);
    errors.finish(taken)
}

/// An answer to a dispute, as a program sends it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DisputeAnswer)]
pub(super) struct AnswerBody {
    #[schema(max_length = 5_000)]
    pub statement: String,
}

/// An appeal, as a program sends it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Appeal)]
pub(super) struct AppealBody {
    #[schema(max_length = 5_000)]
    pub reasons: String,
}

/// An amount for the creator, as a program sends it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOffer)]
pub(super) struct OfferBody {
    /// For the creator, of what is contested.
    pub amount: Money,
    /// Nobody but your own side reads it.
    pub sealed: bool,
}

/// Evidence, as a program sends it: a file that you sent to the deal, or a message of it, or words; words may stand beside either.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewEvidence)]
pub(super) struct EvidenceBody {
    #[schema(max_length = 5_000)]
    pub text: Option<String>,
    pub file_id: Option<FileId>,
    pub message_id: Option<MessageId>,
}

impl EvidenceBody {
    pub(super) fn parse(self) -> Result<Exhibit, Failure> {
        let (file, message) = (self.file_id, self.message_id);
        match (self.text, file, message) {
            (_, Some(_), Some(_)) => Err(Failure::field("message_id", "choice")),
            (None, None, None) => Err(Failure::field("text", "required")),
            (None, ..) => Ok(Exhibit { body: String::new(), file, message }),
            (Some(text), ..) => Ok(Exhibit { body: words("text", &text)?, file, message }),
        }
    }
}

/// Another deadline, as a program sends it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDeadline)]
pub(super) struct DeadlineBody {
    /// The clock, as `next_clock` names it; the one that runs out first if it is not said.
    pub event: Option<ClockKind>,
    /// When it is to run out: within 30 days.
    pub at: Moment,
    /// Why; both sides read it.
    #[schema(max_length = 1_000)]
    pub reason: String,
}

impl DeadlineBody {
    pub(super) fn parse(self) -> Result<Later, Failure> {
        let mut errors = FieldErrors::default();
        let reason = errors.lines("reason", &self.reason, WHY);
        errors.finish(reason.map(|reason| Later { clock: self.event, to: self.at.0, reason }))
    }
}

/// An answer to a wish for another deadline, as a program sends it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DeadlineAnswer)]
pub(super) struct AgreeBody {
    pub agree: bool,
}

/// A proposal, as a program sends it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewProposal)]
pub(super) struct ProposalBody {
    /// Of what is contested.
    pub to_creator: Money,
    #[schema(max_length = 5_000)]
    pub reasons: String,
}

impl ProposalBody {
    pub(super) fn parse(self) -> Result<Verdict, Failure> {
        Ok(Verdict { to_creator: self.to_creator, rule_ids: Vec::new(), reasons: words("reasons", &self.reasons)? })
    }
}

/// A ruling, as a program sends it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRuling)]
pub(super) struct RulingBody {
    /// Of what is contested.
    pub to_creator: Money,
    /// Clauses of the agreement (`5.3`), points of its checklist (`A1`), or rules of the house.
    #[schema(min_items = 1, max_items = 20)]
    pub rule_ids: Vec<String>,
    #[schema(max_length = 5_000)]
    pub reasons: String,
}

impl RulingBody {
    pub(super) fn parse(self) -> Result<Verdict, Failure> {
        let mut errors = FieldErrors::default();
        let rule_ids = rules(&self.rule_ids, &mut errors);
        let reasons = errors.lines("reasons", &self.reasons, WORDS);
        let verdict = rule_ids.zip(reasons).map(|(rule_ids, reasons)| Verdict { to_creator: self.to_creator, rule_ids, reasons });
        errors.finish(verdict)
    }
}

/// The names of rules: letters, digits, dots, dashes and underscores.
fn rules(named: &[String], errors: &mut FieldErrors) -> Option<Vec<String>> {
    let fits = |rule: &&String| {
        (1..=RULE_CHARS).contains(&rule.len()) && rule.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
    };
    if named.is_empty() {
        errors.add("rule_ids", "required");
        return None;
    }
    if named.len() > MOST_RULES || !named.iter().all(|rule| fits(&rule)) {
        errors.add("rule_ids", "rule-ids");
        return None;
    }
    Some(named.to_vec())
}

/// An amount as people type it.
pub(super) fn typed(field: &str, text: &str, currency: Currency) -> Result<Money, Failure> {
    let code = if text.trim().is_empty() { "required" } else { "money" };
    Money::parse_typed(text, currency).ok_or_else(|| Failure::field(field, code))
}

/// A new dispute, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct OpenForm {
    pub amount: String,
    pub reason: String,
    pub statement: String,
}

impl OpenForm {
    pub(super) fn parse(&self, currency: Currency) -> Result<Opening, Failure> {
        let mut errors = FieldErrors::default();
        let amount = Money::parse_typed(&self.amount, currency);
        if amount.is_none() {
            errors.add("amount", if self.amount.trim().is_empty() { "required" } else { "money" });
        }
        let reason = errors.choice("reason", &self.reason);
        let statement = errors.lines("statement", &self.statement, WORDS);
        let opening = amount.zip(reason).zip(statement);
        errors.finish(opening.map(|((amount, reason), statement)| Opening { amount, reason, statement }))
    }
}

/// Whatever a form of the dispute room carries, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RoomForm {
    pub statement: String,
    pub reasons: String,
    pub amount: String,
    /// `on`: sealed.
    pub sealed: String,
    pub to_creator: String,
    /// Names of rules, parted by spaces or commas.
    pub rule_ids: String,
    /// The evidence in words.
    pub text: String,
    /// The message that is evidence; empty for none.
    pub message_id: String,
    /// The clock that is to be moved.
    pub clock: String,
    /// By how many days.
    pub days: String,
    /// Why.
    pub why: String,
    /// `yes`: to another deadline.
    pub agree: String,
}

/// Characters of why a deadline moves.
const WHY: usize = 1_000;
/// A deadline moves by at most so many days on the page.
const MOST_DAYS: i64 = 30;

impl RoomForm {
    /// The clock, by how many days it is to run longer, and why.
    pub(super) fn later(&self) -> Result<(ClockKind, i64, String), Failure> {
        let mut errors = FieldErrors::default();
        let clock = errors.choice::<ClockKind>("clock", &self.clock);
        let days = self.days.trim().parse::<i64>().ok().filter(|days| (1..=MOST_DAYS).contains(days));
        if days.is_none() {
            errors.add_with("days", "number", vec![("min", "1".to_owned()), ("max", MOST_DAYS.to_string())]);
        }
        let why = errors.lines("why", &self.why, WHY);
        errors.finish(clock.zip(days).zip(why).map(|((clock, days), why)| (clock, days, why)))
    }

    /// What is brought, beside a file that came with the form.
    pub(super) fn exhibit(&self, file: Option<FileId>) -> Result<Exhibit, Failure> {
        let message = match self.message_id.trim() {
            "" => None,
            id => Some(id.parse::<MessageId>().map_err(|_| Failure::field("message_id", "choice"))?),
        };
        if file.is_some() && message.is_some() {
            return Err(Failure::field("message_id", "file-or-message"));
        }
        let is_shown = file.is_some() || message.is_some();
        let body = if is_shown && self.text.trim().is_empty() { String::new() } else { words("text", &self.text)? };
        Ok(Exhibit { body, file, message })
    }

    pub(super) fn verdict(&self, currency: Currency, needs_rules: bool) -> Result<Verdict, Failure> {
        let mut errors = FieldErrors::default();
        let to_creator = Money::parse_typed(&self.to_creator, currency);
        if to_creator.is_none() {
            errors.add("to_creator", if self.to_creator.trim().is_empty() { "required" } else { "money" });
        }
        let named: Vec<String> = self
            .rule_ids
            .split([' ', ',', '，', '、', '\n'])
            .map(str::trim)
            .filter(|rule| !rule.is_empty())
            .map(ToOwned::to_owned)
            .collect();
        let rule_ids = if needs_rules { rules(&named, &mut errors) } else { Some(Vec::new()) };
        let reasons = errors.lines("reasons", &self.reasons, WORDS);
        let verdict = to_creator.zip(rule_ids).zip(reasons);
        errors.finish(verdict.map(|((to_creator, rule_ids), reasons)| Verdict { to_creator, rule_ids, reasons }))
    }
}

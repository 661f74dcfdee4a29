//! What in a brief may break a rule for words, and what comes of it: what is flagged waits for a moderator, what is advice is only shown to whoever
//! writes.

use super::model::{Brief, BriefKind, BriefState, Level};
use crate::lint::{self, Finding, Severity, Where};
use crate::market;
use crate::primitives::Money;
use std::collections::BTreeSet;

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

/// Everything that may break a rule, each rule once a field, in the order of the fields. What the brief forbids it does not say.
#[must_use]
pub(super) fn findings(brief: &Brief) -> Vec<Finding> {
    let said = brief.checklist.iter().filter(|check| check.level != Level::MustNot);
    let points = said.map(|check| (format!("checklist {}", check.id), check.text.as_str()));
    let fields = [("title", &brief.title), ("body", &brief.body), ("question", &brief.question)];
    let fields = fields.into_iter().map(|(name, text)| (name.to_owned(), text.as_str())).chain(points);
    let said = fields.flat_map(|(field, text)| lint::look(Where::Brief, &field, text));
    said.chain(least(brief).and_then(|prices| lint::price_below(Where::Brief, "budget", prices))).collect()
}

/// What a moderator would have to read first of the brief in its new words, and what it did not say before: whoever let the old words pass has not seen
/// it.
#[must_use]
pub(super) fn added_flags(before: &Brief, after: &Brief) -> Vec<String> {
    let flagged = |brief: &Brief| -> BTreeSet<(String, String)> {
        findings(brief).into_iter().filter(|found| found.severity == Severity::Flag).map(|found| (found.text, found.id)).collect()
    };
    let known = flagged(before);
    let mut added: Vec<String> = flagged(after).into_iter().filter(|found| !known.contains(found)).map(|(text, _)| text).collect();
    added.dedup();
    added
}

/// The least that a place pays, and the least that is recommended. A prize and a commission are no price of a work.
fn least(brief: &Brief) -> Option<(Money, Money)> {
    if matches!(brief.kind, BriefKind::Contest | BriefKind::Cps) {
        return None;
    }
    let (low, _) = brief.prices()?;
    Some((low, market::floor(brief.category, brief.content_form, brief.currency)?))
}

/// A bid that asks for less than is recommended for such work; nothing where the brief says the price.
#[must_use]
pub fn low_bid(brief: &Brief, price: Money) -> Option<Finding> {
    if matches!(brief.kind, BriefKind::Contest | BriefKind::Cps | BriefKind::PieceRate) {
        return None;
    }
    lint::price_below(Where::Bid, "price", (price, market::floor(brief.category, brief.content_form, brief.currency)?))
}

//! What in a brief may break a rule for words, and what comes of it: what is flagged waits for a moderator, what is advice is only shown to whoever
//! writes.

use super::model::{Brief, BriefState, Level};
use crate::lint::{self, Finding, Where};

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
    fields.flat_map(|(field, text)| lint::look(Where::Brief, &field, text)).collect()
}

//! Problems: what a program reads when something did not work, and the list of all their codes.

use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// `/problems/{code}`: a page that explains it.
    #[serde(rename = "type")]
    #[schema(example = "/problems/state.refused")]
    pub kind: String,
    /// In a few words, in the caller's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable.
    #[schema(example = "state.refused")]
    pub code: &'static str,
    /// What happened and what to do.
    pub detail: String,
    /// For support.
    pub request_id: String,
    /// The fields that cannot be taken.
    pub errors: Vec<ProblemField>,
}

/// A field that cannot be taken.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemField {
    /// Its name, with dots and brackets for what lies inside others.
    #[schema(example = "price.amount")]
    pub field: String,
    /// Stable.
    #[schema(example = "required")]
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
}

/// Every code and its status, in the order of their text. A test holds this list against the rules of the house.
pub const CODES: &[(&str, u16)] = &[
    ("account.creator_already", 409),
    ("account.email_taken", 409),
    ("act.forbidden", 403),
    ("admin.own_deal", 403),
    ("admin.proposed", 409),
    ("admin.second_wanted", 403),
    ("amount.changed", 409),
    ("appeal.already", 409),
    ("appeal.another_moderator", 403),
    ("appeal.too_late", 409),
    ("auth.code_required", 401),
    ("auth.failed", 401),
    ("auth.required", 401),
    ("auth.step_up", 403),
    ("auth.suspended", 403),
    ("balance.insufficient", 409),
    ("bid.already", 409),
    ("bid.not_by_agency", 409),
    ("bid.unseen", 409),
    ("bid.own_brief", 409),
    ("bid.quota", 409),
    ("bid.turns_used", 409),
    ("bid.unconfirmed", 409),
    ("body.slow", 408),
    ("body.too_large", 413),
    ("body.unreadable", 400),
    ("body.wrong_type", 415),
    ("brief.bid_cap", 409),
    ("brief.extended_once", 409),
    ("brief.final_begun", 409),
    ("brief.finalists_full", 409),
    ("brief.has_contracts", 409),
    ("brief.merchants_only", 403),
    ("brief.nda_other", 409),
    ("brief.nda_wanted", 409),
    ("brief.no_place", 409),
    ("brief.one_creator", 409),
    ("brief.pool_short", 409),
    ("brief.time_taken", 409),
    ("brief.too_many_files", 409),
    ("brief.too_many_invited", 409),
    ("brief.too_many_open", 429),
    ("brief.words_flagged", 409),
    ("bug", 500),
    ("busy", 503),
    ("cancel.not_late", 409),
    ("cancel.open", 409),
    ("change.none_left", 409),
    ("change.uncited", 422),
    ("checkout.closed", 409),
    ("contract.frozen", 409),
    ("creator.too_many_channels", 409),
    ("creator.too_many_films", 409),
    ("creator.too_many_works", 409),
    ("cursor.invalid", 422),
    ("dispute.evidence_closed", 409),
    ("dispute.extended_once", 409),
    ("dispute.not_impartial", 403),
    ("dispute.second_admin", 403),
    ("fields.invalid", 422),
    ("file.locked", 403),
    ("form.forged", 403),
    ("idempotency.in_progress", 409),
    ("idempotency.invalid", 422),
    ("idempotency.mismatch", 422),
    ("invitation.other", 403),
    ("ledger.repeated", 409),
    ("limit.reached", 429),
    ("live.code_gone", 409),
    ("live.not_the_time", 409),
    ("method.wrong", 405),
    ("money.currency", 422),
    ("not_found", 404),
    ("offer.rounds_over", 409),
    ("offer.sealed_already", 409),
    ("offer.superseded", 409),
    ("org.last_owner", 409),
    ("org.needs_owner", 422),
    ("org.owner_only", 403),
    ("org.suspended", 403),
    ("payment.too_large", 422),
    ("payment.too_small", 422),
    ("payout.no_account", 409),
    ("payout.too_small", 422),
    ("person.second_factor", 409),
    ("person.second_factor_first", 403),
    ("person.held", 403),
    ("person.unconfirmed", 403),
    ("change_order.full", 409),
    ("extension.open", 409),
    ("message.superseded", 409),
    ("block.stands", 409),
    ("outreach.closed", 409),
    ("plan.no_prices", 409),
    ("brief.circle_only", 409),
    ("calendar.full", 409),
    ("channel.elsewhere", 409),
    ("channel.waiting", 409),
    ("circle.full", 409),
    ("circle.poll_over", 409),
    ("circle.resting", 409),
    ("circle.taken_out", 409),
    ("circle.too_many_letters", 429),
    ("outreach.too_many", 429),
    ("list.full", 409),
    ("list.too_many", 409),
    ("rating.already", 409),
    ("opinion.already", 409),
    ("report.already", 409),
    ("upload.offset", 409),
    ("scope.missing", 403),
    ("remark.full", 409),
    ("search.too_many", 409),
    ("follow.too_many", 409),
    ("state.refused", 409),
    ("tip.uncovered", 409),
    ("order.flagged", 409),
    ("order.unpaid", 429),
    ("package.closed", 409),
    ("package.too_many", 409),
    ("package.unavailable", 409),
    ("package.week_full", 409),
    ("agency.above_cap", 422),
    ("agency.already", 409),
    ("agency.no_consent", 403),
    ("agency.resting", 409),
    ("agency.too_many", 409),
    ("verification.waiting", 409),
    ("version.stale", 409),
    ("view.closed", 403),
    ("view.read_only", 403),
    ("webhook.too_many", 429),
    ("withdrawal.no_origin", 409),
];

/// The status of a code; 409 for what is not in the list, which a test does not let happen.
#[must_use]
pub(super) fn status(code: &str) -> u16 {
    CODES.iter().find(|(known, _)| *known == code).map_or(409, |(_, status)| *status)
}

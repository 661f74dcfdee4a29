//! What is set aside for a brief before it opens.

use super::MAX_PLACES_MONEY;
use crate::briefs::model::{Brief, BriefKind};
use crate::failure::{FieldErrors, Refusal, STATE_REFUSED};
use crate::primitives::{Minor, Money};

/// What is left of the pool does not cover the price and its fee.
pub const POOL_SHORT: Refusal = Refusal::conflict("brief.pool_short");

/// As many finalists are named as may be.
pub(in crate::briefs) const FINALISTS_FULL: Refusal = Refusal::conflict("brief.finalists_full");
/// A contest in its final is decided, not cancelled.
pub const FINAL_BEGUN: Refusal = Refusal::conflict("brief.final_begun");

/// One more finalist may be named while the contest can be decided.
pub(in crate::briefs) fn names_finalists(brief: &Brief) -> Result<(), Refusal> {
    if brief.state.takes_awards() { Ok(()) } else { Err(STATE_REFUSED) }
}

/// The whole budget pays for one place at least, and not for more than there can be.
pub(super) fn check(errors: &mut FieldErrors, brief: &Brief) {
    if brief.is_contest() && brief.budget.is_some_and(|budget| brief.fund.finalist_fee > budget.max) {
        let most = brief.budget.map_or(Minor::ZERO, |budget| budget.max);
        let plain = |amount| Money::new(amount, brief.currency).plain();
        errors.add_with("finalist_fee", "price-bounds", vec![("min", plain(Minor::ZERO)), ("max", plain(most))]);
    }
    let Some((budget, pool)) = brief.budget.zip(brief.fund.pool) else { return };
    let (least, _) = brief.currency.price_bounds();
    let least = if brief.kind == BriefKind::Pool { budget.max } else { least };
    let most = Minor(brief.currency.price_bounds().1.0.saturating_mul(MAX_PLACES_MONEY));
    if pool < least || pool > most {
        let plain = |amount| Money::new(amount, brief.currency).plain();
        errors.add_with("pool", "price-bounds", vec![("min", plain(least)), ("max", plain(most))]);
    }
}

/// Once the money is set aside, what it depends on stays as it is.
pub(super) fn stands(errors: &mut FieldErrors, seen: &Brief, changed: &Brief) {
    if !seen.kind.sets_aside() {
        return;
    }
    let all = seen.kind != BriefKind::Cps;
    let fields = [
        ("price_max", all && seen.budget != changed.budget),
        ("places", all && seen.places != changed.places),
        ("pool", seen.fund.pool != changed.fund.pool),
        ("finalist_fee", seen.fund.finalist_fee != changed.fund.finalist_fee),
    ];
    for (field, _) in fields.into_iter().filter(|(_, moved)| *moved) {
        errors.add(field, "set-aside");
    }
}

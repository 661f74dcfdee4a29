//! What is set aside for a brief before it opens.

use super::MAX_PLACES_MONEY;
use crate::briefs::model::{Brief, BriefKind};
use crate::failure::{FieldErrors, Refusal};
use crate::primitives::{Minor, Money};

/// What is left of the pool does not cover the price and its fee.
pub const POOL_SHORT: Refusal = Refusal::conflict("brief.pool_short");

/// The whole budget pays for one place at least, and not for more than there can be.
pub(super) fn check(errors: &mut FieldErrors, brief: &Brief) {
    let Some((budget, pool)) = brief.budget.zip(brief.fund.pool) else { return };
    let most = Minor(brief.currency.price_bounds().1.0.saturating_mul(MAX_PLACES_MONEY));
    if brief.kind == BriefKind::Pool && (pool < budget.max || pool > most) {
        let plain = |amount| Money::new(amount, brief.currency).plain();
        errors.add_with("pool", "price-bounds", vec![("min", plain(budget.max)), ("max", plain(most))]);
    }
}

/// Once the money is set aside, what it depends on stays as it is.
pub(super) fn stands(errors: &mut FieldErrors, seen: &Brief, changed: &Brief) {
    if !seen.kind.sets_aside() {
        return;
    }
    let fields = [
        ("price_max", seen.budget != changed.budget),
        ("places", seen.places != changed.places),
        ("pool", seen.fund != changed.fund),
    ];
    for (field, _) in fields.into_iter().filter(|(_, moved)| *moved) {
        errors.add(field, "set-aside");
    }
}

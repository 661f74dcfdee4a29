//! What a package may say, and when it can be ordered.

use super::model::Package;
use crate::failure::Refusal;
use std::ops::RangeInclusive;

/// Packages of one creator.
pub(super) const MAX_PACKAGES: usize = 12;
/// Characters of the title.
pub(super) const TITLE_CHARS: usize = 100;
/// Characters of what is included.
pub(super) const TEXT_CHARS: usize = 3_000;
/// Characters of what the merchant must say.
pub(super) const NEEDS_CHARS: usize = 500;
/// Points of the checklist.
pub(super) const CHECKS: usize = 12;
/// Characters of a point.
pub(super) const CHECK_CHARS: usize = 200;
/// Days of work.
pub(super) const DAYS: RangeInclusive<i32> = 1..=180;
/// Included rounds of changes.
pub(super) const ROUNDS: RangeInclusive<i32> = 0..=10;
/// Days of the licence.
pub(super) const LICENCE_DAYS: RangeInclusive<i32> = 1..=3_650;
/// Orders in seven days.
pub(super) const PER_WEEK: RangeInclusive<i32> = 1..=100;
/// Orders of one merchant that wait for their money.
const UNPAID: i64 = 3;

/// The creator has as many packages as he may.
pub(super) const TOO_MANY: Refusal = Refusal::conflict("package.too_many");
/// The creator takes no orders on it now; why is his business, or a moderator's.
const CLOSED: Refusal = Refusal::conflict("package.closed");
/// As many were ordered in seven days as the creator takes.
const WEEK_FULL: Refusal = Refusal::conflict("package.week_full");
/// The creator says that he is away, or has as many deals as he takes: nobody asks him before an order, so it waits.
const UNAVAILABLE: Refusal = Refusal::conflict("package.unavailable");
/// The merchant has ordered often enough without paying.
const UNPAID_ORDERS: Refusal = Refusal::full("order.unpaid");

/// What an order of a package depends on beside its words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// A moderator stopped the creator or holds his money.
    pub is_held: bool,
    /// The creator's calendar says that no new work is taken today.
    pub is_hindered: bool,
    /// Orders of it in the last seven days.
    pub in_week: i64,
    /// Orders of the merchant, with any creator, that wait for their money.
    pub unpaid: i64,
}

/// The package can be ordered now.
pub fn may_order(package: &Package, standing: Standing) -> Result<(), Refusal> {
    if !package.is_on || standing.is_held {
        return Err(CLOSED);
    }
    if standing.is_hindered {
        return Err(UNAVAILABLE);
    }
    if let Some(most) = package.offering.per_week
        && standing.in_week >= i64::from(most)
    {
        return Err(WEEK_FULL.with("max", most));
    }
    if standing.unpaid >= UNPAID { Err(UNPAID_ORDERS.with("max", UNPAID)) } else { Ok(()) }
}

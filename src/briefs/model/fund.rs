//! What is set aside for a brief before it opens, where its kind needs that.

use super::{Brief, BriefKind};
use crate::primitives::{BasisPoints, Minor, MoneyError};

/// The rates of merchant and creator, as they were when the money was set aside.
pub type Rates = (BasisPoints, BasisPoints);

/// How many finalists a contest has at most.
pub const MAX_FINALISTS: i32 = 6;

/// What a merchant sets aside, and what came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fund {
    /// The whole budget of a pool, where none stands for the most of every place; what is set aside for commissions, where none stands for nothing.
    pub pool: Option<Minor>,
    /// What each finalist of a contest gets beside a chance of the prize.
    pub finalist_fee: Minor,
    /// How many finalists were named.
    pub finalists: i32,
    /// The rates for everything that is paid from it; none until it was set aside.
    pub rates: Option<Rates>,
}

impl Brief {
    /// What has to be set aside before it opens, without the merchant's fee; `None` where the kind needs nothing, or no price is named yet.
    pub fn set_aside(&self) -> Result<Option<Minor>, MoneyError> {
        let Some(budget) = self.budget else { return Ok(None) };
        let places = || Minor::sum((0..self.places.max(1)).map(|_| budget.max));
        match self.kind {
            BriefKind::Pool => Ok(Some(self.fund.pool.map_or_else(places, Ok)?)),
            BriefKind::Contest => {
                let fees = Minor::sum((0..MAX_FINALISTS).map(|_| self.fund.finalist_fee))?;
                Ok(Some(budget.max.plus(fees)?))
            }
            BriefKind::Cps => Ok(self.fund.pool),
            BriefKind::OpenBid | BriefKind::Direct | BriefKind::FixedSlots | BriefKind::PieceRate | BriefKind::Live | BriefKind::Sample => {
                Ok(None)
            }
        }
    }
}

//! What a tip must be, and when it may be given. It is no event of the life: nothing stands elsewhere after it.

use super::super::model::{Contract, MilestoneState, Party};
use super::{Access, in_currency};
use crate::failure::{ACT_FORBIDDEN, Failure, FieldErrors, Refusal, STATE_REFUSED};
use crate::primitives::{Minor, Money};

/// The wallet does not cover the tip.
const UNCOVERED: Refusal = Refusal::conflict("tip.uncovered");

/// Whoever moves the merchant's money may tip.
pub fn tipper(access: Access) -> Result<(), Refusal> {
    if access.party == Party::Merchant && access.funds { Ok(()) } else { Err(ACT_FORBIDDEN) }
}

/// Thanks are for work that was accepted.
#[must_use]
pub const fn takes_tips(state: MilestoneState) -> bool {
    match state {
        MilestoneState::Approved | MilestoneState::Settled => true,
        MilestoneState::Planned
        | MilestoneState::Funded
        | MilestoneState::InProgress
        | MilestoneState::Submitted
        | MilestoneState::ChangesRequested
        | MilestoneState::Disputed
        | MilestoneState::Cancelled => false,
    }
}

/// The amount of a tip in minor units: in the deal's currency and within the bounds of a price. Refusals: `money.currency`.
pub fn tip_amount(contract: &Contract, money: Money) -> Result<Minor, Failure> {
    let amount = in_currency(contract.currency, money)?;
    let (least, most) = contract.currency.price_bounds();
    let mut errors = FieldErrors::default();
    if amount < least || amount > most {
        let bound = |amount| contract.money(amount).plain();
        errors.add_with("amount", "price-bounds", vec![("min", bound(least)), ("max", bound(most))]);
    }
    errors.finish(Some(amount))
}

/// May this tip be given now, with so much in the wallet? Refusals: `state.refused`, `tip.uncovered` with what is missing.
pub fn tip(contract: &Contract, state: MilestoneState, amount: Minor, free: Minor) -> Result<(), Failure> {
    if !takes_tips(state) {
        return Err(STATE_REFUSED.into());
    }
    if amount > free {
        return Err(UNCOVERED.with("missing", contract.money(amount.minus(free)?).plain()).into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::rules::test_values::contract;
    use crate::primitives::{Choice as _, Currency};

    #[test]
    fn only_accepted_work_takes_a_tip() {
        let states: Vec<&str> = MilestoneState::ALL.iter().filter(|state| takes_tips(**state)).map(|state| state.word()).collect();
        assert_eq!(states, ["approved", "settled"]);
    }

    #[test]
    fn a_tip_has_bounds_and_is_covered() {
        let deal = contract();
        let money = |amount| Money::new(Minor(amount), deal.currency);
        assert_eq!(tip_amount(&deal, money(100)).unwrap(), Minor(100));
        assert!(tip_amount(&deal, money(99)).is_err() && tip_amount(&deal, money(90_000_001)).is_err());
        assert!(tip_amount(&deal, Money::new(Minor(100), Currency::Usd)).is_err());
        assert!(tip(&deal, MilestoneState::Settled, Minor(500), Minor(500)).is_ok());
        let Err(Failure::Refused(refusal)) = tip(&deal, MilestoneState::Approved, Minor(501), Minor(480)) else { panic!("given") };
        assert_eq!((refusal.code, refusal.args), ("tip.uncovered", vec![("missing", money(21).plain())]));
    }
}

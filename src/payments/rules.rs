//! What may happen to a checkout, what a payment must be, and which payments a withdrawal goes back to.

use super::model::CheckoutState;
use crate::failure::{BALANCE_INSUFFICIENT, Refusal};
use crate::operations::OperationState;
use crate::platform::gateway::Stand;
use crate::primitives::id::CheckoutId;
use crate::primitives::{Minor, Money};

/// Less than the provider takes.
pub(super) const TOO_SMALL: Refusal = Refusal::unprocessable("payment.too_small");
/// More than one payment may be.
pub(super) const TOO_LARGE: Refusal = Refusal::unprocessable("payment.too_large");
/// The wallet's money cannot be traced to payments that take it back.
pub(super) const NO_ORIGIN: Refusal = Refusal::conflict("withdrawal.no_origin");

/// How long a hosted page takes a payment.
pub(super) const CHECKOUT_HOURS: i64 = 24;

/// Where a checkout stands after a look at the provider's page; `None` if that is nothing new. Money always counts: a page that was left or closed
/// is paid when the payment arrives all the same.
pub(super) const fn after(state: CheckoutState, stand: Stand) -> Option<CheckoutState> {
    use CheckoutState as S;
    match (state, stand) {
        (S::Preparing, Stand::Open) => Some(S::Open),
        (S::Preparing | S::Open | S::Declined | S::Abandoned | S::Expired, Stand::Paid) => Some(S::Paid),
        (S::Preparing | S::Open, Stand::Declined) => Some(S::Declined),
        (S::Preparing | S::Open, Stand::Abandoned) => Some(S::Abandoned),
        (S::Preparing | S::Open, Stand::Expired) => Some(S::Expired),
        (S::Open, Stand::Open)
        | (S::Paid | S::Declined | S::Abandoned | S::Expired, Stand::Open | Stand::Declined | Stand::Abandoned | Stand::Expired)
        | (S::Paid, Stand::Paid)
        | (_, Stand::Pending | Stand::Failed | Stand::Returned) => None,
    }
}

/// Where the operation behind a checkout stands when the checkout stands so.
pub(super) const fn operation_state(state: CheckoutState) -> OperationState {
    match state {
        CheckoutState::Preparing | CheckoutState::Open => OperationState::Waiting,
        CheckoutState::Paid => OperationState::Done,
        CheckoutState::Declined => OperationState::Declined,
        CheckoutState::Abandoned | CheckoutState::Expired => OperationState::Abandoned,
    }
}

/// More than this the books do not take at once, in minor units; the provider may take less and declines then.
const MOST: Minor = Minor(1_000_000_000_000);

/// A payment into the wallet: at least what the provider takes.
pub(super) fn check_top_up(money: Money, minimum: Minor) -> Result<(), Refusal> {
    if money.amount < minimum {
        return Err(TOO_SMALL.with("min", Money::new(minimum, money.currency).plain()));
    }
    if money.amount > MOST { Err(TOO_LARGE.with("max", Money::new(MOST, money.currency).plain())) } else { Ok(()) }
}

/// A payment that money can go back to, and how much of it has not gone back yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) checkout: CheckoutId,
    pub(super) object: String,
    pub(super) left: Minor,
}

/// Divides a withdrawal among the payments it goes back to, in their order. Refusals: more than is free, or than the payments take back.
pub(super) fn divide(origins: &[Origin], amount: Minor, free: Minor) -> Result<Vec<(Origin, Minor)>, Refusal> {
    if !amount.is_positive() {
        return Err(TOO_SMALL.with("min", "0.01"));
    }
    if amount > free {
        return Err(BALANCE_INSUFFICIENT);
    }
    let (mut rest, mut parts) = (amount.0, Vec::new());
    for origin in origins.iter().filter(|origin| origin.left.is_positive()) {
        let part = rest.min(origin.left.0);
        if part > 0 {
            parts.push((origin.clone(), Minor(part)));
            rest = rest.saturating_sub(part);
        }
    }
    if rest == 0 { Ok(parts) } else { Err(NO_ORIGIN) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::{Choice as _, Currency};
    use proptest::prelude::*;

    #[test]
    fn a_paid_checkout_never_moves_again() {
        for stand in Stand::ALL {
            assert_eq!(after(CheckoutState::Paid, *stand), None);
        }
        assert_eq!(after(CheckoutState::Expired, Stand::Paid), Some(CheckoutState::Paid));
        assert_eq!(after(CheckoutState::Declined, Stand::Abandoned), None);
    }

    #[test]
    fn a_top_up_has_bounds() {
        let money = |amount| Money::new(Minor(amount), Currency::Cny);
        assert!(check_top_up(money(100), Minor(100)).is_ok());
        assert!(check_top_up(money(94_500_000), Minor(100)).is_ok(), "the dearest deal with its fee");
        assert_eq!(check_top_up(money(99), Minor(100)).unwrap_err().code, "payment.too_small");
        assert_eq!(check_top_up(money(1_000_000_000_001), Minor(100)).unwrap_err().code, "payment.too_large");
    }

    proptest! {
        #[test]
        fn the_parts_of_a_withdrawal_add_up_and_none_is_too_large(lefts in prop::collection::vec(0i64..5_000, 0..8), amount in -5i64..20_000) {
            let origins: Vec<Origin> =
                lefts.iter().map(|left| Origin { checkout: CheckoutId::random(), object: String::new(), left: Minor(*left) }).collect();
            match divide(&origins, Minor(amount), Minor(15_000)) {
                Ok(parts) => {
                    prop_assert_eq!(parts.iter().map(|(_, part)| part.0).sum::<i64>(), amount);
                    prop_assert!(parts.iter().all(|(origin, part)| part.0 > 0 && part.0 <= origin.left.0));
                }
                Err(_) => prop_assert!(amount <= 0 || amount > 15_000 || amount > lefts.iter().sum::<i64>()),
            }
        }
    }
}

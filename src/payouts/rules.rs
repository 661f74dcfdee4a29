//! What may happen to a payout and to the account it goes to.

use super::model::{NewAccount, Payout, PayoutAccount, PayoutState};
use crate::failure::{BALANCE_INSUFFICIENT, MONEY_CURRENCY, Refusal, STATE_REFUSED};
use crate::primitives::{Instant, Minor, Money};

/// There is nowhere to pay to.
pub const NO_ACCOUNT: Refusal = Refusal::conflict("payout.no_account");
/// Less than the provider sends.
pub const TOO_SMALL: Refusal = Refusal::unprocessable("payout.too_small");

/// A changed account waits so long; the first one does not.
const WAIT_HOURS: i64 = 72;

/// What happens to a payout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Its account may be used now.
    Ready,
    /// The provider took it.
    Sent,
    /// The provider will not, or it did not arrive.
    Failed,
    /// It arrived.
    Arrived,
    /// It came back.
    Returned,
    /// Its owner took it back.
    Cancelled,
}

/// The whole life of a payout. What is not listed does not happen.
#[rustfmt::skip]
pub const fn step(from: PayoutState, event: Event) -> Option<PayoutState> {
    use {Event as E, PayoutState as S};
    Some(match (from, event) {
        (S::Scheduled,                E::Ready)     => S::Requested,
        (S::Requested | S::Scheduled, E::Sent)      => S::InTransit,
        (S::Requested | S::Scheduled, E::Cancelled) => S::Cancelled,
        (S::Requested | S::Scheduled, E::Failed)    => S::Failed,
        (S::InTransit,                E::Failed)    => S::Failed,
        (S::InTransit,                E::Arrived)   => S::Paid,
        (S::Paid,                     E::Returned)  => S::Returned,
        _ => return None,
    })
}

/// A state that the table allowed; `store::advance` takes nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next(PayoutState);

impl Next {
    /// The state.
    #[must_use]
    pub const fn state(self) -> PayoutState {
        self.0
    }
}

/// Where the event leads, or that it does not happen now.
pub fn after(payout: &Payout, event: Event) -> Result<Next, Refusal> {
    step(payout.state, event).map(Next).ok_or(STATE_REFUSED)
}

/// What a request comes to: how much of it pays a debt, and where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// At most half of it, minor units.
    pub debt_paid: Minor,
    /// Requested, or scheduled if the account waits.
    pub state: PayoutState,
    /// When it is sent.
    pub send_at: Instant,
}

/// Checks a request against balance (available, minor units), debt and the provider's minimum.
pub fn request(
    account: Option<&PayoutAccount>,
    money: Money,
    (available, debt): (Minor, Minor),
    minimum: Minor,
    now: Instant,
) -> Result<Request, Refusal> {
    if money.amount < minimum || !money.amount.is_positive() {
        return Err(TOO_SMALL.with("min", Money::new(minimum, money.currency).plain()));
    }
    let account = account.ok_or(NO_ACCOUNT)?;
    if account.currency != money.currency {
        return Err(MONEY_CURRENCY);
    }
    if money.amount > available {
        return Err(BALANCE_INSUFFICIENT);
    }
    let half = Minor(money.amount.0.div_euclid(2));
    let state = if account.is_usable(now) { PayoutState::Requested } else { PayoutState::Scheduled };
    Ok(Request { debt_paid: debt.min(half), state, send_at: account.usable_at.max(now) })
}

/// When a new account may be used: the first one at once, a changed one three days later. `None` if nothing changes.
#[must_use]
pub fn usable_at(current: Option<&PayoutAccount>, new: &NewAccount, now: Instant) -> Option<Instant> {
    match current {
        None => Some(now),
        Some(same) if same.name == new.name && same.country == new.country && same.currency == new.currency => None,
        Some(_) => Some(now.plus_hours(WAIT_HOURS)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Payee;
    use crate::primitives::Currency;
    use crate::primitives::id::{CreatorId, PayoutAccountId};

    fn account(usable_at: i64) -> PayoutAccount {
        PayoutAccount {
            id: PayoutAccountId::random(),
            payee: Payee::Creator(CreatorId::random()),
            name: "Lin Wei".to_owned(),
            country: "CN".to_owned(),
            currency: Currency::Cny,
            usable_at: Instant(usable_at),
            created_at: Instant(0),
            provider_ref: None,
            standing: crate::platform::gateway::Standing::Usable,
            needs: Vec::new(),
            needs_by: None,
            onboarding: None,
        }
    }

    fn ask(amount: i64, available: i64, debt: i64) -> Result<Request, Refusal> {
        let money = Money::new(Minor(amount), Currency::Cny);
        request(Some(&account(0)), money, (Minor(available), Minor(debt)), Minor(100), Instant(1))
    }

    #[test]
    fn a_debt_takes_at_most_half() {
        assert_eq!(ask(1_001, 2_000, 900).unwrap().debt_paid, Minor(500));
        assert_eq!(ask(1_001, 2_000, 30).unwrap().debt_paid, Minor(30));
        assert_eq!(ask(1_001, 2_000, 0).unwrap().debt_paid, Minor(0));
    }

    #[test]
    fn what_is_not_there_too_small_or_of_another_currency_is_refused() {
        assert_eq!(ask(2_001, 2_000, 0), Err(BALANCE_INSUFFICIENT));
        assert_eq!(ask(99, 2_000, 0).unwrap_err().code, "payout.too_small");
        let dollars = Money::new(Minor(500), Currency::Usd);
        assert_eq!(request(Some(&account(0)), dollars, (Minor(900), Minor(0)), Minor(100), Instant(1)), Err(MONEY_CURRENCY));
        assert_eq!(request(None, dollars, (Minor(900), Minor(0)), Minor(100), Instant(1)), Err(NO_ACCOUNT));
    }

    #[test]
    fn a_changed_account_waits_three_days_and_the_first_does_not() {
        let new = NewAccount { name: "Lin Wei".to_owned(), country: "CN".to_owned(), currency: Currency::Cny };
        let now = Instant(5);
        assert_eq!(usable_at(None, &new, now), Some(now));
        assert_eq!(usable_at(Some(&account(0)), &new, now), None);
        let other = NewAccount { name: "Lin".to_owned(), ..new };
        assert_eq!(usable_at(Some(&account(0)), &other, now), Some(now.plus_hours(72)));
        let money = Money::new(Minor(500), Currency::Cny);
        let waiting = request(Some(&account(9)), money, (Minor(900), Minor(0)), Minor(100), now).unwrap();
        assert_eq!((waiting.state, waiting.send_at), (PayoutState::Scheduled, Instant(9)));
    }

    #[test]
    fn a_payout_that_ended_does_not_move_but_for_a_return() {
        use crate::primitives::Choice as _;
        let events = [Event::Ready, Event::Sent, Event::Failed, Event::Arrived, Event::Returned, Event::Cancelled];
        for state in [PayoutState::Failed, PayoutState::Returned, PayoutState::Cancelled] {
            assert!(events.iter().all(|event| step(state, *event).is_none()));
        }
        let moves = PayoutState::ALL.iter().flat_map(|state| events.iter().filter_map(|event| step(*state, *event))).count();
        assert_eq!(moves, 10);
        assert_eq!(step(PayoutState::InTransit, Event::Cancelled), None);
    }
}

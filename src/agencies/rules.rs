//! What may happen to a creator's place on a roster.

use super::model::{Consents, Ending, Membership, MembershipState, Running, Side, Terms, Wanted};
use crate::failure::{Refusal, STATE_REFUSED};
use crate::primitives::{Currency, Minor, Money, MoneyError};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The creator does not allow it, or does not any more.
pub const NO_CONSENT: Refusal = Refusal::forbidden("agency.no_consent");
/// The creator is on the roster, or is asked already.
pub(super) const ALREADY: Refusal = Refusal::conflict("agency.already");
/// More is asked for than both signed.
pub(super) const ABOVE_CAP: Refusal = Refusal::unprocessable("agency.above_cap");
/// The creator said no not long ago, or was asked often enough.
const RESTING: Refusal = Refusal::conflict("agency.resting");
/// As many creators are asked as may be at once.
pub(super) const TOO_MANY: Refusal = Refusal::conflict("agency.too_many");

/// The share that may be agreed on: a creator keeps at least a tenth.
pub(super) const MOST_SPLIT: u16 = 9_000;
/// Days of notice.
pub(super) const NOTICE_DAYS: RangeInclusive<i32> = 0..=180;
/// Whoever said no is not asked again within so many days, and nobody more often than so many times.
pub(super) const REST_DAYS: i64 = 30;
const ASKS: i64 = 3;
/// Invitations of an agency that wait at once.
pub(super) const MOST_ASKED: i64 = 50;
/// Characters of who signs, and of his office.
pub(super) const SIGNATORY_CHARS: usize = 80;
/// Characters of a reason.
pub(super) const REASON_CHARS: usize = 1_000;

/// What happens to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// The creator signed.
    Signed,
    /// The creator did not want the first terms.
    Refused,
    /// The agency took them back.
    Withdrawn,
    /// One of them ended it.
    Ended,
}

/// A state that the table allowed. Only this file makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Next(MembershipState);

impl Next {
    pub(super) const fn state(self) -> MembershipState {
        self.0
    }
}

/// The whole life of a place on a roster. What is not listed is refused.
#[rustfmt::skip]
pub(super) const fn after(from: MembershipState, event: Event) -> Result<Next, Refusal> {
    use {Event as E, MembershipState as S};
    match (from, event) {
        (S::Invited | S::Active, E::Signed) => Ok(Next(S::Active)),
        (S::Invited, E::Refused)            => Ok(Next(S::Refused)),
        (S::Invited, E::Withdrawn)          => Ok(Next(S::Withdrawn)),
        (S::Active, E::Ended)               => Ok(Next(S::Ended)),
        (S::Invited, E::Ended) | (S::Active, E::Refused | E::Withdrawn) | (S::Refused | S::Withdrawn | S::Ended, _) => Err(STATE_REFUSED),
    }
}

/// The agency may ask this creator, whom it asked so often within [`REST_DAYS`] and who may have said no in them. Taking an invitation back and sending it
/// anew is asking again. Refusals: `agency.resting`.
pub(super) fn may_ask((times, has_refused): (i64, bool)) -> Result<(), Refusal> {
    if has_refused || times >= ASKS { Err(RESTING.with("max", ASKS).with("days", REST_DAYS)) } else { Ok(()) }
}

/// The agency may propose other terms: while the creator is on the roster.
pub(super) fn may_propose(membership: &Membership) -> Result<(), Refusal> {
    if membership.state == MembershipState::Active { Ok(()) } else { Err(STATE_REFUSED) }
}

/// What the creator allows from now on: any part of what both signed.
pub(super) fn allow(membership: &Membership, signed: &Terms, wanted: &Consents) -> Result<(), Refusal> {
    let within = wanted.is_within(&signed.wanted.consents);
    if membership.state == MembershipState::Active && within { Ok(()) } else { Err(STATE_REFUSED) }
}

/// The agency says once what it asks for because the creator left: no more than both signed. Refusals: `agency.above_cap`.
pub(super) fn penalty(membership: &Membership, cap: Option<Money>, asked: Money) -> Result<Minor, Refusal> {
    let left = matches!(&membership.ending, Some(Ending { by: Side::Creator, .. }));
    let Some(cap) = cap.filter(|_| left && membership.penalty.is_none()) else { return Err(STATE_REFUSED) };
    if asked.currency == cap.currency && asked.amount <= cap.amount && asked.amount.is_positive() {
        Ok(asked.amount)
    } else {
        Err(ABOVE_CAP.with("max", cap.plain()))
    }
}

/// What of a deal is not settled yet, and the agency's share of that if all of it is released.
pub(super) fn at_risk(running: &Running) -> Result<(Money, Money), MoneyError> {
    let (mut open, mut share) = (Minor::ZERO, Minor::ZERO);
    for price in &running.parts {
        open = open.plus(*price)?;
        let earned = price.minus(running.fee.map_or(Ok(Minor::ZERO), |fee| price.share(fee))?)?;
        share = share.plus(running.split.map_or(Ok(Minor::ZERO), |split| earned.share(split))?)?;
    }
    Ok((Money::new(open, running.money.currency), Money::new(share, running.money.currency)))
}

/// As [`at_risk`], of all of these, a line a currency in which there is any.
pub(super) fn all_at_risk<'a>(all: impl IntoIterator<Item = &'a Running>) -> Result<Vec<(Money, Money)>, MoneyError> {
    let mut sums: BTreeMap<Currency, (Minor, Minor)> = BTreeMap::new();
    for running in all {
        let (open, share) = at_risk(running)?;
        let sum = sums.entry(open.currency).or_insert((Minor::ZERO, Minor::ZERO));
        *sum = (sum.0.plus(open.amount)?, sum.1.plus(share.amount)?);
    }
    sums.retain(|_, (open, _)| open.is_positive());
    Ok(sums.into_iter().map(|(currency, (open, share))| (Money::new(open, currency), Money::new(share, currency))).collect())
}

/// Nothing that the agency could do, and nothing that it would get: not worth a signature.
pub(super) fn is_empty(wanted: &Wanted) -> bool {
    wanted.consents.0.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Choice as _;

    #[test]
    fn nobody_is_asked_after_a_no_or_too_often() {
        assert!(may_ask((0, false)).is_ok() && may_ask((2, false)).is_ok());
        for asked in [(3, false), (1, true)] {
            assert_eq!(may_ask(asked).unwrap_err().code, "agency.resting");
        }
    }

    #[test]
    fn the_whole_life_of_a_place_on_a_roster() {
        let events = [Event::Signed, Event::Refused, Event::Withdrawn, Event::Ended];
        let line = |from: &MembershipState| events.map(|event| after(*from, event).map(Next::state).ok());
        use MembershipState as S;
        let wanted = [
            [Some(S::Active), Some(S::Refused), Some(S::Withdrawn), None],
            [Some(S::Active), None, None, Some(S::Ended)],
            [None; 4],
            [None; 4],
            [None; 4],
        ];
        assert_eq!(S::ALL.iter().map(line).collect::<Vec<_>>(), wanted);
    }
}

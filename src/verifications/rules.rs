//! What may happen to a verification.

use super::model::{Verification, VerificationState, Whose};
use crate::failure::{ACT_FORBIDDEN, Failure, Refusal, STATE_REFUSED};
use crate::primitives::Instant;
use crate::sessions::{AdminRole, Person, Right};

/// One waits already.
pub(super) const WAITING: Refusal = Refusal::conflict("verification.waiting");
/// Holds so long.
pub(super) const HOLDS_DAYS: i64 = 365;
/// From so many days before its end one may ask anew, and is told so.
pub(super) const ANEW_DAYS: i64 = 60;
/// Requests of one organisation or creator in a day.
pub(super) const MOST_A_DAY: i64 = 3;

/// What happens to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// Two moderators agreed.
    Granted,
    /// A moderator refused, or took back what two had agreed on.
    Refused,
    /// The year is over, or a newer one holds.
    Ended,
    /// An appeal against the refusal was granted.
    Reopened,
}

/// A state that the table allowed. Only this file makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Next(VerificationState);

impl Next {
    pub(super) const fn state(self) -> VerificationState {
        self.0
    }
}

/// The whole life of a verification. What is not listed is refused.
#[rustfmt::skip]
pub(super) const fn after(from: VerificationState, event: Event) -> Result<Next, Refusal> {
    use {Event as E, VerificationState as S};
    match (from, event) {
        (S::Asked, E::Granted)               => Ok(Next(S::Verified)),
        (S::Asked | S::Verified, E::Refused) => Ok(Next(S::Refused)),
        (S::Verified, E::Ended)              => Ok(Next(S::Expired)),
        (S::Refused, E::Reopened)            => Ok(Next(S::Asked)),
        (S::Asked, E::Ended | E::Reopened) | (S::Verified, E::Granted | E::Reopened) | (S::Refused, E::Granted | E::Refused | E::Ended)
        | (S::Expired, _)                    => Err(STATE_REFUSED),
    }
}

/// Whether one may ask now, by the newest that there is.
pub(super) fn may_ask(newest: Option<&Verification>, now: Instant) -> Result<(), Refusal> {
    match newest.map(|one| (one.state, one.expires_at)) {
        Some((VerificationState::Asked, _)) => Err(WAITING),
        Some((VerificationState::Verified, Some(end))) if now < end.plus_hours(-24 * ANEW_DAYS) => Err(STATE_REFUSED),
        Some((VerificationState::Verified | VerificationState::Refused | VerificationState::Expired, _)) | None => Ok(()),
    }
}

/// Whoever speaks for it: those who manage the organisation, the creator himself.
pub(super) fn speaks_for(person: &Person, whose: Whose) -> Result<(), Failure> {
    match whose {
        Whose::Org(org) => person.can(org, Right::Manage),
        Whose::Creator(creator) if person.is_creator(creator) => Ok(()),
        Whose::Creator(_) => Err(Failure::NotFound),
    }
}

/// It is about the person himself, or an organisation of his.
pub(super) fn is_own(person: &Person, whose: Whose) -> bool {
    match whose {
        Whose::Org(org) => person.is_member(org),
        Whose::Creator(creator) => person.is_creator(creator),
    }
}

/// A moderator who has nothing to do with it.
pub(super) fn may_judge(person: &Person, whose: Whose) -> Result<(), Failure> {
    person.judges_as(AdminRole::Moderator)?;
    if is_own(person, whose) { Err(ACT_FORBIDDEN.into()) } else { Ok(()) }
}

/// A number's letters and digits, large and of plain width: how the same number is known again.
pub(super) fn plain(number: &str) -> String {
    crate::primitives::text::fold_width(number).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Choice as _;

    #[test]
    fn the_whole_life_of_a_verification() {
        let events = [Event::Granted, Event::Refused, Event::Ended, Event::Reopened];
        let line = |from: &VerificationState| events.map(|event| after(*from, event).map(Next::state).ok());
        use VerificationState as S;
        let wanted = [
            [Some(S::Verified), Some(S::Refused), None, None],
            [None, Some(S::Refused), Some(S::Expired), None],
            [None, None, None, Some(S::Asked)],
            [None; 4],
        ];
        assert_eq!(S::ALL.iter().map(line).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        assert_eq!(plain("91 3101-15ma1k2345x"), plain("９１３１０１１５ＭＡ１Ｋ２３４５Ｘ"));
    }
}

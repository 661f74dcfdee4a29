//! Who comes and goes, and how often a circle is written to.

use super::model::MemberState;
use crate::failure::{Refusal, STATE_REFUSED};
use crate::primitives::Instant;

/// Creators in and invited to one circle.
pub(super) const MEMBERS: i64 = 500;
/// Characters of the rules.
pub(super) const RULES_CHARS: usize = 2_000;
/// Characters of a letter.
pub(super) const LETTER_CHARS: usize = 2_000;
/// Answers to a question.
pub(super) const ANSWERS: std::ops::RangeInclusive<usize> = 2..=6;
/// Characters of an answer.
pub(super) const ANSWER_CHARS: usize = 80;
/// A question is open for so many days at most.
pub(super) const POLL_DAYS: i64 = 30;
/// Members told in one transaction.
pub(super) const TOLD_AT_ONCE: i64 = 50;
/// Letters and questions of one merchant in seven days.
pub(super) const LETTERS_A_WEEK: i64 = 2;
/// Hours of the seven days.
pub(super) const WEEK_HOURS: i64 = 7 * 24;
/// A creator is told of one letter in so many hours, from all circles together.
pub(super) const TOLD_HOURS: i64 = 24;
/// Whoever said no, or left, is not asked again within so many days.
pub(super) const REST_DAYS: i64 = 30;
/// Whoever was taken out is not asked again within so many hours.
const OUT_HOURS: i64 = 24;
/// What fewer did is not counted out.
pub(super) const SMALL: i64 = 5;

/// The creator said no, or left, not long ago.
const RESTING: Refusal = Refusal::conflict("circle.resting");
/// The merchant took the creator out, or the invitation back, just now: each invitation is told, and nobody is told of one again and again.
const TAKEN_OUT: Refusal = Refusal::conflict("circle.taken_out");
/// As many stand in the circle as may.
const FULL: Refusal = Refusal::conflict("circle.full");
/// Nobody answers any more.
const POLL_OVER: Refusal = Refusal::conflict("circle.poll_over");
/// The merchant wrote as often as it may.
const TOO_MANY_LETTERS: Refusal = Refusal::full("circle.too_many_letters");

/// What happens between a creator and a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    Accepted,
    Declined,
    Left,
    Removed,
}

/// The whole life of a standing. What is not listed is refused.
pub(super) fn step(from: MemberState, event: Event) -> Result<MemberState, Refusal> {
    use {Event as E, MemberState as S};
    match (from, event) {
        (S::Invited, E::Accepted) => Ok(S::Member),
        (S::Invited, E::Declined) => Ok(S::Declined),
        (S::Member, E::Left) => Ok(S::Left),
        (S::Invited | S::Member, E::Removed) => Ok(S::Removed),
        (_, _) => Err(STATE_REFUSED),
    }
}

/// Whether a creator may be invited; `false`: he is invited or in it already.
pub(super) fn may_invite(standing: Option<(MemberState, Instant)>, count: i64, now: Instant) -> Result<bool, Refusal> {
    match standing {
        Some((MemberState::Invited | MemberState::Member, _)) => return Ok(false),
        Some((MemberState::Declined | MemberState::Left, at)) if at.plus_hours(REST_DAYS * 24) > now => {
            return Err(RESTING.with("days", REST_DAYS));
        }
        Some((MemberState::Removed, at)) if at.plus_hours(OUT_HOURS) > now => return Err(TAKEN_OUT.with("hours", OUT_HOURS)),
        Some(_) | None => {}
    }
    if count >= MEMBERS { Err(FULL.with("max", MEMBERS)) } else { Ok(true) }
}

/// One more letter beside so many of the last seven days, the first of them written then.
pub(super) fn may_write((count, first): (i64, Option<Instant>), now: Instant) -> Result<(), Refusal> {
    if count < LETTERS_A_WEEK {
        return Ok(());
    }
    let free = first.unwrap_or(now).plus_hours(WEEK_HOURS).micros_since(now).max(1);
    let hours = free.saturating_add(3_599_999_999).div_euclid(3_600_000_000);
    Err(TOO_MANY_LETTERS.with("max", LETTERS_A_WEEK).with("hours", hours).with("seconds", (free / 1_000_000).max(1)))
}

/// Whether a question with this end is still answered.
pub(super) fn may_vote(ends_at: Instant, now: Instant) -> Result<(), Refusal> {
    if now < ends_at { Ok(()) } else { Err(POLL_OVER) }
}

/// Whether a reader sees how often each answer was chosen: at the end, and a member once he has answered.
pub(super) fn shows_counts(ends_at: Instant, own: Option<i32>, now: Instant) -> bool {
    own.is_some() || may_vote(ends_at, now).is_err()
}

/// A count that says nothing of one person: none where so few were told.
pub(super) fn told_apart(read: i64, of: i64) -> Option<i64> {
    (of >= SMALL).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Choice as _;

    #[test]
    fn the_whole_life_of_a_standing() {
        let all = [Event::Accepted, Event::Declined, Event::Left, Event::Removed];
        let allowed: Vec<String> = MemberState::ALL
            .iter()
            .flat_map(|from| all.iter().filter_map(move |event| Some(format!("{from} {event:?} {}", step(*from, *event).ok()?))))
            .collect();
        assert_eq!(
            allowed,
            [
                "invited Accepted member",
                "invited Declined declined",
                "invited Removed removed",
                "member Left left",
                "member Removed removed"
            ]
        );
    }

    #[test]
    fn two_letters_a_week_and_nobody_is_asked_again_soon() {
        let now = Instant(0).plus_hours(1_000);
        assert_eq!(may_write((1, Some(now)), now), Ok(()));
        let no = may_write((2, Some(now.plus_hours(-160))), now).unwrap_err();
        assert_eq!((no.code, no.args[1].1.as_str()), ("circle.too_many_letters", "8"));
        assert_eq!(may_invite(Some((MemberState::Left, now)), 0, now).unwrap_err().code, "circle.resting");
        assert_eq!(may_invite(Some((MemberState::Left, now.plus_hours(-721))), 0, now), Ok(true));
        assert_eq!(may_invite(Some((MemberState::Removed, now.plus_hours(-23))), 0, now).unwrap_err().code, "circle.taken_out");
        assert_eq!(may_invite(Some((MemberState::Removed, now.plus_hours(-24))), 0, now), Ok(true));
        assert_eq!(may_invite(None, MEMBERS, now).unwrap_err().code, "circle.full");
        assert_eq!((told_apart(1, 4), told_apart(1, 5)), (None, Some(1)));
        let end = now.plus_hours(1);
        assert_eq!((shows_counts(end, None, now), shows_counts(end, Some(0), now), shows_counts(end, None, end)), (false, true, true));
    }
}

//! The life of a milestone.

use super::super::model::{Event, Milestone, MilestoneState, Parts, Party};
use super::deadlines::{self, Clockwork};
use crate::failure::{ACT_FORBIDDEN, Refusal, STATE_REFUSED};
use crate::primitives::{Choice as _, Instant};

const MERCHANT: &[Party] = &[Party::Merchant];
const CREATOR: &[Party] = &[Party::Creator];
const PLATFORM: &[Party] = &[Party::Platform];
const EITHER: &[Party] = &[Party::Merchant, Party::Creator];
const ANYONE: &[Party] = &[Party::Merchant, Party::Creator, Party::Platform];

/// Where an event leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To this state.
    To(MilestoneState),
    /// To the state that it came from.
    Back,
}

impl Way {
    /// The state, for a milestone that was disputed in `before`.
    #[must_use]
    pub const fn end(self, before: Option<MilestoneState>) -> Option<MilestoneState> {
        match self {
            Self::To(state) => Some(state),
            Self::Back => before,
        }
    }
}

/// The whole life of a milestone: in this state, this event, by one of these parties, leads there. What is not listed is refused. Of the two sides
/// only the one who opened a dispute withdraws it; disputes have a life of their own, which says so.
#[must_use]
#[rustfmt::skip]
pub fn step(from: MilestoneState, event: Event) -> Option<(&'static [Party], Way)> {
    use {Event as E, MilestoneState as S};
    if (from, event) == (S::Disputed, E::Withdrawn) {
        return Some((EITHER, Way::Back));
    }
    let (parties, to) = match (from, event) {
        (S::Planned,                                          E::Funded)             => (PLATFORM, S::Funded),
        (S::Planned,                                          E::Won)                => (PLATFORM, S::Approved),
        (S::Planned,                                          E::Dropped)            => (ANYONE,   S::Cancelled),
        (S::Funded,                                           E::Started)            => (CREATOR,  S::InProgress),
        (S::Funded,                                           E::Cancelled)          => (EITHER,   S::Cancelled),
        (S::InProgress | S::ChangesRequested,                 E::Submitted)          => (CREATOR,  S::Submitted),
        (S::InProgress,                                       E::CancelledLate)      => (MERCHANT, S::Cancelled),
        (S::Submitted,                                        E::ChangesRequested)   => (MERCHANT, S::ChangesRequested),
        (S::Submitted,                                        E::Approved)           => (MERCHANT, S::Approved),
        (S::Submitted,                                        E::ReviewTimedOut)     => (PLATFORM, S::Approved),
        (S::InProgress | S::Submitted | S::ChangesRequested,  E::CancelAgreed)       => (PLATFORM, S::Cancelled),
        (S::InProgress | S::Submitted | S::ChangesRequested,  E::CancelledByCreator) => (CREATOR,  S::Cancelled),
        (S::InProgress | S::Submitted | S::ChangesRequested,  E::DisputeOpened)      => (EITHER,   S::Disputed),
        (S::Approved,                                         E::DisputeOpened)      => (MERCHANT, S::Disputed),
        (S::Disputed,                   E::Settled | E::Defaulted | E::RulingExecuted) => (PLATFORM, S::Settled),
        (S::Approved,                                         E::Cleared)            => (PLATFORM, S::Settled),
        (S::Funded | S::InProgress | S::ChangesRequested,     E::Stale)              => (PLATFORM, S::Cancelled),
        (S::Funded,                                           E::Unstarted)          => (PLATFORM, S::Cancelled),
        (S::Funded | S::InProgress | S::Submitted | S::ChangesRequested, E::Stopped)  => (PLATFORM, S::Cancelled),
        _ => return None,
    };
    Some((parties, Way::To(to)))
}

/// No round of changes is left.
pub const CHANGES_NONE_LEFT: Refusal = Refusal::conflict("change.none_left");
/// The work is not late enough to be cancelled without asking.
const NOT_LATE: Refusal = Refusal::conflict("cancel.not_late");

/// A state that the table allowed. Only this file makes one; the store takes nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    before: Milestone,
    after: Milestone,
    event: Event,
    by: Party,
}

impl Next {
    /// The milestone as it was seen.
    #[must_use]
    pub const fn before(&self) -> &Milestone {
        &self.before
    }

    /// The milestone as it will be.
    #[must_use]
    pub const fn after(&self) -> &Milestone {
        &self.after
    }

    /// With what went its own way, and whether the originals stay the creator's.
    #[must_use]
    pub const fn with(mut self, parts: Parts, kept_locked: bool) -> Self {
        self.after.parts = parts;
        self.after.kept_locked = kept_locked;
        self
    }

    /// What happened.
    #[must_use]
    pub const fn event(&self) -> Event {
        self.event
    }

    /// Who made it happen.
    #[must_use]
    pub const fn by(&self) -> Party {
        self.by
    }
}

/// The party may make this happen in some state; otherwise it is not for him.
pub fn may_ever(event: Event, by: Party) -> Result<(), Refusal> {
    let ever = MilestoneState::ALL.iter().filter_map(|state| step(*state, event)).any(|(parties, _)| parties.contains(&by));
    if ever { Ok(()) } else { Err(ACT_FORBIDDEN) }
}

/// What the milestone becomes by this event, or why not. Who may never do such a thing is forbidden; who may, but not now, is refused.
pub fn after(milestone: &Milestone, event: Event, by: Party, work: &Clockwork) -> Result<Next, Refusal> {
    may_ever(event, by)?;
    let (_, way) = step(milestone.state, event).filter(|(parties, _)| parties.contains(&by)).ok_or(STATE_REFUSED)?;
    let state = way.end(milestone.disputed_from).ok_or(STATE_REFUSED)?;
    guard(milestone, event, work)?;
    let mut after = written(milestone, event, work);
    after.state = state;
    after.version += 1;
    if state.is_terminal() {
        after.ended_at = Some(work.now);
    }
    Ok(Next { before: milestone.clone(), after, event, by })
}

/// What the table cannot say: rounds and lateness, and that a time that is over is over whether or not its clock has been looked at.
fn guard(milestone: &Milestone, event: Event, work: &Clockwork) -> Result<(), Refusal> {
    let over = |due: Option<Instant>| due.is_some_and(|due| work.now >= due);
    match event {
        Event::ChangesRequested if over(milestone.review_due_at) => Err(STATE_REFUSED),
        Event::DisputeOpened if milestone.state == MilestoneState::Submitted && over(milestone.review_due_at) => Err(STATE_REFUSED),
        Event::DisputeOpened if milestone.state == MilestoneState::Approved && over(milestone.clears_at) => Err(STATE_REFUSED),
        Event::ChangesRequested if milestone.rounds_left <= 0 => Err(CHANGES_NONE_LEFT),
        Event::CancelledLate if !deadlines::is_late(milestone, work.now) => Err(NOT_LATE),
        Event::Funded
        | Event::Dropped
        | Event::Started
        | Event::Cancelled
        | Event::Submitted
        | Event::CancelledLate
        | Event::ChangesRequested
        | Event::Approved
        | Event::ReviewTimedOut
        | Event::CancelAgreed
        | Event::CancelledByCreator
        | Event::DisputeOpened
        | Event::Withdrawn
        | Event::Settled
        | Event::Defaulted
        | Event::RulingExecuted
        | Event::Cleared
        | Event::Stale
        | Event::Unstarted
        | Event::Won
        | Event::Stopped => Ok(()),
    }
}

/// What the event writes besides the state.
fn written(milestone: &Milestone, event: Event, work: &Clockwork) -> Milestone {
    let mut after = milestone.clone();
    match event {
        Event::DisputeOpened => {
            (after.disputed_from, after.disputed_at) = (Some(milestone.state), Some(work.now));
            return after;
        }
        Event::Withdrawn => {
            resume(&mut after, work.now);
            return after;
        }
        _ => (after.review_due_at, after.disputed_from, after.disputed_at) = (None, None, None),
    }
    match event {
        Event::Funded => after.funded_at = Some(work.now),
        Event::Started => {
            after.started_at = Some(work.now);
            after.due_at = Some(work.now.plus_days(milestone.days));
        }
        Event::Submitted => {
            after.submitted_at = Some(work.now);
            after.review_due_at = Some(work.now.plus_days(work.review_days));
            after.times_submitted += 1;
        }
        Event::ChangesRequested => {
            after.due_at = Some(deadlines::due_again(milestone.days, work.now));
            after.rounds_left -= 1;
            after.times_changed += 1;
        }
        // What won a contest was done when it was entered.
        Event::Won => {
            (after.funded_at, after.started_at, after.submitted_at) = (Some(work.now), Some(work.now), Some(work.now));
            after.clears_at = Some(work.now.plus_hours(work.clearance_hours));
        }
        Event::Approved | Event::ReviewTimedOut => after.clears_at = Some(work.now.plus_hours(work.clearance_hours)),
        Event::Dropped
        | Event::Cancelled
        | Event::CancelledLate
        | Event::CancelAgreed
        | Event::CancelledByCreator
        | Event::DisputeOpened
        | Event::Withdrawn
        | Event::Settled
        | Event::Defaulted
        | Event::RulingExecuted
        | Event::Cleared
        | Event::Stale
        | Event::Unstarted
        | Event::Stopped => {}
    }
    after
}

/// The deadlines go on where they stood still, so that a dispute gives nobody more time than he had.
fn resume(milestone: &mut Milestone, now: Instant) {
    let stood = milestone.disputed_at.map_or(0, |since| now.micros_since(since));
    let later = |at: Option<Instant>| at.map(|at| Instant(at.0.saturating_add(stood)));
    milestone.due_at = later(milestone.due_at);
    milestone.review_due_at = later(milestone.review_due_at);
    milestone.clears_at = later(milestone.clears_at);
    (milestone.disputed_from, milestone.disputed_at) = (None, None);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::rules::test_values::{milestone, work};
    use crate::primitives::Days;

    #[test]
    fn the_life_of_a_milestone() {
        let mut lines = Vec::new();
        for from in MilestoneState::ALL {
            for event in Event::ALL {
                if let Some((parties, way)) = step(*from, *event) {
                    let who: Vec<&str> = parties.iter().map(|party| party.word()).collect();
                    let to = way.end(None).map_or("back", |to| to.word());
                    lines.push(format!("{:<18} {:<21} {:<28} {to}", from.word(), event.word(), who.join(", ")));
                }
            }
        }
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn who_may_never_do_it_is_forbidden_and_who_may_not_now_is_refused() {
        let submitted = milestone(MilestoneState::Submitted);
        assert_eq!(after(&submitted, Event::Approved, Party::Creator, &work(0)), Err(ACT_FORBIDDEN));
        let approved = milestone(MilestoneState::Approved);
        assert_eq!(after(&approved, Event::Approved, Party::Merchant, &work(0)), Err(STATE_REFUSED));
        assert_eq!(after(&approved, Event::Approved, Party::Creator, &work(0)), Err(ACT_FORBIDDEN));
    }

    #[test]
    fn changes_take_a_round_and_give_half_of_the_time_but_two_days() {
        let mut submitted = milestone(MilestoneState::Submitted);
        submitted.review_due_at = Some(Instant(1_001));
        let ask = |at| after(&submitted, Event::ChangesRequested, Party::Merchant, &work(at));
        assert_eq!(ask(1_001), Err(STATE_REFUSED), "the review is over at its second");
        let next = ask(1_000).unwrap();
        assert_eq!((next.after().rounds_left, next.after().times_changed), (1, 1));
        assert_eq!(next.after().due_at, Some(Instant(1_000).plus_hours(5 * 24)));
        let mut short = milestone(MilestoneState::Submitted);
        short.days = Days::new(2).unwrap();
        let next = after(&short, Event::ChangesRequested, Party::Merchant, &work(0)).unwrap();
        assert_eq!(next.after().due_at, Some(Instant(0).plus_hours(48)));
        short.rounds_left = 0;
        assert_eq!(after(&short, Event::ChangesRequested, Party::Merchant, &work(0)), Err(CHANGES_NONE_LEFT));
    }

    #[test]
    fn deadlines_stand_still_while_disputed_and_go_on_where_they_stood() {
        let mut submitted = milestone(MilestoneState::Submitted);
        submitted.review_due_at = Some(Instant(1_000));
        let open = |at| after(&submitted, Event::DisputeOpened, Party::Merchant, &work(at));
        assert_eq!(open(1_000), Err(STATE_REFUSED), "the review is over at its second");
        let disputed = open(400).unwrap().after().clone();
        assert_eq!((disputed.state, disputed.disputed_from), (MilestoneState::Disputed, Some(MilestoneState::Submitted)));
        let back = after(&disputed, Event::Withdrawn, Party::Merchant, &work(5_400)).unwrap().after().clone();
        assert_eq!((back.state, back.review_due_at), (MilestoneState::Submitted, Some(Instant(6_000))));
        assert_eq!((back.disputed_from, back.disputed_at), (None, None));
    }

    #[test]
    fn a_late_cancellation_waits_for_a_day_after_the_deadline() {
        let mut running = milestone(MilestoneState::InProgress);
        running.due_at = Some(Instant(0));
        let day = Instant(0).plus_hours(24).0;
        assert_eq!(after(&running, Event::CancelledLate, Party::Merchant, &work(day - 1)), Err(NOT_LATE));
        let next = after(&running, Event::CancelledLate, Party::Merchant, &work(day)).unwrap();
        assert_eq!(next.after().state, MilestoneState::Cancelled);
        assert_eq!(next.after().ended_at, Some(Instant(day)));
    }
}

//! The life of a dispute.

use super::super::model::{By, DisputeEvent, DisputeState};
use crate::failure::{ACT_FORBIDDEN, Refusal, STATE_REFUSED};
use crate::primitives::Choice as _;

const OPENER: &[By] = &[By::Opener];
const OTHER: &[By] = &[By::Other];
const SIDES: &[By] = &[By::Opener, By::Other];
const MOVERS: &[By] = &[By::Opener, By::Other, By::Arbiter];
const ARBITER: &[By] = &[By::Arbiter];
const ADMIN: &[By] = &[By::Admin];
const PLATFORM: &[By] = &[By::Platform];

/// The whole life of a dispute: in this state, this event, by one of these, leads there. What is not listed is refused.
#[must_use]
#[rustfmt::skip]
pub fn step(from: DisputeState, event: DisputeEvent) -> Option<(&'static [By], DisputeState)> {
    use {DisputeEvent as E, DisputeState as S};
    Some(match (from, event) {
        (S::Opened,                                   E::Extended)         => (OTHER,    S::Opened),
        (S::Opened,                                   E::Answered)         => (OTHER,    S::Negotiating),
        (S::Opened,                                   E::Silent)           => (PLATFORM, S::Defaulted),
        (S::Opened | S::Negotiating | S::Mediation,   E::Evidenced)        => (SIDES,    from),
        (S::Opened | S::Negotiating | S::Mediation,   E::Withdrawn)        => (OPENER,   S::Withdrawn),
        (S::Negotiating,                              E::Offered)          => (SIDES,    S::Negotiating),
        (S::Negotiating,                              E::Sealed)           => (SIDES,    S::Negotiating),
        (S::Negotiating,                              E::Missed)           => (PLATFORM, S::Negotiating),
        (S::Negotiating,                              E::Met)              => (PLATFORM, S::Settled),
        (S::Negotiating,                              E::Agreed)           => (SIDES,    S::Settled),
        (S::Negotiating,                              E::MediationAsked)   => (SIDES,    S::Negotiating),
        (S::Negotiating,                              E::Mediated)         => (PLATFORM, S::Mediation),
        (S::Mediation,                                E::Rested)           => (SIDES,    S::Mediation),
        (S::Mediation,                                E::EvidenceClosed)   => (PLATFORM, S::Mediation),
        (S::Mediation,                                E::Proposed)         => (ARBITER,  S::Mediation),
        (S::Mediation,                                E::ProposalAccepted) => (SIDES,    S::Mediation),
        (S::Mediation,                                E::Reconciled)       => (PLATFORM, S::Settled),
        (S::Mediation | S::Appealed,                  E::Ruled)            => (ARBITER,  from),
        (S::Mediation | S::Appealed,                  E::Overdue)          => (PLATFORM, from),
        (S::Mediation,                                E::Confirmed)        => (ADMIN,    S::Ruled),
        (S::Ruled,                                    E::Appealed)         => (SIDES,    S::Appealed),
        (S::Appealed,                                 E::Confirmed)        => (ADMIN,    S::Final),
        (S::Ruled | S::Final,                         E::Executed)         => (PLATFORM, S::Executed),
        (S::Opened | S::Negotiating | S::Mediation | S::Appealed, E::MoveAsked | E::MoveRefused) => (SIDES, from),
        (S::Opened | S::Negotiating | S::Mediation | S::Appealed, E::Moved) => (MOVERS, from),
        _ => return None,
    })
}

/// He may make this happen in some state; otherwise it is not for him.
pub fn may_ever(event: DisputeEvent, by: By) -> Result<(), Refusal> {
    let ever = DisputeState::ALL.iter().filter_map(|state| step(*state, event)).any(|(who, _)| who.contains(&by));
    if ever { Ok(()) } else { Err(ACT_FORBIDDEN) }
}

/// Where it leads. Who may never do such a thing is forbidden; who may, but not now, is refused.
pub fn next(from: DisputeState, event: DisputeEvent, by: By) -> Result<DisputeState, Refusal> {
    may_ever(event, by)?;
    step(from, event).filter(|(who, _)| who.contains(&by)).map(|(_, to)| to).ok_or(STATE_REFUSED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_life_of_a_dispute() {
        let mut lines = Vec::new();
        for from in DisputeState::ALL {
            for event in DisputeEvent::ALL {
                if let Some((who, to)) = step(*from, *event) {
                    let who: Vec<&str> = who.iter().map(|by| by.word()).collect();
                    lines.push(format!("{:<12} {:<18} {:<14} {}", from.word(), event.word(), who.join(", "), to.word()));
                }
            }
        }
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn what_has_ended_has_ended() {
        for state in DisputeState::ALL.iter().filter(|state| state.is_terminal()) {
            assert!(DisputeEvent::ALL.iter().all(|event| step(*state, *event).is_none()), "{state}");
        }
    }

    #[test]
    fn who_may_never_do_it_is_forbidden_and_who_may_not_now_is_refused() {
        assert_eq!(next(DisputeState::Opened, DisputeEvent::Answered, By::Opener), Err(ACT_FORBIDDEN));
        assert_eq!(next(DisputeState::Ruled, DisputeEvent::Withdrawn, By::Opener), Err(STATE_REFUSED), "a ruling is not escaped");
        assert_eq!(next(DisputeState::Ruled, DisputeEvent::Withdrawn, By::Other), Err(ACT_FORBIDDEN));
    }
}

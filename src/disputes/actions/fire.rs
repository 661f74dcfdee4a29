//! Clocks fall due: the same table, by the platform. What moved on meanwhile is left alone, so firing is safe twice, late, or on two nodes.

use super::happen::{Case, Deed, close_evidence, end, happen, mediate};
use super::tell;
use crate::audit::Act;
use crate::clocks::{self, Clock, ClockKind, NewClock};
use crate::contracts::{self, Event, Party, rules::Access};
use crate::disputes::model::{By, DecisionKind, Dispute, DisputeEvent, DisputeState};
use crate::disputes::{rules, store};
use crate::failure::Failure;
use crate::notices::{self, Notice};
use crate::platform::db::Tx;
use crate::primitives::Minor;
use crate::primitives::id::DisputeId;
use crate::sessions::Right;

/// The case that a clock belongs to, with nobody looking at it.
fn of(tx: &mut Tx<'_>, clock: &Clock) -> Result<Option<Case>, Failure> {
    let Ok(id) = clock.subject.parse::<DisputeId>() else { return Ok(None) };
    let dispute = store::get(tx, id)?;
    let contract = contracts::get(tx, dispute.contract)?;
    let milestone = contracts::get_milestone(tx, dispute.milestone)?;
    let access = Access::onlooker(Party::Platform);
    Ok(Some(Case { dispute, contract, milestone, access }))
}

/// A clock of a dispute fell due.
pub fn fire(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(case) = of(tx, clock)? else { return Ok(()) };
    match (clock.kind, case.dispute.state) {
        (ClockKind::DisputeAnswer, DisputeState::Opened) => {
            let to_creator = by_silence(&case.dispute);
            end(tx, act, &case, (Deed::platform(DisputeEvent::Silent), Event::Defaulted), to_creator).map(drop)
        }
        (ClockKind::DisputeTalks, DisputeState::Negotiating) => mediate(tx, act, &case),
        (ClockKind::DisputeEvidence, DisputeState::Mediation) => close_evidence(tx, act, &case),
        (ClockKind::DisputeRuling, DisputeState::Mediation | DisputeState::Appealed) => overdue(tx, act, &case, clock),
        (ClockKind::DisputeAppeal, DisputeState::Ruled) | (ClockKind::DisputeExecution, DisputeState::Final) => execute(tx, act, &case),
        // Without a proposal the arbiter rules; whatever else is over already.
        (_, _) => Ok(()),
    }
}

/// Silence gives what is contested to the side that spoke.
fn by_silence(dispute: &Dispute) -> Minor {
    if dispute.opened_party == Party::Creator { dispute.amount } else { Minor::ZERO }
}

/// A ruling is carried out as it was made.
fn execute(tx: &mut Tx<'_>, act: &Act, case: &Case) -> Result<(), Failure> {
    let Some(to_creator) = case.dispute.to_creator else {
        return Err(Failure::Bug(format!("{} is {} without a ruling", case.dispute.id, case.dispute.state)));
    };
    end(tx, act, case, (Deed::platform(DisputeEvent::Executed), Event::RulingExecuted), to_creator)?;
    Ok(())
}

/// Nobody ruled in time: the case is free for any other arbiter, it is waited for a little longer, and both sides see that and why.
fn overdue(tx: &mut Tx<'_>, act: &Act, case: &Case, clock: &Clock) -> Result<(), Failure> {
    let decisions = store::list_decisions(tx, case.dispute.id)?;
    let unconfirmed = decisions.iter().any(|decision| decision.kind != DecisionKind::Proposal && decision.confirmed_at.is_none());
    let after = happen(tx, act, case, Deed::platform(DisputeEvent::Overdue), |dispute| {
        if !unconfirmed {
            dispute.arbiter = None;
        }
    })?;
    let due = act.at.plus_hours(24 * rules::OVERDUE_DAYS);
    let again = NewClock {
        kind: clock.kind,
        subject: clock.subject.clone(),
        brief: None,
        contract: clock.contract,
        milestone: clock.milestone,
        due,
        money: None,
    };
    clocks::start(tx, act.at, &again)?;
    tell::overdue(tx, act, &Case { dispute: after, ..case.clone() }, due)
}

/// Tells whoever must act before a clock of a dispute fires.
pub fn remind(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(case) = of(tx, clock)? else { return Ok(()) };
    let notice = Notice::reminder(clock, &case.contract.title, format!("/disputes/{}", case.dispute.id));
    let other = if case.dispute.opened_party == Party::Merchant { Party::Creator } else { Party::Merchant };
    let sides: &[Party] = match clock.kind {
        ClockKind::DisputeAnswer if case.dispute.by(other) == By::Other => &[other],
        ClockKind::DisputeTalks | ClockKind::DisputeEvidence | ClockKind::DisputeAppeal => &[Party::Merchant, Party::Creator],
        _ => return tell::desk_reminder(tx, act, &case, clock),
    };
    for side in sides {
        match side {
            Party::Merchant => notices::tell_org(tx, act, case.contract.org, Right::Work, &notice)?,
            Party::Creator => notices::tell_creator(tx, act, case.contract.creator, &notice)?,
            Party::Platform => {}
        }
    }
    Ok(())
}

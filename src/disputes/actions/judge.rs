//! What admins do: propose, rule, confirm; and the appeal against it.

use super::happen::{Case, Deed, happen, seat, see, side};
use super::{tell, trace};
use crate::audit::Act;
use crate::clocks::{self, ClockKind};
use crate::contracts::Party;
use crate::disputes::model::{By, Decision, DecisionKind, DisputeEvent, DisputeState};
use crate::disputes::rules::{self, NOT_IMPARTIAL, SECOND_ADMIN};
use crate::disputes::store;
use crate::events::EventType;
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Money;
use crate::primitives::id::{DecisionId, DisputeId};
use crate::sessions::{AdminRole, Person};

/// What an arbiter says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The creator's part of what is contested.
    pub to_creator: Money,
    /// The rules that it rests on.
    pub rule_ids: Vec<String>,
    /// Why.
    pub reasons: String,
}

/// The case, for an arbiter without earlier contact to either side whose case it is or may be.
fn judging(conn: &mut Conn, person: &Person, id: DisputeId) -> Result<(Case, Vec<Decision>), Failure> {
    let case = see(conn, person, id)?;
    if case.access.party != Party::Platform || !person.admin_roles.contains(&AdminRole::Arbiter) {
        return Err(ACT_FORBIDDEN.into());
    }
    let decisions = store::list_decisions(conn, id)?;
    if !seat(conn, person, &case)?.judges(&case.dispute, &decisions) {
        return Err(NOT_IMPARTIAL.into());
    }
    Ok((case, decisions))
}

fn decision(case: &Case, act: &Act, person: &Person, kind: DecisionKind, verdict: &Verdict) -> Result<Decision, Failure> {
    Ok(Decision {
        id: DecisionId::random(),
        dispute: case.dispute.id,
        kind,
        to_creator: rules::check_share(&case.contract, case.dispute.amount, "to_creator", verdict.to_creator)?,
        rule_ids: verdict.rule_ids.clone(),
        reasons: verdict.reasons.clone(),
        made_by: person.id,
        made_at: act.at,
        confirmed_by: None,
        confirmed_at: None,
    })
}

/// The arbiter proposes how to settle; the case is his from then on.
pub fn propose(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId, verdict: &Verdict) -> Result<(), Failure> {
    let (case, decisions) = judging(tx, person, id)?;
    rules::next(case.dispute.state, DisputeEvent::Proposed, By::Arbiter)?;
    if decisions.iter().any(|decision| decision.kind == DecisionKind::Proposal) {
        return Err(STATE_REFUSED.into());
    }
    let new = decision(&case, act, person, DecisionKind::Proposal, verdict)?;
    let deed = Deed::of(DisputeEvent::Proposed, By::Arbiter);
    let after = happen(tx, act, &case, deed, |dispute| dispute.arbiter = Some(person.id))?;
    store::insert_decision(tx, &new)?;
    clocks::stop(tx, act.at, ClockKind::DisputeProposal, &id.to_string())?;
    tell::proposed(tx, act, &Case { dispute: after, ..case }, new.to_creator)
}

/// The arbiter rules once evidence is closed. It counts, and the two sides read it, when another admin has confirmed it.
pub fn rule(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId, verdict: &Verdict) -> Result<(), Failure> {
    person.stepped_up(act.at)?;
    let (case, decisions) = judging(tx, person, id)?;
    rules::next(case.dispute.state, DisputeEvent::Ruled, By::Arbiter)?;
    let kind = ruling_of(case.dispute.state);
    let is_open = kind == DecisionKind::Ruling && case.dispute.evidence_until.is_none_or(|until| act.at < until);
    if is_open || decisions.iter().any(|decision| decision.kind == kind) {
        return Err(STATE_REFUSED.into());
    }
    let new = decision(&case, act, person, kind, verdict)?;
    let deed = Deed::of(DisputeEvent::Ruled, By::Arbiter);
    let after = happen(tx, act, &case, deed, |dispute| dispute.arbiter = Some(person.id))?;
    store::insert_decision(tx, &new)?;
    tell::to_confirm(tx, act, &Case { dispute: after, ..case }, person.id)
}

const fn ruling_of(state: DisputeState) -> DecisionKind {
    if matches!(state, DisputeState::Appealed) { DecisionKind::AppealRuling } else { DecisionKind::Ruling }
}

/// Another admin confirms the ruling: it counts. Refusals: `dispute.second_admin` for whoever ruled.
pub fn confirm(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId) -> Result<(), Failure> {
    person.stepped_up(act.at)?;
    let case = see(tx, person, id)?;
    if case.access.party != Party::Platform {
        return Err(ACT_FORBIDDEN.into());
    }
    if !seat(tx, person, &case)?.is_impartial {
        return Err(NOT_IMPARTIAL.into());
    }
    rules::next(case.dispute.state, DisputeEvent::Confirmed, By::Admin)?;
    let decisions = store::list_decisions(tx, id)?;
    let kind = ruling_of(case.dispute.state);
    let waits = decisions.iter().find(|decision| decision.kind == kind && decision.confirmed_at.is_none()).ok_or(STATE_REFUSED)?;
    if waits.made_by == person.id {
        return Err(SECOND_ADMIN.into());
    }
    store::confirm(tx, waits.id, person.id, act.at)?;
    let deed = Deed::of(DisputeEvent::Confirmed, By::Admin);
    let after = happen(tx, act, &case, deed, |dispute| dispute.to_creator = Some(waits.to_creator))?;
    trace::trace(tx, act, EventType::DisputeRuled, &case, (&after, Some(waits.to_creator)))?;
    tell::ruled(tx, act, &Case { dispute: after, ..case }, waits.to_creator)
}

/// A side appeals, once: another arbiter rules.
pub fn appeal(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId, reasons: &str) -> Result<(), Failure> {
    let case = side(tx, person, id, DisputeEvent::Appealed)?;
    let deed = Deed { body: reasons.to_owned(), ..Deed::of(DisputeEvent::Appealed, case.by()) };
    let after = happen(tx, act, &case, deed, |dispute| {
        dispute.arbiter = None;
        dispute.to_creator = None;
    })?;
    tell::appealed(tx, act, &Case { dispute: after, ..case })
}

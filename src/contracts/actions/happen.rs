//! The one way in which something happens to a milestone, whoever makes it happen.

use super::{extend, order, tell, trace};
use crate::agencies::{self, Proxy};
use crate::audit::{self, Act};
use crate::briefs;
use crate::clocks::{self, ClockKind, NewClock};
use crate::contracts::model::{CancellationState, Contested, Contract, ContractState, Event, Happening, Milestone, MilestoneState, Party};
use crate::contracts::rules::{self, Access, Clockwork, LaterClear, Matter, Next};
use crate::contracts::store;
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::ledger;
use crate::notices;
use crate::operations;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{ContractId, CreatorId, MilestoneId, OrgId};
use crate::primitives::{Instant, Minor, MoneyError};
use crate::sessions::{Person, Right};
use crate::tiers;
use std::collections::HashMap;

/// What a person is in a deal; a stranger finds nothing, and an admin of the platform looks on. Whoever is on both sides counts as the creator.
pub fn access(conn: &mut Conn, contract: &Contract, person: &Person) -> Result<Access, Failure> {
    access_with(contract, person, &mut |agency, creator| agencies::proxy(conn, person, agency, creator))
}

/// As [`access`], in several deals: what he is for an agency's creator is asked once.
pub fn accesses(conn: &mut Conn, contracts: Vec<Contract>, person: &Person) -> Result<Vec<(Contract, Access)>, Failure> {
    let mut known: HashMap<(OrgId, CreatorId), Option<Proxy>> = HashMap::new();
    let mut proxy = |agency: OrgId, creator: CreatorId| match known.get(&(agency, creator)) {
        Some(proxy) => Ok(*proxy),
        None => {
            let proxy = agencies::proxy(conn, person, agency, creator)?;
            known.insert((agency, creator), proxy);
            Ok(proxy)
        }
    };
    let mut seen = |contract: Contract| access_with(&contract, person, &mut proxy).map(|access| (contract, access));
    contracts.into_iter().map(&mut seen).collect()
}

fn access_with(
    contract: &Contract,
    person: &Person,
    proxy: &mut dyn FnMut(OrgId, CreatorId) -> Result<Option<Proxy>, Failure>,
) -> Result<Access, Failure> {
    if person.is_creator(contract.creator) {
        return Ok(Access { works: true, ..Access::onlooker(Party::Creator) });
    }
    let has = |right| person.has(contract.org, right);
    if person.is_member(contract.org) {
        return Ok(Access { works: has(Right::Work), funds: has(Right::MoveMoney), ..Access::onlooker(Party::Merchant) });
    }
    let proxy = contract.agency.map(|split| proxy(split.agency, contract.creator)).transpose()?.flatten();
    if proxy.is_some() {
        Ok(Access { proxy, ..Access::onlooker(Party::Creator) })
    } else if !person.admin_roles.is_empty() {
        Ok(Access::onlooker(Party::Platform))
    } else {
        Err(Failure::NotFound)
    }
}

/// The contract and what the person is in it.
pub fn see_contract(conn: &mut Conn, person: &Person, id: ContractId) -> Result<(Contract, Access), Failure> {
    let contract = store::get(conn, id)?;
    let access = access(conn, &contract, person)?;
    Ok((contract, access))
}

/// The milestone, its contract, and what the person is in it.
pub fn see(conn: &mut Conn, person: &Person, id: MilestoneId) -> Result<(Contract, Milestone, Access), Failure> {
    let milestone = store::get_milestone(conn, id)?;
    let (contract, access) = see_contract(conn, person, milestone.contract)?;
    Ok((contract, milestone, access))
}

/// As [`see`], for whoever may decide for his side; answers the side.
pub fn acting(conn: &mut Conn, person: &Person, id: MilestoneId) -> Result<(Contract, Milestone, Party), Failure> {
    let (contract, milestone, access) = see(conn, person, id)?;
    if access.works { Ok((contract, milestone, access.party)) } else { Err(ACT_FORBIDDEN.into()) }
}

/// As [`acting`], for an act that his side may do in some state.
pub fn acting_for(conn: &mut Conn, person: &Person, id: MilestoneId, event: Event) -> Result<(Contract, Milestone, Party), Failure> {
    let seen = acting(conn, person, id)?;
    rules::may_ever(event, seen.2)?;
    Ok(seen)
}

/// What deadlines depend on, for this contract now.
pub fn clockwork(conn: &mut Conn, contract: &Contract, now: Instant) -> Result<Clockwork, Failure> {
    Ok(clockworks(conn, &[contract], now)?(contract))
}

/// As [`clockwork`], for each of these contracts; their creators' records are read once.
pub fn clockworks(conn: &mut Conn, contracts: &[&Contract], now: Instant) -> Result<impl Fn(&Contract) -> Clockwork + use<>, Failure> {
    let creators: Vec<CreatorId> = contracts.iter().map(|contract| contract.creator).collect();
    let hours = tiers::clearances(conn, &creators, now)?;
    Ok(move |contract: &Contract| Clockwork { now, review_days: contract.review_days, clearance_hours: hours(contract.creator) })
}

/// Something that is about to happen.
pub(super) struct Deed<'a> {
    /// What.
    pub(super) event: Event,
    /// By which side.
    pub(super) by: Party,
    /// What goes back, when a cancellation was agreed; what a dispute is over.
    pub(super) matter: Matter,
    /// A remark for the history.
    pub(super) note: &'a str,
}

impl Deed<'static> {
    pub(super) const fn of(event: Event, by: Party) -> Self {
        Self { event, by, matter: Matter::Plain, note: "" }
    }
}

impl Deed<'_> {
    /// The part of the price that goes back.
    pub(super) const fn refund(&self, milestone: &Milestone) -> Minor {
        match self.matter {
            Matter::Back(refund) => refund.of(milestone.open_price()),
            Matter::Plain | Matter::Over(_) | Matter::Aside => milestone.open_price(),
        }
    }

    const fn contested(&self) -> Option<Contested> {
        match self.matter {
            Matter::Over(contested) => Some(contested),
            Matter::Plain | Matter::Back(_) | Matter::Aside => None,
        }
    }
}

/// Decides, advances, posts, notes, sets the clocks, ends a request that it answers, and tells both sides. Does not look at the contract.
pub(super) fn happen(
    tx: &mut Tx<'_>,
    act: &Act,
    contract: &Contract,
    milestone: &Milestone,
    deed: &Deed<'_>,
) -> Result<Milestone, Failure> {
    let work = clockwork(tx, contract, act.at)?;
    let next = decide(contract, milestone, deed, &work)?;
    store::advance(tx, &next)?;
    let moved = rules::moved(contract, milestone, deed.event, deed.matter)?;
    if !moved.is_empty() && operations::is_frozen(tx, contract.id)? {
        return Err(rules::FROZEN.into());
    }
    for money in &moved {
        ledger::post(tx, act, money)?;
    }
    let happening = Happening {
        milestone: milestone.id,
        event: deed.event,
        party: deed.by,
        user: act.user(),
        from: milestone.state,
        to: next.after().state,
        amount: amount(contract, milestone, deed)?,
        note: deed.note.to_owned(),
        at: act.at,
    };
    store::insert_event(tx, contract.id, &happening)?;
    audit::note(tx, act, &format!("milestone.{}", deed.event), &milestone.id, deed.note)?;
    set_clocks(tx, act, contract, (milestone, next.after()))?;
    if milestone.state == MilestoneState::Planned {
        clocks::stop(tx, act.at, ClockKind::OrderFunding, &milestone.id.to_string())?;
    }
    if matches!(deed.event, Event::CancelAgreed | Event::Stopped) {
        let amount = contract.deal(milestone).shares_after(deed.refund(milestone))?.to_creator;
        let of = milestone.id.to_string();
        clear_later(tx, contract, milestone, (LaterClear { of, amount, at: act.at.plus_hours(work.clearance_hours) }, act.at))?;
    }
    if let Some(contested) = deed.contested()
        && let Some(later) = rules::clears_later(contract, (milestone, next.after()), deed.event, contested, &work)?
    {
        clear_later(tx, contract, milestone, (later, act.at))?;
    }
    answer_request(tx, act, contract, next.after())?;
    extend::lapse(tx, act, next.after())?;
    notices::settle(tx, act, &milestone.id.to_string())?;
    trace::happened(tx, act, contract, next.after(), deed.event)?;
    tell::happened(tx, act, contract, next.after(), deed)?;
    Ok(next.after().clone())
}

/// What the milestone becomes, with what a dispute about it lets go its own way.
fn decide(contract: &Contract, milestone: &Milestone, deed: &Deed<'_>, work: &Clockwork) -> Result<Next, Failure> {
    let next = rules::after(milestone, deed.event, deed.by, work)?;
    let Some(contested) = deed.contested() else { return Ok(next) };
    Ok(match deed.event {
        Event::DisputeOpened => next.with(rules::parts(contract, milestone, contested)?, milestone.kept_locked),
        Event::Withdrawn => next,
        _ => next.with(milestone.parts, contested.is_lost() && !milestone.is_unlocked()),
    })
}

/// As [`happen`], and the contract ends if this was its last milestone.
pub(super) fn happen_and_end(
    tx: &mut Tx<'_>,
    act: &Act,
    contract: &Contract,
    milestone: &Milestone,
    deed: &Deed<'_>,
) -> Result<Milestone, Failure> {
    let after = happen(tx, act, contract, milestone, deed)?;
    if after.state.is_terminal() {
        end_if_last(tx, act, contract)?;
    }
    Ok(after)
}

/// What the history says was moved: price and fee when funded, the price when released, what became free when cleared, the part of the price that
/// went back when cancelled, what a dispute is over, and what the creator got of it.
fn amount(contract: &Contract, milestone: &Milestone, deed: &Deed<'_>) -> Result<Minor, MoneyError> {
    match deed.event {
        Event::Funded => milestone.total(),
        Event::Approved | Event::ReviewTimedOut | Event::Won => Ok(milestone.open_price()),
        Event::Cancelled | Event::CancelledLate | Event::CancelledByCreator | Event::Stale | Event::Unstarted => Ok(milestone.open_price()),
        Event::CancelAgreed | Event::Stopped => Ok(deed.refund(milestone)),
        Event::DisputeOpened | Event::Withdrawn => Ok(deed.contested().map_or(Minor::ZERO, |contested| contested.amount)),
        Event::Settled | Event::Defaulted | Event::RulingExecuted => {
            Ok(deed.contested().map_or(Minor::ZERO, |contested| contested.to_creator))
        }
        Event::Cleared => rules::clearing(contract, milestone),
        Event::Dropped | Event::Started | Event::Submitted | Event::ChangesRequested => Ok(Minor::ZERO),
    }
}

/// Stops the clocks that the new state does not have and starts those that it has and the old one had not.
pub(super) fn set_clocks(tx: &mut Tx<'_>, act: &Act, contract: &Contract, moved: (&Milestone, &Milestone)) -> Result<(), Failure> {
    let (before, after) = (rules::wanted(contract, moved.0)?, rules::wanted(contract, moved.1)?);
    let same = |a: &NewClock, b: &NewClock| a.kind == b.kind && a.due == b.due && a.money == b.money;
    for old in before.iter().filter(|old| !after.iter().any(|new| same(old, new))) {
        clocks::stop(tx, act.at, old.kind, &old.subject)?;
    }
    for new in after.iter().filter(|new| !before.iter().any(|old| same(old, new))) {
        clocks::start(tx, act.at, new)?;
    }
    Ok(())
}

/// What a cancellation or a dispute left to the creator clears like a release.
fn clear_later(tx: &mut Tx<'_>, contract: &Contract, milestone: &Milestone, (later, now): (LaterClear, Instant)) -> Result<(), Failure> {
    if !later.amount.is_positive() {
        return Ok(());
    }
    let clock = NewClock {
        kind: ClockKind::Clearance,
        subject: later.of,
        brief: None,
        contract: Some(contract.id),
        milestone: Some(milestone.id),
        due: later.at,
        money: Some(contract.money(later.amount)),
    };
    clocks::start(tx, now, &clock)?;
    Ok(())
}

/// A delivery answers an open request for cancellation with no; the end of the milestone makes it void.
fn answer_request(tx: &mut Tx<'_>, act: &Act, contract: &Contract, milestone: &Milestone) -> Result<(), Failure> {
    let answer = match milestone.state {
        MilestoneState::Submitted => CancellationState::Refused,
        MilestoneState::Approved | MilestoneState::Disputed | MilestoneState::Settled | MilestoneState::Cancelled => {
            CancellationState::Lapsed
        }
        MilestoneState::Planned | MilestoneState::Funded | MilestoneState::InProgress | MilestoneState::ChangesRequested => return Ok(()),
    };
    let Some(open) = store::find_open(tx, milestone.id)? else { return Ok(()) };
    store::answer(tx, &open, answer, act.at)?;
    clocks::stop_all(tx, act.at, &open.id.to_string())?;
    audit::note(tx, act, &format!("cancellation.{answer}"), &open.id, "")?;
    notices::settle(tx, act, &open.id.to_string())?;
    trace::changed(tx, act, contract)?;
    if answer == CancellationState::Refused { tell::refused(tx, act, contract, milestone, &open) } else { Ok(()) }
}

/// Ends the contract with its last milestone; before that only notes that one more ended, so that two last ones cannot miss each other.
pub(super) fn end_if_last(tx: &mut Tx<'_>, act: &Act, contract: &Contract) -> Result<(), Failure> {
    match rules::ending(&store::states_of(tx, contract.id)?) {
        Some(state) => end(tx, act, contract, state),
        None => store::touch(tx, contract),
    }
}

/// The contract ends in this state.
pub(super) fn end(tx: &mut Tx<'_>, act: &Act, contract: &Contract, state: ContractState) -> Result<(), Failure> {
    store::advance_contract(tx, contract, state, Some(act.at))?;
    clocks::stop(tx, act.at, ClockKind::Funding, &contract.id.to_string())?;
    notices::settle(tx, act, &contract.id.to_string())?;
    audit::note(tx, act, &format!("contract.{state}"), &contract.id, "")?;
    order::lapse(tx, act, contract)?;
    if let Some(clock) = rules::rating_window(contract, state, &store::list_milestones(tx, contract.id)?, act.at) {
        clocks::start(tx, act.at, &clock)?;
    }
    trace::changed(tx, act, contract)?;
    tell::ended(tx, act, contract, state)?;
    briefs::close_when_done(tx, act, contract.brief)
}

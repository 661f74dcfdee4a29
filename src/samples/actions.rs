//! What the two sides do about a sample. Nothing here writes an address anywhere but in its row.

use super::model::{Address, Condition, Rate, Sample, SampleState, Shipment};
use super::rules::{self, Event};
use super::store;
use crate::audit::{self, Act};
use crate::briefs::{self, BriefKind};
use crate::clocks::{self, Clock, ClockKind, NewClock};
use crate::contracts::{self, Contract, ContractState, Milestone, MilestoneState, Parties, Party, rules::Access};
use crate::events::{self, Concerns};
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::ContractId;
use crate::sessions::{Person, Right};

/// A sample with what surrounds it, as one side sees it.
pub(super) struct Seen {
    pub(super) contract: Contract,
    pub(super) access: Access,
    pub(super) parties: Parties,
    /// The part of the work that the sample is for.
    pub(super) part: Milestone,
    pub(super) sample: Sample,
    /// What is sent.
    pub(super) product: String,
    pub(super) clocks: Vec<Clock>,
    pub(super) creator_rate: Rate,
    pub(super) merchant_rate: Rate,
}

impl Seen {
    /// For who ships it and who gets it; an admin who looks on does not read it, nor do members who only read.
    pub(super) fn address(&self) -> Option<&Address> {
        let reads = self.access.works && self.access.party != Party::Platform;
        self.sample.address.as_ref().filter(|_| reads)
    }
}

fn load(conn: &mut Conn, person: &Person, id: ContractId) -> Result<(Contract, Access, Milestone, Sample), Failure> {
    let (contract, access) = contracts::see_contract(conn, person, id)?;
    if contract.kind != BriefKind::Sample {
        return Err(Failure::NotFound);
    }
    let part = contracts::list_milestones(conn, id)?.into_iter().next().ok_or(Failure::NotFound)?;
    let sample = store::find(conn, id)?.unwrap_or(Sample::requested(id));
    Ok((contract, access, part, sample))
}

/// The sample of a deal, for who is in it; a deal without one has none.
pub(super) fn see(conn: &mut Conn, person: &Person, id: ContractId, now: Instant) -> Result<Seen, Failure> {
    let (contract, access, part, sample) = load(conn, person, id)?;
    Ok(Seen {
        parties: contracts::parties(conn, &contract)?,
        product: briefs::get(conn, contract.brief)?.details.product,
        clocks: clocks::list_of_contract(conn, id)?,
        creator_rate: store::rate_of_creator(conn, contract.creator)?,
        merchant_rate: store::rate_of_org(conn, contract.org, now)?,
        contract,
        access,
        part,
        sample,
    })
}

/// For the order of the checks of a program: the deal is there, and this side may do such a thing.
pub(super) fn acting(conn: &mut Conn, person: &Person, id: ContractId, event: Event) -> Result<(), Failure> {
    let (_, access, _, _) = load(conn, person, id)?;
    if !access.works {
        return Err(ACT_FORBIDDEN.into());
    }
    Ok(rules::may_ever(event, access.party)?)
}

/// As [`load`], for whoever may do this; the deal is held, so that it does not end meanwhile.
fn held(tx: &mut Tx<'_>, person: &Person, id: ContractId, event: Event) -> Result<(Contract, Party, Milestone, Sample), Failure> {
    acting(tx, person, id, event)?;
    let (contract, access, part, sample) = load(tx, person, id)?;
    if contract.state != ContractState::Active {
        return Err(STATE_REFUSED.into());
    }
    contracts::hold_contract(tx, &contract)?;
    Ok((contract, access.party, part, sample))
}

/// The creator says where the sample goes, or corrects it before it is sent.
pub(super) fn give_address(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId, address: &Address) -> Result<(), Failure> {
    let (contract, party, part, sample) = held(tx, person, id, Event::Addressed)?;
    let next = rules::addressed(&sample, part.state, party, (address.clone(), act.at))?;
    store::write(tx, &sample, &next)?;
    clocks::stop(tx, act.at, ClockKind::SampleAddress, &part.id.to_string())?;
    done(tx, act, &contract, "sample.addressed")?;
    if sample.addressed_at.is_some() {
        return Ok(());
    }
    start(tx, act, (&contract, &part), (ClockKind::SampleShip, next.ship_due_at))?;
    let due = ("due", next.ship_due_at.unwrap_or(act.at).into());
    let parties = contracts::parties(tx, &contract)?;
    let notice = notice(&contract, (NoticeKind::SampleAddressed, true), vec![("who", Param::text(&parties.creator_name)), due]);
    notices::tell_org(tx, act, contract.org, Right::Work, &notice)
}

/// The merchant has sent it.
pub(super) fn ship(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId, shipment: &Shipment) -> Result<(), Failure> {
    let (contract, party, part, sample) = held(tx, person, id, Event::Shipped)?;
    let next = rules::shipped(&sample, part.state, party, (shipment.clone(), act.at))?;
    store::write(tx, &sample, &next)?;
    clocks::stop(tx, act.at, ClockKind::SampleShip, &id.to_string())?;
    start(tx, act, (&contract, &part), (ClockKind::SampleReceipt, next.receipt_due_at))?;
    done(tx, act, &contract, "sample.shipped")?;
    let due = ("due", next.receipt_due_at.unwrap_or(act.at).into());
    let parties = contracts::parties(tx, &contract)?;
    let notice = notice(&contract, (NoticeKind::SampleShipped, true), vec![("who", Param::text(&parties.org_name)), due]);
    notices::tell_creator(tx, act, contract.creator, &notice)
}

/// The creator has it, and his time begins; or it is damaged or lost, and the merchant sends another.
pub(super) fn receive(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    id: ContractId,
    (condition, note): (Condition, &str),
) -> Result<(), Failure> {
    let (contract, party, part, sample) = held(tx, person, id, condition.into())?;
    let next = rules::arrived(&sample, part.state, party, (condition, note, act.at))?;
    store::write(tx, &sample, &next)?;
    clocks::stop(tx, act.at, ClockKind::SampleReceipt, &id.to_string())?;
    done(tx, act, &contract, &format!("sample.{condition}"))?;
    let who = ("who", Param::text(contracts::parties(tx, &contract)?.creator_name));
    if next.state == SampleState::Received {
        if part.state == MilestoneState::Funded {
            contracts::start(tx, act, person, part.id)?;
        }
        return notices::tell_org(tx, act, contract.org, Right::Work, &notice(&contract, (NoticeKind::SampleReceived, false), vec![who]));
    }
    start(tx, act, (&contract, &part), (ClockKind::SampleShip, next.ship_due_at))?;
    let how = ("what", Param::word(format!("samples-stage-{condition}")));
    let due = ("due", next.ship_due_at.unwrap_or(act.at).into());
    notices::tell_org(tx, act, contract.org, Right::Work, &notice(&contract, (NoticeKind::SampleFailed, true), vec![who, how, due]))
}

fn done(tx: &mut Tx<'_>, act: &Act, contract: &Contract, what: &str) -> Result<(), Failure> {
    audit::note(tx, act, what, &contract.id, "")?;
    notices::settle(tx, act, &contract.id.to_string())?;
    events::show(tx, act, Concerns::both(contract.org, contract.creator, &contract.id))
}

fn start(
    tx: &mut Tx<'_>,
    act: &Act,
    (contract, part): (&Contract, &Milestone),
    (kind, due): (ClockKind, Option<Instant>),
) -> Result<(), Failure> {
    let Some(due) = due else { return Ok(()) };
    let subject = contract.id.to_string();
    let clock = NewClock { kind, subject, brief: None, contract: Some(contract.id), milestone: Some(part.id), due, money: None };
    clocks::start(tx, act.at, &clock)?;
    Ok(())
}

fn notice(contract: &Contract, (kind, needs_action): (NoticeKind, bool), more: Vec<(&'static str, Param)>) -> Notice {
    let mut params = vec![("brief", Param::text(&contract.title))];
    params.extend(more);
    Notice { kind, subject: contract.id.to_string(), url: format!("/contracts/{}/sample", contract.id), needs_action, params }
}

/// A time is over. Nothing moves by itself: whoever waited hears that he may go without cost.
pub fn fire(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(contract) = clock.contract.map(|id| contracts::find(tx, id)).transpose()?.flatten() else { return Ok(()) };
    if contract.state != ContractState::Active {
        return Ok(());
    }
    let what = ("clock", Param::word(clock.kind.name_key()));
    let notice = notice(&contract, (NoticeKind::SampleOverdue, false), vec![what]);
    match clock.kind {
        ClockKind::SampleShip => notices::tell_creator(tx, act, contract.creator, &notice),
        _ => notices::tell_org(tx, act, contract.org, Right::Work, &notice),
    }
}

/// Before that, whoever's turn it is hears of it again.
pub fn remind(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(contract) = clock.contract.map(|id| contracts::find(tx, id)).transpose()?.flatten() else { return Ok(()) };
    if contract.state != ContractState::Active {
        return Ok(());
    }
    let notice = Notice::reminder(clock, &contract.title, format!("/contracts/{}/sample", contract.id));
    match clock.kind {
        ClockKind::SampleShip => notices::tell_org(tx, act, contract.org, Right::Work, &notice),
        _ => notices::tell_creator(tx, act, contract.creator, &notice),
    }
}

/// The deal has ended: nobody needs the address, and nothing is waited for.
pub(super) fn forget(tx: &mut Tx<'_>, act: &Act, id: ContractId) -> Result<(), Failure> {
    store::erase(tx, id)?;
    for kind in [ClockKind::SampleShip, ClockKind::SampleReceipt] {
        clocks::stop(tx, act.at, kind, &id.to_string())?;
    }
    Ok(audit::note(tx, act, "sample.forgotten", &id, "")?)
}

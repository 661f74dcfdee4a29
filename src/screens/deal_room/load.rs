//! Everything that the deal room shows, read at one moment.

use super::RoomQuery;
use crate::agencies;
use crate::briefs::{self, Brief, Check};
use crate::broadcasts::{self, ShowLink};
use crate::chargebacks;
use crate::clocks::{self, Clock};
use crate::contracts::rules::{self, Access, Clockwork};
use crate::contracts::{
    self, Cancellation, CancellationState, ChangeOrder, Contract, Extension, Happening, Milestone, MilestoneState, Parties, Party, Tip,
    Verb,
};
use crate::deliveries::opinions::{self, Opinion};
use crate::deliveries::remarks::{self, Remark};
use crate::deliveries::{self, VersionView};
use crate::disputes::{self, Dispute};
use crate::failure::Failure;
use crate::messages::{self, Thread};
use crate::operations;
use crate::platform::db::Conn;
use crate::primitives::id::{ContractId, UserId};
use crate::primitives::{Instant, Limit};
use crate::samples::{self, SampleLink};
use crate::sessions::Person;
use std::collections::HashMap;

/// A deal as one person sees it now.
pub(super) struct Room {
    pub(super) contract: Contract,
    pub(super) access: Access,
    pub(super) parties: Parties,
    /// The agency through which the creator bid.
    pub(super) agency: Option<String>,
    pub(super) brief: Brief,
    pub(super) checklist: Vec<Check>,
    pub(super) milestones: Vec<Milestone>,
    /// The milestone that is looked at.
    pub(super) current: Milestone,
    pub(super) allowed: Vec<Verb>,
    pub(super) work: Clockwork,
    pub(super) clocks: Vec<Clock>,
    pub(super) events: Vec<Happening>,
    pub(super) requests: Vec<Cancellation>,
    pub(super) tips: Vec<Tip>,
    pub(super) extensions: Vec<Extension>,
    pub(super) orders: Vec<ChangeOrder>,
    /// Of the current milestone, oldest first.
    pub(super) disputes: Vec<Dispute>,
    pub(super) delivered: Vec<VersionView>,
    /// Of the current milestone, oldest first.
    pub(super) remarks: Vec<Remark>,
    /// What moderators make of the current milestone, oldest first.
    pub(super) opinions: Vec<Opinion>,
    pub(super) names: HashMap<UserId, String>,
    /// The newest of what the two wrote, for whoever may read it.
    pub(super) thread: Option<Thread>,
    /// The way to its sample, where it has one.
    pub(super) sample: Option<SampleLink>,
    /// The way to its live show.
    pub(super) show: Option<ShowLink>,
    /// No money of the deal moves now.
    pub(super) is_frozen: bool,
    /// Until when the bank that took a payment back takes evidence; the first of them.
    pub(super) case_due: Option<Instant>,
}

impl Room {
    /// The deal, for who is a party to it; a stranger finds nothing.
    pub(super) fn load(conn: &mut Conn, person: &Person, id: ContractId, at: (Instant, &RoomQuery)) -> Result<Self, Failure> {
        let (contract, access) = contracts::see_contract(conn, person, id)?;
        let milestones = contracts::list_milestones(conn, id)?;
        let current = chosen(&milestones, &at.1.milestone).ok_or(Failure::NotFound)?.clone();
        let work = contracts::clockwork(conn, &contract, at.0)?;
        let requests = contracts::list_cancellations(conn, id)?;
        let is_open = requests.iter().any(|asked| asked.milestone == current.id && asked.state == CancellationState::Requested);
        let events = contracts::list_events(conn, id)?;
        let tips = contracts::list_tips(conn, id)?;
        let said = requests.iter().map(|asked| asked.asked_by).chain(tips.iter().map(|tip| tip.by));
        let users: Vec<UserId> = events.iter().filter_map(|event| event.user).chain(said).collect();
        Ok(Self {
            access,
            parties: contracts::parties(conn, &contract)?,
            agency: contract.agency.map(|split| agencies::find_agency(conn, split.agency)).transpose()?.flatten(),
            brief: briefs::get(conn, contract.brief)?,
            checklist: contracts::checklist(conn, id)?,
            allowed: rules::allowed(&contract, &current, access, &work, is_open),
            work,
            clocks: clocks::list_of_contract(conn, id)?,
            delivered: deliveries::room(conn, &milestones, access)?,
            remarks: remarks::list(conn, current.id)?,
            opinions: opinions::list(conn, &[current.id])?,
            disputes: disputes::list_of_milestones(conn, &[current.id])?,
            names: contracts::user_names(conn, &users)?,
            thread: newest(conn, person, id)?,
            extensions: contracts::list_extensions_of_contract(conn, id)?,
            orders: contracts::list_orders(conn, id)?,
            sample: samples::link(conn, &contract, milestones.first().unwrap_or(&current))?,
            show: broadcasts::link(conn, &contract)?,
            is_frozen: operations::has_case(conn, id)?,
            case_due: evidence_due(conn, id)?,
            events,
            requests,
            tips,
            milestones,
            current,
            contract,
        })
    }

    /// The request for cancellation of the current milestone that waits for its answer.
    pub(super) fn open_request(&self) -> Option<&Cancellation> {
        let open = |asked: &&Cancellation| asked.milestone == self.current.id && asked.state == CancellationState::Requested;
        self.requests.iter().find(open)
    }

    /// The reader is the creator himself, and not somebody of his agency.
    pub(super) fn is_creators(&self) -> bool {
        self.access.party == Party::Creator && self.access.proxy.is_none()
    }

    /// The reader may thank the creator for the current milestone.
    pub(super) fn may_tip(&self) -> bool {
        rules::tipper(self.access).is_ok() && rules::takes_tips(self.current.state)
    }

    pub(super) fn may(&self, verb: Verb) -> bool {
        self.allowed.contains(&verb)
    }
}

fn evidence_due(conn: &mut Conn, id: ContractId) -> Result<Option<Instant>, Failure> {
    let open = chargebacks::list_of_contract(conn, id)?.into_iter().filter(|case| case.state.is_open());
    Ok(open.filter_map(|case| case.due_at).min())
}

fn newest(conn: &mut Conn, person: &Person, id: ContractId) -> Result<Option<Thread>, Failure> {
    match messages::thread(conn, person, id, "", (None, Limit::PAGE)) {
        Ok(thread) => Ok(Some(thread)),
        Err(Failure::Refused(_)) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// The milestone that the address names, else the one that is nearest to needing somebody.
fn chosen<'a>(milestones: &'a [Milestone], named: &str) -> Option<&'a Milestone> {
    let urgency = |milestone: &&Milestone| match milestone.state {
        MilestoneState::Submitted | MilestoneState::Disputed => 0,
        MilestoneState::ChangesRequested => 1,
        MilestoneState::InProgress => 2,
        MilestoneState::Funded => 3,
        MilestoneState::Planned => 4,
        MilestoneState::Approved => 5,
        MilestoneState::Settled | MilestoneState::Cancelled => 6,
    };
    let by_name = milestones.iter().find(|milestone| milestone.id.to_string() == named);
    let ended = milestones.iter().all(|milestone| milestone.state.is_terminal());
    let by_urgency = if ended { milestones.last() } else { milestones.iter().min_by_key(urgency) };
    by_name.or(by_urgency)
}

//! A deal as a program sees it: its milestones with what was delivered for them, where their money is, what happens next by itself, and what the caller
//! may do now, by the rules that decide.

use crate::clocks::{self, Clock, ClockKind};
use crate::contracts::rules::{self, Access, Clockwork};
use crate::contracts::{self, Contract, ContractState, Milestone, MilestoneState, Party, Verb};
use crate::deliveries::{self, Delivery, DeliveryObject};
use crate::failure::Failure;
use crate::ledger::{self, Standing};
use crate::platform::db::Conn;
use crate::primitives::id::{BidId, BriefId, ContractId, CreatorId, MilestoneId, OrgId};
use crate::primitives::{Instant, Minor, Money, MoneyError};
use crate::sessions::Person;
use crate::web::Asker;
use crate::web::api::Moment;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use utoipa::ToSchema;

/// A deal.
#[derive(Serialize, ToSchema)]
#[schema(as = Contract)]
pub(super) struct ContractObject {
    id: ContractId,
    brief_id: BriefId,
    bid_id: BidId,
    org_id: OrgId,
    creator_id: CreatorId,
    /// The agency through which the creator bid.
    #[serde(skip_serializing_if = "Option::is_none")]
    agency_id: Option<OrgId>,
    /// Its share of what is released to the creator after the fee, in basis points.
    #[serde(skip_serializing_if = "Option::is_none")]
    agency_bps: Option<u16>,
    state: ContractState,
    version: i64,
    price: Money,
    /// Of the terms, lower-case hexadecimal.
    terms_sha256: String,
    milestones: Vec<MilestoneObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_clock: Option<ClockObject>,
    /// What you may do now to at least one milestone.
    allowed: Vec<Verb>,
}

/// A part of a deal that is funded, delivered and paid by itself.
#[derive(Serialize, ToSchema)]
#[schema(as = Milestone)]
pub(super) struct MilestoneObject {
    id: MilestoneId,
    contract_id: ContractId,
    title: String,
    state: MilestoneState,
    version: i64,
    price: Money,
    /// What the merchant pays on top of the price.
    merchant_fee: Money,
    /// What goes off the price before it is the creator's.
    creator_fee: Money,
    /// How long the work takes once started.
    days: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_due_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clears_at: Option<Moment>,
    rounds_left: i32,
    deliveries: Vec<DeliveryObject>,
    money: StandingObject,
    /// What you may do now.
    allowed: Vec<Verb>,
}

/// Where the money of a milestone is; the five add up to what came in.
#[derive(Serialize, ToSchema)]
#[schema(as = MilestoneMoney)]
struct StandingObject {
    held: Money,
    frozen: Money,
    released: Money,
    refunded: Money,
    fees: Money,
}

/// What happens next if nobody acts.
#[derive(Serialize, ToSchema)]
#[schema(as = Clock)]
struct ClockObject {
    #[serde(skip_serializing_if = "Option::is_none")]
    milestone_id: Option<MilestoneId>,
    /// What falls due.
    event: ClockKind,
    at: Moment,
    /// What happens then, in your language.
    default: String,
    /// How much moves then.
    money: Money,
}

impl ClockObject {
    fn of(asker: &Asker, contract: &Contract, clock: &Clock) -> Self {
        Self {
            milestone_id: clock.milestone,
            event: clock.kind,
            at: Moment(clock.due_at),
            default: asker.text(&clock.kind.default_key(), &[]),
            money: clock.money.unwrap_or_else(|| contract.money(Minor::ZERO)),
        }
    }
}

/// What deals are made of, read at one moment for all of them.
struct Loaded {
    milestones: Vec<Milestone>,
    deliveries: Vec<Delivery>,
    standings: HashMap<MilestoneId, Standing>,
    clocks: Vec<Clock>,
    asked: HashSet<MilestoneId>,
    sha256: HashMap<ContractId, String>,
}

impl Loaded {
    fn load(conn: &mut Conn, ids: &[ContractId]) -> Result<Self, Failure> {
        let milestones = contracts::list_milestones_of(conn, ids)?;
        let own: Vec<MilestoneId> = milestones.iter().map(|milestone| milestone.id).collect();
        Ok(Self {
            deliveries: deliveries::list(conn, &own)?,
            standings: ledger::standings(conn, &own)?,
            clocks: clocks::next_of_contracts(conn, ids)?,
            asked: contracts::list_open_cancellations(conn, ids)?.into_iter().map(|asked| asked.milestone).collect(),
            sha256: contracts::list_sha256(conn, ids)?,
            milestones,
        })
    }

    fn milestone(&self, contract: &Contract, milestone: &Milestone, allowed: Vec<Verb>) -> Result<MilestoneObject, MoneyError> {
        let money = |amount| contract.money(amount);
        let standing = self.standings.get(&milestone.id).copied().unwrap_or_default();
        let delivered = self.deliveries.iter().filter(|delivery| delivery.milestone == milestone.id);
        // While it is disputed its clocks stand still.
        let runs = |_: &Instant| milestone.state != MilestoneState::Disputed;
        Ok(MilestoneObject {
            id: milestone.id,
            contract_id: contract.id,
            title: milestone.title.clone(),
            state: milestone.state,
            version: milestone.version,
            price: money(milestone.price),
            merchant_fee: money(milestone.merchant_fee),
            creator_fee: money(contract.deal(milestone).creator_fee_on(milestone.price)?),
            days: milestone.days.get(),
            due_at: milestone.due_at.filter(runs).map(Moment),
            review_due_at: milestone.review_due_at.filter(runs).map(Moment),
            clears_at: milestone.clears_at.filter(runs).map(Moment),
            rounds_left: milestone.rounds_left,
            deliveries: delivered.cloned().map(DeliveryObject::from).collect(),
            money: StandingObject {
                held: money(standing.held),
                frozen: money(standing.frozen),
                released: money(standing.released),
                refunded: money(standing.refunded),
                fees: money(standing.fees),
            },
            allowed,
        })
    }

    fn contract(&self, asker: &Asker, (contract, access): &(Contract, Access), work: &Clockwork) -> Result<ContractObject, Failure> {
        let own = || self.milestones.iter().filter(|milestone| milestone.contract == contract.id);
        let may = |milestone: &Milestone| rules::allowed(contract, milestone, *access, work, self.asked.contains(&milestone.id));
        let allowed: Vec<Vec<Verb>> = own().map(may).collect();
        let next = self.clocks.iter().find(|clock| clock.contract == Some(contract.id));
        Ok(ContractObject {
            id: contract.id,
            brief_id: contract.brief,
            bid_id: contract.bid,
            org_id: contract.org,
            creator_id: contract.creator,
            agency_id: contract.agency.map(|split| split.agency),
            agency_bps: contract.agency.map(|split| split.bps.get()),
            state: contract.state,
            version: contract.version,
            price: contract.money(contract.price),
            terms_sha256: self.sha256.get(&contract.id).cloned().unwrap_or_default(),
            allowed: rules::allowed_in(&allowed),
            milestones: own().zip(allowed).map(|(milestone, may)| self.milestone(contract, milestone, may)).collect::<Result<_, _>>()?,
            next_clock: next.map(|clock| ClockObject::of(asker, contract, clock)),
        })
    }
}

/// These deals, as somebody with this access sees them.
pub(super) fn contracts(conn: &mut Conn, asker: &Asker, seen: &[(Contract, Access)]) -> Result<Vec<ContractObject>, Failure> {
    let ids: Vec<ContractId> = seen.iter().map(|(contract, _)| contract.id).collect();
    let loaded = Loaded::load(conn, &ids)?;
    let all: Vec<&Contract> = seen.iter().map(|(contract, _)| contract).collect();
    let work_of = contracts::clockworks(conn, &all, asker.now)?;
    seen.iter().map(|seen| loaded.contract(asker, seen, &work_of(&seen.0))).collect()
}

/// A deal, for its two sides and for admins.
pub(super) fn contract(conn: &mut Conn, asker: &Asker, person: &Person, id: ContractId) -> Result<ContractObject, Failure> {
    let seen = contracts::see_contract(conn, person, id)?;
    contracts(conn, asker, &[seen])?.pop().ok_or(Failure::NotFound)
}

/// A deal as whoever has just made it sees it. An agency that takes terms for a creator, and may not read his deals, is told of it this once.
pub(super) fn made(conn: &mut Conn, asker: &Asker, person: &Person, id: ContractId) -> Result<ContractObject, Failure> {
    let contract = contracts::get(conn, id)?;
    let access = match contracts::access(conn, &contract, person) {
        Err(Failure::NotFound) => Access::onlooker(Party::Creator),
        other => other?,
    };
    contracts(conn, asker, &[(contract, access)])?.pop().ok_or(Failure::NotFound)
}

/// A part of a deal, for its two sides and for admins.
pub(super) fn milestone(conn: &mut Conn, asker: &Asker, person: &Person, id: MilestoneId) -> Result<MilestoneObject, Failure> {
    let of = contracts::get_milestone(conn, id)?.contract;
    let deal = contract(conn, asker, person, of)?;
    deal.milestones.into_iter().find(|milestone| milestone.id == id).ok_or(Failure::NotFound)
}

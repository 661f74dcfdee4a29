//! What the workbench shows, read at one moment.

use crate::bids::{self, Bid, BidState};
use crate::briefs::{self, Brief, OpenInvitation};
use crate::clocks::{self, Clock};
use crate::contracts::{self, Cancellation, ChangeOrder, Contract, ContractState, Milestone, Whose};
use crate::disputes::{self, Dispute};
use crate::ledger::{self, CreatorBalance, OrgBalance};
use crate::platform::db::{Conn, DbError};
use crate::primitives::id::{BriefId, CreatorId, OrgId};
use crate::primitives::{Choice as _, Instant, Limit, Money};
use crate::screens::start::{self, Way};
use crate::sessions::{Person, Right};
use std::collections::HashMap;

/// A person's running deals and undecided briefs.
pub(super) struct Bench {
    pub(super) now: Instant,
    pub(super) contracts: Vec<Contract>,
    pub(super) milestones: Vec<Milestone>,
    pub(super) clocks: Vec<Clock>,
    pub(super) requests: Vec<Cancellation>,
    pub(super) orders: Vec<ChangeOrder>,
    pub(super) disputes: Vec<Dispute>,
    /// Briefs with live bids: how many, and until when they are decided.
    pub(super) bids: Vec<(Brief, i64)>,
    pub(super) brief_clocks: Vec<Clock>,
    /// Bids on which the other side named terms.
    pub(super) talks: Vec<Talk>,
    /// Briefs to which the person is invited and has not bid yet.
    pub(super) invitations: Vec<OpenInvitation>,
    pub(super) orgs: HashMap<OrgId, String>,
    pub(super) creators: HashMap<CreatorId, String>,
    pub(super) org_money: Vec<OrgBalance>,
    pub(super) own_money: Vec<CreatorBalance>,
    pub(super) held_for_own: Vec<Money>,
    /// What a newcomer has yet to do.
    pub(super) ways: Vec<Way>,
}

impl Bench {
    /// What waits, without names and money: enough to count.
    pub(super) fn load_queue(conn: &mut Conn, person: &Person, now: Instant) -> Result<Self, DbError> {
        let orgs: Vec<OrgId> = person.memberships.iter().map(|member| member.org).collect();
        let creators: Vec<CreatorId> = person.creator.iter().map(|creator| creator.id).collect();
        let running = [ContractState::PendingFunding, ContractState::Active];
        let most = Limit::new(100).unwrap_or(Limit::PAGE);
        let contracts = contracts::list(conn, Whose::Sides(&orgs, &creators), &running, None, most)?.items;
        let ids: Vec<_> = contracts.iter().map(|contract| contract.id).collect();
        let (bids, brief_clocks) = undecided(conn, &orgs)?;
        Ok(Self {
            now,
            milestones: contracts::list_milestones_of(conn, &ids)?,
            clocks: clocks::next_of_contracts(conn, &ids)?,
            requests: contracts::list_open_cancellations(conn, &ids)?,
            orders: contracts::list_open_orders(conn, &ids)?,
            disputes: disputes::list_live(conn, &ids)?,
            bids,
            brief_clocks,
            talks: awaited(conn, (&orgs, &creators), now)?,
            invitations: invited(conn, &creators)?,
            contracts,
            orgs: HashMap::new(),
            creators: HashMap::new(),
            org_money: Vec::new(),
            own_money: Vec::new(),
            held_for_own: Vec::new(),
            ways: Vec::new(),
        })
    }

    /// All that the page shows.
    pub(super) fn load(conn: &mut Conn, person: &Person, now: Instant) -> Result<Self, DbError> {
        let mut bench = Self::load_queue(conn, person, now)?;
        bench.ways = start::load_open(conn, person, now)?;
        let deals = bench.contracts.iter().map(|contract| (contract.org, contract.creator));
        let sides: (Vec<OrgId>, Vec<CreatorId>) = deals.chain(bench.talks.iter().map(|talk| (talk.org, talk.bid.creator))).unzip();
        bench.orgs = contracts::org_names(conn, &sides.0)?;
        bench.creators = contracts::creator_names(conn, &sides.1)?;
        for member in person.memberships.iter().filter(|member| member.role.allows(Right::ReadMoney)) {
            bench.org_money.extend(ledger::balances_of_org(conn, member.org)?);
        }
        if let Some(creator) = &person.creator {
            bench.own_money.extend(ledger::balances_of_creator(conn, creator.id)?);
            bench.held_for_own.extend(ledger::held_for_creator(conn, creator.id)?);
        }
        Ok(bench)
    }
}

fn invited(conn: &mut Conn, creators: &[CreatorId]) -> Result<Vec<OpenInvitation>, DbError> {
    let mut all = Vec::new();
    for creator in creators {
        let most = Limit::new(100).unwrap_or(Limit::PAGE);
        let own = bids::list_of_creator(conn, *creator, BidState::ALL, None, most)?.items;
        let open = briefs::list_open_invited(conn, *creator)?.into_iter();
        all.extend(open.filter(|open| !own.iter().any(|bid| bid.brief == open.brief)));
    }
    Ok(all)
}

/// A bid whose terms wait for the person's answer.
pub(super) struct Talk {
    pub(super) bid: Bid,
    pub(super) org: OrgId,
    pub(super) title: String,
}

fn awaited(conn: &mut Conn, sides: (&[OrgId], &[CreatorId]), now: Instant) -> Result<Vec<Talk>, DbError> {
    let found = bids::list_awaited(conn, sides, now)?;
    Ok(found.into_iter().map(|(bid, org, title)| Talk { bid, org, title }).collect())
}

/// Briefs with how many live bids each has, and their clocks.
type Undecided = (Vec<(Brief, i64)>, Vec<Clock>);

/// Briefs of these organisations that have live bids, with the clocks that end the choosing.
fn undecided(conn: &mut Conn, orgs: &[OrgId]) -> Result<Undecided, DbError> {
    let counts = bids::count_new_of_orgs(conn, orgs)?;
    let ids: Vec<String> = counts.iter().map(|(id, _)| id.to_string()).collect();
    let clocks = clocks::next_of_subjects(conn, &ids)?;
    let mut all = Vec::with_capacity(counts.len());
    for (id, count) in counts {
        let id: BriefId = id;
        all.push((briefs::get(conn, id)?, count));
    }
    Ok((all, clocks))
}

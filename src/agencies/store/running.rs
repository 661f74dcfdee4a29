//! What runs through an agency.

use super::{MOST, list_spoken_for};
use crate::agencies::model::Running;
use crate::clocks;
use crate::platform::db::{AtMost as _, Conn, DbError};
use crate::primitives::id::{BidId, ContractId, CreatorId, OrgId};
use crate::primitives::{BasisPoints, Currency, Instant, Minor, Money};
use crate::schema::{bids, briefs, contracts, milestones};
use diesel::prelude::*;

/// What runs through an agency in the name of a creator, or of all of them, newest first. Bids and contracts stand above; only what is listed of them is
/// known here.
pub(in crate::agencies) fn list_running(conn: &mut Conn, agency: OrgId, creator: Option<CreatorId>) -> Result<Vec<Running>, DbError> {
    let deals = list_deals(conn, agency, creator)?;
    let bids = list_bids(conn, agency, creator)?;
    Ok(deals.into_iter().chain(bids).collect())
}

#[derive(Queryable)]
struct Deal {
    id: ContractId,
    creator: CreatorId,
    state: String,
    title: String,
    price: Minor,
    currency: Currency,
    fee: BasisPoints,
    split: Option<BasisPoints>,
}

fn list_deals(conn: &mut Conn, agency: OrgId, creator: Option<CreatorId>) -> Result<Vec<Running>, DbError> {
    let mut own = contracts::table.filter(contracts::agency_id.eq(agency)).into_boxed();
    if let Some(creator) = creator {
        own = own.filter(contracts::creator_id.eq(creator));
    }
    let columns = (
        contracts::id,
        contracts::creator_id,
        contracts::state,
        contracts::title,
        contracts::price,
        contracts::currency,
        contracts::creator_bps,
        contracts::agency_bps,
    );
    let own =
        own.filter(contracts::state.eq_any(["pending_funding", "active"])).order((contracts::created_at.desc(), contracts::id.desc()));
    let deals: Vec<Deal> = own.select(columns).at_most(MOST).load(conn)?;
    let ids: Vec<ContractId> = deals.iter().map(|deal| deal.id).collect();
    let next = clocks::next_of_contracts(conn, &ids)?;
    let spoken_for = list_spoken_for(conn, agency, creator)?;
    let parts = list_open_parts(conn, &ids)?;
    let running = |deal: Deal| {
        let clock = next.iter().filter(|clock| clock.contract == Some(deal.id)).min_by_key(|clock| clock.due_at);
        Running {
            creator: deal.creator,
            url: format!("/contracts/{}", deal.id),
            is_open: spoken_for.contains(&deal.creator),
            state: deal.state,
            due: clock.map(|clock| clock.due_at),
            clock: clock.map(|clock| (clock.kind, clock.money)),
            title: deal.title,
            money: Money::new(deal.price, deal.currency),
            split: deal.split,
            fee: Some(deal.fee),
            parts: parts.iter().filter(|(id, _)| *id == deal.id).map(|(_, price)| *price).collect(),
        }
    };
    Ok(deals.into_iter().map(running).collect())
}

/// The prices of the parts of these deals that have not ended.
fn list_open_parts(conn: &mut Conn, ids: &[ContractId]) -> Result<Vec<(ContractId, Minor)>, DbError> {
    let own = milestones::table.filter(milestones::contract_id.eq_any(ids)).filter(milestones::state.ne_all(["settled", "cancelled"]));
    Ok(own.order(milestones::id).select((milestones::contract_id, milestones::price)).at_most(10_000).load(conn)?)
}

fn list_bids(conn: &mut Conn, agency: OrgId, creator: Option<CreatorId>) -> Result<Vec<Running>, DbError> {
    type Live = (BidId, CreatorId, String, String, Minor, Currency, Instant);
    let mut own = bids::table.inner_join(briefs::table).filter(bids::agency_id.eq(agency)).into_boxed();
    if let Some(creator) = creator {
        own = own.filter(bids::creator_id.eq(creator));
    }
    let columns = (bids::id, bids::creator_id, bids::state, briefs::title, bids::price, bids::currency, bids::expires_at);
    let own = own.filter(bids::state.eq_any(["submitted", "shortlisted", "offered", "countered"]));
    let live: Vec<Live> = own.order((bids::created_at.desc(), bids::id.desc())).select(columns).at_most(MOST).load(conn)?;
    let running = |(id, creator, state, title, price, currency, expires_at): Live| Running {
        creator,
        url: format!("/bids/{id}"),
        is_open: true,
        state,
        due: Some(expires_at),
        clock: None,
        title,
        money: Money::new(price, currency),
        split: None,
        fee: None,
        parts: Vec::new(),
    };
    Ok(live.into_iter().map(running).collect())
}

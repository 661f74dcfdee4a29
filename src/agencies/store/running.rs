//! What runs through an agency.

use super::{MOST, list_spoken_for};
use crate::agencies::model::Running;
use crate::clocks;
use crate::platform::db::{Conn, DbError};
use crate::primitives::id::{BidId, ContractId, CreatorId, OrgId};
use crate::primitives::{BasisPoints, Currency, Instant, Minor, Money};
use crate::schema::{bids, briefs, contracts};
use diesel::prelude::*;

/// What runs through an agency in the name of a creator, or of all of them, newest first. Bids and contracts stand above; only what is listed of them is
/// known here.
pub(in crate::agencies) fn list_running(conn: &mut Conn, agency: OrgId, creator: Option<CreatorId>) -> Result<Vec<Running>, DbError> {
    let deals = list_deals(conn, agency, creator)?;
    let bids = list_bids(conn, agency, creator)?;
    Ok(deals.into_iter().chain(bids).collect())
}

fn list_deals(conn: &mut Conn, agency: OrgId, creator: Option<CreatorId>) -> Result<Vec<Running>, DbError> {
    type Deal = (ContractId, CreatorId, String, String, Minor, Currency, Option<BasisPoints>);
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
        contracts::agency_bps,
    );
    let own =
        own.filter(contracts::state.eq_any(["pending_funding", "active"])).order((contracts::created_at.desc(), contracts::id.desc()));
    let deals: Vec<Deal> = own.select(columns).limit(MOST).load(conn)?;
    let ids: Vec<ContractId> = deals.iter().map(|(id, ..)| *id).collect();
    let next = clocks::next_of_contracts(conn, &ids)?;
    let spoken_for = list_spoken_for(conn, agency, creator)?;
    let running = |(id, creator, state, title, price, currency, split): Deal| Running {
        creator,
        url: format!("/contracts/{id}"),
        is_open: spoken_for.contains(&creator),
        state,
        due: next.iter().filter(|clock| clock.contract == Some(id)).map(|clock| clock.due_at).min(),
        title,
        money: Money::new(price, currency),
        split,
    };
    Ok(deals.into_iter().map(running).collect())
}

fn list_bids(conn: &mut Conn, agency: OrgId, creator: Option<CreatorId>) -> Result<Vec<Running>, DbError> {
    type Live = (BidId, CreatorId, String, String, Minor, Currency, Instant);
    let mut own = bids::table.inner_join(briefs::table).filter(bids::agency_id.eq(agency)).into_boxed();
    if let Some(creator) = creator {
        own = own.filter(bids::creator_id.eq(creator));
    }
    let columns = (bids::id, bids::creator_id, bids::state, briefs::title, bids::price, bids::currency, bids::expires_at);
    let own = own.filter(bids::state.eq_any(["submitted", "shortlisted", "offered", "countered"]));
    let live: Vec<Live> = own.order((bids::created_at.desc(), bids::id.desc())).select(columns).limit(MOST).load(conn)?;
    let running = |(id, creator, state, title, price, currency, expires_at): Live| Running {
        creator,
        url: format!("/bids/{id}"),
        is_open: true,
        state,
        due: Some(expires_at),
        title,
        money: Money::new(price, currency),
        split: None,
    };
    Ok(live.into_iter().map(running).collect())
}

//! The works that bids show.

use crate::bids::model::{Bid, Showing};
use crate::creators;
use crate::each;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::{BidId, PortfolioItemId};
use crate::schema::{bid_picks, portfolio_items};
use diesel::prelude::*;
use std::collections::HashMap;

/// The picks of these bids, newest work first.
pub(super) fn list(conn: &mut Conn, bids: &[BidId]) -> Result<HashMap<BidId, Vec<PortfolioItemId>>, DbError> {
    let rows: Vec<(BidId, PortfolioItemId)> = bid_picks::table
        .inner_join(portfolio_items::table)
        .filter(bid_picks::bid_id.eq_any(bids))
        .order((portfolio_items::created_at.desc(), portfolio_items::id.desc()))
        .select((bid_picks::bid_id, bid_picks::item_id))
        .at_most(10_000)
        .load(conn)?;
    let mut picks: HashMap<BidId, Vec<PortfolioItemId>> = HashMap::new();
    for (bid, item) in rows {
        picks.entry(bid).or_default().push(item);
    }
    Ok(picks)
}

#[derive(Insertable)]
#[diesel(table_name = bid_picks, treat_none_as_default_value = false)]
struct Row {
    bid_id: BidId,
    item_id: PortfolioItemId,
}

/// The bid shows these works and no others.
pub(super) fn replace(tx: &mut Tx<'_>, bid: BidId, picks: &[PortfolioItemId]) -> Result<(), DbError> {
    diesel::delete(bid_picks::table.filter(bid_picks::bid_id.eq(bid))).execute(&mut **tx)?;
    let rows: Vec<Row> = picks.iter().map(|item| Row { bid_id: bid, item_id: *item }).collect();
    each!(&mut **tx, c => diesel::insert_into(bid_picks::table).values(&rows).execute(c))?;
    Ok(())
}

/// What a bid shows of its creator.
pub(crate) fn show(conn: &mut Conn, bid: &Bid) -> Result<Showing, DbError> {
    let channel = bid.offer.channel.map(|id| creators::find_channel(conn, id)).transpose()?.flatten();
    let mut works = Vec::with_capacity(bid.offer.picks.len());
    for pick in &bid.offer.picks {
        // What its creator hides now is shown by no bid.
        works.extend(creators::find_work(conn, *pick)?.filter(|work| work.hidden_at.is_none()));
    }
    Ok(Showing { channel, works })
}

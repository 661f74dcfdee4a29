//! Terms that went back and forth over a bid.

use crate::bids::model::{Bid, BidState, Party, Terms, Turn};
use crate::bids::rules::Next;
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::{
    Instant, Minor,
    id::{BidId, CreatorId, OfferId, OrgId, UserId},
};
use crate::schema::{bid_offers, bids, briefs, creators};
use diesel::prelude::*;

/// Ten turns, and the bid as it stood before each beginning.
const MOST: i64 = 40;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = bid_offers, treat_none_as_default_value = false)]
struct Row {
    id: OfferId,
    bid_id: BidId,
    position: i32,
    turn: i32,
    party: Party,
    user_id: UserId,
    price: Minor,
    days: i32,
    rounds: i32,
    message: String,
    at: Instant,
}

impl From<Row> for Turn {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            turn: row.turn,
            by: row.party,
            user: row.user_id,
            terms: Terms { price: row.price, days: row.days, rounds: row.rounds },
            message: row.message,
            at: row.at,
        }
    }
}

/// The terms named on a bid so far, oldest first.
pub(crate) fn list_turns(conn: &mut Conn, bid: BidId) -> Result<Vec<Turn>, DbError> {
    let rows: Vec<Row> = bid_offers::table
        .filter(bid_offers::bid_id.eq(bid))
        .order(bid_offers::position)
        .select(Row::as_select())
        .at_most(MOST)
        .load(conn)?;
    Ok(rows.into_iter().map(Turn::from).collect())
}

/// One more of them. Whoever calls this holds the bid's row, so no two count alike.
pub(crate) fn insert_turn(tx: &mut Tx<'_>, bid: BidId, turn: &Turn) -> Result<(), DbError> {
    let before: i64 = bid_offers::table.filter(bid_offers::bid_id.eq(bid)).count().get_result(&mut **tx)?;
    let row = Row {
        id: turn.id,
        bid_id: bid,
        position: i32::try_from(before).map_err(|error| DbError::Other(error.to_string()))?,
        turn: turn.turn,
        party: turn.by,
        user_id: turn.user,
        price: turn.terms.price,
        days: turn.terms.days,
        rounds: turn.terms.rounds,
        message: turn.message.clone(),
        at: turn.at,
    };
    diesel::insert_into(bid_offers::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

/// The bids on which these organisations or creators were offered terms that bind until later than now, with the brief's organisation and title.
pub fn list_awaited(
    conn: &mut Conn,
    (orgs, creators): (&[OrgId], &[CreatorId]),
    now: Instant,
) -> Result<Vec<(Bid, OrgId, String)>, DbError> {
    let theirs = bids::state.eq(BidState::Countered).and(briefs::org_id.eq_any(orgs));
    let own = bids::state.eq(BidState::Offered).and(bids::creator_id.eq_any(creators));
    let rows: Vec<(super::Row, OrgId, String)> = bids::table
        .inner_join(briefs::table)
        .filter(theirs.or(own))
        .filter(bids::expires_at.gt(now))
        .order((bids::expires_at, bids::id))
        .select((super::Row::as_select(), briefs::org_id, briefs::title))
        .at_most(MOST)
        .load(conn)?;
    Ok(rows.into_iter().map(|(row, org, title)| (row.with(Vec::new()), org, title)).collect())
}

/// Who of the merchant's side named terms last.
pub fn find_offerer(conn: &mut Conn, bid: BidId) -> Result<Option<UserId>, DbError> {
    let own = bid_offers::table.filter(bid_offers::bid_id.eq(bid)).filter(bid_offers::party.eq(Party::Merchant));
    Ok(own.order(bid_offers::position.desc()).select(bid_offers::user_id).first(conn).optional()?)
}

/// The person behind a creator.
pub(crate) fn creator_user(conn: &mut Conn, creator: CreatorId) -> Result<UserId, DbError> {
    Ok(creators::table.find(creator).select(creators::user_id).get_result(conn)?)
}

/// Other terms on the table, if the bid still is what was seen.
pub(crate) fn bargain(tx: &mut Tx<'_>, seen: &Bid, next: Next, terms: Terms, expires_at: Instant) -> Result<(), Failure> {
    let row = bids::table.find(seen.id).filter(bids::version.eq(seen.version)).filter(bids::state.eq(seen.state));
    let rows = diesel::update(row)
        .set((
            (bids::state.eq(next.state()), bids::version.eq(bids::version + 1), bids::turns.eq(bids::turns + 1)),
            (bids::price.eq(terms.price), bids::days.eq(terms.days), bids::rounds.eq(terms.rounds)),
            bids::expires_at.eq(expires_at),
        ))
        .execute(&mut **tx)
        .map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

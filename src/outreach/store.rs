//! The rows of turning to strangers. What makes a history is read from the tables of the nouns above.

use crate::each;
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, OrgId};
use crate::schema::{bids, briefs, circle_members, closed_to_strangers, cold_calls, contracts, package_orders};
use diesel::dsl::{count_star, exists, min};
use diesel::prelude::*;

/// No list of creators is longer.
const MOST: i64 = 100_000;
/// Contracts for which no money came, or from which it all went back.
const EMPTY: [&str; 3] = ["pending_funding", "expired", "cancelled"];

/// The bids of the organisation's orders of packages for which no money came.
#[diesel::dsl::auto_type(no_type_alias)]
fn unpaid(org: OrgId) -> _ {
    let empty: [&'static str; 3] = EMPTY;
    let orders = package_orders::table.inner_join(contracts::table).filter(package_orders::org_id.eq(org));
    orders.filter(contracts::state.eq_any(empty)).select(contracts::bid_id)
}

/// The creator once bid on a brief of the organisation, or is in its circle. An order of a package is the merchant's act and makes no history before it is
/// paid, or any stranger would order his way in.
pub(super) fn is_known(conn: &mut Conn, org: OrgId, creator: CreatorId) -> Result<bool, DbError> {
    let between = bids::table.inner_join(briefs::table).filter(bids::creator_id.eq(creator).and(briefs::org_id.eq(org)));
    let between = between.filter(bids::id.ne_all(unpaid(org)));
    let close = circle_members::table.find((org, creator)).filter(circle_members::state.eq("member"));
    Ok(diesel::select(exists(between).or(exists(close))).get_result(conn)?)
}

/// The creator wishes to hear from no stranger.
pub(super) fn is_closed(conn: &mut Conn, creator: CreatorId) -> Result<bool, DbError> {
    Ok(diesel::select(exists(closed_to_strangers::table.find(creator))).get_result(conn)?)
}

/// Those who wish to hear from no stranger, and to whom the organisation is one.
pub fn list_unwilling(conn: &mut Conn, org: OrgId) -> Result<Vec<CreatorId>, DbError> {
    let known =
        bids::table.inner_join(briefs::table).filter(briefs::org_id.eq(org)).filter(bids::id.ne_all(unpaid(org))).select(bids::creator_id);
    let close = circle_members::table.filter(circle_members::org_id.eq(org).and(circle_members::state.eq("member")));
    let closed = closed_to_strangers::table
        .filter(closed_to_strangers::creator_id.ne_all(known))
        .filter(closed_to_strangers::creator_id.ne_all(close.select(circle_members::creator_id)));
    Ok(closed.select(closed_to_strangers::creator_id).order(closed_to_strangers::creator_id).at_most(MOST).load(conn)?)
}

/// From now on the creator hears from no stranger, or from all.
pub(super) fn close(tx: &mut Tx<'_>, creator: CreatorId, is_closed: bool, at: Instant) -> Result<(), DbError> {
    if is_closed {
        let row = (closed_to_strangers::creator_id.eq(creator), closed_to_strangers::at.eq(at));
        each!(&mut **tx, c => diesel::insert_into(closed_to_strangers::table).values(row).on_conflict_do_nothing().execute(c))?;
    } else {
        diesel::delete(closed_to_strangers::table.find(creator)).execute(&mut **tx)?;
    }
    Ok(())
}

/// To how many strangers the organisation turned since then, and when to the first of them.
pub(super) fn turned_to(conn: &mut Conn, org: OrgId, since: Instant) -> Result<(i64, Option<Instant>), DbError> {
    let calls = cold_calls::table.filter(cold_calls::org_id.eq(org).and(cold_calls::at.gt(since)));
    Ok(calls.select((count_star(), min(cold_calls::at))).get_result(conn)?)
}

/// When the organisation last turned to this one.
pub(super) fn last_call(conn: &mut Conn, org: OrgId, creator: CreatorId) -> Result<Option<Instant>, DbError> {
    Ok(cold_calls::table.find((org, creator)).select(cold_calls::at).get_result(conn).optional()?)
}

/// The organisation turns to a stranger now.
pub(super) fn call(tx: &mut Tx<'_>, org: OrgId, creator: CreatorId, at: Instant) -> Result<(), DbError> {
    let row = (cold_calls::org_id.eq(org), cold_calls::creator_id.eq(creator), cold_calls::at.eq(at));
    let key = (cold_calls::org_id, cold_calls::creator_id);
    each!(&mut **tx, c => diesel::insert_into(cold_calls::table).values(row).on_conflict(key).do_update().set(cold_calls::at.eq(at)).execute(c))?;
    Ok(())
}

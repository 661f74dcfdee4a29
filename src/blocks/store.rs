//! The rows of blocks.

use super::model::{Block, Pair, Side};
use crate::each;
use crate::platform::db::{Among as _, AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, OrgId, UserId};
use crate::schema::{blocks, creators, organisations};
use crate::sessions::OrgKind;
use diesel::prelude::*;

/// Longer lists are cut.
const MOST: i64 = 500;

/// One side blocks; blocked already, it stays as it is.
pub(super) fn insert(tx: &mut Tx<'_>, pair: Pair, side: Side, (by, at): (UserId, Instant)) -> Result<(), DbError> {
    let row = (
        blocks::org_id.eq(pair.org),
        blocks::creator_id.eq(pair.creator),
        blocks::side.eq(side),
        blocks::user_id.eq(by),
        blocks::at.eq(at),
    );
    each!(&mut **tx, c => diesel::insert_into(blocks::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// Of these merchants, those between whom and the creator a block stands, whichever side wished it.
pub(super) fn list_ended(conn: &mut Conn, orgs: &[OrgId], creator: CreatorId) -> Result<Vec<OrgId>, DbError> {
    let own = blocks::table.filter(blocks::org_id.among(orgs)).filter(blocks::creator_id.eq(creator));
    Ok(own.order(blocks::org_id).select(blocks::org_id).at_most(10_000).load(conn)?)
}

/// Creators between whom and the merchant a block stands, whichever side wished it.
pub(super) fn list_ended_of(conn: &mut Conn, org: OrgId) -> Result<Vec<CreatorId>, DbError> {
    let own = blocks::table.filter(blocks::org_id.eq(org)).order(blocks::creator_id).select(blocks::creator_id);
    Ok(own.at_most(10_000).load(conn)?)
}

/// Merchants between whom and the creator of this login a block stands, whichever side wished it.
pub(super) fn list_ended_for(conn: &mut Conn, user: UserId) -> Result<Vec<OrgId>, DbError> {
    let own = blocks::table.inner_join(creators::table).filter(creators::user_id.eq(user));
    Ok(own.order(blocks::org_id).select(blocks::org_id).at_most(10_000).load(conn)?)
}

/// One side takes it back.
pub(super) fn delete(tx: &mut Tx<'_>, pair: Pair, side: Side) -> Result<bool, DbError> {
    Ok(diesel::delete(blocks::table.find((pair.org, pair.creator, side))).execute(&mut **tx)? == 1)
}

/// Either side blocked the other.
pub(super) fn stands(conn: &mut Conn, pair: Pair) -> Result<bool, DbError> {
    let between = blocks::table.filter(blocks::org_id.eq(pair.org).and(blocks::creator_id.eq(pair.creator)));
    Ok(diesel::select(diesel::dsl::exists(between)).get_result(conn)?)
}

/// What these organisations and this creator wished, newest first.
pub(super) fn list_of(conn: &mut Conn, orgs: &[OrgId], creator: Option<CreatorId>) -> Result<Vec<Block>, DbError> {
    let of_orgs = blocks::org_id.eq_any(orgs.to_vec()).and(blocks::side.eq(Side::Merchant));
    let of_creator = blocks::creator_id.eq_any(creator.into_iter().collect::<Vec<_>>()).and(blocks::side.eq(Side::Creator));
    let own = blocks::table.inner_join(organisations::table).inner_join(creators::table).filter(of_orgs.or(of_creator));
    let rows: Vec<(OrgId, CreatorId, Side, String, String, Instant)> = own
        .order(blocks::at.desc())
        .select((blocks::org_id, blocks::creator_id, blocks::side, organisations::name, creators::name, blocks::at))
        .at_most(MOST)
        .load(conn)?;
    let block = |(org, creator, side, org_name, creator_name, at)| Block { pair: Pair { org, creator }, side, org_name, creator_name, at };
    Ok(rows.into_iter().map(block).collect())
}

/// The name of a merchant, if there is one.
pub(super) fn find_org(conn: &mut Conn, org: OrgId) -> Result<Option<String>, DbError> {
    let one = organisations::table.filter(organisations::id.eq(org).and(organisations::kind.eq(OrgKind::Merchant)));
    Ok(one.select(organisations::name).get_result(conn).optional()?)
}

/// A creator, named by id or handle.
pub(super) fn find_creator(conn: &mut Conn, named: &str) -> Result<Option<(CreatorId, String)>, DbError> {
    let all = creators::table.select((creators::id, creators::name));
    Ok(match named.parse::<CreatorId>() {
        Ok(id) => all.filter(creators::id.eq(id)).get_result(conn).optional()?,
        Err(_) => all.filter(creators::handle.eq(named)).get_result(conn).optional()?,
    })
}

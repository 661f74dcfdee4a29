//! The rows of lists.

use super::model::{Entry, List};
use crate::each;
use crate::platform::db::{Among as _, AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, ListId, OrgId, UserId};
use crate::schema::{creator_list_entries as entries, creator_lists as lists, creators, organisations};
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::HashMap;

/// No page shows more lists, or entries, than this.
const MOST: i64 = 1_000;

type ListRow = (ListId, OrgId, String, String);

const LIST: (lists::id, lists::org_id, organisations::name, lists::name) = (lists::id, lists::org_id, organisations::name, lists::name);

fn counted(conn: &mut Conn, rows: Vec<ListRow>) -> Result<Vec<List>, DbError> {
    let ids: Vec<ListId> = rows.iter().map(|row| row.0).collect();
    let counts = entries::table.filter(entries::list_id.among(&ids)).group_by(entries::list_id).select((entries::list_id, count_star()));
    let counts: HashMap<ListId, i64> = counts.load(conn)?.into_iter().collect();
    let read = |(id, org, org_name, name): ListRow| List { id, org, org_name, name, count: counts.get(&id).copied().unwrap_or_default() };
    Ok(rows.into_iter().map(read).collect())
}

/// The lists of these organisations, by name.
pub(super) fn list_of(conn: &mut Conn, orgs: &[OrgId]) -> Result<Vec<List>, DbError> {
    let own = lists::table.inner_join(organisations::table).filter(lists::org_id.among(orgs));
    let rows = own.order((lists::name, lists::id)).select(LIST).at_most(MOST).load(conn)?;
    counted(conn, rows)
}

/// One list.
pub(super) fn find(conn: &mut Conn, id: ListId) -> Result<Option<List>, DbError> {
    let row: Option<ListRow> =
        lists::table.inner_join(organisations::table).filter(lists::id.eq(id)).select(LIST).first(conn).optional()?;
    Ok(counted(conn, row.into_iter().collect())?.pop())
}

/// The list of this name, if the organisation has one.
pub(super) fn find_named(conn: &mut Conn, org: OrgId, name: &str) -> Result<Option<ListId>, DbError> {
    Ok(lists::table.filter(lists::org_id.eq(org).and(lists::name.eq(name))).select(lists::id).first(conn).optional()?)
}

/// How many lists an organisation has.
pub(super) fn count(conn: &mut Conn, org: OrgId) -> Result<i64, DbError> {
    Ok(lists::table.filter(lists::org_id.eq(org)).count().get_result(conn)?)
}

/// A new list.
pub(super) fn insert(tx: &mut Tx<'_>, id: ListId, (org, name): (OrgId, &str), (by, at): (UserId, Instant)) -> Result<(), DbError> {
    let row = (lists::id.eq(id), lists::org_id.eq(org), lists::name.eq(name), lists::made_by.eq(by), lists::created_at.eq(at));
    diesel::insert_into(lists::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Another name.
pub(super) fn rename(tx: &mut Tx<'_>, id: ListId, name: &str) -> Result<(), DbError> {
    diesel::update(lists::table.find(id)).set(lists::name.eq(name)).execute(&mut **tx)?;
    Ok(())
}

/// All entries of a list go.
pub(super) fn empty(tx: &mut Tx<'_>, id: ListId) -> Result<(), DbError> {
    diesel::delete(entries::table.filter(entries::list_id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

/// An empty list goes.
pub(super) fn delete(tx: &mut Tx<'_>, id: ListId) -> Result<(), DbError> {
    diesel::delete(lists::table.find(id)).execute(&mut **tx)?;
    Ok(())
}

/// Who stands in a list, the newest first.
pub(super) fn list_entries(conn: &mut Conn, id: ListId) -> Result<Vec<Entry>, DbError> {
    let rows: Vec<(CreatorId, String, String, String, Instant)> = entries::table
        .inner_join(creators::table)
        .filter(entries::list_id.eq(id))
        .order((entries::at.desc(), entries::creator_id.desc()))
        .select((creators::id, creators::handle, creators::name, entries::note, entries::at))
        .at_most(MOST)
        .load(conn)?;
    Ok(rows.into_iter().map(|(creator, handle, name, note, at)| Entry { creator, handle, name, note, at }).collect())
}

/// In which of these lists a creator stands, and with what note.
pub(super) fn notes_on(conn: &mut Conn, ids: &[ListId], creator: CreatorId) -> Result<HashMap<ListId, String>, DbError> {
    let there = entries::table.filter(entries::list_id.among(ids)).filter(entries::creator_id.eq(creator));
    let rows: Vec<(ListId, String)> = there.select((entries::list_id, entries::note)).at_most(MOST).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// A creator comes into a list, or gets another note.
pub(super) fn put(tx: &mut Tx<'_>, (id, creator): (ListId, CreatorId), note: &str, (by, at): (UserId, Instant)) -> Result<(), DbError> {
    let row = (
        (entries::list_id.eq(id), entries::creator_id.eq(creator), entries::note.eq(note)),
        (entries::added_by.eq(by), entries::at.eq(at)),
    );
    let key = (entries::list_id, entries::creator_id);
    each!(&mut **tx, c => diesel::insert_into(entries::table).values(row).on_conflict(key).do_update().set(entries::note.eq(note)).execute(c))?;
    Ok(())
}

/// A creator leaves a list; `false` if he was not in it.
pub(super) fn remove(tx: &mut Tx<'_>, id: ListId, creator: CreatorId) -> Result<bool, DbError> {
    Ok(diesel::delete(entries::table.find((id, creator))).execute(&mut **tx)? == 1)
}

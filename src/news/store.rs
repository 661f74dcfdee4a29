//! The rows of what is new, and of who was told until when.

use super::model::{Item, ItemKind};
use crate::creators::FilmState;
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, PackageId, UserId};
use crate::schema::{creator_tags, creators, files, follow_looks, packages, portfolio_items};
use diesel::prelude::*;

/// Longer lists are cut.
const MOST: i64 = 500;

/// Who is looked at now.
pub(super) fn list_due(conn: &mut Conn, now: Instant, most: i64) -> Result<Vec<UserId>, DbError> {
    let due = follow_looks::table.filter(follow_looks::due_at.le(now)).order((follow_looks::due_at, follow_looks::user_id));
    Ok(due.select(follow_looks::user_id).at_most(most).load(conn)?)
}

/// Until when the person was told.
pub(super) fn told_at(conn: &mut Conn, user: UserId) -> Result<Option<Instant>, DbError> {
    Ok(follow_looks::table.find(user).select(follow_looks::told_at).get_result(conn).optional()?)
}

/// The person was told until then, and is looked at again; `false` if somebody else has told him meanwhile.
pub(super) fn look(tx: &mut Tx<'_>, user: UserId, (seen, told): (Instant, Instant), due: Instant) -> Result<bool, DbError> {
    let same = follow_looks::table.find(user).filter(follow_looks::told_at.eq(seen));
    let set = (follow_looks::told_at.eq(told), follow_looks::due_at.eq(due));
    Ok(diesel::update(same).set(set).execute(&mut **tx)? == 1)
}

/// Who wears one of these tags, and which.
pub(super) fn list_tagged(conn: &mut Conn, tags: &[&str]) -> Result<Vec<(CreatorId, String)>, DbError> {
    let these = creator_tags::table.filter(creator_tags::tag.eq_any(tags)).order((creator_tags::creator_id, creator_tags::tag));
    Ok(these.select((creator_tags::creator_id, creator_tags::tag)).at_most(MOST).load(conn)?)
}

type Row = (CreatorId, String, String, Instant);

fn creator((creator, handle, name, at): Row) -> (CreatorId, Item) {
    (creator, Item { kind: ItemKind::Creator, title: name.clone(), who: name, path: format!("/creators/{handle}"), at })
}

/// Those of these creators who came between the two moments.
pub(super) fn list_newcomers(
    conn: &mut Conn,
    of: &[CreatorId],
    (since, until): (Instant, Instant),
) -> Result<Vec<(CreatorId, Item)>, DbError> {
    let new = creators::table.filter(creators::id.eq_any(of).and(creators::created_at.gt(since)).and(creators::created_at.le(until)));
    let rows: Vec<Row> = new
        .order(creators::created_at.desc())
        .select((creators::id, creators::handle, creators::name, creators::created_at))
        .at_most(MOST)
        .load(conn)?;
    Ok(rows.into_iter().map(creator).collect())
}

/// Works that these creators show since the first moment and until the second.
pub(super) fn list_works(conn: &mut Conn, of: &[CreatorId], (since, until): (Instant, Instant)) -> Result<Vec<(CreatorId, Item)>, DbError> {
    let shown = portfolio_items::table
        .inner_join(creators::table)
        .inner_join(files::table)
        .filter(portfolio_items::creator_id.eq_any(of).and(portfolio_items::removed_at.is_null()))
        .filter(portfolio_items::hidden_at.is_null())
        .filter(files::preview_key.is_not_null().or(portfolio_items::film.assume_not_null().eq(FilmState::Shown)))
        .filter(portfolio_items::created_at.gt(since).and(portfolio_items::created_at.le(until)));
    let rows: Vec<(Row, String)> = shown
        .order((portfolio_items::created_at.desc(), portfolio_items::id))
        .select(((creators::id, creators::handle, creators::name, portfolio_items::created_at), portfolio_items::title))
        .at_most(MOST)
        .load(conn)?;
    let work = |(row, title): (Row, String)| {
        let (id, item) = creator(row);
        (id, Item { kind: ItemKind::Work, title, path: format!("{}#works", item.path), ..item })
    };
    Ok(rows.into_iter().map(work).collect())
}

/// Packages that these creators sell since the first moment and until the second, without their titles.
pub(super) fn list_packages(
    conn: &mut Conn,
    of: &[CreatorId],
    (since, until): (Instant, Instant),
) -> Result<Vec<(CreatorId, PackageId, Item)>, DbError> {
    let sold = packages::table
        .inner_join(creators::table)
        .filter(packages::creator_id.eq_any(of).and(packages::removed_at.is_null()).and(packages::is_on.eq(true)))
        .filter(packages::created_at.gt(since).and(packages::created_at.le(until)));
    let rows: Vec<(Row, PackageId)> = sold
        .order((packages::created_at.desc(), packages::id))
        .select(((creators::id, creators::handle, creators::name, packages::created_at), packages::id))
        .at_most(MOST)
        .load(conn)?;
    let package = |(row, package): (Row, PackageId)| {
        let (id, item) = creator(row);
        (id, package, Item { kind: ItemKind::Package, path: format!("{}#packages", item.path), ..item })
    };
    Ok(rows.into_iter().map(package).collect())
}

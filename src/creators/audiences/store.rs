//! The rows of snapshots: written once.

use super::model::{Shares, Snapshot};
use crate::creators::model::{Channel, Source};
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ChannelId, FileId, SnapshotId, UserId};
use crate::schema::{audience_snapshots as rows, channels};
use diesel::prelude::*;
use std::collections::HashMap;

/// Nobody reads more of them at once.
const MOST: i64 = 5_000;

#[derive(Queryable, Selectable)]
#[diesel(table_name = rows)]
struct Row {
    id: SnapshotId,
    channel_id: ChannelId,
    source: Source,
    day: String,
    followers: i64,
    views: Option<i64>,
    shares: String,
    file_id: Option<FileId>,
    at: Instant,
}

fn read(row: Row) -> Result<Snapshot, DbError> {
    let shares: Shares = serde_json::from_str(&row.shares).map_err(|error| DbError::Other(format!("shares of {}: {error}", row.id)))?;
    Ok(Snapshot {
        id: row.id,
        channel: row.channel_id,
        source: row.source,
        day: row.day,
        followers: row.followers,
        views: row.views,
        shares,
        file: row.file_id,
        at: row.at,
    })
}

/// What is said of a channel as it is called now.
pub(super) fn insert(tx: &mut Tx<'_>, channel: &Channel, by: UserId, new: &Snapshot) -> Result<(), DbError> {
    let shares = serde_json::to_string(&new.shares).map_err(|error| DbError::Other(error.to_string()))?;
    let row = (
        rows::id.eq(new.id),
        rows::channel_id.eq(channel.id),
        rows::handle.eq(&channel.handle),
        rows::url.eq(&channel.url),
        rows::source.eq(new.source),
        rows::day.eq(&new.day),
        rows::followers.eq(new.followers),
        rows::views.eq(new.views),
        rows::shares.eq(shares),
        rows::file_id.eq(new.file),
        rows::stated_by.eq(by),
        rows::at.eq(new.at),
    );
    diesel::insert_into(rows::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// What was said of these channels under the name and address that they have now, newest day first.
pub(in crate::creators) fn list_of(conn: &mut Conn, ids: &[ChannelId]) -> Result<HashMap<ChannelId, Vec<Snapshot>>, DbError> {
    let own = rows::table
        .inner_join(channels::table)
        .filter(rows::channel_id.eq_any(ids).and(rows::handle.eq(channels::handle)).and(rows::url.eq(channels::url)))
        .order((rows::day.desc(), rows::at.desc(), rows::id.desc()));
    let found: Vec<Row> = own.select(Row::as_select()).at_most(MOST).load(conn)?;
    let mut all: HashMap<ChannelId, Vec<Snapshot>> = HashMap::new();
    for row in found {
        let one = read(row)?;
        all.entry(one.channel).or_default().push(one);
    }
    Ok(all)
}

/// One by its id.
pub(super) fn find(conn: &mut Conn, id: SnapshotId) -> Result<Option<Snapshot>, DbError> {
    let row: Option<Row> = rows::table.find(id).select(Row::as_select()).get_result(conn).optional()?;
    row.map(read).transpose()
}

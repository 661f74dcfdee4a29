//! The rows of checks.

use super::model::{Check, CheckState, Reason, Said};
use super::rules::{Alike, HOLDS_DAYS, Next};
use crate::creators::model::{Channel, Way};
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ChannelId, CheckId, CreatorId, FileId, UserId};
use crate::schema::{channel_checks as rows, channels, creators};
use diesel::prelude::*;

/// Nobody reads more of them at once.
const MOST: i64 = 100;

#[derive(Queryable, Selectable)]
#[diesel(table_name = rows)]
struct Row {
    id: CheckId,
    channel_id: ChannelId,
    way: Way,
    url: String,
    state: CheckState,
    version: i64,
    asked_by: UserId,
    asked_at: Instant,
    tries: i64,
    next_at: Option<Instant>,
    file_id: Option<FileId>,
    reason: Option<Reason>,
    words: String,
    decided_by: Option<UserId>,
    decided_at: Option<Instant>,
    expires_at: Option<Instant>,
}

impl From<Row> for Check {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            channel: row.channel_id,
            way: row.way,
            url: row.url,
            state: row.state,
            version: row.version,
            asked_by: row.asked_by,
            asked_at: row.asked_at,
            tries: row.tries,
            next_at: row.next_at,
            file: row.file_id,
            reason: row.reason,
            words: row.words,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
            expires_at: row.expires_at,
        }
    }
}

fn read_all(found: Vec<Row>) -> Vec<Check> {
    found.into_iter().map(Check::from).collect()
}

/// `false` if one waits already.
pub(super) fn insert(tx: &mut Tx<'_>, new: &Check) -> Result<bool, DbError> {
    let row = (
        rows::id.eq(new.id),
        rows::channel_id.eq(new.channel),
        rows::way.eq(new.way),
        rows::url.eq(&new.url),
        rows::state.eq(new.state),
        rows::asked_by.eq(new.asked_by),
        rows::asked_at.eq(new.asked_at),
        rows::next_at.eq(new.next_at),
        rows::file_id.eq(new.file),
    );
    match diesel::insert_into(rows::table).values(row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(true),
        Err(DbError::Unique(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

pub(super) fn find(conn: &mut Conn, id: CheckId) -> Result<Option<Check>, DbError> {
    Ok(rows::table.find(id).select(Row::as_select()).get_result(conn).optional()?.map(Check::from))
}

/// Those of a channel, newest first.
pub(super) fn list_of(conn: &mut Conn, channel: ChannelId) -> Result<Vec<Check>, DbError> {
    let own = rows::table.filter(rows::channel_id.eq(channel)).order((rows::asked_at.desc(), rows::id.desc()));
    Ok(read_all(own.select(Row::as_select()).at_most(MOST).load(conn)?))
}

/// How many of a channel ever held.
pub(super) fn count_held(conn: &mut Conn, channel: ChannelId) -> Result<usize, DbError> {
    let held = rows::table.filter(rows::channel_id.eq(channel)).filter(rows::expires_at.is_not_null());
    let count: i64 = held.count().get_result(conn)?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Those whose page is to be looked at now.
pub(super) fn list_due(conn: &mut Conn, now: Instant, most: i64) -> Result<Vec<Check>, DbError> {
    let due = rows::table.filter(rows::state.eq(CheckState::Waiting)).filter(rows::next_at.le(now));
    Ok(read_all(due.order(rows::next_at).select(Row::as_select()).at_most(most).load(conn)?))
}

/// `false` if somebody else looks already. Whoever claimed it and died left it to be looked at again after `lease`.
pub(super) fn claim(tx: &mut Tx<'_>, seen: &Check, lease: Instant) -> Result<bool, DbError> {
    let row = rows::table.find(seen.id).filter(rows::state.eq(CheckState::Waiting)).filter(rows::tries.eq(seen.tries));
    Ok(diesel::update(row).set((rows::tries.eq(seen.tries + 1), rows::next_at.eq(Some(lease)))).execute(&mut **tx)? == 1)
}

/// The page is looked at again later; this is what was found until now.
pub(super) fn put_off(tx: &mut Tx<'_>, id: CheckId, reason: Reason, next: Instant) -> Result<(), DbError> {
    let row = rows::table.find(id).filter(rows::state.eq(CheckState::Waiting));
    diesel::update(row).set((rows::reason.eq(Some(reason)), rows::next_at.eq(Some(next)))).execute(&mut **tx)?;
    Ok(())
}

/// Its next state, and why, if it still is what was seen.
pub(super) fn advance(tx: &mut Tx<'_>, seen: &Check, next: Next, said: &Said) -> Result<(), Failure> {
    let row = rows::table.find(seen.id).filter(rows::version.eq(seen.version)).filter(rows::state.eq(seen.state));
    let end = (next.state() == CheckState::Passed).then(|| said.at.plus_hours(24 * HOLDS_DAYS));
    let set = (
        rows::state.eq(next.state()),
        rows::version.eq(rows::version + 1i64),
        rows::decided_by.eq(said.by),
        rows::decided_at.eq(Some(said.at)),
        rows::reason.eq(said.reason),
        rows::words.eq(&said.words),
        rows::expires_at.eq(end.or(seen.expires_at)),
    );
    if diesel::update(row).set(set).execute(&mut **tx)? == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

/// Screenshots that wait for moderators, the longest waiting first, each with its channel's name and whose it is.
pub(super) fn list_waiting(conn: &mut Conn) -> Result<Vec<(Check, String, String)>, DbError> {
    let open = rows::table
        .inner_join(channels::table.inner_join(creators::table))
        .filter(rows::state.eq(CheckState::Waiting).and(rows::way.eq(Way::Screenshot)))
        .order((rows::asked_at, rows::id));
    let found: Vec<(Row, String, String)> = open.select((Row::as_select(), channels::handle, creators::name)).at_most(MOST).load(conn)?;
    Ok(found.into_iter().map(|(row, handle, name)| (Check::from(row), handle, name)).collect())
}

/// Since when each of them waits, the longest first.
pub fn waiting_since(conn: &mut Conn, most: i64) -> Result<Vec<Instant>, DbError> {
    let open = rows::table.filter(rows::state.eq(CheckState::Waiting).and(rows::way.eq(Way::Screenshot)));
    Ok(open.order(rows::asked_at).select(rows::asked_at).at_most(most).load(conn)?)
}

/// What passed lately, newest first: a moderator may take it back.
pub(super) fn list_passed(conn: &mut Conn) -> Result<Vec<(Check, String, String)>, DbError> {
    let held = rows::table
        .inner_join(channels::table.inner_join(creators::table))
        .filter(rows::state.eq(CheckState::Passed))
        .order((rows::decided_at.desc(), rows::id.desc()));
    let found: Vec<(Row, String, String)> = held.select((Row::as_select(), channels::handle, creators::name)).at_most(50).load(conn)?;
    Ok(found.into_iter().map(|(row, handle, name)| (Check::from(row), handle, name)).collect())
}

/// Those whose days are over.
pub(super) fn list_over(conn: &mut Conn, now: Instant, most: i64) -> Result<Vec<Check>, DbError> {
    let over = rows::table.filter(rows::state.eq(CheckState::Passed)).filter(rows::expires_at.le(now));
    Ok(read_all(over.order(rows::expires_at).select(Row::as_select()).at_most(most).load(conn)?))
}

/// Those that end before then and whose creator does not know it yet.
pub(super) fn list_ending(conn: &mut Conn, before: Instant, most: i64) -> Result<Vec<Check>, DbError> {
    let soon = rows::table.filter(rows::state.eq(CheckState::Passed)).filter(rows::expires_at.le(before));
    Ok(read_all(soon.filter(rows::reminded_at.is_null()).order(rows::expires_at).select(Row::as_select()).at_most(most).load(conn)?))
}

/// `false` if its creator was told by somebody else meanwhile.
pub(super) fn set_reminded(tx: &mut Tx<'_>, id: CheckId, at: Instant) -> Result<bool, DbError> {
    let untold = rows::table.find(id).filter(rows::reminded_at.is_null());
    Ok(diesel::update(untold).set(rows::reminded_at.eq(Some(at))).execute(&mut **tx)? == 1)
}

/// The face of a creator: name and handle.
pub(super) fn face(conn: &mut Conn, creator: CreatorId) -> Result<Option<(String, String)>, DbError> {
    Ok(creators::table.find(creator).select((creators::name, creators::handle)).get_result(conn).optional()?)
}

/// Channels of others at the same address.
pub(super) fn list_alike(conn: &mut Conn, channel: &Channel) -> Result<Vec<Alike>, DbError> {
    let same = channels::table
        .inner_join(creators::table)
        .filter(channels::url.eq(&channel.url).and(channels::id.ne(channel.id)).and(channels::removed_at.is_null()));
    let found: Vec<(ChannelId, String, String, Option<Instant>)> =
        same.select((channels::id, creators::name, creators::handle, channels::verified_at)).at_most(MOST).load(conn)?;
    Ok(found.into_iter().map(|(channel, name, handle, verified_at)| Alike { channel, name, handle, verified_at }).collect())
}

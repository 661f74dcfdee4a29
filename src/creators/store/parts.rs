//! The channels and works of a profile. What was removed stays in the tables, because a bid may name it, and says since when it is gone.

use super::{MOST, grouped};
use crate::creators::model::{Channel, FilmState, Source, Verified, Way, Work};
use crate::creators::rules::NewChannel;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::platform::sniff::MediaType;
use crate::platform::storage::StorageKey;
use crate::primitives::{
    Instant, Platform,
    id::{ChannelId, CreatorId, FileId, PortfolioItemId},
};
use crate::schema::{channels, files, portfolio_items};
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable)]
#[diesel(table_name = channels)]
struct ChannelRow {
    id: ChannelId,
    creator_id: CreatorId,
    platform: Platform,
    handle: String,
    url: String,
    followers: i64,
    stated_at: Instant,
    verified_at: Option<Instant>,
    verified_until: Option<Instant>,
    verified_by: Option<Way>,
    source: Source,
}

fn channel(row: ChannelRow) -> Channel {
    let verified = row.verified_at.zip(row.verified_until).zip(row.verified_by);
    Channel {
        id: row.id,
        platform: row.platform,
        handle: row.handle,
        url: row.url,
        followers: row.followers,
        stated_at: row.stated_at,
        source: row.source,
        verified: verified.map(|((at, until), by)| Verified { at, until, by }),
    }
}

/// A channel by its id, removed or not: a bid may still name it.
pub fn find_channel(conn: &mut Conn, id: ChannelId) -> Result<Option<Channel>, DbError> {
    let row: Option<ChannelRow> = channels::table.find(id).select(ChannelRow::as_select()).get_result(conn).optional()?;
    Ok(row.map(channel))
}

/// A channel that is on its creator's profile now, and whose it is.
pub(crate) fn find_shown(conn: &mut Conn, id: ChannelId) -> Result<Option<(CreatorId, Channel)>, DbError> {
    let there = channels::table.filter(channels::id.eq(id).and(channels::removed_at.is_null()));
    let row: Option<ChannelRow> = there.select(ChannelRow::as_select()).get_result(conn).optional()?;
    Ok(row.map(|row| (row.creator_id, channel(row))))
}

/// The channels of a creator, largest first.
pub fn list_channels(conn: &mut Conn, creator: CreatorId) -> Result<Vec<Channel>, DbError> {
    Ok(list_channels_of(conn, &[creator])?.remove(&creator).unwrap_or_default())
}

/// The channels of many creators, each one's largest first.
pub fn list_channels_of(conn: &mut Conn, creators: &[CreatorId]) -> Result<HashMap<CreatorId, Vec<Channel>>, DbError> {
    let rows: Vec<ChannelRow> = channels::table
        .filter(channels::creator_id.eq_any(creators).and(channels::removed_at.is_null()))
        .order((channels::creator_id, channels::followers.desc(), channels::id))
        .select(ChannelRow::as_select())
        .at_most(MOST)
        .load(conn)?;
    Ok(grouped(rows.into_iter().map(|row| (row.creator_id, channel(row))).collect()))
}

/// One more channel.
pub(crate) fn add_channel(tx: &mut Tx<'_>, creator: CreatorId, new: &NewChannel, at: Instant) -> Result<ChannelId, DbError> {
    let id = ChannelId::random();
    diesel::insert_into(channels::table)
        .values((
            channels::id.eq(id),
            channels::creator_id.eq(creator),
            channels::platform.eq(new.platform),
            channels::handle.eq(&new.handle),
            channels::url.eq(&new.url),
            channels::followers.eq(new.followers),
            channels::stated_at.eq(at),
        ))
        .execute(&mut **tx)?;
    Ok(id)
}

/// Another name or address.
pub(crate) fn change_channel(tx: &mut Tx<'_>, id: ChannelId, new: &NewChannel) -> Result<(), DbError> {
    let values = (channels::handle.eq(&new.handle), channels::url.eq(&new.url));
    diesel::update(channels::table.find(id)).set(values).execute(&mut **tx)?;
    Ok(())
}

/// How many follow it, how that is known, and of when it is.
pub(crate) fn set_followers(tx: &mut Tx<'_>, id: ChannelId, followers: i64, (source, at): (Source, Instant)) -> Result<(), DbError> {
    let values = (channels::followers.eq(followers), channels::source.eq(source), channels::stated_at.eq(at));
    diesel::update(channels::table.find(id)).set(values).execute(&mut **tx)?;
    Ok(())
}

/// The platform looked whose it is, or does not know it any more.
pub(crate) fn set_channel_verified(tx: &mut Tx<'_>, id: ChannelId, verified: Option<Verified>) -> Result<(), DbError> {
    let values = (
        channels::verified_at.eq(verified.map(|one| one.at)),
        channels::verified_until.eq(verified.map(|one| one.until)),
        channels::verified_by.eq(verified.map(|one| one.by)),
    );
    diesel::update(channels::table.find(id)).set(values).execute(&mut **tx)?;
    Ok(())
}

/// The channel leaves the profile.
pub(crate) fn remove_channel(tx: &mut Tx<'_>, creator: CreatorId, id: ChannelId, at: Instant) -> Result<bool, DbError> {
    let there = channels::table.filter(channels::id.eq(id).and(channels::creator_id.eq(creator)).and(channels::removed_at.is_null()));
    Ok(diesel::update(there).set(channels::removed_at.eq(Some(at))).execute(&mut **tx)? == 1)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = portfolio_items)]
struct WorkRow {
    id: PortfolioItemId,
    creator_id: CreatorId,
    title: String,
    removed_at: Option<Instant>,
    film: Option<FilmState>,
    hidden_at: Option<Instant>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = files)]
struct BytesRow {
    id: FileId,
    media_type: MediaType,
    storage_key: StorageKey,
    preview_key: Option<StorageKey>,
}

fn work((row, bytes): (WorkRow, BytesRow)) -> Work {
    Work {
        id: row.id,
        title: row.title,
        file: bytes.id,
        media: bytes.media_type,
        key: bytes.storage_key,
        preview: bytes.preview_key,
        film: row.film,
        creator: row.creator_id,
        removed_at: row.removed_at,
        hidden_at: row.hidden_at,
    }
}

/// The works of a creator, newest first, hidden ones too.
pub fn list_works(conn: &mut Conn, creator: CreatorId) -> Result<Vec<Work>, DbError> {
    Ok(list_works_of(conn, &[creator])?.remove(&creator).unwrap_or_default())
}

/// The works of many creators, each one's newest first, hidden ones too.
pub(crate) fn list_works_of(conn: &mut Conn, creators: &[CreatorId]) -> Result<HashMap<CreatorId, Vec<Work>>, DbError> {
    let rows: Vec<(WorkRow, BytesRow)> = portfolio_items::table
        .inner_join(files::table)
        .filter(portfolio_items::creator_id.eq_any(creators).and(portfolio_items::removed_at.is_null()))
        .order((portfolio_items::creator_id, portfolio_items::created_at.desc(), portfolio_items::id.desc()))
        .select((WorkRow::as_select(), BytesRow::as_select()))
        .at_most(MOST)
        .load(conn)?;
    Ok(grouped(rows.into_iter().map(|row| (row.0.creator_id, work(row))).collect()))
}

/// A work by its id, removed or not: a bid may still show it.
pub fn find_work(conn: &mut Conn, id: PortfolioItemId) -> Result<Option<Work>, DbError> {
    let row: Option<(WorkRow, BytesRow)> = portfolio_items::table
        .inner_join(files::table)
        .filter(portfolio_items::id.eq(id))
        .select((WorkRow::as_select(), BytesRow::as_select()))
        .first(conn)
        .optional()?;
    Ok(row.map(work))
}

/// The film that waits longest to be looked at.
pub(crate) fn next_waiting_film(conn: &mut Conn) -> Result<Option<Work>, DbError> {
    let row: Option<(WorkRow, BytesRow)> = portfolio_items::table
        .inner_join(files::table)
        .filter(portfolio_items::film.eq(FilmState::Waiting))
        .order((portfolio_items::created_at, portfolio_items::id))
        .select((WorkRow::as_select(), BytesRow::as_select()))
        .first(conn)
        .optional()?;
    Ok(row.map(work))
}

/// A film that waited stands so now. `false` if it did not wait any more.
pub(crate) fn settle_film(tx: &mut Tx<'_>, id: PortfolioItemId, film: FilmState) -> Result<bool, DbError> {
    let waiting = portfolio_items::table.filter(portfolio_items::id.eq(id).and(portfolio_items::film.eq(FilmState::Waiting)));
    Ok(diesel::update(waiting).set(portfolio_items::film.eq(Some(film))).execute(&mut **tx)? == 1)
}

/// One more work.
pub(crate) fn add_work(
    tx: &mut Tx<'_>,
    creator: CreatorId,
    (file, title, film): (FileId, &str, Option<FilmState>),
    at: Instant,
) -> Result<PortfolioItemId, DbError> {
    let id = PortfolioItemId::random();
    diesel::insert_into(portfolio_items::table)
        .values((
            portfolio_items::id.eq(id),
            portfolio_items::creator_id.eq(creator),
            portfolio_items::title.eq(title),
            portfolio_items::file_id.eq(file),
            portfolio_items::film.eq(film),
            portfolio_items::created_at.eq(at),
        ))
        .execute(&mut **tx)?;
    Ok(id)
}

/// A work of the portfolio is hidden since then, or shown. `false` if it is none of this creator's.
pub(crate) fn set_work_hidden(tx: &mut Tx<'_>, creator: CreatorId, id: PortfolioItemId, since: Option<Instant>) -> Result<bool, DbError> {
    let there = portfolio_items::table
        .filter(portfolio_items::id.eq(id).and(portfolio_items::creator_id.eq(creator)).and(portfolio_items::removed_at.is_null()));
    Ok(diesel::update(there).set(portfolio_items::hidden_at.eq(since)).execute(&mut **tx)? == 1)
}

/// The work leaves the portfolio.
pub(crate) fn remove_work(tx: &mut Tx<'_>, creator: CreatorId, id: PortfolioItemId, at: Instant) -> Result<bool, DbError> {
    let there = portfolio_items::table
        .filter(portfolio_items::id.eq(id).and(portfolio_items::creator_id.eq(creator)).and(portfolio_items::removed_at.is_null()));
    Ok(diesel::update(there).set(portfolio_items::removed_at.eq(Some(at))).execute(&mut **tx)? == 1)
}

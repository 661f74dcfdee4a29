//! The rows of profiles.

mod entries;
mod parts;

pub use entries::list_entries;
pub(super) use parts::{add_channel, add_work, remove_channel, remove_work};
pub use parts::{find_channel, find_work, list_channels, list_works};

use super::model::Profile;
use super::rules::ProfileWords;
use crate::each;
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::{
    Instant, Language,
    id::{CreatorId, UserId},
};
use crate::schema::{contracts, creator_languages, creator_tags, creators};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = creators)]
struct Row {
    id: CreatorId,
    user_id: UserId,
    handle: String,
    name: String,
    bio: String,
    version: i64,
    created_at: Instant,
}

fn with_lists(conn: &mut Conn, row: Row) -> Result<Profile, DbError> {
    let tags = creator_tags::table.filter(creator_tags::creator_id.eq(row.id)).order(creator_tags::tag);
    let languages = creator_languages::table.filter(creator_languages::creator_id.eq(row.id)).order(creator_languages::language);
    Ok(Profile {
        tags: tags.select(creator_tags::tag).limit(100).load(conn)?,
        languages: languages.select(creator_languages::language).limit(100).load(conn)?,
        id: row.id,
        user: row.user_id,
        handle: row.handle,
        name: row.name,
        bio: row.bio,
        version: row.version,
        created_at: row.created_at,
    })
}

/// A profile with its lists.
pub fn find(conn: &mut Conn, id: CreatorId) -> Result<Option<Profile>, DbError> {
    let row = creators::table.find(id).select(Row::as_select()).first(conn).optional()?;
    row.map(|row| with_lists(conn, row)).transpose()
}

/// The profile with this handle, in any case.
pub fn find_by_handle(conn: &mut Conn, handle: &str) -> Result<Option<Profile>, DbError> {
    let folded = crate::primitives::text::fold(handle);
    let row = creators::table.filter(creators::handle.eq(folded)).select(Row::as_select()).first(conn).optional()?;
    row.map(|row| with_lists(conn, row)).transpose()
}

#[derive(Insertable)]
#[diesel(table_name = creator_tags, treat_none_as_default_value = false)]
struct TagRow<'a> {
    creator_id: CreatorId,
    tag: &'a str,
}

#[derive(Insertable)]
#[diesel(table_name = creator_languages, treat_none_as_default_value = false)]
struct LanguageRow<'a> {
    creator_id: CreatorId,
    language: &'a Language,
}

/// How many contracts of a creator were completed. Contracts stand above creators, so their states are words here.
pub(super) fn count_deals(conn: &mut Conn, creator: CreatorId) -> Result<i64, DbError> {
    Ok(contracts::table.filter(contracts::creator_id.eq(creator)).filter(contracts::state.eq("completed")).count().get_result(conn)?)
}

/// Other words for a profile whose version was seen.
pub(super) fn rewrite(tx: &mut Tx<'_>, seen: &Profile, words: &ProfileWords) -> Result<(), Failure> {
    let guarded = creators::table.filter(creators::id.eq(seen.id).and(creators::version.eq(seen.version)));
    let changed = diesel::update(guarded)
        .set((creators::name.eq(&words.name), creators::bio.eq(&words.bio), creators::version.eq(seen.version.saturating_add(1))))
        .execute(&mut **tx)?;
    if changed != 1 {
        return Err(VERSION_STALE.into());
    }
    let creator_id = seen.id;
    diesel::delete(creator_tags::table.filter(creator_tags::creator_id.eq(creator_id))).execute(&mut **tx)?;
    diesel::delete(creator_languages::table.filter(creator_languages::creator_id.eq(creator_id))).execute(&mut **tx)?;
    let tags: Vec<TagRow<'_>> = words.tags.iter().map(|tag| TagRow { creator_id, tag }).collect();
    let languages: Vec<LanguageRow<'_>> = words.languages.iter().map(|language| LanguageRow { creator_id, language }).collect();
    each!(&mut **tx, c => diesel::insert_into(creator_tags::table).values(&tags).execute(c))?;
    each!(&mut **tx, c => diesel::insert_into(creator_languages::table).values(&languages).execute(c))?;
    Ok(())
}

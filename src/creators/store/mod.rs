//! The rows of profiles.

mod entries;
mod parts;

pub(super) use entries::{count, list_entries, list_entries_of, list_tags};
pub(super) use parts::{
    add_channel, add_work, change_channel, find_shown, list_works_of, next_waiting_film, remove_channel, remove_work, set_channel_verified,
    set_followers, set_work_hidden, settle_film,
};
pub use parts::{find_channel, find_work, list_channels, list_channels_of, list_works};

use super::model::Profile;
use super::rules::ProfileWords;
use crate::each;
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::{
    Instant, Language,
    id::{CreatorId, UserId},
};
use crate::schema::{contracts, creator_languages, creator_tags, creators};
use diesel::prelude::*;
use std::collections::HashMap;

/// Of many creators at once no list is longer than this.
const MOST: i64 = 10_000;

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
    verified_at: Option<Instant>,
}

/// What belongs to each of many, by whose it is, in the order in which it came.
fn grouped<T>(pairs: Vec<(CreatorId, T)>) -> HashMap<CreatorId, Vec<T>> {
    let mut groups: HashMap<CreatorId, Vec<T>> = HashMap::new();
    for (id, value) in pairs {
        groups.entry(id).or_default().push(value);
    }
    groups
}

fn with_lists(conn: &mut Conn, rows: Vec<Row>) -> Result<Vec<Profile>, DbError> {
    let ids: Vec<CreatorId> = rows.iter().map(|row| row.id).collect();
    let tags = creator_tags::table.filter(creator_tags::creator_id.eq_any(&ids)).order((creator_tags::creator_id, creator_tags::tag));
    let languages = creator_languages::table
        .filter(creator_languages::creator_id.eq_any(&ids))
        .order((creator_languages::creator_id, creator_languages::language));
    let mut tags: HashMap<CreatorId, Vec<String>> = grouped(tags.at_most(MOST).load(conn)?);
    let mut languages: HashMap<CreatorId, Vec<Language>> = grouped(languages.at_most(MOST).load(conn)?);
    let profile = |row: Row| Profile {
        tags: tags.remove(&row.id).unwrap_or_default(),
        languages: languages.remove(&row.id).unwrap_or_default(),
        id: row.id,
        user: row.user_id,
        handle: row.handle,
        name: row.name,
        bio: row.bio,
        version: row.version,
        created_at: row.created_at,
        is_verified: row.verified_at.is_some(),
    };
    Ok(rows.into_iter().map(profile).collect())
}

/// A profile with its lists.
pub fn find(conn: &mut Conn, id: CreatorId) -> Result<Option<Profile>, DbError> {
    Ok(list(conn, &[id])?.pop())
}

/// Profiles with their lists, in no order.
pub(super) fn list(conn: &mut Conn, ids: &[CreatorId]) -> Result<Vec<Profile>, DbError> {
    let rows = creators::table.filter(creators::id.eq_any(ids)).select(Row::as_select()).at_most(MOST).load(conn)?;
    with_lists(conn, rows)
}

/// The profile with this handle, in any case.
pub fn find_by_handle(conn: &mut Conn, handle: &str) -> Result<Option<Profile>, DbError> {
    let folded = crate::primitives::text::fold(handle);
    let rows = creators::table.filter(creators::handle.eq(folded)).select(Row::as_select()).at_most(1).load(conn)?;
    Ok(with_lists(conn, rows)?.pop())
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

/// How many contracts of some creators were completed. Contracts stand above creators, so their states are words here.
pub fn count_deals(conn: &mut Conn, ids: &[CreatorId]) -> Result<HashMap<CreatorId, i64>, DbError> {
    let completed = contracts::table.filter(contracts::creator_id.eq_any(ids)).filter(contracts::state.eq("completed"));
    let counts: Vec<(CreatorId, i64)> =
        completed.group_by(contracts::creator_id).select((contracts::creator_id, diesel::dsl::count_star())).load(conn)?;
    Ok(counts.into_iter().collect())
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

/// The platform knows who is behind it since then, or does not any more.
pub(super) fn set_verified(tx: &mut Tx<'_>, id: CreatorId, at: Option<Instant>) -> Result<(), DbError> {
    diesel::update(creators::table.find(id)).set(creators::verified_at.eq(at)).execute(&mut **tx)?;
    Ok(())
}

/// Ids of all creators after this one, in their order.
pub(super) fn list_ids(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<String>, Failure> {
    let later = creators::table.filter(creators::id.gt(after.to_owned())).order(creators::id).select(creators::id).at_most(limit);
    Ok(later.load(conn).map_err(DbError::from)?)
}

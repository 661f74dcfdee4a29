//! Creators as the public list shows them.

use super::{Row, grouped};
use crate::creators::model::Entry;
use crate::platform::db::{AtMost, Conn, DbError};
use crate::primitives::{
    Language, Platform,
    id::{CreatorId, PortfolioItemId},
};
use crate::schema::{channels, contracts, creator_languages, creator_tags, creators, files, portfolio_items};
use diesel::prelude::*;
use std::collections::{HashMap, HashSet};

/// In a market with more than may be held, so many of the newest are at most: a query names each of them.
const NEWEST: usize = 20_000;
/// More different tags than these have no name in lists that come from the index.
const TAGS: i64 = 100_000;
/// Pictures on a card.
const PICTURES: usize = 3;

/// Every creator, newest first; where there are more than `most`, the newest of them. Those who are `hindered` take no new work now.
pub(crate) fn list_entries(conn: &mut Conn, most: usize, hindered: &HashSet<u128>) -> Result<Vec<Entry>, DbError> {
    let newest = creators::table.order((creators::created_at.desc(), creators::id.desc()));
    let mut rows: Vec<Row> =
        newest.select(Row::as_select()).at_most(i64::try_from(most.saturating_add(1)).unwrap_or(i64::MAX)).load(conn)?;
    let is_whole = rows.len() <= most;
    if !is_whole {
        rows.truncate(most.min(NEWEST));
    }
    let ids: Vec<CreatorId> = rows.iter().map(|row| row.id).collect();
    let mut lists = Lists::load(conn, (!is_whole).then_some(ids.as_slice()))?;
    let entry = |row: Row| Entry { is_hindered: hindered.contains(&row.id.number()), ..lists.entry(row) };
    Ok(rows.into_iter().map(entry).collect())
}

/// How many creators there are.
pub(crate) fn count(conn: &mut Conn) -> Result<usize, DbError> {
    Ok(usize::try_from(creators::table.count().get_result::<i64>(conn)?).unwrap_or_default())
}

/// What creators say of themselves in tags, each once, those that most say first.
pub(crate) fn list_tags(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    let all = creator_tags::table.group_by(creator_tags::tag).order((diesel::dsl::count_star().desc(), creator_tags::tag));
    Ok(all.select(creator_tags::tag).at_most(TAGS).load(conn)?)
}

/// These creators, in any order; who takes no new work is not looked up.
pub(crate) fn list_entries_of(conn: &mut Conn, ids: &[CreatorId]) -> Result<Vec<Entry>, DbError> {
    let rows: Vec<Row> = creators::table.filter(creators::id.eq_any(ids)).select(Row::as_select()).load(conn)?;
    let mut lists = Lists::load(conn, Some(ids))?;
    Ok(rows.into_iter().map(|row| lists.entry(row)).collect())
}

struct Lists {
    tags: HashMap<CreatorId, Vec<String>>,
    languages: HashMap<CreatorId, Vec<Language>>,
    platforms: HashMap<CreatorId, Vec<Platform>>,
    works: HashMap<CreatorId, Vec<PortfolioItemId>>,
    deals: HashMap<CreatorId, i64>,
}

impl Lists {
    /// Of all, or of these.
    fn load(conn: &mut Conn, ids: Option<&[CreatorId]>) -> Result<Self, DbError> {
        let mut tags = creator_tags::table.into_boxed();
        let mut languages = creator_languages::table.into_boxed();
        let mut platforms = channels::table.filter(channels::removed_at.is_null()).into_boxed();
        let there = portfolio_items::removed_at.is_null().and(portfolio_items::hidden_at.is_null());
        let shown = there.and(files::preview_key.is_not_null());
        let mut works = portfolio_items::table.inner_join(files::table).filter(shown).into_boxed();
        if let Some(ids) = ids {
            tags = tags.filter(creator_tags::creator_id.eq_any(ids));
            languages = languages.filter(creator_languages::creator_id.eq_any(ids));
            platforms = platforms.filter(channels::creator_id.eq_any(ids));
            works = works.filter(portfolio_items::creator_id.eq_any(ids));
        }
        let tags: Vec<(CreatorId, String)> = tags.order((creator_tags::creator_id, creator_tags::tag)).load(conn)?;
        let languages: Vec<(CreatorId, Language)> =
            languages.order((creator_languages::creator_id, creator_languages::language)).load(conn)?;
        let platforms: Vec<(CreatorId, Platform)> = platforms
            .order((channels::creator_id, channels::followers.desc()))
            .select((channels::creator_id, channels::platform))
            .load(conn)?;
        let works: Vec<(CreatorId, PortfolioItemId)> = works
            .order((portfolio_items::creator_id, portfolio_items::created_at.desc(), portfolio_items::id.desc()))
            .select((portfolio_items::creator_id, portfolio_items::id))
            .load(conn)?;
        let deals = match ids {
            Some(ids) => super::count_deals(conn, ids)?,
            None => count_all_deals(conn)?,
        };
        let (tags, languages, platforms, works) = (grouped(tags), grouped(languages), grouped(platforms), grouped(works));
        Ok(Self { tags, languages, platforms, works, deals })
    }

    fn entry(&mut self, row: Row) -> Entry {
        let mut platforms = self.platforms.remove(&row.id).unwrap_or_default();
        let mut seen = std::collections::BTreeSet::new();
        platforms.retain(|platform| seen.insert(*platform));
        let mut works = self.works.remove(&row.id).unwrap_or_default();
        works.truncate(PICTURES);
        Entry {
            is_verified: row.verified_at.is_some(),
            joined: row.created_at,
            is_hindered: false,
            id: row.id,
            handle: row.handle,
            name: row.name,
            bio: row.bio,
            tags: self.tags.remove(&row.id).unwrap_or_default(),
            languages: self.languages.remove(&row.id).unwrap_or_default(),
            platforms,
            works,
            deals: self.deals.get(&row.id).copied().unwrap_or_default(),
        }
    }
}

fn count_all_deals(conn: &mut Conn) -> Result<HashMap<CreatorId, i64>, DbError> {
    // Contracts stand above creators, so their states are words here.
    let deals: Vec<(CreatorId, i64)> = contracts::table
        .filter(contracts::state.eq("completed"))
        .group_by(contracts::creator_id)
        .select((contracts::creator_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(deals.into_iter().collect())
}

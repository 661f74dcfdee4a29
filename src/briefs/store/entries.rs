//! Briefs as lists show them.

use super::Row;
use crate::briefs::model::{Brief, BriefState, Budget, Entry, Visibility};
use crate::platform::{
    db::{AtMost as _, Conn, DbError},
    markdown,
};
use crate::primitives::{
    Category, ContentForm, Currency, Cursor, Instant, Language, Limit, Minor, Platform, Slice,
    id::{BriefId, FileId, OrgId},
};
use crate::schema::{brief_attachments, brief_details, brief_languages, brief_platforms, briefs, files, organisations};
use diesel::prelude::*;
use std::collections::{HashMap, HashSet};

/// In a market with more than may be held, so many of the newest are, and the search index has the rest.
const NEWEST: usize = 2_000;
/// Characters of the body that a row shows.
pub(crate) const EXCERPT: usize = 150;

#[derive(Queryable, Selectable)]
#[diesel(table_name = briefs)]
struct EntryRow {
    id: BriefId,
    org_id: OrgId,
    title: String,
    body: String,
    content_form: ContentForm,
    category: Category,
    currency: Currency,
    budget_min: Option<Minor>,
    budget_max: Option<Minor>,
    places: i32,
    places_taken: i32,
    bid_count: i32,
    bid_deadline: Option<Instant>,
    published_at: Option<Instant>,
    visibility: Visibility,
    state: BriefState,
}

/// Every public open brief, newest first, and `true`; where there are more than `most`, the newest of them, and `false`.
pub(crate) fn list_entries(conn: &mut Conn, most: usize) -> Result<(Vec<Entry>, bool), DbError> {
    let public = briefs::table.filter(briefs::state.eq(BriefState::Open).and(briefs::visibility.eq(Visibility::Public)));
    let ids = public.order((briefs::published_at.desc(), briefs::id.desc())).select(briefs::id);
    let mut ids: Vec<BriefId> = ids.at_most(i64::try_from(most.saturating_add(1)).unwrap_or(i64::MAX)).load(conn)?;
    let is_whole = ids.len() <= most;
    if !is_whole {
        ids.truncate(most.min(NEWEST));
    }
    let mut entries = read_entries(conn, (!is_whole).then_some(ids.as_slice()), EXCERPT, &[])?;
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.published, entry.id)));
    Ok((entries, is_whole))
}

/// The open briefs of one merchant, public or for one of these circles, newest first.
pub(crate) fn list_entries_of_org(conn: &mut Conn, org: OrgId, circles: &[OrgId]) -> Result<Vec<Entry>, DbError> {
    let mut theirs = briefs::table.filter(briefs::state.eq(BriefState::Open).and(briefs::org_id.eq(org))).into_boxed();
    theirs = if circles.contains(&org) {
        theirs.filter(briefs::visibility.eq_any([Visibility::Public, Visibility::Circle]))
    } else {
        theirs.filter(briefs::visibility.eq(Visibility::Public))
    };
    let newest = theirs.order((briefs::published_at.desc(), briefs::id.desc())).select(briefs::id);
    let ids: Vec<BriefId> = newest.at_most(i64::try_from(NEWEST).unwrap_or(i64::MAX)).load(conn)?;
    let mut entries = list_entries_of(conn, &ids, EXCERPT, circles)?;
    entries.sort_by_key(|entry| ids.iter().position(|id| *id == entry.id));
    Ok(entries)
}

/// Every open brief for one of these circles, newest first.
pub(crate) fn list_entries_for(conn: &mut Conn, circles: &[OrgId]) -> Result<Vec<Entry>, DbError> {
    let theirs = briefs::table.filter(briefs::state.eq(BriefState::Open).and(briefs::visibility.eq(Visibility::Circle)));
    let ids: Vec<BriefId> =
        theirs.filter(briefs::org_id.eq_any(circles)).order(briefs::id.desc()).select(briefs::id).at_most(500).load(conn)?;
    if ids.is_empty() { Ok(Vec::new()) } else { list_entries_of(conn, &ids, EXCERPT, circles) }
}

/// Open briefs of these merchants that were published since, whoever may see them, newest first.
pub(crate) fn list_opened(conn: &mut Conn, orgs: &[OrgId], since: Instant) -> Result<Vec<BriefId>, DbError> {
    let theirs =
        briefs::table.filter(briefs::state.eq(BriefState::Open).and(briefs::org_id.eq_any(orgs)).and(briefs::published_at.gt(since)));
    Ok(theirs.order((briefs::published_at.desc(), briefs::id.desc())).select(briefs::id).at_most(200).load(conn)?)
}

/// Those of these that are open, and public or for one of these circles, in any order, with so many characters of their bodies.
pub(crate) fn list_entries_of(conn: &mut Conn, ids: &[BriefId], chars: usize, circles: &[OrgId]) -> Result<Vec<Entry>, DbError> {
    read_entries(conn, Some(ids), chars, circles)
}

/// The same of all briefs, or of these. Those that are named are read by their names alone, and looked at here: SQLite would go through all that are open.
fn read_entries(conn: &mut Conn, ids: Option<&[BriefId]>, chars: usize, circles: &[OrgId]) -> Result<Vec<Entry>, DbError> {
    let with_names = briefs::table.inner_join(organisations::table);
    let mut wanted = with_names.select((EntryRow::as_select(), organisations::name, organisations::verified_at)).into_boxed();
    wanted = match ids {
        Some(ids) => wanted.filter(briefs::id.eq_any(ids)),
        None => wanted.filter(briefs::state.eq(BriefState::Open).and(briefs::visibility.eq(Visibility::Public))),
    };
    let is_seen = |row: &EntryRow| match row.visibility {
        Visibility::Public => true,
        Visibility::Circle => circles.contains(&row.org_id),
        Visibility::InviteOnly => false,
    };
    let rows: Vec<(EntryRow, String, Option<Instant>)> = wanted.load(conn)?;
    let mut lists = Lists::load(conn, ids)?;
    let seen = rows.into_iter().filter(|(row, ..)| row.state == BriefState::Open && is_seen(row));
    Ok(seen.filter_map(|(row, name, verified)| lists.entry(row, (name, verified.is_some()), chars)).collect())
}

/// What belongs to each open brief, by brief.
struct Lists {
    platforms: HashMap<BriefId, Vec<Platform>>,
    languages: HashMap<BriefId, Vec<Language>>,
    pictures: HashMap<BriefId, FileId>,
    /// Read only by who promised: a list shows nothing of them but their titles.
    secret: HashSet<BriefId>,
}

impl Lists {
    /// Of all, or of these.
    fn load(conn: &mut Conn, ids: Option<&[BriefId]>) -> Result<Self, DbError> {
        let open = || briefs::state.eq(BriefState::Open);
        let mut platforms = brief_platforms::table.inner_join(briefs::table).into_boxed();
        let mut languages = brief_languages::table.inner_join(briefs::table).into_boxed();
        let with_files = brief_attachments::table.inner_join(briefs::table).inner_join(files::table);
        let mut pictures = with_files.filter(files::preview_key.is_not_null()).into_boxed();
        if let Some(ids) = ids {
            platforms = platforms.filter(brief_platforms::brief_id.eq_any(ids));
            languages = languages.filter(brief_languages::brief_id.eq_any(ids));
            pictures = pictures.filter(brief_attachments::brief_id.eq_any(ids));
        } else {
            platforms = platforms.filter(open());
            languages = languages.filter(open());
            pictures = pictures.filter(open());
        }
        let platforms: Vec<(BriefId, Platform)> = platforms.select((brief_platforms::brief_id, brief_platforms::platform)).load(conn)?;
        let languages: Vec<(BriefId, Language)> = languages
            .order((brief_languages::brief_id, brief_languages::language))
            .select((brief_languages::brief_id, brief_languages::language))
            .load(conn)?;
        let pictures: Vec<(BriefId, FileId)> = pictures
            .order((brief_attachments::brief_id, brief_attachments::position.desc()))
            .select((brief_attachments::brief_id, brief_attachments::file_id))
            .load(conn)?;
        let mut by_platform = grouped(platforms);
        let mut secret = brief_details::table.filter(brief_details::nda.ne("")).select(brief_details::brief_id).into_boxed();
        if let Some(ids) = ids {
            secret = secret.filter(brief_details::brief_id.eq_any(ids));
        }
        let secret: Vec<BriefId> = secret.load(conn)?;
        by_platform.values_mut().for_each(|platforms| platforms.sort());
        Ok(Self {
            platforms: by_platform,
            languages: grouped(languages),
            pictures: pictures.into_iter().collect(),
            secret: secret.into_iter().collect(),
        })
    }

    fn entry(&mut self, row: EntryRow, (org_name, org_verified): (String, bool), chars: usize) -> Option<Entry> {
        let is_secret = self.secret.contains(&row.id);
        Some(Entry {
            id: row.id,
            org: row.org_id,
            org_name,
            org_verified,
            title: row.title,
            text: if is_secret { String::new() } else { markdown::excerpt(&row.body, chars) },
            content_form: row.content_form,
            category: row.category,
            platforms: self.platforms.remove(&row.id).unwrap_or_default(),
            languages: self.languages.remove(&row.id).unwrap_or_default(),
            currency: row.currency,
            budget: Budget { min: row.budget_min?, max: row.budget_max? },
            places_left: row.places.saturating_sub(row.places_taken),
            bid_count: row.bid_count,
            deadline: row.bid_deadline?,
            published: row.published_at?,
            picture: self.pictures.remove(&row.id).filter(|_| !is_secret),
            is_for_circle: row.visibility == Visibility::Circle,
        })
    }
}

fn grouped<T>(pairs: Vec<(BriefId, T)>) -> HashMap<BriefId, Vec<T>> {
    let mut groups: HashMap<BriefId, Vec<T>> = HashMap::new();
    for (id, value) in pairs {
        groups.entry(id).or_default().push(value);
    }
    groups
}

/// The briefs of some organisations, newest first, without their lists: in one state or in any.
pub fn list_of_org(
    conn: &mut Conn,
    orgs: &[OrgId],
    state: Option<BriefState>,
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<Brief>, DbError> {
    let mut query = briefs::table.filter(briefs::org_id.eq_any(orgs)).select(Row::as_select()).into_boxed();
    if let Some(state) = state {
        query = query.filter(briefs::state.eq(state));
    }
    if let Some(Cursor { key, id }) = after {
        let at = Instant(*key);
        query = query.filter(briefs::created_at.lt(at).or(briefs::created_at.eq(at).and(briefs::id.lt(id.clone()))));
    }
    let rows: Vec<Row> = query.order((briefs::created_at.desc(), briefs::id.desc())).at_most(limit.rows_and_one()).load(conn)?;
    let briefs = rows.into_iter().map(Row::read).collect::<Result<Vec<Brief>, DbError>>()?;
    Ok(Slice::cut(briefs, limit, |brief| Cursor { key: brief.created_at.0, id: brief.id.to_string() }))
}

/// How many briefs of some organisations stand in each state.
pub(crate) fn count_by_state(conn: &mut Conn, orgs: &[OrgId]) -> Result<Vec<(BriefState, i64)>, DbError> {
    let query = briefs::table.filter(briefs::org_id.eq_any(orgs)).group_by(briefs::state);
    Ok(query.select((briefs::state, diesel::dsl::count_star())).load(conn)?)
}

//! Briefs as programs look for them: any state that the reader may see, filtered and sorted by the database.

use super::{Row, funds, parts};
use crate::briefs::model::{Brief, BriefKind, BriefState, Visibility};
use crate::briefs::rules::browse::Sort;
use crate::failure::Failure;
use crate::platform::db::{AtMost, Conn, DbError};
use crate::primitives::{
    Category, ContentForm, Currency, Cursor, Language, Limit, Platform, Slice,
    id::{BriefId, OrgId},
};
use crate::schema::{brief_languages, brief_platforms, briefs, organisations};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

/// What is looked for. Members of one list are alternatives, an empty list asks nothing; the lists must all agree.
#[derive(Debug, Clone, Default)]
pub(crate) struct Search {
    /// How places are given away.
    pub kinds: Vec<BriefKind>,
    /// Where it stands.
    pub states: Vec<BriefState>,
    /// What the content is.
    pub forms: Vec<ContentForm>,
    /// What it is about.
    pub categories: Vec<Category>,
    /// Where it is shown.
    pub platforms: Vec<Platform>,
    /// In which languages.
    pub languages: Vec<Language>,
    /// In which currencies it pays.
    pub currencies: Vec<Currency>,
    /// A place may cost at least this, in minor units.
    pub least: Option<i64>,
    /// A place may cost at most this, in minor units.
    pub most: Option<i64>,
    /// Whose.
    pub orgs: Vec<OrgId>,
    /// The reader's own organisations: of these everything is seen, of others what is public.
    pub own: Vec<OrgId>,
    /// To which the reader is invited as a creator.
    pub invited: Vec<BriefId>,
    /// In whose circles the reader is.
    pub circles: Vec<OrgId>,
}

impl Search {
    /// Whether the reader may see the brief: his own, and of what is or was published the public ones, those to which he is invited, and those for his
    /// circles.
    fn sees(&self, brief: &Brief) -> bool {
        let is_for_him = match brief.visibility {
            Visibility::Public => true,
            Visibility::Circle => self.circles.contains(&brief.org),
            Visibility::InviteOnly => false,
        };
        self.own.contains(&brief.org) || (brief.state.is_published() && (is_for_him || self.invited.contains(&brief.id)))
    }
}

/// What the order goes by, smallest first: descending orders are turned around.
const fn key(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest | Sort::Fit => "-COALESCE(briefs.published_at, briefs.created_at)",
        Sort::Deadline => "COALESCE(briefs.bid_deadline, 9223372036854775807)",
        Sort::PriceDesc => "-COALESCE(briefs.budget_max, 0)",
        Sort::PriceAsc => "COALESCE(briefs.budget_min, 9223372036854775807)",
    }
}

/// One slice of what is looked for, with its lists. Newer ids first among equals, in every order.
pub(crate) fn search(conn: &mut Conn, search: &Search, sort: Sort, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Brief>, DbError> {
    let published = BriefState::ALL_PUBLISHED;
    let seen = briefs::visibility.eq(Visibility::Public).and(briefs::state.eq_any(published));
    let invited = briefs::id.eq_any(&search.invited).and(briefs::state.eq_any(published));
    let circled =
        briefs::visibility.eq(Visibility::Circle).and(briefs::org_id.eq_any(&search.circles)).and(briefs::state.eq_any(published));
    let mut query = briefs::table.filter(seen.or(briefs::org_id.eq_any(&search.own)).or(invited).or(circled)).into_boxed();
    if !search.kinds.is_empty() {
        query = query.filter(briefs::kind.eq_any(&search.kinds));
    }
    if !search.states.is_empty() {
        query = query.filter(briefs::state.eq_any(&search.states));
    }
    if !search.forms.is_empty() {
        query = query.filter(briefs::content_form.eq_any(&search.forms));
    }
    if !search.categories.is_empty() {
        query = query.filter(briefs::category.eq_any(&search.categories));
    }
    if !search.platforms.is_empty() {
        let there = brief_platforms::table.filter(brief_platforms::platform.eq_any(&search.platforms)).select(brief_platforms::brief_id);
        query = query.filter(briefs::id.eq_any(there));
    }
    if !search.languages.is_empty() {
        let in_these = brief_languages::table.filter(brief_languages::language.eq_any(&search.languages)).select(brief_languages::brief_id);
        query = query.filter(briefs::id.eq_any(in_these));
    }
    if !search.currencies.is_empty() {
        query = query.filter(briefs::currency.eq_any(&search.currencies));
    }
    if let Some(least) = search.least {
        query = query.filter(briefs::budget_max.ge(least));
    }
    if let Some(most) = search.most {
        query = query.filter(briefs::budget_min.le(most));
    }
    if !search.orgs.is_empty() {
        query = query.filter(briefs::org_id.eq_any(&search.orgs));
    }
    if let Some(Cursor { key: at, id }) = after {
        let beyond = sql::<BigInt>(key(sort)).gt(*at).or(sql::<BigInt>(key(sort)).eq(*at).and(briefs::id.lt(id.clone())));
        query = query.filter(beyond);
    }
    let rows: Vec<(Row, i64)> = query
        .order((sql::<BigInt>(key(sort)), briefs::id.desc()))
        .select((Row::as_select(), sql::<BigInt>(key(sort))))
        .at_most(limit.rows_and_one())
        .load(conn)?;
    let slice = Slice::cut(rows, limit, |(row, key)| Cursor { key: *key, id: row.id.to_string() });
    let next = slice.next;
    let mut items = slice.items.into_iter().map(|(row, _)| row.read()).collect::<Result<Vec<Brief>, DbError>>()?;
    parts::fill(conn, &mut items)?;
    funds::fill(conn, &mut items)?;
    super::details::fill(conn, &mut items)?;
    Ok(Slice { items, next })
}

/// Those of these that the searcher sees and whose state he asked for, with their lists, in the order of the ids.
pub(crate) fn list_seen(conn: &mut Conn, search: &Search, ids: &[BriefId]) -> Result<Vec<Brief>, DbError> {
    // By their names alone: asked for the state too, SQLite would go through all that are open.
    let rows: Vec<Row> = briefs::table.filter(briefs::id.eq_any(ids)).select(Row::as_select()).load(conn)?;
    let mut items = rows.into_iter().map(Row::read).collect::<Result<Vec<Brief>, DbError>>()?;
    items.retain(|brief| search.sees(brief) && (search.states.is_empty() || search.states.contains(&brief.state)));
    items.sort_by_key(|brief| ids.iter().position(|id| *id == brief.id));
    parts::fill(conn, &mut items)?;
    funds::fill(conn, &mut items)?;
    super::details::fill(conn, &mut items)?;
    Ok(items)
}

/// Whether there are more briefs than so many, in any state.
pub(crate) fn has_more_than(conn: &mut Conn, most: usize) -> Result<bool, DbError> {
    let beyond = briefs::table.order(briefs::id).select(briefs::id).offset(i64::try_from(most).unwrap_or(i64::MAX));
    Ok(beyond.first::<BriefId>(conn).optional()?.is_some())
}

/// Ids of all briefs after this one, in their order.
pub(crate) fn list_ids(conn: &mut Conn, after: &str, limit: i64) -> Result<Vec<String>, Failure> {
    let later = briefs::table.filter(briefs::id.gt(after.to_owned())).order(briefs::id).select(briefs::id).at_most(limit);
    Ok(later.load(conn).map_err(DbError::from)?)
}

/// The briefs with these ids as anybody may or may not see them, each with the name of its merchant, without what is set aside.
pub(crate) fn list_with_names(conn: &mut Conn, ids: &[String]) -> Result<Vec<(Brief, String)>, Failure> {
    let of_these = briefs::table.inner_join(organisations::table).filter(briefs::id.eq_any(ids));
    let rows: Vec<(Row, String)> = of_these.select((Row::as_select(), organisations::name)).load(conn).map_err(DbError::from)?;
    let (rows, names): (Vec<Row>, Vec<String>) = rows.into_iter().unzip();
    let mut items = rows.into_iter().map(Row::read).collect::<Result<Vec<Brief>, DbError>>()?;
    parts::fill(conn, &mut items)?;
    super::details::fill(conn, &mut items)?;
    Ok(items.into_iter().zip(names).collect())
}

//! Briefs as programs look for them: any state that the reader may see, filtered and sorted by the database.

use super::{Row, funds, parts};
use crate::briefs::model::{Brief, BriefKind, BriefState, Visibility};
use crate::briefs::rules::browse::Sort;
use crate::platform::db::{Conn, DbError};
use crate::primitives::{
    Category, ContentForm, Currency, Cursor, Language, Limit, Platform, Slice,
    id::{BriefId, OrgId},
};
use crate::schema::{brief_languages, brief_platforms, briefs};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

/// What is looked for. Members of one list are alternatives, an empty list asks nothing; the lists must all agree.
#[derive(Debug, Clone, Default)]
pub(crate) struct Search {
    /// In the title or the body.
    pub words: String,
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
}

/// What the order goes by, smallest first: descending orders are turned around.
const fn key(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => "-COALESCE(briefs.published_at, briefs.created_at)",
        Sort::Deadline => "COALESCE(briefs.bid_deadline, 9223372036854775807)",
        Sort::PriceDesc => "-COALESCE(briefs.budget_max, 0)",
        Sort::PriceAsc => "COALESCE(briefs.budget_min, 9223372036854775807)",
    }
}

/// A text for LIKE in which nothing but itself matches.
fn containing(words: &str) -> String {
    let mut pattern = String::from("%");
    for c in words.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

diesel::define_sql_function! {
    /// Lower case; on SQLite of ASCII only.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// One slice of what is looked for, with its lists. Newer ids first among equals, in every order.
pub(crate) fn search(conn: &mut Conn, search: &Search, sort: Sort, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Brief>, DbError> {
    let published = BriefState::ALL_PUBLISHED;
    let seen = briefs::visibility.eq(Visibility::Public).and(briefs::state.eq_any(published));
    let invited = briefs::id.eq_any(&search.invited).and(briefs::state.eq_any(published));
    let mut query = briefs::table.filter(seen.or(briefs::org_id.eq_any(&search.own)).or(invited)).into_boxed();
    if !search.words.is_empty() {
        let words = containing(&search.words);
        query = query.filter(lower(briefs::title).like(words.clone()).escape('\\').or(lower(briefs::body).like(words).escape('\\')));
    }
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
        .limit(limit.rows_and_one())
        .select((Row::as_select(), sql::<BigInt>(key(sort))))
        .load(conn)?;
    let slice = Slice::cut(rows, limit, |(row, key)| Cursor { key: *key, id: row.id.to_string() });
    let next = slice.next;
    let mut items = slice.items.into_iter().map(|(row, _)| row.read()).collect::<Result<Vec<Brief>, DbError>>()?;
    parts::fill(conn, &mut items)?;
    funds::fill(conn, &mut items)?;
    Ok(Slice { items, next })
}

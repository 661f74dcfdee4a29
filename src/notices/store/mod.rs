//! The rows of the inbox, and whom an act concerns.

pub(super) mod wishes;

use super::{Notice, NoticeKind, Told};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::{CreatorId, NoticeId, OrgId, UserId};
use crate::primitives::{Cursor, Email, Instant, Lang, Limit, Slice, Zone};
use crate::schema::{admin_roles, creators, memberships, notices, users};
use crate::sessions::{AdminRole, Role};
use diesel::prelude::*;

crate::choice! {
    /// The two lists of the inbox.
    pub enum Tab {
        /// What the person has to do.
        Needs = "needs",
        /// What the person should know.
        News = "news",
    }
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = notices, treat_none_as_default_value = false)]
struct Row {
    id: NoticeId,
    user_id: UserId,
    kind: NoticeKind,
    params: String,
    url: String,
    subject: String,
    needs_action: bool,
    created_at: Instant,
    done_at: Option<Instant>,
}

impl From<Row> for Told {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            user: row.user_id,
            kind: row.kind,
            params: serde_json::from_str(&row.params).unwrap_or_default(),
            url: row.url,
            subject: row.subject,
            needs_action: row.needs_action,
            at: row.created_at,
            done_at: row.done_at,
        }
    }
}

/// How a person is reached.
#[derive(Queryable)]
pub(super) struct Reader {
    pub(super) email: Email,
    pub(super) lang: Lang,
    pub(super) zone: Zone,
}

pub(super) fn reader(conn: &mut Conn, user: UserId) -> Result<Reader, DbError> {
    Ok(users::table.find(user).select((users::email, users::locale, users::time_zone)).get_result(conn)?)
}

/// The login of a creator.
pub fn user_of_creator(conn: &mut Conn, creator: CreatorId) -> Result<UserId, DbError> {
    Ok(creators::table.find(creator).select(creators::user_id).get_result(conn)?)
}

/// Members and their roles, in the order of their ids.
pub(super) fn list_members(conn: &mut Conn, org: OrgId) -> Result<Vec<(UserId, Role)>, DbError> {
    let members = memberships::table.filter(memberships::org_id.eq(org)).order(memberships::user_id);
    Ok(members.select((memberships::user_id, memberships::role)).at_most(200).load(conn)?)
}

pub(super) fn insert(tx: &mut Tx<'_>, at: Instant, user: UserId, notice: &Notice, params: &str) -> Result<NoticeId, DbError> {
    let row = Row {
        id: NoticeId::random(),
        user_id: user,
        kind: notice.kind,
        params: params.to_owned(),
        url: notice.url.clone(),
        subject: notice.subject.clone(),
        needs_action: notice.needs_action,
        created_at: at,
        done_at: None,
    };
    diesel::insert_into(notices::table).values(&row).execute(&mut **tx)?;
    Ok(row.id)
}

/// How many things wait for the person: the number beside the bell.
pub fn count_open(conn: &mut Conn, user: UserId) -> Result<i64, DbError> {
    count_of(conn, user, Tab::Needs)
}

pub(super) fn count_of(conn: &mut Conn, user: UserId, tab: Tab) -> Result<i64, DbError> {
    let open = notices::table.filter(notices::user_id.eq(user)).filter(notices::done_at.is_null());
    Ok(open.filter(notices::needs_action.eq(tab == Tab::Needs)).count().get_result(conn)?)
}

/// The newest first; what is done stays in the list of news only.
pub(super) fn list(conn: &mut Conn, user: UserId, tab: Tab, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Told>, DbError> {
    let mut query = notices::table.filter(notices::user_id.eq(user)).into_boxed();
    query = match tab {
        Tab::Needs => query.filter(notices::needs_action.eq(true)).filter(notices::done_at.is_null()),
        Tab::News => query.filter(notices::needs_action.eq(false).or(notices::done_at.is_not_null())),
    };
    slice(conn, query, after, limit)
}

/// Everything that the person was told, the newest first.
pub(super) fn list_all(conn: &mut Conn, user: UserId, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Told>, DbError> {
    slice(conn, notices::table.filter(notices::user_id.eq(user)).into_boxed(), after, limit)
}

type Query<'q> = notices::BoxedQuery<'q, <Conn as diesel::Connection>::Backend>;

fn slice(conn: &mut Conn, mut query: Query<'_>, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Told>, DbError> {
    if let Some(after) = after {
        let (at, id) = (Instant(after.key), after.id.clone());
        query = query.filter(notices::created_at.lt(at).or(notices::created_at.eq(at).and(notices::id.lt(id))));
    }
    let rows: Vec<Row> = query
        .order((notices::created_at.desc(), notices::id.desc()))
        .select(notices::all_columns)
        .at_most(limit.rows_and_one())
        .load(conn)?;
    let told = rows.into_iter().map(Told::from).collect();
    Ok(Slice::cut(told, limit, |last: &Told| Cursor { key: last.at.0, id: last.id.to_string() }))
}

/// A notice of this person.
pub(super) fn find(conn: &mut Conn, user: UserId, id: NoticeId) -> Result<Option<Told>, DbError> {
    let mine = notices::table.find(id).filter(notices::user_id.eq(user)).select(notices::all_columns);
    Ok(mine.first::<Row>(conn).optional()?.map(Told::from))
}

/// `false` if there is no such notice of this person; done is done, twice or once.
pub(super) fn mark_done(tx: &mut Tx<'_>, at: Instant, user: UserId, id: NoticeId) -> Result<bool, DbError> {
    let mine = notices::table.find(id).filter(notices::user_id.eq(user));
    let found: i64 = mine.count().get_result(&mut **tx)?;
    diesel::update(notices::table.find(id).filter(notices::user_id.eq(user)).filter(notices::done_at.is_null()))
        .set(notices::done_at.eq(Some(at)))
        .execute(&mut **tx)?;
    Ok(found == 1)
}

pub(super) fn mark_news_done(tx: &mut Tx<'_>, at: Instant, user: UserId) -> Result<usize, DbError> {
    let news = notices::table.filter(notices::user_id.eq(user)).filter(notices::needs_action.eq(false));
    Ok(diesel::update(news.filter(notices::done_at.is_null())).set(notices::done_at.eq(Some(at))).execute(&mut **tx)?)
}

/// News told before then counts as read: the news of a past that is made up.
pub fn count_as_read(tx: &mut Tx<'_>, before: Instant) -> Result<(), DbError> {
    let news = notices::table.filter(notices::needs_action.eq(false)).filter(notices::created_at.lt(before));
    diesel::update(news.filter(notices::done_at.is_null())).set(notices::done_at.eq(Some(before))).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn settle(tx: &mut Tx<'_>, at: Instant, subject: &str) -> Result<usize, DbError> {
    let waiting = notices::table.filter(notices::subject.eq(subject)).filter(notices::needs_action.eq(true));
    Ok(diesel::update(waiting.filter(notices::done_at.is_null())).set(notices::done_at.eq(Some(at))).execute(&mut **tx)?)
}

/// Something about the subject waits for the person.
pub(super) fn has_open(conn: &mut Conn, user: UserId, subject: &str) -> Result<bool, DbError> {
    let open = notices::table.filter(notices::user_id.eq(user)).filter(notices::subject.eq(subject)).filter(notices::done_at.is_null());
    Ok(open.count().get_result::<i64>(conn)? > 0)
}

pub(super) fn settle_for(tx: &mut Tx<'_>, at: Instant, user: UserId, subject: &str) -> Result<usize, DbError> {
    let waiting = notices::table.filter(notices::user_id.eq(user)).filter(notices::subject.eq(subject));
    Ok(diesel::update(waiting.filter(notices::done_at.is_null())).set(notices::done_at.eq(Some(at))).execute(&mut **tx)?)
}

/// The admins of a role.
pub fn list_admins(conn: &mut Conn, role: AdminRole) -> Result<Vec<UserId>, DbError> {
    let rows = admin_roles::table.filter(admin_roles::role.eq(role));
    Ok(rows.order(admin_roles::user_id).select(admin_roles::user_id).at_most(100).load(conn)?)
}

/// How the admins who look after money are reached.
pub fn list_finance_readers(conn: &mut Conn) -> Result<Vec<(Email, Lang)>, DbError> {
    let mut readers = Vec::new();
    for user in list_admins(conn, AdminRole::FinanceAdmin)? {
        let Reader { email, lang, .. } = reader(conn, user)?;
        readers.push((email, lang));
    }
    Ok(readers)
}

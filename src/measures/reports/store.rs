//! The rows of reports.

use super::model::{Answered, Outcome, Report, ReportKind, ReportReason, Thing};
use crate::each;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ReportId, UserId};
use crate::schema::reports;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = reports, treat_none_as_default_value = false)]
struct Row {
    id: ReportId,
    kind: ReportKind,
    subject: String,
    user_id: UserId,
    excerpt: String,
    url: String,
    reporter_id: UserId,
    reason: ReportReason,
    words: String,
    at: Instant,
    outcome: Option<Outcome>,
    answer: String,
    answered_by: Option<UserId>,
    answered_at: Option<Instant>,
    rule: Option<ReportReason>,
}

impl From<Row> for Report {
    fn from(row: Row) -> Self {
        let answered = row.outcome.zip(row.answered_by).zip(row.answered_at).map(|((outcome, by), at)| Answered {
            outcome,
            rule: row.rule,
            words: row.answer,
            by,
            at,
        });
        Self {
            id: row.id,
            thing: Thing { kind: row.kind, subject: row.subject, user: row.user_id, excerpt: row.excerpt, url: row.url },
            by: row.reporter_id,
            reason: row.reason,
            words: row.words,
            at: row.at,
            answered,
        }
    }
}

/// `false` if the person has reported the thing and was not answered yet.
pub(super) fn insert(tx: &mut Tx<'_>, report: &Report) -> Result<bool, DbError> {
    let row = Row {
        id: report.id,
        kind: report.thing.kind,
        subject: report.thing.subject.clone(),
        user_id: report.thing.user,
        excerpt: report.thing.excerpt.clone(),
        url: report.thing.url.clone(),
        reporter_id: report.by,
        reason: report.reason,
        words: report.words.clone(),
        at: report.at,
        outcome: None,
        answer: String::new(),
        answered_by: None,
        answered_at: None,
        rule: None,
    };
    Ok(each!(&mut **tx, c => diesel::insert_into(reports::table).values(&row).on_conflict_do_nothing().execute(c))? == 1)
}

/// `false` if it was answered already.
pub(super) fn answer(tx: &mut Tx<'_>, id: ReportId, answered: &Answered) -> Result<bool, DbError> {
    let open = reports::table.find(id).filter(reports::answered_at.is_null());
    let set = (
        reports::outcome.eq(Some(answered.outcome)),
        reports::answer.eq(&answered.words),
        reports::answered_by.eq(Some(answered.by)),
        reports::answered_at.eq(Some(answered.at)),
        reports::rule.eq(answered.rule),
    );
    Ok(diesel::update(open).set(set).execute(&mut **tx)? == 1)
}

pub(super) fn find(conn: &mut Conn, id: ReportId) -> Result<Option<Report>, DbError> {
    Ok(reports::table.find(id).select(Row::as_select()).get_result(conn).optional()?.map(Report::from))
}

/// How many somebody made since then.
pub(super) fn count_since(conn: &mut Conn, by: UserId, since: Instant) -> Result<i64, DbError> {
    Ok(reports::table.filter(reports::reporter_id.eq(by)).filter(reports::at.gt(since)).count().get_result(conn)?)
}

/// Those that wait for an answer, the longest waiting first.
pub(super) fn list_waiting(conn: &mut Conn, most: i64) -> Result<Vec<Report>, DbError> {
    let open = reports::table.filter(reports::answered_at.is_null()).order((reports::at, reports::id)).limit(most);
    let rows: Vec<Row> = open.select(Row::as_select()).load(conn)?;
    Ok(rows.into_iter().map(Report::from).collect())
}

/// Since when each of them waits, the longest first.
pub fn waiting_since(conn: &mut Conn, most: i64) -> Result<Vec<Instant>, DbError> {
    let open = reports::table.filter(reports::answered_at.is_null()).order(reports::at).limit(most);
    Ok(open.select(reports::at).load(conn)?)
}

/// It waits again; `false` if the same person reported the thing anew meanwhile.
pub(super) fn reopen(tx: &mut Tx<'_>, id: ReportId) -> Result<bool, DbError> {
    let Some((reporter, subject)) =
        reports::table.find(id).select((reports::reporter_id, reports::subject)).get_result::<(UserId, String)>(&mut **tx).optional()?
    else {
        return Ok(false);
    };
    let open = reports::table.filter(reports::reporter_id.eq(reporter)).filter(reports::subject.eq(subject));
    if open.filter(reports::answered_at.is_null()).count().get_result::<i64>(&mut **tx)? > 0 {
        return Ok(false);
    }
    let set = (
        reports::outcome.eq(None::<Outcome>),
        reports::answer.eq(""),
        reports::answered_by.eq(None::<UserId>),
        reports::answered_at.eq(None::<Instant>),
        reports::rule.eq(None::<ReportReason>),
    );
    Ok(diesel::update(reports::table.find(id)).set(set).execute(&mut **tx)? == 1)
}

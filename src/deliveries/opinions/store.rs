//! The rows of opinions.

use super::model::{Given, Opinion, Verdict};
use crate::contracts::Party;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, MilestoneId, OpinionId, UserId};
use crate::schema::{contracts, milestones, opinions};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = opinions, treat_none_as_default_value = false)]
struct Row {
    id: OpinionId,
    milestone_id: MilestoneId,
    version: i32,
    party: Party,
    asked_by: UserId,
    question: String,
    asked_at: Instant,
    verdict: Option<Verdict>,
    words: String,
    given_by: Option<UserId>,
    given_at: Option<Instant>,
}

impl From<Row> for Opinion {
    fn from(row: Row) -> Self {
        let given = row.verdict.zip(row.given_by).zip(row.given_at).map(|((verdict, by), at)| Given { verdict, words: row.words, by, at });
        Self {
            id: row.id,
            milestone: row.milestone_id,
            version: row.version,
            party: row.party,
            by: row.asked_by,
            question: row.question,
            at: row.asked_at,
            given,
        }
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, opinion: &Opinion) -> Result<(), DbError> {
    let row = Row {
        id: opinion.id,
        milestone_id: opinion.milestone,
        version: opinion.version,
        party: opinion.party,
        asked_by: opinion.by,
        question: opinion.question.clone(),
        asked_at: opinion.at,
        verdict: None,
        words: String::new(),
        given_by: None,
        given_at: None,
    };
    diesel::insert_into(opinions::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// `false` if it was answered already.
pub(super) fn answer(tx: &mut Tx<'_>, id: OpinionId, given: &Given) -> Result<bool, DbError> {
    let open = opinions::table.find(id).filter(opinions::given_at.is_null());
    let set = (
        opinions::verdict.eq(Some(given.verdict)),
        opinions::words.eq(&given.words),
        opinions::given_by.eq(Some(given.by)),
        opinions::given_at.eq(Some(given.at)),
    );
    Ok(diesel::update(open).set(set).execute(&mut **tx)? == 1)
}

pub(super) fn find(conn: &mut Conn, id: OpinionId) -> Result<Option<Opinion>, DbError> {
    Ok(opinions::table.find(id).select(Row::as_select()).get_result(conn).optional()?.map(Opinion::from))
}

/// Of these milestones, oldest first.
pub(super) fn list(conn: &mut Conn, of: &[MilestoneId]) -> Result<Vec<Opinion>, DbError> {
    let rows: Vec<Row> = opinions::table
        .filter(opinions::milestone_id.eq_any(of.to_vec()))
        .order((opinions::asked_at, opinions::id))
        .select(Row::as_select())
        .at_most(500)
        .load(conn)?;
    Ok(rows.into_iter().map(Opinion::from).collect())
}

/// Those that wait for an answer, the longest waiting first.
pub(super) fn list_waiting(conn: &mut Conn, most: i64) -> Result<Vec<Opinion>, DbError> {
    let open = opinions::table.filter(opinions::given_at.is_null()).order((opinions::asked_at, opinions::id));
    let rows: Vec<Row> = open.select(Row::as_select()).at_most(most).load(conn)?;
    Ok(rows.into_iter().map(Opinion::from).collect())
}

/// What waits for a moderator with the title of its deal, longest waiting first.
pub(super) fn list_titled(conn: &mut Conn, most: i64) -> Result<Vec<(Opinion, String)>, DbError> {
    let open = opinions::table.inner_join(milestones::table.inner_join(contracts::table)).filter(opinions::given_at.is_null());
    let rows = open.order((opinions::asked_at, opinions::id)).limit(most).select((Row::as_select(), contracts::title));
    let found: Vec<(Row, String)> = rows.load(conn)?;
    Ok(found.into_iter().map(|(row, title)| (row.into(), title)).collect())
}

/// Milestones of a deal about which a moderator is asked now.
pub(super) fn list_looked_at(conn: &mut Conn, contract: ContractId) -> Result<Vec<MilestoneId>, DbError> {
    let open = opinions::table.inner_join(milestones::table).filter(milestones::contract_id.eq(contract));
    Ok(open.filter(opinions::given_at.is_null()).select(opinions::milestone_id).at_most(100).load(conn)?)
}

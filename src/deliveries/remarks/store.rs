//! The rows of remarks and of what is answered under them.

use super::model::{Place, Remark, Reply};
use crate::contracts::Party;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{MilestoneId, RemarkId, RemarkReplyId, UserId};
use crate::schema::{remark_replies, remarks};
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = remarks, treat_none_as_default_value = false)]
struct Row {
    id: RemarkId,
    milestone_id: MilestoneId,
    version: i32,
    position: i32,
    x: Option<i32>,
    y: Option<i32>,
    second: Option<i32>,
    party: Party,
    user_id: UserId,
    body: String,
    at: Instant,
    resolved_version: Option<i32>,
    resolved_at: Option<Instant>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = remark_replies)]
struct ReplyRow {
    id: RemarkReplyId,
    remark_id: RemarkId,
    party: Party,
    user_id: UserId,
    body: String,
    at: Instant,
}

impl Row {
    fn remark(self, no: i32, replies: Vec<Reply>) -> Remark {
        let place = match (self.x.zip(self.y), self.second) {
            (Some((x, y)), _) => Place::Spot { x, y },
            (None, Some(second)) => Place::Second(second),
            (None, None) => Place::Whole,
        };
        Remark {
            id: self.id,
            no,
            milestone: self.milestone_id,
            version: self.version,
            position: self.position,
            place,
            party: self.party,
            by: self.user_id,
            text: self.body,
            at: self.at,
            resolved_version: self.resolved_version,
            replies,
        }
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, remark: &Remark) -> Result<(), DbError> {
    let (x, y, second) = match remark.place {
        Place::Spot { x, y } => (Some(x), Some(y), None),
        Place::Second(second) => (None, None, Some(second)),
        Place::Whole => (None, None, None),
    };
    let row = Row {
        id: remark.id,
        milestone_id: remark.milestone,
        version: remark.version,
        position: remark.position,
        x,
        y,
        second,
        party: remark.party,
        user_id: remark.by,
        body: remark.text.clone(),
        at: remark.at,
        resolved_version: None,
        resolved_at: None,
    };
    diesel::insert_into(remarks::table).values(row).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn insert_reply(tx: &mut Tx<'_>, remark: RemarkId, by: UserId, reply: &Reply) -> Result<(), DbError> {
    let (party, body, at) = (reply.party, reply.text.clone(), reply.at);
    let row = ReplyRow { id: RemarkReplyId::random(), remark_id: remark, party, user_id: by, body, at };
    diesel::insert_into(remark_replies::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Done with, or open again; `false` if it is that already.
pub(super) fn set_resolved(tx: &mut Tx<'_>, remark: RemarkId, resolved: Option<(i32, Instant)>) -> Result<bool, DbError> {
    let row = remarks::table.find(remark);
    let set = (remarks::resolved_version.eq(resolved.map(|(version, _)| version)), remarks::resolved_at.eq(resolved.map(|(_, at)| at)));
    let changed = match resolved {
        Some(_) => diesel::update(row.filter(remarks::resolved_at.is_null())).set(set).execute(&mut **tx)?,
        None => diesel::update(row.filter(remarks::resolved_at.is_not_null())).set(set).execute(&mut **tx)?,
    };
    Ok(changed == 1)
}

/// The milestone that a remark is about.
pub(super) fn find_milestone(conn: &mut Conn, remark: RemarkId) -> Result<Option<MilestoneId>, DbError> {
    Ok(remarks::table.find(remark).select(remarks::milestone_id).get_result(conn).optional()?)
}

/// All remarks of a milestone with their answers, oldest first.
pub(super) fn list(conn: &mut Conn, milestone: MilestoneId) -> Result<Vec<Remark>, DbError> {
    let rows: Vec<Row> = remarks::table
        .filter(remarks::milestone_id.eq(milestone))
        .order((remarks::at, remarks::id))
        .select(Row::as_select())
        .at_most(1_000)
        .load(conn)?;
    let ids: Vec<RemarkId> = rows.iter().map(|row| row.id).collect();
    let mut replies = list_replies(conn, &ids)?;
    Ok(rows
        .into_iter()
        .zip(1..)
        .map(|(row, no)| (replies.remove(&row.id).unwrap_or_default(), row, no))
        .map(|(own, row, no)| row.remark(no, own))
        .collect())
}

fn list_replies(conn: &mut Conn, remarks: &[RemarkId]) -> Result<HashMap<RemarkId, Vec<Reply>>, DbError> {
    let rows: Vec<ReplyRow> = remark_replies::table
        .filter(remark_replies::remark_id.eq_any(remarks.to_vec()))
        .order((remark_replies::at, remark_replies::id))
        .select(ReplyRow::as_select())
        .at_most(10_000)
        .load(conn)?;
    let mut replies: HashMap<RemarkId, Vec<Reply>> = HashMap::new();
    for row in rows {
        replies.entry(row.remark_id).or_default().push(Reply { party: row.party, text: row.body, at: row.at });
    }
    Ok(replies)
}

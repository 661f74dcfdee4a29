//! The steps that were taken about organisations, and the list in which moderators find them.

use crate::measures::model::Taken;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::id::{EventId, OrgId, UserId};
use crate::primitives::{Cursor, Instant, Limit, Slice, text};
use crate::schema::{org_measures as steps, org_standings as standings, organisations as orgs};
use crate::sessions::{Measure, MeasureStep, OrgKind};
use diesel::prelude::*;

/// Nothing shows more steps of one organisation.
const MOST: i64 = 100;

/// An organisation in the list of moderators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OrgEntry {
    pub(super) id: OrgId,
    pub(super) kind: OrgKind,
    pub(super) name: String,
    pub(super) created_at: Instant,
    /// What holds now.
    pub(super) measure: Option<Measure>,
}

/// A step that was taken about an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::measures) struct OrgStep {
    pub(in crate::measures) org: OrgId,
    pub(in crate::measures) taken: Taken,
}

pub(super) fn insert(tx: &mut Tx<'_>, id: EventId, org: OrgId, taken: &Taken) -> Result<(), DbError> {
    let row = (
        steps::id.eq(id),
        steps::org_id.eq(org),
        steps::step.eq(taken.step),
        steps::reason.eq(&taken.reason),
        steps::taken_by.eq(taken.by),
        steps::at.eq(taken.at),
    );
    diesel::insert_into(steps::table).values(row).execute(&mut **tx)?;
    Ok(())
}

type Row = (OrgId, MeasureStep, String, UserId, Instant);

const FIELDS: (steps::org_id, steps::step, steps::reason, steps::taken_by, steps::at) =
    (steps::org_id, steps::step, steps::reason, steps::taken_by, steps::at);

fn step((org, step, reason, by, at): Row) -> OrgStep {
    OrgStep { org, taken: Taken { step, reason, by, at } }
}

/// One step.
pub(in crate::measures) fn find_step(conn: &mut Conn, id: EventId) -> Result<Option<OrgStep>, DbError> {
    Ok(steps::table.find(id).select(FIELDS).get_result(conn).optional()?.map(step))
}

/// The steps that were taken about an organisation, newest first.
pub(super) fn list_steps(conn: &mut Conn, org: OrgId) -> Result<Vec<Taken>, DbError> {
    let own = steps::table.filter(steps::org_id.eq(org)).order((steps::at.desc(), steps::id.desc())).limit(MOST);
    let rows: Vec<Row> = own.select(FIELDS).load(conn)?;
    Ok(rows.into_iter().map(|row| step(row).taken).collect())
}

type Found = (OrgId, OrgKind, String, Instant, Option<Measure>);

fn entry((id, kind, name, created_at, measure): Found) -> OrgEntry {
    OrgEntry { id, kind, name, created_at, measure }
}

/// Organisations whose name holds these letters, newest first.
pub(super) fn list(conn: &mut Conn, words: &str, after: Option<&Cursor>, limit: Limit) -> Result<Slice<OrgEntry>, DbError> {
    let fields = (orgs::id, orgs::kind, orgs::name, orgs::created_at, standings::measure.nullable());
    let mut rows = orgs::table.left_join(standings::table).select(fields).into_boxed();
    if !words.is_empty() {
        let like = format!("%{}%", text::fold(words).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        rows = rows.filter(orgs::name_folded.like(like).escape('\\'));
    }
    if let Some(after) = after {
        let (at, id) = (Instant(after.key), after.id.clone());
        rows = rows.filter(orgs::created_at.lt(at).or(orgs::created_at.eq(at).and(orgs::id.lt(id))));
    }
    let rows = rows.order((orgs::created_at.desc(), orgs::id.desc())).limit(limit.rows_and_one());
    let found = rows.load::<Found>(conn)?.into_iter().map(entry).collect();
    Ok(Slice::cut(found, limit, |last: &OrgEntry| Cursor { key: last.created_at.0, id: last.id.to_string() }))
}

/// One organisation.
pub(super) fn get(conn: &mut Conn, id: OrgId) -> Result<OrgEntry, DbError> {
    let fields = (orgs::id, orgs::kind, orgs::name, orgs::created_at, standings::measure.nullable());
    let row = orgs::table.left_join(standings::table).filter(orgs::id.eq(id)).select(fields);
    Ok(entry(row.first::<Found>(conn)?))
}

//! The rows of proposals and rulings; one of each kind for a dispute.

use crate::contracts::{Event, MilestoneState, Party};
use crate::disputes::model::{Decision, DecisionKind, DisputeReason, DisputeState, Ruling};
use crate::failure::{Failure, STATE_REFUSED};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::{DecisionId, DisputeId, UserId};
use crate::primitives::{Instant, Minor};
use crate::schema::{dispute_decisions as decisions, disputes, milestone_events};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = decisions, treat_none_as_default_value = false)]
struct Row {
    id: DecisionId,
    dispute_id: DisputeId,
    kind: DecisionKind,
    to_creator: Minor,
    rule_ids: String,
    reasons: String,
    made_by: UserId,
    made_at: Instant,
    confirmed_by: Option<UserId>,
    confirmed_at: Option<Instant>,
}

fn rules(text: &str) -> Vec<String> {
    text.split_whitespace().map(ToOwned::to_owned).collect()
}

impl From<Row> for Decision {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            dispute: row.dispute_id,
            kind: row.kind,
            to_creator: row.to_creator,
            rule_ids: rules(&row.rule_ids),
            reasons: row.reasons,
            made_by: row.made_by,
            made_at: row.made_at,
            confirmed_by: row.confirmed_by,
            confirmed_at: row.confirmed_at,
        }
    }
}

/// What arbiters said in a dispute, oldest first.
pub(crate) fn list(conn: &mut Conn, id: DisputeId) -> Result<Vec<Decision>, DbError> {
    let own = decisions::table.filter(decisions::dispute_id.eq(id)).order((decisions::made_at, decisions::id));
    Ok(own.select(Row::as_select()).at_most(10).load(conn)?.into_iter().map(Decision::from).collect())
}

/// One more. One of the same kind that came first makes this transaction start again and see it.
pub(crate) fn insert(tx: &mut Tx<'_>, new: &Decision) -> Result<(), Failure> {
    let row = Row {
        id: new.id,
        dispute_id: new.dispute,
        kind: new.kind,
        to_creator: new.to_creator,
        rule_ids: new.rule_ids.join(" "),
        reasons: new.reasons.clone(),
        made_by: new.made_by,
        made_at: new.made_at,
        confirmed_by: new.confirmed_by,
        confirmed_at: new.confirmed_at,
    };
    match diesel::insert_into(decisions::table).values(&row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(DbError::Unique(_)) => Err(Failure::Conflicted),
        Err(other) => Err(other.into()),
    }
}

/// A second admin confirms a ruling that nobody has confirmed.
pub(crate) fn confirm(tx: &mut Tx<'_>, id: DecisionId, by: UserId, at: Instant) -> Result<(), Failure> {
    let row = decisions::table.find(id).filter(decisions::confirmed_at.is_null());
    let set = (decisions::confirmed_by.eq(Some(by)), decisions::confirmed_at.eq(Some(at)));
    let rows = diesel::update(row).set(set).execute(&mut **tx).map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(STATE_REFUSED.into()) }
}

type Published = (DisputeId, DisputeReason, Party, Instant, Minor, Option<Minor>, Option<Instant>);

/// The newest rulings that were carried out, without anything that names anybody.
pub(crate) fn list_published(conn: &mut Conn, limit: i64) -> Result<Vec<Ruling>, DbError> {
    let columns = (
        (disputes::id, disputes::reason, disputes::opened_party, disputes::opened_at),
        (disputes::amount, disputes::to_creator, disputes::ended_at, disputes::milestone_id),
    );
    type Row = ((DisputeId, DisputeReason, Party, Instant), (Minor, Option<Minor>, Option<Instant>, crate::primitives::id::MilestoneId));
    let rows: Vec<Row> = disputes::table
        .filter(disputes::state.eq(DisputeState::Executed))
        .order((disputes::ended_at.desc(), disputes::id))
        .select(columns)
        .at_most(limit)
        .load(conn)?;
    let milestones: Vec<_> = rows.iter().map(|row| row.1.3).collect();
    let stood: Vec<(crate::primitives::id::MilestoneId, Instant, MilestoneState)> = milestone_events::table
        .filter(milestone_events::milestone_id.eq_any(milestones))
        .filter(milestone_events::event.eq(Event::DisputeOpened))
        .select((milestone_events::milestone_id, milestone_events::at, milestone_events::from_state))
        .at_most(limit.saturating_mul(20))
        .load(conn)?;
    let ids: Vec<DisputeId> = rows.iter().map(|row| row.0.0).collect();
    let ruled: Vec<(DisputeId, DecisionKind, String)> = decisions::table
        .filter(decisions::dispute_id.eq_any(ids))
        .filter(decisions::confirmed_at.is_not_null())
        .order(decisions::made_at)
        .select((decisions::dispute_id, decisions::kind, decisions::rule_ids))
        .at_most(limit.saturating_mul(3))
        .load(conn)?;
    let published = |((id, reason, party, opened), (amount, to_creator, ended, milestone)): Row| {
        let row: Published = (id, reason, party, opened, amount, to_creator, ended);
        let from = stood.iter().find(|(of, at, _)| *of == milestone && *at == opened).map(|(_, _, from)| *from);
        digest(row, from.unwrap_or(MilestoneState::Submitted), &ruled)
    };
    Ok(rows.into_iter().map(published).collect())
}

fn digest(row: Published, stood: MilestoneState, ruled: &[(DisputeId, DecisionKind, String)]) -> Ruling {
    let (id, reason, opened_party, opened_at, amount, to_creator, ended_at) = row;
    let last = ruled.iter().rfind(|(of, _, _)| *of == id);
    let ended_at = ended_at.unwrap_or(opened_at);
    Ruling {
        reason,
        stood,
        opened_party,
        to_creator_bps: Minor(10_000).portion(to_creator.unwrap_or_default(), amount).unwrap_or_default().0,
        rule_ids: last.map(|(_, _, text)| rules(text)).unwrap_or_default(),
        appealed: last.is_some_and(|(_, kind, _)| *kind == DecisionKind::AppealRuling),
        days: ended_at.micros_since(opened_at) / 86_400_000_000,
        ended_at,
    }
}

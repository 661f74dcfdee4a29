//! The rows of clocks. A clock is started, stopped and fired in the transaction of the act that does it.

use super::model::{Clock, ClockKind, ClockState, NewClock};
use super::rules;
use crate::platform::db::{Among as _, AtMost, Conn, DbError, Tx};
use crate::primitives::{
    Choice as _, Currency, Instant, Minor, Money,
    id::{BriefId, ClockId, ContractId, MilestoneId},
};
use crate::schema::clocks;
use diesel::prelude::*;

/// Nothing shows more clocks than this at once.
const MOST: i64 = 3_000;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = clocks, treat_none_as_default_value = false)]
struct Row {
    id: ClockId,
    kind: ClockKind,
    subject: String,
    brief_id: Option<BriefId>,
    contract_id: Option<ContractId>,
    milestone_id: Option<MilestoneId>,
    state: ClockState,
    started_at: Instant,
    due_at: Instant,
    next_at: Instant,
    reminders_sent: i32,
    amount: Minor,
    currency: Option<Currency>,
    ended_at: Option<Instant>,
    version: i64,
}

impl From<Row> for Clock {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            subject: row.subject,
            brief: row.brief_id,
            contract: row.contract_id,
            milestone: row.milestone_id,
            state: row.state,
            started_at: row.started_at,
            due_at: row.due_at,
            next_at: row.next_at,
            reminders_sent: row.reminders_sent,
            money: row.currency.map(|currency| Money::new(row.amount, currency)),
            version: row.version,
        }
    }
}

fn taken(rows: Vec<Row>) -> Vec<Clock> {
    rows.into_iter().map(Clock::from).collect()
}

/// Starts a clock; a running one of the same kind and subject is stopped.
pub fn start(tx: &mut Tx<'_>, at: Instant, new: &NewClock) -> Result<ClockId, DbError> {
    stop(tx, at, new.kind, &new.subject)?;
    let (_, next_at) = rules::next(new.kind, at, new.due, at);
    let row = Row {
        id: ClockId::random(),
        kind: new.kind,
        subject: new.subject.clone(),
        brief_id: new.brief,
        contract_id: new.contract,
        milestone_id: new.milestone,
        state: ClockState::Running,
        started_at: at,
        due_at: new.due,
        next_at,
        reminders_sent: 0,
        amount: new.money.map_or(Minor::ZERO, |money| money.amount),
        currency: new.money.map(|money| money.currency),
        ended_at: None,
        version: 1,
    };
    diesel::insert_into(clocks::table).values(&row).execute(&mut **tx)?;
    Ok(row.id)
}

/// Stops the running clock of this kind and subject, if there is one.
pub fn stop(tx: &mut Tx<'_>, at: Instant, kind: ClockKind, subject: &str) -> Result<(), DbError> {
    let running = clocks::table.filter(clocks::subject.eq(subject)).filter(clocks::kind.eq(kind));
    diesel::update(running.filter(clocks::state.eq(ClockState::Running)))
        .set((clocks::state.eq(ClockState::Stopped), clocks::ended_at.eq(Some(at)), clocks::version.eq(clocks::version + 1)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Stops every running clock of a subject.
pub fn stop_all(tx: &mut Tx<'_>, at: Instant, subject: &str) -> Result<(), DbError> {
    let running = clocks::table.filter(clocks::subject.eq(subject)).filter(clocks::state.eq(ClockState::Running));
    diesel::update(running)
        .set((clocks::state.eq(ClockState::Stopped), clocks::ended_at.eq(Some(at)), clocks::version.eq(clocks::version + 1)))
        .execute(&mut **tx)?;
    Ok(())
}

/// The running clocks that must be looked at now, longest due first.
pub fn list_due(conn: &mut Conn, now: Instant, limit: i64) -> Result<Vec<Clock>, DbError> {
    let due = clocks::table.filter(clocks::state.eq(ClockState::Running)).filter(clocks::next_at.le(now));
    Ok(taken(due.order((clocks::next_at, clocks::id)).select(Row::as_select()).at_most(limit).load(conn)?))
}

/// [`list_due`] without those that move money: they are held, and do not stand before the others meanwhile.
pub fn list_due_without_money(conn: &mut Conn, now: Instant, limit: i64) -> Result<Vec<Clock>, DbError> {
    let moving: Vec<ClockKind> = ClockKind::ALL.iter().copied().filter(|kind| kind.moves_money()).collect();
    let due =
        clocks::table.filter(clocks::state.eq(ClockState::Running)).filter(clocks::next_at.le(now)).filter(clocks::kind.ne_all(moving));
    Ok(taken(due.order((clocks::next_at, clocks::id)).select(Row::as_select()).at_most(limit).load(conn)?))
}

/// Takes the clock for firing; `false` if it was stopped, moved or fired by another node meanwhile.
pub fn mark_fired(tx: &mut Tx<'_>, at: Instant, clock: &Clock) -> Result<bool, DbError> {
    let seen = clocks::table.find(clock.id).filter(clocks::version.eq(clock.version)).filter(clocks::state.eq(ClockState::Running));
    let rows = diesel::update(seen)
        .set((clocks::state.eq(ClockState::Fired), clocks::ended_at.eq(Some(at)), clocks::version.eq(clocks::version + 1)))
        .execute(&mut **tx)?;
    Ok(rows == 1)
}

/// Takes the clock for a reminder and sets when it must be looked at next; `false` if another node did. Reminders that were missed count as sent.
pub fn mark_reminded(tx: &mut Tx<'_>, at: Instant, clock: &Clock) -> Result<bool, DbError> {
    let (sent, next_at) = rules::next(clock.kind, clock.started_at, clock.due_at, at);
    let seen = clocks::table.find(clock.id).filter(clocks::version.eq(clock.version)).filter(clocks::state.eq(ClockState::Running));
    let rows = diesel::update(seen)
        .set((clocks::reminders_sent.eq(sent), clocks::next_at.eq(next_at), clocks::version.eq(clocks::version + 1)))
        .execute(&mut **tx)?;
    Ok(rows == 1)
}

/// What the clock would do cannot be done now: it is looked at again then, and does not stand before the others meanwhile.
pub fn put_off(tx: &mut Tx<'_>, clock: &Clock, next_at: Instant) -> Result<(), DbError> {
    let seen = clocks::table.find(clock.id).filter(clocks::version.eq(clock.version)).filter(clocks::state.eq(ClockState::Running));
    diesel::update(seen).set((clocks::next_at.eq(next_at), clocks::version.eq(clocks::version + 1))).execute(&mut **tx)?;
    Ok(())
}

/// Nothing holds the clocks of the contract any more: those that were put off are looked at now.
pub fn hasten(tx: &mut Tx<'_>, id: ContractId, at: Instant) -> Result<(), DbError> {
    let rows = clocks::table.filter(clocks::contract_id.eq(Some(id))).filter(clocks::state.eq(ClockState::Running));
    let late = rows.filter(clocks::due_at.le(at)).filter(clocks::next_at.gt(at));
    diesel::update(late).set((clocks::next_at.eq(at), clocks::version.eq(clocks::version + 1))).execute(&mut **tx)?;
    Ok(())
}

/// The running clocks of a contract, its milestones' included, the next one first.
pub fn list_of_contract(conn: &mut Conn, id: ContractId) -> Result<Vec<Clock>, DbError> {
    next_of_contracts(conn, &[id])
}

/// The running clocks of a milestone, the next one first.
pub fn list_of_milestone(conn: &mut Conn, id: MilestoneId) -> Result<Vec<Clock>, DbError> {
    let running = clocks::table.filter(clocks::milestone_id.eq(Some(id))).filter(clocks::state.eq(ClockState::Running));
    Ok(taken(running.order((clocks::due_at, clocks::id)).select(Row::as_select()).at_most(MOST).load(conn)?))
}

/// The running clocks of a subject, the next one first.
pub fn list_of_subject(conn: &mut Conn, subject: &str) -> Result<Vec<Clock>, DbError> {
    next_of_subjects(conn, &[subject.to_owned()])
}

/// The running clocks of many contracts, the next one first.
pub fn next_of_contracts(conn: &mut Conn, ids: &[ContractId]) -> Result<Vec<Clock>, DbError> {
    let running = clocks::table.filter(clocks::contract_id.assume_not_null().among(ids)).filter(clocks::state.eq(ClockState::Running));
    Ok(taken(running.order((clocks::due_at, clocks::id)).select(Row::as_select()).at_most(MOST).load(conn)?))
}

/// The running clocks of many subjects, the next one first.
pub fn next_of_subjects(conn: &mut Conn, subjects: &[String]) -> Result<Vec<Clock>, DbError> {
    let running = clocks::table.filter(clocks::subject.eq_any(subjects)).filter(clocks::state.eq(ClockState::Running));
    Ok(taken(running.order((clocks::due_at, clocks::id)).select(Row::as_select()).at_most(MOST).load(conn)?))
}

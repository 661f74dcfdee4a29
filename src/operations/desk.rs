//! What waits for a person: calls that did not come to an end by themselves, and what the provider said that nobody here is meant by.

use super::model::{EventState, Operation, OperationState};
use super::store::OperationRow;
use crate::audit::{self, Act};
use crate::failure::{Failure, STATE_REFUSED};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::OperationId;
use crate::primitives::{Cursor, Instant, Limit, Slice};
use crate::schema::{inbox_events, operations};
use diesel::prelude::*;

crate::choice! {
    /// Which calls.
    pub enum Queue {
        /// They stand still until a person has looked.
        Still = "still",
        /// They go on by themselves, and have not come to an end yet.
        Late = "late",
        /// The provider will not.
        Declined = "declined",
        /// Every one.
        All = "all",
    }
}

const OPEN: [OperationState; 5] =
    [OperationState::Queued, OperationState::Sending, OperationState::Retry, OperationState::Unknown, OperationState::Blocked];
const NEVER: Instant = Instant(i64::MAX);

/// Calls of a queue: those that wait with the oldest first, the others with the newest. `since`: what was decided after it is not late.
pub fn list(conn: &mut Conn, queue: Queue, since: Instant, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Operation>, DbError> {
    let after = after.and_then(|cursor| cursor.id.parse::<OperationId>().ok());
    let rows = operations::table.into_boxed();
    let rows = match queue {
        Queue::Still => rows.filter(operations::state.eq(OperationState::Unknown)).filter(operations::next_at.eq(NEVER)),
        Queue::Late => {
            let rows = rows.filter(operations::state.eq_any(OPEN)).filter(operations::next_at.ne(NEVER));
            rows.filter(operations::created_at.le(since))
        }
        Queue::Declined => rows.filter(operations::state.eq(OperationState::Declined)),
        Queue::All => rows,
    };
    let rows = match (queue, after) {
        (Queue::Still | Queue::Late, Some(id)) => rows.filter(operations::id.gt(id)),
        (Queue::Declined | Queue::All, Some(id)) => rows.filter(operations::id.lt(id)),
        (_, None) => rows,
    };
    let rows = match queue {
        Queue::Still | Queue::Late => rows.order(operations::id.asc()),
        Queue::Declined | Queue::All => rows.order(operations::id.desc()),
    };
    let found = rows.at_most(limit.rows_and_one()).load::<OperationRow>(conn)?.into_iter().map(Operation::from).collect();
    Ok(Slice::cut(found, limit, |last: &Operation| Cursor { key: last.created_at.0, id: last.id.to_string() }))
}

/// Since when the calls of a queue wait, the oldest first.
pub fn since(conn: &mut Conn, queue: Queue, since: Instant, limit: Limit) -> Result<Vec<Instant>, DbError> {
    Ok(list(conn, queue, since, None, limit)?.items.iter().map(|operation| operation.created_at).collect())
}

/// A call that waits is looked up, or sent again, now. Refusals: `state.refused` if it does not wait.
pub fn look_again(tx: &mut Tx<'_>, act: &Act, seen: &Operation) -> Result<(), Failure> {
    let waits = [OperationState::Unknown, OperationState::Blocked, OperationState::Retry];
    let row = operations::table.find(seen.id).filter(operations::state.eq_any(waits)).filter(operations::attempts.eq(seen.attempts));
    // A look that shows nothing is the first of two again.
    let set = (operations::next_at.eq(act.at), operations::failure_code.eq(None::<String>), operations::alarmed_at.eq(None::<Instant>));
    if diesel::update(row).set(set).execute(&mut **tx)? != 1 {
        return Err(STATE_REFUSED.into());
    }
    Ok(audit::note(tx, act, "operation.look_again", &seen.id, "")?)
}

/// Something that the provider said and that changed nothing here.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Left {
    /// The provider's id of it.
    pub id: String,
    /// What kind of event.
    pub kind: String,
    /// The provider's id of the object it is about.
    pub object: String,
    /// Unmatched or unparsed.
    pub state: EventState,
    /// When it came.
    pub at: Instant,
}

const LEFT: [EventState; 2] = [EventState::Unmatched, EventState::Unparsed];

/// What the provider said and nobody here is meant by, or could read; the oldest first.
pub fn list_left(conn: &mut Conn, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Left>, DbError> {
    let mut rows = inbox_events::table.filter(inbox_events::state.eq_any(LEFT)).into_boxed();
    if let Some(cursor) = after {
        let at = Instant(cursor.key);
        let tie = inbox_events::received_at.eq(at).and(inbox_events::event_id.gt(cursor.id.clone()));
        rows = rows.filter(inbox_events::received_at.gt(at).or(tie));
    }
    let rows = rows.order((inbox_events::received_at, inbox_events::event_id)).limit(limit.rows_and_one());
    let fields = (inbox_events::event_id, inbox_events::kind, inbox_events::object_id, inbox_events::state, inbox_events::received_at);
    let found = rows.select(fields).load::<Left>(conn)?;
    Ok(Slice::cut(found, limit, |last: &Left| Cursor { key: last.at.0, id: last.id.clone() }))
}

/// It is to be applied once more, and waits a day again; `false` if it is not left.
pub fn take_up(tx: &mut Tx<'_>, at: Instant, id: &str) -> Result<bool, DbError> {
    let row = inbox_events::table.find(id).filter(inbox_events::state.eq(EventState::Unmatched));
    let set = (
        inbox_events::state.eq(EventState::Stored),
        inbox_events::applied_at.eq(None::<Instant>),
        inbox_events::received_at.eq(at),
        inbox_events::next_at.eq(at),
    );
    Ok(diesel::update(row).set(set).execute(&mut **tx)? == 1)
}

/// It is none of ours; `false` if it is not left.
pub fn pass_over(tx: &mut Tx<'_>, at: Instant, id: &str) -> Result<bool, DbError> {
    let row = inbox_events::table.find(id).filter(inbox_events::state.eq_any(LEFT));
    let set = (inbox_events::state.eq(EventState::Ignored), inbox_events::applied_at.eq(Some(at)));
    Ok(diesel::update(row).set(set).execute(&mut **tx)? == 1)
}

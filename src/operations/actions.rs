//! Deciding on an operation and recording what became of it.

use super::inbox::{self, Event};
use super::model::{NewOperation, Operation, OperationState, Recorded};
use super::rules;
use super::store::{self, After};
use crate::audit::{self, Act};
use crate::failure::{Failure, STATE_REFUSED};
use crate::platform::db::Tx;
use crate::platform::gateway::{Object, Outcome};
use crate::primitives::Instant;

/// Keeps an operation to be sent, in the transaction of the fact that it carries out.
pub fn decide(tx: &mut Tx<'_>, act: &Act, new: NewOperation) -> Result<(), Failure> {
    let (id, kind) = (new.id, new.kind);
    store::insert(tx, act.at, new)?;
    audit::note(tx, act, &format!("operation.{kind}"), &id, "")?;
    Ok(())
}

/// Writes down what the provider answered to a claimed operation and says what is to be booked. `done_as` is where an operation stands whose object is
/// there: `done`, or `waiting` for a payer.
pub fn record(tx: &mut Tx<'_>, act: &Act, seen: &Operation, outcome: Outcome, done_as: OperationState) -> Result<Recorded, Failure> {
    let never = Instant(i64::MAX);
    let outcome = match outcome {
        Outcome::Done(object) if !seen.matches(&object) => Outcome::Mismatch,
        other => other,
    };
    let (state, next_at, code) = match &outcome {
        Outcome::Done(_) => (done_as, never, None),
        Outcome::Declined(code) => (OperationState::Declined, never, Some(code.as_str())),
        Outcome::Blocked => (OperationState::Blocked, act.at.plus_seconds(rules::BLOCKED_SECONDS), Some("balance")),
        Outcome::Broken if seen.server_errors.saturating_add(1) >= rules::SERVER_ERRORS => {
            (OperationState::Unknown, act.at.plus_seconds(1), Some("server_error"))
        }
        Outcome::Retry(after) => (OperationState::Retry, next_try(seen, act.at, *after), None),
        Outcome::Broken => (OperationState::Retry, next_try(seen, act.at, None), Some("server_error")),
        Outcome::Unknown => (OperationState::Unknown, act.at.plus_seconds(1), None),
        Outcome::Mismatch => {
            tracing::error!(operation = %seen.id, "the provider did something else than was asked; it is looked at by a person");
            (OperationState::Unknown, never, Some("mismatch"))
        }
    };
    let object = if let Outcome::Done(object) = &outcome { Some(object) } else { None };
    let server_errors = if outcome == Outcome::Broken { seen.server_errors.saturating_add(1) } else { 0 };
    if !store::advance(tx, seen, &After { state, next_at, object, failure_code: code, server_errors }, act.at)? {
        return Ok(Recorded::Later);
    }
    Ok(match outcome {
        Outcome::Done(object) => Recorded::Done(object),
        Outcome::Declined(code) => Recorded::Declined(code),
        Outcome::Blocked | Outcome::Retry(_) | Outcome::Broken | Outcome::Unknown | Outcome::Mismatch => Recorded::Later,
    })
}

fn next_try(seen: &Operation, now: Instant, after: Option<i64>) -> Instant {
    let random = getrandom::u32().unwrap_or_default();
    now.plus_seconds(after.unwrap_or_else(|| rules::backoff_seconds(seen.attempts, random)))
}

/// A look at the object of an operation showed where it stands: the operation ends so. Failure: conflicted, if it moved meanwhile.
pub fn finish(tx: &mut Tx<'_>, act: &Act, seen: &Operation, object: &Object, state: OperationState) -> Result<(), Failure> {
    let after = After { state, next_at: Instant(i64::MAX), object: Some(object), failure_code: None, server_errors: 0 };
    if seen.state == state || store::advance(tx, seen, &after, act.at)? { Ok(()) } else { Err(Failure::Conflicted) }
}

/// Gives up an operation that was never sent. Refusals: `state.refused` once it was claimed.
pub fn abandon(tx: &mut Tx<'_>, act: &Act, seen: &Operation) -> Result<(), Failure> {
    let after = After { state: OperationState::Abandoned, next_at: Instant(i64::MAX), object: None, failure_code: None, server_errors: 0 };
    let unsent = seen.state == OperationState::Queued && seen.attempts == 0;
    if unsent && store::advance(tx, seen, &after, act.at)? {
        audit::note(tx, act, "operation.abandoned", &seen.id, "")?;
        Ok(())
    } else {
        Err(STATE_REFUSED.into())
    }
}

/// The provider was asked and has no such thing, and it is not to be sent any more: the operation ends as declined. Failure: conflicted, if it
/// moved meanwhile.
pub fn give_up(tx: &mut Tx<'_>, act: &Act, seen: &Operation, code: &str) -> Result<(), Failure> {
    let after =
        After { state: OperationState::Declined, next_at: Instant(i64::MAX), object: None, failure_code: Some(code), server_errors: 0 };
    if !store::advance(tx, seen, &after, act.at)? {
        return Err(Failure::Conflicted);
    }
    Ok(audit::note(tx, act, "operation.given_up", &seen.id, code)?)
}

/// The provider has the object of an operation that this book lost: the operation is written again, as done.
pub fn adopt(tx: &mut Tx<'_>, act: &Act, new: NewOperation, object: &Object) -> Result<(), Failure> {
    let id = new.id;
    store::insert(tx, act.at, new)?;
    audit::note(tx, act, "operation.adopted", &id, &object.id)?;
    let seen = store::find(tx, id)?.ok_or_else(|| Failure::Bug(format!("{id} was written and is not there")))?;
    finish(tx, act, &seen, object, OperationState::Done)
}

/// The object of an operation that was adopted belongs to somebody else: the operation is nobody's any more, and has no object. Failure: conflicted,
/// if it moved meanwhile.
pub fn disown(tx: &mut Tx<'_>, act: &Act, seen: &Operation) -> Result<(), Failure> {
    if store::disown(tx, seen, act.at)? { Ok(audit::note(tx, act, "operation.disowned", &seen.id, "")?) } else { Err(Failure::Conflicted) }
}

/// The provider's object is not what was asked for: nothing is booked, the operation stands still, and a person must look. A done operation stays
/// done; what happened to its object since is for the reconciliation.
pub fn distrust(tx: &mut Tx<'_>, act: &Act, seen: &Operation, event: Option<&Event>) -> Result<(), Failure> {
    tracing::error!(operation = %seen.id, "the provider's object is not what was asked for; nothing is booked, a person must look");
    if let Some(event) = event {
        inbox::leave_unmatched(tx, act.at, &event.id)?;
    }
    let after = After {
        state: OperationState::Unknown,
        next_at: Instant(i64::MAX),
        object: None,
        failure_code: Some("mismatch"),
        server_errors: 0,
    };
    if seen.state != OperationState::Done && store::advance(tx, seen, &after, act.at)? {
        audit::note(tx, act, "operation.mismatch", &seen.id, "")?;
    }
    Ok(())
}

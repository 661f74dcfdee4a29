//! Deciding on an operation and recording what became of it.

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
        Outcome::Retry(after) => {
            let random = getrandom::u32().unwrap_or_default();
            let seconds = after.unwrap_or_else(|| rules::backoff_seconds(seen.attempts, random));
            (OperationState::Retry, act.at.plus_seconds(seconds), None)
        }
        Outcome::Unknown => (OperationState::Unknown, act.at.plus_seconds(1), None),
        Outcome::Mismatch => {
            tracing::error!(operation = %seen.id, "the provider did something else than was asked; it is looked at by a person");
            (OperationState::Unknown, never, Some("mismatch"))
        }
    };
    let provider_ref = if let Outcome::Done(object) = &outcome { Some(object.id.as_str()) } else { None };
    if !store::advance(tx, seen, &After { state, next_at, provider_ref, failure_code: code }, act.at)? {
        return Ok(Recorded::Later);
    }
    Ok(match outcome {
        Outcome::Done(object) => Recorded::Done(object),
        Outcome::Declined(code) => Recorded::Declined(code),
        Outcome::Blocked | Outcome::Retry(_) | Outcome::Unknown | Outcome::Mismatch => Recorded::Later,
    })
}

/// A look at the object of an operation showed where it stands: the operation ends so. Failure: conflicted, if it moved meanwhile.
pub fn finish(tx: &mut Tx<'_>, act: &Act, seen: &Operation, object: &Object, state: OperationState) -> Result<(), Failure> {
    let after = After { state, next_at: Instant(i64::MAX), provider_ref: Some(&object.id), failure_code: None };
    if seen.state == state || store::advance(tx, seen, &after, act.at)? { Ok(()) } else { Err(Failure::Conflicted) }
}

/// Gives up an operation that was never sent. Refusals: `state.refused` once it was claimed.
pub fn abandon(tx: &mut Tx<'_>, act: &Act, seen: &Operation) -> Result<(), Failure> {
    let after = After { state: OperationState::Abandoned, next_at: Instant(i64::MAX), provider_ref: None, failure_code: None };
    let unsent = seen.state == OperationState::Queued && seen.attempts == 0;
    if unsent && store::advance(tx, seen, &after, act.at)? {
        audit::note(tx, act, "operation.abandoned", &seen.id, "")?;
        Ok(())
    } else {
        Err(STATE_REFUSED.into())
    }
}

//! Claiming operations that are due, and carrying them to the provider: no transaction is open while the provider is asked.

use super::model::{Operation, OperationKind};
use super::store::{self, After};
use super::{OperationState, rules};
use crate::failure::Failure;
use crate::platform::db::Db;
use crate::platform::gateway::{Gateway, Look, Object, Outcome};
use crate::primitives::Instant;
use crate::primitives::id::OperationId;

/// How many are looked through for one that nobody else takes.
const AT_ONCE: i64 = 50;

/// Takes the lease of one operation of a kind that is due, or of the named one if it is.
pub async fn claim(db: &Db, kind: OperationKind, named: Option<OperationId>, now: Instant) -> Result<Option<Operation>, Failure> {
    let due: Vec<OperationId> = match named {
        Some(id) => vec![id],
        None => db.read(move |conn| store::list_due(conn, kind, now, AT_ONCE)).await.map_err(Failure::from)?,
    };
    for id in due {
        let claimed = db
            .write(move |tx| {
                let Some(seen) = store::find(tx, id)? else { return Ok(None) };
                Ok::<_, Failure>(store::claim(tx, &seen, now)?.then_some(seen))
            })
            .await?;
        if let Some(seen) = claimed {
            return Ok(Some(seen));
        }
    }
    Ok(None)
}

/// What is known of a claimed operation after the provider was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The provider answered; to be recorded against this operation.
    Answer(Box<Operation>, Outcome),
    /// Looked up and not yet known: it was written down, and it goes on later.
    Later,
}

/// Carries a claimed operation (as it was before the claim) to the provider: sends what is stored, or looks first where sending could be wrong.
pub async fn find_out(db: &Db, gateway: &dyn Gateway, before: &Operation, now: Instant) -> Result<Found, Failure> {
    let claimed = Operation {
        state: OperationState::Sending,
        attempts: before.attempts.saturating_add(1),
        first_at: before.first_at.or(Some(now)),
        ..before.clone()
    };
    if !rules::must_look_first(before, now) {
        let outcome = send(gateway, &claimed).await;
        return Ok(Found::Answer(Box::new(claimed), outcome));
    }
    match look(gateway, &claimed).await {
        Look::One(object) => Ok(Found::Answer(Box::new(claimed), Outcome::Done(object))),
        Look::Several => {
            tracing::error!(operation = %before.id, "the provider has several objects of one operation; a person must look");
            put_off(db, claimed, Instant(i64::MAX), "several").await
        }
        Look::Unreachable => put_off(db, claimed, now.plus_seconds(rules::backoff_seconds(before.attempts, 600)), "unreachable").await,
        Look::Nothing if before.failure_code.as_deref() == Some(rules::SEEN_NOTHING) => {
            db.write(move |tx| Ok::<_, Failure>(store::renew(tx, &claimed, now)?)).await?;
            Ok(Found::Later)
        }
        Look::Nothing => put_off(db, claimed, now.plus_seconds(rules::LOOK_AGAIN_SECONDS), rules::SEEN_NOTHING).await,
    }
}

async fn put_off(db: &Db, claimed: Operation, next_at: Instant, code: &'static str) -> Result<Found, Failure> {
    let at = claimed.first_at.unwrap_or(next_at);
    db.write(move |tx| {
        let after = After { state: OperationState::Unknown, next_at, provider_ref: None, failure_code: Some(code) };
        Ok::<_, Failure>(store::advance(tx, &claimed, &after, at)?)
    })
    .await?;
    Ok(Found::Later)
}

async fn send(gateway: &dyn Gateway, operation: &Operation) -> Outcome {
    match operation.kind {
        OperationKind::Charge => gateway.create_checkout(&operation.request).await,
        OperationKind::Transfer => gateway.transfer(&operation.request).await,
        OperationKind::Refund => gateway.refund(&operation.request).await,
        OperationKind::Customer | OperationKind::Account | OperationKind::AccountLink | OperationKind::Reversal => {
            Outcome::Declined("unsupported".to_owned())
        }
    }
}

async fn look(gateway: &dyn Gateway, operation: &Operation) -> Look {
    match operation.kind {
        OperationKind::Charge => gateway.find_checkout(operation.id).await,
        OperationKind::Transfer => gateway.find_transfer(operation.id).await,
        OperationKind::Refund => gateway.find_refund(operation.id).await,
        OperationKind::Customer | OperationKind::Account | OperationKind::AccountLink | OperationKind::Reversal => Look::Unreachable,
    }
}

/// The object of an operation as the provider shows it now, if it is the one that was asked for.
pub async fn object_of(gateway: &dyn Gateway, operation: &Operation) -> Option<Object> {
    match look(gateway, operation).await {
        Look::One(object) if operation.matches(&object) => Some(object),
        Look::One(_) => {
            tracing::error!(operation = %operation.id, "the provider's object is not what was asked for");
            None
        }
        Look::Nothing | Look::Several | Look::Unreachable => None,
    }
}

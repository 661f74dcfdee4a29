//! Claiming operations that are due, and carrying them to the provider: no transaction is open while the provider is asked.

use super::fuses::{self, Fuse};
use super::model::{Operation, OperationKind};
use super::store::{self, After};
use super::{OperationState, restorations, rules};
use crate::failure::Failure;
use crate::platform::db::{Conn, Db, DbError, Tx};
use crate::platform::gateway::{Gateway, Look, Object, Outcome};
use crate::primitives::Instant;
use crate::primitives::id::OperationId;
use futures_util::future::join_all;

/// How many are looked through for one that nobody else takes.
const AT_ONCE: i64 = 50;

/// What a noun says of an operation before it is claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prepared {
    /// Send it as it is.
    Ready,
    /// Only now everything is known: send this body. It is stored with the claim, before the first byte leaves.
    Bound(String),
    /// Something must happen first: look again then.
    NotBefore(Instant),
}

/// Says whether an operation may be sent, in the transaction that claims it.
pub type Prepare = fn(&mut Tx<'_>, &Operation, Instant) -> Result<Prepared, Failure>;

/// Nothing has to happen first.
pub fn ready(_: &mut Tx<'_>, _: &Operation, _: Instant) -> Result<Prepared, Failure> {
    Ok(Prepared::Ready)
}

/// Takes the lease of operations of a kind that are due, or of the named one if it is: at most `most`. Nothing that sends money out is taken
/// while the money fuse is blown, or while a restored book does not know yet what the provider did since.
pub async fn claim(
    db: &Db,
    kind: OperationKind,
    (named, most): (Option<OperationId>, usize),
    now: Instant,
    prepare: Prepare,
) -> Result<Vec<Operation>, Failure> {
    let out = matches!(kind, OperationKind::Transfer | OperationKind::Refund);
    if out && db.read(is_held).await.map_err(Failure::from)? {
        return Ok(Vec::new());
    }
    let due: Vec<OperationId> = match named {
        Some(id) => vec![id],
        None => db.read(move |conn| store::list_due(conn, kind, now, AT_ONCE)).await.map_err(Failure::from)?,
    };
    let mut claimed = Vec::new();
    for id in due {
        if claimed.len() >= most {
            break;
        }
        claimed.extend(db.write(move |tx| claim_one(tx, id, now, prepare)).await?);
    }
    Ok(claimed)
}

/// How many calls go out side by side: one that hangs does not keep the others.
pub const SIDE_BY_SIDE: usize = 8;

/// Claims what is due of a kind and hands each to `carry`, side by side; `true` if there may be more.
pub async fn send_due<W: Future<Output = Result<(), Failure>>>(
    db: &Db,
    (kind, prepare): (OperationKind, Prepare),
    now: Instant,
    carry: impl Fn(Operation) -> W,
) -> Result<bool, Failure> {
    let claimed = claim(db, kind, (None, SIDE_BY_SIDE), now, prepare).await?;
    let more = claimed.len() == SIDE_BY_SIDE;
    for carried in join_all(claimed.into_iter().map(carry)).await {
        carried?;
    }
    Ok(more)
}

fn is_held(conn: &mut Conn) -> Result<bool, DbError> {
    Ok(fuses::is_blown(conn, Fuse::Money)? || restorations::find_restoration(conn)?.is_some())
}

fn claim_one(tx: &mut Tx<'_>, id: OperationId, now: Instant, prepare: Prepare) -> Result<Option<Operation>, Failure> {
    let Some(mut seen) = store::find(tx, id)? else { return Ok(None) };
    if seen.first_at.is_none() {
        match prepare(tx, &seen, now)? {
            Prepared::Ready => {}
            Prepared::Bound(body) => seen.request = store::bind(tx, &seen, body)?,
            Prepared::NotBefore(then) => {
                store::put_off(tx, id, then)?;
                return Ok(None);
            }
        }
    }
    Ok(store::claim(tx, &seen, now)?.then_some(seen))
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
        last_at: Some(now),
        ..before.clone()
    };
    if before.state == OperationState::Blocked {
        return await_balance(db, gateway, claimed, now).await;
    }
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

/// It is certain that nothing happened under the old key, which would go on saying no: once there is balance, a new one is taken.
async fn await_balance(db: &Db, gateway: &dyn Gateway, claimed: Operation, now: Instant) -> Result<Found, Failure> {
    let there = gateway.balance(claimed.money.currency).await;
    db.write(move |tx| {
        let blocked = After {
            state: OperationState::Blocked,
            next_at: now.plus_seconds(rules::BLOCKED_SECONDS),
            object: None,
            failure_code: Some("balance"),
            server_errors: 0,
        };
        let enough = there.is_some_and(|there| there >= claimed.money.amount);
        if enough {
            store::renew(tx, &claimed, now)?
        } else {
            store::advance(tx, &claimed, &blocked, now)?
        };
        Ok::<_, Failure>(Found::Later)
    })
    .await
}

async fn put_off(db: &Db, claimed: Operation, next_at: Instant, code: &'static str) -> Result<Found, Failure> {
    let at = claimed.last_at.unwrap_or(next_at);
    db.write(move |tx| {
        let state = OperationState::Unknown;
        let after = After { state, next_at, object: None, failure_code: Some(code), server_errors: 0 };
        Ok::<_, Failure>(store::advance(tx, &claimed, &after, at)?)
    })
    .await?;
    Ok(Found::Later)
}

async fn send(gateway: &dyn Gateway, operation: &Operation) -> Outcome {
    match operation.kind.ask() {
        Some(ask) => gateway.send(ask, &operation.request).await,
        None => Outcome::Declined("unsupported".to_owned()),
    }
}

async fn look(gateway: &dyn Gateway, operation: &Operation) -> Look {
    match operation.kind.ask() {
        Some(ask) => gateway.find(ask, &operation.sought()).await,
        None => Look::Unreachable,
    }
}

/// What a look at the object of an operation showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// It is the one that was asked for, and stands so.
    Object(Object),
    /// It is another one, or there are several: nothing is booked, a person must look.
    Wrong,
    /// It was asked, and there is no such thing.
    Missing,
    /// Nothing that can be relied on.
    Nothing,
}

/// The object of an operation as the provider shows it now.
pub async fn object_of(gateway: &dyn Gateway, operation: &Operation) -> Seen {
    match look(gateway, operation).await {
        Look::One(object) if operation.matches(&object) => Seen::Object(object),
        Look::One(_) | Look::Several => Seen::Wrong,
        Look::Nothing => Seen::Missing,
        Look::Unreachable => Seen::Nothing,
    }
}

//! Writing on Postgres: one transaction a closure, run again whole when another came first.

use super::{Conn, DbError, Retry, Tx};
use crate::config::Isolation;
use diesel::connection::SimpleConnection as _;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

const TRIES: u32 = 10;
/// Who has lost so often runs alone on this node.
const BESIDE_OTHERS: u32 = 3;
/// Postgres answers the commit of a transaction in which a statement was refused with success, and rolls it back. The statement before it is refused
/// then, so that work which overlooked a refusal is never taken for done.
const COMMIT: &str = "SELECT 1; COMMIT";

/// Transactions run beside each other; one that has lost several times goes through alone, or rivals that are run again together would beat each other
/// until some have lost ten times. Transactions of other nodes are not kept out: against them there is the jitter.
#[derive(Default)]
pub(super) struct Gate(RwLock<()>);

/// Held while a transaction runs.
enum Pass<'a> {
    Beside(#[expect(dead_code, reason = "held, not read")] RwLockReadGuard<'a, ()>),
    Alone(#[expect(dead_code, reason = "held, not read")] RwLockWriteGuard<'a, ()>),
}

impl Gate {
    fn pass(&self, tries: u32) -> Pass<'_> {
        if tries <= BESIDE_OTHERS {
            Pass::Beside(self.0.read().unwrap_or_else(PoisonError::into_inner))
        } else {
            Pass::Alone(self.0.write().unwrap_or_else(PoisonError::into_inner))
        }
    }
}

/// Runs the work until it commits, refuses, or has lost ten times.
pub(super) fn write<T, E, F>(conn: &mut Conn, isolation: Isolation, gate: &Gate, work: &F) -> Result<T, E>
where
    E: From<DbError> + Retry,
    F: Fn(&mut Tx<'_>) -> Result<T, E>,
{
    let begin = match isolation {
        Isolation::Serializable => "BEGIN ISOLATION LEVEL SERIALIZABLE",
        Isolation::ReadCommitted => "BEGIN ISOLATION LEVEL READ COMMITTED",
    };
    let mut tries = 0;
    loop {
        tries += 1;
        let tried = {
            let _pass = gate.pass(tries);
            once(conn, begin, work)
        };
        match tried {
            Err(error) if error.is_conflict() && tries < TRIES => std::thread::sleep(jitter(tries)),
            other => return other,
        }
    }
}

fn once<T, E, F>(conn: &mut Conn, begin: &str, work: &F) -> Result<T, E>
where
    E: From<DbError>,
    F: Fn(&mut Tx<'_>) -> Result<T, E>,
{
    conn.batch_execute(begin).map_err(DbError::from)?;
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&mut Tx::over(conn))));
    match result {
        Ok(Ok(value)) => match conn.batch_execute(COMMIT) {
            Ok(()) => Ok(value),
            Err(error) => {
                roll_back(conn);
                Err(E::from(DbError::from(error)))
            }
        },
        Ok(Err(error)) => {
            roll_back(conn);
            Err(error)
        }
        Err(_) => {
            roll_back(conn);
            Err(E::from(DbError::Other("a transaction panicked".to_owned())))
        }
    }
}

fn roll_back(conn: &mut Conn) {
    if let Err(error) = conn.batch_execute("ROLLBACK") {
        tracing::warn!(%error, "a transaction could not be rolled back; its connection is lost");
    }
}

/// Up to 2, 4, 8 … 256 ms.
fn jitter(tries: u32) -> Duration {
    let top = 1u64 << tries.min(8);
    let random = getrandom::u32().unwrap_or(7);
    Duration::from_millis(u64::from(random) % top + 1)
}

//! Writing on SQLite: one thread, a queue, many closures for one flush.
//!
//! A batch is what gathered in the queue while the last flush ran; there is no timer. Each closure has its own savepoint, so one that fails or
//! panics rolls back alone. Nothing is answered before the `COMMIT` that holds it. If a `COMMIT` fails for another reason than a full disk, the
//! batch is answered as failed and the process stops: a failed fsync is never tried again and called good.

use super::{Conn, DbError, Retry, Tx};
use diesel::connection::SimpleConnection as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use tokio::sync::oneshot;

const QUEUE: usize = 1_024;

/// A closure that waits for its turn, whatever it returns.
trait Work: Send {
    /// Runs; `true` keeps what it did.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Answers whoever waits: what the closure said, or why its work was lost.
    fn answer(self: Box<Self>, committed: Result<(), DbError>);
}

struct Item<T, E, F> {
    work: F,
    said: Option<Result<T, E>>,
    waiting: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Work for Item<T, E, F>
where
    T: Send,
    E: From<DbError> + Send,
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let said = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (self.work)(tx)));
        let said = said.unwrap_or_else(|_| Err(E::from(DbError::Other("a transaction panicked".to_owned()))));
        let keep = said.is_ok();
        self.said = Some(said);
        keep
    }

    fn answer(self: Box<Self>, committed: Result<(), DbError>) {
        let said = match (self.said, committed) {
            (Some(Ok(value)), Ok(())) => Ok(value),
            (Some(Err(error)), _) => Err(error),
            (_, Err(lost)) => Err(E::from(lost)),
            (None, Ok(())) => Err(E::from(DbError::Other("the work never ran".to_owned()))),
        };
        // Nobody waits any more when the request was cut; the work stands all the same.
        drop(self.waiting.send(said));
    }
}

/// The way to the writer.
#[derive(Clone)]
pub(super) struct Queue(SyncSender<Box<dyn Work>>);

impl Queue {
    /// Starts the thread that owns the connection. It counts in `commits`.
    pub(super) fn start(conn: Conn, commits: Arc<AtomicU64>) -> Result<Self, DbError> {
        let (sender, receiver) = sync_channel(QUEUE);
        std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || drain(conn, &receiver, &commits))
            .map_err(|error| DbError::Down(error.to_string()))?;
        Ok(Self(sender))
    }

    /// Queues the work and waits for the flush that holds it.
    pub(super) async fn run<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Retry + Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (waiting, answer) = oneshot::channel();
        self.0.try_send(Box::new(Item { work, said: None, waiting })).map_err(|error| match error {
            TrySendError::Full(_) => DbError::Down("the writer's queue is full".to_owned()),
            TrySendError::Disconnected(_) => DbError::Down("the writer has stopped".to_owned()),
        })?;
        answer.await.unwrap_or_else(|_| Err(E::from(DbError::Down("the writer has stopped".to_owned()))))
    }
}

fn drain(mut conn: Conn, queue: &Receiver<Box<dyn Work>>, commits: &AtomicU64) {
    while let Ok(first) = queue.recv() {
        let mut batch = Vec::with_capacity(64);
        let outcome = run_batch(&mut conn, queue, first, &mut batch);
        commits.fetch_add(1, Ordering::SeqCst);
        let fatal = matches!(outcome, Err(DbError::Other(_)));
        // Nobody knows what of it is on the disk: whoever waits may ask again, and finds out.
        let said = if fatal { Err(DbError::Down("the disk failed, the process stops".to_owned())) } else { outcome.clone() };
        for work in batch {
            work.answer(said.clone());
        }
        if fatal {
            tracing::error!(?outcome, "a commit failed; stopping, so that the next start recovers what was flushed");
            std::thread::sleep(std::time::Duration::from_millis(200));
            std::process::abort();
        }
    }
}

/// One transaction over everything that waits. `batch` holds what ran, whatever the outcome.
fn run_batch(
    conn: &mut Conn,
    queue: &Receiver<Box<dyn Work>>,
    first: Box<dyn Work>,
    batch: &mut Vec<Box<dyn Work>>,
) -> Result<(), DbError> {
    let begun = begin(conn);
    let mut next = Some(first);
    while let Some(mut work) = next {
        let ran = if begun.is_ok() { run_one(conn, work.as_mut()) } else { Ok(()) };
        batch.push(work);
        if let Err(error) = ran {
            return Err(give_up(conn, error));
        }
        next = if begun.is_ok() && batch.len() < QUEUE { queue.try_recv().ok() } else { None };
    }
    begun?;
    conn.batch_execute("COMMIT").map_err(|error| give_up(conn, DbError::from(error)))
}

/// Another process may hold the lock (`vtask user create`): wait for it rather than fail the batch.
fn begin(conn: &mut Conn) -> Result<(), DbError> {
    match conn.batch_execute("BEGIN IMMEDIATE").map_err(DbError::from) {
        Err(DbError::Down(_)) => conn.batch_execute("BEGIN IMMEDIATE").map_err(|error| match DbError::from(error) {
            DbError::Other(message) => DbError::Down(message),
            other => other,
        }),
        Err(DbError::Other(message)) => Err(DbError::Down(message)),
        other => other,
    }
}

fn run_one(conn: &mut Conn, work: &mut dyn Work) -> Result<(), DbError> {
    conn.batch_execute("SAVEPOINT one")?;
    let keep = work.run(&mut Tx::over(conn));
    // On a full disk SQLite may have rolled back everything by itself: then these fail, and the batch is lost as a whole.
    let end = if keep { "RELEASE one" } else { "ROLLBACK TO one; RELEASE one" };
    conn.batch_execute(end).map_err(|_| DbError::Full)
}

/// Leaves the transaction after a failure. What SQLite rolled back by itself needs no rollback, so its refusal is not an error.
fn give_up(conn: &mut Conn, error: DbError) -> DbError {
    if let Err(refused) = conn.batch_execute("ROLLBACK") {
        tracing::debug!(%refused, "already rolled back");
    }
    error
}

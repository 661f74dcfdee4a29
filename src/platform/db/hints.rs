//! Hints between the nodes of one Postgres: who has committed tells the others so, at most some times a second, and outside of his transaction, where
//! it would make commits wait for each other. A hint says nothing but "look"; whoever needs certainty looks by himself too, for hints get lost.
//!
//! One thread and one connection a process. It speaks to itself through the server every few seconds: where that does not come back (a pooler in
//! between, another make of server), hints are taken for absent.

use super::open::open_postgres;
use super::{Conn, DbError};
use diesel::connection::SimpleConnection as _;
use diesel::sql_types::Integer;
use diesel::{PgConnection, QueryableByName, RunQueryDsl as _};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

/// How often it is looked what came in, and whether something is to be told.
const PAUSE: Duration = Duration::from_millis(40);
/// How often the thread speaks to itself.
const ALIVE: Duration = Duration::from_secs(5);
/// Unheard by itself for so long, it connects anew.
const DEAF: Duration = Duration::from_secs(15);
/// A server that refused is asked again after this many pauses.
const AGAIN_PAUSES: u32 = 50;

/// What this process tells, and what it hears.
#[derive(Debug, Default)]
pub(super) struct Hints {
    committed: AtomicBool,
    heard: AtomicU64,
    works: AtomicBool,
}

#[derive(QueryableByName)]
struct Own {
    #[diesel(sql_type = Integer)]
    pid: i32,
}

impl Hints {
    /// Begins to listen, until the last of these is dropped.
    pub(super) fn start(url: &str) -> Result<Arc<Self>, DbError> {
        let (hints, url) = (Arc::new(Self::default()), url.to_owned());
        let weak = Arc::downgrade(&hints);
        let thread = std::thread::Builder::new().name("hints".to_owned());
        thread.spawn(move || run(&url, &weak)).map_err(|error| DbError::Down(error.to_string()))?;
        Ok(hints)
    }

    /// Something was committed here: the others are told soon.
    pub(super) fn commit(&self) {
        self.committed.store(true, Ordering::SeqCst);
    }

    /// How often others said that they committed.
    pub(super) fn heard(&self) -> u64 {
        self.heard.load(Ordering::SeqCst)
    }

    /// What this process tells itself comes back.
    pub(super) fn works(&self) -> bool {
        self.works.load(Ordering::SeqCst)
    }
}

fn run(url: &str, weak: &Weak<Hints>) {
    while weak.strong_count() > 0 {
        if let Err(error) = listen(url, weak) {
            tracing::debug!(%error, "hints of other nodes are not heard; it is looked for what they did");
        }
        if let Some(hints) = weak.upgrade() {
            hints.works.store(false, Ordering::SeqCst);
        }
        for _ in 0..AGAIN_PAUSES {
            if weak.strong_count() > 0 {
                std::thread::sleep(PAUSE);
            }
        }
    }
}

/// Tells and hears until nobody wants to any more, or the connection fails.
fn listen(url: &str, weak: &Weak<Hints>) -> Result<(), DbError> {
    let Conn::Pg(mut conn) = open_postgres(url)? else { return Ok(()) };
    conn.batch_execute("SET application_name = 'vtask hints'; LISTEN vtask_commits").map_err(DbError::from)?;
    let own: Own = diesel::sql_query("SELECT pg_backend_pid() AS pid").get_result(&mut conn).map_err(DbError::from)?;
    let (mut told, mut echo) = (None::<Instant>, Instant::now());
    while let Some(hints) = weak.upgrade() {
        if hints.committed.swap(false, Ordering::SeqCst) {
            conn.batch_execute("NOTIFY vtask_commits").map_err(DbError::from)?;
        }
        if told.is_none_or(|told| told.elapsed() > ALIVE) {
            conn.batch_execute("NOTIFY vtask_commits, 'alive'").map_err(DbError::from)?;
            told = Some(Instant::now());
        }
        if hear(&mut conn, &hints, own.pid)? {
            echo = Instant::now();
        }
        if echo.elapsed() > DEAF {
            return Err(DbError::Down("the server delivers no notifications".to_owned()));
        }
        drop(hints);
        std::thread::sleep(PAUSE);
    }
    Ok(())
}

/// Takes what came in; whether some of it was told here.
fn hear(conn: &mut PgConnection, hints: &Hints, own: i32) -> Result<bool, DbError> {
    let mut echo = false;
    for told in conn.notifications_iter() {
        let told = told.map_err(DbError::from)?;
        if told.process_id == own {
            echo = true;
            hints.works.store(true, Ordering::SeqCst);
        } else if told.payload.is_empty() {
            hints.heard.fetch_add(1, Ordering::SeqCst);
        }
    }
    Ok(echo)
}

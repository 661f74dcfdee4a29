//! Opening a database and running work on it.

use super::hints::Hints;
use super::{Conn, DbError, Retry, Tx, conn, postgres, sqlite};
use crate::config::{Database, Isolation};
use diesel::connection::SimpleConnection as _;
use diesel::r2d2::{ManageConnection, Pool};
use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant as StdInstant};

/// When SQLite flushes to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flush {
    /// Each commit, before it is answered: the only way a market runs.
    Commits,
    /// At checkpoints: a power cut loses what was answered since. For comparing speed.
    Checkpoints,
    /// Never: for throw-away files of tests and of the demo while it is filled.
    Never,
}

impl Flush {
    const fn pragma(self) -> &'static str {
        match self {
            Self::Commits => "PRAGMA synchronous = FULL",
            Self::Checkpoints => "PRAGMA synchronous = NORMAL",
            Self::Never => "PRAGMA synchronous = OFF",
        }
    }
}

/// A connection of the pool is opened anew within this.
const RENEWED: Duration = Duration::from_secs(1_800);

/// How to open.
#[derive(Debug, Clone)]
pub struct Options {
    /// Which database.
    pub database: Database,
    /// How Postgres keeps transactions apart.
    pub isolation: Isolation,
    /// When SQLite flushes; Postgres has its own settings.
    pub flush: Flush,
    /// Connections for reading (SQLite), for everything (Postgres).
    pub connections: u32,
}

impl Options {
    /// As the settings say, durable.
    #[must_use]
    pub fn of(config: &crate::config::Config) -> Self {
        Self { database: config.database.clone(), isolation: config.isolation, flush: Flush::Commits, connections: 8 }
    }
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    readers: Pool<Opener>,
    writer: Writer,
    read_begin: &'static str,
    commits: Commits,
}

#[derive(Clone)]
enum Writer {
    Sqlite(sqlite::Queue),
    Postgres(Isolation, Arc<postgres::Gate>),
}

impl Db {
    /// Opens the database; the schema must already be there (see [`super::migrations`]).
    pub fn open(options: &Options) -> Result<Self, DbError> {
        let (writer, commits, read_begin, connections) = match &options.database {
            Database::Sqlite(path) => {
                if let Some(parent) = path.parent() {
                    std::fs::create_dir_all(parent).map_err(|error| DbError::Down(format!("{}: {error}", parent.display())))?;
                }
                let writing = open_sqlite(path, options.flush, false)?;
                let others = Others::new(open_sqlite(path, options.flush, true)?);
                let commits = Commits { others: Some(Arc::new(Mutex::new(others))), ..Commits::default() };
                let queue = sqlite::Queue::start(writing, commits.own.clone())?;
                (Writer::Sqlite(queue), commits, "BEGIN", options.connections.min(4))
            }
            Database::Postgres(url) => (
                Writer::Postgres(options.isolation, Arc::default()),
                Commits { hints: Some(Hints::start(url)?), ..Commits::default() },
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                options.connections,
            ),
        };
        let remote = matches!(options.database, Database::Postgres(_));
        let readers = Pool::builder()
            .max_size(connections)
            .min_idle(Some(1))
            .max_lifetime(Some(RENEWED))
            .connection_timeout(Duration::from_millis(1_500))
            .test_on_check_out(remote)
            .build(Opener { database: options.database.clone(), flush: options.flush })
            .map_err(|error| DbError::Down(error.to_string()))?;
        Ok(Self { readers, writer, read_begin, commits })
    }

    /// Runs `work` in one transaction; answers when it is committed and flushed. `work` is not async: it cannot wait for a provider or a mail
    /// server while rows are held. It may run more than once, so it captures by reference or clone, is short, and has no effect outside.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Retry + Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        match &self.writer {
            Writer::Sqlite(queue) => queue.run(work).await,
            Writer::Postgres(isolation, gate) => {
                let (pool, isolation, gate) = (self.readers.clone(), *isolation, gate.clone());
                let get = move || pool.get().map_err(|error| DbError::Down(error.to_string()));
                let written = blocking(move || postgres::write(&mut *get()?, isolation, &gate, &work)).await;
                self.commits.own.fetch_add(1, Ordering::SeqCst);
                if let Some(hints) = &self.commits.hints {
                    hints.commit();
                }
                written
            }
        }
    }

    /// Runs `work` on one consistent snapshot. It cannot write.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        let (pool, begin) = (self.readers.clone(), self.read_begin);
        blocking(move || {
            let mut conn = pool.get().map_err(|error| DbError::Down(error.to_string()))?;
            conn.batch_execute(begin).map_err(DbError::from)?;
            let answer = work(&mut conn);
            let ended = conn.batch_execute("ROLLBACK").map_err(DbError::from);
            answer.and_then(|value| ended.map(|()| value).map_err(E::from))
        })
        .await
    }
}

impl Db {
    /// Lets SQLite count what it holds where that changed tenfold, and remember it in the file: what it does not know of a column it takes to be rare, and
    /// would go through everything that is open to find two of them. Readers know it when they open the file anew, within half
    /// an hour. A Postgres does this by itself.
    pub async fn keep_statistics(&self) -> Result<(), DbError> {
        match &self.writer {
            Writer::Sqlite(queue) => queue.run(|tx| tx.batch_execute("PRAGMA optimize = 0x10002").map_err(DbError::from)).await,
            Writer::Postgres(..) => Ok(()),
        }
    }
}

/// How this process learns that something was committed: it counts its own commits, SQLite tells of those of other processes, and the nodes of one
/// Postgres give each other hints.
#[derive(Clone, Default)]
struct Commits {
    own: Arc<AtomicU64>,
    others: Option<Arc<Mutex<Others>>>,
    hints: Option<Arc<Hints>>,
}

/// A connection that is asked for the commits of others, and what it last said.
struct Others {
    conn: Conn,
    asked: StdInstant,
    version: Option<u64>,
}

/// Others' commits are noticed within this.
const NOTICED: Duration = Duration::from_millis(20);

/// `PRAGMA data_version`
#[derive(QueryableByName)]
struct DataVersion {
    #[diesel(sql_type = BigInt)]
    data_version: i64,
}

impl Others {
    fn new(conn: Conn) -> Self {
        let mut others = Self { conn, asked: StdInstant::now(), version: None };
        others.ask();
        others
    }

    fn ask(&mut self) {
        let row: Result<DataVersion, _> = diesel::sql_query("PRAGMA data_version").get_result(&mut self.conn);
        self.version = row.ok().and_then(|row| u64::try_from(row.data_version).ok());
        self.asked = StdInstant::now();
    }
}

impl Db {
    /// [`Db::stamp`] where it speaks surely of everybody who writes. `None` on Postgres, where other nodes may write unseen.
    #[must_use]
    pub fn stamp_of_all(&self) -> Option<u64> {
        self.stamp().filter(|_| self.hears() == Hears::Surely)
    }

    /// A number that grows with each commit: at once with those of this process, soon with those of others too, of which a hint may get lost on
    /// Postgres. What was read before and kept is true as long as the number stays; where other nodes write too, keep it for moments only. `None` if
    /// it cannot be told.
    #[must_use]
    pub fn stamp(&self) -> Option<u64> {
        let own = self.commits.own.load(Ordering::SeqCst);
        let heard = self.commits.hints.as_ref().map_or(0, |hints| hints.heard());
        let Some(others) = &self.commits.others else { return Some(own.wrapping_add(heard)) };
        let mut others = others.lock().unwrap_or_else(PoisonError::into_inner);
        if others.asked.elapsed() > NOTICED {
            others.ask();
        }
        // Both only grow, so their sum does too.
        others.version.map(|version| version.wrapping_add(own))
    }
}

/// How soon commits of other processes move [`Db::stamp`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hears {
    /// Always: it is the same file.
    Surely,
    /// By hints, which may get lost.
    ByHints,
    /// Not at all, now: whoever must know has to look.
    Nothing,
}

impl Db {
    /// The database lies in this machine's files, and one worker works on it: no other node does.
    #[must_use]
    pub const fn is_embedded(&self) -> bool {
        self.commits.hints.is_none()
    }

    /// What this process hears of the commits of others.
    #[must_use]
    pub fn hears(&self) -> Hears {
        match &self.commits.hints {
            None => Hears::Surely,
            Some(hints) if hints.works() => Hears::ByHints,
            Some(_) => Hears::Nothing,
        }
    }
}

/// Asks the database for nothing, to see that it answers.
pub fn ping(conn: &mut Conn) -> Result<(), DbError> {
    conn.batch_execute("SELECT 1").map_err(DbError::from)
}

async fn blocking<T: Send + 'static, E: From<DbError> + Send + 'static>(
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, E> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(E::from(DbError::Other(format!("the work did not end: {error}")))))
}

/// Makes connections for the pool.
struct Opener {
    database: Database,
    flush: Flush,
}

impl ManageConnection for Opener {
    type Connection = Conn;
    type Error = DbError;

    fn connect(&self) -> Result<Conn, DbError> {
        match &self.database {
            Database::Sqlite(path) => open_sqlite(path, self.flush, true),
            Database::Postgres(url) => open_postgres(url),
        }
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), DbError> {
        conn.batch_execute("SELECT 1").map_err(DbError::from)
    }

    fn has_broken(&self, _: &mut Conn) -> bool {
        false
    }
}

/// Opens the server with its time zone pinned, so that no answer depends on the server's settings.
pub(super) fn open_postgres(url: &str) -> Result<Conn, DbError> {
    let mut conn = conn::establish_postgres(url).map_err(|error| DbError::Down(error.to_string()))?;
    conn.batch_execute("SET TIME ZONE 'UTC'; SET client_min_messages = warning; SET statement_timeout = '60s'").map_err(DbError::from)?;
    Ok(conn)
}

/// Opens the file in WAL mode. A reader cannot write.
pub(super) fn open_sqlite(path: &std::path::Path, flush: Flush, reader: bool) -> Result<Conn, DbError> {
    let mut conn = conn::establish_sqlite(path).map_err(|error| DbError::Down(error.to_string()))?;
    conn.batch_execute("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY")
        .map_err(DbError::from)?;
    conn.batch_execute(flush.pragma()).map_err(DbError::from)?;
    conn.batch_execute(if reader { "PRAGMA query_only = ON; PRAGMA cache_size = -8000" } else { "PRAGMA cache_size = -32000" })
        .map_err(DbError::from)?;
    Ok(conn)
}

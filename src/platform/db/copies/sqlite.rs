//! SQLite: one file.

use super::super::{Conn, DbError, Flush, Tx, migrations, open};
use super::sync_directory;
use crate::config::Database;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::Text;
use std::path::{Path, PathBuf};

const NAME: &str = "vtask.db";

/// `VACUUM INTO` reads one snapshot and keeps no writer waiting; it does not flush what it writes, so that is done here.
pub(super) fn copy_out<T>(
    path: &Path,
    directory: &Path,
    look: impl FnOnce(&mut Conn) -> Result<T, DbError>,
) -> Result<(Vec<PathBuf>, T), DbError> {
    if !path.is_file() {
        return Err(DbError::Down(format!("{} is not there", path.display())));
    }
    let copy = directory.join(NAME);
    let quoted = copy.to_string_lossy().replace('\'', "''");
    open::open_sqlite(path, Flush::Commits, false)?.batch_execute(&format!("VACUUM INTO '{quoted}'"))?;
    let seen = look(&mut alone(&copy)?)?;
    std::fs::File::open(&copy)?.sync_all()?;
    sync_directory(directory)?;
    Ok((vec![copy], seen))
}

/// Opens a file that nobody else uses, without a log beside it.
fn alone(path: &Path) -> Result<Conn, DbError> {
    let mut conn = super::super::conn::establish_sqlite(path).map_err(|error| DbError::Down(error.to_string()))?;
    conn.batch_execute("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")?;
    Ok(conn)
}

/// The file gets its name last: a database that is there is whole and marked.
pub(super) fn copy_in<E: From<DbError>>(
    path: &Path,
    directory: &Path,
    look: impl FnOnce(&mut Conn) -> Result<(), E>,
    mark: impl FnOnce(&mut Tx<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let parent = path.parent().unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(parent).map_err(DbError::from)?;
    let half = parent.join(format!("{NAME}.restoring"));
    let done = prepared(&half, directory, look, mark).and_then(|()| Ok(named(&half, path, parent).map_err(DbError::from)?));
    if done.is_err()
        && let Err(error) = std::fs::remove_file(&half)
    {
        tracing::debug!(%error, "what did not come in whole is gone already");
    }
    done
}

/// A copy under another name: whole, up to date and marked.
fn prepared<E: From<DbError>>(
    half: &Path,
    directory: &Path,
    look: impl FnOnce(&mut Conn) -> Result<(), E>,
    mark: impl FnOnce(&mut Tx<'_>) -> Result<(), E>,
) -> Result<(), E> {
    std::fs::copy(directory.join(NAME), half).map_err(DbError::from)?;
    {
        let mut conn = alone(half)?;
        check(&mut conn)?;
        look(&mut conn)?;
    }
    migrations::migrate(&Database::Sqlite(half.to_owned()))?;
    let mut conn = alone(half)?;
    conn.batch_execute("BEGIN IMMEDIATE").map_err(DbError::from)?;
    mark(&mut Tx::over(&mut conn))?;
    Ok(conn.batch_execute("COMMIT").map_err(DbError::from)?)
}

fn named(half: &Path, path: &Path, parent: &Path) -> std::io::Result<()> {
    std::fs::File::open(half)?.sync_all()?;
    std::fs::rename(half, path)?;
    sync_directory(parent)
}

#[derive(QueryableByName)]
struct Said {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

/// Every page and index fits, and every reference points at something.
fn check(conn: &mut Conn) -> Result<(), DbError> {
    let Conn::Sqlite(sqlite) = conn else { return Ok(()) };
    let said: Vec<Said> = diesel::sql_query("PRAGMA integrity_check").load(sqlite).map_err(|error| DbError::Other(error.to_string()))?;
    let lines: Vec<&str> = said.iter().map(|said| said.integrity_check.as_str()).collect();
    if lines != ["ok"] {
        return Err(DbError::Other(format!("the file is damaged: {}", lines.join("; "))));
    }
    #[derive(QueryableByName)]
    struct Loose {
        #[diesel(sql_type = Text)]
        table: String,
    }
    let loose: Vec<Loose> = diesel::sql_query("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1").load(sqlite)?;
    loose.first().map_or(Ok(()), |found| Err(DbError::Other(format!("a row of {} points at nothing", found.table))))
}

//! A whole database into a directory and out of one, while others write in it: what is copied is what stood at one moment.
//!
//! SQLite is copied as a file. Postgres is copied as lines of JSON, a file a table, so that no client program of the right version must be at
//! hand; it goes back through the migrations, every constraint and trigger. Nothing here knows what the rows mean.

mod order;
mod postgres;
mod sqlite;

use super::{Conn, DbError, Tx};
use crate::config::Database;
use std::path::{Path, PathBuf};

impl From<std::io::Error> for DbError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Down(error.to_string()),
        }
    }
}

/// Copies everything into an empty directory and looks at the same moment; the files are on the disk when it returns.
pub fn copy_out<T>(
    database: &Database,
    directory: &Path,
    look: impl FnOnce(&mut Conn) -> Result<T, DbError>,
) -> Result<(Vec<PathBuf>, T), DbError> {
    match database {
        Database::Sqlite(path) => sqlite::copy_out(path, directory, look),
        Database::Postgres(url) => postgres::copy_out(url, directory, look),
    }
}

/// There is no file, or no table, where the database is to be.
pub fn is_absent(database: &Database) -> Result<bool, DbError> {
    match database {
        Database::Sqlite(path) => Ok(!path.exists()),
        Database::Postgres(url) => postgres::is_absent(url),
    }
}

/// Looks into a database that is there, once.
pub fn look<T>(database: &Database, look: impl FnOnce(&mut Conn) -> Result<T, DbError>) -> Result<T, DbError> {
    match database {
        Database::Sqlite(path) => look(&mut super::open::open_sqlite(path, super::Flush::Commits, true)?),
        Database::Postgres(url) => look(&mut super::open::open_postgres(url)?),
    }
}

/// Brings a copy back to where there is nothing yet. `look` sees the rows as they were copied, `mark` writes before anybody else can see the
/// database; where either fails, no row is there.
pub fn copy_in<E: From<DbError>>(
    database: &Database,
    directory: &Path,
    look: impl FnOnce(&mut Conn) -> Result<(), E>,
    mark: impl FnOnce(&mut Tx<'_>) -> Result<(), E>,
) -> Result<(), E> {
    match database {
        Database::Sqlite(path) => sqlite::copy_in(path, directory, look, mark),
        Database::Postgres(url) => postgres::copy_in(url, directory, look, mark),
    }
}

/// A place of its own beside the database, to try a copy out, and the way to be rid of it.
pub fn beside(database: &Database, directory: &Path, name: &str) -> Result<Database, DbError> {
    match database {
        Database::Sqlite(_) => Ok(Database::Sqlite(directory.join("vtask.db"))),
        Database::Postgres(url) => postgres::make_schema(url, name).map(Database::Postgres),
    }
}

/// Throws away what [`beside`] made; `name` is the same.
pub fn throw_away(database: &Database, name: &str) -> Result<(), DbError> {
    match database {
        Database::Sqlite(_) => Ok(()),
        Database::Postgres(url) => postgres::drop_schema(url, name),
    }
}

/// The name is on the disk: a file's content alone is not.
fn sync_directory(directory: &Path) -> std::io::Result<()> {
    std::fs::File::open(directory)?.sync_all()
}

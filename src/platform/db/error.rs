//! What a database can answer besides rows, the same for both.

use diesel::result::{DatabaseErrorKind as Kind, Error};

/// Why a statement or a commit did not work.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DbError {
    /// One row was wanted and none is there.
    #[error("no such row")]
    NotFound,
    /// A unique index refused; the index (Postgres) or its columns (SQLite).
    #[error("not unique: {0}")]
    Unique(String),
    /// A CHECK refused; its name.
    #[error("check: {0}")]
    Check(String),
    /// Another transaction came first; the same work may be tried again.
    #[error("another transaction came first")]
    Conflict,
    /// The disk has no room.
    #[error("the disk is full")]
    Full,
    /// The queue is full, or the database cannot be reached.
    #[error("the database is not there: {0}")]
    Down(String),
    /// A bug: a statement that the database does not understand or does not allow.
    #[error("{0}")]
    Other(String),
}

impl From<Error> for DbError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::DatabaseError(kind, info) => {
                let said = info.constraint_name().unwrap_or_else(|| info.message()).to_owned();
                match kind {
                    Kind::UniqueViolation => Self::Unique(said),
                    Kind::CheckViolation => Self::Check(said),
                    Kind::SerializationFailure => Self::Conflict,
                    Kind::ClosedConnection | Kind::UnableToSendCommand => Self::Down(info.message().to_owned()),
                    _ => by_message(info.message()),
                }
            }
            Error::BrokenTransactionManager | Error::AlreadyInTransaction | Error::NotInTransaction => Self::Down(error.to_string()),
            Error::RollbackErrorOnCommit { commit_error, .. } => Self::from(*commit_error),
            other => Self::Other(other.to_string()),
        }
    }
}

/// What has no kind of its own in diesel: deadlocks, a transaction whose refusal was overlooked (mostly for a deadlock or a rival), a full disk, a lock held by another process, a server that went away.
fn by_message(message: &str) -> DbError {
    let has = |part: &str| message.contains(part);
    if has("deadlock detected") || has("could not serialize") || has("current transaction is aborted") {
        DbError::Conflict
    } else if has("database or disk is full") || has("No space left") {
        DbError::Full
    } else if has("database is locked")
        || has("server closed the connection")
        || has("terminating connection")
        || has("no connection to the server")
        || has("not accepting")
    {
        DbError::Down(message.to_owned())
    } else {
        DbError::Other(message.to_owned())
    }
}

/// An error that knows whether the whole transaction may be run again.
pub trait Retry {
    /// Another transaction came first.
    fn is_conflict(&self) -> bool;
}

impl Retry for DbError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict)
    }
}

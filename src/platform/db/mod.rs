//! The database: SQLite inside the process or a Postgres server, behind one [`Db`].
//!
//! A transaction is a value: [`Db::write`] is the one function that makes a [`Tx`], and its closure is not async, so nothing inside can wait for
//! the network. [`Db::read`] gives one consistent snapshot and cannot write. Nothing here knows a product word.
//!
//! What is asked by a unique key, and what is one sum, is read with `get_result`. `first` adds `LIMIT ?`, and SQLite, which looks into a bound limit to
//! plan by it, prepares such a statement anew each time that it runs. For the same reason a list ends with [`AtMost::at_most`] and not with `limit`.

mod among;
mod at_most;
mod conn;
pub mod copies;
mod error;
mod hints;
pub mod migrations;
mod open;
mod postgres;
mod sqlite;

pub use among::{Among, OneOf};
pub use at_most::{AtMost, Limited};
pub use conn::{Conn, Tx};
pub use error::{DbError, Retry};
pub use open::{Db, Flush, Hears, Options, ping};

/// Runs a diesel expression against whichever database is behind the connection, for what a `MultiConnection` cannot say (batch inserts,
/// `on_conflict`, `excluded`): type-checked against both.
#[macro_export]
macro_rules! each {
    ($conn:expr, $c:ident => $body:expr) => {
        match $conn {
            $crate::platform::db::Conn::Pg($c) => $body,
            $crate::platform::db::Conn::Sqlite($c) => $body,
        }
    };
}

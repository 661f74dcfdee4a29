//! A connection to either database, and the proof that a transaction is open on it.

use diesel::{Connection as _, PgConnection, SqliteConnection};
use std::ops::{Deref, DerefMut};

/// A connection to one of the two databases.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// Postgres, or what speaks its protocol.
    Pg(PgConnection),
    /// SQLite in this process.
    Sqlite(SqliteConnection),
}

/// Proof that a transaction is open. Only [`super::Db::write`] makes one.
pub struct Tx<'a>(&'a mut Conn);

impl<'a> Tx<'a> {
    pub(super) fn over(conn: &'a mut Conn) -> Self {
        Self(conn)
    }
}

impl Deref for Tx<'_> {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        self.0
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.0
    }
}

pub(super) fn establish_postgres(url: &str) -> diesel::ConnectionResult<Conn> {
    PgConnection::establish(url).map(Conn::Pg)
}

pub(super) fn establish_sqlite(path: &std::path::Path) -> diesel::ConnectionResult<Conn> {
    SqliteConnection::establish(&path.to_string_lossy()).map(Conn::Sqlite)
}

// Stands here because primitives know no database: a share behind either connection is bound by reference.
impl diesel::serialize::ToSql<diesel::sql_types::Integer, <Conn as diesel::Connection>::Backend> for crate::primitives::BasisPoints {
    fn to_sql<'b>(
        &'b self,
        out: &mut diesel::serialize::Output<'b, '_, <Conn as diesel::Connection>::Backend>,
    ) -> diesel::serialize::Result {
        out.set_value((diesel::sql_types::Integer, self));
        Ok(diesel::serialize::IsNull::No)
    }
}

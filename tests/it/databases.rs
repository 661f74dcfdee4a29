//! Empty databases of both kinds, migrated, one of each for every test that asks.

use vtask::config::{Database, Isolation};
use vtask::platform::db::{Db, Flush, Options, migrations};

/// A migrated database that nobody else sees; its file or server database goes with it.
pub(crate) struct Fresh {
    pub(crate) db: Db,
    pub(crate) name: &'static str,
    _dir: Option<tempfile::TempDir>,
}

/// One SQLite file and, where `VTASK_TEST_POSTGRES` names a server, one Postgres database at each isolation.
pub(crate) fn fresh() -> Vec<Fresh> {
    let dir = tempfile::tempdir().unwrap();
    let file = Database::Sqlite(dir.path().join("vtask.db"));
    let mut all = vec![open("sqlite", file, Isolation::Serializable, Some(dir))];
    if let Ok(server) = std::env::var("VTASK_TEST_POSTGRES") {
        for (name, isolation) in [("postgres", Isolation::Serializable), ("postgres read committed", Isolation::ReadCommitted)] {
            all.push(open(name, postgres(&server), isolation, None));
        }
    }
    all
}

fn open(name: &'static str, database: Database, isolation: Isolation, dir: Option<tempfile::TempDir>) -> Fresh {
    migrations::migrate(&database).unwrap();
    let db = Db::open(&Options { database, isolation, flush: Flush::Never, connections: 16 }).unwrap();
    Fresh { db, name, _dir: dir }
}

fn postgres(server: &str) -> Database {
    use diesel::Connection as _;
    use diesel::connection::SimpleConnection as _;
    let name = vtask::primitives::id::JobId::random().to_string();
    diesel::PgConnection::establish(server).unwrap().batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    Database::Postgres(format!("{base}/{name}"))
}

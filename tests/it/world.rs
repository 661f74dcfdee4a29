//! A market of its own for each test: its own database, its own data directory, its own clock, a real server on a free port.
//!
//! Tests come in pairs, one for each database, by the macro [`both!`]. Postgres is the cluster that `VTASK_TEST_POSTGRES` names.

use crate::browser::Browser;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use vtask::config::{Config, Database};
use vtask::platform::clock::Clock;
use vtask::platform::db::{Flush, Options, migrations};
use vtask::primitives::Instant;
use vtask::web::Shared;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    Sqlite,
    Postgres,
    /// Postgres at the weaker isolation, for which every transition is guarded too.
    ReadCommitted,
}

/// A market for one test.
pub struct World {
    pub site: Shared,
    pub store: Store,
    pub address: SocketAddr,
    ahead: Arc<AtomicI64>,
    _dir: tempfile::TempDir,
}

/// Writes a test twice: once for SQLite, once for Postgres.
#[macro_export]
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($world:ident: World) $body:block)*) => {$(
        mod $name {
            #[allow(unused_imports, reason = "not every test uses all that its file uses")]
            use super::*;
            async fn story($world: &$crate::world::World) $body
            #[test]
            fn on_sqlite() {
                $crate::world::run($crate::world::Store::Sqlite, async |world| story(world).await);
            }
            #[test]
            fn on_postgres() {
                $crate::world::run($crate::world::Store::Postgres, async |world| story(world).await);
            }
        }
    )*};
}

/// Opens a world, runs the story, closes the world.
pub fn run(store: Store, story: impl AsyncFnOnce(&World)) {
    actix_web::rt::System::new().block_on(async {
        let world = World::open(store).await;
        story(&world).await;
        world.close().await;
    });
}

impl World {
    pub async fn open(store: Store) -> Self {
        Self::open_with(store, Arc::new(AtomicI64::new(0)), &[]).await
    }

    /// With more settings, and a clock that somebody else shares.
    pub async fn open_with(store: Store, ahead: Arc<AtomicI64>, settings: &[(&str, String)]) -> Self {
        let (world, listener) = Self::quiet(store, ahead, settings);
        actix_web::rt::spawn(vtask::app::run(&world.site, listener, 1).unwrap());
        world
    }

    /// A market that nobody serves: nobody but the test holds its machines, so that it can die and be opened again.
    pub fn quiet(store: Store, ahead: Arc<AtomicI64>, settings: &[(&str, String)]) -> (Self, std::net::TcpListener) {
        let dir = tempfile::tempdir().unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mut said = vtask::config::Said::new();
        said.insert("VTASK_DATA_DIR".into(), dir.path().to_string_lossy().into_owned());
        said.insert("VTASK_FFMPEG".into(), "off".into());
        said.insert("VTASK_BASE_URL".into(), format!("http://{address}"));
        said.extend(settings.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
        let mut config: Config = vtask::config::parse(&said).unwrap();
        config.database = match store {
            Store::Sqlite => sqlite(dir.path()),
            Store::Postgres | Store::ReadCommitted => postgres(),
        };
        if store == Store::ReadCommitted {
            config.isolation = vtask::config::Isolation::ReadCommitted;
        }
        let options = Options { flush: Flush::Never, connections: 16, ..Options::of(&config) };
        let site = vtask::app::site(config, Clock::ahead(ahead.clone()), &options).unwrap();
        (Self { site, store, address, ahead, _dir: dir }, listener)
    }

    /// Another node of the same market: the same book and settings, a server of its own.
    pub fn beside(&self) -> Self {
        self.beside_with(|_| {})
    }

    /// Another node, with other settings.
    pub fn beside_with(&self, change: impl FnOnce(&mut Config)) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mut config = self.site.config.clone();
        change(&mut config);
        let options = Options { flush: Flush::Never, connections: 8, ..Options::of(&config) };
        let site = vtask::app::site(config, Clock::ahead(self.ahead.clone()), &options).unwrap();
        actix_web::rt::spawn(vtask::app::run(&site, listener, 1).unwrap());
        Self { site, store: self.store, address, ahead: self.ahead.clone(), _dir: tempfile::tempdir().unwrap() }
    }

    /// The process is gone and another one opens the same book: nothing that was only in memory is left.
    pub fn reopened(self) -> Self {
        let Ok(gone) = Arc::try_unwrap(self.site) else { panic!("somebody holds the machines of a market that died") };
        let vtask::config::GatewayChoice::Stripe(keys) = &gone.config.gateway else { panic!("only a market on Stripe dies") };
        let options = Options { flush: Flush::Never, connections: 4, ..Options::of(&gone.config) };
        let site = vtask::web::Site {
            db: vtask::platform::db::Db::open(&options).unwrap(),
            gateway: Arc::new(vtask::platform::gateway::Stripe::new(keys, gone.clock.clone())),
            kept: vtask::platform::kept::Kept::default(),
            ..gone
        };
        Self { site: Arc::new(site), ..self }
    }

    /// Somebody with a fresh browser, in English.
    pub fn browser(&self) -> Browser {
        Browser::new(self.address)
    }

    pub fn now(&self) -> Instant {
        self.site.clock.now()
    }

    /// Time passes; nothing fires until [`World::tick`].
    pub fn wait_seconds(&self, seconds: i64) {
        self.ahead.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    /// Time passes; nothing fires until [`World::tick`].
    pub fn wait_hours(&self, hours: i64) {
        self.ahead.fetch_add(hours * 3_600_000_000, Ordering::Relaxed);
    }

    /// Time passes; nothing fires until [`World::tick`].
    pub fn wait_days(&self, days: i64) {
        self.wait_hours(days * 24);
    }

    /// One look at all clocks and jobs, as the worker does on each tick.
    pub async fn tick(&self) {
        vtask::app::tick(&self.site).await;
    }

    /// Every clock that fell due fires at its own time; no job runs, no mail goes out.
    pub async fn fire(&self) {
        let now = self.now();
        self.site.db.write(move |tx| vtask::app::catch_up(tx, now)).await.unwrap();
    }

    /// What waits for the payment provider goes to it, and its answers come back.
    pub async fn provider(&self) {
        for job in vtask::payments::JOBS.iter().chain(vtask::payouts::JOBS).chain(vtask::chargebacks::JOBS) {
            (job.run)(self.site.clone()).await.unwrap();
        }
    }

    /// The market as its backup brings it back, in a place of its own, with the same clock and provider.
    pub async fn restored_from(&self, backup: &Path) -> Self {
        self.restored_with(backup, |_| {}).await
    }

    /// As [`World::restored_from`], with other settings.
    pub async fn restored_with(&self, backup: &Path, change: impl FnOnce(&mut Config)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mut config = self.settings_beside(dir.path());
        change(&mut config);
        vtask::backups::restore(&config, backup, true, self.now(), &mut |_| {}).unwrap();
        let options = Options { flush: Flush::Never, connections: 16, ..Options::of(&config) };
        let site = vtask::app::site(config, Clock::ahead(self.ahead.clone()), &options).unwrap();
        actix_web::rt::spawn(vtask::app::run(&site, listener, 1).unwrap());
        Self { site, store: self.store, address, ahead: self.ahead.clone(), _dir: dir }
    }

    /// The settings of this market for another directory, and for a database in which there is nothing.
    pub fn settings_beside(&self, dir: &Path) -> Config {
        let database = match self.store {
            Store::Sqlite => Database::Sqlite(dir.join("vtask.db")),
            Store::Postgres | Store::ReadCommitted => {
                let name = format!("vtask_{}", uuid::Uuid::new_v4().simple());
                admin(&format!("CREATE DATABASE \"{name}\""));
                Database::Postgres(with_database(&cluster(), &name))
            }
        };
        Config { data_dir: dir.to_owned(), uploads: dir.join("uploads"), database, ..self.site.config.clone() }
    }

    pub async fn close(self) {
        let database = self.site.config.database.clone();
        drop(self);
        remove(&database);
    }
}

/// The database of a test is not needed any more.
pub fn remove(database: &Database) {
    if let Database::Postgres(url) = database {
        let name = url.rsplit('/').next().unwrap().to_owned();
        admin(&format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)"));
    }
}

/// A file with the schema in it, copied from one that is made once for each set of migrations.
fn sqlite(dir: &Path) -> Database {
    let templates = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let template = templates.join(format!("template-{}.db", migrations::fingerprint()));
    if !template.exists() {
        // Several tests may make it at once; each puts a whole one in place.
        let own = templates.join(format!("{}.db", uuid::Uuid::new_v4().simple()));
        migrations::migrate(&Database::Sqlite(own.clone())).unwrap();
        std::fs::rename(&own, &template).unwrap();
    }
    let path = dir.join("vtask.db");
    std::fs::copy(&template, &path).unwrap();
    Database::Sqlite(path)
}

/// A database cloned from a template that has the schema; the first test of a run makes the template.
fn postgres() -> Database {
    let base = cluster();
    let template = format!("vtask_template_{}", migrations::fingerprint());
    let name = format!("vtask_{}", uuid::Uuid::new_v4().simple());
    // Another test may be cloning the template this very moment; then the server asks us to come again.
    for _ in 0..200 {
        match psql(&base, &format!("CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"")) {
            Ok(()) => return Database::Postgres(with_database(&base, &name)),
            Err(error) if error.contains("being accessed") => std::thread::sleep(std::time::Duration::from_millis(25)),
            Err(error) if error.contains("does not exist") => make_template(&base, &template),
            Err(error) => panic!("{error}"),
        }
    }
    panic!("the template database was never free");
}

/// Makes the template, unless another test has made it meanwhile.
fn make_template(base: &str, template: &str) {
    use diesel::connection::{Connection as _, SimpleConnection as _};
    let mut conn = diesel::PgConnection::establish(base).expect("the test cluster");
    conn.batch_execute("SELECT pg_advisory_lock(77001)").unwrap();
    let new = format!("{template}_new");
    let renamed = |from: &str, to: &str| psql(base, &format!("ALTER DATABASE \"{from}\" RENAME TO \"{to}\""));
    // It has its name only when it is whole; one that is there refuses to be made again.
    if renamed(template, template).is_err_and(|error| error.contains("does not exist")) {
        psql(base, &format!("DROP DATABASE IF EXISTS \"{new}\"")).unwrap();
        psql(base, &format!("CREATE DATABASE \"{new}\"")).unwrap();
        migrations::migrate(&Database::Postgres(with_database(base, &new))).unwrap();
        renamed(&new, template).unwrap();
    }
    conn.batch_execute("SELECT pg_advisory_unlock(77001)").unwrap();
}

/// The address of the test cluster, as a superuser may use it.
fn cluster() -> String {
    std::env::var("VTASK_TEST_POSTGRES").expect("VTASK_TEST_POSTGRES names a Postgres cluster for tests; tests/run starts one")
}

fn with_database(base: &str, name: &str) -> String {
    format!("{}/{name}", base.rsplit_once('/').unwrap().0)
}

fn psql(url: &str, sql: &str) -> Result<(), String> {
    use diesel::connection::{Connection as _, SimpleConnection as _};
    let mut conn = diesel::PgConnection::establish(url).map_err(|error| error.to_string())?;
    conn.batch_execute(sql).map_err(|error| error.to_string())
}

fn admin(sql: &str) {
    psql(&cluster(), sql).unwrap();
}

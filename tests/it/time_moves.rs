//! Time is moved from outside, by libfaketime, both ways, around workers that run as processes of their own: what falls due falls due at its second, and
//! a step back fires nothing twice, however many workers look.

use crate::two_sides::Two;
use crate::world::{self, Store, World};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use vtask::config::Database;
use vtask::primitives::Instant;

/// Workers, and the file that says how far ahead of us they live.
struct Workers {
    running: Vec<Child>,
    stamp: PathBuf,
}

impl Workers {
    fn start(world: &World, dir: &Path, how_many: usize) -> Self {
        let library = ["x86_64", "aarch64"].map(|arch| PathBuf::from(format!("/usr/lib/{arch}-linux-gnu/faketime/libfaketimeMT.so.1")));
        let library = library.iter().find(|path| path.exists()).expect("apt-get install faketime");
        let stamp = dir.join("stamp");
        std::fs::write(&stamp, "+0").unwrap();
        let config = &world.site.config;
        let database = match &config.database {
            Database::Sqlite(path) => format!("sqlite:{}", path.display()),
            Database::Postgres(url) => url.clone(),
        };
        let worker = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_vtask"));
            command.env_clear().args(["serve", "--only-workers"]).stdout(Stdio::null()).stderr(Stdio::null());
            command.env("VTASK_DATA_DIR", &config.data_dir).env("DATABASE_URL", &database).env("VTASK_JOB_TICK_MS", "50");
            command.env("LD_PRELOAD", library).env("FAKETIME_TIMESTAMP_FILE", &stamp);
            command.env("FAKETIME_NO_CACHE", "1").env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            command.spawn().unwrap()
        };
        Self { running: (0..how_many).map(|_| worker()).collect(), stamp }
    }

    /// They live at this moment now.
    fn go_to(&self, world: &World, moment: Instant) {
        let ahead = moment.micros_since(world.now()) / 1_000_000;
        let new = self.stamp.with_extension("new");
        std::fs::write(&new, format!("{ahead:+}")).unwrap();
        std::fs::rename(new, &self.stamp).unwrap();
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        for child in &mut self.running {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

async fn pass(millis: u64) {
    actix_web::rt::time::sleep(Duration::from_millis(millis)).await;
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

async fn number(world: &World, sql: String) -> i64 {
    world
        .read(move |conn| {
            let found: Number = match conn {
                vtask::platform::db::Conn::Sqlite(sqlite) => diesel::sql_query(sql).get_result(sqlite).unwrap(),
                vtask::platform::db::Conn::Pg(pg) => diesel::sql_query(sql).get_result(pg).unwrap(),
            };
            Ok(found.n)
        })
        .await
}

/// What is waited for comes within some seconds.
async fn until(world: &World, sql: &str, wanted: i64) {
    for _ in 0..150 {
        if number(world, sql.to_owned()).await == wanted {
            return;
        }
        pass(100).await;
    }
    panic!("{sql} is not {wanted}");
}

async fn moment(two: &Two, path: &str, field: &str) -> Instant {
    Instant::parse_rfc3339(&two.merchant.get(path).await.expect(200).at(field)).unwrap()
}

async fn story(world: &World, workers: usize) {
    let two = world.two_in("submitted").await;
    let (dir, milestone, contract) = (tempfile::tempdir().unwrap(), two.deal.milestone, two.deal.contract);
    let path = format!("/milestones/{milestone}");
    let released = format!("SELECT count(*) AS n FROM milestone_events WHERE milestone_id = '{milestone}' AND event = 'review_timed_out'");
    let cleared = format!("SELECT count(*) AS n FROM milestone_events WHERE milestone_id = '{milestone}' AND event = 'cleared'");
    let appeared = format!("SELECT count(*) AS n FROM events WHERE type = 'rating.visible' AND data LIKE '%{contract}%'");
    let workers = Workers::start(world, dir.path(), workers);
    let due = moment(&two, &path, "/review_due_at").await;
    workers.go_to(world, due.plus_seconds(-4));
    pass(2_000).await;
    assert_eq!(number(world, released.clone()).await, 0, "its second has not come");
    until(world, &released, 1).await;
    let at = number(world, released.replace("count(*)", "at")).await;
    assert!((0..3_000_000).contains(&Instant(at).micros_since(due)), "at its second: {} after", Instant(at).micros_since(due));

    workers.go_to(world, due.plus_hours(-48));
    pass(1_500).await;
    workers.go_to(world, due.plus_seconds(60));
    pass(1_500).await;
    assert_eq!(number(world, released).await, 1, "a step back fires nothing twice");
    let clears = moment(&two, &path, "/clears_at").await;
    workers.go_to(world, clears.plus_seconds(1));
    until(world, &cleared, 1).await;

    let scales = json!({"quality": 5, "communication": 4, "timeliness": 3, "brief_fit": 5});
    let ratings = format!("/contracts/{contract}/ratings");
    two.merchant.post(&ratings, &json!({"scales": scales, "again": true, "text": "Fine."})).await.expect(201);
    let ended = number(world, format!("SELECT ended_at AS n FROM contracts WHERE id = '{contract}'")).await;
    let over = Instant(ended).plus_hours(14 * 24);
    workers.go_to(world, over.plus_seconds(-4));
    pass(2_000).await;
    assert_eq!(number(world, appeared.clone()).await, 0, "its second has not come");
    until(world, &appeared, 1).await;
    workers.go_to(world, over.plus_hours(-72));
    pass(1_500).await;
    workers.go_to(world, over.plus_hours(72));
    pass(1_500).await;
    assert_eq!((number(world, appeared).await, number(world, cleared).await), (1, 1), "each once");
    drop(workers);
    world.books_are_right().await;
}

#[test]
fn one_worker_on_sqlite_keeps_the_second_both_ways() {
    world::run(Store::Sqlite, async |world| story(world, 1).await);
}

#[test]
fn two_workers_on_postgres_fire_each_clock_once() {
    world::run(Store::Postgres, async |world| story(world, 2).await);
}

//! SQLite knows how many things are open: it finds a few by their names without going through all others.

use crate::world::{self, Store, World};
use diesel::QueryableByName;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::Text;
use vtask::failure::Failure;
use vtask::platform::db::{Conn, DbError};
use vtask::sessions::Role;

/// A line of `EXPLAIN QUERY PLAN`.
#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// How SQLite means to find ten open briefs by their ids.
async fn plan(world: &World) -> Vec<String> {
    let sql =
        "EXPLAIN QUERY PLAN SELECT title FROM briefs WHERE state = 'open' AND id IN ('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j')";
    let read = move |conn: &mut Conn| match conn {
        Conn::Sqlite(sqlite) => Ok::<Vec<Line>, Failure>(diesel::sql_query(sql).load(sqlite).map_err(DbError::from)?),
        Conn::Pg(_) => panic!("this market lies in a file"),
    };
    world.site.db.read(read).await.unwrap().into_iter().map(|line| line.detail).collect()
}

/// As many briefs again as there are.
const AGAIN: &str = "CREATE TEMP TABLE more AS SELECT * FROM briefs; UPDATE more SET id = 'brf_' || lower(hex(randomblob(13)));
    INSERT INTO briefs SELECT * FROM more; DROP TABLE more";

#[test]
fn sqlite_counts_what_it_holds_once_an_hour() {
    world::run(Store::Sqlite, async |world| {
        world.tick().await;
        world.seed_member("Wuyu", Role::Editor).await.publish_brief(world, "Pictures", &[]).await;
        for _ in 0..10 {
            world.site.db.write(|tx| tx.batch_execute(AGAIN).map_err(DbError::from)).await.unwrap();
        }
        let by_state = |plan: &[String]| plan.iter().any(|line| line.contains("briefs_open"));
        world.tick().await;
        assert!(by_state(&plan(&world.beside()).await), "counted within the hour");
        world.wait_hours(1);
        world.tick().await;
        let plan = plan(&world.beside()).await;
        assert!(!by_state(&plan), "{plan:?}");
    });
}

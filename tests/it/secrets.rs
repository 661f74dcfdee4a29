//! What nobody may read is nowhere: not in a table, a page, an answer, a mail, a notice, a log.

use crate::both;
use crate::browser::Browser;
use crate::deals_by_program::yuan;
use crate::world::{Store, World};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use serde_json::json;
use std::io::Write;
use std::sync::{Arc, Mutex};
use vtask::platform::db::Conn;
use vtask::sessions::AdminRole;

#[derive(QueryableByName)]
struct Cell {
    #[diesel(sql_type = Nullable<Text>)]
    cell: Option<String>,
}

#[derive(QueryableByName)]
struct Place {
    #[diesel(sql_type = Text)]
    owner: String,
    #[diesel(sql_type = Text)]
    name: String,
}

fn ask<T>(conn: &mut Conn, sql: &str) -> Vec<T>
where
    T: QueryableByName<diesel::sqlite::Sqlite> + QueryableByName<diesel::pg::Pg> + 'static,
{
    match conn {
        Conn::Sqlite(sqlite) => diesel::sql_query(sql).load(sqlite).unwrap(),
        Conn::Pg(pg) => diesel::sql_query(sql).load(pg).unwrap(),
    }
}

/// Every cell of the database that holds one of these, by table and column.
pub async fn cells_with(world: &World, wanted: Vec<String>) -> Vec<String> {
    let sqlite = world.store == Store::Sqlite;
    world
        .read(move |conn| {
            let columns = if sqlite {
                "SELECT t.name AS owner, c.name AS name FROM sqlite_schema t, pragma_table_info(t.name) c
                 WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
            } else {
                "SELECT table_name::text AS owner, column_name::text AS name FROM information_schema.columns WHERE table_schema = 'public'"
            };
            let mut found = Vec::new();
            let places: Vec<Place> = ask(conn, columns);
            assert!(places.len() > 300, "{}", places.len());
            for place in places {
                let sql = format!("SELECT CAST(\"{}\" AS TEXT) AS cell FROM \"{}\"", place.name, place.owner);
                for cell in ask::<Cell>(conn, &sql).into_iter().filter_map(|cell| cell.cell) {
                    if wanted.iter().any(|secret| cell.contains(secret)) {
                        found.push(format!("{}.{}: {cell}", place.owner, place.name));
                    }
                }
            }
            Ok(found)
        })
        .await
}

/// A log that a test can read.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Everything that is logged from now on, down to the least.
fn listen() -> Log {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).with_writer(move || writer.clone());
    tracing::subscriber::set_global_default(subscriber.finish()).ok();
    log
}

async fn pages(browser: &Browser, paths: &[String]) -> String {
    let mut all = String::new();
    for path in paths {
        all += &browser.get(path).await.expect(200).body;
    }
    all
}

/// CNY 2,135.79, however it may be written.
fn forms() -> Vec<String> {
    use sha2::Digest as _;
    let hash = |text: &str| data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(text.as_bytes()));
    let body = json!({"amount": yuan(213_579), "sealed": true}).to_string();
    let plain = ["213579", "2135.79", "2,135.79"].map(ToOwned::to_owned);
    plain.into_iter().chain([hash("213579"), hash("2135.79"), hash(&body)]).collect()
}

both! {
    async fn a_sealed_amount_is_nowhere_but_with_its_owner(world: World) {
        let log = listen();
        let two = world.two_in("submitted").await;
        let id = two.negotiating(600_000).await;
        let (offers, room) = (format!("/disputes/{id}/offers"), format!("/disputes/{id}"));
        let sent = json!({"amount": yuan(213_579), "sealed": true});
        let told = two.merchant.post_as("sealed", &offers, &sent).await.expect(201);
        assert!(told.text.contains("213579"), "its owner reads it");
        assert_eq!(two.merchant.post_as("sealed", &offers, &sent).await.expect(201).json()["offers"].as_array().unwrap().len(), 1);
        two.merchant.post_as("asks", &format!("{room}/mediation"), &json!({})).await.expect(200);
        world.tick().await;
        let arbiter = world.admin_program(&[AdminRole::Arbiter]).await;
        let paths: Vec<String> =
            [room.clone(), format!("/contracts/{}", two.deal.contract), "/inbox".into(), "/workbench".into(), "/wallet".into()].into();
        let mut read = pages(&world.browser_of(&two.deal.creator), &paths).await;
        for program in [&two.creator, &arbiter] {
            for path in [room.clone(), format!("/contracts/{}", two.deal.contract), format!("/milestones/{}", two.deal.milestone), "/notifications".into(), format!("{room}/dossier")] {
                read += &program.get(&path).await.expect(200).text;
            }
        }
        two.creator.post(&offers, &json!({"amount": yuan(600_000), "sealed": true})).await.expect(201);
        read += &two.creator.get(&room).await.expect(200).text;
        let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        for form in forms() {
            assert!(!read.contains(&form), "{form} is told to others");
            assert!(!logged.contains(&form), "{form} is logged");
        }
        assert_eq!(cells_with(world, forms()).await, Vec::<String>::new());
    }

    async fn what_others_are_told_is_as_long_for_a_small_amount_as_for_a_large_one(world: World) {
        let mut lengths = Vec::new();
        for amount in [1, 599_999] {
            let two = world.two_in("submitted").await;
            let id = two.negotiating(600_000).await;
            two.merchant.post(&format!("/disputes/{id}/offers"), &json!({"amount": yuan(amount), "sealed": true})).await.expect(201);
            let told = two.creator.get(&format!("/disputes/{id}")).await.expect(200);
            let cells: Vec<i64> = world
                .read(move |conn| {
                    use vtask::schema::dispute_offers as offers;
                    let sealed: Vec<Option<String>> = offers::table.select(offers::sealed).load(conn)?;
                    Ok(sealed.into_iter().map(|sealed| i64::try_from(sealed.unwrap().len()).unwrap()).collect())
                })
                .await;
            lengths.push((told.json()["offers"].to_string().len(), cells[0]));
        }
        assert_eq!(lengths[0], lengths[1]);
    }
}

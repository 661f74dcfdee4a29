//! The market of `vtask demo`: as large as it was promised, in every state, and its books add up.

use diesel::prelude::*;
use std::collections::BTreeSet;
use vtask::failure::Failure;
use vtask::ledger;
use vtask::platform::db::Conn;
use vtask::schema::{
    briefs, circle_deliveries, circle_votes, contracts, creator_list_entries, creators, follows, mails, milestones, packages,
};

fn words(conn: &mut Conn, of: impl FnOnce(&mut Conn) -> QueryResult<Vec<String>>) -> BTreeSet<String> {
    of(conn).unwrap().into_iter().collect()
}

#[test]
fn the_market_is_large_in_every_state_and_its_books_add_up() {
    let dir = tempfile::tempdir().unwrap();
    let mut said = vtask::config::Said::new();
    said.insert("VTASK_DATA_DIR".into(), dir.path().join("demo").to_string_lossy().into_owned());
    let config = vtask::config::parse(&said).unwrap();
    actix_web::rt::System::new().block_on(async {
        let (site, pictures) = vtask::cli::demo::open(config.clone()).await.unwrap();
        assert!(pictures.len() > 170);
        let look = |conn: &mut Conn| {
            let open = briefs::table.filter(briefs::state.eq("open"));
            assert!(open.count().get_result::<i64>(conn).unwrap() >= 60, "so many stand in the public list");
            assert!(creators::table.count().get_result::<i64>(conn).unwrap() >= 40);
            let deals = words(conn, |conn| contracts::table.select(contracts::state).load(conn));
            assert_eq!(deals.iter().collect::<Vec<_>>(), ["active", "cancelled", "completed", "expired", "pending_funding"]);
            let parts = words(conn, |conn| milestones::table.select(milestones::state).load(conn));
            let all =
                ["approved", "cancelled", "changes_requested", "disputed", "funded", "in_progress", "planned", "settled", "submitted"];
            assert_eq!(parts.iter().collect::<Vec<_>>(), all);
            assert_eq!(words(conn, |conn| mails::table.select(mails::state).distinct().load(conn)).len(), 1, "every mail went out");
            let kinds = words(conn, |conn| briefs::table.select(briefs::kind).distinct().load(conn));
            for kind in ["contest", "cps", "live", "piece_rate", "pool", "sample"] {
                assert!(kinds.contains(kind), "{kind}");
            }
            assert!(circle_votes::table.count().get_result::<i64>(conn).unwrap() >= 3, "a circle was asked and answered");
            assert!(circle_deliveries::table.count().get_result::<i64>(conn).unwrap() >= 4, "and told");
            assert!(creator_list_entries::table.count().get_result::<i64>(conn).unwrap() >= 5);
            assert!(packages::table.count().get_result::<i64>(conn).unwrap() >= 3);
            assert!(follows::table.count().get_result::<i64>(conn).unwrap() >= 10);
            let report = ledger::verify(conn, &mut |_, _| {}).unwrap();
            assert_eq!(report.faults, []);
            Ok::<_, Failure>(())
        };
        site.db.read(look).await.unwrap();
        drop(site);
        let (_, again) = vtask::cli::demo::open(config).await.unwrap();
        assert!(again.is_empty(), "a market that is there is served as it is");
    });
}

#[test]
fn a_demo_that_broke_off_is_made_anew_and_nobody_elses_files_are_touched() {
    let dir = tempfile::tempdir().unwrap();
    let mut said = vtask::config::Said::new();
    said.insert("VTASK_DATA_DIR".into(), dir.path().to_string_lossy().into_owned());
    let config = vtask::config::parse(&said).unwrap();
    actix_web::rt::System::new().block_on(async {
        std::fs::write(dir.path().join("letter.txt"), "mine").unwrap();
        assert!(vtask::cli::demo::open(config.clone()).await.is_err_and(|error| error.contains("Name an empty directory")));
        std::fs::remove_file(dir.path().join("letter.txt")).unwrap();
        // As a kill in the middle of loading leaves it.
        std::fs::write(dir.path().join("demo.begun"), "").unwrap();
        std::fs::write(dir.path().join("vtask.db"), "half a page").unwrap();
        std::fs::create_dir(dir.path().join("uploads")).unwrap();
        std::fs::write(dir.path().join("uploads/half"), "a picture").unwrap();
        let (site, pictures) = vtask::cli::demo::open(config).await.unwrap();
        assert!(pictures.len() > 170);
        assert!(!dir.path().join("uploads/half").exists());
        drop(site);
        assert!(dir.path().join("demo.txt").exists() && !dir.path().join("demo.begun").exists());
    });
}

//! Backups on the command line, of a market that runs: taken, taken again, damaged, brought back, tried out.

use crate::both;
use crate::deals::Deal;
use crate::world::{self, World};
use std::path::Path;
use std::process::Output;
use vtask::config::{Config, Database};

/// Runs the program on a market's data; exit code and what it said.
fn vtask(config: &Config, arguments: &[&str]) -> (i32, String) {
    let database = match &config.database {
        Database::Sqlite(path) => format!("sqlite:{}", path.display()),
        Database::Postgres(url) => url.clone(),
    };
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_vtask"));
    command.env_clear().args(arguments).env("VTASK_DATA_DIR", &config.data_dir).env("DATABASE_URL", database);
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code().unwrap(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

fn png(shade: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([shade, 0, 0]));
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    bytes
}

async fn hand_in(world: &World, deal: &Deal, shade: u8) {
    let creator = world.browser_of(&deal.creator);
    let files = [("files", "cut.png", "image/png", png(shade))];
    creator.upload(&format!("/milestones/{}/deliveries", deal.milestone), &[("note", "Here it is.")], &files).await.expect(303);
}

/// Every file of a backup but the lock, by its path.
fn files(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !path.ends_with("lock") {
            found.push(path);
        }
    }
    found.sort();
    found
}

both! {
    async fn a_market_comes_back_whole_with_its_files_and_sessions(world: World) {
        let deal = world.funded_deal().await;
        hand_in(world, &deal, 7).await;
        let dir = tempfile::tempdir().unwrap();
        let backup = dir.path().join("deep/backup");
        let told = vtask(&world.site.config, &["backup", backup.to_str().unwrap()]);
        assert!(told.0 == 0 && told.1.contains("3 stored files"), "{told:?}");
        // Whatever comes later is not in it.
        let before = world.money(&deal).await;
        world.approve(&deal, 1, 600_000).await.unwrap();

        let old = world.restored_from(&backup).await;
        assert_eq!(old.money(&deal).await, before);
        let page = old.browser_of(&deal.merchant).get(&format!("/contracts/{}?version=1", deal.contract)).await.expect(200);
        assert!(page.has("Here it is."), "{}", page.readable());
        old.approve(&deal, 1, 600_000).await.unwrap();
        old.books_are_right().await;
        old.close().await;
    }

    async fn a_second_backup_copies_only_what_is_new_and_sweeps_the_rest(world: World) {
        let deal = world.funded_deal().await;
        hand_in(world, &deal, 7).await;
        let dir = tempfile::tempdir().unwrap();
        let config = &world.site.config;
        let told = vtask(config, &["backup", dir.path().to_str().unwrap()]);
        assert_eq!(told.0, 0, "{told:?}");
        let first = files(dir.path());
        let upload = first.iter().find(|path| path.to_string_lossy().contains("/uploads/")).unwrap();
        let copied = std::fs::metadata(upload).unwrap().modified().unwrap();
        // As a backup that broke off leaves it.
        std::fs::create_dir(dir.path().join("database-1")).unwrap();
        std::fs::write(dir.path().join("database-1/half"), "half").unwrap();
        std::fs::write(upload.with_extension("half"), "half").unwrap();
        world.request_changes(&deal, 1).await.unwrap();
        hand_in(world, &deal, 9).await;
        let told = vtask(config, &["backup", dir.path().to_str().unwrap()]);
        assert!(told.0 == 0 && told.1.contains("6 stored files"), "{told:?}");
        assert_eq!(std::fs::metadata(upload).unwrap().modified().unwrap(), copied);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with("database-")).count(), 1);
        assert_eq!(files(dir.path()).iter().filter(|path| path.to_string_lossy().contains("/uploads/")).count(), 6);
        world.restored_from(dir.path()).await.close().await;
    }

    async fn a_changed_byte_in_any_file_is_found(world: World) {
        let deal = world.funded_deal().await;
        hand_in(world, &deal, 7).await;
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(vtask(&world.site.config, &["backup", dir.path().to_str().unwrap()]).0, 0);
        let beside = world.settings_beside(&dir.path().join("nothing"));
        let all = files(dir.path());
        assert!(all.len() >= 5, "{all:?}");
        for file in all {
            let whole = std::fs::read(&file).unwrap();
            if whole.is_empty() {
                continue;
            }
            let mut changed = whole.clone();
            let middle = changed.len() / 2;
            changed[middle] ^= 1;
            std::fs::write(&file, &changed).unwrap();
            let told = vtask(&beside, &["restore", dir.path().to_str().unwrap()]);
            assert!(told.0 == 3, "{}: {told:?}", file.display());
            std::fs::remove_file(&file).unwrap();
            let told = vtask(&beside, &["restore", dir.path().to_str().unwrap()]);
            assert!(told.0 != 0, "{} is gone: {told:?}", file.display());
            std::fs::write(&file, &whole).unwrap();
        }
        let told = vtask(&beside, &["restore", dir.path().to_str().unwrap(), "--verify"]);
        assert!(told.0 == 0 && told.1.contains("the books are whole"), "{told:?}");
        world::remove(&beside.database);
    }

    async fn where_a_market_is_nothing_is_restored_and_a_backup_may_be_tried(world: World) {
        let deal = world.funded_deal().await;
        hand_in(world, &deal, 7).await;
        let dir = tempfile::tempdir().unwrap();
        let (config, path) = (&world.site.config, dir.path().to_str().unwrap().to_owned());
        assert_eq!(vtask(config, &["backup", &path]).0, 0);
        let there = files(&config.data_dir).len();
        assert_eq!(vtask(config, &["restore", &path]).0, 1);
        let told = vtask(config, &["restore", &path, "--verify"]);
        assert!(told.0 == 0 && told.1.contains("nothing was restored"), "{told:?}");
        assert_eq!(files(&config.data_dir).len(), there, "the rehearsal left something behind");
        assert_eq!(vtask(config, &["fuse", "status"]).0, 0, "the market itself was marked as old");
        world.approve(&deal, 1, 600_000).await.unwrap();
        // A directory with other things in it is not taken over.
        let other = tempfile::tempdir().unwrap();
        std::fs::write(other.path().join("letter.txt"), "mine").unwrap();
        assert_eq!(vtask(config, &["backup", other.path().to_str().unwrap()]).0, 1);
        assert_eq!(vtask(config, &["restore", other.path().to_str().unwrap()]).0, 1);
    }

    async fn a_restored_book_says_so_until_the_provider_was_asked(world: World) {
        world.funded_deal().await;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("backup").to_string_lossy().into_owned();
        assert_eq!(vtask(&world.site.config, &["backup", &path]).0, 0);
        let beside = world.settings_beside(&dir.path().join("data"));
        assert_eq!(vtask(&beside, &["restore", &path]).0, 0);
        for (arguments, code) in [
            (&["fuse", "status"][..], 3),
            (&["fuse", "confirm", "--reason", "let it go"], 3),
            (&["reconcile"], 0),
            (&["fuse", "status"], 3),
            (&["reconcile", "--full"], 0),
            (&["fuse", "status"], 0),
            (&["ledger", "verify"], 0),
        ] {
            let told = vtask(&beside, arguments);
            assert_eq!(told.0, code, "{arguments:?}: {told:?}");
        }
        world::remove(&beside.database);
    }
}

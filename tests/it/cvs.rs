//! A creator takes along what the platform knows of him, signed; who may read it, and what anybody can check.

use crate::both;
use crate::browser::Browser;
use serde_json::Value;
use std::process::Command;
use vtask::cv;

async fn json(browser: &Browser, path: &str) -> Value {
    serde_json::from_str(&browser.get(path).await.expect(200).body).unwrap()
}

/// `vtask cv verify` on a file with these words; what it says, and how it ends.
fn verify(text: &str, key: &str) -> (String, Option<i32>) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("cv.json");
    std::fs::write(&file, text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_vtask"));
    command.args(["cv", "verify"]).arg(&file);
    if !key.is_empty() {
        command.args(["--key", key]);
    }
    let output = command.output().unwrap();
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code())
}

both! {
    async fn a_record_holds_wherever_it_is_shown_and_no_changed_one_does(world: World) {
        let two = world.two_in("approved").await;
        world.wait_days(8);
        world.tick().await;
        let creator = world.browser_of(&two.deal.creator);
        let page = creator.get("/my/profile/cv").await.expect(200);
        assert!(page.has("Only you"), "{}", page.readable());
        let file = creator.get("/my/profile/cv.json").await.expect(200);
        assert!(file.headers["content-disposition"].to_str().unwrap().contains("cv-"));
        let signed: Value = serde_json::from_str(&file.body).unwrap();
        let says: Value = serde_json::from_str(signed["statement"].as_str().unwrap()).unwrap();
        assert_eq!((says["format"].as_str(), says["completed_deals"].as_i64()), (Some("vtask-cv-1"), Some(1)));
        assert_eq!(says["issuer"], world.site.config.base_url);
        assert!(!file.body.contains("org_") && !file.body.contains("ctr_"), "nothing of single deals and no merchant");
        let keys = json(&world.browser(), "/.well-known/vtask-keys.json").await;
        assert_eq!((&keys["keys"][0]["x"], &keys["keys"][0]["kid"]), (&signed["public_key"], &signed["key"]));
        assert_eq!((keys["keys"][0]["kty"].as_str(), keys["keys"][0]["crv"].as_str()), (Some("OKP"), Some("Ed25519")));
        let key = signed["public_key"].as_str().unwrap().to_owned();
        assert!(world.browser().get("/cv").await.expect(200).has(&key));

        let checked = cv::check(&file.body, std::slice::from_ref(&key));
        assert_eq!((checked.problems.len(), checked.statement.unwrap().completed_deals), (0, 1));
        assert_eq!(verify(&file.body, &key).1, Some(0));
        let (told, code) = verify(&file.body.replace("completed_deals\\\":1", "completed_deals\\\":9"), &key);
        assert_eq!(code, Some(3), "{told}");
        assert_eq!(verify(&file.body, "AAAA").1, Some(3), "another key");
        assert_eq!(verify("{}", "").1, Some(3));
        let beside = world.beside();
        assert_eq!(json(&beside.browser(), "/.well-known/vtask-keys.json").await, keys, "every node has the same key");
    }

    async fn only_its_creator_reads_it_until_he_opens_it(world: World) {
        let (ana, mei) = (world.seed_creator("ana").await, world.seed_creator("mei").await);
        let path = "/creators/ana/cv.json";
        for browser in [&world.browser(), &mei.browser, &ana.browser] {
            browser.get(path).await.expect(404);
        }
        world.seed_member("Wuyu", vtask::sessions::Role::Owner).await.browser.get("/my/profile/cv").await.expect(404);
        mei.browser.post("/my/profile/cv", &[("on", "true")]).await.expect(303);
        world.browser().get(path).await.expect(404);
        ana.browser.post("/my/profile/cv", &[("on", "true")]).await.expect(303);
        ana.browser.post("/my/profile/cv", &[("on", "true")]).await.expect(303);
        let signed = json(&world.browser(), path).await;
        let says: Value = serde_json::from_str(signed["statement"].as_str().unwrap()).unwrap();
        assert_eq!((says["creator"]["handle"].as_str(), says["channels"].as_array().map(Vec::len)), (Some("ana"), Some(0)));
        ana.browser.post("/my/profile/cv", &[("on", "")]).await.expect(303);
        world.browser().get(path).await.expect(404);
    }
}

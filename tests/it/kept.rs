//! What is kept ready between requests is the same, byte for byte, as what would be made anew, and never somebody else's.

use crate::both;
use crate::browser::Browser;
use crate::members::{home, place};
use crate::people::{PASSWORD, session_cookie};
use crate::program::Program;
use std::io::Read as _;
use vtask::sessions::Role;

/// The list as it travels in a coding, read again.
async fn list(browser: &Browser, coding: &str) -> String {
    let answer = browser.client().get(browser.url("/briefs")).header("accept-encoding", coding).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let said = answer.headers().get("content-encoding").map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(said.as_deref().unwrap_or("identity"), coding);
    let bytes = answer.bytes().await.unwrap();
    let mut text = String::new();
    match coding {
        "br" => drop(brotli::Decompressor::new(&bytes[..], 4_096).read_to_string(&mut text).unwrap()),
        "gzip" => drop(flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap()),
        _ => text = String::from_utf8(bytes.to_vec()).unwrap(),
    }
    text
}

both! {
    async fn a_kept_list_is_the_readers_own_in_every_coding(world: World) {
        let seed = world.seed_member("Wuyu", Role::Editor).await;
        seed.publish_brief(world, "Quilts by the sea", &[]).await;
        let (merchant, creator) = (world.merchant("Kestrel Outdoor").await, world.creator_called("Ana Lima").await);
        for _ in 0..2 {
            for (browser, own, others) in [
                (&merchant.browser, &["Kestrel Outdoor", "owner@kestrel-outdoor.example.org", "/briefs/new"][..], &["Ana Lima", "/my/bids"][..]),
                (&creator.browser, &["Ana Lima", "ana.lima@creators.example.org", "/my/bids"], &["Kestrel Outdoor", "/briefs/new"]),
                (&world.browser(), &["/login", "/register"], &["Ana Lima", "Kestrel Outdoor", "/logout"]),
            ] {
                let csrf = browser.get("/briefs").await.expect(200).value("csrf").unwrap();
                for coding in ["identity", "gzip", "br"] {
                    let text = list(browser, coding).await;
                    assert!(text.contains("Quilts by the sea") && text.trim_end().ends_with("</html>") && !text.contains("cut-"), "{coding}");
                    assert!(own.iter().all(|what| text.contains(what)) && !others.iter().any(|what| text.contains(what)), "{coding}: {own:?}");
                    let tokens: Vec<&str> = text.split("name=\"csrf\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
                    assert!(tokens.len() > 1 && tokens.iter().all(|token| *token == csrf), "{coding}: {tokens:?}");
                }
            }
        }
    }

    async fn an_unchanged_list_is_not_sent_again(world: World) {
        let browser = world.browser();
        browser.get("/briefs").await;
        let etag = browser.get("/briefs").await.expect(200).headers["etag"].clone();
        let again = async || browser.client().get(browser.url("/briefs")).header("if-none-match", &etag).send().await.unwrap().status();
        assert_eq!(again().await, 304);
        world.seed_member("Wuyu", Role::Editor).await.publish_brief(world, "News", &[]).await;
        assert_eq!(again().await, 200);
        // Another visitor's forms have other tokens, so his copy is another one.
        assert_ne!(world.browser().get("/briefs").await.headers["etag"], etag);
    }

    async fn who_signs_out_is_a_stranger_at_once(world: World) {
        world.creator_called("Kim").await;
        let browser = world.browser();
        let cookie = session_cookie(&browser.post("/login", &[("email", "kim@creators.example.org"), ("password", PASSWORD)]).await).unwrap();
        let copy = Browser::with_session(world.address, &cookie);
        copy.get("/my/bids").await.expect(200);
        browser.post("/logout", &[]).await.expect(303);
        copy.get("/my/bids").await.expect(303);
    }

    async fn a_new_role_counts_at_once(world: World) {
        let owner = world.merchant("Kestrel Outdoor").await;
        let viewer = world.colleague("Kestrel Outdoor", Role::Viewer).await;
        viewer.get("/wallet").await.expect(403);
        let members = owner.get(&home(world, "Kestrel Outdoor").await).await;
        owner.post(&place(&members, &viewer.email), &[("role", "finance")]).await.expect(303);
        viewer.get("/wallet").await.expect(200);
    }

    async fn a_program_finds_what_was_just_published(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        let anybody = Program::new(world, None);
        let titles = async || {
            let found = anybody.get("/briefs").await.expect(200).json();
            found["items"].as_array().unwrap().iter().map(|brief| brief["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        for number in 0..3 {
            assert_eq!(titles().await.len(), number);
            assert_eq!(titles().await.len(), number);
            merchant.publish_brief(world, &format!("Brief {number}"), &[]).await;
        }
        assert_eq!(titles().await, ["Brief 2", "Brief 1", "Brief 0"]);
    }
}

//! A creator shows that a channel is his own: by a code on its page, by a screenshot; what others see of it, and when it ends.

use crate::browser::{Browser, Page};
use crate::publishing_a_brief::png;
use crate::seeds::Seed;
use crate::world::{Store, World};
use actix_web::{App, HttpResponse, HttpServer, web};
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex};
use vtask::sessions::AdminRole;

type Words = Arc<Mutex<String>>;

/// A platform: `/ana` shows the words that are set, `/away` leads elsewhere, `/closed` is for members, `/long` ends far down.
fn platform() -> (String, Words) {
    let words = Words::default();
    let kept = web::Data::from(words.clone());
    let server = HttpServer::new(move || {
        App::new()
            .app_data(kept.clone())
            .route(
                "/ana",
                web::get().to(async |words: web::Data<Mutex<String>>| HttpResponse::Ok().body(format!("<p>{}</p>", words.lock().unwrap()))),
            )
            .route("/away", web::get().to(async || HttpResponse::Found().insert_header(("location", "/ana")).finish()))
            .route("/closed", web::get().to(async || HttpResponse::Forbidden().finish()))
            .route(
                "/long",
                web::get().to(async |words: web::Data<Mutex<String>>| {
                    HttpResponse::Ok().body(format!("{}{}", " ".repeat(3 << 20), words.lock().unwrap()))
                }),
            )
    });
    let server = server.workers(1).bind("127.0.0.1:0").unwrap();
    let address = server.addrs()[0];
    actix_web::rt::spawn(server.run());
    (format!("http://{address}"), words)
}

fn story(store: Store, allow: &str, tell: impl AsyncFnOnce(&World, &str, &Words)) {
    actix_web::rt::System::new().block_on(async {
        let (address, words) = platform();
        let world = World::open_with(store, Arc::new(AtomicI64::new(0)), &[("VTASK_OUTBOUND_ALLOW", allow.to_owned())]).await;
        tell(&world, &address, &words).await;
        world.close().await;
    });
}

/// A creator with one channel, and the path of that channel's page.
async fn ana(world: &World, url: &str) -> (Seed, String) {
    let ana = world.seed_creator("ana").await;
    state(&ana.browser, "own_site", url).await.expect(303);
    let path =
        ana.browser.get("/my/profile/channels").await.expect(200).attrs("main a[href^='/my/profile/channels/chn_']", "href").remove(0);
    (ana, path)
}

async fn state(browser: &Browser, platform: &str, url: &str) -> Page {
    browser.post("/my/profile/channels", &[("platform", platform), ("handle", "ana.table"), ("url", url), ("followers", "4,800")]).await
}

async fn code(browser: &Browser, path: &str) -> String {
    browser.get(path).await.expect(200).words("code").into_iter().find(|code| code.starts_with("vtask-")).expect("a code")
}

async fn look(world: &World, browser: &Browser, path: &str) {
    browser.post(&format!("{path}/check"), &[]).await.expect(303);
    world.tick().await;
}

async fn a_code_on_the_page(world: &World, address: &str, words: &Words) {
    let (ana, path) = ana(world, &format!("{address}/ana")).await;
    let (browser, user) = (&ana.browser, ana.user);
    let first = code(browser, &path).await;
    *words.lock().unwrap() = "still life by window light".to_owned();
    look(world, browser, &path).await;
    let page = browser.get(&path).await.expect(200);
    assert!(page.has("looking for the code") && page.has("the code is not on it"), "{}", page.readable());
    browser.post(&format!("{path}/check"), &[]).await.expect(409);
    *words.lock().unwrap() = format!("still life · {}", first.to_lowercase());
    world.wait_seconds(61);
    world.tick().await;
    let public = world.browser().get("/creators/ana").await.expect(200);
    assert!(public.has("verified on") && public.has("by code in bio"), "{}", public.readable());
    let object: serde_json::Value = world.browser().get("/api/v1/creators/ana").await.expect(200).body.parse().unwrap();
    assert_eq!(object["channels"][0]["verified_by"], "code");
    assert!(object["channels"][0]["verified_until"].as_str().unwrap() > object["channels"][0]["verified_at"].as_str().unwrap());
    assert!(browser.get("/inbox?tab=news").await.has("Channel verified: ana.table"));
    browser.post(&format!("{path}/check"), &[]).await.expect(409);

    world.wait_days(84);
    world.tick().await;
    let ana = world.browser_of(&world.sign_in(user).await);
    assert!(ana.get("/inbox?tab=news").await.has("ends in 7 days"));
    assert!(world.browser().get("/creators/ana").await.has("by code in bio"), "it still holds");
    let second = code(&ana, &path).await;
    assert_ne!(first, second, "an old code proves nothing");
    world.wait_days(7);
    world.tick().await;
    assert!(!world.browser().get("/creators/ana").await.has("by code in bio"));
    let ana = world.browser_of(&world.sign_in(user).await);
    assert!(ana.get("/inbox?tab=news").await.has("has ended"));
    look(world, &ana, &path).await;
    assert!(ana.get(&path).await.has("the code is not on it"));
    *words.lock().unwrap() = second;
    world.wait_seconds(61);
    world.tick().await;
    assert!(world.browser().get("/creators/ana").await.has("by code in bio"));

    let change = |handle: &'static str, url: String, followers: &'static str| {
        vec![("handle", handle.to_owned()), ("url", url), ("followers", followers.to_owned())]
    };
    let send = async |fields: Vec<(&str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        ana.post(&path, &fields).await
    };
    send(change("ana.table", format!("{address}/ana"), "5,000")).await.expect(303);
    assert!(world.browser().get("/creators/ana").await.has("by code in bio"), "another number of followers changes nothing");
    send(change("ana.table", "javascript:1".to_owned(), "5,000")).await.expect(422);
    send(change("somebody.famous", format!("{address}/ana"), "5,000")).await.expect(303);
    assert!(!world.browser().get("/creators/ana").await.has("by code in bio"), "another name is another channel");
}

#[test]
fn a_code_on_the_page_shows_whose_a_channel_is_on_sqlite() {
    story(Store::Sqlite, "127.0.0.0/8", a_code_on_the_page);
}

#[test]
fn a_code_on_the_page_shows_whose_a_channel_is_on_postgres() {
    story(Store::Postgres, "127.0.0.0/8", a_code_on_the_page);
}

async fn what_shows_nothing(world: &World, address: &str, words: &Words) {
    for (path, reason) in [("/away", "leads elsewhere"), ("/closed", "not open to everybody"), ("/long", "the code is not on it")] {
        let url = format!("{address}{path}");
        let handle = format!("c{}", path.trim_start_matches('/'));
        let creator = world.seed_creator(&handle).await;
        state(&creator.browser, "own_site", &url).await.expect(303);
        let own = creator.browser.get("/my/profile/channels").await.attrs("main a[href^='/my/profile/channels/chn_']", "href").remove(0);
        *words.lock().unwrap() = code(&creator.browser, &own).await;
        look(world, &creator.browser, &own).await;
        for seconds in [61, 601] {
            world.wait_seconds(seconds);
            world.tick().await;
        }
        let page = creator.browser.get(&own).await.expect(200);
        assert!(page.has("Not verified") && page.has(reason), "{path}: {}", page.readable());
        assert!(!world.browser().get(&format!("/creators/{handle}")).await.has("by code in bio"), "{path}");
    }
    let (ana, path) = ana(world, &format!("{address}/ana")).await;
    state(&ana.browser, "instagram", &format!("{address}/ana")).await.expect(303);
    let other = ana
        .browser
        .get("/my/profile/channels")
        .await
        .attrs("main a[href^='/my/profile/channels/chn_']", "href")
        .into_iter()
        .find(|other| *other != path)
        .unwrap();
    ana.browser.post(&format!("{other}/check"), &[]).await.expect(409);
    let mei = world.seed_creator("mei").await;
    mei.browser.get(&path).await.expect(404);
    mei.browser.post(&format!("{path}/check"), &[]).await.expect(404);
    mei.browser.post(&path, &[("handle", "x"), ("url", "https://example.com/"), ("followers", "1")]).await.expect(404);
    mei.browser.upload(&format!("{path}/screenshot"), &[], &[("file", "a.png", "image/png", png())]).await.expect(404);
    ana.browser.post(&format!("{path}/removal"), &[]).await.expect(303);
    ana.browser.get(&path).await.expect(404);
}

#[test]
fn a_page_without_the_code_shows_nothing_on_sqlite() {
    story(Store::Sqlite, "127.0.0.0/8", what_shows_nothing);
}

#[test]
fn a_page_without_the_code_shows_nothing_on_postgres() {
    story(Store::Postgres, "127.0.0.0/8", what_shows_nothing);
}

#[test]
fn a_page_in_a_private_network_is_not_called() {
    story(Store::Sqlite, "", async |world, address, words| {
        let (ana, path) = ana(world, &format!("{address}/ana")).await;
        *words.lock().unwrap() = code(&ana.browser, &path).await;
        look(world, &ana.browser, &path).await;
        let page = ana.browser.get(&path).await.expect(200);
        assert!(page.has("No page answers") && !page.has("by code in bio"), "{}", page.readable());
    });
}

crate::both! {
    async fn a_moderator_looks_at_a_screenshot(world: World) {
        let (ana, path) = ana(world, "https://www.xiaohongshu.com/user/profile/1").await;
        let moderator = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        let hand_in = format!("{path}/screenshot");
        ana.browser.upload(&hand_in, &[], &[]).await.expect(422);
        ana.browser.upload(&hand_in, &[], &[("file", "a.pdf", "application/pdf", b"%PDF-1.7".to_vec())]).await.expect(422);
        let wanted = code(&ana.browser, &path).await;
        let shot = || [("file", "a.png", "image/png", png())];
        ana.browser.upload(&hand_in, &[], &shot()).await.expect(303);
        ana.browser.upload(&hand_in, &[], &shot()).await.expect(409);
        assert!(ana.browser.get(&path).await.has("A moderator looks at your screenshot"));
        assert!(moderator.get("/admin").await.has("Screenshots of channels that wait: 1"));
        assert!(moderator.get("/inbox").await.has("A screenshot of ana.table waits"));
        let case = moderator.get("/admin/channels").await.expect(200).attrs("a.lrow__a", "href").remove(0);
        assert!(moderator.get(&case).await.expect(200).has(&wanted), "the moderator reads which code to look for");
        let file = format!("/channel-checks/{}/file", case.trim_start_matches("/admin/channels/"));
        ana.browser.get(&file).await.expect(200);
        moderator.get(&file).await.expect(200);
        world.seed_creator("mei").await.browser.get(&file).await.expect(404);
        let refusal = format!("{case}/refusal");
        moderator.post(&refusal, &[("reason", "")]).await.expect(422);
        moderator.post(&refusal, &[("reason", "missing")]).await.expect(422);
        moderator.post(&refusal, &[("reason", "other"), ("words", "")]).await.expect(422);
        moderator.post(&refusal, &[("reason", "other"), ("words", "A page of somebody else zq3")]).await.expect(303);
        moderator.post(&format!("{case}/acceptance"), &[]).await.expect(409);
        assert!(ana.browser.get(&path).await.has("zq3"));
        assert!(!world.browser().get("/creators/ana").await.has("verified on"));

        ana.browser.upload(&hand_in, &[], &shot()).await.expect(303);
        let case = moderator.get("/admin/channels").await.attrs("a.lrow__a", "href").remove(0);
        ana.browser.post(&format!("{case}/acceptance"), &[]).await.expect(404);
        world.browser_of(&world.admin_as(&[AdminRole::Arbiter]).await).post(&format!("{case}/acceptance"), &[]).await.expect(403);
        moderator.post(&format!("{case}/acceptance"), &[]).await.expect(303);
        assert!(world.browser().get("/creators/ana").await.has("by screenshot"));
        assert!(moderator.get("/admin/channels").await.has("Verified lately"));
        moderator.post(&format!("{case}/refusal"), &[("reason", "doubtful")]).await.expect(303);
        assert!(!world.browser().get("/creators/ana").await.has("by screenshot"), "taken back");
        let channel = path.trim_start_matches("/my/profile/channels/");
        let log = moderator.get(&format!("/admin/audit?about={channel}")).await;
        for act in ["channel.check_asked", "channel.verified", "channel.check_refused"] {
            assert!(log.has(act), "{act}: {}", log.readable());
        }
    }

    async fn a_refusal_is_appealed_to_another_moderator_who_verifies_the_channel(world: World) {
        let (ana, path) = ana(world, "https://www.xiaohongshu.com/user/profile/1").await;
        let (first, second) = (world.admin_as(&[AdminRole::Moderator]).await, world.admin_as(&[AdminRole::Moderator]).await);
        let (one, other) = (world.browser_of(&first), world.browser_of(&second));
        let shot = || [("file", "a.png", "image/png", png())];
        let links = async || ana.browser.get(&path).await.expect(200).attrs("#check a[href^='/appeals/new']", "href");
        ana.browser.upload(&format!("{path}/screenshot"), &[], &shot()).await.expect(303);
        assert!(links().await.is_empty(), "nothing is decided yet");
        let case = one.get("/admin/channels").await.attrs("a.lrow__a", "href").remove(0);
        one.post(&format!("{case}/refusal"), &[("reason", "doubtful"), ("words", "The font zq1")]).await.expect(303);
        let link = links().await.remove(0);
        assert!(ana.browser.get(&link).await.expect(200).has("We have doubts about the screenshot: The font zq1"));
        world.seed_creator("mei").await.browser.get(&link).await.expect(404);
        one.get(&link).await.expect(404);
        let subject = link.split("subject=").nth(1).unwrap().to_owned();
        let send = [("kind", "channel"), ("subject", subject.as_str()), ("words", "It is my phone's font zq2"), ("once", "one")];
        assert_eq!(ana.browser.post("/appeals", &send).await.expect(303).location.as_deref(), Some(path.as_str()));
        assert!(ana.browser.get(&link).await.expect(200).has("zq2"), "it waits, and is made once");
        ana.browser.post("/appeals", &[("kind", "channel"), ("subject", &subject), ("words", "Again"), ("once", "two")]).await.expect(409);

        assert!(other.get("/inbox").await.has("An appeal") && !one.get("/inbox").await.has("An appeal"));
        let appeal = other.get("/admin/appeals").await.expect(200).attrs("a.lrow__a", "href").remove(0);
        assert!(other.get(&appeal).await.expect(200).has("A channel that was not verified"));
        let grant = [("verdict", "granted"), ("words", "So it is zq3.")];
        one.post(&format!("{appeal}/answer"), &grant).await.expect(403);
        assert!(!world.browser().get("/creators/ana").await.has("by screenshot"));
        other.post(&format!("{appeal}/answer"), &grant).await.expect(303);
        assert!(world.browser().get("/creators/ana").await.has("by screenshot"), "verified");
        assert!(ana.browser.get("/inbox?tab=news").await.has("zq3"));
        assert!(links().await.is_empty());
        let log = other.get(&format!("/admin/audit?about={}", path.trim_start_matches("/my/profile/channels/"))).await;
        assert!(log.has("channel.check_reversed") && log.has("channel.verified"), "{}", log.readable());
        world.wait_days(91);
        world.tick().await;
        assert!(!world.browser().get("/creators/ana").await.has("by screenshot"), "it holds for 90 days like any other");
    }

    async fn an_appeal_changes_nothing_for_another_channel_and_has_its_time(world: World) {
        let (ana, path) = ana(world, "https://www.xiaohongshu.com/user/profile/1").await;
        let (first, second) = (world.admin_as(&[AdminRole::Moderator]).await, world.admin_as(&[AdminRole::Moderator]).await);
        let (one, other) = (world.browser_of(&first), world.browser_of(&second));
        let refused = async || {
            ana.browser.upload(&format!("{path}/screenshot"), &[], &[("file", "a.png", "image/png", png())]).await.expect(303);
            let case = one.get("/admin/channels").await.attrs("a.lrow__a", "href").remove(0);
            one.post(&format!("{case}/refusal"), &[("reason", "another"), ("words", "")]).await.expect(303);
            let link = ana.browser.get(&path).await.attrs("#check a[href^='/appeals/new']", "href").remove(0);
            link.split("subject=").nth(1).unwrap().to_owned()
        };
        let subject = refused().await;
        ana.browser.post("/appeals", &[("kind", "channel"), ("subject", &subject), ("words", "It is mine"), ("once", "one")]).await.expect(303);
        let moved = [("handle", "ana.table"), ("url", "https://www.xiaohongshu.com/user/profile/2"), ("followers", "4,800")];
        ana.browser.post(&path, &[&[("platform", "own_site")][..], &moved[..]].concat()).await.expect(303);
        let appeal = other.get("/admin/appeals").await.attrs("a.lrow__a", "href").remove(0);
        other.post(&format!("{appeal}/answer"), &[("verdict", "granted"), ("words", "So it was.")]).await.expect(303);
        assert!(!world.browser().get("/creators/ana").await.has("by screenshot"), "what was refused is not there any more");

        let late = refused().await;
        world.wait_days(15);
        let ana = world.browser_of(&world.sign_in(ana.user).await);
        ana.post("/appeals", &[("kind", "channel"), ("subject", &late), ("words", "x"), ("once", "two")]).await.expect(409);
        for nobodys in ["chc_01jd0000000000000000000000/1", "x", &late.replace('/', "/9")] {
            ana.get(&format!("/appeals/new?kind=channel&subject={nobodys}")).await.expect(404);
        }
    }
}

//! Webhooks, against a receiver that checks signatures and fails in every way there is.

use crate::deals_by_program::program_of;
use crate::program::Program;
use crate::two_sides::Two;
use crate::world::{Store, World};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use base64::Engine as _;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What came in: to which path, under which id, at which time, with which signatures, and the body as it travelled.
#[derive(Debug, Clone)]
struct Heard {
    path: String,
    id: String,
    time: i64,
    signatures: Vec<String>,
    body: String,
}

impl Heard {
    /// How many of its signatures are made with this secret.
    fn signed_by(&self, secret: &str) -> usize {
        let key = base64::engine::general_purpose::STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).unwrap();
        mac.update(format!("{}.{}.{}", self.id, self.time, self.body).as_bytes());
        let wanted = format!("v1,{}", base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes()));
        self.signatures.iter().filter(|signature| **signature == wanted).count()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// Somebody's program: `/ok` takes everything, `/flaky` fails the first time, `/away` leads elsewhere, `/slow` says nothing, `/broken` always fails.
struct Receiver {
    port: u16,
    heard: Arc<Mutex<Vec<Heard>>>,
}

async fn take(request: HttpRequest, body: String, heard: web::Data<Mutex<Vec<Heard>>>) -> HttpResponse {
    let header = |name: &str| request.headers().get(name).unwrap().to_str().unwrap().to_owned();
    let path = request.path().to_owned();
    let before = {
        let mut heard = heard.lock().unwrap();
        let before = heard.iter().filter(|one| one.path == path).count();
        let signatures = header("webhook-signature").split(' ').map(ToOwned::to_owned).collect();
        heard.push(Heard {
            path: path.clone(),
            id: header("webhook-id"),
            time: header("webhook-timestamp").parse().unwrap(),
            signatures,
            body,
        });
        before
    };
    match path.as_str() {
        "/flaky" if before == 0 => HttpResponse::InternalServerError().finish(),
        "/away" => HttpResponse::Found().insert_header(("location", "/ok")).finish(),
        "/broken" => HttpResponse::BadGateway().finish(),
        "/slow" => {
            tokio::time::sleep(Duration::from_secs(20)).await;
            HttpResponse::Ok().finish()
        }
        _ => HttpResponse::Ok().finish(),
    }
}

impl Receiver {
    fn start() -> Self {
        let heard = web::Data::new(Mutex::new(Vec::new()));
        let inner = heard.clone();
        let server = HttpServer::new(move || App::new().app_data(inner.clone()).default_service(web::to(take)));
        let server = server.workers(1).shutdown_timeout(0).bind(("127.0.0.1", 0)).unwrap();
        let port = server.addrs()[0].port();
        actix_web::rt::spawn(server.run());
        Self { port, heard: heard.into_inner() }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn to(&self, path: &str) -> Vec<Heard> {
        self.heard.lock().unwrap().iter().filter(|one| one.path == path).cloned().collect()
    }

    /// Looks at what is due until so many have come to this path, and all that run are written down.
    async fn wait(&self, world: &World, path: &str, count: usize) -> Vec<Heard> {
        for _ in 0..200 {
            world.tick().await;
            let heard = self.to(path);
            if heard.len() >= count {
                return heard;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{path}: {} of {count} came", self.to(path).len());
    }
}

async fn with_receiver(store: Store, story: impl AsyncFnOnce(&World, &Receiver)) {
    let settings = [("VTASK_OUTBOUND_ALLOW", "127.0.0.1/32".to_owned())];
    let world = World::open_with(store, Arc::default(), &settings).await;
    let receiver = Receiver::start();
    story(&world, &receiver).await;
    world.close().await;
}

fn on(store: Store, story: impl AsyncFnOnce(&World, &Receiver)) {
    actix_web::rt::System::new().block_on(with_receiver(store, story));
}

async fn add(program: &Program, receiver: &Receiver, path: &str, events: &[&str]) -> (String, String) {
    let told = program.post("/webhook-endpoints", &json!({"url": receiver.url(path), "events": events})).await.expect(201);
    (told.at("/id"), told.at("/secret"))
}

/// The tries of an endpoint once none of them runs, oldest first: state, status, error.
async fn tries(world: &World, program: &Program, id: &str) -> Vec<(String, Value, Value)> {
    for _ in 0..100 {
        let told = program.get(&format!("/webhook-endpoints/{id}/attempts")).await.expect(200).json();
        let items = told["items"].as_array().unwrap();
        if items.iter().all(|one| one["state"] != "sending") {
            let line = |one: &Value| (one["state"].as_str().unwrap().to_owned(), one["status"].clone(), one["error"].clone());
            return items.iter().rev().map(line).collect();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("a try of {id} does not end at {}", world.now().rfc3339());
}

async fn approve(two: &Two) {
    let seen = json!({"delivery_version": 1, "amount": crate::deals_by_program::yuan(600_000)});
    two.merchant.post(&format!("/milestones/{}/approval", two.deal.milestone), &seen).await.expect(200);
}

async fn told_signed_and_again(world: &World, receiver: &Receiver) {
    let two = world.two_in("submitted").await;
    let (ok, secret) = add(&two.merchant, receiver, "/ok", &["milestone.approved", "brief.closed"]).await;
    let (flaky, _) = add(&two.creator, receiver, "/flaky", &["milestone.approved"]).await;
    let (away, _) = add(&two.creator, receiver, "/away", &["milestone.approved"]).await;
    add(&crate::briefs_by_program::creator(world, "Cy").await, receiver, "/stranger", &[]).await;
    approve(&two).await;

    let heard = receiver.wait(world, "/ok", 1).await;
    let (first, body) = (&heard[0], heard[0].json());
    assert_eq!((first.signed_by(&secret), first.signatures.len()), (1, 1), "{first:?}");
    assert!(first.id.starts_with("evt_") && (first.time - world.now().0 / 1_000_000).abs() < 5);
    let keys: Vec<&str> = body.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!((keys, &body["type"]), (vec!["data", "timestamp", "type"], &json!("milestone.approved")));
    assert_eq!(body["data"]["milestone_id"], two.deal.milestone.to_string());
    assert_eq!(receiver.wait(world, "/flaky", 1).await.len(), 1);
    assert_eq!(tries(world, &two.creator, &flaky).await[0], ("failed".into(), json!(500), Value::Null));
    receiver.wait(world, "/away", 1).await;
    assert_eq!(tries(world, &two.creator, &away).await[0].1, 302, "nobody is followed elsewhere");

    world.tick().await;
    assert_eq!(receiver.to("/flaky").len(), 1, "five seconds are not over");
    world.wait_seconds(6);
    let again = receiver.wait(world, "/flaky", 2).await;
    assert_eq!((&again[1].id, &again[1].body), (&again[0].id, &again[0].body));
    assert!(again[1].time > again[0].time);
    let states: Vec<String> = tries(world, &two.creator, &flaky).await.into_iter().map(|one| one.0).collect();
    assert_eq!(states, ["failed", "delivered"]);

    let renewed = two.merchant.post(&format!("/webhook-endpoints/{ok}/rotation"), &json!({})).await.expect(200).at("/secret");
    let attempt = two.merchant.get(&format!("/webhook-endpoints/{ok}/attempts")).await.at("/items/0/id");
    world.wait_seconds(60);
    two.merchant.post(&format!("/attempts/{attempt}/replay"), &json!({})).await.expect(201);
    let heard = receiver.wait(world, "/ok", 2).await;
    let both = heard.last().unwrap();
    assert_eq!((both.id.as_str(), both.signatures.len()), (first.id.as_str(), 2));
    assert_eq!((both.signed_by(&secret), both.signed_by(&renewed)), (1, 1));
    assert!(both.time >= first.time + 60, "the time of now");
    world.wait_hours(25);
    two.merchant.post(&format!("/attempts/{attempt}/replay"), &json!({})).await.expect(201);
    let last = receiver.wait(world, "/ok", 3).await.pop().unwrap();
    assert_eq!((last.signed_by(&secret), last.signed_by(&renewed), last.signatures.len()), (0, 1, 1));

    two.creator.get(&format!("/webhook-endpoints/{ok}")).await.problem(404, "not_found");
    two.creator.post(&format!("/attempts/{attempt}/replay"), &json!({})).await.problem(404, "not_found");
    let shown = two.merchant.get(&format!("/webhook-endpoints/{ok}")).await.expect(200).json();
    assert_eq!((&shown["events"], shown.get("secret")), (&json!(["brief.closed", "milestone.approved"]), None));
    two.merchant.delete(&format!("/webhook-endpoints/{ok}")).await.expect(204);
    two.merchant.get(&format!("/webhook-endpoints/{ok}")).await.problem(404, "not_found");
    world.wait_days(8);
    receiver.wait(world, "/ok", 3).await;
    assert_eq!((receiver.to("/ok").len(), receiver.to("/stranger").len()), (3, 0));
    let kept = crate::secrets::cells_with(world, vec![secret, renewed]).await;
    assert!(kept.is_empty(), "{kept:?}");
}

#[test]
fn what_happens_is_told_signed_and_again_until_it_is_taken_on_sqlite() {
    on(Store::Sqlite, told_signed_and_again);
}

#[test]
fn what_happens_is_told_signed_and_again_until_it_is_taken_on_postgres() {
    on(Store::Postgres, told_signed_and_again);
}

#[test]
fn a_dead_endpoint_delays_no_other_and_its_owner_hears_of_it() {
    on(Store::Sqlite, async |world, receiver| {
        let two = world.two_in("submitted").await;
        let (slow, _) = add(&two.merchant, receiver, "/slow", &[]).await;
        let (broken, _) = add(&two.creator, receiver, "/broken", &["milestone.approved"]).await;
        add(&two.creator, receiver, "/ok", &[]).await;
        let began = std::time::Instant::now();
        approve(&two).await;
        receiver.wait(world, "/ok", 1).await;
        receiver.wait(world, "/broken", 1).await;
        assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
        for number in 2..=10 {
            tries(world, &two.creator, &broken).await;
            world.wait_hours(25);
            receiver.wait(world, "/broken", number).await;
        }
        let all = tries(world, &two.creator, &broken).await;
        assert_eq!((all.len(), all[9].0.as_str(), all.iter().filter(|one| one.0 == "failed").count()), (10, "dead", 9));
        world.wait_days(2);
        world.tick().await;
        assert_eq!(receiver.to("/broken").len(), 10, "that was the last");
        let letters = world.letters_to(two.deal.creator.person.email.as_str()).await;
        let warnings = letters.iter().filter(|letter| format!("{letter:?}").contains("webhook-dead")).count();
        assert_eq!(warnings, 1);
        while began.elapsed() < Duration::from_secs(16) {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(tries(world, &two.merchant, &slow).await[0], ("failed".into(), Value::Null, json!("timeout")));
    });
}

#[test]
fn nobody_has_us_call_our_own_machines() {
    crate::world::run(Store::Sqlite, async |world| {
        let two = world.two_in("in_progress").await;
        for url in ["http://127.0.0.1:9/x", "https://10.0.0.1/x", "https://[::1]/x", "https://169.254.169.254/", "ftp://1.1.1.1/", "x", ""]
        {
            two.merchant.post("/webhook-endpoints", &json!({"url": url})).await.problem(422, "fields.invalid");
        }
        let body = json!({"url": "https://1.1.1.1/hook", "events": ["brief.eaten"]});
        two.merchant.post("/webhook-endpoints", &body).await.problem(422, "fields.invalid");
        let viewer = world.member(two.deal.org, vtask::sessions::Role::Viewer).await;
        program_of(world, &viewer)
            .await
            .post("/webhook-endpoints", &json!({"url": "https://1.1.1.1/"}))
            .await
            .problem(403, "act.forbidden");

        let browser = world.browser_of(&two.deal.merchant);
        let page = browser.post("/settings/webhooks", &[("url", "https://192.168.0.1/")]).await.expect(422);
        assert!(page.has("not on the open internet") && page.body.contains("192.168.0.1"));
        let made = browser.post("/settings/webhooks", &[("url", "https://1.1.1.1/hook"), ("events", "bid.placed")]).await.expect(303);
        let shown = browser.follow(&made).await.expect(200);
        let secret = shown.body.split("whsec_").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let path = made.location.unwrap();
        browser.post(&format!("{path}/rotation"), &[]).await.expect(303);
        assert!(!browser.get(&path).await.expect(200).body.contains(&secret));
        world.wait_seconds(700);
        assert!(!browser.get(&path).await.expect(200).body.contains("whsec_"));
        assert!(browser.get("/settings/webhooks").await.expect(200).has("bid.placed"));
        world.browser_of(&two.deal.creator).get(&path).await.expect(404);
        browser.post(&format!("{path}/removal"), &[]).await.expect(303);
        browser.get(&path).await.expect(404);
    });
}

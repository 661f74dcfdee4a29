//! The market on Stripe: each class of answer, each point at which something may be lost, each order in which Stripe may speak, by name. At the end
//! each effect has happened exactly once at the fake, and the books are whole.

mod agencies;
mod disputes;
pub mod fake;
mod faults;
mod hearing;
mod paying;
mod peers;
mod reconciling;
mod restoring;
mod reversals;
mod simulation;
mod suspense;
mod unsure;
mod wire;

use crate::browser::Browser;
use crate::deals::Deal;
use crate::world::{Store, World};
use fake::{Fake, SECRET};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use vtask::contracts::{self, Seen};
use vtask::ledger;
use vtask::primitives::{Currency, Minor, Money};
use vtask::sessions;

/// Writes a test twice, once for each database, with a fake of its own.
#[macro_export]
macro_rules! on_stripe {
    ($(async fn $name:ident($world:ident, $fake:ident) $body:block)*) => {$(
        mod $name {
            #[allow(unused_imports, reason = "not every test uses all that its file uses")]
            use super::*;
            async fn story($world: &$crate::world::World, $fake: &$crate::stripe::fake::Fake) $body
            #[test]
            fn on_sqlite() {
                $crate::stripe::run($crate::world::Store::Sqlite, async |world, fake| story(world, fake).await);
            }
            #[test]
            fn on_postgres() {
                $crate::stripe::run($crate::world::Store::Postgres, async |world, fake| story(world, fake).await);
            }
        }
    )*};
}

/// Opens a world on a fake, runs the story, closes the world. Whatever happened, the books are whole.
pub fn run(store: Store, story: impl AsyncFnOnce(&World, &Fake)) {
    actix_web::rt::System::new().block_on(async {
        let ahead = Arc::new(AtomicI64::new(0));
        let fake = Fake::start(ahead.clone()).await;
        let world = World::open_with(store, ahead, &settings(&fake)).await;
        story(&world, &fake).await;
        let report = world.read(|conn| Ok(ledger::verify(conn, &mut |_, _| {})?)).await;
        assert_eq!(report.faults, []);
        world.close().await;
    });
}

/// Settings of a market on a fake.
fn settings(fake: &Fake) -> [(&'static str, String); 4] {
    [
        ("VTASK_GATEWAY", "stripe".to_owned()),
        ("STRIPE_SECRET_KEY", "sk_test_of_the_fake".to_owned()),
        ("STRIPE_WEBHOOK_SECRETS", format!("whsec_other,{SECRET}")),
        ("STRIPE_API_BASE", format!("http://127.0.0.1:{}", fake.port)),
    ]
}

/// The header that vouches for a body.
fn signature(secret: &str, time: i64, body: &str) -> String {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{time}.{body}").as_bytes());
    format!("t={time},v1={}", data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()))
}

/// Posts a body as Stripe would; returns the status.
async fn post(world: &World, header: String, body: String) -> u16 {
    let browser = world.browser();
    let sent = browser.client().post(browser.url("/webhooks/stripe")).header("stripe-signature", header).body(body).send();
    sent.await.unwrap().status().as_u16()
}

/// An event as it goes over the wire at a time: the header that vouches for it, and the body.
fn on_the_wire(event: &Value, time: i64) -> (String, String) {
    let body = event.to_string();
    (signature(SECRET, time, &body), body)
}

/// Delivers an event, signed; it is kept and not yet applied.
pub async fn deliver(world: &World, event: &Value) {
    let (header, body) = on_the_wire(event, world.now().0 / 1_000_000);
    assert_eq!(post(world, header, body).await, 200);
}

/// The books' word for an operation: state, attempts, generation.
async fn operation(world: &World, kind: &str) -> (String, i32, i32) {
    use vtask::schema::operations;
    let kind = kind.to_owned();
    world
        .read(move |conn| {
            use diesel::prelude::*;
            let rows = operations::table.filter(operations::kind.eq(kind)).order(operations::created_at.desc());
            Ok(rows.select((operations::state, operations::attempts, operations::generation)).first(conn)?)
        })
        .await
}

/// State and effects of an event.
async fn event(world: &World, id: &str) -> (String, i32) {
    use vtask::schema::inbox_events;
    let id = id.to_owned();
    world
        .read(move |conn| {
            use diesel::prelude::*;
            Ok(inbox_events::table.find(id).select((inbox_events::state, inbox_events::effects)).first(conn)?)
        })
        .await
}

/// So many ticks, a minute apart.
async fn minutes(world: &World, count: i64) {
    for _ in 0..count {
        world.wait_seconds(60);
        world.tick().await;
    }
}

/// What a creator has: available, in transit, paid out.
async fn creator_money(world: &World, deal: &Deal) -> (i64, i64, i64) {
    let creator = deal.creator.person.creator_id().unwrap();
    let balance = world.read(move |conn| Ok(ledger::balances_of_creator(conn, creator)?)).await[0];
    (balance.available.amount.0, balance.in_transit.amount.0, balance.paid_out.amount.0)
}

async fn free(world: &World, deal: &Deal) -> i64 {
    let org = deal.org;
    world.read(move |conn| Ok(ledger::balances_of_org(conn, org)?)).await.first().map_or(0, |balance| balance.free.amount.0)
}

/// A merchant asks to pay CNY 1,000.00 in; returns the page's id at the fake.
async fn top_up(world: &World, fake: &Fake, deal: &Deal) -> String {
    let merchant = world.browser_of(&deal.merchant);
    let fields = [("org_id", deal.org.to_string()), ("amount", "1000".to_owned()), ("currency", "CNY".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
    merchant.get(&format!("/wallet/top-ups?org_id={}", deal.org)).await.expect(200);
    merchant.post("/wallet/top-ups", &fields).await.expect(303);
    fake.all("checkout.session").last().map(|page| page["id"].as_str().unwrap().to_owned()).unwrap_or_default()
}

/// A creator with CNY 5,400.00 available and a payout account; the provider has the money.
async fn earned(world: &World, fake: &Fake) -> (Deal, Browser) {
    let deal = world.funded_deal().await;
    accept(world, &deal).await;
    fake.set_balance("cny", 1_000_000);
    let creator = with_account(world, &deal).await;
    (deal, creator)
}

/// The work is handed in and accepted, and its money clears.
async fn accept(world: &World, deal: &Deal) {
    let (maker, owner, id) = (deal.creator.person.clone(), deal.merchant.person.clone(), deal.milestone);
    let (mine, theirs) = (world.act_of(&deal.creator), world.act_of(&deal.merchant));
    world
        .write(move |tx| {
            contracts::submit(tx, &mine, &maker, id)?;
            contracts::approve(tx, &theirs, &owner, id, Seen { delivery: 1, amount: Money::new(Minor(600_000), Currency::Cny) })
        })
        .await;
    world.wait_days(8);
    world.tick().await;
}

/// The creator names a payout account.
async fn with_account(world: &World, deal: &Deal) -> Browser {
    step_up_again(world, deal).await;
    let creator = world.browser_of(&deal.creator);
    creator.get("/wallet/payout-account").await.expect(200);
    creator.post("/wallet/payout-account", &[("name", "Ana Beltran"), ("country", "CN"), ("currency", "CNY")]).await.expect(303);
    creator
}

async fn step_up_again(world: &World, deal: &Deal) {
    let (session, now) = (deal.creator.person.session, world.now());
    world.write(move |tx| Ok(sessions::step_up(tx, session, now)?)).await;
}

async fn ask_payout(creator: &Browser) {
    creator.get("/wallet/payouts").await.expect(200);
    creator.post("/wallet/payouts", &[("amount", "5400"), ("currency", "CNY")]).await.expect(303);
}

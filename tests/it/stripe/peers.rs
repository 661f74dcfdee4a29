//! The fake held against peers that others wrote: Stripe's own client drives it from outside, localstripe says the same where it has the call, and the
//! market keeps what localstripe signs. Wants a Python with both; `tests/run peers` brings it.

use super::fake::{Fake, SECRET};
use super::{on_the_wire, run};
use crate::world::{Store, World};
use serde_json::json;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

/// Runs the script and answers what it asks: `pay PAGE` with the payment that the page came to, `sign` with an event as it goes over the wire. Says
/// how it ended.
fn agreed(fake: &Fake, market: &str) -> String {
    let python = std::env::var("VTASK_TEST_PYTHON").expect("VTASK_TEST_PYTHON names the Python; tests/run peers sets it");
    let ours = format!("http://127.0.0.1:{}", fake.port);
    let mut script = Command::new(python);
    script.args(["tests/peers", &ours, market, SECRET]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut running = script.spawn().unwrap();
    let mut answers = running.stdin.take().unwrap();
    let mut said = json!(null);
    let mut last = String::new();
    for line in BufReader::new(running.stdout.take().unwrap()).lines() {
        last = line.unwrap();
        let answer = match last.split_once(' ') {
            Some(("pay", page)) => {
                said = fake.pay(page, None)[0].clone();
                let paid = fake.all("payment_intent").pop().unwrap();
                paid["id"].as_str().unwrap().to_owned()
            }
            None if last == "sign" => {
                let (header, body) = on_the_wire(&said, jiff::Timestamp::now().as_second());
                json!({ "header": header, "body": body }).to_string()
            }
            _ => continue,
        };
        writeln!(answers, "{answer}").unwrap();
    }
    assert!(running.wait().unwrap().success(), "the script said: {last}");
    last
}

async fn heard(world: &World) -> Vec<(String, String)> {
    use vtask::schema::inbox_events;
    world
        .read(|conn| {
            use diesel::prelude::*;
            Ok(inbox_events::table.select((inbox_events::kind, inbox_events::state)).load(conn)?)
        })
        .await
}

#[test]
#[ignore = "wants a Python with stripe and localstripe: tests/run peers"]
fn the_official_client_and_localstripe_agree_with_the_fake() {
    run(Store::Sqlite, async |world, fake| {
        let (peer, market) = (fake.clone(), world.browser().url("/webhooks/stripe").to_string());
        let ended = actix_web::rt::task::spawn_blocking(move || agreed(&peer, &market)).await.unwrap();
        assert_eq!(ended, "agreed");
        assert_eq!(
            heard(world).await,
            [("customer.created".to_owned(), "ignored".to_owned())],
            "what another program signed with our secret, once"
        );
    });
}

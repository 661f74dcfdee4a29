//! Disputes on Stripe: taken, answered, won and lost, each effect once, in whatever order it is heard, and the books agree with the balance.

use super::{deliver, event, free, minutes, operation, top_up};
use crate::on_stripe;
use crate::world::World;
use serde_json::Value;
use vtask::audit::Act;
use vtask::ledger::{self, Account, Bucket, Provider};
use vtask::payments::{self, Way};
use vtask::primitives::Currency;

async fn clearing(world: &World) -> i64 {
    world
        .read(|conn| {
            let mut sum = 0;
            for bucket in Bucket::all() {
                sum += ledger::balance(conn, &Account::Clearing(Provider::Stripe, bucket), Currency::Cny)?.0;
            }
            Ok(sum)
        })
        .await
}

async fn taken(world: &World, case: &str) -> i64 {
    let account = Account::ProviderDispute(case.to_owned());
    world.read(move |conn| Ok(ledger::balance(conn, &account, Currency::Cny)?.0)).await
}

async fn state(world: &World) -> String {
    use vtask::schema::chargebacks;
    world
        .read(|conn| {
            use diesel::prelude::*;
            Ok(chargebacks::table.select(chargebacks::state).first(conn)?)
        })
        .await
}

async fn problems(world: &World) -> Vec<String> {
    let way = Way { full: true, apply: Some(Act::operator(world.now())), reason: "looking".to_owned() };
    payments::reconcile(&world.site, &way).await.unwrap().problems
}

fn named(event: &Value) -> String {
    event["data"]["object"]["id"].as_str().unwrap().to_owned()
}

on_stripe! {
    async fn a_dispute_is_taken_answered_and_won_once_whatever_is_heard(world, fake) {
        let deal = world.awarded_deal().await;
        let page = top_up(world, fake, &deal).await;
        world.tick().await;
        deliver(world, &fake.pay(&page, None)[0]).await;
        minutes(world, 1).await;
        assert_eq!((free(world, &deal).await, operation(world, "charge").await.0.as_str()), (100_000, "done"));
        let intent = fake.all("payment_intent")[0]["id"].as_str().unwrap().to_owned();
        let opened = fake.dispute(&intent);
        let case = named(&opened);
        for _ in 0..2 {
            deliver(world, &opened).await;
            minutes(world, 1).await;
        }
        assert_eq!((taken(world, &case).await, clearing(world).await), (100_000, -1_500), "the amount and what the case cost");
        assert_eq!(event(world, opened["id"].as_str().unwrap()).await, ("applied".to_owned(), 2));
        assert_eq!(fake.all("dispute")[0]["status"], "needs_response");
        // A day at a time: the books are compared with the balance on each.
        for _ in 0..6 {
            world.wait_days(1);
            minutes(world, 1).await;
        }
        minutes(world, 1).await;
        let text = fake.all("dispute")[0]["evidence"]["uncategorized_text"].as_str().unwrap().to_owned();
        assert!(text.contains("THE PAYMENT") && text.contains("1000"), "{text}");
        assert_eq!((state(world).await.as_str(), fake.keys(&format!("/v1/disputes/{case}")).len()), ("evidence_sent", 1));
        deliver(world, &fake.decide(&case, true)).await;
        minutes(world, 2).await;
        // The case cost 15.00, won or lost, and the payment itself 1.00.
        assert_eq!((taken(world, &case).await, clearing(world).await, state(world).await.as_str()), (0, 98_400, "won"));
        world.wait_hours(25);
        assert_eq!(problems(world).await, Vec::<String>::new());
        assert_eq!(free(world, &deal).await, 100_000);
    }

    async fn what_was_decided_is_seen_though_no_event_came_and_is_borne(world, fake) {
        let deal = world.awarded_deal().await;
        let page = top_up(world, fake, &deal).await;
        world.tick().await;
        deliver(world, &fake.pay(&page, None)[0]).await;
        minutes(world, 1).await;
        let intent = fake.all("payment_intent")[0]["id"].as_str().unwrap().to_owned();
        let opened = fake.dispute(&intent);
        let case = named(&opened);
        let closed = fake.decide(&case, false);
        deliver(world, &closed).await;
        minutes(world, 1).await;
        assert_eq!((state(world).await.as_str(), taken(world, &case).await, free(world, &deal).await), ("lost", 0, 0));
        deliver(world, &opened).await;
        minutes(world, 2).await;
        assert_eq!((state(world).await.as_str(), free(world, &deal).await), ("lost", 0), "what comes late changes nothing");
        world.wait_hours(25);
        assert_eq!(problems(world).await, Vec::<String>::new());
    }

    async fn a_dispute_of_no_payment_of_ours_is_left_to_a_person(world, fake) {
        let deal = world.awarded_deal().await;
        let page = top_up(world, fake, &deal).await;
        world.tick().await;
        // Its payment is not booked here yet: somebody else's, as far as the books know.
        fake.pay(&page, None);
        let intent = fake.all("payment_intent")[0]["id"].as_str().unwrap().to_owned();
        fake.change(&page, &[("payment_intent", Value::Null)]);
        let opened = fake.dispute(&intent);
        deliver(world, &opened).await;
        minutes(world, 2).await;
        assert_eq!(event(world, opened["id"].as_str().unwrap()).await.0, "stored");
        world.wait_hours(25);
        minutes(world, 1).await;
        assert_eq!(event(world, opened["id"].as_str().unwrap()).await.0, "unmatched");
    }
}

//! What Stripe says by itself: signed or not, twice, in any order, before we know, and what nobody understands.

use super::fake::{Fault, SECRET};
use super::{ask_payout, creator_money, deliver, earned, event, free, minutes, operation, post, signature, top_up};
use crate::on_stripe;
use serde_json::json;

on_stripe! {
    async fn nothing_is_kept_that_nobody_we_know_signed(world, fake) {
        let (now, body) = (world.now().0 / 1_000_000, fake.say("checkout.session.completed", "cs_1").to_string());
        for header in [
            String::new(),
            signature("whsec_wrong", now, &body),
            signature(SECRET, now - 301, &body),
            signature(SECRET, now + 400, &body),
            signature(SECRET, now, &format!("{body} ")),
        ] {
            assert_eq!(post(world, header, body.clone()).await, 400);
        }
        assert_eq!(post(world, signature(SECRET, now - 200, &body), body.clone()).await, 200);
        assert_eq!(post(world, signature("whsec_other", now, &body), body).await, 200);
        let large = " ".repeat(256 * 1_024 + 1);
        assert_eq!(post(world, signature(SECRET, now, &large), large).await, 413);
    }

    async fn what_is_signed_and_not_understood_is_kept(world, _fake) {
        let now = world.now().0 / 1_000_000;
        for body in ["{\"id\": \"evt_half", "", "[]", "{\"type\": 5}"] {
            assert_eq!(post(world, signature(SECRET, now, body), body.to_owned()).await, 200, "{body}");
        }
        let unknown = json!({ "id": "evt_new", "type": "moon.full", "data": { "object": { "id": "moon_1" } } });
        deliver(world, &unknown).await;
        world.tick().await;
        assert_eq!(event(world, "evt_new").await, ("ignored".to_owned(), 0));
        let states = world
            .read(|conn| {
                use diesel::prelude::*;
                use vtask::schema::inbox_events;
                Ok(inbox_events::table.filter(inbox_events::state.eq("unparsed")).count().get_result::<i64>(conn)?)
            })
            .await;
        assert_eq!(states, 4);
    }

    async fn what_is_said_often_and_backwards_happens_once(world, fake) {
        let deal = world.awarded_deal().await;
        let page = top_up(world, fake, &deal).await;
        let events = fake.pay(&page, None);
        for said in events.iter().rev().chain(&events).chain(events.iter().rev()) {
            deliver(world, said).await;
            world.tick().await;
        }
        deliver(world, &fake.say("checkout.session.expired", &page)).await;
        world.tick().await;
        assert_eq!((free(world, &deal).await, operation(world, "charge").await.0.as_str()), (100_000, "done"));
    }

    async fn a_lie_in_an_event_is_not_believed(world, fake) {
        let deal = world.awarded_deal().await;
        let page = top_up(world, fake, &deal).await;
        let mut lie = fake.say("checkout.session.completed", &page);
        lie["data"]["object"]["payment_status"] = json!("paid");
        deliver(world, &lie).await;
        world.tick().await;
        assert_eq!((free(world, &deal).await, operation(world, "charge").await.0.as_str()), (0, "waiting"));
    }

    async fn an_event_may_come_before_the_answer_it_is_about(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        ask_payout(&creator).await;
        fake.fail(&[Fault::Lost]);
        world.tick().await;
        let id = fake.all("transfer")[0]["id"].as_str().unwrap().to_owned();
        let said = fake.say("transfer.created", &id);
        deliver(world, &said).await;
        for job in vtask::payouts::JOBS.iter().filter(|job| job.name == "payout events") {
            (job.run)(world.site.clone()).await.unwrap();
        }
        assert_eq!((operation(world, "transfer").await.0.as_str(), creator_money(world, &deal).await), ("done", (0, 0, 540_000)));
        minutes(world, 3).await;
        assert_eq!(fake.keys("/v1/transfers").len(), 1);
    }

    async fn what_belongs_to_nobody_is_unmatched_after_a_day(world, fake) {
        let said = fake.say("transfer.created", "tr_of_somebody");
        deliver(world, &said).await;
        world.tick().await;
        assert_eq!(event(world, said["id"].as_str().unwrap()).await.0, "stored");
        world.wait_hours(25);
        world.tick().await;
        assert_eq!(event(world, said["id"].as_str().unwrap()).await, ("unmatched".to_owned(), 0));
    }
}

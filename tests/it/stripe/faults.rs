//! A table of what goes wrong between us and Stripe, each with its end: one effect, or none and the money where it was.

use super::fake::Fault;
use super::{Fake, ask_payout, creator_money, deliver, earned, free, minutes, operation, top_up};
use crate::on_stripe;
use crate::world::World;

/// A payout through a fault: however often it is sent, one transfer.
async fn once_through(world: &World, fake: &Fake, faults: &[Fault], most_minutes: i64) {
    let (deal, creator) = earned(world, fake).await;
    ask_payout(&creator).await;
    fake.fail(faults);
    world.tick().await;
    minutes(world, most_minutes).await;
    assert_eq!(fake.all("transfer").len(), 1);
    assert_eq!(operation(world, "transfer").await.0, "done");
    assert_eq!(creator_money(world, &deal).await, (0, 0, 540_000));
}

/// All under one key.
fn assert_one_key(fake: &Fake, path: &str, at_least: usize) {
    let keys = fake.keys(path);
    assert!(keys.len() >= at_least && keys.iter().all(|key| key == &keys[0]), "{keys:?}");
}

on_stripe! {
    async fn a_call_that_never_arrived_is_sent_again_under_its_key(world, fake) {
        once_through(world, fake, &[Fault::Unheard, Fault::Unheard], 3).await;
        assert_one_key(fake, "/v1/transfers", 3);
    }

    async fn a_lost_answer_is_asked_for_again_under_its_key(world, fake) {
        once_through(world, fake, &[Fault::Lost], 2).await;
        assert_one_key(fake, "/v1/transfers", 2);
    }

    async fn half_an_answer_is_asked_for_again_under_its_key(world, fake) {
        once_through(world, fake, &[Fault::Half], 2).await;
        assert_one_key(fake, "/v1/transfers", 2);
    }

    async fn a_busy_stripe_is_asked_again_when_it_said(world, fake) {
        once_through(world, fake, &[Fault::Error429, Fault::Error409, Fault::Error503], 4).await;
        assert_one_key(fake, "/v1/transfers", 4);
    }

    async fn an_error_after_the_effect_is_looked_up_and_never_sent_under_another_key(world, fake) {
        once_through(world, fake, &[Fault::Error500AfterEffect], 8).await;
        assert_one_key(fake, "/v1/transfers", 3);
    }

    async fn an_error_before_the_effect_is_looked_up_twice_and_then_sent_under_the_next_key(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        ask_payout(&creator).await;
        fake.fail(&[Fault::Error500]);
        world.tick().await;
        minutes(world, 8).await;
        assert_eq!(fake.keys("/v1/transfers").len(), 3, "one look that shows nothing is not enough");
        minutes(world, 17).await;
        assert_eq!((fake.all("transfer").len(), creator_money(world, &deal).await), (1, (0, 0, 540_000)));
        let keys = fake.keys("/v1/transfers");
        assert_eq!(keys.len(), 4);
        assert!(keys[..3].iter().all(|key| key == &keys[0]) && keys[0].ends_with(":1") && keys[3].ends_with(":2"), "{keys:?}");
    }

    async fn a_key_that_stripe_may_have_forgotten_is_not_sent_again_before_a_look(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        ask_payout(&creator).await;
        fake.fail(&[Fault::Lost]);
        world.tick().await;
        fake.forget_keys();
        world.wait_hours(25);
        world.tick().await;
        minutes(world, 2).await;
        assert_eq!((fake.all("transfer").len(), fake.keys("/v1/transfers").len()), (1, 1));
        assert_eq!(creator_money(world, &deal).await, (0, 0, 540_000));
    }

    async fn a_transfer_without_balance_waits_for_it_and_takes_the_next_key(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        fake.set_balance("cny", 539_999);
        ask_payout(&creator).await;
        world.tick().await;
        assert_eq!(operation(world, "transfer").await.0, "blocked");
        minutes(world, 3).await;
        assert_eq!((fake.all("transfer").len(), fake.keys("/v1/transfers").len()), (0, 1), "it was sent though there was no balance");
        fake.set_balance("cny", 540_000);
        minutes(world, 2).await;
        assert_eq!((fake.all("transfer").len(), operation(world, "transfer").await.2), (1, 2));
        assert_eq!(creator_money(world, &deal).await, (0, 0, 540_000));
    }

    async fn a_refused_key_opens_the_breaker_for_all_and_loses_nothing(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        ask_payout(&creator).await;
        fake.fail(&[Fault::Error401]);
        world.tick().await;
        world.tick().await;
        top_up(world, fake, &deal).await;
        assert_eq!((fake.keys("/v1/transfers").len(), fake.keys("/v1/checkout/sessions").len()), (1, 0), "it was asked though the key is refused");
        minutes(world, 3).await;
        assert_eq!((fake.all("transfer").len(), fake.all("checkout.session").len()), (1, 1));
    }

    async fn a_closed_account_gives_the_money_back_to_its_owner(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        ask_payout(&creator).await;
        fake.fail(&[Fault::Closed]);
        world.tick().await;
        assert_eq!(operation(world, "transfer").await.0, "declined");
        assert_eq!(creator_money(world, &deal).await, (540_000, 0, 0));
        ask_payout(&creator).await;
        world.tick().await;
        assert_eq!((fake.all("transfer").len(), creator_money(world, &deal).await), (1, (0, 0, 540_000)));
    }

    async fn another_amount_than_was_asked_is_not_booked(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        ask_payout(&creator).await;
        fake.fail(&[Fault::WrongAmount]);
        world.tick().await;
        minutes(world, 30).await;
        assert_eq!(operation(world, "transfer").await.0, "unknown");
        assert_eq!(fake.keys("/v1/transfers").len(), 1);
        assert_eq!(creator_money(world, &deal).await, (0, 540_000, 0));
    }

    async fn a_payment_of_another_amount_is_not_booked(world, fake) {
        let deal = world.awarded_deal().await;
        let page = top_up(world, fake, &deal).await;
        for event in fake.pay(&page, Some(99_999)) {
            deliver(world, &event).await;
        }
        world.tick().await;
        minutes(world, 8).await;
        assert_eq!((free(world, &deal).await, operation(world, "charge").await.0.as_str()), (0, "unknown"));
    }

    async fn a_page_whose_answer_was_lost_is_paid_once(world, fake) {
        let deal = world.awarded_deal().await;
        fake.fail(&[Fault::Lost, Fault::Lost]);
        top_up(world, fake, &deal).await;
        minutes(world, 3).await;
        assert_eq!((fake.all("customer").len(), fake.all("checkout.session").len()), (1, 1));
        let page = fake.all("checkout.session")[0]["id"].as_str().unwrap().to_owned();
        fake.pay(&page, None);
        minutes(world, 7).await;
        assert_eq!(free(world, &deal).await, 100_000, "what no event spoke of was not found");
    }
}

/// On one database: it takes as long as we wait for Stripe.
#[test]
fn forty_seconds_of_silence_are_not_waited_for_and_the_same_is_sent_again() {
    super::run(crate::world::Store::Sqlite, async |world, fake| {
        let begun = std::time::Instant::now();
        once_through(world, fake, &[Fault::Silent], 2).await;
        assert_one_key(fake, "/v1/transfers", 2);
        assert!(begun.elapsed().as_secs() < 40, "it was waited for");
    });
}

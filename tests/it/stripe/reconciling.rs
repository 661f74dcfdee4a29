//! The books against Stripe: what no event brought, what Stripe took for its work, what nobody asked for, and what stops money.

use super::{ask_payout, creator_money, deliver, earned, event, free, minutes, operation, step_up_again, top_up};
use crate::on_stripe;
use crate::world::World;
use serde_json::json;
use vtask::audit::Act;
use vtask::clocks::{self, ClockKind, NewClock};
use vtask::ledger::{self, Account, Bucket, Provider};
use vtask::operations::{self, Fuse};
use vtask::payments::{self, Report, Way};
use vtask::primitives::id::CheckoutId;
use vtask::primitives::{Currency, Instant, Minor, Money};

async fn reconcile(world: &World, apply: bool) -> Report {
    let act = apply.then(|| Act::operator(world.now()));
    payments::reconcile(&world.site, &Way { full: true, apply: act, reason: "looking".to_owned() }).await.unwrap()
}

/// The sum of an account's 64 parts, in fen: debits positive.
async fn sum(world: &World, name: fn(Bucket) -> Account) -> i64 {
    world
        .read(move |conn| {
            let mut sum = 0;
            for bucket in Bucket::all() {
                sum += ledger::balance(conn, &name(bucket), Currency::Cny)?.0;
            }
            Ok(sum)
        })
        .await
}

fn due_at_once(kind: ClockKind, subject: String) -> NewClock {
    NewClock { kind, subject, brief: None, contract: None, milestone: None, due: Instant(2), money: None }
}

async fn blown(world: &World) -> Vec<Fuse> {
    world.read(|conn| Ok(operations::list_blown(conn)?)).await.into_iter().map(|blown| blown.fuse).collect()
}

async fn confirm(world: &World) {
    let act = Act::operator(world.now());
    world.write(move |tx| operations::confirm(tx, &act, "looked at")).await;
}

on_stripe! {
    async fn what_no_webhook_brought_is_asked_for_within_the_hour(world, fake) {
        let deal = world.awarded_deal().await;
        let page = top_up(world, fake, &deal).await;
        world.tick().await;
        let said = fake.pay(&page, None);
        world.wait_seconds(3_700);
        world.tick().await;
        world.tick().await;
        assert_eq!(free(world, &deal).await, 100_000);
        assert_ne!(event(world, said[2]["id"].as_str().unwrap()).await.0, "stored");
    }

    async fn what_stripe_took_is_booked_once_and_the_books_agree(world, fake) {
        let deal = world.awarded_deal().await;
        let page = top_up(world, fake, &deal).await;
        // The day's own comparison is over before there is anything to compare.
        world.tick().await;
        deliver(world, &fake.pay(&page, None)[0]).await;
        world.tick().await;
        let seen = reconcile(world, false).await;
        assert_eq!((seen.matched, seen.problems.len(), sum(world, Account::CostProvider).await), (1, 0, 0));
        for _ in 0..2 {
            assert_eq!(reconcile(world, true).await.problems, Vec::<String>::new());
        }
        let totals = reconcile(world, false).await.totals;
        assert_eq!(totals.iter().map(|total| (total.provider.0, total.books.0, total.settled)).collect::<Vec<_>>(), [(99_900, 99_900, true)]);
        assert_eq!(sum(world, Account::CostProvider).await, 100);
        assert_eq!(sum(world, |bucket| Account::Clearing(Provider::Stripe, bucket)).await, 99_900);
    }

    async fn after_a_long_stop_what_stripe_took_is_booked_all_the_same(world, fake) {
        let deal = world.awarded_deal().await;
        let page = top_up(world, fake, &deal).await;
        world.tick().await;
        deliver(world, &fake.pay(&page, None)[0]).await;
        world.tick().await;
        world.wait_days(9);
        world.tick().await;
        assert_eq!(sum(world, Account::CostProvider).await, 100);
        assert_eq!(reconcile(world, false).await.problems, Vec::<String>::new());
    }

    async fn money_that_only_the_books_have_stops_money_out(world, fake) {
        let deal = world.awarded_deal().await;
        let page = top_up(world, fake, &deal).await;
        world.tick().await;
        deliver(world, &fake.pay(&page, None)[0]).await;
        world.tick().await;
        assert_eq!(reconcile(world, true).await.problems, Vec::<String>::new());
        let (act, org) = (Act::platform(world.now(), "test"), deal.org);
        world
            .write(move |tx| {
                let money = Money::new(Minor(7), Currency::Cny);
                ledger::post(tx, &act, &ledger::postings::capture(Provider::Stripe, org, CheckoutId::random(), None, money)?)
            })
            .await;
        let report = reconcile(world, true).await;
        assert_eq!((report.problems.len(), report.totals[0].drift(), blown(world).await), (1, Minor(7), vec![Fuse::Money]));
    }

    async fn money_that_nobody_asked_for_is_kept_apart(world, fake) {
        fake.move_by_itself("charge", "ch_of_nobody", 5_000);
        assert_eq!(reconcile(world, true).await.problems.len(), 0, "it may still be explained");
        world.wait_hours(25);
        for _ in 0..2 {
            assert_eq!(reconcile(world, true).await.problems.len(), 1);
        }
        assert_eq!(sum(world, |bucket| Account::Suspense(Provider::Stripe, bucket)).await, 5_000);
        assert_eq!(blown(world).await, []);
    }

    async fn money_that_left_and_nobody_sent_stops_money_out_until_somebody_looked(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        fake.move_by_itself("transfer", "tr_of_nobody", -5_000);
        world.wait_hours(25);
        reconcile(world, true).await;
        assert_eq!(blown(world).await, [Fuse::Money]);
        step_up_again(world, &deal).await;
        ask_payout(&creator).await;
        minutes(world, 3).await;
        assert_eq!(fake.all("transfer").len(), 0);
        confirm(world).await;
        minutes(world, 1).await;
        assert_eq!((fake.all("transfer").len(), creator_money(world, &deal).await), (1, (0, 0, 540_000)));
    }

    async fn what_is_done_here_and_not_there_stops_money_out(world, fake) {
        let (_, creator) = earned(world, fake).await;
        ask_payout(&creator).await;
        world.tick().await;
        let id = fake.all("transfer")[0]["id"].as_str().unwrap().to_owned();
        fake.change(&id, &[("amount", json!(1))]);
        fake.forget_movements();
        world.wait_hours(25);
        assert_eq!(reconcile(world, true).await.problems.len(), 1);
        assert_eq!((blown(world).await, operation(world, "transfer").await.0.as_str()), (vec![Fuse::Money], "done"));
    }

    async fn a_clock_that_cannot_be_trusted_moves_no_money(world, fake) {
        let deal = world.funded_deal().await;
        let (maker, mine, id) = (deal.creator.person.clone(), world.act_of(&deal.creator), deal.milestone);
        world.write(move |tx| vtask::contracts::submit(tx, &mine, &maker, id).map(drop)).await;
        let act = Act::platform(Instant(1), "test");
        world.write(move |tx| payments::blow(tx, &act, Fuse::Clock, "a jump")).await;
        world.wait_days(8);
        world.tick().await;
        assert_eq!(creator_money_pending(world, &deal).await, 0);
        confirm(world).await;
        world.tick().await;
        assert!(creator_money_pending(world, &deal).await > 0);
        assert!(fake.all("transfer").is_empty());
    }

    async fn clocks_that_are_held_do_not_stand_before_the_others(world, fake) {
        let bid = world.market(1, 1).await.bids[0].to_string();
        let expiry = bid.clone();
        let act = Act::platform(Instant(1), "test");
        world.write(move |tx| {
            for number in 0..250 {
                clocks::start(tx, Instant(1), &due_at_once(ClockKind::Clearance, format!("held-{number}")))?;
            }
            clocks::start(tx, Instant(2), &due_at_once(ClockKind::BidExpiry, expiry.clone()))?;
            payments::blow(tx, &act, Fuse::Clock, "a jump")
        }).await;
        world.tick().await;
        let left = world.read(move |conn| Ok((clocks::list_of_subject(conn, "held-0")?.len(), clocks::list_of_subject(conn, &bid)?.len())));
        assert_eq!(left.await, (1, 0));
        assert!(fake.all("transfer").is_empty());
    }
}

async fn creator_money_pending(world: &World, deal: &crate::deals::Deal) -> i64 {
    let creator = deal.creator.person.creator_id().unwrap();
    world.holds(Account::Pending(creator)).await
}

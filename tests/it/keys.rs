//! Fifty at once: with one key there is one effect and one answer, with fifty keys there is one effect or as many as were asked for.

use crate::both;
use crate::deals::Deal;
use crate::deals_by_program::{outcome, program_of, yuan};
use crate::program::{Program, Told};
use crate::world::World;
use futures_util::future::join_all;
use serde_json::{Value, json};
use vtask::ledger::Account;

/// Fifty posts with one key. All that were answered with an effect were answered alike; the others came while it ran.
async fn with_one_key(program: &Program, path: &str, body: &Value, status: u16) -> Told {
    let told = join_all((0..50).map(|_| program.post_as("one-key", path, body))).await;
    let (done, waiting): (Vec<Told>, Vec<Told>) = told.into_iter().partition(|told| told.status == status);
    for told in waiting {
        told.problem(409, "idempotency.in_progress");
    }
    assert!(!done.is_empty());
    assert!(done.iter().all(|told| told.json() == done[0].json()), "{done:#?}");
    let again = program.post_as("one-key", path, body).await.expect(status);
    assert_eq!(again.json(), done[0].json());
    again
}

/// Fifty posts with fifty keys: how many had an effect; the others were refused with this code.
async fn with_fifty_keys(program: &Program, path: &str, body: &Value, (status, code): (u16, &str)) -> usize {
    let told = join_all((0..50).map(|no| async move { program.post_as(&format!("key-{no}"), path, body).await })).await;
    let (done, refused): (Vec<Told>, Vec<Told>) = told.into_iter().partition(|told| told.status == status);
    for told in refused {
        let known = told.json()["code"] == code || told.json()["code"] == "version.stale";
        assert!(told.status == 409 && known, "{told:?}");
    }
    done.len()
}

async fn top_up(merchant: &Program, deal: &Deal, amount: i64) {
    let body = json!({"org_id": deal.org.to_string(), "amount": yuan(amount)});
    let told = merchant.post("/wallet/top-ups", &body).await.expect(202);
    assert_eq!(outcome(&told.at("/checkout_url"), "paid").await.0, 200);
}

async fn checkouts(world: &World) -> i64 {
    use diesel::prelude::*;
    world.read(|conn| Ok(vtask::schema::checkouts::table.count().get_result(conn)?)).await
}

/// A creator with CNY 5,400.00 available and an account.
async fn rich(world: &World) -> (Deal, Program) {
    let deal = world.funded_deal().await;
    world.submit(&deal).await.unwrap();
    world.approve(&deal, 1, 600_000).await.unwrap();
    world.wait_days(8);
    world.tick().await;
    let creator = program_of(world, &deal.creator).await;
    creator.put("/payout-account", &json!({"name": "Ana", "country": "CN", "currency": "CNY"})).await.expect(200);
    (deal, creator)
}

both! {
    async fn a_checkout_is_asked_for_once(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = program_of(world, &deal.merchant).await;
        let fund = format!("/contracts/{}/funding", deal.contract);
        with_one_key(&merchant, &fund, &json!({}), 202).await;
        assert_eq!(checkouts(world).await, 1);
        assert_eq!(with_fifty_keys(&merchant, &fund, &json!({}), (202, "state.refused")).await, 50);
        assert_eq!(checkouts(world).await, 1, "the same payment is still awaited");
    }

    async fn the_wallet_funds_once(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = program_of(world, &deal.merchant).await;
        top_up(&merchant, &deal, 2_000_000).await;
        let fund = format!("/contracts/{}/funding", deal.contract);
        assert_eq!(with_fifty_keys(&merchant, &fund, &json!({}), (200, "state.refused")).await, 1);
        assert_eq!(world.holds(Account::Wallet(deal.org)).await, 1_370_000);
        let other = world.awarded_deal().await;
        let merchant = program_of(world, &other.merchant).await;
        top_up(&merchant, &other, 2_000_000).await;
        with_one_key(&merchant, &format!("/contracts/{}/funding", other.contract), &json!({}), 200).await;
        assert_eq!(world.holds(Account::Wallet(other.org)).await, 1_370_000);
        world.books_are_right().await;
    }

    async fn an_approval_releases_once(world: World) {
        for keys in [1, 50] {
            let deal = world.funded_deal().await;
            world.submit(&deal).await.unwrap();
            let merchant = program_of(world, &deal.merchant).await;
            let path = format!("/milestones/{}/approval", deal.milestone);
            let seen = json!({"delivery_version": 1, "amount": yuan(600_000)});
            if keys == 1 {
                with_one_key(&merchant, &path, &seen, 200).await;
            } else {
                assert_eq!(with_fifty_keys(&merchant, &path, &seen, (200, "state.refused")).await, 1);
            }
            assert_eq!(world.holds(Account::Pending(deal.creator.person.creator_id().unwrap())).await, 540_000);
        }
        world.books_are_right().await;
    }

    async fn a_top_up_is_asked_for_once_a_key(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = program_of(world, &deal.merchant).await;
        let body = json!({"org_id": deal.org.to_string(), "amount": yuan(10_000)});
        let told = with_one_key(&merchant, "/wallet/top-ups", &body, 202).await;
        assert_eq!(checkouts(world).await, 1);
        assert_eq!(outcome(&told.at("/checkout_url"), "paid").await.0, 200);
        let paid = merchant.post_as("one-key", "/wallet/top-ups", &body).await.expect(202);
        assert_eq!(paid.json()["checkout_url"], Value::Null, "it takes no payment any more");
        assert_eq!(world.holds(Account::Wallet(deal.org)).await, 10_000);
        // Each key is another wish to pay.
        assert_eq!(with_fifty_keys(&merchant, "/wallet/top-ups", &body, (202, "none")).await, 50);
        assert_eq!(checkouts(world).await, 51);
    }

    async fn a_bid_is_awarded_once(world: World) {
        for keys in [1, 50] {
            let (owner, maker, bid) = world.offered_bid().await;
            let merchant = program_of(world, &owner).await;
            let (path, seen) = (format!("/bids/{bid}/award"), json!({"version": 1}));
            if keys == 1 {
                with_one_key(&merchant, &path, &seen, 201).await;
            } else {
                assert_eq!(with_fifty_keys(&merchant, &path, &seen, (201, "state.refused")).await, 1);
            }
            let made = program_of(world, &maker).await.get("/contracts").await.expect(200).json();
            assert_eq!(made["items"].as_array().unwrap().len(), 1);
        }
    }

    async fn a_tip_is_given_once_a_key_while_the_wallet_lasts(world: World) {
        let deal = world.funded_deal().await;
        world.submit(&deal).await.unwrap();
        world.approve(&deal, 1, 600_000).await.unwrap();
        let merchant = program_of(world, &deal.merchant).await;
        let path = format!("/milestones/{}/tips", deal.milestone);
        with_one_key(&merchant, &path, &json!({"amount": yuan(70_000)}), 201).await;
        assert_eq!(world.holds(Account::Wallet(deal.org)).await, 300_000);
        assert_eq!(with_fifty_keys(&merchant, &path, &json!({"amount": yuan(200_000)}), (201, "tip.uncovered")).await, 1);
        assert_eq!(world.holds(Account::Wallet(deal.org)).await, 100_000);
        assert_eq!(world.holds(Account::Pending(deal.creator.person.creator_id().unwrap())).await, 810_000);
        world.books_are_right().await;
    }

    async fn a_withdrawal_leaves_once(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = program_of(world, &deal.merchant).await;
        top_up(&merchant, &deal, 100_000).await;
        let body = |amount: i64| json!({"org_id": deal.org.to_string(), "amount": yuan(amount)});
        with_one_key(&merchant, "/wallet/withdrawals", &body(30_000), 202).await;
        assert_eq!(world.holds(Account::Wallet(deal.org)).await, 70_000);
        assert_eq!(with_fifty_keys(&merchant, "/wallet/withdrawals", &body(70_000), (202, "balance.insufficient")).await, 1);
        assert_eq!(world.holds(Account::Wallet(deal.org)).await, 0);
        world.books_are_right().await;
    }

    async fn a_payout_leaves_once(world: World) {
        let (deal, creator) = rich(world).await;
        let available = Account::Available(deal.creator.person.creator_id().unwrap());
        let told = with_one_key(&creator, "/payouts", &json!({"amount": yuan(40_000)}), 201).await;
        assert_eq!(world.holds(available.clone()).await, 500_000);
        assert_eq!(with_fifty_keys(&creator, "/payouts", &json!({"amount": yuan(500_000)}), (201, "balance.insufficient")).await, 1);
        assert_eq!(world.holds(available.clone()).await, 0);
        let cancel = format!("/payouts/{}/cancellation", told.at("/id"));
        assert_eq!(with_fifty_keys(&creator, &cancel, &json!({}), (200, "state.refused")).await, 1);
        assert_eq!(world.holds(available).await, 40_000);
        let told = creator.post("/payouts", &json!({"amount": yuan(40_000)})).await.expect(201);
        with_one_key(&creator, &format!("/payouts/{}/cancellation", told.at("/id")), &json!({}), 200).await;
        assert_eq!(creator.get("/payouts").await.expect(200).json()["items"].as_array().unwrap().len(), 3);
        world.books_are_right().await;
    }
}

//! What everybody may know: how reliable a merchant and a creator are, and what work of some kind was agreed for.

use crate::both;
use crate::deals::{Deal, Somebody};
use crate::deals_by_program::program_of;
use crate::market::Market;
use crate::moves::PRICE;
use crate::pools::bid;
use crate::world::World;
use serde_json::json;

/// One bid of a creator on a brief, taken and paid.
async fn dealt(world: &World, (merchant, maker): (&Somebody, &Somebody), brief: &str, price: i64) -> Deal {
    let placed = program_of(world, maker).await.post(&format!("/briefs/{brief}/bids"), &bid(price)).await.expect(201).at("/id");
    program_of(world, merchant).await.post(&format!("/bids/{placed}/award"), &json!({"version": 1})).await.expect(201);
    let deal = world.deal_of(merchant, maker.clone(), placed.parse().unwrap()).await;
    world.pay(&deal).await;
    deal
}

/// A figure of a card as a visitor reads it.
async fn figure(world: &World, path: &str, label: &str) -> Option<String> {
    let page = world.browser().get(path).await.expect(200);
    let (labels, values) = (page.words("dl.rows dt"), page.words("dl.rows dd"));
    labels.iter().position(|one| one == label).map(|at| values[at].clone())
}

both! {
    async fn everybody_reads_how_reliable_both_sides_are_once_it_says_something(world: World) {
        let Market { merchant, org, brief, .. } = world.market(1, 0).await;
        let (theirs, maker) = (program_of(world, &merchant).await, world.maker().await);
        let mut briefs = vec![brief];
        for draft in world.drafts(&merchant, org, 5).await {
            theirs.post(&format!("/briefs/{draft}/publication"), &json!({})).await.expect(200);
            briefs.push(draft);
        }
        let mut deals = Vec::new();
        for brief in &briefs[..5] {
            deals.push(dealt(world, (&merchant, &maker), &brief.to_string(), PRICE).await);
        }
        let last = briefs[5];
        program_of(world, &world.maker().await).await.post(&format!("/briefs/{last}/bids"), &bid(PRICE)).await.expect(201);
        let (card, handle) = (format!("/m/{org}"), program_of(world, &maker).await.get("/me").await.at("/creator/handle"));
        let profile = format!("/creators/{handle}");
        for deal in &deals {
            world.start(deal).await.unwrap();
        }
        world.wait_hours(50);
        for deal in &deals {
            world.submit(deal).await.unwrap();
        }
        world.wait_hours(30);
        for deal in &deals[..3] {
            world.approve(deal, 1, PRICE).await.unwrap();
        }
        assert_eq!(figure(world, &card, "Median time to look at a delivery").await, None, "three looks say nothing");
        assert_eq!(figure(world, &profile, "Delivered on time").await, None);
        theirs.post(&format!("/briefs/{last}/cancellation"), &json!({"reason": "no_longer_needed"})).await.expect(200);
        for _ in 0..2 {
            world.wait_days(8);
            world.tick().await;
        }
        for (path, label, value) in [
            (&card, "Briefs with bids that led to a deal", "83% of 6"),
            (&card, "Median time to look at a delivery", "2 days of 5"),
            (&card, "Accepted by the clock", "40% of 5"),
            (&profile, "Delivered on time", "100% of 5"),
            (&profile, "Median time to deliver", "3 days of 5"),
        ] {
            assert_eq!(figure(world, path, label).await.as_deref(), Some(value), "{label}");
        }
    }

    async fn what_such_work_was_agreed_for_is_told_when_enough_merchants_agreed(world: World) {
        let (one, two, three) = (world.market(5, 0).await, world.market(5, 0).await, world.market(5, 0).await);
        let reader = world.maker().await;
        let form = format!("/briefs/{}/bids/new", three.brief);
        let mut price = 200_000;
        for market in [&one, &one, &one, &two, &two, &two] {
            dealt(world, (&market.merchant, &world.maker().await), &market.brief.to_string(), price).await;
            price += 100_000;
        }
        assert!(!world.browser_of(&reader).get(&form).await.expect(200).has("deals like this"), "two merchants could read each other's prices");
        dealt(world, (&three.merchant, &world.maker().await), &three.brief.to_string(), price).await;
        let page = world.browser_of(&reader).get(&form).await.expect(200);
        assert!(page.has("Agreed in 7 deals like this: median CN¥5,000, middle half CN¥3,000"), "{}", page.readable());
        assert!(page.has("6,000"));
        let draft = world.drafts(&one.merchant, one.org, 1).await[0];
        let composer = world.browser_of(&one.merchant).get(&format!("/briefs/{draft}/edit/money")).await.expect(200);
        assert!(composer.has("Agreed in 7 deals like this"), "{}", composer.readable());
    }
}

//! What happens by itself when time runs out, and only once.

use crate::both;
use crate::world::World;
use vtask::contracts::{ContractState, MilestoneState};

both! {
    async fn a_contract_without_money_expires_after_three_days(world: World) {
        let deal = world.awarded_deal().await;
        world.wait_hours(71);
        world.tick().await;
        assert_eq!(world.contract(&deal).await.0.state, ContractState::PendingFunding);
        world.wait_hours(1);
        world.tick().await;
        let (contract, milestone) = world.contract(&deal).await;
        assert_eq!((contract.state, milestone.state), (ContractState::Expired, MilestoneState::Cancelled));
        let (bid, brief) = (contract.bid, contract.brief);
        let (bid, brief) = world.read(move |conn| Ok((vtask::bids::get(conn, bid)?, vtask::briefs::get(conn, brief)?))).await;
        assert_eq!((bid.state, brief.places_taken), (vtask::bids::BidState::Expired, 0));
        world.browser_of(&deal.creator).get(&format!("/contracts/{}", deal.contract)).await.expect(200);
    }

    async fn silence_accepts_the_delivery_and_the_money_clears(world: World) {
        let deal = world.funded_deal().await;
        world.submit(&deal).await.unwrap();
        world.wait_days(7);
        twice(world).await;
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Approved);
        assert_eq!(world.money(&deal).await[3..], [540_000, 0]);
        world.wait_days(7);
        twice(world).await;
        assert_eq!(world.contract(&deal).await.0.state, ContractState::Completed);
        assert_eq!(world.money(&deal).await[3..], [0, 540_000]);
        world.books_are_right().await;
    }

    async fn a_request_for_changes_stops_the_review(world: World) {
        let deal = world.funded_deal().await;
        world.submit(&deal).await.unwrap();
        world.request_changes(&deal, 1).await.unwrap();
        world.wait_days(8);
        world.tick().await;
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::ChangesRequested);
    }

    async fn money_goes_back_after_75_days_without_a_delivery(world: World) {
        let deal = world.funded_deal().await;
        world.start(&deal).await.unwrap();
        world.wait_days(75);
        twice(world).await;
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Cancelled);
        assert_eq!(world.money(&deal).await, [1_000_000, 0, 0, 0, 0]);
        world.books_are_right().await;
    }

    async fn a_merchant_is_reminded_of_choosing_on_day_three_and_day_six(world: World) {
        let merchant = world.seed_member("Wuyu", vtask::sessions::Role::Owner).await;
        merchant.publish_brief(world, "Autumn tea", &[("days", "5")]).await;
        world.wait_days(5);
        world.tick().await;
        assert_eq!(reminders(world, merchant.user).await, 1, "a day before bids closed");
        world.wait_days(1);
        world.tick().await;
        for (days, so_far) in [(3, 2), (3, 3)] {
            world.wait_days(days);
            twice(world).await;
            assert_eq!(reminders(world, merchant.user).await, so_far);
        }
        let page = merchant.browser.get("/inbox").await.expect(200);
        assert!(page.has("Time to choose:"), "{}", page.readable());
    }

    async fn bidders_hear_that_a_brief_was_cancelled(world: World) {
        let crate::market::Market { merchant, brief, bids, creators, .. } = world.market(1, 1).await;
        world.browser_of(&merchant).post(&format!("/briefs/{brief}/cancellation"), &[("reason", "No tea this year.")]).await.expect(303);
        world.tick().await;
        let bid = bids[0];
        assert_eq!(world.read(move |conn| Ok(vtask::bids::get(conn, bid)?.state)).await, vtask::bids::BidState::AutoClosed);
        let page = world.browser_of(&world.sign_in(creators[0]).await).get("/inbox").await.expect(200);
        let news = world.browser_of(&world.sign_in(creators[0]).await).get("/inbox?tab=news").await.expect(200);
        assert!(page.has("A brief was cancelled") || news.has("A brief was cancelled"), "{}", news.readable());
    }

    async fn those_who_must_act_are_reminded_once_for_each_time(world: World) {
        let deal = world.funded_deal().await;
        world.submit(&deal).await.unwrap();
        world.wait_hours(84);
        twice(world).await;
        assert_eq!(reminders(world, deal.merchant.person.id).await, 1);
    }
}

/// How many reminders somebody got.
async fn reminders(world: &World, user: vtask::primitives::id::UserId) -> i64 {
    world
        .read(move |conn| {
            use diesel::prelude::*;
            use vtask::schema::notices;
            let own = notices::table.filter(notices::user_id.eq(user)).filter(notices::kind.eq("clock_reminder"));
            Ok(own.count().get_result::<i64>(conn)?)
        })
        .await
}

/// Two workers look at once, and one of them again.
async fn twice(world: &World) {
    futures_util::future::join(world.tick(), world.tick()).await;
    world.tick().await;
}

//! Work is handed in, looked at, changed and accepted; the money follows, once.

use crate::both;
use crate::moves::{PRICE, code};
use vtask::contracts::{ContractState, MilestoneState};

both! {
    async fn an_accepted_delivery_releases_the_money_once(world: World) {
        let deal = world.funded_deal().await;
        assert_eq!(world.money(&deal).await, [370_000, 600_000, 30_000, 0, 0]);
        world.start(&deal).await.unwrap();
        world.submit(&deal).await.unwrap();
        let merchant = world.browser_of(&deal.merchant);
        let door = format!("/milestones/{}/approval", deal.milestone);
        assert!(merchant.get(&door).await.expect(200).has("Accept and release CN¥6,000"));
        let wrong = [("delivery_version", "1"), ("amount", "599999"), ("currency", "CNY")];
        merchant.post(&door, &wrong).await.expect(409);
        let old = [("delivery_version", "0"), ("amount", "600000"), ("currency", "CNY")];
        merchant.post(&door, &old).await.expect(409);
        let right = [("delivery_version", "1"), ("amount", "600000"), ("currency", "CNY"), ("once", "one-click")];
        let first = merchant.post(&door, &right).await.expect(303);
        let second = merchant.post(&door, &right).await.expect(303);
        assert_eq!(first.location, second.location);
        assert!(merchant.follow(&first).await.expect(200).has("CN¥6,000 released"));
        assert_eq!(world.money(&deal).await, [370_000, 0, 0, 540_000, 0]);
        merchant.post(&door, &[("delivery_version", "1"), ("amount", "600000"), ("currency", "CNY")]).await.expect(409);
        world.books_are_right().await;
    }

    async fn changes_are_requested_as_often_as_was_agreed(world: World) {
        let deal = world.funded_deal().await;
        for version in 1..=2 {
            world.submit(&deal).await.unwrap();
            world.request_changes(&deal, version).await.unwrap();
        }
        world.submit(&deal).await.unwrap();
        assert_eq!(code(world.request_changes(&deal, 3).await), "change.none_left");
        world.approve(&deal, 3, PRICE).await.unwrap();
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Approved);
    }

    async fn each_side_does_only_its_own_part(world: World) {
        let deal = world.funded_deal().await;
        let (creator, stranger) = (world.browser_of(&deal.creator), world.browser_of(&world.stranger().await));
        let door = format!("/milestones/{}/approval", deal.milestone);
        stranger.get(&door).await.expect(404);
        stranger.post(&door, &[]).await.expect(404);
        stranger.get(&format!("/contracts/{}", deal.contract)).await.expect(404);
        stranger.get(&format!("/contracts/{}/terms", deal.contract)).await.expect(404);
        creator.get(&door).await.expect(403);
        world.browser_of(&deal.merchant).post(&format!("/milestones/{}/start", deal.milestone), &[]).await.expect(403);
        let viewer = world.browser_of(&world.member(deal.org, vtask::sessions::Role::Viewer).await);
        viewer.get(&format!("/contracts/{}", deal.contract)).await.expect(200);
        viewer.get(&door).await.expect(403);
    }

    async fn the_deal_room_opens_in_every_state_to_both_sides(world: World) {
        let deal = world.awarded_deal().await;
        look(world, &deal, "hold the money").await;
        let deal = world.funded_deal().await;
        look(world, &deal, "start").await;
        world.start(&deal).await.unwrap();
        look(world, &deal, "deliver").await;
        world.submit(&deal).await.unwrap();
        look(world, &deal, "version 1").await;
        world.request_changes(&deal, 1).await.unwrap();
        look(world, &deal, "changes").await;
        world.submit(&deal).await.unwrap();
        world.approve(&deal, 2, PRICE).await.unwrap();
        look(world, &deal, "clearing").await;
        world.wait_days(7);
        world.tick().await;
        let (contract, milestone) = world.contract(&deal).await;
        assert_eq!((contract.state, milestone.state), (ContractState::Completed, MilestoneState::Settled));
        assert_eq!(world.money(&deal).await, [370_000, 0, 0, 0, 540_000]);
        look(world, &deal, "free to be paid out").await;
        world.books_are_right().await;
    }
}

/// Both sides open the deal, its terms, their lists and their workbench, in both languages; the deal says these words to each.
async fn look(world: &crate::world::World, deal: &crate::deals::Deal, words: &str) {
    for side in [&deal.merchant, &deal.creator] {
        let browser = world.browser_of(side);
        let room = browser.get(&format!("/contracts/{}", deal.contract)).await.expect(200);
        assert!(room.has(words), "{words}: {}", room.readable());
        for path in
            [format!("/contracts/{}/terms", deal.contract), "/contracts".into(), "/contracts?view=ended".into(), "/workbench".into()]
        {
            browser.get(&path).await.expect(200);
        }
        browser.post("/lang", &[("to", "zh-CN"), ("next", "/")]).await.expect(303);
        browser.get(&format!("/contracts/{}", deal.contract)).await.expect(200);
        browser.get("/workbench").await.expect(200);
        browser.post("/lang", &[("to", "en"), ("next", "/")]).await.expect(303);
    }
}

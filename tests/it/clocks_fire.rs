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

    async fn those_who_must_act_are_reminded_once_for_each_time(world: World) {
        let deal = world.funded_deal().await;
        world.submit(&deal).await.unwrap();
        world.wait_hours(84);
        twice(world).await;
        let user = deal.merchant.person.id;
        let reminders = world
            .read(move |conn| {
                use diesel::prelude::*;
                use vtask::schema::notices;
                let own = notices::table.filter(notices::user_id.eq(user)).filter(notices::kind.eq("clock_reminder"));
                Ok(own.count().get_result::<i64>(conn)?)
            })
            .await;
        assert_eq!(reminders, 1);
    }
}

/// Two workers look at once, and one of them again.
async fn twice(world: &World) {
    futures_util::future::join(world.tick(), world.tick()).await;
    world.tick().await;
}

//! A milestone ends early: who may, who must agree, and where the money goes.

use crate::both;
use crate::moves::code;
use diesel::prelude::*;
use vtask::contracts::{Asked, ContractState, MilestoneState};
use vtask::schema::ledger_txns;

both! {
    async fn before_the_start_either_side_cancels_and_all_goes_back(world: World) {
        let deal = world.funded_deal().await;
        assert_eq!(world.cancel(&deal, &deal.merchant, None).await.unwrap(), Asked::Done);
        assert_eq!(world.money(&deal).await, [1_000_000, 0, 0, 0, 0]);
        let (contract, milestone) = world.contract(&deal).await;
        assert_eq!((contract.state, milestone.state), (ContractState::Cancelled, MilestoneState::Cancelled));
        assert_eq!(code(world.cancel(&deal, &deal.creator, None).await), "state.refused");
        world.books_are_right().await;
    }

    async fn the_creator_cancels_at_any_time_and_all_goes_back(world: World) {
        let deal = world.funded_deal().await;
        world.submit(&deal).await.unwrap();
        assert_eq!(world.cancel(&deal, &deal.creator, None).await.unwrap(), Asked::Done);
        assert_eq!(world.money(&deal).await, [1_000_000, 0, 0, 0, 0]);
        world.books_are_right().await;
    }

    async fn the_merchant_asks_after_the_start_and_owes_the_kill_fee(world: World) {
        let deal = world.funded_deal().await;
        world.start(&deal).await.unwrap();
        let merchant = world.browser_of(&deal.merchant);
        let door = format!("/milestones/{}/cancellation", deal.milestone);
        assert!(merchant.get(&door).await.expect(200).has("Kill fee"));
        merchant.post(&door, &[("reason", "")]).await.expect(422);
        merchant.post(&door, &[("reason", "other"), ("refund", "7000")]).await.expect(422);
        let asked = world.cancel(&deal, &deal.merchant, None).await.unwrap();
        assert_eq!(code(world.cancel(&deal, &deal.merchant, None).await), "cancel.open");
        let room = world.browser_of(&deal.creator).get(&format!("/contracts/{}", deal.contract)).await.expect(200);
        assert!(room.has("answer the request to cancel"), "{}", room.readable());
        assert_eq!(code(world.answer(asked, &deal.merchant, true).await), "act.forbidden");
        world.answer(asked, &deal.creator, true).await.unwrap();
        // 10 % of 6,000.00 is owed: 600.00 less the creator's 10 %; of the merchant's fee 270.00 goes back.
        assert_eq!(world.money(&deal).await, [370_000 + 540_000 + 27_000, 0, 0, 54_000, 0]);
        world.wait_days(7);
        world.tick().await;
        assert_eq!(world.money(&deal).await[3..], [0, 54_000]);
        world.books_are_right().await;
    }

    async fn a_delivery_answers_the_request_with_no(world: World) {
        let deal = world.funded_deal().await;
        world.start(&deal).await.unwrap();
        let asked = world.cancel(&deal, &deal.merchant, Some(300_000)).await.unwrap();
        world.submit(&deal).await.unwrap();
        assert_eq!(code(world.answer(asked, &deal.creator, true).await), "state.refused");
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Submitted);
    }

    async fn two_days_of_silence_agree_to_what_was_asked(world: World) {
        let deal = world.funded_deal().await;
        world.start(&deal).await.unwrap();
        world.cancel(&deal, &deal.merchant, Some(300_000)).await.unwrap();
        world.wait_hours(48);
        world.tick().await;
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Cancelled);
        assert_eq!(world.money(&deal).await, [370_000 + 300_000 + 15_000, 0, 0, 270_000, 0]);
        // Half was named: the books call it a refund, although half is a step of the kill-fee schedule.
        let booked = world.read(|conn| Ok(ledger_txns::table.order(ledger_txns::created_at.desc()).select(ledger_txns::kind).first::<String>(conn)?)).await;
        assert_eq!(booked, "partial_refund");
        world.books_are_right().await;
    }

    async fn a_merchant_takes_the_money_back_a_day_after_the_deadline(world: World) {
        let deal = world.funded_deal().await;
        world.start(&deal).await.unwrap();
        world.wait_days(11);
        assert_eq!(world.cancel(&deal, &deal.merchant, None).await.unwrap(), Asked::Done);
        assert_eq!(world.money(&deal).await, [1_000_000, 0, 0, 0, 0]);
    }
}

//! The stories, step by step.

use super::{Hands, parts_of};
use vtask::contracts::MilestoneState;
use vtask::sessions::Role;

/// From a brief to a creator who is paid, with one round of changes between.
pub async fn a_deal_with_changes_is_paid_out(hands: &impl Hands) {
    let world = hands.world();
    let (wuyu, ana) = (world.seed_member("Wuyu", Role::Owner).await, world.seed_creator("ana").await);
    let brief = hands.publish(&wuyu, "Autumn tea", 1).await;
    let bid = hands.bid(&ana, &brief, "4800.50").await;
    let contract = hands.award(&wuyu, &bid, &[]).await;
    hands.fund(&wuyu, &contract, &[]).await;
    let part = parts_of(world, &contract).await[0].id;
    hands.start(&ana, part).await;
    hands.deliver(&ana, part, "https://example.com/v1").await;
    hands.request_changes(&wuyu, part, "Warmer light, please.").await;
    hands.deliver(&ana, part, "https://example.com/v2").await;
    hands.approve(&wuyu, part).await;
    world.wait_days(7);
    world.tick().await;
    hands.name_account(&ana, "Ana Beltran").await;
    hands.pay_out(&ana, "4320.45").await;
    world.tick().await;
    world.tick().await;
}

/// One part is accepted, one cancelled before its start, one ended with the kill fee.
pub async fn three_parts_end_in_three_ways(hands: &impl Hands) {
    let world = hands.world();
    let (wuyu, ana) = (world.seed_member("Wuyu", Role::Owner).await, world.seed_creator("ana").await);
    let brief = hands.publish(&wuyu, "Autumn tea", 1).await;
    let bid = hands.bid(&ana, &brief, "6000.03").await;
    let contract = hands.award(&wuyu, &bid, &[("Script", "1000", "3"), ("Photos", "2000", "5"), ("Film", "3000.03", "7")]).await;
    let parts = parts_of(world, &contract).await;
    let [script, photos, film] = [parts[0].id, parts[1].id, parts[2].id];
    hands.fund(&wuyu, &contract, &[script]).await;
    hands.deliver(&ana, script, "https://example.com/script").await;
    hands.approve(&wuyu, script).await;
    hands.fund(&wuyu, &contract, &[]).await;
    hands.cancel(&wuyu, photos, "no_longer_needed").await;
    hands.start(&ana, film).await;
    hands.deliver(&ana, film, "https://example.com/film").await;
    hands.cancel(&wuyu, film, "agreed_otherwise").await;
    hands.answer(&ana, film, true).await;
    world.wait_days(7);
    world.tick().await;
}

/// Nobody answers the delivery; the days of review accept it.
pub async fn silence_accepts_and_clears(hands: &impl Hands) {
    let world = hands.world();
    let (wuyu, ana) = (world.seed_member("Wuyu", Role::Owner).await, world.seed_creator("ana").await);
    let brief = hands.publish(&wuyu, "Autumn tea", 1).await;
    let bid = hands.bid(&ana, &brief, "2999.99").await;
    let contract = hands.award(&wuyu, &bid, &[]).await;
    hands.fund(&wuyu, &contract, &[]).await;
    hands.deliver(&ana, parts_of(world, &contract).await[0].id, "https://example.com/v1").await;
    for _ in 0..2 {
        world.wait_days(7);
        world.tick().await;
    }
}

/// The creator cannot go on: all of it goes back.
pub async fn a_creator_gives_up_after_the_start(hands: &impl Hands) {
    let world = hands.world();
    let (wuyu, ana) = (world.seed_member("Wuyu", Role::Owner).await, world.seed_creator("ana").await);
    let brief = hands.publish(&wuyu, "Autumn tea", 1).await;
    let bid = hands.bid(&ana, &brief, "5000").await;
    let contract = hands.award(&wuyu, &bid, &[]).await;
    hands.fund(&wuyu, &contract, &[]).await;
    let part = parts_of(world, &contract).await[0].id;
    hands.start(&ana, part).await;
    hands.cancel(&ana, part, "cannot_deliver").await;
}

/// A day after the deadline the merchant needs nobody's consent.
pub async fn a_merchant_takes_late_work_back(hands: &impl Hands) {
    let world = hands.world();
    let (wuyu, ana) = (world.seed_member("Wuyu", Role::Owner).await, world.seed_creator("ana").await);
    let brief = hands.publish(&wuyu, "Autumn tea", 1).await;
    let bid = hands.bid(&ana, &brief, "5000").await;
    let contract = hands.award(&wuyu, &bid, &[]).await;
    hands.fund(&wuyu, &contract, &[]).await;
    let part = parts_of(world, &contract).await[0].id;
    hands.start(&ana, part).await;
    world.wait_days(11);
    world.tick().await;
    hands.cancel(&wuyu, part, "late").await;
}

/// Two places: the first contract is never funded, and its place goes to the third bid.
pub async fn an_unfunded_contract_makes_room_for_the_next(hands: &impl Hands) {
    let world = hands.world();
    let wuyu = world.seed_member("Wuyu", Role::Owner).await;
    let (ana, bea, cai) = (world.seed_creator("ana").await, world.seed_creator("bea").await, world.seed_creator("cai").await);
    let brief = hands.publish(&wuyu, "Autumn tea", 2).await;
    let (first, second) = (hands.bid(&ana, &brief, "2000").await, hands.bid(&bea, &brief, "2100").await);
    let unfunded = hands.award(&wuyu, &first, &[]).await;
    world.wait_days(3);
    world.tick().await;
    assert_eq!(parts_of(world, &unfunded).await[0].state, MilestoneState::Cancelled);
    let third = hands.bid(&cai, &brief, "2200").await;
    for (creator, bid) in [(&bea, &second), (&cai, &third)] {
        let contract = hands.award(&wuyu, bid, &[]).await;
        hands.fund(&wuyu, &contract, &[]).await;
        let part = parts_of(world, &contract).await[0].id;
        hands.deliver(creator, part, "https://example.com/v1").await;
        hands.approve(&wuyu, part).await;
    }
}

/// The first payout does not arrive; the next, to another account, arrives and is sent back by the bank.
pub async fn a_payout_fails_is_repeated_and_comes_back(hands: &impl Hands) {
    let world = hands.world();
    let (wuyu, ana) = (world.seed_member("Wuyu", Role::Owner).await, world.seed_creator("ana").await);
    let brief = hands.publish(&wuyu, "Autumn tea", 1).await;
    let bid = hands.bid(&ana, &brief, "3000").await;
    let contract = hands.award(&wuyu, &bid, &[]).await;
    hands.fund(&wuyu, &contract, &[]).await;
    let part = parts_of(world, &contract).await[0].id;
    hands.deliver(&ana, part, "https://example.com/v1").await;
    hands.approve(&wuyu, part).await;
    world.wait_days(7);
    world.tick().await;
    for (name, days) in [("fail", 0), ("return", 4)] {
        hands.name_account(&ana, name).await;
        hands.pay_out(&ana, "1000").await;
        world.wait_days(days);
        for _ in 0..4 {
            world.tick().await;
            hands.bank_speaks().await;
        }
    }
}

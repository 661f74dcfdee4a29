//! Thanks beyond the price: by page and by program, from the wallet to the creator, and what it is refused for.

use crate::both;
use crate::deals::Deal;
use crate::deals_by_program::{program_of, yuan};
use crate::world::World;
use serde_json::json;
use vtask::ledger::Account;
use vtask::sessions::{Role, Scope};

/// A deal whose work was accepted; CNY 3,700.00 are left in the merchant's wallet.
async fn accepted(world: &World) -> Deal {
    let deal = world.funded_deal().await;
    world.submit(&deal).await.unwrap();
    world.approve(&deal, 1, 600_000).await.unwrap();
    deal
}

both! {
    async fn a_tip_goes_from_the_wallet_to_the_creator_and_clears(world: World) {
        let deal = accepted(world).await;
        let creator = deal.creator.person.creator_id().unwrap();
        let merchant = program_of(world, &deal.merchant).await;
        let path = format!("/milestones/{}/tips", deal.milestone);
        let told = merchant.post_as("thanks", &path, &json!({"amount": yuan(20_000)})).await.expect(201);
        assert!(told.at("/id").starts_with("tip_"));
        assert_eq!((told.at("/milestone_id"), &told.json()["amount"]), (deal.milestone.to_string(), &yuan(20_000)));
        let again = merchant.post_as("thanks", &path, &json!({"amount": yuan(20_000)})).await.expect(201);
        assert_eq!(again.text, told.text);
        assert_eq!((world.holds(Account::Wallet(deal.org)).await, world.holds(Account::Pending(creator)).await), (350_000, 560_000));
        world.wait_days(8);
        world.tick().await;
        assert_eq!((world.holds(Account::Pending(creator)).await, world.holds(Account::Available(creator)).await), (0, 560_000));
        merchant.post(&path, &json!({"amount": yuan(350_001)})).await.problem(409, "tip.uncovered");
        merchant.post(&path, &json!({"amount": yuan(350_000)})).await.expect(201);
        assert_eq!((world.holds(Account::Wallet(deal.org)).await, world.holds(Account::Pending(creator)).await), (0, 350_000));
        let part = merchant.get(&format!("/milestones/{}", deal.milestone)).await.expect(200).json();
        assert_eq!((&part["money"]["released"], &part["money"]["refunded"]), (&yuan(540_000), &yuan(0)), "a tip is none of the price");
        world.wait_days(8);
        world.tick().await;
        assert_eq!(world.holds(Account::Available(creator)).await, 910_000);
        let wallet = merchant.get(&format!("/wallet?org_id={}", deal.org)).await.expect(200).json();
        assert_eq!((&wallet["balances"][0]["free"], &wallet["balances"][0]["spent"]), (&yuan(0), &yuan(1_000_000)));
        world.books_are_right().await;
    }

    async fn a_tip_is_given_on_the_page_and_told(world: World) {
        let deal = accepted(world).await;
        let merchant = world.browser_of(&deal.merchant);
        let room = format!("/contracts/{}", deal.contract);
        let door = format!("/milestones/{}/tips", deal.milestone);
        assert!(merchant.get(&room).await.expect(200).attrs("a", "href").contains(&door));
        let form = merchant.get(&door).await.expect(200);
        assert!(form.has("Ana Beltran") && form.has("3,700.00"));
        assert!(merchant.post(&door, &[("amount", "")]).await.expect(422).has("Fill this in."));
        assert!(merchant.post(&door, &[("amount", "0.50")]).await.expect(422).has("1.00"));
        let short = merchant.post(&door, &[("amount", "3,700.25")]).await.expect(409);
        assert!(short.has("0.25") && short.value("amount").unwrap() == "3,700.25", "it says what is missing");
        let once = form.value("once").unwrap();
        for _ in 0..2 {
            let given = merchant.post(&door, &[("amount", "88.80"), ("once", &once)]).await.expect(303);
            assert!(merchant.follow(&given).await.expect(200).has("gave a tip of"));
        }
        assert_eq!(world.holds(Account::Wallet(deal.org)).await, 361_120, "a double click is one tip");
        let creator = world.browser_of(&deal.creator);
        assert!(creator.get("/inbox").await.expect(200).has("gave you a tip of"));
        let page = creator.get(&room).await.expect(200);
        assert!(page.has("gave a tip of") && !page.attrs("a", "href").contains(&door));
        world.books_are_right().await;
    }

    async fn a_tip_is_refused_to_whom_and_when_it_is_none(world: World) {
        let deal = world.funded_deal().await;
        let merchant = program_of(world, &deal.merchant).await;
        let path = format!("/milestones/{}/tips", deal.milestone);
        let tip = json!({"amount": yuan(10_000)});
        merchant.post(&path, &tip).await.problem(409, "state.refused");
        world.browser_of(&deal.merchant).get(&path).await.expect(409);
        world.submit(&deal).await.unwrap();
        world.approve(&deal, 1, 600_000).await.unwrap();
        program_of(world, &world.stranger().await).await.post(&path, &tip).await.problem(404, "not_found");
        program_of(world, &deal.creator).await.post(&path, &tip).await.problem(403, "act.forbidden");
        program_of(world, &world.member(deal.org, Role::Editor).await).await.post(&path, &tip).await.problem(403, "act.forbidden");
        world.browser_of(&deal.creator).get(&path).await.expect(403);
        world.program(deal.merchant.person.email.as_str(), &[Scope::Deals]).await.post(&path, &tip).await.problem(403, "scope.missing");
        merchant.post(&path, &json!({"amount": {"amount": 10_000, "currency": "USD"}})).await.problem(422, "money.currency");
        for amount in [-1, 0, 99, 90_000_001] {
            let told = merchant.post(&path, &json!({"amount": yuan(amount)})).await.problem(422, "fields.invalid");
            assert_eq!(told.fields(), [("amount".to_owned(), "price-bounds".to_owned())]);
        }
        program_of(world, &world.member(deal.org, Role::Finance).await).await.post(&path, &tip).await.expect(201);
        assert_eq!(world.holds(Account::Wallet(deal.org)).await, 360_000);
    }
}

//! Money in, out and back when nothing goes wrong.

use super::{ask_payout, creator_money, deliver, earned, event, free, minutes, operation, top_up};
use crate::on_stripe;
use serde_json::json;
use vtask::contracts::MilestoneState;

on_stripe! {
    async fn a_payment_is_asked_for_in_the_payers_name_and_booked_when_it_is_paid(world, fake) {
        let deal = world.awarded_deal().await;
        let page = top_up(world, fake, &deal).await;
        let made = &fake.all("checkout.session")[0];
        let (customer, op) = (&fake.all("customer")[0], made["metadata"]["op_id"].as_str().unwrap());
        assert_eq!((made["customer"].clone(), made["amount_total"].clone()), (customer["id"].clone(), json!(100_000)));
        assert_eq!(made["payment_intent_metadata"]["op_id"], op);
        assert_eq!(operation(world, "charge").await, ("waiting".to_owned(), 1, 1));
        let events = fake.pay(&page, None);
        for event in &events {
            deliver(world, event).await;
        }
        assert_eq!(free(world, &deal).await, 0, "an event was believed before anybody looked");
        world.tick().await;
        assert_eq!(free(world, &deal).await, 100_000);
        assert_eq!(operation(world, "charge").await.0, "done");
        let mut effects = 0;
        for said in &events {
            effects += event(world, said["id"].as_str().unwrap()).await.1;
        }
        assert_eq!(effects, 1);
    }

    async fn a_second_payment_uses_the_same_name(world, fake) {
        let deal = world.awarded_deal().await;
        top_up(world, fake, &deal).await;
        top_up(world, fake, &deal).await;
        assert_eq!((fake.all("customer").len(), fake.all("checkout.session").len()), (1, 2));
    }

    async fn a_deal_is_funded_by_its_page_and_names_its_contract_there(world, fake) {
        let deal = world.awarded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        merchant.get(&format!("/contracts/{}/funding", deal.contract)).await.expect(200);
        let answer = merchant.post(&format!("/contracts/{}/funding", deal.contract), &[]).await.expect(303);
        let page = fake.all("checkout.session")[0].clone();
        assert_eq!(answer.location.as_deref(), page["url"].as_str());
        assert_eq!(page["metadata"]["contract_id"], deal.contract.to_string());
        deliver(world, &fake.pay(page["id"].as_str().unwrap(), None)[0]).await;
        world.tick().await;
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Funded);
    }

    async fn the_address_that_a_payer_comes_back_to_proves_nothing(world, fake) {
        let deal = world.awarded_deal().await;
        let page = top_up(world, fake, &deal).await;
        let merchant = world.browser_of(&deal.merchant);
        let back = url::Url::parse(&fake_return(fake)).unwrap();
        let lie = format!("{}?paid=1&redirect_status=succeeded&session_id={page}", back.path());
        merchant.get(&lie).await.expect(200);
        assert_eq!(free(world, &deal).await, 0);
        fake.pay(&page, None);
        merchant.get(back.path()).await.expect(200);
        assert_eq!(free(world, &deal).await, 100_000, "coming back did not settle what was paid");
    }

    async fn a_payout_goes_to_the_payees_account_once(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        ask_payout(&creator).await;
        world.tick().await;
        let transfers = fake.all("transfer");
        assert_eq!(transfers.len(), 1);
        assert_eq!(transfers[0]["destination"], fake.all("account")[0]["id"]);
        assert!(transfers[0]["transfer_group"].as_str().unwrap().starts_with("pay_"));
        assert_eq!(creator_money(world, &deal).await, (0, 0, 540_000));
        let id = transfers[0]["id"].as_str().unwrap();
        deliver(world, &fake.say("transfer.created", id)).await;
        world.tick().await;
        fake.change(id, &[("amount_reversed", json!(540_000)), ("reversed", json!(true))]);
        deliver(world, &fake.say("transfer.reversed", id)).await;
        world.tick().await;
        assert_eq!(creator_money(world, &deal).await, (540_000, 0, 0));
    }

    async fn a_payout_waits_until_stripe_knows_its_payee(world, fake) {
        fake.accounts_are_usable(false);
        let (deal, creator) = earned(world, fake).await;
        let page = creator.get("/wallet/payout-account").await.expect(200);
        assert!(page.has("Stripe still wants to know"), "{}", page.readable());
        assert!(creator.post("/wallet/payout-account/onboarding", &[]).await.expect(303).location.unwrap().starts_with("http://onboarding.example/acct_"));
        ask_payout(&creator).await;
        minutes(world, 3).await;
        assert_eq!(fake.all("transfer").len(), 0);
        assert!(creator.get("/wallet/payouts").await.expect(200).has("It waits until Stripe knows"));
        let account = fake.all("account")[0]["id"].as_str().unwrap().to_owned();
        let active = json!({ "transfers": "active" });
        fake.change(&account, &[("payouts_enabled", json!(true)), ("capabilities", active), ("requirements", json!({}))]);
        deliver(world, &fake.say("account.updated", &account)).await;
        minutes(world, 2).await;
        assert_eq!(fake.all("transfer").len(), 1);
        assert_eq!(creator_money(world, &deal).await, (0, 0, 540_000));
    }

    async fn unused_money_goes_back_to_its_payment_and_a_failed_refund_to_the_wallet(world, fake) {
        let deal = world.awarded_deal().await;
        let page = top_up(world, fake, &deal).await;
        deliver(world, &fake.pay(&page, None)[1]).await;
        world.tick().await;
        let merchant = world.browser_of(&deal.merchant);
        merchant.get(&format!("/wallet/withdrawals?org_id={}", deal.org)).await.expect(200);
        let org = deal.org.to_string();
        merchant.post("/wallet/withdrawals", &[("org_id", &org), ("amount", "400"), ("currency", "CNY")]).await.expect(303);
        world.tick().await;
        let refund = fake.all("refund")[0].clone();
        assert_eq!((refund["amount"].clone(), refund["payment_intent"].clone()), (json!(40_000), fake.all("payment_intent")[0]["id"].clone()));
        assert_eq!(free(world, &deal).await, 60_000);
        let id = refund["id"].as_str().unwrap();
        fake.change(id, &[("status", json!("failed"))]);
        for _ in 0..2 {
            deliver(world, &fake.say("refund.failed", id)).await;
            world.tick().await;
        }
        assert_eq!(free(world, &deal).await, 100_000);
    }
}

/// Where the last page leads back to.
fn fake_return(fake: &super::Fake) -> String {
    let form = fake.forms("/v1/checkout/sessions").pop().unwrap();
    url::form_urlencoded::parse(form.as_bytes()).find(|(key, _)| key == "success_url").unwrap().1.into_owned()
}

//! What cannot be decided by sending again: another body under a key, two objects of one call, many who would send it at once, a deal whose payment is
//! not what was asked for.

use super::fake::Fault;
use super::{ask_payout, creator_money, deliver, earned, minutes, operation, top_up};
use crate::on_stripe;
use crate::world::World;
use futures_util::future::join_all;
use serde_json::json;
use vtask::contracts::MilestoneState;
use vtask::ledger::Account;
use vtask::sessions::AdminRole;

async fn code(world: &World) -> Option<String> {
    use vtask::schema::operations;
    world
        .read(|conn| {
            use diesel::prelude::*;
            let rows = operations::table.filter(operations::state.eq("unknown"));
            Ok(rows.select(operations::failure_code).first::<Option<String>>(conn).optional()?.flatten())
        })
        .await
}

on_stripe! {
    async fn another_body_under_a_key_is_looked_up_and_not_sent_under_the_next(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        ask_payout(&creator).await;
        fake.fail(&[Fault::Lost]);
        world.tick().await;
        fake.confuse_keys();
        minutes(world, 3).await;
        let keys = fake.keys("/v1/transfers");
        assert!(keys.len() >= 2 && keys.iter().all(|key| key == &keys[0]), "{keys:?}");
        assert_eq!((fake.all("transfer").len(), creator_money(world, &deal).await), (1, (0, 0, 540_000)));
    }

    async fn several_objects_of_one_call_wait_for_a_person(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        ask_payout(&creator).await;
        fake.fail(&[Fault::Error500AfterEffect]);
        world.tick().await;
        fake.double(fake.all("transfer")[0]["id"].as_str().unwrap());
        minutes(world, 30).await;
        assert_eq!((operation(world, "transfer").await.0.as_str(), code(world).await.as_deref()), ("unknown", Some("several")));
        assert_eq!((fake.keys("/v1/transfers").len(), creator_money(world, &deal).await), (3, (0, 540_000, 0)));
        let admin = world.admin_as(&[AdminRole::FinanceAdmin]).await;
        assert!(world.browser_of(&admin).get("/admin/ops?view=still").await.expect(200).has("5,400.00"));
    }

    async fn many_who_would_send_it_at_once_send_it_once(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        ask_payout(&creator).await;
        let sending = vtask::payouts::JOBS.iter().find(|job| job.name == "payouts").unwrap();
        let ran = join_all((0..12).map(|_| (sending.run)(world.site.clone()))).await;
        assert!(ran.iter().all(Result::is_ok));
        minutes(world, 1).await;
        assert_eq!((fake.keys("/v1/transfers").len(), fake.all("transfer").len()), (1, 1), "the lease was not taken before the first byte left");
        assert_eq!(creator_money(world, &deal).await, (0, 0, 540_000));
    }

    async fn a_deal_whose_payment_is_not_what_was_asked_stands_still_until_two_admins_looked(world, fake) {
        let deal = world.awarded_deal().await;
        let (merchant, funding) = (world.browser_of(&deal.merchant), format!("/contracts/{}/funding", deal.contract));
        merchant.post(&funding, &[]).await.expect(303);
        let page = fake.all("checkout.session")[0]["id"].as_str().unwrap().to_owned();
        deliver(world, &fake.pay(&page, Some(629_999))[0]).await;
        minutes(world, 1).await;
        assert_eq!((operation(world, "charge").await.0.as_str(), code(world).await.as_deref()), ("unknown", Some("mismatch")));
        // Other money is there, and moves nothing in this deal.
        for _ in 0..7 {
            let page = top_up(world, fake, &deal).await;
            deliver(world, &fake.pay(&page, None)[0]).await;
            minutes(world, 1).await;
        }
        merchant.post(&funding, &[]).await.expect(409);
        assert_eq!((world.contract(&deal).await.1.state, world.holds(Account::Wallet(deal.org)).await), (MilestoneState::Planned, 700_000));
        let (one, two) = (world.admin_as(&[AdminRole::FinanceAdmin]).await, world.admin_as(&[AdminRole::FinanceAdmin]).await);
        let (one, two) = (world.program_of_admin(&one).await, world.program_of_admin(&two).await);
        let still = one.get("/admin/ops?queue=still").await.expect(200).json();
        assert_eq!(still["items"][0]["contract_id"], json!(deal.contract.to_string()));
        let wish = json!({ "kind": "operation_give_up", "subject": still["items"][0]["id"], "reason": "one fen short; paid back by hand" });
        let act = one.post("/admin/acts", &wish).await.expect(202).at("/act_id");
        two.post(&format!("/admin/acts/{act}/confirmation"), &json!({})).await.expect(200);
        merchant.post(&funding, &[]).await.expect(303);
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Funded);
    }
}

//! A payout taken back on Stripe: two admins, one reversal, and the amount is available again, once.

use super::fake::Fault;
use super::{ask_payout, creator_money, deliver, earned, minutes, operation};
use crate::on_stripe;
use crate::stripe::fake::Fake;
use crate::world::World;
use serde_json::json;
use vtask::sessions::AdminRole;

/// Two admins agree to take the newest payout back.
async fn agree(world: &World) {
    use vtask::schema::payouts;
    let payout: String = world
        .read(|conn| {
            use diesel::prelude::*;
            Ok(payouts::table.select(payouts::id).order(payouts::created_at.desc()).first(conn)?)
        })
        .await;
    let (first, second) = (world.admin_as(&[AdminRole::FinanceAdmin]).await, world.admin_as(&[AdminRole::FinanceAdmin]).await);
    let (one, two) = (world.program_of_admin(&first).await, world.program_of_admin(&second).await);
    let body = json!({ "kind": "payout_reversal", "subject": payout, "reason": "the account was taken over" });
    let act = one.post("/admin/acts", &body).await.expect(202).at("/act_id");
    two.post(&format!("/admin/acts/{act}/confirmation"), &json!({})).await.expect(200);
    one.post("/admin/acts", &body).await.problem(409, "state.refused");
}

async fn paid_out(world: &World, fake: &Fake) -> crate::deals::Deal {
    let (deal, creator) = earned(world, fake).await;
    ask_payout(&creator).await;
    minutes(world, 1).await;
    assert_eq!(creator_money(world, &deal).await, (0, 0, 540_000));
    deal
}

on_stripe! {
    async fn a_payout_is_taken_back_once_whatever_is_lost(world, fake) {
        let deal = paid_out(world, fake).await;
        agree(world).await;
        fake.fail(&[Fault::Lost, Fault::Error429]);
        minutes(world, 4).await;
        assert_eq!((fake.all("transfer_reversal").len(), operation(world, "reversal").await.0.as_str()), (1, "done"));
        assert_eq!(creator_money(world, &deal).await, (540_000, 0, 0));
        let transfer = fake.all("transfer")[0]["id"].as_str().unwrap().to_owned();
        deliver(world, &fake.say("transfer.reversed", &transfer)).await;
        minutes(world, 1).await;
        assert_eq!(creator_money(world, &deal).await, (540_000, 0, 0), "what comes late changes nothing");
        let keys = fake.keys(&format!("/v1/transfers/{transfer}/reversals"));
        assert!(keys.len() >= 2 && keys.iter().all(|key| key == &keys[0]), "{keys:?}");
    }

    async fn a_late_payout_says_why_and_what_happens_next(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        ask_payout(&creator).await;
        fake.set_balance("cny", 5);
        minutes(world, 1).await;
        assert_eq!(operation(world, "transfer").await.0, "blocked");
        let said = creator.get("/wallet/payouts").await.expect(200);
        assert!(said.has("Our balance at the provider is too small"), "{}", said.readable());
        assert!(creator.get("/wallet").await.expect(200).has("Our balance at the provider is too small"));
        let act = vtask::audit::Act::platform(world.now(), "test");
        world.write(move |tx| vtask::payments::blow(tx, &act, vtask::operations::Fuse::Money, "drift")).await;
        assert!(creator.get("/wallet/payouts").await.expect(200).has("All payouts are paused"));
        // On the desk it stands among those that take too long, and two admins may give it up.
        world.wait_seconds(1_000);
        let (first, second) = (world.admin_as(&[AdminRole::FinanceAdmin]).await, world.admin_as(&[AdminRole::FinanceAdmin]).await);
        let (one, two) = (world.program_of_admin(&first).await, world.program_of_admin(&second).await);
        let late = one.get("/admin/ops?queue=late").await.expect(200);
        let op = late.at("/items/0/id");
        assert_eq!((late.at("/items/0/kind"), late.at("/items/0/state")), ("transfer".to_owned(), "blocked".to_owned()));
        let page = world.browser_of(&first).get(&format!("/admin/ops/{op}")).await.expect(200);
        assert!(page.has("Our balance at the provider was too small") && page.has("Give up a call"), "{}", page.readable());
        world.browser_of(&first).post(&format!("/admin/ops/{op}/look"), &[]).await.expect(303);
        let body = json!({ "kind": "operation_give_up", "subject": op, "reason": "Stripe has no such transfer" });
        let act = one.post("/admin/acts", &body).await.expect(202).at("/act_id");
        two.post(&format!("/admin/acts/{act}/confirmation"), &json!({})).await.expect(200);
        assert_eq!((operation(world, "transfer").await.0.as_str(), creator_money(world, &deal).await), ("declined", (540_000, 0, 0)));
        assert!(fake.all("transfer").is_empty());
        one.post("/admin/acts", &body).await.problem(409, "state.refused");
    }

    async fn nobody_acts_on_his_own_deal(world, fake) {
        let deal = paid_out(world, fake).await;
        let now = world.now().0;
        let user = deal.creator.person.id;
        world
            .write(move |tx| {
                crate::deals::run(tx, format!("UPDATE users SET totp_secret = 'x', totp_confirmed_at = {now} WHERE id = '{user}'"))?;
                crate::deals::run(tx, format!("INSERT INTO admin_roles (user_id, role, created_at) VALUES ('{user}', 'finance_admin', {now})"))
            })
            .await;
        let own = world.program(deal.creator.person.email.as_str(), &[vtask::sessions::Scope::Admin]).await;
        let ops = own.get("/admin/ops?queue=all").await.expect(200).json();
        let transfer = ops["items"].as_array().unwrap().iter().find(|op| op["kind"] == "transfer").unwrap().clone();
        let body = json!({ "kind": "payout_reversal", "subject": transfer["payout_id"], "reason": "mine" });
        own.post("/admin/acts", &body).await.problem(403, "admin.own_deal");
    }

    async fn a_payout_that_stripe_does_not_give_back_stays_where_it_is(world, fake) {
        let deal = paid_out(world, fake).await;
        agree(world).await;
        fake.fail(&[Fault::Closed]);
        minutes(world, 2).await;
        assert_eq!((fake.all("transfer_reversal").len(), operation(world, "reversal").await.0.as_str()), (0, "declined"));
        assert_eq!(creator_money(world, &deal).await, (0, 0, 540_000));
    }
}

//! Money that moved at Stripe and that nobody here asked for: two admins say whose it is, or send it back, through the desk and through the API; each
//! thing is booked once, and the books agree with the balance before and after.

use super::{deliver, free, minutes, operation};
use crate::on_stripe;
use crate::program::Program;
use crate::stripe::fake::{Fake, Fault};
use crate::world::World;
use serde_json::json;
use vtask::audit::Act;
use vtask::ledger::{self, Account, Bucket, Provider};
use vtask::operations;
use vtask::payments::{self, Way};
use vtask::primitives::Currency;
use vtask::sessions::AdminRole;

/// What the comparison has to say.
async fn problems(world: &World) -> Vec<String> {
    let way = Way { full: true, apply: Some(Act::operator(world.now())), reason: "looking".to_owned() };
    payments::reconcile(&world.site, &way).await.unwrap().problems
}

async fn suspense(world: &World) -> i64 {
    world
        .read(|conn| {
            let mut sum = 0;
            for bucket in Bucket::all() {
                sum += ledger::balance(conn, &Account::Suspense(Provider::Stripe, bucket), Currency::Cny)?.0;
            }
            Ok(sum)
        })
        .await
}

/// It moved a day ago and was found.
async fn found(world: &World, fake: &Fake, kind: &str, source: &str, amount: i64) {
    fake.move_by_itself(kind, source, amount);
    world.wait_hours(25);
    assert_eq!(problems(world).await.len(), 1);
}

async fn two(world: &World) -> (Program, Program) {
    let (first, second) = (world.admin_as(&[AdminRole::FinanceAdmin]).await, world.admin_as(&[AdminRole::FinanceAdmin]).await);
    (world.program_of_admin(&first).await, world.program_of_admin(&second).await)
}

/// One proposes, the other agrees.
async fn agreed((one, other): &(Program, Program), kind: &str, source: &str, target: Option<String>) {
    let wish = json!({ "kind": kind, "subject": source, "target": target, "reason": "a bank transfer by hand, see the mail of Monday" });
    let act = one.post("/admin/acts", &wish).await.expect(202).at("/act_id");
    one.post(&format!("/admin/acts/{act}/confirmation"), &json!({})).await.problem(403, "admin.second_wanted");
    other.post(&format!("/admin/acts/{act}/confirmation"), &json!({})).await.expect(200);
}

on_stripe! {
    async fn money_of_nobody_is_said_to_be_somebodys_by_two_admins(world, fake) {
        let (deal, admins) = (world.awarded_deal().await, two(world).await);
        found(world, fake, "charge", "ch_by_hand", 5_000).await;
        let listed = admins.0.get("/admin/suspense").await.expect(200).json();
        assert_eq!((&listed["items"][0]["source"], &listed["items"][0]["amount"]), (&json!("ch_by_hand"), &json!({ "amount": 5_000, "currency": "CNY" })));
        let queues = admins.0.get("/admin/queues").await.expect(200).json();
        assert!(queues["items"].as_array().unwrap().iter().any(|queue| queue["key"] == "suspense" && queue["count"] == 1), "{queues}");
        let wish = |target: &str| json!({ "kind": "suspense_assign", "subject": "ch_by_hand", "target": target, "reason": "x" });
        admins.0.post("/admin/acts", &wish("org_nobody")).await.problem(422, "fields.invalid");
        admins.0.post("/admin/acts", &json!({ "kind": "suspense_return", "subject": "ch_of_nobody", "reason": "x" })).await.problem(404, "not_found");
        agreed(&admins, "suspense_assign", "ch_by_hand", Some(deal.org.to_string())).await;
        assert_eq!((suspense(world).await, free(world, &deal).await), (0, 5_000));
        admins.0.post("/admin/acts", &wish(&deal.org.to_string())).await.problem(409, "state.refused");
        assert_eq!(problems(world).await, Vec::<String>::new());
        assert!(admins.0.get("/admin/audit?about=ch_by_hand").await.expect(200).text.contains("provider.explained"));
        // It goes back to its payer like any other money of the wallet.
        let (merchant, org) = (world.browser_of(&deal.merchant), deal.org.to_string());
        merchant.post("/wallet/withdrawals", &[("org_id", org.as_str()), ("amount", "50"), ("currency", "CNY")]).await.expect(303);
        minutes(world, 1).await;
        assert_eq!((fake.all("refund")[0]["charge"].as_str(), free(world, &deal).await), (Some("ch_by_hand"), 0));
        assert_eq!(problems(world).await, Vec::<String>::new());
    }

    async fn what_was_explained_and_is_taken_back_by_the_bank_is_a_case_of_whose_it_is(world, fake) {
        let (deal, admins) = (world.awarded_deal().await, two(world).await);
        found(world, fake, "charge", "ch_by_hand", 5_000).await;
        agreed(&admins, "suspense_assign", "ch_by_hand", Some(deal.org.to_string())).await;
        let opened = fake.dispute("ch_by_hand");
        let case = opened["data"]["object"]["id"].as_str().unwrap().to_owned();
        deliver(world, &opened).await;
        minutes(world, 1).await;
        assert_eq!(world.holds(Account::ProviderDispute(case.clone())).await, 5_000, "the bank has it");
        let listed = admins.0.get("/admin/chargebacks").await.expect(200).json();
        assert_eq!(listed["items"][0]["amount"], json!({ "amount": 5_000, "currency": "CNY" }));
        deliver(world, &fake.decide(&case, false)).await;
        minutes(world, 1).await;
        assert_eq!((free(world, &deal).await, world.holds(Account::ProviderDispute(case)).await), (0, 0));
        world.wait_hours(25);
        assert_eq!(problems(world).await, Vec::<String>::new());
    }

    async fn money_that_a_checkout_was_to_bring_funds_its_deal(world, fake) {
        let (deal, admins) = (world.awarded_deal().await, two(world).await);
        let merchant = world.browser_of(&deal.merchant);
        merchant.post(&format!("/contracts/{}/funding", deal.contract), &[]).await.expect(303);
        let checkout = fake.all("checkout.session")[0]["client_reference_id"].as_str().unwrap().to_owned();
        found(world, fake, "charge", "ch_of_the_deal", 630_000).await;
        agreed(&admins, "suspense_assign", "ch_of_the_deal", Some(checkout)).await;
        assert_eq!(world.contract(&deal).await.1.state, vtask::contracts::MilestoneState::Funded);
        assert_eq!((suspense(world).await, free(world, &deal).await, problems(world).await.len()), (0, 0, 0));
    }

    async fn money_of_nobody_goes_back_once_and_waits_again_if_it_is_not_taken(world, fake) {
        found(world, fake, "charge", "ch_astray", 7_000).await;
        let (one, other) = (world.admin_as(&[AdminRole::FinanceAdmin]).await, world.admin_as(&[AdminRole::FinanceAdmin]).await);
        let (first, second) = (world.browser_of(&one), world.browser_of(&other));
        for (fault, left) in [(Some(Fault::Closed), 7_000), (Some(Fault::Lost), 0)] {
            let page = first.get("/admin/suspense").await.expect(200);
            assert!(page.has("ch_astray") && page.has("70.00"), "{}", page.readable());
            first.get("/admin/acts/new?kind=suspense_return&subject=ch_astray").await.expect(200);
            let fields = [("kind", "suspense_return"), ("subject", "ch_astray"), ("reason", "paid to the wrong shop")];
            let act = first.post("/admin/acts", &fields).await.expect(303).location.unwrap();
            first.post(&format!("{act}/confirmation"), &[]).await.expect(403);
            second.post(&format!("{act}/confirmation"), &[]).await.expect(303);
            fake.fail(&fault.into_iter().collect::<Vec<_>>());
            minutes(world, 20).await;
            assert_eq!(suspense(world).await, left);
            for who in [&one, &other] {
                let (session, now) = (who.person.session, world.now());
                world.write(move |tx| Ok(vtask::sessions::step_up(tx, session, now)?)).await;
            }
        }
        assert_eq!((fake.all("refund").len(), operation(world, "refund").await.0.as_str()), (1, "done"));
        assert!(first.get("/admin/suspense").await.expect(200).has("Every movement is explained"));
        assert!(first.get("/admin/suspense?view=all").await.expect(200).has("Sent back"));
        assert_eq!(problems(world).await, Vec::<String>::new());
    }

    async fn what_left_by_itself_is_borne_by_who_has_it_and_stops_money_once(world, fake) {
        let (deal, admins) = (world.funded_deal().await, two(world).await);
        let creator = deal.creator.person.creator_id().unwrap();
        found(world, fake, "transfer", "tr_by_hand", -4_000).await;
        let act = Act::operator(world.now());
        world.write(move |tx| operations::confirm(tx, &act, "looked at")).await;
        assert_eq!(problems(world).await.len(), 1, "it is not explained yet");
        assert!(world.read(|conn| Ok(operations::list_blown(conn)?)).await.is_empty(), "money stops once for one thing");
        let back = json!({ "kind": "suspense_return", "subject": "tr_by_hand", "reason": "x" });
        admins.0.post("/admin/acts", &back).await.problem(409, "state.refused");
        agreed(&admins, "suspense_assign", "tr_by_hand", Some(creator.to_string())).await;
        assert_eq!((suspense(world).await, world.holds(Account::DebtOfCreator(creator)).await), (0, 4_000));
        assert_eq!(problems(world).await, Vec::<String>::new());
    }

    async fn a_wrong_word_is_taken_back_and_what_is_spent_is_owed(world, fake) {
        let (deal, other, admins) = (world.awarded_deal().await, world.awarded_deal().await, two(world).await);
        found(world, fake, "charge", "ch_by_hand", 5_000).await;
        let undo = json!({ "kind": "suspense_undo", "subject": "ch_by_hand", "reason": "x" });
        admins.0.post("/admin/acts", &undo).await.problem(409, "state.refused");
        agreed(&admins, "suspense_assign", "ch_by_hand", Some(deal.org.to_string())).await;
        let asked = [("org_id", deal.org.to_string()), ("amount", "20".to_owned()), ("currency", "CNY".to_owned())];
        let asked: Vec<(&str, &str)> = asked.iter().map(|(key, value)| (*key, value.as_str())).collect();
        agreed(&admins, "suspense_undo", "ch_by_hand", None).await;
        assert_eq!((suspense(world).await, free(world, &deal).await, world.holds(Account::DebtOfOrg(deal.org)).await), (5_000, 0, 0));
        assert_eq!(problems(world).await.len(), 1, "it waits to be explained");
        let merchant = world.browser_of(&deal.merchant);
        assert!(merchant.get("/inbox?tab=news").await.expect(200).has("was not yours and is taken back"));
        merchant.post("/wallet/withdrawals", &asked).await.expect(409);
        // It was the other's; he is given it once, and his bank finds him when it asks.
        agreed(&admins, "suspense_assign", "ch_by_hand", Some(other.org.to_string())).await;
        assert_eq!((suspense(world).await, free(world, &deal).await, free(world, &other).await), (0, 0, 5_000));
        assert_eq!(problems(world).await, Vec::<String>::new());
        // What he has spent by then he owes.
        let org = other.org;
        world.browser_of(&other.merchant).post("/wallet/withdrawals", &[("org_id", org.to_string().as_str()), ("amount", "20"), ("currency", "CNY")]).await.expect(303);
        admins.0.post("/admin/acts", &undo).await.problem(409, "state.refused");
        minutes(world, 1).await;
        assert_eq!((fake.all("refund")[0]["charge"].as_str(), free(world, &other).await), (Some("ch_by_hand"), 3_000));
        assert_eq!(problems(world).await, Vec::<String>::new());
    }

    async fn what_was_spent_is_owed_and_what_was_borne_is_given_back(world, fake) {
        let (deal, admins) = (world.awarded_deal().await, two(world).await);
        let merchant = world.browser_of(&deal.merchant);
        merchant.post(&format!("/contracts/{}/funding", deal.contract), &[]).await.expect(303);
        let checkout = fake.all("checkout.session")[0]["client_reference_id"].as_str().unwrap().to_owned();
        found(world, fake, "charge", "ch_of_the_deal", 630_000).await;
        agreed(&admins, "suspense_assign", "ch_of_the_deal", Some(checkout)).await;
        agreed(&admins, "suspense_undo", "ch_of_the_deal", None).await;
        assert_eq!(world.contract(&deal).await.1.state, vtask::contracts::MilestoneState::Funded, "the creator works on");
        assert_eq!((suspense(world).await, world.holds(Account::DebtOfOrg(deal.org)).await), (630_000, 630_000));
        agreed(&admins, "suspense_assign", "ch_of_the_deal", Some(deal.org.to_string())).await;
        assert_eq!((suspense(world).await, world.holds(Account::DebtOfOrg(deal.org)).await, free(world, &deal).await), (0, 0, 0));
        assert_eq!(problems(world).await, Vec::<String>::new());
        let creator = deal.creator.person.creator_id().unwrap();
        found(world, fake, "transfer", "tr_by_hand", -4_000).await;
        let act = Act::operator(world.now());
        world.write(move |tx| operations::confirm(tx, &act, "looked at")).await;
        agreed(&admins, "suspense_assign", "tr_by_hand", Some(creator.to_string())).await;
        assert_eq!(world.holds(Account::DebtOfCreator(creator)).await, 4_000);
        agreed(&admins, "suspense_undo", "tr_by_hand", None).await;
        assert_eq!((suspense(world).await, world.holds(Account::DebtOfCreator(creator)).await), (-4_000, 0));
        assert!(world.browser_of(&deal.creator).get("/inbox?tab=news").await.expect(200).has("is given back to you"));
        agreed(&admins, "suspense_assign", "tr_by_hand", Some("platform".to_owned())).await;
        agreed(&admins, "suspense_undo", "tr_by_hand", None).await;
        assert_eq!(suspense(world).await, -4_000);
    }
}

//! An agency's payouts on Stripe: to an account of its own, once, back where they were when they fail, and known again in an old book.

use super::fake::Fault;
use super::restoring::{backup, catch_up};
use super::{Fake, deliver, minutes, operation};
use crate::agency_money::Shared;
use crate::browser::Browser;
use crate::deals::fill_wallet;
use crate::on_stripe;
use crate::world::World;
use serde_json::json;
use vtask::audit::Act;
use vtask::ledger::{self, Account};
use vtask::payments::{self, Way};
use vtask::primitives::id::OrgId;

/// A deal whose price is held, with an agency that gets CNY 375.00 of it.
async fn held(world: &World) -> Shared {
    let deal = Shared::allowing(world, &["bid"]).await;
    let (org, act): (OrgId, Act) = (deal.contract["org_id"].as_str().unwrap().parse().unwrap(), Act::platform(world.now(), "test"));
    world.write(move |tx| fill_wallet(tx, &act, org, 1_000_000)).await;
    deal.tea.post(&format!("{}/funding", deal.url()), &json!({})).await.expect(200);
    deal
}

/// The work of a deal is accepted, and what it brought has cleared.
async fn cleared(world: &World, fake: &Fake, deal: &Shared) {
    deal.accepted().await;
    world.wait_days(8);
    world.tick().await;
    fake.set_balance("cny", 1_000_000);
}

/// Somebody of the agency who has just signed in names its account.
async fn with_account(world: &World, deal: &Shared) -> Browser {
    let orchid = world.log_in(&deal.orchid.email).await.browser;
    let account = [("name", "Orchid Ltd"), ("country", "CN"), ("currency", "CNY")];
    orchid.get(&format!("{}/payout-account", deal.home)).await.expect(200);
    orchid.post(&format!("{}/payout-account", deal.home), &account).await.expect(303);
    orchid
}

async fn ask(orchid: &Browser, deal: &Shared) {
    orchid.post(&format!("{}/payouts", deal.home), &[("amount", "375"), ("currency", "CNY")]).await.expect(303);
}

async fn earned(world: &World, fake: &Fake) -> (Shared, Browser) {
    let deal = held(world).await;
    cleared(world, fake, &deal).await;
    let orchid = with_account(world, &deal).await;
    (deal, orchid)
}

/// What the agency has: available, in transit, paid out.
async fn shares(world: &World, deal: &Shared) -> (i64, i64, i64) {
    let org = deal.agency();
    let all = world.read(move |conn| Ok(ledger::balances_of_agency(conn, org)?)).await;
    all.first().map_or((0, 0, 0), |one| (one.available.amount.0, one.in_transit.amount.0, one.paid_out.amount.0))
}

on_stripe! {
    async fn an_agencys_payout_goes_to_its_own_account_once(world, fake) {
        let (deal, orchid) = earned(world, fake).await;
        ask(&orchid, &deal).await;
        assert_eq!(shares(world, &deal).await, (0, 37_500, 0));
        world.tick().await;
        let (transfers, accounts) = (fake.all("transfer"), fake.all("account"));
        assert_eq!((transfers.len(), accounts.len()), (1, 1));
        assert_eq!((&transfers[0]["destination"], &transfers[0]["amount"]), (&accounts[0]["id"], &json!(37_500)));
        let id = transfers[0]["id"].as_str().unwrap();
        deliver(world, &fake.say("transfer.created", id)).await;
        world.tick().await;
        assert_eq!((shares(world, &deal).await, fake.all("transfer").len()), ((0, 0, 37_500), 1));
        assert!(orchid.get(&format!("{}/payouts", deal.home)).await.expect(200).has("Paid"));
        assert_eq!(world.holds(Account::Available(deal.creator())).await, 262_500, "the creator's own stays where it is");
        let way = Way { full: true, apply: Some(Act::operator(world.now())), reason: "looking".to_owned() };
        payments::reconcile(&world.site, &way).await.unwrap();
        fake.change(id, &[("amount_reversed", json!(37_500)), ("reversed", json!(true))]);
        for _ in 0..2 {
            deliver(world, &fake.say("transfer.reversed", id)).await;
            world.tick().await;
        }
        assert_eq!(shares(world, &deal).await, (37_500, 0, 0));
        assert!(orchid.get("/inbox").await.has("375.00"), "those who move its money are told");
    }

    async fn an_agencys_payout_waits_until_stripe_knows_it(world, fake) {
        fake.accounts_are_usable(false);
        let (deal, orchid) = earned(world, fake).await;
        let page = orchid.get(&format!("{}/payout-account", deal.home)).await.expect(200);
        assert!(page.has("Stripe still wants to know"), "{}", page.readable());
        let door = format!("{}/payout-account/onboarding", deal.home);
        assert!(orchid.post(&door, &[]).await.expect(303).location.unwrap().starts_with("http://onboarding.example/acct_"));
        let asked = fake.forms("/v1/account_links").pop().unwrap();
        let back = url::form_urlencoded::parse(asked.as_bytes()).find(|(key, _)| key == "return_url").unwrap().1.into_owned();
        assert!(back.ends_with(&format!("{}/payouts", deal.home)), "{back}");
        deal.mei.browser.post(&door, &[]).await.expect(404);
        ask(&orchid, &deal).await;
        minutes(world, 3).await;
        assert_eq!(fake.all("transfer").len(), 0);
        assert!(orchid.get(&format!("{}/payouts", deal.home)).await.expect(200).has("It waits until Stripe knows"));
        let account = fake.all("account")[0]["id"].as_str().unwrap().to_owned();
        let active = json!({ "transfers": "active" });
        fake.change(&account, &[("payouts_enabled", json!(true)), ("capabilities", active), ("requirements", json!({}))]);
        deliver(world, &fake.say("account.updated", &account)).await;
        minutes(world, 2).await;
        assert_eq!((fake.all("transfer").len(), shares(world, &deal).await), (1, (0, 0, 37_500)));
    }

    async fn a_refused_payout_of_an_agency_is_available_again(world, fake) {
        let (deal, orchid) = earned(world, fake).await;
        fake.fail(&[Fault::Closed]);
        ask(&orchid, &deal).await;
        minutes(world, 2).await;
        assert_eq!((operation(world, "transfer").await.0.as_str(), shares(world, &deal).await), ("declined", (37_500, 0, 0)));
        assert!(orchid.get(&format!("{}/payouts", deal.home)).await.expect(200).has("Failed"));
        ask(&orchid, &deal).await;
        fake.fail(&[Fault::Lost]);
        minutes(world, 3).await;
        assert_eq!((fake.all("transfer").len(), shares(world, &deal).await), (1, (0, 0, 37_500)));
    }

    async fn an_agencys_payout_that_left_after_the_backup_is_not_sent_again(world, fake) {
        let (deal, orchid) = earned(world, fake).await;
        world.tick().await;
        let (_dir, backup) = backup(world);
        ask(&orchid, &deal).await;
        world.tick().await;
        assert_eq!(fake.all("transfer").len(), 1);
        let old = world.restored_from(&backup).await;
        assert_eq!(shares(&old, &deal).await, (37_500, 0, 0), "the old book knows nothing of the payout");
        let again = old.log_in(&deal.orchid.email).await.browser;
        ask(&again, &deal).await;
        minutes(&old, 30).await;
        assert_eq!(fake.all("transfer").len(), 1, "an old book sent money out");
        let caught = catch_up(&old).await;
        assert_eq!((caught.asked, caught.imported, caught.report.problems.as_slice()), (1, 1, [].as_slice()));
        assert_eq!(shares(&old, &deal).await, (0, 0, 37_500));
        minutes(&old, 30).await;
        assert_eq!((fake.all("transfer").len(), shares(&old, &deal).await), (1, (0, 0, 37_500)));
        assert!(old.log_in(&deal.orchid.email).await.browser.get(&format!("{}/payouts", deal.home)).await.expect(200).has("Paid"));
        old.close().await;
    }

    async fn an_agencys_payout_that_was_on_its_way_in_the_backup_is_recognised(world, fake) {
        let (deal, orchid) = earned(world, fake).await;
        world.tick().await;
        ask(&orchid, &deal).await;
        let (_dir, backup) = backup(world);
        world.tick().await;
        fake.forget_keys();
        let old = world.restored_from(&backup).await;
        let caught = catch_up(&old).await;
        assert_eq!((caught.asked, caught.imported), (1, 0));
        minutes(&old, 30).await;
        assert_eq!((fake.all("transfer").len(), operation(&old, "transfer").await.0.as_str()), (1, "done"));
        assert_eq!(shares(&old, &deal).await, (0, 0, 37_500));
        old.close().await;
    }

    async fn what_an_agency_got_of_work_that_the_book_lost_is_owed(world, fake) {
        let deal = held(world).await;
        let orchid = with_account(world, &deal).await;
        world.tick().await;
        let (_dir, backup) = backup(world);
        cleared(world, fake, &deal).await;
        ask(&orchid, &deal).await;
        world.tick().await;
        assert_eq!(fake.all("transfer").len(), 1);
        let old = world.restored_from(&backup).await;
        assert_eq!(catch_up(&old).await.imported, 1);
        assert_eq!(old.holds(Account::DebtOfOrg(deal.agency())).await, 37_500);
        old.books_are_right().await;
        old.close().await;
    }
}

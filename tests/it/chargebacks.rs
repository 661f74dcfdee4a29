//! Payments that are taken back: the deal stands still, the bank decides, and what is lost is borne by the published rule.

use crate::both;
use crate::browser::{Browser, Page};
use crate::deals::Deal;
use crate::world::World;
use serde_json::json;
use vtask::contracts::{self, Asking, CancelReason, MilestoneState, Seen};
use vtask::ledger::{self, Account};
use vtask::primitives::{Currency, Minor, Money};
use vtask::sessions::{self, AdminRole, Scope};

async fn outcome(browser: &Browser, page: &str, word: &str) -> (u16, serde_json::Value) {
    let url = browser.url(&format!("{page}/outcome"));
    let answer = browser.client().post(url).json(&json!({ "outcome": word })).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

fn hosted(page: Page) -> String {
    let location = page.expect(303).location.unwrap();
    format!("/sandbox/{}", location.split_once("/sandbox/").unwrap().1)
}

/// A deal over CNY 6,000.00 and its fee of CNY 300.00, paid on the hosted page.
async fn paid(world: &World) -> (Deal, Browser, String) {
    let deal = world.awarded_deal().await;
    let merchant = world.browser_of(&deal.merchant);
    let page = hosted(merchant.post(&format!("/contracts/{}/funding", deal.contract), &[]).await);
    assert_eq!(outcome(&merchant, &page, "paid").await.0, 200);
    (deal, merchant, page)
}

async fn hand_in(world: &World, deal: &Deal) {
    let (maker, mine, id) = (deal.creator.person.clone(), world.act_of(&deal.creator), deal.milestone);
    world.write(move |tx| contracts::submit(tx, &mine, &maker, id).map(drop)).await;
}

async fn accept(world: &World, deal: &Deal) {
    let (owner, theirs, id) = (deal.merchant.person.clone(), world.act_of(&deal.merchant), deal.milestone);
    let seen = Seen { delivery: 1, amount: Money::new(Minor(600_000), Currency::Cny) };
    world.write(move |tx| contracts::approve(tx, &theirs, &owner, id, seen)).await;
}

async fn of(world: &World, account: Account) -> i64 {
    world.read(move |conn| Ok(ledger::balance(conn, &account, Currency::Cny)?.0)).await
}

/// Wallet and debt of the organisation; pending, available and debt of the creator; fees of both.
async fn books(world: &World, deal: &Deal) -> [i64; 7] {
    let creator = deal.creator.person.creator_id().unwrap();
    let bucket = ledger::Bucket::of(&deal.contract);
    let mut found = Vec::new();
    for account in [
        Account::Wallet(deal.org),
        Account::DebtOfOrg(deal.org),
        Account::Pending(creator),
        Account::Available(creator),
        Account::DebtOfCreator(creator),
        Account::FeesMerchant(bucket),
        Account::FeesCreator(bucket),
    ] {
        found.push(of(world, account).await);
    }
    found.try_into().unwrap()
}

async fn assert_whole(world: &World) {
    let report = world.read(|conn| Ok(ledger::verify(conn, &mut |_, _| {})?)).await;
    assert_eq!(report.faults, []);
}

async fn step_up(world: &World, somebody: &crate::deals::Somebody) {
    let (session, now) = (somebody.person.session, world.now());
    world.write(move |tx| Ok(sessions::step_up(tx, session, now)?)).await;
}

/// A creator's kill fee of CNY 600.00 on a price of 6,000.00, the rest back to the wallet.
async fn with_kill_fee(world: &World) -> (Deal, Browser, String) {
    let (deal, merchant, page) = paid(world).await;
    let (maker, mine, id) = (deal.creator.person.clone(), world.act_of(&deal.creator), deal.milestone);
    let (owner, theirs) = (deal.merchant.person.clone(), world.act_of(&deal.merchant));
    world
        .write(move |tx| {
            contracts::start(tx, &mine, &maker, id)?;
            let asking = Asking { reason: CancelReason::NoLongerNeeded, refund: None };
            let contracts::Asked::Open(asked) = contracts::cancel(tx, &theirs, &owner, id, asking)? else { panic!("asked") };
            contracts::answer(tx, &mine, &maker, asked, true)
        })
        .await;
    assert_eq!(books(world, &deal).await, [567_000, 0, 54_000, 0, 0, 3_000, 6_000]);
    (deal, merchant, page)
}

both! {
    async fn a_deal_whose_payment_was_taken_back_stands_still_until_the_bank_has_decided(world: World) {
        let admin = world.admin_as(&[AdminRole::FinanceAdmin]).await;
        let deal = world.awarded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        let page = hosted(merchant.post(&format!("/contracts/{}/funding", deal.contract), &[]).await);
        assert_eq!(outcome(&merchant, &page, "charged_back").await.0, 409, "nothing was paid yet");
        outcome(&merchant, &page, "paid").await;
        assert_eq!(outcome(&merchant, &page, "chargeback_won").await.0, 409, "nothing was taken back");
        hand_in(world, &deal).await;
        assert!(merchant.get(&page).await.expect(200).has("you take the payment back"));
        assert_eq!(outcome(&world.browser(), &page, "charged_back").await, (200, json!({ "state": "charged_back" })));
        assert_eq!(outcome(&world.browser(), &page, "charged_back").await.0, 409);
        let case = page.rsplit('/').next().unwrap().to_owned();
        assert_eq!(of(world, Account::ProviderDispute(case.clone())).await, 630_000);
        let program = world.program(deal.merchant.person.email.as_str(), &[Scope::All]).await;
        let approve = json!({ "delivery_version": 1, "amount": { "amount": 600_000, "currency": "CNY" } });
        program.post(&format!("/milestones/{}/approval", deal.milestone), &approve).await.problem(409, "contract.frozen");
        let maker = world.program(deal.creator.person.email.as_str(), &[Scope::All]).await;
        let cancel = json!({ "reason": "cannot_deliver" });
        maker.post(&format!("/milestones/{}/cancellation", deal.milestone), &cancel).await.problem(409, "contract.frozen");
        for (somebody, tab) in [(&deal.merchant, "news"), (&deal.creator, "news"), (&admin, "needs")] {
            let inbox = world.browser_of(somebody).get(&format!("/inbox?tab={tab}")).await.expect(200);
            assert!(inbox.has("A payment was taken back"), "{}", inbox.readable());
        }
        let told = program.get(&format!("/contracts/{}/chargebacks", deal.contract)).await.expect(200);
        let due = told.at("/items/0/evidence_due_at");
        assert_eq!((told.at("/items/0/state").as_str(), told.json()["items"][0]["amount"]["amount"].as_i64()), ("opened", Some(630_000)));
        let nobody = world.program(world.stranger().await.person.email.as_str(), &[Scope::All]).await;
        nobody.get(&format!("/contracts/{}/chargebacks", deal.contract)).await.problem(404, "not_found");
        maker.get("/admin/chargebacks").await.problem(404, "not_found");
        let desk = world.program_of_admin(&admin).await;
        assert_eq!(desk.get("/admin/chargebacks").await.expect(200).at("/items/0/evidence_due_at"), due);
        desk.get("/admin/chargebacks?all=perhaps").await.problem(422, "fields.invalid");
        let at_desk = world.browser_of(&admin);
        let frozen = at_desk.get("/admin/frozen").await.expect(200);
        assert!(frozen.has(&deal.contract.to_string()) && frozen.has("taken back by the payer’s bank"), "{}", frozen.readable());
        merchant.get("/admin/frozen").await.expect(404);
        let queues = desk.get("/admin/queues").await.expect(200).json();
        assert!(queues["items"].as_array().unwrap().iter().any(|queue| queue["due_at"] == due.as_str()), "{queues}");
        assert!(merchant.get(&format!("/contracts/{}", deal.contract)).await.expect(200).has("what speaks for this deal until"));
        world.wait_days(8);
        world.tick().await;
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Submitted, "silence accepts nothing meanwhile");
        let now = world.now();
        let waiting = world.read(move |conn| Ok(vtask::clocks::list_due(conn, now, 10)?)).await;
        assert!(waiting.is_empty(), "a clock that must wait stands before no other: {waiting:?}");
        assert!(merchant.get(&format!("/contracts/{}", deal.contract)).await.expect(200).has("taken back by the payer"));
        assert_eq!(outcome(&world.browser(), &page, "chargeback_won").await, (200, json!({ "state": "chargeback_won" })));
        assert_eq!(of(world, Account::ProviderDispute(case)).await, 0);
        let later = world.admin_as(&[AdminRole::FinanceAdmin]).await;
        assert!(world.browser_of(&later).get("/admin/frozen").await.expect(200).has("No deal stands still"));
        world.tick().await;
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Approved, "what fell due meanwhile happens now");
        assert_eq!(books(world, &deal).await, [0, 0, 540_000, 0, 0, 30_000, 60_000]);
        assert_whole(world).await;
    }

    async fn accepted_work_stays_paid_and_the_merchant_owes_it(world: World) {
        let (deal, merchant, page) = paid(world).await;
        hand_in(world, &deal).await;
        accept(world, &deal).await;
        outcome(&merchant, &page, "charged_back").await;
        world.wait_days(8);
        world.tick().await;
        assert_eq!(books(world, &deal).await[2..4], [540_000, 0], "nothing clears while the case is open");
        outcome(&merchant, &page, "chargeback_lost").await;
        world.tick().await;
        assert_eq!(books(world, &deal).await, [0, 630_000, 0, 540_000, 0, 30_000, 60_000]);
        assert!(merchant.get(&format!("/wallet?org_id={}", deal.org)).await.expect(200).has("6,300.00"));
        // The next money for the wallet pays the debt; what is left is free, and goes back to that payment only.
        let fields = [("org_id", deal.org.to_string()), ("amount", "7000".to_owned()), ("currency", "CNY".to_owned())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
        merchant.get(&format!("/wallet/top-ups?org_id={}", deal.org)).await.expect(200);
        let second = hosted(merchant.post("/wallet/top-ups", &fields).await);
        outcome(&merchant, &second, "paid").await;
        assert_eq!(books(world, &deal).await[..2], [70_000, 0]);
        let program = world.program(deal.merchant.person.email.as_str(), &[Scope::All]).await;
        let back = |amount: i64| json!({ "org_id": deal.org.to_string(), "amount": { "amount": amount, "currency": "CNY" } });
        program.post("/wallet/withdrawals", &back(70_001)).await.problem(409, "balance.insufficient");
        program.post("/wallet/withdrawals", &back(70_000)).await.expect(202);
        assert_whole(world).await;
    }

    async fn where_nothing_was_handed_in_the_part_ends_and_its_money_pays(world: World) {
        for started in [false, true] {
            let (deal, merchant, page) = paid(world).await;
            if started {
                let (maker, mine, id) = (deal.creator.person.clone(), world.act_of(&deal.creator), deal.milestone);
                world.write(move |tx| contracts::start(tx, &mine, &maker, id)).await;
            }
            outcome(&merchant, &page, "charged_back").await;
            outcome(&merchant, &page, "chargeback_lost").await;
            assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Cancelled);
            assert_eq!(books(world, &deal).await, [0, 0, 0, 0, 0, 0, 0]);
        }
        assert_whole(world).await;
    }

    async fn a_kill_fee_comes_back_from_what_still_clears_with_its_fees(world: World) {
        let (deal, merchant, page) = with_kill_fee(world).await;
        outcome(&merchant, &page, "charged_back").await;
        world.wait_days(8);
        world.tick().await;
        assert_eq!(books(world, &deal).await[2..4], [54_000, 0], "it does not clear while the case is open");
        outcome(&merchant, &page, "chargeback_lost").await;
        world.tick().await;
        assert_eq!(books(world, &deal).await, [0, 0, 0, 0, 0, 0, 0]);
        assert_whole(world).await;
    }

    async fn what_was_paid_out_already_becomes_a_debt_that_payouts_pay_by_half(world: World) {
        let (deal, merchant, page) = with_kill_fee(world).await;
        world.wait_days(8);
        world.tick().await;
        let creator = world.browser_of(&deal.creator);
        step_up(world, &deal.creator).await;
        creator.get("/wallet/payout-account").await.expect(200);
        creator.post("/wallet/payout-account", &[("name", "Ana"), ("country", "CN"), ("currency", "CNY")]).await.expect(303);
        creator.post("/wallet/payouts", &[("amount", "500"), ("currency", "CNY")]).await.expect(303);
        world.tick().await;
        outcome(&merchant, &page, "charged_back").await;
        outcome(&merchant, &page, "chargeback_lost").await;
        assert_eq!(books(world, &deal).await, [0, 0, 0, 0, 50_000, 0, 0], "4,000 were there, 50,000 are owed");
        let (id, act) = (deal.creator.person.creator_id().unwrap(), world.act_of(&deal.creator));
        let deal_id = deal.contract;
        let stone = deal.milestone;
        let org = deal.org;
        world
            .write(move |tx| {
                crate::deals::fill_wallet(tx, &act, org, 60_000)?;
                let contract = contracts::get(tx, deal_id)?;
                let of = contract.deal(&contracts::get_milestone(tx, stone)?);
                ledger::post(tx, &act, &ledger::postings::tip(&of, Minor(60_000), &"thanks").unwrap())?;
                ledger::post(tx, &act, &ledger::postings::clear(&of, Minor(60_000), &"thanks").unwrap()).map(drop)
            })
            .await;
        creator.post("/wallet/payouts", &[("amount", "600"), ("currency", "CNY")]).await.expect(303);
        assert_eq!((of(world, Account::DebtOfCreator(id)).await, of(world, Account::Available(id)).await), (20_000, 0));
        assert_whole(world).await;
    }

    async fn what_was_paid_into_the_wallet_stays_there_while_its_case_is_open(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        let fields = [("org_id", deal.org.to_string()), ("amount", "1000".to_owned()), ("currency", "CNY".to_owned())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let mut pages = Vec::new();
        for _ in 0..2 {
            merchant.get(&format!("/wallet/top-ups?org_id={}", deal.org)).await.expect(200);
            let page = hosted(merchant.post("/wallet/top-ups", &fields).await);
            outcome(&merchant, &page, "paid").await;
            pages.push(page);
        }
        outcome(&merchant, &pages[0], "charged_back").await;
        let program = world.program(deal.merchant.person.email.as_str(), &[Scope::All]).await;
        let back = |amount: i64| json!({ "org_id": deal.org.to_string(), "amount": { "amount": amount, "currency": "CNY" } });
        program.post("/wallet/withdrawals", &back(100_001)).await.problem(409, "balance.insufficient");
        program.post("/wallet/withdrawals", &back(100_000)).await.expect(202);
        outcome(&merchant, &pages[0], "chargeback_lost").await;
        assert_eq!(books(world, &deal).await[..2], [0, 0]);
        assert_whole(world).await;
    }

    async fn an_admin_reads_the_evidence_and_sends_it(world: World) {
        let (deal, merchant, page) = paid(world).await;
        hand_in(world, &deal).await;
        outcome(&merchant, &page, "charged_back").await;
        let admin = world.admin_as(&[AdminRole::FinanceAdmin]).await;
        let desk = world.browser_of(&admin);
        assert!(desk.get("/admin").await.expect(200).has("Chargebacks without evidence: 1"));
        let list = desk.get("/admin/chargebacks").await.expect(200);
        let case = list.attrs("a.lrow__a", "href")[0].clone();
        let read = desk.get(&case).await.expect(200);
        let (contract, id) = (deal.contract, deal.contract);
        let terms = world.read(move |conn| Ok(contracts::find_terms(conn, id)?.unwrap().sha256)).await;
        for said in [contract.to_string(), terms, "submitted by the creator".to_owned(), "CNY 6300.00".to_owned(), "A1 (must)".to_owned()] {
            assert!(read.has(&said), "{said} is not in {}", read.readable());
        }
        merchant.get(&case).await.expect(404);
        let moderator = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        moderator.get(&case).await.expect(403);
        desk.post(&format!("{case}/evidence"), &[]).await.expect(303);
        world.tick().await;
        assert!(desk.get(&case).await.expect(200).has("The bank has the evidence"));
        desk.post(&format!("{case}/evidence"), &[]).await.expect(409);
        use diesel::prelude::*;
        let kept: Vec<String> = world
            .read(|conn| {
                let rows = vtask::schema::sandbox_cases::table.select(vtask::schema::sandbox_cases::evidence);
                Ok(rows.load(conn)?)
            })
            .await;
        assert!(kept[0].contains("WHAT WAS AGREED"), "{kept:?}");
        outcome(&merchant, &page, "chargeback_won").await;
        assert!(desk.get("/admin/chargebacks?view=all").await.expect(200).has("Won"));
    }
}

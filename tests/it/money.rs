//! Money in, held, out and back: through the hosted page, the wallet and the payout account, on both databases, with whole books at the end.

use crate::both;
use crate::browser::{Browser, Page};
use crate::deals::{Deal, Somebody};
use crate::moves::PRICE;
use crate::world::World;
use futures_util::future::join_all;
use vtask::contracts::{self, ContractState, MilestoneState, Seen};
use vtask::ledger::{self, CreatorBalance, OrgBalance};
use vtask::primitives::id::OrgId;
use vtask::primitives::{Currency, Minor, Money};
use vtask::sessions;

async fn outcome(browser: &Browser, page: &str, word: &str) -> (u16, serde_json::Value) {
    let url = browser.url(&format!("{page}/outcome"));
    let answer = browser.client().post(url).json(&serde_json::json!({ "outcome": word })).send().await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or_default())
}

/// The path of the hosted page that a form led to.
fn hosted(page: Page) -> String {
    let location = page.expect(303).location.unwrap();
    let path = location.split_once("/sandbox/").unwrap_or_else(|| panic!("not the hosted page: {location}")).1.to_owned();
    format!("/sandbox/{path}")
}

async fn org_balance(world: &World, org: OrgId) -> Option<OrgBalance> {
    world.read(move |conn| Ok(ledger::balances_of_org(conn, org)?)).await.first().copied()
}

async fn creator_balance(world: &World, deal: &Deal) -> CreatorBalance {
    let creator = deal.creator.person.creator_id().unwrap();
    world.read(move |conn| Ok(ledger::balances_of_creator(conn, creator)?)).await[0]
}

async fn assert_whole(world: &World) {
    let report = world.read(|conn| Ok(ledger::verify(conn, &mut |_, _| {})?)).await;
    assert_eq!(report.faults, []);
}

async fn step_up(world: &World, somebody: &Somebody) {
    let (session, now) = (somebody.person.session, world.now());
    world.write(move |tx| Ok(sessions::step_up(tx, session, now)?)).await;
}

/// A deal whose creator has CNY 5,400.00 available.
async fn earned(world: &World) -> Deal {
    let deal = world.awarded_deal().await;
    let merchant = world.browser_of(&deal.merchant);
    let page = hosted(merchant.post(&format!("/contracts/{}/funding", deal.contract), &[]).await);
    assert_eq!(outcome(&merchant, &page, "paid").await.0, 200);
    let (maker, owner, id) = (deal.creator.person.clone(), deal.merchant.person.clone(), deal.milestone);
    let (mine, theirs) = (world.act_of(&deal.creator), world.act_of(&deal.merchant));
    world
        .write(move |tx| {
            contracts::submit(tx, &mine, &maker, id)?;
            let seen = Seen { delivery: 1, amount: Money::new(Minor(600_000), Currency::Cny) };
            contracts::approve(tx, &theirs, &owner, id, seen)
        })
        .await;
    world.wait_days(8);
    world.tick().await;
    assert_eq!(creator_balance(world, &deal).await.available.amount, Minor(540_000));
    deal
}

/// The same deal, with a payout account in this name.
async fn with_account(world: &World, name: &str) -> (Deal, Browser) {
    let deal = earned(world).await;
    let creator = world.browser_of(&deal.creator);
    let fields = [("name", name), ("country", "CN"), ("currency", "CNY")];
    assert!(creator.post("/wallet/payout-account", &fields).await.expect(303).location.unwrap().starts_with("/step-up"));
    step_up(world, &deal.creator).await;
    creator.get("/wallet/payout-account").await.expect(200);
    creator.post("/wallet/payout-account", &fields).await.expect(303);
    (deal, creator)
}

async fn state(creator: &Browser) -> String {
    creator.get("/wallet/payouts").await.expect(200).words(".mark").first().cloned().unwrap_or_default()
}

both! {
    async fn a_deal_is_funded_by_the_hosted_page_and_paid_out(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        let funding = format!("/contracts/{}/funding", deal.contract);
        assert!(merchant.get(&funding).await.expect(200).has("6,300.00"));
        let page = hosted(merchant.post(&funding, &[]).await);
        assert!(world.browser().get(&page).await.expect(200).has("6,300.00"));
        assert_eq!(outcome(&world.browser(), &page, "paid").await, (200, serde_json::json!({ "state": "paid" })));
        assert_eq!(outcome(&world.browser(), &page, "paid").await.0, 409);
        let (contract, milestone) = world.contract(&deal).await;
        assert_eq!((contract.state, milestone.state), (ContractState::Active, MilestoneState::Funded));
        assert!(merchant.get(&format!("{funding}/result")).await.expect(200).has("6,300.00"));
        let balance = org_balance(world, deal.org).await.unwrap();
        assert_eq!((balance.free.amount, balance.held.amount), (Minor(0), Minor(630_000)));
        let wallet = merchant.get(&format!("/wallet?org_id={}", deal.org)).await.expect(200);
        assert!(wallet.has("6,300.00") && wallet.has("Payment received"), "{}", wallet.readable());
        assert!(world.browser_of(&deal.creator).get("/wallet").await.expect(200).has("6,000.00"));
        let csv = merchant.get(&format!("/wallet/statement.csv?org_id={}", deal.org)).await.expect(200);
        assert!(csv.body.lines().count() == 3 && csv.body.contains(",capture,") && csv.body.contains(",CNY,,6300.00,0.00,"), "{}", csv.body);
        assert_whole(world).await;
    }

    async fn a_payout_arrives_after_a_tick(world: World) {
        let (deal, creator) = with_account(world, "Ana Beltran").await;
        assert!(creator.get("/wallet/payouts").await.expect(200).has("5,400.00"));
        creator.post("/wallet/payouts", &[("amount", "5,400"), ("currency", "CNY")]).await.expect(303);
        assert_eq!(state(&creator).await, "Requested");
        world.tick().await;
        assert_eq!(state(&creator).await, "On its way");
        world.tick().await;
        assert_eq!(state(&creator).await, "Paid");
        let balance = creator_balance(world, &deal).await;
        assert_eq!((balance.available.amount, balance.in_transit.amount, balance.paid_out.amount), (Minor(0), Minor(0), Minor(540_000)));
        assert!(creator.get("/wallet").await.expect(200).has("Payout"));
        assert_whole(world).await;
    }

    async fn a_payout_that_fails_or_returns_is_available_again(world: World) {
        for (name, ticks, word) in [("fail", 2, "Failed"), ("return", 3, "Returned")] {
            let (deal, creator) = with_account(world, name).await;
            creator.post("/wallet/payouts", &[("amount", "5400.00"), ("currency", "CNY")]).await.expect(303);
            for _ in 0..ticks {
                world.tick().await;
            }
            assert_eq!(state(&creator).await, word);
            assert_eq!(creator_balance(world, &deal).await.available.amount, Minor(540_000));
        }
        assert_whole(world).await;
    }

    async fn a_payout_is_taken_back_before_it_is_sent_and_not_after(world: World) {
        let (deal, creator) = with_account(world, "slow").await;
        creator.post("/wallet/payouts", &[("amount", "100"), ("currency", "CNY")]).await.expect(303);
        let cancel = |page: &Page| page.attrs("form[action$='/cancellation']", "action")[0].clone();
        let action = cancel(&creator.get("/wallet/payouts").await);
        creator.post(&action, &[]).await.expect(303);
        assert_eq!(creator_balance(world, &deal).await.available.amount, Minor(540_000));
        creator.post("/wallet/payouts", &[("amount", "100"), ("currency", "CNY")]).await.expect(303);
        let action = cancel(&creator.get("/wallet/payouts").await);
        world.tick().await;
        creator.post(&action, &[]).await.expect(409);
        let stranger = world.stranger().await;
        world.browser_of(&stranger).post(&action, &[]).await.expect(404);
        assert_whole(world).await;
    }

    async fn a_payout_of_what_is_not_there_is_refused_with_the_words_kept(world: World) {
        let (_, creator) = with_account(world, "Ana").await;
        for (amount, status) in [("5400.01", 409), ("", 422), ("x", 422), ("0", 422)] {
            let page = creator.post("/wallet/payouts", &[("amount", amount), ("currency", "CNY")]).await.expect(status);
            assert_eq!(page.value("amount").as_deref(), Some(amount));
        }
        creator.post("/wallet/payouts", &[("amount", "10"), ("currency", "USD")]).await.expect(422);
    }

    async fn a_changed_account_waits_three_days(world: World) {
        let (_, creator) = with_account(world, "Ana").await;
        creator.post("/wallet/payout-account", &[("name", "Ana B"), ("country", "CN"), ("currency", "CNY")]).await.expect(303);
        creator.post("/wallet/payouts", &[("amount", "100"), ("currency", "CNY")]).await.expect(303);
        world.tick().await;
        assert_eq!(state(&creator).await, "Scheduled");
        world.wait_hours(73);
        for _ in 0..3 {
            world.tick().await;
        }
        assert_eq!(state(&creator).await, "Paid");
        assert_whole(world).await;
    }

    async fn declined_and_left_pages_fund_nothing_until_late_money_comes(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        let funding = format!("/contracts/{}/funding", deal.contract);
        let page = hosted(merchant.post(&funding, &[]).await);
        assert_eq!(outcome(&merchant, &page, "declined").await, (200, serde_json::json!({ "state": "declined" })));
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Planned);
        let page = hosted(merchant.post(&funding, &[]).await);
        assert_eq!(outcome(&merchant, &page, "abandoned").await.0, 200);
        let page = hosted(merchant.post(&funding, &[]).await);
        let back = merchant.post(&format!("{page}/outcome"), &[("outcome", "late")]).await.expect(303);
        assert!(merchant.follow(&back).await.expect(200).has("Paid, and the money is held"));
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Funded);
        assert_eq!(org_balance(world, deal.org).await.unwrap().free.amount, Minor(0));
        assert_eq!(outcome(&merchant, &page, "paid").await.0, 409);
        merchant.get(&format!("{funding}/result")).await.expect(200);
        assert_eq!(outcome(&merchant, &page, "stolen").await.0, 422);
        assert_whole(world).await;
    }

    async fn money_that_comes_after_another_payment_stays_in_the_wallet(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        let funding = format!("/contracts/{}/funding", deal.contract);
        let left = hosted(merchant.post(&funding, &[]).await);
        assert_eq!(outcome(&merchant, &left, "abandoned").await.0, 200);
        let page = hosted(merchant.post(&funding, &[]).await);
        assert_eq!(outcome(&merchant, &page, "paid").await, (200, serde_json::json!({ "state": "paid" })));
        assert_eq!(world.contract(&deal).await.1.state, MilestoneState::Funded);
        assert_eq!(outcome(&merchant, &left, "paid").await.0, 200);
        assert_eq!(org_balance(world, deal.org).await.unwrap().free.amount, Minor(630_000));
        assert_whole(world).await;
    }

    async fn a_payment_that_the_job_settled_first_is_still_answered(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        let page = hosted(merchant.post(&format!("/contracts/{}/funding", deal.contract), &[]).await);
        let ticking = async {
            for _ in 0..40 {
                world.tick().await;
            }
        };
        let (answer, ()) = futures_util::future::join(outcome(&merchant, &page, "paid"), ticking).await;
        assert_eq!(answer, (200, serde_json::json!({ "state": "paid" })));
        assert_whole(world).await;
    }

    async fn the_page_that_funding_led_to_still_leads_on_when_nothing_is_held_any_more(world: World) {
        let deal = world.funded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        let result = format!("/contracts/{}/funding/result", deal.contract);
        assert!(merchant.get(&result).await.expect(200).has("6,300.00"));
        world.submit(&deal).await.unwrap();
        world.approve(&deal, 1, PRICE).await.unwrap();
        let moved = merchant.get(&result).await.expect(303);
        assert_eq!(moved.location, Some(format!("/contracts/{}", deal.contract)));
        merchant.follow(&moved).await.expect(200);
        world.browser_of(&world.stranger().await).get(&result).await.expect(404);
    }

    async fn a_payment_that_the_job_took_first_still_leads_to_the_page_to_pay_on(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        let funding = format!("/contracts/{}/funding", deal.contract);
        let ticking = async { for _ in 0..20 { world.tick().await } };
        let (answer, ()) = futures_util::future::join(merchant.post(&funding, &[]), ticking).await;
        hosted(answer);
    }

    async fn an_unpaid_page_expires_and_the_contract_with_it(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        let page = hosted(merchant.post(&format!("/contracts/{}/funding", deal.contract), &[]).await);
        world.wait_days(4);
        world.tick().await;
        assert_eq!(world.contract(&deal).await.0.state, ContractState::Expired);
        assert_eq!(outcome(&merchant, &page, "paid").await.0, 200);
        assert_eq!(org_balance(world, deal.org).await.unwrap().free.amount, Minor(630_000));
        assert_whole(world).await;
    }

    async fn unused_money_goes_back_to_where_it_came_from(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        let org = deal.org.to_string();
        for amount in ["300", "200.50"] {
            let fields = [("org_id", org.as_str()), ("amount", amount), ("currency", "CNY")];
            let page = hosted(merchant.post("/wallet/top-ups", &fields).await);
            assert_eq!(outcome(&merchant, &page, "paid").await.0, 200);
        }
        let send = |amount| [("org_id", org.as_str()), ("amount", amount), ("currency", "CNY")];
        merchant.post("/wallet/withdrawals", &send("500.51")).await.expect(409);
        merchant.post("/wallet/withdrawals", &send("450")).await.expect(303);
        world.tick().await;
        assert_eq!(org_balance(world, deal.org).await.unwrap().free.amount, Minor(5_050));
        assert!(merchant.get(&format!("/wallet?org_id={org}")).await.expect(200).has("Sent back"));
        let stranger = world.stranger().await;
        world.browser_of(&stranger).post("/wallet/withdrawals", &send("1")).await.expect(404);
        world.browser_of(&deal.creator).get(&format!("/wallet?org_id={org}")).await.expect(404);
        assert_whole(world).await;
    }

    async fn fifty_outcomes_of_one_page_book_one_payment(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        let page = hosted(merchant.post(&format!("/contracts/{}/funding", deal.contract), &[]).await);
        let answers = join_all((0..50).map(|_| outcome(&merchant, &page, "paid"))).await;
        assert_eq!(answers.iter().filter(|(status, _)| *status == 200).count(), 1, "{answers:?}");
        world.tick().await;
        let balance = org_balance(world, deal.org).await.unwrap();
        assert_eq!((balance.free.amount, balance.held.amount), (Minor(0), Minor(630_000)));
        assert_whole(world).await;
    }

    async fn fifty_fundings_hold_the_money_once(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = world.browser_of(&deal.merchant);
        let org = deal.org.to_string();
        let fields = [("org_id", org.as_str()), ("amount", "20000"), ("currency", "CNY")];
        let page = hosted(merchant.post("/wallet/top-ups", &fields).await);
        assert_eq!(outcome(&merchant, &page, "paid").await.0, 200);
        let funding = format!("/contracts/{}/funding", deal.contract);
        merchant.csrf().await;
        let answers = join_all((0..50).map(|_| merchant.post(&funding, &[]))).await;
        assert_eq!(answers.iter().filter(|page| page.status == 303).count(), 1);
        let balance = org_balance(world, deal.org).await.unwrap();
        assert_eq!((balance.free.amount, balance.held.amount), (Minor(1_370_000), Minor(630_000)));
        assert_whole(world).await;
    }

    async fn fifty_clicks_on_one_form_pay_out_once(world: World) {
        let (deal, creator) = with_account(world, "Ana").await;
        let once = creator.get("/wallet/payouts").await.value("once").unwrap();
        let fields = [("amount", "100"), ("currency", "CNY"), ("once", once.as_str())];
        let answers = join_all((0..50).map(|_| creator.post("/wallet/payouts", &fields))).await;
        assert!(answers.iter().all(|page| page.status == 303));
        world.tick().await;
        world.tick().await;
        let balance = creator_balance(world, &deal).await;
        assert_eq!((balance.available.amount, balance.paid_out.amount), (Minor(530_000), Minor(10_000)));
        assert_whole(world).await;
    }
}

//! A whole deal by programs alone, from the award to the payout, and the books that it leaves.

use crate::both;
use crate::deals::{Deal, Somebody};
use crate::program::{Program, Told};
use crate::world::World;
use serde_json::{Value, json};
use vtask::contracts;
use vtask::ledger;
use vtask::primitives::id::{ContractId, MilestoneId};
use vtask::sessions::Scope;

pub fn yuan(amount: i64) -> Value {
    json!({"amount": amount, "currency": "CNY"})
}

pub async fn program_of(world: &World, somebody: &Somebody) -> Program {
    world.program(somebody.person.email.as_str(), &[Scope::All]).await
}

/// What the payer does on the hosted page.
pub async fn outcome(url: &str, word: &str) -> (u16, Value) {
    let answer = reqwest::Client::new().post(format!("{url}/outcome")).json(&json!({"outcome": word})).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

pub fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let image = image::RgbImage::from_fn(300, 200, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 90]));
    image.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    bytes
}

fn words(told: &Value, list: &str) -> Vec<String> {
    told[list].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

/// The lines of a contract in the books, without ids.
async fn lines(world: &World, contract: ContractId) -> Vec<String> {
    use diesel::prelude::*;
    use vtask::schema::{ledger_entries as entries, ledger_txns as txns};
    world
        .read(move |conn| {
            let rows: Vec<(String, String, String, i64, vtask::primitives::Instant)> = entries::table
                .inner_join(txns::table)
                .filter(txns::contract_id.eq(Some(contract)))
                .select((txns::kind, entries::account, entries::currency, entries::amount, txns::created_at))
                .load(conn)?;
            let mut rows = rows;
            rows.sort_by(|a, b| (a.4, &a.0, &a.1).cmp(&(b.4, &b.0, &b.1)));
            let owner = |account: &str| account.split([':', '/']).next().unwrap().to_owned();
            Ok(rows.into_iter().map(|row| format!("{} {} {} {}", row.0, owner(&row.1), row.2, row.3)).collect())
        })
        .await
}

async fn with_file(creator: &Program, contract: &str) -> Told {
    creator.upload("/files", &[("contract_id", contract)], ("gaiwan.png", "image/png", picture())).await
}

/// Funds, delivers and approves the milestone of a new contract, by programs.
async fn run(merchant: &Program, creator: &Program, contract: &Value) {
    let (id, milestone) = (contract["id"].as_str().unwrap(), contract["milestones"][0]["id"].as_str().unwrap());
    let told = merchant.post(&format!("/contracts/{id}/funding"), &json!({})).await.expect(202);
    assert_eq!(outcome(&told.at("/checkout_url"), "paid").await, (200, json!({"state": "paid"})));
    creator.post(&format!("/milestones/{milestone}/start"), &json!({})).await.expect(200);
    let items = json!({"note": "", "items": [{"url": "https://example.com/cut"}]});
    creator.post(&format!("/milestones/{milestone}/deliveries"), &items).await.expect(201);
    let seen = json!({"delivery_version": 1, "amount": yuan(600_000)});
    merchant.post(&format!("/milestones/{milestone}/approval"), &seen).await.expect(200);
}

/// The same by the pages.
async fn walk(world: &World, deal: &Deal) {
    let (merchant, creator) = (world.browser_of(&deal.merchant), world.browser_of(&deal.creator));
    let hosted = merchant.post(&format!("/contracts/{}/funding", deal.contract), &[]).await.expect(303).location.unwrap();
    assert_eq!(outcome(&hosted, "paid").await.0, 200);
    creator.post(&format!("/milestones/{}/start", deal.milestone), &[]).await.expect(303);
    creator.upload(&format!("/milestones/{}/deliveries", deal.milestone), &[("links", "https://example.com/cut")], &[]).await.expect(303);
    let seen = [("delivery_version", "1"), ("amount", "600000"), ("currency", "CNY")];
    merchant.post(&format!("/milestones/{}/approval", deal.milestone), &seen).await.expect(303);
}

both! {
    async fn a_whole_deal_by_programs_alone(world: World) {
        let (owner, maker, bid) = world.offered_bid().await;
        let (merchant, creator) = (program_of(world, &owner).await, program_of(world, &maker).await);
        let plan = json!({"version": 1, "milestones": [
            {"title": "Script", "price": yuan(200_000), "days": 3}, {"title": "Film", "price": yuan(400_000), "days": 7},
        ]});
        let contract = merchant.post(&format!("/bids/{bid}/award"), &plan).await.expect(201).json();
        assert_eq!((contract["state"].as_str(), &contract["price"]), (Some("pending_funding"), &yuan(600_000)));
        assert_eq!(words(&contract, "allowed"), ["fund", "drop"]);
        assert_eq!((contract["next_clock"]["event"].as_str(), &contract["next_clock"]["money"]), (Some("funding"), &yuan(630_000)));
        assert!(contract["next_clock"]["default"].as_str().unwrap().len() > 10);
        let id = contract["id"].as_str().unwrap();
        let (script, film) = (contract["milestones"][0]["id"].as_str().unwrap(), contract["milestones"][1]["id"].as_str().unwrap());
        let terms = creator.get(&format!("/contracts/{id}/terms")).await.expect(200);
        assert_eq!(terms.at("/sha256"), contract["terms_sha256"].as_str().unwrap());
        assert!(terms.at("/text/zh-CN").contains("2,000.00") && terms.at("/text/en").contains("Script"));

        let told = merchant.post(&format!("/contracts/{id}/funding"), &json!({"milestones": [script]})).await.expect(202);
        assert_eq!(told.json()["amount"], yuan(210_000));
        assert_eq!(outcome(&told.at("/checkout_url"), "paid").await, (200, json!({"state": "paid"})));
        assert_eq!(outcome(&told.at("/checkout_url"), "paid").await.0, 409);
        let part = creator.get(&format!("/milestones/{script}")).await.expect(200).json();
        assert_eq!((part["state"].as_str(), &part["money"]["held"]), (Some("funded"), &yuan(210_000)));
        assert_eq!(words(&part, "allowed"), ["start", "deliver", "cancel"]);
        let part = creator.post(&format!("/milestones/{script}/start"), &json!({})).await.expect(200).json();
        assert_eq!((part["state"].as_str(), part["due_at"].is_string()), (Some("in_progress"), true));

        let file = with_file(&creator, id).await.expect(201);
        let file_id = file.at("/id");
        assert_eq!((file.at("/name"), file.at("/media_type")), ("gaiwan.png".to_owned(), "image/png".to_owned()));
        let items = json!([{"checklist_ids": ["A1"], "file_id": file_id}, {"checklist_ids": ["A2"], "url": "https://example.com/cut"}]);
        let told = creator.post(&format!("/milestones/{script}/deliveries"), &json!({"note": "First look", "items": items})).await.expect(201);
        assert_eq!((told.json()["version"].as_i64(), &told.json()["items"]), (Some(1), &items));

        let copy = merchant.get(&format!("/files/{file_id}/content")).await.expect(200);
        assert_eq!(copy.headers["content-type"], "image/jpeg");
        assert_eq!(creator.get(&format!("/files/{file_id}/content")).await.expect(200).headers["content-type"], "image/png");
        let pinned = json!({"delivery_version": 1, "items": [{"pin": {"file_id": file_id, "x": 0.25, "y": 12}, "text": "Brighter here"}]});
        let asked = merchant.post(&format!("/milestones/{script}/change-requests"), &pinned).await.expect(201);
        assert_eq!(asked.json()["items"], pinned["items"]);
        assert!(world.browser_of(&maker).get(&format!("/contracts/{id}")).await.expect(200).has("gaiwan.png Brighter here"));
        let again = json!({"note": "", "items": [{"file_id": file_id}]});
        creator.post(&format!("/milestones/{script}/deliveries"), &again).await.expect(201);
        let seen = json!({"delivery_version": 2, "amount": yuan(200_000)});
        let part = merchant.post(&format!("/milestones/{script}/approval"), &seen).await.expect(200).json();
        assert_eq!(part["state"], "approved");
        assert_eq!(part["deliveries"].as_array().unwrap().len(), 2);
        assert_eq!((&part["money"]["released"], &part["money"]["fees"], &part["money"]["held"]), (&yuan(180_000), &yuan(30_000), &yuan(0)));
        assert_eq!(merchant.get(&format!("/files/{file_id}/content")).await.expect(200).headers["content-type"], "image/png");

        let ended = merchant.post(&format!("/milestones/{film}/cancellation"), &json!({"reason": "no_longer_needed"})).await.expect(200);
        assert_eq!(ended.at("/state"), "cancelled");
        world.wait_days(8);
        world.tick().await;
        let contract = merchant.get(&format!("/contracts/{id}")).await.expect(200).json();
        assert_eq!((contract["state"].as_str(), contract.get("next_clock"), &contract["allowed"]), (Some("completed"), None, &json!([])));
        let listed = creator.get("/contracts").await.expect(200).json();
        assert_eq!((listed["items"][0]["id"].as_str(), &listed["next_cursor"]), (Some(id), &Value::Null));

        let account = json!({"name": "Ana Beltran", "country": "CN", "currency": "CNY"});
        creator.get("/payout-account").await.problem(404, "not_found");
        assert_eq!(creator.put("/payout-account", &account).await.expect(200).at("/state"), "usable");
        let payout = creator.post("/payouts", &json!({"amount": yuan(180_000)})).await.expect(201);
        assert_eq!(payout.at("/state"), "requested");
        world.tick().await;
        world.tick().await;
        let paid = creator.get(&format!("/payouts/{}", payout.at("/id"))).await.expect(200).json();
        assert_eq!((paid["state"].as_str(), &paid["paid_amount"]), (Some("paid"), &yuan(180_000)));
        let wallet = creator.get("/wallet").await.expect(200).json();
        assert_eq!((&wallet["balances"][0]["available"], &wallet["balances"][0]["paid_out"]), (&yuan(0), &yuan(180_000)));
        let org = merchant.get("/me").await.at("/memberships/0/org/id");
        let wallet = merchant.get(&format!("/wallet?org_id={org}")).await.expect(200).json();
        assert_eq!((&wallet["balances"][0]["free"], &wallet["balances"][0]["spent"]), (&yuan(0), &yuan(210_000)));
        world.books_are_right().await;
    }

    async fn a_deal_by_programs_leaves_the_same_books_as_one_by_pages(world: World) {
        let (owner, maker, bid) = world.offered_bid().await;
        let (merchant, creator) = (program_of(world, &owner).await, program_of(world, &maker).await);
        let contract = merchant.post(&format!("/bids/{bid}/award"), &json!({"version": 1})).await.expect(201).json();
        run(&merchant, &creator, &contract).await;
        let deal = world.awarded_deal().await;
        walk(world, &deal).await;
        world.wait_days(8);
        world.tick().await;
        let by_program = lines(world, contract["id"].as_str().unwrap().parse().unwrap()).await;
        let by_page = lines(world, deal.contract).await;
        assert!(by_page.len() >= 12, "{by_page:#?}");
        assert_eq!(by_program, by_page);
        world.books_are_right().await;
    }

    async fn lists_are_cut_and_their_cursors_are_ours(world: World) {
        let deal = world.awarded_deal().await;
        let merchant = program_of(world, &deal.merchant).await;
        let org = deal.org.to_string();
        for amount in [10_000, 20_000, 30_000] {
            let told = merchant.post("/wallet/top-ups", &json!({"org_id": org, "amount": yuan(amount)})).await.expect(202);
            assert_eq!(outcome(&told.at("/checkout_url"), "paid").await.0, 200);
        }
        let first = merchant.get(&format!("/wallet/entries?org_id={org}&limit=2")).await.expect(200);
        let amounts: Vec<Value> = first.json()["items"].as_array().unwrap().iter().map(|entry| entry["amount"].clone()).collect();
        assert_eq!(amounts, [yuan(30_000), yuan(20_000)]);
        let rest = merchant.get(&format!("/wallet/entries?org_id={org}&limit=2&cursor={}", first.at("/next_cursor"))).await.expect(200).json();
        assert_eq!((rest["items"][0]["balance_after"].clone(), rest["items"].as_array().unwrap().len(), &rest["next_cursor"]), (yuan(10_000), 1, &Value::Null));
        for list in ["/contracts", "/notifications", &format!("/wallet/entries?org_id={org}")] {
            let glue = if list.contains('?') { '&' } else { '?' };
            merchant.get(&format!("{list}{glue}cursor=forged")).await.problem(422, "cursor.invalid");
            for limit in ["0", "101", "x", ""] {
                merchant.get(&format!("{list}{glue}limit={limit}")).await.problem(422, "fields.invalid");
            }
        }
    }

    async fn notifications_say_what_happened_and_are_done_with(world: World) {
        let deal = world.awarded_deal().await;
        let (merchant, creator) = (program_of(world, &deal.merchant).await, program_of(world, &deal.creator).await);
        let told = merchant.get("/notifications").await.expect(200);
        let wanted = told.json()["items"].as_array().unwrap().iter().find(|notice| notice["kind"] == "contract_funding_wanted").unwrap().clone();
        assert_eq!((wanted["needs_action"].as_bool(), wanted["done"].as_bool()), (Some(true), Some(false)));
        assert!(!wanted["title"].as_str().unwrap().contains("notices-"), "{wanted}");
        let done = format!("/notifications/{}/done", wanted["id"].as_str().unwrap());
        creator.post(&done, &json!({})).await.problem(404, "not_found");
        assert_eq!(merchant.post(&done, &json!({})).await.expect(200).json()["done"], true);
        assert_eq!(merchant.post(&done, &json!({})).await.expect(200).json()["done"], true);
    }

    async fn the_clock_of_a_funded_part_says_what_moves(world: World) {
        let deal = world.funded_deal().await;
        let creator = program_of(world, &deal.creator).await;
        creator.post(&format!("/milestones/{}/start", deal.milestone), &json!({})).await.expect(200);
        let told = creator.get(&format!("/contracts/{}", deal.contract)).await.expect(200).json();
        let milestone: MilestoneId = told["next_clock"]["milestone_id"].as_str().unwrap().parse().unwrap();
        assert_eq!((milestone, told["next_clock"]["event"].as_str()), (deal.milestone, Some("delivery")));
        let id = deal.milestone;
        let due = world.read(move |conn| Ok(contracts::get_milestone(conn, id)?.due_at.unwrap())).await;
        assert_eq!(told["next_clock"]["at"], due.rfc3339());
        let standing = world.read(move |conn| Ok(ledger::standings(conn, &[id])?[&id])).await;
        assert_eq!(told["milestones"][0]["money"]["held"], yuan(standing.held.0));
    }
}

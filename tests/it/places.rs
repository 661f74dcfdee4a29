//! Places at a fixed price: chosen or first come, begun within two days or given to somebody else.

use crate::both;
use crate::deals::fill_wallet;
use crate::deals_by_program::{program_of, yuan};
use crate::market::Market;
use crate::program::Program;
use crate::world::World;
use serde_json::{Value, json};

fn written(world: &World, org: &str, more: &Value) -> Value {
    let mut brief = json!({
        "org_id": org, "kind": "fixed_slots", "title": "Tea boxes", "body": "One picture each.", "content_form": "image_set",
        "category": "food", "platforms": ["xiaohongshu"], "languages": ["en"], "budget": {"min": yuan(300_000), "max": yuan(300_000)},
        "places": 2, "bid_deadline": world.now().plus_hours(240).rfc3339(), "delivery_days": 10,
    });
    brief.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    brief
}

async fn opened(merchant: &Program, brief: &Value) -> String {
    let path = format!("/briefs/{}", merchant.post("/briefs", brief).await.expect(201).at("/id"));
    merchant.post(&format!("{path}/publication"), &json!({})).await.expect(200);
    path
}

fn bid(price: i64) -> Value {
    json!({"price": yuan(price), "days": 5, "message": "Mine."})
}

both! {
    async fn who_comes_first_gets_a_place_and_begins_or_loses_it(world: World) {
        let Market { merchant, org, .. } = world.market(1, 0).await;
        let theirs = program_of(world, &merchant).await;
        let range = json!({"budget": {"min": yuan(300_000), "max": yuan(400_000)}});
        let refused = theirs.post("/briefs", &written(world, &org.to_string(), &range)).await.problem(422, "fields.invalid");
        assert_eq!(refused.fields(), [("budget.max".to_owned(), "fixed".to_owned())]);
        theirs.post("/briefs", &written(world, &org.to_string(), &json!({"kind": "open_bid", "slots": "first_come"}))).await.problem(422, "fields.invalid");
        let path = opened(&theirs, &written(world, &org.to_string(), &json!({"slots": "first_come"}))).await;
        assert_eq!(theirs.get(&path).await.at("/slots"), "first_come");
        let version = theirs.get(&path).await.json()["version"].clone();
        let refused = theirs.patch(&path, &json!({"version": version, "budget": range["budget"]})).await.problem(422, "fields.invalid");
        assert_eq!(refused.fields(), [("budget.max".to_owned(), "fixed".to_owned())], "fields are called as they were sent");
        let hasty = json!({"price": yuan(300_000), "days": 11, "rounds": 1, "message": "Mine."});
        let refused = program_of(world, &world.maker().await).await.post(&format!("{path}/bids"), &hasty).await.problem(422, "fields.invalid");
        assert_eq!(
            refused.fields(),
            [("days".to_owned(), "number".to_owned()), ("rounds".to_owned(), "number".to_owned())],
            "nobody chooses here: a place is taken on the terms on which it was offered"
        );
        let mut makers = Vec::new();
        for _ in 0..3 {
            let maker = program_of(world, &world.maker().await).await;
            maker.post(&format!("{path}/bids"), &bid(299_999)).await.problem(422, "fields.invalid");
            let placed = maker.post(&format!("{path}/bids"), &bid(300_000)).await.expect(201).at("/id");
            makers.push((maker, placed));
            world.wait_hours(1);
        }
        world.tick().await;
        let mut states = Vec::new();
        for (maker, placed) in &makers {
            states.push(maker.get(&format!("/bids/{placed}")).await.at("/state"));
        }
        assert_eq!(states, ["accepted", "accepted", "auto_closed"]);
        assert_eq!(theirs.get(&path).await.at("/state"), "filled");
        let act = world.act_of(&merchant);
        world.write(move |tx| fill_wallet(tx, &act, org, 1_000_000)).await;
        let contract_of = async |maker: &Program| maker.get("/contracts").await.at("/items/0/id");
        let (slow, quick) = (contract_of(&makers[0].0).await, contract_of(&makers[1].0).await);
        assert!(makers[0].0.get(&format!("/contracts/{slow}/terms")).await.text.contains("within 48 hours"));
        for contract in [&slow, &quick] {
            let told = theirs.post(&format!("/contracts/{contract}/funding"), &json!({})).await.expect(200).json();
            assert_eq!((told["next_clock"]["event"].as_str(), &told["next_clock"]["money"]), (Some("start"), &yuan(315_000)));
        }
        let part = theirs.get(&format!("/contracts/{quick}")).await.at("/milestones/0/id");
        makers[1].0.post(&format!("/milestones/{part}/start"), &json!({})).await.expect(200);
        world.wait_hours(48);
        world.tick().await;
        let state = async |contract: &str| theirs.get(&format!("/contracts/{contract}")).await.at("/state");
        assert_eq!((state(&slow).await, state(&quick).await), ("cancelled".to_owned(), "active".to_owned()));
        assert_eq!(theirs.get(&path).await.json()["places_taken"], 1);
        assert_eq!(makers[0].0.get(&format!("/bids/{}", makers[0].1)).await.at("/state"), "expired");
        let wallet = theirs.get(&format!("/wallet?org_id={org}")).await.json();
        assert_eq!((&wallet["balances"][0]["free"], &wallet["balances"][0]["held"]), (&yuan(685_000), &yuan(315_000)), "{wallet:#}");
        world.books_are_right().await;
    }

    async fn the_merchant_chooses_where_that_was_said(world: World) {
        let Market { merchant, org, .. } = world.market(1, 0).await;
        let (theirs, browser) = (program_of(world, &merchant).await, world.browser_of(&merchant));
        let owner = org.to_string();
        let form = [("org", &*owner), ("kind", "fixed_slots"), ("visibility", "public"), ("content_form", "image_set"), ("category", "food")];
        let made = browser.post("/briefs", &form).await.expect(303).location.unwrap();
        let id = made.split('/').nth(2).unwrap().to_owned();
        let step = browser.get(&format!("/briefs/{id}/edit/money")).await.expect(200);
        assert!(step.has("Price of a place") && step.has("Who comes first"), "{}", step.readable());
        let path = opened(&theirs, &written(world, &org.to_string(), &json!({}))).await;
        let maker = world.maker().await;
        let placed = program_of(world, &maker).await.post(&format!("{path}/bids"), &bid(300_000)).await.expect(201).at("/id");
        world.tick().await;
        let page = world.browser_of(&maker).get(&path).await.expect(200);
        assert!(page.has("Whom the merchant chooses") && page.has("within 48 hours"), "{}", page.readable());
        theirs.post(&format!("/bids/{placed}/award"), &json!({"version": 1})).await.expect(201);
    }

    async fn who_comes_in_the_last_second_has_come_in_time(world: World) {
        let Market { merchant, org, .. } = world.market(1, 0).await;
        let theirs = program_of(world, &merchant).await;
        let path = opened(&theirs, &written(world, &org.to_string(), &json!({"slots": "first_come"}))).await;
        world.wait_hours(239);
        let maker = program_of(world, &world.maker().await).await;
        let placed = maker.post(&format!("{path}/bids"), &bid(300_000)).await.expect(201).at("/id");
        world.wait_hours(1);
        world.tick().await;
        assert_eq!(maker.get(&format!("/bids/{placed}")).await.at("/state"), "accepted");
        let told = theirs.get(&path).await.json();
        assert_eq!((told["state"].as_str(), &told["places_taken"]), (Some("judging"), &json!(1)));
    }
}

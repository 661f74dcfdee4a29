//! One budget for many creators: set aside when the brief opens, spent by awards, given back when it ends.

use crate::both;
use crate::deals::fill_wallet;
use crate::deals_by_program::{program_of, yuan};
use crate::market::Market;
use crate::program::Program;
use crate::world::World;
use serde_json::{Value, json};
use vtask::sessions::{AdminRole, Role};

pub fn pool(world: &World, org: &str, more: &Value) -> Value {
    let mut brief = json!({
        "org_id": org, "kind": "pool", "title": "Tea boxes", "body": "One picture each.", "content_form": "image_set", "category": "food",
        "platforms": ["xiaohongshu"], "languages": ["en"], "budget": {"min": yuan(100_000), "max": yuan(200_000)}, "places": 3,
        "bid_deadline": world.now().plus_hours(240).rfc3339(), "delivery_days": 10,
    });
    brief.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    brief
}

/// Free, in pools, held and spent, minor units.
pub async fn wallet(of: &Program, org: &str) -> [i64; 4] {
    let told = of.get(&format!("/wallet?org_id={org}")).await.expect(200).json();
    ["free", "in_pools", "held", "spent"].map(|part| told["balances"][0][part]["amount"].as_i64().unwrap_or_default())
}

pub fn bid(price: i64) -> Value {
    json!({"price": yuan(price), "days": 5, "message": "Mine."})
}

both! {
    async fn a_pool_is_set_aside_hired_from_and_given_back(world: World) {
        let Market { merchant, org: owner, .. } = world.market(1, 0).await;
        let (theirs, org) = (program_of(world, &merchant).await, owner.to_string());
        let (writer, payer) = (world.member(owner, Role::Editor).await, world.member(owner, Role::Finance).await);
        let (editor, finance) = (program_of(world, &writer).await, program_of(world, &payer).await);
        editor.post("/briefs", &pool(world, &org, &json!({"kind": "open_bid", "pool": yuan(500_000)}))).await.problem(422, "fields.invalid");
        let made = editor.post("/briefs", &pool(world, &org, &json!({"pool": yuan(500_000)}))).await.expect(201);
        assert_eq!(made.json()["pool"], yuan(500_000));
        let path = format!("/briefs/{}", made.at("/id"));
        let publish = async |by: &Program| by.post(&format!("{path}/publication"), &json!({})).await;
        publish(&editor).await.problem(403, "act.forbidden");
        publish(&finance).await.problem(409, "balance.insufficient");
        let act = world.act_of(&merchant);
        world.write(move |tx| fill_wallet(tx, &act, owner, 524_999)).await;
        publish(&finance).await.problem(409, "balance.insufficient");
        let check = world.browser_of(&payer).get(&format!("{path}/check")).await.expect(200);
        let top_up = check.attrs("main a", "href").iter().any(|url| url.starts_with("/wallet/top-ups?org_id="));
        assert!(check.readable().contains("The wallet lacks CN¥0.01") && top_up, "{}", check.readable());
        let check = world.browser_of(&writer).get(&format!("{path}/check")).await.expect(200);
        assert!(check.has("Only an owner or somebody in finance") && !check.has("The wallet lacks"), "{}", check.readable());
        let act = world.act_of(&merchant);
        world.write(move |tx| fill_wallet(tx, &act, owner, 5_001)).await;
        assert_eq!(publish(&finance).await.expect(200).at("/state"), "open");
        assert_eq!(wallet(&theirs, &org).await, [5_000, 525_000, 0, 0]);
        let version = theirs.get(&path).await.json()["version"].clone();
        let more = theirs.patch(&path, &json!({"version": version, "places": 4, "pool": yuan(600_000)})).await.problem(422, "fields.invalid");
        assert_eq!(more.fields(), [("places".to_owned(), "set-aside".to_owned()), ("pool".to_owned(), "set-aside".to_owned())]);
        let page = world.browser_of(&world.maker().await).get(&path).await.expect(200);
        assert!(page.readable().contains("CN¥5,000") && page.has("set the money aside already"), "{}", page.readable());

        let mut makers = Vec::new();
        for price in [200_000, 150_001, 200_000] {
            let maker = program_of(world, &world.maker().await).await;
            let placed = maker.post(&format!("{path}/bids"), &bid(price)).await.expect(201).at("/id");
            makers.push((maker, placed));
        }
        let plan = json!({"version": 1, "milestones": [{"title": "Sketch", "price": yuan(120_000), "days": 3}, {"title": "Picture", "price": yuan(80_000), "days": 4}]});
        let award = async |n: usize, body: &Value| editor.post(&format!("/bids/{}/award", makers[n].1), body).await;
        let first = award(0, &plan).await.expect(201).json();
        assert_eq!((&first["state"], &first["milestones"][1]["state"]), (&json!("active"), &json!("funded")));
        assert_eq!(first["milestones"][1]["money"]["held"], yuan(84_000));
        assert_eq!(wallet(&theirs, &org).await, [5_000, 315_000, 210_000, 0]);
        let second = award(1, &json!({"version": 1})).await.expect(201).json();
        assert_eq!(wallet(&theirs, &org).await, [5_000, 157_499, 367_501, 0]);
        award(2, &json!({"version": 1})).await.problem(409, "brief.pool_short");
        assert_eq!(theirs.get(&format!("/bids/{}", makers[2].1)).await.at("/state"), "submitted");

        let part = first["milestones"][1]["id"].as_str().unwrap();
        theirs.post(&format!("/milestones/{part}/cancellation"), &json!({"reason": "no_longer_needed"})).await.expect(200);
        assert_eq!(wallet(&theirs, &org).await, [89_000, 157_499, 283_501, 0]);
        let work = second["milestones"][0]["id"].as_str().unwrap();
        let items = json!({"note": "", "items": [{"url": "https://example.com/cut"}]});
        makers[1].0.post(&format!("/milestones/{work}/deliveries"), &items).await.expect(201);
        theirs.post(&format!("/milestones/{work}/approval"), &json!({"delivery_version": 1, "amount": yuan(150_001)})).await.expect(200);
        assert_eq!(wallet(&theirs, &org).await, [89_000, 157_499, 126_000, 157_501]);
        assert_eq!(makers[1].0.get("/wallet").await.json()["balances"][0]["pending"], yuan(135_001));
        theirs.post(&format!("{path}/cancellation"), &json!({"reason": "Enough."})).await.problem(409, "brief.has_contracts");
        for _ in 0..2 {
            world.wait_hours(241);
            world.tick().await;
        }
        assert_eq!(theirs.get(&path).await.at("/state"), "expired");
        assert_eq!(wallet(&theirs, &org).await, [246_499, 0, 126_000, 157_501]);
        world.books_are_right().await;
    }

    async fn what_was_set_aside_comes_back_however_the_brief_ends(world: World) {
        let Market { merchant, org: owner, .. } = world.market(1, 0).await;
        let (theirs, org) = (program_of(world, &merchant).await, owner.to_string());
        let act = world.act_of(&merchant);
        world.write(move |tx| fill_wallet(tx, &act, owner, 700_000)).await;
        let flagged = pool(world, &org, &json!({"body": "Our tea is 100% effective."}));
        let path = format!("/briefs/{}", theirs.post("/briefs", &flagged).await.expect(201).at("/id"));
        assert_eq!(theirs.post(&format!("{path}/publication"), &json!({})).await.expect(200).at("/state"), "pending_review");
        assert_eq!(wallet(&theirs, &org).await, [70_000, 630_000, 0, 0], "three places at the most of the range, and the fee");
        let moderator = world.admin_program(&[AdminRole::Moderator]).await;
        moderator.post(&format!("/admin{path}/rejection"), &json!({"reason_code": "absolute_claims"})).await.expect(200);
        assert_eq!(wallet(&theirs, &org).await, [700_000, 0, 0, 0]);
        let version = theirs.get(&path).await.json()["version"].clone();
        let mended = json!({"version": version, "body": "Our tea is fresh.", "places": 1});
        assert_eq!(theirs.patch(&path, &mended).await.expect(200).json()["pool"], yuan(200_000));
        theirs.post(&format!("{path}/publication"), &json!({})).await.expect(200);
        moderator.post(&format!("/admin{path}/approval"), &json!({})).await.expect(200);
        assert_eq!(wallet(&theirs, &org).await, [490_000, 210_000, 0, 0]);

        let maker = program_of(world, &world.maker().await).await;
        let placed = maker.post(&format!("{path}/bids"), &bid(100_000)).await.expect(201).at("/id");
        let contract = theirs.post(&format!("/bids/{placed}/award"), &json!({"version": 1})).await.expect(201).json();
        assert_eq!(theirs.get(&path).await.at("/state"), "filled");
        assert_eq!(wallet(&theirs, &org).await, [490_000, 105_000, 105_000, 0], "a filled brief keeps the rest until its deals have ended");
        let part = contract["milestones"][0]["id"].as_str().unwrap();
        maker.post(&format!("/milestones/{part}/cancellation"), &json!({"reason": "cannot_deliver"})).await.expect(200);
        assert_eq!(theirs.get(&path).await.at("/state"), "closed");
        assert_eq!(wallet(&theirs, &org).await, [700_000, 0, 0, 0]);

        let path = format!("/briefs/{}", theirs.post("/briefs", &pool(world, &org, &json!({}))).await.expect(201).at("/id"));
        theirs.post(&format!("{path}/publication"), &json!({})).await.expect(200);
        theirs.post(&format!("{path}/cancellation"), &json!({"reason": "Not now."})).await.expect(200);
        assert_eq!(wallet(&theirs, &org).await, [700_000, 0, 0, 0]);
        world.books_are_right().await;
    }

    async fn what_is_left_of_fees_pays_no_price(world: World) {
        let Market { merchant, org: owner, .. } = world.market(1, 0).await;
        let (theirs, org) = (program_of(world, &merchant).await, owner.to_string());
        let act = world.act_of(&merchant);
        world.write(move |tx| fill_wallet(tx, &act, owner, 210_021)).await;
        let path = crate::contests::opened(&theirs, &pool(world, &org, &json!({"pool": yuan(200_020)}))).await;
        let mut bids = Vec::new();
        for price in [100_010, 100_011] {
            let maker = program_of(world, &world.maker().await).await;
            bids.push(maker.post(&format!("{path}/bids"), &bid(price)).await.expect(201).at("/id"));
        }
        // The fees are 5,000 of 10,001: 100,010 and 5,001 are left, together just what 100,011 and its fee of 5,000 come to.
        theirs.post(&format!("/bids/{}/award", bids[0]), &json!({"version": 1})).await.expect(201);
        theirs.post(&format!("/bids/{}/award", bids[1]), &json!({"version": 1})).await.problem(409, "brief.pool_short");
        assert_eq!(wallet(&theirs, &org).await, [0, 105_011, 105_010, 0]);
    }
}

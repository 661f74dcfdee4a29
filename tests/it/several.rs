//! Several bids are chosen at once and their deals funded with one payment.

use crate::both;
use crate::deals_by_program::{outcome, program_of};
use crate::pools::wallet;
use serde_json::{Value, json};

both! {
    async fn three_are_chosen_and_paid_for_together(world: World) {
        let market = world.market(5, 4).await;
        let (theirs, org) = (program_of(world, &market.merchant).await, market.org.to_string());
        let path = format!("/briefs/{}", market.brief);
        let pick = |n: usize, version: i64| json!({"bid_id": market.bids[n].to_string(), "version": version});
        let stale = json!({"awards": [pick(0, 1), pick(1, 9)]});
        theirs.post(&format!("{path}/awards"), &stale).await.problem(409, "version.stale");
        assert_eq!(theirs.get("/contracts").await.json()["items"].as_array().unwrap().len(), 0, "all of them or none");
        let made = theirs.post(&format!("{path}/awards"), &json!({"awards": [pick(0, 1), pick(1, 1)]})).await.expect(201).json();
        let ids: Vec<Value> = made["items"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
        let browser = world.browser_of(&market.merchant);
        let page = browser.get(&format!("{path}/bids")).await.expect(200);
        assert!(page.has("Award all chosen"), "{}", page.readable());
        let picked = format!("{}:1", market.bids[2]);
        let next = browser.post(&format!("{path}/awards"), &[("bid", picked.as_str())]).await.expect(303).location.unwrap();
        assert!(browser.get(&next).await.expect(200).has("Fund several contracts"));
        let third = next.split("contract=").nth(1).unwrap().to_owned();
        let all: Vec<Value> = ids.iter().cloned().chain([json!(third)]).collect();
        let stranger = program_of(world, &world.stranger().await).await;
        stranger.post("/fundings", &json!({"contract_ids": all})).await.problem(404, "not_found");
        let checkout = theirs.post("/fundings", &json!({"contract_ids": all})).await.expect(202).json();
        assert_eq!(checkout["amount"], json!({"amount": 1_890_000, "currency": "CNY"}));
        assert_eq!(outcome(checkout["checkout_url"].as_str().unwrap(), "paid").await.0, 200);
        world.provider().await;
        for id in &all {
            assert_eq!(theirs.get(&format!("/contracts/{}", id.as_str().unwrap())).await.at("/state"), "active");
        }
        assert_eq!(wallet(&theirs, &org).await, [0, 0, 1_890_000, 0]);
        theirs.post("/fundings", &json!({"contract_ids": all})).await.problem(409, "state.refused");
        world.books_are_right().await;
    }
}

//! What programs are told of: each side what concerns it, nobody else anything, nothing twice.

use crate::both;
use crate::briefs_by_program::{creator, merchant, open_brief};
use crate::deals_by_program::yuan;
use crate::program::Program;
use serde_json::{Value, json};
use vtask::sessions::Scope;

/// Everything that a program may read, oldest first.
pub async fn all(program: &Program) -> Vec<Value> {
    let (mut found, mut path) = (Vec::new(), "/events?limit=3".to_owned());
    loop {
        let told = program.get(&path).await.expect(200).json();
        found.extend(told["items"].as_array().unwrap().iter().cloned());
        match told["next_cursor"].as_str() {
            Some(next) => path = format!("/events?limit=3&cursor={next}"),
            None => break,
        }
    }
    found.reverse();
    found
}

fn types(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["type"].as_str().unwrap()).collect()
}

both! {
    async fn each_side_is_told_of_what_concerns_it_and_nobody_of_anything_else(world: World) {
        let two = world.two_in("approved").await;
        let id = two.open(&two.merchant, 100_000).await.expect(201).at("/id");
        two.creator.post(&format!("/disputes/{id}/answer"), &json!({"statement": "It is as agreed."})).await.expect(200);
        two.creator.post(&format!("/disputes/{id}/offers"), &json!({"amount": yuan(54_321), "sealed": true})).await.expect(201);
        let offer = two.creator.post(&format!("/disputes/{id}/offers"), &json!({"amount": yuan(60_000), "sealed": false})).await.expect(201);
        let offer = offer.json()["offers"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned();
        two.merchant.post(&format!("/disputes/{id}/offers/{offer}/acceptance"), &json!({})).await.expect(200);
        world.wait_days(8);
        world.tick().await;
        let account = json!({"name": "Ana Beltran", "country": "CN", "currency": "CNY"});
        two.creator.put("/payout-account", &account).await.expect(200);
        two.creator.post("/payouts", &json!({"amount": yuan(1_000)})).await.expect(201);
        world.tick().await;
        world.tick().await;
        let rate = |scales: Value| json!({"scales": scales, "again": true, "text": "zq9"});
        let path = format!("/contracts/{}/ratings", two.deal.contract);
        let of_creator = rate(json!({"quality": 5, "communication": 4, "timeliness": 3, "brief_fit": 5}));
        two.merchant.post(&path, &of_creator).await.expect(201);
        assert!(!types(&all(&two.creator).await).contains(&"rating.visible"), "it is sealed");
        two.creator.post(&path, &rate(json!({"clarity": 2, "communication": 4, "fairness": 5, "promptness": 5}))).await.expect(201);

        let (merchants, creators) = (all(&two.merchant).await, all(&two.creator).await);
        let deal = [
            "bid.awarded", "contract.funded", "milestone.started", "milestone.submitted", "milestone.approved", "dispute.opened",
            "milestone.settled", "dispute.settled",
        ];
        let of_deal: Vec<Value> = merchants.iter().filter(|event| event["type"] != "brief.closed").cloned().collect();
        assert_eq!(types(&of_deal), [&deal[..], &["rating.visible", "rating.visible"]].concat());
        assert_eq!(merchants.len(), of_deal.len() + 1, "the brief is the merchant's alone");
        assert_eq!(types(&creators), [&deal[..], &["payout.paid", "rating.visible", "rating.visible"]].concat());
        let contract = two.deal.contract.to_string();
        assert!(of_deal.iter().all(|event| event["data"]["contract_id"] == contract && event["id"].as_str().unwrap().starts_with("evt_")));
        assert_eq!((&creators[4]["data"]["state"], &creators[4]["data"]["price"]), (&json!("approved"), &yuan(600_000)));
        assert_eq!((&creators[7]["data"]["state"], &creators[7]["data"]["to_creator"]), (&json!("settled"), &yuan(60_000)));
        let said = serde_json::to_string(&[&merchants, &creators]).unwrap();
        assert!(!said.contains("54321") && !said.contains("zq9"), "neither sealed amounts nor words: {said}");

        let editor = world.member(two.deal.org, vtask::sessions::Role::Editor).await;
        assert!(all(&crate::deals_by_program::program_of(world, &editor).await).await.is_empty(), "webhooks are for owners and admins");
        let reader = world.program(two.deal.merchant.person.email.as_str(), &[Scope::Read]).await;
        reader.get("/events").await.problem(403, "scope.missing");
        two.merchant.get("/events?cursor=forged").await.problem(422, "cursor.invalid");
        two.merchant.get("/events?limit=101").await.problem(422, "fields.invalid");
    }

    async fn of_a_brief_its_organisation_is_told_and_of_a_bid_also_its_bidder(world: World) {
        let ((tea, org), (ana, bo)) = (merchant(world, "Tea").await, (creator(world, "Ana").await, creator(world, "Bo").await));
        let brief = open_brief(world, &tea, &org).await;
        let offer = |amount: i64| json!({"price": yuan(amount), "days": 5, "message": "I have the light for it."});
        let bid = ana.post(&format!("/briefs/{brief}/bids"), &offer(200_000)).await.expect(201).at("/id");
        bo.post(&format!("/briefs/{brief}/bids"), &offer(300_000)).await.expect(201);
        ana.post(&format!("/bids/{bid}/withdrawal"), &json!({})).await.expect(200);
        tea.post(&format!("/briefs/{brief}/cancellation"), &json!({"reason": "Out of tea"})).await.expect(200);
        let (teas, anas, bos) = (all(&tea).await, all(&ana).await, all(&bo).await);
        assert_eq!(types(&teas), ["brief.opened", "bid.placed", "bid.placed", "bid.withdrawn", "brief.closed"]);
        assert_eq!(types(&anas), ["bid.placed", "bid.withdrawn"]);
        assert_eq!((types(&bos), &bos[0]["data"]["price"]), (vec!["bid.placed"], &yuan(300_000)));
        assert_eq!((&teas[4]["data"]["state"], &anas[1]["data"]["bid_id"]), (&json!("cancelled"), &json!(bid)));
    }
}

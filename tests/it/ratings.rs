//! Ratings: sealed until both are in, then both at once.

use crate::both;
use crate::secrets::cells_with;
use crate::two_sides::Two;
use crate::world::World;
use serde_json::{Value, json};

fn of_creator(text: &str) -> Value {
    json!({"scales": {"quality": 5, "communication": 4, "timeliness": 3, "brief_fit": 5}, "again": true, "text": text})
}

fn of_merchant(text: &str) -> Value {
    json!({"scales": {"clarity": 2, "communication": 4, "fairness": 5, "promptness": 5}, "again": false, "text": text})
}

/// A deal that is paid and over.
async fn over(world: &World) -> (Two, String) {
    let two = world.two_in("approved").await;
    let path = format!("/contracts/{}/ratings", two.deal.contract);
    two.merchant.post(&path, &of_creator("Fine.")).await.problem(409, "state.refused");
    world.wait_days(8);
    world.tick().await;
    (two, path)
}

both! {
    async fn both_appear_at_once_and_nobody_reads_one_before(world: World) {
        let (two, path) = over(world).await;
        let secret = "The linen was crumpled zq7";
        two.merchant.post(&path, &of_merchant(secret)).await.problem(422, "fields.invalid");
        let told = two.merchant.post_as("once", &path, &of_creator(secret)).await.expect(201).json();
        assert_eq!((told["visible"].as_bool(), told["text"].as_str()), (Some(false), Some(secret)));
        two.merchant.post_as("once", &path, &of_creator(secret)).await.expect(201);
        two.merchant.post(&path, &of_creator("Again.")).await.problem(409, "rating.already");
        let sealed = two.creator.get(&path).await.expect(200).json();
        let row = &sealed["items"][0];
        assert_eq!((row["visible"].as_bool(), row.get("text"), row.get("scales"), row.get("again")), (Some(false), None, None, None));
        let browser = world.browser_of(&two.deal.creator);
        for page in [path.clone(), format!("/contracts/{}", two.deal.contract), "/inbox".to_owned(), format!("/m/{}/ratings", two.deal.org)] {
            assert!(!browser.get(&page).await.expect(200).body.contains("zq7"), "{page}");
        }
        let id = row["id"].as_str().unwrap();
        two.creator.post(&format!("/ratings/{id}/reply"), &json!({"text": "Why?"})).await.problem(404, "not_found");
        let cells = cells_with(world, vec!["zq7".to_owned()]).await;
        assert_eq!(cells.len(), 1, "in its own cell and nowhere else: {cells:?}");
        let told = two.creator.post(&path, &of_merchant("Slow.")).await.expect(201).json();
        assert_eq!(told["visible"], true);
        assert_eq!(two.creator.get(&path).await.json()["items"].as_array().unwrap().iter().filter(|one| one["text"].is_string()).count(), 2);
        two.merchant.post(&format!("/ratings/{id}/reply"), &json!({"text": "Me?"})).await.problem(403, "act.forbidden");
        two.creator.post(&format!("/ratings/{id}/reply"), &json!({"text": "It was ironed."})).await.expect(200);
        two.creator.post(&format!("/ratings/{id}/reply"), &json!({"text": "Twice."})).await.problem(409, "state.refused");
        let page = world.browser().get(&format!("/m/{}/ratings", two.deal.org)).await.expect(200);
        assert!(page.has("4.00") && page.has("Slow."), "the mean of 2, 4, 5, 5");
    }

    async fn what_there_is_appears_when_the_time_is_over(world: World) {
        let (two, path) = over(world).await;
        two.creator.post(&path, &of_merchant("On time.")).await.expect(201);
        world.wait_days(15);
        world.tick().await;
        assert_eq!(two.merchant.get(&path).await.json()["items"][0]["text"], "On time.");
        two.merchant.post(&path, &of_creator("Late.")).await.problem(409, "state.refused");
    }

    async fn a_rating_changes_only_when_both_want_it_and_keeps_its_history(world: World) {
        let (two, path) = over(world).await;
        let id = two.merchant.post(&path, &of_creator("Bad.")).await.expect(201).at("/id");
        let edit = format!("/ratings/{id}/edits");
        two.merchant.post(&edit, &of_creator("Good.")).await.problem(409, "state.refused");
        two.creator.post(&path, &of_merchant("Fine.")).await.expect(201);
        two.creator.post(&edit, &of_merchant("x")).await.problem(403, "act.forbidden");
        two.merchant.post(&edit, &of_creator("Good.")).await.expect(200);
        assert_eq!(two.creator.get(&path).await.json()["items"][0]["text"], "Bad.", "nobody agreed yet");
        two.merchant.post(&format!("{edit}/agreement"), &json!({})).await.problem(403, "act.forbidden");
        two.creator.post(&format!("{edit}/agreement"), &json!({})).await.expect(200);
        assert_eq!(two.creator.get(&path).await.json()["items"][0]["text"], "Good.");
        let page = world.browser_of(&two.deal.creator).get(&path).await.expect(200);
        assert!(page.has("Bad.") && page.has("What it said before"));
        two.creator.post(&format!("{edit}/agreement"), &json!({})).await.problem(409, "state.refused");
    }

    async fn a_rating_is_given_by_a_form_and_a_trade_is_flagged(world: World) {
        let (two, path) = over(world).await;
        let merchant = world.browser_of(&two.deal.merchant);
        merchant.get(&path).await.expect(200);
        merchant.post(&path, &[("quality", "5")]).await.expect(422);
        let form = [("quality", "5"), ("communication", "4"), ("timeliness", "3"), ("brief_fit", "5"), ("again", "yes"), ("text", "五星好评返现")];
        merchant.post(&path, &form).await.expect(303);
        assert!(world.browser_of(&two.deal.creator).get("/inbox?tab=news").await.expect(200).has("seems to be traded"));
    }
}

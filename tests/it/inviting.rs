//! Creators are invited; a brief for the invited alone is nobody else's to see.

use crate::both;
use crate::deals_by_program::{program_of, yuan};
use crate::market::Market;
use crate::program::Program;
use crate::world::World;
use serde_json::{Value, json};

fn written(world: &World, org: &str, kind: &str, more: &Value) -> Value {
    let mut brief = json!({
        "org_id": org, "kind": kind, "title": "Spring tea", "body": "Six photos.", "content_form": "image_set", "category": "food",
        "platforms": ["xiaohongshu"], "languages": ["en"], "budget": {"min": yuan(100_000), "max": yuan(900_000)}, "places": 1,
        "bid_deadline": world.now().plus_hours(72).rfc3339(), "delivery_days": 10,
    });
    brief.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    brief
}

async fn id_of(program: &Program) -> String {
    program.get("/me").await.at("/creator/id")
}

async fn handle_of(program: &Program) -> String {
    program.get("/me").await.at("/creator/handle")
}

both! {
    async fn only_the_invited_see_a_brief_for_the_invited(world: World) {
        let Market { merchant, org, .. } = world.market(1, 0).await;
        let theirs = program_of(world, &merchant).await;
        let (maker, other) = (world.maker().await, world.maker().await);
        let (own, stranger) = (program_of(world, &maker).await, program_of(world, &other).await);
        let closed = json!({"visibility": "invite_only"});
        theirs.post("/briefs", &written(world, &org.to_string(), "open_bid", &json!({"visibility": "nobody"}))).await.problem(422, "fields.invalid");
        let brief = theirs.post("/briefs", &written(world, &org.to_string(), "open_bid", &closed)).await.expect(201).at("/id");
        let (path, invite) = (format!("/briefs/{brief}"), format!("/briefs/{brief}/invitations"));
        let creator = json!({"creator_id": id_of(&own).await});
        let first = theirs.post(&invite, &creator).await.expect(201).json();
        own.get(&path).await.problem(404, "not_found");
        theirs.post(&format!("{path}/publication"), &json!({})).await.expect(200);
        assert_eq!(theirs.post(&invite, &creator).await.expect(201).json(), first, "twice is the same");
        theirs.post(&invite, &json!({"creator_id": "crt_01jd0000000000000000000000"})).await.problem(422, "fields.invalid");
        own.post(&invite, &creator).await.problem(404, "not_found");
        let bid = json!({"price": yuan(600_000), "days": 5, "message": "With pleasure."});
        for told in [stranger.get(&path).await, stranger.post(&format!("{path}/bids"), &bid).await, world.nobodys_program().get(&path).await] {
            told.problem(404, "not_found");
        }
        let listed = async |program: &Program| program.get("/briefs").await.expect(200).text.contains(&brief);
        assert!(listed(&own).await && listed(&theirs).await && !listed(&stranger).await && !listed(&world.nobodys_program()).await);
        world.browser_of(&other).get(&path).await.expect(404);
        let browser = world.browser_of(&maker);
        assert!(browser.get("/workbench").await.has("invites you to bid") && browser.get("/inbox").await.has("invites you to bid"));
        assert!(browser.get(&path).await.expect(200).has("invites you to bid."));
        own.post(&format!("{path}/bids"), &bid).await.expect(201);
        assert!(!browser.get("/workbench").await.has("invites you to bid"));
        assert_eq!(theirs.get(&invite).await.json()["items"].as_array().unwrap().len(), 1);
        theirs.patch(&path, &json!({"version": 3, "visibility": "public"})).await.problem(422, "fields.invalid");
    }

    async fn a_direct_brief_is_for_one_who_may_decline(world: World) {
        let Market { merchant, org, .. } = world.market(1, 0).await;
        let theirs = program_of(world, &merchant).await;
        let (maker, other) = (world.maker().await, world.maker().await);
        let (own, second) = (program_of(world, &maker).await, program_of(world, &other).await);
        let org = org.to_string();
        for wrong in [json!({"places": 2}), json!({"visibility": "public"}), json!({"kind": "contest"})] {
            theirs.post("/briefs", &written(world, &org, "direct", &wrong)).await.problem(422, "fields.invalid");
        }
        let told = theirs.post("/briefs", &written(world, &org, "direct", &json!({}))).await.expect(201);
        assert_eq!((&*told.at("/kind"), &*told.at("/visibility")), ("direct", "invite_only"));
        let path = format!("/briefs/{}", told.at("/id"));
        let invite = format!("{path}/invitations");
        theirs.post(&format!("{path}/publication"), &json!({})).await.expect(200);
        let browser = world.browser_of(&merchant);
        let (mine, hers) = (handle_of(&own).await, handle_of(&second).await);
        browser.post(&invite, &[("creator", "@nobody-at-all")]).await.expect(422);
        browser.post(&invite, &[("creator", &*format!("@{mine}"))]).await.expect(303);
        assert!(browser.get(&invite).await.expect(200).has(&mine));
        theirs.post(&invite, &json!({"creator_id": id_of(&second).await})).await.problem(409, "brief.one_creator");
        let choice = [("brief", path.trim_start_matches("/briefs/"))];
        assert!(browser.get(&format!("/creators/{hers}")).await.has("Invite to a brief"));
        assert!(browser.get(&format!("/creators/{hers}/invitation")).await.expect(200).has("Spring tea"));
        browser.post(&format!("/creators/{hers}/invitation"), &choice).await.expect(409);
        world.browser_of(&maker).post(&format!("{invite}/refusal"), &[]).await.expect(303);
        own.get(&path).await.problem(404, "not_found");
        own.post(&format!("{invite}/refusal"), &json!({})).await.problem(404, "not_found");
        browser.post(&format!("/creators/{hers}/invitation"), &choice).await.expect(303);
        let bid = second.post(&format!("{path}/bids"), &json!({"price": yuan(700_000), "days": 5, "message": "Yes."})).await.expect(201).at("/id");
        let contract = theirs.post(&format!("/bids/{bid}/award"), &json!({"version": 1})).await.expect(201);
        assert_eq!(contract.at("/state"), "pending_funding");
        assert_eq!(theirs.get(&path).await.at("/state"), "filled");
        assert!(browser.get(&path).await.expect(200).has("Direct"));
    }
}

//! Briefs for a circle: some for it alone, some for it first; every other door says that there is nothing.

use crate::both;
use crate::deals_by_program::{program_of, yuan};
use crate::market::Market;
use crate::program::Program;
use crate::world::World;
use serde_json::{Value, json};

async fn written(world: &World, theirs: &Program, org: &str, title: &str, more: &Value) -> String {
    let mut brief = json!({
        "org_id": org, "kind": "open_bid", "title": title, "body": "Six photos of porcelain.", "content_form": "image_set", "category": "food",
        "platforms": ["xiaohongshu"], "languages": ["en"], "budget": {"min": yuan(100_000), "max": yuan(900_000)}, "places": 2,
        "bid_deadline": world.now().plus_hours(100).rfc3339(), "delivery_days": 10,
    });
    brief.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let id = theirs.post("/briefs", &brief).await.expect(201).at("/id");
    theirs.post(&format!("/briefs/{id}/publication"), &json!({})).await.expect(200);
    id
}

both! {
    async fn a_brief_for_the_circle_is_found_by_its_members_alone(world: World) {
        let Market { merchant, org, .. } = world.market(1, 0).await;
        let (theirs, buyer) = (program_of(world, &merchant).await, world.browser_of(&merchant));
        let (friend, other) = (world.maker().await, world.maker().await);
        let (own, stranger) = (program_of(world, &friend).await, program_of(world, &other).await);
        let handle = own.get("/me").await.at("/creator/handle");
        let circle = format!("/circles/{org}");
        buyer.post(&format!("{circle}/invitations"), &[("creator", &handle)]).await.expect(303);
        let (near, far) = (world.browser_of(&friend), world.browser_of(&other));
        near.post("/my/searches", &[("query", "q=porcelain")]).await.expect(303);
        far.post("/my/searches", &[("query", "q=porcelain")]).await.expect(303);
        let brief = written(world, &theirs, &org.to_string(), "Porcelain at dawn", &json!({"visibility": "circle"})).await;
        let path = format!("/briefs/{brief}");
        own.get(&path).await.problem(404, "not_found");
        near.post(&format!("{circle}/acceptance"), &[]).await.expect(303);

        let finds = async |browser: &crate::browser::Browser, list: &str| browser.get(list).await.expect(200).attrs("a", "href").contains(&path);
        for list in ["/briefs", "/briefs?q=porcelain", "/briefs?sort=fit", "/briefs?category=food"] {
            assert!(finds(&near, list).await, "{list}");
            assert!(!finds(&far, list).await && !finds(&world.browser(), list).await, "{list}");
        }
        assert!(near.get("/briefs").await.has("For your circle") && near.get(&path).await.expect(200).has("Your circle"));
        let listed = async |program: &Program, list: &str| program.get(list).await.expect(200).text.contains(&brief);
        for list in ["/briefs", "/briefs?q=porcelain", "/briefs?state=open&sort=deadline"] {
            assert!(listed(&own, list).await && listed(&theirs, list).await, "{list}");
            assert!(!listed(&stranger, list).await && !listed(&world.nobodys_program(), list).await, "{list}");
        }
        assert!(!world.browser().get(&format!("/m/{org}")).await.expect(200).attrs("a", "href").contains(&path));
        assert!(!world.browser().get("/").await.expect(200).attrs("a", "href").contains(&path));
        let bid = json!({"price": yuan(600_000), "days": 5, "message": "With pleasure."});
        for told in [
            stranger.get(&path).await,
            stranger.get(&format!("{path}/questions")).await,
            stranger.post(&format!("{path}/questions"), &json!({"text": "May it be outside?"})).await,
            stranger.post(&format!("{path}/bids"), &bid).await,
            world.nobodys_program().get(&path).await,
        ] {
            told.problem(404, "not_found");
        }
        far.get(&path).await.expect(404);
        let invite = json!({"creator_id": stranger.get("/me").await.at("/creator/id")});
        theirs.post(&format!("{path}/invitations"), &invite).await.problem(409, "brief.circle_only");
        own.post(&format!("{path}/bids"), &bid).await.expect(201);
        world.wait_hours(25);
        world.tick().await;
        assert!(near.get("/inbox?tab=news").await.has("Porcelain at dawn"), "the circle's searches find it");
        assert!(!far.get("/inbox?tab=news").await.has("Porcelain at dawn"));
        near.post(&format!("{circle}/departure"), &[]).await.expect(303);
        own.get(&path).await.problem(404, "not_found");
        assert!(!listed(&own, "/briefs").await && !finds(&near, "/briefs").await);
    }

    async fn a_brief_opens_to_the_circle_before_it_opens_to_all(world: World) {
        let Market { merchant, org, .. } = world.market(1, 0).await;
        let (theirs, buyer) = (program_of(world, &merchant).await, world.browser_of(&merchant));
        let (friend, other) = (world.maker().await, world.maker().await);
        let (own, stranger) = (program_of(world, &friend).await, program_of(world, &other).await);
        let circle = format!("/circles/{org}");
        buyer.post(&format!("{circle}/invitations"), &[("creator", &own.get("/me").await.at("/creator/handle"))]).await.expect(303);
        world.browser_of(&friend).post(&format!("{circle}/acceptance"), &[]).await.expect(303);
        let channel = [("platform", "xiaohongshu"), ("handle", "slow"), ("url", "https://example.com/slow"), ("followers", "1200")];
        for (program, maker) in [(&own, &friend), (&stranger, &other)] {
            program.patch("/me/creator", &json!({"tags": ["tea"], "languages": ["en"]})).await.expect(200);
            let browser = world.browser_of(maker);
            browser.post("/my/profile/channels", &channel).await.expect(303);
            browser.post("/my/searches", &[("query", "q=porcelain")]).await.expect(303);
        }
        let wrong = json!({
            "org_id": org.to_string(), "kind": "open_bid", "title": "Cups", "body": "Six photos.", "content_form": "image_set", "category": "food",
            "platforms": ["xiaohongshu"], "languages": ["en"], "budget": {"min": yuan(100_000), "max": yuan(900_000)}, "places": 1,
            "bid_deadline": world.now().plus_hours(20).rfc3339(), "delivery_days": 10, "early_access_hours": 73,
        });
        theirs.post("/briefs", &wrong).await.problem(422, "fields.invalid");
        let mut short = wrong;
        short["early_access_hours"] = json!(24);
        let draft = theirs.post("/briefs", &short).await.expect(201).at("/id");
        theirs.post(&format!("/briefs/{draft}/publication"), &json!({})).await.problem(422, "fields.invalid");

        let brief = written(world, &theirs, &org.to_string(), "Porcelain at noon", &json!({"early_access_hours": 24})).await;
        let path = format!("/briefs/{brief}");
        let told = own.get(&path).await.expect(200).json();
        assert_eq!((told["visibility"].as_str(), told["early_access_hours"].as_i64()), (Some("circle"), Some(24)));
        assert!(told["opens_to_all_at"].is_string(), "{told}");
        for browser in [&world.browser_of(&friend), &buyer] {
            assert!(browser.get(&path).await.expect(200).has("Open to all from"), "both sides read when it opens");
        }
        for list in [format!("/m/{org}"), "/workbench".to_owned()] {
            assert!(world.browser_of(&friend).get(&list).await.expect(200).attrs("a", "href").contains(&path), "a member finds it on {list}");
            assert!(!world.browser_of(&other).get(&list).await.expect(200).attrs("a", "href").contains(&path), "nobody else does");
        }
        stranger.get(&path).await.problem(404, "not_found");
        world.browser().get(&path).await.expect(404);
        assert!(!stranger.get("/briefs").await.text.contains(&brief) && own.get("/briefs").await.text.contains(&brief));
        world.wait_hours(23);
        world.tick().await;
        stranger.get(&path).await.problem(404, "not_found");
        theirs.patch(&path, &json!({"version": own.get(&path).await.json()["version"], "early_access_hours": 1})).await.problem(422, "fields.invalid");
        world.wait_hours(2);
        world.tick().await;
        let open = stranger.get(&path).await.expect(200).json();
        assert_eq!(open["visibility"], "public");
        assert!(world.browser().get("/briefs").await.attrs("a", "href").contains(&path), "and it stands in everybody's list");
        assert!(!world.browser().get(&path).await.expect(200).has("Open to all from"));
        world.wait_hours(25);
        world.tick().await;
        for reader in [&friend, &other] {
            let inbox = world.browser_of(reader).get("/inbox?tab=news").await.expect(200);
            let told = inbox.words(".n__a").iter().filter(|title| title.contains("for your saved searches")).count();
            assert_eq!(told, 1, "each hears of it once: {}", inbox.readable());
        }
        let copy = buyer.post(&format!("{path}/copies"), &[]).await.expect(303).location.unwrap();
        let again = copy.split('/').nth(2).unwrap();
        let copied = theirs.get(&format!("/briefs/{again}")).await.expect(200).json();
        assert_eq!((copied["visibility"].as_str(), copied["early_access_hours"].as_i64()), (Some("public"), Some(24)));
    }
}

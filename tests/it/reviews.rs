//! Briefs that may break a rule: found, read by a moderator, opened or refused, and sent off again.

use crate::both;
use crate::briefs_by_program::{creator, merchant, new_brief};
use crate::deals_by_program::yuan;
use serde_json::json;
use vtask::sessions::AdminRole;

both! {
    async fn a_flagged_brief_waits_for_a_moderator_and_may_be_mended(world: World) {
        let ((tea, org), ana) = (merchant(world, "Tea").await, creator(world, "Ana").await);
        let moderator = world.admin_program(&[AdminRole::Moderator]).await;
        let mut words = new_brief(world, &org);
        words["body"] = json!("Our pot is 100% effective. Add me on WeChat: 13800138000");
        let brief = tea.post("/briefs", &words).await.expect(201).at("/id");
        let sent = tea.post(&format!("/briefs/{brief}/publication"), &json!({})).await.expect(200).json();
        assert_eq!(sent["state"], "pending_review");
        let found = sent["findings"].as_array().unwrap();
        let ids: Vec<&str> = found.iter().map(|finding| finding["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["ABS-EN", "CONTACT-PHONE", "CONTACT-CHAT"]);
        assert_eq!((&found[0]["field"], &found[0]["start"], &found[0]["end"]), (&json!("body"), &json!(11), &json!(25)));
        assert!(found.iter().all(|finding| finding["why"]["en"].as_str().unwrap().contains("may ")));

        let path = format!("/briefs/{brief}");
        ana.get(&path).await.problem(404, "not_found");
        ana.post(&format!("{path}/bids"), &json!({"price": yuan(200_000), "days": 5, "message": "Hello."})).await.problem(404, "not_found");
        tea.post(&format!("/admin{path}/approval"), &json!({})).await.problem(404, "not_found");
        world.admin_program(&[AdminRole::Arbiter]).await.post(&format!("/admin{path}/approval"), &json!({})).await.problem(403, "act.forbidden");
        let queues = moderator.get("/admin/queues").await.expect(200).json();
        assert!(queues["items"].as_array().unwrap().iter().any(|queue| queue["key"] == "briefs" && queue["count"] == 1), "{queues}");

        moderator.post(&format!("/admin{path}/rejection"), &json!({"reason_code": "ugly"})).await.problem(422, "fields.invalid");
        let no = json!({"reason_code": "contact_details"});
        assert_eq!(moderator.post(&format!("/admin{path}/rejection"), &no).await.expect(200).at("/state"), "rejected");
        moderator.post(&format!("/admin{path}/rejection"), &no).await.problem(409, "state.refused");
        let mine = tea.get(&path).await.expect(200).json();
        assert_eq!((&mine["reason_code"], mine["version"].as_i64()), (&json!("contact_details"), Some(3)));
        tea.patch(&path, &json!({"version": 3, "body": "Our pot pours well."})).await.expect(200);
        let again = tea.post(&format!("{path}/publication"), &json!({})).await.expect(200).json();
        assert_eq!((&again["state"], &again["findings"]), (&json!("pending_review"), &json!([])), "what was refused once is read again");
        let deadline = again["bid_deadline"].as_str().unwrap().to_owned();
        world.wait_hours(5);
        let open = moderator.post(&format!("/admin{path}/approval"), &json!({})).await.expect(200).json();
        assert_eq!((&open["state"], open.get("findings")), (&json!("open"), None));
        assert!(open["bid_deadline"].as_str().unwrap() > deadline.as_str(), "it waited, so it is open for as long as planned");
        ana.post(&format!("{path}/bids"), &json!({"price": yuan(200_000), "days": 5, "message": "Hello."})).await.expect(201);
        let types: Vec<String> = crate::events::all(&tea).await.iter().map(|event| event["type"].as_str().unwrap().to_owned()).collect();
        assert_eq!(types, ["brief.opened", "bid.placed"]);
    }

    async fn merchant_and_moderator_read_what_was_found_on_their_pages(world: World) {
        let owner = world.merchant("Tea").await;
        let program = world.program(&owner.email, &[vtask::sessions::Scope::All]).await;
        let org = program.get("/me").await.at("/memberships/0/org/id");
        let mut words = new_brief(world, &org);
        words["title"] = json!("全网第一的茶壶");
        let brief = program.post("/briefs", &words).await.expect(201).at("/id");
        let check = owner.browser.get(&format!("/briefs/{brief}/check")).await.expect(200);
        assert!(check.has("This may break a rule") && check.has("全网第一"));
        owner.browser.post(&format!("/briefs/{brief}/publication"), &[]).await.expect(303);
        let page = owner.browser.get(&format!("/briefs/{brief}")).await.expect(200);
        assert!(page.has("A moderator reads it before it opens"));
        let desk = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        assert!(desk.get("/admin/briefs").await.expect(200).has("全网第一的茶壶"));
        let path = format!("/admin/briefs/{brief}");
        assert!(desk.get(&path).await.expect(200).has("ABS-ZH"));
        desk.post(&format!("{path}/rejection"), &[]).await.expect(422);
        desk.post(&format!("{path}/rejection"), &[("reason_code", "absolute_claims")]).await.expect(303);
        let page = owner.browser.get(&format!("/briefs/{brief}")).await.expect(200);
        assert!(page.has("A moderator refused it") && page.has("Absolute claims"));
        owner.browser.get(&format!("/briefs/{brief}/check")).await.expect(200);
        owner.browser.post(&format!("/briefs/{brief}/publication"), &[]).await.expect(303);
        desk.post(&format!("{path}/approval"), &[]).await.expect(303);
        assert!(world.browser().get(&format!("/briefs/{brief}")).await.expect(200).has("全网第一的茶壶"));
        assert!(owner.browser.get("/inbox?tab=news").await.expect(200).has("Your brief is open"));
    }
}

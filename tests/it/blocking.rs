//! Talking about a bid before the deal, sealed from everybody else; and ending contact, while what runs goes on.

use crate::both;
use crate::deals_by_program::yuan;
use serde_json::json;
use vtask::sessions::Role;

both! {
    async fn a_merchant_and_a_bidder_talk_about_a_bid_and_nobody_else_hears(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        let brief = merchant.publish_brief(world, "Three pictures of a teapot", &[]).await;
        let (ana, rival) = (world.seed_creator("ana").await, world.seed_creator("rival").await);
        let offer = [("price", "1800"), ("days", "5"), ("rounds", "2"), ("message", "At seven, by the window."), ("answer", "Two small ones.")];
        let bid = ana.browser.post(&format!("{brief}/bids"), &offer).await.expect(303).location.unwrap();
        let talk = format!("{bid}/messages");
        assert!(merchant.browser.get(&bid).await.expect(200).attrs("a", "href").contains(&talk), "the bid leads to its messages");

        merchant.browser.upload(&talk, &[("text", "Could the light come from the left?")], &[]).await.expect(303);
        assert!(ana.browser.get("/inbox").await.attrs("a", "href").contains(&talk), "the bidder hears of it");
        let seen = ana.browser.get(&talk).await.expect(200);
        assert!(seen.has("Could the light come from the left?") && seen.attrs(".msg__foot a", "href")[0].starts_with("/reports/new?bid="));
        assert!(merchant.browser.get(&talk).await.has("Read"), "and the merchant sees that it was read");
        ana.browser.get(&seen.attrs(".msg__foot a", "href")[0]).await.expect(200);

        let refused = ana.browser.upload(&talk, &[("text", "Yes, call me: 13812345678")], &[]).await.expect(422);
        assert!(refused.has("looks like a telephone number") && refused.words("textarea[name=text]")[0].contains("call me"));
        ana.browser.upload(&talk, &[("text", "Yes, gladly.")], &[]).await.expect(303);
        for other in [&rival.browser, &world.browser_of(&world.stranger().await)] {
            other.get(&talk).await.expect(404);
            other.upload(&talk, &[("text", "Hello")], &[]).await.expect(404);
        }
        for no in 0..19 {
            ana.browser.upload(&talk, &[("text", &format!("Line {no}"))], &[]).await.expect(303);
        }
        let many = ana.browser.upload(&talk, &[("text", "one more")], &[]).await.expect(429);
        assert!(many.has("one more") && many.has("many messages in a short time"));

        ana.browser.post(&format!("{bid}/withdrawal"), &[]).await.expect(303);
        assert!(merchant.browser.get(&talk).await.expect(200).has("Yes, gladly."), "what was said stays readable");
        merchant.browser.upload(&talk, &[("text", "Pity.")], &[]).await.expect(409);
    }

    async fn who_ended_contact_gets_nothing_new_and_what_runs_goes_on(world: World) {
        let two = world.two_in("in_progress").await;
        let (merchant, creator) = (world.browser_of(&two.deal.merchant), world.browser_of(&two.deal.creator));
        let (contract, _) = world.contract(&two.deal).await;
        let (org, maker) = (contract.org.to_string(), contract.creator.to_string());
        let ask = creator.get(&format!("/blocks/new?org={org}")).await.expect(200);
        assert!(ask.has("Nobody is told") && ask.value("org") == Some(org.clone()) && ask.value("creator") == Some(maker.clone()));
        merchant.get(&format!("/blocks/new?org={org}")).await.expect(404);
        let theirs = format!("/blocks/new?org={org}");
        assert!(creator.get(&format!("/m/{org}")).await.expect(200).attrs("a", "href").contains(&theirs), "the merchant's page leads there");
        assert!(!merchant.get(&format!("/m/{org}")).await.attrs("a", "href").contains(&theirs) && !world.browser().get(&format!("/m/{org}")).await.attrs("a", "href").contains(&theirs));
        creator.post("/blocks", &[("org", &org), ("creator", &maker)]).await.expect(303);
        assert_eq!(creator.get("/settings/blocks").await.expect(200).words(".srow").len(), 1);
        assert!(merchant.get("/settings/blocks").await.expect(200).words(".srow").is_empty(), "the other side is not told");

        let page = format!("/contracts/{}", contract.id);
        let thread = merchant.get(&format!("{page}/messages")).await.expect(200);
        assert!(thread.attrs("a", "href").contains(&format!("/blocks/new?creator={maker}")));
        two.merchant.post(&format!("{page}/messages"), &json!({"text": "How is it going?"})).await.expect(201);

        let words = json!({
            "org_id": org, "kind": "open_bid", "title": "Spring tea", "body": "Six photos.", "content_form": "image_set", "category": "food",
            "platforms": ["xiaohongshu"], "languages": ["en"], "budget": {"min": yuan(100_000), "max": yuan(900_000)}, "places": 1,
            "bid_deadline": world.now().plus_hours(72).rfc3339(), "delivery_days": 10,
        });
        let brief = two.merchant.post("/briefs", &words).await.expect(201).at("/id");
        two.merchant.post(&format!("/briefs/{brief}/publication"), &json!({})).await.expect(200);
        let invite = json!({"creator_id": maker});
        two.merchant.post(&format!("/briefs/{brief}/invitations"), &invite).await.problem(409, "block.stands");
        let offer = json!({"price": yuan(180_000), "days": 5, "message": "By the window."});
        two.creator.post(&format!("/briefs/{brief}/bids"), &offer).await.problem(409, "block.stands");
        two.creator.post(&format!("/briefs/{brief}/questions"), &json!({"text": "May it be outside?"})).await.problem(409, "block.stands");
        merchant.post("/blocks/removal", &[("org", &org), ("creator", &maker)]).await.expect(303);
        two.creator.post(&format!("/briefs/{brief}/bids"), &offer).await.problem(409, "block.stands");
        creator.post("/blocks/removal", &[("org", &org), ("creator", &maker)]).await.expect(303);
        two.creator.post(&format!("/briefs/{brief}/bids"), &offer).await.expect(201);
    }
}

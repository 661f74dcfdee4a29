//! The plan of a campaign: who is proposed for a budget, whom the merchant leaves out, and inviting them all.

use crate::both;
use crate::deals_by_program::program_of;
use crate::market::Market;
use crate::world::World;
use serde_json::json;

/// A creator with followers on a platform, who fits the brief of the market.
async fn creator(world: &World, followers: &str) -> (crate::deals::Somebody, String) {
    let maker = world.maker().await;
    let own = program_of(world, &maker).await;
    own.patch("/me/creator", &json!({"tags": ["tea"], "languages": ["en"], "bio": "Slow pictures of tea."})).await.expect(200);
    let channel = [("platform", "xiaohongshu"), ("handle", "slow"), ("url", "https://example.com/slow"), ("followers", followers)];
    world.browser_of(&maker).post("/my/profile/channels", &channel).await.expect(303);
    let handle = own.get("/me").await.at("/creator/handle");
    (maker, handle)
}

both! {
    async fn a_budget_proposes_creators_who_are_invited_at_once(world: World) {
        let Market { merchant, brief, .. } = world.market(3, 0).await;
        let first = creator(world, "30000").await;
        for followers in ["20000", "1000"] {
            creator(world, followers).await;
        }
        let buyer = world.browser_of(&merchant);
        let path = format!("/briefs/{brief}/plan");
        assert!(buyer.get(&format!("/briefs/{brief}/invitations")).await.expect(200).has("Plan a campaign for a budget"));
        let page = buyer.get(&format!("{path}?budget=1000000&places=2")).await.expect(200);
        let adds = |page: &crate::browser::Page| page.words("#plan .lrow__meta b");
        // 51,000 follows are taken for 30,000 people: the first reaches them all, and nobody else adds any; unless fit counts.
        assert_eq!((adds(&page), page.has("At least 100%")), (vec!["+ 30,000 people".to_owned()], true), "{}", page.readable());
        let fitting = buyer.get(&format!("{path}?budget=1000000&places=2&goal=fit")).await.expect(200);
        assert_eq!(adds(&fitting).len(), 2, "{}", fitting.readable());
        assert!(page.has("Considered: 3 who fit, of all 3 creators"), "{}", page.readable());
        let program = program_of(world, &merchant).await;
        let wishes = |currency: &str, places: i64| json!({"budget": {"amount": 100_000_000, "currency": currency}, "places": places, "goal": "fit"});
        let door = format!("/briefs/{brief}/plan");
        let told = program.post(&door, &wishes("CNY", 2)).await.expect(200).json();
        assert_eq!((told["creators"].as_array().unwrap().len(), told["considered"].as_i64(), told["of"].as_i64()), (2, Some(3), Some(3)), "{told}");
        assert!(told["percent"].as_i64().unwrap() <= 100 && !told["creators"][0]["fit"]["reasons"].as_array().unwrap().is_empty(), "{told}");
        program.post(&door, &wishes("USD", 2)).await.problem(422, "money.currency");
        program.post(&door, &wishes("CNY", 101)).await.problem(422, "fields.invalid");
        program_of(world, &first.0).await.post(&door, &wishes("CNY", 2)).await.problem(404, "not_found");
        let without = buyer.get(&format!("{path}?budget=1000000&places=2&without={}", first.1)).await.expect(200);
        assert_eq!(adds(&without), ["+ 20,000 people"], "{}", without.readable());
        assert!(without.has(&format!("@{}", first.1)));

        let wrong = [("budget=&places=2", "budget"), ("budget=abc&places=2", "budget"), ("budget=10&places=0", "places"), ("budget=10&places=1&goal=fame", "goal")];
        for (query, says) in wrong {
            let page = buyer.get(&format!("{path}?{query}")).await.expect(422);
            assert_eq!(page.words(&format!("#{says}-error")).len(), 1, "{query}: {}", page.readable());
        }
        assert!(buyer.get(&format!("{path}?budget=1&places=2")).await.expect(200).has("Nobody fits this budget"));
        world.browser_of(&first.0).get(&path).await.expect(404);
        world.browser().get(&path).await.expect(303);

        let invite = [("creator", first.1.as_str()), ("creator", "nobody-at-all"), ("budget", "1000000"), ("places", "2"), ("goal", "reach")];
        let page = buyer.post(&path, &invite).await.expect(200);
        assert!(page.has("@nobody-at-all"), "{}", page.readable());
        let invited = buyer.get(&format!("/briefs/{brief}/invitations")).await.expect(200);
        assert!(invited.has(&format!("@{}", first.1)), "one who cannot be invited keeps nobody else out");
        let next = buyer.get(&format!("{path}?budget=1000000&places=2")).await.expect(200);
        assert_eq!(adds(&next), ["+ 20,000 people"], "who is invited is not proposed");
        assert!(next.has("Invite this creator"));
        buyer.post(&format!("/briefs/{brief}/cancellation"), &[("reason", "no_longer_needed")]).await.expect(303);
        let over = buyer.get(&format!("{path}?budget=1000000&places=2")).await.expect(200);
        assert!(!over.has("Invite this creator"), "nobody is invited to a brief that is over: {}", over.readable());
        world.tick().await;
        world.wait_seconds(61);
        let told = world.browser().get("/creators").await.expect(200);
        assert!(told.has("Creators whom a campaign plan proposes: 100% of"), "plans are counted: {}", told.readable());
    }

    async fn where_a_block_stands_nobody_is_proposed(world: World) {
        let Market { merchant, org, brief, .. } = world.market(3, 0).await;
        let (maker, handle) = creator(world, "30000").await;
        let (other, _) = creator(world, "20000").await;
        let (buyer, theirs) = (world.browser_of(&merchant), world.browser_of(&maker));
        let plan = format!("/briefs/{brief}/plan?budget=1000000&places=2&goal=fit");
        let fits = format!("/briefs/{brief}/invitations");
        for path in [&plan, &fits] {
            let page = buyer.get(path).await.expect(200);
            assert!(page.body.contains(&handle), "{path}: {}", page.readable());
        }
        assert_eq!(theirs.get("/workbench").await.expect(200).words("#for-you .brief__title").len(), 1);
        let own = maker.person.creator.as_ref().unwrap().id.to_string();
        theirs.post("/blocks", &[("org", &org.to_string()), ("creator", &own)]).await.expect(303);
        for path in [&plan, &fits] {
            let page = buyer.get(path).await.expect(200);
            assert!(!page.body.contains(&handle), "{path}: {}", page.readable());
        }
        assert!(theirs.get("/workbench").await.expect(200).words("#for-you .brief__title").is_empty());
        assert_eq!(world.browser_of(&other).get("/workbench").await.expect(200).words("#for-you .brief__title").len(), 1);
    }
}

//! Who fits whom: the order of briefs for a creator, the creators proposed for a brief, and why.

use crate::both;
use crate::deals_by_program::{program_of, yuan};
use crate::market::Market;
use serde_json::{Value, json};

both! {
    async fn both_sides_see_who_fits_and_why(world: World) {
        let Market { merchant, org, brief, .. } = world.market(1, 0).await;
        let theirs = program_of(world, &merchant).await;
        let (maker, other) = (world.maker().await, world.maker().await);
        let (own, browser) = (program_of(world, &maker).await, world.browser_of(&maker));
        own.patch("/me/creator", &json!({"tags": ["tea", "stills"], "languages": ["en"], "bio": "Slow pictures of tea."})).await.expect(200);
        let channel = [("platform", "xiaohongshu"), ("handle", "slow"), ("url", "https://example.com/slow"), ("followers", "1200")];
        browser.post("/my/profile/channels", &channel).await.expect(303);
        let elsewhere = json!({
            "org_id": org.to_string(), "kind": "open_bid", "title": "A car at night", "body": "A film.", "content_form": "short_video", "category": "cars",
            "platforms": ["youtube"], "languages": ["de"], "budget": {"min": yuan(100_000), "max": yuan(900_000)}, "places": 1,
            "bid_deadline": world.now().plus_hours(72).rfc3339(), "delivery_days": 10,
        });
        let car = theirs.post("/briefs", &elsewhere).await.expect(201).at("/id");
        theirs.post(&format!("/briefs/{car}/publication"), &json!({})).await.expect(200);

        let mine = own.get("/briefs?sort=fit").await.expect(200).json();
        assert_eq!((&mine["items"][0]["id"], &mine["items"][1]["id"]), (&json!(brief.to_string()), &json!(car)));
        let (near, far) = (&mine["items"][0]["fit"], &mine["items"][1]["fit"]);
        assert_eq!(near["score"], 25 + 21 + 20 + 4 + 5 + 3);
        assert_eq!(near["reasons"], json!([{"code": "platform", "of": "xiaohongshu"}, {"code": "category", "of": "food"}, {"code": "language", "of": "en"}]));
        assert_eq!((&near["missing"], &far["missing"]), (&json!([]), &json!(["platform", "language", "category"])));
        let one = own.get("/briefs?sort=fit&limit=1").await.expect(200);
        let next = own.get(&format!("/briefs?sort=fit&limit=1&cursor={}", one.at("/next_cursor"))).await.expect(200);
        assert_eq!(next.at("/items/0/id"), car);
        for program in [&world.nobodys_program(), &theirs] {
            let listed = program.get("/briefs?sort=fit").await.expect(200).json();
            assert_eq!((listed["items"].as_array().unwrap().len(), &listed["items"][0]["fit"]), (2, &Value::Null), "without a profile the newest come first");
            assert_eq!(listed["items"][0]["id"], json!(car));
        }
        assert_eq!(own.get("/briefs").await.json()["items"][0]["fit"], Value::Null);

        let page = browser.get("/briefs?sort=fit").await.expect(200);
        assert_eq!(page.words(".brief__title"), ["Autumn tea", "A car at night"]);
        assert_eq!(page.words(".fit b"), ["Fit 78", "Fit 12"]);
        assert!(page.has("on 小红书") && page.has("works in English") && page.has("no account on its platforms"), "{}", page.readable());
        let visitor = world.browser().get("/briefs?sort=fit").await.expect(200);
        assert!(visitor.words(".fit").is_empty() && !visitor.has("Fits me best"));
        let bench = browser.get("/workbench").await.expect(200);
        assert!(bench.has("Briefs for you"));
        assert_eq!(bench.words("#for-you .brief__title"), ["Autumn tea"], "only what fits well");

        let path = format!("/briefs/{brief}/invitations");
        let proposed = world.browser_of(&merchant).get(&path).await.expect(200);
        assert_eq!(proposed.words("#fits .fit b"), ["Fit 78"], "{}", proposed.readable());
        assert!(proposed.has("Newcomer") && proposed.has("15% of the places go to newcomers"));
        // What changes is weighed at once.
        own.patch("/me/creator", &json!({"languages": ["de"]})).await.expect(200);
        assert_eq!(world.browser_of(&merchant).get(&path).await.words("#fits .fit b"), ["Fit 49"]);
        own.patch("/me/creator", &json!({"languages": ["en"]})).await.expect(200);
        assert_eq!(world.browser_of(&merchant).get(&path).await.words("#fits .fit b"), ["Fit 78"]);
        let handle = own.get("/me").await.at("/creator/handle");
        world.browser_of(&merchant).post(&path, &[("creator", &handle)]).await.expect(303);
        let after = world.browser_of(&merchant).get(&path).await.expect(200);
        assert!(after.words("#fits").is_empty() && after.has(&handle), "who is invited is not proposed");
        world.browser_of(&other).get(&path).await.expect(404);
    }

    async fn what_was_finished_together_is_weighed_at_once(world: World) {
        let deal = world.funded_deal().await;
        let (merchant, creator) = (world.browser_of(&deal.merchant), world.browser_of(&deal.creator));
        let channel = [("platform", "xiaohongshu"), ("handle", "slow"), ("url", "https://example.com/slow"), ("followers", "1200")];
        creator.post("/my/profile/channels", &channel).await.expect(303);
        program_of(world, &deal.creator).await.patch("/me/creator", &json!({"languages": ["en"]})).await.expect(200);
        let draft = world.drafts(&deal.merchant, deal.org, 1).await[0];
        let path = format!("/briefs/{draft}/invitations");
        assert_eq!(merchant.get(&path).await.expect(200).words("#fits .fit b"), ["Fit 57"]);
        world.start(&deal).await.unwrap();
        world.submit(&deal).await.unwrap();
        world.approve(&deal, 1, crate::moves::PRICE).await.unwrap();
        world.wait_hours(24 * 8);
        world.tick().await;
        assert_eq!(world.contract(&deal).await.0.state, vtask::contracts::ContractState::Completed);
        let after = merchant.get(&path).await.expect(200);
        assert!(after.has("worked with this merchant") && after.words("#fits .fit b") != ["Fit 57"], "{}", after.readable());
        let all = world.browser_of(&deal.merchant).get(&path).await.words("#fits .fit b");
        assert_eq!(all.len(), 1);
    }
}

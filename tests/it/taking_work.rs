//! How much a creator takes on at once and when he is away: what others read, and that it closes nothing.

use crate::both;
use crate::deals_by_program::program_of;
use crate::market::Market;
use jiff::ToSpan as _;
use serde_json::json;
use vtask::sessions::Role;

both! {
    async fn blocked_days_and_a_full_calendar_are_told_and_close_nothing(world: World) {
        let Market { merchant, brief, .. } = world.market(1, 0).await;
        let maker = world.maker().await;
        let (own, browser, buyer) = (program_of(world, &maker).await, world.browser_of(&maker), world.browser_of(&merchant));
        own.patch("/me/creator", &json!({"tags": ["tea"], "languages": ["en"], "bio": "Tea."})).await.expect(200);
        let channel = [("platform", "xiaohongshu"), ("handle", "slow"), ("url", "https://example.com/slow"), ("followers", "1200")];
        browser.post("/my/profile/channels", &channel).await.expect(303);
        let handle = own.get("/me").await.at("/creator/handle");
        let public = format!("/creators/{handle}");
        assert!(!world.browser().get(&public).await.has("New work"), "nothing was said");
        let form = format!("/briefs/{brief}/bids/new");
        assert!(!browser.get(&form).await.expect(200).has("That clashes"));

        let today = world.now().date_in(&maker.person.zone);
        let day = |days: i32| today.checked_add(days.days()).unwrap().to_string();
        for (first, last, field) in [(day(-1), day(2), "#first"), (day(3), day(2), "#last"), (day(1), day(500), "#last"), ("soon".to_owned(), String::new(), "#first")] {
            let page = browser.post("/calendar/blocked", &[("first", &first), ("last", &last), ("note", "")]).await.expect(422);
            assert_eq!(page.attrs(".errors a", "href"), [field], "{first} {last}");
        }
        browser.post("/calendar", &[("at_once", "0")]).await.expect(422);
        browser.post("/calendar", &[("at_once", "3")]).await.expect(303);
        assert!(world.browser().get(&public).await.has("Takes new work now"));
        let away = [("first", day(0)), ("last", day(4)), ("note", "The sea zq5".to_owned())];
        let away: Vec<(&str, &str)> = away.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post("/calendar/blocked", &away).await.expect(303);
        let page = world.browser().get(&public).await.expect(200);
        assert!(page.has("Away now. Takes new work from") && !page.has("zq5"), "{}", page.readable());
        assert!(browser.get("/calendar").await.expect(200).has("zq5"));
        assert!(browser.get(&form).await.expect(200).has("That clashes"));
        assert_eq!(own.get("/briefs?sort=fit").await.expect(200).json()["items"][0]["fit"]["missing"], json!(["blocked"]));
        let proposed = buyer.get(&format!("/briefs/{brief}/invitations")).await.expect(200);
        assert!(proposed.has("away now") && proposed.words("#fits .fit b") == ["Fit 78"], "told, and not weighed: {}", proposed.readable());
        assert!(buyer.get(&format!("{public}/invitation")).await.expect(200).has("Away now"));
        buyer.post(&format!("/briefs/{brief}/invitations"), &[("creator", &handle)]).await.expect(303);

        let stranger = world.seed_creator("mei").await;
        let removal = browser.get("/calendar").await.attrs("form[action^='/calendar/blocked/']", "action").remove(0);
        stranger.browser.post(&removal, &[]).await.expect(404);
        browser.post(&removal, &[]).await.expect(303);
        assert!(world.browser().get(&public).await.has("Takes new work now"));
        world.seed_member("Wuyu", Role::Owner).await.browser.get("/calendar").await.expect(404);
    }

    async fn running_deals_fill_a_calendar(world: World) {
        let deal = world.funded_deal().await;
        let creator = world.browser_of(&deal.creator);
        creator.post("/calendar", &[("at_once", "1")]).await.expect(303);
        let page = creator.get("/calendar").await.expect(200);
        assert!(page.has("not begun, takes") && page.has("1 deal is running now") && page.has("Fully booked now"), "{}", page.readable());
        world.start(&deal).await.unwrap();
        let page = creator.get("/calendar").await.expect(200);
        assert!(!page.has("not begun") && page.attrs("#due a.lrow__a", "href") == [format!("/contracts/{}", deal.contract)]);
        let handle = program_of(world, &deal.creator).await.get("/me").await.at("/creator/handle");
        assert!(world.browser().get(&format!("/creators/{handle}")).await.has("Fully booked now"));
        creator.post("/calendar", &[("at_once", "")]).await.expect(303);
        assert!(!world.browser().get(&format!("/creators/{handle}")).await.has("New work"), "what is not said is not shown");
    }
}

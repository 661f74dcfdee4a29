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

    async fn who_is_away_or_full_is_left_out_where_that_is_asked(world: World) {
        let deal = world.funded_deal().await;
        let full = world.browser_of(&deal.creator);
        let (away, open, silent) = (world.seed_creator("away").await, world.seed_creator("open").await, world.seed_creator("silent").await);
        let program = world.nobodys_program();
        let of = async |handle: &str| program.get(&format!("/creators/{handle}")).await.expect(200).json()["availability"].clone();
        assert_eq!(of("silent").await, json!(null), "nothing was said");
        full.post("/calendar", &[("at_once", "1")]).await.expect(303);
        open.browser.post("/calendar", &[("at_once", "3")]).await.expect(303);
        let today = world.now().date_in(&"UTC".parse().unwrap());
        let (first, last) = (today.to_string(), today.checked_add(4.days()).unwrap());
        away.browser.post("/calendar/blocked", &[("first", &first), ("last", &last.to_string()), ("note", "The sea zq5")]).await.expect(303);
        let back = last.checked_add(1.days()).unwrap().to_string();
        assert_eq!(of("away").await, json!({"state": "blocked", "from": back, "places": null}));
        assert_eq!(of("open").await, json!({"state": "open", "from": first, "places": 3}));
        let handle = program_of(world, &deal.creator).await.get("/me").await.at("/creator/handle");
        let told = of(&handle).await;
        assert_eq!((&told["state"], &told["places"]), (&json!("full"), &json!(0)));

        world.wait_seconds(3);
        world.tick().await;
        let found = async |query: &str| {
            let items = program.get(&format!("/creators?{query}")).await.expect(200).json()["items"].clone();
            let mut names: Vec<String> = items.as_array().unwrap().iter().map(|one| one["handle"].as_str().unwrap().to_owned()).collect();
            names.sort();
            names
        };
        assert_eq!(found("available=true").await, ["open", "silent"]);
        assert_eq!(found("").await.len(), 4);
        assert_eq!((found("q=away").await, found("q=away&available=true").await), (vec!["away".to_owned()], Vec::new()), "with words too");
        assert_eq!(found("q=open&available=true").await, ["open"]);
        program.get("/creators?available=false").await.problem(422, "fields.invalid");
        let visitor = world.browser();
        let page = visitor.get("/creators?available=true").await.expect(200);
        assert_eq!(page.words(".card__name").len(), 2);
        assert_eq!(page.attrs(".facets input[name=available]", "value"), ["true"]);
        assert!(page.words(".opt").contains(&"Neither away nor full2".to_owned()) && !page.has("zq5"), "{}", page.readable());
        assert!(visitor.get("/creators?q=away").await.expect(200).words(".opt").contains(&"Neither away nor full0".to_owned()));
        assert!(visitor.get("/creators?available=maybe").await.expect(200).has("maybe"), "what means nothing is said");
        world.wait_days(6);
        assert_eq!(found("available=true").await, ["away", "open", "silent"], "nobody has to come back by hand");
        let _ = silent;
    }

    async fn calendar_and_circles_are_found_from_every_page(world: World) {
        let (ana, ada) = (world.seed_creator("ana").await, world.seed_member("Wuyu", Role::Owner).await);
        let links = async |who: &crate::seeds::Seed, part: &str, url: &str| {
            who.browser.get("/workbench").await.expect(200).attrs(&format!("{part} a[href='{url}']"), "href").len()
        };
        for (part, url, maker, merchant) in
            [(".menu__list", "/calendar", 1, 0), (".menu__list", "/my/circles", 1, 1), ("main", "/calendar", 1, 0), ("main", "/my/circles", 1, 1)]
        {
            assert_eq!((links(&ana, part, url).await, links(&ada, part, url).await), (maker, merchant), "{part} {url}");
        }
        ana.browser.get("/calendar").await.expect(200);
        ada.browser.get("/my/circles").await.expect(200);
    }
}

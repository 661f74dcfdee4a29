//! What a creator says of the audience of a channel: always with its source and its day, and everything that was said before stays readable.

use crate::both;
use crate::browser::{Browser, Page};
use crate::publishing_a_brief::png;
use jiff::ToSpan as _;
use serde_json::json;

const SAID: [(&str, &str); 7] = [
    ("followers", "48,200"),
    ("views", "12,000"),
    ("female", "72"),
    ("male", "27 %"),
    ("age_18_24", "40"),
    ("age_25_34", "35"),
    ("places", "Shanghai 23\nHangzhou: 9%"),
];

async fn say(browser: &Browser, path: &str, day: &str, other: &[(&str, &str)], with_file: bool) -> Page {
    let mut fields: Vec<(&str, &str)> =
        SAID.iter().copied().filter(|(name, _)| !other.iter().any(|(changed, _)| changed == name)).collect();
    fields.extend_from_slice(other);
    fields.push(("day", day));
    let files = [("file", "stats.png", "image/png", png())];
    browser.upload(path, &fields, if with_file { &files } else { &[] }).await
}

both! {
    async fn numbers_stand_with_their_source_and_day_and_earlier_ones_stay(world: World) {
        let ana = world.seed_creator("ana").await;
        let channel = [("platform", "instagram"), ("handle", "ana.table"), ("url", "https://example.com/ana"), ("followers", "40,000")];
        ana.browser.post("/my/profile/channels", &channel).await.expect(303);
        let own = ana.browser.get("/my/profile/channels").await.attrs("main a[href^='/my/profile/channels/chn_']", "href").remove(0);
        let path = format!("{own}/audience");
        let today = world.now().timestamp().to_zoned(jiff::tz::TimeZone::UTC).date();
        let (day, before) = (today.to_string(), today.checked_sub(100.days()).unwrap().to_string());
        assert!(world.browser().get("/creators/ana").await.has("own statement,"));
        for (other, field) in [
            (("followers", "many"), "#followers"),
            (("female", "90"), "#female"),
            (("age_18_24", "101"), "#age_18_24"),
            (("places", "Shanghai"), "#places"),
        ] {
            let page = say(&ana.browser, &path, &day, &[other], false).await.expect(422);
            assert_eq!(page.attrs(".errors a", "href"), [field]);
        }
        let later = today.checked_add(2.days()).unwrap().to_string();
        assert_eq!(say(&ana.browser, &path, &later, &[], false).await.expect(422).attrs(".errors a", "href"), ["#day"]);
        say(&ana.browser, &path, &day, &[], true).await.expect(303);
        let public = world.browser().get("/creators/ana").await.expect(200);
        for words in ["48,200", "12,000", "women 72%", "18–24: 40%", "Shanghai 23%", "own statement with screenshot"] {
            assert!(public.has(words), "{words}: {}", public.readable());
        }
        say(&ana.browser, &path, &before, &[("followers", "30,000")], false).await.expect(303);
        assert!(world.browser().get("/creators/ana").await.has("48,200"), "an older day changes nothing that is newer");
        let id = own.trim_start_matches("/my/profile/channels/");
        let history = world.browser().get(&format!("/creators/ana/channels/{id}")).await.expect(200);
        assert_eq!(history.words("#history li").len(), 3);
        assert!(history.has("30,000") && history.has("40,000") && history.has("older than 90 days"), "{}", history.readable());
        let shot = history.attrs("a[href^='/creators/ana/audience/']", "href").remove(0);
        assert_eq!(world.browser().get(&shot).await.expect(200).headers["content-type"], "image/jpeg");
        world.browser().get(&format!("/creators/mei/channels/{id}")).await.expect(404);
        let object: serde_json::Value = serde_json::from_str(&world.browser().get("/api/v1/creators/ana").await.body).unwrap();
        let channel = &object["channels"][0];
        assert_eq!((&channel["followers"], &channel["source"], &channel["audience"]["views"]), (&json!(48_200), &json!("screenshot"), &json!(12_000)));
        assert_eq!(channel["audience"]["shares"]["genders"][0], json!({"of": "female", "percent": 72}));
        assert_eq!(channel["audience"]["day"], json!(day));

        let mei = world.seed_creator("mei").await;
        mei.browser.get(&path).await.expect(404);
        say(&mei.browser, &path, &day, &[], true).await.expect(404);
        world.wait_days(91);
        assert!(world.browser().get("/creators/ana").await.has("older than 90 days"));
        let ana = world.browser_of(&world.sign_in(ana.user).await);
        ana.post(&own, &[("handle", "another.table"), ("url", "https://example.com/ana"), ("followers", "5")]).await.expect(303);
        let public = world.browser().get("/creators/ana").await.expect(200);
        assert!(!public.has("Shanghai") && !public.has("older than 90 days"), "numbers of another name are no longer shown: {}", public.readable());
    }
}

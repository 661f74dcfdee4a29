//! Somebody looks for a brief.

use crate::both;
use vtask::sessions::Role;

both! {
    async fn filters_are_alternatives_inside_and_agree_between(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        merchant.publish_brief(world, "Pictures", &[("platforms", "douyin"), ("languages", "en"), ("days", "2")]).await;
        merchant.publish_brief(world, "Film", &[("content_form", "short_video"), ("category", "food"), ("platforms", "tiktok"), ("platforms", "douyin"), ("languages", "de"), ("currency", "EUR"), ("price_min", "300"), ("price_max", ""), ("days", "6")]).await;
        merchant.publish_brief(world, "Text", &[("content_form", "article"), ("currency", "JPY"), ("price_min", "50000"), ("price_max", "60000"), ("days", "20")]).await;
        let browser = world.browser();
        let titles = async |query: &str| browser.get(&format!("/briefs?{query}")).await.expect(200).words(".brief__title");
        assert_eq!(titles("").await, ["Text", "Film", "Pictures"]);
        assert_eq!(titles("platform=douyin&platform=xiaohongshu").await, ["Text", "Film", "Pictures"]);
        assert_eq!(titles("platform=douyin&category=food").await, ["Film"]);
        assert_eq!(titles("language=de&language=en&content_form=image_set").await, ["Pictures"]);
        assert_eq!(titles("currency=EUR").await, ["Film"]);
        assert_eq!(titles("price_min=2201").await, ["Text"]);
        assert_eq!(titles("price_max=300").await, ["Film"]);
        assert_eq!(titles("due=3").await, ["Pictures"]);
        assert_eq!(titles("due=7&sort=deadline").await, ["Pictures", "Film"]);
        assert_eq!(titles("sort=price_desc").await, ["Text", "Pictures", "Film"]);
        assert_eq!(titles("sort=price_asc").await, ["Film", "Pictures", "Text"]);
    }

    async fn every_choice_says_how_many_there_would_be(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        merchant.publish_brief(world, "Pictures", &[("platforms", "douyin"), ("languages", "en")]).await;
        merchant.publish_brief(world, "Film", &[("content_form", "short_video"), ("platforms", "douyin"), ("platforms", "tiktok"), ("languages", "de")]).await;
        let page = world.browser().get("/briefs?platform=tiktok&sort=newest").await.expect(200);
        assert_eq!(page.words(".kinds a"), ["All 1", "Short video 1"]);
        let options = page.words("fieldset:nth-of-type(1) .opt");
        assert_eq!(options, ["抖音2", "TikTok1"]);
        assert_eq!(page.words(".chip"), ["TikTok , remove this filter"]);
        assert_eq!(page.attrs(".chip", "href"), ["/briefs?sort=newest"]);
        assert!(page.has("1 brief"));
    }

    async fn what_means_nothing_is_dropped_and_named(world: World) {
        let page = world.browser().get("/briefs?platform=myspace&currency=XAU&price_min=%3Cb%3E&due=2&cursor=forged&limit=999").await.expect(200);
        assert!(page.has("“myspace”") && page.has("“<b>”") && !page.body.contains("<b>\u{201d}"));
        assert!(page.has("No brief is open right now"));
    }

    async fn the_order_is_remembered(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        merchant.publish_brief(world, "Late", &[("days", "9")]).await;
        merchant.publish_brief(world, "Soon", &[("days", "4")]).await;
        merchant.publish_brief(world, "Later", &[("days", "20")]).await;
        let browser = world.browser();
        browser.get("/briefs?sort=deadline").await.expect(200);
        assert_eq!(browser.get("/briefs").await.words(".brief__title"), ["Soon", "Late", "Later"]);
        assert_eq!(browser.get("/briefs?sort=newest").await.words(".brief__title"), ["Later", "Soon", "Late"]);
    }

    async fn pages_follow_each_other_and_a_forged_cursor_begins_anew(world: World) {
        let (one, two) = (world.seed_member("Wuyu", Role::Editor).await, world.seed_member("Kestrel", Role::Editor).await);
        for number in 0..13 {
            one.publish_brief(world, &format!("W{number}"), &[]).await;
            two.publish_brief(world, &format!("K{number}"), &[]).await;
        }
        let browser = world.browser();
        let first = browser.get("/briefs").await.expect(200);
        let next = first.attrs(".pager a[rel=next]", "href").remove(0);
        let second = browser.get(&next).await.expect(200);
        let (mut titles, more) = (first.words(".brief__title"), second.words(".brief__title"));
        assert_eq!((titles.len(), more.len()), (20, 6));
        titles.extend(more);
        titles.sort();
        titles.dedup();
        assert_eq!(titles.len(), 26);
        assert!(second.attrs(".pager a[rel=next]", "href").is_empty());
        let forged = next.replace("cursor=", "cursor=AAAA");
        assert_eq!(browser.get(&forged).await.expect(200).words(".brief__title"), first.words(".brief__title"));
        assert_eq!(browser.get("/briefs?limit=5").await.words(".brief__title").len(), 5);
    }

    async fn the_front_and_a_merchant_show_what_is_open(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        merchant.publish_brief(world, "A teapot", &[]).await;
        let front = world.browser().get("/").await.expect(200);
        assert_eq!(front.words(".brief__title"), ["A teapot"]);
        let page = world.browser().get(&format!("/m/{}", merchant.org.unwrap())).await.expect(200);
        assert!(page.has("Wuyu") && page.has("We make cups.") && page.has("A teapot"));
        world.browser().get("/m/org_00000000000000000000000000").await.expect(404);
        world.browser().get("/m/nobody").await.expect(404);
    }

    async fn the_house_says_what_it_is_in_both_languages(world: World) {
        for language in ["en", "zh-CN"] {
            let browser = crate::browser::Browser::in_language(world.address, language);
            for path in ["/", "/briefs", "/creators", "/how-it-works", "/fees", "/rules", "/safety", "/privacy", "/terms"] {
                let page = browser.get(path).await.expect(200);
                assert_eq!(page.attrs("html", "lang"), [language], "{path}");
                assert_eq!(page.words("h1").len(), 1, "{path}");
            }
        }
        let browser = world.browser();
        let quote = browser.get("/fees?amount=6,000&currency=CNY").await.expect(200);
        assert!(quote.has("CN¥6,300.00") && quote.has("CN¥5,400.00"));
        let bad = browser.get("/fees?amount=0&currency=CNY").await.expect(422);
        assert_eq!(bad.value("amount").as_deref(), Some("0"));
    }
}

//! A market with more than is held in memory: its lists come from the index, and nobody sees a difference.

use crate::both;
use crate::browser::Browser;
use crate::world::World;
use vtask::sessions::Role;

/// What a list says: its rows, its counts and where its pages lead.
async fn told(browser: &Browser, path: &str) -> Vec<Vec<String>> {
    let page = browser.get(path).await.expect(200);
    let mut told: Vec<Vec<String>> =
        [".brief__title", ".fit", ".kinds a", "fieldset .opt", ".chip"].iter().map(|part| page.words(part)).collect();
    told.push(page.attrs(".pager a[rel=next]", "href").iter().map(|_| "more".to_owned()).collect());
    told
}

/// A few briefs of two merchants that differ in everything by which somebody looks for them.
async fn fill(world: &World) {
    let (one, two) = (world.seed_member("Wuyu", Role::Editor).await, world.seed_member("Kestrel", Role::Editor).await);
    one.publish_brief(world, "Pictures", &[("platforms", "douyin"), ("languages", "en"), ("days", "2")]).await;
    two.publish_brief(
        world,
        "Film",
        &[
            ("content_form", "short_video"),
            ("category", "food"),
            ("platforms", "tiktok"),
            ("platforms", "douyin"),
            ("languages", "de"),
            ("currency", "EUR"),
            ("price_min", "300"),
            ("price_max", ""),
            ("days", "6"),
        ],
    )
    .await;
    one.publish_brief(
        world,
        "Text",
        &[("content_form", "article"), ("currency", "JPY"), ("price_min", "50000"), ("price_max", "60000"), ("days", "20")],
    )
    .await;
    two.publish_brief(world, "Talk", &[("category", "books"), ("platforms", "own_site"), ("languages", "zh-TW"), ("days", "9")]).await;
    one.publish_brief(
        world,
        "Kitchen",
        &[("category", "food"), ("platforms", "xiaohongshu"), ("languages", "en"), ("languages", "de"), ("days", "3")],
    )
    .await;
}

const ASKED: &[&str] = &[
    "",
    "platform=douyin&platform=xiaohongshu",
    "platform=douyin&category=food",
    "language=de&language=en&content_form=image_set",
    "currency=EUR",
    "price_min=2201",
    "price_max=300",
    "due=3",
    "due=7&sort=deadline",
    "sort=newest",
    "sort=price_desc",
    "sort=price_asc",
    "limit=2",
    "category=finance",
    "due=3&category=food&language=en",
];

both! {
    async fn a_list_from_the_index_is_the_list_from_memory(world: World) {
        fill(world).await;
        let large = world.beside_with(|config| config.lists_held = 2);
        for query in ASKED {
            let path = format!("/briefs?{query}");
            assert_eq!(told(&large.browser(), &path).await, told(&world.browser(), &path).await, "{query}");
        }
        assert_eq!(large.browser().get("/briefs").await.words(".brief__title"), ["Kitchen", "Talk", "Text", "Film", "Pictures"]);
    }

    async fn a_creator_sees_what_fits_first_in_a_large_market_too(world: World) {
        fill(world).await;
        let creator = world.seed_creator("linwan").await;
        let large = world.beside_with(|config| config.lists_held = 2);
        let (small, big) = (&creator.browser, creator.browser.beside(large.address));
        for query in ["sort=fit", "sort=fit&limit=2", "sort=fit&platform=douyin"] {
            let path = format!("/briefs?{query}");
            let seen = told(small, &path).await;
            assert!(seen.iter().filter(|part| !part.is_empty()).count() >= 4, "{seen:?}");
            assert_eq!(told(&big, &path).await, seen, "{query}");
        }
    }

    async fn pages_of_a_large_market_follow_each_other_and_a_merchant_shows_all_of_his(world: World) {
        fill(world).await;
        let large = world.beside_with(|config| config.lists_held = 1);
        let browser = large.browser();
        let (mut titles, mut next) = (Vec::new(), vec!["/briefs?limit=2&sort=price_asc".to_owned()]);
        while let Some(path) = next.pop() {
            let page = browser.get(&path).await.expect(200);
            titles.extend(page.words(".brief__title"));
            next = page.attrs(".pager a[rel=next]", "href");
        }
        let all = world.browser().get("/briefs?sort=price_asc").await.words(".brief__title");
        assert_eq!((titles.len(), &titles), (5, &all));
        let merchant = world.seed_member("Kestrel", Role::Editor).await.org.unwrap();
        assert_eq!(browser.get(&format!("/m/{merchant}")).await.expect(200).words(".brief__title"), ["Talk", "Film"]);
    }

    async fn what_is_published_shows_at_once_in_a_large_market(world: World) {
        fill(world).await;
        let large = world.beside_with(|config| config.lists_held = 1);
        let merchant = large.seed_member("Abel", Role::Editor).await;
        large.browser().get("/briefs").await.expect(200);
        merchant.publish_brief(&large, "Fresh", &[]).await;
        assert_eq!(large.browser().get("/briefs").await.words(".brief__title")[0], "Fresh");
        assert_eq!(large.browser().get("/").await.words(".brief__title")[0], "Fresh");
    }

    async fn more_creators_than_are_held_are_counted_and_found_by_words(world: World) {
        let large = world.beside_with(|config| config.lists_held = 2);
        for handle in ["linwan", "zhoumu", "anna"] {
            world.seed_creator(handle).await;
        }
        let (small, page) = (world.browser().get("/creators").await.expect(200), large.browser().get("/creators").await.expect(200));
        assert!(small.has("3 creators") && !small.body.contains("id=\"held\""));
        assert!(page.has("3 creators") && page.words("#held")[0].contains('2'), "{:?}", page.words("#held"));
        assert!(!page.body.contains("/creators/linwan") && page.body.contains("/creators/anna"));
        let found = large.browser().get("/creators?q=linwan").await.expect(200);
        assert!(found.body.contains("/creators/linwan") && !found.body.contains("id=\"held\""));
    }
}

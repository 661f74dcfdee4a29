//! A market with more than is held in memory: its lists come from the index, and nobody sees a difference.

use crate::both;
use crate::browser::Browser;
use crate::seeds::Seed;
use crate::world::World;
use std::os::unix::fs::FileTypeExt as _;
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

const SOUGHT: &[&str] = &[
    "",
    "tag=tea",
    "tag=tea&tag=hiking",
    "tag=tea&language=en",
    "language=de&language=zh-CN",
    "platform=douyin&platform=tiktok&available=true",
    "available=true",
    "tag=nothing",
    "platform=tiktok&tag=tea",
];

/// Somebody who says something of himself.
async fn described(world: &World, handle: &str, tags: &str, language: &str, platform: &str) -> Seed {
    let creator = world.seed_creator(handle).await;
    let words = [("name", handle), ("bio", "x"), ("tags", tags), ("languages", language)];
    creator.browser.post("/my/profile", &words).await.expect(303);
    let channel = [("platform", platform), ("handle", handle), ("url", "https://example.com/"), ("followers", "1")];
    creator.browser.post("/my/profile/channels", &channel).await.expect(303);
    creator
}

/// Creators of every sort: one with a deal, some with pictures, one away, some here for long and some newcomers; 29 of them.
async fn people(world: &World) {
    let picture = || ("file", "a.png", "image/png", crate::publishing_a_brief::png());
    world.two_in("approved").await;
    world.market(1, 11).await;
    for (handle, tags, language, platform) in
        [("ana", "tea, cups", "en", "douyin"), ("bea", "tea", "zh-CN", "xiaohongshu"), ("cho", "hiking", "en", "douyin")]
    {
        let creator = described(world, handle, tags, language, platform).await;
        if handle == "bea" {
            creator.browser.upload("/my/profile/works", &[("title", "A cup")], &[picture()]).await.expect(303);
        }
    }
    world.wait_days(8);
    world.tick().await;
    world.wait_days(192);
    for (handle, tags, language, platform) in [
        ("dan", "tea", "de", "tiktok"),
        ("eve", "tea, hiking", "en", "douyin"),
        ("fay", "cups", "en", "tiktok"),
        ("gus", "maps", "de", "x"),
    ] {
        let creator = described(world, handle, tags, language, platform).await;
        if handle == "fay" {
            creator.browser.upload("/my/profile/works", &[("title", "A cup")], &[picture()]).await.expect(303);
        }
        if handle == "dan" {
            let away = [("first", world.day(1)), ("last", world.day(9)), ("note", String::new())];
            let away: Vec<(&str, &str)> = away.iter().map(|(name, day)| (*name, day.as_str())).collect();
            creator.browser.post("/calendar/blocked", &away).await.expect(303);
        }
    }
    world.market(1, 10).await;
    world.wait_days(2);
}

/// What the list of creators says, and where its next page is.
async fn shown(browser: &Browser, path: &str) -> (Vec<Vec<String>>, Option<String>) {
    let page = browser.get(path).await.expect(200);
    let mut told = vec![page.attrs(".card__name a", "href")];
    told.extend(["h1 + *", "#rh", "fieldset .opt", ".chip", "#partial"].iter().map(|part| page.words(part)));
    (told, page.attrs(".pager a[rel=next]", "href").pop())
}

/// The handles of all creators looked for, as a program pages through them.
async fn handles(world: &World, query: &str) -> Vec<String> {
    listed(world, &format!("/creators?{query}"), "handle").await
}

/// A field of everything on a list, as a program pages through it.
async fn listed(world: &World, path: &str, field: &str) -> Vec<String> {
    let program = world.nobodys_program();
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let told = program.get(&format!("{path}{cursor}")).await.expect(200).json();
        let items = told["items"].as_array().unwrap();
        found.extend(items.iter().map(|item| item[field].as_str().unwrap().to_owned()));
        let Some(next) = told["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    found
}

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

    async fn what_fits_a_creator_best_is_on_his_workbench_however_old_it_is(world: World) {
        fill(world).await;
        let creator = described(world, "mei", "tea, ceramics", "en", "douyin").await;
        let large = world.beside_with(|config| config.lists_held = 1);
        let titles = async |browser: &Browser| browser.get("/workbench").await.expect(200).words("#for-you .brief__title");
        let seen = titles(&creator.browser).await;
        assert!(seen.contains(&"Pictures".to_owned()), "{seen:?}");
        assert_eq!(titles(&creator.browser.beside(large.address)).await, seen);
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

    async fn creators_from_the_index_stand_as_creators_from_memory(world: World) {
        people(world).await;
        let large = world.beside_with(|config| config.lists_held = 2);
        let (mut seen, mut more) = (Vec::new(), Some("/creators".to_owned()));
        for query in SOUGHT {
            let path = format!("/creators?{query}");
            assert_eq!(shown(&large.browser(), &path).await.0, shown(&world.browser(), &path).await.0, "{query}");
        }
        let (small, big) = (world.browser(), large.browser());
        let mut other = more.clone();
        while let Some((path, its)) = more.take().zip(other.take()) {
            let (ours, theirs) = (shown(&small, &path).await, shown(&big, &its).await);
            assert_eq!(theirs.0, ours.0);
            seen.extend(ours.0[0].clone());
            (more, other) = (ours.1, theirs.1);
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), handles(world, "limit=100").await.len(), "everybody stands once");
        assert!(seen.len() > 25, "{seen:?}");
    }

    async fn a_program_reads_a_large_market_as_it_reads_a_small_one(world: World) {
        people(world).await;
        let large = world.beside_with(|config| config.lists_held = 2);
        for query in ["limit=3", "limit=7", "limit=100", "limit=1&tag=tea", "limit=2&available=true&language=en"] {
            let (small, big) = (handles(world, query).await, handles(&large, query).await);
            assert_eq!(big, small, "{query}");
            let mut each = small.clone();
            each.sort();
            each.dedup();
            assert_eq!(each.len(), small.len(), "{query}");
        }
    }

    async fn a_program_lists_the_briefs_of_a_large_market_as_those_of_a_small_one(world: World) {
        fill(world).await;
        let large = world.beside_with(|config| config.lists_held = 1);
        for query in [
            "limit=2",
            "limit=1&sort=price_asc",
            "limit=2&sort=price_desc",
            "limit=3&sort=deadline",
            "limit=1&category=food",
            "limit=1&category=food&category=books&platform=douyin&platform=own_site&sort=deadline",
            "limit=2&min_price=30000&max_price=200000",
            "limit=2&language=de&kind=open_bid&currency=EUR",
            "limit=2&state=open&state=closed&content_form=article",
            "state=draft",
        ] {
            let path = format!("/briefs?{query}");
            let seen = listed(world, &path, "title").await;
            assert_eq!(seen.is_empty(), query == "state=draft", "{query}");
            assert_eq!(listed(&large, &path, "title").await, seen, "{query}");
        }
    }

    async fn what_a_creator_writes_shows_at_once_in_a_large_market(world: World) {
        people(world).await;
        let large = world.beside_with(|config| config.lists_held = 2);
        large.browser().get("/creators?tag=tea").await.expect(200);
        described(&large, "zoe", "matcha", "en", "tiktok").await;
        let page = large.browser().get("/creators?tag=matcha").await.expect(200);
        assert_eq!(page.attrs(".card__name a", "href"), ["/creators/zoe"]);
        assert!(page.words("fieldset .opt").contains(&"matcha1".to_owned()), "{:?}", page.words("fieldset .opt"));
        assert!(page.has("30 creators"), "{}", page.readable());
    }

    async fn while_an_index_is_written_the_newest_are_listed_and_the_page_says_so(world: World) {
        fill(world).await;
        for handle in ["linwan", "zhoumu", "anna"] {
            world.seed_creator(handle).await;
        }
        let large = world.beside_with(|config| config.lists_held = 2);
        let gate = Gate::shut(&world.site.config.data_dir);
        let browser = large.browser();
        let (briefs, creators) = (browser.get("/briefs").await.expect(200), browser.get("/creators").await.expect(200));
        assert_eq!(briefs.words(".brief__title"), ["Kitchen", "Talk"]);
        assert!(briefs.has("only the newest briefs are listed") && briefs.body.contains("id=\"partial\""));
        assert_eq!(creators.attrs(".card__name a", "href"), ["/creators/anna", "/creators/zhoumu"]);
        assert!(creators.words("#partial")[0].contains("only the 2 creators who joined last"), "{:?}", creators.words("#partial"));
        assert!(creators.has("3 creators"));
        assert_eq!(handles(&large, "limit=100").await, ["anna", "zhoumu"]);
        gate.open();
        for path in ["/briefs?q=film", "/creators?q=linwan"] {
            assert_eq!(browser.get(path).await.expect(200).words(".brief__title, .card__name").len(), 1, "{path}");
        }
        world.wait_seconds(3);
        let (briefs, creators) = (browser.get("/briefs").await.expect(200), browser.get("/creators").await.expect(200));
        assert_eq!((briefs.words(".brief__title").len(), briefs.words("#partial").len()), (5, 0));
        assert_eq!((creators.words(".card__name").len(), creators.words("#partial").len()), (3, 0));
    }
}

/// Indexes that nobody can open until somebody lets them: what should be their first file is a pipe.
struct Gate(Vec<std::path::PathBuf>);

impl Gate {
    fn shut(data: &std::path::Path) -> Self {
        let pipe = |noun: &str| {
            let dir = data.join("search").join(format!("{noun}-0"));
            std::fs::create_dir_all(&dir).unwrap();
            let pipe = dir.join("meta.json");
            assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
            pipe
        };
        Self(["brief", "creator"].map(pipe).to_vec())
    }

    /// Whoever waits reads something that is no index.
    fn open(self) {
        drop(self);
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        for pipe in &self.0 {
            let is_pipe = || std::fs::metadata(pipe).is_ok_and(|there| there.file_type().is_fifo());
            while is_pipe() {
                // A pipe that is opened for both ends waits for nobody.
                let Ok(mut both) = std::fs::File::options().read(true).write(true).open(pipe) else { break };
                std::io::Write::write_all(&mut both, b"no index").unwrap();
                std::thread::sleep(std::time::Duration::from_millis(20));
                drop(both);
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
        }
    }
}

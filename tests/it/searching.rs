//! Somebody looks for briefs and creators by words.

use crate::both;
use crate::deals_by_program::{program_of, yuan};
use crate::market::Market;
use crate::program::Told;
use crate::world::World;
use serde_json::{Value, json};
use vtask::sessions::Role;

fn encoded(words: &str) -> String {
    url::form_urlencoded::byte_serialize(words.as_bytes()).collect()
}

fn all(told: &Told, field: &str) -> Vec<String> {
    told.json()["items"].as_array().unwrap().iter().map(|item| item[field].as_str().unwrap().to_owned()).collect()
}

async fn titles(world: &World, query: &str) -> Vec<String> {
    all(&world.nobodys_program().get(&format!("/briefs?q={query}")).await.expect(200), "title")
}

both! {
    async fn words_are_found_as_they_are_meant(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        merchant.publish_brief(world, "靜音鍵盤：三张开箱图", &[("platforms", "xiaohongshu"), ("languages", "zh-CN"), ("price_min", "300"), ("price_max", "400")]).await;
        merchant.publish_brief(world, "护肤品测评，写满２８天", &[("category", "beauty"), ("platforms", "douyin"), ("languages", "zh-CN")]).await;
        merchant.publish_brief(world, "Unboxing headphones on a desk", &[("category", "electronics"), ("content_form", "short_video"), ("price_min", "500"), ("price_max", "900")]).await;
        merchant.publish_brief(world, "A desk lamp at night", &[("category", "electronics"), ("platforms", "youtube"), ("languages", "en"), ("currency", "USD")]).await;
        let (keys, skin, ears, lamp) = ("靜音鍵盤：三张开箱图", "护肤品测评，写满２８天", "Unboxing headphones on a desk", "A desk lamp at night");
        for (typed, found) in [
            ("静音键盘", vec![keys]), ("鍵盤", vec![keys]), ("开箱", vec![keys]), ("护肤", vec![skin]), ("28天", vec![skin]), ("抖音", vec![skin]), ("美妆", vec![skin]),
            ("HEADPHONE", vec![ears]), ("unbox", vec![ears]), ("ｄｅｓｋ", vec![lamp, ears]), ("headpohnes", vec![ears]), ("hedphones", vec![ears]), ("desk lam", vec![lamp]),
            ("desk headphones", vec![ears]), ("desk 键盘", vec![]), ("汽车", vec![]), ("teapot", vec![]), ("%", vec![]), ("“:(*^~[] AND", vec![]),
        ] {
            let mut titles = titles(world, &encoded(typed)).await;
            let mut wanted = found.clone();
            titles.sort();
            wanted.sort();
            assert_eq!(titles, wanted, "{typed}");
        }
        assert_eq!(titles(world, "desk").await[0], lamp, "a short title is more about it");
        assert_eq!(titles(world, "desk&sort=price_desc").await.len(), 2);
        assert_eq!(titles(world, "desk&currency=USD").await, [lamp]);
        let program = world.nobodys_program();
        for bad in [format!("q={}", "x".repeat(201)), "q=a%00b".to_owned(), "q=desk&sort=best".to_owned()] {
            program.get(&format!("/briefs?{bad}")).await.problem(422, "fields.invalid");
            if !bad.contains("sort") {
                program.get(&format!("/creators?{bad}")).await.problem(422, "fields.invalid");
            }
        }
        let first = program.get("/briefs?q=wuyu&limit=3").await.expect(200);
        let cursor = first.at("/next_cursor");
        let second = program.get(&format!("/briefs?q=wuyu&limit=3&cursor={cursor}")).await.expect(200);
        let mut both = [all(&first, "title"), all(&second, "title")].concat();
        both.sort();
        both.dedup();
        assert_eq!((both.len(), &second.json()["next_cursor"]), (4, &Value::Null));
        program.get(&format!("/briefs?q=wuyu&cursor=x{cursor}")).await.problem(422, "cursor.invalid");
        the_page_says_why(world).await;
    }

    async fn what_changes_is_found_at_once_and_nobody_finds_what_he_may_not_see(world: World) {
        let Market { merchant, org, .. } = world.market(1, 0).await;
        let theirs = program_of(world, &merchant).await;
        let (maker, other) = (world.maker().await, world.maker().await);
        let (own, stranger) = (program_of(world, &maker).await, program_of(world, &other).await);
        let written = |title: &str, visibility: &str| json!({
            "org_id": org.to_string(), "kind": "open_bid", "title": title, "body": "Six photos of a samovar.", "content_form": "image_set", "category": "food",
            "platforms": ["xiaohongshu"], "languages": ["en"], "budget": {"min": yuan(100_000), "max": yuan(900_000)}, "places": 1,
            "bid_deadline": world.now().plus_hours(72).rfc3339(), "delivery_days": 10, "visibility": visibility,
        });
        let public = theirs.post("/briefs", &written("Open samovar", "public")).await.expect(201).at("/id");
        let closed = theirs.post("/briefs", &written("Closed samovar", "invite_only")).await.expect(201).at("/id");
        let found = async |program: &crate::program::Program, query: &str| {
            let mut titles = all(&program.get(&format!("/briefs?q=samovar{query}")).await.expect(200), "title");
            titles.sort();
            titles
        };
        assert_eq!(found(&own, "").await, [""; 0]);
        assert_eq!(found(&theirs, "&state=draft").await, ["Closed samovar", "Open samovar"], "one's own drafts");
        assert_eq!(found(&stranger, "&state=draft").await, [""; 0]);
        for brief in [&public, &closed] {
            theirs.post(&format!("/briefs/{brief}/publication"), &json!({})).await.expect(200);
        }
        assert_eq!(found(&theirs, "").await, ["Closed samovar", "Open samovar"]);
        assert_eq!(found(&stranger, "").await, ["Open samovar"]);
        assert_eq!(found(&own, "").await, ["Open samovar"]);
        let creator = own.get("/me").await.at("/creator/id");
        theirs.post(&format!("/briefs/{closed}/invitations"), &json!({"creator_id": creator})).await.expect(201);
        assert_eq!(found(&own, "").await, ["Closed samovar", "Open samovar"]);
        for browser in [world.browser(), world.browser_of(&other), world.browser_of(&maker), world.browser_of(&merchant)] {
            let page = browser.get("/briefs?q=samovar&sort=newest").await.expect(200);
            assert_eq!(page.words(".brief__title"), ["Open samovar"]);
            assert_eq!(page.words(".kinds a"), ["All 1", "Pictures 1"]);
            assert_eq!(page.words("fieldset:nth-of-type(1) .opt"), ["小红书1"], "counts tell nothing of what is closed");
        }
        theirs.post(&format!("/briefs/{public}/pause"), &json!({})).await.expect(200);
        assert_eq!(found(&stranger, "").await, [""; 0]);
        theirs.post(&format!("/briefs/{public}/resumption"), &json!({})).await.expect(200);
        let version = theirs.get(&format!("/briefs/{public}")).await.json()["version"].clone();
        theirs.patch(&format!("/briefs/{public}"), &json!({"version": version, "title": "Open kettle", "body": "Six photos."})).await.expect(200);
        assert_eq!(found(&stranger, "").await, [""; 0]);
        assert_eq!(titles(world, "kettle").await, ["Open kettle"]);
        creators_are_found(world, &own).await;
    }
}

/// The page marks what was looked for, counts what else there would be and says what is paid.
async fn the_page_says_why(world: &World) {
    let browser = world.browser();
    let page = browser.get("/briefs?q=headpohnes+desk").await.expect(200);
    assert_eq!(page.words(".brief__title mark"), ["headphones", "desk"]);
    assert_eq!(page.value("q").as_deref(), Some("headpohnes desk"));
    assert_eq!(page.words(".chip"), ["“headpohnes desk” , remove this filter"]);
    assert_eq!(page.words("#sort option[selected]"), ["Best match"]);
    let page = browser.get("/briefs?q=wuyu&category=electronics&sort=price_asc").await.expect(200);
    assert_eq!(page.words(".brief__title").len(), 2);
    assert_eq!(page.words("fieldset:nth-of-type(2) .opt"), ["Electronics2", "Beauty1", "Home1"]);
    assert_eq!(page.words(".kinds a"), ["All 2", "Pictures 1", "Short video 1"]);
    assert!(page.attrs(".chip", "href").contains(&"/briefs?q=wuyu&sort=price_asc".to_owned()));
    assert!(browser.get("/briefs?q=teapot").await.expect(200).has("Try other words"));
    assert!(browser.get(&format!("/briefs?q={}", "x".repeat(300))).await.expect(200).has("mean nothing here"));
    let none = browser.get("/briefs?q=%3Cscript%3Ealert(1)%3C/script%3E").await.expect(200);
    assert!(!none.body.contains("<script>alert"));
}

async fn creators_are_found(world: &World, own: &crate::program::Program) {
    let change = json!({"name": "林晚", "bio": "住在苏州，拍茶、器物和清晨。Slow films of ceramics.", "tags": ["陶瓷", "slow"], "languages": ["zh-CN"]});
    own.patch("/me/creator", &change).await.expect(200);
    let handle = own.get("/me").await.at("/creator/handle");
    let program = world.nobodys_program();
    for typed in ["林晚", "陶瓷", "陶瓷 苏州", "ceramic", "cermaics", "茶", &handle] {
        let found = all(&program.get(&format!("/creators?q={}", encoded(typed))).await.expect(200), "handle");
        assert!(found.contains(&handle), "{typed}");
    }
    assert!(all(&program.get("/creators?q=ceramic&language=en").await.expect(200), "handle").is_empty());
    let page = world.browser().get("/creators?q=ceramic").await.expect(200);
    assert_eq!(page.words(".card__name"), ["林晚"]);
    assert_eq!(page.words(".card__text mark"), ["ceramics"]);
    assert_eq!(page.words("fieldset:nth-of-type(2) .opt"), ["slow1", "陶瓷1"]);
}

both! {
    async fn an_index_that_is_broken_lost_or_anothers_is_written_anew(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        let dir = world.site.config.data_dir.join("search");
        let first = dir.join("brief-0");
        std::fs::create_dir_all(&first).unwrap();
        std::fs::write(first.join("meta.json"), "no index").unwrap();
        merchant.publish_brief(world, "A teapot", &[]).await;
        assert_eq!(titles(world, "teapot").await, ["A teapot"], "what is no index is thrown away");
        std::fs::remove_dir_all(&dir).unwrap();
        merchant.publish_brief(world, "A samovar", &[]).await;
        assert_eq!(titles(world, "samovar").await, ["A samovar"], "the files went while it was open");
        assert_eq!(titles(world, "teapot").await, ["A teapot"]);
        let other = World::open(world.store).await;
        let theirs = other.seed_member("Kestrel", Role::Editor).await;
        theirs.publish_brief(&other, "A headphone", &[]).await;
        copied(&dir, &other.site.config.data_dir.join("search").join("brief-0"));
        assert_eq!(titles(&other, "headphone").await, ["A headphone"]);
        let page = other.browser().get("/briefs?q=teapot").await.expect(200);
        assert!(page.has("No brief matches") || page.has("Try other words"), "an index of another market is not looked in");
        other.close().await;
    }

    async fn an_index_whose_files_are_cut_off_or_of_another_program_is_written_anew(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        merchant.publish_brief(world, "A teapot", &[]).await;
        assert_eq!(titles(world, "teapot").await, ["A teapot"]);
        let dir = world.site.config.data_dir.join("search");
        // This process holds the first place; those beside it find theirs as somebody left it.
        copied(&dir, &dir.join("brief-1"));
        for file in std::fs::read_dir(dir.join("brief-1")).unwrap().flatten().filter(|file| !file.file_name().to_string_lossy().ends_with("json")) {
            let bytes = std::fs::read(file.path()).unwrap();
            std::fs::write(file.path(), &bytes[..bytes.len() / 2]).unwrap();
        }
        let beside = world.beside();
        assert_eq!(titles(&beside, "teapot").await, ["A teapot"], "the files were cut off");
        copied(&dir, &dir.join("brief-2"));
        let meta = dir.join("brief-2").join("meta.json");
        let written = std::fs::read_to_string(&meta).unwrap();
        let older = written.replace("\"payload\":\"1 ", "\"payload\":\"0 ").replace("\"payload\": \"1 ", "\"payload\": \"0 ");
        assert_ne!(older, written);
        std::fs::write(&meta, older).unwrap();
        let third = world.beside();
        assert_eq!(titles(&third, "teapot").await, ["A teapot"], "another program wrote it");
        assert!(!std::fs::read_to_string(&meta).unwrap().contains("\"0 "), "it was written anew");
        merchant.publish_brief(world, "A samovar", &[]).await;
        for node in [world, &beside, &third] {
            assert_eq!(titles(node, "samovar").await, ["A samovar"]);
        }
    }

    async fn whatever_somebody_types_is_answered(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        merchant.publish_brief(world, "A 🍵 teapot & <b>cups</b>", &[]).await;
        let (browser, program) = (world.browser(), world.nobodys_program());
        let long = "tea ".repeat(49);
        let many: String = ('a'..='z').map(|c| format!("{c} ")).collect();
        let han = "无词之词不可搜索而已".repeat(19);
        for typed in ["\"", "AND", "OR NOT", "*", "?", "+title:tea", "title:*", "a", "🍵", "🍵🍵🍵", "\\", "()", "{}", "~1", "^", "/.*/", "'", "-", "--", "\u{202e}tea", &long, &many, &han] {
            for noun in ["briefs", "creators"] {
                let query = format!("/{noun}?q={}", encoded(typed));
                let page = browser.get(&query).await.expect(200);
                assert_eq!(page.value("q").as_deref(), Some(typed.trim()), "{typed}");
                program.get(&query).await.expect(200);
            }
        }
        let page = browser.get(&format!("/briefs?q={}", encoded("🍵 teapot cups"))).await.expect(200);
        assert_eq!(page.words(".brief__title mark"), ["teapot", "cups"]);
        assert_eq!(page.words(".brief__title"), ["A 🍵 teapot & <b>cups</b>"]);
        for typed in ["tea%00pot", "%FF%FE", &"tea+".repeat(1_000)] {
            for noun in ["briefs", "creators"] {
                browser.get(&format!("/{noun}?q={typed}")).await.expect(200);
            }
        }
    }
}

/// The files of the newest index of briefs, but for its locks, in another directory.
fn copied(from: &std::path::Path, into: &std::path::Path) {
    std::fs::create_dir_all(into).unwrap();
    let is_one = |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().starts_with("brief");
    let ours = std::fs::read_dir(from).unwrap().flatten().filter(is_one).min_by_key(std::fs::DirEntry::file_name).unwrap();
    for file in std::fs::read_dir(ours.path()).unwrap().flatten().filter(|file| !file.file_name().to_string_lossy().ends_with("lock")) {
        std::fs::copy(file.path(), into.join(file.file_name())).unwrap();
    }
}

/// Everything that was ever open.
const STATES: &str = "&state=open&state=paused&state=judging&state=filled&state=closed";

/// What people type over the demo's market, and what must be among the first five: `relevance.tsv`.
#[test]
fn what_people_look_for_in_the_demo_is_among_the_first_five() {
    let dir = tempfile::tempdir().unwrap();
    let mut said = vtask::config::Said::new();
    said.insert("VTASK_DATA_DIR".into(), dir.path().join("demo").to_string_lossy().into_owned());
    let config = vtask::config::parse(&said).unwrap();
    actix_web::rt::System::new().block_on(async {
        let (site, _) = vtask::cli::demo::open(config).await.unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}/api/v1", listener.local_addr().unwrap());
        actix_web::rt::spawn(vtask::app::run(&site, listener, 1).unwrap());
        let (client, mut asked, mut missed) = (reqwest::Client::new(), 0, Vec::new());
        for line in include_str!("relevance.tsv").lines().filter(|line| !line.starts_with('#')) {
            let parts: Vec<&str> = line.split('\t').collect();
            let [noun, typed, wanted @ ..] = parts.as_slice() else { panic!("{line}") };
            let found = client
                .get(format!("{base}/{noun}?limit=5&q={}{}", encoded(typed), if *noun == "briefs" { STATES } else { "" }))
                .send()
                .await
                .unwrap()
                .text()
                .await
                .unwrap();
            let found: Value = serde_json::from_str(&found).unwrap();
            let field = if *noun == "briefs" { "title" } else { "handle" };
            let found: Vec<&str> = found["items"].as_array().unwrap().iter().map(|item| item[field].as_str().unwrap()).collect();
            asked += 1;
            for wanted in wanted.iter().filter(|wanted| !found.iter().any(|found| found.contains(*wanted))) {
                missed.push(format!("{noun} “{typed}”: {wanted} is not in {found:?}"));
            }
        }
        assert!(asked >= 60);
        assert!(missed.is_empty(), "{} of {asked}:\n{}", missed.len(), missed.join("\n"));
    });
}

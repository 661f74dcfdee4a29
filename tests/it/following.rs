//! Following merchants, creators and tags: nobody else learns of it, and what is new is told once, gathered, to whoever may see it.

use crate::both;
use crate::browser::{Browser, Page};
use crate::ordering::sell;
use crate::seeds::Seed;
use crate::world::World;
use vtask::sessions::Role;

async fn follow(browser: &Browser, kind: &str, target: &str) -> Page {
    browser.post("/my/follows", &[("kind", kind), ("target", target)]).await
}

/// The titles under "New from whom you follow".
fn news(page: &Page) -> Vec<String> {
    page.words("#news .lrow__a")
}

/// The gathered mails that somebody got, each as the titles in it.
async fn mails(world: &World, who: &Seed) -> Vec<Vec<String>> {
    let letters = world.letters_to(&format!("{}@example.org", who.user)).await;
    let titles = |params: &serde_json::Value| {
        params["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
    };
    letters.iter().filter(|letter| letter.template == "news").map(|letter| titles(&letter.params)).collect()
}

async fn told(who: &Seed) -> usize {
    who.browser
        .get("/inbox?tab=news")
        .await
        .expect(200)
        .words(".n__a")
        .iter()
        .filter(|title| title.contains("from whom you follow"))
        .count()
}

both! {
    async fn a_person_follows_from_a_page_and_ends_it_in_one_click(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        let (ana, ben) = (world.seed_creator("ana").await, world.seed_creator("ben").await);
        ben.browser.post("/my/profile", &[("name", "Ben"), ("bio", "Still life."), ("tags", "still life"), ("languages", "en")]).await.expect(303);
        let button = |page: &Page| page.attrs("main form[action^='/my/follows']", "action");
        let pages = [format!("/m/{}", merchant.org.unwrap()), "/creators/ben".to_owned(), "/creators?tag=still-life".to_owned()];
        for path in &pages {
            assert!(button(&world.browser().get(path).await.expect(200)).is_empty(), "a visitor follows nobody: {path}");
            let page = ana.browser.get(path).await.expect(200);
            assert_eq!(button(&page), ["/my/follows"], "{path}");
            let fields: Vec<(String, String)> = ["kind", "target", "next"]
                .iter()
                .map(|name| ((*name).to_owned(), page.attrs(&format!("main form[action='/my/follows'] input[name='{name}']"), "value")[0].clone()))
                .collect();
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            for _ in 0..2 {
                assert_eq!(ana.browser.post("/my/follows", &fields).await.expect(303).location.as_ref(), Some(path), "back to where it was clicked");
            }
            assert_eq!(button(&ana.browser.get(path).await), ["/my/follows/removal"], "{path}");
        }
        assert!(button(&merchant.browser.get(&pages[0]).await).is_empty() && button(&ben.browser.get("/creators/ben").await).is_empty());
        let list = ana.browser.get("/my/follows").await.expect(200);
        let mut names = list.words(".lrow a");
        names.sort();
        assert_eq!(names, ["#still-life", "Ben", "Wuyu"]);
        assert!(!ben.browser.get("/my/follows").await.has("Wuyu"), "nobody else learns of it");
        for (kind, target, status) in [
            ("merchant", "org_01jd0000000000000000000000", 404),
            ("creator", "x", 404),
            ("tag", "", 422),
            ("tag", "much-too-long-to-be-a-tag-at-all", 422),
            ("brief", "x", 422),
        ] {
            follow(&ana.browser, kind, target).await.expect(status);
        }
        follow(&ana.browser, "tag", " #Still Life ").await.expect(303);
        assert_eq!(ana.browser.get("/my/follows").await.words(".lrow a").len(), 3, "a tag is one however it is typed");
        ana.browser.post("/my/follows/removal", &[("kind", "tag"), ("target", "still-life")]).await.expect(303);
        ana.browser.post("/my/follows/removal", &[("kind", "tag"), ("target", "still-life")]).await.expect(303);
        assert!(!ana.browser.get("/my/follows").await.has("#still-life"));
        for number in 0..198 {
            follow(&ana.browser, "tag", &format!("tag{number}")).await.expect(303);
        }
        assert!(follow(&ana.browser, "tag", "one-more").await.expect(409).has("You can follow 200"));
    }

    async fn what_is_new_is_told_once_a_week_to_whoever_may_see_it(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        let (ana, ben, fan) = (world.seed_creator("ana").await, world.seed_creator("ben").await, world.seed_creator("fan").await);
        let org = merchant.org.unwrap().to_string();
        let circle = format!("/circles/{org}");
        merchant.browser.post(&format!("{circle}/invitations"), &[("creator", "ben")]).await.expect(303);
        ben.browser.post(&format!("{circle}/acceptance"), &[]).await.expect(303);
        merchant.publish_brief(world, "An older brief", &[]).await;
        world.wait_hours(1);
        for who in [&ana, &ben, &merchant] {
            follow(&who.browser, "merchant", &org).await.expect(303);
        }
        world.wait_hours(1);
        merchant.publish_brief(world, "Two teapots", &[]).await;
        let inside = merchant.write_brief(world, "For friends", &[]).await;
        let kind = [("kind", "open_bid"), ("content_form", "image_set"), ("category", "home"), ("visibility", "circle")];
        merchant.browser.post(&format!("{inside}/edit/form"), &kind).await.expect(303);
        merchant.browser.post(&format!("{inside}/publication"), &[]).await.expect(303);
        assert_eq!(news(&ana.browser.get("/workbench").await.expect(200)), ["Two teapots"], "what came before is no news");
        let mut inside = news(&ben.browser.get("/workbench").await);
        inside.sort();
        assert_eq!(inside, ["For friends", "Two teapots"]);
        assert!(news(&fan.browser.get("/workbench").await).is_empty() && news(&merchant.browser.get("/workbench").await).is_empty());
        world.wait_hours(30);
        world.tick().await;
        assert!(mails(world, &ana).await.is_empty() && told(&ana).await == 0, "not before the week is over");
        world.wait_days(7);
        for _ in 0..2 {
            world.tick().await;
        }
        assert_eq!((mails(world, &ana).await, told(&ana).await), (vec![vec!["Two teapots".to_owned()]], 1));
        assert_eq!(mails(world, &ben).await[0].len(), 2);
        assert!(mails(world, &merchant).await.is_empty() && mails(world, &fan).await.is_empty());
        world.wait_days(8);
        world.tick().await;
        assert_eq!((mails(world, &ana).await.len(), told(&ana).await), (1, 1), "nothing new is nothing to tell");
    }

    async fn a_day_is_told_together_and_one_click_ends_the_mails(world: World) {
        let (ana, ben) = (world.seed_creator("ana").await, world.seed_creator("ben").await);
        let fan = world.seed_member("Fans", Role::Owner).await;
        ben.browser.post("/my/profile", &[("name", "Ben"), ("bio", "Still life."), ("tags", "tea"), ("languages", "en")]).await.expect(303);
        let page = fan.browser.get("/creators/ana").await;
        let id = page.attrs("main form[action='/my/follows'] input[name='target']", "value").remove(0);
        follow(&fan.browser, "creator", &id).await.expect(303);
        follow(&fan.browser, "tag", "tea").await.expect(303);
        let wishes = [("on_site", "follows"), ("mail", "follows.daily"), ("daily_at", "9")];
        fan.browser.post("/settings/notices", &wishes).await.expect(303);
        world.wait_hours(1);
        sell(&ana, &[]).await;
        let new = world.seed_creator("cleo").await;
        new.browser.post("/my/profile", &[("name", "Cleo"), ("bio", "Tea."), ("tags", "tea"), ("languages", "en")]).await.expect(303);
        world.wait_hours(25);
        world.tick().await;
        assert_eq!(mails(world, &fan).await, [["Cleo", "One short film, 30 seconds"]]);
        let letter = world.letter(&format!("{}@example.org", fan.user), "news").await;
        let stop = letter.params["unsubscribe"].as_str().unwrap().to_owned();
        world.tick().await;
        let sent = mail_file(world).await;
        assert!(sent.contains(&format!("List-Unsubscribe: <{}{stop}>", world.site.config.base_url)), "{sent}");
        assert!(sent.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{sent}");

        let nobody = world.browser();
        assert!(nobody.get(&stop).await.expect(200).has("Stop these mails"), "looking at it changes nothing");
        for wrong in ["x", "usr_01jd0000000000000000000000-00000000000000000000000000000000"] {
            nobody.get(&format!("/news/mails/{wrong}")).await.expect(404);
            nobody.post_raw(&format!("/news/mails/{wrong}"), &[]).await.expect(404);
        }
        for _ in 0..2 {
            let done = nobody.post_raw(&stop, &[("List-Unsubscribe", "One-Click")]).await.expect(200);
            assert!(done.has("you get no more of these mails"), "{}", done.readable());
        }
        let chosen = fan.browser.get("/settings/notices").await.attrs("#mail-follows option[selected]", "value");
        assert_eq!(chosen, ["follows.off"]);
        sell(&ana, &[("title", "A second film")]).await;
        world.wait_hours(25);
        world.tick().await;
        assert_eq!((mails(world, &fan).await.len(), told(&fan).await), (1, 2), "the inbox goes on");
    }

    async fn whoever_ended_contact_hears_nothing_new(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        let ana = world.seed_creator("ana").await;
        follow(&ana.browser, "merchant", &merchant.org.unwrap().to_string()).await.expect(303);
        world.wait_hours(1);
        merchant.publish_brief(world, "Two teapots", &[]).await;
        assert_eq!(news(&ana.browser.get("/workbench").await), ["Two teapots"]);
        let id = merchant.browser.get("/creators/ana").await.attrs("main form[action='/my/follows'] input[name='target']", "value").remove(0);
        let org = merchant.org.unwrap().to_string();
        merchant.browser.post("/blocks", &[("org", &org), ("creator", &id)]).await.expect(303);
        assert!(news(&ana.browser.get("/workbench").await).is_empty());
    }
}

/// The newest mail as it travelled.
async fn mail_file(world: &World) -> String {
    let row =
        world.read(|conn| Ok(vtask::platform::mailer::list_newest(conn, None, vtask::primitives::Limit::PAGE)?.items.remove(0))).await;
    let file = world.site.config.data_dir.join("mails").join(format!("{}.eml", row.id));
    std::fs::read_to_string(file).unwrap()
}

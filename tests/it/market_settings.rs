//! What moderators set while the market runs: floors and the notice, with their history, and what everybody reads of them.

use crate::both;
use crate::briefs_by_program::{merchant, new_brief};
use crate::deals_by_program::program_of;
use crate::pools::bid;
use vtask::sessions::AdminRole;

const FLOOR: [(&str, &str); 4] = [("category", "home"), ("form", "image_set"), ("currency", "CNY"), ("reason", "As creators asked zq1")];

fn at_least(least: &str) -> Vec<(&str, &str)> {
    FLOOR.into_iter().chain([("least", least)]).collect()
}

both! {
    async fn a_price_below_what_is_recommended_is_named_and_blocks_nothing(world: World) {
        let (tea, org) = merchant(world, "Tea").await;
        let moderator = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        let finance = world.browser_of(&world.admin_as(&[AdminRole::FinanceAdmin]).await);
        finance.get("/admin/market").await.expect(403);
        finance.post("/admin/market/floors", &at_least("2000")).await.expect(403);
        for bad in [at_least("-1"), at_least("x"), vec![("least", "2000")], at_least("2000")[1..].to_vec()] {
            moderator.post("/admin/market/floors", &bad).await.expect(422);
        }
        let id = tea.post("/briefs", &new_brief(world, &org)).await.expect(201).at("/id");
        let email = tea.get("/me").await.at("/user/email");
        let owner = world.browser();
        owner.post("/login", &[("email", &email), ("password", crate::people::PASSWORD)]).await.expect(303);
        let check = format!("/briefs/{id}/check");
        assert!(!owner.get(&check).await.expect(200).has("PRICE-LOW"));
        moderator.post("/admin/market/floors", &at_least("2,000")).await.expect(303);
        moderator.post("/admin/market/floors", &at_least("2000")).await.expect(422);
        let found = owner.get(&check).await.expect(200);
        assert!(found.has("below what this market recommends") && found.has("CN¥2,000"), "{}", found.readable());
        assert_eq!(tea.post(&format!("/briefs/{id}/publication"), &serde_json::json!({})).await.expect(200).at("/state"), "open");

        let maker = world.maker().await;
        let own = program_of(world, &maker).await;
        let bid = own.post(&format!("/briefs/{id}/bids"), &bid(150_000)).await.expect(201).at("/id");
        assert!(world.browser_of(&maker).get(&format!("/bids/{bid}")).await.expect(200).has("PRICE-LOW"));
        assert!(!owner.get(&format!("/bids/{bid}")).await.expect(200).has("PRICE-LOW"), "whoever wrote it reads it");

        let rules = world.browser().get("/rules").await.expect(200);
        assert!(rules.has("What this market recommends at least") && rules.has("CN¥2,000"), "{}", rules.readable());
        moderator.post("/admin/market/floors", &at_least("1000")).await.expect(303);
        assert!(!owner.get(&check).await.has("PRICE-LOW"), "the range begins there");
        moderator.post("/admin/market/floors", &at_least("")).await.expect(303);
        assert!(!world.browser().get("/rules").await.has("recommends at least"));
        let history = moderator.get("/admin/market").await.expect(200);
        for line in ["nothing → CN¥2,000", "CN¥2,000 → CN¥1,000", "CN¥1,000 → nothing", "As creators asked zq1", "Ada Admin"] {
            assert!(history.has(line), "{line}: {}", history.readable());
        }
        assert!(moderator.get("/admin/audit?about=floor/home/image_set/CNY/2").await.has("market.set"));
    }

    async fn what_begins_later_is_announced_and_holds_from_its_moment(world: World) {
        let admin = world.admin_as(&[AdminRole::Moderator]).await;
        let moderator = world.browser_of(&admin);
        let local = |hours: i64| world.now().plus_hours(hours).local(&admin.person.zone);
        let (past, soon, later) = (local(-1), local(2), local(4));
        let starting = |least: &'static str, starts: &str| {
            let fields: Vec<(String, String)> =
                at_least(least).into_iter().chain([("starts", starts)]).map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            fields
        };
        let post = async |fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            moderator.post("/admin/market/floors", &fields).await
        };
        assert_eq!(post(starting("2000", &past)).await.expect(422).attrs("[name=starts]", "value"), std::slice::from_ref(&past), "what was typed stays");
        post(starting("2000", &soon)).await.expect(303);
        let rules = async || world.browser().get("/rules").await.expect(200);
        let page = rules().await;
        assert!(page.has("Announced") && page.has("CN¥2,000"), "{}", page.readable());
        world.wait_hours(1);
        world.tick().await;
        assert!(rules().await.has("Announced"));
        world.wait_hours(2);
        world.tick().await;
        let page = rules().await;
        assert!(!page.has("Announced") && page.has("CN¥2,000"), "{}", page.readable());
        let moderator = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        for (least, starts) in [("3000", later.as_str()), ("2500", "")] {
            let mut fields = at_least(least);
            fields.push(("starts", starts));
            moderator.post("/admin/market/floors", &fields).await.expect(303);
        }
        let page = rules().await;
        assert!(page.has("CN¥2,500") && !page.has("CN¥3,000") && !page.has("Announced"), "what is set now replaces what was to come");
        world.wait_hours(2);
        world.tick().await;
        assert!(rules().await.has("CN¥2,500"));
    }

    async fn a_notice_stands_on_every_page_from_one_moment_until_another(world: World) {
        let admin = world.admin_as(&[AdminRole::Moderator]).await;
        let moderator = world.browser_of(&admin);
        let (zh, visitor) = (crate::browser::Browser::in_language(world.address, "zh-CN"), world.browser());
        let local = |hours: i64| world.now().plus_hours(hours).local(&admin.person.zone);
        let notice = |from: i64, until: i64| {
            vec![
                ("notice_zh", "今晚十点维护 zq1".to_owned()),
                ("notice_en", "We mend things at ten zq2".to_owned()),
                ("from", local(from)),
                ("until", local(until)),
                ("why", "New disks".to_owned()),
            ]
        };
        let post = async |fields: Vec<(&'static str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            moderator.post("/admin/market/notice", &fields).await
        };
        post(notice(2, 1)).await.expect(422);
        post(notice(-3, -1)).await.expect(422);
        post(notice(1, 3).into_iter().filter(|(name, _)| *name != "notice_zh").collect()).await.expect(422);
        post(notice(1, 3)).await.expect(303);
        assert!(!visitor.get("/").await.expect(200).has("zq2"), "not yet");
        world.wait_hours(2);
        for path in ["/", "/briefs", "/login", "/rules", "/no-such-page", "/creators"] {
            assert!(visitor.get(path).await.has("zq2"), "{path}");
            assert!(zh.get(path).await.has("zq1"), "{path}");
        }
        let other = world.beside();
        assert!(!other.browser().get("/").await.has("zq2"));
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let mirror = actix_web::rt::spawn(vtask::app::mirror(other.site.clone(), stopped));
        for _ in 0..100 {
            if other.browser().get("/").await.has("zq2") {
                break;
            }
            actix_web::rt::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert!(other.browser().get("/").await.has("zq2"), "another node follows on its next tick, though it only answers");
        stop.send(true).unwrap();
        mirror.await.unwrap();
        world.wait_hours(2);
        assert!(!visitor.get("/").await.has("zq2"), "it is over");
        let moderator = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        moderator.post("/admin/market/notice", &[("why", "Done")]).await.expect(303);
        assert!(moderator.get("/admin/market").await.expect(200).has("New disks"));
    }
}

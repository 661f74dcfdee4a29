//! A search is kept, and tells once a day what is new.

use crate::both;
use vtask::sessions::Role;

both! {
    async fn a_kept_search_tells_once_a_day_what_is_new(world: World) {
        let (creator, other) = (world.seed_creator("ana").await, world.seed_creator("ben").await);
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        merchant.publish_brief(world, "An old teapot", &[]).await;
        let found = creator.browser.get("/briefs?q=teapot&content_form=image_set&sort=newest").await.expect(200);
        assert_eq!(found.value("query").as_deref(), Some("q=teapot&content_form=image_set"));
        assert!(creator.browser.get("/briefs").await.expect(200).attrs("input[name=query]", "value").is_empty(), "everything is nothing to keep");
        for _ in 0..2 {
            creator.browser.post("/my/searches", &[("query", "q=teapot&content_form=image_set&cursor=x&nonsense=1")]).await.expect(303);
        }
        creator.browser.post("/my/searches", &[("query", "sort=newest")]).await.expect(422);
        let kept = creator.browser.get("/my/searches").await.expect(200);
        assert_eq!(kept.words(".lrow a"), ["Pictures · “teapot”"]);
        assert_eq!(kept.attrs(".lrow a", "href"), ["/briefs?q=teapot&content_form=image_set"]);
        let removal = kept.attrs(".lrow form", "action").remove(0);
        world.wait_hours(1);
        merchant.publish_brief(world, "Two teapots", &[]).await;
        merchant.publish_brief(world, "A kettle", &[]).await;
        merchant.publish_brief(world, "A film of a teapot", &[("content_form", "short_video")]).await;
        world.tick().await;
        assert!(!creator.browser.get("/inbox").await.has("saved searches"), "not before a day is over");
        world.wait_hours(24);
        world.tick().await;
        let inbox = creator.browser.get("/inbox").await.expect(200);
        assert!(inbox.has("One new brief for your saved searches") && inbox.has("“Two teapots”"), "{}", inbox.readable());
        world.tick().await;
        assert_eq!(creator.browser.get("/inbox").await.words(".n__a").len(), 1);
        world.wait_hours(25);
        world.tick().await;
        assert_eq!(creator.browser.get("/inbox").await.words(".n__a").len(), 1, "nothing new is nothing to tell");
        other.browser.post(&removal, &[]).await.expect(404);
        creator.browser.post(&removal, &[]).await.expect(303);
        assert!(creator.browser.get("/my/searches").await.has("No saved searches yet"));
        for number in 0..20 {
            creator.browser.post("/my/searches", &[("query", format!("q=tea{number}").as_str())]).await.expect(303);
        }
        creator.browser.post("/my/searches", &[("query", "q=one+more")]).await.expect(409);
    }

    async fn a_kept_search_tells_nothing_of_whom_contact_ended_with(world: World) {
        let (ana, ben) = (world.seed_creator("ana").await, world.seed_creator("ben").await);
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        for creator in [&ana, &ben] {
            creator.browser.post("/my/searches", &[("query", "q=teapot")]).await.expect(303);
        }
        let own = world.read(|conn| {
            use diesel::prelude::*;
            use vtask::schema::creators as c;
            Ok(c::table.filter(c::handle.eq("ana")).select(c::id).get_result::<vtask::primitives::id::CreatorId>(conn)?)
        });
        let (org, own) = (merchant.org.unwrap().to_string(), own.await.to_string());
        ana.browser.post("/blocks", &[("org", &org), ("creator", &own)]).await.expect(303);
        world.wait_hours(1);
        merchant.publish_brief(world, "Two teapots", &[]).await;
        world.wait_hours(24);
        world.tick().await;
        assert!(ben.browser.get("/inbox").await.expect(200).has("“Two teapots”"));
        assert!(!ana.browser.get("/inbox").await.expect(200).has("“Two teapots”"));
    }
}

//! What newcomers are promised of the list of creators is counted and told.

use crate::both;
use crate::deals_by_program::program_of;
use crate::market::Market;
use serde_json::json;

both! {
    async fn the_share_of_newcomers_in_what_was_shown_is_told_with_its_count_and_days(world: World) {
        for number in 0..17 {
            world.seed_creator(&format!("old-{number}")).await;
        }
        world.wait_days(200);
        for number in 0..3 {
            world.seed_creator(&format!("new-{number}")).await;
        }
        let first = world.now().date_in(&"UTC".parse().unwrap());
        let browser = world.browser();
        for path in ["/creators", "/creators?q=old", "/creators?tag=tea"] {
            assert!(!browser.get(path).await.expect(200).has("went to newcomers"), "nothing is written yet: {path}");
        }
        assert_eq!(browser.get("/creators").await.expect(200).words(".cards > li").len(), 20);
        world.tick().await;
        world.wait_seconds(61);
        let told = browser.get("/creators").await.expect(200);
        assert!(told.has("15% of the 40 places shown in this list went to newcomers"), "{}", told.readable());
        world.wait_days(29);
        world.tick().await;
        let later = browser.get("/creators").await.expect(200);
        assert!(later.has("15% of the 60 places") && later.has(&format!("{}", first.day())), "{}", later.readable());
        world.wait_days(2);
        world.tick().await;
        let gone = browser.get("/creators").await.expect(200);
        assert!(gone.has("15% of the 20 places"), "what is older than 30 days counts no more: {}", gone.readable());
    }

    async fn every_list_is_counted_for_itself(world: World) {
        let Market { merchant, brief, .. } = world.market(1, 0).await;
        let maker = world.maker().await;
        let own = program_of(world, &maker).await;
        own.patch("/me/creator", &json!({"tags": ["tea"], "languages": ["en"]})).await.expect(200);
        let (mine, theirs) = (world.browser_of(&maker), world.browser_of(&merchant));
        let channel = [("platform", "xiaohongshu"), ("handle", "slow"), ("url", "https://example.com/slow"), ("followers", "1200")];
        mine.post("/my/profile/channels", &channel).await.expect(303);
        assert_eq!(mine.get("/workbench").await.expect(200).words("#for-you .brief__title").len(), 1);
        let path = format!("/briefs/{brief}/invitations");
        for _ in 0..3 {
            assert_eq!(theirs.get(&path).await.expect(200).words("#fits .fit b").len(), 1);
        }
        let handle = own.get("/me").await.at("/creator/handle");
        theirs.post(&path, &[("creator", "nobody-of-this-name")]).await.expect(422);
        theirs.post(&path, &[("creator", &handle)]).await.expect(303);
        for _ in 0..2 {
            theirs.get(&path).await.expect(200);
        }
        let plan = format!("/briefs/{brief}/plan?budget=1000000&places=2&goal=fit");
        theirs.get(&plan).await.expect(200);
        world.browser().get("/creators?q=ana").await.expect(200);
        let before = world.browser().get("/creators").await.expect(200);
        assert!(!before.has("Which lists are counted"), "nothing is written yet");
        world.tick().await;
        world.wait_seconds(61);
        let told = world.browser().get("/creators").await.expect(200);
        for line in [
            "Creators who fit a brief, as its merchant reads them: 100% of 3 places",
            "Creators whom a merchant invited, as the merchant reads them: 100% of 2 places",
            "by who read it: 100% of 1 places",
            "This list of creators: 100% of",
            "Creators found by words: 100% of",
            "The share for newcomers is kept in this list",
            "nobody records who saw whom",
        ] {
            assert!(told.has(line), "{line}: {}", told.readable());
        }
    }
}

//! What newcomers are promised of the list of creators is counted and told.

use crate::both;

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
}

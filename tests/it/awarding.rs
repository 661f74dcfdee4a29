//! A merchant chooses a bid: the contract is exactly what was seen.

use crate::both;

both! {
    async fn an_award_in_parts_adds_up_and_freezes_its_terms(world: World) {
        let (merchant, creator, bid) = world.offered_bid().await;
        let browser = world.browser_of(&merchant);
        let door = format!("/bids/{bid}/award");
        world.browser_of(&creator).get(&door).await.expect(403);
        world.browser_of(&world.stranger().await).get(&door).await.expect(404);
        assert!(browser.get(&door).await.expect(200).has("CN¥6,300.00"));
        let parts = |last: &'static str| {
            [("version", "1"), ("title", "Script"), ("price", "1200"), ("days", "3"), ("title", "Photos"), ("price", last), ("days", "7")]
        };
        browser.post(&door, &parts("4700")).await.expect(422);
        let mut looked = parts("4800").to_vec();
        looked.push(("do", "look"));
        assert!(browser.post(&door, &looked).await.expect(200).has("Agreement"));
        let mut old = parts("4800").to_vec();
        old[0] = ("version", "7");
        browser.post(&door, &old).await.expect(409);
        let made = browser.post(&door, &parts("4800")).await.expect(303);
        assert!(browser.follow(&made).await.expect(200).has("The contract is made"));
        let contract = made.location.unwrap().trim_end_matches("/made").to_owned();
        let terms = world.browser_of(&creator).get(&format!("{contract}/terms")).await.expect(200);
        assert!(terms.has("1) Script: CN¥1,200.00") && terms.has("2）Photos：¥4,800.00"), "{}", terms.readable());
        browser.get(&door).await.expect(409);
        world.browser_of(&creator).get(&format!("/bids/{bid}")).await.expect(200);
    }
}

//! Signing up, and showing that an address is one's own.

use crate::both;
use crate::people::PASSWORD;

fn merchant<'a>(email: &'a str, organisation: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("role", "merchant"),
        ("name", "Mei Lin"),
        ("email", email),
        ("password", PASSWORD),
        ("organisation", organisation),
        ("next", "/briefs"),
    ]
}

both! {
    async fn a_merchant_signs_up_confirms_and_owns_an_organisation(world: World) {
        let browser = world.browser();
        browser.get("/register").await.expect(200);
        let page = browser.post("/register", &merchant("mei@example.org", "Mist Island Tea")).await.expect(303);
        assert_eq!(page.location.as_deref(), Some("/register/sent"));
        assert!(browser.follow(&page).await.has("Look in your mail"));

        let letter = world.letter("mei@example.org", "confirm").await;
        let shown = browser.get(letter.path()).await.expect(200);
        assert!(shown.has("mei@example.org"));
        let login = world.log_in("mei@example.org").await;
        assert!(login.get("/settings/security").await.has("Not confirmed"), "looking at the link changes nothing");

        let token = letter.path().split('?').next().unwrap();
        let page = browser.post(token, &[("next", "/briefs")]).await.expect(303);
        assert_eq!(page.location.as_deref(), Some("/login?next=%2Fbriefs"));
        assert!(!login.get("/settings/security").await.has("Not confirmed"));
        browser.post(token, &[]).await.expect(303);
        let org = world.org_id("Mist Island Tea").await;
        assert!(login.get(&format!("/settings/organisations/{org}")).await.expect(200).has("owner"));
    }

    async fn a_creator_signs_up_with_a_handle_that_nobody_has(world: World) {
        let browser = world.browser();
        let form = |email, handle| [("role", "creator"), ("name", "Ana"), ("email", email), ("password", PASSWORD), ("handle", handle)];
        browser.post("/register", &form("ana@example.org", "@Ana-Beltran")).await.expect(303);
        let page = browser.post("/register", &form("anb@example.org", "ana-beltran")).await.expect(422);
        assert!(page.has("already in use"));
        // An address with an account learns of a taken handle just as any other.
        let page = browser.post("/register", &form("ana@example.org", "ana-beltran")).await.expect(422);
        assert!(page.has("already in use"));
    }

    async fn what_cannot_be_taken_is_said_field_by_field_and_kept(world: World) {
        let browser = world.browser();
        let fields = [("role", "creator"), ("name", " "), ("email", "nowhere"), ("password", "password123"), ("handle", "x y")];
        let page = browser.post("/register", &fields).await.expect(422);
        assert_eq!(page.attrs(".errors a", "href"), ["#handle", "#name", "#email", "#password"]);
        assert_eq!(page.value("email").as_deref(), Some("nowhere"));
        assert!(page.words("title")[0].starts_with("Error:"));
        assert!(!page.body.contains("password123"));
        let page = browser.post("/register", &[("email", "a@example.org")]).await.expect(422);
        assert_eq!(page.attrs(".errors a", "href")[0], "#role");
    }

    async fn a_known_address_gets_the_same_answer_and_its_owner_a_mail(world: World) {
        let browser = world.browser();
        let first = browser.post("/register", &merchant("mei@example.org", "Mist Island Tea")).await.expect(303);
        let again = browser.post("/register", &merchant("Mei@Example.org", "Another Tea")).await.expect(303);
        assert_eq!(first.location, again.location);
        assert_eq!(first.body, again.body);
        let names = |page: &crate::browser::Page| page.headers.keys().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names(&first), names(&again));
        for _ in 0..5 {
            browser.post("/register", &merchant("mei@example.org", "Third Tea")).await.expect(303);
        }
        let letters = world.letters_to("mei@example.org").await;
        assert_eq!(letters.iter().filter(|letter| letter.template == "known").count(), 3, "an hour brings three at most");
        assert_eq!(letters.iter().filter(|letter| letter.template == "confirm").count(), 1);
        let taken = browser.post("/register", &merchant("other@example.org", "MIST island tea")).await.expect(422);
        assert!(taken.has("already in use"));
        browser.post("/register", &merchant("third@example.org", "Third Tea")).await.expect(303);
    }

    async fn an_unconfirmed_person_may_look_around_and_ask_for_the_link_again(world: World) {
        let browser = world.browser();
        browser.post("/register", &merchant("mei@example.org", "Mist Island Tea")).await.expect(303);
        let login = world.log_in("mei@example.org").await;
        login.get("/settings/account").await.expect(200);
        for _ in 0..3 {
            let page = login.post("/confirm", &[("email", "mei@example.org")]).await.expect(303);
            assert_eq!(page.location.as_deref(), Some("/confirm/sent"));
        }
        assert!(login.post("/confirm", &[("email", "mei@example.org")]).await.expect(429).headers.contains_key("retry-after"));
        // An address without an account is counted and answered in the same way.
        for _ in 0..3 {
            login.post("/confirm", &[("email", "nobody@example.org")]).await.expect(303);
        }
        login.post("/confirm", &[("email", "nobody@example.org")]).await.expect(429);
        let newest = world.letter("mei@example.org", "confirm").await;
        login.post(newest.path(), &[]).await.expect(303);
        assert!(login.get("/settings/security").await.has("Confirmed"));
    }

    async fn a_link_ends(world: World) {
        let browser = world.browser();
        browser.post("/register", &merchant("mei@example.org", "Mist Island Tea")).await.expect(303);
        let letter = world.letter("mei@example.org", "confirm").await;
        world.wait_hours(49);
        assert!(browser.get(letter.path()).await.expect(404).has("This link has ended"));
        browser.post(letter.path().split('?').next().unwrap(), &[]).await.expect(404);
        browser.get("/confirm/nonsense").await.expect(404);
    }

    async fn a_person_can_be_both_merchant_and_creator(world: World) {
        let login = world.merchant("Mist Island Tea").await;
        assert!(login.get("/settings/creator").await.expect(200).has("Become a creator"));
        login.post("/settings/creator", &[("handle", "a")]).await.expect(422);
        login.post("/settings/creator", &[("handle", "mist-island")]).await.expect(303);
        login.post("/settings/creator", &[("handle", "mist-island-2")]).await.expect(409);
        let page = login.post("/settings/organisations/new", &[("name", "Second House")]).await.expect(303);
        assert!(login.follow(&page).await.has("Second House"));
        login.post("/settings/organisations/new", &[("name", "mist ISLAND tea")]).await.expect(422);
    }

    async fn a_newcomer_is_led_to_a_first_brief_or_a_first_bid_and_then_no_more(world: World) {
        let browser = world.browser();
        browser.post("/register", &merchant("mei@example.org", "Mist Island Tea")).await.expect(303);
        let login = world.log_in("mei@example.org").await;
        let page = login.get("/workbench").await.expect(200);
        assert!(page.has("Your first brief: 16 % done"));
        assert!(page.attrs("#way-merchant a", "href").contains(&"/confirm".to_owned()));
        let letter = world.letter("mei@example.org", "confirm").await;
        login.post(letter.path().split('?').next().unwrap(), &[]).await.expect(303);
        let page = login.get("/workbench").await.expect(200);
        assert!(page.has("Your first brief: 33 % done"));
        assert!(page.attrs("#way-merchant a", "href").ends_with(&["/start/merchant".to_owned()]));

        let maker = world.browser_of(&world.maker().await);
        assert!(maker.get("/workbench").await.expect(200).has("Your first bid:"));
        let market = world.market(1, 1).await;
        let bidder = world.sign_in(market.creators[0]).await;
        assert!(!world.browser_of(&bidder).get("/workbench").await.expect(200).has("Your first bid:"));
        assert!(!world.browser_of(&market.merchant).get("/workbench").await.expect(200).has("Your first brief:"));
    }
}

//! A new password, a new address.

use crate::both;
use crate::people::{PASSWORD, session_cookie};

const NEW: &str = "another walk, uphill this time";

both! {
    async fn a_forgotten_password_is_reset_by_mail(world: World) {
        let login = world.merchant("Tea").await;
        let browser = world.browser();
        let page = browser.post("/reset", &[("email", &login.email)]).await.expect(303);
        assert_eq!(page.location.as_deref(), Some("/reset/sent"));
        let letter = world.letter(&login.email, "reset").await;
        assert!(browser.get(letter.path()).await.expect(200).body.contains(&login.email));
        browser.post(letter.path(), &[("password", "short")]).await.expect(422);
        let page = browser.post(letter.path(), &[("password", NEW)]).await.expect(303);
        assert_eq!(page.location.as_deref(), Some("/login"));
        login.get("/inbox").await.expect(303);
        browser.post("/login", &[("email", &login.email), ("password", PASSWORD)]).await.expect(422);
        browser.post("/login", &[("email", &login.email), ("password", NEW)]).await.expect(303);
        browser.get(letter.path()).await.expect(404);
        browser.post(letter.path(), &[("password", PASSWORD)]).await.expect(404);
        assert!(browser.get("/inbox?tab=news").await.has("Your password was changed"));
    }

    async fn nobody_learns_whether_an_address_has_an_account(world: World) {
        let login = world.merchant("Tea").await;
        let browser = world.browser();
        let known = browser.post("/reset", &[("email", &login.email)]).await.expect(303);
        let unknown = browser.post("/reset", &[("email", "nobody@tea.example.org")]).await.expect(303);
        assert_eq!((known.location, known.body), (unknown.location, unknown.body));
        let names = |headers: &reqwest::header::HeaderMap| headers.keys().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names(&known.headers), names(&unknown.headers));
        assert!(world.letters_to("nobody@tea.example.org").await.is_empty());
    }

    async fn three_resets_an_hour_and_no_more(world: World) {
        let login = world.merchant("Tea").await;
        let browser = world.browser();
        for email in [login.email.as_str(), "nobody@tea.example.org"] {
            for _ in 0..3 {
                browser.post("/reset", &[("email", email)]).await.expect(303);
            }
            assert!(browser.post("/reset", &[("email", email)]).await.expect(429).headers.contains_key("retry-after"));
        }
        assert_eq!(world.letters_to(&login.email).await.len(), 3);
        world.wait_hours(2);
        browser.post("/reset", &[("email", &login.email)]).await.expect(303);
    }

    async fn a_link_counts_for_an_hour_and_only_for_its_purpose(world: World) {
        let login = world.merchant("Tea").await;
        let browser = world.browser();
        browser.post("/reset", &[("email", &login.email)]).await.expect(303);
        let letter = world.letter(&login.email, "reset").await;
        let token = letter.path().rsplit('/').next().unwrap().to_owned();
        browser.get(&format!("/confirm/{token}")).await.expect(404);
        browser.post(&format!("/confirm/{token}"), &[]).await.expect(404);
        world.wait_hours(2);
        assert!(browser.get(letter.path()).await.expect(404).has("This link has ended"));
        browser.post(letter.path(), &[("password", NEW)]).await.expect(404);
    }

    async fn changing_the_password_ends_every_other_session(world: World) {
        let here = world.merchant("Tea").await;
        let there = world.log_in(&here.email).await;
        let page = here.post("/settings/security/password", &[("current", "wrong password"), ("password", NEW)]).await.expect(422);
        assert!(page.has("The password is not right."));
        here.post("/settings/security/password", &[("current", PASSWORD), ("password", "12345678")]).await.expect(422);
        let page = here.post("/settings/security/password", &[("current", PASSWORD), ("password", NEW)]).await.expect(303);
        assert!(session_cookie(&page).is_some(), "a new session id");
        assert!(here.follow(&page).await.expect(200).has("Your password is changed."));
        there.get("/inbox").await.expect(303);
        for _ in 0..4 {
            here.post("/settings/security/password", &[("current", "wrong password"), ("password", NEW)]).await.expect(422);
        }
        here.post("/settings/security/password", &[("current", NEW), ("password", PASSWORD)]).await.expect(429);
    }

    async fn a_new_address_counts_once_its_link_was_opened(world: World) {
        let here = world.merchant("Tea").await;
        let there = world.log_in(&here.email).await;
        here.post("/settings/security/email", &[("email", "no address")]).await.expect(422);
        here.post("/settings/security/email", &[("email", &here.email)]).await.expect(422);
        here.post("/settings/security/email", &[("email", "new@tea.example.org")]).await.expect(303);
        here.get("/settings/security/email/sent").await.expect(200);
        let letter = world.letter("new@tea.example.org", "change_email").await;
        assert!(here.get(letter.path()).await.expect(200).has("new@tea.example.org"));
        there.get("/inbox").await.expect(200);
        let page = here.post(letter.path(), &[]).await.expect(303);
        assert_eq!(page.location.as_deref(), Some("/settings/security"));
        assert!(here.follow(&page).await.expect(200).has("new@tea.example.org"));
        there.get("/inbox").await.expect(303);
        world.letter(&here.email, "address_changed").await;
        world.log_in("new@tea.example.org").await;
    }

    async fn an_address_with_an_account_is_not_taken_over(world: World) {
        let (one, two) = (world.merchant("Tea").await, world.merchant("Coffee").await);
        let page = one.post("/settings/security/email", &[("email", &two.email)]).await.expect(303);
        assert_eq!(page.location.as_deref(), Some("/settings/security/email/sent"), "the same answer as for any other");
        world.letter(&two.email, "known").await;
        one.post("/settings/security/email", &[("email", "later@tea.example.org")]).await.expect(303);
        let letter = world.letter("later@tea.example.org", "change_email").await;
        world.operator_makes("later@tea.example.org", "Quick", vtask::accounts::actions::NewPersonRole::Creator, None).await;
        one.post(letter.path(), &[]).await.expect(409);
    }
}

//! Signing in and out, limits, sessions, proving again to be there, language and theme.

use crate::both;
use crate::people::{PASSWORD, session_cookie};

both! {
    async fn a_person_signs_in_and_lands_where_he_wanted(world: World) {
        world.merchant("Mist Island Tea").await;
        let browser = world.browser();
        let page = browser.get("/settings/account").await.expect(303);
        assert_eq!(page.location.as_deref(), Some("/login?next=%2Fsettings%2Faccount"));
        let form = browser.follow(&page).await.expect(200);
        let next = form.attrs("form[action='/login'] input[name='next']", "value").remove(0);
        let page = browser.post("/login", &[("email", "OWNER@mist-island-tea.example.org"), ("password", PASSWORD), ("next", &next)]).await;
        assert_eq!(page.expect(303).location.as_deref(), Some("/settings/account"));
        browser.get("/settings/account").await.expect(200);
        assert_eq!(browser.get("/login").await.expect(303).location.as_deref(), Some("/workbench"));

        let page = browser.post("/logout", &[]).await.expect(303);
        assert_eq!(page.location.as_deref(), Some("/"));
        browser.get("/settings/account").await.expect(303);
    }

    async fn next_never_leads_to_another_site(world: World) {
        world.merchant("Tea").await;
        for away in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
            let browser = world.browser();
            let page = browser.post("/login", &[("email", "owner@tea.example.org"), ("password", PASSWORD), ("next", away)]).await.expect(303);
            assert_eq!(page.location.as_deref(), Some("/workbench"), "{away}");
        }
    }

    async fn a_wrong_password_and_an_unknown_address_are_answered_alike(world: World) {
        world.merchant("Tea").await;
        let browser = world.browser();
        let wrong = browser.post("/login", &[("email", "owner@tea.example.org"), ("password", "not the password")]).await.expect(422);
        let nobody = browser.post("/login", &[("email", "nobod@tea.example.org"), ("password", "not the password")]).await.expect(422);
        assert!(wrong.has("The e-mail address or the password is not right."));
        assert_eq!(wrong.words("main"), nobody.words("main"));
        assert_eq!(wrong.body.len(), nobody.body.len());
        let names = |page: &crate::browser::Page| page.headers.keys().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names(&wrong), names(&nobody));
        assert!(session_cookie(&wrong).is_none() && session_cookie(&nobody).is_none());
        let no_address = browser.post("/login", &[("email", "not an address"), ("password", "x")]).await.expect(422);
        assert!(no_address.has("The e-mail address or the password is not right."));
        let empty = browser.post("/login", &[]).await.expect(422);
        assert_eq!(empty.attrs(".errors a", "href"), ["#email", "#password"]);
    }

    async fn the_fifth_failure_shuts_the_door_for_a_quarter_of_an_hour(world: World) {
        world.merchant("Tea").await;
        for email in ["owner@tea.example.org", "nobody@tea.example.org"] {
            let browser = world.browser();
            for _ in 0..5 {
                browser.post("/login", &[("email", email), ("password", "wrong password")]).await.expect(422);
            }
            let page = browser.post("/login", &[("email", email), ("password", PASSWORD)]).await.expect(429);
            let wait: i64 = page.headers["retry-after"].to_str().unwrap().parse().unwrap();
            assert!((800..=901).contains(&wait), "{wait}");
        }
        world.wait_hours(1);
        world.log_in("owner@tea.example.org").await;
    }

    async fn tries_at_once_are_counted_each(world: World) {
        world.merchant("Tea").await;
        let browser = world.browser();
        browser.get("/login").await;
        let tries = (0..12).map(|_| browser.post("/login", &[("email", "owner@tea.example.org"), ("password", "wrong password")]));
        let answers = futures_util::future::join_all(tries).await;
        let judged = answers.iter().filter(|page| page.status == 422).count();
        assert!(judged <= 5, "{judged} passwords were tried");
    }

    async fn successful_sign_ins_do_not_count(world: World) {
        world.merchant("Tea").await;
        for _ in 0..8 {
            world.log_in("owner@tea.example.org").await;
        }
    }

    async fn one_network_may_fail_thirty_times(world: World) {
        let browser = world.browser();
        for number in 0..30 {
            let email = format!("nobody-{number}@tea.example.org");
            browser.post("/login", &[("email", &email), ("password", "wrong password")]).await.expect(422);
        }
        browser.post("/login", &[("email", "one-more@tea.example.org"), ("password", "wrong password")]).await.expect(429);
    }

    async fn a_sign_in_gets_a_new_session_and_the_old_form_is_worthless(world: World) {
        world.merchant("Tea").await;
        let browser = world.browser();
        let csrf = browser.get("/login").await.value("csrf").unwrap();
        let page = browser.post("/login", &[("email", "owner@tea.example.org"), ("password", PASSWORD)]).await.expect(303);
        assert!(session_cookie(&page).is_some());
        browser.post_raw("/settings/account", &[("csrf", &csrf), ("name", "x")]).await.expect(403);
        browser.post_raw("/logout", &[]).await.expect(403);
        browser.get("/settings/account").await.expect(200);
    }

    async fn sessions_are_listed_and_ended(world: World) {
        let here = world.merchant("Tea").await;
        let there = world.log_in(&here.email).await;
        let list = here.get("/settings/security").await;
        let ends: Vec<String> = list.attrs("form", "action").into_iter().filter(|action| action.ends_with("/end")).collect();
        assert_eq!(ends.len(), 2, "{ends:?}");
        let stranger = world.merchant("Coffee").await;
        stranger.post(&ends[0], &[]).await.expect(404);
        there.get("/settings/account").await.expect(200);
        here.post(&ends[0], &[]).await.expect(303);
        there.get("/settings/account").await.expect(303);
        here.post(&ends[0], &[]).await.expect(404);

        let (third, fourth) = (world.log_in(&here.email).await, world.log_in(&here.email).await);
        here.post("/settings/security/sessions/others/end", &[]).await.expect(303);
        third.get("/settings/account").await.expect(303);
        fourth.get("/settings/account").await.expect(303);
        here.get("/settings/account").await.expect(200);
    }

    async fn a_session_ends_by_itself_after_two_weeks_without_a_visit(world: World) {
        let login = world.merchant("Tea").await;
        world.wait_days(13);
        login.get("/settings/account").await.expect(200);
        world.wait_days(13);
        login.get("/settings/account").await.expect(200);
        world.wait_days(15);
        login.get("/settings/account").await.expect(303);
    }

    async fn what_concerns_the_account_wants_a_fresh_proof(world: World) {
        let login = world.merchant("Tea").await;
        world.wait_hours(1);
        let page = login.post("/settings/security/email", &[("email", "new@tea.example.org")]).await.expect(303);
        assert!(page.location.as_deref().unwrap().starts_with("/step-up?next="), "{:?}", page.location);
        login.get("/step-up?next=/settings/security").await.expect(200);
        assert!(login.post("/step-up", &[("password", "wrong password")]).await.expect(422).has("The password is not right."));
        let page = login.post("/step-up", &[("password", PASSWORD), ("next", "/settings/security")]).await.expect(303);
        assert_eq!(page.location.as_deref(), Some("/settings/security"));
        login.post("/settings/security/email", &[("email", "new@tea.example.org")]).await.expect(303);
        world.letter("new@tea.example.org", "change_email").await;
        for _ in 0..5 {
            login.post("/step-up", &[("password", "wrong password")]).await;
        }
        login.post("/step-up", &[("password", PASSWORD)]).await.expect(429);
    }

    async fn language_and_theme_are_kept_with_and_without_a_login(world: World) {
        let visitor = world.browser();
        assert!(visitor.get("/login").await.has("Sign in"));
        let page = visitor.post("/lang", &[("to", "zh-CN"), ("next", "/login")]).await.expect(303);
        assert_eq!(page.location.as_deref(), Some("/login"));
        assert!(visitor.get("/login").await.has("忘记密码？"));
        visitor.post("/theme", &[("to", "dark"), ("next", "//evil.example")]).await.expect(303);
        assert_eq!(visitor.get("/login").await.attrs("html", "data-theme"), ["dark"]);
        visitor.post("/lang", &[("to", "xx")]).await.expect(303);

        let login = world.merchant("Tea").await;
        login.post("/lang", &[("to", "zh-CN")]).await.expect(303);
        login.post("/theme", &[("to", "light")]).await.expect(303);
        let elsewhere = world.log_in(&login.email).await;
        let page = elsewhere.get("/settings/account").await;
        assert_eq!(page.attrs("html", "lang"), ["zh-CN"]);
        assert_eq!(page.attrs("html", "data-theme"), ["light"]);
    }

    async fn the_account_is_saved_or_said_field_by_field(world: World) {
        let login = world.merchant("Tea").await;
        let good = [("name", "林晚"), ("locale", "zh-CN"), ("time_zone", "Europe/Madrid"), ("theme", "dark")];
        login.post("/settings/account", &good).await.expect(303);
        let page = login.get("/settings/account").await;
        assert_eq!(page.value("name").as_deref(), Some("林晚"));
        assert_eq!(page.attrs("option[selected]", "value"), ["Europe/Madrid"]);
        assert_eq!(page.attrs("html", "lang"), ["zh-CN"]);
        let bad = [("name", ""), ("locale", "fr"), ("time_zone", "Mars/Olympus"), ("theme", "pink")];
        let page = login.post("/settings/account", &bad).await.expect(422);
        assert_eq!(page.attrs(".errors a", "href"), ["#name", "#locale", "#time_zone", "#theme"]);
    }
}

//! A merchant's circle: who comes and goes, what is written to it and how often, and that nobody else learns of it.

use crate::both;
use vtask::sessions::Role;

both! {
    async fn creators_join_and_leave_and_nobody_else_sees_the_circle(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        let viewer = world.seed_member("Wuyu", Role::Viewer).await;
        let (ana, ben) = (world.seed_creator("ana").await, world.seed_creator("ben").await);
        let circle = format!("/circles/{}", merchant.org.unwrap());
        merchant.browser.post(&format!("{circle}/rules"), &[("rules", "Two briefs a month.\nNo resale.")]).await.expect(303);
        merchant.browser.post(&format!("{circle}/rules"), &[("rules", &"x".repeat(2_001))]).await.expect(422);
        for (handle, status) in [("", 422), ("nobody-at-all", 422), ("@ana", 303), ("ana", 303)] {
            merchant.browser.post(&format!("{circle}/invitations"), &[("creator", handle)]).await.expect(status);
        }
        let asked = ana.browser.get(&circle).await.expect(200);
        assert!(asked.has("Two briefs a month.") && ana.browser.get("/inbox").await.has("invites you into its circle"), "{}", asked.readable());
        ana.browser.post(&format!("{circle}/departure"), &[]).await.expect(409);
        ana.browser.post(&format!("{circle}/acceptance"), &[]).await.expect(303);
        ana.browser.post(&format!("{circle}/acceptance"), &[]).await.expect(409);
        assert!(merchant.browser.get("/inbox?tab=news").await.has("joined your circle"));
        assert!(!ana.browser.get("/inbox?tab=needs").await.has("invites you into its circle"));
        let inside = viewer.browser.get(&circle).await.expect(200);
        assert!(inside.has("@ana") && inside.attrs("form[action$='/letters']", "action").is_empty(), "{}", inside.readable());
        assert!(!ana.browser.get(&circle).await.has("@ana"), "members do not see each other");

        let removal = merchant.browser.get(&circle).await.attrs("form[action$='/removal']", "action").remove(0);
        for other in [&ben.browser, &world.seed_member("Other", Role::Owner).await.browser] {
            other.get(&circle).await.expect(404);
            for verb in ["rules", "invitations", "letters", "acceptance", "departure", "mute"] {
                other.post(&format!("{circle}/{verb}"), &[("creator", "ben"), ("text", "Hello"), ("rules", "Mine")]).await.expect(404);
            }
            other.post(&removal, &[]).await.expect(404);
        }
        viewer.browser.post(&format!("{circle}/letters"), &[("text", "Hello")]).await.expect(403);
        ana.browser.post(&format!("{circle}/letters"), &[("text", "Hello")]).await.expect(404);

        ana.browser.post(&format!("{circle}/departure"), &[]).await.expect(303);
        ana.browser.get(&circle).await.expect(404);
        let resting = merchant.browser.post(&format!("{circle}/invitations"), &[("creator", "ana")]).await.expect(409);
        assert!(resting.has("less than 30 days ago") && resting.words("#health dd").contains(&"1".to_owned()), "{}", resting.readable());
        ben.browser.post("/settings/outreach", &[("closed", "true")]).await.expect(303);
        assert!(merchant.browser.post(&format!("{circle}/invitations"), &[("creator", "ben")]).await.expect(409).has("takes no invitations"));
        world.wait_days(31);
        let later = world.seed_member("Wuyu", Role::Editor).await;
        later.browser.post(&format!("{circle}/invitations"), &[("creator", "ana")]).await.expect(303);
        later.browser.post(&removal, &[]).await.expect(303);
        later.browser.post(&removal, &[]).await.expect(409);
        let soon = later.browser.post(&format!("{circle}/invitations"), &[("creator", "ana")]).await.expect(409);
        assert!(soon.has("less than 24 hours ago"), "{}", soon.readable());
        world.wait_hours(25);
        later.browser.post(&format!("{circle}/invitations"), &[("creator", "ana")]).await.expect(303);
    }

    async fn a_circle_is_written_to_so_often_and_a_member_hears_of_one_letter_a_day(world: World) {
        let (first, second) = (world.seed_member("Wuyu", Role::Owner).await, world.seed_member("Huanxing", Role::Owner).await);
        let (ana, ben) = (world.seed_creator("ana").await, world.seed_creator("ben").await);
        let circle = |of: &crate::seeds::Seed| format!("/circles/{}", of.org.unwrap());
        let (near, far) = (circle(&first), circle(&second));
        for (merchant, circle) in [(&first, &near), (&second, &far)] {
            for creator in [&ana, &ben] {
                merchant.browser.post(&format!("{circle}/invitations"), &[("creator", &creator.handle)]).await.expect(303);
                creator.browser.post(&format!("{circle}/acceptance"), &[]).await.expect(303);
            }
        }
        ben.browser.post(&format!("{near}/mute"), &[("muted", "true")]).await.expect(303);
        first.browser.post(&format!("{near}/letters"), &[("text", " ")]).await.expect(422);
        first.browser.post(&format!("{near}/letters"), &[("text", "New cups in spring.")]).await.expect(303);
        let heard = async |who: &crate::seeds::Seed, of: &str| who.browser.get("/inbox?tab=news").await.has(&format!("{of} wrote to its circle"));
        assert!(!heard(&ana, "Wuyu").await, "the telling is not the writer's to wait for");
        world.tick().await;
        assert!(heard(&ana, "Wuyu").await && !heard(&ben, "Wuyu").await, "who muted it is not told");
        assert!(ben.browser.get(&near).await.has("New cups in spring."), "and reads it on the page");
        second.browser.post(&format!("{far}/letters"), &[("text", "A film about rain.")]).await.expect(303);
        world.tick().await;
        assert!(!heard(&ana, "Huanxing").await && heard(&ben, "Huanxing").await, "one letter a day from all circles");
        assert!(ana.browser.get(&far).await.has("A film about rain."));
        let page = first.browser.get(&near).await.expect(200);
        assert!(page.has("Told: 1") && page.has("Too few were told to count the readers"), "{}", page.readable());

        world.wait_hours(25);
        for _ in 0..2 {
            first.browser.post(&format!("{near}/letters"), &[("text", "And plates."), ("once", "a-double-click")]).await.expect(303);
        }
        assert_eq!(first.browser.get(&near).await.words("#letters .lrow").len(), 2, "two clicks are one letter");
        let full = first.browser.post(&format!("{near}/letters"), &[("text", "And bowls.")]).await.expect(429);
        assert!(full.has("And bowls.") && full.has("possible in 143 h"), "{}", full.readable());
        world.wait_days(6);
        first.browser.post(&format!("{near}/letters"), &[("text", "And bowls.")]).await.expect(303);
    }

    async fn who_ended_contact_hears_of_no_letter(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        let org = merchant.org.unwrap().to_string();
        let circle = format!("/circles/{org}");
        let all = [world.seed_creator("ana").await, world.seed_creator("ben").await, world.seed_creator("cleo").await];
        for creator in &all {
            merchant.browser.post(&format!("{circle}/invitations"), &[("creator", &creator.handle)]).await.expect(303);
            creator.browser.post(&format!("{circle}/acceptance"), &[]).await.expect(303);
        }
        let [ana, ben, cleo] = &all;
        let of = |page: &crate::browser::Page| page.value("creator").unwrap();
        let own = ana.browser.get(&format!("/blocks/new?org={org}")).await.expect(200);
        ana.browser.post("/blocks", &[("org", &org), ("creator", &of(&own))]).await.expect(303);
        let theirs = merchant.browser.get("/blocks/new?creator=ben").await.expect(200);
        merchant.browser.post("/blocks", &[("org", &org), ("creator", &of(&theirs))]).await.expect(303);
        merchant.browser.post(&format!("{circle}/letters"), &[("text", "New cups in spring.")]).await.expect(303);
        world.tick().await;
        for (creator, hears) in [(ana, false), (ben, false), (cleo, true)] {
            assert_eq!(creator.browser.get("/inbox?tab=news").await.expect(200).has("wrote to its circle"), hears, "{}", creator.handle);
        }
    }

    async fn a_whole_circle_hears_in_several_steps(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        let circle = format!("/circles/{}", merchant.org.unwrap());
        let mut all = Vec::new();
        for number in 0..52 {
            let one = world.seed_creator(&format!("maker-{number}")).await;
            merchant.browser.post(&format!("{circle}/invitations"), &[("creator", &one.handle)]).await;
            all.push(one);
            if number % 49 == 48 {
                world.wait_hours(25);
            }
        }
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        for one in &all {
            one.browser.post(&format!("{circle}/acceptance"), &[]).await.expect(303);
        }
        merchant.browser.post(&format!("{circle}/letters"), &[("text", "New cups in spring.")]).await.expect(303);
        world.tick().await;
        world.tick().await;
        assert!(merchant.browser.get(&circle).await.has("Told: 52"), "everybody is told, and once");
        let inbox = all[51].browser.get("/inbox?tab=news").await;
        assert_eq!(inbox.words(".n__a").iter().filter(|title| title.contains("wrote to its circle")).count(), 1, "{}", inbox.readable());
    }

    async fn a_circle_is_asked_and_both_sides_read_the_counts_in_time(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        let (ana, ben) = (world.seed_creator("ana").await, world.seed_creator("ben").await);
        let stranger = world.seed_creator("cleo").await;
        let circle = format!("/circles/{}", merchant.org.unwrap());
        for creator in [&ana, &ben] {
            merchant.browser.post(&format!("{circle}/invitations"), &[("creator", &creator.handle)]).await.expect(303);
            creator.browser.post(&format!("{circle}/acceptance"), &[]).await.expect(303);
        }
        let last = world.now().plus_hours(72).date_in(&vtask::primitives::Zone::shanghai()).to_string();
        let ask = async |answers: &[&str], ends: &str| {
            let mut form = vec![("question", "Which glaze next?"), ("ends", ends)];
            form.extend(answers.iter().map(|answer| ("answer", *answer)));
            merchant.browser.post(&format!("{circle}/polls"), &form).await
        };
        let wrong: [(&[&str], &str); 6] = [
            (&["Blue"], &last),
            (&["Blue", "Blue"], &last),
            (&["a", "b", "c", "d", "e", "f", "g"], &last),
            (&["Blue", "Green"], ""),
            (&["Blue", "Green"], "2020-01-01"),
            (&["Blue", "Green"], "2099-01-01"),
        ];
        for (answers, ends) in wrong {
            let page = ask(answers, ends).await.expect(422);
            assert!(page.body.contains("Which glaze next?"), "what was typed stays: {}", page.readable());
        }
        ask(&["Blue", "Green", ""], &last).await.expect(303);
        world.tick().await;
        assert!(ana.browser.get("/inbox?tab=news").await.has("asks its circle"));
        let asked = ana.browser.get(&circle).await.expect(200);
        assert!(asked.has("Which glaze next?") && asked.has("Nobody has answered") && !asked.has("0 votes"), "{}", asked.readable());
        let vote = asked.attrs("form[action$='/vote']", "action").remove(0);
        for (choice, status) in [("", 422), ("2", 422), ("x", 422), ("0", 303)] {
            ana.browser.post(&vote, &[("answer", choice)]).await.expect(status);
        }
        stranger.browser.post(&vote, &[("answer", "0")]).await.expect(404);
        merchant.browser.post(&vote, &[("answer", "0")]).await.expect(404);
        let mine = ana.browser.get(&circle).await.expect(200);
        assert!(mine.has("1 vote, 100 %") && mine.has("1 member answered"), "who answered sees the counts: {}", mine.readable());
        assert!(!ben.browser.get(&circle).await.has("1 vote, 100 %"), "who has not sees none");
        let inside = merchant.browser.get(&circle).await.expect(200);
        assert!(inside.has("1 member answered") && !inside.has("1 vote, 100 %") && inside.attrs("form[action$='/vote']", "action").is_empty(), "{}", inside.readable());
        ana.browser.post(&vote, &[("answer", "1")]).await.expect(303);
        ben.browser.post(&vote, &[("answer", "1")]).await.expect(303);
        assert!(ben.browser.get(&circle).await.has("2 votes, 100 %"), "a changed answer counts once");

        merchant.browser.post(&format!("{circle}/letters"), &[("text", "Thank you.")]).await.expect(303);
        ask(&["Blue", "Green"], &last).await.expect(429);
        world.wait_days(5);
        let late = ana.browser.post(&vote, &[("answer", "0")]).await.expect(409);
        assert!(late.has("This question is closed."), "{}", late.readable());
        let inside = world.seed_member("Wuyu", Role::Viewer).await;
        let over = inside.browser.get(&circle).await.expect(200);
        assert!(over.has("2 votes, 100 %") && over.has("Closed"), "at the end both sides read the counts: {}", over.readable());
        assert!(over.attrs("form[action$='/vote']", "action").is_empty());
    }
}

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
        assert!(heard(&ana, "Wuyu").await && !heard(&ben, "Wuyu").await, "who muted it is not told");
        assert!(ben.browser.get(&near).await.has("New cups in spring."), "and reads it on the page");
        second.browser.post(&format!("{far}/letters"), &[("text", "A film about rain.")]).await.expect(303);
        assert!(!heard(&ana, "Huanxing").await && heard(&ben, "Huanxing").await, "one letter a day from all circles");
        assert!(ana.browser.get(&far).await.has("A film about rain."));
        let page = first.browser.get(&near).await.expect(200);
        assert!(page.has("Told: 1") && page.has("Too few were told to count the readers"), "{}", page.readable());

        world.wait_hours(25);
        first.browser.post(&format!("{near}/letters"), &[("text", "And plates.")]).await.expect(303);
        let full = first.browser.post(&format!("{near}/letters"), &[("text", "And bowls.")]).await.expect(429);
        assert!(full.has("And bowls.") && full.has("possible in 143 h"), "{}", full.readable());
        world.wait_days(6);
        first.browser.post(&format!("{near}/letters"), &[("text", "And bowls.")]).await.expect(303);
    }
}

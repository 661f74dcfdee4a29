//! Lists of creators: kept by a merchant's people, seen by nobody else, invited to a brief in one step with an answer for each.

use crate::both;
use vtask::sessions::Role;

both! {
    async fn a_merchants_people_keep_lists_that_nobody_else_sees(world: World) {
        let editor = world.seed_member("Wuyu", Role::Editor).await;
        let viewer = world.seed_member("Wuyu", Role::Viewer).await;
        let (ana, ben) = (world.seed_creator("ana").await, world.seed_creator("ben").await);
        assert!(editor.browser.get("/creators").await.expect(200).attrs(".card__done a", "href").contains(&"/creators/ana/lists".to_owned()));
        assert!(editor.browser.get("/creators/ana").await.expect(200).attrs("a", "href").contains(&"/creators/ana/lists".to_owned()));
        assert!(ben.browser.get("/creators").await.expect(200).attrs(".card__done a", "href").is_empty(), "creators save nobody");

        editor.browser.post("/creators/ana/lists", &[("note", "Warm light.")]).await.expect(422);
        let saved = editor.browser.post("/creators/ana/lists", &[("name", "Tea"), ("note", "Warm light.")]).await.expect(303);
        let list = saved.location.unwrap();
        let page = viewer.browser.get(&list).await.expect(200);
        assert!(page.has("ana") && page.has("Warm light.") && page.attrs("form[action$='/note']", "action").is_empty(), "{}", page.readable());
        assert!(viewer.browser.get("/my/lists").await.expect(200).has("1 creator"));
        let id = list.trim_start_matches("/my/lists/").to_owned();
        assert_eq!(editor.browser.get("/creators/ana/lists").await.expect(200).attrs("input[name=list][checked]", "value"), std::slice::from_ref(&id));
        editor.browser.post("/creators/ben/lists", &[("list", &id), ("note", &"x".repeat(501))]).await.expect(422);
        editor.browser.post("/creators/ben/lists", &[("list", &id)]).await.expect(303);
        assert_eq!(editor.browser.get(&list).await.words(".lrow__a").len(), 2);

        let notes = editor.browser.get(&list).await.attrs("form[action$='/note']", "action");
        editor.browser.post(&notes[0], &[("note", "Answers fast.")]).await.expect(303);
        assert!(editor.browser.get(&list).await.has("Answers fast."));
        editor.browser.post(&notes[0].replace("/note", "/removal"), &[]).await.expect(303);
        assert_eq!(editor.browser.get(&list).await.words(".lrow__a").len(), 1);
        editor.browser.post(&notes[0], &[("note", "Gone.")]).await.expect(404);

        let second = editor.browser.post("/my/lists", &[("name", "Coffee")]).await.expect(303).location.unwrap();
        editor.browser.post(&format!("{second}/name"), &[("name", "Tea")]).await.expect(422);
        editor.browser.post(&format!("{second}/name"), &[("name", "Kettles")]).await.expect(303);
        let again = editor.browser.post("/my/lists", &[("name", "Kettles")]).await.expect(303).location.unwrap();
        assert_eq!(again, second, "one of this name stays as it is");

        let other = world.seed_member("Other", Role::Owner).await;
        for stranger in [&ana.browser, &other.browser] {
            stranger.get(&list).await.expect(404);
            stranger.post(&format!("{list}/name"), &[("name", "Mine")]).await.expect(404);
            stranger.post(&format!("{list}/removal"), &[]).await.expect(404);
            stranger.post(&notes[0], &[("note", "Mine")]).await.expect(404);
        }
        other.browser.post("/creators/ben/lists", &[("list", &id)]).await.expect(404);
        ana.browser.get("/my/lists").await.expect(403);
        viewer.browser.post("/my/lists", &[("name", "Mine")]).await.expect(403);
        viewer.browser.post(&format!("{list}/removal"), &[]).await.expect(403);
        editor.browser.post(&format!("{list}/removal"), &[]).await.expect(303);
        editor.browser.get(&list).await.expect(404);
    }

    async fn a_note_for_several_lists_writes_over_none_unsaid(world: World) {
        let editor = world.seed_member("Wuyu", Role::Editor).await;
        world.seed_creator("ana").await;
        let save = "/creators/ana/lists";
        let mut ids = Vec::new();
        for (name, note) in [("Tea", "Warm light."), ("Coffee", "Fast hands.")] {
            let made = editor.browser.post(save, &[("name", name), ("note", note)]).await.expect(303).location.unwrap();
            ids.push(made.trim_start_matches("/my/lists/").to_owned());
        }
        let form = editor.browser.get(save).await.expect(200);
        assert_eq!((form.attrs("input[name=list][checked]", "value").len(), form.words("textarea[name=note]")), (2, vec![String::new()]));
        editor.browser.post(save, &[("list", &ids[0]), ("list", &ids[1]), ("name", "Milk"), ("note", "")]).await.expect(303);
        for (id, note) in ids.iter().zip(["Warm light.", "Fast hands."]) {
            assert!(editor.browser.get(&format!("/my/lists/{id}")).await.expect(200).has(note), "{note}");
        }
        editor.browser.post(save, &[("list", &ids[0]), ("note", "Both.")]).await.expect(303);
        assert!(editor.browser.get(&format!("/my/lists/{}", ids[0])).await.has("Both."));
    }

    async fn a_whole_list_is_invited_and_each_has_an_answer(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        let brief = merchant.publish_brief(world, "Three pictures of a teapot", &[]).await;
        for handle in ["ana", "ben", "cleo"] {
            world.seed_creator(handle).await;
        }
        let list = merchant.browser.post("/creators/ana/lists", &[("name", "Tea")]).await.expect(303).location.unwrap();
        let id = list.trim_start_matches("/my/lists/").to_owned();
        merchant.browser.post("/creators/ben/lists", &[("list", &id)]).await.expect(303);
        let invite = format!("{list}/invitations");
        let choice = brief.trim_start_matches("/briefs/").to_owned();
        for wrong in ["", "brf_01jd0000000000000000000000"] {
            merchant.browser.post(&invite, &[("brief", wrong)]).await.expect(422);
        }
        let done = merchant.browser.post(&invite, &[("brief", &choice)]).await.expect(303);
        assert_eq!(done.location, Some(format!("{brief}/invitations")));
        assert_eq!(merchant.browser.get(&format!("{brief}/invitations")).await.words(".mark").len(), 2);

        merchant.browser.post("/creators/cleo/lists", &[("list", &id)]).await.expect(303);
        let cleo = world.seed_creator("dora").await;
        merchant.browser.post("/creators/dora/lists", &[("list", &id)]).await.expect(303);
        cleo.browser.post("/settings/outreach", &[("closed", "true")]).await.expect(303);
        let told = merchant.browser.post(&invite, &[("brief", &choice)]).await.expect(200);
        assert_eq!(told.words("#entries .mark").iter().filter(|text| *text == "Invited").count(), 3, "{}", told.readable());
        assert!(told.has("takes no invitations"), "{}", told.readable());
        let stranger = world.seed_member("Other", Role::Owner).await;
        stranger.browser.post(&invite, &[("brief", &choice)]).await.expect(404);
    }
}

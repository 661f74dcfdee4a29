//! A creator shows who he is, and others find him.

use crate::both;
use vtask::sessions::Role;

both! {
    async fn a_profile_is_written_and_read(world: World) {
        let ana = world.seed_creator("ana-beltran").await;
        let words = [("name", "Ana Beltrán"), ("bio", "Still life by window light.\n\nValencia."), ("tags", "#Still Life, tea，TEA"), ("languages", "en"), ("languages", "es")];
        ana.browser.post("/my/profile", &words).await.expect(303);
        let channel = [("platform", "instagram"), ("handle", "@ana.table"), ("url", "https://example.com/ana"), ("followers", "48,200")];
        ana.browser.post("/my/profile/channels", &channel).await.expect(303);
        let page = world.browser().get("/creators/Ana-Beltran").await.expect(200);
        assert!(page.has("Ana Beltrán") && page.has("@ana.table") && page.has("48.2K") && page.has("own statement,"));
        assert_eq!(page.words(".chip"), ["still-life", "tea"]);
        assert_eq!(page.attrs("a[href='https://example.com/ana']", "rel"), ["nofollow ugc noopener"]);
        world.browser().get("/creators/nobody").await.expect(404);
    }

    async fn what_cannot_be_taken_keeps_the_words(world: World) {
        let ana = world.seed_creator("ana").await;
        let page = ana.browser.post("/my/profile", &[("name", ""), ("bio", "kept"), ("tags", "a,b,c,d,e,f,g,h,i,j,k"), ("languages", "klingon-language")]).await.expect(422);
        assert_eq!(page.attrs(".errors a", "href"), ["#name", "#tags", "#languages"]);
        assert_eq!(page.words("textarea[name=bio]"), ["kept"]);
        let page = ana.browser.post("/my/profile/channels", &[("platform", "x"), ("handle", "ana"), ("url", "javascript:alert(1)"), ("followers", "many")]).await.expect(422);
        assert_eq!(page.attrs(".errors a", "href"), ["#url", "#followers"]);
        assert_eq!(page.value("url").as_deref(), Some("javascript:alert(1)"));
    }

    async fn works_come_in_as_pictures_and_leave_again(world: World) {
        let ana = world.seed_creator("ana").await;
        ana.browser.upload("/my/profile/works", &[("title", "")], &[("file", "a.png", "image/png", crate::publishing_a_brief::png())]).await.expect(422);
        ana.browser.upload("/my/profile/works", &[("title", "A cup")], &[("file", "a.pdf", "application/pdf", b"%PDF-1.7".to_vec())]).await.expect(422);
        ana.browser.upload("/my/profile/works", &[("title", "A cup")], &[("file", "a.png", "image/png", crate::publishing_a_brief::png())]).await.expect(303);
        let page = world.browser().get("/creators/ana").await.expect(200);
        let src = page.attrs(".works img", "src").remove(0);
        let picture = world.browser().get(&src).await.expect(200);
        assert_eq!(picture.headers["content-type"], "image/jpeg");
        assert_eq!(world.browser().get("/creators").await.attrs(".card__pics img", "src"), [format!("{src}?size=small")]);
        let removal = format!("/my/profile/works/{}/removal", src.rsplit('/').next().unwrap());
        world.seed_creator("bea").await.browser.post(&removal, &[]).await.expect(404);
        ana.browser.post(&removal, &[]).await.expect(303);
        assert!(world.browser().get("/creators/ana").await.words(".works figcaption").is_empty());
        world.browser().get(&src).await.expect(200);
    }

    async fn creators_are_found_by_where_they_are_and_what_they_say(world: World) {
        for (handle, tags, language, platform) in [("ana", "tea, cups", "en", "instagram"), ("bea", "tea", "zh-CN", "xiaohongshu"), ("cho", "hiking", "en", "douyin")] {
            let creator = world.seed_creator(handle).await;
            creator.browser.post("/my/profile", &[("name", handle), ("bio", "x"), ("tags", tags), ("languages", language)]).await.expect(303);
            creator.browser.post("/my/profile/channels", &[("platform", platform), ("handle", handle), ("url", "https://example.com/"), ("followers", "1")]).await.expect(303);
        }
        let browser = world.browser();
        let names = async |query: &str| browser.get(&format!("/creators?{query}")).await.expect(200).words(".card__name");
        assert_eq!(names("").await, ["cho", "bea", "ana"]);
        assert_eq!(names("tag=tea").await, ["bea", "ana"]);
        assert_eq!(names("tag=tea&language=en").await, ["ana"]);
        assert_eq!(names("platform=douyin&platform=instagram").await, ["cho", "ana"]);
        assert_eq!(names("tag=nothing").await, [""; 0]);
        let page = browser.get("/creators?tag=tea&platform=myspace").await;
        assert!(page.has("“myspace”"));
        assert!(page.words("fieldset:nth-of-type(2) .opt").contains(&"English1".to_owned()));
    }

    async fn merchants_have_no_profile(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        merchant.browser.get("/my/profile").await.expect(404);
        merchant.browser.post("/my/profile", &[("name", "x")]).await.expect(404);
        world.browser().get("/my/profile").await.expect(303);
    }
}

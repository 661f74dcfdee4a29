//! A merchant writes a brief, publishes it, and lives with it until it ends.

use crate::both;
use vtask::sessions::Role;

both! {
    async fn a_draft_is_written_step_by_step_and_published(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        let base = merchant.write_brief(world, "Three pictures of a teapot", &[]).await;
        let check = merchant.browser.get(&format!("{base}/check")).await.expect(200);
        assert!(check.has("Three pictures of a teapot") && check.has("CN¥1,500–2,200") && check.has("A1") && check.has("Xiaohongshu") | check.has("小红书"));
        let published = merchant.browser.post(&format!("{base}/publication"), &[]).await.expect(303);
        let result = merchant.browser.follow(&published).await.expect(200);
        assert!(result.has("Your brief is open"));
        // Everybody reads it now, and the list has it at once.
        let visitor = world.browser();
        let page = visitor.get(&base).await.expect(200);
        assert!(page.has("Three pictures") && page.has("Sign in to bid") && page.has("Which cups do you use?"));
        assert_eq!(page.words(".prose strong"), ["three"]);
        let list = visitor.get("/briefs").await.expect(200);
        assert_eq!(list.words(".brief__title"), ["Three pictures of a teapot"]);
        // A second publication finds nothing to publish.
        merchant.browser.post(&format!("{base}/publication"), &[]).await.expect(409);
    }

    async fn what_cannot_be_taken_keeps_the_words(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        let org = merchant.org.unwrap().to_string();
        let bad = merchant.browser.post("/briefs", &[("org", &org), ("kind", "open_bid"), ("content_form", "opera"), ("category", "food")]).await.expect(422);
        assert!(!bad.words(".errors a").is_empty());
        let base = merchant.write_brief(world, "A teapot", &[]).await;
        let long = "x".repeat(121);
        let page = merchant.browser.post(&format!("{base}/edit/description"), &[("title", &long), ("body", "kept words")]).await.expect(422);
        assert_eq!(page.value("title"), Some(long));
        assert_eq!(page.words("textarea[name=body]"), ["kept words"]);
        assert_eq!(page.attrs(".errors a", "href"), ["#title"]);
        let page = merchant.browser.post(&format!("{base}/edit/money"), &[("currency", "CNY"), ("price_min", "0.50"), ("price_max", "lots"), ("places", "0")]).await.expect(422);
        assert_eq!(page.value("price_max").as_deref(), Some("lots"));
        assert!(page.attrs(".errors a", "href").contains(&"#bid_deadline".to_owned()));
        // What was saved before stands.
        assert_eq!(merchant.browser.get(&format!("{base}/edit/description")).await.value("title").as_deref(), Some("A teapot"));
    }

    async fn a_draft_saves_itself_and_keeps_what_can_be_kept(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        let base = merchant.write_brief(world, "First words", &[]).await;
        let saved = merchant.browser.post(&format!("{base}/edit/description?autosave=1"), &[("title", "Better words"), ("body", "")]).await.expect(204);
        assert_eq!(saved.body, "");
        let form = merchant.browser.get(&format!("{base}/edit/description")).await.expect(200);
        assert_eq!(form.value("title").as_deref(), Some("Better words"));
        assert!(form.words("textarea[name=body]")[0].contains("three"), "an empty body is still being typed");
        let preview = merchant.browser.post(&format!("{base}/edit/description"), &[("title", "T"), ("body", "# Big <b>x</b>"), ("preview", "1")]).await.expect(200);
        assert_eq!(preview.words("#body-preview h3"), ["Big <b>x</b>"]);
        let fragment = merchant.browser.post("/markdown/preview?field=body", &[("body", "**hi** <script>x</script>")]).await.expect(200);
        assert_eq!(fragment.body.trim(), "<p><strong>hi</strong> &lt;script&gt;x&lt;/script&gt;</p>");
    }

    async fn a_brief_begins_with_a_template_or_as_a_copy_whose_changes_are_marked(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        let all = merchant.browser.get("/briefs/templates").await.expect(200);
        assert_eq!(all.attrs(".chips a", "href").len(), 40, "eight categories in five forms");
        let one = merchant.browser.get("/briefs/templates?category=pets&content_form=live").await.expect(200);
        assert!(one.has("Let the animal come and go") && one.words(".checks li").len() >= 6);
        let begin = merchant.browser.get("/briefs/new?starter=fitting&category=pets&content_form=live").await.expect(200);
        assert_eq!(begin.attrs("input[name=content_form][checked]", "value"), ["live"]);

        let base = merchant.write_brief(world, "Three pictures of a teapot", &[]).await;
        merchant.browser.post(&format!("{base}/publication"), &[]).await.expect(303);
        assert!(merchant.browser.get(&base).await.attrs("button", "formaction").contains(&format!("{base}/copies")));
        let copied = merchant.browser.post(&format!("{base}/copies"), &[]).await.expect(303);
        let check = merchant.browser.follow(&copied).await.expect(200);
        assert!(check.has("Nothing is changed yet") && check.has("Three pictures of a teapot"));
        let draft = copied.location.unwrap().replace("/check", "");
        merchant.browser.post(&format!("{draft}/edit/description"), &[("title", "Four pictures of a teapot"), ("body", "Other words")]).await.expect(303);
        let check = merchant.browser.get(&format!("{draft}/check")).await.expect(200);
        assert_eq!(check.words("[aria-labelledby=origin] del").first().map(String::as_str), Some("Was Three pictures of a teapot"));
        assert!(check.words("[aria-labelledby=origin] ins").contains(&"Now Four pictures of a teapot".to_owned()));
        let stranger = world.seed_member("Other", Role::Owner).await;
        stranger.browser.post(&format!("{base}/copies"), &[]).await.expect(404);
    }

    async fn an_incomplete_draft_says_what_is_missing(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        let org = merchant.org.unwrap().to_string();
        let made = merchant.browser.post("/briefs", &[("org", &org), ("kind", "open_bid"), ("content_form", "article"), ("category", "food"), ("starter", "fitting")]).await.expect(303);
        let form = merchant.browser.follow(&made).await.expect(200);
        assert!(form.words("textarea[name=body]")[0].starts_with("What it is, how it tastes"), "the words of its template");
        let base = made.location.unwrap().replace("/edit/description", "");
        let page = merchant.browser.post(&format!("{base}/publication"), &[]).await.expect(422);
        let ways = page.attrs(".note a", "href");
        assert_eq!(ways, ["title", "platforms", "languages", "price_min", "bid_deadline"].map(|field| {
            let step = match field { "title" => "description", "platforms" | "languages" => "platforms", _ => "money" };
            format!("{base}/edit/{step}#{field}")
        }));
        assert!(page.words("button").iter().all(|word| word != "Publish"));
    }

    async fn strangers_learn_nothing_and_small_roles_learn_why(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        let base = merchant.write_brief(world, "Secret teapot", &[]).await;
        let (stranger, creator) = (world.seed_member("Kestrel", Role::Owner).await, world.seed_creator("ana").await);
        for who in [&stranger.browser, &creator.browser] {
            for path in [base.clone(), format!("{base}/check"), format!("{base}/edit/money"), format!("{base}/cancellation"), format!("{base}/files/fil_00000000000000000000000000")] {
                who.get(&path).await.expect(404);
            }
            who.post(&format!("{base}/publication"), &[]).await.expect(404);
            who.post(&format!("{base}/edit/description"), &[("title", "")]).await.expect(404);
            who.post(&format!("{base}/pause"), &[]).await.expect(404);
        }
        world.browser().get(&base).await.expect(404);
        let viewer = world.seed_member("Wuyu", Role::Viewer).await;
        viewer.browser.get(&base).await.expect(200);
        viewer.browser.get(&format!("{base}/check")).await.expect(200);
        viewer.browser.get(&format!("{base}/edit/money")).await.expect(403);
        viewer.browser.post(&format!("{base}/edit/description"), &[("title", "")]).await.expect(403);
        viewer.browser.post(&format!("{base}/publication"), &[]).await.expect(403);
        viewer.browser.get("/briefs/new").await.expect(403);
        creator.browser.get("/briefs/new").await.expect(403);
        // A creator cannot write in a merchant's name, a merchant not in another's.
        let org = merchant.org.unwrap().to_string();
        stranger.browser.post("/briefs", &[("org", &org), ("kind", "open_bid"), ("content_form", "article"), ("category", "food")]).await.expect(404);
    }

    async fn a_pause_stops_the_deadline_and_a_resumption_moves_it(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        let base = merchant.publish_brief(world, "A teapot", &[("days", "3")]).await;
        merchant.browser.post(&format!("{base}/pause"), &[]).await.expect(303);
        assert!(world.browser().get("/briefs").await.words(".brief__title").is_empty());
        assert!(world.browser().get(&base).await.expect(200).has("paused this brief"));
        merchant.browser.post(&format!("{base}/pause"), &[]).await.expect(409);
        world.wait_days(10);
        world.tick().await;
        merchant.browser.post(&format!("{base}/resumption"), &[]).await.expect(303);
        assert_eq!(world.browser().get("/briefs").await.words(".brief__title"), ["A teapot"]);
        world.wait_days(2);
        world.tick().await;
        assert!(world.browser().get(&base).await.has("Sign in to bid"), "two of the three days are left");
        world.wait_days(2);
        world.tick().await;
        assert!(world.browser().get(&base).await.has("the merchant is choosing"));
    }

    async fn bidding_ends_choosing_is_extended_once_and_the_brief_expires(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        let base = merchant.publish_brief(world, "A teapot", &[("days", "2")]).await;
        merchant.browser.post(&format!("{base}/extension"), &[]).await.expect(409);
        world.wait_days(3);
        // Over is over, whether or not the clock was looked at.
        assert!(world.browser().get("/briefs").await.words(".brief__title").is_empty());
        world.tick().await;
        world.tick().await;
        assert!(merchant.browser.get(&base).await.has("Choosing"));
        merchant.browser.post(&format!("{base}/extension"), &[]).await.expect(303);
        merchant.browser.post(&format!("{base}/extension"), &[]).await.expect(409);
        world.wait_days(10);
        world.tick().await;
        assert!(merchant.browser.get(&base).await.has("Choosing"), "seven days and seven more");
        world.wait_days(4);
        world.tick().await;
        let page = merchant.browser.get(&base).await.expect(200);
        assert!(page.has("Expired") && world.browser().get(&base).await.has("the brief expired"));
        merchant.browser.post(&format!("{base}/extension"), &[]).await.expect(409);
        merchant.browser.post(&format!("{base}/cancellation"), &[("reason", "late")]).await.expect(409);
    }

    async fn a_cancelled_brief_says_why_to_everybody(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        let base = merchant.publish_brief(world, "A teapot", &[]).await;
        merchant.browser.get(&format!("{base}/cancellation")).await.expect(200);
        let page = merchant.browser.post(&format!("{base}/cancellation"), &[("reason", " ")]).await.expect(422);
        assert_eq!(page.attrs(".errors a", "href"), ["#reason"]);
        merchant.browser.post(&format!("{base}/cancellation"), &[("reason", "The kiln broke.")]).await.expect(303);
        let page = world.browser().get(&base).await.expect(200);
        assert!(page.has("cancelled this brief") && page.has("The kiln broke."));
        merchant.browser.post(&format!("{base}/cancellation"), &[("reason", "again")]).await.expect(409);
        world.wait_days(30);
        world.tick().await;
        assert!(world.browser().get(&base).await.has("cancelled this brief"), "its clocks stand still");
    }

    async fn a_merchant_has_room_for_twenty_open_briefs(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        for number in 0..20 {
            merchant.publish_brief(world, &format!("Teapot {number}"), &[]).await;
        }
        let base = merchant.write_brief(world, "One too many", &[]).await;
        let page = merchant.browser.post(&format!("{base}/publication"), &[]).await.expect(429);
        assert!(page.has("the most a merchant may have"));
        assert_eq!(page.headers["retry-after"], "3600");
        let list = merchant.browser.get("/my/briefs").await.expect(200);
        assert_eq!(list.words(".kinds a"), ["All 21", "Draft 1", "Open 20"]);
        assert_eq!(merchant.browser.get("/my/briefs?state=draft").await.words(".lrow__a"), ["One too many"]);
        let next = list.attrs(".pager a[rel=next]", "href");
        assert_eq!(merchant.browser.get(&next[0]).await.expect(200).words(".lrow__a").len(), 1);
    }

    async fn pictures_come_in_and_only_their_copies_go_out(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Editor).await;
        let base = merchant.write_brief(world, "A teapot", &[]).await;
        let files = format!("{base}/files");
        let page = merchant.browser.upload(&files, &[], &[]).await.expect(422);
        assert_eq!(page.attrs(".errors a", "href"), ["#file"]);
        merchant.browser.upload(&files, &[], &[("file", "pot.png", "image/png", b"<html>".to_vec())]).await.expect(422);
        merchant.browser.upload(&files, &[], &[("file", "pot.png", "image/png", png())]).await.expect(303);
        let form = merchant.browser.get(&format!("{base}/edit/files")).await.expect(200);
        let url = form.attrs(".lrow a", "href").remove(0);
        world.browser().get(&url).await.expect(404);
        merchant.browser.get(&url).await.expect(200);
        merchant.browser.post(&format!("{base}/publication"), &[]).await.expect(303);
        let sent = world.browser().get(&format!("{url}?size=small")).await.expect(200);
        assert_eq!(sent.headers["content-type"], "image/jpeg");
        assert_eq!(world.browser().get("/briefs").await.attrs("img.brief__pic", "src"), [format!("{url}?size=small")]);
        merchant.browser.post(&format!("{url}/removal"), &[]).await.expect(409);
    }
}

/// A small picture.
pub fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    image::RgbImage::from_pixel(40, 30, image::Rgb([200, 180, 160]))
        .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    bytes
}

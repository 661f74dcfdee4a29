//! A creator hides a work of the portfolio: nobody else finds it at any door, it is kept, and it is shown again as it was.

use crate::both;
use crate::browser::Browser;
use crate::previews::film;
use crate::publishing_a_brief::png;

async fn hide(browser: &Browser, work: &str, hidden: bool) -> crate::browser::Page {
    let shown = if hidden { "false" } else { "true" };
    browser.post(&format!("/my/profile/works/{work}/visibility"), &[("shown", shown)]).await
}

both! {
    async fn a_hidden_work_is_found_by_its_creator_alone(world: World) {
        let (ana, bea) = (world.seed_creator("ana").await, world.seed_creator("bea").await);
        ana.browser.upload("/my/profile/works", &[("title", "Celadon zq7")], &[("file", "a.png", "image/png", png())]).await.expect(303);
        ana.browser.upload("/my/profile/works", &[("title", "Pouring zq8")], &[("file", "a.mp4", "video/mp4", film())]).await.expect(303);
        let visitor = world.browser();
        let page = visitor.get("/creators/ana").await.expect(200);
        let (picture, film) = (page.attrs(".works img", "src").remove(0), page.attrs(".works video", "src").remove(0));
        let id = |path: &str| path.split('/').nth(4).unwrap().to_owned();
        world.wait_seconds(3);
        assert_eq!(visitor.get("/creators?q=zq7").await.expect(200).words(".card__name"), ["ana"]);
        assert_eq!(visitor.get("/creators").await.attrs(".card__pics img", "src"), [format!("{picture}?size=small")]);

        hide(&bea.browser, &id(&picture), true).await.expect(404);
        world.browser().post(&format!("/my/profile/works/{}/visibility", id(&picture)), &[("shown", "false")]).await.expect(401);
        for path in [&picture, &film] {
            hide(&ana.browser, &id(path), true).await.expect(303);
            hide(&ana.browser, &id(path), true).await.expect(303);
        }
        world.wait_seconds(3);
        let small = format!("{picture}?size=small");
        for browser in [&visitor, &bea.browser] {
            for path in [&picture, &small, &film] {
                browser.get(path).await.expect(404);
            }
            for path in ["/creators/ana", "/creators", "/creators?q=zq7", "/creators?q=zq8", "/creators?q=ana"] {
                let page = browser.get(path).await.expect(200);
                assert!(!page.body.contains(&id(&picture)) && !page.body.contains(&id(&film)) && !page.has("Celadon"), "{path}");
            }
            assert!(browser.get("/creators?q=zq7").await.words(".card__name").is_empty());
            assert!(browser.get("/creators?q=zq8").await.words(".card__name").is_empty());
        }
        let program = world.nobodys_program();
        assert_eq!(program.get("/creators/ana").await.expect(200).json()["portfolio"], serde_json::json!([]));
        assert!(!program.get("/creators?q=ana").await.expect(200).text.contains("zq7"));
        assert!(ana.browser.get("/creators/ana").await.expect(200).attrs(".works img, .works video", "src").is_empty(), "his page is what others see");

        let own = ana.browser.get("/my/profile/works").await.expect(200);
        assert!(own.has("Celadon zq7") && own.has("Hidden · only you can see it"), "{}", own.readable());
        let kept = ana.browser.get(&picture).await.expect(200);
        assert_eq!(kept.headers["cache-control"], "private, no-store");
        ana.browser.get(&film).await.expect(200);
        hide(&ana.browser, &id(&picture), false).await.expect(303);
        world.wait_seconds(3);
        assert_eq!(visitor.get("/creators/ana").await.attrs(".works img", "src"), std::slice::from_ref(&picture));
        assert_eq!(visitor.get("/creators?q=zq7").await.words(".card__name"), ["ana"]);
        assert_eq!(visitor.get(&picture).await.expect(200).headers["cache-control"], "public, max-age=300");
        ana.browser.post(&format!("/my/profile/works/{}/removal", id(&film)), &[]).await.expect(303);
        hide(&ana.browser, &id(&film), false).await.expect(404);
    }

    async fn no_bid_shows_what_is_hidden(world: World) {
        let (merchant, creator, bid) = world.offered_bid().await;
        let (own, theirs) = (world.browser_of(&creator), world.browser_of(&merchant));
        for title in ["A cup", "A pot"] {
            own.upload("/my/profile/works", &[("title", title)], &[("file", "a.png", "image/png", png())]).await.expect(303);
        }
        let picks = own.get(&format!("/bids/{bid}/edit")).await.expect(200).attrs("input[name=picks]", "value");
        let send = async |version: &str, picks: &[&str]| {
            let mut fields = vec![("version", version), ("price", "5000"), ("days", "9"), ("rounds", "2"), ("message", "Better light.")];
            fields.extend(picks.iter().map(|pick| ("picks", *pick)));
            own.post(&format!("/bids/{bid}"), &fields).await
        };
        send("1", &[&picks[0]]).await.expect(303);
        assert_eq!(theirs.get(&format!("/bids/{bid}")).await.words("#picks figcaption").len(), 1);
        for pick in &picks {
            hide(&own, pick, true).await.expect(303);
        }
        for browser in [&own, &theirs] {
            assert!(browser.get(&format!("/bids/{bid}")).await.expect(200).words("#picks figcaption").is_empty());
        }
        let form = own.get(&format!("/bids/{bid}/edit")).await.expect(200);
        assert_eq!(form.attrs("input[name=picks]", "value"), [picks[0].clone()], "what the bid shows stays chosen, and no other is offered");
        assert_eq!(send("2", &[&picks[1]]).await.expect(422).attrs(".errors a", "href"), ["#picks"]);
        send("2", &[&picks[0]]).await.expect(303);
        hide(&own, &picks[0], false).await.expect(303);
        assert_eq!(theirs.get(&format!("/bids/{bid}")).await.words("#picks figcaption").len(), 1, "shown again as it was");
    }

    async fn hidden_works_are_no_news(world: World) {
        let (ana, ben) = (world.seed_creator("ana").await, world.seed_creator("ben").await);
        let id = world.nobodys_program().get("/creators/ana").await.expect(200).at("/id");
        ben.browser.post("/my/follows", &[("kind", "creator"), ("target", &id)]).await.expect(303);
        world.wait_seconds(5);
        ana.browser.upload("/my/profile/works", &[("title", "Celadon zq7")], &[("file", "a.png", "image/png", png())]).await.expect(303);
        assert!(ben.browser.get("/workbench").await.expect(200).words("#news .lrow__a").contains(&"Celadon zq7".to_owned()));
        let work = world.browser().get("/creators/ana").await.attrs(".works img", "src").remove(0);
        hide(&ana.browser, work.split('/').nth(4).unwrap(), true).await.expect(303);
        assert!(!ben.browser.get("/workbench").await.expect(200).has("Celadon zq7"));
    }
}

//! The first steps: from an account to a first brief or bid, read off what is there.

use crate::both;
use crate::browser::{Browser, Page};
use crate::people::PASSWORD;
use vtask::sessions::Role;

/// What the list says of each task, in order.
fn states(page: &Page) -> Vec<String> {
    page.words("#tasks .task__state")
}

fn next(page: &Page) -> Option<String> {
    page.attrs("a.btn--primary", "href").first().cloned()
}

async fn signed_up(world: &crate::world::World, role: &str, more: (&str, &str)) -> Browser {
    let email = format!("{role}@example.org");
    let form = [("role", role), ("name", "Mei Lin"), ("email", &email), ("password", PASSWORD), more];
    world.browser().post("/register", &form).await.expect(303);
    let letter = world.letter(&email, "confirm").await;
    assert!(letter.path().ends_with(&format!("?next=%2Fstart%2F{role}")), "{}", letter.path());
    let shown = world.browser().get(letter.path()).await.expect(200);
    let login = world.browser();
    let confirmed = login
        .post(letter.path().split('?').next().unwrap(), &[("next", &shown.attrs("main input[name=next]", "value")[0])])
        .await
        .expect(303);
    let form = [("email", email.as_str()), ("password", PASSWORD), ("next", &format!("/start/{role}"))];
    assert_eq!(confirmed.location, Some(format!("/login?next=%2Fstart%2F{role}")));
    let home = login.post("/login", &form).await.expect(303);
    assert_eq!(home.location, Some(format!("/start/{role}")));
    login
}

both! {
    async fn a_merchant_comes_from_sign_up_to_a_published_brief(world: World) {
        let mei = signed_up(world, "merchant", ("organisation", "Mist Island Tea")).await;
        let page = mei.get("/start/merchant").await.expect(200);
        assert_eq!(states(&page), ["Done", "Done", "Not started", "Not started", "Not started", "Cannot start yet"]);
        assert!(page.has("33 % done") && page.has("First: Write a brief") && page.has("3 min"), "{}", page.readable());
        let org = world.org_id("Mist Island Tea").await;
        let settings = format!("/settings/organisations/{org}");
        assert_eq!(next(&page).as_ref(), Some(&settings));

        let form = mei.get(&settings).await.expect(200);
        let fields = [("name", "Mist Island Tea"), ("about", "Tea from a foggy island."), ("website", ""), ("version", &form.value("version").unwrap())];
        mei.post(&settings, &fields).await.expect(303);
        assert_eq!(next(&mei.get("/start/merchant").await).as_deref(), Some("/rules"));
        assert!(world.browser().get("/rules").await.expect(200).attrs("#read", "action").is_empty(), "a visitor has nobody to say it for");
        assert_eq!(mei.get("/rules").await.attrs("form#read", "action"), ["/rules/reading"]);
        for _ in 0..2 {
            assert_eq!(mei.post("/rules/reading", &[]).await.expect(303).location.as_deref(), Some("/start/merchant"));
        }
        assert!(mei.get("/rules").await.has("You have read these rules."));
        assert_eq!(next(&mei.get("/start/merchant").await).as_deref(), Some("/briefs/new"));

        let begun = [("org", org.to_string()), ("kind", "open_bid".to_owned()), ("content_form", "image_set".to_owned()), ("category", "food".to_owned())];
        let begun: Vec<(&str, &str)> = begun.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let draft = mei.post("/briefs", &begun).await.expect(303).location.unwrap().replace("/edit/description", "");
        let page = mei.get("/start/merchant").await;
        assert_eq!(states(&page)[4..], ["In progress", "Cannot start yet"]);
        assert_eq!(next(&page), Some(format!("{draft}/check")), "it goes on where it was left");
        assert!(mei.get("/workbench").await.attrs("#way-merchant a", "href").contains(&format!("{draft}/check")), "and so does the workbench");

        let seed = crate::seeds::Seed { browser: mei, user: vtask::primitives::id::UserId::random(), org: Some(org), handle: String::new() };
        let base = seed.write_brief(world, "Three pictures of a teapot", &[]).await;
        let page = seed.browser.get("/start/merchant").await;
        assert_eq!(states(&page)[4..], ["Done", "Not started"]);
        assert_eq!(next(&page), Some(format!("{base}/check")));
        seed.browser.post(&format!("{base}/publication"), &[]).await.expect(303);
        let page = seed.browser.get("/start/merchant").await;
        assert!(page.has("100 % done") && next(&page).is_none(), "{}", page.readable());
        assert!(seed.browser.get("/workbench").await.attrs("#way-merchant", "id").is_empty());
    }

    async fn a_creator_comes_from_sign_up_to_a_first_bid(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        let brief = merchant.publish_brief(world, "Three pictures of a teapot", &[]).await;
        let ana = signed_up(world, "creator", ("handle", "ana")).await;
        let page = ana.get("/start/creator").await.expect(200);
        assert_eq!(states(&page), ["Done", "Done", "Not started", "Not started", "Not started", "Not started", "Not started", "Not started"]);
        assert!(page.has("25 % done"), "{}", page.readable());
        let profile = |bio: &'static str, tags: &'static str| [("name", "Ana"), ("bio", bio), ("tags", tags), ("languages", "en")];
        ana.post("/my/profile", &profile("Still life by window light.", "")).await.expect(303);
        assert_eq!(states(&ana.get("/start/creator").await)[2], "In progress");
        ana.post("/my/profile", &profile("Still life by window light.", "tea")).await.expect(303);
        assert_eq!(next(&ana.get("/start/creator").await).as_deref(), Some("/my/profile/channels"));
        assert!(ana.get("/workbench").await.attrs("#way-creator a", "href").ends_with(&["/my/profile/channels".to_owned(), "/start/creator".to_owned()]));
        let offer = [("price", "1800"), ("days", "5"), ("rounds", "2"), ("message", "With pleasure."), ("answer", "Mine.")];
        ana.post(&format!("{brief}/bids"), &offer).await.expect(303);
        let page = ana.get("/start/creator").await;
        assert_eq!(states(&page)[7], "Done");
        assert!(page.has("50 % done"), "what was skipped can still be done: {}", page.readable());
        assert!(ana.get("/workbench").await.attrs("#way-creator", "id").is_empty(), "whoever has bid is no newcomer");
        assert_eq!(ana.post("/rules/reading", &[]).await.expect(303).location.as_deref(), Some("/start/creator"));
        assert_eq!(states(&ana.get("/start/merchant").await), ["Not started", "Done", "Cannot start yet", "Done", "Cannot start yet", "Cannot start yet"]);
    }

    async fn an_agency_comes_from_sign_up_to_a_first_bid_for_a_creator(world: World) {
        let merchant = world.seed_member("Wuyu", Role::Owner).await;
        let brief = merchant.publish_brief(world, "Three pictures of a teapot", &[]).await;
        let mei = world.creator_called("Mei").await;
        let lin = signed_up(world, "agency", ("organisation", "Orchid")).await;
        let page = lin.get("/start/agency").await.expect(200);
        let todo = ["Not started"; 5];
        assert_eq!((&states(&page)[..2], &states(&page)[2..7]), (&["Done".to_owned(), "Done".to_owned()][..], &todo.map(str::to_owned)[..]));
        assert_eq!(states(&page)[7..], ["Cannot start yet", "Not started", "Cannot start yet"]);
        assert!(page.has("20 % done") && page.has("First: Invite creators") && page.has("First: A creator signs"), "{}", page.readable());
        let org = world.org_id("Orchid").await;
        let (settings, home) = (format!("/settings/organisations/{org}"), format!("/agencies/{org}"));
        assert_eq!(next(&page).as_ref(), Some(&settings));
        assert_eq!(lin.post("/rules/reading", &[]).await.expect(303).location.as_deref(), Some("/start/agency"));
        let form = lin.get(&settings).await.expect(200);
        let fields = [("name", "Orchid"), ("about", "We act for makers of still life."), ("website", ""), ("version", &form.value("version").unwrap())];
        lin.post(&settings, &fields).await.expect(303);
        assert_eq!(next(&lin.get("/start/agency").await), Some(format!("{home}/terms")), "who signs, and what it usually proposes");
        let usual = [("signatory", "Lin Hu"), ("office", ""), ("consents", "bid"), ("split", "20"), ("notice_days", "0"), ("currency", "CNY")];
        lin.post(&format!("{home}/terms"), &usual).await.expect(303);
        let page = lin.get("/start/agency").await;
        assert_eq!(next(&page), Some(format!("{home}/invitations/new")), "{}", page.readable());
        let handle = crate::agencies::handle(world, "Mei").await;
        let terms = [("handle", handle.as_str()), ("consents", "bid"), ("split", "20"), ("notice_days", "0"), ("currency", "CNY")];
        let place = lin.post(&format!("{home}/invitations"), &terms).await.expect(303).location.unwrap();
        let page = lin.get("/start/agency").await;
        assert_eq!(states(&page)[4..], ["Done", "Done", "Done", "In progress", "Not started", "Cannot start yet"]);
        assert!(mei.browser.get(&place).await.expect(200).has("We act for makers of still life."), "what it says is read before it is signed");
        crate::agencies::sign(&mei.browser, &place, "1").await.expect(303);
        let page = lin.get("/start/agency").await;
        assert_eq!((states(&page)[7..].to_vec(), next(&page)), (vec!["Done".to_owned(), "Not started".to_owned(), "Not started".to_owned()], Some(format!("{home}/payout-account"))));
        assert!(lin.get("/workbench").await.attrs("#way-agency a", "href").contains(&"/start/agency".to_owned()));
        let form = lin.get(&format!("{brief}/agency-bids/new")).await.expect(200);
        let who = form.attrs("input[name=who]", "value");
        let bid = [("who", who[0].as_str()), ("price", "1800"), ("days", "5"), ("rounds", "2"), ("message", "With pleasure."), ("answer", "Mine.")];
        lin.post(&format!("{brief}/agency-bids"), &bid).await.expect(303);
        let page = lin.get("/start/agency").await;
        assert!(page.has("90 % done"), "where the money goes can still be said: {}", page.readable());
        assert!(lin.get("/workbench").await.attrs("#way-agency", "id").is_empty());
        let viewer = world.colleague("Orchid", Role::Viewer).await;
        assert_eq!(next(&viewer.browser.get("/start/agency").await).as_deref(), Some("/settings/organisations/new?kind=agency"));
        assert_eq!(viewer.browser.get("/settings/organisations/new?kind=agency").await.expect(200).attrs("input[name=kind][checked]", "value"), ["agency"]);
        let editor = world.colleague("Orchid", Role::Editor).await;
        assert!(editor.browser.get("/start/agency").await.has("A colleague with another role does this"));
    }

    async fn who_may_not_do_a_task_reads_who_does(world: World) {
        world.seed_member("Wuyu", Role::Owner).await;
        let editor = world.seed_member("Wuyu", Role::Editor).await;
        let page = editor.browser.get("/start/merchant").await.expect(200);
        assert_eq!(page.words("#later .task__state"), ["Cannot start yet", "Cannot start yet"]);
        assert!(page.has("A colleague with another role does this"), "{}", page.readable());
        let viewer = world.seed_member("Wuyu", Role::Viewer).await;
        assert_eq!(next(&viewer.browser.get("/start/merchant").await).as_deref(), Some("/settings/organisations/new"), "who only looks on may have his own");
    }
}

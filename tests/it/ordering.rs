//! A creator's rate card, and ordering from it: brief, bid and contract in one step, on what was seen, or not at all.

use crate::both;
use crate::browser::Page;
use crate::deals::fill_wallet;
use crate::program::Program;
use crate::seeds::Seed;
use crate::world::World;
use serde_json::json;
use vtask::audit::Act;
use vtask::sessions::{AdminRole, Role, Scope};

pub const PACKAGE: [(&str, &str); 13] = [
    ("title", "One short film, 30 seconds"),
    ("text", "Filmed by window light, with captions."),
    ("content_form", "short_video"),
    ("category", "food"),
    ("platforms", "douyin"),
    ("languages", "en"),
    ("price", "1,800"),
    ("currency", "CNY"),
    ("days", "7"),
    ("rounds", "1"),
    ("licence_days", "90"),
    ("checklist", "Thirty seconds\nCaptions in Chinese"),
    ("needs", "What is the product?"),
];

/// These fields, but for those named here.
pub fn with<'a>(fields: &[(&'a str, &'a str)], other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all: Vec<(&str, &str)> = fields.iter().filter(|(name, _)| other.iter().all(|(one, _)| one != name)).copied().collect();
    all.extend(other);
    all
}

/// The creator's first package: its id.
pub async fn sell(ana: &Seed, other: &[(&str, &str)]) -> String {
    ana.browser.post("/my/profile/packages", &with(&PACKAGE, other)).await.expect(303);
    let page = ana.browser.get("/my/profile/packages").await.expect(200);
    page.attrs(".pack h2 a", "href").pop().unwrap().rsplit('/').next().unwrap().to_owned()
}

/// The fields of an order on the page as it stands.
pub async fn order(who: &Seed, package: &str, other: &[(&str, &str)]) -> Page {
    let door = format!("/packages/{package}/order");
    let page = who.browser.get(&door).await.expect(200);
    let (seen, once) = (page.value("seen").unwrap(), page.value("once").unwrap());
    let org = who.org.unwrap().to_string();
    let fields = [
        ("seen", seen.as_str()),
        ("once", once.as_str()),
        ("org", org.as_str()),
        ("answer", "A teapot, 300 ml."),
        ("note", "Please no people."),
    ];
    who.browser.post(&door, &with(&fields, other)).await
}

fn contract_of(page: &Page) -> String {
    page.location.as_deref().unwrap().trim_end_matches("/made").to_owned()
}

async fn program(world: &World, seed: &Seed) -> Program {
    world.program(&format!("{}@example.org", seed.user), &[Scope::All]).await
}

both! {
    async fn an_order_makes_a_deal_like_any_other_which_is_funded_and_started(world: World) {
        let (ana, ada) = (world.seed_creator("ana").await, world.seed_member("Wuyu", Role::Owner).await);
        let package = sell(&ana, &[]).await;
        let shown = world.browser().get("/creators/ana").await.expect(200);
        assert!(shown.has("One short film, 30 seconds") && shown.has("CN¥1,800") && shown.has("Captions in Chinese"));
        let door = shown.attrs(".pack a.btn", "href");
        assert_eq!(door, [format!("/packages/{package}/order")]);
        let asked = ada.browser.get(&door[0]).await.expect(200);
        assert!(asked.has("What is the product?") && asked.has("CN¥1,890"), "price and fee together");
        let preview = asked.words("#terms .agreement").remove(0);
        assert!(preview.contains("Wuyu") && preview.contains("Captions in Chinese") && preview.contains("90 days") && preview.contains("5 %"), "{preview}");

        let ordered = order(&ada, &package, &[]).await.expect(303);
        let contract = contract_of(&ordered);
        assert!(ada.browser.follow(&ordered).await.expect(200).has("CN¥1,890"));
        let room = ada.browser.get(&contract).await.expect(200);
        assert!(room.has("One short film, 30 seconds"));
        let terms = ada.browser.get(&format!("{contract}/terms")).await.expect(200);
        // Word for word what was read before, but for its number and its moment.
        let signed = terms.words("section[lang=en] .agreement").remove(0);
        let (before, after) = (preview.split_once("1 Parties").unwrap().1, signed.split_once("1 Parties").unwrap().1);
        assert_eq!(before, after);
        let inbox = ana.browser.get("/inbox?tab=news").await.expect(200);
        assert!(inbox.has("Wuyu ordered from you for CN¥1,800") && !inbox.has("invites you"));
        assert!(!ada.browser.get("/inbox?tab=news").await.has("bids"));

        let (org, act) = (ada.org.unwrap(), Act::of(ada.user, world.now(), "test"));
        world.write(move |tx| fill_wallet(tx, &act, org, 200_000)).await;
        let buyer = ada.user;
        let (ada, ana) = (program(world, &ada).await, program(world, &ana).await);
        let path = format!("/contracts/{}", contract.rsplit('/').next().unwrap());
        let deal = ada.get(&path).await.expect(200).json();
        assert_eq!((deal["state"].as_str(), deal["milestones"][0]["days"].as_i64()), (Some("pending_funding"), Some(7)));
        assert_eq!(deal["milestones"][0]["price"], json!({"amount": 180_000, "currency": "CNY"}));
        let moderator = world.admin_program(&[AdminRole::Moderator]).await;
        let log = moderator.get(&format!("/admin/audit?about={}", deal["bid_id"].as_str().unwrap())).await.expect(200).json();
        let placed = log["items"].as_array().unwrap().iter().find(|line| line["action"] == "bid.placed").unwrap();
        assert_eq!(placed["actor"], json!(buyer.to_string()), "ordering is the merchant's act");
        let brief = ana.get(&format!("/briefs/{}", deal["brief_id"].as_str().unwrap())).await.expect(200).json();
        assert_eq!((brief["kind"].as_str(), brief["state"].as_str()), (Some("direct"), Some("filled")));
        let body = brief["body"].as_str().unwrap();
        assert!(body.contains("window light") && body.contains("> What is the product?") && body.contains("300 ml") && body.contains("no people"));
        assert_eq!(world.nobodys_program().get(&format!("/briefs/{}", brief["id"].as_str().unwrap())).await.status, 404);
        ada.post(&format!("{path}/funding"), &json!({})).await.expect(200);
        let milestone = format!("/milestones/{}", deal["milestones"][0]["id"].as_str().unwrap());
        assert_eq!(ana.post(&format!("{milestone}/start"), &json!({})).await.expect(200).at("/state"), "in_progress");
        world.books_are_right().await;
    }

    async fn a_double_click_orders_once_and_nothing_is_half_done(world: World) {
        let (ana, ada) = (world.seed_creator("ana").await, world.seed_member("Wuyu", Role::Editor).await);
        let package = sell(&ana, &[]).await;
        let again = [("once", "one-click")];
        let first = order(&ada, &package, &again).await.expect(303);
        assert_eq!(order(&ada, &package, &again).await.expect(303).location, first.location);
        let page = order(&ada, &package, &[("answer", " ")]).await.expect(422);
        assert_eq!((page.attrs(".errors a", "href"), page.words("textarea[name=note]")), (vec!["#answer".to_owned()], vec!["Please no people.".to_owned()]));
        order(&ada, &package, &[("note", "Call me: 13812345678")]).await.expect(409);
        let briefs = ada.browser.get("/my/briefs").await.expect(200);
        assert_eq!(briefs.body.matches("One short film, 30 seconds").count(), 1, "what was refused left no brief behind");
    }

    async fn nobody_orders_what_he_has_not_seen(world: World) {
        let (ana, ada) = (world.seed_creator("ana").await, world.seed_member("Wuyu", Role::Editor).await);
        let package = sell(&ana, &[]).await;
        let own = format!("/my/profile/packages/{package}");
        ana.browser.post(&own, &with(&PACKAGE, &[("seen", "1"), ("price", "2,100"), ("rounds", "0")])).await.expect(303);
        let page = order(&ada, &package, &[("seen", "1")]).await.expect(409);
        assert!(page.has("The package has changed"));
        assert_eq!((page.words("[data-theirs]"), page.words("[data-mine]")), (vec!["CNY 2100.00".to_owned(), "0".to_owned()], vec!["CNY 1800.00".to_owned(), "1".to_owned()]));
        assert_eq!((page.value("seen").as_deref(), page.words("textarea[name=answer]")), (Some("2"), vec!["A teapot, 300 ml.".to_owned()]));
        order(&ada, &package, &[("seen", "2")]).await.expect(303);

        // The creator too writes nothing over.
        let typed = with(&PACKAGE, &[("seen", "1"), ("price", "900")]);
        let page = ana.browser.post(&own, &typed).await.expect(409);
        assert!(page.words("[data-theirs]").contains(&"CNY 2100.00".to_owned()));
        ana.browser.post(&own, &with(&typed, &[("seen", &page.value("seen").unwrap())])).await.expect(303);
        assert!(world.browser().get("/creators/ana").await.has("CN¥900"));
    }

    async fn an_order_is_refused_where_a_bid_would_be(world: World) {
        let (ana, ada) = (world.seed_creator("ana").await, world.seed_member("Wuyu", Role::Owner).await);
        let package = sell(&ana, &[("needs", ""), ("per_week", "1")]).await;
        let viewer = world.seed_member("Wuyu", Role::Viewer).await;
        viewer.browser.get(&format!("/packages/{package}/order")).await.expect(403);
        world.seed_creator("bea").await.browser.get(&format!("/packages/{package}/order")).await.expect(403);
        order(&ada, &package, &[("org", &world.seed_member("Other", Role::Owner).await.org.unwrap().to_string())]).await.expect(404);

        ana.browser.post(&format!("/my/profile/packages/{package}/state"), &[("on", "false")]).await.expect(303);
        assert!(!world.browser().get("/creators/ana").await.has("One short film"));
        let (door, org) = (format!("/packages/{package}/order"), ada.org.unwrap().to_string());
        let fields = [("seen", "1"), ("once", "while-off"), ("org", org.as_str())];
        for other in [&ada, &viewer] {
            other.browser.get(&door).await.expect(404);
            other.browser.post(&door, &fields).await.expect(404);
        }
        let programs = program(world, &ada).await;
        programs.post(&format!("/packages/{package}/orders"), &json!({"org_id": org, "version": 1})).await.problem(404, "not_found");
        ana.browser.get(&door).await.expect(403);
        ana.browser.post(&format!("/my/profile/packages/{package}/state"), &[("on", "true")]).await.expect(303);
        let block = [("org", ada.org.unwrap().to_string()), ("handle", "ana".to_owned())];
        let ended = ada.browser.get("/blocks/new?creator=ana").await.expect(200);
        let (org, creator) = (ended.value("org").unwrap_or(block[0].1.clone()), ended.value("creator").unwrap());
        ada.browser.post("/blocks", &[("org", &org), ("creator", &creator)]).await.expect(303);
        order(&ada, &package, &[]).await.expect(409);
        let tea = world.seed_member("Tea", Role::Owner).await;
        order(&tea, &package, &[]).await.expect(303);
        assert!(order(&tea, &package, &[]).await.expect(409).has("in seven days"));
        world.wait_days(8);
        world.tick().await;
        let tea = world.seed_member("Tea", Role::Owner).await;
        order(&tea, &package, &[]).await.expect(303);
    }

    async fn a_creator_who_is_held_takes_no_orders(world: World) {
        let (ana, ada) = (world.seed_creator("ana").await, world.seed_member("Wuyu", Role::Owner).await);
        let package = sell(&ana, &[]).await;
        let admin = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        for step in ["hold", "suspend"] {
            admin.post(&format!("/admin/users/{}/measures", ana.user), &[("step", step), ("reason", "Asked for payment outside.")]).await.expect(303);
            assert!(order(&ada, &package, &[]).await.expect(409).has("takes no orders now"), "{step}");
        }
        assert!(!ada.browser.get("/my/briefs").await.expect(200).has("One short film"), "nothing is left behind");
    }

    async fn who_is_away_or_full_is_not_ordered_from(world: World) {
        let (ana, ada) = (world.seed_creator("ana").await, world.seed_member("Wuyu", Role::Owner).await);
        let package = sell(&ana, &[]).await;
        let (door, programs) = (format!("/packages/{package}/order"), program(world, &ada).await);
        let body = json!({"org_id": ada.org.unwrap().to_string(), "version": 1, "answer": "A teapot"});
        let offered = async || world.browser().get("/creators/ana").await.expect(200).attrs(".pack a.btn", "href").contains(&door);
        let today = world.now().date_in(&"UTC".parse().unwrap()).to_string();
        ana.browser.post("/calendar/blocked", &[("first", &today), ("last", ""), ("note", "The sea")]).await.expect(303);
        assert!(!offered().await, "no button that would be refused");
        let page = order(&ada, &package, &[]).await.expect(409);
        assert!(page.has("takes no new work now") && page.words("textarea[name=answer]") == ["A teapot, 300 ml."], "{}", page.readable());
        programs.post(&format!("/packages/{package}/orders"), &body).await.problem(409, "package.unavailable");
        world.wait_hours(49);
        world.tick().await;
        assert!(offered().await, "nobody has to come back by hand");
        ana.browser.post("/calendar", &[("at_once", "1")]).await.expect(303);
        let contract = contract_of(&order(&ada, &package, &[]).await.expect(303));
        let (org, act) = (ada.org.unwrap(), Act::of(ada.user, world.now(), "test"));
        world.write(move |tx| fill_wallet(tx, &act, org, 200_000)).await;
        let path = format!("/contracts/{}", contract.rsplit('/').next().unwrap());
        program(world, &ada).await.post(&format!("{path}/funding"), &json!({})).await.expect(200);
        assert!(!offered().await && order(&ada, &package, &[]).await.expect(409).has("takes no new work now"));
        ana.browser.post("/calendar", &[("at_once", "2")]).await.expect(303);
        order(&ada, &package, &[]).await.expect(303);
    }

    async fn orders_without_money_have_an_end(world: World) {
        let (ana, ada) = (world.seed_creator("ana").await, world.seed_member("Wuyu", Role::Owner).await);
        let package = sell(&ana, &[]).await;
        for _ in 0..3 {
            order(&ada, &package, &[]).await.expect(303);
        }
        assert!(order(&ada, &package, &[]).await.expect(429).has("wait for their money"));
        world.wait_hours(73);
        world.tick().await;
        order(&ada, &package, &[]).await.expect(303);
    }

    async fn a_rate_card_keeps_its_rules(world: World) {
        let ana = world.seed_creator("ana").await;
        let bad = with(&PACKAGE, &[("title", ""), ("price", "0.5"), ("days", "900"), ("platforms", "myspace"), ("per_week", "0")]);
        let page = ana.browser.post("/my/profile/packages", &bad).await.expect(422);
        assert_eq!(page.attrs(".errors a", "href"), ["#title", "#platforms", "#days", "#per_week", "#price"]);
        assert!(page.words("textarea[name=text]")[0].contains("window light"));
        let package = sell(&ana, &[]).await;
        let bea = world.seed_creator("bea").await;
        let own = format!("/my/profile/packages/{package}");
        bea.browser.get(&own).await.expect(404);
        bea.browser.post(&own, &with(&PACKAGE, &[("seen", "1")])).await.expect(404);
        bea.browser.post(&format!("{own}/removal"), &[]).await.expect(404);
        world.seed_member("Wuyu", Role::Owner).await.browser.get("/my/profile/packages").await.expect(404);
        ana.browser.post(&format!("{own}/removal"), &[]).await.expect(303);
        ana.browser.get(&own).await.expect(404);
        for no in 0..12 {
            sell(&ana, &[("title", &format!("Package {no}"))]).await;
        }
        ana.browser.post("/my/profile/packages", &PACKAGE).await.expect(409);
    }

    async fn programs_read_the_rate_card_and_order_from_it(world: World) {
        let (ana, ada) = (world.seed_creator("ana").await, world.seed_member("Wuyu", Role::Owner).await);
        sell(&ana, &[]).await;
        let list = world.nobodys_program().get("/creators/ana/packages").await.expect(200).json();
        let package = &list["items"][0];
        assert_eq!((package["version"].as_i64(), &package["price"]), (Some(1), &json!({"amount": 180_000, "currency": "CNY"})));
        world.nobodys_program().get("/creators/nobody/packages").await.problem(404, "not_found");
        let (door, org) = (format!("/packages/{}/orders", package["id"].as_str().unwrap()), ada.org.unwrap().to_string());
        let maker = program(world, &ana).await;
        let ada = program(world, &ada).await;
        let body = json!({"org_id": org, "version": 1, "answer": "A teapot"});
        maker.post(&door, &body).await.problem(404, "not_found");
        ada.post(&door, &json!({"org_id": org, "version": 9, "answer": "A teapot"})).await.problem(409, "version.stale");
        ada.post(&door, &json!({"org_id": org, "version": 1})).await.problem(422, "fields.invalid");
        let made = ada.post(&door, &body).await.expect(201).json();
        let deal = ada.get(&format!("/contracts/{}", made["contract_id"].as_str().unwrap())).await.expect(200).json();
        assert_eq!((deal["state"].as_str(), &deal["brief_id"]), (Some("pending_funding"), &made["brief_id"]));
    }
}

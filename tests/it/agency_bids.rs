//! An agency bids for its creators: each of them, several at once, within what each allows and only while he is on the roster.

use crate::agencies::{agency, handle, signed};
use crate::both;
use crate::briefs_by_program::{merchant, open_brief};
use crate::deals_by_program::yuan;
use serde_json::json;
use vtask::sessions::{Role, Scope};

const ALL: &[&str] = &["bid", "accept", "message"];

/// The value of a row of the form.
fn rows(page: &crate::browser::Page) -> Vec<String> {
    page.attrs("input[name=who]", "value")
}

both! {
    async fn several_bids_are_placed_at_once(world: World) {
        let (tea, org) = merchant(world, "Tea House").await;
        let brief = open_brief(world, &tea, &org).await;
        let (orchid, home) = agency(world, "Orchid").await;
        let (mei, bo, lu) = (world.creator_called("Mei").await, world.creator_called("Bo").await, world.creator_called("Lu").await);
        signed(world, (&orchid, &home), &mei, "Mei", (ALL, "20")).await;
        signed(world, (&orchid, &home), &bo, "Bo", (ALL, "10")).await;
        signed(world, (&orchid, &home), &lu, "Lu", (&["message"], "10")).await;
        let page = orchid.browser.get(&format!("/briefs/{brief}")).await.expect(200);
        assert!(page.attrs("a", "href").contains(&format!("/briefs/{brief}/agency-bids/new")), "{}", page.readable());
        let form = orchid.browser.get(&format!("/briefs/{brief}/agency-bids/new")).await.expect(200);
        assert!(form.has("Mei") && form.has("Bo") && !form.has("Lu"), "who does not allow bids is no row");
        let who = rows(&form);
        let door = format!("/briefs/{brief}/agency-bids");
        let send = |prices: [&str; 2], words: &str| {
            let mut fields = vec![("rounds".to_owned(), "2".to_owned()), ("message".to_owned(), words.to_owned())];
            for (one, price) in who.iter().zip(prices) {
                fields.extend([("who".to_owned(), one.clone()), ("price".to_owned(), price.to_owned()), ("days".to_owned(), "5".to_owned())]);
            }
            fields
        };
        for (prices, words, field) in [
            (["", ""], "We have the light.", "rows"),
            (["9,999", "9,998"], "We have the light.", "rows-0-price"),
            (["x", "9,998"], "We have the light.", "rows-0-price"),
            (["3,000", "3,000"], "", "message"),
        ] {
            let fields = send(prices, words);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let page = orchid.browser.post(&door, &fields).await;
            assert!([409, 422].contains(&page.status), "{}: {}", page.status, page.readable());
            assert!(page.attrs("a", "href").contains(&format!("#{field}")), "{field}: {}", page.readable());
            assert_eq!(page.attrs("input[name=price]", "value"), prices, "what was typed is kept");
        }
        assert_eq!(tea.get(&format!("/briefs/{brief}/bids")).await.expect(200).json()["items"], json!([]), "none was placed");
        let fields = send(["3,000", "4,000"], "We have the light.");
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let done = orchid.browser.post(&door, &fields).await.expect(303);
        assert_eq!(done.location.as_deref(), Some(home.as_str()));
        let told = tea.get(&format!("/briefs/{brief}/bids")).await.expect(200).json();
        let items = told["items"].as_array().unwrap();
        assert_eq!(items.len(), 2);
        assert!(items.iter().all(|bid| bid["agency_id"].as_str().is_some_and(|id| home.ends_with(id))), "{told}");
        assert!(orchid.browser.get("/workbench").await.expect(200).attrs("a", "href").contains(&format!("{home}/work")));
        let work = orchid.browser.get(&format!("{home}/work")).await.expect(200);
        assert!(work.attrs("main ul.list a", "href").iter().filter(|url| url.starts_with("/bids/")).count() == 2, "{}", work.readable());
        for creator in [&mei, &bo] {
            assert!(creator.browser.get("/inbox?tab=news").await.has("Orchid bid in your name"));
        }
        let again = orchid.browser.post(&door, &fields).await;
        assert!(again.status == 409 && again.attrs("a", "href").contains(&"#rows-1-price".to_owned()), "{}", again.readable());
        let page = world.log_in("owner@tea-house.example.org").await.browser.get(&format!("/briefs/{brief}/bids")).await.expect(200);
        assert!(page.has("Orchid"), "the merchant reads through whom it came: {}", page.readable());
    }

    async fn what_cannot_be_placed_is_shown_again_and_the_rest_goes(world: World) {
        let (tea, org) = merchant(world, "Tea House").await;
        let brief = open_brief(world, &tea, &org).await;
        let (orchid, home) = agency(world, "Orchid").await;
        let mut roster = Vec::new();
        for name in ["Bo", "Lu", "Mei"] {
            let creator = world.creator_called(name).await;
            let place = signed(world, (&orchid, &home), &creator, name, (ALL, "20")).await;
            roster.push((creator, place));
        }
        let door = format!("/briefs/{brief}/agency-bids");
        let who = rows(&orchid.browser.get(&format!("{door}/new")).await.expect(200));
        let send = |prices: [&str; 3], who: &[String]| {
            let mut fields = vec![("rounds".to_owned(), "2".to_owned()), ("message".to_owned(), "We have the light.".to_owned())];
            for (one, price) in who.iter().zip(prices) {
                fields.extend([("who".to_owned(), one.clone()), ("price".to_owned(), price.to_owned()), ("days".to_owned(), "5".to_owned())]);
            }
            fields
        };
        let post = async |fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            orchid.browser.post(&door, &fields).await
        };
        // One cannot be read, one is above the budget, one is fine.
        let page = post(send(["x", "9,999", "3,000"], &who)).await.expect(422);
        assert!(page.has("1 bid is placed") && page.has("A bid is placed"), "{}", page.readable());
        assert_eq!(rows(&page), [who[0].clone(), who[1].clone()], "nothing is typed for who has a bid");
        assert_eq!(page.attrs("input[name=price]", "value"), ["x", "9,999"], "what was typed is kept");
        for field in ["rows-0-price", "rows-1-price"] {
            assert!(page.attrs(".errors a", "href").contains(&format!("#{field}")), "{field}: {}", page.readable());
        }
        let placed = async || tea.get(&format!("/briefs/{brief}/bids")).await.expect(200).json()["items"].as_array().unwrap().len();
        assert_eq!(placed().await, 1);
        // Consent that is taken back while the form is open is one row's trouble.
        let (lu, place) = &roster[1];
        lu.browser.post(&format!("{place}/consents"), &[("consents", "message")]).await.expect(303);
        let again = post(send(["2,800", "2,900", ""], &who)).await.expect(422);
        assert_eq!(placed().await, 2, "{}", again.readable());
        assert!(again.has("does not let you bid any more") && again.has("1 bid is placed"), "{}", again.readable());
        post(send(["", "2,900", ""], &who)).await.expect(422);
        assert_eq!(placed().await, 2);
    }

    async fn what_a_creator_does_not_allow_is_refused_in_the_act(world: World) {
        let (tea, org) = merchant(world, "Tea House").await;
        let brief = open_brief(world, &tea, &org).await;
        let (orchid, home) = agency(world, "Orchid").await;
        let mei = world.creator_called("Mei").await;
        let place = signed(world, (&orchid, &home), &mei, "Mei", (ALL, "20")).await;
        let program = world.program(&orchid.email, &[Scope::All]).await;
        let (id, agency) = (world.program(&mei.email, &[Scope::All]).await.get("/me").await.at("/creator/id"), home.rsplit('/').next().unwrap());
        let offer = json!({"price": yuan(300_000), "days": 5, "message": "For her.", "agency_id": agency, "creator_id": id});
        let door = format!("/briefs/{brief}/bids");
        let alone = json!({"price": yuan(300_000), "days": 5, "message": "For her.", "agency_id": agency});
        program.post(&door, &alone).await.problem(422, "fields.invalid");
        let stranger = agency_of_nobody(world).await;
        stranger.post(&door, &offer).await.problem(404, "not_found");
        let viewer = world.colleague("Orchid", Role::Viewer).await;
        world.program(&viewer.email, &[Scope::All]).await.post(&door, &offer).await.problem(403, "act.forbidden");
        mei.browser.post(&format!("{place}/consents"), &[("consents", "message")]).await.expect(303);
        program.post(&door, &offer).await.problem(403, "agency.no_consent");
        mei.browser.post(&format!("{place}/consents"), &[("consents", "bid")]).await.expect(303);
        let bid = program.post(&door, &offer).await.expect(201);
        let url = format!("/bids/{}", bid.at("/id"));
        let page = orchid.browser.get(&url).await.expect(200);
        assert!(page.has("Through the agency") && page.has("Orchid"), "{}", page.readable());
        // Of 3,000.00 the fee is 300.00 and the share 540.00.
        for browser in [&mei.browser, &orchid.browser] {
            let page = browser.get(&url).await.expect(200);
            assert!(page.has("540.00") && page.has("2,160.00"), "{}", page.readable());
        }
        orchid.browser.get(&format!("{url}/edit")).await.expect(200);
        orchid.browser.upload(&format!("{url}/messages"), &[("text", "Hello")], &[]).await.expect(403);
        tea.post(&format!("{url}/offers"), &json!({"version": 1, "price": yuan(250_000), "days": 5})).await.expect(201);
        program.post(&format!("{url}/offers"), &json!({"version": 2, "price": yuan(280_000), "days": 5})).await.problem(403, "agency.no_consent");
        orchid.browser.post(&format!("{url}/acceptance"), &[("version", "2")]).await.expect(403);
        mei.browser.post(&format!("{place}/consents"), &[("consents", "message"), ("consents", "accept")]).await.expect(303);
        orchid.browser.upload(&format!("{url}/messages"), &[("text", "Hello")], &[]).await.expect(303);
        let taken = orchid.browser.post(&format!("{url}/acceptance"), &[("version", "2")]).await.expect(303);
        orchid.browser.get(taken.location.as_deref().filter(|url| url.starts_with("/contracts/")).unwrap()).await.expect(200);
        let page = mei.browser.get(&place).await.expect(200);
        assert!(page.has("What the agency did in the creator’s name") && page.has("Olive Owner"), "{}", page.readable());
        let contract = mei.browser.get("/workbench").await.expect(200);
        assert!(contract.has("Three pictures of a teapot"));
    }

    async fn an_end_takes_the_bids_out_of_the_agencys_hands_and_their_share(world: World) {
        let (tea, org) = merchant(world, "Tea House").await;
        let brief = open_brief(world, &tea, &org).await;
        let (orchid, home) = agency(world, "Orchid").await;
        let mei = world.creator_called("Mei").await;
        let place = signed(world, (&orchid, &home), &mei, "Mei", (ALL, "20")).await;
        let program = world.program(&orchid.email, &[Scope::All]).await;
        let hers = world.program(&mei.email, &[Scope::All]).await;
        let (id, agency) = (hers.get("/me").await.at("/creator/id"), home.rsplit('/').next().unwrap());
        let offer = json!({"price": yuan(300_000), "days": 5, "message": "For her.", "agency_id": agency, "creator_id": id});
        let bid = program.post(&format!("/briefs/{brief}/bids"), &offer).await.expect(201).at("/id");
        orchid.browser.get(&format!("/bids/{bid}")).await.expect(200);
        mei.browser.post(&format!("{place}/end"), &[("reason", "I go")]).await.expect(303);
        orchid.browser.get(&format!("/bids/{bid}")).await.expect(404);
        program.post(&format!("/bids/{bid}/withdrawal"), &json!({})).await.problem(404, "not_found");
        let contract = tea.post(&format!("/bids/{bid}/award"), &json!({"version": 1})).await.expect(201).json();
        assert_eq!((contract.get("agency_id"), contract.get("agency_bps")), (None, None), "nobody chose it before the end");
        let terms = hers.get(&format!("/contracts/{}/terms", contract["id"].as_str().unwrap())).await.expect(200);
        assert!(!terms.at("/text/en").contains("Orchid"));
    }

    async fn an_agency_does_not_bid_on_its_own_brief_or_into_a_contest(world: World) {
        let (orchid, home) = agency(world, "Orchid").await;
        let mei = world.creator_called("Mei").await;
        signed(world, (&orchid, &home), &mei, "Mei", (ALL, "20")).await;
        let program = world.program(&orchid.email, &[Scope::All]).await;
        let shop = program.get("/me").await.json()["memberships"][0]["org"]["id"].as_str().unwrap().to_owned();
        let brief = open_brief(world, &program, &shop).await;
        orchid.browser.get(&format!("/briefs/{brief}/agency-bids/new")).await.expect(409);
        let mere = world.creator_called("Ana").await;
        mere.browser.get(&format!("/briefs/{brief}/agency-bids/new")).await.expect(403);
        assert!(!handle(world, "Mei").await.is_empty());
    }
}

async fn agency_of_nobody(world: &crate::world::World) -> crate::program::Program {
    let (lily, _) = agency(world, "Lily").await;
    world.program(&lily.email, &[Scope::All]).await
}

//! The room of a deal for the agency through which the creator bid: it reads, writes in his name while he allows it, takes offers, and decides nothing.

use crate::agencies::{agency, signed};
use crate::agency_money::Shared;
use crate::both;
use crate::briefs_by_program::{merchant, open_brief};
use crate::deals_by_program::yuan;
use crate::program::Program;
use serde_json::json;
use vtask::sessions::{Role, Scope};

const ALL: &[&str] = &["bid", "accept", "message"];

/// What nobody but the two sides does, each with a body that could be taken.
async fn decides_nothing(deal: &Shared, agents: &Program) {
    let (url, part) = (deal.url(), deal.part());
    for (door, body) in [
        (format!("{part}/start"), json!({})),
        (format!("{part}/deliveries"), json!({"note": "", "items": [{"url": "https://example.com/cut"}]})),
        (format!("{part}/approval"), json!({"delivery_version": 1, "amount": yuan(333_333)})),
        (format!("{part}/cancellation"), json!({"reason": "cannot_deliver"})),
        (format!("{part}/extensions"), json!({"days": 1})),
        (format!("{part}/disputes"), json!({"amount": yuan(333_333), "reason_code": "late", "statement": "Late."})),
        (format!("{url}/change-orders"), json!({"title": "More", "price": yuan(10_000), "days": 2, "text": "One more."})),
        (format!("{url}/funding"), json!({})),
    ] {
        agents.post(&door, &body).await.problem(403, "act.forbidden");
    }
    for door in [format!("{part}/deliveries/new"), format!("{part}/extensions/new"), format!("{url}/change-orders/new")] {
        deal.orchid.browser.get(&door).await.expect(403);
    }
}

both! {
    async fn an_agency_reads_the_deal_and_writes_in_the_creators_name(world: World) {
        let deal = Shared::allowing(world, ALL).await;
        deal.funded().await;
        let agents = world.program(&deal.orchid.email, &[Scope::All]).await;
        let (hers, theirs) = (deal.hers.get(&deal.url()).await.json(), agents.get(&deal.url()).await.expect(200).json());
        assert_ne!(hers["allowed"], json!([]));
        assert_eq!((&theirs["allowed"], &theirs["milestones"][0]["allowed"]), (&json!([]), &json!([])));
        for field in ["id", "price", "agency_bps", "state", "terms_sha256"] {
            assert_eq!(hers[field], theirs[field], "{field}");
        }
        agents.get(&format!("{}/terms", deal.url())).await.expect(200);
        agents.get(&deal.part()).await.expect(200);
        let room = deal.orchid.browser.get(&deal.url()).await.expect(200);
        for words in ["Three pictures of a teapot", "12.5%", "375.00", "2,625.00"] {
            assert!(room.has(words), "{words}: {}", room.readable());
        }
        assert!(room.has("Waiting for Mei to start") && room.has("The creator’s fee") && !room.has("(you)") && !room.has("Your fee"), "it is not the creator: {}", room.readable());
        assert!(deal.mei.browser.get(&deal.url()).await.has("Your fee"));
        let ways = room.attrs("main a, main form", "href").into_iter().chain(room.attrs("main form", "action"));
        let ways: Vec<String> = ways.filter(|way| way.starts_with("/milestones/") || way.contains("change-orders")).collect();
        assert_eq!(ways, Vec::<String>::new(), "no button that would be refused");
        let work = deal.orchid.browser.get(&format!("{}/work", deal.home)).await;
        assert!(work.attrs("main a", "href").contains(&deal.url()), "{}", work.readable());
        decides_nothing(&deal, &agents).await;

        let door = format!("{}/messages", deal.url());
        deal.orchid.browser.upload(&door, &[("text", "The pictures come on Monday zq1.")], &[]).await.expect(303);
        agents.post(&door, &json!({"text": "And the film zq2."})).await.expect(201);
        let merchants = world.log_in("owner@tea-house.example.org").await.browser.get(&deal.url()).await.expect(200);
        assert!(merchants.has("zq1") && merchants.has("zq2") && !merchants.has("Olive Owner Orchid"), "{}", merchants.readable());
        let own = deal.mei.browser.get(&deal.url()).await.expect(200);
        assert!(own.has("zq1") && own.has("Olive Owner Orchid"), "her own side reads who wrote: {}", own.readable());
        let place = deal.mei.browser.get(&deal.place).await.expect(200);
        assert!(place.has("What the agency did in the creator’s name") && place.has("write messages"), "{}", place.readable());

        deal.tea.post(&door, &json!({"text": "Monday is fine."})).await.expect(201);
        for browser in [&deal.mei.browser, &deal.orchid.browser] {
            assert!(browser.get("/inbox").await.has("Three pictures of a teapot"), "both may answer");
        }
        for (role, status) in [(Role::Viewer, 403), (Role::Finance, 403), (Role::Editor, 201)] {
            let member = world.colleague("Orchid", role).await;
            member.browser.get(&deal.url()).await.expect(200);
            let program = world.program(&member.email, &[Scope::All]).await;
            program.get(&deal.url()).await.expect(200);
            program.post(&door, &json!({"text": "Hello."})).await.expect(status);
        }
        let (lily, _) = agency(world, "Lily").await;
        lily.browser.get(&deal.url()).await.expect(404);
        world.program(&lily.email, &[Scope::All]).await.get(&deal.url()).await.problem(404, "not_found");
    }

    async fn what_the_creator_takes_back_ends_writing_and_not_reading(world: World) {
        let deal = Shared::allowing(world, ALL).await;
        let agents = world.program(&deal.orchid.email, &[Scope::All]).await;
        let door = format!("{}/messages", deal.url());
        deal.mei.browser.post(&format!("{}/consents", deal.place), &[("consents", "bid"), ("consents", "accept")]).await.expect(303);
        for ended in [false, true] {
            if ended {
                deal.mei.browser.post(&format!("{}/end", deal.place), &[("reason", "I go")]).await.expect(303);
            }
            let room = deal.orchid.browser.get(&deal.url()).await.expect(200);
            assert!(room.has("The creator does not allow the agency this"), "{}", room.readable());
            assert!(!room.attrs("form", "action").contains(&door));
            deal.orchid.browser.get(&door).await.expect(200);
            agents.get(&deal.url()).await.expect(200);
            deal.orchid.browser.upload(&door, &[("text", "Hello")], &[]).await.expect(403);
            agents.post(&door, &json!({"text": "Hello"})).await.problem(403, "agency.no_consent");
            agents.post(&format!("{}/start", deal.part()), &json!({})).await.problem(403, "act.forbidden");
        }
        let said = deal.tea.post(&door, &json!({"text": "Are you there?"})).await.expect(201);
        assert!(!deal.orchid.browser.get("/inbox").await.has("Three pictures of a teapot"), "who may not answer is not asked: {}", said.at("/id"));
        assert!(deal.mei.browser.get("/inbox").await.has("Three pictures of a teapot"));
    }

    async fn a_secret_offer_stays_the_creators_own(world: World) {
        let deal = Shared::allowing(world, ALL).await;
        deal.funded().await;
        let agents = world.program(&deal.orchid.email, &[Scope::All]).await;
        deal.hers.post(&format!("{}/start", deal.part()), &json!({})).await.expect(200);
        let claim = json!({"amount": yuan(333_333), "reason_code": "no_answer", "statement": "Nobody answers."});
        let id = deal.hers.post(&format!("{}/disputes", deal.part()), &claim).await.expect(201).at("/id");
        deal.tea.post(&format!("/disputes/{id}/answer"), &json!({"statement": "We do."})).await.expect(200);
        deal.hers.post(&format!("/disputes/{id}/offers"), &json!({"amount": yuan(123_456), "sealed": true})).await.expect(201);
        let url = format!("/disputes/{id}");
        assert_eq!(deal.hers.get(&url).await.json()["offers"][0]["amount"], yuan(123_456));
        let told = agents.get(&url).await.expect(200).json();
        assert_eq!((told["offers"].as_array().unwrap().len(), told["offers"][0].get("amount")), (1, None));
        assert!(!deal.orchid.browser.get(&url).await.expect(200).has("1,234.56"));
        assert!(deal.mei.browser.get(&url).await.expect(200).has("1,234.56"));
        agents.post(&format!("{url}/withdrawal"), &json!({})).await.problem(403, "act.forbidden");
    }

    async fn an_agency_takes_an_offer_where_that_is_allowed(world: World) {
        let (tea, org) = merchant(world, "Tea House").await;
        let (orchid, home) = agency(world, "Orchid").await;
        let mei = world.creator_called("Mei").await;
        let place = signed(world, (&orchid, &home), &mei, "Mei", (&["bid", "accept"], "20")).await;
        let id = world.program(&mei.email, &[Scope::All]).await.get("/me").await.at("/creator/id");
        let program = world.program(&orchid.email, &[Scope::All]).await;
        let brief = open_brief(world, &tea, &org).await;
        let body = json!({"price": yuan(300_000), "days": 5, "message": "For her.", "agency_id": home.rsplit('/').next().unwrap(), "creator_id": id});
        let bid = program.post(&format!("/briefs/{brief}/bids"), &body).await.expect(201).at("/id");
        tea.post(&format!("/bids/{bid}/offers"), &json!({"version": 1, "price": yuan(250_000), "days": 5})).await.expect(201);
        let door = format!("/bids/{bid}/acceptance");
        let reads = world.program(&orchid.email, &[Scope::Read, Scope::Deals]).await;
        reads.post(&door, &json!({"version": 2})).await.problem(403, "scope.missing");
        mei.browser.post(&format!("{place}/consents"), &[("consents", "bid")]).await.expect(303);
        program.post(&door, &json!({"version": 2})).await.problem(403, "agency.no_consent");
        mei.browser.post(&format!("{place}/consents"), &[("consents", "accept")]).await.expect(303);
        program.post(&door, &json!({"version": 1})).await.problem(409, "version.stale");
        let viewer = world.colleague("Orchid", Role::Viewer).await;
        world.program(&viewer.email, &[Scope::All]).await.post(&door, &json!({"version": 2})).await.problem(403, "act.forbidden");
        let page = orchid.browser.get(&door).await.expect(200);
        assert!(page.has("cannot be opened by you later") && !mei.browser.get(&door).await.expect(200).has("cannot be opened"), "{}", page.readable());
        let bids = world.program(&orchid.email, &[Scope::Bids]).await;
        let made = bids.post(&door, &json!({"version": 2})).await.expect(201).json();
        assert_eq!((&made["price"], &made["creator_id"], &made["agency_bps"]), (&yuan(250_000), &json!(id), &json!(2_000)));
        assert_eq!((&made["state"], &made["allowed"]), (&json!("pending_funding"), &json!([])));
        let url = format!("/contracts/{}", made["id"].as_str().unwrap());
        program.get(&url).await.problem(404, "not_found");
        let page = orchid.browser.get(&format!("/bids/{bid}")).await.expect(200);
        assert!(page.has("does not let the agency read contracts"), "{}", page.readable());
        assert!(page.attrs("main a", "href").contains(&format!("{home}/work")) && !page.attrs("main a", "href").contains(&url));
        assert!(orchid.browser.get(&format!("{home}/work")).await.expect(200).has("2,500.00"), "what it is worth stands there");
        assert!(!mei.browser.get(&format!("/bids/{bid}")).await.has("does not let the agency"));
        assert!(mei.browser.get(&place).await.has("Olive Owner"), "the log names who took it");
    }
}

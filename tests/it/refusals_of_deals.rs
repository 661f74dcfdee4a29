//! What the API's doors of deals and money refuse, in which order, with which code.

use crate::both;
use crate::deals::{Deal, Somebody};
use crate::deals_by_program::{outcome, picture, program_of, yuan};
use crate::program::Program;
use crate::world::World;
use serde_json::{Value, json};
use vtask::sessions::{Role, Scope};

/// Every POST of a deal that has come to a delivery, with a body that is good for it.
fn posts(deal: &Deal) -> Vec<(String, Value)> {
    let milestone = |what: &str| format!("/milestones/{}/{what}", deal.milestone);
    vec![
        (format!("/contracts/{}/funding", deal.contract), json!({})),
        (milestone("start"), json!({})),
        (milestone("deliveries"), json!({"note": "", "items": [{"url": "https://example.com/x"}]})),
        (milestone("approval"), json!({"delivery_version": 1, "amount": yuan(600_000)})),
        (milestone("change-requests"), json!({"delivery_version": 1, "items": [{"checklist_id": "A1", "text": "x"}]})),
        (milestone("cancellation"), json!({"reason": "late"})),
    ]
}

async fn scoped(world: &World, somebody: &Somebody, scope: Scope) -> Program {
    world.program(somebody.person.email.as_str(), &[scope]).await
}

both! {
    async fn a_stranger_finds_nothing_and_nobody_is_asked_who_he_is(world: World) {
        let deal = world.funded_deal().await;
        let stranger = program_of(world, &world.stranger().await).await;
        let nobody = world.nobodys_program();
        for (path, body) in posts(&deal) {
            nobody.post(&path, &body).await.problem(401, "auth.required");
            stranger.post(&path, &body).await.problem(404, "not_found");
            stranger.post(&path, &json!({"nonsense": 1})).await.problem(404, "not_found");
            stranger.send("POST", &path, "text/plain", "x").await.problem(415, "body.wrong_type");
            stranger.send("POST", &path, "application/json", "{").await.problem(400, "body.unreadable");
            stranger.put(&path, &json!({})).await.problem(405, "method.wrong");
        }
        for path in [format!("/contracts/{}", deal.contract), format!("/contracts/{}/terms", deal.contract), format!("/milestones/{}", deal.milestone)] {
            nobody.get(&path).await.problem(401, "auth.required");
            stranger.get(&path).await.problem(404, "not_found");
        }
        for path in ["/contracts/ctr_nothing", "/milestones/x", "/files/x/content", "/payouts/x", "/wallet?org_id=x", "/payout-account", "/payouts", "/wallet"] {
            stranger.get(path).await.problem(404, "not_found");
        }
        assert_eq!(stranger.get("/contracts").await.expect(200).json(), json!({"items": [], "next_cursor": null}));
        stranger.get(&format!("/wallet?org_id={}", deal.org)).await.problem(404, "not_found");
        let money = json!({"org_id": deal.org.to_string(), "amount": yuan(-1)});
        stranger.post("/wallet/top-ups", &money).await.problem(404, "not_found");
        stranger.post("/wallet/withdrawals", &money).await.problem(404, "not_found");
        stranger.post("/payouts", &json!({})).await.problem(404, "not_found");
        stranger.put("/payout-account", &json!({})).await.problem(404, "not_found");
    }

    async fn a_token_without_the_scope_is_told_so_after_the_stranger(world: World) {
        let deal = world.funded_deal().await;
        let (reads, deals) = (scoped(world, &deal.merchant, Scope::Read).await, scoped(world, &deal.merchant, Scope::Deals).await);
        for (path, _) in posts(&deal) {
            reads.post(&path, &json!({"nonsense": 1})).await.problem(403, "scope.missing");
        }
        deals.post(&format!("/contracts/{}/funding", deal.contract), &json!({})).await.problem(403, "scope.missing");
        deals.get(&format!("/contracts/{}", deal.contract)).await.problem(403, "scope.missing");
        deals.get("/contracts").await.problem(403, "scope.missing");
        deals.get("/contracts?limit=x").await.problem(403, "scope.missing");
        reads.get(&format!("/contracts/{}", deal.contract)).await.expect(200);
        let money = json!({"org_id": deal.org.to_string(), "amount": yuan(1_000)});
        deals.post("/wallet/top-ups", &money).await.problem(403, "scope.missing");
        deals.get("/notifications").await.expect(200);
        let maker = scoped(world, &deal.creator, Scope::Read).await;
        maker.post("/payouts", &json!({"amount": yuan(100)})).await.problem(403, "scope.missing");
        maker.put("/payout-account", &json!({})).await.problem(403, "scope.missing");
        let stranger = world.stranger().await;
        scoped(world, &stranger, Scope::Webhooks).await.get(&format!("/contracts/{}", deal.contract)).await.problem(404, "not_found");
    }

    async fn the_wrong_side_and_the_wrong_role_may_not(world: World) {
        let deal = world.funded_deal().await;
        let creator = program_of(world, &deal.creator).await;
        let viewer = program_of(world, &world.member(deal.org, Role::Viewer).await).await;
        let editor = program_of(world, &world.member(deal.org, Role::Editor).await).await;
        let owner = program_of(world, &deal.merchant).await;
        for (path, _) in posts(&deal) {
            viewer.post(&path, &json!({"nonsense": 1})).await.problem(403, "act.forbidden");
        }
        let milestone = |what: &str| format!("/milestones/{}/{what}", deal.milestone);
        for (who, path) in [
            (&owner, milestone("start")),
            (&owner, milestone("deliveries")),
            (&creator, milestone("approval")),
            (&creator, milestone("change-requests")),
            (&creator, format!("/contracts/{}/funding", deal.contract)),
            (&editor, format!("/contracts/{}/funding", deal.contract)),
        ] {
            who.post(&path, &json!({"nonsense": 1})).await.problem(403, "act.forbidden");
        }
        editor.get(&format!("/wallet?org_id={}", deal.org)).await.problem(403, "act.forbidden");
        editor.get(&format!("/wallet/entries?org_id={}", deal.org)).await.problem(403, "act.forbidden");
        owner.get("/wallet").await.problem(404, "not_found");
        let top_up = json!({"org_id": deal.org.to_string(), "amount": yuan(1_000)});
        editor.post("/wallet/top-ups", &top_up).await.problem(403, "act.forbidden");
        assert_eq!(viewer.get(&format!("/milestones/{}", deal.milestone)).await.expect(200).json()["allowed"], json!([]));
        let file = viewer.upload("/files", &[("contract_id", &deal.contract.to_string())], ("a.png", "image/png", picture())).await;
        file.problem(403, "act.forbidden");
        let (_, maker, bid) = world.offered_bid().await;
        program_of(world, &maker).await.post(&format!("/bids/{bid}/award"), &json!({"version": 1})).await.problem(403, "act.forbidden");
        owner.post(&format!("/bids/{bid}/award"), &json!({"version": 1})).await.problem(404, "not_found");
    }

    async fn an_admin_looks_on_and_may_nothing(world: World) {
        let deal = world.funded_deal().await;
        let admin = world.program(&world.new_admin().await.email, &[Scope::All]).await;
        assert_eq!(admin.get("/contracts").await.expect(200).json()["items"][0]["id"], json!(deal.contract.to_string()));
        let told = admin.get(&format!("/contracts/{}", deal.contract)).await.expect(200).json();
        assert_eq!((&told["allowed"], &told["milestones"][0]["allowed"]), (&json!([]), &json!([])));
        for (path, body) in posts(&deal) {
            admin.post(&path, &body).await.problem(403, "act.forbidden");
        }
    }

    async fn what_cannot_be_taken_is_named(world: World) {
        let (owner, _, bid) = world.offered_bid().await;
        let merchant = program_of(world, &owner).await;
        let award = format!("/bids/{bid}/award");
        let part = |title: &str, amount: i64, days: i64| json!({"title": title, "price": yuan(amount), "days": days});
        let fields = |told: crate::program::Told| told.problem(422, "fields.invalid").fields();
        let one = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
        assert_eq!(fields(merchant.post(&award, &json!({})).await), one("version", "required"));
        assert_eq!(fields(merchant.post(&award, &json!({"version": 1, "milestones": [part("", 600_000, 3)]})).await), one("milestones[0].title", "required"));
        assert_eq!(fields(merchant.post(&award, &json!({"version": 1, "milestones": [part("a", 600_000, 0)]})).await), one("milestones[0].days", "number"));
        assert_eq!(fields(merchant.post(&award, &json!({"version": 1, "milestones": [part("a", 599_999, 1)]})).await), one("milestones", "milestones-sum"));
        let small = json!({"version": 1, "milestones": [part("a", 599_950, 1), part("b", 50, 1)]});
        assert_eq!(fields(merchant.post(&award, &small).await), one("milestones[1].price", "price-bounds"));
        let dollars = json!({"version": 1, "milestones": [{"title": "a", "price": {"amount": 600_000, "currency": "USD"}, "days": 3}]});
        merchant.post(&award, &dollars).await.problem(422, "money.currency");
        merchant.post(&award, &json!({"version": 2})).await.problem(409, "version.stale");
        merchant.post(&award, &json!({"version": 1})).await.expect(201);
        merchant.post(&award, &json!({"version": 1})).await.problem(409, "state.refused");
    }

    async fn work_is_refused_with_reasons(world: World) {
        let deal = world.funded_deal().await;
        let (merchant, creator) = (program_of(world, &deal.merchant).await, program_of(world, &deal.creator).await);
        let at = |what: &str| format!("/milestones/{}/{what}", deal.milestone);
        let fields = |told: crate::program::Told| told.problem(422, "fields.invalid").fields();
        let one = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
        let (deliver, change, approve) = (at("deliveries"), at("change-requests"), at("approval"));
        let items = |items: Value| json!({"note": "", "items": items});
        assert_eq!(fields(creator.post(&deliver, &items(json!([]))).await), one("items", "nothing-handed-in"));
        assert_eq!(fields(creator.post(&deliver, &items(json!([{}]))).await), one("items[0]", "required"));
        assert_eq!(fields(creator.post(&deliver, &items(json!([{"url": "http://x.org"}]))).await), one("items[0].url", "url"));
        assert_eq!(fields(creator.post(&deliver, &items(json!([{"url": "https://x.org", "checklist_ids": ["Z9"]}]))).await), one("items", "choice"));
        assert_eq!(fields(creator.post(&deliver, &items(json!([{"file_id": "fil_01jd0000000000000000000000"}]))).await), one("items", "choice"));
        merchant.post(&approve, &json!({"delivery_version": 0, "amount": yuan(600_000)})).await.problem(409, "state.refused");
        merchant.post(&change, &json!({"delivery_version": 0, "items": [{"checklist_id": "A1", "text": "x"}]})).await.problem(409, "state.refused");
        creator.post(&deliver, &items(json!([{"url": "https://example.com/x"}]))).await.expect(201);
        creator.post(&deliver, &items(json!([{"url": "https://example.com/x"}]))).await.problem(409, "state.refused");
        creator.post(&at("start"), &json!({})).await.problem(409, "state.refused");

        let wish = |version: i64, wish: Value| json!({"delivery_version": version, "items": [wish]});
        merchant.post(&change, &wish(1, json!({"text": "A poster too"}))).await.problem(422, "change.uncited");
        assert_eq!(fields(merchant.post(&change, &wish(1, json!({"checklist_id": "Z9", "text": "x"}))).await), one("items", "choice"));
        let nowhere = json!({"pin": {"file_id": "fil_01jd0000000000000000000000"}, "text": "x"});
        assert_eq!(fields(merchant.post(&change, &wish(1, nowhere)).await), one("items", "choice"));
        assert_eq!(fields(merchant.post(&change, &json!({"delivery_version": 1, "items": []})).await), one("items", "no-wishes"));
        merchant.post(&change, &wish(2, json!({"checklist_id": "A1", "text": "x"}))).await.problem(409, "version.stale");

        merchant.post(&approve, &json!({"delivery_version": 2, "amount": yuan(600_000)})).await.problem(409, "version.stale");
        merchant.post(&approve, &json!({"delivery_version": 1, "amount": yuan(600_001)})).await.problem(409, "amount.changed");
        let dollars = json!({"delivery_version": 1, "amount": {"amount": 600_000, "currency": "USD"}});
        merchant.post(&approve, &dollars).await.problem(422, "money.currency");
        assert_eq!(fields(merchant.post(&approve, &json!({"delivery_version": 1, "amount": 600_000})).await), one("amount", "type"));
        for round in [1, 2] {
            merchant.post(&change, &wish(round, json!({"checklist_id": "A1", "text": "x"}))).await.expect(201);
            creator.post(&deliver, &items(json!([{"url": "https://example.com/x"}]))).await.expect(201);
        }
        merchant.post(&change, &wish(3, json!({"checklist_id": "A1", "text": "x"}))).await.problem(409, "change.none_left");
    }

    async fn files_are_what_they_say_and_locked_until_paid(world: World) {
        let deal = world.funded_deal().await;
        let (merchant, creator) = (program_of(world, &deal.merchant).await, program_of(world, &deal.creator).await);
        let contract = deal.contract.to_string();
        let pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n".to_vec();
        let fields = |told: crate::program::Told| told.problem(422, "fields.invalid").fields();
        let one = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
        assert_eq!(fields(creator.upload("/files", &[], ("a.pdf", "application/pdf", pdf.clone())).await), one("contract_id", "required"));
        let html = ("a.pdf", "application/pdf", b"<html></html>".to_vec());
        assert_eq!(fields(creator.upload("/files", &[("contract_id", &contract)], html).await), one("file", "file-mismatch"));
        assert_eq!(fields(creator.upload("/files", &[("contract_id", &contract), ("note", "x")], ("a.pdf", "application/pdf", pdf.clone())).await), one("note", "unknown"));
        creator.upload("/files", &[("contract_id", "ctr_x")], ("a.pdf", "application/pdf", pdf.clone())).await.problem(404, "not_found");
        creator.post("/files", &json!({"contract_id": contract})).await.problem(415, "body.wrong_type");
        world.nobodys_program().upload("/files", &[], ("a.pdf", "application/pdf", pdf.clone())).await.problem(401, "auth.required");
        let file = creator.upload("/files", &[("contract_id", &contract)], ("a.pdf", "application/pdf", pdf)).await.expect(201);
        assert!(file.json().get("preview_url").is_none());
        let content = format!("/files/{}/content", file.at("/id"));
        merchant.get(&content).await.problem(404, "not_found");
        let handed = json!({"note": "", "items": [{"file_id": file.at("/id")}]});
        creator.post(&format!("/milestones/{}/deliveries", deal.milestone), &handed).await.expect(201);
        merchant.get(&content).await.problem(403, "file.locked");
        merchant.get(&content.replace("content", "preview")).await.problem(403, "file.locked");
        program_of(world, &world.stranger().await).await.get(&content).await.problem(404, "not_found");
        let send = || async {
            let part = reqwest::multipart::Part::bytes(picture()).file_name("b.png").mime_str("image/png").unwrap();
            let form = reqwest::multipart::Form::new().text("contract_id", contract.clone()).part("file", part);
            let ask = reqwest::Client::new().post(format!("http://{}/api/v1/files", world.address)).header("idempotency-key", "one");
            ask.bearer_auth(creator.token.clone().unwrap()).multipart(form).send().await.unwrap().text().await.unwrap()
        };
        let first = send().await;
        assert!(first.contains("\"b.png\""), "{first}");
        assert_eq!(send().await, first, "a repeat is the same file");
        let part = reqwest::Client::new().get(format!("http://{}/api/v1{content}", world.address)).header("range", "bytes=0-3");
        let part = part.bearer_auth(creator.token.clone().unwrap()).send().await.unwrap();
        assert_eq!((part.status().as_u16(), part.headers()["content-security-policy"].to_str().unwrap()), (206, "sandbox; default-src 'none'"));
        assert_eq!(part.bytes().await.unwrap().as_ref(), b"%PDF");
    }

    async fn a_part_ends_by_asking_or_at_once(world: World) {
        let deal = world.funded_deal().await;
        let (merchant, creator) = (program_of(world, &deal.merchant).await, program_of(world, &deal.creator).await);
        let cancel = format!("/milestones/{}/cancellation", deal.milestone);
        creator.post(&format!("/milestones/{}/start", deal.milestone), &json!({})).await.expect(200);
        let fields = |told: crate::program::Told| told.problem(422, "fields.invalid").fields();
        let one = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
        assert_eq!(fields(merchant.post(&cancel, &json!({"reason": "boredom"})).await), one("reason", "choice"));
        assert_eq!(fields(merchant.post(&cancel, &json!({"reason": "late", "refund": yuan(600_001)})).await), one("refund", "price-bounds"));
        let dollars = json!({"reason": "late", "refund": {"amount": 1, "currency": "USD"}});
        merchant.post(&cancel, &dollars).await.problem(422, "money.currency");
        let asked = merchant.post_as("once", &cancel, &json!({"reason": "no_longer_needed"})).await.expect(202);
        assert_eq!((asked.at("/state"), asked.json()["refund"].clone()), ("requested".to_owned(), yuan(540_000)));
        let again = merchant.post_as("once", &cancel, &json!({"reason": "no_longer_needed"})).await.expect(202);
        assert_eq!(again.text, asked.text);
        merchant.post(&cancel, &json!({"reason": "late"})).await.problem(409, "cancel.open");
        let answer = format!("/cancellations/{}/answer", asked.at("/id"));
        merchant.post(&answer, &json!({"agree": true})).await.problem(403, "act.forbidden");
        program_of(world, &world.stranger().await).await.post(&answer, &json!({"agree": true})).await.problem(404, "not_found");
        assert_eq!(fields(creator.post(&answer, &json!({})).await), one("agree", "required"));
        assert_eq!(creator.post(&answer, &json!({"agree": false})).await.expect(200).at("/state"), "refused");
        creator.post(&answer, &json!({"agree": true})).await.problem(409, "state.refused");
        let asked = merchant.post(&cancel, &json!({"reason": "agreed_otherwise", "refund": yuan(300_000)})).await.expect(202);
        creator.post(&format!("/cancellations/{}/answer", asked.at("/id")), &json!({"agree": true})).await.expect(200);
        let part = creator.get(&format!("/milestones/{}", deal.milestone)).await.json();
        assert_eq!((&part["money"]["refunded"], &part["money"]["released"], &part["money"]["fees"]), (&yuan(315_000), &yuan(270_000), &yuan(45_000)));
        creator.post(&cancel, &json!({"reason": "late"})).await.problem(409, "state.refused");
        world.books_are_right().await;
    }

    async fn money_is_refused_with_reasons(world: World) {
        let deal = world.awarded_deal().await;
        let (merchant, creator) = (program_of(world, &deal.merchant).await, program_of(world, &deal.creator).await);
        let org = deal.org.to_string();
        let fund = format!("/contracts/{}/funding", deal.contract);
        merchant.post(&fund, &json!({"milestones": ["mil_01jd0000000000000000000000"]})).await.problem(404, "not_found");
        let told = merchant.post_as("f", &fund, &json!({"milestones": [deal.milestone.to_string()]})).await.expect(202);
        let again = merchant.post_as("f", &fund, &json!({"milestones": [deal.milestone.to_string()]})).await.expect(202);
        assert_eq!(again.json(), told.json());
        assert_eq!(outcome(&told.at("/checkout_url"), "paid").await.0, 200);
        let now = merchant.post_as("f", &fund, &json!({"milestones": [deal.milestone.to_string()]})).await.expect(200);
        assert_eq!(now.at("/state"), "active");
        merchant.post_as("f", &fund, &json!({})).await.problem(422, "idempotency.mismatch");
        merchant.post(&fund, &json!({})).await.problem(409, "state.refused");
        let wallet = |amount: Value| json!({"org_id": org, "amount": amount});
        merchant.post("/wallet/top-ups", &wallet(yuan(0))).await.problem(422, "payment.too_small");
        merchant.post("/wallet/top-ups", &wallet(yuan(1_000_000_000_001))).await.problem(422, "payment.too_large");
        merchant.post("/wallet/withdrawals", &wallet(yuan(1))).await.problem(409, "balance.insufficient");
        merchant.post("/wallet/withdrawals", &wallet(yuan(-5))).await.problem(422, "payment.too_small");
        let fields = merchant.post("/wallet/top-ups", &wallet(json!({"amount": 1.5, "currency": "CNY"}))).await.problem(422, "fields.invalid").fields();
        assert_eq!(fields, [("amount.amount".to_owned(), "type".to_owned())]);
        creator.post("/payouts", &json!({"amount": yuan(100)})).await.problem(409, "payout.no_account");
        let account = |country: &str| json!({"name": "Ana", "country": country, "currency": "CNY"});
        let fields = creator.put("/payout-account", &account("XX")).await.problem(422, "fields.invalid").fields();
        assert_eq!(fields, [("country".to_owned(), "choice".to_owned())]);
        creator.put("/payout-account", &account("CN")).await.expect(200);
        creator.post("/payouts", &json!({"amount": yuan(0)})).await.problem(422, "payout.too_small");
        creator.post("/payouts", &json!({"amount": yuan(100)})).await.problem(409, "balance.insufficient");
        creator.post("/payouts", &json!({"amount": {"amount": 100, "currency": "USD"}})).await.problem(422, "money.currency");
        assert_eq!(creator.put("/payout-account", &account("SG")).await.expect(200).at("/state"), "waiting");
        creator.post("/payouts/pay_01jd0000000000000000000000/cancellation", &json!({})).await.problem(404, "not_found");
    }

    async fn nobody_moves_money_before_the_address_is_confirmed(world: World) {
        let deal = world.funded_deal().await;
        let other = world.awarded_deal().await;
        let programs = [&deal.merchant, &deal.creator, &other.merchant];
        world.submit(&deal).await.unwrap();
        world.approve(&deal, 1, 600_000).await.unwrap();
        world.write(|tx| crate::deals::run(tx, "UPDATE users SET confirmed_at = NULL".to_owned())).await;
        let mut them = Vec::new();
        for somebody in programs {
            them.push(program_of(world, somebody).await);
        }
        let (merchant, creator, funder) = (&them[0], &them[1], &them[2]);
        let wallet = json!({"org_id": deal.org.to_string(), "amount": yuan(10_000)});
        for told in [
            merchant.post("/wallet/top-ups", &wallet).await,
            merchant.post("/wallet/withdrawals", &wallet).await,
            merchant.post(&format!("/milestones/{}/tips", deal.milestone), &json!({"amount": yuan(10_000)})).await,
            funder.post(&format!("/contracts/{}/funding", other.contract), &json!({})).await,
            creator.post("/payouts", &json!({"amount": yuan(10_000)})).await,
        ] {
            told.problem(403, "person.unconfirmed");
        }
        assert_eq!(world.holds(vtask::ledger::Account::Wallet(deal.org)).await, 370_000);
        world.books_are_right().await;
    }
}

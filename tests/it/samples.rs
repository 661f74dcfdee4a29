//! Product trials over their whole life: the award, the address and who reads it, the parcel, the work, the money.

use crate::both;
use crate::deals::{Somebody, fill_wallet};
use crate::deals_by_program::{program_of, yuan};
use crate::market::Market;
use crate::pools::{bid, pool, wallet};
use crate::program::Program;
use crate::world::World;
use serde_json::{Value, json};
use vtask::sessions::{AdminRole, Role};

const STREET: &str = "12 Plum Lane, Hangzhou";

fn trial(world: &World, org: &str) -> Value {
    pool(world, org, &json!({"kind": "sample", "product": "One gaiwan, white"}))
}

async fn made(world: &World, theirs: &Program, path: &str) -> (Somebody, Program, String, String) {
    let maker = world.maker().await;
    let program = program_of(world, &maker).await;
    let placed = program.post(&format!("{path}/bids"), &bid(200_000)).await.expect(201).at("/id");
    let contract = theirs.post(&format!("/bids/{placed}/award"), &json!({"version": 1})).await.expect(201).json();
    let part = contract["milestones"][0]["id"].as_str().unwrap().to_owned();
    let id = contract["id"].as_str().unwrap().to_owned();
    (maker, program, id, part)
}

fn address() -> Value {
    json!({"name": "Ana B.", "phone": "+34 600 000 000", "address": STREET})
}

both! {
    async fn a_product_is_sent_and_becomes_content(world: World) {
        let Market { merchant, org: owner, .. } = world.market(1, 0).await;
        let (theirs, org) = (program_of(world, &merchant).await, owner.to_string());
        let act = world.act_of(&merchant);
        world.write(move |tx| fill_wallet(tx, &act, owner, 1_000_000)).await;
        let bare = json!({"kind": "sample", "commission_bps": 500});
        theirs.post("/briefs", &pool(world, &org, &bare)).await.problem(422, "fields.invalid");
        let lacking = theirs.post("/briefs", &pool(world, &org, &json!({"kind": "sample"}))).await.expect(201).at("/id");
        let refused = theirs.post(&format!("/briefs/{lacking}/publication"), &json!({})).await.problem(422, "fields.invalid").fields();
        assert_eq!(refused, [("product".to_owned(), "required".to_owned())]);
        let path = crate::contests::opened(&theirs, &trial(world, &org)).await;
        let (maker, mine, id, part) = made(world, &theirs, &path).await;
        let sample = format!("/contracts/{id}/sample");
        let terms = mine.get(&format!("/contracts/{id}/terms")).await.expect(200);
        assert!(terms.text.contains("One gaiwan, white") && terms.text.contains("erased once the product arrived"), "{}", terms.text);
        mine.post(&format!("{sample}/address"), &address()).await.problem(409, "state.refused");
        theirs.post(&format!("/contracts/{id}/funding"), &json!({})).await.expect(200);
        let next = mine.get(&format!("/contracts/{id}")).await.json();
        assert_eq!((&next["next_clock"]["event"], next["next_clock"]["default"].is_string()), (&json!("sample_address"), true));

        theirs.post(&format!("{sample}/shipment"), &json!({"carrier": "SF", "tracking_number": "1"})).await.problem(409, "state.refused");
        theirs.post(&format!("{sample}/address"), &address()).await.problem(403, "act.forbidden");
        let wrong = json!({"name": "", "phone": "1", "address": "x"});
        mine.post(&format!("{sample}/address"), &wrong).await.problem(422, "fields.invalid");
        let told = mine.post(&format!("{sample}/address"), &address()).await.expect(200).json();
        assert_eq!((&told["state"], &told["address"]["address"]), (&json!("requested"), &json!(STREET)));
        assert_eq!(theirs.get(&sample).await.expect(200).at("/address/address"), STREET);
        let viewer = program_of(world, &world.member(owner, Role::Viewer).await).await;
        assert_eq!(viewer.get(&sample).await.expect(200).json()["address"], Value::Null);
        let admin = world.admin_program(&[AdminRole::Moderator, AdminRole::FinanceAdmin]).await;
        assert_eq!(admin.get(&sample).await.expect(200).json()["address"], Value::Null);
        program_of(world, &world.stranger().await).await.get(&sample).await.problem(404, "not_found");
        let cells = crate::secrets::cells_with(world, vec!["Plum Lane".to_owned()]).await;
        assert_eq!(cells, [format!("samples.address: {STREET}")], "an address stands in its row alone");
        for page in ["/events", "/notifications"] {
            assert!(!theirs.get(page).await.expect(200).text.contains("Plum"), "{page}");
        }
        assert!(!admin.get("/admin/audit?limit=100").await.expect(200).text.contains("Plum"));
        assert!(!theirs.get(&format!("/contracts/{id}")).await.expect(200).text.contains("Plum"));
        let browser = world.browser_of(&merchant);
        assert!(browser.get(&format!("/contracts/{id}")).await.expect(200).has("Requested: where it goes"));
        let page = browser.get(&sample).await.expect(200);
        assert!(page.has(STREET) && page.has("Sample sent by") && page.has("counts as late"), "{}", page.readable());

        let fields = [("carrier", "SF Express"), ("tracking_number", "SF123")];
        browser.post(&format!("{sample}/shipment"), &fields).await.expect(303);
        assert_eq!(mine.get(&sample).await.at("/tracking_number"), "SF123");
        let broken = json!({"condition": "damaged", "note": "The lid is in two."});
        assert_eq!(mine.post(&format!("{sample}/receipt"), &broken).await.expect(200).at("/state"), "damaged");
        assert_eq!(theirs.get(&format!("/milestones/{part}")).await.at("/state"), "funded", "the time has not begun");
        let again = json!({"carrier": "SF Express", "tracking_number": "SF124"});
        assert_eq!(theirs.post(&format!("{sample}/shipment"), &again).await.expect(200).at("/state"), "shipped");
        world.wait_days(3);
        let fields = [("condition", "received"), ("note", "")];
        world.browser_of(&world.sign_in(maker.person.id).await).post(&format!("{sample}/receipt"), &fields).await.expect(303);
        let told = theirs.get(&sample).await.expect(200).json();
        assert_eq!((&told["state"], &told["address"]), (&json!("content_due"), &Value::Null));
        assert_eq!(crate::secrets::cells_with(world, vec!["Plum Lane".to_owned()]).await, Vec::<String>::new(), "the address is gone");
        let started = theirs.get(&format!("/milestones/{part}")).await.json();
        assert_eq!(started["state"], "in_progress");
        assert!(started["due_at"].as_str().unwrap().starts_with(&world.now().plus_hours(24 * 5).rfc3339()[..13]), "{started}");
        mine.post(&format!("{sample}/receipt"), &json!({"condition": "lost"})).await.problem(409, "state.refused");

        let items = json!({"note": "", "items": [{"url": "https://example.com/cut"}]});
        mine.post(&format!("/milestones/{part}/deliveries"), &items).await.expect(201);
        theirs.post(&format!("/milestones/{part}/approval"), &json!({"delivery_version": 1, "amount": yuan(200_000)})).await.expect(200);
        let told = theirs.get(&sample).await.expect(200).json();
        assert_eq!(told["state"], "fulfilled");
        assert_eq!((&told["creator_rate"], &told["merchant_rate"]), (&json!({"done": 1, "of": 1}), &json!({"done": 1, "of": 1})));
        assert_eq!(wallet(&theirs, &org).await, [790_000, 0, 0, 210_000]);

        let (_, other, id, part) = made(world, &theirs, &path).await;
        let sample = format!("/contracts/{id}/sample");
        theirs.post(&format!("/contracts/{id}/funding"), &json!({})).await.expect(200);
        other.post(&format!("{sample}/address"), &address()).await.expect(200);
        world.wait_days(8);
        world.tick().await;
        let told = other.get("/notifications").await.expect(200);
        assert!(told.text.contains("sample_overdue"), "{}", told.text);
        other.post(&format!("/milestones/{part}/cancellation"), &json!({"reason": "late"})).await.expect(200);
        world.tick().await;
        let told = theirs.get(&sample).await.expect(200).json();
        assert_eq!((&told["address"], &told["merchant_rate"]), (&Value::Null, &json!({"done": 1, "of": 2})));
        assert_eq!(wallet(&theirs, &org).await, [790_000, 0, 0, 210_000]);

        let draft = theirs.post(&format!("/contracts/{id}/rehire"), &json!({})).await.expect(201).at("/brief_id");
        let again = theirs.get(&format!("/briefs/{draft}")).await.expect(200).json();
        assert_eq!((&again["kind"], &again["budget"]["min"], &again["state"]), (&json!("direct"), &yuan(200_000), &json!("draft")));
        assert_eq!(theirs.get(&format!("/briefs/{draft}/invitations")).await.json()["items"].as_array().unwrap().len(), 1);
        other.post(&format!("/contracts/{id}/rehire"), &json!({})).await.problem(403, "act.forbidden");
        world.books_are_right().await;
    }

    async fn a_commission_is_a_promise_beside_a_fixed_part(world: World) {
        let Market { merchant, org: owner, .. } = world.market(1, 0).await;
        let (theirs, org) = (program_of(world, &merchant).await, owner.to_string());
        let act = world.act_of(&merchant);
        world.write(move |tx| fill_wallet(tx, &act, owner, 500_000)).await;
        let frame = json!({"kind": "cps", "commission_bps": 1_250, "commission_terms": "Orders by my code within 30 days.", "pool": yuan(100_000), "places": 1});
        let path = crate::contests::opened(&theirs, &pool(world, &org, &frame)).await;
        assert_eq!(wallet(&theirs, &org).await, [395_000, 105_000, 0, 0]);
        let told = theirs.get(&path).await.json();
        assert_eq!((&told["commission_bps"], &told["pool"]), (&json!(1_250), &yuan(100_000)));
        let maker = world.maker().await;
        let page = world.browser_of(&maker).get(&path).await.expect(200);
        assert!(page.has("12.5%") && page.has("Sales are not counted on this platform yet") && page.has("Orders by my code"), "{}", page.readable());
        let mine = program_of(world, &maker).await;
        let placed = mine.post(&format!("{path}/bids"), &bid(150_000)).await.expect(201).at("/id");
        let contract = theirs.post(&format!("/bids/{placed}/award"), &json!({"version": 1})).await.expect(201).json();
        let (id, part) = (contract["id"].as_str().unwrap(), contract["milestones"][0]["id"].as_str().unwrap());
        assert_eq!((&contract["state"], &contract["price"]), (&json!("pending_funding"), &yuan(150_000)));
        let terms = mine.get(&format!("/contracts/{id}/terms")).await.expect(200);
        assert!(terms.text.contains("commission of 12.5%") && terms.text.contains("does not count sales yet"), "{}", terms.text);
        theirs.post(&format!("/contracts/{id}/funding"), &json!({})).await.expect(200);
        assert_eq!(wallet(&theirs, &org).await, [237_500, 105_000, 157_500, 0]);
        let items = json!({"note": "", "items": [{"url": "https://example.com/cut"}]});
        mine.post(&format!("/milestones/{part}/deliveries"), &items).await.expect(201);
        theirs.post(&format!("/milestones/{part}/approval"), &json!({"delivery_version": 1, "amount": yuan(150_000)})).await.expect(200);
        world.wait_days(8);
        world.tick().await;
        assert_eq!(theirs.get(&path).await.at("/state"), "closed");
        assert_eq!(wallet(&theirs, &org).await, [342_500, 0, 0, 157_500]);
        world.books_are_right().await;
    }

    async fn what_a_dispute_gave_back_fulfilled_nothing(world: World) {
        let Market { merchant, org: owner, .. } = world.market(1, 0).await;
        let (theirs, org) = (program_of(world, &merchant).await, owner.to_string());
        let act = world.act_of(&merchant);
        world.write(move |tx| fill_wallet(tx, &act, owner, 210_000)).await;
        let path = crate::contests::opened(&theirs, &trial(world, &org)).await;
        let (_, mine, id, part) = made(world, &theirs, &path).await;
        let sample = format!("/contracts/{id}/sample");
        theirs.post(&format!("/contracts/{id}/funding"), &json!({})).await.expect(200);
        mine.post(&format!("{sample}/address"), &address()).await.expect(200);
        theirs.post(&format!("{sample}/shipment"), &json!({"carrier": "SF", "tracking_number": "1"})).await.expect(200);
        mine.post(&format!("{sample}/receipt"), &json!({"condition": "received"})).await.expect(200);
        let items = json!({"note": "", "items": [{"url": "https://example.com/cut"}]});
        mine.post(&format!("/milestones/{part}/deliveries"), &items).await.expect(201);
        let quarrel = json!({"amount": yuan(200_000), "reason_code": "not_as_agreed", "statement": "It shows another cup."});
        theirs.post(&format!("/milestones/{part}/disputes"), &quarrel).await.expect(201);
        world.wait_days(6);
        world.tick().await;
        assert_eq!(theirs.get(&format!("/milestones/{part}")).await.at("/state"), "settled");
        let told = theirs.get(&sample).await.expect(200).json();
        assert_eq!((&told["state"], &told["creator_rate"]), (&json!("received"), &json!({"done": 0, "of": 1})));
        assert_eq!(wallet(&theirs, &org).await, [210_000, 0, 0, 0]);
        world.books_are_right().await;
    }
}

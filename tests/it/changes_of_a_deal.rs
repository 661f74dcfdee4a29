//! A deal changes while it runs: more time, by right or by consent, and more work for more money.

use crate::both;
use crate::deals::fill_wallet;
use crate::deals_by_program::yuan;
use serde_json::{Value, json};
use vtask::primitives::Instant;

fn at(told: &Value, field: &str) -> Instant {
    let text = told[field].as_str().unwrap_or_else(|| panic!("{field}: {told:#}"));
    Instant(jiff_micros(text))
}

fn jiff_micros(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().unwrap().as_microsecond()
}

const DAY: i64 = 24 * 3_600 * 1_000_000;

both! {
    async fn the_creator_takes_a_quarter_once_and_asks_for_more(world: World) {
        let two = world.two_in("in_progress").await;
        let (milestone, path) = (format!("/milestones/{}", two.deal.milestone), format!("/milestones/{}/extensions", two.deal.milestone));
        let before = two.creator.get(&milestone).await.json();
        let days = before["days"].as_i64().unwrap();
        assert!(days >= 8, "room for a quarter and more");
        two.merchant.post(&path, &json!({"days": 1})).await.problem(403, "act.forbidden");
        two.creator.post(&path, &json!({"days": 0})).await.problem(422, "fields.invalid");
        two.creator.post(&path, &json!({"days": 500})).await.problem(422, "fields.invalid");
        let alone = (days / 4).min(7);
        let taken = two.creator.post(&path, &json!({"days": alone, "reason": "The glaze is late."})).await.expect(201).json();
        assert_eq!((taken["state"].as_str(), taken.get("answer_by")), (Some("agreed"), None));
        assert_eq!(at(&taken, "due_at").0 - at(&before, "due_at").0, alone * DAY, "the deadline moved");
        let clock = two.merchant.get(&format!("/contracts/{}", two.deal.contract)).await.json()["next_clock"].clone();
        assert_eq!((clock["event"].as_str(), at(&clock, "at")), (Some("delivery"), at(&taken, "due_at")), "and its clock");
        // The second one needs consent, however short; silence refuses it.
        let asked = two.creator.post(&path, &json!({"days": 1})).await.expect(201).json();
        assert_eq!(asked["state"], "requested");
        two.creator.post(&path, &json!({"days": 1})).await.problem(409, "extension.open");
        let answer = |id: &Value| format!("/extensions/{}/answer", id.as_str().unwrap());
        two.creator.post(&answer(&asked["id"]), &json!({"agree": true})).await.problem(403, "act.forbidden");
        let page = world.browser_of(&two.deal.merchant).get("/workbench").await.expect(200);
        assert!(page.attrs(".q a", "href").iter().any(|url| url.contains(&two.deal.milestone.to_string())), "{}", page.readable());
        world.wait_hours(49);
        two.merchant.post(&answer(&asked["id"]), &json!({"agree": true})).await.problem(409, "state.refused");
        world.tick().await;
        let told = two.merchant.get(&path).await.expect(200).json();
        assert_eq!(told["items"][1]["state"], "refused");
        assert_eq!(at(&two.creator.get(&milestone).await.json(), "due_at"), at(&taken, "due_at"), "the deadline stays");
        for side in [&two.merchant, &two.creator] {
            let notices = side.get("/notifications").await.json();
            assert!(notices["items"].as_array().unwrap().iter().any(|one| one["kind"] == "extension_refused"), "both are told");
        }
        // With consent it moves, and lateness with it: nobody cancels for it before.
        let asked = two.creator.post(&path, &json!({"days": 9, "reason": "Rain all week."})).await.expect(201).json();
        let room = world.browser_of(&two.deal.merchant).get(&format!("/contracts/{}", two.deal.contract)).await.expect(200);
        let form = format!("#{}", asked["id"].as_str().unwrap());
        assert!(room.words(&form)[0].contains("Rain all week."), "{}", room.readable());
        let once = room.attrs(&format!("{form} input[name=once]"), "value").remove(0);
        let way = format!("/extensions/{}/answer", asked["id"].as_str().unwrap());
        let back = world.browser_of(&two.deal.merchant).post(&way, &[("agree", "yes"), ("once", &once)]).await.expect(303);
        world.browser_of(&two.deal.merchant).follow(&back).await.expect(200);
        let due = at(&two.creator.get(&milestone).await.json(), "due_at");
        assert_eq!(due.0 - at(&taken, "due_at").0, 9 * DAY);
        two.merchant.post(&answer(&asked["id"]), &json!({"agree": false})).await.problem(409, "state.refused");
        let words = |told: &Value| told["allowed"].as_array().unwrap().iter().any(|word| word == "cancel_late");
        world.wait_hours((at(&taken, "due_at").0 - world.now().0) / (3_600 * 1_000_000) + 26);
        assert!(!words(&two.merchant.get(&milestone).await.json()), "late by the old deadline only");
        world.wait_days(9);
        assert!(words(&two.merchant.get(&milestone).await.json()));
        // Once the work is handed in there is nothing to move, and what was asked is void.
        let asked = two.creator.post(&path, &json!({"days": 2})).await.expect(201).json();
        let link = json!({"note": "", "items": [{"url": "https://pan.example.com/s/1"}]});
        two.creator.post(&format!("{milestone}/deliveries"), &link).await.expect(201);
        two.merchant.post(&answer(&asked["id"]), &json!({"agree": true})).await.problem(409, "state.refused");
        assert_eq!(two.merchant.get(&path).await.json()["items"][3]["state"], "lapsed");
        two.creator.post(&path, &json!({"days": 1})).await.problem(409, "state.refused");
        let later = world.sign_in(two.deal.creator.person.id).await;
        let page = world.browser_of(&later).get(&format!("/contracts/{}", two.deal.contract)).await.expect(200);
        assert!(page.words(".ev").len() >= 9, "all of it is told: {}", page.readable());
        world.books_are_right().await;
    }

    async fn extra_work_is_priced_agreed_and_funded_before_it_binds(world: World) {
        let two = world.two_in("submitted").await;
        let (contract, path) = (format!("/contracts/{}", two.deal.contract), format!("/contracts/{}/change-orders", two.deal.contract));
        let wanted = |price: i64| json!({"title": "A poster", "price": yuan(price), "days": 5, "text": "A1, 300 dpi, the gaiwan alone."});
        // What cites nothing is no change: it is offered for a price instead, and moves nothing.
        let only = json!({"delivery_version": 1, "items": [{"text": "Also a poster, please."}]});
        let changes = format!("/milestones/{}/change-requests", two.deal.milestone);
        two.merchant.post(&changes, &only).await.problem(422, "change.uncited");
        let merchant = world.browser_of(&two.deal.merchant);
        let typed = [("delivery_version", "1"), ("item", ""), ("text", "Also a poster, please."), ("once", "u")];
        let form = merchant.post(&format!("/milestones/{}/change-requests", two.deal.milestone), &typed).await.expect(422);
        let way = form.attrs("a[href*='/change-orders/new']", "href").remove(0);
        let form = merchant.get(&way).await.expect(200);
        assert_eq!(form.words("textarea#text"), ["Also a poster, please."]);
        // The rules of a price, of who asks and of who answers.
        let dollars = json!({"title": "A", "price": {"amount": 1_000, "currency": "USD"}, "days": 5, "text": "x"});
        two.merchant.post(&path, &dollars).await.problem(422, "money.currency");
        two.merchant.post(&path, &wanted(99)).await.problem(422, "fields.invalid");
        let order = two.creator.post(&path, &wanted(80_000)).await.expect(201).json();
        assert_eq!((order["state"].as_str(), order["by"].as_str(), &order["price"]), (Some("proposed"), Some("creator"), &yuan(80_000)));
        let answer = |order: &Value| format!("/change-orders/{}/answer", order["id"].as_str().unwrap());
        two.creator.post(&answer(&order), &json!({"agree": true})).await.problem(403, "act.forbidden");
        two.merchant.post(&answer(&order), &json!({})).await.problem(422, "fields.invalid");
        let agreed = two.merchant.post(&answer(&order), &json!({"agree": true})).await.expect(200).json();
        two.merchant.post(&answer(&order), &json!({"agree": true})).await.problem(409, "state.refused");
        let told = two.creator.get(&contract).await.json();
        let part = told["milestones"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((part["state"].as_str(), &part["price"], &part["merchant_fee"]), (Some("planned"), &yuan(80_000), &yuan(4_000)));
        assert_eq!((&part["id"], &told["price"]), (&agreed["milestone_id"], &yuan(680_000)));
        let terms = two.creator.get(&format!("{contract}/terms")).await.json();
        assert_eq!(terms["addenda"][0]["sha256"], agreed["terms_sha256"]);
        assert!(terms["addenda"][0]["text"]["en"].as_str().unwrap().contains("A1, 300 dpi"));
        merchant.get(&format!("{contract}/terms")).await.expect(200);
        // It does not bind before its money is held.
        two.creator.post(&format!("/milestones/{}/start", part["id"].as_str().unwrap()), &json!({})).await.problem(409, "state.refused");
        two.merchant.post(&format!("{contract}/funding"), &json!({})).await.expect(200);
        two.creator.post(&format!("/milestones/{}/start", part["id"].as_str().unwrap()), &json!({})).await.expect(200);
        // Another is refused, another lapses, another is never funded and dropped: the deal goes on.
        let refused = two.merchant.post(&path, &wanted(10_000)).await.expect(201).json();
        assert_eq!(two.creator.post(&answer(&refused), &json!({"agree": false})).await.expect(200).at("/state"), "refused");
        let lapsed = two.merchant.post(&path, &wanted(20_000)).await.expect(201).json();
        let dropped = two.merchant.post(&path, &wanted(30_000)).await.expect(201).json();
        let dropped = two.creator.post(&answer(&dropped), &json!({"agree": true})).await.expect(200).at("/milestone_id");
        world.wait_hours(73);
        world.tick().await;
        assert_eq!(two.merchant.get(&format!("/milestones/{dropped}")).await.at("/state"), "cancelled");
        world.wait_days(5);
        world.tick().await;
        two.creator.post(&answer(&lapsed), &json!({"agree": true})).await.problem(409, "state.refused");
        assert_eq!(two.merchant.get(&path).await.json()["items"][2]["state"], "lapsed");
        // Twelve parts at most, with those that are proposed.
        for no in 4..=12 {
            two.merchant.post(&path, &wanted(10_000 + no)).await.expect(201);
        }
        two.merchant.post(&path, &wanted(10_000)).await.problem(409, "change_order.full");
        let page = world.browser_of(&two.deal.creator).get(&contract).await.expect(200);
        assert_eq!(page.attrs("#changes section", "id").len(), 9, "{}", page.readable());
        world.books_are_right().await;
    }

    async fn a_deal_that_ends_ends_what_was_proposed_in_it(world: World) {
        let two = world.two_in("approved").await;
        let (org, act) = (two.deal.org, world.act_of(&two.deal.merchant));
        world.write(move |tx| fill_wallet(tx, &act, org, 100_000)).await;
        let path = format!("/contracts/{}/change-orders", two.deal.contract);
        let body = json!({"title": "A poster", "price": yuan(10_000), "days": 5, "text": "A1."});
        two.creator.post(&path, &body).await.expect(201);
        world.wait_days(6);
        let open = two.creator.post(&path, &body).await.expect(201).json();
        world.wait_days(2);
        world.tick().await;
        assert_eq!(two.creator.get(&format!("/contracts/{}", two.deal.contract)).await.at("/state"), "completed");
        let told = two.creator.get(&path).await.json();
        assert!(told["items"].as_array().unwrap().iter().all(|order| order["state"] == "lapsed"), "{told:#}");
        let id = open["id"].as_str().unwrap();
        two.merchant.post(&format!("/change-orders/{id}/answer"), &json!({"agree": true})).await.problem(409, "state.refused");
        two.creator.post(&path, &body).await.problem(409, "state.refused");
        let room = world.browser_of(&two.deal.creator).get(&format!("/contracts/{}", two.deal.contract)).await.expect(200);
        assert!(room.attrs("a[href*='change-orders/new']", "href").is_empty());
    }
}

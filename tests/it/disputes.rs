//! Disputes over HTTP: every way in and out, by whom, with the money to the minor unit.

use crate::both;
use crate::deals_by_program::{program_of, yuan};
use serde_json::{Value, json};
use vtask::sessions::AdminRole;

/// Held, frozen, released, refunded, fees.
fn parts(money: &Value) -> [i64; 5] {
    ["held", "frozen", "released", "refunded", "fees"].map(|part| money[part]["amount"].as_i64().unwrap())
}

fn ruling(to_creator: i64) -> Value {
    json!({"to_creator": yuan(to_creator), "rule_ids": ["A1", "5.3"], "reasons": "Half of it is as agreed."})
}

fn words(told: &Value) -> Vec<&str> {
    told["allowed"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect()
}

both! {
    async fn what_is_contested_is_frozen_and_the_rest_is_paid_at_once(world: World) {
        let two = world.two_in("submitted").await;
        let told = two.open(&two.merchant, 200_001).await.expect(201).json();
        assert_eq!((told["state"].as_str(), &told["amount"], told["opened_by"].as_str()), (Some("opened"), &yuan(200_001), Some("merchant")));
        assert_eq!((told["next_clock"]["event"].as_str(), &told["next_clock"]["money"]), (Some("dispute_answer"), &yuan(200_001)));
        assert_eq!(two.state().await, "disputed");
        // P − D = 399,999: fee floor(39999.9) = 39,999; fm on it floor(30,000 × 399,999 / 600,000) = 19,999; 10,001 stays.
        assert_eq!(parts(&two.money().await), [10_001, 200_001, 360_000, 0, 59_998]);
        let part = two.merchant.get(&format!("/milestones/{}", two.deal.milestone)).await.json();
        assert!(part.get("review_due_at").is_none(), "{part:#}");
        assert_eq!(part["allowed"], json!([]));
        world.books_are_right().await;
        world.wait_days(8);
        world.tick().await;
        assert_eq!(two.state().await, "settled", "nobody answered");
        // All of D to the merchant with its share of the fee.
        assert_eq!(parts(&two.money().await), [0, 0, 360_000, 210_002, 59_998]);
        let id = told["id"].as_str().unwrap();
        assert_eq!(two.creator.get(&format!("/disputes/{id}")).await.expect(200).at("/state"), "defaulted");
        assert_eq!(world.money(&two.deal).await[3..], [0, 360_000], "what was not contested has cleared by itself");
        world.books_are_right().await;
    }

    async fn silence_gives_it_to_the_side_that_spoke(world: World) {
        let two = world.two_in("in_progress").await;
        two.open(&two.creator, 599_999).await.problem(422, "fields.invalid");
        let id = two.open(&two.creator, 600_000).await.expect(201).at("/id");
        world.wait_days(4);
        let told = two.merchant.post(&format!("/disputes/{id}/extension"), &json!({})).await.expect(200).json();
        two.merchant.post(&format!("/disputes/{id}/extension"), &json!({})).await.problem(409, "dispute.extended_once");
        assert!(!words(&told).contains(&"extend"), "{told:#}");
        world.wait_days(3);
        world.tick().await;
        assert_eq!(two.state().await, "disputed", "three more days");
        world.wait_days(2);
        world.tick().await;
        assert_eq!(parts(&two.money().await), [0, 0, 540_000, 0, 90_000]);
        world.wait_days(8);
        world.tick().await;
        assert_eq!(world.money(&two.deal).await, [370_000, 0, 0, 0, 540_000]);
        world.books_are_right().await;
    }

    async fn a_withdrawn_dispute_leaves_everything_where_it_stood(world: World) {
        for state in ["in_progress", "submitted", "changes_requested", "approved"] {
            let two = world.two_in(state).await;
            let clock = |told: &Value| ["due_at", "review_due_at", "clears_at"].map(|name| told[name].as_str().map(ToOwned::to_owned));
            let path = format!("/milestones/{}", two.deal.milestone);
            let before = two.merchant.get(&path).await.json();
            let money = world.money(&two.deal).await;
            let id = two.open(&two.merchant, 600_000).await.expect(201).at("/id");
            assert_eq!(clock(&two.merchant.get(&path).await.json()), [None, None, None], "{state}");
            two.creator.post(&format!("/disputes/{id}/withdrawal"), &json!({})).await.problem(403, "act.forbidden");
            world.wait_hours(30);
            world.tick().await;
            two.merchant.post(&format!("/disputes/{id}/withdrawal"), &json!({})).await.expect(200);
            two.merchant.post(&format!("/disputes/{id}/withdrawal"), &json!({})).await.problem(409, "state.refused");
            let after = two.merchant.get(&path).await.json();
            assert_eq!((after["state"].as_str(), &after["money"]), (Some(state), &before["money"]));
            assert_eq!(world.money(&two.deal).await, money, "{state}");
            assert_ne!(clock(&after), clock(&before), "{state}: the clocks go on, as much later as they stood still");
        }
        world.books_are_right().await;
    }

    async fn a_part_that_was_contested_after_acceptance_comes_back_to_the_unit(world: World) {
        let two = world.two_in("approved").await;
        two.open(&two.creator, 100).await.problem(409, "state.refused");
        let id = two.open(&two.merchant, 333_333).await.expect(201).at("/id");
        // cD = 60,000 − floor(60,000 × 266,667 / 600,000) = 33,334; fD = 30,000 − 13,333 = 16,667.
        assert_eq!(parts(&two.money().await), [16_667, 333_333, 540_000 - (333_333 - 33_334), 0, 90_000 - 33_334 - 16_667]);
        world.books_are_right().await;
        two.merchant.post(&format!("/disputes/{id}/withdrawal"), &json!({})).await.expect(200);
        assert_eq!(parts(&two.money().await), [0, 0, 540_000, 0, 90_000]);
        two.open(&two.merchant, 333_334).await.problem(422, "fields.invalid");
        let id = two.open(&two.merchant, 100_001).await.expect(201).at("/id");
        two.creator.post(&format!("/disputes/{id}/answer"), &json!({"statement": "No."})).await.expect(200);
        let told = two.merchant.post(&format!("/disputes/{id}/offers"), &json!({"amount": yuan(0), "sealed": false})).await.expect(201);
        let offer = told.at("/offers/0/id");
        two.creator.post(&format!("/disputes/{id}/offers/{offer}/acceptance"), &json!({})).await.expect(200);
        world.wait_days(9);
        world.tick().await;
        let [wallet, escrow, fee, pending, available] = world.money(&two.deal).await;
        // cD = 60,000 − floor(60,000 × 499,999 / 600,000) = 10,001; fD = 30,000 − 24,999 = 5,001.
        assert_eq!((escrow, fee, pending, available), (0, 0, 0, 540_000 - (100_001 - 10_001)));
        assert_eq!(wallet, 370_000 + 100_001 + 5_001);
        world.books_are_right().await;
    }

    async fn an_open_offer_that_is_taken_settles(world: World) {
        let two = world.two_in("submitted").await;
        let id = two.negotiating(600_000).await;
        let offers = format!("/disputes/{id}/offers");
        let offer = |amount: i64| json!({"amount": yuan(amount), "sealed": false});
        two.creator.post(&offers, &offer(600_001)).await.problem(422, "fields.invalid");
        two.creator.post(&offers, &json!({"amount": {"amount": 1, "currency": "USD"}, "sealed": false})).await.problem(422, "money.currency");
        let first = two.creator.post(&offers, &offer(500_000)).await.expect(201).at("/offers/0/id");
        let second = two.creator.post(&offers, &offer(450_003)).await.expect(201).at("/offers/1/id");
        let accept = |offer: &str| format!("/disputes/{id}/offers/{offer}/acceptance");
        two.creator.post(&accept(&second), &json!({})).await.problem(403, "act.forbidden");
        two.merchant.post(&accept(&first), &json!({})).await.problem(409, "offer.superseded");
        two.merchant.post(&accept("ofr_01jd0000000000000000000000"), &json!({})).await.problem(404, "not_found");
        let told = two.merchant.post(&accept(&second), &json!({})).await.expect(200).json();
        assert_eq!((told["state"].as_str(), &told["to_creator"]), (Some("settled"), &yuan(450_003)));
        // x = 149,997: fee back floor(30,000 × 149,997 / 600,000) = 7,499; creator's fee 45,000.
        assert_eq!(parts(&two.money().await), [0, 0, 405_003, 157_496, 67_501]);
        two.merchant.post(&accept(&second), &json!({})).await.problem(409, "state.refused");
        world.books_are_right().await;
    }

    async fn sealed_amounts_meet_in_the_middle_or_tell_nothing(world: World) {
        let two = world.two_in("submitted").await;
        let id = two.negotiating(600_000).await;
        let offers = format!("/disputes/{id}/offers");
        let sealed = |amount: i64| json!({"amount": yuan(amount), "sealed": true});
        let told = two.merchant.post(&offers, &sealed(200_000)).await.expect(201).json();
        assert_eq!(told["offers"][0]["amount"], yuan(200_000), "its owner reads it");
        two.merchant.post(&offers, &sealed(300_000)).await.problem(409, "offer.sealed_already");
        let told = two.creator.get(&format!("/disputes/{id}")).await.json();
        assert_eq!((told["offers"][0]["sealed"].as_bool(), told["offers"][0].get("amount")), (Some(true), None));
        let told = two.creator.post(&offers, &sealed(500_000)).await.expect(201).json();
        assert_eq!((told["state"].as_str(), told["offers"][1]["round"].as_i64()), (Some("negotiating"), Some(1)));
        two.creator.post(&offers, &sealed(400_001)).await.expect(201);
        let told = two.merchant.post(&offers, &sealed(410_000)).await.expect(201).json();
        assert_eq!((told["state"].as_str(), &told["to_creator"]), (Some("settled"), &yuan(405_001)), "the odd unit is the creator's");
        world.books_are_right().await;
    }

    async fn three_sealed_rounds_and_no_fourth(world: World) {
        let two = world.two_in("changes_requested").await;
        let id = two.negotiating(600_000).await;
        let offers = format!("/disputes/{id}/offers");
        for _ in 0..3 {
            two.merchant.post(&offers, &json!({"amount": yuan(1), "sealed": true})).await.expect(201);
            two.creator.post(&offers, &json!({"amount": yuan(2), "sealed": true})).await.expect(201);
        }
        two.creator.post(&offers, &json!({"amount": yuan(0), "sealed": true})).await.problem(409, "offer.rounds_over");
        let arbiter = world.admin_program(&[AdminRole::Arbiter]).await;
        let told = arbiter.get(&format!("/disputes/{id}")).await.expect(200).json();
        assert_eq!(told["gap"], yuan(1), "the arbiter sees the gap and nothing else");
        assert!(told["offers"].as_array().unwrap().iter().all(|offer| offer.get("amount").is_none()));
        assert_eq!(two.creator.get(&format!("/disputes/{id}")).await.json().get("gap"), None);
        world.wait_days(6);
        world.tick().await;
        assert_eq!(two.creator.get(&format!("/disputes/{id}")).await.at("/state"), "mediation");
    }

    async fn a_proposal_that_both_accept_settles(world: World) {
        let two = world.two_in("submitted").await;
        let id = two.negotiating(400_000).await;
        let arbiter = world.admin_program(&[AdminRole::Arbiter]).await;
        let proposal = json!({"to_creator": yuan(100_000), "reasons": "A quarter was done."});
        let at = |what: &str| format!("/disputes/{id}/{what}");
        arbiter.post(&at("proposal"), &proposal).await.problem(409, "state.refused");
        two.merchant.post(&at("mediation"), &json!({})).await.expect(200);
        two.merchant.post(&at("mediation"), &json!({})).await.problem(409, "state.refused");
        assert_eq!(two.creator.post(&at("mediation"), &json!({})).await.expect(200).at("/state"), "mediation");
        two.creator.post(&at("proposal/acceptance"), &json!({})).await.problem(409, "state.refused");
        two.merchant.post(&at("proposal"), &proposal).await.problem(403, "act.forbidden");
        world.admin_program(&[AdminRole::FinanceAdmin]).await.post(&at("proposal"), &proposal).await.problem(403, "act.forbidden");
        arbiter.post(&at("proposal"), &proposal).await.expect(200);
        world.admin_program(&[AdminRole::Arbiter]).await.post(&at("proposal"), &proposal).await.problem(403, "dispute.not_impartial");
        two.creator.post(&at("proposal/acceptance"), &json!({})).await.expect(200);
        two.creator.post(&at("proposal/acceptance"), &json!({})).await.problem(409, "state.refused");
        let told = two.merchant.post(&at("proposal/acceptance"), &json!({})).await.expect(200).json();
        assert_eq!((told["state"].as_str(), &told["to_creator"]), (Some("settled"), &yuan(100_000)));
        // 200,000 were not contested: 180,000 to the creator; of 400,000 he gets 90,000; 300,000 and 15,000 of the fee go back.
        assert_eq!(parts(&two.money().await), [0, 0, 270_000, 315_000, 45_000]);
        world.books_are_right().await;
    }

    async fn a_ruling_is_confirmed_by_another_admin_and_carried_out_by_the_clock(world: World) {
        let two = world.two_in("submitted").await;
        let id = two.negotiating(600_000).await;
        let (arbiter, second) = (world.admin_program(&[AdminRole::Arbiter]).await, world.admin_program(&[AdminRole::FinanceAdmin]).await);
        let at = |what: &str| format!("/disputes/{id}/{what}");
        for side in [&two.merchant, &two.creator] {
            side.post(&at("mediation"), &json!({})).await.expect(200);
        }
        arbiter.post(&at("ruling"), &ruling(300_001)).await.problem(409, "state.refused");
        two.creator.post(&at("evidence"), &json!({"text": "The raw pictures."})).await.expect(201);
        two.creator.post(&at("evidence"), &json!({})).await.problem(422, "fields.invalid");
        world.wait_days(5);
        two.creator.post(&at("evidence"), &json!({"text": "One more."})).await.problem(409, "dispute.evidence_closed");
        world.tick().await;
        for (who, code) in [(&two.merchant, "act.forbidden"), (&second, "act.forbidden")] {
            who.post(&at("ruling"), &ruling(300_001)).await.problem(403, code);
        }
        arbiter.post(&at("ruling"), &json!({"to_creator": yuan(1), "rule_ids": [], "reasons": "x"})).await.problem(422, "fields.invalid");
        arbiter.post(&at("ruling"), &ruling(600_001)).await.problem(422, "fields.invalid");
        assert_eq!(arbiter.post(&at("ruling"), &ruling(300_001)).await.expect(200).at("/state"), "mediation");
        assert_eq!(two.merchant.get(&format!("/disputes/{id}")).await.json().get("ruling"), None, "nobody confirmed it");
        arbiter.post(&at("ruling/confirmation"), &json!({})).await.problem(403, "dispute.second_admin");
        two.creator.post(&at("ruling/confirmation"), &json!({})).await.problem(403, "act.forbidden");
        let told = second.post(&at("ruling/confirmation"), &json!({})).await.expect(200).json();
        assert_eq!((told["state"].as_str(), &told["ruling"]["to_creator"]), (Some("ruled"), &yuan(300_001)));
        second.post(&at("ruling/confirmation"), &json!({})).await.problem(409, "state.refused");
        two.merchant.post(&at("withdrawal"), &json!({})).await.problem(409, "state.refused");
        world.wait_hours(71);
        world.tick().await;
        assert_eq!(two.state().await, "disputed");
        world.wait_hours(1);
        world.tick().await;
        two.merchant.post(&at("appeal"), &json!({"reasons": "Too late."})).await.problem(409, "state.refused");
        // x = 299,999: floor(30,000 × 299,999 / 600,000) = 14,999; y − fee = 300,001 − 30,000.
        assert_eq!(parts(&two.money().await), [0, 0, 270_001, 314_998, 45_001]);
        let contract = two.merchant.get(&format!("/contracts/{}", two.deal.contract)).await.json();
        assert_eq!(contract["state"], "completed");
        let room = world.browser_of(&two.deal.creator).get(&format!("/disputes/{id}")).await.expect(200);
        assert!(room.has("Clears until") && room.has("free to be paid out"), "what was won clears, and the room says until when");
        world.books_are_right().await;
        let rulings = world.browser().get("/rulings").await.expect(200);
        assert!(rulings.has("to the creator"), "the digest is there");
        for name in ["Wuyu", "Ana", "Autumn", &id] {
            assert!(!rulings.has(name), "the digest names {name}");
        }
    }

    async fn an_appeal_goes_to_another_arbiter_and_ends_it(world: World) {
        let two = world.two_in("submitted").await;
        let id = two.closed(600_000).await;
        let at = |what: &str| format!("/disputes/{id}/{what}");
        let (first, other) = (world.admin_program(&[AdminRole::Arbiter]).await, world.admin_program(&[AdminRole::Arbiter]).await);
        first.post(&at("ruling"), &ruling(0)).await.expect(200);
        other.post(&at("ruling/confirmation"), &json!({})).await.expect(200);
        two.creator.post(&at("appeal"), &json!({"reasons": ""})).await.problem(422, "fields.invalid");
        assert_eq!(two.creator.post(&at("appeal"), &json!({"reasons": "A1 was kept."})).await.expect(200).at("/state"), "appealed");
        two.merchant.post(&at("appeal"), &json!({"reasons": "Me too."})).await.problem(409, "state.refused");
        first.post(&at("ruling"), &ruling(600_000)).await.problem(403, "dispute.not_impartial");
        other.post(&at("ruling"), &ruling(600_000)).await.expect(200);
        assert_eq!(first.post(&at("ruling/confirmation"), &json!({})).await.expect(200).at("/state"), "final");
        two.merchant.post(&at("appeal"), &json!({"reasons": "Again."})).await.problem(409, "state.refused");
        world.tick().await;
        assert_eq!(parts(&two.money().await), [0, 0, 540_000, 0, 90_000]);
        world.books_are_right().await;
    }

    async fn nobody_rules_in_time_and_both_see_why_it_moved(world: World) {
        let two = world.two_in("submitted").await;
        let id = two.closed(600_000).await;
        world.wait_days(11);
        world.tick().await;
        let told = two.merchant.get(&format!("/disputes/{id}")).await.json();
        assert_eq!((told["state"].as_str(), told["next_clock"]["event"].as_str()), (Some("mediation"), Some("dispute_ruling")));
        assert!(world.browser_of(&two.deal.creator).get(&format!("/disputes/{id}")).await.expect(200).has("The deadline was moved by 3 days"));
    }

    async fn a_stranger_finds_no_dispute_and_judges_have_no_side(world: World) {
        let two = world.two_in("submitted").await;
        let id = two.negotiating(600_000).await;
        let (stranger, nobody) = (program_of(world, &world.stranger().await).await, world.nobodys_program());
        let at = |what: &str| format!("/disputes/{id}{what}");
        for path in ["", "/dossier"] {
            stranger.get(&at(path)).await.problem(404, "not_found");
            nobody.get(&at(path)).await.problem(401, "auth.required");
        }
        for path in ["/answer", "/extension", "/evidence", "/offers", "/mediation", "/rest", "/proposal", "/proposal/acceptance", "/ruling", "/ruling/confirmation", "/withdrawal", "/appeal"] {
            stranger.post(&at(path), &json!({})).await.problem(404, "not_found");
            stranger.post(&at(path), &json!({"nonsense": 1})).await.problem(404, "not_found");
            nobody.post(&at(path), &json!({})).await.problem(401, "auth.required");
        }
        let arbiter = world.admin_program(&[AdminRole::Arbiter]).await;
        for path in ["/answer", "/extension", "/evidence", "/offers", "/mediation", "/rest", "/proposal/acceptance", "/withdrawal", "/appeal"] {
            arbiter.post(&at(path), &json!({})).await.problem(403, "act.forbidden");
        }
        let viewer = world.member(two.deal.org, vtask::sessions::Role::Viewer).await;
        let viewer = program_of(world, &viewer).await;
        viewer.get(&at("")).await.expect(200);
        viewer.post(&at("/offers"), &json!({"amount": yuan(1), "sealed": false})).await.problem(403, "act.forbidden");
        two.open(&two.merchant, 1).await.problem(409, "state.refused");
        let body = json!({"amount": yuan(1), "reason_code": "late", "statement": "x"});
        stranger.post(&format!("/milestones/{}/disputes", two.deal.milestone), &body).await.problem(404, "not_found");
        arbiter.post(&format!("/milestones/{}/disputes", two.deal.milestone), &body).await.problem(403, "act.forbidden");
    }

    async fn who_opens_or_seals_at_once_does_it_once(world: World) {
        let two = world.two_in("submitted").await;
        let (one, other) = futures_util::future::join(two.open(&two.merchant, 400_000), two.open(&two.creator, 600_000)).await;
        let mut told = [one.status, other.status];
        told.sort_unstable();
        assert_eq!(told, [201, 409]);
        world.books_are_right().await;
        let two = world.two_in("submitted").await;
        let offers = format!("/disputes/{}/offers", two.negotiating(600_000).await);
        let sealed = json!({"amount": yuan(300_000), "sealed": true});
        let (one, other) = futures_util::future::join(two.merchant.post(&offers, &sealed), two.creator.post(&offers, &sealed)).await;
        assert_eq!([one.status, other.status], [201, 201], "{} {}", one.text, other.text);
        assert_eq!(two.state().await, "settled", "they met, whoever came second");
        world.books_are_right().await;
    }

    async fn the_dossier_lists_what_there_was_and_its_hashes_are_right(world: World) {
        use sha2::Digest as _;
        let two = world.two_in("submitted").await;
        let id = two.closed(600_000).await;
        let told = two.creator.get(&format!("/disputes/{id}/dossier")).await.expect(200).json();
        let lists = told["lists"].as_array().unwrap();
        assert_eq!(lists.len(), 2);
        for list in lists {
            let text = list["list"].as_str().unwrap();
            let hash = |text: &str| data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(text.as_bytes()));
            assert_eq!(list["sha256"], hash(text));
            let spoken: Vec<&str> = text.lines().filter(|line| line.contains('\t')).collect();
            assert!(spoken.len() >= 5, "{text}");
            for line in spoken {
                assert_eq!(line[..64], hash(line.split_once('\t').unwrap().1), "{line}");
            }
        }
        assert!(lists[0]["list"].as_str().unwrap().contains("clock/review"), "the clocks as they ran: {}", lists[0]["list"]);
        assert!(lists[1]["list"].as_str().unwrap().contains("It is as agreed."));
    }

    async fn the_room_works_by_forms_alone(world: World) {
        let two = world.two_in("submitted").await;
        let (merchant, creator) = (world.browser_of(&two.deal.merchant), world.browser_of(&two.deal.creator));
        let new = format!("/milestones/{}/disputes", two.deal.milestone);
        assert!(merchant.get(&format!("/contracts/{}", two.deal.contract)).await.has("Open a dispute"));
        merchant.get(&format!("{new}/new")).await.expect(200);
        merchant.post(&new, &[("amount", ""), ("reason", "late")]).await.expect(422);
        let opening = [("amount", "6000"), ("reason", "late"), ("statement", "Two days late.")];
        let room = merchant.post(&new, &opening).await.expect(303).location.unwrap();
        assert!(creator.get(&room).await.expect(200).has("to answer"));
        creator.post(&format!("{room}/answer"), &[("statement", "")]).await.expect(422);
        creator.post(&format!("{room}/answer"), &[("statement", "One day.")]).await.expect(303);
        creator.post(&format!("{room}/offers"), &[("amount", "5000")]).await.expect(303);
        merchant.post(&format!("{room}/offers"), &[("amount", "3333.33"), ("sealed", "on")]).await.expect(303);
        let page = merchant.get(&room).await.expect(200);
        assert!(page.has("3,333.33"), "its owner reads it");
        assert!(!creator.get(&room).await.expect(200).has("3,333"));
        merchant.upload(&format!("{room}/evidence"), &[("text", "A screenshot")], &[]).await.expect(303);
        assert!(creator.get(&room).await.has("A screenshot"));
        creator.get(&format!("{room}/dossier")).await.expect(200);
        let queue = creator.get("/workbench").await.expect(200);
        assert!(queue.has("Dispute with"));
    }
}

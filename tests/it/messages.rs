//! The two sides write to each other: kept for good, read, searched, corrected beside the old, and brought as evidence.

use crate::both;
use crate::deals_by_program::{picture, program_of};
use serde_json::json;
use vtask::sessions::{AdminRole, Role};

both! {
    async fn what_was_written_stays_and_reaches_the_other_side(world: World) {
        let two = world.two_in("in_progress").await;
        let contract = two.deal.contract.to_string();
        let path = format!("/contracts/{contract}/messages");
        let file = two.merchant.upload("/files", &[("contract_id", &contract)], ("gaiwan.png", "image/png", picture())).await.expect(201);
        two.creator.get(&format!("/files/{}/content", file.at("/id"))).await.problem(404, "not_found");
        let first = two.merchant.post(&path, &json!({"text": "Morning light, please.", "file_ids": [file.at("/id")]})).await.expect(201).json();
        assert_eq!((first["text"].as_str(), &first["file_ids"]), (Some("Morning light, please."), &json!([file.at("/id")])));
        assert_eq!((first["party"].as_str(), first["by"].as_str()), (Some("merchant"), Some(two.deal.merchant.person.id.to_string().as_str())));
        two.creator.get(&format!("/files/{}/content", file.at("/id"))).await.expect(200);
        // Nobody else's file, no empty words, no field that is not there.
        two.creator.post(&path, &json!({"text": "x", "file_ids": [file.at("/id")]})).await.problem(422, "fields.invalid");
        two.creator.post(&path, &json!({"text": "  "})).await.problem(422, "fields.invalid");
        two.creator.post(&path, &json!({"body": "x"})).await.problem(422, "fields.invalid");
        // After money was held, the two exchange what they like.
        let wrong = two.creator.post(&path, &json!({"text": "Call me: 13812345678 at 8, 茶席"})).await.expect(201).json();
        let id = wrong["id"].as_str().unwrap();
        two.merchant.post(&path, &json!({"text": "No, 9", "supersedes": id})).await.problem(422, "fields.invalid");
        let right = two.creator.post(&path, &json!({"text": "At 9, I meant.", "supersedes": id})).await.expect(201).json();
        two.creator.post(&path, &json!({"text": "At 10.", "supersedes": id})).await.problem(409, "message.superseded");
        let told = two.merchant.get(&path).await.expect(200).json();
        let texts: Vec<&str> = told["items"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
        assert_eq!(texts, ["At 9, I meant.", "Call me: 13812345678 at 8, 茶席", "Morning light, please."]);
        assert_eq!((&told["items"][1]["superseded_by"], &told["items"][0]["supersedes"]), (&right["id"], &wrong["id"]));
        assert_eq!(told["items"][2]["read"], json!(true), "who answers has read");
        let found = two.merchant.get(&format!("{path}?q=%E8%8C%B6%20call&limit=1")).await.expect(200).json();
        assert_eq!((found["items"].as_array().unwrap().len(), &found["next_cursor"]), (1, &json!(null)));
        assert_eq!(two.merchant.get(&format!("{path}?q=100%25")).await.json()["items"], json!([]), "signs of a pattern are only signs");
        let slice = two.merchant.get(&format!("{path}?limit=2")).await.json();
        let rest = two.merchant.get(&format!("{path}?limit=2&cursor={}", slice["next_cursor"].as_str().unwrap())).await.expect(200);
        assert_eq!(rest.at("/items/0/text"), "Morning light, please.");
        // Members read, whoever works for his side writes, strangers find nothing, admins only what they judge.
        for (role, status) in [(Role::Viewer, 403), (Role::Finance, 403), (Role::Editor, 201), (Role::Admin, 201)] {
            let member = program_of(world, &world.member(two.deal.org, role).await).await;
            member.get(&path).await.expect(200);
            member.post(&path, &json!({"text": "A word of ours."})).await.expect(status);
        }
        let stranger = program_of(world, &world.stranger().await).await;
        stranger.get(&path).await.problem(404, "not_found");
        stranger.post(&path, &json!({"text": "x"})).await.problem(404, "not_found");
        let admin = world.admin_program(&[AdminRole::Arbiter]).await;
        admin.get(&path).await.problem(403, "act.forbidden");
        admin.post(&path, &json!({"text": "x"})).await.problem(403, "act.forbidden");
        // It is evidence: by its id, in the dossier, and never changed by anybody.
        let dispute = two.open(&two.merchant, 600_000).await.expect(201).at("/id");
        let evidence = format!("/disputes/{dispute}/evidence");
        two.merchant.post(&evidence, &json!({"message_id": "msg_01jd0000000000000000000000"})).await.problem(422, "fields.invalid");
        two.merchant.post(&evidence, &json!({"message_id": id, "file_id": file.at("/id")})).await.problem(422, "fields.invalid");
        let shown = two.merchant.post(&evidence, &json!({"message_id": id, "text": "He said 8."})).await.expect(201).json();
        assert_eq!((shown["evidence"][0]["message_id"].as_str(), shown["evidence"][0]["text"].as_str()), (Some(id), Some("He said 8.")));
        let dossier = two.creator.get(&format!("/disputes/{dispute}/dossier")).await.expect(200).json().to_string();
        assert!(dossier.contains("Call me: 13812345678 at 8") && dossier.contains(&format!("{}/corrects/{id}", right["id"].as_str().unwrap())));
        assert!(dossier.contains("gaiwan.png"));
        admin.get(&path).await.expect(200);
        admin.get(&format!("/files/{}/content", file.at("/id"))).await.expect(200);
        let page = world.browser_of(&two.deal.creator).get(&format!("/disputes/{dispute}")).await.expect(200);
        assert!(page.has("He said 8.") && page.words("blockquote").iter().any(|quote| quote.contains("13812345678")), "{}", page.readable());
    }

    async fn a_way_around_an_unfunded_deal_is_explained_and_what_was_typed_stays(world: World) {
        let deal = world.awarded_deal().await;
        let creator = world.browser_of(&deal.creator);
        let (room, path) = (format!("/contracts/{}", deal.contract), format!("/contracts/{}/messages", deal.contract));
        let page = creator.get(&room).await.expect(200);
        let once = page.attrs("#say input[name=once]", "value").remove(0);
        let from = page.attrs("#say input[name=from]", "value").remove(0);
        let png = || ("files", "swatch.png", "image/png", picture());
        let typed = "Let us talk on ana@example.com";
        let page = creator.upload(&path, &[("text", typed), ("once", &once), ("from", &from)], &[png()]).await.expect(422);
        assert!(page.words(".error").iter().any(|said| said.contains("ana@example.com")), "{}", page.readable());
        assert_eq!(page.words("textarea#text"), [typed]);
        let kept = page.attrs("#say input[name=file_ids]", "value");
        assert_eq!(kept.len(), 1, "the file stays too");
        let told = program_of(world, &deal.merchant).await.post(&format!("/contracts/{}/messages", deal.contract), &json!({"text": "微信 tea_88888"})).await;
        assert_eq!(told.problem(422, "fields.invalid").fields(), [("text".to_owned(), "contact-chat".to_owned())]);
        let fields = [("text", "Is this the colour?"), ("once", &once), ("from", &from), ("file_ids", &kept[0])];
        let back = creator.upload(&path, &fields, &[]).await.expect(303);
        assert!(back.location.as_deref().unwrap().ends_with(&format!("?milestone={from}#talk")));
        creator.upload(&path, &fields, &[]).await.expect(303);
        let page = creator.get(&room).await;
        assert_eq!(page.words(".msg__body > p"), ["Is this the colour?"], "sent once");
        // The other side hears of it once in the inbox, and by one mail if nobody looks.
        let merchant = program_of(world, &deal.merchant).await;
        let email = deal.merchant.person.email.as_str().to_owned();
        let before = world.letters_to(&email).await.len();
        for word in ["Or this?", "Or none?"] {
            creator.upload(&path, &[("text", word), ("once", word)], &[]).await.expect(303);
        }
        let notices = |told: &serde_json::Value| {
            let all = told["items"].as_array().unwrap();
            all.iter().filter(|one| one["kind"] == "message_posted" && one["done"] == json!(false)).count()
        };
        assert_eq!(notices(&merchant.get("/notifications").await.json()), 1);
        world.wait_seconds(11 * 60);
        world.tick().await;
        world.wait_seconds(11 * 60);
        world.tick().await;
        let letters = world.letters_to(&email).await;
        assert_eq!(letters.len(), before + 1, "one mail about three messages");
        assert_eq!(letters.last().unwrap().params["params"]["n"], json!(3), "it says how many");
        // Whoever looks has read them: in the room, in the inbox, and for the writer.
        let page = world.browser_of(&deal.merchant).get(&room).await.expect(200);
        assert_eq!(page.words(".msg__body > p"), ["Is this the colour?", "Or this?", "Or none?"]);
        assert_eq!(notices(&merchant.get("/notifications").await.json()), 0);
        assert_eq!(creator.get(&path).await.words(".msg__foot span").len(), 3, "the writer sees that they were read");
        // A slip of the pen: both stand.
        let correct = creator.get(&path).await.attrs("a[href*='correct=']", "href");
        let page = creator.get(correct.last().unwrap()).await.expect(200);
        assert_eq!(page.words("textarea#text"), ["Or none?"]);
        let supersedes = page.attrs("#say input[name=supersedes]", "value").remove(0);
        creator.upload(&path, &[("text", "Or neither?"), ("once", "c"), ("supersedes", &supersedes)], &[]).await.expect(303);
        let page = creator.get(&path).await;
        assert!(page.words(".msg__body--old > p") == ["Or none?"] && page.words(".msg__before blockquote") == ["Or none?"]);
        assert_eq!(creator.get(&format!("{path}?q=neither")).await.words(".msg__body > p"), ["Or neither?"]);
        for no in 0..19 {
            creator.upload(&path, &[("text", "again"), ("once", &format!("n{no}"))], &[]).await.expect(303);
        }
        let page = creator.upload(&path, &[("text", "one too many"), ("once", "x")], &[]).await.expect(429);
        assert_eq!(page.words("textarea#text"), ["one too many"]);
        let viewer = world.browser_of(&world.member(deal.org, Role::Viewer).await);
        assert!(viewer.get(&path).await.expect(200).attrs("#say", "action").is_empty(), "who may not write sees no form");
        viewer.upload(&path, &[("text", "x"), ("once", "v")], &[]).await.expect(403);
    }
}

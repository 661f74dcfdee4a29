//! Deadlines of disputes move when both sides want it, or when an arbiter says why; both read all of it.

use crate::both;
use serde_json::json;
use vtask::sessions::AdminRole;

both! {
    async fn a_deadline_moves_by_both_or_by_a_reason_that_both_read(world: World) {
        let two = world.two_in("submitted").await;
        let (arbiter, moderator) =
            (world.admin_program(&[AdminRole::Arbiter]).await, world.admin_program(&[AdminRole::Moderator]).await);
        let id = two.open(&two.merchant, 600_000).await.expect(201).at("/id");
        let (path, deadlines) = (format!("/disputes/{id}"), format!("/disputes/{id}/deadlines"));
        let later = |days: i64, reason: &str| json!({"at": world.now().plus_hours(24 * days).rfc3339(), "reason": reason});
        let answer = format!("{deadlines}/answer");
        two.creator.post(&deadlines, &later(-1, "x")).await.problem(422, "fields.invalid");
        two.creator.post(&deadlines, &later(31, "x")).await.problem(422, "fields.invalid");
        two.creator.post(&deadlines, &later(9, " ")).await.problem(422, "fields.invalid");
        moderator.post(&deadlines, &later(9, "x")).await.problem(403, "act.forbidden");
        let wanted = later(9, "I am in hospital zq7");
        let told = two.creator.post(&deadlines, &wanted).await.expect(201).json();
        assert_eq!((told["moves"][0]["state"].as_str(), told["moves"][0]["by"].as_str()), (Some("asked"), Some("creator")));
        assert_ne!(told["next_clock"]["at"], wanted["at"], "nothing moved yet");
        two.creator.post(&deadlines, &wanted).await.problem(409, "state.refused");
        two.creator.post(&answer, &json!({"agree": true})).await.problem(403, "act.forbidden");
        two.merchant.post(&answer, &json!({"agree": false})).await.expect(200);
        two.merchant.post(&answer, &json!({"agree": true})).await.problem(409, "state.refused");
        two.creator.post(&deadlines, &wanted).await.expect(201);

        let (merchant, creator) = (world.browser_of(&two.deal.merchant), world.browser_of(&two.deal.creator));
        let room = merchant.get(&path).await.expect(200);
        assert!(room.has("I am in hospital zq7") && room.has("Kept") && room.has("Asked"), "{}", room.readable());
        assert!(merchant.get("/inbox").await.expect(200).has("zq7"));
        merchant.post(&answer, &[("agree", "yes")]).await.expect(303);
        let told = two.creator.get(&path).await.expect(200).json();
        assert_eq!((&told["next_clock"]["at"], told["moves"][1]["state"].as_str()), (&wanted["at"], Some("agreed")));
        world.wait_days(8);
        world.tick().await;
        assert_eq!(two.creator.get(&path).await.at("/state"), "opened", "five days were nine");
        two.creator.post(&format!("{path}/answer"), &json!({"statement": "It is as agreed."})).await.expect(200);

        two.merchant.post(&deadlines, &later(20, "A fair")).await.expect(201);
        let set = later(12, "Both are away over the holidays zq8");
        let told = arbiter.post(&deadlines, &set).await.expect(201).json();
        assert_eq!((&told["next_clock"]["at"], told["moves"][2]["state"].as_str()), (&set["at"], Some("void")));
        assert_eq!((told["moves"][3]["state"].as_str(), told["moves"][3]["by"].as_str()), (Some("imposed"), Some("admin")));
        for side in [&merchant, &creator] {
            assert!(side.get(&path).await.expect(200).has("zq8") && side.get("/inbox?tab=news").await.has("zq8"));
        }
        assert!(!told["statements"].to_string().contains("zq"), "a reason for a deadline is no word about the matter");
        world.wait_days(11);
        world.tick().await;
        assert_eq!(two.creator.get(&path).await.at("/state"), "negotiating");
        creator.post(&deadlines, &[("clock", "dispute_talks"), ("days", "0"), ("why", "x")]).await.expect(422);
        creator.post(&deadlines, &[("clock", "dispute_talks"), ("days", "3"), ("why", "A cold")]).await.expect(303);
        world.wait_days(2);
        world.tick().await;
        let told = two.creator.get(&path).await.json();
        assert_eq!((told["state"].as_str(), told["moves"][4]["state"].as_str()), (Some("mediation"), Some("void")));
        let log = arbiter.get(&format!("/admin/audit?about={id}")).await.expect(200).text;
        assert!(log.contains("dispute.moved") && log.contains("dispute.move_asked"));
    }
}

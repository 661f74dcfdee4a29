//! Every state of a dispute by every kind of actor, over HTTP: what `allowed` names is written down, everything else is refused and changes nothing.

use crate::actors::{Actors, Try};
use crate::both;
use crate::deals_by_program::yuan;
use serde_json::json;

/// Everything that can be asked of a dispute.
fn acts(at: &dyn Fn(&str) -> String, offer: &str) -> Vec<Try> {
    let (amount, none) = (yuan(300_000), json!({}));
    let ruling = json!({"to_creator": amount, "rule_ids": ["A1"], "reasons": "As agreed."});
    vec![
        ("answer", at("/answer"), json!({"statement": "It is as agreed."})),
        ("extend", at("/extension"), none.clone()),
        ("add_evidence", at("/evidence"), json!({"text": "See the second cut."})),
        ("offer", at("/offers"), json!({"amount": amount, "sealed": false})),
        ("offer_sealed", at("/offers"), json!({"amount": amount, "sealed": true})),
        ("accept_offer", at(&format!("/offers/{offer}/acceptance")), none.clone()),
        ("ask_for_mediation", at("/mediation"), none.clone()),
        ("rest", at("/rest"), none.clone()),
        ("accept_proposal", at("/proposal/acceptance"), none.clone()),
        ("withdraw", at("/withdrawal"), none.clone()),
        ("appeal", at("/appeal"), json!({"reasons": "A1 was kept."})),
        ("propose", at("/proposal"), json!({"to_creator": amount, "reasons": "Half."})),
        ("rule", at("/ruling"), ruling),
        ("move_deadline", at("/deadlines"), json!({"at": "2001-01-01T00:00:00Z", "reason": "Long ago."})),
        ("confirm_ruling", at("/ruling/confirmation"), none),
    ]
}

both! {
    async fn what_is_not_allowed_is_refused_in_every_state(world: World) {
        let two = world.two_in("submitted").await;
        let all = Actors::of(world, &two.deal).await;
        let (owner, creator) = (all.program("owner"), all.program("creator"));
        let (first, second) = (all.program("arbiter"), all.program("second arbiter"));
        let mut lines = Vec::new();
        let id = two.open(owner, 600_000).await.expect(201).at("/id");
        let at = |what: &str| format!("/disputes/{id}{what}");
        all.look(&mut lines, "opened", &at(""), &acts(&at, "ofr_00000000000000000000000000")).await;
        creator.post(&at("/answer"), &json!({"statement": "It is as agreed."})).await.expect(200);
        let offer = owner.post(&at("/offers"), &json!({"amount": yuan(100_000), "sealed": false})).await.expect(201).at("/id");
        all.look(&mut lines, "negotiating", &at(""), &acts(&at, &offer)).await;
        owner.post(&at("/mediation"), &json!({})).await.expect(200);
        all.look(&mut lines, "one asks", &at(""), &acts(&at, &offer)).await;
        creator.post(&at("/mediation"), &json!({})).await.expect(200);
        all.look(&mut lines, "mediation", &at(""), &acts(&at, &offer)).await;
        for side in [owner, creator] {
            side.post(&at("/rest"), &json!({})).await.expect(200);
        }
        all.look(&mut lines, "evidence closed", &at(""), &acts(&at, &offer)).await;
        first.post(&at("/proposal"), &json!({"to_creator": yuan(300_000), "reasons": "Half."})).await.expect(200);
        all.look(&mut lines, "proposed", &at(""), &acts(&at, &offer)).await;
        let ruling = json!({"to_creator": yuan(300_000), "rule_ids": ["A1"], "reasons": "Half of it is as agreed."});
        first.post(&at("/ruling"), &ruling).await.expect(200);
        all.look(&mut lines, "unconfirmed", &at(""), &acts(&at, &offer)).await;
        second.post(&at("/ruling/confirmation"), &json!({})).await.expect(200);
        all.look(&mut lines, "ruled", &at(""), &acts(&at, &offer)).await;
        creator.post(&at("/appeal"), &json!({"reasons": "A1 was kept."})).await.expect(200);
        all.look(&mut lines, "appealed", &at(""), &acts(&at, &offer)).await;
        second.post(&at("/ruling"), &ruling).await.expect(200);
        all.look(&mut lines, "appeal unconfirmed", &at(""), &acts(&at, &offer)).await;
        first.post(&at("/ruling/confirmation"), &json!({})).await.expect(200);
        all.look(&mut lines, "final", &at(""), &acts(&at, &offer)).await;
        world.tick().await;
        all.look(&mut lines, "executed", &at(""), &acts(&at, &offer)).await;
        assert_eq!(two.state().await, "settled");
        world.books_are_right().await;
        insta::assert_snapshot!("allowed_in_disputes", lines.join("\n"));
    }
}

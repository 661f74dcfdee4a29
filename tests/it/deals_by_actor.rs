//! Every state of a milestone by every kind of actor, over HTTP: what `allowed` names is written down, everything else is refused and changes nothing.

use crate::actors::{Actors, Try};
use crate::both;
use crate::deals::Deal;
use crate::deals_by_program::yuan;
use serde_json::json;

/// Everything that can be asked of a milestone.
fn acts(deal: &Deal) -> Vec<Try> {
    let at = |what: &str| format!("/milestones/{}/{what}", deal.milestone);
    let (part, cancel) = (json!({"milestones": [deal.milestone.to_string()]}), json!({"reason": "no_longer_needed"}));
    let delivery = json!({"note": "The second cut.", "items": [{"url": "https://example.com/cut"}]});
    let changes = json!({"delivery_version": 1, "items": [{"checklist_id": "A1", "text": "More light."}]});
    let dispute = json!({"amount": yuan(600_000), "reason_code": "quality", "statement": "The light is wrong."});
    vec![
        ("fund", format!("/contracts/{}/funding", deal.contract), part),
        ("drop", at("cancellation"), cancel.clone()),
        ("start", at("start"), json!({})),
        ("deliver", at("deliveries"), delivery),
        ("approve", at("approval"), json!({"delivery_version": 1, "amount": yuan(600_000)})),
        ("request_changes", at("change-requests"), changes),
        ("cancel_late", at("cancellation"), cancel.clone()),
        ("cancel", at("cancellation"), cancel),
        ("open_dispute", at("disputes"), dispute),
    ]
}

both! {
    async fn what_is_not_allowed_is_refused_in_every_state(world: World) {
        let deal = world.awarded_deal().await;
        let all = Actors::of(world, &deal).await;
        let (owner, creator, mut lines) = (all.program("owner"), all.program("creator"), Vec::new());
        let (thing, acts) = (format!("/milestones/{}", deal.milestone), acts(&deal));
        all.look(&mut lines, "planned", &thing, &acts).await;
        world.pay(&deal).await;
        all.look(&mut lines, "funded", &thing, &acts).await;
        world.start(&deal).await.unwrap();
        all.look(&mut lines, "in_progress", &thing, &acts).await;
        world.submit(&deal).await.unwrap();
        all.look(&mut lines, "submitted", &thing, &acts).await;
        world.request_changes(&deal, 1).await.unwrap();
        all.look(&mut lines, "changes_requested", &thing, &acts).await;
        world.submit(&deal).await.unwrap();
        world.approve(&deal, 2, 600_000).await.unwrap();
        all.look(&mut lines, "approved", &thing, &acts).await;
        let (_, door, body) = acts.iter().find(|(word, ..)| *word == "open_dispute").unwrap();
        creator.post(door, body).await.problem(409, "state.refused");
        let dispute = owner.post(door, body).await.expect(201).at("/id");
        all.look(&mut lines, "disputed", &thing, &acts).await;
        owner.post(&format!("/disputes/{dispute}/withdrawal"), &json!({})).await.expect(200);
        all.look(&mut lines, "approved again", &thing, &acts).await;
        world.wait_days(8);
        world.tick().await;
        all.look(&mut lines, "settled", &thing, &acts).await;
        world.books_are_right().await;
        insta::assert_snapshot!("allowed_in_deals", lines.join("\n"));
    }
}

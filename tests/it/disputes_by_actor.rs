//! Every state of a dispute by every kind of actor, over HTTP: what `allowed` names is written down, everything else is refused and changes nothing.

use crate::both;
use crate::deals_by_program::{program_of, yuan};
use crate::program::Program;
use crate::two_sides::Two;
use crate::world::World;
use serde_json::{Value, json};
use vtask::sessions::{AdminRole, Role};

/// Everything that can be asked of a dispute: the word of `allowed`, the door below the dispute, a body that nobody can object to.
fn acts(offer: &str) -> Vec<(&'static str, String, Value)> {
    let (amount, none) = (yuan(300_000), json!({}));
    let ruling = json!({"to_creator": amount, "rule_ids": ["A1"], "reasons": "As agreed."});
    vec![
        ("answer", "answer".to_owned(), json!({"statement": "It is as agreed."})),
        ("extend", "extension".to_owned(), none.clone()),
        ("add_evidence", "evidence".to_owned(), json!({"text": "See the second cut."})),
        ("offer", "offers".to_owned(), json!({"amount": amount, "sealed": false})),
        ("offer_sealed", "offers".to_owned(), json!({"amount": amount, "sealed": true})),
        ("accept_offer", format!("offers/{offer}/acceptance"), none.clone()),
        ("ask_for_mediation", "mediation".to_owned(), none.clone()),
        ("rest", "rest".to_owned(), none.clone()),
        ("accept_proposal", "proposal/acceptance".to_owned(), none.clone()),
        ("withdraw", "withdrawal".to_owned(), none.clone()),
        ("appeal", "appeal".to_owned(), json!({"reasons": "A1 was kept."})),
        ("propose", "proposal".to_owned(), json!({"to_creator": amount, "reasons": "Half."})),
        ("rule", "ruling".to_owned(), ruling),
        ("confirm_ruling", "ruling/confirmation".to_owned(), none),
    ]
}

/// Who comes to a dispute.
struct Actors(Vec<(&'static str, Program)>);

impl Actors {
    async fn of(world: &World, two: &Two) -> Self {
        let member = async |role| program_of(world, &world.member(two.deal.org, role).await).await;
        Self(vec![
            ("owner", program_of(world, &two.deal.merchant).await),
            ("editor", member(Role::Editor).await),
            ("finance", member(Role::Finance).await),
            ("viewer", member(Role::Viewer).await),
            ("creator", program_of(world, &two.deal.creator).await),
            ("stranger", program_of(world, &world.stranger().await).await),
            ("arbiter", world.admin_program(&[AdminRole::Arbiter]).await),
            ("second arbiter", world.admin_program(&[AdminRole::Arbiter]).await),
            ("moderator", world.admin_program(&[AdminRole::Moderator]).await),
            ("nobody", world.nobodys_program()),
        ])
    }

    fn program(&self, name: &str) -> &Program {
        &self.0.iter().find(|(own, _)| *own == name).unwrap().1
    }

    /// What each may do now, a line each; all that he may not do is tried.
    async fn look(&self, lines: &mut Vec<String>, id: &str, offer: &str, station: &str) {
        let before = self.program("owner").get(&format!("/disputes/{id}")).await.expect(200).json();
        for (name, program) in &self.0 {
            let told = program.get(&format!("/disputes/{id}")).await;
            let may: Vec<String> = match told.status {
                200 => told.json()["allowed"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect(),
                _ => Vec::new(),
            };
            lines.push(format!("{station:<22} {name:<15} {}", if told.status == 200 { may.join(", ") } else { told.status.to_string() }));
            for (word, door, body) in acts(offer).into_iter().filter(|(word, ..)| !may.iter().any(|may| may == word)) {
                let told = program.post(&format!("/disputes/{id}/{door}"), &body).await;
                assert!([401, 403, 404, 409].contains(&told.status), "{station}: {name} {word}: {} {}", told.status, told.text);
            }
        }
        let after = self.program("owner").get(&format!("/disputes/{id}")).await.expect(200).json();
        assert_eq!(before, after, "{station}: what was refused changes nothing");
    }
}

both! {
    async fn what_is_not_allowed_is_refused_in_every_state(world: World) {
        let two = world.two_in("submitted").await;
        let all = Actors::of(world, &two).await;
        let (owner, creator) = (all.program("owner"), all.program("creator"));
        let (first, second) = (all.program("arbiter"), all.program("second arbiter"));
        let mut lines = Vec::new();
        let id = two.open(owner, 600_000).await.expect(201).at("/id");
        let at = |what: &str| format!("/disputes/{id}/{what}");
        all.look(&mut lines, &id, "ofr_00000000000000000000000000", "opened").await;
        creator.post(&at("answer"), &json!({"statement": "It is as agreed."})).await.expect(200);
        let offer = owner.post(&at("offers"), &json!({"amount": yuan(100_000), "sealed": false})).await.expect(201).at("/id");
        all.look(&mut lines, &id, &offer, "negotiating").await;
        owner.post(&at("mediation"), &json!({})).await.expect(200);
        all.look(&mut lines, &id, &offer, "one asks").await;
        creator.post(&at("mediation"), &json!({})).await.expect(200);
        all.look(&mut lines, &id, &offer, "mediation").await;
        for side in [owner, creator] {
            side.post(&at("rest"), &json!({})).await.expect(200);
        }
        all.look(&mut lines, &id, &offer, "evidence closed").await;
        first.post(&at("proposal"), &json!({"to_creator": yuan(300_000), "reasons": "Half."})).await.expect(200);
        all.look(&mut lines, &id, &offer, "proposed").await;
        let ruling = json!({"to_creator": yuan(300_000), "rule_ids": ["A1"], "reasons": "Half of it is as agreed."});
        first.post(&at("ruling"), &ruling).await.expect(200);
        all.look(&mut lines, &id, &offer, "unconfirmed").await;
        second.post(&at("ruling/confirmation"), &json!({})).await.expect(200);
        all.look(&mut lines, &id, &offer, "ruled").await;
        creator.post(&at("appeal"), &json!({"reasons": "A1 was kept."})).await.expect(200);
        all.look(&mut lines, &id, &offer, "appealed").await;
        second.post(&at("ruling"), &ruling).await.expect(200);
        all.look(&mut lines, &id, &offer, "appeal unconfirmed").await;
        first.post(&at("ruling/confirmation"), &json!({})).await.expect(200);
        all.look(&mut lines, &id, &offer, "final").await;
        world.tick().await;
        all.look(&mut lines, &id, &offer, "executed").await;
        assert_eq!(two.state().await, "settled");
        world.books_are_right().await;
        insta::assert_snapshot!("allowed_in_disputes", lines.join("\n"));
    }
}

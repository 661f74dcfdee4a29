//! Every kind of actor, as programs, before one thing.

use crate::deals::Deal;
use crate::deals_by_program::program_of;
use crate::program::Program;
use crate::world::World;
use serde_json::Value;
use vtask::sessions::{AdminRole, Role};

/// Something to try: the word of `allowed`, the door, a body that nobody can object to.
pub type Try = (&'static str, String, Value);

/// Who comes to a deal.
pub struct Actors(Vec<(&'static str, Program)>);

impl Actors {
    pub async fn of(world: &World, deal: &Deal) -> Self {
        let member = async |role| program_of(world, &world.member(deal.org, role).await).await;
        Self(vec![
            ("owner", program_of(world, &deal.merchant).await),
            ("editor", member(Role::Editor).await),
            ("finance", member(Role::Finance).await),
            ("viewer", member(Role::Viewer).await),
            ("creator", program_of(world, &deal.creator).await),
            ("stranger", program_of(world, &world.stranger().await).await),
            ("arbiter", world.admin_program(&[AdminRole::Arbiter]).await),
            ("second arbiter", world.admin_program(&[AdminRole::Arbiter]).await),
            ("moderator", world.admin_program(&[AdminRole::Moderator]).await),
            ("nobody", world.nobodys_program()),
        ])
    }

    pub fn program(&self, name: &str) -> &Program {
        &self.0.iter().find(|(own, _)| *own == name).unwrap().1
    }

    /// What each may do now by the `allowed` of the thing, a line each; all that he may not do is tried, refused and changes nothing.
    pub async fn look(&self, lines: &mut Vec<String>, station: &str, thing: &str, all: &[Try]) {
        let before = self.program("owner").get(thing).await.expect(200).json();
        for (name, program) in &self.0 {
            let told = program.get(thing).await;
            let may: Vec<String> = match told.status {
                200 => told.json()["allowed"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect(),
                _ => Vec::new(),
            };
            let line = format!("{station:<22} {name:<15} {}", if told.status == 200 { may.join(", ") } else { told.status.to_string() });
            lines.push(line.trim_end().to_owned());
            let open: Vec<&String> = all.iter().filter(|(word, ..)| may.iter().any(|may| may == word)).map(|(_, door, _)| door).collect();
            for (word, door, body) in
                all.iter().filter(|(word, door, _)| !may.iter().any(|may| may == word) && !shared(open.as_slice(), door))
            {
                let told = program.post(door, body).await;
                assert!([401, 403, 404, 409].contains(&told.status), "{station}: {name} {word}: {} {}", told.status, told.text);
            }
        }
        let after = self.program("owner").get(thing).await.expect(200).json();
        assert_eq!(before, after, "{station}: what was refused changes nothing");
    }
}

/// One door serves several words: it is open if one of them is allowed, but for offers, open and sealed, which differ in what is sent.
fn shared(open: &[&String], door: &str) -> bool {
    !door.ends_with("/offers") && open.iter().any(|open| *open == door)
}

//! Work is handed in, and sent back for changes.

use super::data::{Deal, Item, Wish};
use super::load::{Replay, missing};
use crate::audit::Act;
use crate::contracts::{self, Party};
use crate::deliveries::{self, Handing};
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::id::{ContractId, MilestoneId};
use crate::sessions::Person;

impl Replay {
    /// The creator sends the files and hands in the next version. He says that every point of the checklist is met.
    pub(super) async fn deliver(
        &mut self,
        deal: &Deal,
        (contract, id): (ContractId, MilestoneId),
        note: &str,
        items: &[Item],
    ) -> Result<(), Failure> {
        let (mut received, mut links) = (Vec::new(), Vec::new());
        for item in items {
            match item {
                Item::Picture { picture } => received.push(self.picture(picture)?),
                Item::Link { url } => links.push(url.clone()),
            }
        }
        let note = note.to_owned();
        let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
            let files = deliveries::add_files(tx, act, person, contract, &received)?;
            let checks: Vec<String> = contracts::checklist(tx, contract)?.into_iter().map(|check| check.id).collect();
            deliveries::deliver(tx, act, person, id, &Handing::of(note.clone(), files, links.clone(), &checks))?;
            Ok(())
        };
        self.act(self.side(deal, Party::Creator)?, work).await
    }

    /// The merchant wants something else, citing the checklist.
    pub(super) async fn request_changes(
        &self,
        deal: &Deal,
        (contract, id): (ContractId, MilestoneId),
        wanted: &[Wish],
    ) -> Result<(), Failure> {
        let wanted = wanted.to_vec();
        let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
            let known = contracts::checklist(tx, contract)?;
            let mut wishes = Vec::new();
            for wish in &wanted {
                for place in &wish.checks {
                    let check = known.get(*place).ok_or_else(|| missing("the point of the checklist"))?;
                    wishes.push(deliveries::Wish { check: Some(check.id.clone()), pin: None, text: wish.text.clone() });
                }
            }
            let seen = contracts::get_milestone(tx, id)?.times_submitted;
            deliveries::ask_for_changes(tx, act, person, (id, seen), &wishes)?;
            Ok(())
        };
        self.act(self.side(deal, Party::Merchant)?, work).await
    }
}

//! What people say to each other, before there is a deal and while it runs.

use super::data::{Said, Saying, Side};
use super::load::{Replay, missing};
use crate::audit::Act;
use crate::bids::{self, Terms};
use crate::briefs;
use crate::failure::Failure;
use crate::messages::{self, Writing};
use crate::platform::db::Tx;
use crate::sessions::{Person, Right};

impl Replay {
    /// Questions and answers, invitations, other terms, messages.
    pub(super) async fn say(&mut self, said: &Said) -> Result<(), Failure> {
        let key = (said.brief.clone(), said.creator.clone());
        let brief = self.written(&said.brief)?.id;
        let (merchant, creator) = (self.merchant_of(&said.brief, Right::Work)?, self.by_handle(&said.creator)?);
        let text = said.text.clone();
        match said.act {
            Saying::Ask => {
                let id = self.act(creator, move |tx, act, person| briefs::ask(tx, act, person, brief, &text)).await?;
                self.questions.insert(key, id);
                Ok(())
            }
            Saying::Answer => {
                let id = *self.questions.get(&key).ok_or_else(|| missing("the question"))?;
                self.act(merchant, move |tx, act, person| briefs::answer(tx, act, person, id, &text)).await
            }
            Saying::Invite => {
                let invited = creator.creator.as_ref().map(|creator| creator.id).ok_or_else(|| missing("the creator"))?;
                self.act(merchant, move |tx, act, person| briefs::invite(tx, act, person, brief, invited).map(drop)).await
            }
            Saying::Write => {
                let contract = self.contract_of(&said.brief, &said.creator)?;
                let by = if said.by == Some(Side::Creator) { creator } else { merchant };
                let writing = Writing { text, ..Writing::default() };
                self.act(by, move |tx, act, person| messages::post(tx, act, person, contract, &writing).map(drop)).await
            }
            Saying::Offer => {
                let (id, by) = (self.bid_id(&said.brief, &said.creator)?, if said.by == Some(Side::Creator) { creator } else { merchant });
                let (price, days, text) = (said.price.ok_or_else(|| missing("the price"))?, said.days, said.message.clone());
                let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
                    let bid = bids::get(tx, id)?;
                    let terms = Terms { price, days: days.unwrap_or(bid.offer.days), rounds: bid.offer.rounds };
                    bids::offer(tx, act, person, (id, bid.version), (terms, &text))
                };
                self.act(by, work).await
            }
        }
    }
}

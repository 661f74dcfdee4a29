//! Deals are made and run.

use super::data::{Deal, Step};
use super::load::{Replay, missing};
use crate::audit::Act;
use crate::bids::{self, Offer};
use crate::contracts::{self, Asked, Asking, Award, Party, Plan, Seen};
use crate::disputes::{self, Opening};
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::id::{CancellationId, ContractId, MilestoneId};
use crate::primitives::{Currency, Days, Money};
use crate::sessions::{Person, Right};
use crate::tiers::RateCard;

/// A deal as far as it is played.
pub(super) struct Played {
    contract: ContractId,
    milestones: Vec<MilestoneId>,
    currency: Currency,
    /// The open request to end a part of it.
    asked: Option<CancellationId>,
}

fn key(deal: &Deal) -> (String, String) {
    (deal.brief.clone(), deal.creator.clone())
}

impl Replay {
    /// The creator of a deal to be places the bid that will win.
    pub(super) async fn offer(&mut self, deal: &Deal) -> Result<(), Failure> {
        let won = &deal.bid;
        let answer = won.answer.clone().unwrap_or_default();
        let offer = Offer {
            price: won.price,
            pieces: 1,
            time: None,
            days: won.days,
            rounds: 0,
            message: won.message.clone(),
            answer,
            channel: None,
            picks: Vec::new(),
        };
        self.place(&deal.brief, (&deal.creator, deal.agency.as_deref()), offer).await
    }

    /// The merchant takes the bid, in the parts that were written down.
    pub(super) async fn award(&mut self, deal: &Deal) -> Result<(), Failure> {
        let bid = self.bid_id(&deal.brief, &deal.creator)?;
        let plan = |part: &super::data::Milestone| Some(Plan { title: part.title.clone(), price: part.price, days: Days::new(part.days)? });
        let plans: Vec<Plan> = deal.milestones.iter().map(plan).collect::<Option<_>>().ok_or_else(|| missing("days"))?;
        let rates = RateCard::of(&self.site.config);
        let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
            let version = bids::get(tx, bid)?.version;
            let contract = contracts::award(tx, act, person, &Award { bid, version, plans: plans.clone(), rates })?;
            let currency = contracts::get(tx, contract)?.currency;
            let milestones = contracts::list_milestones(tx, contract)?.iter().map(|milestone| milestone.id).collect();
            Ok(Played { contract, milestones, currency, asked: None })
        };
        let played = self.act(self.merchant_of(&deal.brief, Right::Work)?, work).await?;
        self.deals.insert(key(deal), played);
        Ok(())
    }

    /// The contract of a deal that was made.
    pub(super) fn contract_of(&self, brief: &str, creator: &str) -> Result<ContractId, Failure> {
        let played = self.deals.get(&(brief.to_owned(), creator.to_owned()));
        played.map(|played| played.contract).ok_or_else(|| missing("the deal"))
    }

    pub(super) fn side(&self, deal: &Deal, by: Party) -> Result<&Person, Failure> {
        match by {
            Party::Merchant => self.merchant_of(&deal.brief, Right::Work),
            Party::Creator => self.by_handle(&deal.creator),
            Party::Platform => Err(missing("the side")),
        }
    }

    /// What happens to one part of a deal.
    pub(super) async fn step(&mut self, deal: &Deal, place: usize, step: &Step) -> Result<(), Failure> {
        let played = self.deals.get(&key(deal)).ok_or_else(|| missing("the deal"))?;
        let (contract, asked) = (played.contract, played.asked);
        let id = *played.milestones.get(place).ok_or_else(|| missing("the part"))?;
        match step {
            Step::Fund { .. } => self.fund(self.merchant_of(&deal.brief, Right::MoveMoney)?, contract, id, played.currency).await,
            Step::Start { .. } => {
                self.act(self.side(deal, Party::Creator)?, move |tx, act, person| contracts::start(tx, act, person, id)).await
            }
            Step::Deliver { note, items, .. } => self.deliver(deal, (contract, id), note, items).await,
            Step::RequestChanges { items, .. } => self.request_changes(deal, (contract, id), items).await,
            Step::Approve { .. } => self.act(self.side(deal, Party::Merchant)?, move |tx, act, person| approve(tx, act, person, id)).await,
            // The clocks do it by themselves.
            Step::ReviewTimesOut { .. } | Step::Clear { .. } => Ok(()),
            Step::Cancel { by, reason, refund, .. } => {
                let asking = Asking { reason: *reason, refund: *refund };
                let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| contracts::cancel(tx, act, person, id, asking);
                if let Asked::Open(asked) = self.act(self.side(deal, *by)?, work).await? {
                    self.deals.get_mut(&key(deal)).ok_or_else(|| missing("the deal"))?.asked = Some(asked);
                }
                Ok(())
            }
            Step::Dispute { by, amount, reason, statement, answer, .. } => {
                let opening = Opening { amount: Money::new(*amount, played.currency), reason: *reason, statement: statement.clone() };
                let other = if *by == Party::Creator { Party::Merchant } else { Party::Creator };
                let open = move |tx: &mut Tx<'_>, act: &Act, person: &Person| disputes::open_dispute(tx, act, person, id, &opening);
                let dispute = self.act(self.side(deal, *by)?, open).await?;
                let answer = answer.clone();
                let said = move |tx: &mut Tx<'_>, act: &Act, person: &Person| disputes::answer(tx, act, person, dispute, &answer).map(drop);
                self.act(self.side(deal, other)?, said).await
            }
            Step::AnswerCancellation { by, agree, .. } => {
                let (asked, agree) = (asked.ok_or_else(|| missing("the request"))?, *agree);
                self.act(self.side(deal, *by)?, move |tx, act, person| contracts::answer(tx, act, person, asked, agree)).await
            }
        }
    }
}

fn approve(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MilestoneId) -> Result<(), Failure> {
    let milestone = contracts::get_milestone(tx, id)?;
    let amount = contracts::get(tx, milestone.contract)?.money(milestone.price);
    contracts::approve(tx, act, person, id, Seen { delivery: milestone.times_submitted, amount })
}

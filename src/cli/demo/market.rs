//! Merchants write briefs; creators bid.

use super::data::{Answered, Bid, Brief};
use super::load::{Replay, missing};
use crate::audit::Act;
use crate::bids::{self, Offer};
use crate::briefs::{self, BriefKind, Budget, NewDraft, Words};
use crate::creators;
use crate::failure::Failure;
use crate::files::{self, File, Purpose};
use crate::platform::db::Tx;
use crate::primitives::id::{BidId, BriefId};
use crate::primitives::{BasisPoints, Instant, Zone};
use crate::sessions::{Person, Right};

/// A brief that was written.
pub(super) struct Written {
    pub(super) id: BriefId,
    /// The merchant's key.
    org: String,
}

impl Replay {
    /// Writes a brief with its picture, and publishes it.
    pub(super) async fn brief(&mut self, brief: &Brief, publish: bool) -> Result<(), Failure> {
        let picture = self.picture(&brief.picture)?;
        let org = self.org(&brief.org)?;
        let new = NewDraft {
            org: org.id,
            content_form: brief.content_form,
            category: brief.category,
            currency: brief.currency,
            words: words(brief, self.deadline(brief, &org.zone)?),
        };
        let rates = (self.site.config.merchant_fee, self.site.config.creator_fee);
        let right = if brief.more.kind.is_some_and(BriefKind::sets_aside) { Right::MoveMoney } else { Right::Work };
        let id = self
            .act(org.who_may(Right::Work)?, move |tx, act, person| {
                let id = briefs::create_draft(tx, act, person, new.clone())?;
                let file = File::new(Purpose::Brief, person.id, None, &picture, act.at);
                files::insert(tx, &file)?;
                briefs::attach(tx, act, person, id, file.id)?;
                Ok(id)
            })
            .await?;
        if publish {
            self.act(org.who_may(right)?, move |tx, act, person| briefs::publish(tx, act, person, id, rates)).await?;
        }
        self.briefs.insert(brief.key.clone(), Written { id, org: brief.org.clone() });
        Ok(())
    }

    /// The end of the day so many days from the start.
    fn deadline(&self, brief: &Brief, zone: &Zone) -> Result<Instant, Failure> {
        let day = self.start.plus_hours(brief.bid_deadline_days * 24).date_in(zone);
        Instant::end_of_day(day, zone).ok_or_else(|| missing("the day"))
    }

    pub(super) fn written(&self, key: &str) -> Result<&Written, Failure> {
        self.briefs.get(key).ok_or_else(|| missing(key))
    }

    /// Somebody of the brief's organisation who may do this.
    pub(super) fn merchant_of(&self, key: &str, right: Right) -> Result<&Person, Failure> {
        self.org(&self.written(key)?.org)?.who_may(right)
    }

    pub(super) async fn pause(&self, brief: &Brief) -> Result<(), Failure> {
        let (id, who) = (self.written(&brief.key)?.id, self.merchant_of(&brief.key, Right::Work)?);
        self.act(who, move |tx, act, person| briefs::pause(tx, act, person, id)).await
    }

    pub(super) async fn cancel_brief(&self, brief: &Brief) -> Result<(), Failure> {
        let (id, reason) = (self.written(&brief.key)?.id, brief.reason.clone());
        let who = self.merchant_of(&brief.key, Right::Work)?;
        self.act(who, move |tx, act, person| briefs::cancel(tx, act, person, id, &reason)).await
    }

    /// A creator bids, through this agency, if one is named.
    pub(super) async fn place(&mut self, brief: &str, (creator, agency): (&str, Option<&str>), offer: Offer) -> Result<(), Failure> {
        let id = self.written(brief)?.id;
        let bidder = self.by_handle(creator)?;
        let own = bidder.creator.as_ref().map(|own| own.id).ok_or(Failure::NotFound)?;
        let through = agency.map(|key| self.org(key)).transpose()?;
        let (agency, who) = match through {
            Some(org) => (Some(org.id), org.who_may(Right::Work)?),
            None => (None, bidder),
        };
        let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
            let rounds = briefs::get(tx, id)?.rounds;
            let channel = creators::list_channels(tx, own)?.first().map(|channel| channel.id);
            let picks = creators::list_works(tx, own)?.iter().take(2).map(|work| work.id).collect();
            let offer = Offer { rounds, channel, picks, ..offer.clone() };
            match agency {
                Some(agency) => bids::place_for(tx, act, person, (id, agency, own), offer),
                None => bids::place(tx, act, person, id, offer),
            }
        };
        let bid = self.act(who, work).await?;
        self.bids.insert((brief.to_owned(), creator.to_owned()), bid);
        Ok(())
    }

    pub(super) async fn bid(&mut self, bid: &Bid) -> Result<(), Failure> {
        let offer = Offer {
            price: bid.price,
            pieces: 1,
            time: None,
            days: bid.days,
            rounds: 0,
            message: bid.message.clone(),
            answer: bid.answer.clone().unwrap_or_default(),
            channel: None,
            picks: Vec::new(),
        };
        self.place(&bid.brief, (&bid.creator, bid.agency.as_deref()), offer).await
    }

    pub(super) fn bid_id(&self, brief: &str, creator: &str) -> Result<BidId, Failure> {
        self.bids.get(&(brief.to_owned(), creator.to_owned())).copied().ok_or_else(|| missing("the bid"))
    }

    /// What a bid that won nothing came to.
    pub(super) async fn answer(&self, bid: &Bid) -> Result<(), Failure> {
        let id = self.bid_id(&bid.brief, &bid.creator)?;
        let merchant = self.merchant_of(&bid.brief, Right::Work)?;
        match (bid.state, bid.reason) {
            (Answered::Submitted, _) => Ok(()),
            (Answered::Shortlisted, _) => self.act(merchant, move |tx, act, person| bids::shortlist(tx, act, person, id)).await,
            (Answered::Declined, Some(reason)) => {
                self.act(merchant, move |tx, act, person| bids::decline(tx, act, person, id, (reason, ""))).await
            }
            (Answered::Declined, None) => Err(missing("the reason")),
            (Answered::Withdrawn, _) => {
                self.act(self.by_handle(&bid.creator)?, move |tx, act, person| bids::withdraw(tx, act, person, id)).await
            }
        }
    }
}

fn words(brief: &Brief, deadline: Instant) -> Words {
    let more = &brief.more;
    Words {
        early_hours: None,
        kind: more.kind,
        visibility: None,
        slots: None,
        title: Some(brief.title.clone()),
        body: Some(brief.body.clone()),
        content_form: Some(brief.content_form),
        category: Some(brief.category),
        platforms: Some(brief.platforms.clone()),
        languages: Some(brief.languages.clone()),
        checklist: Some(brief.checklist.iter().map(|check| (check.level, check.text.clone())).collect()),
        currency: Some(brief.currency),
        budget: Some(Budget { min: brief.budget.min, max: brief.budget.max }),
        places: Some(brief.places),
        pool: more.pool.map(Some),
        finalist_fee: more.finalist_fee,
        bid_deadline: Some(deadline),
        product: more.product.clone(),
        commission: more.commission_bps.and_then(BasisPoints::new),
        commission_terms: more.commission_terms.clone(),
        times: (!more.times.is_empty())
            .then(|| more.times.iter().map(|days| (deadline.plus_hours((days - brief.bid_deadline_days) * 24), 60)).collect()),
        nda: None,
        delivery_days: Some(brief.delivery_days),
        review_days: Some(brief.review_days),
        rounds: Some(brief.rounds),
        bid_cap: None,
        licence: Some(brief.licence.clone()),
        question: brief.question.clone(),
    }
}

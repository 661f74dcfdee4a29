//! Awarding: the parts and the agreement, then the contract.

use crate::bids::{self, Access, Bid};
use crate::briefs::{self, Brief};
use crate::contracts::actions::{self, Award};
use crate::contracts::forms::{AwardForm, PlanForm};
use crate::contracts::model::{ContractState, Party, Plan};
use crate::contracts::pages::{AwardPage, MadePage};
use crate::contracts::{rules, store, terms};
use crate::failure::{ACT_FORBIDDEN, Failure, FieldErrors, STATE_REFUSED};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Money;
use crate::primitives::id::{BidId, ContractId};
use crate::tiers::RateCard;
use crate::web::{Answer, Form, Id, ShownError, SignedIn, fresh_once, once, see_other};

/// The bid and its brief, for whoever may award it.
async fn load(person: &SignedIn, id: BidId) -> Result<(Bid, Brief), Failure> {
    let who = person.person.clone();
    let (bid, brief, access) = person.site.db.read(move |conn: &mut Conn| bids::see(conn, &who, id)).await?;
    if access == Access::Member(true) { Ok((bid, brief)) } else { Err(ACT_FORBIDDEN.into()) }
}

fn award_of(person: &SignedIn, bid: &Bid, version: i64, plans: Vec<Plan>) -> Award {
    Award { bid: bid.id, version, plans, rates: RateCard::of(&person.site.config) }
}

/// The page with what was typed; the agreement shows once the parts add up.
async fn page(person: &SignedIn, seen: &(Bid, Brief), form: AwardForm, errors: Vec<ShownError>) -> Result<AwardPage, Failure> {
    let (bid, brief) = seen;
    let fits = |plans: &Vec<Plan>| {
        let mut errors = FieldErrors::default();
        rules::check(plans, bid.currency, bid.offer.price, &mut errors);
        plans.is_empty() || errors.is_empty()
    };
    let plans = form.parse(bid.currency).ok().filter(fits);
    let award = award_of(person, bid, bid.version, plans.clone().unwrap_or_default());
    let (who, both, now) = (person.person.clone(), (bid.clone(), brief.clone()), person.now);
    let agreement = person.site.db.read(move |conn: &mut Conn| actions::preview(conn, &who, (&both.0, &both.1), &award, now)).await?;
    let money = |amount| Money::new(amount, bid.currency);
    let mut rows = form.rows();
    if rows.is_empty() {
        rows = agreement.plans.iter().map(|plan| PlanForm::of(plan, bid.currency)).collect();
    }
    if form.wish == "add" && rows.len() < rules::MOST_MILESTONES {
        rows.push(PlanForm::default());
    }
    Ok(AwardPage {
        bid_url: format!("/bids/{}", bid.id),
        action: format!("/bids/{}/award", bid.id),
        title: brief.title.clone(),
        creator: agreement.creator.clone(),
        price: bid.price(),
        version: if form.version.is_empty() { bid.version.to_string() } else { form.version.clone() },
        rows,
        total: money(agreement.price.plus(agreement.merchant_fee)?),
        fee: money(agreement.merchant_fee),
        rate: i64::from(agreement.merchant_bps.get()),
        is_aside: brief.hires_from_pool() || brief.is_contest(),
        is_prize: brief.is_contest(),
        terms: plans.map(|_| terms::write(&agreement).text(person.lang).to_owned()),
        errors,
        once: fresh_once(),
    })
}

/// `GET /bids/{id}/award`
pub(super) async fn begin(person: SignedIn, id: Id<BidId>) -> Answer {
    let seen = load(&person, id.0).await?;
    if !seen.0.state.is_live() || !seen.1.state.takes_awards() {
        return Err(STATE_REFUSED.into());
    }
    let page = page(&person, &seen, AwardForm::default(), Vec::new()).await?;
    person.page(&page).await
}

/// `POST /bids/{id}/award`
pub(super) async fn award(person: SignedIn, id: Id<BidId>, form: Form<AwardForm>) -> Answer {
    let seen = load(&person, id.0).await?;
    if form.fields.wish == "add" {
        let page = page(&person, &seen, form.fields, Vec::new()).await?;
        return person.page(&page).await;
    }
    let parsed = form.fields.parse(seen.0.currency).and_then(|plans| Ok((plans, form.fields.parse_version()?)));
    let looks = form.fields.wish == "look";
    let awarded = match parsed {
        Ok((plans, _)) if looks => check(&plans, &seen.0).map(|()| None),
        Ok((plans, version)) => {
            let award = award_of(&person, &seen.0, version, plans);
            let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| Ok(format!("/contracts/{}/made", actions::award(tx, &act, &who, &award)?)))
            };
            person.site.db.write(work).await.map(Some)
        }
        Err(failure) => Err(failure),
    };
    match awarded {
        Ok(Some(location)) => Ok(see_other(&location).into()),
        Ok(None) => {
            let page = page(&person, &seen, form.fields, Vec::new()).await?;
            person.page(&page).await
        }
        Err(failure) => {
            let redo = person.redo(failure)?;
            let page = page(&person, &seen, form.fields, redo.errors).await?;
            person.page_with(redo.status, &page).await
        }
    }
}

fn check(plans: &[Plan], bid: &Bid) -> Result<(), Failure> {
    let mut errors = FieldErrors::default();
    rules::check(plans, bid.currency, bid.offer.price, &mut errors);
    errors.finish(Some(()))
}

/// `GET /contracts/{id}/made`: the result of an award, for the merchant.
pub(super) async fn made(person: SignedIn, id: Id<ContractId>) -> Answer {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        let (contract, access) = actions::see_contract(conn, &who, id.0)?;
        let parties = store::parties(conn, &contract)?;
        let milestones = store::list_milestones(conn, contract.id)?;
        let is_prize = briefs::get(conn, contract.brief)?.is_contest();
        Ok::<_, Failure>((contract, access, parties, milestones, is_prize))
    };
    let (contract, access, parties, milestones, is_prize) = person.site.db.read(read).await?;
    if access.party != Party::Merchant {
        return Err(ACT_FORBIDDEN.into());
    }
    let total = rules::total_with_fees(milestones.iter().map(|milestone| milestone.price), contract.merchant_bps)?;
    let fund_until = Some(contract.fund_until).filter(|_| contract.state == ContractState::PendingFunding);
    let page = MadePage {
        url: format!("/contracts/{}", contract.id),
        title: contract.title.clone(),
        creator: parties.creator_name,
        total: contract.money(total),
        fund_until,
        is_prize,
        may_fund: access.funds,
    };
    person.page(&page).await
}

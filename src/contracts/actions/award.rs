//! A merchant chooses a bid: a contract that waits for its money.

use super::contest::crown;
use super::fund::hire;
use super::{tell, trace};
use crate::agencies::{self, Split};
use crate::audit::{self, Act};
use crate::bids::{self, Bid};
use crate::briefs::{self, Brief};
use crate::clocks::{self, ClockKind, NewClock};
use crate::contracts::model::{Airtime, Contract, ContractState, Milestone, MilestoneState, Parts, Plan};
use crate::contracts::rules::{self, FUNDING_HOURS};
use crate::contracts::store::{self, Parties};
use crate::contracts::terms::{self, Agreement, Rule, Terms};
use crate::failure::{ACT_FORBIDDEN, Failure, FieldErrors};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{BidId, BriefId, ContractId, MilestoneId, UserId};
use crate::primitives::{Days, Instant, Minor, MoneyError};
use crate::sessions::{self, Person};
use crate::tiers::{RateCard, Rates};

/// The choice of a bid.
#[derive(Debug, Clone)]
pub struct Award {
    /// Which bid.
    pub bid: BidId,
    /// The version that was seen.
    pub version: i64,
    /// The parts of the work; none stands for one part that is all of it.
    pub plans: Vec<Plan>,
    /// What the platform takes from now on, by the creator's tier.
    pub rates: RateCard,
}

/// Makes the contract of a bid, exactly as it was seen. The brief loses a place; with the last one its other bids end.
pub fn award(tx: &mut Tx<'_>, act: &Act, person: &Person, award: &Award) -> Result<ContractId, Failure> {
    choose(tx, act, person, award, Chosen::Bid)
}

/// Makes the contract of a bid that came of what its creator offers to everybody.
pub fn award_package(tx: &mut Tx<'_>, act: &Act, person: &Person, award: &Award) -> Result<ContractId, Failure> {
    choose(tx, act, person, award, Chosen::Package)
}

fn choose(tx: &mut Tx<'_>, act: &Act, person: &Person, award: &Award, chosen: Chosen) -> Result<ContractId, Failure> {
    let (bid, brief, access) = bids::see(tx, person, award.bid)?;
    if access != bids::Access::Member(true) {
        return Err(ACT_FORBIDDEN.into());
    }
    sessions::takes_work(tx, brief.org)?;
    let mut errors = FieldErrors::default();
    rules::check(&award.plans, bid.currency, bid.offer.price, &mut errors);
    rules::check_pieces(&award.plans, &bid, &brief, &mut errors);
    if !award.plans.is_empty() {
        errors.finish(Some(()))?;
    }
    let take = |tx: &mut Tx<'_>| Ok((bids::accept(tx, act, person, award.bid, award.version)?, person.id));
    make(tx, act, (award, &brief), chosen, take)
}

/// Several bids of a brief are chosen at once, each exactly as it was seen: all of them, or none.
pub fn award_all(tx: &mut Tx<'_>, act: &Act, person: &Person, brief: BriefId, awards: &[Award]) -> Result<Vec<ContractId>, Failure> {
    let mut made = Vec::new();
    for one in awards {
        if bids::see(tx, person, one.bid)?.1.id != brief {
            return Err(Failure::NotFound);
        }
        made.push(award(tx, act, person, one)?);
    }
    Ok(made)
}

/// The side that was offered other terms takes them: the contract is made on them, in one part.
pub fn accept_offer(tx: &mut Tx<'_>, act: &Act, person: &Person, award: &Award) -> Result<ContractId, Failure> {
    let (_, brief, access) = bids::see(tx, person, award.bid)?;
    let chosen = match access {
        bids::Access::Member(true) => Chosen::TheirTerms,
        bids::Access::Bidder | bids::Access::Agent => Chosen::OurTerms,
        bids::Access::Member(false) => return Err(ACT_FORBIDDEN.into()),
    };
    sessions::takes_work(tx, brief.org)?;
    let take = |tx: &mut Tx<'_>| {
        let taken = bids::agree(tx, act, person, award.bid, award.version)?;
        let offerer = if chosen == Chosen::OurTerms { bids::find_offerer(tx, award.bid)? } else { None };
        Ok((taken, offerer.unwrap_or(person.id)))
    };
    make(tx, act, (award, &brief), chosen, take)
}

/// Whoever came first gets a place at the fixed price, as the merchant offered it to everybody.
pub(in crate::contracts) fn give_place(tx: &mut Tx<'_>, act: &Act, award: &Award) -> Result<ContractId, Failure> {
    let bid = bids::get(tx, award.bid)?;
    let brief = briefs::get(tx, bid.brief)?;
    let take = |tx: &mut Tx<'_>| Ok((bids::take(tx, act, award.bid)?, brief.author));
    make(tx, act, (award, &brief), Chosen::Bid, take)
}

/// What becomes a contract, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chosen {
    /// The merchant chose a bid as it was placed, or gives places to who comes first.
    Bid,
    /// The merchant ordered what the creator offers to everybody.
    Package,
    /// The merchant took the terms that the bidder named last.
    TheirTerms,
    /// The bidder took the terms that the merchant named last.
    OurTerms,
}

/// `take` makes the bid, as it was seen, an accepted one, and says who of the merchant's side stands for that.
fn make(
    tx: &mut Tx<'_>,
    act: &Act,
    (award, brief): (&Award, &Brief),
    chosen: Chosen,
    take: impl Fn(&mut Tx<'_>) -> Result<((Bid, Brief), UserId), Failure>,
) -> Result<ContractId, Failure> {
    // The brief's row before any bid's: two awards that touch several bids cannot wait for each other in a circle.
    let filled = briefs::take_place(tx, act, brief)?;
    let ((bid, brief), awarded_by) = take(tx)?;
    if store::are_one(tx, brief.org, bid.creator)? {
        return Err(bids::rules::OWN_BRIEF.into());
    }
    if let Some(no) = bid.offer.time {
        briefs::take_time(tx, &brief, no, bid.id)?;
    }
    let rates = bids::rates(tx, &award.rates, (&brief, bid.creator), act.at)?;
    let split = bid.agency.map(|agency| agencies::take_split(tx, agency, bid.creator)).transpose()?.flatten();
    let contract = Contract { agency: split, ..contract_of(&bid, &brief, awarded_by, rates, act.at)? };
    let plans = if award.plans.is_empty() { parts(&bid, &brief)? } else { award.plans.clone() };
    write(tx, &contract, &brief, &plans)?;
    audit::note(tx, act, "bid.awarded", &bid.id, &contract.id.to_string())?;
    audit::note(tx, act, "contract.made", &contract.id, "")?;
    trace::awarded(tx, act, &contract, &bid)?;
    if brief.is_contest() {
        crown(tx, act, contract.id, (&brief, &bid))?;
    } else if brief.hires_from_pool() {
        tell::awarded(tx, act, &contract, chosen)?;
        hire(tx, act, contract.id, &brief)?;
    } else {
        tell::awarded(tx, act, &contract, chosen)?;
        let total = rules::total_with_fees(plans.iter().map(|plan| plan.price), contract.merchant_bps)?;
        start_clock(tx, act, &contract, total)?;
        tell::funding_wanted(tx, act, &contract, total)?;
    }
    if filled {
        bids::close_all(tx, act, &brief)?;
    }
    Ok(contract.id)
}

/// All of the work as one part, or each piece as one.
fn parts(bid: &Bid, brief: &Brief) -> Result<Vec<Plan>, Failure> {
    let days = Days::new(bid.offer.days).ok_or(MoneyError::Bounds)?;
    let price = bids::rules::of_one(bid.offer.price, bid.offer.pieces).ok_or(MoneyError::Bounds)?;
    let title: String = brief.title.chars().take(110).collect();
    if bid.offer.pieces == 1 {
        return Ok(vec![Plan { title: brief.title.chars().take(120).collect(), price, days }]);
    }
    Ok((1..=bid.offer.pieces).map(|n| Plan { title: format!("{title} {n}/{}", bid.offer.pieces), price, days }).collect())
}

/// When the show is live that the bid is for.
fn airtime(bid: &Bid, brief: &Brief) -> Option<Airtime> {
    let wanted = brief.details.times.iter().find(|time| Some(time.no) == bid.offer.time)?;
    Some(Airtime { at: wanted.starts_at, minutes: wanted.minutes })
}

fn contract_of(
    bid: &Bid,
    brief: &Brief,
    awarded_by: UserId,
    (merchant_bps, creator_bps): Rates,
    now: Instant,
) -> Result<Contract, Failure> {
    Ok(Contract {
        id: ContractId::random(),
        brief: brief.id,
        bid: bid.id,
        org: brief.org,
        creator: bid.creator,
        agency: None,
        awarded_by,
        state: ContractState::PendingFunding,
        version: 1,
        title: brief.title.clone(),
        currency: bid.currency,
        price: bid.offer.price,
        merchant_bps,
        creator_bps,
        rounds: bid.offer.rounds,
        review_days: Days::new(brief.review_days).ok_or(MoneyError::Bounds)?,
        start_hours: brief.start_hours(),
        kind: brief.kind,
        airtime: airtime(bid, brief),
        fund_until: now.plus_hours(FUNDING_HOURS),
        created_at: now,
        ended_at: None,
    })
}

/// A milestone of the contract before its money came. Fees are those of the contract.
pub(super) fn milestone_of(contract: &Contract, plan: &Plan, position: i32) -> Result<Milestone, MoneyError> {
    Ok(Milestone {
        id: MilestoneId::random(),
        contract: contract.id,
        position,
        title: plan.title.clone(),
        state: MilestoneState::Planned,
        version: 1,
        price: plan.price,
        merchant_fee: plan.price.share(contract.merchant_bps)?,
        days: plan.days,
        rounds_left: contract.rounds,
        times_submitted: 0,
        times_changed: 0,
        funded_at: None,
        started_at: None,
        due_at: None,
        submitted_at: None,
        review_due_at: None,
        clears_at: None,
        ended_at: None,
        disputed_from: None,
        disputed_at: None,
        parts: Parts::default(),
        kept_locked: false,
    })
}

fn write(tx: &mut Tx<'_>, contract: &Contract, brief: &Brief, plans: &[Plan]) -> Result<(), Failure> {
    let parties = (store::names(tx, contract.org, contract.creator)?, agency_name(tx, contract.agency)?);
    store::insert(tx, contract)?;
    let milestones: Vec<Milestone> =
        plans.iter().zip(1..).map(|(plan, position)| milestone_of(contract, plan, position)).collect::<Result<_, _>>()?;
    store::insert_milestones(tx, &milestones)?;
    store::insert_checklist(tx, contract.id, &brief.checklist)?;
    let agreement = Agreement { contract: contract.id.to_string(), ..agreement(contract, brief, plans, parties)? };
    store::insert_terms(tx, contract.id, &terms::write(&agreement))?;
    Ok(())
}

/// What the contract says, before it has an id that anybody knows.
fn agreement(
    contract: &Contract,
    brief: &Brief,
    plans: &[Plan],
    (parties, agency): (Parties, Option<String>),
) -> Result<Agreement, MoneyError> {
    let total = rules::total_with_fees(plans.iter().map(|plan| plan.price), contract.merchant_bps)?;
    Ok(Agreement {
        contract: String::new(),
        at: contract.created_at,
        org: parties.org_name,
        creator: parties.creator_name,
        handle: parties.handle,
        share: agency.zip(contract.agency).map(|(name, split)| (name, split.bps)),
        title: contract.title.clone(),
        currency: contract.currency,
        price: contract.price,
        merchant_fee: total.minus(contract.price)?,
        merchant_bps: contract.merchant_bps,
        creator_bps: contract.creator_bps,
        plans: plans.to_vec(),
        rounds: contract.rounds,
        review_days: contract.review_days.get(),
        start_hours: contract.start_hours,
        rule: Rule::of(brief, contract.airtime),
        checklist: brief.checklist.clone(),
        licence: brief.licence.clone(),
        channels: brief.licence_channels().to_vec(),
    })
}

/// What awarding would agree to, for the page before it: nothing is written.
pub fn preview(conn: &mut Conn, person: &Person, seen: (&Bid, &Brief), award: &Award, now: Instant) -> Result<Agreement, Failure> {
    let (bid, brief) = seen;
    let plans = if award.plans.is_empty() { parts(bid, brief)? } else { award.plans.clone() };
    let split = bid.agency.map(|agency| agencies::find_split(conn, agency, bid.creator)).transpose()?.flatten();
    let parties = (store::names(conn, brief.org, bid.creator)?, agency_name(conn, split)?);
    let rates = bids::rates(conn, &award.rates, (brief, bid.creator), now)?;
    let contract = Contract { agency: split, ..contract_of(bid, brief, person.id, rates, now)? };
    Ok(agreement(&contract, brief, &plans, parties)?)
}

/// The words that awarding would agree to: nothing is written.
pub fn preview_terms(conn: &mut Conn, person: &Person, seen: (&Bid, &Brief), award: &Award, now: Instant) -> Result<Terms, Failure> {
    Ok(terms::write(&preview(conn, person, seen, award, now)?))
}

/// What the agency with this share is called.
fn agency_name(conn: &mut Conn, split: Option<Split>) -> Result<Option<String>, Failure> {
    Ok(split.map(|split| agencies::find_agency(conn, split.agency)).transpose()?.flatten())
}

fn start_clock(tx: &mut Tx<'_>, act: &Act, contract: &Contract, total: Minor) -> Result<(), Failure> {
    let clock = NewClock {
        kind: ClockKind::Funding,
        subject: contract.id.to_string(),
        brief: None,
        contract: Some(contract.id),
        milestone: None,
        due: contract.fund_until,
        money: Some(contract.money(total)),
    };
    clocks::start(tx, act.at, &clock)?;
    Ok(())
}

//! The end of a contest: somebody wins its prize, or nobody does and it is split. Finalists have their fee either way.

use super::happen::{Deed, happen};
use crate::audit::{self, Act};
use crate::bids::{self, Bid, BidState};
use crate::briefs::{self, Brief, BriefState};
use crate::clocks::{self, Clock, ClockKind, NewClock};
use crate::contracts::model::{ContractState, Event, Party};
use crate::contracts::rules::Matter;
use crate::contracts::store;
use crate::failure::{Failure, STATE_REFUSED};
use crate::ledger;
use crate::ledger::postings::{self, Aside};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::Tx;
use crate::primitives::id::{ContractId, CreatorId};
use crate::primitives::{Instant, Minor, Money, MoneyError};
use crate::tiers;

/// Before the id of the bid whose share a clock clears.
const SHARE: &str = "prize/";

/// P4: the prize goes to whoever won it, and clears like any work that was accepted.
pub(super) fn crown(tx: &mut Tx<'_>, act: &Act, id: ContractId, (brief, winner): (&Brief, &Bid)) -> Result<(), Failure> {
    let contract = store::get(tx, id)?;
    for milestone in store::list_milestones(tx, id)? {
        let won = Deed { matter: Matter::Aside, ..Deed::of(Event::Won, Party::Platform) };
        happen(tx, act, &contract, &milestone, &won)?;
    }
    store::advance_contract(tx, &contract, ContractState::Active, None)?;
    audit::note(tx, act, "contract.active", &id, "")?;
    let live = bids::list_live_of_brief(tx, brief.id)?;
    let finalists = live.iter().filter(|bid| bid.id != winner.id).chain([winner]).filter(|bid| bid.state == BidState::Shortlisted);
    let fees: Vec<(&Bid, Minor)> = finalists.map(|finalist| (finalist, brief.fund.finalist_fee)).collect();
    pay(tx, act, brief, &fees)
}

/// Nobody won in time: the prize is split among the finalists, or among all entries where none was named. What is left goes back with the brief.
pub fn split(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(brief) = clock.brief.map(|id| briefs::get(tx, id)).transpose()? else { return Ok(()) };
    if !brief.is_contest() || brief.state != BriefState::Judging {
        return Ok(());
    }
    briefs::hold(tx, &brief)?;
    let live = bids::list_live_of_brief(tx, brief.id)?;
    let named = |bid: &&Bid| bid.state == BidState::Shortlisted;
    let has_finalists = live.iter().any(|bid| named(&bid));
    let mut heirs: Vec<&Bid> = live.iter().filter(|bid| !has_finalists || named(bid)).collect();
    heirs.sort_by_key(|bid| bid.id.to_string());
    if heirs.is_empty() {
        return Ok(());
    }
    let prize = brief.budget.map_or(Minor::ZERO, |budget| budget.max);
    let fee = if has_finalists { brief.fund.finalist_fee } else { Minor::ZERO };
    let shares = prize.split(&vec![1; heirs.len()])?;
    let owed: Vec<(&Bid, Minor)> =
        heirs.into_iter().zip(shares).map(|(bid, share)| Ok((bid, share.plus(fee)?))).collect::<Result<_, MoneyError>>()?;
    pay(tx, act, &brief, &owed)?;
    Ok(audit::note(tx, act, "brief.prize_split", &brief.id, "")?)
}

/// So much of what is set aside goes to each bidder without a contract, and clears.
pub(super) fn pay(tx: &mut Tx<'_>, act: &Act, brief: &Brief, owed: &[(&Bid, Minor)]) -> Result<(), Failure> {
    let creators: Vec<CreatorId> = owed.iter().map(|(bid, _)| bid.creator).collect();
    let hours = tiers::clearances(tx, &creators, act.at)?;
    for (bid, amount) in owed.iter().filter(|(_, amount)| amount.is_positive()) {
        pay_one(tx, act, brief, (bid, *amount), act.at.plus_hours(hours(bid.creator)))?;
    }
    Ok(())
}

fn pay_one(tx: &mut Tx<'_>, act: &Act, brief: &Brief, (bid, amount): (&Bid, Minor), due: Instant) -> Result<(), Failure> {
    let rates = brief.fund.rates.ok_or(STATE_REFUSED)?;
    let share = Aside { brief: brief.id, org: brief.org, currency: brief.currency, amount, merchant_fee: amount.share(rates.0)? };
    ledger::post(tx, act, &postings::prize_share(&share, (bid.creator, rates.1), bid.id.to_string())?)?;
    let net = Money::new(amount.minus(amount.share(rates.1)?)?, brief.currency);
    let clock = NewClock {
        kind: ClockKind::PrizeClearance,
        // Not the bid itself, whose clocks end with it.
        subject: format!("{SHARE}{}", bid.id),
        brief: None,
        contract: None,
        milestone: None,
        due,
        money: Some(net),
    };
    clocks::start(tx, act.at, &clock)?;
    let notice = Notice {
        kind: NoticeKind::PrizeShared,
        subject: bid.id.to_string(),
        url: format!("/bids/{}", bid.id),
        needs_action: false,
        params: vec![("brief", Param::text(&brief.title)), ("amount", net.into()), ("due", due.into())],
    };
    notices::tell_creator(tx, act, bid.creator, &notice)
}

/// M5: such a share is free.
pub(super) fn clear(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let bid = clock.subject.strip_prefix(SHARE).and_then(|id| id.parse().ok());
    let Some((id, money)) = bid.zip(clock.money) else { return Ok(()) };
    let bid = bids::get(tx, id)?;
    let cleared = postings::clear_share(bid.brief, bid.creator, (money.currency, money.amount), clock.subject.clone())?;
    ledger::post(tx, act, &cleared)?;
    Ok(())
}

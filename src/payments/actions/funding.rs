//! Funding milestones: from the wallet if it covers them, else by a payment for what is missing.

use super::checkouts::{self, Asked};
use crate::audit::Act;
use crate::contracts::{self, Contract, Milestone, MilestoneState};
use crate::failure::{ACT_FORBIDDEN, Failure, MONEY_CURRENCY, STATE_REFUSED};
use crate::ledger::{self, Account};
use crate::payments::model::{Checkout, Till};
use crate::payments::store;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{CheckoutId, ContractId, MilestoneId};
use crate::primitives::{Instant, Minor, Money};
use crate::sessions::{Person, Right};

/// What funding some milestones takes, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The deal.
    pub contract: Contract,
    /// Every milestone that can be funded now.
    pub planned: Vec<Milestone>,
    /// Those that are to be funded.
    pub chosen: Vec<MilestoneId>,
    /// What they cost, the fee not included; minor units.
    pub price: Minor,
    /// The merchant's fee on it.
    pub fee: Minor,
    /// What the wallet gives.
    pub from_wallet: Minor,
    /// What is to be paid: at least what the provider takes, so a little may stay in the wallet.
    pub to_pay: Minor,
}

/// What came of funding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Funding {
    /// The wallet covered it; the money is held.
    Funded,
    /// A payment was asked for; the deal funds itself when it arrives.
    Checkout(CheckoutId),
}

/// What funding would take. `chosen` empty means all that are planned. Refusals: `state.refused` if one is not planned, or none is left; forbidden to
/// the creator and to members who do not move money.
pub fn quote(
    conn: &mut Conn,
    person: &Person,
    id: ContractId,
    chosen: &[MilestoneId],
    (minimum, now): (Minor, Instant),
) -> Result<Quote, Failure> {
    let (contract, _) = contracts::see_contract(conn, person, id)?;
    if !person.is_member(contract.org) {
        return Err(ACT_FORBIDDEN.into());
    }
    person.can(contract.org, Right::MoveMoney)?;
    let all = contracts::list_milestones(conn, id)?;
    if chosen.iter().any(|one| !all.iter().any(|milestone| milestone.id == *one)) {
        return Err(Failure::NotFound);
    }
    let planned: Vec<Milestone> = all.into_iter().filter(|milestone| milestone.state == MilestoneState::Planned).collect();
    let wanted = |milestone: &&Milestone| chosen.is_empty() || chosen.contains(&milestone.id);
    let picked: Vec<&Milestone> = planned.iter().filter(wanted).collect();
    if !contract.takes_money(now) || picked.is_empty() || (!chosen.is_empty() && picked.len() != chosen.len()) {
        return Err(STATE_REFUSED.into());
    }
    let price = Minor::sum(picked.iter().map(|milestone| milestone.price))?;
    let fee = Minor::sum(picked.iter().map(|milestone| milestone.merchant_fee))?;
    let total = price.plus(fee)?;
    let free = ledger::balance(conn, &Account::Wallet(contract.org), contract.currency)?;
    let missing = total.minus(free.min(total))?;
    let to_pay = if missing.is_positive() { missing.max(minimum) } else { Minor::ZERO };
    let chosen = picked.iter().map(|milestone| milestone.id).collect();
    Ok(Quote { from_wallet: total.minus(missing)?, contract, planned, chosen, price, fee, to_pay })
}

/// A member who moves money funds milestones: from the wallet at once if it covers them (M2), else by a checkout for what is missing. A checkout that
/// awaits exactly this payment already is the answer again.
pub fn fund(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    (id, chosen): (ContractId, &[MilestoneId]),
    till: &Till,
) -> Result<Funding, Failure> {
    let quote = quote(tx, person, id, chosen, (till.minimum, act.at))?;
    person.confirmed()?;
    if quote.to_pay.is_zero() {
        contracts::fund(tx, act, id, &quote.chosen)?;
        return Ok(Funding::Funded);
    }
    let money = Money::new(quote.to_pay, quote.contract.currency);
    let mut wanted = quote.chosen.clone();
    wanted.sort();
    // Whoever finds it without holding the contract keeps nobody waiting; whoever does not looks again when nobody else can ask any more.
    if let Some(open) = awaited(tx, act, (id, money), &wanted)? {
        return Ok(Funding::Checkout(open));
    }
    contracts::hold_contract(tx, &quote.contract)?;
    if let Some(open) = awaited(tx, act, (id, money), &wanted)? {
        return Ok(Funding::Checkout(open));
    }
    let (org, title) = (quote.contract.org, quote.contract.title);
    let asked = Asked { org, by: person.id, money, contract: Some(id), milestones: wanted, title };
    Ok(Funding::Checkout(checkouts::ask(tx, act, &asked, till)?))
}

/// What funding all that is planned of several deals takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// Each deal by itself.
    pub quotes: Vec<Quote>,
    /// Prices and fees.
    pub total: Money,
    /// What the wallet gives.
    pub from_wallet: Minor,
    /// What is to be paid.
    pub to_pay: Minor,
}

/// As [`quote`], for several deals of one organisation in one currency. Refusals: those of [`quote`], `money.currency`.
pub fn quote_all(conn: &mut Conn, person: &Person, ids: &[ContractId], at: (Minor, Instant)) -> Result<Bundle, Failure> {
    let quotes = ids.iter().map(|id| quote(conn, person, *id, &[], at)).collect::<Result<Vec<_>, _>>()?;
    let first = quotes.first().map(|quote| (quote.contract.org, quote.contract.currency)).ok_or(Failure::NotFound)?;
    if quotes.iter().any(|quote| (quote.contract.org, quote.contract.currency) != first) {
        return Err(MONEY_CURRENCY.into());
    }
    let totals = quotes.iter().map(|quote| quote.price.plus(quote.fee)).collect::<Result<Vec<_>, _>>()?;
    let total = Minor::sum(totals)?;
    let free = ledger::balance(conn, &Account::Wallet(first.0), first.1)?;
    let missing = total.minus(free.min(total))?;
    let to_pay = if missing.is_positive() { missing.max(at.0) } else { Minor::ZERO };
    Ok(Bundle { from_wallet: total.minus(missing)?, total: Money::new(total, first.1), quotes, to_pay })
}

/// A member who moves money funds several deals at once: from the wallet if it covers all of them, else by one checkout for what is missing.
pub fn fund_all(tx: &mut Tx<'_>, act: &Act, person: &Person, ids: &[ContractId], till: &Till) -> Result<Funding, Failure> {
    let bundle = quote_all(tx, person, ids, (till.minimum, act.at))?;
    person.confirmed()?;
    if bundle.to_pay.is_zero() {
        for quote in &bundle.quotes {
            contracts::fund(tx, act, quote.contract.id, &quote.chosen)?;
        }
        return Ok(Funding::Funded);
    }
    let Some(first) = bundle.quotes.first() else { return Err(Failure::NotFound) };
    let mut milestones: Vec<MilestoneId> = bundle.quotes.iter().flat_map(|quote| quote.chosen.clone()).collect();
    milestones.sort();
    let (org, title) = (first.contract.org, first.contract.title.clone());
    let money = Money::new(bundle.to_pay, bundle.total.currency);
    let asked = Asked { org, by: person.id, money, contract: None, milestones, title };
    Ok(Funding::Checkout(checkouts::ask(tx, act, &asked, till)?))
}

/// The open checkout of exactly this payment.
fn awaited(tx: &mut Tx<'_>, act: &Act, (id, money): (ContractId, Money), wanted: &[MilestoneId]) -> Result<Option<CheckoutId>, Failure> {
    for open in store::list_open_of_contract(tx, id, act.at)? {
        if open.money == money && store::list_chosen(tx, open.id)? == wanted {
            return Ok(Some(open.id));
        }
    }
    Ok(None)
}

/// The payment for some milestones arrived: those still planned are funded if the wallet covers them now; what is not used stays there.
pub(super) fn fund_paid(tx: &mut Tx<'_>, act: &Act, checkout: &Checkout) -> Result<(), Failure> {
    let chosen = store::list_chosen(tx, checkout.id)?;
    let mut deals: Vec<ContractId> = Vec::new();
    for id in &chosen {
        let deal = contracts::get_milestone(tx, *id)?.contract;
        if !deals.contains(&deal) {
            deals.push(deal);
        }
    }
    deals.into_iter().try_for_each(|deal| fund_deal(tx, act, deal, &chosen))
}

fn fund_deal(tx: &mut Tx<'_>, act: &Act, id: ContractId, chosen: &[MilestoneId]) -> Result<(), Failure> {
    let contract = contracts::get(tx, id)?;
    let all = contracts::list_milestones(tx, id)?;
    let waits = |milestone: &&Milestone| milestone.state == MilestoneState::Planned && chosen.contains(&milestone.id);
    let waiting: Vec<&Milestone> = all.iter().filter(waits).collect();
    if contract.state.is_terminal() || waiting.is_empty() {
        return Ok(());
    }
    let mut total = Minor::ZERO;
    for milestone in &waiting {
        total = total.plus(milestone.total()?)?;
    }
    if ledger::balance(tx, &Account::Wallet(contract.org), contract.currency)? < total {
        return Ok(());
    }
    let ids: Vec<MilestoneId> = waiting.iter().map(|milestone| milestone.id).collect();
    contracts::fund(tx, act, id, &ids)
}

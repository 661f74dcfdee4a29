//! What a wallet shows, read on one snapshot.

use super::shares::{self, Shares};
use super::{Month, Owner, View, csv};
use crate::agencies;
use crate::clocks::{self, ClockKind};
use crate::contracts::{self, ContractState, Whose};
use crate::failure::Failure;
use crate::ledger::{self, Account, AgencyBalance, CreatorBalance, Movement, OrgBalance, Payee, Statement};
use crate::operations::{self, Fuse};
use crate::payments::{self, Checkout, Withdrawal};
use crate::payouts::{self, Late, PayoutRow};
use crate::platform::db::Conn;
use crate::primitives::id::{ContractId, CreatorId};
use crate::primitives::{Currency, Cursor, Instant, Limit, Minor, Money, Zone};
use std::collections::{HashMap, HashSet};

/// How many months a statement can be chosen from.
const MONTHS: usize = 24;
/// How many things that come next are listed.
const COMING: usize = 5;

/// The figures, by whose they are.
pub(super) enum Figures {
    Org(Vec<OrgBalance>),
    Creator(Vec<CreatorBalance>, Vec<Money>),
    Agency(Vec<AgencyBalance>),
}

/// Money that becomes free by itself.
pub(super) struct Coming {
    pub(super) at: Instant,
    pub(super) money: Money,
    pub(super) contract: ContractId,
    pub(super) title: String,
}

/// Everything that a wallet shows.
pub(super) struct Seen {
    pub(super) view: View,
    pub(super) currency: Currency,
    pub(super) figures: Figures,
    /// What an organisation owes after a lost chargeback.
    pub(super) owed: Money,
    pub(super) coming: Vec<Coming>,
    pub(super) checkouts: Vec<Checkout>,
    /// With why each is late, if it is.
    pub(super) withdrawals: Vec<(Withdrawal, Option<Late>)>,
    pub(super) payouts: Vec<PayoutRow>,
    pub(super) moves: Vec<Movement>,
    pub(super) titles: HashMap<ContractId, String>,
    /// The deals that the reader may open.
    pub(super) open: HashSet<ContractId>,
    pub(super) months: Vec<Month>,
    pub(super) next: Option<Cursor>,
}

pub(super) fn look(
    conn: &mut Conn,
    view: &View,
    zone: &Zone,
    after: Option<&Cursor>,
    (now, limit): (Instant, Limit),
) -> Result<Seen, Failure> {
    let figures = match view.owner {
        Owner::Org(org, _) => Figures::Org(ledger::balances_of_org(conn, org)?),
        Owner::Creator(creator) => Figures::Creator(ledger::balances_of_creator(conn, creator)?, ledger::held_for_creator(conn, creator)?),
        Owner::Agency(org) => Figures::Agency(ledger::balances_of_agency(conn, org)?),
    };
    let currency = view.currency.unwrap_or_else(|| first_currency(&figures));
    let of = statement_of(view, currency, zone);
    let slice = ledger::list_movements(conn, &of, after, limit)?;
    let (titles, open) = titles(conn, view, &slice.items)?;
    let months = months(ledger::first_moved_at(conn, &of.account, currency)?, now, zone);
    let owed = match view.owner {
        Owner::Org(org, _) | Owner::Agency(org) => ledger::balance(conn, &Account::DebtOfOrg(org), currency)?,
        Owner::Creator(_) => Minor::ZERO,
    };
    let mut seen = Seen {
        view: view.clone(),
        currency,
        figures,
        owed: Money::new(owed, currency),
        coming: Vec::new(),
        checkouts: Vec::new(),
        withdrawals: Vec::new(),
        payouts: Vec::new(),
        moves: slice.items,
        titles,
        open,
        months,
        next: slice.next,
    };
    match view.owner {
        Owner::Org(org, _) => {
            seen.checkouts = payments::list_open_checkouts(conn, org, 10)?;
            let paused = operations::is_blown(conn, Fuse::Money)?;
            for withdrawal in payments::list_open_withdrawals(conn, org, 10)? {
                let calls = operations::list_of_withdrawal(conn, withdrawal.id)?;
                let late = calls.iter().filter_map(|call| Late::of(call, paused)).max();
                seen.withdrawals.push((withdrawal, late));
            }
        }
        Owner::Creator(creator) => {
            seen.coming = coming(conn, creator)?;
            seen.payouts = latest(conn, Payee::Creator(creator))?;
        }
        Owner::Agency(org) => seen.payouts = latest(conn, Payee::Agency(org))?,
    }
    Ok(seen)
}

/// The newest payouts.
fn latest(conn: &mut Conn, payee: Payee) -> Result<Vec<PayoutRow>, Failure> {
    let account = payouts::find_account(conn, payee)?;
    let latest = payouts::list_of_payee(conn, payee, None, Limit::PAGE)?;
    latest.items.iter().take(COMING).map(|payout| payouts::row(conn, payout, account.as_ref())).collect()
}

fn first_currency(figures: &Figures) -> Currency {
    let first = match figures {
        Figures::Org(balances) => balances.first().map(|balance| balance.currency),
        Figures::Creator(balances, held) => {
            balances.first().map(|balance| balance.currency).or_else(|| held.first().map(|money| money.currency))
        }
        Figures::Agency(balances) => balances.first().map(|balance| balance.currency),
    };
    first.unwrap_or(Currency::Cny)
}

fn statement_of(view: &View, currency: Currency, zone: &Zone) -> Statement {
    let account = match view.owner {
        Owner::Org(org, _) => Account::Wallet(org),
        Owner::Creator(creator) if view.clearing => Account::Pending(creator),
        Owner::Creator(creator) => Account::Available(creator),
        Owner::Agency(org) => Account::AvailableOfOrg(org),
    };
    Statement { account, currency, between: view.month.and_then(|month| month.span(zone)) }
}

/// What deals are called, and which of them may be opened.
type Named = (HashMap<ContractId, String>, HashSet<ContractId>);

/// What the deals are called; to an agency with the name of the creator before it, and open to it only where the creator signed that.
fn titles(conn: &mut Conn, view: &View, moves: &[Movement]) -> Result<Named, Failure> {
    let agency = if let Owner::Agency(org) = view.owner { Some(org) } else { None };
    let spoken_for = agency.map(|org| agencies::list_spoken_for(conn, org, None)).transpose()?;
    let (mut titles, mut open) = (HashMap::new(), HashSet::new());
    for id in moves.iter().filter_map(|movement| movement.contract_id) {
        if let std::collections::hash_map::Entry::Vacant(entry) = titles.entry(id)
            && let Some(contract) = contracts::find(conn, id)?
        {
            if spoken_for.as_ref().is_none_or(|creators| creators.contains(&contract.creator)) {
                open.insert(id);
            }
            let title = if agency.is_some() {
                format!("{} · {}", contracts::parties(conn, &contract)?.creator_name, contract.title)
            } else {
                contract.title
            };
            entry.insert(title);
        }
    }
    Ok((titles, open))
}

/// From this month back to the first in which something moved.
fn months(first: Option<Instant>, now: Instant, zone: &Zone) -> Vec<Month> {
    let Some(first) = first.map(|first| Month::of(first, zone)) else { return Vec::new() };
    let mut months = Vec::new();
    let mut month = Month::of(now, zone);
    while months.len() < MONTHS {
        months.push(month);
        if month == first {
            break;
        }
        month = month.before();
    }
    months
}

/// What clears next for a creator.
fn coming(conn: &mut Conn, creator: CreatorId) -> Result<Vec<Coming>, Failure> {
    let Some(limit) = Limit::new(100) else { return Ok(Vec::new()) };
    let states = [ContractState::Active, ContractState::Completed, ContractState::Cancelled];
    let deals = contracts::list(conn, Whose::Sides(&[], &[creator]), &states, None, limit)?.items;
    let ids: Vec<ContractId> = deals.iter().map(|deal| deal.id).collect();
    let clocks = clocks::next_of_contracts(conn, &ids)?;
    let clearing = clocks.into_iter().filter(|clock| clock.kind == ClockKind::Clearance);
    let of = |clock: clocks::Clock| {
        let deal = deals.iter().find(|deal| Some(deal.id) == clock.contract)?;
        let money = clock.money.unwrap_or(Money::new(Minor::ZERO, deal.currency));
        Some(Coming { at: clock.due_at, money, contract: deal.id, title: deal.title.clone() })
    };
    Ok(clearing.filter_map(of).take(COMING).collect())
}

/// The lines of a statement as CSV, oldest first.
pub(super) fn statement(conn: &mut Conn, view: &View, zone: &Zone) -> Result<String, Failure> {
    const MOST: usize = 20_000;
    let figures_first = match (view.currency, view.owner) {
        (Some(currency), _) => currency,
        (None, Owner::Org(org, _)) => first_currency(&Figures::Org(ledger::balances_of_org(conn, org)?)),
        (None, Owner::Creator(creator)) => first_currency(&Figures::Creator(ledger::balances_of_creator(conn, creator)?, Vec::new())),
        (None, Owner::Agency(org)) => first_currency(&Figures::Agency(ledger::balances_of_agency(conn, org)?)),
    };
    let of = statement_of(view, figures_first, zone);
    let Some(limit) = Limit::new(100) else { return Ok(String::new()) };
    let is_agency = matches!(view.owner, Owner::Agency(_));
    let (mut lines, mut after) = (Vec::new(), None);
    loop {
        let slice = ledger::list_movements(conn, &of, after.as_ref(), limit)?;
        let (titles, _) = titles(conn, view, &slice.items)?;
        let shares = if is_agency { Some(Shares::load(conn, &slice.items)?) } else { None };
        for movement in &slice.items {
            let mut cells = cells(movement, &titles);
            if let Some(shares) = &shares {
                cells.extend(shares.cells(movement)?);
            }
            lines.push(csv_line(&cells));
        }
        after = slice.next;
        if after.is_none() || lines.len() >= MOST {
            break;
        }
    }
    let mut head = HEAD.to_vec();
    if is_agency {
        head.extend(shares::HEAD);
    }
    Ok(std::iter::once(csv::line(&head)).chain(lines.into_iter().rev()).collect())
}

/// The columns of every statement.
const HEAD: [&str; 10] =
    ["at", "kind", "account", "currency", "money_in", "money_out", "balance_after", "contract_id", "contract", "txn_id"];

fn csv_line(cells: &[String]) -> String {
    csv::line(&cells.iter().map(String::as_str).collect::<Vec<_>>())
}

fn cells(movement: &Movement, titles: &HashMap<ContractId, String>) -> Vec<String> {
    let contract = movement.contract_id.map(|id| id.to_string()).unwrap_or_default();
    let title = movement.contract_id.and_then(|id| titles.get(&id)).cloned().unwrap_or_default();
    // Two columns and no sign: a cell that begins with `-` reads as a formula.
    let plain = |amount: Minor| Money::new(amount, movement.amount.currency).plain();
    let amount = movement.amount.amount;
    let (came, went) = if amount.is_positive() { (plain(amount), String::new()) } else { (String::new(), plain(Minor(-amount.0))) };
    vec![
        movement.at.rfc3339(),
        movement.kind.to_string(),
        movement.account.clone(),
        movement.amount.currency.to_string(),
        came,
        went,
        movement.balance_after.plain(),
        contract,
        title,
        movement.txn_id.to_string(),
    ]
}

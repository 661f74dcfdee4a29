//! What a wallet looks like to its template.

use super::read::{Figures, Seen};
use super::{Month, Owner};
use crate::ledger::Kind;
use crate::payouts::{Late, PayoutRow};
use crate::primitives::id::{ContractId, OrgId};
use crate::primitives::{Currency, Instant, Minor, Money};
use crate::sessions::{Person, Right};
use crate::web::Page;
use serde::Serialize;

/// A view of the same page; the label is a text of the site or, where that has none, a name.
#[derive(Debug, Serialize)]
struct Tab {
    url: String,
    label: String,
    current: bool,
}

/// A figure; its words are `wallet-{key}`.
#[derive(Debug, Serialize)]
struct Figure {
    key: &'static str,
    money: Money,
    state: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct ComingRow {
    at: Instant,
    money: Money,
    url: String,
    title: String,
}

/// A payment that is awaited, or money on its way back.
#[derive(Debug, Serialize)]
struct OpenRow {
    key: &'static str,
    money: Money,
    url: Option<String>,
    /// Why it takes longer than it should.
    late: Option<Late>,
    at: Instant,
}

#[derive(Debug, Serialize)]
struct MoveRow {
    kind: Kind,
    gain: bool,
    amount: Money,
    after: Money,
    contract: Option<ContractId>,
    title: Option<String>,
    at: Instant,
}

#[derive(Debug, Serialize)]
struct MonthOpt {
    value: String,
    current: bool,
}

/// `GET /wallet`
#[derive(Debug, Serialize)]
pub(super) struct WalletPage {
    org: Option<OrgId>,
    owner: String,
    currency: &'static str,
    clearing: bool,
    owners: Vec<Tab>,
    currencies: Vec<Tab>,
    figures: Vec<Figure>,
    more: Vec<Figure>,
    may_move: bool,
    coming: Vec<ComingRow>,
    open: Vec<OpenRow>,
    payouts: Vec<PayoutRow>,
    moves: Vec<MoveRow>,
    months: Vec<MonthOpt>,
    available_url: Option<String>,
    clearing_url: Option<String>,
    next: Option<String>,
    csv: String,
}

impl Page for WalletPage {
    const TEMPLATE: &'static str = "screens/wallet.html";
    const ACTIVE: &'static str = "wallet";
}

/// The address of a wallet, with what was chosen.
fn address(owner: Owner, currency: Currency, clearing: bool, month: Option<Month>) -> String {
    let mut query = Vec::new();
    if let Owner::Org(org) = owner {
        query.push(format!("org_id={org}"));
    }
    query.push(format!("currency={currency}"));
    if clearing {
        query.push("account=clearing".to_owned());
    }
    if let Some(month) = month {
        query.push(format!("month={month}"));
    }
    query.join("&")
}

impl WalletPage {
    pub(super) fn of(person: &Person, seen: Seen, next: Option<String>) -> Self {
        use crate::primitives::Choice as _;
        let (owner, currency, clearing, month) = (seen.view.owner, seen.currency, seen.view.clearing, seen.view.month);
        let here = address(owner, currency, clearing, month);
        let (figures, mut more) = figures(&seen.figures, currency);
        if seen.owed.amount.is_positive() {
            more.push(Figure { key: "debt", money: seen.owed, state: None });
        }
        let view =
            |clearing: bool| matches!(owner, Owner::Creator(_)).then(|| format!("/wallet?{}", address(owner, currency, clearing, month)));
        let org = if let Owner::Org(org) = owner { Some(org) } else { None };
        Self {
            org,
            owner: org.and_then(|org| person.membership(org)).map_or_else(|| person.name.clone(), |member| member.org_name.clone()),
            currency: currency.word(),
            clearing,
            owners: owners(person, owner),
            currencies: currencies(&seen.figures, owner, currency),
            figures,
            more,
            may_move: org.is_none_or(|org| person.has(org, Right::MoveMoney)),
            coming: coming(&seen, currency),
            open: open(&seen),
            months: seen.months.iter().map(|one| MonthOpt { value: one.to_string(), current: month == Some(*one) }).collect(),
            moves: moves(&seen),
            payouts: seen.payouts,
            available_url: view(false),
            clearing_url: view(true),
            next: next.map(|cursor| format!("/wallet?{here}&cursor={cursor}")),
            csv: format!("/wallet/statement.csv?{here}"),
        }
    }
}

fn owners(person: &Person, current: Owner) -> Vec<Tab> {
    let mut all = Vec::new();
    if let Ok(creator) = person.creator_id() {
        all.push(Tab { url: "/wallet".to_owned(), label: person.name.clone(), current: current == Owner::Creator(creator) });
    }
    for member in person.memberships.iter().filter(|member| member.role.allows(Right::ReadMoney)) {
        let url = format!("/wallet?org_id={}", member.org);
        all.push(Tab { url, label: member.org_name.clone(), current: current == Owner::Org(member.org) });
    }
    if all.len() > 1 { all } else { Vec::new() }
}

fn currencies(figures: &Figures, owner: Owner, current: Currency) -> Vec<Tab> {
    let mut seen: Vec<Currency> = match figures {
        Figures::Org(balances) => balances.iter().map(|balance| balance.currency).collect(),
        Figures::Creator(balances, held) => {
            balances.iter().map(|balance| balance.currency).chain(held.iter().map(|money| money.currency)).collect()
        }
    };
    seen.sort();
    seen.dedup();
    let tab = |currency: Currency| Tab {
        url: format!("/wallet?{}", address(owner, currency, false, None)),
        label: currency.to_string(),
        current: currency == current,
    };
    if seen.len() > 1 { seen.into_iter().map(tab).collect() } else { Vec::new() }
}

/// The three large figures, and the smaller ones that are not zero.
fn figures(figures: &Figures, currency: Currency) -> (Vec<Figure>, Vec<Figure>) {
    let zero = Money::new(Minor::ZERO, currency);
    let figure = |key, money: Option<Money>, state| Figure { key, money: money.unwrap_or(zero), state };
    let (large, small) = match figures {
        Figures::Org(balances) => {
            let of = balances.iter().find(|balance| balance.currency == currency);
            (
                vec![
                    figure("held", of.map(|one| one.held), Some("held")),
                    figure("free", of.map(|one| one.free), None),
                    figure("spent", of.map(|one| one.spent), None),
                ],
                vec![figure("frozen", of.map(|one| one.frozen), None), figure("in-pools", of.map(|one| one.in_pools), None)],
            )
        }
        Figures::Creator(balances, held) => {
            let of = balances.iter().find(|balance| balance.currency == currency);
            let held = held.iter().find(|money| money.currency == currency).copied();
            (
                vec![
                    figure("held-for-you", held, Some("held")),
                    figure("clearing", of.map(|one| one.pending), None),
                    figure("available", of.map(|one| one.available), Some("released")),
                ],
                vec![
                    figure("in-transit", of.map(|one| one.in_transit), None),
                    figure("paid-out", of.map(|one| one.paid_out), None),
                    figure("on-hold", of.map(|one| one.on_hold), None),
                    figure("debt", of.map(|one| one.debt), None),
                ],
            )
        }
    };
    (large, small.into_iter().filter(|figure| !figure.money.amount.is_zero()).collect())
}

fn coming(seen: &Seen, currency: Currency) -> Vec<ComingRow> {
    let own = seen.coming.iter().filter(|coming| coming.money.currency == currency);
    own.map(|coming| ComingRow {
        at: coming.at,
        money: coming.money,
        url: format!("/contracts/{}", coming.contract),
        title: coming.title.clone(),
    })
    .collect()
}

fn open(seen: &Seen) -> Vec<OpenRow> {
    let checkouts = seen.checkouts.iter().map(|checkout| OpenRow {
        key: "awaited",
        money: checkout.money,
        url: Some(format!("/checkouts/{}", checkout.id)),
        late: None,
        at: checkout.created_at,
    });
    let withdrawals = seen.withdrawals.iter().map(|(one, late)| OpenRow {
        key: "going-back",
        money: one.money,
        url: None,
        late: *late,
        at: one.created_at,
    });
    checkouts.chain(withdrawals).collect()
}

fn moves(seen: &Seen) -> Vec<MoveRow> {
    let row = |movement: &crate::ledger::Movement| MoveRow {
        kind: movement.kind,
        gain: movement.amount.amount.is_positive(),
        amount: movement.amount,
        after: movement.balance_after,
        contract: movement.contract_id,
        title: movement.contract_id.and_then(|id| seen.titles.get(&id)).cloned(),
        at: movement.at,
    };
    seen.moves.iter().map(row).collect()
}

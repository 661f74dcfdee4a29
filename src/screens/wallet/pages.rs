//! What a wallet looks like to its template.

use super::read::{Figures, Seen};
use super::{Month, Owner};
use crate::ledger::{Kind, Movement};
use crate::payouts::{Late, PayoutRow};
use crate::primitives::id::{ContractId, OrgId};
use crate::primitives::{Currency, Instant, Minor, Money};
use crate::sessions::{OrgKind, Person, Right};
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
    /// The share of an agency, in its books or in the creator's.
    is_share: bool,
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
    /// Under which address payouts are asked for, where there are some.
    payouts_home: Option<String>,
    owner: String,
    currency: &'static str,
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
    /// The accounts whose movements may be looked at, if there are several.
    views: Vec<Tab>,
    /// What stands in the address for the account that is looked at.
    account: &'static str,
    next: Option<String>,
    csv: String,
}

impl Page for WalletPage {
    const TEMPLATE: &'static str = "screens/wallet.html";
    const ACTIVE: &'static str = "wallet";
}

/// What stands in the address for an account.
const fn account(owner: Owner, clearing: bool) -> &'static str {
    match owner {
        Owner::Org(_, OrgKind::Agency) => "own",
        Owner::Creator(_) if clearing => "clearing",
        Owner::Creator(_) | Owner::Org(_, OrgKind::Merchant) | Owner::Agency(_) => "",
    }
}

/// The accounts of an owner whose movements may be looked at; the labels are texts.
fn views(owner: Owner, (currency, clearing, month): (Currency, bool, Option<Month>)) -> Vec<Tab> {
    let tab = |owner: Owner, clearing: bool, label: &str, current: bool| Tab {
        url: format!("/wallet?{}", address(owner, currency, clearing, month)),
        label: label.to_owned(),
        current,
    };
    match owner {
        Owner::Creator(_) => vec![tab(owner, false, "wallet-available", !clearing), tab(owner, true, "wallet-clearing", clearing)],
        Owner::Org(_, OrgKind::Merchant) => Vec::new(),
        Owner::Org(org, OrgKind::Agency) | Owner::Agency(org) => {
            let shares = matches!(owner, Owner::Agency(_));
            vec![
                tab(Owner::Agency(org), false, "wallet-shares", shares),
                tab(Owner::Org(org, OrgKind::Agency), false, "wallet-own", !shares),
            ]
        }
    }
}

/// The address of a wallet, with what was chosen.
fn address(owner: Owner, currency: Currency, clearing: bool, month: Option<Month>) -> String {
    let mut query = Vec::new();
    if let Owner::Org(org, _) | Owner::Agency(org) = owner {
        query.push(format!("org_id={org}"));
    }
    query.push(format!("currency={currency}"));
    if !account(owner, clearing).is_empty() {
        query.push(format!("account={}", account(owner, clearing)));
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
        let org = match owner {
            Owner::Org(org, _) | Owner::Agency(org) => Some(org),
            Owner::Creator(_) => None,
        };
        Self {
            org,
            payouts_home: match owner {
                Owner::Org(..) => None,
                Owner::Creator(_) => Some("/wallet".to_owned()),
                Owner::Agency(org) => Some(format!("/agencies/{org}")),
            },
            owner: org.and_then(|org| person.membership(org)).map_or_else(|| person.name.clone(), |member| member.org_name.clone()),
            currency: currency.word(),
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
            views: views(owner, (currency, clearing, month)),
            account: account(owner, clearing),
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
        let current = current == Owner::Org(member.org, member.kind) || current == Owner::Agency(member.org);
        all.push(Tab { url, label: member.org_name.clone(), current });
    }
    if all.len() > 1 { all } else { Vec::new() }
}

fn currencies(figures: &Figures, owner: Owner, current: Currency) -> Vec<Tab> {
    let mut seen: Vec<Currency> = match figures {
        Figures::Org(balances) => balances.iter().map(|balance| balance.currency).collect(),
        Figures::Creator(balances, held) => {
            balances.iter().map(|balance| balance.currency).chain(held.iter().map(|money| money.currency)).collect()
        }
        Figures::Agency(balances) => balances.iter().map(|balance| balance.currency).collect(),
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
        Figures::Agency(balances) => {
            let of = balances.iter().find(|balance| balance.currency == currency);
            (
                vec![
                    figure("available", of.map(|one| one.available), Some("released")),
                    figure("in-transit", of.map(|one| one.in_transit), None),
                    figure("paid-out", of.map(|one| one.paid_out), None),
                ],
                Vec::new(),
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

/// What clears for a creator is a gain; what leaves him in the same act is an agency's share, and what comes to an agency is nothing else.
fn is_share(movement: &Movement) -> bool {
    movement.kind == Kind::Clear && movement.reference.ends_with("/agency")
}

fn moves(seen: &Seen) -> Vec<MoveRow> {
    let row = |movement: &Movement| MoveRow {
        kind: movement.kind,
        is_share: is_share(movement),
        gain: movement.amount.amount.is_positive(),
        amount: movement.amount,
        after: movement.balance_after,
        // What the reader may not open, he sees the name of.
        contract: movement.contract_id.filter(|id| seen.open.contains(id)),
        title: movement.contract_id.and_then(|id| seen.titles.get(&id)).cloned(),
        at: movement.at,
    };
    seen.moves.iter().map(row).collect()
}

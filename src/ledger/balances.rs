//! What stands where: balances as their owners see them.

use super::account::{Account, Payee, Side};
use super::store;
use super::transaction::Kind;
use crate::platform::db::{Conn, DbError};
use crate::primitives::id::{CreatorId, OrgId};
use crate::primitives::{Currency, Instant, Minor, Money};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What an organisation has in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct OrgBalance {
    /// Of every figure here.
    pub currency: Currency,
    /// In the wallet, free to use.
    pub free: Money,
    /// Set aside for briefs, fees included.
    pub in_pools: Money,
    /// Held for milestones, fees included.
    pub held: Money,
    /// The disputed parts.
    pub frozen: Money,
    /// What went to creators and in fees, for good unless a dispute says otherwise.
    pub spent: Money,
}

/// What a creator has in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct CreatorBalance {
    /// Of every figure here.
    pub currency: Currency,
    /// Earned and clearing.
    pub pending: Money,
    /// May be paid out.
    pub available: Money,
    /// Kept back for risk or a chargeback.
    pub on_hold: Money,
    /// Payouts on their way.
    pub in_transit: Money,
    /// Owed to us.
    pub debt: Money,
    /// What arrived outside.
    pub paid_out: Money,
}

/// The shares of an agency in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct AgencyBalance {
    /// Of every figure here.
    pub currency: Currency,
    /// May be paid out.
    pub available: Money,
    /// Payouts on their way.
    pub in_transit: Money,
    /// What arrived outside.
    pub paid_out: Money,
}

/// The balance of an account on its own side: what is owed to its owner, earned, or had; minor units. Zero if nothing ever moved.
pub fn balance(conn: &mut Conn, account: &Account, currency: Currency) -> Result<Minor, DbError> {
    let signed = store::find_balance(conn, &account.to_string(), currency)?;
    Ok(on_own_side(account.side(), signed))
}

/// When an account first moved in a currency.
pub fn first_moved_at(conn: &mut Conn, account: &Account, currency: Currency) -> Result<Option<Instant>, DbError> {
    store::find_first_moved_at(conn, &account.to_string(), currency)
}

/// The organisation's money, a line a currency that ever moved, in the order of the list of currencies.
pub fn balances_of_org(conn: &mut Conn, org: OrgId) -> Result<Vec<OrgBalance>, DbError> {
    let free = credits(store::list_of_accounts(conn, &[Account::Wallet(org).to_string()])?);
    let in_pools = credits([store::list_of_pools(conn, "pool:", org)?, store::list_of_pools(conn, "fee_hold:", org)?].concat());
    let held = credits([store::list_of_milestones(conn, "escrow:", org)?, store::list_of_milestones(conn, "fee_hold:", org)?].concat());
    let frozen = credits(store::list_of_frozen(conn, org)?);
    let spending = [
        Kind::Fund,
        Kind::Cancel,
        Kind::PartialRefund,
        Kind::KillFee,
        Kind::Ruling,
        Kind::Settlement,
        Kind::Tip,
        Kind::PoolFund,
        Kind::PoolReturn,
    ];
    let left = debits(store::list_moved(conn, &Account::Wallet(org).to_string(), &spending)?);
    let seen = |currency: &Currency| free.contains_key(currency);
    Ok(currencies(seen)
        .map(|currency| {
            let of = |sums: &Sums| Money::new(sums.get(&currency).copied().unwrap_or_default(), currency);
            let still_ours = [of(&in_pools), of(&held), of(&frozen)].iter().fold(0i64, |sum, part| sum.saturating_add(part.amount.0));
            let spent = Money::new(Minor(of(&left).amount.0.saturating_sub(still_ours)), currency);
            OrgBalance { currency, free: of(&free), in_pools: of(&in_pools), held: of(&held), frozen: of(&frozen), spent }
        })
        .collect())
}

/// The creator's money, a line a currency that ever moved, in the order of the list of currencies.
pub fn balances_of_creator(conn: &mut Conn, creator: CreatorId) -> Result<Vec<CreatorBalance>, DbError> {
    let mut list = |account: Account| store::list_of_accounts(conn, &[account.to_string()]);
    let pending = credits(list(Account::Pending(creator))?);
    let available = credits(list(Account::Available(creator))?);
    let on_hold = credits(list(Account::OnHold(creator))?);
    let debt = debits(list(Account::DebtOfCreator(creator))?);
    let in_transit = credits(store::list_of_transit(conn, Payee::Creator(creator))?);
    let paid_out = debits(store::list_paid_out(conn, Payee::Creator(creator))?);
    let seen = |currency: &Currency| pending.contains_key(currency) || available.contains_key(currency);
    Ok(currencies(seen)
        .map(|currency| {
            let of = |sums: &Sums| Money::new(sums.get(&currency).copied().unwrap_or_default(), currency);
            CreatorBalance {
                currency,
                pending: of(&pending),
                available: of(&available),
                on_hold: of(&on_hold),
                in_transit: of(&in_transit),
                debt: of(&debt),
                paid_out: of(&paid_out),
            }
        })
        .collect())
}

/// The shares of an agency, a line a currency in which it ever had one.
pub fn balances_of_agency(conn: &mut Conn, org: OrgId) -> Result<Vec<AgencyBalance>, DbError> {
    let available = credits(store::list_of_accounts(conn, &[Account::AvailableOfOrg(org).to_string()])?);
    let in_transit = credits(store::list_of_transit(conn, Payee::Agency(org))?);
    let paid_out = debits(store::list_paid_out(conn, Payee::Agency(org))?);
    let seen = |currency: &Currency| available.contains_key(currency);
    Ok(currencies(seen)
        .map(|currency| {
            let of = |sums: &Sums| Money::new(sums.get(&currency).copied().unwrap_or_default(), currency);
            AgencyBalance { currency, available: of(&available), in_transit: of(&in_transit), paid_out: of(&paid_out) }
        })
        .collect())
}

/// What merchants have put up for a creator's work, before the creator's fee; an amount a currency.
pub fn held_for_creator(conn: &mut Conn, creator: CreatorId) -> Result<Vec<Money>, DbError> {
    let held = credits(store::list_held_for(conn, creator)?);
    Ok(held.into_iter().map(|(currency, amount)| Money::new(amount, currency)).collect())
}

type Sums = BTreeMap<Currency, Minor>;

fn currencies(seen: impl Fn(&Currency) -> bool) -> impl Iterator<Item = Currency> {
    use crate::primitives::Choice as _;
    Currency::ALL.iter().copied().filter(move |currency| seen(currency))
}

fn debits(rows: Vec<(Currency, Minor)>) -> Sums {
    let mut sums = Sums::new();
    for (currency, signed) in rows {
        let sum = sums.entry(currency).or_default();
        *sum = Minor(sum.0.saturating_add(signed.0));
    }
    sums
}

fn credits(rows: Vec<(Currency, Minor)>) -> Sums {
    debits(rows).into_iter().map(|(currency, signed)| (currency, on_own_side(Side::Cr, signed))).collect()
}

/// Turns a signed amount (debit +) to the account's own side.
pub(super) const fn on_own_side(side: Side, signed: Minor) -> Minor {
    match side {
        Side::Dr => signed,
        Side::Cr => Minor(signed.0.saturating_neg()),
    }
}

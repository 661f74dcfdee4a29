//! Money that is set aside for a brief before it opens, and what goes back.

use crate::audit::Act;
use crate::briefs::model::{Brief, MAX_FINALISTS, Rates};
use crate::briefs::{rules, store};
use crate::failure::Failure;
use crate::ledger::postings::{self, Aside};
use crate::ledger::{self, Account};
use crate::platform::db::{Conn, Tx};
use crate::primitives::{BasisPoints, MoneyError};
use crate::sessions::{Person, Right};

/// Whoever may send the brief off: where money is set aside, a member who moves money; else one who writes.
pub(in crate::briefs) const fn publishing(brief: &Brief) -> Right {
    if brief.sets_aside() { Right::MoveMoney } else { Right::Work }
}

/// This person may send the brief off.
pub(super) fn may_publish(person: &Person, brief: &Brief) -> Result<(), Failure> {
    person.can(brief.org, publishing(brief))
}

/// What publishing would take from the wallet, at the merchant's rate; nothing where the kind needs nothing.
pub(in crate::briefs) fn needed(brief: &Brief, rate: BasisPoints) -> Result<Option<Aside>, MoneyError> {
    let Some(amount) = brief.set_aside()? else { return Ok(None) };
    let merchant_fee = amount.share(rate)?;
    Ok(Some(Aside { brief: brief.id, org: brief.org, currency: brief.currency, amount, merchant_fee }))
}

/// P1: what the kind needs leaves the wallet. Refusal: `balance.insufficient`.
pub(super) fn set_aside(tx: &mut Tx<'_>, act: &Act, waiting: &Brief, rates: Rates) -> Result<(), Failure> {
    let Some(aside) = needed(waiting, rates.0)? else { return Ok(()) };
    store::set_rates(tx, waiting.id, rates)?;
    ledger::post(tx, act, &postings::pool_fund(&aside, reference(waiting))?)?;
    Ok(())
}

/// P2: what a brief that has ended or was refused still has goes back to the wallet.
pub fn give_back(tx: &mut Tx<'_>, act: &Act, ended: &Brief) -> Result<(), Failure> {
    let Some(left) = left(tx, ended)? else { return Ok(()) };
    ledger::post(tx, act, &postings::pool_return(&left, reference(ended))?)?;
    Ok(())
}

/// What a brief has left of what was set aside for it.
pub fn left(conn: &mut Conn, brief: &Brief) -> Result<Option<Aside>, Failure> {
    if !brief.kind.sets_aside() {
        return Ok(None);
    }
    let amount = ledger::balance(conn, &Account::Pool(brief.id), brief.currency)?;
    let merchant_fee = ledger::balance(conn, &Account::PoolFee(brief.id), brief.currency)?;
    let left = Aside { brief: brief.id, org: brief.org, currency: brief.currency, amount, merchant_fee };
    Ok(if left.total()?.is_positive() { Some(left) } else { None })
}

/// Each version of a brief is funded once and gives back once.
fn reference(brief: &Brief) -> String {
    format!("{}/{}", brief.id, brief.version)
}

/// A contest has one more finalist; from the first one on it is decided, not cancelled. Refusal: `brief.finalists_full`.
pub fn name_finalist(tx: &mut Tx<'_>, brief: &Brief) -> Result<(), Failure> {
    rules::funds::names_finalists(brief)?;
    store::hold(tx, brief)?;
    if store::add_finalist(tx, brief.id)? { Ok(()) } else { Err(rules::funds::FINALISTS_FULL.with("max", MAX_FINALISTS).into()) }
}

//! Two admins said whose something was that nobody had asked for, and they were wrong: it is kept apart again, by another transaction.
//!
//! What is not there any more where it was put is owed by whoever had it. A payment that went back to its payer meanwhile, or that is in a case of the
//! payer's bank, stays where it is: there is nothing left to put right here.

use super::debts;
use super::suspense::{amount, apart};
use crate::audit::{self, Act};
use crate::failure::{Failure, STATE_REFUSED};
use crate::ledger::{self, Account, Bucket, Provider, postings};
use crate::notices::{self, Notice, NoticeKind};
use crate::operations::{self, Operation};
use crate::payments::model::{Belongs, Checkout, CheckoutState, Unexplained, UnexplainedState};
use crate::payments::store;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{CreatorId, OrgId};
use crate::primitives::{Minor, Money};
use crate::sessions::Right;

/// Whether what was said of it can be taken back.
pub fn may_unassign(conn: &mut Conn, seen: &Unexplained) -> Result<bool, Failure> {
    if !seen.is_assigned() {
        return Ok(false);
    }
    Ok(match payment(conn, seen)? {
        Some((_, checkout)) => is_whole(conn, &checkout)?,
        None => true,
    })
}

/// It is not theirs: it waits to be explained again. Refusals: `state.refused` if nobody said whose it is, if the payer has it back, or if the payer's
/// bank has a case about it.
pub fn unassign(tx: &mut Tx<'_>, act: &Act, source: &str, provider: Provider) -> Result<(), Failure> {
    let seen = store::find_unexplained(tx, source)?.ok_or(Failure::NotFound)?;
    let belongs = seen.target.as_deref().and_then(Belongs::parse).ok_or(STATE_REFUSED)?;
    let (org, creator) = super::owner_of(tx, belongs)?;
    if let Some(org) = org {
        store::hold_org(tx, org)?;
    }
    if !may_unassign(tx, &seen)? {
        return Err(STATE_REFUSED.into());
    }
    let now = Unexplained { state: UnexplainedState::Open, target: None, settled_at: None, ..seen.clone() };
    store::advance_unexplained(tx, &seen, &now)?;
    if let Some((operation, checkout)) = payment(tx, &seen)? {
        operations::disown(tx, act, &operation)?;
        store::advance_checkout(tx, &checkout, CheckoutState::Abandoned, None)?;
    }
    let parts = parts(tx, &seen, (org, creator))?;
    ledger::post(tx, act, &postings::unexplained_again(&apart(&seen, provider), &parts)?)?;
    if let Some(org) = org {
        debts::repay(tx, act, (org, seen.money.currency), &format!("{source}/{}", seen.version))?;
    }
    audit::note(tx, act, "provider.unexplained", &source, seen.target.as_deref().unwrap_or_default())?;
    tell(tx, act, &seen, (org, creator))?;
    notices::tell_finance(tx, act, source, "unmatched")
}

/// The payment that it was taken for, as one of the organisation's own.
fn payment(conn: &mut Conn, seen: &Unexplained) -> Result<Option<(Operation, Checkout)>, Failure> {
    let Some(operation) = operations::find_of_source(conn, &seen.source)? else { return Ok(None) };
    let Some(id) = operation.checkout else { return Ok(None) };
    let checkout = store::find_checkout(conn, id)?.ok_or_else(|| Failure::Bug(format!("{} pays nothing", operation.id)))?;
    Ok(Some((operation, checkout)))
}

/// Nothing of it went back, by our hand or by the payer's bank, or is about to.
fn is_whole(conn: &mut Conn, checkout: &Checkout) -> Result<bool, Failure> {
    let untouched = checkout.contested.is_zero() && checkout.charged_back.is_zero();
    Ok(untouched && operations::refunded_of(conn, &[checkout.id])?.is_empty())
}

/// What each has to give, or is given: what came in is taken from what they have, and owed beyond that; what went out pays what they owe first.
fn parts(
    tx: &mut Tx<'_>,
    seen: &Unexplained,
    (org, creator): (Option<OrgId>, Option<CreatorId>),
) -> Result<Vec<(Account, Minor)>, Failure> {
    let (has, owes) = match (org, creator) {
        (Some(org), _) => (Account::Wallet(org), Account::DebtOfOrg(org)),
        (None, Some(creator)) => (Account::Available(creator), Account::DebtOfCreator(creator)),
        (None, None) => return Ok(vec![(Account::CostProvider(Bucket::of(&seen.source)), amount(seen))]),
    };
    let first = if seen.money.amount.is_positive() { &has } else { &owes };
    let covered = ledger::balance(tx, first, seen.money.currency)?.min(amount(seen));
    let rest = amount(seen).minus(covered)?;
    Ok(if seen.money.amount.is_positive() { vec![(has, covered), (owes, rest)] } else { vec![(owes, covered), (has, rest)] })
}

fn tell(tx: &mut Tx<'_>, act: &Act, seen: &Unexplained, (org, creator): (Option<OrgId>, Option<CreatorId>)) -> Result<(), Failure> {
    let kind = if seen.money.amount.is_positive() { NoticeKind::MoneyTakenBack } else { NoticeKind::MoneyGivenBack };
    let url = org.map_or_else(|| "/wallet".to_owned(), |org| format!("/wallet?org_id={org}&account=own"));
    let money = Money::new(amount(seen), seen.money.currency);
    let notice = Notice { kind, subject: seen.source.clone(), url, needs_action: false, params: vec![("amount", money.into())] };
    if let Some(org) = org {
        notices::tell_org(tx, act, org, Right::ReadMoney, &notice)?;
    }
    creator.map_or(Ok(()), |creator| notices::tell_creator(tx, act, creator, &notice))
}

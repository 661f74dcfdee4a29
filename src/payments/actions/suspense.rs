//! What moved at the provider and nobody here asked for: it is kept apart when it is found, and leaves the suspense when two admins have said whose it
//! is, or that it goes back. What was said is corrected by another transaction, never by taking one away.

use super::books::blow;
use super::imports::charge;
use super::{debts, funding};
use crate::audit::{self, Act};
use crate::creators;
use crate::failure::{Failure, STATE_REFUSED};
use crate::ledger::{self, Account, Bucket, Provider, postings};
use crate::notices;
use crate::operations::{self, Fuse, NewOperation, Operation, OperationKind, Owner};
use crate::payments::model::{Belongs, Checkout, CheckoutState, Purpose, Till, Unexplained, UnexplainedState};
use crate::payments::store;
use crate::platform::db::{Conn, Tx};
use crate::platform::gateway::{Object, Refund, Stand, Taking};
use crate::primitives::id::{CheckoutId, ContractId, CreatorId, OperationId, OrgId};
use crate::primitives::{Currency, Minor, Money};

/// The provider moved what nobody here asked for: it is kept apart, once, and what the provider took for it is booked. What left us stops money out,
/// when it is found and not again.
pub(in crate::payments) fn keep_apart(tx: &mut Tx<'_>, act: &Act, taking: &Taking, till: &Till) -> Result<(), Failure> {
    let new = Unexplained {
        source: taking.source.clone(),
        kind: taking.kind.clone(),
        money: taking.money,
        state: UnexplainedState::Open,
        version: 1,
        target: None,
        operation: None,
        found_at: act.at,
        settled_at: None,
    };
    if taking.money.amount.is_zero() || !store::insert_unexplained(tx, &new)? {
        return Ok(());
    }
    ledger::post(tx, act, &postings::unexplained(till.provider, &taking.source, taking.money)?)?;
    if taking.fee.is_positive() {
        let fee = Money::new(taking.fee, taking.money.currency);
        ledger::post(tx, act, &postings::unexplained_cost(till.provider, &taking.source, fee)?)?;
    }
    audit::note(tx, act, "provider.unmatched", &taking.source, "")?;
    notices::tell_finance(tx, act, &taking.source, "unmatched")?;
    if taking.money.amount < Minor::ZERO {
        blow(tx, act, Fuse::Money, &format!("{} went out and belongs to no operation", taking.source))?;
    }
    Ok(())
}

/// Whose it would be, for whoever must not decide on what is his own. Not found: there is no such organisation, creator or checkout.
pub fn owner_of(conn: &mut Conn, belongs: Belongs) -> Result<(Option<OrgId>, Option<CreatorId>), Failure> {
    match belongs {
        Belongs::Org(org) => store::name_of_org(conn, org)?.map(|_| (Some(org), None)).ok_or(Failure::NotFound),
        Belongs::Checkout(id) => Ok((Some(store::find_checkout(conn, id)?.ok_or(Failure::NotFound)?.org), None)),
        Belongs::Creator(id) => creators::find(conn, id)?.map(|_| (None, Some(id))).ok_or(Failure::NotFound),
        Belongs::Platform => Ok((None, None)),
    }
}

/// It is somebody's: what came in is theirs, what went out they bear, from what they have and then as a debt. A payment becomes one of the
/// organisation's own, so that it can go back to its payer like any other. Refusals: `state.refused` if it is not open, or if something that went out
/// is said to be a checkout's.
pub fn assign(tx: &mut Tx<'_>, act: &Act, source: &str, belongs: Belongs, provider: Provider) -> Result<(), Failure> {
    let seen = open(tx, source)?;
    let (target, came_in) = (word(belongs), seen.money.amount.is_positive());
    let now = Unexplained { state: UnexplainedState::Assigned, target: Some(target.clone()), settled_at: Some(act.at), ..seen.clone() };
    store::advance_unexplained(tx, &seen, &now)?;
    match (belongs, came_in) {
        (Belongs::Org(org), true) => to_wallet(tx, act, &seen, (org, None), provider)?,
        (Belongs::Checkout(id), true) => {
            let checkout = store::find_checkout(tx, id)?.ok_or(Failure::NotFound)?;
            to_wallet(tx, act, &seen, (checkout.org, checkout.contract), provider)?;
            funding::fund_paid(tx, act, &checkout)?;
        }
        (Belongs::Checkout(_), false) => return Err(STATE_REFUSED.into()),
        (Belongs::Creator(creator), true) => post(tx, act, &seen, &[(Account::Available(creator), amount(&seen))], provider)?,
        (Belongs::Org(org), false) => bear(tx, act, &seen, (Account::Wallet(org), Account::DebtOfOrg(org)), provider)?,
        (Belongs::Creator(id), false) => bear(tx, act, &seen, (Account::Available(id), Account::DebtOfCreator(id)), provider)?,
        (Belongs::Platform, _) => post(tx, act, &seen, &[(Account::CostProvider(Bucket::of(&source)), amount(&seen))], provider)?,
    }
    audit::note(tx, act, "provider.explained", &source, &target)?;
    notices::settle(tx, act, source)
}

/// It goes back to who paid it. Refusals: `state.refused` if it is not open, or nobody paid it in.
pub fn send_back(tx: &mut Tx<'_>, act: &Act, source: &str, provider: Provider) -> Result<(), Failure> {
    let seen = open(tx, source)?;
    if !seen.may_go_back() {
        return Err(STATE_REFUSED.into());
    }
    let id = OperationId::random();
    let body = Refund { op_id: id, transfer_group: source.to_owned(), money: seen.money, origin: source.to_owned() };
    let new = NewOperation {
        id,
        kind: OperationKind::Refund,
        owner: Owner::Nobody,
        money: seen.money,
        fact: format!("{source}:{}", seen.version),
        body: serde_json::to_string(&body).map_err(|error| Failure::Bug(error.to_string()))?,
        next_at: act.at,
    };
    store::advance_unexplained(tx, &seen, &Unexplained { state: UnexplainedState::Returning, operation: Some(id), ..seen.clone() })?;
    ledger::post(tx, act, &postings::sent_back(&apart(&seen, provider))?)?;
    operations::decide(tx, act, new)?;
    audit::note(tx, act, "provider.sent_back", &source, "")?;
    notices::settle(tx, act, source)
}

/// The provider took it: it is where it came from.
pub(super) fn arrived(tx: &mut Tx<'_>, act: &Act, operation: &Operation) -> Result<(), Failure> {
    let seen = returning(tx, operation)?;
    let now = Unexplained { state: UnexplainedState::Returned, settled_at: Some(act.at), ..seen.clone() };
    store::advance_unexplained(tx, &seen, &now)?;
    Ok(audit::note(tx, act, "provider.returned", &seen.source, "")?)
}

/// The provider did not take it, or could not give it back later: it is kept apart again, and waits for somebody.
pub(super) fn come_back(tx: &mut Tx<'_>, act: &Act, operation: &Operation, code: &str, till: &Till) -> Result<(), Failure> {
    let seen = returning(tx, operation)?;
    let now = Unexplained { state: UnexplainedState::Open, operation: None, settled_at: None, ..seen.clone() };
    store::advance_unexplained(tx, &seen, &now)?;
    ledger::post(tx, act, &postings::not_sent_back(&apart(&seen, till.provider))?)?;
    audit::note(tx, act, "provider.not_returned", &seen.source, code)?;
    notices::tell_finance(tx, act, &seen.source, code)
}

fn open(tx: &mut Tx<'_>, source: &str) -> Result<Unexplained, Failure> {
    let seen = store::find_unexplained(tx, source)?.ok_or(Failure::NotFound)?;
    if seen.is_open() { Ok(seen) } else { Err(STATE_REFUSED.into()) }
}

fn returning(tx: &mut Tx<'_>, operation: &Operation) -> Result<Unexplained, Failure> {
    store::find_returning(tx, operation.id)?.ok_or_else(|| Failure::Bug(format!("{} sends nothing back", operation.id)))
}

pub(super) const fn apart(seen: &Unexplained, provider: Provider) -> postings::Apart<'_> {
    postings::Apart { provider, source: seen.source.as_str(), turn: seen.version, money: seen.money }
}

pub(super) const fn amount(seen: &Unexplained) -> Minor {
    Minor(seen.money.amount.0.saturating_abs())
}

fn word(belongs: Belongs) -> String {
    match belongs {
        Belongs::Org(id) => id.to_string(),
        Belongs::Checkout(id) => id.to_string(),
        Belongs::Creator(id) => id.to_string(),
        Belongs::Platform => "platform".to_owned(),
    }
}

fn post(tx: &mut Tx<'_>, act: &Act, seen: &Unexplained, parts: &[(Account, Minor)], provider: Provider) -> Result<(), Failure> {
    ledger::post(tx, act, &postings::explained(&apart(seen, provider), parts)?)?;
    Ok(())
}

/// What went out is borne by whoever has it: from what they have, then as a debt.
fn bear(tx: &mut Tx<'_>, act: &Act, seen: &Unexplained, (has, owes): (Account, Account), provider: Provider) -> Result<(), Failure> {
    let covered = ledger::balance(tx, &has, seen.money.currency)?.min(amount(seen));
    let rest = amount(seen).minus(covered)?;
    post(tx, act, seen, &[(has, covered), (owes, rest)], provider)
}

/// What came in is in the wallet. A payment is known from now on as one of the organisation's own.
fn to_wallet(
    tx: &mut Tx<'_>,
    act: &Act,
    seen: &Unexplained,
    (org, contract): (OrgId, Option<ContractId>),
    provider: Provider,
) -> Result<(), Failure> {
    post(tx, act, seen, &[(Account::Wallet(org), amount(seen))], provider)?;
    let currency: Currency = seen.money.currency;
    if !seen.is_payment() {
        return debts::repay(tx, act, (org, currency), &seen.source);
    }
    let checkout = Checkout {
        id: CheckoutId::random(),
        org,
        contract,
        asked_by: store::find_owner(tx, org)?.ok_or(Failure::NotFound)?,
        purpose: if contract.is_some() { Purpose::Funding } else { Purpose::TopUp },
        state: CheckoutState::Paid,
        version: 1,
        money: seen.money,
        url: None,
        created_at: act.at,
        expires_at: act.at,
        paid_at: Some(act.at),
        contested: Minor::ZERO,
        charged_back: Minor::ZERO,
    };
    store::insert_checkout(tx, &checkout)?;
    let op_id = OperationId::random();
    let named = Some(seen.source.clone());
    let object = Object {
        id: seen.source.clone(),
        stand: Stand::Paid,
        money: seen.money,
        op_id,
        url: None,
        payment: named.clone(),
        source: named,
        payee: None,
    };
    operations::adopt(tx, act, charge(op_id, &checkout)?, &object)?;
    // What it cost was booked when it was found.
    operations::mark_matched(tx, op_id, act.at)?;
    if contract.is_none() { debts::repay(tx, act, (org, currency), &checkout.id) } else { Ok(()) }
}

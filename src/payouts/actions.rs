//! What a creator and the provider do to payouts.

use super::model::{NewAccount, Payout, PayoutAccount, PayoutState};
use super::rules::{self, Event};
use super::store;
use crate::audit::{self, Act};
use crate::clocks::{self, Clock, ClockKind, NewClock};
use crate::failure::{Failure, VERSION_STALE};
use crate::ledger::{self, Account, Provider, postings};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::operations::{self, NewOperation, Operation, OperationKind, OperationState, Owner, Recorded};
use crate::platform::db::Tx;
use crate::platform::gateway::{Object, Outcome, Stand, Transfer};
use crate::primitives::id::{OperationId, PayoutAccountId, PayoutId};
use crate::primitives::{Instant, Minor, Money};
use crate::sessions::Person;

/// Names the account that payouts go to. The first one may be used at once; a changed one after 72 hours, and its owner is told.
/// Failures: step-up wanted; not found for who is no creator.
pub fn set_account(tx: &mut Tx<'_>, act: &Act, person: &Person, new: &NewAccount) -> Result<(), Failure> {
    person.stepped_up(act.at)?;
    let creator = person.creator_id()?;
    let current = store::find_account(tx, creator)?;
    let Some(usable_at) = rules::usable_at(current.as_ref(), new, act.at) else { return Ok(()) };
    let id = PayoutAccountId::random();
    if let Some(current) = &current {
        if !store::replace_account(tx, current.id, act.at)? {
            return Err(VERSION_STALE.into());
        }
        clocks::stop_all(tx, act.at, &current.id.to_string())?;
    }
    if !store::insert_account(tx, (id, creator), new, usable_at, act.at)? {
        return Err(VERSION_STALE.into());
    }
    audit::note(tx, act, if current.is_some() { "payout_account.changed" } else { "payout_account.added" }, &id, "")?;
    if current.is_some() {
        let due = usable_at;
        let (brief, contract, milestone, money) = (None, None, None, None);
        clocks::start(
            tx,
            act.at,
            &NewClock { kind: ClockKind::PayoutAccount, subject: id.to_string(), brief, contract, milestone, due, money },
        )?;
        let params = vec![("due", Param::from(usable_at))];
        notices::tell(tx, act, person.id, &notice(NoticeKind::PayoutAccountChanged, id.to_string(), "/wallet/payout-account", params))?;
    }
    Ok(())
}

/// The waiting of a changed account is over: what was scheduled for it is sent.
pub fn fire(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let account: PayoutAccountId = clock.subject.parse().map_err(|_| Failure::Bug("a payout account's clock without its id".to_owned()))?;
    for payout in store::list_scheduled(tx, account)? {
        store::advance(tx, &payout, rules::after(&payout, Event::Ready)?, None, None)?;
    }
    audit::note(tx, act, "payout_account.usable", &account, "")?;
    Ok(())
}

/// The creator asks for a payout: it leaves the available balance now (M6), a debt takes its part, and the rest is sent to the account.
/// `minimum` is the provider's, minor units. Refusals: `payout.no_account`, `money.currency`, `payout.too_small`, `balance.insufficient`.
pub fn request(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    money: Money,
    (provider, minimum): (Provider, Minor),
) -> Result<PayoutId, Failure> {
    person.confirmed()?;
    let creator = person.creator_id()?;
    let account = store::find_account(tx, creator)?;
    let available = ledger::balance(tx, &Account::Available(creator), money.currency)?;
    let debt = ledger::balance(tx, &Account::DebtOfCreator(creator), money.currency)?;
    let granted = rules::request(account.as_ref(), money, (available, debt), minimum, act.at)?;
    let Some(account) = account else { return Err(rules::NO_ACCOUNT.into()) };
    let payout = Payout {
        id: PayoutId::random(),
        creator,
        account: account.id,
        money,
        debt_paid: granted.debt_paid,
        state: granted.state,
        version: 1,
        failure_code: None,
        created_at: act.at,
        ended_at: None,
    };
    store::insert(tx, &payout)?;
    ledger::post(tx, act, &postings::payout_start(&payout.booked(provider))?)?;
    operations::decide(tx, act, transfer(&payout, &account, provider, granted.send_at)?)?;
    audit::note(tx, act, "payout.requested", &payout.id, "")?;
    Ok(payout.id)
}

fn transfer(payout: &Payout, account: &PayoutAccount, provider: Provider, next_at: Instant) -> Result<NewOperation, Failure> {
    let id = OperationId::random();
    let money = Money::new(payout.booked(provider).travels()?, payout.money.currency);
    let asked = Transfer { op_id: id, transfer_group: payout.creator.to_string(), money, destination: account.name.clone() };
    Ok(NewOperation {
        id,
        kind: OperationKind::Transfer,
        owner: Owner::Payout { id: payout.id, creator: payout.creator },
        money,
        fact: payout.id.to_string(),
        body: serde_json::to_string(&asked).map_err(|error| Failure::Bug(error.to_string()))?,
        next_at,
    })
}

/// The creator takes a payout back that was not sent yet (M8). Refusals: `state.refused` once it was.
pub fn cancel(tx: &mut Tx<'_>, act: &Act, person: &Person, id: PayoutId, provider: Provider) -> Result<(), Failure> {
    let payout = store::find(tx, id)?.filter(|payout| person.is_creator(payout.creator)).ok_or(Failure::NotFound)?;
    let next = rules::after(&payout, Event::Cancelled)?;
    let operation = operations::find_for_payout(tx, id)?.ok_or_else(|| Failure::Bug("a payout without its operation".to_owned()))?;
    store::advance(tx, &payout, next, Some(act.at), None)?;
    operations::abandon(tx, act, &operation)?;
    ledger::post(tx, act, &postings::payout_failed(&payout.booked(provider))?)?;
    audit::note(tx, act, "payout.cancelled", &id, "")?;
    Ok(())
}

/// Writes down what the provider answered to a transfer.
pub(super) fn record(tx: &mut Tx<'_>, act: &Act, operation: &Operation, outcome: Outcome, provider: Provider) -> Result<(), Failure> {
    match operations::record(tx, act, operation, outcome, OperationState::Done)? {
        Recorded::Done(object) => settle(tx, act, operation, &object, provider).map(drop),
        Recorded::Declined(code) => {
            let payout = of(tx, operation)?;
            fail(tx, act, &payout, provider, &code)
        }
        Recorded::Later => Ok(()),
    }
}

/// The provider shows where a transfer stands: the payout goes as far, once for each step. Returns how many steps it went.
pub(super) fn settle(tx: &mut Tx<'_>, act: &Act, operation: &Operation, object: &Object, provider: Provider) -> Result<i32, Failure> {
    let mut steps = 0;
    loop {
        let payout = of(tx, operation)?;
        match (payout.state, object.stand) {
            (PayoutState::Requested | PayoutState::Scheduled, _) => {
                store::advance(tx, &payout, rules::after(&payout, Event::Sent)?, None, None)?;
                audit::note(tx, act, "payout.sent", &payout.id, "")?;
            }
            (PayoutState::InTransit, Stand::Failed) => fail(tx, act, &payout, provider, "not_delivered")?,
            (PayoutState::InTransit, Stand::Paid | Stand::Returned) => arrive(tx, act, &payout, provider, object.stand)?,
            (PayoutState::Paid, Stand::Returned) => come_back(tx, act, &payout, provider)?,
            (PayoutState::InTransit, Stand::Pending | Stand::Open | Stand::Declined | Stand::Abandoned | Stand::Expired)
            | (PayoutState::Paid | PayoutState::Failed | PayoutState::Returned | PayoutState::Cancelled, _) => return Ok(steps),
        }
        steps += 1;
    }
}

fn of(tx: &mut Tx<'_>, operation: &Operation) -> Result<Payout, Failure> {
    let id = operation.payout.ok_or_else(|| Failure::Bug("a transfer without its payout".to_owned()))?;
    store::find(tx, id)?.ok_or_else(|| Failure::Bug("an operation of no payout".to_owned()))
}

/// M7.
fn arrive(tx: &mut Tx<'_>, act: &Act, payout: &Payout, provider: Provider, stand: Stand) -> Result<(), Failure> {
    store::advance(tx, payout, rules::after(payout, Event::Arrived)?, Some(act.at), None)?;
    ledger::post(tx, act, &postings::payout_done(&payout.booked(provider))?)?;
    audit::note(tx, act, "payout.paid", &payout.id, "")?;
    // What has come back already is told as such.
    if stand == Stand::Returned { Ok(()) } else { tell(tx, act, payout, NoticeKind::PayoutPaid, false) }
}

/// M8.
fn fail(tx: &mut Tx<'_>, act: &Act, payout: &Payout, provider: Provider, code: &str) -> Result<(), Failure> {
    store::advance(tx, payout, rules::after(payout, Event::Failed)?, Some(act.at), Some(code))?;
    ledger::post(tx, act, &postings::payout_failed(&payout.booked(provider))?)?;
    audit::note(tx, act, "payout.failed", &payout.id, code)?;
    tell(tx, act, payout, NoticeKind::PayoutFailed, true)
}

/// M8 after M7: a correcting transaction.
fn come_back(tx: &mut Tx<'_>, act: &Act, payout: &Payout, provider: Provider) -> Result<(), Failure> {
    store::advance(tx, payout, rules::after(payout, Event::Returned)?, Some(act.at), Some("returned"))?;
    ledger::post(tx, act, &postings::payout_returned(&payout.booked(provider))?)?;
    audit::note(tx, act, "payout.returned", &payout.id, "")?;
    tell(tx, act, payout, NoticeKind::PayoutReturned, true)
}

fn tell(tx: &mut Tx<'_>, act: &Act, payout: &Payout, kind: NoticeKind, needs_action: bool) -> Result<(), Failure> {
    let travelled = payout.money.amount.minus(payout.debt_paid)?;
    let params = vec![("amount", Param::from(Money::new(travelled, payout.money.currency)))];
    let told = Notice { needs_action, ..notice(kind, payout.id.to_string(), "/wallet/payouts", params) };
    notices::tell_creator(tx, act, payout.creator, &told)
}

fn notice(kind: NoticeKind, subject: String, url: &str, params: Vec<(&'static str, Param)>) -> Notice {
    Notice { kind, subject, url: url.to_owned(), needs_action: false, params }
}

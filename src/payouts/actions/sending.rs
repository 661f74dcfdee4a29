//! Payouts: asked for, taken back, sent, and where the provider shows them.

use super::accounts::record_account;
use super::trace::trace;
use crate::audit::{self, Act};
use crate::events::EventType;
use crate::failure::Failure;
use crate::ledger::{self, Payee, Provider, postings};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::operations::{self, NewOperation, Operation, OperationKind, OperationState, Owner, Prepared, Recorded};
use crate::payouts::model::{Desk, Payout, PayoutAccount, PayoutState, home};
use crate::payouts::rules::{self, Event};
use crate::payouts::store;
use crate::platform::db::{Conn, Tx};
use crate::platform::gateway::{Object, Outcome, Stand, Standing, Transfer};
use crate::primitives::id::{OperationId, PayoutId};
use crate::primitives::{Instant, Minor, Money};
use crate::sessions::{self, OrgKind, Person, Right};

/// The creator asks for a payout: it leaves the available balance now (M6), a debt takes its part, and the rest is sent to the account.
/// `minimum` is the provider's, minor units. Refusals: `payout.no_account`, `money.currency`, `payout.too_small`, `balance.insufficient`,
/// `person.held`.
pub fn request(tx: &mut Tx<'_>, act: &Act, person: &Person, money: Money, from: (Provider, Minor)) -> Result<PayoutId, Failure> {
    person.confirmed()?;
    let payee = Payee::Creator(person.creator_id()?);
    request_of(tx, act, (person, payee), money, from)
}

/// As [`request`], for the creator himself or for an agency, by one of its members who moves its money.
pub fn request_of(
    tx: &mut Tx<'_>,
    act: &Act,
    (person, payee): (&Person, Payee),
    money: Money,
    (provider, minimum): (Provider, Minor),
) -> Result<PayoutId, Failure> {
    person.confirmed()?;
    moves(person, payee)?;
    person.takes_money_out()?;
    if payee.org().is_some() && is_held(tx, payee)? {
        return Err(sessions::HELD.into());
    }
    let account = store::find_account(tx, payee)?;
    let available = ledger::balance(tx, &payee.available(), money.currency)?;
    let debt = ledger::balance(tx, &payee.debt(), money.currency)?;
    let granted = rules::request(account.as_ref(), money, (available, debt), minimum, act.at)?;
    let Some(account) = account else { return Err(rules::NO_ACCOUNT.into()) };
    let payout = Payout {
        id: PayoutId::random(),
        payee,
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
    let asked = Transfer { op_id: id, transfer_group: payout.id.to_string(), money, destination: account.name.clone() };
    Ok(NewOperation {
        id,
        kind: OperationKind::Transfer,
        owner: Owner::Payout { id: payout.id, creator: payout.payee.creator(), org: payout.payee.org() },
        money,
        fact: payout.id.to_string(),
        body: serde_json::to_string(&asked).map_err(|error| Failure::Bug(error.to_string()))?,
        next_at,
    })
}

/// Whoever may move this money: the creator himself, a member of the agency whose role allows it. A stranger finds nothing.
pub(in crate::payouts) fn moves(person: &Person, payee: Payee) -> Result<(), Failure> {
    may(person, payee, Right::MoveMoney)
}

/// Whoever may read of this money.
pub(in crate::payouts) fn reads(person: &Person, payee: Payee) -> Result<(), Failure> {
    may(person, payee, Right::ReadMoney)
}

fn may(person: &Person, payee: Payee, right: Right) -> Result<(), Failure> {
    match payee {
        Payee::Creator(creator) => person.is_creator(creator).then_some(()).ok_or(Failure::NotFound),
        Payee::Agency(org) => {
            let is_agency = person.membership(org).is_some_and(|member| member.kind == OrgKind::Agency);
            if is_agency { person.can(org, right) } else { Err(Failure::NotFound) }
        }
    }
}

/// A moderator holds this money.
fn is_held(tx: &mut Tx<'_>, payee: Payee) -> Result<bool, Failure> {
    Ok(match payee {
        Payee::Creator(creator) => sessions::holds_creator(tx, creator)?,
        Payee::Agency(org) => sessions::holds_org(tx, org)?,
    })
}

/// The payout, for whoever may read of its money. A stranger finds nothing.
pub(in crate::payouts) fn owned(conn: &mut Conn, person: &Person, id: PayoutId) -> Result<Payout, Failure> {
    let payout = store::find(conn, id)?.ok_or(Failure::NotFound)?;
    reads(person, payout.payee).map(|()| payout)
}

/// Its owner takes a payout back that was not sent yet (M8). Refusals: `state.refused` once it was.
pub fn cancel(tx: &mut Tx<'_>, act: &Act, person: &Person, id: PayoutId, provider: Provider) -> Result<Payout, Failure> {
    let payout = owned(tx, person, id)?;
    moves(person, payout.payee)?;
    let next = rules::after(&payout, Event::Cancelled)?;
    let operation = operations::find_for_payout(tx, id)?.ok_or_else(|| Failure::Bug("a payout without its operation".to_owned()))?;
    store::advance(tx, &payout, next, Some(act.at), None)?;
    operations::abandon(tx, act, &operation)?;
    ledger::post(tx, act, &postings::payout_failed(&payout.booked(provider))?)?;
    audit::note(tx, act, "payout.cancelled", &id, "")?;
    Ok(payout)
}

/// Writes down what the provider answered to a transfer.
pub(in crate::payouts) fn record(
    tx: &mut Tx<'_>,
    act: &Act,
    operation: &Operation,
    outcome: Outcome,
    provider: Provider,
) -> Result<(), Failure> {
    match operations::record(tx, act, operation, outcome, OperationState::Done)? {
        Recorded::Done(object) => settle(tx, act, operation, &object, provider).map(drop),
        Recorded::Declined(code) => {
            let payout = of(tx, operation)?;
            fail(tx, act, &payout, provider, &code)
        }
        Recorded::Later => Ok(()),
    }
}

/// Whoever looked says that nothing came of a call: a payout that was to be sent is available again.
pub fn give_up(tx: &mut Tx<'_>, act: &Act, operation: &Operation, desk: &Desk) -> Result<(), Failure> {
    let outcome = Outcome::Declined(operations::GIVEN_UP.to_owned());
    match operation.kind {
        OperationKind::Transfer => record(tx, act, operation, outcome, desk.provider),
        OperationKind::Account => record_account(tx, act, operation, outcome, desk),
        OperationKind::AccountLink | OperationKind::Customer | OperationKind::Charge | OperationKind::Refund | OperationKind::Reversal => {
            operations::record(tx, act, operation, outcome, OperationState::Done).map(drop)
        }
    }
}

/// A look showed the transfer of an operation, whether or not its answer ever came: it is done, and the payout goes as far.
pub(in crate::payouts) fn hear(
    tx: &mut Tx<'_>,
    act: &Act,
    operation: &Operation,
    object: &Object,
    provider: Provider,
) -> Result<i32, Failure> {
    if operation.state == OperationState::Declined || operation.state == OperationState::Abandoned {
        return Err(Failure::Bug(format!("{} was given up, and the provider has it", operation.id)));
    }
    operations::finish(tx, act, operation, object, OperationState::Done)?;
    settle(tx, act, operation, object, provider)
}

/// A transfer goes to the provider's name of the account, which must be known and good by then.
pub(in crate::payouts) fn prepare(tx: &mut Tx<'_>, operation: &Operation, now: Instant) -> Result<Prepared, Failure> {
    const LOOK_AGAIN_SECONDS: i64 = 30;
    let payout = of(tx, operation)?;
    if is_held(tx, payout.payee)? {
        return Ok(Prepared::NotBefore(now.plus_seconds(LOOK_AGAIN_SECONDS)));
    }
    let account = store::get_account(tx, payout.account)?;
    match (account.standing, account.provider_ref) {
        (Standing::Usable, None) => Ok(Prepared::Ready),
        (Standing::Usable, Some(destination)) => {
            let asked: Transfer = serde_json::from_str(&operation.request.body).map_err(|error| Failure::Bug(error.to_string()))?;
            let bound = serde_json::to_string(&Transfer { destination, ..asked }).map_err(|error| Failure::Bug(error.to_string()))?;
            Ok(Prepared::Bound(bound))
        }
        (Standing::Incomplete | Standing::Restricted, _) => Ok(Prepared::NotBefore(now.plus_seconds(LOOK_AGAIN_SECONDS))),
    }
}

/// The provider shows where a transfer stands: the payout goes as far, once for each step. Returns how many steps it went.
pub(in crate::payouts) fn settle(
    tx: &mut Tx<'_>,
    act: &Act,
    operation: &Operation,
    object: &Object,
    provider: Provider,
) -> Result<i32, Failure> {
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
    trace(tx, act, EventType::PayoutPaid, payout)?;
    // What has come back already is told as such.
    if stand == Stand::Returned { Ok(()) } else { tell(tx, act, payout, NoticeKind::PayoutPaid, false) }
}

/// M8.
fn fail(tx: &mut Tx<'_>, act: &Act, payout: &Payout, provider: Provider, code: &str) -> Result<(), Failure> {
    store::advance(tx, payout, rules::after(payout, Event::Failed)?, Some(act.at), Some(code))?;
    ledger::post(tx, act, &postings::payout_failed(&payout.booked(provider))?)?;
    audit::note(tx, act, "payout.failed", &payout.id, code)?;
    trace(tx, act, EventType::PayoutFailed, payout)?;
    tell(tx, act, payout, NoticeKind::PayoutFailed, true)
}

/// M8 after M7: a correcting transaction.
pub(super) fn come_back(tx: &mut Tx<'_>, act: &Act, payout: &Payout, provider: Provider) -> Result<(), Failure> {
    store::advance(tx, payout, rules::after(payout, Event::Returned)?, Some(act.at), Some("returned"))?;
    ledger::post(tx, act, &postings::payout_returned(&payout.booked(provider))?)?;
    audit::note(tx, act, "payout.returned", &payout.id, "")?;
    trace(tx, act, EventType::PayoutFailed, payout)?;
    tell(tx, act, payout, NoticeKind::PayoutReturned, true)
}

fn tell(tx: &mut Tx<'_>, act: &Act, payout: &Payout, kind: NoticeKind, needs_action: bool) -> Result<(), Failure> {
    let travelled = payout.money.amount.minus(payout.debt_paid)?;
    let params = vec![("amount", Param::from(Money::new(travelled, payout.money.currency)))];
    let url = format!("{}/payouts", home(payout.payee));
    let told = Notice { needs_action, ..notice(kind, payout.id.to_string(), &url, params) };
    tell_payee(tx, act, payout.payee, &told)
}

/// Tells the creator, or those who move the agency's money.
pub(super) fn tell_payee(tx: &mut Tx<'_>, act: &Act, payee: Payee, told: &Notice) -> Result<(), Failure> {
    match payee {
        Payee::Creator(creator) => notices::tell_creator(tx, act, creator, told),
        Payee::Agency(org) => notices::tell_org(tx, act, org, Right::MoveMoney, told),
    }
}

pub(super) fn notice(kind: NoticeKind, subject: String, url: &str, params: Vec<(&'static str, Param)>) -> Notice {
    Notice { kind, subject, url: url.to_owned(), needs_action: false, params }
}

/// A payout that was on its way when the backup was made from which this book was restored, and that the provider does not have: the money is
/// available again, and its owner asks anew.
pub(in crate::payouts) fn end_unsent(tx: &mut Tx<'_>, act: &Act, operation: &Operation, provider: Provider) -> Result<(), Failure> {
    operations::give_up(tx, act, operation, "restored")?;
    let payout = of(tx, operation)?;
    fail(tx, act, &payout, provider, "restored")
}

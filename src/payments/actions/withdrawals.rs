//! Unused wallet money on its way back: it leaves the wallet when it is asked for (M14), divided among the payments that brought it.

use super::checkouts::record_charge;
use super::{debts, suspense};
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::ledger::{self, Account, postings};
use crate::notices::{self, Notice, NoticeKind};
use crate::operations::{self, NewOperation, Operation, OperationKind, OperationState, Owner, Recorded};
use crate::payments::model::{Till, Withdrawal, WithdrawalState};
use crate::payments::rules::{self, Origin};
use crate::payments::store;
use crate::platform::db::Tx;
use crate::platform::gateway::{Object, Outcome, Refund, Stand};
use crate::primitives::id::{CheckoutId, OperationId, OrgId, WithdrawalId};
use crate::primitives::{Minor, Money};
use crate::sessions::{self, HELD, Person, Right};

/// A member who moves money sends unused wallet money back to where it came from. Refusals: `balance.insufficient`, `withdrawal.no_origin`, `person.held`.
pub fn withdraw(tx: &mut Tx<'_>, act: &Act, person: &Person, (org, money): (OrgId, Money), till: &Till) -> Result<WithdrawalId, Failure> {
    person.can(org, Right::MoveMoney)?;
    person.confirmed()?;
    person.takes_money_out()?;
    if sessions::holds_org(tx, org)? {
        return Err(HELD.into());
    }
    store::hold_org(tx, org)?;
    let id = WithdrawalId::random();
    debts::repay(tx, act, (org, money.currency), &id)?;
    let (origins, contested) = origins(tx, org, money)?;
    // What is in a case may have to be given back: as much stays in the wallet.
    let free = Minor(ledger::balance(tx, &Account::Wallet(org), money.currency)?.0.saturating_sub(contested.0).max(0));
    let parts = rules::divide(&origins, money.amount, free)?;
    let withdrawal = Withdrawal {
        id,
        org,
        asked_by: person.id,
        money,
        state: WithdrawalState::Requested,
        version: 1,
        created_at: act.at,
        ended_at: None,
    };
    store::insert_withdrawal(tx, &withdrawal)?;
    ledger::post(tx, act, &postings::withdrawal(till.provider, org, withdrawal.id, money)?)?;
    for (origin, amount) in parts {
        operations::decide(tx, act, refund(&withdrawal, &origin, amount)?)?;
    }
    audit::note(tx, act, "withdrawal.requested", &withdrawal.id, "")?;
    Ok(withdrawal.id)
}

/// The organisation's payments in a currency, newest first, with what has not gone back yet, by our hand or by the payer's bank; and how much of all
/// of them is in open cases.
fn origins(tx: &mut Tx<'_>, org: OrgId, money: Money) -> Result<(Vec<Origin>, Minor), Failure> {
    const MOST: i64 = 1_000;
    let paid = operations::list_paid(tx, org, money.currency, MOST)?;
    let ids: Vec<CheckoutId> = paid.iter().map(|(checkout, _, _)| *checkout).collect();
    let back = operations::refunded_of(tx, &ids)?;
    let taken = store::list_contested(tx, &ids)?;
    let contested = taken.iter().map(|(_, contested, _)| contested.0).fold(0, i64::saturating_add);
    let gone = |id: CheckoutId| {
        let sent = back.iter().filter(|(checkout, _)| *checkout == id).map(|(_, amount)| amount.0);
        let taken = taken.iter().filter(|(checkout, ..)| *checkout == id).map(|(_, open, lost)| open.0.saturating_add(lost.0));
        sent.chain(taken).fold(0, i64::saturating_add)
    };
    let origin = |(checkout, object, amount): (CheckoutId, String, Minor)| {
        let left = Minor(amount.0.saturating_sub(gone(checkout)));
        Origin { checkout, object, left }
    };
    Ok((paid.into_iter().map(origin).collect(), Minor(contested)))
}

fn refund(withdrawal: &Withdrawal, origin: &Origin, amount: Minor) -> Result<NewOperation, Failure> {
    let id = OperationId::random();
    let money = Money::new(amount, withdrawal.money.currency);
    let body = Refund { op_id: id, transfer_group: withdrawal.org.to_string(), money, origin: origin.object.clone() };
    Ok(NewOperation {
        id,
        kind: OperationKind::Refund,
        owner: Owner::Withdrawal { id: withdrawal.id, org: withdrawal.org, origin: origin.checkout },
        money,
        fact: format!("{}:{}", withdrawal.id, origin.checkout),
        body: serde_json::to_string(&body).map_err(|error| Failure::Bug(error.to_string()))?,
        next_at: withdrawal.created_at,
    })
}

/// Writes down what the provider answered to a part of a withdrawal. What it will not take is in the wallet again, by a correcting transaction; the
/// withdrawal ends with its last part.
pub(in crate::payments) fn record_refund(
    tx: &mut Tx<'_>,
    act: &Act,
    operation: &Operation,
    outcome: Outcome,
    till: &Till,
) -> Result<(), Failure> {
    let outcome = match outcome {
        Outcome::Done(object) if object.stand == Stand::Failed && operation.matches(&object) => {
            Outcome::Declined("refund_failed".to_owned())
        }
        other => other,
    };
    match operations::record(tx, act, operation, outcome, OperationState::Done)? {
        Recorded::Later => Ok(()),
        Recorded::Declined(code) => come_back(tx, act, operation, &code, till),
        Recorded::Done(_) => arrived(tx, act, operation),
    }
}

/// The provider shows where a part of a withdrawal stands. Sent is done; what fails, even later, is in the wallet again, once. Returns how many
/// effects that had.
pub(in crate::payments) fn settle_refund(
    tx: &mut Tx<'_>,
    act: &Act,
    operation: &Operation,
    object: &Object,
    till: &Till,
) -> Result<i32, Failure> {
    let failed = object.stand == Stand::Failed;
    match (operation.state, failed) {
        (OperationState::Declined | OperationState::Abandoned, _) | (OperationState::Done, false) => return Ok(0),
        (_, true) => {
            operations::finish(tx, act, operation, object, OperationState::Declined)?;
            come_back(tx, act, operation, "refund_failed", till)?;
        }
        (_, false) => {
            operations::finish(tx, act, operation, object, OperationState::Done)?;
            arrived(tx, act, operation)?;
        }
    }
    Ok(1)
}

/// Whoever looked says that nothing came of a call: what had left the wallet for it is there again, and a page that was asked for is not there.
pub fn give_up(tx: &mut Tx<'_>, act: &Act, operation: &Operation, till: &Till) -> Result<(), Failure> {
    let outcome = Outcome::Declined(operations::GIVEN_UP.to_owned());
    match operation.kind {
        OperationKind::Refund => record_refund(tx, act, operation, outcome, till),
        OperationKind::Charge => record_charge(tx, act, operation, outcome, till),
        OperationKind::Customer
        | OperationKind::Account
        | OperationKind::AccountLink
        | OperationKind::Transfer
        | OperationKind::Reversal => operations::record(tx, act, operation, outcome, OperationState::Done).map(drop),
    }
}

fn of(tx: &mut Tx<'_>, operation: &Operation) -> Result<Withdrawal, Failure> {
    let id = operation.withdrawal.ok_or_else(|| Failure::Bug("a refund without its withdrawal".to_owned()))?;
    store::find_withdrawal(tx, id)?.ok_or_else(|| Failure::Bug("an operation of no withdrawal".to_owned()))
}

/// The provider took it. What belongs to no withdrawal is money that nobody asked for, on its way back.
fn arrived(tx: &mut Tx<'_>, act: &Act, operation: &Operation) -> Result<(), Failure> {
    if operation.withdrawal.is_none() {
        return suspense::arrived(tx, act, operation);
    }
    let withdrawal = of(tx, operation)?;
    end(tx, act, &withdrawal)
}

pub(super) fn come_back(tx: &mut Tx<'_>, act: &Act, operation: &Operation, code: &str, till: &Till) -> Result<(), Failure> {
    if operation.withdrawal.is_none() {
        return suspense::come_back(tx, act, operation, code, till);
    }
    let withdrawal = of(tx, operation)?;
    let returned = postings::withdrawal_returned(till.provider, withdrawal.org, (withdrawal.id, &operation.id), operation.money)?;
    ledger::post(tx, act, &returned)?;
    audit::note(tx, act, "withdrawal.part_failed", &withdrawal.id, code)?;
    end(tx, act, &withdrawal)
}

fn end(tx: &mut Tx<'_>, act: &Act, withdrawal: &Withdrawal) -> Result<(), Failure> {
    let parts = operations::list_of_withdrawal(tx, withdrawal.id)?;
    let ended = |part: &Operation| matches!(part.state, OperationState::Done | OperationState::Declined);
    if !parts.iter().all(ended) {
        return Ok(());
    }
    let failed = Minor::sum(parts.iter().filter(|part| part.state == OperationState::Declined).map(|part| part.money.amount))?;
    let (state, kind, amount) = if failed.is_zero() {
        (WithdrawalState::Done, NoticeKind::WithdrawalDone, withdrawal.money.amount)
    } else {
        (WithdrawalState::Failed, NoticeKind::WithdrawalFailed, failed)
    };
    store::end_withdrawal(tx, withdrawal, state, act.at)?;
    audit::note(tx, act, &format!("withdrawal.{state}"), &withdrawal.id, "")?;
    let notice = Notice {
        kind,
        subject: withdrawal.id.to_string(),
        url: format!("/wallet?org_id={}&account=own", withdrawal.org),
        needs_action: false,
        params: vec![("amount", Money::new(amount, withdrawal.money.currency).into())],
    };
    notices::tell(tx, act, withdrawal.asked_by, &notice)
}

//! What the provider did after the backup was made from which this book was restored: written again as it happened.

use crate::audit::{self, Act};
use crate::contracts;
use crate::failure::Failure;
use crate::ledger::{self, Account, postings};
use crate::operations::{self, NewOperation, Operation, OperationKind, Owner};
use crate::payments::model::{Checkout, CheckoutState, Purpose, Till, Withdrawal, WithdrawalState};
use crate::payments::store;
use crate::platform::db::{Conn, Tx};
use crate::platform::gateway::{self, Object, Refund, Stand, Taking, Trace};
use crate::primitives::id::{CheckoutId, ContractId, OperationId, OrgId, WithdrawalId};
use crate::primitives::{Minor, Money};

/// A payment that arrived: it is in the wallet of who paid (M1). `false` if nobody can tell whose it is.
pub fn import_payment(tx: &mut Tx<'_>, act: &Act, (taking, trace): (&Taking, &Trace), till: &Till) -> Result<bool, Failure> {
    let Some(op_id) = trace.op_id else { return Ok(false) };
    let Some((org, contract)) = payer(tx, trace)? else { return Ok(false) };
    let Some(by) = store::find_owner(tx, org)? else { return Ok(false) };
    let named = trace.reference.as_deref().and_then(|name| name.parse::<CheckoutId>().ok());
    let checkout = Checkout {
        id: named.unwrap_or_else(CheckoutId::random),
        org,
        contract,
        asked_by: by,
        purpose: if contract.is_some() { Purpose::Funding } else { Purpose::TopUp },
        state: CheckoutState::Paid,
        version: 1,
        money: taking.money,
        url: None,
        created_at: taking.at,
        expires_at: taking.at,
        paid_at: Some(taking.at),
        contested: Minor::ZERO,
        charged_back: Minor::ZERO,
    };
    store::insert_checkout(tx, &checkout)?;
    operations::adopt(tx, act, charge(op_id, &checkout)?, &object(op_id, taking, trace))?;
    ledger::post(tx, act, &postings::capture(till.provider, org, checkout.id, contract, taking.money)?)?;
    audit::note(tx, act, "checkout.imported", &checkout.id, &taking.source)?;
    Ok(true)
}

/// Who paid: the contract or the organisation that the payment names, else whom the provider knows under this name.
fn payer(conn: &mut Conn, trace: &Trace) -> Result<Option<(OrgId, Option<ContractId>)>, Failure> {
    let group = trace.group.as_deref().unwrap_or_default();
    if let Ok(id) = group.parse::<ContractId>()
        && let Some(contract) = contracts::find(conn, id)?
    {
        return Ok(Some((contract.org, Some(id))));
    }
    let customer = match &trace.customer {
        Some(name) => operations::find_of_ref(conn, OperationKind::Customer, name)?,
        None => None,
    };
    let known = [Some(group.to_owned()), customer.map(|operation| operation.fact)];
    for org in known.into_iter().flatten().filter_map(|name| name.parse::<OrgId>().ok()) {
        if store::name_of_org(conn, org)?.is_some() {
            return Ok(Some((org, None)));
        }
    }
    Ok(None)
}

pub(super) fn charge(id: OperationId, checkout: &Checkout) -> Result<NewOperation, Failure> {
    let asked = gateway::Checkout {
        op_id: id,
        contract_id: checkout.contract,
        transfer_group: checkout.contract.map_or_else(|| checkout.org.to_string(), |contract| contract.to_string()),
        reference: checkout.id.to_string(),
        customer: None,
        money: checkout.money,
        title: String::new(),
        return_url: String::new(),
        expires_at: checkout.expires_at,
    };
    Ok(NewOperation {
        id,
        kind: OperationKind::Charge,
        owner: Owner::Checkout { id: checkout.id, org: checkout.org, contract: checkout.contract },
        money: checkout.money,
        fact: checkout.id.to_string(),
        body: serde_json::to_string(&asked).map_err(|error| Failure::Bug(error.to_string()))?,
        next_at: checkout.created_at,
    })
}

/// A payment that went back (M14): it is out of the wallet; what the wallet of this book does not have, is owed. `false` if nobody can tell whose it is.
pub fn import_refund(tx: &mut Tx<'_>, act: &Act, (taking, trace): (&Taking, &Trace), till: &Till) -> Result<bool, Failure> {
    let (Some(op_id), Some(payment)) = (trace.op_id, trace.payment.as_deref()) else { return Ok(false) };
    let Some((origin, checkout)) = origin_of(tx, payment)? else { return Ok(false) };
    let money = Money::new(Minor(taking.money.amount.0.saturating_abs()), taking.money.currency);
    let covered = ledger::balance(tx, &Account::Wallet(checkout.org), money.currency)?.min(money.amount);
    let withdrawal = Withdrawal {
        id: WithdrawalId::random(),
        org: checkout.org,
        asked_by: checkout.asked_by,
        money,
        state: WithdrawalState::Done,
        version: 1,
        created_at: taking.at,
        ended_at: Some(taking.at),
    };
    store::insert_withdrawal(tx, &withdrawal)?;
    ledger::post(tx, act, &postings::withdrawal_imported(till.provider, checkout.org, withdrawal.id, (money, covered))?)?;
    let asked = Refund { op_id, transfer_group: checkout.org.to_string(), money, origin: payment.to_owned() };
    let new = NewOperation {
        id: op_id,
        kind: OperationKind::Refund,
        owner: Owner::Withdrawal { id: withdrawal.id, org: checkout.org, origin },
        money,
        fact: format!("{}:{origin}", withdrawal.id),
        body: serde_json::to_string(&asked).map_err(|error| Failure::Bug(error.to_string()))?,
        next_at: taking.at,
    };
    operations::adopt(tx, act, new, &Object { money, payment: None, source: None, ..object(op_id, taking, trace) })?;
    audit::note(tx, act, "withdrawal.imported", &withdrawal.id, &taking.source)?;
    Ok(true)
}

fn origin_of(conn: &mut Conn, payment: &str) -> Result<Option<(CheckoutId, Checkout)>, Failure> {
    let charge: Option<Operation> = operations::find_of_payment(conn, payment)?;
    let Some(id) = charge.and_then(|charge| charge.checkout) else { return Ok(None) };
    Ok(store::find_checkout(conn, id)?.map(|checkout| (id, checkout)))
}

fn object(op_id: OperationId, taking: &Taking, trace: &Trace) -> Object {
    Object {
        id: trace.object.clone(),
        stand: Stand::Paid,
        money: taking.money,
        op_id,
        url: None,
        payment: trace.payment.clone(),
        source: Some(taking.source.clone()),
        payee: None,
    }
}

/// A part of a withdrawal that was on its way when the backup was made, and that the provider does not have: it is in the wallet again.
pub(in crate::payments) fn end_unsent(tx: &mut Tx<'_>, act: &Act, operation: &Operation, till: &Till) -> Result<(), Failure> {
    operations::give_up(tx, act, operation, "restored")?;
    super::withdrawals::come_back(tx, act, operation, "restored", till)
}

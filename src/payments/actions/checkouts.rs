//! Hosted checkouts: asked for, opened, and settled once by what the provider shows.

use super::{debts, funding};
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::ledger::{self, Provider, postings};
use crate::notices::{self, Notice, NoticeKind};
use crate::operations::{self, NewOperation, Operation, OperationKind, OperationState, Owner, Prepared, Recorded};
use crate::payments::model::{Checkout, CheckoutState, Purpose, Till};
use crate::payments::{rules, store};
use crate::platform::db::Tx;
use crate::platform::gateway::{self, Object, Outcome};
use crate::primitives::id::{CheckoutId, ContractId, MilestoneId, OperationId, OrgId, UserId};
use crate::primitives::{Instant, Minor, Money};
use crate::sessions::{Person, Right};

/// A member who moves money asks to pay into the wallet. Refusals: `payment.too_small`, `payment.too_large`.
pub fn top_up(tx: &mut Tx<'_>, act: &Act, person: &Person, (org, money): (OrgId, Money), till: &Till) -> Result<CheckoutId, Failure> {
    person.can(org, Right::MoveMoney)?;
    person.confirmed()?;
    rules::check_top_up(money, till.minimum)?;
    let asked = Asked { org, by: person.id, money, contract: None, milestones: Vec::new(), title: org_name(person, org) };
    ask(tx, act, &asked, till)
}

fn org_name(person: &Person, org: OrgId) -> String {
    person.membership(org).map(|member| member.org_name.clone()).unwrap_or_default()
}

/// A payment to ask for.
pub(super) struct Asked {
    pub(super) org: OrgId,
    pub(super) by: UserId,
    pub(super) money: Money,
    pub(super) contract: Option<ContractId>,
    pub(super) milestones: Vec<MilestoneId>,
    pub(super) title: String,
}

pub(super) fn ask(tx: &mut Tx<'_>, act: &Act, asked: &Asked, till: &Till) -> Result<CheckoutId, Failure> {
    let checkout = Checkout {
        id: CheckoutId::random(),
        org: asked.org,
        contract: asked.contract,
        asked_by: asked.by,
        purpose: if asked.contract.is_some() { Purpose::Funding } else { Purpose::TopUp },
        state: CheckoutState::Preparing,
        version: 1,
        money: asked.money,
        url: None,
        created_at: act.at,
        expires_at: act.at.plus_hours(rules::CHECKOUT_HOURS),
        paid_at: None,
        contested: Minor::ZERO,
        charged_back: Minor::ZERO,
    };
    store::insert_checkout(tx, &checkout)?;
    if !asked.milestones.is_empty() {
        store::insert_chosen(tx, checkout.id, &asked.milestones)?;
    }
    name_customer(tx, act, &checkout, &asked.title, till)?;
    operations::decide(tx, act, charge(&checkout, &asked.title, till)?)?;
    audit::note(tx, act, "checkout.asked", &checkout.id, "")?;
    Ok(checkout.id)
}

/// Where the provider keeps names of who pays, an organisation gets its name with its first payment.
fn name_customer(tx: &mut Tx<'_>, act: &Act, checkout: &Checkout, title: &str, till: &Till) -> Result<(), Failure> {
    let fact = checkout.org.to_string();
    if till.provider != Provider::Stripe || operations::find_of_fact(tx, OperationKind::Customer, &fact)?.is_some() {
        return Ok(());
    }
    let id = OperationId::random();
    let name = store::name_of_org(tx, checkout.org)?.unwrap_or_else(|| title.to_owned());
    let body = gateway::Customer { op_id: id, name, reference: fact.clone() };
    let new = NewOperation {
        id,
        kind: OperationKind::Customer,
        owner: Owner::Customer(checkout.org),
        money: Money::new(Minor::ZERO, checkout.money.currency),
        fact,
        body: serde_json::to_string(&body).map_err(|error| Failure::Bug(error.to_string()))?,
        next_at: checkout.created_at,
    };
    operations::decide(tx, act, new)
}

/// A page is asked for in the payer's name at the provider: once that is known, or known not to come.
pub(in crate::payments) fn prepare(tx: &mut Tx<'_>, operation: &Operation, now: Instant) -> Result<Prepared, Failure> {
    let checkout = of(tx, operation)?;
    let Some(customer) = operations::find_of_fact(tx, OperationKind::Customer, &checkout.org.to_string())? else {
        return Ok(Prepared::Ready);
    };
    match (customer.state, customer.provider_ref) {
        (OperationState::Done, Some(name)) => {
            let asked: gateway::Checkout =
                serde_json::from_str(&operation.request.body).map_err(|error| Failure::Bug(error.to_string()))?;
            let named = gateway::Checkout { customer: Some(name), ..asked };
            Ok(Prepared::Bound(serde_json::to_string(&named).map_err(|error| Failure::Bug(error.to_string()))?))
        }
        (OperationState::Done | OperationState::Declined | OperationState::Abandoned, _) => Ok(Prepared::Ready),
        (
            OperationState::Queued
            | OperationState::Sending
            | OperationState::Retry
            | OperationState::Waiting
            | OperationState::Unknown
            | OperationState::Blocked,
            _,
        ) => Ok(Prepared::NotBefore(now.plus_seconds(1))),
    }
}

fn charge(checkout: &Checkout, title: &str, till: &Till) -> Result<NewOperation, Failure> {
    let id = OperationId::random();
    let group = checkout.contract.map_or_else(|| checkout.org.to_string(), |contract| contract.to_string());
    let body = gateway::Checkout {
        op_id: id,
        contract_id: checkout.contract,
        transfer_group: group,
        reference: checkout.id.to_string(),
        customer: None,
        money: checkout.money,
        title: title.to_owned(),
        return_url: format!("{}/checkouts/{}", till.base_url, checkout.id),
        expires_at: checkout.expires_at,
    };
    Ok(NewOperation {
        id,
        kind: OperationKind::Charge,
        owner: Owner::Checkout { id: checkout.id, org: checkout.org, contract: checkout.contract },
        money: checkout.money,
        fact: checkout.id.to_string(),
        body: serde_json::to_string(&body).map_err(|error| Failure::Bug(error.to_string()))?,
        next_at: checkout.created_at,
    })
}

/// Writes down what the provider answered when it was asked for a page.
pub(in crate::payments) fn record_charge(
    tx: &mut Tx<'_>,
    act: &Act,
    operation: &Operation,
    outcome: Outcome,
    till: &Till,
) -> Result<(), Failure> {
    match operations::record(tx, act, operation, outcome, OperationState::Waiting)? {
        Recorded::Done(object) => {
            let now = Operation { state: OperationState::Waiting, ..operation.clone() };
            settle(tx, act, &now, &object, till).map(drop)
        }
        Recorded::Declined(code) => {
            let checkout = of(tx, operation)?;
            if !checkout.state.is_open() {
                return Ok(());
            }
            store::advance_checkout(tx, &checkout, CheckoutState::Declined, None)?;
            audit::note(tx, act, "checkout.declined", &checkout.id, &code)?;
            tell(tx, act, &checkout, NoticeKind::CheckoutFailed)
        }
        Recorded::Later => Ok(()),
    }
}

/// The provider shows where a payment stands: the checkout goes there, the money is booked (M1), and a deal that waits for it funds itself. Returns how
/// many effects that had: none if it was known.
pub(in crate::payments) fn settle(tx: &mut Tx<'_>, act: &Act, operation: &Operation, object: &Object, till: &Till) -> Result<i32, Failure> {
    let checkout = of(tx, operation)?;
    let Some(state) = rules::after(checkout.state, object.stand) else { return Ok(0) };
    let is_paid = state == CheckoutState::Paid;
    store::advance_checkout(tx, &checkout, state, is_paid.then_some(act.at))?;
    operations::finish(tx, act, operation, object, rules::operation_state(state))?;
    if let (CheckoutState::Open, Some(url)) = (state, &object.url) {
        store::set_url(tx, checkout.id, url)?;
    }
    audit::note(tx, act, &format!("checkout.{state}"), &checkout.id, "")?;
    match state {
        CheckoutState::Paid => {
            let captured = postings::capture(till.provider, checkout.org, checkout.id, checkout.contract, checkout.money)?;
            ledger::post(tx, act, &captured)?;
            if checkout.purpose == Purpose::TopUp {
                debts::repay(tx, act, (checkout.org, checkout.money.currency), &checkout.id)?;
            }
            // However late it comes; a milestone that was paid for another way meanwhile leaves it in the wallet.
            funding::fund_paid(tx, act, &checkout)?;
            tell(tx, act, &checkout, NoticeKind::CheckoutPaid)?;
        }
        CheckoutState::Declined | CheckoutState::Expired => tell(tx, act, &checkout, NoticeKind::CheckoutFailed)?,
        CheckoutState::Preparing | CheckoutState::Open | CheckoutState::Abandoned => {}
    }
    Ok(1)
}

fn of(tx: &mut Tx<'_>, operation: &Operation) -> Result<Checkout, Failure> {
    let id = operation.checkout.ok_or_else(|| Failure::Bug("a charge without its checkout".to_owned()))?;
    store::find_checkout(tx, id)?.ok_or_else(|| Failure::Bug("an operation of no checkout".to_owned()))
}

fn tell(tx: &mut Tx<'_>, act: &Act, checkout: &Checkout, kind: NoticeKind) -> Result<(), Failure> {
    let notice = Notice {
        kind,
        subject: checkout.id.to_string(),
        url: format!("/checkouts/{}", checkout.id),
        needs_action: false,
        params: vec![("amount", checkout.money.into())],
    };
    notices::tell(tx, act, checkout.asked_by, &notice)
}

//! The account that payouts go to: named by its owner, and, where the provider wants to know whom it pays, known to it.

use super::sending::{moves, notice, tell_payee};
use crate::audit::{self, Act};
use crate::clocks::{self, Clock, ClockKind, NewClock};
use crate::failure::{Failure, VERSION_STALE};
use crate::ledger::{Payee, Provider};
use crate::notices::{NoticeKind, Param};
use crate::operations::{self, NewOperation, Operation, OperationKind, OperationState, Owner, Recorded};
use crate::payouts::model::{Desk, NewAccount, PayoutAccount, home};
use crate::payouts::rules::{self, Event};
use crate::payouts::store;
use crate::platform::db::Tx;
use crate::platform::gateway::{self, Object, Onboarding, Outcome, PayeeSeen, Standing};
use crate::primitives::id::{OperationId, PayoutAccountId};
use crate::primitives::{Minor, Money};
use crate::sessions::Person;

/// The provider's pages are open for some minutes; ours counts less.
const LINK_SECONDS: i64 = 240;

/// Names the account that payouts go to. The first one may be used at once; a changed one after 72 hours, and its owner is told. Where the provider
/// wants to know whom it pays, it is asked for an account; the same account named again gets a fresh page there.
/// Failures: step-up wanted; not found for who is no creator.
pub fn set_account(tx: &mut Tx<'_>, act: &Act, person: &Person, new: &NewAccount, desk: &Desk) -> Result<(), Failure> {
    let payee = Payee::Creator(person.creator_id()?);
    set_account_of(tx, act, (person, payee), new, desk)
}

/// As [`set_account`], for the creator himself or for an agency, by one of its members who moves its money.
pub fn set_account_of(tx: &mut Tx<'_>, act: &Act, (person, payee): (&Person, Payee), new: &NewAccount, desk: &Desk) -> Result<(), Failure> {
    person.stepped_up(act.at)?;
    moves(person, payee)?;
    let current = store::find_account(tx, payee)?;
    let Some(usable_at) = rules::usable_at(current.as_ref(), new, act.at) else {
        return current.map_or(Ok(()), |same| ask_link(tx, act, &same, desk));
    };
    let id = PayoutAccountId::random();
    if let Some(current) = &current {
        if !store::replace_account(tx, current.id, act.at)? {
            return Err(VERSION_STALE.into());
        }
        clocks::stop_all(tx, act.at, &current.id.to_string())?;
    }
    let standing = if desk.provider == Provider::Stripe { Standing::Incomplete } else { Standing::Usable };
    if !store::insert_account(tx, (id, payee), new, (usable_at, standing), act.at)? {
        return Err(VERSION_STALE.into());
    }
    if standing == Standing::Incomplete {
        operations::decide(tx, act, account_wanted((id, payee), new, act)?)?;
    }
    audit::note(tx, act, if current.is_some() { "payout_account.changed" } else { "payout_account.added" }, &id, "")?;
    if current.is_some() {
        let (due, subject) = (usable_at, id.to_string());
        let (brief, contract, milestone, money) = (None, None, None, None);
        clocks::start(tx, act.at, &NewClock { kind: ClockKind::PayoutAccount, subject, brief, contract, milestone, due, money })?;
        let params = vec![("due", Param::from(usable_at))];
        let url = format!("{}/payout-account", home(payee));
        let changed = notice(NoticeKind::PayoutAccountChanged, id.to_string(), &url, params);
        tell_payee(tx, act, payee, &changed)?;
    }
    Ok(())
}

fn account_wanted((account, payee): (PayoutAccountId, Payee), new: &NewAccount, act: &Act) -> Result<NewOperation, Failure> {
    let id = OperationId::random();
    let body = gateway::Payee { op_id: id, country: new.country.clone(), currency: new.currency, reference: payee.to_string() };
    Ok(NewOperation {
        id,
        kind: OperationKind::Account,
        owner: Owner::Payee(payee.creator(), payee.org()),
        money: Money::new(Minor::ZERO, new.currency),
        fact: account.to_string(),
        body: serde_json::to_string(&body).map_err(|error| Failure::Bug(error.to_string()))?,
        next_at: act.at,
    })
}

/// Asks for the provider's page, if the provider wants to know something and no page of it is open.
pub(in crate::payouts) fn ask_link(tx: &mut Tx<'_>, act: &Act, account: &PayoutAccount, desk: &Desk) -> Result<(), Failure> {
    let Some(provider_ref) = account.provider_ref.clone().filter(|_| account.standing != Standing::Usable) else { return Ok(()) };
    // One page in a minute: whoever asks twice gets the same.
    let fact = format!("{}:{}", account.id, act.at.0.div_euclid(60_000_000));
    if account.onboarding_url(act.at).is_some() || operations::find_of_fact(tx, OperationKind::AccountLink, &fact)?.is_some() {
        return Ok(());
    }
    let id = OperationId::random();
    let home = format!("{}{}", desk.base_url, home(account.payee));
    let (back, again) = (format!("{home}/payouts"), format!("{home}/payout-account"));
    let body = Onboarding { op_id: id, account: provider_ref, return_url: back, refresh_url: again };
    let new = NewOperation {
        id,
        kind: OperationKind::AccountLink,
        owner: Owner::Payee(account.payee.creator(), account.payee.org()),
        money: Money::new(Minor::ZERO, account.currency),
        fact,
        body: serde_json::to_string(&body).map_err(|error| Failure::Bug(error.to_string()))?,
        next_at: act.at,
    };
    operations::decide(tx, act, new)
}

fn of(tx: &mut Tx<'_>, operation: &Operation) -> Result<PayoutAccount, Failure> {
    let id = operation.fact.split(':').next().and_then(|id| id.parse().ok());
    let id: PayoutAccountId = id.ok_or_else(|| Failure::Bug("an operation of no payout account".to_owned()))?;
    Ok(store::get_account(tx, id)?)
}

/// Writes down what the provider answered when it was asked for an account. One that it will not make is restricted, with its reason as a need.
pub(in crate::payouts) fn record_account(
    tx: &mut Tx<'_>,
    act: &Act,
    operation: &Operation,
    outcome: Outcome,
    desk: &Desk,
) -> Result<(), Failure> {
    match operations::record(tx, act, operation, outcome, OperationState::Done)? {
        Recorded::Done(object) => {
            see(tx, act, operation, &object)?;
            let account = of(tx, operation)?;
            ask_link(tx, act, &account, desk)
        }
        Recorded::Declined(code) => {
            let account = of(tx, operation)?;
            let refused = PayeeSeen { standing: Standing::Restricted, needs: vec![code.clone()], needs_by: None };
            store::set_standing(tx, account.id, "", &refused)?;
            Ok(audit::note(tx, act, "payout_account.refused", &account.id, &code)?)
        }
        Recorded::Later => Ok(()),
    }
}

/// Writes down what the provider answered when it was asked for its page.
pub(in crate::payouts) fn record_link(tx: &mut Tx<'_>, act: &Act, operation: &Operation, outcome: Outcome) -> Result<(), Failure> {
    if let Recorded::Done(object) = operations::record(tx, act, operation, outcome, OperationState::Done)? {
        let account = of(tx, operation)?;
        store::set_onboarding(tx, account.id, &object.url.unwrap_or_default(), act.at.plus_seconds(LINK_SECONDS))?;
    }
    Ok(())
}

/// The provider shows what it thinks of a payee; what was waiting for that goes on. Returns 1 if it is news.
pub(in crate::payouts) fn see(tx: &mut Tx<'_>, act: &Act, operation: &Operation, object: &Object) -> Result<i32, Failure> {
    let Some(seen) = &object.payee else { return Ok(0) };
    if operation.state != OperationState::Sending {
        operations::finish(tx, act, operation, object, OperationState::Done)?;
    }
    let account = of(tx, operation)?;
    let known = account.provider_ref.as_deref() == Some(object.id.as_str());
    if known && (account.standing, &account.needs, account.needs_by) == (seen.standing, &seen.needs, seen.needs_by) {
        return Ok(0);
    }
    store::set_standing(tx, account.id, &object.id, seen)?;
    audit::note(tx, act, &format!("payout_account.{}", seen.standing), &account.id, "")?;
    if seen.standing == Standing::Usable {
        release(tx, act, &account)?;
    }
    Ok(1)
}

/// The waiting of a changed account is over: what was scheduled for it is sent.
pub fn fire(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let id: PayoutAccountId = clock.subject.parse().map_err(|_| Failure::Bug("a payout account's clock without its id".to_owned()))?;
    let account = store::get_account(tx, id)?;
    audit::note(tx, act, "payout_account.usable", &id, "")?;
    release(tx, act, &account)
}

fn release(tx: &mut Tx<'_>, act: &Act, account: &PayoutAccount) -> Result<(), Failure> {
    if act.at < account.usable_at {
        return Ok(());
    }
    for payout in store::list_scheduled(tx, account.id)? {
        store::advance(tx, &payout, rules::after(&payout, Event::Ready)?, None, None)?;
        if let Some(operation) = operations::find_for_payout(tx, payout.id)? {
            operations::hasten(tx, operation.id, act.at)?;
        }
    }
    Ok(())
}

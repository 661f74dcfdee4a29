//! Transfers that left after the backup was made from which this book was restored: written again as they happened.

use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::ledger::{self, Provider, postings};
use crate::operations::{self, NewOperation, OperationKind, Owner};
use crate::payouts::model::{Payout, PayoutState};
use crate::payouts::store;
use crate::platform::db::Tx;
use crate::platform::gateway::{Object, Stand, Taking, Trace, Transfer};
use crate::primitives::id::PayoutId;
use crate::primitives::{Minor, Money};

/// A transfer that arrived (M6, M7): it is out of what is available; what is not available in this book, is owed. `false` if nobody can tell whose it is.
pub fn import_transfer(tx: &mut Tx<'_>, act: &Act, (taking, trace): (&Taking, &Trace), provider: Provider) -> Result<bool, Failure> {
    let (Some(op_id), Some(destination)) = (trace.op_id, trace.destination.as_deref()) else { return Ok(false) };
    let Some(account) = store::find_account_of_ref(tx, destination)? else { return Ok(false) };
    let money = Money::new(Minor(taking.money.amount.0.saturating_abs()), taking.money.currency);
    let group = trace.group.clone().unwrap_or_default();
    let payout = Payout {
        id: group.parse().unwrap_or_else(|_| PayoutId::random()),
        payee: account.payee,
        account: account.id,
        money,
        debt_paid: Minor::ZERO,
        state: PayoutState::Paid,
        version: 1,
        failure_code: None,
        created_at: taking.at,
        ended_at: Some(taking.at),
    };
    store::insert(tx, &payout)?;
    let covered = ledger::balance(tx, &payout.payee.available(), money.currency)?.min(money.amount);
    ledger::post(tx, act, &postings::payout_imported(&payout.booked(provider), covered)?)?;
    ledger::post(tx, act, &postings::payout_done(&payout.booked(provider))?)?;
    let asked = Transfer { op_id, transfer_group: group, money, destination: destination.to_owned() };
    let new = NewOperation {
        id: op_id,
        kind: OperationKind::Transfer,
        owner: Owner::Payout { id: payout.id, creator: payout.payee.creator(), org: payout.payee.org() },
        money,
        fact: payout.id.to_string(),
        body: serde_json::to_string(&asked).map_err(|error| Failure::Bug(error.to_string()))?,
        next_at: taking.at,
    };
    let (id, url, payment, source, payee) = (trace.object.clone(), None, None, Some(taking.source.clone()), None);
    operations::adopt(tx, act, new, &Object { id, stand: Stand::Paid, money, op_id, url, payment, source, payee })?;
    audit::note(tx, act, "payout.imported", &payout.id, &taking.source)?;
    Ok(true)
}

//! A payout that must not stay where it went: the transfer is taken back, and what it carried is available again.

use super::sending::come_back;
use crate::audit::{self, Act};
use crate::failure::{Failure, STATE_REFUSED};
use crate::ledger::Provider;
use crate::notices;
use crate::operations::{self, NewOperation, Operation, OperationKind, OperationState, Owner, Recorded};
use crate::payouts::model::{Payout, PayoutState};
use crate::payouts::store;
use crate::platform::db::{Conn, Tx};
use crate::platform::gateway::{Outcome, Reversal};
use crate::primitives::id::{OperationId, PayoutId};

/// A payout that arrived, by a transfer that nobody is taking back yet: with the transfer.
pub fn arrived(conn: &mut Conn, id: PayoutId) -> Result<Option<(Payout, Operation)>, Failure> {
    let payout = store::find(conn, id)?.ok_or(Failure::NotFound)?;
    let taken = operations::find_of_fact(conn, OperationKind::Reversal, &id.to_string())?.is_some();
    let transfer = operations::find_for_payout(conn, id)?.filter(|transfer| transfer.state == OperationState::Done);
    Ok(transfer.filter(|_| payout.state == PayoutState::Paid && !taken).map(|transfer| (payout, transfer)))
}

/// The platform wants a payout back that arrived: the provider is asked to take the transfer back. What has gone on to a bank is not there any more,
/// and then the provider refuses. Refusals: `state.refused` unless it arrived, once.
pub fn take_back(tx: &mut Tx<'_>, act: &Act, id: PayoutId) -> Result<(), Failure> {
    let (payout, transfer) = arrived(tx, id)?.ok_or(STATE_REFUSED)?;
    let op_id = OperationId::random();
    let name = transfer.provider_ref.ok_or_else(|| Failure::Bug("a transfer that was done has no name".to_owned()))?;
    let asked = Reversal { op_id, transfer: name, money: transfer.money };
    let new = NewOperation {
        id: op_id,
        kind: OperationKind::Reversal,
        owner: Owner::Payout { id, creator: payout.payee.creator(), org: payout.payee.org() },
        money: transfer.money,
        fact: id.to_string(),
        body: serde_json::to_string(&asked).map_err(|error| Failure::Bug(error.to_string()))?,
        next_at: act.at,
    };
    operations::decide(tx, act, new)?;
    Ok(audit::note(tx, act, "payout.taken_back", &id, "")?)
}

/// Writes down what the provider answered: the payout has come back, if it was not heard of before; or it stays where it is, and a person is told.
pub(in crate::payouts) fn record_reversal(
    tx: &mut Tx<'_>,
    act: &Act,
    operation: &Operation,
    outcome: Outcome,
    provider: Provider,
) -> Result<(), Failure> {
    match operations::record(tx, act, operation, outcome, OperationState::Done)? {
        Recorded::Later => Ok(()),
        Recorded::Declined(code) => notices::tell_finance(tx, act, &operation.fact, &code),
        Recorded::Done(_) => {
            let id = operation.payout.ok_or_else(|| Failure::Bug("a reversal without its payout".to_owned()))?;
            let payout = store::find(tx, id)?.ok_or_else(|| Failure::Bug("a reversal of no payout".to_owned()))?;
            if payout.state == PayoutState::Paid { come_back(tx, act, &payout, provider) } else { Ok(()) }
        }
    }
}

//! How far a payout has come: what its call to the provider says of it.

use super::model::{Late, Payout, PayoutAccount};
use super::pages::PayoutRow;
use crate::failure::Failure;
use crate::operations::{self, Fuse, OperationState};
use crate::platform::db::Conn;

/// A payout as lists show it, with why it is late and whether it can still be taken back.
pub fn row(conn: &mut Conn, payout: &Payout, account: Option<&PayoutAccount>) -> Result<PayoutRow, Failure> {
    if payout.ended_at.is_some() {
        return Ok(PayoutRow::of(payout, account, false, None));
    }
    let paused = operations::is_blown(conn, Fuse::Money)?;
    let call = operations::find_for_payout(conn, payout.id)?;
    let unsent = call.as_ref().is_some_and(|call| call.state == OperationState::Queued && call.attempts == 0);
    Ok(PayoutRow::of(payout, account, unsent, call.as_ref().and_then(|call| Late::of(call, paused))))
}

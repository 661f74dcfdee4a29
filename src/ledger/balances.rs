//! What stands where: balances as their owners see them.

use super::account::{Account, Side};
use super::store;
use crate::platform::db::{Conn, DbError};
use crate::primitives::{Currency, Minor};

/// The balance of an account on its own side: what is owed to its owner, earned, or had; minor units. Zero if nothing ever moved.
pub fn balance(conn: &mut Conn, account: &Account, currency: Currency) -> Result<Minor, DbError> {
    let signed = store::find_balance(conn, &account.to_string(), currency)?;
    Ok(on_own_side(account.side(), signed))
}

/// Turns a signed amount (debit +) to the account's own side.
pub(super) const fn on_own_side(side: Side, signed: Minor) -> Minor {
    match side {
        Side::Dr => signed,
        Side::Cr => Minor(signed.0.saturating_neg()),
    }
}

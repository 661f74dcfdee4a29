//! What an organisation owes after a lost chargeback, and what of its payments cannot go back because their payer's bank has taken it already.
//!
//! A debt is paid from the next money that is meant for the wallet, and before any money leaves it; a payment for a deal goes to that deal.

use crate::audit::Act;
use crate::failure::Failure;
use crate::ledger::{self, Account, postings};
use crate::payments::model::Checkout;
use crate::payments::store;
use crate::platform::db::Tx;
use crate::primitives::id::OrgId;
use crate::primitives::{Currency, Minor, Money};

/// Pays a debt from the wallet, as far as that goes. `reference` names what brought the money, or what it was to be used for.
pub(super) fn repay(
    tx: &mut Tx<'_>,
    act: &Act,
    (org, currency): (OrgId, Currency),
    reference: &dyn std::fmt::Display,
) -> Result<(), Failure> {
    let debt = ledger::balance(tx, &Account::DebtOfOrg(org), currency)?;
    if !debt.is_positive() {
        return Ok(());
    }
    let part = debt.min(ledger::balance(tx, &Account::Wallet(org), currency)?);
    if part.is_positive() {
        ledger::post(tx, act, &postings::debt_repaid(org, reference, Money::new(part, currency))?)?;
    }
    Ok(())
}

/// A part of a payment is in a case now: it does not go back to its origin, and as much stays in the wallet.
pub fn contest(tx: &mut Tx<'_>, checkout: &Checkout, amount: Minor) -> Result<(), Failure> {
    store::set_contested(tx, checkout, checkout.contested.plus(amount)?, checkout.charged_back)
}

/// The case of a part of a payment is over: it is as before, or it is gone.
pub fn end_contest(tx: &mut Tx<'_>, checkout: &Checkout, amount: Minor, lost: bool) -> Result<(), Failure> {
    let charged_back = if lost { checkout.charged_back.plus(amount)? } else { checkout.charged_back };
    store::set_contested(tx, checkout, checkout.contested.minus(amount)?, charged_back)
}

//! Thanks beyond the price.

use super::happen::{clockwork, see};
use super::{tell, trace};
use crate::audit::{self, Act};
use crate::clocks::{self, ClockKind, NewClock};
use crate::contracts::model::{Contract, Milestone, Tip};
use crate::contracts::{rules, store};
use crate::failure::Failure;
use crate::ledger::{self, Account, postings};
use crate::platform::db::{Conn, Tx};
use crate::primitives::{
    Money,
    id::{MilestoneId, TipId},
};
use crate::sessions::Person;

/// The milestone and its contract, for whoever may tip.
pub(crate) fn tipping(conn: &mut Conn, person: &Person, id: MilestoneId) -> Result<(Contract, Milestone), Failure> {
    let (contract, milestone, access) = see(conn, person, id)?;
    rules::tipper(access)?;
    person.confirmed()?;
    Ok((contract, milestone))
}

/// A member who moves money thanks the creator of accepted work: from the wallet, without a fee (M24). It clears like a release. Refusals:
/// `state.refused`, `money.currency`, `tip.uncovered`.
pub(crate) fn tip(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MilestoneId, money: Money) -> Result<Tip, Failure> {
    let (contract, milestone) = tipping(tx, person, id)?;
    let amount = rules::tip_amount(&contract, money)?;
    store::hold(tx, &milestone)?;
    let free = ledger::balance(tx, &Account::Wallet(contract.org), contract.currency)?;
    rules::tip(&contract, milestone.state, amount, free)?;
    let clears_at = act.at.plus_hours(clockwork(tx, &contract, act.at)?.clearance_hours);
    let tip = Tip { id: TipId::random(), milestone: id, amount, by: person.id, at: act.at, clears_at };
    store::insert_tip(tx, &tip)?;
    ledger::post(tx, act, &postings::tip(&contract.deal(&milestone), amount, &tip.id)?)?;
    audit::note(tx, act, "milestone.tipped", &id, &tip.id.to_string())?;
    let clock = NewClock {
        kind: ClockKind::Clearance,
        subject: tip.id.to_string(),
        brief: None,
        contract: Some(contract.id),
        milestone: Some(id),
        due: clears_at,
        money: Some(contract.money(amount)),
    };
    clocks::start(tx, act.at, &clock)?;
    trace::changed(tx, act, &contract)?;
    tell::tipped(tx, act, &contract, &milestone, amount)?;
    Ok(tip)
}

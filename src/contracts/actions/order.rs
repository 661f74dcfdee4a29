//! More work for more money: one side proposes, the other answers; agreed it is a milestone, which binds once it is funded.

use super::award::milestone_of;
use super::happen::{Deed, happen_and_end, see_contract};
use super::{announce, trace};
use crate::audit::{self, Act};
use crate::clocks::{self, Clock, ClockKind, NewClock};
use crate::contracts::model::{ChangeOrder, Contract, Event, Milestone, MilestoneState, OrderState, Party, Plan};
use crate::contracts::rules::{self, ORDER_FUNDING_HOURS, ORDER_HOURS};
use crate::contracts::store::{self, Outcome};
use crate::contracts::terms::{self, Addendum};
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::notices;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ChangeOrderId, ContractId};
use crate::sessions::Person;

/// The deal, for whoever may decide for his side.
pub(crate) fn ordering(conn: &mut Conn, person: &Person, id: ContractId) -> Result<(Contract, Party), Failure> {
    let (contract, access) = see_contract(conn, person, id)?;
    if access.works && access.party != Party::Platform { Ok((contract, access.party)) } else { Err(ACT_FORBIDDEN.into()) }
}

/// One side proposes extra work. Refusals: `state.refused`, `change_order.full`.
pub fn propose_order(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    id: ContractId,
    (plan, text): (&Plan, &str),
) -> Result<ChangeOrder, Failure> {
    let (contract, party) = ordering(tx, person, id)?;
    // Held, so that two proposals at once cannot both take the last room.
    store::touch(tx, &contract)?;
    rules::takes_orders(&contract, store::list_milestones(tx, id)?.len(), store::list_open_orders(tx, &[id])?.len())?;
    let new = ChangeOrder {
        id: ChangeOrderId::random(),
        contract: id,
        state: OrderState::Proposed,
        title: plan.title.clone(),
        price: plan.price,
        days: plan.days,
        text: text.to_owned(),
        asked_by: person.id,
        asked_party: party,
        asked_at: act.at,
        answer_by: act.at.plus_hours(ORDER_HOURS),
        answered_by: None,
        answered_at: None,
        milestone: None,
        sha256: None,
    };
    store::insert_order(tx, &new)?;
    start_clock(tx, act, &contract, (ClockKind::OrderAnswer, &new.id.to_string(), None), new.answer_by)?;
    audit::note(tx, act, "change_order.proposed", &new.id, &new.title)?;
    trace::changed(tx, act, &contract)?;
    announce::proposed(tx, act, &contract, &new)?;
    Ok(new)
}

fn start_clock(
    tx: &mut Tx<'_>,
    act: &Act,
    contract: &Contract,
    (kind, subject, of): (ClockKind, &str, Option<&Milestone>),
    due: Instant,
) -> Result<(), Failure> {
    let money = of.map(Milestone::total).transpose()?.map(|total| contract.money(total));
    let milestone = of.map(|milestone| milestone.id);
    let clock = NewClock { kind, subject: subject.to_owned(), brief: None, contract: Some(contract.id), milestone, due, money };
    clocks::start(tx, act.at, &clock)?;
    Ok(())
}

/// The other side agrees, and a milestone waits for its money; or it does not.
pub fn answer_order(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ChangeOrderId, agree: bool) -> Result<(), Failure> {
    let order = store::get_order(tx, id)?;
    let (contract, party) = ordering(tx, person, order.contract)?;
    if party == order.asked_party {
        return Err(ACT_FORBIDDEN.into());
    }
    rules::is_open(&order, act.at)?;
    if agree {
        return agreed(tx, act, person, &contract, &order);
    }
    close(tx, act, &order, &Outcome { state: OrderState::Refused, by: Some(person.id), at: act.at, made: None })?;
    trace::changed(tx, act, &contract)?;
    announce::order_refused(tx, act, &contract, &order)
}

fn agreed(tx: &mut Tx<'_>, act: &Act, person: &Person, contract: &Contract, order: &ChangeOrder) -> Result<(), Failure> {
    if contract.state.is_terminal() {
        return Err(STATE_REFUSED.into());
    }
    let milestones = store::list_milestones(tx, contract.id)?;
    let position = milestones.iter().map(|milestone| milestone.position).max().unwrap_or(0) + 1;
    let plan = Plan { title: order.title.clone(), price: order.price, days: order.days };
    let milestone = milestone_of(contract, &plan, position)?;
    store::add_price(tx, contract, order.price)?;
    store::insert_milestones(tx, std::slice::from_ref(&milestone))?;
    let terms = words(tx, contract, order, &milestone, act.at)?;
    let made = Some((milestone.id, &terms));
    close(tx, act, order, &Outcome { state: OrderState::Agreed, by: Some(person.id), at: act.at, made })?;
    let due = act.at.plus_hours(ORDER_FUNDING_HOURS);
    start_clock(tx, act, contract, (ClockKind::OrderFunding, &milestone.id.to_string(), Some(&milestone)), due)?;
    audit::note(tx, act, "milestone.planned", &milestone.id, &terms.sha256)?;
    trace::changed(tx, act, contract)?;
    announce::order_agreed(tx, act, (contract, &milestone), order, due)
}

/// What the two agreed to besides the terms of the contract.
fn words(tx: &mut Tx<'_>, contract: &Contract, order: &ChangeOrder, milestone: &Milestone, at: Instant) -> Result<terms::Terms, Failure> {
    let parties = store::parties(tx, contract)?;
    let terms_sha256 = store::find_terms(tx, contract.id)?.map(|terms| terms.sha256).unwrap_or_default();
    let total = milestone.total()?;
    let addendum = Addendum {
        contract: contract.id.to_string(),
        order: order.id.to_string(),
        terms_sha256,
        at,
        org: parties.org_name,
        creator: parties.creator_name,
        plan: Plan { title: order.title.clone(), price: order.price, days: order.days },
        position: milestone.position,
        text: order.text.clone(),
        price: contract.money(order.price),
        merchant_fee: contract.money(milestone.merchant_fee),
        total: contract.money(total),
        rounds: contract.rounds,
        review_days: contract.review_days.get(),
    };
    Ok(terms::write_addendum(&addendum))
}

fn close(tx: &mut Tx<'_>, act: &Act, order: &ChangeOrder, outcome: &Outcome<'_>) -> Result<(), Failure> {
    store::answer_order(tx, order.id, outcome)?;
    clocks::stop(tx, act.at, ClockKind::OrderAnswer, &order.id.to_string())?;
    notices::settle(tx, act, &order.id.to_string())?;
    audit::note(tx, act, &format!("change_order.{}", outcome.state), &order.id, "")?;
    Ok(())
}

/// Nobody answered for a week.
pub(super) fn silence(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Ok(id) = clock.subject.parse::<ChangeOrderId>() else { return Ok(()) };
    let order = store::get_order(tx, id)?;
    if order.state != OrderState::Proposed {
        return Ok(());
    }
    let contract = store::get(tx, order.contract)?;
    close(tx, act, &order, &Outcome { state: OrderState::Lapsed, by: None, at: act.at, made: None })?;
    trace::changed(tx, act, &contract)?;
    announce::order_lapsed(tx, act, &contract, &order)
}

/// Nobody funded what was agreed to: it is dropped.
pub(super) fn unfunded(tx: &mut Tx<'_>, act: &Act, milestone: &Milestone) -> Result<(), Failure> {
    if milestone.state != MilestoneState::Planned {
        return Ok(());
    }
    let contract = store::get(tx, milestone.contract)?;
    happen_and_end(tx, act, &contract, milestone, &Deed::of(Event::Dropped, Party::Platform))?;
    announce::order_unfunded(tx, act, &contract, milestone)
}

/// The contract ended: what was proposed in it is void.
pub(super) fn lapse(tx: &mut Tx<'_>, act: &Act, contract: &Contract) -> Result<(), Failure> {
    for open in store::list_open_orders(tx, &[contract.id])? {
        close(tx, act, &open, &Outcome { state: OrderState::Lapsed, by: None, at: act.at, made: None })?;
    }
    Ok(())
}

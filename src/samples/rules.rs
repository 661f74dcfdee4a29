//! What may happen to a sample, by whom, and until when.

use super::model::{Address, Condition, Sample, SampleState, Shipment, Stage};
use crate::contracts::{Milestone, MilestoneState, Party};
use crate::failure::{ACT_FORBIDDEN, Refusal, STATE_REFUSED};
use crate::primitives::Instant;

/// The merchant ships within this after he has the address, or after a parcel was damaged or lost.
pub(super) const SHIP_HOURS: i64 = 7 * 24;
/// The creator says within this how a parcel arrived.
pub(super) const RECEIPT_HOURS: i64 = 14 * 24;

crate::choice! {
    /// What happens to a sample.
    pub enum Event { Addressed = "addressed", Shipped = "shipped", Received = "received", Damaged = "damaged", Lost = "lost" }
}

impl From<Condition> for Event {
    fn from(condition: Condition) -> Self {
        match condition {
            Condition::Received => Self::Received,
            Condition::Damaged => Self::Damaged,
            Condition::Lost => Self::Lost,
        }
    }
}

/// The whole life of a sample. What is not listed is refused.
#[rustfmt::skip]
fn step(from: SampleState, event: Event) -> Option<(Party, SampleState)> {
    use {Event as E, Party as P, SampleState as S};
    Some(match (from, event) {
        (S::Requested, E::Addressed)                     => (P::Creator,  S::Requested),
        (S::Damaged,   E::Addressed)                     => (P::Creator,  S::Damaged),
        (S::Lost,      E::Addressed)                     => (P::Creator,  S::Lost),
        (S::Requested | S::Damaged | S::Lost, E::Shipped) => (P::Merchant, S::Shipped),
        (S::Shipped,   E::Received)                      => (P::Creator,  S::Received),
        (S::Shipped,   E::Damaged)                       => (P::Creator,  S::Damaged),
        (S::Shipped,   E::Lost)                          => (P::Creator,  S::Lost),
        _ => return None,
    })
}

/// This side may do such a thing in some state.
pub(super) fn may_ever(event: Event, by: Party) -> Result<(), Refusal> {
    let own = if event == Event::Shipped { Party::Merchant } else { Party::Creator };
    if own == by { Ok(()) } else { Err(ACT_FORBIDDEN) }
}

/// Where the event leads, while the part that the sample is for is held and not ended.
fn after(sample: &Sample, part: MilestoneState, event: Event, by: Party) -> Result<SampleState, Refusal> {
    may_ever(event, by)?;
    if !matches!(part, MilestoneState::Funded | MilestoneState::InProgress) {
        return Err(STATE_REFUSED);
    }
    match step(sample.state, event) {
        Some((party, next)) if party == by && (event != Event::Shipped || sample.address.is_some()) => Ok(next),
        Some(_) | None => Err(STATE_REFUSED),
    }
}

/// The event may happen now: for buttons, from the same table that refuses.
pub(super) fn may(sample: &Sample, part: MilestoneState, event: Event, by: Party) -> bool {
    after(sample, part, event, by).is_ok()
}

/// The creator says where it goes. The time to ship begins with the first address.
pub(super) fn addressed(sample: &Sample, part: MilestoneState, by: Party, (address, now): (Address, Instant)) -> Result<Sample, Refusal> {
    let state = after(sample, part, Event::Addressed, by)?;
    let ship_due_at = sample.ship_due_at.or(Some(now.plus_hours(SHIP_HOURS)));
    let addressed_at = sample.addressed_at.or(Some(now));
    Ok(Sample { state, version: sample.version + 1, address: Some(address), addressed_at, ship_due_at, ..sample.clone() })
}

/// The merchant has sent it.
pub(super) fn shipped(sample: &Sample, part: MilestoneState, by: Party, (shipment, now): (Shipment, Instant)) -> Result<Sample, Refusal> {
    let state = after(sample, part, Event::Shipped, by)?;
    let in_time = sample.in_time.or_else(|| sample.ship_due_at.map(|due| now <= due));
    let receipt_due_at = Some(now.plus_hours(RECEIPT_HOURS));
    let (shipment, shipped_at, note) = (Some(shipment), Some(now), String::new());
    Ok(Sample {
        state,
        version: sample.version + 1,
        shipment,
        shipped_at,
        in_time,
        receipt_due_at,
        answered_at: None,
        note,
        ..sample.clone()
    })
}

/// The creator has it, or not. What arrived needs no address any more; for what did not, the time to ship begins anew.
pub(super) fn arrived(
    sample: &Sample,
    part: MilestoneState,
    by: Party,
    (condition, note, now): (Condition, &str, Instant),
) -> Result<Sample, Refusal> {
    let state = after(sample, part, condition.into(), by)?;
    let arrived = state == SampleState::Received;
    Ok(Sample {
        state,
        version: sample.version + 1,
        address: sample.address.clone().filter(|_| !arrived),
        ship_due_at: if arrived { sample.ship_due_at } else { Some(now.plus_hours(SHIP_HOURS)) },
        answered_at: Some(now),
        note: note.to_owned(),
        ..sample.clone()
    })
}

/// Where the trial is. What a dispute found to be worth less than half of its price fulfilled nothing.
pub(super) fn stage(sample: &Sample, part: &Milestone) -> Stage {
    use MilestoneState as M;
    match (sample.state, part.state) {
        (_, M::Approved | M::Settled) if !part.kept_locked => Stage::Fulfilled,
        (SampleState::Received, M::InProgress | M::Submitted | M::ChangesRequested | M::Disputed) => Stage::ContentDue,
        (SampleState::Received, M::Planned | M::Funded | M::Approved | M::Settled | M::Cancelled) => Stage::Received,
        (SampleState::Requested, _) => Stage::Requested,
        (SampleState::Shipped, _) => Stage::Shipped,
        (SampleState::Damaged, _) => Stage::Damaged,
        (SampleState::Lost, _) => Stage::Lost,
    }
}

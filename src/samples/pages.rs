//! The page of a sample, and what the page of its deal says of it.

use super::actions::Seen;
use super::forms::SampleForm;
use super::model::{Condition, Rate, Sample, Stage};
use super::rules::{self, Event};
use super::store;
use crate::briefs::BriefKind;
use crate::clocks::ClockKind;
use crate::contracts::{Contract, Milestone};
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::{Choice as _, Instant};
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;

/// What the page of a deal says of its sample.
#[derive(Debug, Clone, Serialize)]
pub struct SampleLink {
    url: String,
    stage: Stage,
}

/// The way to the sample, where the deal has one.
pub fn link(conn: &mut Conn, contract: &Contract, part: &Milestone) -> Result<Option<SampleLink>, Failure> {
    if contract.kind != BriefKind::Sample {
        return Ok(None);
    }
    let sample = store::find(conn, contract.id)?.unwrap_or(Sample::requested(contract.id));
    Ok(Some(SampleLink { url: format!("/contracts/{}/sample", contract.id), stage: rules::stage(&sample, part) }))
}

#[derive(Debug, Clone, Serialize)]
struct AddressView {
    name: String,
    phone: String,
    lines: String,
}

/// A time that runs, and what happens when nobody acts.
#[derive(Debug, Clone, Serialize)]
struct ClockView {
    name: String,
    at: Instant,
    default: String,
}

#[derive(Debug, Clone, Serialize)]
struct Choosable {
    value: Condition,
    label: String,
    hint: Option<String>,
    icon: Option<&'static str>,
}

/// `GET /contracts/{id}/sample`
#[derive(Debug, Clone, Serialize)]
pub(super) struct SamplePage {
    title: String,
    deal_url: String,
    url: String,
    stage: Stage,
    product: String,
    merchant: String,
    creator: String,
    is_creator: bool,
    address: Option<AddressView>,
    /// It was given and is not needed any more.
    is_forgotten: bool,
    carrier: Option<String>,
    tracking: Option<String>,
    shipped_at: Option<Instant>,
    answered_at: Option<Instant>,
    note: String,
    clocks: Vec<ClockView>,
    creator_rate: Rate,
    merchant_rate: Rate,
    may_address: bool,
    may_ship: bool,
    may_receive: bool,
    conditions: Vec<Choosable>,
    form: SampleForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for SamplePage {
    const TEMPLATE: &'static str = "samples/show.html";
    const ACTIVE: &'static str = "workbench";
}

impl SamplePage {
    pub(super) fn of(asker: &Asker, seen: &Seen, form: SampleForm, errors: Vec<ShownError>) -> Self {
        let may = |event| {
            let open = seen.contract.state == crate::contracts::ContractState::Active && seen.access.works;
            open && rules::may(&seen.sample, seen.part.state, event, seen.access.party)
        };
        let condition = |one: &Condition| Choosable {
            value: *one,
            label: asker.text(&format!("samples-condition-{one}"), &[]),
            hint: None,
            icon: None,
        };
        let own = |kind| matches!(kind, ClockKind::SampleAddress | ClockKind::SampleShip | ClockKind::SampleReceipt | ClockKind::Delivery);
        let clock = |clock: &crate::clocks::Clock| ClockView {
            name: asker.text(&clock.kind.name_key(), &[]),
            at: clock.due_at,
            default: asker.text(&clock.kind.default_key(), &[]),
        };
        let address = seen.address().map(|one| AddressView { name: one.name.clone(), phone: one.phone.clone(), lines: one.lines.clone() });
        Self {
            title: seen.contract.title.clone(),
            deal_url: format!("/contracts/{}", seen.contract.id),
            url: format!("/contracts/{}/sample", seen.contract.id),
            stage: rules::stage(&seen.sample, &seen.part),
            product: seen.product.clone(),
            merchant: seen.parties.org_name.clone(),
            creator: seen.parties.creator_name.clone(),
            is_creator: seen.access.party == crate::contracts::Party::Creator,
            is_forgotten: seen.sample.addressed_at.is_some() && seen.sample.address.is_none(),
            address,
            carrier: seen.sample.shipment.as_ref().map(|sent| sent.carrier.clone()),
            tracking: seen.sample.shipment.as_ref().map(|sent| sent.tracking.clone()),
            shipped_at: seen.sample.shipped_at,
            answered_at: seen.sample.answered_at,
            note: seen.sample.note.clone(),
            clocks: seen.clocks.iter().filter(|clock| own(clock.kind)).map(clock).collect(),
            creator_rate: seen.creator_rate,
            merchant_rate: seen.merchant_rate,
            may_address: may(Event::Addressed),
            may_ship: may(Event::Shipped),
            may_receive: may(Event::Received),
            conditions: Condition::ALL.iter().map(condition).collect(),
            form,
            errors,
            once: fresh_once(),
        }
    }
}

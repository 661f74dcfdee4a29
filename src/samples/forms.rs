//! What the two sides send about a sample.

use super::model::{Address, Condition, Shipment};
use crate::failure::{Failure, FieldErrors};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of all forms of the page as typed; each reads its own.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SampleForm {
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) address: String,
    pub(super) carrier: String,
    pub(super) tracking_number: String,
    pub(super) condition: String,
    pub(super) note: String,
}

impl SampleForm {
    pub(super) fn address(&self) -> Result<Address, Failure> {
        let mut errors = FieldErrors::default();
        let (name, phone) = (errors.line("name", &self.name, 80), errors.line("phone", &self.phone, 40));
        let lines = errors.lines("address", &self.address, 500);
        errors.finish(name.zip(phone).zip(lines).map(|((name, phone), lines)| Address { name, phone, lines }))
    }

    pub(super) fn shipment(&self) -> Result<Shipment, Failure> {
        let mut errors = FieldErrors::default();
        let parcel = errors.line("carrier", &self.carrier, 60).zip(errors.line("tracking_number", &self.tracking_number, 80));
        errors.finish(parcel.map(|(carrier, tracking)| Shipment { carrier, tracking }))
    }

    pub(super) fn receipt(&self) -> Result<(Condition, String), Failure> {
        let mut errors = FieldErrors::default();
        let condition = errors.choice("condition", &self.condition);
        let note = errors.optional_lines("note", &self.note, 1_000);
        errors.finish(condition.zip(note))
    }
}

/// Where a sample goes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SampleAddress)]
pub(super) struct AddressBody {
    #[schema(max_length = 80)]
    pub(super) name: String,
    #[schema(max_length = 40)]
    pub(super) phone: String,
    #[schema(max_length = 500)]
    pub(super) address: String,
}

impl AddressBody {
    pub(super) fn parse(self) -> Result<Address, Failure> {
        SampleForm { name: self.name, phone: self.phone, address: self.address, ..SampleForm::default() }.address()
    }
}

/// A parcel on its way.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewShipment)]
pub(super) struct ShipmentBody {
    #[schema(max_length = 60)]
    carrier: String,
    #[schema(max_length = 80)]
    tracking_number: String,
}

impl ShipmentBody {
    pub(super) fn parse(self) -> Result<Shipment, Failure> {
        SampleForm { carrier: self.carrier, tracking_number: self.tracking_number, ..SampleForm::default() }.shipment()
    }
}

/// How it arrived.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SampleReceipt)]
pub(super) struct ReceiptBody {
    condition: Condition,
    #[schema(max_length = 1_000)]
    note: Option<String>,
}

impl ReceiptBody {
    pub(super) fn parse(self) -> Result<(Condition, String), Failure> {
        SampleForm { condition: self.condition.to_string(), note: self.note.unwrap_or_default(), ..SampleForm::default() }.receipt()
    }
}

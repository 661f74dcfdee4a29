//! What a sample is.

use crate::primitives::Instant;
use crate::primitives::id::ContractId;

crate::choice! {
    /// Where the parcel is.
    pub enum SampleState { Requested = "requested", Shipped = "shipped", Received = "received", Damaged = "damaged", Lost = "lost" }
}

crate::choice! {
    /// Where the trial is: the parcel first, then the work that is to come of it.
    pub enum Stage {
        Requested = "requested", Shipped = "shipped", Received = "received", Damaged = "damaged", Lost = "lost", ContentDue = "content_due",
        Fulfilled = "fulfilled",
    }
}

crate::choice! {
    /// How a parcel arrived, or that it did not.
    pub enum Condition { Received = "received", Damaged = "damaged", Lost = "lost" }
}

/// Where a parcel goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// To whom.
    pub(super) name: String,
    /// For the carrier.
    pub(super) phone: String,
    /// The rest of the label.
    pub(super) lines: String,
}

/// A parcel on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shipment {
    pub(super) carrier: String,
    pub(super) tracking: String,
}

/// A sample of a deal. One that nobody gave an address for has no row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sample {
    pub(super) contract: ContractId,
    pub(super) state: SampleState,
    /// Counts its changes.
    pub(super) version: i64,
    /// Until it is not needed any more.
    pub(super) address: Option<Address>,
    /// When it was given first.
    pub(super) addressed_at: Option<Instant>,
    /// When the merchant ships at the latest.
    pub(super) ship_due_at: Option<Instant>,
    /// The newest parcel.
    pub(super) shipment: Option<Shipment>,
    pub(super) shipped_at: Option<Instant>,
    /// The first parcel left in time.
    pub(super) in_time: Option<bool>,
    /// When the creator says how it arrived at the latest.
    pub(super) receipt_due_at: Option<Instant>,
    /// When he said so.
    pub(super) answered_at: Option<Instant>,
    /// His words about that.
    pub(super) note: String,
}

impl Sample {
    /// Before anybody did anything.
    pub(super) const fn requested(contract: ContractId) -> Self {
        Self {
            contract,
            state: SampleState::Requested,
            version: 0,
            address: None,
            addressed_at: None,
            ship_due_at: None,
            shipment: None,
            shipped_at: None,
            in_time: None,
            receipt_due_at: None,
            answered_at: None,
            note: String::new(),
        }
    }
}

/// How often somebody did what he had to, of how often he had to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = FulfilmentRate)]
pub(super) struct Rate {
    pub(super) done: i64,
    pub(super) of: i64,
}

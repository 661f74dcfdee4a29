//! The payment provider: what we ask of one, whatever its name. `sandbox` is one of our own, where no real money moves.
//!
//! A request is stored before it is sent and sent as it was stored, under a key that makes a second sending harmless. Nothing here touches the books
//! or knows a wallet: an answer is a class ([`Outcome`]), and whoever asked decides what it means. A time-out is not a failure.

mod sandbox;

pub use sandbox::{Payment, Sandbox};

use crate::primitives::id::{ContractId, OperationId};
use crate::primitives::{Instant, Minor, Money};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::future::Future;
use std::pin::Pin;

/// A request as it is stored and sent: the same bytes under the same key however often it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Known to the provider; the same key with another body is an error there.
    pub idem_key: String,
    /// Canonical JSON of a [`Checkout`], [`Transfer`] or [`Refund`].
    pub body: String,
}

impl Request {
    /// SHA-256 of the body, hex.
    #[must_use]
    pub fn sha256(&self) -> String {
        data_encoding::HEXLOWER.encode(&Sha256::digest(self.body.as_bytes()))
    }
}

/// Asks for a hosted page on which somebody pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkout {
    /// `metadata[op_id]`.
    pub op_id: OperationId,
    /// `metadata[contract_id]`.
    pub contract_id: Option<ContractId>,
    /// What the provider groups by.
    pub transfer_group: String,
    /// What is to be paid.
    pub money: Money,
    /// What the payer reads.
    pub title: String,
    /// Where the payer comes back to.
    pub return_url: String,
    /// Until when the page takes a payment.
    pub expires_at: Instant,
}

/// Asks for money to be sent to somebody's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// `metadata[op_id]`.
    pub op_id: OperationId,
    /// What the provider groups by.
    pub transfer_group: String,
    /// How much.
    pub money: Money,
    /// The account at the provider.
    pub destination: String,
}

/// Asks for a payment to be sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// `metadata[op_id]`.
    pub op_id: OperationId,
    /// What the provider groups by.
    pub transfer_group: String,
    /// How much of it.
    pub money: Money,
    /// The provider's id of the checkout that was paid.
    pub origin: String,
}

crate::choice! {
    /// Where a thing at the provider stands.
    pub enum Stand {
        /// A checkout that waits for its payer.
        Open = "open",
        /// A transfer on its way.
        Pending = "pending",
        /// The money moved.
        Paid = "paid",
        /// The payer's bank said no.
        Declined = "declined",
        /// The payer left.
        Abandoned = "abandoned",
        /// Nobody paid in time.
        Expired = "expired",
        /// A transfer that did not arrive.
        Failed = "failed",
        /// A transfer that arrived and came back.
        Returned = "returned",
    }
}

/// A thing at the provider, as it says itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// The provider's id.
    pub id: String,
    /// Where it stands.
    pub stand: Stand,
    /// How much it is about.
    pub money: Money,
    /// Its `metadata[op_id]`.
    pub op_id: OperationId,
    /// The hosted page, of a checkout.
    pub url: Option<String>,
}

/// What became of a request, by class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The provider did it.
    Done(Object),
    /// It will not, for good: the provider's code.
    Declined(String),
    /// Not before there is more balance.
    Blocked,
    /// Nothing is known, or it was too busy: the same request again, not before these seconds if it said so.
    Retry(Option<i64>),
    /// Nothing is known, and sending again may be wrong: look first.
    Unknown,
    /// It did something else than was asked.
    Mismatch,
}

/// What a look at the provider showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// This one.
    One(Object),
    /// Nothing like it.
    Nothing,
    /// More than one, which must not be.
    Several,
    /// It could not be asked.
    Unreachable,
}

/// The answer to a call.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A payment provider.
pub trait Gateway: Send + Sync {
    /// Its name in the books.
    fn name(&self) -> &'static str;
    /// The smallest payment or payout of a currency, minor units.
    fn minimum(&self, currency: crate::primitives::Currency) -> Minor;
    /// Makes a hosted page; the body is a [`Checkout`].
    fn create_checkout<'a>(&'a self, request: &'a Request) -> Answer<'a, Outcome>;
    /// Finds the page that was made for an operation.
    fn find_checkout(&self, op_id: OperationId) -> Answer<'_, Look>;
    /// Sends money; the body is a [`Transfer`].
    fn transfer<'a>(&'a self, request: &'a Request) -> Answer<'a, Outcome>;
    /// Finds the transfer that was made for an operation.
    fn find_transfer(&self, op_id: OperationId) -> Answer<'_, Look>;
    /// Sends a payment back; the body is a [`Refund`].
    fn refund<'a>(&'a self, request: &'a Request) -> Answer<'a, Outcome>;
    /// Finds the refund that was made for an operation.
    fn find_refund(&self, op_id: OperationId) -> Answer<'_, Look>;
    /// The sandbox, if it is one: its hosted page is a page of ours.
    fn sandbox(&self) -> Option<&Sandbox> {
        None
    }
}

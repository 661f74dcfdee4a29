//! The payment provider: what we ask of one, whatever its name. `stripe` is real; `sandbox` is one of our
//! own, where no real money moves.
//!
//! A request is stored before it is sent and sent as it was stored, under a key that makes a second sending harmless. Nothing here touches the books
//! or knows a wallet: an answer is a class ([`Outcome`]), and whoever asked decides what it means. A time-out is not a failure.

mod cases;
mod sandbox;
mod stripe;

pub use cases::{Case, CaseLook, CaseStand, EvidenceSent};
pub use sandbox::{Payment, Sandbox, SandboxCase, Turn};
pub use stripe::{Stripe, Taking, Trace};

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
    /// Canonical JSON of what is asked for: a [`Checkout`], a [`Transfer`] and so on.
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
    /// Our own name of it, for whoever reads the provider's pages.
    pub reference: String,
    /// The provider's name of who pays, once it has one.
    pub customer: Option<String>,
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

/// Asks for a transfer to be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversal {
    /// `metadata[op_id]`.
    pub op_id: OperationId,
    /// The provider's id of the transfer.
    pub transfer: String,
    /// How much of it.
    pub money: Money,
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

/// Asks for a name at the provider for somebody who pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// `metadata[op_id]`.
    pub op_id: OperationId,
    /// What they are called.
    pub name: String,
    /// Our own name of them.
    pub reference: String,
}

/// Asks for an account at the provider for somebody who is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payee {
    /// `metadata[op_id]`.
    pub op_id: OperationId,
    /// ISO 3166-1, two letters.
    pub country: String,
    /// Of what is paid.
    pub currency: crate::primitives::Currency,
    /// Our own name of them.
    pub reference: String,
}

/// Asks for a page on which the provider asks a payee what it wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Onboarding {
    /// The operation.
    pub op_id: OperationId,
    /// The provider's name of the payee's account.
    pub account: String,
    /// Where the payee comes back to.
    pub return_url: String,
    /// Where the payee comes back to when the page is too old.
    pub refresh_url: String,
}

crate::choice! {
    /// Whether the provider pays somebody.
    pub enum Standing {
        /// It wants to know more first.
        Incomplete = "incomplete",
        /// It does.
        Usable = "usable",
        /// It does not.
        Restricted = "restricted",
    }
}

/// What the provider says of a payee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayeeSeen {
    /// Whether it pays them.
    pub standing: Standing,
    /// What it still wants to know, in its own words.
    pub needs: Vec<String>,
    /// By when.
    pub needs_by: Option<Instant>,
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
    /// The payment behind a checkout, where the provider tells the two apart: what a refund names.
    pub payment: Option<String>,
    /// What the provider's balance calls it, where that is another name: the charge behind a payment.
    pub source: Option<String>,
    /// What the provider says of a payee.
    pub payee: Option<PayeeSeen>,
}

/// What became of a request, by class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The provider did it.
    Done(Object),
    /// It will not, for good: the provider's code.
    Declined(String),
    /// Not before there is more balance. It is certain that nothing happened.
    Blocked,
    /// Nothing is known, or it was too busy: the same request again, not before these seconds if it said so.
    Retry(Option<i64>),
    /// It failed inside and may answer so for ever under this key: a few times again, then a look.
    Broken,
    /// Nothing is known, and sending again may be wrong: look first.
    Unknown,
    /// It did something else than was asked.
    Mismatch,
}

/// What is asked for, or looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// A [`Checkout`].
    Checkout,
    /// A [`Transfer`].
    Transfer,
    /// A [`Refund`].
    Refund,
    /// A [`Reversal`].
    Reversal,
    /// A [`Customer`].
    Customer,
    /// A [`Payee`].
    Payee,
    /// An [`Onboarding`].
    Onboarding,
}

/// What a look is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The operation whose object it is.
    pub op_id: OperationId,
    /// The provider's id of it, if that is known.
    pub object: Option<String>,
    /// The request as it is stored.
    pub body: String,
    /// It cannot be older than this.
    pub since: Instant,
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
    /// Sends a request. The body is what `ask` names.
    fn send<'a>(&'a self, ask: Ask, request: &'a Request) -> Answer<'a, Outcome>;
    /// Finds what was made for an operation, by asking.
    fn find<'a>(&'a self, ask: Ask, sought: &'a Sought) -> Answer<'a, Look>;
    /// What may be sent or paid back in a currency now; `None` if it could not be asked.
    fn balance(&self, currency: crate::primitives::Currency) -> Answer<'_, Option<Minor>>;
    /// A case as the provider shows it now: a payment that the payer's bank takes back.
    fn case<'a>(&'a self, id: &'a str) -> Answer<'a, CaseLook>;
    /// Sends what speaks for us in a case, once and for all. The same key makes a second sending harmless.
    fn send_evidence<'a>(&'a self, id: &'a str, key: &'a str, text: &'a str) -> Answer<'a, EvidenceSent>;
    /// The sandbox, if it is one: its hosted page is a page of ours.
    fn sandbox(&self) -> Option<&Sandbox> {
        None
    }
    /// Stripe, if it is that: what it says by itself is signed.
    fn stripe(&self) -> Option<&Stripe> {
        None
    }
}

//! What a checkout and a withdrawal are.

use crate::failure::Failure;
use crate::ledger::Provider;
use crate::primitives::id::{CheckoutId, ContractId, CreatorId, OperationId, OrgId, UserId, WithdrawalId};
use crate::primitives::{Currency, Instant, Minor, Money};
use crate::web::Site;

crate::choice! {
    /// What a payment is for.
    pub enum Purpose {
        /// The wallet.
        TopUp = "top_up",
        /// Milestones of a contract.
        Funding = "funding",
    }
}

crate::choice! {
    /// Where a checkout stands.
    pub enum CheckoutState {
        /// The provider was asked for a page.
        Preparing = "preparing",
        /// The payer's turn.
        Open = "open",
        /// The money came.
        Paid = "paid",
        /// The bank or the provider said no.
        Declined = "declined",
        /// The payer left.
        Abandoned = "abandoned",
        /// Nobody paid in time.
        Expired = "expired",
    }
}

impl CheckoutState {
    /// A payment is still awaited.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Preparing | Self::Open => true,
            Self::Paid | Self::Declined | Self::Abandoned | Self::Expired => false,
        }
    }
}

crate::choice! {
    /// Where a withdrawal stands.
    pub enum WithdrawalState {
        /// On its way.
        Requested = "requested",
        /// All of it arrived.
        Done = "done",
        /// At least a part was not taken and is in the wallet again.
        Failed = "failed",
    }
}

/// A payment that an organisation was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkout {
    /// Its id.
    pub id: CheckoutId,
    /// Who pays.
    pub org: OrgId,
    /// What for, if for a deal.
    pub contract: Option<ContractId>,
    /// The person who was sent to pay.
    pub asked_by: UserId,
    /// What for.
    pub purpose: Purpose,
    /// Where it stands.
    pub state: CheckoutState,
    /// Counts its changes.
    pub version: i64,
    /// How much.
    pub money: Money,
    /// The provider's page, once there is one.
    pub url: Option<String>,
    /// When it was asked for.
    pub created_at: Instant,
    /// Until when the page takes a payment.
    pub expires_at: Instant,
    /// When the money came.
    pub paid_at: Option<Instant>,
    /// What of it is in an open case: the payer's bank took it back, and the outcome is open.
    pub contested: Minor,
    /// What of it was lost in a case.
    pub charged_back: Minor,
}

/// Unused wallet money on its way back to where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// Its id.
    pub id: WithdrawalId,
    /// Whose.
    pub org: OrgId,
    /// The person who asked.
    pub asked_by: UserId,
    /// How much.
    pub money: Money,
    /// Where it stands.
    pub state: WithdrawalState,
    /// Counts its changes.
    pub version: i64,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

crate::choice! {
    /// Where something stands that moved at the provider and that nobody here asked for.
    pub enum UnexplainedState {
        /// Nobody knows whose it is.
        Open = "open",
        /// It is somebody's.
        Assigned = "assigned",
        /// It is on its way back.
        Returning = "returning",
        /// It is where it came from.
        Returned = "returned",
    }
}

/// Something that moved at the provider and that nobody here asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unexplained {
    /// The provider's name of it.
    pub source: String,
    /// The provider's word for how it moved.
    pub kind: String,
    /// What came in, or below zero, went out.
    pub money: Money,
    /// Where it stands.
    pub state: UnexplainedState,
    /// Counts its changes.
    pub version: i64,
    /// Whose it is said to be.
    pub target: Option<String>,
    /// The call that sends it back.
    pub operation: Option<OperationId>,
    /// Since when it is known.
    pub found_at: Instant,
    /// When it was assigned, or arrived where it came from.
    pub settled_at: Option<Instant>,
}

impl Unexplained {
    /// Somebody paid it in: it has a payer to go back to.
    #[must_use]
    pub fn is_payment(&self) -> bool {
        self.money.amount.is_positive() && matches!(self.kind.as_str(), "charge" | "payment")
    }

    /// Nobody has said whose it is.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state == UnexplainedState::Open
    }

    /// Somebody has said whose it is.
    #[must_use]
    pub fn is_assigned(&self) -> bool {
        self.state == UnexplainedState::Assigned
    }

    /// It can be sent back to where it came from.
    #[must_use]
    pub fn may_go_back(&self) -> bool {
        self.is_open() && self.is_payment()
    }
}

/// Whose something is that nobody asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// An organisation's: into its wallet, or out of it.
    Org(OrgId),
    /// It is what this checkout was to bring.
    Checkout(CheckoutId),
    /// A creator's: available, or owed.
    Creator(CreatorId),
    /// Ours: what the provider's services cost more, or less.
    Platform,
}

impl Belongs {
    /// From the word of an id, or `platform`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        if word == "platform" {
            return Some(Self::Platform);
        }
        let org = word.parse().ok().map(Self::Org);
        org.or_else(|| word.parse().ok().map(Self::Checkout)).or_else(|| word.parse().ok().map(Self::Creator))
    }
}

/// Where money comes in and goes out: the provider as the books name it, its smallest amount, and where its pages lead back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Till {
    /// As the books name it.
    pub provider: Provider,
    /// The smallest payment, minor units of the currency that the till was opened for.
    pub minimum: Minor,
    /// Without a slash at the end.
    pub base_url: String,
}

impl Till {
    /// The till of a running server, for payments in a currency.
    pub fn of(site: &Site, currency: Currency) -> Result<Self, Failure> {
        let provider = Provider::of(&*site.gateway)?;
        Ok(Self { provider, minimum: site.gateway.minimum(currency), base_url: site.config.base_url.clone() })
    }
}

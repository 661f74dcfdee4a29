//! What an operation is: one call to the provider, however often it takes to make it.

use crate::platform::gateway::{Ask, Object, Request, Sought};
use crate::primitives::id::{CheckoutId, ContractId, CreatorId, OperationId, OrgId, PayoutId, WithdrawalId};
use crate::primitives::{Instant, Money};

crate::choice! {
    /// What is asked of the provider.
    pub enum OperationKind {
        /// A person or firm that pays.
        Customer = "customer",
        /// A hosted checkout.
        Charge = "charge",
        /// A person or firm that is paid.
        Account = "account",
        /// A page on which the provider asks a payee.
        AccountLink = "account_link",
        /// Money to a payee.
        Transfer = "transfer",
        /// Money back to a payer.
        Refund = "refund",
        /// A transfer taken back.
        Reversal = "reversal",
    }
}

crate::choice! {
    /// Where an operation stands.
    pub enum OperationState {
        /// To be sent.
        Queued = "queued",
        /// Being sent, under a lease.
        Sending = "sending",
        /// To be sent again, the same under the same key.
        Retry = "retry",
        /// The payer's turn.
        Waiting = "waiting",
        /// To be looked up before anything is sent again.
        Unknown = "unknown",
        /// To be sent when there is balance.
        Blocked = "blocked",
        /// The provider will not.
        Declined = "declined",
        /// There is exactly one object of this amount at the provider.
        Done = "done",
        /// Not wanted any more, or nobody paid.
        Abandoned = "abandoned",
    }
}

crate::choice! {
    /// What became of something that the provider said by itself.
    pub enum EventState {
        /// To be applied.
        Stored = "stored",
        /// It changed something.
        Applied = "applied",
        /// It said nothing new.
        Ignored = "ignored",
        /// It could not be read.
        Unparsed = "unparsed",
        /// Nobody here is meant by it.
        Unmatched = "unmatched",
    }
}

/// Why an operation is over that an admin gave up.
pub const GIVEN_UP: &str = "given_up";

/// Whose fact an operation carries out. The ids of what it belongs to stand in columns of their own, for whoever reads the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A payment that an organisation was asked for.
    Checkout {
        /// The checkout.
        id: CheckoutId,
        /// Who pays.
        org: OrgId,
        /// What for, if for a deal.
        contract: Option<ContractId>,
    },
    /// Money to a creator, or to an agency.
    Payout {
        /// The payout.
        id: PayoutId,
        /// Who is paid, if a creator.
        creator: Option<CreatorId>,
        /// Who is paid, if an agency.
        org: Option<OrgId>,
    },
    /// A part of a withdrawal, back to the checkout that brought it.
    Withdrawal {
        /// The withdrawal.
        id: WithdrawalId,
        /// Whose.
        org: OrgId,
        /// Where the money came from.
        origin: CheckoutId,
    },
    /// The provider's name of an organisation.
    Customer(OrgId),
    /// The provider's account of a creator, or of an agency, or a page about it.
    Payee(Option<CreatorId>, Option<OrgId>),
    /// Nobody's: what moved and nobody asked for goes back.
    Nobody,
}

/// An operation to be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOperation {
    /// Its id, which also stands in the request's metadata.
    pub id: OperationId,
    /// What is asked.
    pub kind: OperationKind,
    /// Whose fact.
    pub owner: Owner,
    /// How much.
    pub money: Money,
    /// The business fact; with the kind it makes the key, so that one fact is carried out once.
    pub fact: String,
    /// The canonical body.
    pub body: String,
    /// Not before.
    pub next_at: Instant,
}

/// An operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its id.
    pub id: OperationId,
    /// What is asked.
    pub kind: OperationKind,
    /// The contract whose money it is.
    pub contract: Option<ContractId>,
    /// The checkout it belongs to: the one to be paid, or the one to be paid back.
    pub checkout: Option<CheckoutId>,
    /// The payout it belongs to.
    pub payout: Option<PayoutId>,
    /// The withdrawal it belongs to.
    pub withdrawal: Option<WithdrawalId>,
    /// Whose, if an organisation's.
    pub org: Option<OrgId>,
    /// Whose, if a creator's.
    pub creator: Option<CreatorId>,
    /// How much.
    pub money: Money,
    /// The business fact.
    pub fact: String,
    /// 1, or more where a look showed that nothing had happened under the key before.
    pub generation: i32,
    /// What is sent, under which key.
    pub request: Request,
    /// Where it stands.
    pub state: OperationState,
    /// How often it was claimed.
    pub attempts: i32,
    /// How often in a row the provider failed inside, under this key.
    pub server_errors: i32,
    /// When it was decided.
    pub created_at: Instant,
    /// When it was first claimed.
    pub first_at: Option<Instant>,
    /// When it was last claimed, answered or looked at.
    pub last_at: Option<Instant>,
    /// When it goes on; at the end of time, it waits for a person.
    pub next_at: Instant,
    /// The provider's id of the object.
    pub provider_ref: Option<String>,
    /// The payment behind a checkout, where the provider tells the two apart.
    pub payment_ref: Option<String>,
    /// Why it did not work.
    pub failure_code: Option<String>,
}

impl Operation {
    /// What to look for at the provider.
    #[must_use]
    pub fn sought(&self) -> Sought {
        Sought { op_id: self.id, object: self.provider_ref.clone(), body: self.request.body.clone(), since: self.created_at }
    }

    /// It has not come to its end, and goes out when it may.
    #[must_use]
    pub const fn may_still_go(&self) -> bool {
        matches!(self.state, OperationState::Queued | OperationState::Retry | OperationState::Blocked)
    }

    /// Nobody carries it now, and how it stands is not known for good: an admin may take it for one that did not happen.
    #[must_use]
    pub const fn may_be_given_up(&self) -> bool {
        matches!(self.state, OperationState::Unknown | OperationState::Blocked | OperationState::Retry)
    }

    /// The object is what was asked for.
    #[must_use]
    pub fn matches(&self, object: &Object) -> bool {
        let nothing = object.money.amount.is_zero() && self.money.amount.is_zero();
        object.op_id == self.id && (object.money == self.money || nothing)
    }
}

impl OperationKind {
    /// What the provider is asked for, where it is asked for that.
    #[must_use]
    pub const fn ask(self) -> Option<Ask> {
        match self {
            Self::Charge => Some(Ask::Checkout),
            Self::Transfer => Some(Ask::Transfer),
            Self::Refund => Some(Ask::Refund),
            Self::Customer => Some(Ask::Customer),
            Self::Account => Some(Ask::Payee),
            Self::AccountLink => Some(Ask::Onboarding),
            Self::Reversal => Some(Ask::Reversal),
        }
    }
}

/// What recording an answer came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// The provider has the object that was asked for. The noun books what that means.
    Done(Object),
    /// The provider will not: its code. The noun books what that means.
    Declined(String),
    /// It goes on later, or somebody else recorded an answer meanwhile: nothing to book.
    Later,
}

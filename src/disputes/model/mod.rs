//! What a dispute is.

mod moves;

pub use moves::{Move, MoveState};

use crate::contracts::{MilestoneState, Party};
use crate::primitives::id::{ContractId, DecisionId, DisputeId, EvidenceId, FileId, MessageId, MilestoneId, OfferId, UserId};
use crate::primitives::{Instant, Minor};

crate::choice! {
    /// Where a dispute stands.
    pub enum DisputeState {
        /// The other side has not answered.
        Opened = "opened",
        /// The two talk.
        Negotiating = "negotiating",
        /// An arbiter looks at it.
        Mediation = "mediation",
        /// Decided, and either side may appeal.
        Ruled = "ruled",
        /// Another arbiter looks at it.
        Appealed = "appealed",
        /// Decided for good.
        Final = "final",
        /// A ruling was carried out.
        Executed = "executed",
        /// The two agreed.
        Settled = "settled",
        /// Who opened it took it back.
        Withdrawn = "withdrawn",
        /// Nobody answered.
        Defaulted = "defaulted",
    }
}

impl DisputeState {
    /// Nothing happens to it any more.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        match self {
            Self::Opened | Self::Negotiating | Self::Mediation | Self::Ruled | Self::Appealed | Self::Final => false,
            Self::Executed | Self::Settled | Self::Withdrawn | Self::Defaulted => true,
        }
    }
}

crate::choice! {
    /// What it is about.
    pub enum DisputeReason {
        NotDelivered = "not_delivered", Late = "late", NotAsAgreed = "not_as_agreed", Quality = "quality", Rights = "rights",
        Disclosure = "disclosure", UnpaidExtra = "unpaid_extra", UnfairRejection = "unfair_rejection", NoAnswer = "no_answer",
        Other = "other",
    }
}

crate::choice! {
    /// What happens in a dispute.
    pub enum DisputeEvent {
        Opened = "opened", Extended = "extended", Answered = "answered", Silent = "silent", Evidenced = "evidenced", Offered = "offered",
        Sealed = "sealed", Missed = "missed", Met = "met", Agreed = "agreed", MediationAsked = "mediation_asked", Mediated = "mediated",
        Rested = "rested", EvidenceClosed = "evidence_closed", Proposed = "proposed", ProposalAccepted = "proposal_accepted",
        Reconciled = "reconciled", Ruled = "ruled", Confirmed = "confirmed", Overdue = "overdue", Appealed = "appealed",
        Executed = "executed", Withdrawn = "withdrawn", MoveAsked = "move_asked", Moved = "moved", MoveRefused = "move_refused",
    }
}

crate::choice! {
    /// Whose word is written down.
    pub enum Actor { Merchant = "merchant", Creator = "creator", Platform = "platform", Admin = "admin" }
}

crate::choice! {
    /// What somebody is in a dispute.
    pub enum By {
        /// The side that opened it.
        Opener = "opener",
        /// The side that it is against.
        Other = "other",
        /// Who looks at it.
        Arbiter = "arbiter",
        /// Who confirms a ruling.
        Admin = "admin",
        /// A clock, or what both sides did together.
        Platform = "platform",
    }
}

crate::choice! {
    /// What somebody may do in a dispute now.
    pub enum DisputeVerb {
        Answer = "answer", Extend = "extend", AddEvidence = "add_evidence", Offer = "offer", OfferSealed = "offer_sealed",
        AcceptOffer = "accept_offer", AskForMediation = "ask_for_mediation", Rest = "rest", AcceptProposal = "accept_proposal",
        Withdraw = "withdraw", Appeal = "appeal", Propose = "propose", Rule = "rule", ConfirmRuling = "confirm_ruling",
        MoveDeadline = "move_deadline",
    }
}

crate::choice! {
    /// What an arbiter said.
    pub enum DecisionKind {
        /// Both sides must accept it.
        Proposal = "proposal",
        /// Another admin confirms it.
        Ruling = "ruling",
        /// The same after an appeal, by another arbiter.
        AppealRuling = "appeal_ruling",
    }
}

crate::choice! {
    /// When a dossier was put together.
    pub enum Stage { Opened = "opened", Closed = "closed" }
}

/// A dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Its id.
    pub id: DisputeId,
    /// What it is about.
    pub milestone: MilestoneId,
    /// The deal.
    pub contract: ContractId,
    /// Where it stands.
    pub state: DisputeState,
    /// Counts its changes.
    pub version: i64,
    /// D: what is contested, minor units of the deal's currency.
    pub amount: Minor,
    /// Why.
    pub reason: DisputeReason,
    /// The person who opened it.
    pub opened_by: UserId,
    /// The side that opened it.
    pub opened_party: Party,
    /// When.
    pub opened_at: Instant,
    /// The time to answer was made longer; once.
    pub extended: bool,
    /// Who wants a mediator.
    pub wants_mediation: Both,
    /// Who has no more evidence.
    pub rests: Both,
    /// Who accepts the proposal.
    pub accepts: Both,
    /// When evidence closes or closed, once there is mediation.
    pub evidence_until: Option<Instant>,
    /// Who looks at it.
    pub arbiter: Option<UserId>,
    /// What the creator got or is to get of the contested amount, once that is decided.
    pub to_creator: Option<Minor>,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

impl Said {
    /// It is about a deadline.
    #[must_use]
    pub const fn is_about_time(&self) -> bool {
        matches!(self.event, DisputeEvent::MoveAsked | DisputeEvent::Moved | DisputeEvent::MoveRefused)
    }

    /// Words of a side about the matter.
    #[must_use]
    pub const fn is_claim(&self) -> bool {
        !self.body.is_empty() && !self.is_about_time()
    }
}

/// Something that each of the two sides says or does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Both {
    /// The merchant's side.
    pub merchant: bool,
    /// The creator.
    pub creator: bool,
}

impl Both {
    /// Whether this side said it.
    #[must_use]
    pub const fn has(self, party: Party) -> bool {
        match party {
            Party::Merchant => self.merchant,
            Party::Creator => self.creator,
            Party::Platform => false,
        }
    }

    /// With this side's word.
    #[must_use]
    pub const fn and(mut self, party: Party) -> Self {
        match party {
            Party::Merchant => self.merchant = true,
            Party::Creator => self.creator = true,
            Party::Platform => {}
        }
        self
    }

    /// Both said it.
    #[must_use]
    pub const fn all(self) -> bool {
        self.merchant && self.creator
    }
}

impl Dispute {
    /// What a side is in it.
    #[must_use]
    pub fn by(&self, party: Party) -> By {
        match party {
            Party::Platform => By::Admin,
            Party::Merchant | Party::Creator if party == self.opened_party => By::Opener,
            Party::Merchant | Party::Creator => By::Other,
        }
    }
}

/// Something that was said or done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What.
    pub event: DisputeEvent,
    /// By which side.
    pub actor: Actor,
    /// By whom.
    pub user: Option<UserId>,
    /// The words, if there were any.
    pub body: String,
    /// When.
    pub at: Instant,
}

/// What a side brings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exhibit {
    /// What it shows; may be empty beside a file or a message.
    pub body: String,
    /// A file that the person sent to the deal.
    pub file: Option<FileId>,
    /// A message of the deal, by either side.
    pub message: Option<MessageId>,
}

/// Something that speaks for a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its id.
    pub id: EvidenceId,
    /// The dispute.
    pub dispute: DisputeId,
    /// The side that brought it.
    pub party: Party,
    /// Who.
    pub user: UserId,
    /// What it shows.
    pub body: String,
    /// A file of the deal.
    pub file: Option<FileId>,
    /// A message of the deal.
    pub message: Option<MessageId>,
    /// SHA-256 of the file or of the message, else of the words; lower-case hexadecimal.
    pub sha256: String,
    /// When.
    pub at: Instant,
}

/// An amount for the creator that a side would settle for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its id.
    pub id: OfferId,
    /// The dispute.
    pub dispute: DisputeId,
    /// The side.
    pub party: Party,
    /// Who.
    pub user: UserId,
    /// The round of a sealed one; 0 for an open one.
    pub round: i32,
    /// How much.
    pub sum: Sum,
    /// When.
    pub at: Instant,
}

/// How much an offer is.
#[derive(Clone, PartialEq, Eq)]
pub enum Sum {
    /// Everybody in the deal reads it. Minor units.
    Open(Minor),
    /// Encrypted; its own side reads it.
    Sealed(String),
}

/// Says nothing of a sealed one, not even encrypted: what is logged is read by many.
impl std::fmt::Debug for Sum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open(amount) => write!(f, "{amount:?}"),
            Self::Sealed(_) => f.write_str("sealed"),
        }
    }
}

/// A proposal or a ruling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// The dispute.
    pub dispute: DisputeId,
    /// What it is.
    pub kind: DecisionKind,
    /// The creator's part of the contested amount.
    pub to_creator: Minor,
    /// The rules that it rests on.
    pub rule_ids: Vec<String>,
    /// Why.
    pub reasons: String,
    /// The arbiter.
    pub made_by: UserId,
    /// When.
    pub made_at: Instant,
    /// The second admin.
    pub confirmed_by: Option<UserId>,
    /// When it was confirmed: it counts, and both sides read it.
    pub confirmed_at: Option<Instant>,
}

/// The list of everything that was there, with its hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// When in the dispute.
    pub stage: Stage,
    /// A line each: SHA-256, name, and, but for files, what it says.
    pub manifest: String,
    /// SHA-256 of the list.
    pub sha256: String,
    /// When it was put together.
    pub at: Instant,
}

/// What is published of a ruling that was carried out: nothing that names anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// What it was about.
    pub reason: DisputeReason,
    /// Where the work stood.
    pub stood: MilestoneState,
    /// Which side opened it.
    pub opened_party: Party,
    /// The creator's part of what was contested, in hundredths of a percent.
    pub to_creator_bps: i64,
    /// The rules that it rests on.
    pub rule_ids: Vec<String>,
    /// There was an appeal.
    pub appealed: bool,
    /// Days from the opening to the end.
    pub days: i64,
    /// The day of the end.
    pub ended_at: Instant,
}

//! What a deal is: a contract, its milestones, and requests to end one early.

mod airtime;
mod changes;

pub use airtime::Airtime;
pub use changes::{ChangeOrder, Extension, ExtensionState, OrderState};

use crate::agencies::Split;
use crate::briefs::BriefKind;
use crate::ledger::postings::Deal;
use crate::primitives::{
    BasisPoints, Currency, Days, Instant, Minor, Money, MoneyError,
    id::{BidId, BriefId, CancellationId, ContractId, CreatorId, DisputeId, MilestoneId, OrgId, TipId, UserId},
};

crate::choice! {
    /// Where a contract stands.
    pub enum ContractState {
        PendingFunding = "pending_funding", Active = "active", Completed = "completed", Expired = "expired", Cancelled = "cancelled",
    }
}

impl ContractState {
    /// Nothing happens to it any more.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        match self {
            Self::PendingFunding | Self::Active => false,
            Self::Completed | Self::Expired | Self::Cancelled => true,
        }
    }
}

crate::choice! {
    /// Where a milestone stands.
    pub enum MilestoneState {
        Planned = "planned", Funded = "funded", InProgress = "in_progress", Submitted = "submitted",
        ChangesRequested = "changes_requested", Approved = "approved", Disputed = "disputed", Settled = "settled",
        Cancelled = "cancelled",
    }
}

impl MilestoneState {
    /// Nothing happens to it any more.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        match self {
            Self::Planned
            | Self::Funded
            | Self::InProgress
            | Self::Submitted
            | Self::ChangesRequested
            | Self::Approved
            | Self::Disputed => false,
            Self::Settled | Self::Cancelled => true,
        }
    }

    /// Price and fee are held for it.
    #[must_use]
    pub const fn holds_money(self) -> bool {
        match self {
            Self::Funded | Self::InProgress | Self::Submitted | Self::ChangesRequested => true,
            Self::Planned | Self::Approved | Self::Disputed | Self::Settled | Self::Cancelled => false,
        }
    }
}

crate::choice! {
    /// What happens to a milestone.
    pub enum Event {
        Funded = "funded", Dropped = "dropped", Started = "started", Cancelled = "cancelled", Submitted = "submitted",
        CancelledLate = "cancelled_late", ChangesRequested = "changes_requested", Approved = "approved",
        ReviewTimedOut = "review_timed_out", CancelAgreed = "cancel_agreed", CancelledByCreator = "cancelled_by_creator",
        DisputeOpened = "dispute_opened", Withdrawn = "withdrawn", Settled = "settled", Defaulted = "defaulted",
        RulingExecuted = "ruling_executed", Cleared = "cleared", Stale = "stale", Unstarted = "unstarted", Won = "won",
        Stopped = "stopped",
    }
}

crate::choice! {
    /// Who makes it happen.
    pub enum Party { Merchant = "merchant", Creator = "creator", Platform = "platform" }
}

crate::choice! {
    /// What a person may do to a milestone: the names of the buttons and of `allowed`.
    pub enum Verb {
        Fund = "fund", Drop = "drop", Start = "start", Deliver = "deliver", Approve = "approve", RequestChanges = "request_changes",
        CancelLate = "cancel_late", Cancel = "cancel", OpenDispute = "open_dispute",
    }
}

crate::choice! {
    /// Why somebody wants to end a milestone early.
    pub enum CancelReason {
        NoLongerNeeded = "no_longer_needed", CannotDeliver = "cannot_deliver", Late = "late", AgreedOtherwise = "agreed_otherwise",
        Other = "other",
    }
}

crate::choice! {
    /// Where a request for cancellation stands.
    pub enum CancellationState { Requested = "requested", Agreed = "agreed", Refused = "refused", Lapsed = "lapsed" }
}

/// A contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// Its id.
    pub id: ContractId,
    /// The brief it fulfils.
    pub brief: BriefId,
    /// The bid that was awarded.
    pub bid: BidId,
    /// Who pays.
    pub org: OrgId,
    /// Who is paid.
    pub creator: CreatorId,
    /// The agency through which he bid, with its share as it was when this was made.
    pub agency: Option<Split>,
    /// The member who chose the bid.
    pub awarded_by: UserId,
    /// Where it stands.
    pub state: ContractState,
    /// Counts its changes.
    pub version: i64,
    /// The brief's title when it was made.
    pub title: String,
    /// Of all its money.
    pub currency: Currency,
    /// What its milestones add up to.
    pub price: Minor,
    /// The merchant's rate, fixed when it was made.
    pub merchant_bps: BasisPoints,
    /// The creator's rate, fixed when it was made.
    pub creator_bps: BasisPoints,
    /// Included rounds of changes for each milestone.
    pub rounds: i32,
    /// How long the merchant may look at a delivery.
    pub review_days: Days,
    /// How long after the funding of its first part work is started at the latest, if that is agreed.
    pub start_hours: Option<i32>,
    /// Of its brief.
    pub kind: BriefKind,
    /// When its show is live, if it has one.
    pub airtime: Option<Airtime>,
    /// Without money by then it expires.
    pub fund_until: Instant,
    /// When it was made.
    pub created_at: Instant,
    /// When its last milestone ended.
    pub ended_at: Option<Instant>,
}

impl Contract {
    /// Its milestones may be funded: it runs, or it waits for its first money and its time is not over, whether or not its clock has been looked at.
    #[must_use]
    pub fn takes_money(&self, now: Instant) -> bool {
        !self.state.is_terminal() && (self.state != ContractState::PendingFunding || now < self.fund_until)
    }

    /// An amount in the contract's currency.
    #[must_use]
    pub const fn money(&self, amount: Minor) -> Money {
        Money::new(amount, self.currency)
    }

    /// A milestone as the books see it: without the part that was released before acceptance because nobody contested it.
    #[must_use]
    pub const fn deal(&self, milestone: &Milestone) -> Deal {
        Deal {
            contract: self.id,
            milestone: milestone.id,
            org: self.org,
            creator: self.creator,
            currency: self.currency,
            price: milestone.open_price(),
            merchant_fee: milestone.open_fee(),
            creator_bps: self.creator_bps,
        }
    }
}

/// A part of a deal that is funded, delivered and paid by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// Its id.
    pub id: MilestoneId,
    /// The contract it belongs to.
    pub contract: ContractId,
    /// 1, 2, … in the order of the contract.
    pub position: i32,
    /// What it is.
    pub title: String,
    /// Where it stands.
    pub state: MilestoneState,
    /// Counts its changes.
    pub version: i64,
    /// What leaves escrow when it is approved.
    pub price: Minor,
    /// What the merchant pays on top.
    pub merchant_fee: Minor,
    /// How long the work takes once started.
    pub days: Days,
    /// Rounds of changes that are left.
    pub rounds_left: i32,
    /// The version of the newest delivery; 0 before the first.
    pub times_submitted: i32,
    /// How often changes were requested.
    pub times_changed: i32,
    /// When its money was held.
    pub funded_at: Option<Instant>,
    /// When work began.
    pub started_at: Option<Instant>,
    /// When the next delivery is due.
    pub due_at: Option<Instant>,
    /// When the newest delivery came.
    pub submitted_at: Option<Instant>,
    /// When silence accepts the delivery; only while it is looked at.
    pub review_due_at: Option<Instant>,
    /// When the released money is free.
    pub clears_at: Option<Instant>,
    /// When it was settled or cancelled.
    pub ended_at: Option<Instant>,
    /// While it is disputed: where it stood.
    pub disputed_from: Option<MilestoneState>,
    /// While it is disputed: since when, for its deadlines stand still.
    pub disputed_at: Option<Instant>,
    /// What of its money went its own way.
    pub parts: Parts,
    /// A dispute ended with less than half for the creator: the originals stay his.
    pub kept_locked: bool,
}

/// What of a milestone's money went its own way because a dispute was about the rest. Minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parts {
    /// Of the price: released before acceptance.
    pub price: Minor,
    /// The merchant's fee on that.
    pub fee: Minor,
    /// Of the price: released by an acceptance and clearing by itself.
    pub apart_price: Minor,
    /// What of it is the creator's.
    pub apart_net: Minor,
}

impl Milestone {
    /// What funding it takes, and what is held while work goes on: price and fee.
    pub fn total(&self) -> Result<Minor, MoneyError> {
        self.open_price().plus(self.open_fee())
    }

    /// The price without the part that was released before acceptance.
    #[must_use]
    pub const fn open_price(&self) -> Minor {
        Minor(self.price.0.saturating_sub(self.parts.price.0))
    }

    /// The merchant's fee on that.
    #[must_use]
    pub const fn open_fee(&self) -> Minor {
        Minor(self.merchant_fee.0.saturating_sub(self.parts.fee.0))
    }

    /// The most that a dispute can be about.
    #[must_use]
    pub const fn contestable(&self) -> Minor {
        Minor(self.open_price().0.saturating_sub(self.parts.apart_price.0))
    }

    /// The creator was paid for the work, so the originals are the merchant's.
    #[must_use]
    pub const fn is_unlocked(&self) -> bool {
        is_unlocked(self.state, self.disputed_from, self.kept_locked)
    }
}

/// The creator was paid for work that stands so, and stood there before it was disputed.
#[must_use]
pub const fn is_unlocked(state: MilestoneState, before: Option<MilestoneState>, kept_locked: bool) -> bool {
    match state {
        MilestoneState::Approved => true,
        MilestoneState::Settled => !kept_locked,
        MilestoneState::Disputed => matches!(before, Some(MilestoneState::Approved)),
        MilestoneState::Planned
        | MilestoneState::Funded
        | MilestoneState::InProgress
        | MilestoneState::Submitted
        | MilestoneState::ChangesRequested
        | MilestoneState::Cancelled => false,
    }
}

/// What a dispute about a milestone is over, and, once it is decided, what the creator gets of it. Minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contested {
    /// The dispute.
    pub dispute: DisputeId,
    /// D: the contested amount.
    pub amount: Minor,
    /// The creator's part of it when it ends; nothing before.
    pub to_creator: Minor,
}

impl Contested {
    /// The creator got less than half of it.
    #[must_use]
    pub const fn is_lost(&self) -> bool {
        self.to_creator.0.saturating_mul(2) < self.amount.0
    }
}

/// A milestone to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What it is.
    pub title: String,
    /// Its price, in the contract's currency.
    pub price: Minor,
    /// How long the work takes once started.
    pub days: Days,
}

/// A request to end a milestone early, for the other side to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    /// Its id.
    pub id: CancellationId,
    /// What it would end.
    pub milestone: MilestoneId,
    /// Where it stands.
    pub state: CancellationState,
    /// Why.
    pub reason: CancelReason,
    /// The part of the price that would go back.
    pub refund: Minor,
    /// The kill-fee schedule says so, nobody named it.
    pub by_schedule: bool,
    /// The person who asked.
    pub asked_by: UserId,
    /// The side that asked.
    pub asked_party: Party,
    /// When it was asked.
    pub asked_at: Instant,
    /// When silence agrees.
    pub answer_by: Instant,
    /// When it was answered.
    pub answered_at: Option<Instant>,
    /// Counts its changes.
    pub version: i64,
}

/// Thanks beyond the price, from the merchant's wallet to the creator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tip {
    /// Its id.
    pub id: TipId,
    /// The work that it is for.
    pub milestone: MilestoneId,
    /// In the contract's currency, minor units; all of it is the creator's.
    pub amount: Minor,
    /// The member who gave it.
    pub by: UserId,
    /// When.
    pub at: Instant,
    /// When the creator may have it paid out.
    pub clears_at: Instant,
}

/// Something that happened to a milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// The milestone.
    pub milestone: MilestoneId,
    /// What happened.
    pub event: Event,
    /// The side that made it happen.
    pub party: Party,
    /// The person, if it was one.
    pub user: Option<UserId>,
    /// Where the milestone stood.
    pub from: MilestoneState,
    /// Where it stands since.
    pub to: MilestoneState,
    /// The money that moved, in minor units; what it means is told by the event.
    pub amount: Minor,
    /// A reason or a remark, as typed or as a word of a closed list.
    pub note: String,
    /// When.
    pub at: Instant,
}

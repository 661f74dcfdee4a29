//! What a clock is.

use crate::primitives::{
    Choice as _, Instant, Money,
    id::{BriefId, ClockId, ContractId, MilestoneId},
};

crate::choice! {
    /// What falls due.
    pub enum ClockKind {
        /// Bids may be sent until then.
        BriefDeadline = "brief_deadline",
        /// A brief that its merchant's circle sees first opens to everybody.
        BriefEarly = "brief_early",
        /// The merchant chooses until then, or the brief expires.
        BriefJudging = "brief_judging",
        /// Bidders confirm their bids on the changed words of a brief.
        BidConfirm = "bid_confirm",
        /// A bid binds its creator until then.
        BidExpiry = "bid_expiry",
        /// An offer of other terms binds whoever made it until then.
        BidOffer = "bid_offer",
        /// A contract without money expires.
        Funding = "funding",
        /// The work is due; a day later the merchant may cancel for lateness.
        Delivery = "delivery",
        /// A delivery that nobody answered is accepted.
        Review = "review",
        /// Released money becomes free.
        Clearance = "clearance",
        /// What came of a prize without a contract becomes free.
        PrizeClearance = "prize_clearance",
        /// Work on a place at a fixed price is begun, or the place goes to somebody else.
        Start = "start",
        /// A show begins.
        LiveStart = "live_start",
        /// The creator says where a sample goes.
        SampleAddress = "sample_address",
        /// The merchant sends a sample.
        SampleShip = "sample_ship",
        /// The creator says how a sample arrived.
        SampleReceipt = "sample_receipt",
        /// Money held without a delivery goes back.
        Stale = "stale",
        /// A request for cancellation that nobody answered is agreed to.
        CancelAnswer = "cancel_answer",
        /// More time that nobody agreed to is refused.
        ExtensionAnswer = "extension_answer",
        /// Extra work that nobody answered lapses.
        OrderAnswer = "order_answer",
        /// Agreed extra work that nobody funded is dropped.
        OrderFunding = "order_funding",
        /// The other side answers a dispute, or loses what is contested.
        DisputeAnswer = "dispute_answer",
        /// The two sides of a dispute talk to each other.
        DisputeTalks = "dispute_talks",
        /// Evidence may be handed in.
        DisputeEvidence = "dispute_evidence",
        /// An arbiter proposes how to settle.
        DisputeProposal = "dispute_proposal",
        /// An arbiter rules.
        DisputeRuling = "dispute_ruling",
        /// Either side may appeal; then the ruling is carried out.
        DisputeAppeal = "dispute_appeal",
        /// A final ruling is carried out.
        DisputeExecution = "dispute_execution",
        /// The two sides of a deal that has ended rate each other.
        RatingWindow = "rating_window",
        /// A changed payout account becomes usable.
        PayoutAccount = "payout_account",
    }
}

impl ClockKind {
    /// Money moves when nobody acts.
    #[must_use]
    pub const fn moves_money(self) -> bool {
        match self {
            // The prize of a contest is split, a pool goes back.
            Self::BriefJudging
            | Self::Start
            | Self::Review
            | Self::Clearance
            | Self::PrizeClearance
            | Self::Stale
            | Self::CancelAnswer
            | Self::DisputeAnswer
            | Self::DisputeAppeal
            | Self::DisputeExecution => true,
            Self::BriefDeadline
            | Self::BriefEarly
            | Self::BidConfirm
            | Self::BidExpiry
            | Self::BidOffer
            | Self::Funding
            | Self::ExtensionAnswer
            | Self::OrderAnswer
            | Self::OrderFunding
            | Self::Delivery
            | Self::LiveStart
            | Self::SampleAddress
            | Self::SampleShip
            | Self::SampleReceipt
            | Self::DisputeTalks
            | Self::DisputeEvidence
            | Self::DisputeProposal
            | Self::DisputeRuling
            | Self::RatingWindow
            | Self::PayoutAccount => false,
        }
    }

    /// The text that names it.
    #[must_use]
    pub fn name_key(self) -> String {
        format!("clocks-{self}")
    }

    /// The text that says what happens when nobody acts.
    #[must_use]
    pub fn default_key(self) -> String {
        format!("clocks-{}-default", self.word().replace('_', "-"))
    }
}

crate::choice! {
    /// Where a clock stands.
    pub enum ClockState { Running = "running", Stopped = "stopped", Fired = "fired" }
}

/// A clock to be started.
#[derive(Debug, Clone)]
pub struct NewClock {
    /// What falls due.
    pub kind: ClockKind,
    /// The id of what it belongs to; one running clock per kind and subject.
    pub subject: String,
    /// The brief on whose page it shows.
    pub brief: Option<BriefId>,
    /// The contract on whose page it shows.
    pub contract: Option<ContractId>,
    /// The milestone it belongs to.
    pub milestone: Option<MilestoneId>,
    /// When it fires.
    pub due: Instant,
    /// How much moves when it fires.
    pub money: Option<Money>,
}

/// A clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Its id.
    pub id: ClockId,
    /// What falls due.
    pub kind: ClockKind,
    /// The id of what it belongs to.
    pub subject: String,
    /// The brief on whose page it shows.
    pub brief: Option<BriefId>,
    /// The contract on whose page it shows.
    pub contract: Option<ContractId>,
    /// The milestone it belongs to.
    pub milestone: Option<MilestoneId>,
    /// Where it stands.
    pub state: ClockState,
    /// Since when it runs.
    pub started_at: Instant,
    /// When it fires.
    pub due_at: Instant,
    /// When somebody must look at it next: a reminder, or the end.
    pub next_at: Instant,
    /// How many reminders went out or were passed over.
    pub reminders_sent: i32,
    /// How much moves when it fires.
    pub money: Option<Money>,
    /// Counts its changes.
    pub version: i64,
}

impl Clock {
    /// It fires now; otherwise what falls due is a reminder.
    #[must_use]
    pub fn is_due(&self, now: Instant) -> bool {
        self.due_at <= now
    }
}

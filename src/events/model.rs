//! What an event is, and whom it concerns.

use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, EventId, OrgId};
use crate::sessions::{Person, Right};

crate::choice! {
    /// What programs are told of.
    pub enum EventType {
        BriefOpened = "brief.opened", BriefClosed = "brief.closed", BidPlaced = "bid.placed", BidWithdrawn = "bid.withdrawn",
        BidAwarded = "bid.awarded", ContractFunded = "contract.funded", MilestoneStarted = "milestone.started",
        MilestoneSubmitted = "milestone.submitted", MilestoneChangesRequested = "milestone.changes_requested",
        MilestoneApproved = "milestone.approved", MilestoneSettled = "milestone.settled", MilestoneCancelled = "milestone.cancelled",
        DisputeOpened = "dispute.opened", DisputeRuled = "dispute.ruled", DisputeSettled = "dispute.settled", PayoutPaid = "payout.paid",
        PayoutFailed = "payout.failed", RatingVisible = "rating.visible", MessagePosted = "message.posted",
    }
}

/// Whom something concerns, and on which page it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concerns {
    /// This organisation.
    pub org: Option<OrgId>,
    /// This creator.
    pub creator: Option<CreatorId>,
    /// The thing on whose page it shows: a contract, a brief, a payout.
    pub subject: String,
}

impl Concerns {
    /// Both sides of a deal or of a bid.
    pub fn both(org: OrgId, creator: CreatorId, subject: &dyn std::fmt::Display) -> Self {
        Self { org: Some(org), creator: Some(creator), subject: subject.to_string() }
    }

    /// An organisation alone.
    pub fn org(org: OrgId, subject: &dyn std::fmt::Display) -> Self {
        Self { org: Some(org), creator: None, subject: subject.to_string() }
    }

    /// A creator alone.
    pub fn creator(creator: CreatorId, subject: &dyn std::fmt::Display) -> Self {
        Self { org: None, creator: Some(creator), subject: subject.to_string() }
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its id; they sort by the time of writing.
    pub id: EventId,
    /// What happened; `None` for what only open pages hear of.
    pub kind: Option<EventType>,
    /// When.
    pub at: Instant,
    /// Whom it concerns.
    pub concerns: Concerns,
    /// JSON: ids and public fields.
    pub data: String,
}

/// Whose events somebody hears of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audience {
    /// Those of these organisations.
    pub orgs: Vec<OrgId>,
    /// Those of this creator.
    pub creator: Option<CreatorId>,
}

impl Audience {
    /// What programs and endpoints of this person hear of: the organisations that he manages, and his profile as a creator.
    #[must_use]
    pub fn of_programs(person: &Person) -> Self {
        Self::of(person, Right::Manage)
    }

    /// What the pages of this person show.
    #[must_use]
    pub fn of_pages(person: &Person) -> Self {
        Self::of(person, Right::Read)
    }

    fn of(person: &Person, right: Right) -> Self {
        let orgs = person.memberships.iter().filter(|member| member.role.allows(right)).map(|member| member.org).collect();
        Self { orgs, creator: person.creator.as_ref().map(|creator| creator.id) }
    }

    /// There is nobody whose events could be heard of.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.orgs.is_empty() && self.creator.is_none()
    }

    /// Hears of what concerns these.
    #[must_use]
    pub fn hears(&self, concerns: &Concerns) -> bool {
        concerns.org.is_some_and(|org| self.orgs.contains(&org)) || concerns.creator.is_some() && concerns.creator == self.creator
    }
}

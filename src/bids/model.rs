//! What a bid is.

use crate::briefs::Brief;
use crate::creators::{Channel, Work};
use crate::primitives::{
    Currency, Instant, Minor, Money,
    id::{BidId, BriefId, ChannelId, CreatorId, OfferId, OrgId, PortfolioItemId, UserId},
};

crate::choice! {
    /// Where a bid stands.
    pub enum BidState {
        Submitted = "submitted", Shortlisted = "shortlisted", Offered = "offered", Countered = "countered", Accepted = "accepted", Declined = "declined", Withdrawn = "withdrawn",
        Expired = "expired", Lapsed = "lapsed", AutoClosed = "auto_closed",
    }
}

impl BidState {
    /// Somebody's answer to it is awaited; it binds whoever spoke last.
    #[must_use]
    pub const fn is_live(self) -> bool {
        match self {
            Self::Submitted | Self::Shortlisted | Self::Offered | Self::Countered => true,
            Self::Accepted | Self::Declined | Self::Withdrawn | Self::Expired | Self::Lapsed | Self::AutoClosed => false,
        }
    }
}

crate::choice! {
    /// Who makes something happen to a bid.
    pub enum Party { Merchant = "merchant", Creator = "creator", Platform = "platform" }
}

crate::choice! {
    /// Why a merchant does not take a bid.
    pub enum DeclineReason {
        Price = "price", Timing = "timing", Fit = "fit", QualityOfBid = "quality_of_bid", ChosenOther = "chosen_other", Other = "other",
    }
}

/// What a creator offers: the part of a bid that he writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// In the brief's currency; of all pieces together.
    pub price: Minor,
    /// The number of the time that is wanted, where shows are live.
    pub time: Option<i32>,
    /// How many pieces, where work is paid piece by piece; else 1.
    pub pieces: i32,
    /// How long the work takes once started.
    pub days: i32,
    /// Included rounds of changes.
    pub rounds: i32,
    /// To the merchant.
    pub message: String,
    /// To the brief's question; empty where there is none.
    pub answer: String,
    /// Where the work would be seen: one of the creator's channels.
    pub channel: Option<ChannelId>,
    /// Works of the creator's portfolio that speak for the bid.
    pub picks: Vec<PortfolioItemId>,
}

/// What is bargained about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// In the brief's currency.
    pub price: Minor,
    /// How long the work takes once started.
    pub days: i32,
    /// Included rounds of changes.
    pub rounds: i32,
}

/// Terms that one side named, in the order of what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Turn {
    /// Its id.
    pub id: OfferId,
    /// 1, 2, … over the whole life of the bid; 0 for the bid as it stood before terms went back and forth.
    pub turn: i32,
    /// The side that named them.
    pub by: Party,
    /// Who of that side.
    pub user: UserId,
    /// The terms.
    pub terms: Terms,
    /// Words to the other side.
    pub message: String,
    /// When.
    pub at: Instant,
}

/// What a bid shows of its creator; also what left the profile since.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Showing {
    /// The channel that was named.
    pub channel: Option<Channel>,
    /// The works that were picked.
    pub works: Vec<Work>,
}

/// The hash of a blind entry and the salt in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// So that nobody guesses the words from the hash.
    pub salt: String,
    /// Hex, lower case.
    pub sha256: String,
}

/// A bid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bid {
    /// Its id.
    pub id: BidId,
    /// On which brief.
    pub brief: BriefId,
    /// Whose.
    pub creator: CreatorId,
    /// Who bids in his name, if he does not himself.
    pub agency: Option<OrgId>,
    /// Where it stands.
    pub state: BidState,
    /// Counts its changes.
    pub version: i64,
    /// The version of the brief's words that it holds for.
    pub words_version: i64,
    /// Of the price.
    pub currency: Currency,
    /// What is offered.
    pub offer: Offer,
    /// What its bidder can prove of it, in a contest.
    pub commit: Option<Commit>,
    /// How often terms were named since it was placed.
    pub turns: i32,
    /// Until when it binds.
    pub expires_at: Instant,
    /// Why it was declined.
    pub decline_reason: Option<DeclineReason>,
    /// The merchant's words about that.
    pub decline_note: String,
    /// When it was placed.
    pub created_at: Instant,
    /// When it was decided.
    pub decided_at: Option<Instant>,
}

impl Bid {
    /// The brief's words changed since the bidder saw them: he has to confirm.
    #[must_use]
    pub const fn is_outdated(&self, brief: &Brief) -> bool {
        self.state.is_live() && self.words_version < brief.words_version
    }

    /// The terms that are on the table.
    #[must_use]
    pub const fn terms(&self) -> Terms {
        Terms { price: self.offer.price, days: self.offer.days, rounds: self.offer.rounds }
    }

    /// Its price with the currency.
    #[must_use]
    pub const fn price(&self) -> Money {
        Money::new(self.offer.price, self.currency)
    }
}

/// A bidder as the merchant sees him beside his bid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bidder {
    /// The creator.
    pub id: CreatorId,
    /// Name in addresses.
    pub handle: String,
    /// Name.
    pub name: String,
    /// The platform knows who is behind it.
    pub is_verified: bool,
    /// Milestones that were settled.
    pub settled: i64,
    /// Of these, on briefs of the same category.
    pub settled_alike: i64,
    /// Deliveries that came in time, of those that were due.
    pub in_time: (i64, i64),
    /// Followers on all channels, as he states them.
    pub followers: i64,
}

//! What a record is made of.

use crate::config::Config;
use crate::primitives::id::{PointsId, UserId};
use crate::primitives::{BasisPoints, Instant};
use serde::{Deserialize, Serialize};

crate::choice! {
    /// How far a record carries its creator.
    pub enum Tier {
        /// Where everybody begins.
        Start = "start",
        /// Kept his word a few times.
        Proven = "proven",
        /// Kept his word many times.
        Trusted = "trusted",
    }
}

crate::choice! {
    /// The rule that was broken. Its words are the texts `tiers-conduct-{conduct}`.
    pub enum Conduct {
        OffPlatform = "off_platform", RatingTrade = "rating_trade", FakeNumbers = "fake_numbers", CopiedWork = "copied_work",
        HiddenAd = "hidden_ad", NoShow = "no_show", Abuse = "abuse", Spam = "spam",
    }
}

/// What a tier is decided by: everything, and nothing else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Milestones that were settled, up to a thousand.
    pub settled: i64,
    /// Of the newest hundred of the last year with a delivery: how many were delivered by their day.
    pub on_time: i64,
    /// Out of how many, those that were cancelled for being late among them.
    pub timed: i64,
    /// The reputation in hundredths; none without ratings.
    pub rating: Option<i64>,
    /// Ratings that it is made of, up to five hundred.
    pub ratings: i64,
    /// Rulings of the last year that left him less than half.
    pub lost: i64,
}

/// The tier that somebody holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub tier: Tier,
    /// When it is lost, if the record does not reach it again before.
    pub falls_at: Option<Instant>,
}

impl Held {
    /// Where everybody begins.
    pub const START: Self = Self { tier: Tier::Start, falls_at: None };
}

/// Points that a moderator gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points {
    /// Their id.
    pub id: PointsId,
    /// To whom.
    pub user: UserId,
    /// For what.
    pub conduct: Conduct,
    /// How many.
    pub points: i64,
    /// What happened.
    pub reason: String,
    /// By which moderator.
    pub by: UserId,
    /// When.
    pub at: Instant,
    /// When they lapse by themselves.
    pub lapses_at: Instant,
    /// When they were taken back.
    pub ended_at: Option<Instant>,
}

impl Points {
    /// They count.
    #[must_use]
    pub fn is_live(&self, now: Instant) -> bool {
        self.ended_at.is_none() && now < self.lapses_at
    }
}

/// The rates of merchant and creator.
pub type Rates = (BasisPoints, BasisPoints);

/// What the platform takes, by the creator's tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateCard {
    merchant: BasisPoints,
    start: BasisPoints,
    proven: BasisPoints,
    trusted: BasisPoints,
}

impl RateCard {
    /// As it is configured.
    #[must_use]
    pub const fn of(config: &Config) -> Self {
        Self { merchant: config.merchant_fee, start: config.creator_fee, proven: config.proven_fee, trusted: config.trusted_fee }
    }

    /// For somebody of this tier.
    #[must_use]
    pub const fn rates(&self, tier: Tier) -> Rates {
        let creator = match tier {
            Tier::Start => self.start,
            Tier::Proven => self.proven,
            Tier::Trusted => self.trusted,
        };
        (self.merchant, creator)
    }

    /// The tier makes no difference.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.start == self.proven && self.start == self.trusted
    }
}

impl From<Rates> for RateCard {
    fn from((merchant, creator): Rates) -> Self {
        Self { merchant, start: creator, proven: creator, trusted: creator }
    }
}

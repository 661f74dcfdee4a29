//! What a snapshot of an audience is.

use crate::creators::model::Source;
use crate::primitives::Instant;
use crate::primitives::id::{ChannelId, FileId, SnapshotId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

crate::choice! {
    /// Of whom. Its words are the texts `audience-gender-{gender}`.
    pub enum Gender { Female = "female", Male = "male", Other = "other" }
}

crate::choice! {
    /// How old. Its words are the texts `audience-age-{age}`.
    pub enum Age { Under18 = "under_18", From18 = "18_24", From25 = "25_34", From35 = "35_44", From45 = "45_up" }
}

/// A part of an audience.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AudienceShare)]
pub struct Share {
    /// Which: a word of the list, or a place in the creator's words.
    pub of: String,
    /// In hundredths of all.
    pub percent: i32,
}

/// Who follows, as far as it was said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AudienceShares)]
pub struct Shares {
    /// By gender.
    pub genders: Vec<Share>,
    /// By age.
    pub ages: Vec<Share>,
    /// By place, largest first.
    pub places: Vec<Share>,
}

impl Shares {
    /// Nothing was said.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.genders.is_empty() && self.ages.is_empty() && self.places.is_empty()
    }
}

/// What somebody says of an audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSnapshot {
    /// The day on which it was so.
    pub day: jiff::civil::Date,
    /// How many follow.
    pub followers: i64,
    /// How often a work is usually seen.
    pub views: Option<i64>,
    /// Who they are.
    pub shares: Shares,
}

/// What was said of an audience once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Its id.
    pub id: SnapshotId,
    /// Of which channel.
    pub channel: ChannelId,
    /// Where the numbers come from.
    pub source: Source,
    /// The day on which it was so, `2026-11-23`.
    pub day: String,
    /// How many followed.
    pub followers: i64,
    /// How often a work was usually seen.
    pub views: Option<i64>,
    /// Who they were.
    pub shares: Shares,
    /// What shows it.
    pub file: Option<FileId>,
    /// When it was said.
    pub at: Instant,
}

//! What a rating is.

use crate::contracts::Party;
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, EditId, RatingId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How long a side may rate after the deal has ended, and edit after the ratings appeared.
pub const WINDOW_DAYS: i64 = 14;

/// Four scales of 1 to 5, where 5 means «as agreed». Of a creator: quality, communication, timeliness, brief fit. Of a merchant: clarity,
/// communication, fairness, promptness.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Scales {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 5)]
    pub quality: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 5)]
    pub clarity: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 5)]
    pub communication: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 5)]
    pub timeliness: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 5)]
    pub fairness: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 5)]
    pub brief_fit: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 5)]
    pub promptness: Option<i32>,
}

impl Scales {
    /// Each scale with its name, in the order of the form.
    #[must_use]
    pub const fn all(&self) -> [(&'static str, Option<i32>); 7] {
        [
            ("quality", self.quality),
            ("clarity", self.clarity),
            ("communication", self.communication),
            ("timeliness", self.timeliness),
            ("fairness", self.fairness),
            ("brief_fit", self.brief_fit),
            ("promptness", self.promptness),
        ]
    }
}

/// What a side says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The scales of the other side.
    pub scales: Scales,
    /// Would work together again.
    pub again: bool,
    /// In words.
    pub text: String,
}

/// A rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// Its id.
    pub id: RatingId,
    /// The deal.
    pub contract: ContractId,
    /// The side that gave it.
    pub by: Party,
    /// Who gave it.
    pub user: UserId,
    /// What was said.
    pub given: Given,
    /// When.
    pub at: Instant,
    /// When both appeared.
    pub visible_at: Option<Instant>,
    /// The one answer of whom it is about.
    pub reply: Option<String>,
    /// Counts its changes.
    pub version: i64,
}

/// A change to a rating that its author wants and the other side must agree to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// Its id.
    pub id: EditId,
    /// The rating.
    pub rating: RatingId,
    /// What it said before.
    pub before: Given,
    /// What it is to say.
    pub after: Given,
    /// When it was asked.
    pub asked_at: Instant,
    /// When the other side agreed.
    pub agreed_at: Option<Instant>,
}

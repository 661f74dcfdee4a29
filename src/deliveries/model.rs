//! What a delivery is, and what a request for changes is.

use crate::files::File;
use crate::primitives::Instant;
use crate::primitives::id::{ChangeRequestId, DeliveryId, FileId, MilestoneId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::Number;
use utoipa::ToSchema;

/// One version of the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its id.
    pub id: DeliveryId,
    /// What it fulfils.
    pub milestone: MilestoneId,
    /// 1, 2, … for each milestone.
    pub version: i32,
    /// What the creator says about it.
    pub note: String,
    /// Who handed it in.
    pub by: UserId,
    /// When.
    pub at: Instant,
    /// What was handed in.
    pub items: Vec<Item>,
}

impl Delivery {
    /// The files among its items.
    #[must_use]
    pub fn files(&self) -> Vec<&File> {
        self.items
            .iter()
            .filter_map(|item| match &item.matter {
                Matter::File(file) => Some(file),
                Matter::Link(_) => None,
            })
            .collect()
    }
}

/// A part of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub matter: Matter,
    /// The points of the checklist that it fulfils, by their short ids.
    pub checks: Vec<String>,
}

/// What was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// A file, frozen with its SHA-256.
    File(File),
    /// An `https` address.
    Link(String),
}

/// What the merchant wants changed in a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRequest {
    /// Its id.
    pub id: ChangeRequestId,
    /// What it is about.
    pub milestone: MilestoneId,
    /// The version that was looked at.
    pub version: i32,
    /// Who asked.
    pub by: UserId,
    /// When.
    pub at: Instant,
    /// What is wanted.
    pub wishes: Vec<Wish>,
}

/// A place in the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// A file of the version that was looked at.
    pub file_id: FileId,
    /// From the left edge of a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>, minimum = 0)]
    pub x: Option<Number>,
    /// From its upper edge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>, minimum = 0)]
    pub y: Option<Number>,
    /// Of a film or a sound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>, minimum = 0)]
    pub second: Option<Number>,
}

/// One thing that should be different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The point of the checklist that it cites.
    pub check: Option<String>,
    /// The place in the work that it points at. Without either it lies outside of what was agreed.
    pub pin: Option<Pin>,
    /// In the merchant's words.
    pub text: String,
}

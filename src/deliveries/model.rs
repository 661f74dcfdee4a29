//! What a delivery is, and what a request for changes is.

use crate::files::File;
use crate::primitives::Instant;
use crate::primitives::id::{ChangeRequestId, DeliveryId, MilestoneId, UserId};

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

/// One thing that should be different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The point of the checklist that it cites; without one it lies outside of what was agreed.
    pub check: Option<String>,
    /// In the merchant's words.
    pub text: String,
}

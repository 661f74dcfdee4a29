//! What is counted.

use crate::primitives::Instant;
use serde::Serialize;

crate::choice! {
    /// A list that is counted, each for itself. Its name is the text `impressions-list-{list}`.
    pub enum List {
        /// The public list of creators.
        Browse = "browse",
        /// Creators who fit a brief, for its merchant: a place is a creator.
        Fits = "fits",
        /// Briefs that fit a creator, on the creator's workbench: a place is a brief, and it went to the creator who read it.
        ForYou = "for_you",
        /// Creators whom a merchant invited to a brief, as the merchant reads them.
        Invited = "invited",
        /// Creators whom somebody found by words: the words alone order them.
        Words = "words",
        /// Creators whom a plan proposes: their reach alone decides.
        Plan = "plan",
    }
}

/// So many creators were shown, newcomers among them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) all: i64,
    pub(super) newcomers: i64,
}

/// How newcomers fared in a list in some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Which list.
    pub list: List,
    /// How many creators were shown.
    pub shown: i64,
    /// How many hundredths of them were newcomers, rounded down.
    pub percent: i64,
    /// The beginning of the first day.
    pub from: Instant,
    /// A moment of the last.
    pub to: Instant,
}

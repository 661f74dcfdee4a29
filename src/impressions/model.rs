//! What is counted.

use crate::primitives::Instant;
use serde::Serialize;

/// So many creators were shown, newcomers among them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) all: i64,
    pub(super) newcomers: i64,
}

/// How newcomers fared in some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// How many creators were shown.
    pub shown: i64,
    /// How many hundredths of them were newcomers, rounded down.
    pub percent: i64,
    /// The beginning of the first day.
    pub from: Instant,
    /// A moment of the last.
    pub to: Instant,
}

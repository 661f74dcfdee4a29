//! The time of a live show.

use crate::primitives::Instant;

/// When a show is live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Airtime {
    /// When it begins.
    pub at: Instant,
    /// How long it lasts.
    pub minutes: i32,
}

impl Airtime {
    /// When it is over.
    #[must_use]
    pub fn end(&self) -> Instant {
        self.at.plus_seconds(i64::from(self.minutes).saturating_mul(60))
    }
}

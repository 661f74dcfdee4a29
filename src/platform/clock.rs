//! What time it is: the one place that asks. Time is the process's, never the database's.

use crate::primitives::Instant;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// A clock that is handed to whoever must know the time.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    ahead_micros: Arc<AtomicI64>,
}

impl Clock {
    /// Now.
    #[must_use]
    pub fn now(&self) -> Instant {
        #[allow(clippy::disallowed_methods, reason = "this is the clock")]
        let now = jiff::Timestamp::now().as_microsecond();
        Instant(now.saturating_add(self.ahead_micros.load(Ordering::Relaxed)))
    }

    /// A clock that runs ahead of the wall by what `ahead_micros` says at each look: how a demo makes yesterday's deals and a test waits a week.
    #[must_use]
    pub fn ahead(ahead_micros: Arc<AtomicI64>) -> Self {
        Self { ahead_micros }
    }
}

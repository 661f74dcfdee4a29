//! What time it is: the one place that asks. Time is the process's, never the database's.

use crate::primitives::Instant;

/// Now, by the wall clock of this process.
#[must_use]
pub fn now() -> Instant {
    #[allow(clippy::disallowed_methods, reason = "this is the clock")]
    let now = jiff::Timestamp::now();
    Instant(now.as_microsecond())
}

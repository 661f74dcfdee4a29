//! How often a token may call: 600 times a minute, and each answer says what is left.

use crate::primitives::id::TokenId;
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use std::num::NonZeroU32;

/// Calls a minute.
const CALLS: NonZeroU32 = NonZeroU32::new(600).unwrap();

/// The tokens' paces of one server.
pub(in crate::web) struct Paces(RateLimiter<TokenId, DefaultKeyedStateStore<TokenId>, DefaultClock, StateInformationMiddleware>);

impl Default for Paces {
    fn default() -> Self {
        Self(RateLimiter::keyed(Quota::per_minute(CALLS)).with_middleware::<StateInformationMiddleware>())
    }
}

/// Where a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) struct Pace {
    /// Calls that may come at once.
    pub(in crate::web) left: u32,
    /// Seconds until there is one more, if there is none.
    pub(in crate::web) wait: Option<u64>,
}

impl Pace {
    /// The policy, for `RateLimit-Policy`.
    pub(in crate::web) const POLICY: &'static str = "\"token\";q=600;w=60";

    /// For `RateLimit`.
    pub(in crate::web) fn header(self) -> String {
        format!("\"token\";r={};t={}", self.left, self.wait.unwrap_or(60))
    }
}

impl Paces {
    /// One more call.
    pub(in crate::web) fn step(&self, token: TokenId) -> Pace {
        match self.0.check_key(&token) {
            Ok(state) => Pace { left: state.remaining_burst_capacity(), wait: None },
            Err(until) => {
                let wait = until.wait_time_from(DefaultClock::default().now());
                Pace { left: 0, wait: Some(wait.as_secs().saturating_add(1)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_six_hundred_and_first_call_waits_and_others_do_not() {
        let (paces, token) = (Paces::default(), TokenId::random());
        for left in (0..600).rev() {
            let pace = paces.step(token);
            assert!(pace.wait.is_none() && pace.left >= left, "{pace:?}");
        }
        let mut pace = paces.step(token);
        // A tenth of a second brings one more.
        while pace.wait.is_none() {
            pace = paces.step(token);
        }
        assert_eq!(pace.wait, Some(1));
        assert!(paces.step(TokenId::random()).wait.is_none());
    }
}

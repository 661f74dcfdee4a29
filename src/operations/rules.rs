//! When an operation is tried again, and when it must be looked up first.

use super::model::{Operation, OperationState};
use crate::primitives::Instant;

/// A claim that nobody answered for is free again after this. Longer than a call may take.
pub(super) const LEASE_SECONDS: i64 = 60;
/// Keys are forgotten by providers after a day; nothing is sent again under one that is older than this.
const KEY_HOURS: i64 = 23;
/// Between two looks that showed nothing.
pub(super) const LOOK_AGAIN_SECONDS: i64 = 600;
/// Between two looks at a balance that was too small.
pub(super) const BLOCKED_SECONDS: i64 = 60;
/// So often in a row the provider may fail inside under one key; then it is looked at.
pub(super) const SERVER_ERRORS: i32 = 3;
/// A look that showed nothing leaves this word, so that the next one knows it is the second.
pub(super) const SEEN_NOTHING: &str = "seen_nothing";

/// Seconds until the next try: 1, 2, 4 … 600, by chance down to nothing so that many do not come at once.
pub(super) fn backoff_seconds(attempts: i32, random: u32) -> i64 {
    let doublings = u32::try_from(attempts.clamp(1, 10)).unwrap_or(1).saturating_sub(1);
    let top = 1i64.checked_shl(doublings).unwrap_or(600).min(600);
    i64::from(random).rem_euclid(top.saturating_add(1))
}

/// The key is so old that the provider may have forgotten it, or nobody knows what became of it: look before sending.
pub(super) fn must_look_first(operation: &Operation, now: Instant) -> bool {
    let old = operation.first_at.is_some_and(|first| now >= first.plus_hours(KEY_HOURS));
    old || operation.state == OperationState::Unknown
}

/// The key of a fact: the same fact has the same key after any restore.
pub(super) fn idem_key(kind: super::OperationKind, fact: &str, generation: i32) -> String {
    format!("{kind}:{fact}:{generation}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn tries_grow_apart_up_to_ten_minutes(attempts in 0i32..100, random: u32) {
            let seconds = backoff_seconds(attempts, random);
            prop_assert!((0..=600).contains(&seconds));
            prop_assert!(attempts > 1 || seconds <= 1);
        }
    }
}

//! What an endpoint is, and a try to tell it something.

use crate::events::EventType;
use crate::platform::outbound::Unreached;
use crate::primitives::Instant;
use crate::primitives::id::{AttemptId, EndpointId, EventId, UserId};

crate::choice! {
    /// Where a try stands.
    pub enum AttemptState {
        /// Waits for its time.
        Queued = "queued",
        /// Taken by a node until its lease ends.
        Sending = "sending",
        /// Answered 2xx.
        Delivered = "delivered",
        /// Something else was answered, or nothing; another try follows.
        Failed = "failed",
        /// As failed, and the last.
        Dead = "dead",
        /// The endpoint was removed before.
        Dropped = "dropped",
    }
}

/// An address that is told what happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Endpoint {
    pub(super) id: EndpointId,
    pub(super) user: UserId,
    pub(super) url: String,
    /// Empty: all there are.
    pub(super) types: Vec<EventType>,
    /// Counts its secrets.
    pub(super) generation: i64,
    /// When the present secret was made.
    pub(super) keyed_at: Instant,
    pub(super) created_at: Instant,
    /// Tries that failed since one worked.
    pub(super) failures: i64,
    pub(super) warned_at: Option<Instant>,
    pub(super) version: i64,
}

impl Endpoint {
    /// Wants to hear of this.
    pub(super) fn wants(&self, kind: EventType) -> bool {
        self.types.is_empty() || self.types.contains(&kind)
    }
}

/// A try to tell an endpoint something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attempt {
    pub(super) id: AttemptId,
    pub(super) endpoint: EndpointId,
    pub(super) event: EventId,
    pub(super) series: i64,
    pub(super) number: i64,
    pub(super) state: AttemptState,
    pub(super) created_at: Instant,
    pub(super) due_at: Instant,
    pub(super) ended_at: Option<Instant>,
    pub(super) status: Option<i64>,
    pub(super) error: Option<Unreached>,
    pub(super) millis: Option<i64>,
}

/// How a try ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ending {
    pub(super) answer: Result<u16, Unreached>,
    pub(super) at: Instant,
    pub(super) millis: i64,
}

impl Ending {
    pub(super) fn is_delivered(&self) -> bool {
        self.answer.is_ok_and(|status| (200..300).contains(&status))
    }
}

//! What a person sees of a clock.

use super::model::{Clock, ClockKind};
use crate::primitives::{Instant, Money, id::MilestoneId};
use serde::Serialize;

/// A clock on a page: what falls due, when, what happens by default, and how much moves.
#[derive(Debug, Clone, Serialize)]
pub struct ClockView {
    /// What falls due.
    pub kind: ClockKind,
    /// The milestone it belongs to.
    pub milestone: Option<MilestoneId>,
    /// When it fires.
    pub due: Instant,
    /// The text that says what happens when nobody acts; it takes no arguments.
    pub default_key: String,
    /// How much moves when it fires.
    pub money: Option<Money>,
}

impl From<&Clock> for ClockView {
    fn from(clock: &Clock) -> Self {
        Self { kind: clock.kind, milestone: clock.milestone, due: clock.due_at, default_key: clock.kind.default_key(), money: clock.money }
    }
}

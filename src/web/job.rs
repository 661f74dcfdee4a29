//! What happens later: named work that runs at each tick.

use super::Site;
use crate::failure::Failure;
use std::{future::Future, pin::Pin, sync::Arc};

/// Work that has begun; `true` if there may be more at once.
pub type Running = Pin<Box<dyn Future<Output = Result<bool, Failure>> + Send>>;

/// What runs side by side: somebody who does not answer keeps nobody waiting but those who ask him.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Rows only.
    House,
    /// The payment provider.
    Provider,
    /// Machines of users.
    Users,
}

/// Work without input that is looked at on every tick. It claims what is due in a transaction, is safe to run twice, late, or on two nodes at
/// once, and takes a bounded piece at a time.
pub struct Job {
    /// For the log.
    pub name: &'static str,
    /// Whether it waits for machines that are not ours.
    pub lane: Lane,
    /// Does what is due now; `true` if there may be more at once.
    pub run: fn(Arc<Site>) -> Running,
}

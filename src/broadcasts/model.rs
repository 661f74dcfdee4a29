//! What a show is.

use crate::contracts::Party;
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, FileId};

crate::choice! {
    /// Where a show is.
    pub enum ShowState { Planned = "planned", Rehearsed = "rehearsed", Running = "running", Ended = "ended", NoShow = "no_show" }
}

/// What shows that it was so: an address or a file of the deal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    pub(super) url: String,
    pub(super) file: Option<FileId>,
}

/// The facts of a show. One about which nothing happened has no row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Show {
    pub(super) contract: ContractId,
    /// Counts its changes.
    pub(super) version: i64,
    /// When the two rehearse.
    pub(super) rehearsal_at: Option<Instant>,
    /// When the merchant said that they did.
    pub(super) rehearsed_at: Option<Instant>,
    pub(super) started_at: Option<Instant>,
    pub(super) start: Evidence,
    pub(super) ended_at: Option<Instant>,
    pub(super) end: Evidence,
    /// The side that did not come, and when the other said so.
    pub(super) no_show: Option<(Party, Instant)>,
    /// The hash of the newest code that hands the camera over.
    pub(super) code_sha256: String,
    /// Until when it may be used.
    pub(super) code_until: Option<Instant>,
    /// When the camera was handed over, and to whom.
    pub(super) handed_at: Option<Instant>,
    pub(super) handed_to: String,
}

impl Show {
    /// Before anybody did anything.
    pub(super) fn planned(contract: ContractId) -> Self {
        Self {
            contract,
            version: 0,
            rehearsal_at: None,
            rehearsed_at: None,
            started_at: None,
            start: Evidence::default(),
            ended_at: None,
            end: Evidence::default(),
            no_show: None,
            code_sha256: String::new(),
            code_until: None,
            handed_at: None,
            handed_to: String::new(),
        }
    }

    /// Where it is.
    pub(super) const fn state(&self) -> ShowState {
        match (self.no_show, self.ended_at, self.started_at, self.rehearsed_at) {
            (Some(_), _, _, _) => ShowState::NoShow,
            (None, Some(_), _, _) => ShowState::Ended,
            (None, None, Some(_), _) => ShowState::Running,
            (None, None, None, Some(_)) => ShowState::Rehearsed,
            (None, None, None, None) => ShowState::Planned,
        }
    }
}

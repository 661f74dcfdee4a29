//! What waits for a second admin.

use crate::primitives::Instant;
use crate::primitives::id::{ActId, CreatorId, OrgId, UserId};

crate::choice! {
    /// What an admin wants to do. Its words are the texts `admin-act-{kind}`.
    pub enum ActKind {
        /// Let go on what a fuse holds back. About: the fuse's word.
        FuseConfirm = "fuse_confirm",
        /// Take a call to the provider for one that did not happen, after somebody has looked there. About: the operation.
        OperationGiveUp = "operation_give_up",
        /// Take a payout back that arrived. About: the payout.
        PayoutReversal = "payout_reversal",
        /// Say whose something is that moved at the provider and nobody asked for. About: the provider's name of it.
        SuspenseAssign = "suspense_assign",
        /// Send such a payment back to who paid it. About: the provider's name of it.
        SuspenseReturn = "suspense_return",
        /// Say that it is not theirs after all. About: the provider's name of it.
        SuspenseUndo = "suspense_undo",
        /// Stop a live brief and end what runs under it. About: the brief.
        BriefStop = "brief_stop",
        /// Say that the platform knows who is behind an organisation or a creator. About: the verification.
        VerificationGrant = "verification_grant",
    }
}

crate::choice! {
    /// Where it stands.
    pub enum ActState {
        /// A second admin is wanted.
        Proposed = "proposed",
        /// A second admin agreed, and it was done.
        Confirmed = "confirmed",
        /// It is not done.
        Refused = "refused",
    }
}

/// An act that one admin wants and a second one has to agree to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: ActId,
    /// What.
    pub kind: ActKind,
    /// To what.
    pub subject: String,
    /// Whose it shall be, where that is what is wanted: an id, or `platform`; else nothing.
    pub target: String,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub state: ActState,
    /// Counts its changes.
    pub version: i64,
    /// Who wants it.
    pub proposed_by: UserId,
    /// Since when.
    pub proposed_at: Instant,
    /// Who agreed or did not.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<Instant>,
}

/// What is wanted of whom, before anybody said why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) kind: ActKind,
    pub(super) subject: String,
    pub(super) target: String,
}

impl Proposal {
    pub(super) fn wish(&self) -> Wish {
        Wish { kind: self.kind, subject: self.subject.clone(), target: self.target.clone() }
    }
}

/// Things of one kind that wait for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Waiting {
    /// Which kind.
    pub(super) key: &'static str,
    /// Its picture.
    pub(super) icon: &'static str,
    /// Where they are: a path of the site.
    pub(super) url: &'static str,
    /// At most a hundred are counted.
    pub(super) count: usize,
    /// Since when the oldest waits.
    pub(super) oldest: Instant,
    /// When something is lost, the first of them.
    pub(super) due: Option<Instant>,
}

/// Whose money an act is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Concerned {
    /// These organisations.
    pub(super) orgs: Vec<OrgId>,
    /// These creators.
    pub(super) creators: Vec<CreatorId>,
}

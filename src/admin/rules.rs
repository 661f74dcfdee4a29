//! Who may decide on what: the role of each act, never alone, never in a matter of one's own.

use super::model::{ActKind, ActState, Concerned, Proposal};
use crate::failure::{Failure, Refusal, STATE_REFUSED};
use crate::primitives::Instant;
use crate::sessions::{AdminRole, Person};

/// Whoever proposed it is not his own second.
pub(super) const SECOND_WANTED: Refusal = Refusal::forbidden("admin.second_wanted");
/// A party of the deal.
pub(super) const OWN_DEAL: Refusal = Refusal::forbidden("admin.own_deal");
/// Somebody proposed the same, and it waits.
pub(super) const PROPOSED: Refusal = Refusal::conflict("admin.proposed");

/// Characters of a reason.
pub(super) const REASON_CHARS: usize = 1_000;
/// What is not done after this is late.
pub(super) const LATE_SECONDS: i64 = 900;

/// Who does this.
pub(super) const fn role(kind: ActKind) -> AdminRole {
    match kind {
        ActKind::FuseConfirm
        | ActKind::OperationGiveUp
        | ActKind::PayoutReversal
        | ActKind::SuspenseAssign
        | ActKind::SuspenseReturn
        | ActKind::SuspenseUndo => AdminRole::FinanceAdmin,
        ActKind::BriefStop | ActKind::VerificationGrant => AdminRole::Moderator,
    }
}

/// The person has the role, has proved to be there, and is no party of the deal.
pub(super) fn may_touch(person: &Person, role: AdminRole, concerned: &Concerned, now: Instant) -> Result<(), Failure> {
    person.judges_as(role)?;
    person.stepped_up(now)?;
    let own = concerned.orgs.iter().any(|org| person.is_member(*org)) || concerned.creators.iter().any(|one| person.is_creator(*one));
    if own { Err(OWN_DEAL.into()) } else { Ok(()) }
}

/// A proposal that waits, by somebody else.
pub(super) fn second(proposal: &Proposal, person: &Person) -> Result<(), Refusal> {
    if proposal.state != ActState::Proposed {
        return Err(STATE_REFUSED);
    }
    if proposal.proposed_by == person.id { Err(SECOND_WANTED) } else { Ok(()) }
}

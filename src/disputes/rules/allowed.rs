//! What a person may do in a dispute now: the buttons and `allowed`, from the same rules that refuse.

use super::super::model::{By, Decision, DecisionKind, Dispute, DisputeEvent, DisputeState, DisputeVerb, Offer};
use super::{live_offer, next, round_of};
use crate::contracts::{Party, rules::Access};
use crate::primitives::{Instant, id::UserId};
use crate::sessions::{AdminRole, Person};

/// What a person is at the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// Who.
    pub user: UserId,
    /// His side, and whether he decides for it.
    pub access: Access,
    /// Is an arbiter of the platform.
    pub is_arbiter: bool,
    /// Belongs to neither side and never dealt with one.
    pub is_impartial: bool,
}

impl Seat {
    /// The person's seat in a deal.
    #[must_use]
    pub fn of(person: &Person, access: Access, is_impartial: bool) -> Self {
        Self { user: person.id, access, is_arbiter: person.admin_roles.contains(&AdminRole::Arbiter), is_impartial }
    }

    /// He may judge the dispute as an arbiter: it is nobody's yet or his, and after an appeal he did not rule before.
    #[must_use]
    pub fn judges(&self, dispute: &Dispute, decisions: &[Decision]) -> bool {
        let free = dispute.arbiter.is_none_or(|arbiter| arbiter == self.user);
        let ruled = decisions.iter().any(|decision| decision.kind == DecisionKind::Ruling && decision.made_by == self.user);
        self.is_arbiter && self.is_impartial && free && (dispute.state != DisputeState::Appealed || !ruled)
    }
}

/// The dispute waits for something that this side may do.
#[must_use]
pub fn waits_for(dispute: &Dispute, party: Party) -> bool {
    match dispute.state {
        DisputeState::Opened => dispute.by(party) == By::Other,
        DisputeState::Negotiating => true,
        DisputeState::Mediation => !dispute.rests.has(party),
        DisputeState::Ruled
        | DisputeState::Appealed
        | DisputeState::Final
        | DisputeState::Executed
        | DisputeState::Settled
        | DisputeState::Withdrawn
        | DisputeState::Defaulted => false,
    }
}

/// The decision of this kind.
fn of(decisions: &[Decision], kind: DecisionKind) -> Option<&Decision> {
    decisions.iter().find(|decision| decision.kind == kind)
}

/// The ruling that the state waits for.
const fn due(state: DisputeState) -> DecisionKind {
    if matches!(state, DisputeState::Appealed) { DecisionKind::AppealRuling } else { DecisionKind::Ruling }
}

/// What may be done in the dispute now.
#[must_use]
pub fn allowed(dispute: &Dispute, offers: &[Offer], decisions: &[Decision], seat: Seat, now: Instant) -> Vec<DisputeVerb> {
    use {DisputeEvent as E, DisputeVerb as V};
    let party = seat.access.party;
    let side = party != Party::Platform && seat.access.works;
    let can = |event| side && next(dispute.state, event, dispute.by(party)).is_ok();
    let other = if party == Party::Merchant { Party::Creator } else { Party::Merchant };
    let open_evidence = dispute.evidence_until.is_none_or(|until| now < until);
    let judge = !side && seat.judges(dispute, decisions);
    let ruling = of(decisions, due(dispute.state));
    let waits = ruling.filter(|ruling| ruling.confirmed_at.is_none());
    let seconds = party == Party::Platform && seat.is_impartial && waits.is_some_and(|ruling| ruling.made_by != seat.user);
    let proposed = of(decisions, DecisionKind::Proposal).is_some();
    let rules = judge && ruling.is_none() && (dispute.state == DisputeState::Appealed || !open_evidence);
    let verbs = [
        (V::Answer, can(E::Answered)),
        (V::Extend, can(E::Extended) && !dispute.extended),
        (V::AddEvidence, can(E::Evidenced) && open_evidence),
        (V::Offer, can(E::Offered)),
        (V::OfferSealed, can(E::Sealed) && round_of(offers, party).is_ok()),
        (V::AcceptOffer, can(E::Agreed) && live_offer(offers, other).is_some()),
        (V::AskForMediation, can(E::MediationAsked) && !dispute.wants_mediation.has(party)),
        (V::Rest, can(E::Rested) && open_evidence && !dispute.rests.has(party)),
        (V::AcceptProposal, can(E::ProposalAccepted) && proposed && !dispute.accepts.has(party)),
        (V::Withdraw, can(E::Withdrawn)),
        (V::Appeal, can(E::Appealed)),
        (V::Propose, judge && !proposed && next(dispute.state, E::Proposed, By::Arbiter).is_ok()),
        (V::Rule, rules && next(dispute.state, E::Ruled, By::Arbiter).is_ok()),
        (V::MoveDeadline, can(E::MoveAsked) || judge && next(dispute.state, E::Moved, By::Arbiter).is_ok()),
        (V::ConfirmRuling, seconds && next(dispute.state, E::Confirmed, By::Admin).is_ok()),
    ];
    verbs.into_iter().filter_map(|(verb, may)| may.then_some(verb)).collect()
}

//! Ways to agree: open offers, sealed ones, and a proposal that both accept.

use super::happen::{Case, Deed, end, happen, side};
use super::tell;
use crate::audit::Act;
use crate::contracts::{Event, Party};
use crate::disputes::model::{DecisionKind, DisputeEvent, Offer, Sum};
use crate::disputes::rules::{self, Meeting, OFFER_GONE};
use crate::disputes::store;
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::platform::db::Tx;
use crate::platform::secret::Key;
use crate::primitives::id::{DisputeId, OfferId};
use crate::primitives::{Minor, Money};
use crate::sessions::Person;

fn new_offer(case: &Case, act: &Act, person: &Person, (id, round, sum): (OfferId, i32, Sum)) -> Offer {
    Offer { id, dispute: case.dispute.id, party: case.access.party, user: person.id, round, sum, at: act.at }
}

/// A side says openly what it would settle for; its earlier open offer stands no longer.
pub fn offer(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId, money: Money) -> Result<(), Failure> {
    let case = side(tx, person, id, DisputeEvent::Offered)?;
    let by = case.by();
    rules::next(case.dispute.state, DisputeEvent::Offered, by)?;
    let amount = rules::check_share(&case.contract, case.dispute.amount, "amount", money)?;
    happen(tx, act, &case, Deed::of(DisputeEvent::Offered, by), |_| {})?;
    store::insert_offer(tx, &new_offer(&case, act, person, (OfferId::random(), 0, Sum::Open(amount))))?;
    tell::offered(tx, act, &case, amount)
}

/// The other side takes an open offer: settled. Refusals: `offer.superseded`.
pub fn accept_offer(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId, accepted: OfferId) -> Result<(), Failure> {
    let case = side(tx, person, id, DisputeEvent::Agreed)?;
    let offers = store::list_offers(tx, id)?;
    let named = offers.iter().find(|offer| offer.id == accepted).ok_or(Failure::NotFound)?;
    if named.party == case.access.party {
        return Err(ACT_FORBIDDEN.into());
    }
    let by = case.by();
    rules::next(case.dispute.state, DisputeEvent::Agreed, by)?;
    let Sum::Open(amount) = named.sum else { return Err(STATE_REFUSED.into()) };
    if rules::live_offer(&offers, named.party).is_none_or(|live| live.id != accepted) {
        return Err(OFFER_GONE.into());
    }
    end(tx, act, &case, (Deed::of(DisputeEvent::Agreed, by), Event::Settled), amount)?;
    Ok(())
}

/// A side enters its secret amount of a round. When both are in and meet, they settle at once; otherwise both learn that they did not meet, and
/// nothing else. `key` hides the amount. Refusals: `offer.sealed_already`, `offer.rounds_over`.
pub fn offer_sealed(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId, (money, key): (Money, &Key)) -> Result<(), Failure> {
    let case = side(tx, person, id, DisputeEvent::Sealed)?;
    let (by, party) = (case.by(), case.access.party);
    rules::next(case.dispute.state, DisputeEvent::Sealed, by)?;
    let amount = rules::check_share(&case.contract, case.dispute.amount, "amount", money)?;
    let offers = store::list_offers(tx, id)?;
    let round = rules::round_of(&offers, party)?;
    let after = happen(tx, act, &case, Deed::of(DisputeEvent::Sealed, by), |_| {})?;
    let offer = OfferId::random();
    let sealed = Sum::Sealed(rules::seal(key, offer, amount));
    store::insert_offer(tx, &new_offer(&case, act, person, (offer, round, sealed)))?;
    let case = Case { dispute: after, ..case };
    let other = offers.iter().find(|offer| offer.round == round && offer.party != party);
    let Some(other) = other else { return tell::sealed(tx, act, &case, round) };
    let theirs = match &other.sum {
        Sum::Sealed(sealed) => rules::open(key, other.id, sealed),
        Sum::Open(_) => None,
    };
    let theirs: Minor = theirs.ok_or_else(|| Failure::Bug(format!("the sealed offer {} does not open", other.id)))?;
    let (merchant, creator) = if party == Party::Merchant { (amount, theirs) } else { (theirs, amount) };
    match rules::meet(merchant, creator)? {
        Meeting::Met(middle) => end(tx, act, &case, (Deed::platform(DisputeEvent::Met), Event::Settled), middle).map(drop),
        Meeting::Missed => {
            let after = happen(tx, act, &case, Deed::platform(DisputeEvent::Missed), |_| {})?;
            tell::missed(tx, act, &Case { dispute: after, ..case }, round)
        }
    }
}

/// A side accepts the arbiter's proposal; when both do, it is settled so.
pub fn accept_proposal(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId) -> Result<(), Failure> {
    let case = side(tx, person, id, DisputeEvent::ProposalAccepted)?;
    let (by, party) = (case.by(), case.access.party);
    rules::next(case.dispute.state, DisputeEvent::ProposalAccepted, by)?;
    let decisions = store::list_decisions(tx, id)?;
    let proposal = decisions.iter().find(|decision| decision.kind == DecisionKind::Proposal).ok_or(STATE_REFUSED)?;
    if case.dispute.accepts.has(party) {
        return Err(STATE_REFUSED.into());
    }
    let deed = Deed::of(DisputeEvent::ProposalAccepted, by);
    let after = happen(tx, act, &case, deed, |dispute| dispute.accepts = dispute.accepts.and(party))?;
    let case = Case { dispute: after, ..case };
    if !case.dispute.accepts.all() {
        return tell::proposal_accepted(tx, act, &case);
    }
    end(tx, act, &case, (Deed::platform(DisputeEvent::Reconciled), Event::Settled), proposal.to_creator)?;
    Ok(())
}

//! Offers: amounts for the creator, open or sealed.

use super::super::model::{Offer, Sum};
use crate::contracts::{Contract, Party};
use crate::failure::{Failure, FieldErrors, Refusal};
use crate::primitives::{Minor, Money, MoneyError};

/// Sealed rounds of one dispute.
pub const MOST_ROUNDS: i32 = 3;
/// A newer offer took its place.
pub const OFFER_GONE: Refusal = Refusal::conflict("offer.superseded");
/// One amount a side and round.
pub const SEALED_ALREADY: Refusal = Refusal::conflict("offer.sealed_already");
/// Every sealed round is over.
pub const ROUNDS_OVER: Refusal = Refusal::conflict("offer.rounds_over");

/// A part of what is contested: in the deal's currency, nothing to all of it. Refusals: `money.currency`.
pub fn check_share(contract: &Contract, most: Minor, field: &str, money: Money) -> Result<Minor, Failure> {
    let share = crate::contracts::rules::in_currency(contract.currency, money)?;
    if share >= Minor::ZERO && share <= most {
        return Ok(share);
    }
    let bound = |amount| contract.money(amount).plain();
    let mut errors = FieldErrors::default();
    errors.add_with(field, "price-bounds", vec![("min", bound(Minor::ZERO)), ("max", bound(most))]);
    Err(Failure::Invalid(errors))
}

/// The newest open offer of a side.
#[must_use]
pub fn live_offer(offers: &[Offer], party: Party) -> Option<&Offer> {
    offers.iter().rfind(|offer| offer.party == party && matches!(offer.sum, Sum::Open(_)))
}

/// The round in which this side's next sealed amount falls. Refusals: it stands there already, or the rounds are over.
pub fn round_of(offers: &[Offer], party: Party) -> Result<i32, Refusal> {
    let entered = |party| offers.iter().filter(|offer| offer.round > 0 && offer.party == party).count();
    let (own, other) = (entered(party), entered(if party == Party::Merchant { Party::Creator } else { Party::Merchant }));
    let round = i32::try_from(own).unwrap_or(MOST_ROUNDS).saturating_add(1);
    if round > MOST_ROUNDS {
        Err(ROUNDS_OVER)
    } else if own > other {
        Err(SEALED_ALREADY)
    } else {
        Ok(round)
    }
}

/// What came of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meeting {
    /// The creator gets so much.
    Met(Minor),
    /// They did not meet.
    Missed,
}

/// Both amounts are in: where the merchant would give at least what the creator would take, they meet in the middle, the odd unit to the creator.
pub fn meet(merchant: Minor, creator: Minor) -> Result<Meeting, MoneyError> {
    if merchant < creator {
        return Ok(Meeting::Missed);
    }
    let between = merchant.minus(creator)?;
    Ok(Meeting::Met(merchant.minus(Minor(between.0 / 2))?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Instant;
    use crate::primitives::id::{DisputeId, OfferId, UserId};

    fn offer(party: Party, round: i32) -> Offer {
        let sum = if round == 0 { Sum::Open(Minor(1)) } else { Sum::Sealed(String::new()) };
        Offer { id: OfferId::random(), dispute: DisputeId::random(), party, user: UserId::random(), round, sum, at: Instant(0) }
    }

    #[test]
    fn the_middle_is_whole_and_its_odd_unit_is_the_creators() {
        assert_eq!(meet(Minor(400), Minor(300)), Ok(Meeting::Met(Minor(350))));
        assert_eq!(meet(Minor(400), Minor(301)), Ok(Meeting::Met(Minor(351))));
        assert_eq!(meet(Minor(300), Minor(300)), Ok(Meeting::Met(Minor(300))));
        assert_eq!(meet(Minor(299), Minor(300)), Ok(Meeting::Missed));
        assert_eq!(meet(Minor(0), Minor(0)), Ok(Meeting::Met(Minor(0))));
    }

    #[test]
    fn a_round_takes_one_amount_of_each_side_and_there_are_three() {
        use Party::{Creator as C, Merchant as M};
        let mut offers = vec![offer(M, 0)];
        assert_eq!(round_of(&offers, M), Ok(1));
        offers.push(offer(M, 1));
        assert_eq!((round_of(&offers, M), round_of(&offers, C)), (Err(SEALED_ALREADY), Ok(1)));
        offers.push(offer(C, 1));
        assert_eq!((round_of(&offers, M), round_of(&offers, C)), (Ok(2), Ok(2)));
        offers.extend([offer(C, 2), offer(M, 2), offer(C, 3)]);
        assert_eq!((round_of(&offers, M), round_of(&offers, C)), (Ok(3), Err(ROUNDS_OVER)));
    }
}

//! How a price is laid out in milestones.

use super::super::model::Plan;
use crate::bids::{self, Bid};
use crate::briefs::{Brief, BriefKind};
use crate::failure::FieldErrors;
use crate::primitives::{BasisPoints, Currency, Minor, MoneyError};

/// The most milestones a contract may have.
pub const MOST_MILESTONES: usize = 12;

/// Says what is wrong with a plan: 1 to 12 milestones, each price within the currency's bounds, together exactly the price of the bid.
pub fn check(plans: &[Plan], currency: Currency, price: Minor, errors: &mut FieldErrors) {
    if plans.is_empty() || plans.len() > MOST_MILESTONES {
        errors.add_with("milestones", "milestones-count", vec![("max", MOST_MILESTONES.to_string())]);
    }
    let (least, most) = currency.price_bounds();
    for (index, plan) in plans.iter().enumerate() {
        if plan.price < least || plan.price > most {
            let bound = |amount| crate::primitives::Money::new(amount, currency).plain();
            errors.add_with(format!("milestones-{index}-price"), "price-bounds", vec![("min", bound(least)), ("max", bound(most))]);
        }
    }
    if Minor::sum(plans.iter().map(|plan| plan.price)) != Ok(price) {
        let wanted = crate::primitives::Money::new(price, currency).plain();
        errors.add_with("milestones", "milestones-sum", vec![("price", wanted)]);
    }
}

/// Where work is paid piece by piece, each piece is a milestone of its own at the same price.
pub fn check_pieces(plans: &[Plan], bid: &Bid, brief: &Brief, errors: &mut FieldErrors) {
    if brief.is_contest() && plans.len() > 1 {
        errors.add_with("milestones", "milestones-count", vec![("max", "1".to_owned())]);
    }
    let one = bids::rules::of_one(bid.offer.price, bid.offer.pieces);
    if brief.kind == BriefKind::PieceRate && !plans.is_empty() && plans.iter().any(|plan| Some(plan.price) != one) {
        errors.add_with("milestones", "milestones-pieces", vec![("n", bid.offer.pieces.to_string())]);
    }
}

/// What the plan takes from the merchant, fees included: each milestone has its own floor.
pub fn total_with_fees(prices: impl IntoIterator<Item = Minor>, merchant_bps: BasisPoints) -> Result<Minor, MoneyError> {
    prices.into_iter().try_fold(Minor::ZERO, |sum, price| sum.plus(price)?.plus(price.share(merchant_bps)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Days;

    fn plans(prices: &[i64]) -> Vec<Plan> {
        prices.iter().map(|price| Plan { title: "Part".to_owned(), price: Minor(*price), days: Days::new(3).unwrap() }).collect()
    }

    fn codes(prices: &[i64], whole: i64) -> Vec<&'static str> {
        let mut errors = FieldErrors::default();
        check(&plans(prices), Currency::Cny, Minor(whole), &mut errors);
        errors.0.iter().map(|error| error.code).collect()
    }

    #[test]
    fn milestones_add_up_to_the_bid() {
        assert_eq!(codes(&[1_000, 200], 1_200), Vec::<&str>::new());
        assert_eq!(codes(&[1_000, 199], 1_200), ["milestones-sum"]);
        assert_eq!(codes(&[1_150, 50], 1_200), ["price-bounds"]);
        assert_eq!(codes(&[], 1_200), ["milestones-count", "milestones-sum"]);
        assert_eq!(codes(&[100; 13], 1_300), ["milestones-count"]);
    }

    #[test]
    fn each_milestone_has_its_own_fee() {
        let bps = BasisPoints::new(500).unwrap();
        assert_eq!(total_with_fees([Minor(119), Minor(119)], bps), Ok(Minor(248)));
        assert_eq!(total_with_fees([Minor(238)], bps), Ok(Minor(249)));
    }
}

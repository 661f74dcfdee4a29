//! What such work costs: quarters of what was agreed, told only where nobody's own price shows through.

use super::model::{Guidance, Price};
use super::plan::Candidate;
use std::collections::BTreeSet;

/// Quarters of fewer deals say nothing, and neither do those of fewer merchants: one of them would read the other's prices off them.
const ENOUGH_DEALS: usize = 5;
const ENOUGH_MERCHANTS: usize = 3;

/// Quarters of what was agreed; nothing if it was agreed too seldom.
pub(super) fn guidance(agreed: &[Price]) -> Option<Guidance> {
    let merchants: BTreeSet<_> = agreed.iter().map(|price| price.org).collect();
    if agreed.len() < ENOUGH_DEALS || merchants.len() < ENOUGH_MERCHANTS {
        return None;
    }
    let mut prices: Vec<i64> = agreed.iter().map(|price| price.price).collect();
    prices.sort_unstable();
    let at = |quarter: usize| prices.get((prices.len() - 1) * quarter / 4).copied();
    Some(Guidance { p25: at(1)?, p50: at(2)?, p75: at(3)?, n: prices.len() })
}

/// What a brief pays, where no deals say what such work costs.
pub(super) fn quarters_of(least: i64, most: i64) -> Guidance {
    Guidance { p25: least, p50: least.midpoint(most), p75: most, n: 0 }
}

/// The quarter with the fewest followers at the price of the cheapest quarter, the quarter with the most at that of the dearest, the others at the middle.
pub(super) fn price_by_size(candidates: &mut [Candidate], terms: &Guidance) {
    let mut sizes: Vec<i64> = candidates.iter().map(Candidate::followers).collect();
    sizes.sort_unstable();
    let quarter = |of: usize| sizes.get(sizes.len() * of / 4).copied();
    let (few, many) = (quarter(1).unwrap_or(0), quarter(3).unwrap_or(i64::MAX));
    for candidate in candidates {
        let followers = candidate.followers();
        let price = if followers < few {
            terms.p25
        } else if followers >= many {
            terms.p75
        } else {
            terms.p50
        };
        candidate.price = price.max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::id::OrgId;

    #[test]
    fn prices_are_told_when_enough_was_agreed_with_enough_merchants() {
        let of = |org: OrgId, price: i64| Price { org, price };
        let orgs = [OrgId::random(), OrgId::random(), OrgId::random()];
        let prices: Vec<Price> = (1..=9).map(|n| of(orgs[n % 3], i64::try_from(n * 100).unwrap())).collect();
        assert_eq!(guidance(&prices), Some(Guidance { p25: 300, p50: 500, p75: 700, n: 9 }));
        assert_eq!(guidance(&prices[..4]), None);
        assert_eq!(guidance(&(1..9).map(|n| of(orgs[0], n)).collect::<Vec<_>>()), None);
    }
}

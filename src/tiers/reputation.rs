//! The open formula of reputation. Everything in hundredths.

/// What one visible rating adds to a reputation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The mean of its scales.
    pub mean: i64,
    /// 100 for the newest of a pair, 50 for the one before, 33, 25, …: many deals with one partner count less than deals with many.
    pub weight: i64,
    /// Which one of the pair it is, the newest being 1.
    pub nth: i64,
}

/// The mean of four scales of 1 to 5.
pub fn mean(scales: impl Iterator<Item = i64>) -> i64 {
    scales.sum::<i64>().saturating_mul(25)
}

/// The share of each rating, of `pairs` in the order newest first: the other side of each, and its mean.
pub fn shares<P: PartialEq + Copy>(pairs: &[(P, i64)]) -> Vec<Share> {
    let share = |(at, (pair, mean)): (usize, &(P, i64))| {
        let before = pairs.iter().take(at).filter(|(other, _)| other == pair).count();
        let nth = i64::try_from(before).unwrap_or(99).saturating_add(1);
        Share { mean: *mean, weight: 100 / nth.clamp(1, 100), nth }
    };
    pairs.iter().enumerate().map(share).collect()
}

/// The reputation: the weighted mean; none without ratings.
#[must_use]
pub fn score(shares: &[Share]) -> Option<i64> {
    let weights: i64 = shares.iter().map(|share| share.weight).sum();
    let sum: i64 = shares.iter().map(|share| share.mean.saturating_mul(share.weight)).sum();
    sum.checked_div(weights)
}

/// The reputation if somebody new gave so much next.
#[must_use]
pub fn what_if(shares: &[Share], mean: i64) -> Option<i64> {
    let mut next = shares.to_vec();
    next.push(Share { mean, weight: 100, nth: 1 });
    score(&next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_of_five_from_one_pair_count_less() {
        let all = shares(&[("a", 500), ("a", 500), ("b", 300), ("a", 500), ("a", 500)]);
        assert_eq!(all.iter().map(|share| share.weight).collect::<Vec<_>>(), [100, 50, 100, 33, 25]);
        assert_eq!(score(&all), Some((500 * 208 + 300 * 100) / 308));
        assert_eq!(score(&[]), None);
        assert_eq!(what_if(&[], 500), Some(500));
        assert_eq!(mean([5, 4, 3, 1].into_iter()), 325);
    }
}

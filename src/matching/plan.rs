//! A set of creators for a campaign: who together is seen by the most people, for a budget and a number of places.
//!
//! Followers are what creators say of themselves. On each platform the followers of all candidates are taken for half as many people as they add up to,
//! and for no fewer than the most followed one has; each creator's are thought to be spread among them by chance. So a second creator on a platform adds
//! less than the first, and people who follow both count once. Where the goal is fit, a creator's followers count by his fit, 0 to 100 in a hundred.
//!
//! Such a sum of people grows ever slower, and greedy ways come close to the best of it: always the one who adds most, always the one who adds most for
//! the money, and between the two always the one whose addition is worth most above a price for money, for twenty such prices. The best of them all is
//! proposed, with a bound that no set could beat: what is there already, and the most that the others could still add if they did not overlap. All in
//! whole numbers, the same on every machine.

use crate::primitives::Platform;
use crate::primitives::id::CreatorId;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

crate::choice! {
    /// What is to be much.
    pub enum Goal {
        /// People.
        Reach = "reach",
        /// People, by how well who reaches them fits.
        Fit = "fit",
    }
}

/// Somebody who may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub id: CreatorId,
    /// 0 to 100.
    pub score: u8,
    /// Followers by platform, as the creator says.
    pub audience: Vec<(Platform, i64)>,
    /// What is expected to be paid, in minor units; above zero.
    pub price: i64,
}

impl Candidate {
    /// All followers.
    #[must_use]
    pub fn followers(&self) -> i64 {
        self.audience.iter().map(|(_, followers)| *followers).sum()
    }
}

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    /// What all of them may cost together, in minor units.
    pub budget: i64,
    /// So many at most.
    pub places: usize,
    /// What counts.
    pub goal: Goal,
}

/// Somebody who was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    /// Which of the candidates.
    pub at: usize,
    /// People whom none of those before reaches.
    pub adds: i64,
}

/// A proposal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Who adds most first.
    pub picks: Vec<Pick>,
    /// People, each counted once.
    pub reach: i64,
    /// What they are expected to cost, in minor units.
    pub spent: i64,
    /// No set could reach more than this proposal times 100 divided by this; 100 is the best there is.
    pub percent: u8,
}

/// People are counted in thousandths.
const FINE: i128 = 1_000;

/// Who is not reached yet, by platform.
struct Crowd(BTreeMap<Platform, Left>);

struct Left {
    /// All there are.
    all: i128,
    /// Thousandths of people who follow nobody chosen so far.
    left: i128,
}

impl Crowd {
    fn of(candidates: &[Candidate]) -> Self {
        let mut sums: BTreeMap<Platform, (i128, i128)> = BTreeMap::new();
        for (platform, followers) in candidates.iter().flat_map(|candidate| &candidate.audience) {
            let (sum, most) = sums.entry(*platform).or_default();
            *sum += i128::from(*followers);
            *most = (*most).max(i128::from(*followers));
        }
        let left = |(sum, most): (i128, i128)| {
            let all = (sum / 2).max(most).max(1);
            Left { all, left: all * FINE }
        };
        Self(sums.into_iter().map(|(platform, sums)| (platform, left(sums))).collect())
    }

    /// What the candidate would add, in thousandths of people.
    fn gain(&self, candidate: &Candidate, goal: Goal) -> i128 {
        let on = |(platform, followers): &(Platform, i64)| {
            self.0.get(platform).map_or(0, |crowd| crowd.left * counted(*followers, candidate.score, goal) / (crowd.all * 100))
        };
        candidate.audience.iter().map(on).sum()
    }

    fn take(&mut self, candidate: &Candidate, goal: Goal) {
        for (platform, followers) in &candidate.audience {
            if let Some(crowd) = self.0.get_mut(platform) {
                crowd.left -= crowd.left * counted(*followers, candidate.score, goal) / (crowd.all * 100);
            }
        }
    }
}

/// Hundredths of followers that count.
fn counted(followers: i64, score: u8, goal: Goal) -> i128 {
    i128::from(followers) * if goal == Goal::Fit { i128::from(score.min(100)) } else { 100 }
}

/// What comes first in a greedy way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// The most for the money.
    ForMoney,
    /// The most above what the money is worth: thousandths of a thousandth of a person for each minor unit.
    Above(i128),
}

impl Order {
    fn key(self, gain: i128, price: i64) -> i128 {
        match self {
            Self::ForMoney => gain * 1_000_000 / i128::from(price.max(1)),
            Self::Above(worth) => gain * 1_000 - worth * i128::from(price),
        }
    }

    /// All that are tried.
    fn all(candidates: &[Candidate], wishes: &Wishes) -> Vec<Self> {
        const PRICES: u32 = 20;
        let crowd = Crowd::of(candidates);
        let worth = candidates.iter().map(|one| crowd.gain(one, wishes.goal) * 1_000 / i128::from(one.price.max(1))).max().unwrap_or(0);
        (0..PRICES).map(|half| Self::Above(worth >> half)).chain([Self::Above(0), Self::ForMoney]).collect()
    }
}

/// What a greedy way found, in thousandths of people, and who is left.
struct Found {
    picks: Vec<(usize, i128)>,
    reach: i128,
    spent: i64,
    crowd: Crowd,
}

impl Found {
    fn nobody(candidates: &[Candidate]) -> Self {
        Self { picks: Vec::new(), reach: 0, spent: 0, crowd: Crowd::of(candidates) }
    }

    fn take(&mut self, at: usize, candidate: &Candidate, goal: Goal) {
        let gain = self.crowd.gain(candidate, goal);
        self.crowd.take(candidate, goal);
        self.picks.push((at, gain));
        self.reach += gain;
        self.spent = self.spent.saturating_add(candidate.price);
    }
}

/// Those who reach most alone and can be paid, each a beginning of a set: what no greedy way takes first may belong to the best set.
fn beginnings(candidates: &[Candidate], wishes: &Wishes) -> Vec<usize> {
    const BEGINNINGS: usize = 12;
    let crowd = Crowd::of(candidates);
    let paid = candidates.iter().enumerate().filter(|(_, one)| one.price <= wishes.budget);
    let mut alone: Vec<(i128, usize)> = paid.map(|(at, one)| (crowd.gain(one, wishes.goal), at)).filter(|(gain, _)| *gain > 0).collect();
    alone.sort_unstable_by_key(|(gain, at)| (Reverse(*gain), *at));
    alone.into_iter().take(BEGINNINGS).map(|(_, at)| at).collect()
}

/// The set that grows by this order, from whoever is its beginning.
fn greedy(candidates: &[Candidate], wishes: &Wishes, order: Order, first: Option<usize>) -> Found {
    let mut found = Found::nobody(candidates);
    if let Some((at, candidate)) = first.and_then(|at| Some((at, candidates.get(at)?))).filter(|_| wishes.places > 0) {
        found.take(at, candidate, wishes.goal);
    }
    let key = |crowd: &Crowd, candidate: &Candidate| order.key(crowd.gain(candidate, wishes.goal), candidate.price);
    // A gain only ever shrinks: whoever is first by an old gain is first indeed if the new one still beats the next. The third says when it was told.
    let mut heap: BinaryHeap<(i128, Reverse<usize>, usize)> = candidates
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != first)
        .map(|(at, one)| (key(&found.crowd, one), Reverse(at), 0))
        .collect();
    while found.picks.len() < wishes.places
        && let Some((_, Reverse(at), told)) = heap.pop()
    {
        let Some(candidate) = candidates.get(at) else { continue };
        if found.spent.saturating_add(candidate.price) > wishes.budget {
            continue;
        }
        if told < found.picks.len() {
            heap.push((key(&found.crowd, candidate), Reverse(at), found.picks.len()));
            continue;
        }
        if found.crowd.gain(candidate, wishes.goal) <= 0 {
            break;
        }
        found.take(at, candidate, wishes.goal);
    }
    found
}

/// The most that any set may reach: what is found, and what the others would add if they did not overlap – as many as there are places, or as the budget
/// pays for, a part of the last one included.
fn bound(candidates: &[Candidate], wishes: &Wishes, found: &Found) -> i128 {
    let chosen: std::collections::BTreeSet<usize> = found.picks.iter().map(|(at, _)| *at).collect();
    let others = candidates.iter().enumerate().filter(|(at, other)| !chosen.contains(at) && other.price <= wishes.budget);
    let mut gains: Vec<(i128, i64)> = others.map(|(_, other)| (found.crowd.gain(other, wishes.goal), other.price.max(1))).collect();
    gains.sort_unstable_by_key(|(gain, _)| Reverse(*gain));
    let by_places: i128 = gains.iter().take(wishes.places).map(|(gain, _)| gain).sum();
    gains.sort_unstable_by_key(|(gain, price)| Reverse(Order::ForMoney.key(*gain, *price)));
    let (mut by_money, mut money) = (0, wishes.budget);
    for (gain, price) in gains {
        if price > money {
            by_money += gain * i128::from(money.max(0)) / i128::from(price) + 1;
            break;
        }
        by_money += gain;
        money -= price;
    }
    found.reach + by_places.min(by_money)
}

/// Proposes a set. Candidates without followers where it counts are never chosen.
#[must_use]
pub fn plan(candidates: &[Candidate], wishes: &Wishes) -> Plan {
    let ways = Order::all(candidates, wishes).into_iter().map(|order| greedy(candidates, wishes, order, None));
    let begun = beginnings(candidates, wishes).into_iter();
    let begun = begun.flat_map(|first| [Order::ForMoney, Order::Above(0)].map(|order| greedy(candidates, wishes, order, Some(first))));
    let Some(found) = ways.chain(begun).max_by_key(|found| (found.reach, Reverse(found.spent))) else { return Plan::default() };
    let most = bound(candidates, wishes, &found);
    let people = |fine: i128| i64::try_from(fine / FINE).unwrap_or(i64::MAX);
    Plan {
        reach: people(found.reach),
        spent: found.spent,
        percent: u8::try_from((found.reach * 100).checked_div(most).unwrap_or(100)).unwrap_or(100),
        picks: found.picks.into_iter().map(|(at, gain)| Pick { at, adds: people(gain) }).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Choice as _;
    use proptest::prelude::*;

    fn candidate(score: u8, audience: &[(Platform, i64)], price: i64) -> Candidate {
        Candidate { id: CreatorId::random(), score, audience: audience.to_vec(), price }
    }

    const FREE: Wishes = Wishes { budget: 1_000_000, places: 10, goal: Goal::Reach };

    #[test]
    fn people_who_follow_two_count_once() {
        let both = [candidate(80, &[(Platform::Zhihu, 1_000)], 10), candidate(80, &[(Platform::Zhihu, 1_000)], 10)];
        // Two thousand follows are a thousand people: the first reaches them all, and the second nobody new.
        assert_eq!(plan(&both, &FREE).picks.len(), 1);
        let apart = [candidate(80, &[(Platform::Zhihu, 1_000)], 10), candidate(80, &[(Platform::Weibo, 1_000)], 10)];
        assert_eq!(plan(&apart, &FREE).reach, 2_000);
        let three: Vec<Candidate> = (0..3).map(|_| candidate(80, &[(Platform::Zhihu, 1_000)], 10)).collect();
        let found = plan(&three, &FREE);
        // Of 1,500 people the first reaches 1,000, the second two thirds of 500, the third two thirds of the rest.
        assert_eq!(found.picks.iter().map(|pick| pick.adds).collect::<Vec<_>>(), [1_000, 333, 111]);
        assert_eq!((found.reach, found.spent, found.percent), (1_444, 30, 100));
    }

    #[test]
    fn nobody_is_chosen_beyond_the_budget_or_the_places() {
        let many: Vec<Candidate> = (1..=20).map(|no| candidate(80, &[(Platform::Zhihu, 100 * no)], 10)).collect();
        assert_eq!(plan(&many, &Wishes { places: 3, ..FREE }).picks.len(), 3);
        let poor = plan(&many, &Wishes { budget: 45, ..FREE });
        assert_eq!((poor.picks.len(), poor.spent), (4, 40));
        assert_eq!(plan(&many, &Wishes { budget: 9, ..FREE }), Plan { percent: 100, ..Plan::default() });
        assert_eq!(plan(&[candidate(90, &[], 1)], &FREE).picks, []);
    }

    #[test]
    fn two_that_just_fit_are_found_beside_one_that_looks_better() {
        let on = |platform, followers, price| candidate(1, &[(platform, followers)], price);
        let three = [on(Platform::Weibo, 45_569, 34), on(Platform::Zhihu, 52_876, 38), on(Platform::Zhihu, 42_560, 31)];
        let found = plan(&three, &Wishes { budget: 65, places: 2, goal: Goal::Reach });
        assert_eq!((found.reach, found.spent), (45_569 + 42_560, 65));
    }

    #[test]
    fn one_who_costs_all_is_chosen_if_the_cheap_ones_reach_less() {
        let mut some: Vec<Candidate> = vec![candidate(80, &[(Platform::Douyin, 100_000)], 100)];
        some.extend((0..5).map(|_| candidate(80, &[(Platform::Weibo, 2_000)], 1)));
        let found = plan(&some, &Wishes { budget: 100, ..FREE });
        assert_eq!(
            (found.picks.first().map(|pick| pick.at), found.picks.len()),
            (Some(0), 1),
            "the greedy for money would begin with the cheap ones"
        );
    }

    #[test]
    fn neither_the_greatest_nor_the_cheapest_are_the_best_five() {
        let on = Platform::ALL;
        let mut some = vec![candidate(80, &[(on[0], 10_000)], 1_000)];
        some.extend((1..6).map(|at| candidate(80, &[(on[at], 9_000)], 200)));
        some.extend((6..11).map(|at| candidate(80, &[(on[at], 500)], 1)));
        let found = plan(&some, &Wishes { budget: 1_000, places: 5, goal: Goal::Reach });
        assert_eq!((found.reach, found.spent), (45_000, 1_000));
    }

    #[test]
    fn where_fit_counts_the_fitting_are_chosen() {
        let two = [candidate(40, &[(Platform::Zhihu, 1_000)], 10), candidate(90, &[(Platform::Weibo, 600)], 10)];
        let first = |goal| plan(&two, &Wishes { places: 1, goal, ..FREE }).picks.first().map(|pick| (pick.at, pick.adds));
        assert_eq!((first(Goal::Reach), first(Goal::Fit)), (Some((0, 1_000)), Some((1, 540))));
    }

    /// The best there is, by trying every set.
    fn best(candidates: &[Candidate], wishes: &Wishes) -> i128 {
        (0u32..1 << candidates.len())
            .filter_map(|set| {
                let chosen: Vec<&Candidate> =
                    candidates.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, one)| one).collect();
                let cost: i64 = chosen.iter().map(|one| one.price).sum();
                let mut crowd = Crowd::of(candidates);
                (chosen.len() <= wishes.places && cost <= wishes.budget).then(|| {
                    let gain = |one: &&Candidate| {
                        let gain = crowd.gain(one, wishes.goal);
                        crowd.take(one, wishes.goal);
                        gain
                    };
                    chosen.iter().map(gain).sum()
                })
            })
            .max()
            .unwrap_or_default()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_set_beats_the_bound_and_the_proposal_is_never_poor(
            of in prop::collection::vec((1i64..100_000, 0usize..3, 1i64..60, 1u8..=100), 1..9),
            budget in 1i64..200, places in 1usize..6, fit in any::<bool>(),
        ) {
            let on = [Platform::Zhihu, Platform::Weibo, Platform::Douyin];
            let candidates: Vec<Candidate> =
                of.into_iter().map(|(followers, at, price, score)| candidate(score, &[(on[at], followers)], price)).collect();
            let wishes = Wishes { budget, places, goal: if fit { Goal::Fit } else { Goal::Reach } };
            let (found, most) = (plan(&candidates, &wishes), best(&candidates, &wishes));
            prop_assert!(found.spent <= budget && found.picks.len() <= places);
            // Rounding to thousandths may differ by one a candidate and platform.
            let reach = i128::from(found.reach + 1) * FINE;
            prop_assert!(reach * 100 >= (most - 10) * i128::from(found.percent) , "{found:?} against {most}");
            prop_assert!(reach * 100 >= (most - 10) * 60, "{found:?} against {most}");
        }
    }
}

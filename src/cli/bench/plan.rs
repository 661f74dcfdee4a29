//! How long it takes to propose creators for a campaign.

use crate::cli::Trouble;
use crate::matching::{Candidate, Goal, Wishes, plan};
use crate::primitives::id::CreatorId;
use crate::primitives::{Choice as _, Platform};
use std::time::Instant;

const ROUNDS: usize = 20;

/// Somebody of many, the same in every run: most are seen by few, on one platform or two, and those seen by many cost more.
fn candidate(no: usize) -> Candidate {
    let salt = no.wrapping_mul(2_654_435_761) >> 8;
    let followers = i64::try_from(1_000_000 / (1 + salt % 997) + salt % 500).unwrap_or(1_000);
    let on = |at: usize| Platform::ALL.get(at % 14).copied().unwrap_or(Platform::Zhihu);
    let mut audience = vec![(on(salt), followers)];
    if salt.is_multiple_of(3) {
        audience.push((on(salt / 7), followers / 4));
    }
    Candidate { id: CreatorId::random(), score: u8::try_from(40 + salt % 61).unwrap_or(40), audience, price: 50_000 + followers / 10 }
}

pub(super) fn run(candidates: usize) -> Result<(), Trouble> {
    let all: Vec<Candidate> = (0..candidates).map(candidate).collect();
    let mut took = Vec::with_capacity(ROUNDS);
    let mut last = None;
    for round in 0..ROUNDS {
        let wishes = Wishes { budget: 20_000_000, places: 30, goal: if round % 2 == 0 { Goal::Reach } else { Goal::Fit } };
        let began = Instant::now();
        last = Some(plan(&all, &wishes));
        took.push(began.elapsed().as_millis());
    }
    took.sort_unstable();
    let found = last.ok_or_else(|| Trouble::Failed("nothing was planned".to_owned()))?;
    println!(
        "30 of {candidates} creators for a budget: {} chosen, at least {}% of the best there could be",
        found.picks.len(),
        found.percent
    );
    println!("  the middle round               {:>8} ms", took.get(ROUNDS / 2).copied().unwrap_or_default());
    println!("  the slowest                    {:>8} ms (goal 300)", took.last().copied().unwrap_or_default());
    Ok(())
}

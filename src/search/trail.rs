//! How far somebody is in the list of changes.

use super::index::Standing;
use std::collections::BTreeSet;

/// Changes that are known to be taken, at most.
const REMEMBERED: usize = 10_000;

/// How far somebody has followed the changes of one kind of thing. Changes may come to light a little out of order; each is taken once.
#[derive(Debug, Clone, Default)]
pub struct Trail {
    standing: Standing,
    taken: BTreeSet<i64>,
}

/// Some changes that are to be taken.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// The ids of what changed, each once.
    pub things: Vec<String>,
    /// Where the trail stands when they are taken.
    pub(super) standing: Standing,
    numbers: Vec<i64>,
}

impl Trail {
    /// From there on.
    #[must_use]
    pub fn at(standing: Standing) -> Self {
        Self { standing, taken: BTreeSet::new() }
    }

    /// The number after which to look.
    #[must_use]
    pub const fn seq(&self) -> i64 {
        self.standing.seq
    }

    /// Of the changes that were found, those that are not taken yet.
    #[must_use]
    pub fn step(&self, found: Vec<(i64, String)>) -> Step {
        let fresh: Vec<(i64, String)> = found.into_iter().filter(|(seq, _)| !self.taken.contains(seq)).collect();
        let standing = match fresh.last() {
            Some((seq, thing)) if *seq > self.standing.seq => Standing { seq: *seq, thing: thing.clone() },
            _ => self.standing.clone(),
        };
        let numbers = fresh.iter().map(|(seq, _)| *seq).collect();
        let things: BTreeSet<String> = fresh.into_iter().map(|(_, thing)| thing).collect();
        Step { things: things.into_iter().collect(), standing, numbers }
    }

    /// They are taken.
    pub fn take(&mut self, step: Step) {
        self.taken.extend(step.numbers);
        while self.taken.len() > REMEMBERED {
            self.taken.pop_first();
        }
        self.standing = step.standing;
    }
}

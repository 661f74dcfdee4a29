//! Which call fails how, by a seed: the same seed has the same faults, in whatever order the calls of one moment arrive.

use crate::stripe::fake::Fault;
use crate::stripe::wire::Asked;
use std::collections::HashMap;

/// A small repeatable chance.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d);
        dice.roll(2);
        dice
    }

    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    pub fn pick<T: Clone>(&mut self, among: &[T]) -> T {
        among[usize::try_from(self.roll(among.len() as u64)).unwrap()].clone()
    }
}

/// How often each comes, in all of them.
const FAULTS: &[(Fault, u64)] = &[
    (Fault::Unheard, 4),
    (Fault::Lost, 6),
    (Fault::Half, 3),
    (Fault::Error500, 3),
    (Fault::Error500AfterEffect, 4),
    (Fault::Error429, 2),
    (Fault::Error409, 2),
    (Fault::Error503, 2),
    (Fault::Error401, 1),
    (Fault::Closed, 1),
    (Fault::DeathBefore, 3),
    (Fault::DeathAfter, 5),
    (Fault::WrongAmount, 1),
];

/// The plan of a seed.
#[derive(Debug, Clone)]
pub struct Plan {
    seed: u64,
    percent: u64,
    /// Each operation by the order in which it was first heard of, and how often it was called.
    seen: HashMap<String, (u64, u64)>,
    /// What was called and how it went.
    pub told: Vec<String>,
}

impl Plan {
    pub fn new(seed: u64, percent: u64) -> Self {
        Self { seed, percent, seen: HashMap::new(), told: Vec::new() }
    }

    /// How this call fails, if it does.
    pub fn next(&mut self, asked: &Asked) -> Option<Fault> {
        let op =
            url::form_urlencoded::parse(asked.body.as_bytes()).find(|(key, _)| key == "metadata[op_id]").map(|(_, op)| op.into_owned());
        let count = self.seen.len() as u64;
        let (no, tries) = self.seen.entry(op.unwrap_or_else(|| asked.path.clone())).or_insert((count, 0));
        *tries += 1;
        let mut dice = Dice::new(self.seed.wrapping_mul(1_000_003) ^ (*no << 32) ^ *tries);
        let fault = (dice.roll(100) < self.percent).then(|| weighed(&mut dice));
        // The wrong amount of nothing is nothing.
        let fault = fault.filter(|fault| {
            *fault != Fault::WrongAmount || !matches!(asked.path.as_str(), "/v1/customers" | "/v1/accounts" | "/v1/account_links")
        });
        // A payee whom the provider will not have waits for a person; it is paid accounts that are closed.
        let fault = fault.filter(|fault| *fault != Fault::Closed || asked.path != "/v1/accounts");
        self.told.push(format!("{} {no}.{tries} {fault:?}", asked.path));
        fault
    }
}

fn weighed(dice: &mut Dice) -> Fault {
    let mut at = dice.roll(FAULTS.iter().map(|(_, weight)| weight).sum());
    for (fault, weight) in FAULTS {
        match at.checked_sub(*weight) {
            Some(left) => at = left,
            None => return *fault,
        }
    }
    Fault::Lost
}

//! Checking a proof without a database, a network or us: pure, over the text of the file.

use super::merkle;
use super::model::{FORMAT, Period, Proof, ProvenDay, ProvenMinute, root_of};
use std::collections::{BTreeMap, BTreeSet};

/// What a proof comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// The proof, if it could be read.
    pub proof: Option<Proof>,
    /// What must have been published: the day or `minute N`, and its root.
    pub roots: Vec<(String, String)>,
    /// What is left on each account and currency of the deal, minor units as the books sign them; zeros are left out.
    pub left: BTreeMap<(String, String), i128>,
    /// What does not fit, in words. Empty: it holds.
    pub problems: Vec<String>,
}

/// Checks every hash of a file. `published` are roots from elsewhere – the page, a mail –, which must then be those that the proof leads to.
#[must_use]
pub fn check(text: &str, published: &[String]) -> Checked {
    let proof: Proof = match serde_json::from_str(text) {
        Ok(proof) => proof,
        Err(error) => return Checked { problems: vec![format!("it is no proof file: {error}")], ..Checked::default() },
    };
    let mut checked = Checked::default();
    let compact = serde_json::to_string(&proof).unwrap_or_default();
    if text != proof.text() && text.trim_end() != compact {
        checked.problems.push("it is not written as V-Task writes proof files: something in it was changed".to_owned());
    }
    if proof.format != FORMAT {
        checked.problems.push(format!("its format is {}, this program reads {FORMAT}", proof.format));
    }
    if proof.transactions.is_empty() {
        checked.problems.push("it proves nothing: no transaction is in it".to_owned());
    }
    let (numbers, named): (BTreeSet<i64>, BTreeSet<&str>) =
        (proof.minutes.iter().map(|minute| minute.no).collect(), proof.days.iter().map(|day| day.day.as_str()).collect());
    if numbers.len() != proof.minutes.len() || named.len() != proof.days.len() {
        checked.problems.push("a seal stands twice".to_owned());
    }
    transactions(&proof, &mut checked);
    minutes(&proof, &mut checked);
    days(&proof, &mut checked);
    if !published.is_empty() {
        let missing = checked.roots.iter().filter(|(_, root)| !published.contains(root));
        let problems: Vec<String> =
            missing.map(|(name, root)| format!("{name}: the root {root} is not among those that were published")).collect();
        checked.problems.extend(problems);
    }
    checked.proof = Some(proof);
    checked
}

fn transactions(proof: &Proof, checked: &mut Checked) {
    let trees: BTreeMap<i64, String> = proof.minutes.iter().filter_map(|minute| Some((minute.no, tree_of(proof, minute)?))).collect();
    let mut seen = BTreeSet::new();
    for one in &proof.transactions {
        if one.contract != proof.contract {
            checked.problems.push(format!("{} belongs to another deal, {}", one.id, one.contract));
        }
        if !seen.insert((one.bucket, one.seq)) {
            checked.problems.push(format!("{} stands twice", one.id));
        }
        match trees.get(&one.seal) {
            None => checked.problems.push(format!("{}: the seal {} is not in the file", one.id, one.seal)),
            Some(tree) if *tree != merkle::climb(&one.leaf(), &one.path) => {
                checked.problems.push(format!("{}: what is shown of it, or its way to the seal {}, was changed", one.id, one.seal));
            }
            Some(_) => {}
        }
        let mut sums: BTreeMap<&str, i128> = BTreeMap::new();
        for line in &one.lines {
            let left = checked.left.entry((line.account.clone(), line.currency.clone())).or_default();
            *left = left.saturating_add(i128::from(line.amount));
            let sum = sums.entry(line.currency.as_str()).or_default();
            *sum = sum.saturating_add(i128::from(line.amount));
        }
        if let Some((currency, sum)) = sums.iter().find(|(_, sum)| **sum != 0) {
            checked.problems.push(format!("{} does not sum to zero in {currency}: {sum}", one.id));
        }
    }
    checked.left.retain(|_, left| *left != 0);
}

/// The root of a minute's tree, as the first of its transactions leads to it; its seal says whether it is the right one.
fn tree_of(proof: &Proof, minute: &ProvenMinute) -> Option<String> {
    let first = proof.transactions.iter().find(|one| one.seal == minute.no)?;
    Some(merkle::climb(&first.leaf(), &first.path))
}

fn minutes(proof: &Proof, checked: &mut Checked) {
    for minute in &proof.minutes {
        let name = format!("minute {}", minute.no);
        let Some(tree) = tree_of(proof, minute) else {
            checked.problems.push(format!("{name}: no transaction of the file is under this seal"));
            continue;
        };
        let at = (minute.sealed_at, minute.leaves);
        if minute.root != root_of(Period::Minute, (minute.no, &minute.day), at, (&minute.prev_root, &tree)) {
            checked.problems.push(format!("{name}: its seal does not fit; a transaction under it, or the seal itself, was changed"));
        }
        match &minute.path {
            None => checked.roots.push((name, minute.root.clone())),
            Some(_) if !proof.days.iter().any(|day| day.day == minute.day) => {
                checked.problems.push(format!("{name}: the seal of its day is not in the file"));
            }
            Some(_) => {}
        }
    }
}

fn days(proof: &Proof, checked: &mut Checked) {
    for day in &proof.days {
        let own: Vec<&ProvenMinute> = proof.minutes.iter().filter(|minute| minute.day == day.day && minute.path.is_some()).collect();
        if own.is_empty() || own.iter().any(|minute| !leads(minute, day)) {
            checked
                .problems
                .push(format!("{}: the seal of the day does not fit; a minute under it, or the seal itself, was changed", day.day));
        }
        checked.roots.push((day.day.clone(), day.root.clone()));
    }
}

fn leads(minute: &ProvenMinute, day: &ProvenDay) -> bool {
    let tree = merkle::climb(&merkle::leaf(&minute.root), minute.path.as_deref().unwrap_or_default());
    day.root == root_of(Period::Day, (day.no, &day.day), (day.sealed_at, day.leaves), (&day.prev_root, &tree))
}

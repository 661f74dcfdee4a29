//! Trees of hashes: many leaves under one root, and the way from a leaf to it. As in RFC 6962: a leaf and a node can never be taken for each
//! other, and what stands alone at the end of a row moves up as it is.

use super::model::{Side, Step};
use sha2::{Digest as _, Sha256};

fn hex(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
    }
    data_encoding::HEXLOWER.encode(&hasher.finalize())
}

/// The hash of what hangs on the tree.
pub(super) fn leaf(text: &str) -> String {
    hex(&["leaf\n", text])
}

fn node(left: &str, right: &str) -> String {
    hex(&["node\n", left, "\n", right])
}

fn above(row: &[String]) -> Vec<String> {
    row.chunks(2)
        .map(|pair| match pair {
            [left, right] => node(left, right),
            alone => alone.concat(),
        })
        .collect()
}

/// The root over these leaves; of no leaves, the hash of nothing.
pub(super) fn root(leaves: &[String]) -> String {
    let mut row = leaves.to_vec();
    while row.len() > 1 {
        row = above(&row);
    }
    row.pop().unwrap_or_else(|| leaf(""))
}

/// The way from a leaf to the root.
pub(super) fn path(leaves: &[String], index: usize) -> Vec<Step> {
    let (mut row, mut at, mut steps) = (leaves.to_vec(), index, Vec::new());
    while row.len() > 1 {
        let (beside, side) = if at % 2 == 0 { (at.saturating_add(1), Side::Right) } else { (at.saturating_sub(1), Side::Left) };
        if let Some(hash) = row.get(beside) {
            steps.push(Step { side, hash: hash.clone() });
        }
        row = above(&row);
        at /= 2;
    }
    steps
}

/// Where the way from a leaf leads.
pub(super) fn climb(leaf: &str, steps: &[Step]) -> String {
    steps.iter().fold(leaf.to_owned(), |below, step| match step.side {
        Side::Left => node(&step.hash, &below),
        Side::Right => node(&below, &step.hash),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        // Each case walks every leaf of its tree.
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn every_leaf_finds_its_way_and_no_other_leaf_does(count in 1usize..70, other in 0usize..70) {
            let leaves: Vec<String> = (0..count).map(|no| leaf(&no.to_string())).collect();
            let whole = root(&leaves);
            for (index, own) in leaves.iter().enumerate() {
                let way = path(&leaves, index);
                prop_assert_eq!(climb(own, &way), whole.clone());
                if other != index {
                    prop_assert_ne!(climb(&leaf(&other.to_string()), &way), whole.clone());
                }
            }
        }

        #[test]
        fn a_changed_leaf_changes_the_root(count in 1usize..70, which in 0usize..70) {
            let mut leaves: Vec<String> = (0..count).map(|no| leaf(&no.to_string())).collect();
            let before = root(&leaves);
            leaves[which % count] = leaf("another");
            prop_assert_ne!(root(&leaves), before);
        }
    }
}

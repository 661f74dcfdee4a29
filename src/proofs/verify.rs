//! The journal against its seals: whoever rewrote the past, hashes and all, cannot have rewritten what was published.

use super::merkle;
use super::model::{FIRST_ROOT, Period, Seal, root_of};
use super::{actions, store};
use crate::platform::db::{Conn, DbError};

/// Seals that are read at a time.
const STEP: i64 = 500;
/// More faults than this are not listed.
const MOST: usize = 100;

/// Recomputes every seal from the journal; returns what does not fit, in words, and how many seals were read.
pub fn verify(conn: &mut Conn) -> Result<(u64, Vec<String>), DbError> {
    let (mut read, mut faults) = (0u64, Vec::new());
    for period in [Period::Minute, Period::Day] {
        let (mut no, mut prev_root) = (0, FIRST_ROOT.to_owned());
        loop {
            let seals = store::list_after(conn, period, no, STEP)?;
            let Some(last) = seals.last() else { break };
            no = last.no;
            for seal in seals {
                read = read.saturating_add(1);
                if faults.len() < MOST && !fits(conn, &seal, &prev_root)? {
                    faults.push(format!("the seal {} of the {} {} does not fit the journal", seal.no, seal.period, seal.day));
                }
                prev_root = seal.root;
            }
        }
    }
    Ok((read, faults))
}

fn fits(conn: &mut Conn, seal: &Seal, prev_root: &str) -> Result<bool, DbError> {
    let leaves = match seal.period {
        Period::Minute => actions::leaves_of_minute(conn, seal.no)?,
        Period::Day => actions::leaves_of_day(&store::list_minutes(conn, &seal.day)?),
    };
    let root = root_of(seal.period, (seal.no, &seal.day), (seal.sealed_at, seal.leaves), (prev_root, &merkle::root(&leaves)));
    let count = i64::try_from(leaves.len()).unwrap_or(i64::MAX);
    Ok(seal.prev_root == prev_root && seal.leaves == count && seal.root == root)
}

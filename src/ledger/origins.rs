//! Of what an amount that cleared came: the part of the price that was released, and the creator's fee on it. The journal says both, whatever way the money
//! took: a release, a cancellation, what a dispute left.

use super::store::{self, FeeLine};
use super::transaction::Kind;
use crate::platform::db::{Conn, DbError};
use crate::primitives::id::MilestoneId;
use crate::primitives::{Minor, MoneyError};
use std::collections::{BTreeMap, HashMap};

/// An amount that cleared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Origin {
    /// What was released of the price for it.
    pub gross: Minor,
    /// The creator's fee on that.
    pub fee: Minor,
    /// What cleared: the one without the other.
    pub net: Minor,
}

/// What cleared on these milestones, by the reference of its transaction.
pub fn origins(conn: &mut Conn, milestones: &[MilestoneId]) -> Result<HashMap<String, Origin>, DbError> {
    let fees = fees_by_clearing(&store::list_fees_of(conn, milestones)?);
    let mut all = HashMap::new();
    for (reference, net) in store::list_cleared_of(conn, milestones)? {
        let fee = fees.get(&reference).copied().unwrap_or_default();
        let gross = net.plus(fee).map_err(|error: MoneyError| DbError::Other(error.to_string()))?;
        all.insert(reference, Origin { gross, fee, net });
    }
    Ok(all)
}

/// Which clearing each fee belongs to, from the lines on the accounts of creators' fees in the order of the journal. What a milestone released clears under
/// its own name; what a dispute did not contest, and what it left, clears under the dispute's. A dispute that was opened after the approval parts what was
/// released before: the fee on what is contested is un-earned, and earned again if the dispute is withdrawn.
fn fees_by_clearing(lines: &[FeeLine]) -> BTreeMap<String, Minor> {
    let mut fees: BTreeMap<String, Minor> = BTreeMap::new();
    for line in lines {
        let own = line.milestone.to_string();
        let earned = line.earned.0;
        let mut add = |name: String, amount: i64| {
            let sum = fees.entry(name).or_default();
            *sum = Minor(sum.0.saturating_add(amount));
        };
        match line.kind {
            Kind::Freeze => {
                let apart = fees.remove(&own).unwrap_or_default().0.saturating_add(earned);
                fees.insert(format!("{}/rest", line.reference), Minor(apart));
            }
            Kind::Release => match line.reference.split_once('/') {
                Some((_, dispute)) => add(format!("{dispute}/rest"), earned),
                None => add(own, earned),
            },
            Kind::Settlement | Kind::Ruling => add(line.reference.clone(), earned),
            _ => add(own, earned),
        }
    }
    fees
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fee_is_of_what_clears_under_one_name() {
        let one = MilestoneId::random();
        let line = |kind, reference: &str, earned| FeeLine { milestone: one, kind, reference: reference.to_owned(), earned: Minor(earned) };
        let own = one.to_string();
        let fees = |lines: &[FeeLine]| fees_by_clearing(lines).into_iter().map(|(name, fee)| (name, fee.0)).collect::<Vec<_>>();
        let released = line(Kind::Release, &own, 100);
        assert_eq!(fees(std::slice::from_ref(&released)), [(own.clone(), 100)]);
        let part = [line(Kind::Release, &format!("{own}/dsp_a"), 60), line(Kind::Settlement, "dsp_a", 15)];
        assert_eq!(fees(&part), [("dsp_a".to_owned(), 15), ("dsp_a/rest".to_owned(), 60)]);
        let frozen = [released.clone(), line(Kind::Freeze, "dsp_b", -30), line(Kind::Ruling, "dsp_b", 7)];
        assert_eq!(fees(&frozen), [("dsp_b".to_owned(), 7), ("dsp_b/rest".to_owned(), 70)]);
        let withdrawn = [released, line(Kind::Freeze, "dsp_c", -30), line(Kind::Unfreeze, "dsp_c", 30)];
        assert_eq!(fees(&withdrawn), [("dsp_c/rest".to_owned(), 70), (own, 30)]);
    }
}

//! Where a milestone's money is: what came in for it is held, frozen, released, back, or earned by the platform.

use super::store;
use super::transaction::Kind;
use crate::platform::db::{Conn, DbError};
use crate::primitives::Minor;
use crate::primitives::id::MilestoneId;
use std::collections::HashMap;

/// The money of a milestone, minor units of its currency. The five add up to what came in: price and fee.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Price and fee that wait for the work.
    pub held: Minor,
    /// The disputed part.
    pub frozen: Minor,
    /// The creator's, after the fee.
    pub released: Minor,
    /// Back in the merchant's wallet.
    pub refunded: Minor,
    /// Earned by the platform, both sides' fees.
    pub fees: Minor,
}

impl Standing {
    /// Adds what transactions of a kind moved on an account, debit +. Money that was released and then cleared, and tips, are another story.
    fn take(&mut self, kind: Kind, account: &str, signed: Minor) {
        if account.starts_with("fee_hold:brf_") {
            // What a brief has set aside came in for no milestone yet.
            return;
        }
        let part = match account.split(':').next() {
            Some("escrow" | "fee_hold") => &mut self.held,
            Some("frozen") => &mut self.frozen,
            Some("pending") if !matches!(kind, Kind::Clear | Kind::Tip) => &mut self.released,
            Some("wallet") if !matches!(kind, Kind::Fund | Kind::Tip) => &mut self.refunded,
            Some("fees") => &mut self.fees,
            _ => return,
        };
        *part = Minor(part.0.saturating_sub(signed.0));
    }
}

/// Where the money of these milestones is; one that was never funded is not in the answer.
pub fn standings(conn: &mut Conn, ids: &[MilestoneId]) -> Result<HashMap<MilestoneId, Standing>, DbError> {
    let mut found: HashMap<MilestoneId, Standing> = HashMap::new();
    for (milestone, kind, account, signed) in store::list_moved_for(conn, ids)? {
        if let Some(milestone) = milestone {
            found.entry(milestone).or_default().take(kind, &account, signed);
        }
    }
    Ok(found)
}

/// What the end of a milestone left to the creator and earned for the platform, minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Earned {
    /// The creator's, after the fee.
    pub released: Minor,
    /// Of the creator's fee.
    pub creator_fee: Minor,
    /// Of the merchant's fee.
    pub merchant_fee: Minor,
}

/// What a milestone has earned, tips left out.
pub fn earned(conn: &mut Conn, id: MilestoneId) -> Result<Earned, DbError> {
    let mut found = Earned::default();
    for (_, kind, account, signed) in store::list_moved_for(conn, &[id])? {
        let part = match account.split('/').next().unwrap_or_default() {
            "fees:creator" => &mut found.creator_fee,
            "fees:merchant" => &mut found.merchant_fee,
            name if name.starts_with("pending:") && !matches!(kind, Kind::Clear | Kind::Tip) => &mut found.released,
            _ => continue,
        };
        *part = Minor(part.0.saturating_sub(signed.0));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::postings::{self, Deal};
    use crate::ledger::transaction::Transaction;
    use crate::primitives::id::{ContractId, CreatorId, OrgId};
    use crate::primitives::{BasisPoints, Currency};

    fn deal() -> Deal {
        Deal {
            contract: ContractId::random(),
            milestone: MilestoneId::random(),
            org: OrgId::random(),
            creator: CreatorId::random(),
            currency: Currency::Cny,
            price: Minor(10_000),
            merchant_fee: Minor(500),
            creator_bps: BasisPoints::new(1_000).unwrap(),
        }
    }

    fn after(all: &[Transaction]) -> [i64; 5] {
        let mut standing = Standing::default();
        for transaction in all {
            for entry in transaction.entries() {
                standing.take(transaction.fact().kind, &entry.account.to_string(), entry.amount);
            }
        }
        [standing.held, standing.frozen, standing.released, standing.refunded, standing.fees].map(|part| part.0)
    }

    #[test]
    fn the_parts_add_up_to_what_came_in() {
        let deal = deal();
        let fund = postings::fund(&deal).unwrap();
        assert_eq!(after(std::slice::from_ref(&fund)), [10_500, 0, 0, 0, 0]);
        let cleared = postings::clear(&deal, Minor(9_000), &deal.milestone).unwrap();
        let tip = postings::tip(&deal, Minor(77), &"tip").unwrap();
        assert_eq!(after(&[fund.clone(), postings::release(&deal).unwrap(), cleared, tip]), [0, 0, 9_000, 0, 1_500]);
        assert_eq!(after(&[fund.clone(), postings::cancel(&deal).unwrap()]), [0, 0, 0, 10_500, 0]);
        assert_eq!(after(&[fund, postings::partial_refund(&deal, Minor(4_000)).unwrap()]), [0, 0, 5_400, 4_200, 900]);
    }
}

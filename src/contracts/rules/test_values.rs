//! A contract and a milestone for the tests of the rules.

use super::Clockwork;
use crate::briefs::BriefKind;
use crate::contracts::model::{Contract, ContractState, Milestone, MilestoneState, Parts};
use crate::primitives::{
    BasisPoints, Currency, Days, Instant, Minor,
    id::{BidId, BriefId, ContractId, CreatorId, MilestoneId, OrgId, UserId},
};

pub(super) fn work(now: i64) -> Clockwork {
    Clockwork { now: Instant(now), review_days: Days::new(7).unwrap(), clearance_hours: 168 }
}

pub(super) fn contract() -> Contract {
    Contract {
        id: ContractId::random(),
        brief: BriefId::random(),
        bid: BidId::random(),
        org: OrgId::random(),
        creator: CreatorId::random(),
        agency: None,
        awarded_by: UserId::random(),
        state: ContractState::Active,
        version: 1,
        title: "Six photos".to_owned(),
        currency: Currency::Cny,
        price: Minor(480_000),
        merchant_bps: BasisPoints::new(500).unwrap(),
        creator_bps: BasisPoints::new(1_000).unwrap(),
        rounds: 2,
        review_days: Days::new(7).unwrap(),
        start_hours: None,
        kind: BriefKind::OpenBid,
        airtime: None,
        fund_until: Instant(0),
        created_at: Instant(0),
        ended_at: None,
    }
}

/// A disputed one stood where work goes on.
pub(super) fn milestone(state: MilestoneState) -> Milestone {
    Milestone {
        id: MilestoneId::random(),
        contract: ContractId::random(),
        position: 1,
        title: "Six photos".to_owned(),
        state,
        version: 3,
        price: Minor(480_000),
        merchant_fee: Minor(24_000),
        days: Days::new(10).unwrap(),
        rounds_left: 2,
        times_submitted: 0,
        times_changed: 0,
        funded_at: Some(Instant(0)),
        started_at: None,
        due_at: Some(Instant(1)),
        submitted_at: None,
        review_due_at: Some(Instant(1)),
        clears_at: Some(Instant(1)),
        ended_at: None,
        disputed_from: (state == MilestoneState::Disputed).then_some(MilestoneState::Submitted),
        disputed_at: None,
        parts: Parts::default(),
        kept_locked: false,
    }
}

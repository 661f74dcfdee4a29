//! Before a clock fires, whoever's turn it is hears of it again.

use crate::audit::Act;
use crate::clocks::{Clock, ClockKind};
use crate::contracts::store;
use crate::failure::Failure;
use crate::notices::{self, Notice};
use crate::platform::db::Tx;
use crate::sessions::Right;

/// Tells whoever must act before a clock of a deal fires.
pub fn remind(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(contract) = clock.contract.map(|id| store::find(tx, id)).transpose()?.flatten() else { return Ok(()) };
    let notice = Notice::reminder(clock, &contract.title, format!("/contracts/{}", contract.id));
    match clock.kind {
        ClockKind::Funding => notices::tell_org(tx, act, contract.org, Right::MoveMoney, &notice),
        ClockKind::Start | ClockKind::Delivery | ClockKind::CancelAnswer => notices::tell_creator(tx, act, contract.creator, &notice),
        ClockKind::Review => notices::tell_org(tx, act, contract.org, Right::Work, &notice),
        ClockKind::Stale => {
            notices::tell_creator(tx, act, contract.creator, &notice)?;
            notices::tell_org(tx, act, contract.org, Right::Work, &notice)
        }
        ClockKind::BriefDeadline
        | ClockKind::BriefJudging
        | ClockKind::BidExpiry
        | ClockKind::BidOffer
        | ClockKind::BidConfirm
        | ClockKind::Clearance
        | ClockKind::DisputeAnswer
        | ClockKind::DisputeTalks
        | ClockKind::DisputeEvidence
        | ClockKind::DisputeProposal
        | ClockKind::DisputeRuling
        | ClockKind::DisputeAppeal
        | ClockKind::DisputeExecution
        | ClockKind::RatingWindow
        | ClockKind::PayoutAccount => Ok(()),
    }
}

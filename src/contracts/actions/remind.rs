//! Before a clock fires, whoever's turn it is hears of it again.

use crate::audit::Act;
use crate::clocks::{Clock, ClockKind};
use crate::contracts::model::{Contract, Party};
use crate::contracts::store;
use crate::failure::Failure;
use crate::notices::{self, Notice};
use crate::platform::db::Tx;
use crate::primitives::id::ChangeOrderId;
use crate::sessions::Right;

/// Tells whoever must act before a clock of a deal fires.
pub fn remind(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(contract) = clock.contract.map(|id| store::find(tx, id)).transpose()?.flatten() else { return Ok(()) };
    let notice = Notice::reminder(clock, &contract.title, format!("/contracts/{}", contract.id));
    match clock.kind {
        ClockKind::Funding => notices::tell_org(tx, act, contract.org, Right::MoveMoney, &notice),
        ClockKind::CancelAnswer => match clock.subject.parse().ok().map(|id| store::get_cancellation(tx, id)).transpose()? {
            Some(asked) if asked.asked_party == Party::Creator => notices::tell_org(tx, act, contract.org, Right::Work, &notice),
            Some(_) | None => notices::tell_creator(tx, act, contract.creator, &notice),
        },
        ClockKind::Start | ClockKind::Delivery => notices::tell_creator(tx, act, contract.creator, &notice),
        ClockKind::OrderAnswer => remind_of_order(tx, act, (&contract, clock), &notice),
        ClockKind::OrderFunding => notices::tell_org(tx, act, contract.org, Right::MoveMoney, &notice),
        ClockKind::Review | ClockKind::ExtensionAnswer => notices::tell_org(tx, act, contract.org, Right::Work, &notice),
        ClockKind::Stale => {
            notices::tell_creator(tx, act, contract.creator, &notice)?;
            notices::tell_org(tx, act, contract.org, Right::Work, &notice)
        }
        ClockKind::BriefDeadline
        | ClockKind::BriefEarly
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
        | ClockKind::LiveStart
        | ClockKind::SampleAddress
        | ClockKind::SampleShip
        | ClockKind::SampleReceipt
        | ClockKind::PrizeClearance
        | ClockKind::PayoutAccount => Ok(()),
    }
}

/// The side that has to answer.
fn remind_of_order(tx: &mut Tx<'_>, act: &Act, (contract, clock): (&Contract, &Clock), notice: &Notice) -> Result<(), Failure> {
    let Ok(id) = clock.subject.parse::<ChangeOrderId>() else { return Ok(()) };
    match store::get_order(tx, id)?.asked_party {
        Party::Merchant => notices::tell_creator(tx, act, contract.creator, notice),
        Party::Creator | Party::Platform => notices::tell_org(tx, act, contract.org, Right::Work, notice),
    }
}

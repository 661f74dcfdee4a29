//! Before a clock fires, whoever's turn it is hears of it again.

use crate::audit::Act;
use crate::clocks::{Clock, ClockKind};
use crate::contracts::model::Contract;
use crate::contracts::store;
use crate::failure::Failure;
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::Tx;
use crate::primitives::Choice as _;
use crate::sessions::Right;

/// Tells whoever must act before a clock of a deal fires.
pub fn remind(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(contract) = clock.contract.map(|id| store::find(tx, id)).transpose()?.flatten() else { return Ok(()) };
    let notice = notice(&contract, clock);
    match clock.kind {
        ClockKind::Funding => notices::tell_org(tx, act, contract.org, Right::MoveMoney, &notice),
        ClockKind::Delivery | ClockKind::CancelAnswer => notices::tell_creator(tx, act, contract.creator, &notice),
        ClockKind::Review => notices::tell_org(tx, act, contract.org, Right::Work, &notice),
        ClockKind::Stale => {
            notices::tell_creator(tx, act, contract.creator, &notice)?;
            notices::tell_org(tx, act, contract.org, Right::Work, &notice)
        }
        ClockKind::BriefDeadline | ClockKind::BriefJudging | ClockKind::BidExpiry | ClockKind::Clearance | ClockKind::PayoutAccount => {
            Ok(())
        }
    }
}

/// The subject is the clock's own, so that the act that stops the clock settles the reminder too.
fn notice(contract: &Contract, clock: &Clock) -> Notice {
    Notice {
        kind: NoticeKind::ClockReminder,
        subject: clock.subject.clone(),
        url: format!("/contracts/{}", contract.id),
        needs_action: true,
        params: vec![
            ("brief", Param::text(&contract.title)),
            ("clock", Param::Word { key: format!("clocks-{}", clock.kind.word()) }),
            ("due", clock.due_at.into()),
        ],
    }
}

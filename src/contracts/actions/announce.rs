//! Who is told what of more time and of more work.

use super::tell::{Words, to_both, to_creator, to_org};
use crate::audit::Act;
use crate::contracts::model::{ChangeOrder, Contract, Extension, ExtensionState, Milestone, Party};
use crate::contracts::store;
use crate::failure::Failure;
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::Tx;
use crate::primitives::id::UserId;
use crate::primitives::{Instant, Minor};
use crate::sessions::Right;

/// The creator took a few days, or asks for them.
pub(super) fn extending(
    tx: &mut Tx<'_>,
    act: &Act,
    (contract, milestone): (&Contract, &Milestone),
    new: &Extension,
) -> Result<(), Failure> {
    let words = Words { contract, milestone, parties: store::parties(tx, contract)? };
    let due = new.answer_by.or(milestone.due_at).unwrap_or(act.at);
    let more = vec![words.creator(), ("n", Param::Number(i64::from(new.days))), ("due", due.into())];
    let kind = if new.is_alone() { NoticeKind::ExtensionTaken } else { NoticeKind::ExtensionAsked };
    let notice = words.about(kind, !new.is_alone(), more);
    let subject = if new.is_alone() { notice.subject.clone() } else { new.id.to_string() };
    to_org(tx, act, contract, &Notice { subject, ..notice })
}

/// It was answered, or refused by silence, which both hear of.
pub(super) fn extension_answered(
    tx: &mut Tx<'_>,
    act: &Act,
    (contract, milestone): (&Contract, &Milestone),
    (asked, state, by): (&Extension, ExtensionState, Option<UserId>),
) -> Result<(), Failure> {
    let words = Words { contract, milestone, parties: store::parties(tx, contract)? };
    if state == ExtensionState::Agreed {
        let more = vec![words.org(), ("due", milestone.due_at.unwrap_or(act.at).into())];
        return to_creator(tx, act, contract, &words.about(NoticeKind::ExtensionAgreed, false, more));
    }
    let notice = words.about(NoticeKind::ExtensionRefused, false, vec![("n", Param::Number(i64::from(asked.days)))]);
    if by.is_some() { to_creator(tx, act, contract, &notice) } else { to_both(tx, act, contract, &notice) }
}

/// A notice about extra work, under the name that it has.
fn about(contract: &Contract, order: &ChangeOrder, kind: NoticeKind, more: Vec<(&'static str, Param)>) -> Notice {
    let mut params = vec![("brief", Param::text(&contract.title)), ("milestone", Param::text(&order.title))];
    params.extend(more);
    let url = format!("/contracts/{}#changes", contract.id);
    Notice { kind, subject: order.id.to_string(), url, needs_action: kind == NoticeKind::OrderProposed, params }
}

/// The name of the side that did it.
fn who(tx: &mut Tx<'_>, contract: &Contract, party: Party) -> Result<(&'static str, Param), Failure> {
    let parties = store::parties(tx, contract)?;
    Ok(("who", Param::text(if party == Party::Creator { parties.creator_name } else { parties.org_name })))
}

fn to_side(tx: &mut Tx<'_>, act: &Act, contract: &Contract, party: Party, notice: &Notice) -> Result<(), Failure> {
    match party {
        Party::Creator => to_creator(tx, act, contract, notice),
        Party::Merchant | Party::Platform => to_org(tx, act, contract, notice),
    }
}

const fn other(party: Party) -> Party {
    match party {
        Party::Merchant => Party::Creator,
        Party::Creator | Party::Platform => Party::Merchant,
    }
}

fn money(contract: &Contract, amount: Minor) -> (&'static str, Param) {
    ("amount", contract.money(amount).into())
}

pub(super) fn proposed(tx: &mut Tx<'_>, act: &Act, contract: &Contract, order: &ChangeOrder) -> Result<(), Failure> {
    let more = vec![who(tx, contract, order.asked_party)?, money(contract, order.price), ("due", order.answer_by.into())];
    let notice = about(contract, order, NoticeKind::OrderProposed, more);
    to_side(tx, act, contract, other(order.asked_party), &notice)
}

/// Whoever proposed it hears of the answer, and those who move the merchant's money are asked for it.
pub(super) fn order_agreed(
    tx: &mut Tx<'_>,
    act: &Act,
    (contract, milestone): (&Contract, &Milestone),
    order: &ChangeOrder,
    due: Instant,
) -> Result<(), Failure> {
    let more = |amount| vec![money(contract, amount), ("due", due.into())];
    to_side(tx, act, contract, order.asked_party, &about(contract, order, NoticeKind::OrderAgreed, more(order.price)))?;
    let wanted = Notice {
        subject: milestone.id.to_string(),
        needs_action: true,
        ..about(contract, order, NoticeKind::OrderFundingWanted, more(milestone.total()?))
    };
    notices::tell_org(tx, act, contract.org, Right::MoveMoney, &wanted)
}

pub(super) fn order_refused(tx: &mut Tx<'_>, act: &Act, contract: &Contract, order: &ChangeOrder) -> Result<(), Failure> {
    let more = vec![who(tx, contract, other(order.asked_party))?];
    to_side(tx, act, contract, order.asked_party, &about(contract, order, NoticeKind::OrderRefused, more))
}

pub(super) fn order_lapsed(tx: &mut Tx<'_>, act: &Act, contract: &Contract, order: &ChangeOrder) -> Result<(), Failure> {
    to_both(tx, act, contract, &about(contract, order, NoticeKind::OrderLapsed, Vec::new()))
}

pub(super) fn order_unfunded(tx: &mut Tx<'_>, act: &Act, contract: &Contract, milestone: &Milestone) -> Result<(), Failure> {
    let words = Words { contract, milestone, parties: store::parties(tx, contract)? };
    to_both(tx, act, contract, &words.about(NoticeKind::OrderUnfunded, false, Vec::new()))
}

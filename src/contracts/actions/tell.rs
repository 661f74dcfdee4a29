//! Who is told what, and whether something is asked of them.

use super::award::Chosen;
use super::happen::Deed;
use crate::audit::Act;
use crate::contracts::model::{Cancellation, Contract, ContractState, Event, Milestone, Party};
use crate::contracts::rules;
use crate::contracts::store::{self, Parties};
use crate::failure::Failure;
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::Tx;
use crate::primitives::{Instant, Minor};
use crate::sessions::Right;

/// The values of a notice about a milestone.
pub(super) struct Words<'a> {
    pub(super) contract: &'a Contract,
    pub(super) milestone: &'a Milestone,
    pub(super) parties: Parties,
}

impl Words<'_> {
    pub(super) fn about(&self, kind: NoticeKind, needs_action: bool, more: Vec<(&'static str, Param)>) -> Notice {
        let mut params = vec![("brief", Param::text(&self.contract.title)), ("milestone", Param::text(&self.milestone.title))];
        params.extend(more);
        Notice { kind, subject: self.milestone.id.to_string(), url: format!("/contracts/{}", self.contract.id), needs_action, params }
    }

    pub(super) fn money(&self, amount: Minor) -> Param {
        self.contract.money(amount).into()
    }

    /// To the creator: what is released to him. Where an agency gets a share of it, the price, what goes off it, and what is left.
    fn released(&self, (alone, shared): (NoticeKind, NoticeKind)) -> Result<Notice, Failure> {
        let deal = self.contract.deal(self.milestone);
        let shares = deal.shares_after(Minor::ZERO)?;
        let share = rules::share_of(self.contract, shares.to_creator)?;
        let amount = ("amount", self.money(shares.to_creator.minus(share)?));
        if self.contract.agency.is_none() {
            return Ok(self.about(alone, false, vec![amount, due(self.milestone.clears_at)]));
        }
        let parts = [("gross", deal.price), ("fee", shares.creator_fee), ("share", share)].map(|(name, part)| (name, self.money(part)));
        Ok(self.about(shared, false, parts.into_iter().chain([amount, due(self.milestone.clears_at)]).collect()))
    }

    pub(super) fn org(&self) -> (&'static str, Param) {
        ("who", Param::text(&self.parties.org_name))
    }

    pub(super) fn creator(&self) -> (&'static str, Param) {
        ("who", Param::text(&self.parties.creator_name))
    }
}

fn due(at: Option<Instant>) -> (&'static str, Param) {
    ("due", at.unwrap_or(Instant(0)).into())
}

/// Tells whoever should know what happened to a milestone.
pub(super) fn happened(tx: &mut Tx<'_>, act: &Act, contract: &Contract, after: &Milestone, deed: &Deed<'_>) -> Result<(), Failure> {
    use NoticeKind as K;
    let words = Words { contract, milestone: after, parties: store::parties(tx, contract)? };
    let deal = contract.deal(after);
    let amount = |amount| ("amount", words.money(amount));
    match deed.event {
        Event::Funded => to_creator(tx, act, contract, &words.about(K::MilestoneFunded, true, vec![words.org(), amount(after.price)])),
        Event::Started => to_org(tx, act, contract, &words.about(K::MilestoneStarted, false, vec![words.creator(), due(after.due_at)])),
        Event::Submitted => {
            let n = ("n", Param::Number(i64::from(after.times_submitted)));
            let more = vec![words.creator(), n, amount(after.open_price()), due(after.review_due_at)];
            to_org(tx, act, contract, &words.about(K::MilestoneSubmitted, true, more))
        }
        Event::ChangesRequested => {
            to_creator(tx, act, contract, &words.about(K::MilestoneChangesRequested, true, vec![words.org(), due(after.due_at)]))
        }
        Event::Approved | Event::Won => to_creator(tx, act, contract, &words.released((K::MilestoneApproved, K::MilestoneApprovedShared))?),
        Event::ReviewTimedOut => {
            let net = deal.shares_after(Minor::ZERO)?.to_creator;
            to_org(tx, act, contract, &words.about(K::MilestoneAutoApproved, false, vec![amount(net), due(after.clears_at)]))?;
            to_creator(tx, act, contract, &words.released((K::MilestoneAutoApproved, K::MilestoneAutoApprovedShared))?)
        }
        Event::Cleared => {
            let whole = rules::clearing(contract, after)?;
            let free = whole.minus(rules::share_of(contract, whole)?)?;
            to_creator(tx, act, contract, &words.about(K::MilestoneCleared, false, vec![amount(free)]))?;
            shared(tx, act, contract, after, whole)
        }
        Event::Stale => to_both(tx, act, contract, &words.about(K::MilestoneStale, false, Vec::new())),
        Event::Unstarted => to_both(tx, act, contract, &words.about(K::MilestoneUnstarted, false, Vec::new())),
        Event::Stopped => {
            let paid = deal.shares_after(deed.refund(after))?.to_creator;
            let paid = paid.minus(rules::share_of(contract, paid)?)?;
            let why = ("reason", Param::text(deed.note));
            to_creator(tx, act, contract, &words.about(K::MilestoneStopped, false, vec![amount(paid), why]))
        }
        Event::CancelAgreed => to_both(tx, act, contract, &words.about(K::CancelAgreed, false, vec![amount(deed.refund(after))])),
        // Disputes tell it themselves.
        Event::DisputeOpened | Event::Withdrawn | Event::Settled | Event::Defaulted | Event::RulingExecuted => Ok(()),
        Event::Dropped | Event::Cancelled | Event::CancelledLate | Event::CancelledByCreator => {
            let notice = words.about(K::MilestoneCancelled, false, Vec::new());
            match deed.by {
                Party::Merchant => to_creator(tx, act, contract, &notice),
                Party::Creator => to_org(tx, act, contract, &notice),
                // The contract ended, and that is told.
                Party::Platform => Ok(()),
            }
        }
    }
}

/// What a cancellation left to the creator is free now.
pub(super) fn cleared(tx: &mut Tx<'_>, act: &Act, contract: &Contract, milestone: &Milestone, amount: Minor) -> Result<(), Failure> {
    let words = Words { contract, milestone, parties: store::parties(tx, contract)? };
    to_creator(tx, act, contract, &words.about(NoticeKind::MilestoneCleared, false, vec![("amount", words.money(amount))]))
}

/// An agency's share of what cleared is free now: those who read its money hear of it.
pub(super) fn shared(tx: &mut Tx<'_>, act: &Act, contract: &Contract, milestone: &Milestone, cleared: Minor) -> Result<(), Failure> {
    let share = rules::share_of(contract, cleared)?;
    let Some(split) = contract.agency.filter(|_| share.is_positive()) else { return Ok(()) };
    let words = Words { contract, milestone, parties: store::parties(tx, contract)? };
    let who = ("who", Param::text(&words.parties.creator_name));
    let notice = Notice {
        url: format!("/wallet?org_id={}", split.agency),
        ..words.about(NoticeKind::AgencyShare, false, vec![who, ("amount", words.money(share))])
    };
    notices::tell_org(tx, act, split.agency, Right::ReadMoney, &notice)
}

/// The merchant thanked the creator with a little more.
pub(super) fn tipped(tx: &mut Tx<'_>, act: &Act, contract: &Contract, milestone: &Milestone, amount: Minor) -> Result<(), Failure> {
    let words = Words { contract, milestone, parties: store::parties(tx, contract)? };
    to_creator(tx, act, contract, &words.about(NoticeKind::MilestoneTipped, false, vec![words.org(), ("amount", words.money(amount))]))
}

/// The merchant asks the creator to end a milestone, or the creator the merchant.
pub(super) fn asked(tx: &mut Tx<'_>, act: &Act, contract: &Contract, milestone: &Milestone, asked: &Cancellation) -> Result<(), Failure> {
    let words = Words { contract, milestone, parties: store::parties(tx, contract)? };
    let who = if asked.asked_party == Party::Creator { words.creator() } else { words.org() };
    let more = vec![who, ("amount", words.money(asked.refund)), ("due", asked.answer_by.into())];
    let notice = Notice { subject: asked.id.to_string(), ..words.about(NoticeKind::CancelRequested, true, more) };
    if asked.asked_party == Party::Creator { to_org(tx, act, contract, &notice) } else { to_creator(tx, act, contract, &notice) }
}

/// The creator said no, by word or by delivering.
pub(super) fn refused(tx: &mut Tx<'_>, act: &Act, contract: &Contract, milestone: &Milestone, asked: &Cancellation) -> Result<(), Failure> {
    let words = Words { contract, milestone, parties: store::parties(tx, contract)? };
    notices::tell(tx, act, asked.asked_by, &words.about(NoticeKind::CancelRefused, false, vec![words.creator()]))
}

/// A contract was made: whoever did not make it knows.
pub(super) fn awarded(tx: &mut Tx<'_>, act: &Act, contract: &Contract, chosen: Chosen) -> Result<(), Failure> {
    let parties = store::parties(tx, contract)?;
    let to_them = |kind| made(contract, (kind, false), &parties.org_name, contract.price);
    match chosen {
        Chosen::OurTerms => {
            to_org(tx, act, contract, &made(contract, (NoticeKind::BidAgreed, false), &parties.creator_name, contract.price))
        }
        Chosen::Package => to_creator(tx, act, contract, &to_them(NoticeKind::PackageOrdered)),
        Chosen::Bid | Chosen::TheirTerms => to_creator(tx, act, contract, &to_them(NoticeKind::BidAwarded)),
    }
}

/// Whoever moves the merchant's money is asked to fund the contract.
pub(super) fn funding_wanted(tx: &mut Tx<'_>, act: &Act, contract: &Contract, total: Minor) -> Result<(), Failure> {
    let parties = store::parties(tx, contract)?;
    let wanted = made(contract, (NoticeKind::ContractFundingWanted, true), &parties.creator_name, total);
    notices::tell_org(tx, act, contract.org, Right::MoveMoney, &wanted)
}

fn made(contract: &Contract, (kind, needs_action): (NoticeKind, bool), who: &str, amount: Minor) -> Notice {
    Notice {
        kind,
        subject: contract.id.to_string(),
        url: format!("/contracts/{}", contract.id),
        needs_action,
        params: vec![
            ("brief", Param::text(&contract.title)),
            ("who", Param::text(who)),
            ("amount", contract.money(amount).into()),
            ("due", contract.fund_until.into()),
        ],
    }
}

/// The contract ended. A cancelled one was told milestone by milestone.
pub(super) fn ended(tx: &mut Tx<'_>, act: &Act, contract: &Contract, state: ContractState) -> Result<(), Failure> {
    let kind = match state {
        ContractState::Completed => NoticeKind::ContractCompleted,
        ContractState::Expired => NoticeKind::ContractExpired,
        ContractState::Cancelled | ContractState::PendingFunding | ContractState::Active => return Ok(()),
    };
    let notice = Notice {
        kind,
        subject: contract.id.to_string(),
        url: format!("/contracts/{}", contract.id),
        needs_action: false,
        params: vec![("brief", Param::text(&contract.title))],
    };
    to_both(tx, act, contract, &notice)
}

pub(super) fn to_creator(tx: &mut Tx<'_>, act: &Act, contract: &Contract, notice: &Notice) -> Result<(), Failure> {
    notices::tell_creator(tx, act, contract.creator, notice)
}

pub(super) fn to_org(tx: &mut Tx<'_>, act: &Act, contract: &Contract, notice: &Notice) -> Result<(), Failure> {
    notices::tell_org(tx, act, contract.org, Right::Work, notice)
}

pub(super) fn to_both(tx: &mut Tx<'_>, act: &Act, contract: &Contract, notice: &Notice) -> Result<(), Failure> {
    to_creator(tx, act, contract, notice)?;
    to_org(tx, act, contract, notice)
}

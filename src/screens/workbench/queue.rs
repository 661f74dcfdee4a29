//! What needs a person now: one task for each thing that waits for him, by its clock.

use super::load::{Bench, Talk};
use crate::clocks::{Clock, ClockKind};
use crate::contracts::{ChangeOrder, Contract, ContractState, Milestone, MilestoneState, Party};
use crate::disputes::rules;
use crate::primitives::{Instant, Money};
use crate::sessions::{Person, Right};

/// What is wanted of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Review,
    Choose,
    Fund,
    Start,
    Deliver,
    Change,
    Answer,
    Bargain,
    Invited,
    MoreTime,
    MoreWork,
    FundExtra,
    Dispute,
}

impl Wish {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Choose => "choose",
            Self::Fund => "fund",
            Self::Start => "start",
            Self::Deliver => "deliver",
            Self::Change => "change",
            Self::Answer => "answer",
            Self::Bargain => "bargain",
            Self::Invited => "invited",
            Self::MoreTime => "more-time",
            Self::MoreWork => "more-work",
            Self::FundExtra => "fund-extra",
            Self::Dispute => "dispute",
        }
    }

    pub(super) const fn icon(self) -> &'static str {
        match self {
            Self::Review => "eye",
            Self::Choose | Self::Bargain | Self::MoreWork => "hand-coins",
            Self::Fund | Self::FundExtra => "lock",
            Self::MoreTime => "clock",
            Self::Start => "play",
            Self::Invited => "user-plus",
            Self::Deliver => "package",
            Self::Change => "rotate-ccw",
            Self::Answer | Self::Dispute => "message-square",
        }
    }
}

/// One thing that waits.
pub(super) struct Task {
    pub(super) wish: Wish,
    pub(super) title: String,
    /// The other side, or how many bids.
    pub(super) about: String,
    pub(super) count: i64,
    pub(super) url: String,
    pub(super) due: Option<Instant>,
    pub(super) amount: Option<Money>,
}

/// Everything that waits for the person, the next clock first.
pub(super) fn tasks(bench: &Bench, person: &Person) -> Vec<Task> {
    let mut tasks: Vec<Task> = bench.contracts.iter().flat_map(|contract| of_contract(bench, person, contract)).collect();
    tasks.extend(choices(bench, person));
    tasks.extend(talks(bench, person));
    tasks.extend(invitations(bench));
    tasks.sort_by_key(|task| (task.due.is_none(), task.due));
    tasks
}

fn choices<'a>(bench: &'a Bench, person: &'a Person) -> impl Iterator<Item = Task> + 'a {
    let decides = |(brief, _): &&(crate::briefs::Brief, i64)| person.has(brief.org, Right::Work) && brief.state.takes_awards();
    bench.bids.iter().filter(decides).map(|(brief, count)| Task {
        wish: Wish::Choose,
        title: brief.title.clone(),
        about: String::new(),
        count: *count,
        url: format!("/briefs/{}/bids", brief.id),
        due: bench.brief_clocks.iter().find(|clock| clock.subject == brief.id.to_string()).map(|clock| clock.due_at),
        amount: None,
    })
}

/// Offers of the other side that wait for an answer.
fn talks<'a>(bench: &'a Bench, person: &'a Person) -> impl Iterator<Item = Task> + 'a {
    let waits = |talk: &&Talk| person.is_creator(talk.bid.creator) || person.has(talk.org, Right::Work);
    bench.talks.iter().filter(waits).map(|talk| {
        let other = if person.is_creator(talk.bid.creator) { bench.orgs.get(&talk.org) } else { bench.creators.get(&talk.bid.creator) };
        Task {
            wish: Wish::Bargain,
            title: talk.title.clone(),
            about: other.cloned().unwrap_or_default(),
            count: 0,
            url: format!("/bids/{}", talk.bid.id),
            due: Some(talk.bid.expires_at),
            amount: Some(talk.bid.price()),
        }
    })
}

/// Briefs to which the person is invited, until he bids or declines.
fn invitations(bench: &Bench) -> impl Iterator<Item = Task> {
    bench.invitations.iter().map(|invited| Task {
        wish: Wish::Invited,
        title: invited.title.clone(),
        about: invited.merchant.clone(),
        count: 0,
        url: format!("/briefs/{}", invited.brief),
        due: invited.bid_deadline,
        amount: None,
    })
}

fn of_contract(bench: &Bench, person: &Person, contract: &Contract) -> Vec<Task> {
    let is_creator = person.is_creator(contract.creator);
    let mut tasks = Vec::new();
    if !is_creator && contract.state == ContractState::PendingFunding && person.has(contract.org, Right::MoveMoney) {
        tasks.extend(funding(bench, contract));
    }
    tasks.extend(disputed(bench, person, contract, is_creator));
    tasks.extend(proposed(bench, person, contract, is_creator));
    for milestone in bench.milestones.iter().filter(|milestone| milestone.contract == contract.id) {
        if is_creator {
            tasks.extend(of_creator(bench, contract, milestone));
        } else {
            tasks.extend(of_merchant(bench, person, contract, milestone));
        }
    }
    tasks
}

/// The disputes of a deal that wait for the person's side.
fn disputed<'a>(bench: &'a Bench, person: &'a Person, contract: &'a Contract, is_creator: bool) -> impl Iterator<Item = Task> + 'a {
    let party = if is_creator { Party::Creator } else { Party::Merchant };
    let works = is_creator || person.has(contract.org, Right::Work);
    let other = if is_creator { bench.orgs.get(&contract.org) } else { bench.creators.get(&contract.creator) };
    let own = bench.disputes.iter().filter(move |dispute| works && dispute.contract == contract.id && rules::waits_for(dispute, party));
    own.map(move |dispute| Task {
        wish: Wish::Dispute,
        title: contract.title.clone(),
        about: other.cloned().unwrap_or_default(),
        count: 0,
        url: format!("/disputes/{}", dispute.id),
        due: bench.clocks.iter().find(|clock| clock.subject == dispute.id.to_string()).map(|clock| clock.due_at),
        amount: Some(contract.money(dispute.amount)),
    })
}

fn clock<'a>(bench: &'a Bench, subject: &str, kind: ClockKind) -> Option<&'a Clock> {
    bench.clocks.iter().find(|clock| clock.kind == kind && clock.subject == subject)
}

fn funding(bench: &Bench, contract: &Contract) -> Option<Task> {
    let clock = clock(bench, &contract.id.to_string(), ClockKind::Funding)?;
    Some(Task {
        wish: Wish::Fund,
        title: contract.title.clone(),
        about: bench.creators.get(&contract.creator).cloned().unwrap_or_default(),
        count: 0,
        url: format!("/contracts/{}", contract.id),
        due: Some(clock.due_at),
        amount: clock.money,
    })
}

fn task(contract: &Contract, milestone: &Milestone, about: Option<&String>, wish: Wish, due: Option<Instant>) -> Task {
    Task {
        wish,
        title: contract.title.clone(),
        about: about.cloned().unwrap_or_default(),
        count: i64::from(milestone.times_submitted),
        url: format!("/contracts/{}?milestone={}", contract.id, milestone.id),
        due,
        amount: Some(contract.money(milestone.open_price())),
    }
}

/// Extra work that waits for the person's answer.
fn proposed<'a>(bench: &'a Bench, person: &'a Person, contract: &'a Contract, is_creator: bool) -> impl Iterator<Item = Task> + 'a {
    let works = is_creator || person.has(contract.org, Right::Work);
    let other = if is_creator { bench.orgs.get(&contract.org) } else { bench.creators.get(&contract.creator) };
    let waits = move |order: &&ChangeOrder| works && order.contract == contract.id && (order.asked_party == Party::Creator) != is_creator;
    bench.orders.iter().filter(waits).map(move |order| Task {
        wish: Wish::MoreWork,
        title: contract.title.clone(),
        about: other.cloned().unwrap_or_default(),
        count: 0,
        url: format!("/contracts/{}#changes", contract.id),
        due: Some(order.answer_by),
        amount: Some(contract.money(order.price)),
    })
}

fn of_merchant(bench: &Bench, person: &Person, contract: &Contract, milestone: &Milestone) -> Vec<Task> {
    let (works, funds) = (person.has(contract.org, Right::Work), person.has(contract.org, Right::MoveMoney));
    let about = bench.creators.get(&contract.creator);
    let of = |kind| bench.clocks.iter().find(move |clock: &&Clock| clock.kind == kind && clock.milestone == Some(milestone.id));
    let mut tasks = Vec::new();
    if works && milestone.state == MilestoneState::Submitted {
        tasks.push(task(contract, milestone, about, Wish::Review, milestone.review_due_at));
    }
    if let Some(clock) = of(ClockKind::ExtensionAnswer).filter(|_| works) {
        tasks.push(Task { amount: None, ..task(contract, milestone, about, Wish::MoreTime, Some(clock.due_at)) });
    }
    if let Some(clock) = of(ClockKind::OrderFunding).filter(|_| funds) {
        tasks.push(Task { amount: clock.money, ..task(contract, milestone, about, Wish::FundExtra, Some(clock.due_at)) });
    }
    tasks
}

fn of_creator(bench: &Bench, contract: &Contract, milestone: &Milestone) -> Option<Task> {
    let about = bench.orgs.get(&contract.org);
    if let Some(asked) = bench.requests.iter().find(|asked| asked.milestone == milestone.id) {
        return Some(task(contract, milestone, about, Wish::Answer, Some(asked.answer_by)));
    }
    let named = |kind| clock(bench, &milestone.id.to_string(), kind).map(|clock| clock.due_at);
    let (wish, due) = match milestone.state {
        MilestoneState::Funded => (Wish::Start, named(ClockKind::Start).or(named(ClockKind::Stale))),
        MilestoneState::InProgress => (Wish::Deliver, milestone.due_at),
        MilestoneState::ChangesRequested => (Wish::Change, milestone.due_at),
        MilestoneState::Planned
        | MilestoneState::Submitted
        | MilestoneState::Approved
        | MilestoneState::Disputed
        | MilestoneState::Settled
        | MilestoneState::Cancelled => return None,
    };
    Some(task(contract, milestone, about, wish, due))
}

//! Which clocks run for a milestone: a function of what it is, so that no act can forget one.

use super::super::model::{Contract, ContractState, Milestone, MilestoneState};
use super::{clearing, deadlines};
use crate::briefs::BriefKind;
use crate::clocks::{ClockKind, NewClock};
use crate::primitives::{Instant, Money, MoneyError};

/// The clocks that run while the milestone is as it is.
pub fn wanted(contract: &Contract, milestone: &Milestone) -> Result<Vec<NewClock>, MoneyError> {
    let (price, total) = (contract.money(milestone.open_price()), contract.money(milestone.total()?));
    let stale = || deadlines::stale_at(milestone).map(|due| (ClockKind::Stale, due, Some(total)));
    let start = || start_at(contract, milestone).map(|due| (ClockKind::Start, due, Some(total)));
    let address = || address_at(contract, milestone).map(|due| (ClockKind::SampleAddress, due, None));
    let live = || live_at(contract, milestone).map(|due| (ClockKind::LiveStart, due, None));
    let delivery = || milestone.due_at.map(|due| (ClockKind::Delivery, due, Some(total)));
    let running: Vec<Option<(ClockKind, Instant, Option<Money>)>> = match milestone.state {
        MilestoneState::Funded => vec![start(), address(), live(), stale()],
        MilestoneState::InProgress => vec![delivery(), stale()],
        // After changes were requested lateness gives no right any more, so nothing would move.
        MilestoneState::ChangesRequested => vec![milestone.due_at.map(|due| (ClockKind::Delivery, due, None)), stale()],
        MilestoneState::Submitted => vec![milestone.review_due_at.map(|due| (ClockKind::Review, due, Some(price)))],
        MilestoneState::Approved => {
            let net = clearing(contract, milestone)?;
            vec![milestone.clears_at.map(|due| (ClockKind::Clearance, due, Some(contract.money(net))))]
        }
        // A dispute stops them; its own run instead.
        MilestoneState::Planned | MilestoneState::Disputed | MilestoneState::Settled | MilestoneState::Cancelled => Vec::new(),
    };
    let named = |(kind, due, money)| NewClock {
        kind,
        subject: milestone.id.to_string(),
        brief: None,
        contract: Some(contract.id),
        milestone: Some(milestone.id),
        due,
        money,
    };
    Ok(running.into_iter().flatten().map(named).collect())
}

/// When the first part is begun at the latest, where that is agreed.
fn start_at(contract: &Contract, milestone: &Milestone) -> Option<Instant> {
    let (hours, funded_at) = contract.start_hours.zip(milestone.funded_at)?;
    (milestone.position == 1).then(|| funded_at.plus_hours(i64::from(hours)))
}

/// How long the creator has to say where a sample goes.
const ADDRESS_HOURS: i64 = 72;

/// When it is known at the latest where a sample goes.
fn address_at(contract: &Contract, milestone: &Milestone) -> Option<Instant> {
    let first = contract.kind == BriefKind::Sample && milestone.position == 1;
    milestone.funded_at.filter(|_| first).map(|at| at.plus_hours(ADDRESS_HOURS))
}

/// Whoever is not there so long after the time of a show did not come.
const GRACE_SECONDS: i64 = 15 * 60;

/// When a show has begun at the latest.
fn live_at(contract: &Contract, milestone: &Milestone) -> Option<Instant> {
    contract.airtime.filter(|_| milestone.position == 1).map(|airtime| airtime.at.plus_seconds(GRACE_SECONDS))
}

/// How long the two sides may rate each other after a deal in which work was begun.
const RATING_DAYS: i64 = 14;

/// The clock that runs once a deal has ended: when ratings are over. It belongs to no page of the deal, which asks for nothing any more.
#[must_use]
pub fn rating_window(contract: &Contract, state: ContractState, milestones: &[Milestone], now: Instant) -> Option<NewClock> {
    let ended = matches!(state, ContractState::Completed | ContractState::Cancelled);
    let begun = milestones.iter().any(|milestone| milestone.started_at.is_some());
    (ended && begun).then(|| NewClock {
        kind: ClockKind::RatingWindow,
        subject: contract.id.to_string(),
        brief: None,
        contract: None,
        milestone: None,
        due: now.plus_hours(24 * RATING_DAYS),
        money: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::rules::test_values::{contract, milestone};
    use crate::primitives::Choice as _;

    #[test]
    fn every_state_has_the_clocks_that_it_needs() {
        let mut lines = Vec::new();
        for state in MilestoneState::ALL {
            let running = wanted(&contract(), &milestone(*state)).unwrap();
            let words: Vec<String> = running
                .iter()
                .map(|clock| format!("{} {}", clock.kind, clock.money.map_or_else(|| "–".to_owned(), Money::plain)))
                .collect();
            lines.push(format!("{:<18} {}", state.word(), words.join(", ")));
        }
        insta::assert_snapshot!(lines.join("\n"));
    }
}

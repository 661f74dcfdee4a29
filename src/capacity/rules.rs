//! When a creator takes new work, and what clashes.

use super::model::{Calendar, Clash, Hindrance, Running, Standing};
use crate::failure::Refusal;
use crate::primitives::id::ContractId;
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Deals at once.
pub(super) const AT_ONCE: std::ops::RangeInclusive<i32> = 1..=50;
/// Stretches of blocked days of one creator.
pub(super) const MOST_BLOCKED: usize = 50;
/// Nobody plans further ahead.
pub(super) const AHEAD_DAYS: i32 = 366;
/// The calendar has as many stretches as it may.
pub(super) const TOO_MANY: Refusal = Refusal::conflict("calendar.full");

/// So many days later.
pub(super) fn plus(day: Date, days: i32) -> Date {
    day.checked_add(days.days()).unwrap_or(Date::MAX)
}

/// The last day on which each deal is worked at: what is overdue is worked at today, what was not begun is as if it began today.
pub(super) fn ends(running: &[Running], today: Date) -> BTreeMap<ContractId, Date> {
    let mut ends: BTreeMap<ContractId, Date> = BTreeMap::new();
    for part in running {
        let end = part.due.unwrap_or_else(|| plus(today, part.days)).max(today);
        let last = ends.entry(part.contract).or_insert(end);
        *last = (*last).max(end);
    }
    ends
}

fn hindrance(calendar: &Calendar, ends: &BTreeMap<ContractId, Date>, day: Date) -> Option<Hindrance> {
    if calendar.blocked.iter().any(|blocked| blocked.holds(day)) {
        return Some(Hindrance::Blocked);
    }
    let busy = ends.values().filter(|end| **end >= day).count();
    let most = calendar.at_once.and_then(|most| usize::try_from(most).ok());
    most.filter(|most| busy >= *most).map(|_| Hindrance::Full)
}

/// Whether the creator takes new work today, and from which day on; nothing if the calendar says nothing.
pub(super) fn standing(calendar: &Calendar, today: Date) -> Option<Standing> {
    if calendar.at_once.is_none() && calendar.blocked.is_empty() {
        return None;
    }
    let ends = ends(&calendar.running, today);
    let from = (0..=AHEAD_DAYS).map(|days| plus(today, days)).find(|day| hindrance(calendar, &ends, *day).is_none());
    let running = i64::try_from(ends.len()).unwrap_or(i64::MAX);
    let places = calendar.at_once.map(|most| most.saturating_sub(running).max(0));
    Some(Standing { hindrance: hindrance(calendar, &ends, today), from, places })
}

/// What clashes with work of so many days that would be begun today; nothing if nothing does.
pub(super) fn clash(calendar: &Calendar, today: Date, days: i32) -> Option<Clash> {
    let due = plus(today, days);
    let blocked: Vec<_> = calendar.blocked.iter().filter(|blocked| blocked.first <= due && today <= blocked.last).cloned().collect();
    let deals = i64::try_from(ends(&calendar.running, today).len()).unwrap_or(i64::MAX).saturating_add(1);
    let deals = calendar.at_once.filter(|most| deals > *most).map(|most| (deals, most));
    (!blocked.is_empty() || deals.is_some()).then(|| Clash { due, blocked, deals, zone: calendar.zone.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capacity::model::Blocked;
    use crate::primitives::Zone;
    use crate::primitives::id::{BlockedId, CreatorId};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn blocked(first: &str, last: &str) -> Blocked {
        Blocked { id: BlockedId::random(), first: day(first), last: day(last), note: String::new() }
    }

    fn deal(due: Option<&str>) -> Running {
        Running { contract: ContractId::random(), title: String::new(), part: String::new(), due: due.map(day), is_live: false, days: 7 }
    }

    fn calendar(at_once: Option<i64>, blocked: Vec<Blocked>, running: Vec<Running>) -> Calendar {
        Calendar { creator: CreatorId::random(), zone: Zone::shanghai(), at_once, blocked, running }
    }

    #[test]
    fn new_work_is_taken_on_the_first_day_that_is_neither_blocked_nor_full() {
        let today = day("2026-11-23");
        assert_eq!(standing(&calendar(None, vec![], vec![deal(None)]), today), None);
        let says = |calendar: &Calendar| standing(calendar, today).map(|one| (one.hindrance, one.from.map(|day| day.to_string())));
        let free = calendar(Some(2), vec![], vec![deal(None)]);
        assert_eq!(says(&free), Some((None, Some("2026-11-23".to_owned()))));
        let full = calendar(Some(2), vec![], vec![deal(Some("2026-11-25")), deal(Some("2026-11-28"))]);
        assert_eq!(says(&full), Some((Some(Hindrance::Full), Some("2026-11-26".to_owned()))));
        let places = |calendar: &Calendar| standing(calendar, today).and_then(|one| one.places);
        assert_eq!((places(&free), places(&full)), (Some(1), Some(0)));
        let away = calendar(Some(2), vec![blocked("2026-11-26", "2026-11-30")], full.running.clone());
        assert_eq!(says(&away), Some((Some(Hindrance::Full), Some("2026-12-01".to_owned()))));
        let gone = calendar(None, vec![blocked("2026-11-20", "2026-11-30"), blocked("2026-12-01", "2026-12-02")], vec![]);
        assert_eq!(says(&gone), Some((Some(Hindrance::Blocked), Some("2026-12-03".to_owned()))));
        let late = calendar(Some(1), vec![], vec![deal(Some("2026-10-01"))]);
        assert_eq!(says(&late), Some((Some(Hindrance::Full), Some("2026-11-24".to_owned()))), "what is overdue is worked at today");
    }

    #[test]
    fn work_clashes_with_days_in_between_and_with_too_many_deals() {
        let today = day("2026-11-23");
        let calendar = calendar(Some(1), vec![blocked("2026-11-30", "2026-12-02")], vec![deal(Some("2026-11-25"))]);
        assert_eq!(clash(&calendar, today, 6).map(|clash| (clash.blocked.len(), clash.deals)), Some((0, Some((2, 1)))));
        assert_eq!(clash(&calendar, today, 7).map(|clash| (clash.blocked.len(), clash.due)), Some((1, day("2026-11-30"))));
        assert_eq!(clash(&Calendar { at_once: Some(2), ..calendar }, today, 6), None);
    }
}

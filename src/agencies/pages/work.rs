//! What an agency sees of the work of its creators: by creator, or all of it by deadline, and what money is at risk in it.

use crate::agencies::actions::Queue;
use crate::agencies::model::{Entry, Running};
use crate::agencies::rules;
use crate::clocks::ClockKind;
use crate::primitives::id::OrgId;
use crate::primitives::{BasisPoints, Instant, Money, MoneyError};
use crate::web::{Asker, Page};
use serde::Serialize;

/// What is due within so many hours stands out.
const SOON_MICROS: i64 = 24 * 3_600_000_000;

/// A bid, or a deal; what the agency's people may not open is without an address.
#[derive(Serialize)]
struct Item {
    url: Option<String>,
    title: String,
    who: String,
    /// The text that says where it stands.
    state: String,
    money: Money,
    split: Option<BasisPoints>,
    due: Option<Instant>,
    is_soon: bool,
    /// What rings then.
    clock: Option<ClockKind>,
    /// How much moves with it.
    moves: Option<Money>,
}

impl Item {
    fn of(entry: &Entry, one: &Running, now: Instant) -> Self {
        Self {
            url: one.is_open.then(|| one.url.clone()),
            title: one.title.clone(),
            who: entry.name.clone(),
            state: format!("{}-state-{}", if one.split.is_none() { "bids" } else { "contracts" }, one.state),
            money: one.money,
            split: one.split,
            due: one.due,
            is_soon: one.due.is_some_and(|due| due.micros_since(now) < SOON_MICROS),
            clock: one.clock.map(|(kind, _)| kind),
            moves: one.clock.and_then(|(_, money)| money).filter(|money| money.amount.is_positive()),
        }
    }
}

/// What is not settled yet, and the agency's share of it.
#[derive(Serialize)]
struct Risk {
    open: Money,
    /// To those who read its money.
    share: Option<Money>,
}

fn risks<'a>(running: impl IntoIterator<Item = &'a Running>, reads_money: bool) -> Result<Vec<Risk>, MoneyError> {
    let sums = rules::all_at_risk(running)?;
    Ok(sums.into_iter().map(|(open, share)| Risk { open, share: Some(share).filter(|_| reads_money) }).collect())
}

#[derive(Serialize)]
struct QueueView {
    name: String,
    url: String,
    risks: Vec<Risk>,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct View {
    url: String,
    label: String,
    current: bool,
}

/// `GET /agencies/{id}/work`
#[derive(Serialize)]
pub(in crate::agencies) struct WorkPage {
    id: OrgId,
    name: String,
    manages: bool,
    views: Vec<View>,
    by_deadline: bool,
    risks: Vec<Risk>,
    /// Whoever opens the page goes on here.
    first: Option<String>,
    /// By creator.
    queues: Vec<QueueView>,
    /// By deadline.
    items: Vec<Item>,
}

impl Page for WorkPage {
    const TEMPLATE: &'static str = "agencies/work.html";
    const ACTIVE: &'static str = "workbench";
}

impl WorkPage {
    /// `by_deadline`: all in one line. The last two: the reader manages the agency, and reads of its money.
    pub(in crate::agencies) fn of(
        asker: &Asker,
        (id, name): (OrgId, String),
        queues: &[Queue],
        by_deadline: bool,
        (manages, reads_money): (bool, bool),
    ) -> Result<Self, MoneyError> {
        let mut items: Vec<Item> = queues.iter().flat_map(|(entry, own)| own.iter().map(|one| Item::of(entry, one, asker.now))).collect();
        items.sort_by_key(|item| item.due.unwrap_or(Instant(i64::MAX)));
        let url = format!("/agencies/{id}/work");
        let view = |url: String, key: &str, current: bool| View { url, label: asker.text(key, &[]), current };
        let queue = |(entry, own): &Queue| {
            Ok(QueueView {
                name: entry.name.clone(),
                url: format!("/rosters/{}", entry.id),
                risks: risks(own, reads_money)?,
                items: own.iter().map(|one| Item::of(entry, one, asker.now)).collect(),
            })
        };
        Ok(Self {
            views: vec![
                view(url.clone(), "agencies-work-by-creator", !by_deadline),
                view(format!("{url}?view=deadline"), "agencies-work-by-deadline", by_deadline),
            ],
            risks: risks(queues.iter().flat_map(|(_, own)| own), reads_money)?,
            first: items.iter().find_map(|item| item.url.clone()),
            queues: queues.iter().map(queue).collect::<Result<_, MoneyError>>()?,
            items,
            id,
            name,
            manages,
            by_deadline,
        })
    }
}

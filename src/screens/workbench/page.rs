//! The page of the workbench.

use super::load::Bench;
use super::queue::{self, Task};
use crate::briefs;
use crate::clocks::{Clock, ClockView};
use crate::contracts::{self, Contract, Milestone};
use crate::failure::Failure;
use crate::news::Item;
use crate::primitives::{Choice as _, Instant, Money};
use crate::screens::say::{Say, initial};
use crate::screens::start::WayView;
use crate::sessions::{OrgKind, Person};
use crate::web::Page;
use serde::Serialize;

/// One thing that needs the person.
#[derive(Debug, Serialize)]
struct QueueRow {
    url: String,
    icon: &'static str,
    title: String,
    text: String,
    at: Option<Instant>,
    late: bool,
    amount: Option<Money>,
    act: String,
}

/// One large number.
#[derive(Debug, Serialize)]
struct FigureRow {
    label: String,
    value: Money,
    state: Option<&'static str>,
}

/// A running deal.
#[derive(Debug, Serialize)]
struct RunningRow {
    url: String,
    title: String,
    other: String,
    initial: String,
    tone: &'static str,
    state: String,
    kind: &'static str,
    price: Money,
    clock: Option<ClockView>,
}

/// Something new from whom the person follows.
#[derive(Debug, Serialize)]
struct NewsRow {
    label: String,
    title: String,
    url: String,
    at: Instant,
}

/// The workbench.
#[derive(Debug, Serialize)]
pub(super) struct WorkbenchPage {
    name: String,
    queue: Vec<QueueRow>,
    figures: Vec<FigureRow>,
    running: Vec<RunningRow>,
    ways: Vec<WayView>,
    fitting: Vec<briefs::Row>,
    agencies: Vec<AgencyRow>,
    news: Vec<NewsRow>,
    is_merchant: bool,
    is_creator: bool,
}

/// An agency that the reader works for.
#[derive(Debug, Serialize)]
struct AgencyRow {
    name: String,
    url: String,
}

fn agencies(person: &Person) -> Vec<AgencyRow> {
    let own = person.memberships.iter().filter(|member| member.kind == OrgKind::Agency);
    own.map(|member| AgencyRow { name: member.org_name.clone(), url: format!("/agencies/{}/work", member.org) }).collect()
}

impl Page for WorkbenchPage {
    const TEMPLATE: &'static str = "screens/workbench.html";
    const ACTIVE: &'static str = "workbench";
}

impl WorkbenchPage {
    pub(super) fn of(bench: &Bench, person: &Person, say: &Say<'_>) -> Result<Self, Failure> {
        let row = |task: &Task| QueueRow {
            url: task.url.clone(),
            icon: task.wish.icon(),
            title: task.title.clone(),
            text: text(task, say),
            at: task.due,
            late: task.due.is_some_and(|due| due.micros_since(bench.now) < 24 * 3_600_000_000),
            amount: task.amount,
            act: say.plain(&format!("workbench-act-{}", task.wish.word())),
        };
        Ok(Self {
            name: person.name.clone(),
            queue: queue::tasks(bench, person).iter().map(row).collect(),
            figures: figures(bench, say),
            running: bench.contracts.iter().map(|contract| running(bench, person, contract, say)).collect(),
            ways: bench.ways.iter().map(|way| WayView::of(way, say)).collect(),
            fitting: Vec::new(),
            agencies: agencies(person),
            news: Vec::new(),
            is_merchant: !person.memberships.is_empty(),
            is_creator: person.creator.is_some(),
        })
    }
}

impl WorkbenchPage {
    /// With briefs that fit the creator.
    pub(super) fn with_fitting(self, fitting: Vec<briefs::Row>) -> Self {
        Self { fitting, ..self }
    }

    /// With what is new from whom the person follows.
    pub(super) fn with_news(self, items: &[Item], say: &Say<'_>) -> Self {
        let row = |item: &Item| NewsRow {
            label: say.with(&format!("news-item-{}", item.kind.word()), &[("who", item.who.clone())]),
            title: item.title.clone(),
            url: item.path.clone(),
            at: item.at,
        };
        Self { news: items.iter().map(row).collect(), ..self }
    }
}

fn text(task: &Task, say: &Say<'_>) -> String {
    let values = [("name", task.about.clone()), ("n", task.count.to_string()), ("next", task.count.saturating_add(1).to_string())];
    say.with(&format!("workbench-task-{}", task.wish.word()), &values)
}

/// The money line: what is held, free, clearing, available; a currency at a time.
fn figures(bench: &Bench, say: &Say<'_>) -> Vec<FigureRow> {
    let figure = |key: &str, value: Money, state| FigureRow { label: say.plain(key), value, state };
    let mut all = Vec::new();
    for money in &bench.org_money {
        all.push(figure("workbench-held", money.held, Some("held")));
        all.push(figure("workbench-free", money.free, None));
    }
    for held in &bench.held_for_own {
        all.push(figure("wallet-held-for-you", *held, Some("held")));
    }
    for money in &bench.own_money {
        all.push(figure("workbench-clearing", money.pending, None));
        all.push(figure("workbench-available", money.available, Some("released")));
    }
    all
}

fn running(bench: &Bench, person: &Person, contract: &Contract, say: &Say<'_>) -> RunningRow {
    let is_creator = person.is_creator(contract.creator);
    let other = if is_creator { bench.orgs.get(&contract.org) } else { bench.creators.get(&contract.creator) };
    let other = other.cloned().unwrap_or_default();
    let clock: Option<&Clock> = bench.clocks.iter().find(|clock| clock.contract == Some(contract.id));
    let own = bench.milestones.iter().filter(|milestone| milestone.contract == contract.id);
    let front: Option<&Milestone> = own.clone().find(|milestone| !milestone.state.is_terminal()).or_else(|| own.clone().next_back());
    let (state, kind) = front.map_or_else(
        || (say.plain(&format!("contracts-state-{}", contract.state.word())), "plain"),
        |front| (say.plain(&format!("contracts-mile-{}", front.state.word())), contracts::milestone_kind(front.state)),
    );
    RunningRow {
        url: format!("/contracts/{}", contract.id),
        title: contract.title.clone(),
        initial: initial(&other),
        other,
        tone: if is_creator { "b" } else { "a" },
        state,
        kind,
        price: contract.money(contract.price),
        clock: clock.map(ClockView::from),
    }
}

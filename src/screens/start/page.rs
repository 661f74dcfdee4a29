//! The list of a newcomer's tasks, and what of it the workbench shows.

use super::way::{State, Step, Task, Way};
use crate::screens::say::Say;
use crate::web::Page;
use serde::Serialize;

/// A task as the list shows it.
#[derive(Debug, Serialize)]
struct TaskRow {
    label: String,
    hint: String,
    /// None where it cannot be done now.
    url: Option<String>,
    state: &'static str,
}

/// `/start/merchant`, `/start/creator`, `/start/agency`
#[derive(Debug, Serialize)]
pub(super) struct StartPage {
    title: String,
    lead: String,
    percent: usize,
    tasks: Vec<TaskRow>,
    later: Vec<TaskRow>,
    /// What to go on with; none where everything is done or waits for others.
    next: Option<Next>,
    is_over: bool,
}

impl Page for StartPage {
    const TEMPLATE: &'static str = "screens/start.html";
    const ACTIVE: &'static str = "workbench";
}

/// Where the button leads.
#[derive(Debug, Serialize)]
struct Next {
    label: String,
    url: String,
}

fn label(step: Step, say: &Say<'_>) -> String {
    say.plain(&format!("start-{}", step.word()))
}

fn next(way: &Way, say: &Say<'_>) -> Option<Next> {
    way.next().map(|task| Next { label: label(task.step, say), url: task.url.clone() })
}

fn row(task: &Task, say: &Say<'_>) -> TaskRow {
    let why = say.plain(&format!("start-{}-why", task.step.word()));
    let timed = |why: String| say.with("start-hint", &[("n", task.step.minutes().to_string()), ("why", why)]);
    let (state, hint, url) = match task.state {
        State::Done => (
            "done",
            why,
            Some(task.url.clone()).filter(|_| !matches!(task.step, Step::Confirm | Step::Company | Step::Agency | Step::Page)),
        ),
        State::Started => ("started", timed(why), Some(task.url.clone())),
        State::Todo => ("todo", timed(why), Some(task.url.clone())),
        State::After(first) => ("blocked", timed(say.with("start-after", &[("what", label(first, say))])), None),
        State::NotYours => ("blocked", timed(say.plain("start-not-yours")), None),
    };
    TaskRow { label: label(task.step, say), hint, url, state }
}

impl StartPage {
    pub(super) fn of(way: &Way, say: &Say<'_>) -> Self {
        let rows = |tasks: &[Task]| tasks.iter().map(|task| row(task, say)).collect();
        Self {
            title: say.plain(&format!("start-{}-title", way.side.word())),
            lead: say.plain(&format!("start-{}-lead", way.side.word())),
            percent: way.percent(),
            tasks: rows(&way.tasks),
            later: rows(&way.later),
            next: next(way, say),
            is_over: way.is_over(),
        }
    }
}

/// A step as the workbench shows it.
#[derive(Debug, Serialize)]
struct StepRow {
    label: String,
    note: Option<String>,
    state: &'static str,
}

/// A way as the workbench shows it.
#[derive(Debug, Serialize)]
pub(in crate::screens) struct WayView {
    side: &'static str,
    title: String,
    /// All of its tasks.
    url: String,
    steps: Vec<StepRow>,
    /// What is next, and why it is worth it; none while it waits for others.
    why: Option<String>,
    next: Option<Next>,
}

impl WayView {
    pub(in crate::screens) fn of(way: &Way, say: &Say<'_>) -> Self {
        let now = way.next().map(|task| task.step);
        let row = |task: &Task| StepRow {
            label: label(task.step, say),
            note: None,
            state: if task.state == State::Done {
                "done"
            } else if Some(task.step) == now {
                "now"
            } else {
                "todo"
            },
        };
        Self {
            side: way.side.word(),
            title: say.with(&format!("workbench-way-{}", way.side.word()), &[("n", way.percent().to_string())]),
            url: format!("/start/{}", way.side.word()),
            steps: way.tasks.iter().map(row).collect(),
            why: now.map(|step| say.plain(&format!("start-{}-why", step.word()))),
            next: next(way, say),
        }
    }
}

//! What moved at the provider and nobody asked for.

use super::View;
use crate::payments::{Unexplained, UnexplainedState};
use crate::primitives::{Instant, Money};
use crate::web::Page;
use serde::Serialize;

/// One of them.
#[derive(Debug, Serialize)]
struct UnexplainedRow {
    source: String,
    kind: String,
    money: Money,
    state: UnexplainedState,
    mark: &'static str,
    target: Option<String>,
    found_at: Instant,
    settled_at: Option<Instant>,
    is_open: bool,
    may_go_back: bool,
    is_assigned: bool,
}

impl From<Unexplained> for UnexplainedRow {
    fn from(one: Unexplained) -> Self {
        Self {
            is_open: one.is_open(),
            may_go_back: one.may_go_back(),
            is_assigned: one.is_assigned(),
            mark: match one.state {
                UnexplainedState::Open => "danger",
                UnexplainedState::Returning => "wash",
                UnexplainedState::Assigned | UnexplainedState::Returned => "released",
            },
            source: one.source,
            kind: one.kind,
            money: one.money,
            state: one.state,
            target: one.target,
            found_at: one.found_at,
            settled_at: one.settled_at,
        }
    }
}

/// `GET /admin/suspense`
#[derive(Debug, Serialize)]
pub(in crate::admin) struct SuspensePage {
    views: Vec<View>,
    rows: Vec<UnexplainedRow>,
    next: Option<String>,
}

impl SuspensePage {
    pub(in crate::admin) fn of(views: Vec<View>, rows: Vec<Unexplained>, next: Option<String>) -> Self {
        Self { views, rows: rows.into_iter().map(Into::into).collect(), next }
    }
}

impl Page for SuspensePage {
    const TEMPLATE: &'static str = "admin/suspense.html";
    const ACTIVE: &'static str = "desk";
}

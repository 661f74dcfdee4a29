//! What waits for arbiters, and what was ruled.

use crate::clocks;
use crate::contracts::{self, Party};
use crate::disputes::model::{DisputeReason, DisputeState, Ruling};
use crate::disputes::store;
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::{Instant, Money};
use crate::web::Page;
use serde::Serialize;

#[derive(Serialize)]
struct CaseRow {
    url: String,
    title: String,
    milestone: String,
    state: DisputeState,
    amount: Money,
    opened_at: Instant,
    due: Option<Instant>,
}

/// What waits for arbiters, oldest first.
#[derive(Serialize)]
pub(in crate::disputes) struct CasesPage {
    rows: Vec<CaseRow>,
}

impl CasesPage {
    pub(in crate::disputes) fn load(conn: &mut Conn) -> Result<Self, Failure> {
        let mut rows = Vec::new();
        for dispute in store::list_waiting(conn)? {
            let contract = contracts::get(conn, dispute.contract)?;
            let milestone = contracts::get_milestone(conn, dispute.milestone)?;
            rows.push(CaseRow {
                url: format!("/disputes/{}", dispute.id),
                title: contract.title.clone(),
                milestone: milestone.title,
                state: dispute.state,
                amount: contract.money(dispute.amount),
                opened_at: dispute.opened_at,
                due: clocks::list_of_subject(conn, &dispute.id.to_string())?.first().map(|clock| clock.due_at),
            });
        }
        Ok(Self { rows })
    }
}

impl Page for CasesPage {
    const TEMPLATE: &'static str = "disputes/cases.html";
    const ACTIVE: &'static str = "admin";
}

#[derive(Serialize)]
struct RulingView {
    reason: DisputeReason,
    stood: contracts::MilestoneState,
    opened_party: Party,
    to_creator: i64,
    rules: Vec<String>,
    appealed: bool,
    days: i64,
    ended_at: Instant,
}

/// What was ruled, without anything that names anybody.
#[derive(Serialize)]
pub(in crate::disputes) struct RulingsPage {
    rows: Vec<RulingView>,
}

impl RulingsPage {
    pub(in crate::disputes) fn of(rulings: &[Ruling]) -> Self {
        let view = |ruling: &Ruling| RulingView {
            reason: ruling.reason,
            stood: ruling.stood,
            opened_party: ruling.opened_party,
            to_creator: ruling.to_creator_bps,
            rules: ruling.rule_ids.clone(),
            appealed: ruling.appealed,
            days: ruling.days,
            ended_at: ruling.ended_at,
        };
        Self { rows: rulings.iter().map(view).collect() }
    }
}

impl Page for RulingsPage {
    const TEMPLATE: &'static str = "disputes/rulings.html";
    const ACTIVE: &'static str = "";
}

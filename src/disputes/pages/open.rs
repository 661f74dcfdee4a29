//! The form that opens a dispute.

use crate::contracts::{self, Contract, Milestone, Parties, Party};
use crate::disputes::forms::OpenForm;
use crate::disputes::model::DisputeReason;
use crate::primitives::{Choice as _, Money};
use crate::web::{Page, ShownError, fresh_once};
use serde::Serialize;

/// The form that opens a dispute.
#[derive(Serialize)]
pub(in crate::disputes) struct OpenPage {
    contract_url: String,
    action: String,
    contract: String,
    milestone: String,
    other: String,
    party: Party,
    state: contracts::MilestoneState,
    /// All that can be contested.
    most: Money,
    /// It must be all of it.
    whole: bool,
    form: OpenForm,
    reasons: Vec<&'static str>,
    errors: Vec<ShownError>,
    once: String,
}

impl OpenPage {
    pub(in crate::disputes) fn of(
        (contract, milestone, party): (&Contract, &Milestone, Party),
        parties: &Parties,
        mut form: OpenForm,
        errors: Vec<ShownError>,
    ) -> Self {
        let most = contract.money(milestone.contestable());
        if form.amount.is_empty() && errors.is_empty() {
            form.amount = most.plain();
        }
        Self {
            contract_url: format!("/contracts/{}?milestone={}", contract.id, milestone.id),
            action: format!("/milestones/{}/disputes", milestone.id),
            contract: contract.title.clone(),
            milestone: milestone.title.clone(),
            other: if party == Party::Creator { parties.org_name.clone() } else { parties.creator_name.clone() },
            party,
            state: milestone.state,
            most,
            whole: milestone.state == contracts::MilestoneState::InProgress,
            form,
            reasons: DisputeReason::ALL.iter().map(|reason| reason.word()).collect(),
            errors,
            once: fresh_once(),
        }
    }
}

impl Page for OpenPage {
    const TEMPLATE: &'static str = "disputes/new.html";
    const ACTIVE: &'static str = "workbench";
}

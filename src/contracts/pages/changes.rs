//! The forms for more time and for more work.

use crate::contracts::forms::{ExtendForm, OrderForm};
use crate::contracts::model::{ChangeOrder, Contract, Milestone, Party};
use crate::contracts::store::Parties;
use crate::contracts::terms::Terms;
use crate::primitives::Instant;
use crate::web::{Page, ShownError, fresh_once};
use serde::Serialize;

/// The creator wants more time.
#[derive(Serialize)]
pub(crate) struct ExtendPage {
    contract_url: String,
    action: String,
    contract: String,
    milestone: String,
    merchant: String,
    due_at: Option<Instant>,
    /// Days that need nobody's consent.
    alone: i32,
    most: i32,
    form: ExtendForm,
    errors: Vec<ShownError>,
    once: String,
}

impl ExtendPage {
    /// The form as typed.
    #[must_use]
    pub(crate) fn of(
        (contract, milestone): (&Contract, &Milestone),
        parties: &Parties,
        (alone, most): (i32, i32),
        form: ExtendForm,
        errors: Vec<ShownError>,
    ) -> Self {
        Self {
            contract_url: format!("/contracts/{}?milestone={}", contract.id, milestone.id),
            action: format!("/milestones/{}/extensions", milestone.id),
            contract: contract.title.clone(),
            milestone: milestone.title.clone(),
            merchant: parties.org_name.clone(),
            due_at: milestone.due_at,
            alone,
            most,
            form,
            errors,
            once: fresh_once(),
        }
    }
}

impl Page for ExtendPage {
    const TEMPLATE: &'static str = "contracts/extension.html";
    const ACTIVE: &'static str = "workbench";
}

/// Extra work that was agreed to, in both languages.
#[derive(Serialize)]
pub(crate) struct AddendumView {
    title: String,
    zh: String,
    en: String,
    sha256: String,
    at: Instant,
}

impl AddendumView {
    /// The words with what they belong to.
    #[must_use]
    pub(crate) fn of(order: &ChangeOrder, terms: Terms) -> Self {
        let at = order.answered_at.unwrap_or(order.asked_at);
        Self { title: order.title.clone(), zh: terms.zh, en: terms.en, sha256: terms.sha256, at }
    }
}

/// A side proposes extra work.
#[derive(Serialize)]
pub(crate) struct OrderPage {
    contract_url: String,
    action: String,
    contract: String,
    other: String,
    party: Party,
    currency: String,
    merchant_rate: i64,
    creator_rate: i64,
    form: OrderForm,
    errors: Vec<ShownError>,
    once: String,
}

impl OrderPage {
    /// The form as typed.
    #[must_use]
    pub(crate) fn of(contract: &Contract, parties: &Parties, party: Party, form: OrderForm, errors: Vec<ShownError>) -> Self {
        Self {
            contract_url: format!("/contracts/{}", contract.id),
            action: format!("/contracts/{}/change-orders", contract.id),
            contract: contract.title.clone(),
            other: if party == Party::Creator { parties.org_name.clone() } else { parties.creator_name.clone() },
            party,
            currency: contract.currency.to_string(),
            merchant_rate: i64::from(contract.merchant_bps.get()),
            creator_rate: i64::from(contract.creator_bps.get()),
            form,
            errors,
            once: fresh_once(),
        }
    }
}

impl Page for OrderPage {
    const TEMPLATE: &'static str = "contracts/order.html";
    const ACTIVE: &'static str = "workbench";
}

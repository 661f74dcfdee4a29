//! Contracts whose money stands still.

use crate::operations::{Frozen, Holds};
use crate::primitives::Instant;
use crate::primitives::id::ContractId;
use crate::web::Page;
use serde::Serialize;

/// One of them, with one thing that holds it.
#[derive(Debug, Serialize)]
struct FrozenRow {
    contract: ContractId,
    /// Why: the key of its words, `admin-frozen-{by}`.
    by: &'static str,
    /// What is to be looked at.
    subject: String,
    /// Where that is done which lets the money go on.
    url: String,
    since: Instant,
}

impl From<Frozen> for FrozenRow {
    fn from(one: Frozen) -> Self {
        let (by, subject, url) = match one.by {
            Holds::Case(id) => ("case", id.clone(), format!("/admin/chargebacks/{id}")),
            Holds::Call(id) => ("call", id.to_string(), format!("/admin/ops/{id}")),
        };
        Self { contract: one.contract, by, subject, url, since: one.since }
    }
}

/// `GET /admin/frozen`
#[derive(Debug, Serialize)]
pub(in crate::admin) struct FrozenPage {
    rows: Vec<FrozenRow>,
}

impl FrozenPage {
    pub(in crate::admin) fn of(rows: Vec<Frozen>) -> Self {
        Self { rows: rows.into_iter().map(Into::into).collect() }
    }
}

impl Page for FrozenPage {
    const TEMPLATE: &'static str = "admin/frozen.html";
    const ACTIVE: &'static str = "desk";
}

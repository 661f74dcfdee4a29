//! What an agency sees of the work of its creators.

use crate::agencies::model::{Entry, Running};
use crate::primitives::id::OrgId;
use crate::primitives::{BasisPoints, Instant, Money};
use crate::web::Page;
use serde::Serialize;

/// A bid, or a deal; what the agency's people may not open is without an address.
#[derive(Serialize)]
struct Item {
    url: Option<String>,
    title: String,
    /// The text that says where it stands.
    state: String,
    money: Money,
    split: Option<BasisPoints>,
    due: Option<Instant>,
}

#[derive(Serialize)]
struct Queue {
    name: String,
    url: String,
    items: Vec<Item>,
}

/// `GET /agencies/{id}/work`
#[derive(Serialize)]
pub(in crate::agencies) struct WorkPage {
    id: OrgId,
    name: String,
    queues: Vec<Queue>,
}

impl Page for WorkPage {
    const TEMPLATE: &'static str = "agencies/work.html";
    const ACTIVE: &'static str = "workbench";
}

impl WorkPage {
    pub(in crate::agencies) fn of(id: OrgId, name: String, queues: &[(Entry, Vec<Running>)]) -> Self {
        let item = |one: &Running| {
            let is_bid = one.split.is_none();
            Item {
                url: one.is_open.then(|| one.url.clone()),
                title: one.title.clone(),
                state: format!("{}-state-{}", if is_bid { "bids" } else { "contracts" }, one.state),
                money: one.money,
                split: one.split,
                due: one.due,
            }
        };
        let queue = |(entry, running): &(Entry, Vec<Running>)| Queue {
            name: entry.name.clone(),
            url: format!("/rosters/{}", entry.id),
            items: running.iter().map(item).collect(),
        };
        Self { id, name, queues: queues.iter().map(queue).collect() }
    }
}

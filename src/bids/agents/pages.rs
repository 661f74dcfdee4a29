//! What is shown of several bids.

use super::actions::Seated;
use super::forms::AgentForm;
use crate::agencies::Entry;
use crate::bids::pages::BriefView;
use crate::briefs::Brief;
use crate::primitives::BasisPoints;
use crate::web::{Page, ShownError, fresh_once};
use serde::Serialize;

/// A creator for whom a bid may be placed.
#[derive(Serialize)]
struct Seat {
    /// `agency:creator`
    who: String,
    name: String,
    url: String,
    agency: String,
    split: Option<BasisPoints>,
    price: String,
    days: String,
    /// The bid that stands there already; nothing is typed for it.
    placed: Option<String>,
}

/// The value that names a row.
pub(super) fn who(entry: &Entry) -> String {
    format!("{}:{}", entry.agency, entry.creator)
}

/// `GET /briefs/{id}/agency-bids/new`
#[derive(Serialize)]
pub(super) struct AgentPage {
    brief: BriefView,
    action: String,
    back: String,
    seats: Vec<Seat>,
    /// So many were placed just now, without the rows that could not be.
    placed: usize,
    form: AgentForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for AgentPage {
    const TEMPLATE: &'static str = "bids/agents.html";
    const ACTIVE: &'static str = "briefs";
}

impl AgentPage {
    pub(super) fn of(
        (brief, org): (&Brief, &str),
        entries: &[Seated],
        (form, placed): (AgentForm, usize),
        errors: Vec<ShownError>,
    ) -> Self {
        let home = format!("/briefs/{}", brief.id);
        let seat = |(entry, bid): &Seated| {
            let who = who(entry);
            let (price, days) = form.typed(&who).unwrap_or_else(|| (String::new(), brief.delivery_days.to_string()));
            Seat {
                url: format!("/creators/{}", entry.handle),
                name: entry.name.clone(),
                agency: entry.agency_name.clone(),
                split: entry.split,
                who,
                price,
                days,
                placed: bid.map(|bid| format!("/bids/{bid}")),
            }
        };
        Self {
            brief: BriefView::of(brief, org),
            action: format!("{home}/agency-bids"),
            back: home,
            seats: entries.iter().map(seat).collect(),
            placed,
            form,
            errors,
            once: fresh_once(),
        }
    }
}

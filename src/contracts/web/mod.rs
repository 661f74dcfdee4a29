//! The doors of deals. The deal room itself shows several nouns and stands in `screens`.

mod acceptance;
mod answer;
mod approval;
mod award;
mod awards;
mod cancellation;
mod changes;
mod list;
mod rehire;
mod tips;

use crate::web::{Door, Who, to};
use actix_web::http::Method;

/// Every door of deals.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/bids/{id}/acceptance", who: Who::SignedIn, opens: || to(acceptance::begin) },
    Door { method: Method::POST, path: "/bids/{id}/acceptance", who: Who::SignedIn, opens: || to(acceptance::accept) },
    Door { method: Method::GET, path: "/bids/{id}/award", who: Who::SignedIn, opens: || to(award::begin) },
    Door { method: Method::POST, path: "/bids/{id}/award", who: Who::SignedIn, opens: || to(award::award) },
    Door { method: Method::POST, path: "/briefs/{id}/awards", who: Who::SignedIn, opens: || to(awards::award) },
    Door { method: Method::GET, path: "/contracts", who: Who::SignedIn, opens: || to(list::list) },
    Door { method: Method::POST, path: "/contracts/{id}/rehire", who: Who::SignedIn, opens: || to(rehire::rehire) },
    Door { method: Method::GET, path: "/contracts/{id}/made", who: Who::SignedIn, opens: || to(award::made) },
    Door { method: Method::GET, path: "/contracts/{id}/terms", who: Who::SignedIn, opens: || to(list::terms) },
    Door { method: Method::POST, path: "/milestones/{id}/start", who: Who::SignedIn, opens: || to(approval::start) },
    Door { method: Method::GET, path: "/milestones/{id}/approval", who: Who::SignedIn, opens: || to(approval::begin) },
    Door { method: Method::POST, path: "/milestones/{id}/approval", who: Who::SignedIn, opens: || to(approval::approve) },
    Door { method: Method::GET, path: "/milestones/{id}/result", who: Who::SignedIn, opens: || to(approval::result) },
    Door { method: Method::GET, path: "/milestones/{id}/cancellation", who: Who::SignedIn, opens: || to(cancellation::begin) },
    Door { method: Method::POST, path: "/milestones/{id}/cancellation", who: Who::SignedIn, opens: || to(cancellation::cancel) },
    Door { method: Method::GET, path: "/milestones/{id}/tips", who: Who::SignedIn, opens: || to(tips::begin) },
    Door { method: Method::POST, path: "/milestones/{id}/tips", who: Who::SignedIn, opens: || to(tips::tip) },
    Door { method: Method::GET, path: "/milestones/{id}/extensions/new", who: Who::SignedIn, opens: || to(changes::begin_extension) },
    Door { method: Method::POST, path: "/milestones/{id}/extensions", who: Who::SignedIn, opens: || to(changes::extend) },
    Door { method: Method::POST, path: "/extensions/{id}/answer", who: Who::SignedIn, opens: || to(changes::answer_extension) },
    Door { method: Method::GET, path: "/contracts/{id}/change-orders/new", who: Who::SignedIn, opens: || to(changes::begin_order) },
    Door { method: Method::POST, path: "/contracts/{id}/change-orders", who: Who::SignedIn, opens: || to(changes::propose_order) },
    Door { method: Method::POST, path: "/change-orders/{id}/answer", who: Who::SignedIn, opens: || to(changes::answer_order) },
    Door { method: Method::POST, path: "/cancellations/{id}/answer", who: Who::SignedIn, opens: || to(cancellation::answer) },
];

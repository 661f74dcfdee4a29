//! The doors of the screens.

use super::{calendar, fees, front, merchant, reading, start, wallet};
use crate::web::{Door, Who, to};
use actix_web::http::Method;

/// Every door of the screens.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/", who: Who::Anyone, opens: || to(front::show) },
    Door { method: Method::GET, path: "/fees", who: Who::Anyone, opens: || to(fees::show) },
    Door { method: Method::GET, path: "/how-it-works", who: Who::Anyone, opens: || to(reading::how_it_works) },
    Door { method: Method::GET, path: "/rules", who: Who::Anyone, opens: || to(reading::rules) },
    Door { method: Method::GET, path: "/safety", who: Who::Anyone, opens: || to(reading::safety) },
    Door { method: Method::GET, path: "/privacy", who: Who::Anyone, opens: || to(reading::privacy) },
    Door { method: Method::GET, path: "/terms", who: Who::Anyone, opens: || to(reading::terms) },
    Door { method: Method::GET, path: "/m/{id}", who: Who::Anyone, opens: || to(merchant::show) },
    Door { method: Method::GET, path: "/calendar/{key}", who: Who::Anyone, opens: || to(calendar::show) },
    Door { method: Method::GET, path: "/contracts/{id}", who: Who::SignedIn, opens: || to(super::deal_room::show) },
    Door { method: Method::GET, path: "/workbench", who: Who::SignedIn, opens: || to(super::workbench::show) },
    Door { method: Method::GET, path: "/start/merchant", who: Who::SignedIn, opens: || to(start::merchant) },
    Door { method: Method::GET, path: "/start/creator", who: Who::SignedIn, opens: || to(start::creator) },
    Door { method: Method::GET, path: "/start/agency", who: Who::SignedIn, opens: || to(start::agency) },
    Door { method: Method::GET, path: "/wallet", who: Who::SignedIn, opens: || to(wallet::show) },
    Door { method: Method::GET, path: "/styleguide", who: Who::Admin, opens: || to(super::styleguide::show) },
    Door { method: Method::GET, path: "/wallet/statement.csv", who: Who::SignedIn, opens: || to(wallet::statement) },
];

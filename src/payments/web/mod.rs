//! The doors of money in and back.

mod bundle;
mod checkouts;
mod funding;
mod stripe;
mod wallet;

use crate::web::{Door, Who, to};
use actix_web::http::Method;

/// Every door here.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/wallet/top-ups", who: Who::SignedIn, opens: || to(wallet::top_up) },
    Door { method: Method::POST, path: "/wallet/top-ups", who: Who::SignedIn, opens: || to(wallet::ask_top_up) },
    Door { method: Method::GET, path: "/wallet/withdrawals", who: Who::SignedIn, opens: || to(wallet::withdrawal) },
    Door { method: Method::POST, path: "/wallet/withdrawals", who: Who::SignedIn, opens: || to(wallet::ask_withdrawal) },
    Door { method: Method::GET, path: "/contracts/{id}/funding", who: Who::SignedIn, opens: || to(funding::check) },
    Door { method: Method::POST, path: "/contracts/{id}/funding", who: Who::SignedIn, opens: || to(funding::fund) },
    Door { method: Method::GET, path: "/contracts/{id}/funding/result", who: Who::SignedIn, opens: || to(funding::result) },
    Door { method: Method::GET, path: "/fundings", who: Who::SignedIn, opens: || to(bundle::check) },
    Door { method: Method::POST, path: "/fundings", who: Who::SignedIn, opens: || to(bundle::fund) },
    Door { method: Method::GET, path: "/checkouts/{id}", who: Who::SignedIn, opens: || to(checkouts::show) },
    Door { method: Method::POST, path: "/webhooks/stripe", who: Who::Anyone, opens: || to(stripe::hear) },
];

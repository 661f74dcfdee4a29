//! The doors of creators for people.

mod browse;
mod gallery;
mod profile;

pub(super) use gallery::{forget_list, list};

use crate::web::{Door, Who, to};
use actix_web::http::Method;

/// Every door of creators.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/creators", who: Who::Anyone, opens: || to(browse::index) },
    Door { method: Method::GET, path: "/creators/{handle}", who: Who::Anyone, opens: || to(browse::show) },
    Door { method: Method::GET, path: "/creators/{handle}/works/{id}", who: Who::Anyone, opens: || to(browse::work) },
    Door { method: Method::GET, path: "/creators/{handle}/works/{id}/film", who: Who::Anyone, opens: || to(browse::film) },
    Door { method: Method::GET, path: "/my/profile", who: Who::SignedIn, opens: || to(profile::edit) },
    Door { method: Method::POST, path: "/my/profile", who: Who::SignedIn, opens: || to(profile::save) },
    Door { method: Method::GET, path: "/my/profile/channels", who: Who::SignedIn, opens: || to(profile::channels) },
    Door { method: Method::POST, path: "/my/profile/channels", who: Who::SignedIn, opens: || to(profile::add_channel) },
    Door { method: Method::POST, path: "/my/profile/channels/{id}/removal", who: Who::SignedIn, opens: || to(profile::remove_channel) },
    Door { method: Method::GET, path: "/my/profile/works", who: Who::SignedIn, opens: || to(profile::works) },
    Door { method: Method::POST, path: "/my/profile/works", who: Who::SignedIn, opens: || to(profile::add_work) },
    Door { method: Method::POST, path: "/my/profile/works/{id}/visibility", who: Who::SignedIn, opens: || to(profile::show_work) },
    Door { method: Method::POST, path: "/my/profile/works/{id}/removal", who: Who::SignedIn, opens: || to(profile::remove_work) },
];

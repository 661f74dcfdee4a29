//! The page of published roots.

use super::model::Seal;
use crate::primitives::Instant;
use crate::web::Page;
use serde::Serialize;

/// A root.
#[derive(Debug, Serialize)]
struct RootView {
    no: i64,
    day: String,
    root: String,
    at: Instant,
    leaves: i64,
}

/// What is published: the newest days, and the minutes of today.
#[derive(Debug, Serialize)]
pub(super) struct RootsPage {
    days: Vec<RootView>,
    minutes: Vec<RootView>,
}

impl Page for RootsPage {
    const TEMPLATE: &'static str = "proofs/roots.html";
    const ACTIVE: &'static str = "how";
}

impl RootsPage {
    pub(super) fn of(days: Vec<Seal>, minutes: Vec<Seal>) -> Self {
        let view = |seal: Seal| RootView { no: seal.no, day: seal.day, root: seal.root, at: Instant(seal.sealed_at), leaves: seal.leaves };
        Self { days: days.into_iter().map(view).collect(), minutes: minutes.into_iter().map(view).collect() }
    }
}

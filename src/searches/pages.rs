//! A person's saved searches.

use crate::web::Page;
use serde::Serialize;

/// One of them.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SearchRow {
    pub(super) id: String,
    pub(super) url: String,
    pub(super) label: String,
}

/// `/my/searches`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SearchesPage {
    pub(super) rows: Vec<SearchRow>,
}

impl Page for SearchesPage {
    const TEMPLATE: &'static str = "searches/index.html";
    const ACTIVE: &'static str = "briefs";
}

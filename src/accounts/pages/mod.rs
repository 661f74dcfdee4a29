//! What people see of signing in and of their settings.

pub(super) mod entry;
pub(super) mod notices;
pub(super) mod organisations;
pub(super) mod settings;
pub(super) mod tokens;

use crate::web::{Asker, ShownError};
use serde::Serialize;

/// A choice of a form.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) icon: Option<&'static str>,
}

/// An entry of the settings' navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    url: &'static str,
    label: String,
    current: bool,
}

/// The settings' navigation; `at` is the entry that is shown.
pub fn nav(asker: &Asker, at: &str) -> Vec<NavItem> {
    let entries = [
        ("/settings/account", "settings-nav-account"),
        ("/settings/security", "settings-nav-security"),
        ("/settings/notices", "settings-nav-notices"),
        ("/settings/calendar", "settings-nav-calendar"),
        ("/settings/blocks", "settings-nav-blocks"),
        ("/settings/outreach", "settings-nav-outreach"),
        ("/settings/tokens", "settings-nav-tokens"),
        ("/settings/webhooks", "webhooks"),
        ("/settings/organisations", "settings-nav-organisations"),
        ("/settings/agencies", "settings-nav-agencies"),
        ("/settings/creator", "settings-nav-creator"),
    ];
    entries.into_iter().map(|(url, key)| NavItem { url, label: asker.text(key, &[]), current: url == at }).collect()
}

/// The errors of a form that was not taken; none on a fresh one.
pub(super) type Errors = Vec<ShownError>;

//! What people see of it: a creator's wish, and how often a merchant turned to strangers.

use super::actions::Seen;
use super::rules::{MOST, Standing};
use crate::accounts::{NavItem, settings_nav};
use crate::web::{Asker, Page};
use serde::Serialize;

#[derive(Debug, Serialize)]
struct OrgRow {
    name: String,
    standing: Standing,
}

/// `/settings/outreach`
#[derive(Debug, Serialize)]
pub(super) struct OutreachPage {
    nav: Vec<NavItem>,
    is_creator: bool,
    is_closed: bool,
    most: i64,
    orgs: Vec<OrgRow>,
}

impl Page for OutreachPage {
    const TEMPLATE: &'static str = "outreach/show.html";
    const ACTIVE: &'static str = "settings";
}

impl OutreachPage {
    pub(super) fn of(asker: &Asker, seen: Seen) -> Self {
        Self {
            nav: settings_nav(asker, "/settings/outreach"),
            is_creator: seen.is_closed.is_some(),
            is_closed: seen.is_closed.unwrap_or_default(),
            most: MOST,
            orgs: seen.orgs.into_iter().map(|(name, standing)| OrgRow { name, standing }).collect(),
        }
    }
}

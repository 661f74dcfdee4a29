//! What people see of blocks: the question before one, and the list of their own.

use super::actions::Other;
use super::model::{Block, Side};
use crate::accounts::{NavItem, settings_nav};
use crate::primitives::id::{CreatorId, OrgId};
use crate::primitives::{Choice as _, Instant};
use crate::web::{Asker, Page};
use serde::Serialize;

/// In whose name.
#[derive(Debug, Serialize)]
struct Choosable {
    value: String,
    label: String,
}

/// `/blocks/new`
#[derive(Debug, Serialize)]
pub(super) struct NewBlockPage {
    name: String,
    org: String,
    creator: String,
    /// In whose name, where there is a choice or the name goes along.
    orgs: Vec<Choosable>,
    back: String,
}

impl Page for NewBlockPage {
    const TEMPLATE: &'static str = "blocks/new.html";
    const ACTIVE: &'static str = "";
}

impl NewBlockPage {
    /// About somebody, for whoever speaks for these organisations or is this creator.
    pub(super) fn of(other: Other, orgs: &[(OrgId, String)], own: Option<CreatorId>) -> Self {
        let choosable = |(org, name): &(OrgId, String)| Choosable { value: org.to_string(), label: name.clone() };
        match other {
            Other::Org(org, name) => Self {
                name,
                org: org.to_string(),
                creator: own.map(|creator| creator.to_string()).unwrap_or_default(),
                orgs: Vec::new(),
                back: format!("/m/{org}"),
            },
            Other::Creator(creator, name) => Self {
                name,
                org: orgs.first().map(|(org, _)| org.to_string()).unwrap_or_default(),
                creator: creator.to_string(),
                orgs: orgs.iter().map(choosable).collect(),
                back: "/creators".to_owned(),
            },
        }
    }
}

#[derive(Debug, Serialize)]
struct BlockRow {
    /// The other side.
    name: String,
    /// In the name of this organisation; none for a creator's own.
    of: Option<String>,
    side: &'static str,
    org: String,
    creator: String,
    at: Instant,
}

/// `/settings/blocks`
#[derive(Debug, Serialize)]
pub(super) struct BlocksPage {
    nav: Vec<NavItem>,
    rows: Vec<BlockRow>,
}

impl Page for BlocksPage {
    const TEMPLATE: &'static str = "blocks/list.html";
    const ACTIVE: &'static str = "settings";
}

impl BlocksPage {
    pub(super) fn of(asker: &Asker, blocks: Vec<Block>) -> Self {
        let row = |block: Block| BlockRow {
            side: block.side.word(),
            org: block.pair.org.to_string(),
            creator: block.pair.creator.to_string(),
            at: block.at,
            of: (block.side == Side::Merchant).then(|| block.org_name.clone()),
            name: if block.side == Side::Merchant { block.creator_name } else { block.org_name },
        };
        Self { nav: settings_nav(asker, "/settings/blocks"), rows: blocks.into_iter().map(row).collect() }
    }
}

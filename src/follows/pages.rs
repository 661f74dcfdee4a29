//! What people see of follows.

use super::actions::Named;
use super::model::FollowKind;
use super::rules;
use crate::primitives::Choice as _;
use crate::web::{Page, ShownError};
use serde::Serialize;

/// Follow, or follow no more: the component `follow.button`.
#[derive(Debug, Clone, Serialize)]
pub struct Button {
    kind: &'static str,
    target: String,
    /// The name on the button, where it stands beside others.
    name: Option<String>,
    is_on: bool,
    next: String,
}

impl Button {
    /// For a reader who follows it or not, and comes back to `next`.
    pub(super) fn of((kind, target): (FollowKind, &str), is_on: bool, next: &str) -> Self {
        let name = (kind == FollowKind::Tag).then(|| format!("#{target}"));
        Self { kind: kind.word(), target: target.to_owned(), name, is_on, next: next.to_owned() }
    }
}

#[derive(Debug, Serialize)]
struct FollowRow {
    kind: &'static str,
    target: String,
    name: String,
    url: String,
}

/// `/my/follows`
#[derive(Debug, Serialize)]
pub(super) struct FollowsPage {
    rows: Vec<FollowRow>,
    typed: String,
    tag_max: usize,
    errors: Vec<ShownError>,
}

impl Page for FollowsPage {
    const TEMPLATE: &'static str = "follows/index.html";
    const ACTIVE: &'static str = "";
}

impl FollowsPage {
    pub(super) fn of(all: Vec<Named>, typed: String, errors: Vec<ShownError>) -> Self {
        let row =
            |named: Named| FollowRow { kind: named.follow.kind.word(), target: named.follow.target, name: named.name, url: named.url };
        Self { rows: all.into_iter().map(row).collect(), typed, tag_max: rules::TAG_CHARS, errors }
    }
}

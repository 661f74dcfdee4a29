//! The inbox.

use super::store::Tab;
use super::{Param, Told};
use crate::platform::formats;
use crate::primitives::id::NoticeId;
use crate::primitives::{Choice as _, Instant, Slice};
use crate::web::{Asker, Page};
use serde::Serialize;
use std::collections::BTreeMap;

/// One of the two lists.
#[derive(Serialize)]
struct TabItem {
    url: String,
    label: String,
    current: bool,
    count: Option<i64>,
    icon: Option<&'static str>,
}

/// One notice. Its words are made in the template, from `kind` and `params`.
#[derive(Serialize)]
struct Row {
    id: NoticeId,
    url: String,
    icon: &'static str,
    kind: String,
    params: BTreeMap<String, Param>,
    at: Instant,
    fresh: bool,
}

/// The notices of one deal, newest first; of the account itself if `title` is empty.
#[derive(Serialize)]
struct Group {
    title: String,
    rows: Vec<Row>,
}

/// The inbox.
#[derive(Serialize)]
pub(super) struct InboxPage {
    tab: Tab,
    tabs: Vec<TabItem>,
    groups: Vec<Group>,
    has_fresh: bool,
    next_url: Option<String>,
}

impl Page for InboxPage {
    const TEMPLATE: &'static str = "notices/inbox.html";
    const ACTIVE: &'static str = "inbox";
}

impl InboxPage {
    pub(super) fn new(asker: &Asker, tab: Tab, counts: (i64, i64), told: Slice<Told>) -> Self {
        let item = |of: Tab, count: i64| TabItem {
            url: address(of, None),
            label: asker.text(&format!("notices-tab-{of}"), &[]),
            current: of == tab,
            count: (count > 0).then_some(count),
            icon: None,
        };
        let next_url = told.next.as_ref().map(|next| address(tab, Some(&asker.cursor_out(next))));
        Self {
            tab,
            tabs: vec![item(Tab::Needs, counts.0), item(Tab::News, counts.1)],
            has_fresh: told.items.iter().any(|told| told.done_at.is_none()),
            groups: grouped(told.items),
            next_url,
        }
    }
}

/// The address of a list, from a place on.
pub(super) fn address(tab: Tab, cursor: Option<&str>) -> String {
    match cursor {
        Some(cursor) => format!("/inbox?tab={}&cursor={cursor}", tab.word()),
        None => format!("/inbox?tab={}", tab.word()),
    }
}

/// The title of a notice in the reader's language and zone, as the template writes it.
pub(super) fn title(asker: &Asker, told: &Told) -> String {
    let written = |param: &Param| match param {
        Param::Text(text) => text.clone(),
        Param::Money(money) => formats::money(asker.lang, *money),
        Param::At { at } => {
            let offset = asker.text("face-zone", &[("zone", formats::zone(*at, &asker.zone))]);
            formats::weekday_datetime(asker.lang, *at, &asker.zone) + &offset
        }
        Param::Word { key } => asker.text(key, &[]),
        Param::Number(number) => number.to_string(),
    };
    let args: Vec<(&str, String)> = told.params.iter().map(|(name, param)| (name.as_str(), written(param))).collect();
    asker.text(&format!("notices-{}-title", told.kind.key()), &args)
}

/// By the brief that they are about, in the order in which each first shows.
fn grouped(told: Vec<Told>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for told in told {
        let title = match told.params.get("brief") {
            Some(Param::Text(title)) => title.clone(),
            Some(Param::Money(_) | Param::At { .. } | Param::Word { .. } | Param::Number(_)) | None => String::new(),
        };
        let row = Row {
            id: told.id,
            url: told.url,
            icon: told.kind.icon(),
            kind: told.kind.key(),
            params: told.params,
            at: told.at,
            fresh: told.done_at.is_none(),
        };
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { title, rows: vec![row] }),
        }
    }
    groups
}

//! What people see of lists.

use super::forms::{ListForm, SaveForm};
use super::model::{Entry, List};
use super::rules::{ENTRIES, NAME_CHARS, NOTE_CHARS};
use crate::briefs::Brief;
use crate::primitives::id::OrgId;
use crate::primitives::{Choice as _, Instant};
use crate::web::{Page, ShownError};
use serde::Serialize;

/// The words of the site in the reader's language, by key.
type Say<'a> = &'a dyn Fn(&str, &[(&str, String)]) -> String;

#[derive(Debug, Clone, Serialize)]
struct Choosable {
    value: String,
    label: String,
    hint: Option<String>,
    icon: Option<&'static str>,
}

fn choosable(value: String, label: String) -> Choosable {
    Choosable { value, label, hint: None, icon: None }
}

fn orgs_of(orgs: &[(OrgId, String)]) -> Vec<Choosable> {
    orgs.iter().map(|(org, name)| choosable(org.to_string(), name.clone())).collect()
}

#[derive(Debug, Serialize)]
struct ListRow {
    url: String,
    name: String,
    /// Whose it is, where the reader has several.
    of: Option<String>,
    count: i64,
}

/// `/my/lists`
#[derive(Debug, Serialize)]
pub(super) struct IndexPage {
    rows: Vec<ListRow>,
    /// In whose name lists are made; empty: the reader makes none.
    orgs: Vec<Choosable>,
    form: ListForm,
    max: usize,
    errors: Vec<ShownError>,
}

impl Page for IndexPage {
    const TEMPLATE: &'static str = "lists/index.html";
    const ACTIVE: &'static str = "creators";
}

impl IndexPage {
    /// The lists, and the form of one more.
    pub(super) fn of(lists: &[List], orgs: &[(OrgId, String)], form: ListForm, errors: Vec<ShownError>) -> Self {
        let several = lists.iter().any(|list| lists.first().is_some_and(|first| first.org != list.org));
        let row = |list: &List| ListRow {
            url: format!("/my/lists/{}", list.id),
            name: list.name.clone(),
            of: several.then(|| list.org_name.clone()),
            count: list.count,
        };
        Self { rows: lists.iter().map(row).collect(), orgs: orgs_of(orgs), form, max: NAME_CHARS, errors }
    }
}

#[derive(Debug, Serialize)]
struct EntryRow {
    url: String,
    handle: String,
    name: String,
    initial: String,
    note: String,
    at: Instant,
    /// Where it is changed and dropped.
    action: String,
    /// What became of the invitation just now.
    told: Option<Told>,
}

/// What became of one invitation of many.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Told {
    pub(super) is_done: bool,
    pub(super) text: String,
}

/// `/my/lists/{id}`
#[derive(Debug, Serialize)]
pub(super) struct ShowPage {
    url: String,
    name: String,
    rows: Vec<EntryRow>,
    may_write: bool,
    briefs: Vec<Choosable>,
    brief: String,
    most: i64,
    name_max: usize,
    note_max: usize,
    form: ListForm,
    errors: Vec<ShownError>,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "lists/show.html";
    const ACTIVE: &'static str = "creators";
}

impl ShowPage {
    /// A list; whoever may write has its forms, and the briefs to which it may be invited.
    pub(super) fn of(list: &List, entries: &[Entry], may_write: bool, briefs: &[Brief], say: Say<'_>) -> Self {
        let url = format!("/my/lists/{}", list.id);
        let brief = |brief: &Brief| {
            let state = say(&format!("briefs-state-{}", brief.state.word()), &[]);
            choosable(brief.id.to_string(), say("lists-brief", &[("title", brief.title.clone()), ("state", state)]))
        };
        let row = |entry: &Entry| EntryRow {
            url: format!("/creators/{}", entry.handle),
            handle: entry.handle.clone(),
            initial: entry.name.chars().next().map_or_else(String::new, |c| c.to_uppercase().collect()),
            name: entry.name.clone(),
            note: entry.note.clone(),
            at: entry.at,
            action: format!("{url}/entries/{}", entry.creator),
            told: None,
        };
        Self {
            rows: entries.iter().map(row).collect(),
            name: list.name.clone(),
            may_write,
            briefs: briefs.iter().map(brief).collect(),
            brief: String::new(),
            most: ENTRIES,
            name_max: NAME_CHARS,
            note_max: NOTE_CHARS,
            form: ListForm { name: list.name.clone(), org: String::new() },
            errors: Vec::new(),
            url,
        }
    }

    /// With another name or brief as it was sent, and what is wrong with it.
    #[must_use]
    pub(super) fn refused(self, form: Option<ListForm>, brief: String, errors: Vec<ShownError>) -> Self {
        Self { form: form.unwrap_or_else(|| self.form.clone()), brief, errors, ..self }
    }

    /// With what became of each invitation, in the order of the rows.
    #[must_use]
    pub(super) fn told(mut self, told: Vec<Told>) -> Self {
        for (row, told) in self.rows.iter_mut().zip(told) {
            row.told = Some(told);
        }
        self
    }
}

/// `/creators/{handle}/lists`
#[derive(Debug, Serialize)]
pub(super) struct SavePage {
    name: String,
    url: String,
    action: String,
    lists: Vec<Choosable>,
    orgs: Vec<Choosable>,
    form: SaveForm,
    name_max: usize,
    note_max: usize,
    errors: Vec<ShownError>,
}

impl Page for SavePage {
    const TEMPLATE: &'static str = "lists/save.html";
    const ACTIVE: &'static str = "creators";
}

impl SavePage {
    /// The lists, those ticked in which the creator stands, and the form of a new one.
    pub(super) fn of(
        (handle, name): (&str, &str),
        lists: &[List],
        orgs: &[(OrgId, String)],
        form: SaveForm,
        errors: Vec<ShownError>,
    ) -> Self {
        let list = |list: &List| {
            let hint = (orgs.len() > 1).then(|| list.org_name.clone());
            Choosable { hint, ..choosable(list.id.to_string(), list.name.clone()) }
        };
        Self {
            name: name.to_owned(),
            url: format!("/creators/{handle}"),
            action: format!("/creators/{handle}/lists"),
            lists: lists.iter().map(list).collect(),
            orgs: orgs_of(orgs),
            form,
            name_max: NAME_CHARS,
            note_max: NOTE_CHARS,
            errors,
        }
    }
}

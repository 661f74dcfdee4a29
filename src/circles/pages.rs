//! What people see of circles.

use super::actions::Seen;
use super::forms::CircleForm;
use super::model::{Circle, Letter, MemberState, Standing};
use super::rules;
use crate::primitives::{Choice as _, Instant};
use crate::web::{Page, ShownError};
use serde::Serialize;

#[derive(Debug, Serialize)]
struct CircleRow {
    url: String,
    name: String,
    initial: String,
    state: Option<&'static str>,
    members: i64,
}

/// `/my/circles`
#[derive(Debug, Serialize)]
pub(super) struct IndexPage {
    rows: Vec<CircleRow>,
}

impl Page for IndexPage {
    const TEMPLATE: &'static str = "circles/index.html";
    const ACTIVE: &'static str = "";
}

fn initial(name: &str) -> String {
    name.chars().next().map_or_else(String::new, |c| c.to_uppercase().collect())
}

impl IndexPage {
    pub(super) fn of(circles: &[Circle]) -> Self {
        let row = |circle: &Circle| CircleRow {
            url: format!("/circles/{}", circle.org),
            name: circle.name.clone(),
            initial: initial(&circle.name),
            state: circle.state.map(|state| state.word()),
            members: circle.members,
        };
        Self { rows: circles.iter().map(row).collect() }
    }
}

#[derive(Debug, Serialize)]
struct MemberRow {
    url: String,
    handle: String,
    name: String,
    initial: String,
    state: &'static str,
    at: Instant,
    removal: String,
}

#[derive(Debug, Serialize)]
struct LetterRow {
    body: String,
    at: Instant,
    delivered: i64,
    /// None where so few were told that it would point at somebody.
    read: Option<i64>,
}

#[derive(Debug, Serialize)]
struct Figures {
    members: i64,
    invited: i64,
    muted: Option<i64>,
    left: i64,
    letters: i64,
}

/// `/circles/{org}`
#[derive(Debug, Serialize)]
pub(super) struct ShowPage {
    url: String,
    org_url: String,
    name: String,
    rules: String,
    letters: Vec<LetterRow>,
    members: Vec<MemberRow>,
    figures: Option<Figures>,
    may_write: bool,
    is_invited: bool,
    is_member: bool,
    is_muted: bool,
    letters_a_week: i64,
    rules_max: usize,
    letter_max: usize,
    form: CircleForm,
    errors: Vec<ShownError>,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "circles/show.html";
    const ACTIVE: &'static str = "";
}

impl ShowPage {
    /// The circle for one reader, who may act for the merchant; with what was typed and refused.
    pub(super) fn of(seen: Seen, may_write: bool, form: CircleForm, errors: Vec<ShownError>) -> Self {
        let url = format!("/circles/{}", seen.org);
        let (standing, health) = seen.inside.map_or((Vec::new(), None), |(all, health)| (all, Some(health)));
        let member = |one: Standing| MemberRow {
            url: format!("/creators/{}", one.handle),
            initial: initial(&one.name),
            removal: format!("{url}/members/{}/removal", one.creator),
            handle: one.handle,
            name: one.name,
            state: one.state.word(),
            at: one.at,
        };
        let letter = |letter: Letter| LetterRow {
            read: rules::told_apart(letter.read, letter.delivered),
            delivered: letter.delivered,
            body: letter.body,
            at: letter.at,
        };
        Self {
            org_url: format!("/m/{}", seen.org),
            name: seen.name,
            form: CircleForm { rules: if form.rules.is_empty() { seen.rules.clone() } else { form.rules.clone() }, ..form },
            rules: seen.rules,
            letters: seen.letters.into_iter().map(letter).collect(),
            members: standing.into_iter().map(member).collect(),
            figures: health.map(|health| Figures {
                members: health.members,
                invited: health.invited,
                muted: rules::told_apart(health.muted, health.members),
                left: health.left,
                letters: health.letters,
            }),
            may_write,
            is_invited: seen.own.is_some_and(|(state, _)| state == MemberState::Invited),
            is_member: seen.own.is_some_and(|(state, _)| state == MemberState::Member),
            is_muted: seen.own.is_some_and(|(_, muted)| muted),
            letters_a_week: rules::LETTERS_A_WEEK,
            rules_max: rules::RULES_CHARS,
            letter_max: rules::LETTER_CHARS,
            url,
            errors,
        }
    }
}

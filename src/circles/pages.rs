//! What people see of circles.

use super::actions::Seen;
use super::forms::CircleForm;
use super::model::{Circle, Letter, MemberState, Poll, Standing};
use super::rules;
use crate::primitives::id::LetterId;
use crate::primitives::{Choice as _, Instant};
use crate::web::{Page, ShownError, fresh_once};
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
    poll: Option<PollView>,
}

/// A question, with counts once the reader may see them.
#[derive(Debug, Serialize)]
struct PollView {
    action: String,
    ends_at: Instant,
    is_over: bool,
    may_vote: bool,
    shows_counts: bool,
    total: i64,
    answers: Vec<AnswerRow>,
}

#[derive(Debug, Serialize)]
struct AnswerRow {
    position: i32,
    text: String,
    votes: i64,
    percent: i64,
    is_own: bool,
}

impl PollView {
    fn of(poll: Poll, action: String, is_member: bool, now: Instant) -> Self {
        let total: i64 = poll.answers.iter().map(|answer| answer.votes).sum();
        let (is_over, shows_counts) = (rules::may_vote(poll.ends_at, now).is_err(), rules::shows_counts(poll.ends_at, poll.own, now));
        let row = |answer: super::model::Answer| AnswerRow {
            percent: answer.votes.saturating_mul(100).checked_div(total).unwrap_or_default(),
            is_own: poll.own == Some(answer.position),
            position: answer.position,
            text: answer.text,
            votes: answer.votes,
        };
        let answers = poll.answers.into_iter().map(row).collect();
        Self { action, ends_at: poll.ends_at, is_over, may_vote: is_member && !is_over, shows_counts, total, answers }
    }
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
    answer_max: usize,
    /// A question was typed and refused.
    asks: bool,
    /// Places for answers, with what was typed.
    answers: Vec<String>,
    once: String,
    form: CircleForm,
    errors: Vec<ShownError>,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "circles/show.html";
    const ACTIVE: &'static str = "";
}

impl ShowPage {
    /// The circle for one reader, who may act for the merchant, now; with what was typed and refused.
    pub(super) fn of(seen: Seen, (may_write, now): (bool, Instant), form: CircleForm, errors: Vec<ShownError>) -> Self {
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
        let is_member = seen.own.is_some_and(|(state, _)| state == MemberState::Member);
        let vote = |id: LetterId| format!("{url}/letters/{id}/vote");
        let letter = |letter: Letter| LetterRow {
            poll: letter.poll.map(|poll| PollView::of(poll, vote(letter.id), is_member, now)),
            read: rules::told_apart(letter.read, letter.delivered),
            delivered: letter.delivered,
            body: letter.body,
            at: letter.at,
        };
        let asks = !form.question.is_empty() || !form.answer.is_empty();
        let answers = (0..*rules::ANSWERS.end()).map(|place| form.answer.get(place).cloned().unwrap_or_default()).collect();
        Self {
            org_url: format!("/m/{}", seen.org),
            name: seen.name,
            letters: seen.letters.into_iter().map(letter).collect(),
            form: CircleForm { rules: if form.rules.is_empty() { seen.rules.clone() } else { form.rules.clone() }, ..form },
            rules: seen.rules,
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
            is_member,
            is_muted: seen.own.is_some_and(|(_, muted)| muted),
            letters_a_week: rules::LETTERS_A_WEEK,
            rules_max: rules::RULES_CHARS,
            letter_max: rules::LETTER_CHARS,
            answer_max: rules::ANSWER_CHARS,
            asks,
            answers,
            once: fresh_once(),
            url,
            errors,
        }
    }
}

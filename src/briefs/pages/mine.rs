//! A merchant's own briefs.

use super::{Say, foreign, show::state_kind};
use crate::briefs::model::{Brief, BriefState};
use crate::primitives::{Choice as _, Instant, Money};
use crate::web::Page;
use serde::Serialize;

/// A brief of one's own.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MineRow {
    url: String,
    title: String,
    lang: Option<&'static str>,
    state: String,
    kind: &'static str,
    form: &'static str,
    bids: i32,
    places: i32,
    places_taken: i32,
    low: Option<Money>,
    high: Option<Money>,
    due_at: Option<Instant>,
    is_draft: bool,
    bids_url: Option<String>,
    at: Instant,
}

impl MineRow {
    /// The brief as a row of its merchant.
    #[must_use]
    pub(crate) fn of(brief: &Brief, say: Say<'_>, lang: &str) -> Self {
        let is_draft = brief.state == BriefState::Draft;
        let title = if brief.title.is_empty() { say("briefs-untitled", &[]) } else { brief.title.clone() };
        let due = match brief.state {
            BriefState::Open => brief.bid_deadline,
            BriefState::Judging => brief.judging_until,
            _ => None,
        };
        Self {
            url: if is_draft { format!("/briefs/{}/check", brief.id) } else { format!("/briefs/{}", brief.id) },
            lang: foreign(&title, lang),
            title,
            state: say(&format!("briefs-state-{}", brief.state.word()), &[]),
            kind: state_kind(brief.state),
            form: brief.content_form.word(),
            bids: brief.bid_count,
            places: brief.places,
            places_taken: brief.places_taken,
            low: brief.prices().map(|(low, _)| low),
            high: brief.prices().map(|(_, high)| high),
            due_at: due,
            is_draft,
            bids_url: (!is_draft).then(|| format!("/briefs/{}/bids", brief.id)),
            at: brief.published_at.unwrap_or(brief.created_at),
        }
    }
}

#[derive(Debug, Clone, Serialize)]
struct Tab {
    url: String,
    label: String,
    current: bool,
    count: i64,
}

/// `/my/briefs`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MinePage {
    tabs: Vec<Tab>,
    rows: Vec<MineRow>,
    next: Option<String>,
    may_write: bool,
    is_empty: bool,
}

impl Page for MinePage {
    const TEMPLATE: &'static str = "briefs/mine.html";
    const ACTIVE: &'static str = "my_briefs";
}

impl MinePage {
    /// One page of them; `counts` by state, `chosen` the state that is looked at.
    #[must_use]
    pub(crate) fn of(
        counts: &[(BriefState, i64)],
        chosen: Option<BriefState>,
        (rows, next): (Vec<MineRow>, Option<String>),
        may_write: bool,
        say: Say<'_>,
    ) -> Self {
        let all = Tab {
            url: "/my/briefs".to_owned(),
            label: say("briefs-all", &[]),
            current: chosen.is_none(),
            count: counts.iter().map(|(_, count)| count).sum(),
        };
        let tab = |state: &BriefState| {
            let count = counts.iter().find(|(known, _)| known == state).map(|(_, count)| *count)?;
            let label = say(&format!("briefs-state-{}", state.word()), &[]);
            Some(Tab { url: format!("/my/briefs?state={}", state.word()), label, current: chosen == Some(*state), count })
        };
        let is_empty = all.count == 0;
        Self { tabs: std::iter::once(all).chain(BriefState::ALL.iter().filter_map(tab)).collect(), rows, next, may_write, is_empty }
    }
}

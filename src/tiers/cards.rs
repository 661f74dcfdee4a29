//! What everybody may know of how reliable a creator or a merchant is: a few figures, each with the number of cases that it is made of, and none where
//! they are too few to say anything.

use super::{rules, store};
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, OrgId};
use serde::Serialize;

/// Fewer cases say nothing.
const LEAST: usize = 5;

/// One figure. Its words are the text `tiers-card-{key}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Fact {
    key: &'static str,
    /// Per cent, else days.
    is_share: bool,
    value: i64,
    /// Of so many cases.
    n: usize,
}

impl Fact {
    /// Which.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        self.key
    }

    /// Per cent, else days.
    #[must_use]
    pub const fn is_share(&self) -> bool {
        self.is_share
    }

    /// How much.
    #[must_use]
    pub const fn value(&self) -> i64 {
        self.value
    }

    /// Of so many cases.
    #[must_use]
    pub const fn cases(&self) -> usize {
        self.n
    }
}

fn share(key: &'static str, part: usize, whole: usize) -> Option<Fact> {
    let value = part.saturating_mul(100).checked_div(whole).and_then(|value| i64::try_from(value).ok())?;
    (whole >= LEAST).then_some(Fact { key, is_share: true, value, n: whole })
}

fn days(key: &'static str, spans: &[i64]) -> Option<Fact> {
    let value = rules::median(spans).map(rules::days_up)?;
    (spans.len() >= LEAST).then_some(Fact { key, is_share: false, value, n: spans.len() })
}

/// How a creator's work comes in: the newest hundred settled milestones of the last year, and what was cancelled for being late.
pub fn creator_card(conn: &mut Conn, creator: CreatorId, now: Instant) -> Result<Vec<Fact>, Failure> {
    let work = store::work(conn, creator, now.plus_hours(-24 * rules::LOST_DAYS))?;
    let facts = [share("on_time", work.in_time, work.spans.len().saturating_add(work.cancelled)), days("deliver", &work.spans)];
    Ok(facts.into_iter().flatten().collect())
}

/// How a merchant treats bids and deliveries: its newest hundred briefs that ended with bids, and its newest hundred deals.
pub fn merchant_card(conn: &mut Conn, org: OrgId) -> Result<Vec<Fact>, Failure> {
    let (awarded, ended) = store::count_awarded(conn, org)?;
    let reviews = rules::reviews(&store::list_reviews(conn, org)?);
    let silent = reviews.iter().filter(|review| review.by_clock).count();
    let spans: Vec<i64> = reviews.iter().map(|review| review.micros).collect();
    let facts = [share("award", awarded, ended), days("review", &spans), share("silent", silent, reviews.len())];
    Ok(facts.into_iter().flatten().collect())
}

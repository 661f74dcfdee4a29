//! What both sides ask.

use super::model::{Fit, Guidance, Maker, Missing, Work};
use super::plan::{Candidate, Plan, Wishes, plan};
use super::roster::{Roster, Wanted};
use super::{prices, rules, store};
use crate::capacity;
use crate::platform::db::{Conn, DbError};
use crate::primitives::id::CreatorId;
use crate::primitives::{Category, ContentForm, Currency, Instant, Platform};

/// Of all who fit, so many who fit best are planned with.
const KEPT: usize = 5_000;

/// Of those who are wanted, the creators who fit a brief best, so many, with the share of newcomers; without those of its own merchant.
pub fn for_brief(
    conn: &mut Conn,
    roster: &Roster,
    (work, wanted): (&Work, &Wanted),
    most: usize,
    now: Instant,
) -> Result<Vec<(Maker, Fit)>, DbError> {
    let named = roster.name(conn, (work, platforms(work), wanted), (most, rules::newcomer_places(most)), now)?;
    let mut best = rules::blend(weigh(conn, work, &named.ids)?, most, now);
    tell_hindrances(conn, best.iter_mut(), now)?;
    Ok(best)
}

/// How many of these creators are newcomers.
pub fn count_newcomers(conn: &mut Conn, ids: &[CreatorId], now: Instant) -> Result<usize, DbError> {
    Ok(store::list_makers_of(conn, ids)?.iter().filter(|maker| maker.is_newcomer(now)).count())
}

/// Of those who take no new work now it stands under what is missing.
fn tell_hindrances<'a>(conn: &mut Conn, found: impl Iterator<Item = &'a mut (Maker, Fit)>, now: Instant) -> Result<(), DbError> {
    let found: Vec<_> = found.collect();
    let ids: Vec<CreatorId> = found.iter().map(|(maker, _)| maker.person.id).collect();
    let standings = capacity::standings(conn, &ids, now)?;
    for (maker, fit) in found {
        maker.hindrance = standings.get(&maker.person.id).and_then(|standing| standing.hindrance);
        fit.missing.extend(maker.hindrance.map(Missing::from));
    }
    Ok(())
}

/// Where creators for the work are seen; nothing stands for everywhere.
fn platforms(work: &Work) -> &[Platform] {
    if work.is_shown_anywhere() { &[] } else { &work.platforms }
}

/// These creators as the database knows them, with how they fit.
fn weigh(conn: &mut Conn, work: &Work, ids: &[CreatorId]) -> Result<Vec<(Maker, Fit)>, DbError> {
    let weighed = store::list_makers_of(conn, ids)?.into_iter().map(|maker| {
        let fit = rules::fit(work, &maker);
        (maker, fit)
    });
    Ok(weighed.collect())
}

/// A set of creators that is proposed for a brief.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The set; its picks are places in the lists below.
    pub plan: Plan,
    /// Who was thought of, with what was weighed.
    pub candidates: Vec<Candidate>,
    /// The same, by name.
    pub makers: Vec<(Maker, Fit)>,
    /// How many creators were weighed to find them.
    pub weighed: usize,
    /// Where the prices come from: so many agreed deals, or 0: what the brief pays.
    pub deals: usize,
}

impl Proposal {
    /// How many creators it proposes, and how many of them are newcomers.
    #[must_use]
    pub fn shown(&self, now: Instant) -> (usize, usize) {
        let picked = self.plan.picks.iter().filter_map(|pick| self.makers.get(pick.at));
        (self.plan.picks.len(), picked.filter(|(maker, _)| maker.is_newcomer(now)).count())
    }
}

/// Proposes a set for a brief, of those who are wanted. `None` if neither the brief nor deals like it say what such work costs.
///
/// What a creator asks is between him and those he asks: the quarter with the fewest followers is expected to cost what the cheapest quarter of such deals
/// cost, the quarter with the most followers what the dearest did, and the others the middle.
pub fn propose(
    conn: &mut Conn,
    roster: &Roster,
    (work, wanted): (&Work, &Wanted),
    wishes: &Wishes,
    now: Instant,
) -> Result<Option<Proposal>, DbError> {
    let agreed = guidance(conn, work.form, work.category, work.currency)?;
    let Some(terms) = agreed.or_else(|| work.pays.map(|(least, most)| prices::quarters_of(least, most))) else { return Ok(None) };
    let named = roster.name(conn, (work, platforms(work), wanted), (KEPT, 0), now)?;
    let mut makers = weigh(conn, work, &named.ids)?;
    let ids: Vec<CreatorId> = makers.iter().map(|(maker, _)| maker.person.id).collect();
    let mut audiences = store::list_audiences(conn, &ids, platforms(work))?;
    let mut candidates: Vec<Candidate> = makers
        .iter()
        .map(|(maker, fit)| {
            let id = maker.person.id;
            Candidate { id, score: fit.score, audience: audiences.remove(&id).unwrap_or_default(), price: terms.p50 }
        })
        .collect();
    prices::price_by_size(&mut candidates, &terms);
    let plan = plan(&candidates, wishes);
    let chosen = makers.iter_mut().enumerate().filter(|(at, _)| plan.picks.iter().any(|pick| pick.at == *at));
    tell_hindrances(conn, chosen.map(|(_, pair)| pair), now)?;
    Ok(Some(Proposal { plan, candidates, makers, weighed: named.weighed, deals: terms.n }))
}

/// What was agreed for such work; nothing if it was agreed too seldom.
pub fn guidance(conn: &mut Conn, form: ContentForm, category: Category, currency: Currency) -> Result<Option<Guidance>, DbError> {
    Ok(prices::guidance(&store::list_prices(conn, form, category, currency)?))
}

//! What both sides ask.

use super::model::{Fit, Guidance, Maker, Missing, Person, Work};
use super::plan::{Candidate, Plan, Wishes, plan};
use super::{rules, store};
use crate::capacity;
use crate::platform::db::{Conn, DbError};
use crate::primitives::id::CreatorId;
use crate::primitives::{Category, ContentForm, Currency, Instant, Platform};

/// Who fits less is not proposed.
const PROPOSED: u8 = 40;
/// Of all who fit, so many who fit best go on.
const KEPT: usize = 5_000;

/// The creators who fit a brief best, so many, with the share of newcomers; without those who are `known` already and those of its own merchant.
pub fn for_brief(conn: &mut Conn, work: &Work, known: &[CreatorId], most: usize, now: Instant) -> Result<Vec<(Maker, Fit)>, DbError> {
    for_brief_among(conn, work, |creator| !known.contains(creator), (most, now))
}

/// As [`for_brief`], of those who are wanted.
pub fn for_brief_among(
    conn: &mut Conn,
    work: &Work,
    is_wanted: impl Fn(&CreatorId) -> bool,
    (most, now): (usize, Instant),
) -> Result<Vec<(Maker, Fit)>, DbError> {
    let mut best = rules::blend(fitting(conn, work, |person| is_wanted(&person.id))?.0, most, now);
    tell_hindrances(conn, best.iter_mut(), now)?;
    Ok(best)
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
    let anywhere = work.platforms.iter().any(|platform| matches!(platform, Platform::OwnSite | Platform::Other));
    if anywhere { &[] } else { &work.platforms }
}

/// All who are wanted and seen where the work is shown are weighed, piece by piece; those who fit best come back, with how many there were.
fn fitting(conn: &mut Conn, work: &Work, is_wanted: impl Fn(&Person) -> bool) -> Result<(Vec<(Maker, Fit)>, usize), DbError> {
    let (mut fits, mut weighed, mut after) = (Vec::new(), 0, None);
    loop {
        let makers = store::list_makers(conn, platforms(work), work.org, after)?;
        let is_last = makers.len() < store::PIECE;
        after = makers.last().map(|maker| maker.person.id);
        for maker in makers.into_iter().filter(|maker| is_wanted(&maker.person)) {
            weighed += 1;
            let fit = rules::fit(work, &maker);
            if fit.score >= PROPOSED {
                fits.push((maker, fit));
            }
        }
        if fits.len() > KEPT {
            fits.sort_by(|a, b| b.1.score.cmp(&a.1.score).then_with(|| b.0.person.id.cmp(&a.0.person.id)));
            fits.truncate(KEPT);
        }
        if is_last {
            return Ok((fits, weighed));
        }
    }
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

/// Proposes a set for a brief, of those who are wanted. `None` if neither the brief nor deals like it say what such work costs.
///
/// What a creator asks is between him and those he asks: the quarter with the fewest followers is expected to cost what the cheapest quarter of such deals
/// cost, the quarter with the most followers what the dearest did, and the others the middle.
pub fn propose(
    conn: &mut Conn,
    work: &Work,
    is_wanted: impl Fn(&Person) -> bool,
    (wishes, now): (&Wishes, Instant),
) -> Result<Option<Proposal>, DbError> {
    let agreed = guidance(conn, work.form, work.category, work.currency)?;
    let Some(terms) = agreed.or_else(|| work.pays.map(|(least, most)| rules::quarters_of(least, most))) else { return Ok(None) };
    let (mut makers, weighed) = fitting(conn, work, is_wanted)?;
    let ids: Vec<CreatorId> = makers.iter().map(|(maker, _)| maker.person.id).collect();
    let mut audiences = store::list_audiences(conn, &ids, platforms(work))?;
    let mut candidates: Vec<Candidate> = makers
        .iter()
        .map(|(maker, fit)| {
            let id = maker.person.id;
            Candidate { id, score: fit.score, audience: audiences.remove(&id).unwrap_or_default(), price: terms.p50 }
        })
        .collect();
    rules::price_by_size(&mut candidates, &terms);
    let plan = plan(&candidates, wishes);
    let chosen = makers.iter_mut().enumerate().filter(|(at, _)| plan.picks.iter().any(|pick| pick.at == *at));
    tell_hindrances(conn, chosen.map(|(_, pair)| pair), now)?;
    Ok(Some(Proposal { plan, candidates, makers, weighed, deals: terms.n }))
}

/// What was agreed for such work; nothing if it was agreed too seldom.
pub fn guidance(conn: &mut Conn, form: ContentForm, category: Category, currency: Currency) -> Result<Option<Guidance>, DbError> {
    Ok(rules::guidance(&store::list_prices(conn, form, category, currency)?))
}

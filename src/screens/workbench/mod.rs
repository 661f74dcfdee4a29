//! The workbench: what needs me now, by the next clock; then where my money is; then what runs.

mod load;
mod page;
mod queue;

use crate::bids::{self, BidState};
use crate::blocks;
use crate::briefs;
use crate::failure::Failure;
use crate::impressions::{self, List};
use crate::matching;
use crate::news;
use crate::platform::db::{Conn, DbError};
use crate::primitives::{Choice as _, Instant, Limit, id::OrgId};
use crate::sessions::Person;
use crate::web::{Answer, SignedIn};
use load::Bench;
use page::WorkbenchPage;

/// `GET /workbench`
pub(super) async fn show(person: SignedIn) -> Answer {
    let (who, now) = (person.person.clone(), person.now);
    let bench = person.site.db.read(move |conn| Bench::load(conn, &who, now).map_err(Failure::from)).await?;
    let say = super::say::Say(&person);
    let who = person.person.clone();
    let new = person.site.db.read(move |conn| news::recent(conn, &who, now, NEWS)).await?;
    let page = WorkbenchPage::of(&bench, &person.person, &say)?.with_fitting(fitting(&person).await?).with_news(&new, &say);
    person.page(&page).await
}

/// New things from whom the person follows.
const NEWS: usize = 6;
/// Briefs that are proposed.
const PROPOSED: usize = 4;
/// Of those that fit, so many are looked at closely.
const LOOKED_AT: usize = 200;
/// What fits less is not proposed.
const FITS_AT_LEAST: u8 = 60;

/// The open briefs that fit the creator best, without his own organisations', those on which he has bid, and those where a block stands.
async fn fitting(person: &SignedIn) -> Result<Vec<briefs::Row>, Failure> {
    let Some(creator) = person.person.creator.as_ref().map(|creator| creator.id) else { return Ok(Vec::new()) };
    let now = person.now;
    let read = move |conn: &mut Conn| {
        let most = Limit::new(100).unwrap_or(Limit::PAGE);
        let bids = bids::list_of_creator(conn, creator, BidState::ALL, None, most)?.items;
        Ok::<_, Failure>((matching::maker(conn, creator, now)?, bids.into_iter().map(|bid| bid.brief).collect::<Vec<_>>()))
    };
    let (Some(maker), known) = person.site.db.read(read).await? else { return Ok(Vec::new()) };
    let entries = briefs::fitting_entries(person, &maker).await?;
    let is_new = |entry: &&briefs::Entry| {
        entry.deadline > person.now && !known.contains(&entry.id) && !person.person.memberships.iter().any(|member| member.org == entry.org)
    };
    let fits = entries.iter().filter(is_new).map(|entry| (matching::fit(&entry.work(), &maker), entry));
    let mut fits: Vec<_> = fits.filter(|(fit, _)| fit.score >= FITS_AT_LEAST).collect();
    fits.sort_by_key(|(fit, entry)| (std::cmp::Reverse(fit.score), entry.deadline, entry.id));
    let say = |key: &str, args: &[(&str, String)]| person.text(key, args);
    let row = |(fit, entry): &(matching::Fit, &briefs::Entry)| {
        briefs::row(entry, person.lang.word(), person.now).circled(entry, &say).weighed(fit, &say)
    };
    fits.truncate(LOOKED_AT);
    let orgs: Vec<OrgId> = fits.iter().map(|(_, entry)| entry.org).collect();
    let ended = person.site.db.read(move |conn| Ok::<_, Failure>(blocks::ended_with(conn, &orgs, creator)?)).await?;
    let rows: Vec<briefs::Row> = fits.iter().filter(|(_, entry)| !ended.contains(&entry.org)).take(PROPOSED).map(row).collect();
    let newcomers = if maker.is_newcomer(now) { rows.len() } else { 0 };
    impressions::count(&person.site, List::ForYou, (rows.len(), newcomers), now);
    Ok(rows)
}

/// How many things wait for this person: the number beside the workbench in the navigation.
pub fn count_turns(conn: &mut Conn, person: &Person, now: Instant) -> Result<i64, DbError> {
    let bench = Bench::load_queue(conn, person, now)?;
    Ok(i64::try_from(queue::tasks(&bench, person).len()).unwrap_or(i64::MAX))
}

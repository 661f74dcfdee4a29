//! Stating what is known, and letting others read it.

use super::model::{FORMAT, Figure, ScaleMean, Statement, Subject, VerifiedChannel};
use super::store;
use crate::audit::{self, Act};
use crate::creators::{self, Channel, Profile};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::ratings;
use crate::sessions::Person;
use crate::tiers::{self, Fact};
use std::collections::BTreeMap;

/// What the platform knows of a creator now. `issuer` is this installation's address.
pub(super) fn state(conn: &mut Conn, profile: &Profile, (issuer, now): (&str, Instant)) -> Result<Statement, Failure> {
    let visible = ratings::list_about_creator(conn, profile.id)?;
    let again = visible.iter().filter(|(rating, _)| rating.given.again).count();
    let mut scales: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for (scale, stars) in visible.iter().flat_map(|(rating, _)| rating.given.scales.all()) {
        let Some(stars) = stars else { continue };
        let (sum, n) = scales.entry(scale.to_owned()).or_default();
        (*sum, *n) = (sum.saturating_add(i64::from(stars)), n.saturating_add(1));
    }
    let channels = creators::list_channels(conn, profile.id)?;
    Ok(Statement {
        format: FORMAT.to_owned(),
        issuer: issuer.to_owned(),
        issued_at: now.rfc3339(),
        creator: Subject {
            id: profile.id,
            handle: profile.handle.clone(),
            name: profile.name.clone(),
            url: format!("{issuer}/creators/{}", profile.handle),
            joined_at: profile.created_at.rfc3339(),
            identity_verified: profile.is_verified,
        },
        completed_deals: creators::count_deals(conn, &[profile.id])?.remove(&profile.id).unwrap_or_default(),
        record: tiers::creator_card(conn, profile.id, now)?.iter().map(figure).collect(),
        ratings: count(visible.len()),
        would_work_again: count(again),
        scales: scales.into_iter().filter_map(mean).collect(),
        channels: channels.iter().filter_map(|channel| verified(channel, now)).collect(),
    })
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

fn figure(fact: &Fact) -> Figure {
    let unit = if fact.is_share() { "percent" } else { "days" };
    Figure { key: fact.key().to_owned(), unit: unit.to_owned(), value: fact.value(), cases: fact.cases() }
}

fn mean((scale, (sum, ratings)): (String, (i64, i64))) -> Option<ScaleMean> {
    Some(ScaleMean { scale, mean_hundredths: sum.saturating_mul(100).checked_div(ratings)?, ratings })
}

fn verified(channel: &Channel, now: Instant) -> Option<VerifiedChannel> {
    let verified = channel.verified.filter(|verified| now < verified.until)?;
    Some(VerifiedChannel {
        platform: channel.platform,
        handle: channel.handle.clone(),
        url: channel.url.clone(),
        verified_at: verified.at.rfc3339(),
        verified_until: verified.until.rfc3339(),
        verified_by: verified.by,
    })
}

/// One's own profile, and since when everybody may read the record.
pub(super) fn own(conn: &mut Conn, person: &Person) -> Result<(Profile, Option<Instant>), Failure> {
    let profile = creators::find(conn, person.creator_id()?)?.ok_or(Failure::NotFound)?;
    let since = store::public_since(conn, profile.id)?;
    Ok((profile, since))
}

/// The profile of a creator who lets everybody read the record; anybody else's is not there.
pub(super) fn open_to_all(conn: &mut Conn, handle: &str) -> Result<Profile, Failure> {
    let profile = creators::find_by_handle(conn, handle)?.ok_or(Failure::NotFound)?;
    store::public_since(conn, profile.id)?.ok_or(Failure::NotFound)?;
    Ok(profile)
}

/// The creator lets everybody read it, or keeps it.
pub fn publish(tx: &mut Tx<'_>, act: &Act, person: &Person, is_public: bool) -> Result<(), Failure> {
    let (profile, since) = own(tx, person)?;
    match (since, is_public) {
        (None, true) => store::open(tx, profile.id, act.at)?,
        (Some(_), false) => store::close(tx, profile.id)?,
        (None, false) | (Some(_), true) => return Ok(()),
    }
    Ok(audit::note(tx, act, if is_public { "creator.cv_opened" } else { "creator.cv_closed" }, &profile.id, "")?)
}

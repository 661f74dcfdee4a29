//! What others ask of a record, what moderators do to it, and the look that is taken at it each day.

use super::model::{Conduct, Held, Points, RateCard, Rates, Record, Tier};
use super::{rules, store};
use crate::audit::{self, Act};
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, PointsId, UserId};
use crate::sessions::{self, AdminRole, Person};
use std::collections::HashMap;

/// How many hours money clears for each of these creators, by their records now.
pub fn clearances(conn: &mut Conn, creators: &[CreatorId], now: Instant) -> Result<impl Fn(CreatorId) -> i64 + use<>, Failure> {
    let settled = store::count_settled(conn, creators, rules::LONG_RECORD)?;
    let lost = store::count_lost(conn, creators, now.plus_hours(-24 * rules::LOST_DAYS))?;
    Ok(move |creator: CreatorId| {
        let of = |record: &HashMap<CreatorId, i64>| record.get(&creator).copied().unwrap_or_default();
        rules::clearance_hours(of(&settled), of(&lost))
    })
}

/// The tier that counts now: the one that is held, kept down by points.
pub fn tier_of(conn: &mut Conn, creator: CreatorId, now: Instant) -> Result<Tier, Failure> {
    let held = store::find_held(conn, creator)?.tier;
    if held == Tier::Start {
        return Ok(held);
    }
    Ok(held.min(rules::cap(store::live_points(conn, creator, now)?)))
}

/// How many bids of this creator may live at once.
pub fn quota(conn: &mut Conn, creator: CreatorId, now: Instant) -> Result<i64, Failure> {
    tier_of(conn, creator, now).map(rules::quota)
}

/// The rates for a deal with this creator from now on.
pub fn rates(conn: &mut Conn, card: &RateCard, creator: CreatorId, now: Instant) -> Result<Rates, Failure> {
    let tier = if card.is_flat() { Tier::Start } else { tier_of(conn, creator, now)? };
    Ok(card.rates(tier))
}

/// Something became known about a creator that his tier may depend on.
pub fn look_soon(tx: &mut Tx<'_>, creator: CreatorId, at: Instant) -> Result<(), Failure> {
    Ok(store::look_at(tx, creator, at)?)
}

/// Looks at a record and keeps what follows. The creator hears of each change.
pub(super) fn look(tx: &mut Tx<'_>, act: &Act, (creator, version): (CreatorId, i64)) -> Result<(), Failure> {
    let (before, record) = (store::find_held(tx, creator)?, store::record(tx, creator, act.at)?);
    let held = rules::hold(before, &record, act.at);
    if !store::keep(tx, (creator, version), held, &record, (act.at, act.at.plus_hours(24)))? || held == before {
        return Ok(());
    }
    audit::note(tx, act, &format!("tier.{}", held.tier), &creator, "")?;
    let (what, due) = match held.falls_at {
        Some(falls_at) => ("tiers-told-grace", falls_at),
        None if held.tier >= before.tier => ("tiers-told-up", act.at),
        None => ("tiers-told-down", act.at),
    };
    let notice = Notice {
        kind: NoticeKind::TierChanged,
        subject: creator.to_string(),
        url: "/my/tier".to_owned(),
        needs_action: false,
        params: vec![("what", Param::word(what)), ("tier", Param::word(format!("tiers-{}", held.tier))), ("due", due.into())],
    };
    notices::tell_creator(tx, act, creator, &notice)
}

/// What the owner sees.
pub(super) struct Own {
    pub(super) held: Held,
    pub(super) record: Record,
    pub(super) points: Vec<Points>,
    pub(super) clearance_hours: i64,
}

/// Everything that the tier of this creator is made of, as it stands now.
pub(super) fn own(conn: &mut Conn, (creator, user): (CreatorId, UserId), now: Instant) -> Result<Own, Failure> {
    Ok(Own {
        held: store::find_held(conn, creator)?,
        record: store::record(conn, creator, now)?,
        points: store::list_points(conn, user)?,
        clearance_hours: clearances(conn, &[creator], now)?(creator),
    })
}

/// Points, if there are any of this id.
pub fn find_points(conn: &mut Conn, id: PointsId) -> Result<Option<Points>, Failure> {
    Ok(store::find_points(conn, id)?)
}

/// The points of a login, newest first.
pub fn points_of(conn: &mut Conn, user: UserId) -> Result<Vec<Points>, Failure> {
    Ok(store::list_points(conn, user)?)
}

/// The creator to whom a moderator gives points, with his name. Nobody gives any to himself, to an admin, or to a login without a profile.
pub(super) fn judged(conn: &mut Conn, person: &Person, user: UserId) -> Result<(String, CreatorId), Failure> {
    person.judges_as(AdminRole::Moderator)?;
    let (name, creator) = store::find_login(conn, user)?.ok_or(Failure::NotFound)?;
    let is_admin = sessions::find_person(conn, user)?.is_some_and(|other| !other.admin_roles.is_empty());
    if user == person.id || is_admin {
        return Err(ACT_FORBIDDEN.into());
    }
    Ok((name, creator.ok_or(STATE_REFUSED)?))
}

/// A moderator gives points, with the rule and a reason that the person reads.
pub(super) fn give_points(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    user: UserId,
    (conduct, reason): (Conduct, &str),
) -> Result<PointsId, Failure> {
    judged(tx, person, user)?;
    let points = Points {
        id: PointsId::random(),
        user,
        conduct,
        points: rules::points_for(conduct),
        reason: reason.to_owned(),
        by: person.id,
        at: act.at,
        lapses_at: act.at.plus_hours(24 * rules::POINTS_DAYS),
        ended_at: None,
    };
    store::insert_points(tx, &points)?;
    audit::note(tx, act, &format!("points.given.{conduct}"), &points.id, reason)?;
    tell(tx, act, &points, "tiers-told-points")?;
    Ok(points.id)
}

/// A moderator takes points back: by himself, or because an appeal was granted.
pub fn end_points(tx: &mut Tx<'_>, act: &Act, person: &Person, id: PointsId) -> Result<UserId, Failure> {
    let points = store::find_points(tx, id)?.ok_or(Failure::NotFound)?;
    judged(tx, person, points.user)?;
    store::end_points(tx, id, act.at)?;
    audit::note(tx, act, "points.ended", &id, "")?;
    tell(tx, act, &points, "tiers-told-points-ended")?;
    Ok(points.user)
}

fn tell(tx: &mut Tx<'_>, act: &Act, points: &Points, what: &'static str) -> Result<(), Failure> {
    let notice = Notice {
        kind: NoticeKind::PointsGiven,
        subject: points.id.to_string(),
        url: "/my/tier".to_owned(),
        needs_action: false,
        params: vec![
            ("what", Param::word(what)),
            ("n", Param::Number(points.points)),
            ("rule", Param::word(format!("tiers-conduct-{}", points.conduct))),
            ("reason", Param::text(&points.reason)),
        ],
    };
    notices::tell(tx, act, points.user, &notice)
}

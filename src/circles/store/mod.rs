//! The rows of circles.

mod polls;

use super::model::{Circle, Letter, MemberState, Standing};
use crate::each;
use crate::platform::db::{Among as _, AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, LetterId, OrgId, UserId};
use crate::schema::{blocks, circle_deliveries, circle_letters, circle_members as members, circles, creators, notices, organisations};
use crate::sessions::OrgKind;
use diesel::dsl::{count_star, exists, min};
use diesel::prelude::*;
use std::collections::HashMap;

pub(super) use polls::{find_end, has_answer, insert_answer, insert_poll, vote};

/// Longer lists are cut.
const MOST: i64 = 1_000;

/// The creator is in the circle.
pub fn is_member(conn: &mut Conn, org: OrgId, creator: CreatorId) -> Result<bool, DbError> {
    let in_it = members::table.find((org, creator)).filter(members::state.eq(MemberState::Member));
    Ok(diesel::select(exists(in_it)).get_result(conn)?)
}

/// In whose circles the creator is.
pub fn list_of_creator(conn: &mut Conn, creator: CreatorId) -> Result<Vec<OrgId>, DbError> {
    let own = members::table.filter(members::creator_id.eq(creator).and(members::state.eq(MemberState::Member)));
    Ok(own.order(members::org_id).select(members::org_id).at_most(MOST).load(conn)?)
}

/// In whose circles the person is, as a creator, and since when.
pub fn list_joined(conn: &mut Conn, user: UserId) -> Result<Vec<(OrgId, Instant)>, DbError> {
    let own = members::table.inner_join(creators::table).filter(creators::user_id.eq(user).and(members::state.eq(MemberState::Member)));
    Ok(own.order(members::org_id).select((members::org_id, members::changed_at)).at_most(MOST).load(conn)?)
}

/// Who is in the circle.
pub fn list_members(conn: &mut Conn, org: OrgId) -> Result<Vec<CreatorId>, DbError> {
    let own = members::table.filter(members::org_id.eq(org).and(members::state.eq(MemberState::Member)));
    Ok(own.order(members::creator_id).select(members::creator_id).at_most(MOST).load(conn)?)
}

/// The name of a merchant.
pub(super) fn merchant_name(conn: &mut Conn, org: OrgId) -> Result<Option<String>, DbError> {
    let one = organisations::table.filter(organisations::id.eq(org).and(organisations::kind.eq(OrgKind::Merchant)));
    Ok(one.select(organisations::name).first(conn).optional()?)
}

/// A creator by handle, in any case.
pub(super) fn find_creator(conn: &mut Conn, handle: &str) -> Result<Option<CreatorId>, DbError> {
    let folded = crate::primitives::text::fold(handle.trim().trim_start_matches('@'));
    Ok(creators::table.filter(creators::handle.eq(folded)).select(creators::id).first(conn).optional()?)
}

/// The rules of a circle, or nothing.
pub(super) fn rules(conn: &mut Conn, org: OrgId) -> Result<String, DbError> {
    Ok(circles::table.find(org).select(circles::rules).get_result(conn).optional()?.unwrap_or_default())
}

/// Other rules.
pub(super) fn set_rules(tx: &mut Tx<'_>, org: OrgId, text: &str, (by, at): (UserId, Instant)) -> Result<(), DbError> {
    let row = (circles::org_id.eq(org), circles::rules.eq(text), circles::set_by.eq(by), circles::set_at.eq(at));
    let new = (circles::rules.eq(text), circles::set_by.eq(by), circles::set_at.eq(at));
    each!(&mut **tx, c => diesel::insert_into(circles::table).values(row).on_conflict(circles::org_id).do_update().set(new).execute(c))?;
    Ok(())
}

/// Holds the merchant until the transaction ends, so that what is counted stays true.
pub(super) fn hold_org(tx: &mut Tx<'_>, org: OrgId) -> Result<(), DbError> {
    diesel::update(organisations::table.find(org)).set(organisations::version.eq(organisations::version)).execute(&mut **tx)?;
    Ok(())
}

/// How a creator stands to a circle, and since when.
pub(super) fn find(conn: &mut Conn, org: OrgId, creator: CreatorId) -> Result<Option<(MemberState, Instant)>, DbError> {
    Ok(members::table.find((org, creator)).select((members::state, members::changed_at)).get_result(conn).optional()?)
}

/// Whether the creator reads letters on the page only.
pub(super) fn is_muted(conn: &mut Conn, org: OrgId, creator: CreatorId) -> Result<bool, DbError> {
    Ok(members::table.find((org, creator)).select(members::is_muted).get_result(conn).optional()?.unwrap_or_default())
}

/// Those invited and in it.
pub(super) fn list_standing(conn: &mut Conn, org: OrgId) -> Result<Vec<Standing>, DbError> {
    let here = members::table.inner_join(creators::table).filter(members::org_id.eq(org));
    let rows: Vec<(CreatorId, String, String, MemberState, bool, Instant)> = here
        .filter(members::state.eq_any([MemberState::Invited, MemberState::Member]))
        .order((members::state, members::changed_at, members::creator_id))
        .select((creators::id, creators::handle, creators::name, members::state, members::is_muted, members::changed_at))
        .at_most(MOST)
        .load(conn)?;
    let read = |(creator, handle, name, state, is_muted, at)| Standing { creator, handle, name, state, is_muted, at };
    Ok(rows.into_iter().map(read).collect())
}

/// How many left since then.
pub(super) fn count_left(conn: &mut Conn, org: OrgId, since: Instant) -> Result<i64, DbError> {
    let left = members::table.filter(members::org_id.eq(org).and(members::state.eq(MemberState::Left)));
    Ok(left.filter(members::changed_at.gt(since)).count().get_result(conn)?)
}

/// A creator is invited, for the first time or anew.
pub(super) fn invite(tx: &mut Tx<'_>, (org, creator): (OrgId, CreatorId), (by, at): (UserId, Instant)) -> Result<(), DbError> {
    let row = (
        (members::org_id.eq(org), members::creator_id.eq(creator), members::is_muted.eq(false)),
        (members::state.eq(MemberState::Invited), members::invited_by.eq(by), members::changed_at.eq(at)),
    );
    let again = (members::state.eq(MemberState::Invited), members::invited_by.eq(by), members::changed_at.eq(at));
    let key = (members::org_id, members::creator_id);
    each!(&mut **tx, c => diesel::insert_into(members::table).values(row).on_conflict(key).do_update().set(again).execute(c))?;
    Ok(())
}

/// The standing as it was seen becomes another; `false` if it is another by now.
pub(super) fn advance(
    tx: &mut Tx<'_>,
    (org, creator): (OrgId, CreatorId),
    (from, to): (MemberState, MemberState),
    at: Instant,
) -> Result<bool, DbError> {
    let seen = members::table.find((org, creator)).filter(members::state.eq(from));
    Ok(diesel::update(seen).set((members::state.eq(to), members::changed_at.eq(at))).execute(&mut **tx)? == 1)
}

/// The creator hears of letters, or reads them on the page only.
pub(super) fn mute(tx: &mut Tx<'_>, org: OrgId, creator: CreatorId, is_muted: bool) -> Result<(), DbError> {
    diesel::update(members::table.find((org, creator))).set(members::is_muted.eq(is_muted)).execute(&mut **tx)?;
    Ok(())
}

/// How many letters the merchant wrote since then, and when the first.
pub(super) fn written_since(conn: &mut Conn, org: OrgId, since: Instant) -> Result<(i64, Option<Instant>), DbError> {
    let letters = circle_letters::table.filter(circle_letters::org_id.eq(org).and(circle_letters::at.gt(since)));
    Ok(letters.select((count_star(), min(circle_letters::at))).get_result(conn)?)
}

/// A new letter.
pub(super) fn insert_letter(tx: &mut Tx<'_>, id: LetterId, (org, by): (OrgId, UserId), body: &str, at: Instant) -> Result<(), DbError> {
    let row = (
        (circle_letters::id.eq(id), circle_letters::org_id.eq(org), circle_letters::user_id.eq(by)),
        (circle_letters::body.eq(body), circle_letters::at.eq(at)),
    );
    diesel::insert_into(circle_letters::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Letters of which nobody heard yet, or not everybody, oldest first.
pub(super) fn list_untold(conn: &mut Conn, most: i64) -> Result<Vec<LetterId>, DbError> {
    let open = circle_letters::table.filter(circle_letters::told_at.is_null()).order((circle_letters::at, circle_letters::id));
    Ok(open.select(circle_letters::id).at_most(most).load(conn)?)
}

/// Whose letter it is, and whether it asks something, until the end of the transaction for one who tells of it alone; none once everybody was told.
pub(super) fn hold_untold(tx: &mut Tx<'_>, id: LetterId) -> Result<Option<(OrgId, bool)>, DbError> {
    let open = circle_letters::table.find(id).filter(circle_letters::told_at.is_null());
    if diesel::update(open).set(circle_letters::body.eq(circle_letters::body)).execute(&mut **tx)? == 0 {
        return Ok(None);
    }
    let org: OrgId = circle_letters::table.find(id).select(circle_letters::org_id).get_result(&mut **tx)?;
    Ok(Some((org, find_end(tx, org, id)?.is_some())))
}

/// Everybody was told who is told.
pub(super) fn close(tx: &mut Tx<'_>, id: LetterId, at: Instant) -> Result<(), DbError> {
    diesel::update(circle_letters::table.find(id)).set(circle_letters::told_at.eq(Some(at))).execute(&mut **tx)?;
    Ok(())
}

/// Members who hear of a letter now: not muted, told of none since then, and nothing stands between them and the merchant.
pub(super) fn list_told(conn: &mut Conn, org: OrgId, since: Instant, most: i64) -> Result<Vec<CreatorId>, DbError> {
    let heard = circle_deliveries::table.filter(circle_deliveries::at.gt(since)).select(circle_deliveries::creator_id);
    let own = members::table.filter(members::org_id.eq(org).and(members::state.eq(MemberState::Member)).and(members::is_muted.eq(false)));
    let ended = blocks::table.filter(blocks::org_id.eq(org)).select(blocks::creator_id);
    let own = own.filter(members::creator_id.ne_all(heard)).filter(members::creator_id.ne_all(ended));
    Ok(own.order(members::creator_id).select(members::creator_id).at_most(most).load(conn)?)
}

/// A member was told of a letter.
pub(super) fn deliver(tx: &mut Tx<'_>, letter: LetterId, creator: CreatorId, at: Instant) -> Result<(), DbError> {
    let row = (circle_deliveries::letter_id.eq(letter), circle_deliveries::creator_id.eq(creator), circle_deliveries::at.eq(at));
    diesel::insert_into(circle_deliveries::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The newest letters of a merchant, each with what it asks, how many were told and how many of them are done with the notice.
pub(super) fn list_letters(conn: &mut Conn, org: OrgId, reader: Option<CreatorId>, limit: i64) -> Result<Vec<Letter>, DbError> {
    let own = circle_letters::table.filter(circle_letters::org_id.eq(org)).order((circle_letters::at.desc(), circle_letters::id.desc()));
    let rows: Vec<(LetterId, String, Instant)> =
        own.select((circle_letters::id, circle_letters::body, circle_letters::at)).at_most(limit).load(conn)?;
    let ids: Vec<LetterId> = rows.iter().map(|row| row.0).collect();
    let told = circle_deliveries::table.filter(circle_deliveries::letter_id.among(&ids)).group_by(circle_deliveries::letter_id);
    let told: HashMap<LetterId, i64> = told.select((circle_deliveries::letter_id, count_star())).load(conn)?.into_iter().collect();
    let subjects: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let done = notices::table.filter(notices::subject.eq_any(subjects).and(notices::done_at.is_not_null())).group_by(notices::subject);
    let done: HashMap<String, i64> = done.select((notices::subject, count_star())).load(conn)?.into_iter().collect();
    let mut polls = polls::list_polls(conn, &ids, reader)?;
    let read = |(id, body, at): (LetterId, String, Instant)| Letter {
        poll: polls.remove(&id),
        delivered: told.get(&id).copied().unwrap_or_default(),
        read: done.get(&id.to_string()).copied().unwrap_or_default(),
        id,
        body,
        at,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// The circles of these merchants, and those to which a creator is invited or belongs.
pub(super) fn list_circles(conn: &mut Conn, orgs: &[OrgId], creator: Option<CreatorId>) -> Result<Vec<Circle>, DbError> {
    let shown = [MemberState::Invited, MemberState::Member];
    let own = members::table.filter(members::creator_id.eq_any(creator.into_iter().collect::<Vec<_>>()).and(members::state.eq_any(shown)));
    let states: Vec<(OrgId, MemberState)> =
        own.order(members::org_id).select((members::org_id, members::state)).at_most(MOST).load(conn)?;
    let states: HashMap<OrgId, MemberState> = states.into_iter().collect();
    let ids: Vec<OrgId> = orgs.iter().chain(states.keys()).copied().collect();
    let names = organisations::table.filter(organisations::id.eq_any(&ids)).order((organisations::name, organisations::id));
    let names: Vec<(OrgId, String)> = names.select((organisations::id, organisations::name)).at_most(MOST).load(conn)?;
    let counts = members::table.filter(members::org_id.eq_any(&ids).and(members::state.eq(MemberState::Member)));
    let counts: HashMap<OrgId, i64> =
        counts.group_by(members::org_id).select((members::org_id, count_star())).load(conn)?.into_iter().collect();
    let circle = |(org, name): (OrgId, String)| Circle {
        org,
        name,
        state: states.get(&org).copied(),
        members: counts.get(&org).copied().unwrap_or_default(),
    };
    Ok(names.into_iter().map(circle).collect())
}

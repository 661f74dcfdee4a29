//! The rows of verifications.

use super::model::{Decision, Papers, RefusalReason, Verification, VerificationState, Whose};
use super::rules::{self, Next};
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, FileId, OrgId, UserId, VerificationId};
use crate::schema::{creators, organisations, users, verifications as rows};
use diesel::prelude::*;

/// Nobody reads more of them at once.
const MOST: i64 = 100;

#[derive(Queryable, Selectable)]
#[diesel(table_name = rows)]
struct Row {
    id: VerificationId,
    org_id: Option<OrgId>,
    creator_id: Option<CreatorId>,
    asked_by: UserId,
    name: String,
    number: String,
    link: String,
    file_id: Option<FileId>,
    state: VerificationState,
    version: i64,
    asked_at: Instant,
    decided_by: Option<UserId>,
    decided_at: Option<Instant>,
    reason: Option<RefusalReason>,
    words: String,
    expires_at: Option<Instant>,
}

/// The database lets no row stand without one of the two.
fn read(row: Row) -> Option<Verification> {
    let whose = row.org_id.map(Whose::Org).or(row.creator_id.map(Whose::Creator))?;
    let decided = row.decided_by.zip(row.decided_at);
    Some(Verification {
        id: row.id,
        whose,
        asked_by: row.asked_by,
        papers: Papers { name: row.name, number: row.number, link: row.link, file: row.file_id },
        state: row.state,
        version: row.version,
        asked_at: row.asked_at,
        decision: decided.map(|(by, at)| Decision { by, at, reason: row.reason, words: row.words }),
        expires_at: row.expires_at,
    })
}

fn read_all(found: Vec<Row>) -> Vec<Verification> {
    found.into_iter().filter_map(read).collect()
}

const fn parts(whose: Whose) -> (Option<OrgId>, Option<CreatorId>) {
    match whose {
        Whose::Org(org) => (Some(org), None),
        Whose::Creator(creator) => (None, Some(creator)),
    }
}

/// `false` if one waits already.
pub(super) fn insert(tx: &mut Tx<'_>, new: &Verification) -> Result<bool, DbError> {
    let (org, creator) = parts(new.whose);
    let row = (
        rows::id.eq(new.id),
        rows::org_id.eq(org),
        rows::creator_id.eq(creator),
        rows::asked_by.eq(new.asked_by),
        rows::name.eq(&new.papers.name),
        rows::number.eq(&new.papers.number),
        rows::number_plain.eq(rules::plain(&new.papers.number)),
        rows::link.eq(&new.papers.link),
        rows::file_id.eq(new.papers.file),
        rows::state.eq(new.state),
        rows::version.eq(new.version),
        rows::asked_at.eq(new.asked_at),
    );
    match diesel::insert_into(rows::table).values(row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(true),
        Err(DbError::Unique(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

pub(super) fn find(conn: &mut Conn, id: VerificationId) -> Result<Option<Verification>, DbError> {
    Ok(rows::table.find(id).select(Row::as_select()).get_result(conn).optional()?.and_then(read))
}

/// Those of one organisation or creator, newest first.
pub(super) fn list_of(conn: &mut Conn, whose: Whose) -> Result<Vec<Verification>, DbError> {
    let own = match whose {
        Whose::Org(org) => rows::table.filter(rows::org_id.eq(org)).into_boxed(),
        Whose::Creator(creator) => rows::table.filter(rows::creator_id.eq(creator)).into_boxed(),
    };
    Ok(read_all(own.order((rows::asked_at.desc(), rows::id.desc())).limit(MOST).select(Row::as_select()).load(conn)?))
}

/// Where the newest of one organisation or creator stands; `None` where nobody ever asked.
pub fn standing(conn: &mut Conn, whose: Whose) -> Result<Option<VerificationState>, DbError> {
    Ok(list_of(conn, whose)?.first().map(|one| one.state))
}

/// Those that wait, the longest waiting first.
pub(super) fn list_waiting(conn: &mut Conn) -> Result<Vec<Verification>, DbError> {
    let open = rows::table.filter(rows::state.eq(VerificationState::Asked)).order((rows::asked_at, rows::id)).limit(MOST);
    Ok(read_all(open.select(Row::as_select()).load(conn)?))
}

/// Since when each of them waits, the longest first.
pub fn waiting_since(conn: &mut Conn, most: i64) -> Result<Vec<Instant>, DbError> {
    let open = rows::table.filter(rows::state.eq(VerificationState::Asked)).order(rows::asked_at).limit(most);
    Ok(open.select(rows::asked_at).load(conn)?)
}

/// Others with the same number, newest first.
pub(super) fn list_alike(conn: &mut Conn, one: &Verification) -> Result<Vec<Verification>, DbError> {
    let plain = rules::plain(&one.papers.number);
    if plain.is_empty() {
        return Ok(Vec::new());
    }
    let same = rows::table.filter(rows::number_plain.eq(plain)).order(rows::asked_at.desc()).limit(MOST);
    let found = read_all(same.select(Row::as_select()).load(conn)?);
    Ok(found.into_iter().filter(|other| other.whose != one.whose).collect())
}

/// Its next state, with what a moderator said about it, if it still is what was seen.
pub(super) fn advance(tx: &mut Tx<'_>, seen: &Verification, next: Next, decision: Option<&Decision>) -> Result<(), Failure> {
    let row = rows::table.find(seen.id).filter(rows::version.eq(seen.version)).filter(rows::state.eq(seen.state));
    let end = decision.filter(|_| next.state() == VerificationState::Verified).map(|said| said.at.plus_hours(24 * rules::HOLDS_DAYS));
    let set = (
        rows::state.eq(next.state()),
        rows::version.eq(rows::version + 1i64),
        rows::decided_by.eq(decision.map(|said| said.by)),
        rows::decided_at.eq(decision.map(|said| said.at)),
        rows::reason.eq(decision.and_then(|said| said.reason)),
        rows::words.eq(decision.map_or("", |said| said.words.as_str())),
        rows::expires_at.eq(end.or(seen.expires_at)),
    );
    if diesel::update(row).set(set).execute(&mut **tx)? == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

/// Those whose year is over.
pub(super) fn list_over(conn: &mut Conn, now: Instant, most: i64) -> Result<Vec<Verification>, DbError> {
    let over = rows::table.filter(rows::state.eq(VerificationState::Verified)).filter(rows::expires_at.le(now));
    Ok(read_all(over.order(rows::expires_at).select(Row::as_select()).at_most(most).load(conn)?))
}

/// Those that end before then and whose owner does not know it yet.
pub(super) fn list_ending(conn: &mut Conn, before: Instant, most: i64) -> Result<Vec<Verification>, DbError> {
    let soon = rows::table.filter(rows::state.eq(VerificationState::Verified)).filter(rows::expires_at.le(before));
    Ok(read_all(soon.filter(rows::reminded_at.is_null()).order(rows::expires_at).select(Row::as_select()).at_most(most).load(conn)?))
}

/// `false` if its owner was told by somebody else meanwhile.
pub(super) fn set_reminded(tx: &mut Tx<'_>, id: VerificationId, at: Instant) -> Result<bool, DbError> {
    let untold = rows::table.find(id).filter(rows::reminded_at.is_null());
    Ok(diesel::update(untold).set(rows::reminded_at.eq(Some(at))).execute(&mut **tx)? == 1)
}

/// How many were asked for since then.
pub(super) fn count_since(conn: &mut Conn, whose: Whose, since: Instant) -> Result<usize, DbError> {
    Ok(list_of(conn, whose)?.iter().filter(|one| one.asked_at > since).count())
}

/// What others call it, and where they see it.
pub(super) fn find_face(conn: &mut Conn, whose: Whose) -> Result<Option<(String, String)>, DbError> {
    match whose {
        Whose::Org(org) => {
            let name: Option<String> = organisations::table.find(org).select(organisations::name).get_result(conn).optional()?;
            Ok(name.map(|name| (name, format!("/m/{org}"))))
        }
        Whose::Creator(creator) => {
            let face: Option<(String, String)> =
                creators::table.find(creator).select((creators::name, creators::handle)).get_result(conn).optional()?;
            Ok(face.map(|(name, handle)| (name, format!("/creators/{handle}"))))
        }
    }
}

/// What these people are called.
pub(super) fn names(conn: &mut Conn, ids: &[UserId]) -> Result<Vec<(UserId, String)>, DbError> {
    Ok(users::table.filter(users::id.eq_any(ids.to_vec())).select((users::id, users::name)).at_most(MOST).load(conn)?)
}

//! The rows of sessions, and the person behind one.

use super::model::{AdminRole, CreatorRef, Measure, Member, OrgKind, Person, Role, Session, Theme, Token};
use super::rules;
use super::standing::find_measure;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::{Email, Instant, Lang, Zone, id::*};
use crate::schema::{admin_roles, creators, memberships, organisations, sessions, users};
use diesel::prelude::*;

/// Opens a session; the token goes to the browser.
pub fn open(tx: &mut Tx<'_>, user: UserId, token: &Token, user_agent: &str, now: Instant) -> Result<SessionId, DbError> {
    let id = SessionId::random();
    let agent: String = user_agent.chars().filter(|c| !c.is_control()).take(200).collect();
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(id),
            sessions::token_hash.eq(token.hash()),
            sessions::user_id.eq(user),
            sessions::created_at.eq(now),
            sessions::seen_at.eq(now),
            sessions::expires_at.eq(now.plus_hours(90 * 24)),
            sessions::stepped_up_at.eq(now),
            sessions::user_agent.eq(agent),
        ))
        .execute(&mut **tx)?;
    Ok(id)
}

/// Somebody as the table of logins has him.
#[derive(Queryable, Selectable)]
#[diesel(table_name = users)]
pub(super) struct UserRow {
    id: UserId,
    name: String,
    email: Email,
    locale: Lang,
    time_zone: Zone,
    theme: Theme,
    confirmed_at: Option<Instant>,
    totp_confirmed_at: Option<Instant>,
}

/// The person with everything that rules ask about.
pub(super) fn person_of(conn: &mut Conn, user: UserRow, session: SessionId, stepped_up_at: Option<Instant>) -> Result<Person, DbError> {
    Ok(Person {
        session,
        creator: find_creator(conn, user.id)?,
        memberships: list_memberships(conn, user.id)?,
        admin_roles: list_admin_roles(conn, user.id)?,
        measure: find_measure(conn, user.id)?,
        id: user.id,
        name: user.name,
        email: user.email,
        lang: user.locale,
        zone: user.time_zone,
        theme: user.theme,
        confirmed: user.confirmed_at.is_some(),
        has_totp: user.totp_confirmed_at.is_some(),
        stepped_up_at,
    })
}

/// Id, opened, last seen, last proved.
type SessionRow = (SessionId, Instant, Instant, Option<Instant>);

/// The person behind a token; `None` if the session is over. The second part says that the session was last seen more than five minutes ago, so
/// that [`touch`] is due.
pub fn find(conn: &mut Conn, token: &Token, now: Instant) -> Result<Option<(Person, bool)>, DbError> {
    let fields = (sessions::id, sessions::created_at, sessions::seen_at, sessions::stepped_up_at);
    let row: Option<(SessionRow, UserRow)> = sessions::table
        .inner_join(users::table)
        .filter(sessions::token_hash.eq(token.hash()))
        .filter(sessions::ended_at.is_null())
        .select((fields, UserRow::as_select()))
        .get_result(conn)
        .optional()?;
    let Some(((session, created_at, seen_at, stepped_up_at), user)) = row else { return Ok(None) };
    let person = person_of(conn, user, session, stepped_up_at)?;
    if person.measure == Some(Measure::Suspend) || rules::is_over(created_at, seen_at, now, !person.admin_roles.is_empty()) {
        return Ok(None);
    }
    let touch_due = now.micros_since(seen_at) > 5 * 60 * 1_000_000;
    Ok(Some((person, touch_due)))
}

/// The person with this login, in no session.
pub fn find_person(conn: &mut Conn, user: UserId) -> Result<Option<Person>, DbError> {
    let row: Option<UserRow> = users::table.find(user).select(UserRow::as_select()).get_result(conn).optional()?;
    row.map(|row| person_of(conn, row, SessionId::nobody(), None)).transpose()
}

fn list_admin_roles(conn: &mut Conn, user: UserId) -> Result<Vec<AdminRole>, DbError> {
    Ok(admin_roles::table.filter(admin_roles::user_id.eq(user)).select(admin_roles::role).at_most(10).load(conn)?)
}

fn find_creator(conn: &mut Conn, user: UserId) -> Result<Option<CreatorRef>, DbError> {
    let found = creators::table
        .filter(creators::user_id.eq(user))
        .select((creators::id, creators::handle))
        .get_result::<(CreatorId, String)>(conn)
        .optional()?;
    Ok(found.map(|(id, handle)| CreatorRef { id, handle }))
}

fn list_memberships(conn: &mut Conn, user: UserId) -> Result<Vec<Member>, DbError> {
    let rows = memberships::table
        .inner_join(organisations::table)
        .filter(memberships::user_id.eq(user))
        .order((memberships::created_at, memberships::id))
        .select((organisations::id, organisations::name, organisations::kind, memberships::role))
        .at_most(100)
        .load::<(OrgId, String, OrgKind, Role)>(conn)?;
    Ok(rows.into_iter().map(|(org, org_name, kind, role)| Member { org, org_name, kind, role }).collect())
}

/// Notes that the session was seen.
pub fn touch(tx: &mut Tx<'_>, id: SessionId, now: Instant) -> Result<(), DbError> {
    diesel::update(sessions::table.find(id)).set(sessions::seen_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// The person has proved again to be there.
pub fn step_up(tx: &mut Tx<'_>, id: SessionId, now: Instant) -> Result<(), DbError> {
    diesel::update(sessions::table.find(id)).set(sessions::stepped_up_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// Ends one session of this person; `false` if it was none of his or already over.
pub fn end(tx: &mut Tx<'_>, user: UserId, id: SessionId, now: Instant) -> Result<bool, DbError> {
    let live = sessions::table.filter(sessions::id.eq(id)).filter(sessions::user_id.eq(user)).filter(sessions::ended_at.is_null());
    Ok(diesel::update(live).set(sessions::ended_at.eq(now)).execute(&mut **tx)? == 1)
}

/// Ends every session of this person but one.
pub fn end_others(tx: &mut Tx<'_>, user: UserId, keep: SessionId, now: Instant) -> Result<(), DbError> {
    let others = sessions::table.filter(sessions::user_id.eq(user)).filter(sessions::id.ne(keep)).filter(sessions::ended_at.is_null());
    diesel::update(others).set(sessions::ended_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// Ends every session of this person, those of programs that signed in too, but for the one of `keep`.
pub fn end_all(tx: &mut Tx<'_>, user: UserId, keep: Option<TokenId>, now: Instant) -> Result<(), DbError> {
    let all = sessions::table.filter(sessions::user_id.eq(user)).filter(sessions::ended_at.is_null());
    diesel::update(all).set(sessions::ended_at.eq(now)).execute(&mut **tx)?;
    super::tokens::revoke_sign_ins(tx, user, keep, now)
}

/// The live sessions of a person, newest first.
pub fn list_live(conn: &mut Conn, user: UserId, now: Instant) -> Result<Vec<Session>, DbError> {
    let rows = sessions::table
        .filter(sessions::user_id.eq(user))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .order(sessions::seen_at.desc())
        .select((sessions::id, sessions::created_at, sessions::seen_at, sessions::user_agent))
        .at_most(50)
        .load::<(SessionId, Instant, Instant, String)>(conn)?;
    let session = |(id, created_at, seen_at, user_agent)| Session { id, created_at, seen_at, user_agent };
    Ok(rows.into_iter().map(session).filter(|session| !rules::is_over(session.created_at, session.seen_at, now, false)).collect())
}

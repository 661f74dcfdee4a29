//! What was done about a login or an organisation that breaks the rules: a login that is suspended is behind no session and no token, an organisation
//! that is takes no new work.

use super::model::{Measure, Role};
use crate::each;
use crate::failure::{Failure, Refusal};
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, OrgId, UserId};
use crate::schema::{creators, memberships, org_standings, user_standings as standings};
use diesel::prelude::*;

/// What holds for this login now.
pub fn find_measure(conn: &mut Conn, user: UserId) -> Result<Option<Measure>, DbError> {
    Ok(standings::table.find(user).select(standings::measure).get_result(conn).optional()?)
}

/// What holds from now on, and since when; `None` for nothing.
pub fn set_measure(tx: &mut Tx<'_>, user: UserId, measure: Option<Measure>, at: Instant) -> Result<(), DbError> {
    let Some(measure) = measure else {
        diesel::delete(standings::table.find(user)).execute(&mut **tx)?;
        return Ok(());
    };
    let new = (standings::user_id.eq(user), standings::measure.eq(measure), standings::since.eq(at));
    let changed = (standings::measure.eq(measure), standings::since.eq(at), standings::version.eq(standings::version + 1));
    each!(&mut **tx, c => diesel::insert_into(standings::table).values(new).on_conflict(standings::user_id).do_update().set(changed).execute(c))?;
    Ok(())
}

/// A moderator holds the money of this creator.
pub fn holds_creator(conn: &mut Conn, creator: CreatorId) -> Result<bool, DbError> {
    let own = standings::table.inner_join(creators::table.on(creators::user_id.eq(standings::user_id)));
    let held = own.filter(creators::id.eq(creator)).filter(standings::measure.eq(Measure::Hold));
    Ok(held.count().get_result::<i64>(conn)? > 0)
}

/// A moderator holds the money of this organisation, or of an owner of it.
pub fn holds_org(conn: &mut Conn, org: OrgId) -> Result<bool, DbError> {
    if matches!(find_org_measure(conn, org)?, Some(Measure::Hold | Measure::Suspend)) {
        return Ok(true);
    }
    let own = standings::table.inner_join(memberships::table.on(memberships::user_id.eq(standings::user_id)));
    let held = own.filter(memberships::org_id.eq(org)).filter(memberships::role.eq(Role::Owner));
    Ok(held.filter(standings::measure.eq(Measure::Hold)).count().get_result::<i64>(conn)? > 0)
}

/// A moderator lets this organisation take no new work.
const SUSPENDED: Refusal = Refusal::forbidden("org.suspended");

/// What holds for this organisation now.
pub fn find_org_measure(conn: &mut Conn, org: OrgId) -> Result<Option<Measure>, DbError> {
    Ok(org_standings::table.find(org).select(org_standings::measure).get_result(conn).optional()?)
}

/// What holds for this organisation from now on, and since when; `None` for nothing.
pub fn set_org_measure(tx: &mut Tx<'_>, org: OrgId, measure: Option<Measure>, at: Instant) -> Result<(), DbError> {
    use org_standings as own;
    let Some(measure) = measure else {
        diesel::delete(own::table.find(org)).execute(&mut **tx)?;
        return Ok(());
    };
    let new = (own::org_id.eq(org), own::measure.eq(measure), own::since.eq(at));
    let changed = (own::measure.eq(measure), own::since.eq(at), own::version.eq(own::version + 1));
    each!(&mut **tx, c => diesel::insert_into(own::table).values(new).on_conflict(own::org_id).do_update().set(changed).execute(c))?;
    Ok(())
}

/// Whether this organisation takes new work, and what holds about it if it does. Refusals: `org.suspended`.
pub fn takes_work(conn: &mut Conn, org: OrgId) -> Result<Option<Measure>, Failure> {
    match find_org_measure(conn, org)? {
        Some(Measure::Suspend) => Err(SUSPENDED.into()),
        measure => Ok(measure),
    }
}

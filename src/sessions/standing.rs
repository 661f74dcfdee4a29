//! What was done about a login that breaks the rules: who is suspended is behind no session and no token.

use super::model::{Measure, Role};
use crate::each;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, OrgId, UserId};
use crate::schema::{creators, memberships, user_standings as standings};
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

/// A moderator holds the money of an owner of this organisation.
pub fn holds_org(conn: &mut Conn, org: OrgId) -> Result<bool, DbError> {
    let own = standings::table.inner_join(memberships::table.on(memberships::user_id.eq(standings::user_id)));
    let held = own.filter(memberships::org_id.eq(org)).filter(memberships::role.eq(Role::Owner));
    Ok(held.filter(standings::measure.eq(Measure::Hold)).count().get_result::<i64>(conn)? > 0)
}

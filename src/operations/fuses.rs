//! What pauses money: a fuse blows by itself and goes on only when an operator says so, with a reason that stays in the log.
//!
//! The money fuse holds transfers and refunds back, the clock fuse the clocks that move money. Reading and delivering go on.

use crate::audit::{self, Act};
use crate::each;
use crate::failure::Failure;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::JobId;
use crate::schema::{fuses, provider_runs};
use diesel::prelude::*;

crate::choice! {
    /// What is held back.
    pub enum Fuse {
        /// The books and the provider do not agree, or the books break a law: nothing is sent out.
        Money = "money",
        /// The time cannot be trusted: no clock moves money.
        Clock = "clock",
    }
}

/// A fuse that is blown.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Blown {
    /// Which.
    pub fuse: Fuse,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: Instant,
}

/// Blows a fuse; `false` if it is blown already.
pub fn blow(tx: &mut Tx<'_>, act: &Act, fuse: Fuse, reason: &str) -> Result<bool, Failure> {
    let row = (fuses::id.eq(JobId::random().to_string()), fuses::fuse.eq(fuse), fuses::reason.eq(reason), fuses::blown_at.eq(act.at));
    let blown = each!(&mut **tx, c => diesel::insert_into(fuses::table).values(row).on_conflict_do_nothing().execute(c))? == 1;
    if blown {
        tracing::error!(%fuse, reason, "a fuse has blown; `vtask fuse status` says what is held back");
        audit::note(tx, act, "fuse.blown", &fuse, reason)?;
    }
    Ok(blown)
}

/// The fuses that are blown.
pub fn list_blown(conn: &mut Conn) -> Result<Vec<Blown>, DbError> {
    let rows = fuses::table.filter(fuses::confirmed_at.is_null()).order(fuses::fuse);
    Ok(rows.select((fuses::fuse, fuses::reason, fuses::blown_at)).load(conn)?)
}

/// What this fuse holds back, waits.
pub fn is_blown(conn: &mut Conn, fuse: Fuse) -> Result<bool, DbError> {
    let rows = fuses::table.filter(fuses::fuse.eq(fuse)).filter(fuses::confirmed_at.is_null());
    Ok(rows.count().get_result::<i64>(conn)? > 0)
}

/// Lets everything go on. Returns how many fuses were blown.
pub fn confirm(tx: &mut Tx<'_>, act: &Act, reason: &str) -> Result<usize, Failure> {
    for blown in list_blown(tx)? {
        audit::note(tx, act, "fuse.confirmed", &blown.fuse, reason)?;
    }
    let rows = fuses::table.filter(fuses::confirmed_at.is_null());
    let set = (fuses::confirmed_at.eq(Some(act.at)), fuses::confirmed_reason.eq(Some(reason)));
    Ok(diesel::update(rows).set(set).execute(&mut **tx)?)
}

/// Lets go on what one fuse holds back; `false` if it is not blown.
pub fn confirm_one(tx: &mut Tx<'_>, act: &Act, fuse: Fuse, reason: &str) -> Result<bool, Failure> {
    let rows = fuses::table.filter(fuses::confirmed_at.is_null()).filter(fuses::fuse.eq(fuse));
    let set = (fuses::confirmed_at.eq(Some(act.at)), fuses::confirmed_reason.eq(Some(reason)));
    let was = diesel::update(rows).set(set).execute(&mut **tx)? > 0;
    if was {
        audit::note(tx, act, "fuse.confirmed", &fuse, reason)?;
    }
    Ok(was)
}

/// When something was last done that is done from time to time.
pub fn last_run(conn: &mut Conn, name: &str) -> Result<Option<Instant>, DbError> {
    Ok(provider_runs::table.find(name).select(provider_runs::ran_at).get_result(conn).optional()?)
}

/// It is done now; `false` if somebody else did it since it was looked at.
pub fn mark_run(tx: &mut Tx<'_>, name: &str, seen: Option<Instant>, at: Instant) -> Result<bool, DbError> {
    let Some(seen) = seen else {
        let row = (provider_runs::name.eq(name), provider_runs::ran_at.eq(at));
        let marked = each!(&mut **tx, c => diesel::insert_into(provider_runs::table).values(row).on_conflict_do_nothing().execute(c))?;
        return Ok(marked == 1);
    };
    let row = provider_runs::table.find(name).filter(provider_runs::ran_at.eq(seen));
    Ok(diesel::update(row).set(provider_runs::ran_at.eq(at)).execute(&mut **tx)? == 1)
}

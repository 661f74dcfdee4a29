//! The second factor of a login: its secret, the step that was used last, the codes for the day when the telephone is lost.

use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::UserId;
use crate::schema::{recovery_codes, users};
use diesel::prelude::*;

/// A secret that does not count yet. `false` if a second factor is on.
pub(in crate::accounts) fn set_secret(tx: &mut Tx<'_>, user: UserId, secret: &str) -> Result<bool, DbError> {
    let off = users::table.find(user).filter(users::totp_confirmed_at.is_null());
    Ok(diesel::update(off).set(users::totp_secret.eq(Some(secret))).execute(&mut **tx)? == 1)
}

/// `false` if it is on already or the secret is another one by now.
pub(in crate::accounts) fn turn_on(tx: &mut Tx<'_>, user: UserId, secret: &str, step: i64, at: Instant) -> Result<bool, DbError> {
    let off = users::table.find(user).filter(users::totp_confirmed_at.is_null()).filter(users::totp_secret.eq(secret));
    let on = (users::totp_confirmed_at.eq(Some(at)), users::totp_last_step.eq(step), users::version.eq(users::version + 1));
    Ok(diesel::update(off).set(on).execute(&mut **tx)? == 1)
}

pub(in crate::accounts) fn turn_off(tx: &mut Tx<'_>, user: UserId) -> Result<bool, DbError> {
    let on = users::table.find(user).filter(users::totp_confirmed_at.is_not_null());
    let off = (users::totp_secret.eq(None::<String>), users::totp_confirmed_at.eq(None::<Instant>), users::version.eq(users::version + 1));
    Ok(diesel::update(on).set(off).execute(&mut **tx)? == 1)
}

/// `false` if this step or a later one was used: a code counts once.
pub(in crate::accounts) fn use_step(tx: &mut Tx<'_>, user: UserId, step: i64) -> Result<bool, DbError> {
    let earlier = users::table.find(user).filter(users::totp_last_step.lt(step));
    Ok(diesel::update(earlier).set(users::totp_last_step.eq(step)).execute(&mut **tx)? == 1)
}

/// `false` if there is no such code or it was used.
pub(in crate::accounts) fn use_code(tx: &mut Tx<'_>, user: UserId, hash: &str, at: Instant) -> Result<bool, DbError> {
    let unused = recovery_codes::table.find(hash).filter(recovery_codes::user_id.eq(user)).filter(recovery_codes::used_at.is_null());
    Ok(diesel::update(unused).set(recovery_codes::used_at.eq(Some(at))).execute(&mut **tx)? == 1)
}

pub(in crate::accounts) fn delete_codes(tx: &mut Tx<'_>, user: UserId) -> Result<(), DbError> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::user_id.eq(user))).execute(&mut **tx)?;
    Ok(())
}

pub(in crate::accounts) fn insert_code(tx: &mut Tx<'_>, user: UserId, hash: &str, made_at: Instant) -> Result<(), DbError> {
    let row = (recovery_codes::code_hash.eq(hash), recovery_codes::user_id.eq(user), recovery_codes::made_at.eq(made_at));
    diesel::insert_into(recovery_codes::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// When the codes were made and how many are left; `None` if there are none.
pub(in crate::accounts) fn codes(conn: &mut Conn, user: UserId) -> Result<Option<(Instant, i64)>, DbError> {
    let all = recovery_codes::table.filter(recovery_codes::user_id.eq(user));
    let made: Option<Instant> = all.order(recovery_codes::made_at.desc()).select(recovery_codes::made_at).first(conn).optional()?;
    let left = all.filter(recovery_codes::used_at.is_null()).count().get_result(conn)?;
    Ok(made.map(|made_at| (made_at, left)))
}

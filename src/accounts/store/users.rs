//! Logins, and the two rows that make one a creator or an admin.

use crate::accounts::model::{Handle, User};
use crate::each;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::id::{CreatorId, UserId};
use crate::primitives::{Email, Instant, Lang, Zone};
use crate::schema::{admin_roles, calendars, creators, rule_readings, users};
use crate::sessions::{AdminRole, Theme};
use diesel::prelude::*;

#[derive(Queryable, Insertable)]
#[diesel(table_name = users, treat_none_as_default_value = false)]
struct Row {
    id: UserId,
    email: Email,
    name: String,
    password_hash: String,
    locale: Lang,
    time_zone: Zone,
    theme: Theme,
    confirmed_at: Option<Instant>,
    totp_secret: Option<String>,
    totp_confirmed_at: Option<Instant>,
    totp_last_step: i64,
    version: i64,
    created_at: Instant,
}

impl From<Row> for User {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            email: row.email,
            name: row.name,
            password_hash: row.password_hash,
            lang: row.locale,
            zone: row.time_zone,
            theme: row.theme,
            confirmed_at: row.confirmed_at,
            totp_secret: row.totp_secret,
            totp_confirmed_at: row.totp_confirmed_at,
            totp_last_step: row.totp_last_step,
        }
    }
}

/// `false` if the address has an account already; then nothing was written.
pub(in crate::accounts) fn insert(tx: &mut Tx<'_>, at: Instant, user: &User) -> Result<bool, DbError> {
    let row = Row {
        id: user.id,
        email: user.email.clone(),
        name: user.name.clone(),
        password_hash: user.password_hash.clone(),
        locale: user.lang,
        time_zone: user.zone.clone(),
        theme: user.theme,
        confirmed_at: user.confirmed_at,
        totp_secret: None,
        totp_confirmed_at: None,
        totp_last_step: 0,
        version: 1,
        created_at: at,
    };
    let inserted = each!(&mut **tx, c => diesel::insert_into(users::table).values(&row).on_conflict_do_nothing().execute(c))?;
    Ok(inserted == 1)
}

/// The login with this address.
pub(in crate::accounts) fn find_by_email(conn: &mut Conn, email: &Email) -> Result<Option<User>, DbError> {
    let row: Option<Row> = users::table.filter(users::email.eq(email)).select(users::all_columns).get_result(conn).optional()?;
    Ok(row.map(User::from))
}

pub(in crate::accounts) fn find(conn: &mut Conn, id: UserId) -> Result<Option<User>, DbError> {
    let row: Option<Row> = users::table.find(id).select(users::all_columns).get_result(conn).optional()?;
    Ok(row.map(User::from))
}

pub(in crate::accounts) fn get(conn: &mut Conn, id: UserId) -> Result<User, DbError> {
    let row: Row = users::table.find(id).select(users::all_columns).get_result(conn)?;
    Ok(row.into())
}

pub(in crate::accounts) fn confirm(tx: &mut Tx<'_>, id: UserId, at: Instant) -> Result<(), DbError> {
    let unconfirmed = users::table.find(id).filter(users::confirmed_at.is_null());
    diesel::update(unconfirmed).set(users::confirmed_at.eq(Some(at))).execute(&mut **tx)?;
    Ok(())
}

pub(in crate::accounts) fn set_password(tx: &mut Tx<'_>, id: UserId, hash: &str) -> Result<(), DbError> {
    let changed = (users::password_hash.eq(hash), users::version.eq(users::version + 1));
    diesel::update(users::table.find(id)).set(changed).execute(&mut **tx)?;
    Ok(())
}

pub(in crate::accounts) fn set_email(tx: &mut Tx<'_>, id: UserId, email: &Email, at: Instant) -> Result<(), DbError> {
    let changed = (users::email.eq(email), users::confirmed_at.eq(Some(at)), users::version.eq(users::version + 1));
    diesel::update(users::table.find(id)).set(changed).execute(&mut **tx)?;
    Ok(())
}

pub(in crate::accounts) fn set_profile(tx: &mut Tx<'_>, id: UserId, name: &str, lang: Lang, zone: &Zone) -> Result<(), DbError> {
    let changed = (users::name.eq(name), users::locale.eq(lang), users::time_zone.eq(zone), users::version.eq(users::version + 1));
    diesel::update(users::table.find(id)).set(changed).execute(&mut **tx)?;
    Ok(())
}

/// Which address of his calendar is good: the first, second …
pub(in crate::accounts) fn calendar_number(conn: &mut Conn, id: UserId) -> Result<i64, DbError> {
    let found = calendars::table.find(id).select(calendars::number).get_result::<i64>(conn).optional()?;
    Ok(found.unwrap_or_default())
}

pub(in crate::accounts) fn raise_calendar_number(tx: &mut Tx<'_>, id: UserId) -> Result<(), DbError> {
    each!(&mut **tx, c => diesel::insert_into(calendars::table)
        .values((calendars::user_id.eq(id), calendars::number.eq(1i64)))
        .on_conflict(calendars::user_id)
        .do_update()
        .set(calendars::number.eq(calendars::number + 1i64))
        .execute(c))?;
    Ok(())
}

pub(in crate::accounts) fn set_lang(tx: &mut Tx<'_>, id: UserId, lang: Lang) -> Result<(), DbError> {
    diesel::update(users::table.find(id)).set(users::locale.eq(lang)).execute(&mut **tx)?;
    Ok(())
}

pub(in crate::accounts) fn set_theme(tx: &mut Tx<'_>, id: UserId, theme: Theme) -> Result<(), DbError> {
    diesel::update(users::table.find(id)).set(users::theme.eq(theme)).execute(&mut **tx)?;
    Ok(())
}

pub(in crate::accounts) fn handle_is_taken(conn: &mut Conn, handle: &Handle) -> Result<bool, DbError> {
    let same = creators::table.filter(creators::handle.eq(handle.as_str()));
    Ok(same.count().get_result::<i64>(conn)? > 0)
}

/// `false` if the person is a creator already, or the handle is another's; then nothing was written.
pub(in crate::accounts) fn insert_creator(
    tx: &mut Tx<'_>,
    at: Instant,
    user: UserId,
    name: &str,
    handle: &Handle,
) -> Result<bool, DbError> {
    insert_creator_as(tx, at, (CreatorId::random(), user), name, handle)
}

/// As [`insert_creator`], with the id that the handle was made of.
pub(in crate::accounts) fn insert_creator_as(
    tx: &mut Tx<'_>,
    at: Instant,
    (id, user): (CreatorId, UserId),
    name: &str,
    handle: &Handle,
) -> Result<bool, DbError> {
    let row = (
        creators::id.eq(id),
        creators::user_id.eq(user),
        creators::handle.eq(handle.as_str()),
        creators::name.eq(name),
        creators::bio.eq(""),
        creators::version.eq(1i64),
        creators::created_at.eq(at),
    );
    let inserted = each!(&mut **tx, c => diesel::insert_into(creators::table).values(&row).on_conflict_do_nothing().execute(c))?;
    Ok(inserted == 1)
}

/// Judges anything on the platform.
pub(in crate::accounts) fn is_admin(conn: &mut Conn, user: UserId) -> Result<bool, DbError> {
    Ok(diesel::select(diesel::dsl::exists(admin_roles::table.filter(admin_roles::user_id.eq(user)))).get_result(conn)?)
}

pub(in crate::accounts) fn insert_admin_role(tx: &mut Tx<'_>, at: Instant, user: UserId, role: AdminRole) -> Result<(), DbError> {
    let row = (admin_roles::user_id.eq(user), admin_roles::role.eq(role), admin_roles::created_at.eq(at));
    each!(&mut **tx, c => diesel::insert_into(admin_roles::table).values(&row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// The person says that he has read the rules; the first time counts.
pub(in crate::accounts) fn insert_reading(tx: &mut Tx<'_>, user: UserId, at: Instant) -> Result<bool, DbError> {
    let row = (rule_readings::user_id.eq(user), rule_readings::at.eq(at));
    Ok(each!(&mut **tx, c => diesel::insert_into(rule_readings::table).values(row).on_conflict_do_nothing().execute(c))? == 1)
}

/// Whether the person said so.
pub fn has_read_rules(conn: &mut Conn, user: UserId) -> Result<bool, DbError> {
    let read: Option<Instant> = rule_readings::table.find(user).select(rule_readings::at).get_result(conn).optional()?;
    Ok(read.is_some())
}

//! Links that were mailed. Only hashes stand here.

use crate::accounts::model::{Link, Purpose};
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::id::UserId;
use crate::primitives::{Email, Instant};
use crate::schema::mail_tokens;
use crate::sessions::Token;
use diesel::prelude::*;

#[derive(Queryable, Insertable)]
#[diesel(table_name = mail_tokens, treat_none_as_default_value = false)]
struct Row {
    token_hash: String,
    user_id: UserId,
    purpose: Purpose,
    email: Email,
    expires_at: Instant,
    used_at: Option<Instant>,
}

pub(in crate::accounts) fn insert(tx: &mut Tx<'_>, token: &Token, link: &Link) -> Result<(), DbError> {
    let row = Row {
        token_hash: token.hash(),
        user_id: link.user,
        purpose: link.purpose,
        email: link.email.clone(),
        expires_at: link.expires_at,
        used_at: link.used_at,
    };
    diesel::insert_into(mail_tokens::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

pub(in crate::accounts) fn find(conn: &mut Conn, token: &Token) -> Result<Option<Link>, DbError> {
    let row: Option<Row> = mail_tokens::table.find(token.hash()).select(mail_tokens::all_columns).get_result(conn).optional()?;
    Ok(row.map(|row| Link { user: row.user_id, purpose: row.purpose, email: row.email, expires_at: row.expires_at, used_at: row.used_at }))
}

/// `false` if somebody was faster.
pub(in crate::accounts) fn spend(tx: &mut Tx<'_>, token: &Token, at: Instant) -> Result<bool, DbError> {
    let unspent = mail_tokens::table.find(token.hash()).filter(mail_tokens::used_at.is_null());
    Ok(diesel::update(unspent).set(mail_tokens::used_at.eq(Some(at))).execute(&mut **tx)? == 1)
}

/// No earlier link of this kind counts any more.
pub(in crate::accounts) fn spend_all(tx: &mut Tx<'_>, user: UserId, purpose: Purpose, at: Instant) -> Result<(), DbError> {
    let open = mail_tokens::table.filter(mail_tokens::user_id.eq(user)).filter(mail_tokens::purpose.eq(purpose));
    diesel::update(open.filter(mail_tokens::used_at.is_null())).set(mail_tokens::used_at.eq(Some(at))).execute(&mut **tx)?;
    Ok(())
}

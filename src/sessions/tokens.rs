//! The rows of programs' tokens, and the person behind one. Only the SHA-256 of a token is stored.

use super::model::{Grant, Measure, Person, Scope};
use super::store::{UserRow, person_of};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::{Identity as _, SessionId, TokenId, UserId};
use crate::primitives::{Choice as _, Instant};
use crate::schema::{api_tokens, users};
use diesel::prelude::*;
use sha2::{Digest as _, Sha256};

/// What every token of a program begins with.
pub const PREFIX: &str = "vt_";

/// A new token of a program: `vt_` and 256 random bits.
pub fn new_secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{PREFIX}{}", data_encoding::BASE64URL_NOPAD.encode(&bytes)))
}

fn hash(secret: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(secret.as_bytes()))
}

/// Who made a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maker {
    /// The person, in the settings.
    Person,
    /// The person, by signing in as a program does; a proof of presence too.
    SignIn,
    /// Whoever holds the command line.
    Operator,
}

/// A token as it is made.
pub struct NewToken<'a> {
    /// Its id.
    pub id: TokenId,
    /// Whose.
    pub user: UserId,
    /// The token itself; stored is its SHA-256.
    pub secret: &'a str,
    /// What its owner calls it.
    pub name: &'a str,
    /// What it is good for.
    pub scopes: &'a [Scope],
    /// Until when, or for good.
    pub expires_at: Option<Instant>,
    /// Who made it.
    pub maker: Maker,
}

/// Keeps a new token.
pub fn insert_token(tx: &mut Tx<'_>, at: Instant, new: &NewToken<'_>) -> Result<(), DbError> {
    let scopes: Vec<&str> = new.scopes.iter().map(|scope| scope.word()).collect();
    let row = (
        api_tokens::id.eq(new.id),
        api_tokens::token_hash.eq(hash(new.secret)),
        api_tokens::user_id.eq(new.user),
        api_tokens::name.eq(new.name),
        api_tokens::scopes.eq(scopes.join(" ")),
        api_tokens::made_by_operator.eq(new.maker == Maker::Operator),
        api_tokens::by_sign_in.eq(new.maker == Maker::SignIn),
        api_tokens::stepped_up_at.eq((new.maker == Maker::SignIn).then_some(at)),
        api_tokens::created_at.eq(at),
        api_tokens::expires_at.eq(new.expires_at),
    );
    diesel::insert_into(api_tokens::table).values(row).execute(&mut **tx)?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = api_tokens)]
struct Row {
    id: TokenId,
    scopes: String,
    made_by_operator: bool,
    stepped_up_at: Option<Instant>,
    expires_at: Option<Instant>,
    used_at: Option<Instant>,
}

/// The person behind a token of a program and what the token is good for; `None` if it is no token, revoked or over. The last part says that its
/// last use was noted more than five minutes ago, so that [`touch_token`] is due.
pub fn find_token(conn: &mut Conn, secret: &str, now: Instant) -> Result<Option<(Person, Grant, bool)>, DbError> {
    let row: Option<(Row, UserRow)> = api_tokens::table
        .inner_join(users::table)
        .filter(api_tokens::token_hash.eq(hash(secret)))
        .filter(api_tokens::revoked_at.is_null())
        .select((Row::as_select(), UserRow::as_select()))
        .get_result(conn)
        .optional()?;
    let Some((row, user)) = row.filter(|(row, _)| row.expires_at.is_none_or(|end| end > now)) else { return Ok(None) };
    let by_operator = row.made_by_operator;
    let person = person_of(conn, user, SessionId::nobody(), if by_operator { Some(now) } else { row.stepped_up_at })?;
    if person.measure == Some(Measure::Suspend) {
        return Ok(None);
    }
    let scopes = row.scopes.split(' ').filter_map(Scope::from_word).collect();
    let touch_due = row.used_at.is_none_or(|at| now.micros_since(at) > 5 * 60 * 1_000_000);
    Ok(Some((person, Grant { token: row.id, scopes, by_operator }, touch_due)))
}

/// Notes that the token was used.
pub fn touch_token(tx: &mut Tx<'_>, id: TokenId, now: Instant) -> Result<(), DbError> {
    diesel::update(api_tokens::table.find(id)).set(api_tokens::used_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// Whoever holds the token has proved to be its owner.
pub fn step_up_token(tx: &mut Tx<'_>, id: TokenId, now: Instant) -> Result<(), DbError> {
    diesel::update(api_tokens::table.find(id)).set(api_tokens::stepped_up_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// The token counts no more; `false` if it is none of this person's or was revoked before.
pub fn revoke_token(tx: &mut Tx<'_>, user: UserId, id: TokenId, now: Instant) -> Result<bool, DbError> {
    let live =
        api_tokens::table.filter(api_tokens::id.eq(id)).filter(api_tokens::user_id.eq(user)).filter(api_tokens::revoked_at.is_null());
    Ok(diesel::update(live).set(api_tokens::revoked_at.eq(now)).execute(&mut **tx)? == 1)
}

/// Every token that a person got by signing in counts no more, but one: after a new password, address or second factor.
pub fn revoke_sign_ins(tx: &mut Tx<'_>, user: UserId, keep: Option<TokenId>, now: Instant) -> Result<(), DbError> {
    let live = api_tokens::table
        .filter(api_tokens::user_id.eq(user))
        .filter(api_tokens::by_sign_in.eq(true))
        .filter(api_tokens::revoked_at.is_null())
        .filter(api_tokens::id.ne(keep.unwrap_or_else(TokenId::nobody)));
    diesel::update(live).set(api_tokens::revoked_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// A token as its owner sees it in the settings.
#[derive(Debug, Clone, Queryable)]
pub struct LiveToken {
    /// Its id.
    pub id: TokenId,
    /// What its owner calls it.
    pub name: String,
    /// The words of what it is good for, with spaces between.
    pub scopes: String,
    /// Made at.
    pub created_at: Instant,
    /// Last used, to five minutes.
    pub used_at: Option<Instant>,
    /// Until when, or for good.
    pub expires_at: Option<Instant>,
}

/// One live token of a person.
pub fn get_token(conn: &mut Conn, user: UserId, id: TokenId) -> Result<LiveToken, DbError> {
    let own = api_tokens::table.filter(api_tokens::id.eq(id)).filter(api_tokens::user_id.eq(user)).filter(api_tokens::revoked_at.is_null());
    let fields =
        (api_tokens::id, api_tokens::name, api_tokens::scopes, api_tokens::created_at, api_tokens::used_at, api_tokens::expires_at);
    Ok(own.select(fields).first(conn)?)
}

/// The live tokens of a person, newest first, at most 100; those that came from signing in too.
pub fn list_tokens(conn: &mut Conn, user: UserId, now: Instant) -> Result<Vec<LiveToken>, DbError> {
    let live = api_tokens::table
        .filter(api_tokens::user_id.eq(user))
        .filter(api_tokens::revoked_at.is_null())
        .filter(api_tokens::expires_at.is_null().or(api_tokens::expires_at.gt(now)));
    let fields =
        (api_tokens::id, api_tokens::name, api_tokens::scopes, api_tokens::created_at, api_tokens::used_at, api_tokens::expires_at);
    Ok(live.order((api_tokens::created_at.desc(), api_tokens::id.desc())).select(fields).at_most(100).load(conn)?)
}

//! The versions of rules that moderators made, and the texts that a new one is tried on.

use super::model::Rule;
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::UserId;
use crate::schema::{briefs, lint_rules as rules, users};
use diesel::prelude::*;

/// Nobody keeps more rules.
const MOST: i64 = 1_000;

/// The newest version of each rule that moderators changed or made.
pub fn list_newest(conn: &mut Conn) -> Result<Vec<Rule>, DbError> {
    let later = diesel::alias!(rules as later);
    let is_old = later.filter(later.field(rules::rule_id).eq(rules::rule_id)).filter(later.field(rules::version).gt(rules::version));
    let newest = rules::table.filter(diesel::dsl::not(diesel::dsl::exists(is_old))).order(rules::rule_id);
    let bodies: Vec<String> = newest.select(rules::body).at_most(MOST).load(conn)?;
    // An unreadable rule is none: a newer program wrote it.
    Ok(bodies.iter().filter_map(|body| serde_json::from_str(body).ok()).collect())
}

/// How many versions there are: whether anything is new.
pub(super) fn count(conn: &mut Conn) -> Result<i64, DbError> {
    Ok(rules::table.count().get_result(conn)?)
}

/// A version of a rule.
pub(super) struct Kept {
    pub(super) version: i64,
    pub(super) by: String,
    pub(super) at: Instant,
}

/// The versions of a rule that moderators made, newest first.
pub(super) fn list_versions(conn: &mut Conn, id: &str) -> Result<Vec<Kept>, DbError> {
    let own = rules::table.inner_join(users::table).filter(rules::rule_id.eq(id)).order(rules::version.desc()).limit(50);
    let rows: Vec<(i64, String, Instant)> = own.select((rules::version, users::name, rules::at)).load(conn)?;
    Ok(rows.into_iter().map(|(version, by, at)| Kept { version, by, at }).collect())
}

/// A new version. Refusals: `version.stale` if somebody made it meanwhile.
pub(super) fn insert(tx: &mut Tx<'_>, rule: &Rule, by: UserId, at: Instant) -> Result<(), Failure> {
    let body = serde_json::to_string(rule).map_err(|error| Failure::Bug(error.to_string()))?;
    let row = (rules::rule_id.eq(&rule.id), rules::version.eq(rule.version), rules::body.eq(body), rules::made_by.eq(by), rules::at.eq(at));
    match diesel::insert_into(rules::table).values(row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(DbError::Unique(_)) => Err(VERSION_STALE.into()),
        Err(other) => Err(other.into()),
    }
}

/// Title and body of the newest open briefs.
pub(super) fn list_texts(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    let open = briefs::table.filter(briefs::state.eq("open")).order(briefs::published_at.desc()).limit(500);
    let rows: Vec<(String, String)> = open.select((briefs::title, briefs::body)).load(conn)?;
    Ok(rows.into_iter().map(|(title, body)| format!("{title}\n{body}")).collect())
}

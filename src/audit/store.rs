//! The rows of the audit log.

use super::{Act, chain};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::{Cursor, Instant, Limit, Slice};
use crate::schema::{audit_heads, audit_lines};
use diesel::prelude::*;

/// A line of the log.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_lines, treat_none_as_default_value = false)]
pub struct Line {
    /// Its chain, 0 to 63.
    pub bucket: i32,
    /// Its place there.
    pub seq: i64,
    /// When.
    pub at: Instant,
    /// Who: an id, `platform` or `operator`.
    pub actor: String,
    /// What, dotted.
    pub action: String,
    /// To what.
    pub object: String,
    /// Why, where a reason was wanted.
    pub reason: String,
    /// In which request.
    pub request_id: String,
    pub(super) prev_hash: String,
    /// Its link in the chain.
    pub hash: String,
}

impl Line {
    pub(super) fn digest(&self, prev_hash: &str) -> String {
        let (bucket, seq, at) = (self.bucket.to_string(), self.seq.to_string(), self.at.0.to_string());
        chain::digest(prev_hash, &[&bucket, &seq, &at, &self.actor, &self.action, &self.object, &self.reason, &self.request_id])
    }
}

/// Adds a line to the log, in the transaction of the act. `action` is dotted (`milestone.approved`), `object` an id, `reason` may be empty. All lines of
/// one request stand in one chain: two transactions that held several heads in different order would wait for each other for ever.
pub fn note(tx: &mut Tx<'_>, act: &Act, action: &str, object: &dyn std::fmt::Display, reason: &str) -> Result<(), DbError> {
    let object = object.to_string();
    let bucket = chain::bucket_of(&act.request);
    let (seq, prev_hash) = diesel::update(audit_heads::table.find(bucket))
        .set(audit_heads::seq.eq(audit_heads::seq + 1))
        .returning((audit_heads::seq, audit_heads::hash))
        .get_result::<(i64, String)>(&mut **tx)?;
    let mut line = Line {
        bucket,
        seq,
        at: act.at,
        actor: act.actor.to_string(),
        action: action.to_owned(),
        object,
        reason: reason.to_owned(),
        request_id: act.request.clone(),
        prev_hash,
        hash: String::new(),
    };
    line.hash = line.digest(&line.prev_hash);
    diesel::update(audit_heads::table.find(bucket)).set(audit_heads::hash.eq(&line.hash)).execute(&mut **tx)?;
    diesel::insert_into(audit_lines::table).values(&line).execute(&mut **tx)?;
    Ok(())
}

/// Lines of the log, newest first: about one thing or by one actor, or all.
pub fn list(conn: &mut Conn, about: Option<&str>, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Line>, DbError> {
    let mut rows = audit_lines::table.into_boxed();
    if let Some(about) = about {
        rows = rows.filter(audit_lines::object.eq(about).or(audit_lines::actor.eq(about)));
    }
    let place = after.and_then(|cursor| Some((Instant(cursor.key), cursor.id.split_once('.')?)));
    if let Some((at, (Ok(bucket), Ok(seq)))) = place.map(|(at, (bucket, seq))| (at, (bucket.parse::<i32>(), seq.parse::<i64>()))) {
        let below = audit_lines::bucket.lt(bucket).or(audit_lines::bucket.eq(bucket).and(audit_lines::seq.lt(seq)));
        rows = rows.filter(audit_lines::at.lt(at).or(audit_lines::at.eq(at).and(below)));
    }
    let rows = rows.order((audit_lines::at.desc(), audit_lines::bucket.desc(), audit_lines::seq.desc()));
    let found = rows.select(audit_lines::all_columns).at_most(limit.rows_and_one()).load(conn)?;
    Ok(Slice::cut(found, limit, |last: &Line| Cursor { key: last.at.0, id: format!("{}.{}", last.bucket, last.seq) }))
}

pub(super) fn list_after(conn: &mut Conn, bucket: i32, seq: i64, limit: i64) -> Result<Vec<Line>, DbError> {
    let lines = audit_lines::table.filter(audit_lines::bucket.eq(bucket)).filter(audit_lines::seq.gt(seq));
    Ok(lines.order(audit_lines::seq).select(audit_lines::all_columns).at_most(limit).load(conn)?)
}

pub(super) fn head(conn: &mut Conn, bucket: i32) -> Result<(i64, String), DbError> {
    Ok(audit_heads::table.find(bucket).select((audit_heads::seq, audit_heads::hash)).get_result(conn)?)
}

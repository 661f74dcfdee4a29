//! The rows of the audit log.

use super::{Act, chain};
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::schema::{audit_heads, audit_lines};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_lines, treat_none_as_default_value = false)]
pub(super) struct Line {
    pub(super) bucket: i32,
    pub(super) seq: i64,
    at: Instant,
    actor: String,
    action: String,
    object: String,
    reason: String,
    request_id: String,
    pub(super) prev_hash: String,
    pub(super) hash: String,
}

impl Line {
    pub(super) fn digest(&self, prev_hash: &str) -> String {
        let (bucket, seq, at) = (self.bucket.to_string(), self.seq.to_string(), self.at.0.to_string());
        chain::digest(prev_hash, &[&bucket, &seq, &at, &self.actor, &self.action, &self.object, &self.reason, &self.request_id])
    }
}

/// Adds a line to the log, in the transaction of the act. `action` is dotted (`milestone.approved`), `object` an id, `reason` may be empty.
pub fn note(tx: &mut Tx<'_>, act: &Act, action: &str, object: &dyn std::fmt::Display, reason: &str) -> Result<(), DbError> {
    let object = object.to_string();
    let bucket = chain::bucket_of(&object);
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

pub(super) fn list_after(conn: &mut Conn, bucket: i32, seq: i64, limit: i64) -> Result<Vec<Line>, DbError> {
    let lines = audit_lines::table.filter(audit_lines::bucket.eq(bucket)).filter(audit_lines::seq.gt(seq));
    Ok(lines.order(audit_lines::seq).limit(limit).select(audit_lines::all_columns).load(conn)?)
}

pub(super) fn head(conn: &mut Conn, bucket: i32) -> Result<(i64, String), DbError> {
    Ok(audit_heads::table.find(bucket).select((audit_heads::seq, audit_heads::hash)).get_result(conn)?)
}

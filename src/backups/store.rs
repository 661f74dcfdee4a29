//! What of the rows a backup must know: where the chains end, and which stored files there are.

use super::model::{Head, Heads};
use crate::platform::db::{Conn, DbError};
use crate::platform::storage::StorageKey;
use crate::schema::{audit_heads, files, ledger_heads, users};
use diesel::prelude::*;

/// Where the chains end.
pub(super) fn heads(conn: &mut Conn) -> Result<Heads, DbError> {
    let head = |(bucket, seq, hash)| Head { bucket, seq, hash };
    let ledger: Vec<(i32, i64, String)> =
        ledger_heads::table.order(ledger_heads::bucket).select((ledger_heads::bucket, ledger_heads::seq, ledger_heads::hash)).load(conn)?;
    let audit: Vec<(i32, i64, String)> =
        audit_heads::table.order(audit_heads::bucket).select((audit_heads::bucket, audit_heads::seq, audit_heads::hash)).load(conn)?;
    Ok(Heads { ledger: ledger.into_iter().map(head).collect(), audit: audit.into_iter().map(head).collect() })
}

/// A stored file: its key, the hash that its row has, and the key of its copies if it is a picture.
pub(super) type Named = (StorageKey, String, Option<StorageKey>);

/// Every stored file that a row names.
pub(super) fn list_files(conn: &mut Conn) -> Result<Vec<Named>, DbError> {
    Ok(files::table.order(files::storage_key).select((files::storage_key, files::sha256, files::preview_key)).load(conn)?)
}

/// Nobody was ever here.
pub(super) fn is_unused(conn: &mut Conn) -> Result<bool, DbError> {
    Ok(users::table.count().get_result::<i64>(conn)? == 0)
}

//! The rows of shows.

use super::model::{Evidence, Show};
use crate::contracts::Party;
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, FileId};
use crate::schema::broadcasts;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = broadcasts, treat_none_as_default_value = false, treat_none_as_null = true)]
struct Row {
    contract_id: ContractId,
    version: i64,
    rehearsal_at: Option<Instant>,
    rehearsed_at: Option<Instant>,
    started_at: Option<Instant>,
    start_url: String,
    start_file: Option<FileId>,
    ended_at: Option<Instant>,
    end_url: String,
    end_file: Option<FileId>,
    no_show: Option<Party>,
    no_show_at: Option<Instant>,
    code_sha256: String,
    code_until: Option<Instant>,
    handed_at: Option<Instant>,
    handed_to: String,
}

impl From<Row> for Show {
    fn from(row: Row) -> Self {
        Self {
            contract: row.contract_id,
            version: row.version,
            rehearsal_at: row.rehearsal_at,
            rehearsed_at: row.rehearsed_at,
            started_at: row.started_at,
            start: Evidence { url: row.start_url, file: row.start_file },
            ended_at: row.ended_at,
            end: Evidence { url: row.end_url, file: row.end_file },
            no_show: row.no_show.zip(row.no_show_at),
            code_sha256: row.code_sha256,
            code_until: row.code_until,
            handed_at: row.handed_at,
            handed_to: row.handed_to,
        }
    }
}

impl From<&Show> for Row {
    fn from(show: &Show) -> Self {
        let (no_show, no_show_at) = show.no_show.unzip();
        Self {
            contract_id: show.contract,
            version: show.version,
            rehearsal_at: show.rehearsal_at,
            rehearsed_at: show.rehearsed_at,
            started_at: show.started_at,
            start_url: show.start.url.clone(),
            start_file: show.start.file,
            ended_at: show.ended_at,
            end_url: show.end.url.clone(),
            end_file: show.end.file,
            no_show,
            no_show_at,
            code_sha256: show.code_sha256.clone(),
            code_until: show.code_until,
            handed_at: show.handed_at,
            handed_to: show.handed_to.clone(),
        }
    }
}

/// The facts of a show, if there are any.
pub(super) fn find(conn: &mut Conn, id: ContractId) -> Result<Option<Show>, DbError> {
    Ok(broadcasts::table.find(id).select(Row::as_select()).get_result(conn).optional()?.map(Show::from))
}

/// The show whose camera this code hands over.
pub(super) fn find_by_code(conn: &mut Conn, sha256: &str) -> Result<Option<Show>, DbError> {
    let row = broadcasts::table.filter(broadcasts::code_sha256.eq(sha256)).select(Row::as_select());
    Ok(row.get_result(conn).optional()?.map(Show::from))
}

/// What happened, if the show still is what was seen.
pub(super) fn write(tx: &mut Tx<'_>, seen: &Show, show: &Show) -> Result<(), Failure> {
    let row = Row::from(show);
    if seen.version == 0 {
        return match diesel::insert_into(broadcasts::table).values(&row).execute(&mut **tx).map_err(DbError::from) {
            Ok(_) => Ok(()),
            Err(DbError::Unique(_)) => Err(VERSION_STALE.into()),
            Err(other) => Err(other.into()),
        };
    }
    let there = broadcasts::table.find(seen.contract).filter(broadcasts::version.eq(seen.version));
    let rows = diesel::update(there).set(&row).execute(&mut **tx).map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

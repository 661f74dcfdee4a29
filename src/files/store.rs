//! The rows of `files`.

use super::model::{File, Purpose};
use crate::platform::db::{Among as _, AtMost, Conn, DbError, Tx};
use crate::platform::sniff::MediaType;
use crate::platform::storage::StorageKey;
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, FileId, UserId};
use crate::schema::files;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = files, treat_none_as_default_value = false)]
struct Row {
    id: FileId,
    purpose: Purpose,
    owner_id: UserId,
    contract_id: Option<ContractId>,
    name: String,
    size: i64,
    sha256: String,
    media_type: MediaType,
    width: Option<i32>,
    height: Option<i32>,
    storage_key: StorageKey,
    preview_key: Option<StorageKey>,
    created_at: Instant,
}

impl From<Row> for File {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            purpose: row.purpose,
            owner: row.owner_id,
            contract: row.contract_id,
            name: row.name,
            size: row.size,
            sha256: row.sha256,
            media: row.media_type,
            pixels: row.width.zip(row.height),
            key: row.storage_key,
            preview: row.preview_key,
            created_at: row.created_at,
        }
    }
}

/// A file whose bytes are on the disk.
pub fn insert(tx: &mut Tx<'_>, file: &File) -> Result<(), DbError> {
    let row = Row {
        id: file.id,
        purpose: file.purpose,
        owner_id: file.owner,
        contract_id: file.contract,
        name: file.name.clone(),
        size: file.size,
        sha256: file.sha256.clone(),
        media_type: file.media,
        width: file.pixels.map(|pixels| pixels.0),
        height: file.pixels.map(|pixels| pixels.1),
        storage_key: file.key.clone(),
        preview_key: file.preview.clone(),
        created_at: file.created_at,
    };
    diesel::insert_into(files::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// One file.
pub fn find(conn: &mut Conn, id: FileId) -> Result<Option<File>, DbError> {
    Ok(files::table.find(id).select(Row::as_select()).get_result(conn).optional()?.map(File::from))
}

/// These files, in no order; what is not there is not in the answer.
pub fn list(conn: &mut Conn, ids: &[FileId]) -> Result<Vec<File>, DbError> {
    let rows: Vec<Row> = files::table.filter(files::id.among(ids)).select(Row::as_select()).at_most(1_000).load(conn)?;
    Ok(rows.into_iter().map(File::from).collect())
}

/// How many bytes the files of a deal have.
pub fn bytes_of_contract(conn: &mut Conn, contract: ContractId) -> Result<i64, DbError> {
    let total = diesel::dsl::sql::<diesel::sql_types::BigInt>("CAST(COALESCE(SUM(size), 0) AS BIGINT)");
    Ok(files::table.filter(files::contract_id.eq(contract)).select(total).get_result(conn)?)
}

/// Of these keys, those that a row names.
pub(super) fn list_named(conn: &mut Conn, keys: &[StorageKey]) -> Result<Vec<StorageKey>, DbError> {
    let whole: Vec<StorageKey> = keys.iter().map(StorageKey::whole).collect();
    let named = files::table.filter(files::storage_key.eq_any(whole.clone()).or(files::preview_key.assume_not_null().eq_any(whole)));
    let rows: Vec<(StorageKey, Option<StorageKey>)> = named.select((files::storage_key, files::preview_key)).at_most(10_000).load(conn)?;
    Ok(rows.into_iter().flat_map(|(original, preview)| preview.into_iter().chain([original])).collect())
}

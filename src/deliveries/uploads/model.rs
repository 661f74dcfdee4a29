//! What an upload is that may go on.

use crate::platform::storage::StorageKey;
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, FileId, UploadId, UserId};
use crate::schema::uploads;
use diesel::prelude::*;

/// Hours for a file to come whole.
pub(super) const LASTS_HOURS: i64 = 24;
/// Bytes of one file: 200 MiB.
pub(super) const MOST_BYTES: i64 = 200 << 20;
/// Uploads of one person in a deal that are not whole yet.
pub(super) const MOST_OPEN: i64 = 50;

/// A file on its way in, in several requests.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = uploads, treat_none_as_default_value = false)]
pub(super) struct Resumable {
    pub(super) id: UploadId,
    pub(super) contract_id: ContractId,
    pub(super) owner_id: UserId,
    /// As its sender named it, cleaned.
    pub(super) name: String,
    /// How many bytes it will have.
    pub(super) size: i64,
    pub(super) storage_key: StorageKey,
    pub(super) created_at: Instant,
    pub(super) expires_at: Instant,
    /// What it became.
    pub(super) file_id: Option<FileId>,
}

impl Resumable {
    /// Its size as bytes are counted.
    pub(super) fn length(&self) -> u64 {
        u64::try_from(self.size).unwrap_or_default()
    }
}

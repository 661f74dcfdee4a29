//! What somebody does who sends a large file.

use super::model::{LASTS_HOURS, MOST_BYTES, MOST_OPEN, Resumable};
use super::store;
use crate::audit::Act;
use crate::contracts;
use crate::deliveries::actions::{add_files, room_left};
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{Conn, Tx};
use crate::platform::intake::Received;
use crate::platform::storage::StorageKey;
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, FileId, UploadId};
use crate::sessions::Person;

/// What is going to come.
#[derive(Debug, Clone)]
pub(super) struct Announced {
    pub(super) name: String,
    pub(super) size: i64,
    pub(super) key: StorageKey,
}

/// Somebody announces a file. Its bytes count against what the deal may hold from now on.
pub(super) fn begin(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId, new: &Announced) -> Result<Resumable, Failure> {
    let (contract, _) = contracts::see_contract(tx, person, id)?;
    contracts::hold_contract(tx, &contract)?;
    let room = i64::try_from(room_left(tx, person, id)?).unwrap_or(i64::MAX);
    if store::count_open(tx, id, person.id, act.at)? >= MOST_OPEN {
        return Err(Failure::Limited(3_600));
    }
    let left = room.saturating_sub(store::bytes_under_way(tx, id, act.at)?);
    if new.size > MOST_BYTES.min(left) {
        return Err(Failure::TooLarge);
    }
    let upload = Resumable {
        id: UploadId::random(),
        contract_id: id,
        owner_id: person.id,
        name: new.name.clone(),
        size: new.size,
        storage_key: new.key.clone(),
        created_at: act.at,
        expires_at: act.at.plus_hours(LASTS_HOURS),
        file_id: None,
    };
    store::insert(tx, &upload)?;
    Ok(upload)
}

/// The person's own upload, as long as he may send to that deal.
pub(super) fn find(conn: &mut Conn, person: &Person, id: UploadId, now: Instant) -> Result<Resumable, Failure> {
    let upload = store::find(conn, person.id, id, now)?.ok_or(Failure::NotFound)?;
    contracts::see_contract(conn, person, upload.contract_id)?;
    Ok(upload)
}

/// All of it is here and was taken in: it is a file of the deal.
pub(super) fn finish(tx: &mut Tx<'_>, act: &Act, person: &Person, id: UploadId, received: &Received) -> Result<FileId, Failure> {
    let upload = find(tx, person, id, act.at)?;
    let files = add_files(tx, act, person, upload.contract_id, std::slice::from_ref(received))?;
    let file = files.first().copied().ok_or(VERSION_STALE)?;
    if store::set_file(tx, id, file)? { Ok(file) } else { Err(VERSION_STALE.into()) }
}

/// It is not wanted any more, or cannot be taken.
pub(super) fn forget(tx: &mut Tx<'_>, id: UploadId) -> Result<(), Failure> {
    Ok(store::delete(tx, id)?)
}

//! Files that come with what is said about a bid: for its two sides, as they were sent, at once.

use super::store;
use crate::audit::{self, Act};
use crate::bids;
use crate::failure::{Failure, FieldErrors};
use crate::files::{self, File, Purpose};
use crate::messages::rules::{MOST_FILES, TALK_BYTES};
use crate::platform::db::{Conn, Tx};
use crate::platform::intake::Received;
use crate::platform::sniff::FileError;
use crate::primitives::id::{BidId, FileId};
use crate::sessions::Person;

/// How many bytes may still be sent about a bid.
pub(super) fn room(conn: &mut Conn, id: BidId) -> Result<u64, Failure> {
    Ok(TALK_BYTES.saturating_sub(u64::try_from(store::bytes_of(conn, id)?).unwrap_or(u64::MAX)))
}

/// Gives the files that came in their rows. Failure: they have no room any more.
pub(super) fn add(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BidId, received: &[Received]) -> Result<Vec<File>, Failure> {
    let mut left = room(tx, id)?;
    let mut added = Vec::with_capacity(received.len());
    for one in received {
        let rest = u64::try_from(one.stored.size).ok().and_then(|size| left.checked_sub(size));
        let Some(rest) = rest else {
            let mut errors = FieldErrors::default();
            errors.add_with("files", FileError::DealFull.code(), vec![("name", one.name.clone())]);
            return Err(Failure::Invalid(errors));
        };
        left = rest;
        let file = File::new(Purpose::Brief, person.id, None, one, act.at);
        files::insert(tx, &file)?;
        audit::note(tx, act, "file.added", &file.id, &file.sha256)?;
        added.push(file);
    }
    Ok(added)
}

/// The files that are named, of those that wait for this person's words. Failure: another is named, or they are too many with those that come now.
pub(super) fn chosen(conn: &mut Conn, person: &Person, id: BidId, (named, coming): (&[FileId], usize)) -> Result<Vec<File>, Failure> {
    let mut files = store::list_waiting(conn, id, person.id)?;
    files.retain(|file| named.contains(&file.id));
    if files.len() < named.len() {
        return Err(Failure::field("files", "choice"));
    }
    if files.len().saturating_add(coming) > MOST_FILES {
        let mut errors = FieldErrors::default();
        errors.add_with("files", FileError::TooMany.code(), vec![("max", MOST_FILES.to_string())]);
        return Err(Failure::Invalid(errors));
    }
    Ok(files)
}

/// What came with words that could not be taken waits for better ones, beside what waited already and is still wanted.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    id: BidId,
    (still, received): (&[FileId], &[Received]),
) -> Result<(), Failure> {
    let still: Vec<FileId> = chosen(tx, person, id, (still, received.len()))?.iter().map(|file| file.id).collect();
    store::keep_waiting(tx, (id, person.id), &still)?;
    let added = add(tx, act, person, id, received)?;
    Ok(store::insert_waiting(tx, id, &added, act.at)?)
}

/// A file that came with what was said about this bid, for whoever may see the bid.
pub(super) fn see(conn: &mut Conn, person: &Person, bid: BidId, id: FileId) -> Result<File, Failure> {
    bids::see(conn, person, bid)?;
    store::find_file(conn, bid, id)?.ok_or(Failure::NotFound)
}

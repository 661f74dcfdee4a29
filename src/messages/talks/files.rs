//! Files that come with what is said about a bid: for its two sides, as they were sent, at once.

use super::store;
use crate::audit::{self, Act};
use crate::bids;
use crate::failure::{Failure, FieldErrors};
use crate::files::{self, File, Purpose};
use crate::messages::rules::TALK_BYTES;
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

/// A file that came with what was said about this bid, for whoever may see the bid.
pub(super) fn see(conn: &mut Conn, person: &Person, bid: BidId, id: FileId) -> Result<File, Failure> {
    bids::see(conn, person, bid)?;
    store::find_file(conn, bid, id)?.ok_or(Failure::NotFound)
}

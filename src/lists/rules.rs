//! How much is remembered.

use crate::failure::Refusal;

/// Lists of one organisation.
pub(super) const LISTS: i64 = 50;
/// Creators of one list: as many as one brief invites.
pub(super) const ENTRIES: i64 = 100;
/// Characters of a name.
pub(super) const NAME_CHARS: usize = 60;
/// Characters of a note.
pub(super) const NOTE_CHARS: usize = 500;

/// The organisation has as many lists as it may.
const TOO_MANY: Refusal = Refusal::conflict("list.too_many");
/// As many creators stand in the list as may.
const FULL: Refusal = Refusal::conflict("list.full");

/// One more list beside so many.
pub(super) fn one_more_list(lists: i64) -> Result<(), Refusal> {
    if lists >= LISTS { Err(TOO_MANY.with("max", LISTS)) } else { Ok(()) }
}

/// One more creator beside so many.
pub(super) fn one_more_entry(entries: i64) -> Result<(), Refusal> {
    if entries >= ENTRIES { Err(FULL.with("max", ENTRIES)) } else { Ok(()) }
}

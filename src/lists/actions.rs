//! Making lists, remembering creators in them, and inviting a whole list.

use super::model::{Entry, List};
use super::{rules, store};
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{CreatorId, ListId, OrgId};
use crate::sessions::{OrgKind, Person, Right};

/// The merchants whose lists the person reads, or also writes.
pub(super) fn orgs(person: &Person, right: Right) -> Vec<(OrgId, String)> {
    let may = |member: &&crate::sessions::Member| member.kind == OrgKind::Merchant && member.role.allows(right);
    person.memberships.iter().filter(may).map(|member| (member.org, member.org_name.clone())).collect()
}

/// A list of an organisation that this person belongs to, if the role has the right. Strangers find nothing.
pub(super) fn get_for(conn: &mut Conn, person: &Person, id: ListId, right: Right) -> Result<List, Failure> {
    let list = store::find(conn, id)?.ok_or(Failure::NotFound)?;
    person.can(list.org, right)?;
    Ok(list)
}

/// A list with who stands in it.
pub(super) fn see(conn: &mut Conn, person: &Person, id: ListId) -> Result<(List, Vec<Entry>), Failure> {
    let list = get_for(conn, person, id, Right::Read)?;
    Ok((list, store::list_entries(conn, id)?))
}

/// A new list; one of this name stays as it is.
pub fn create(tx: &mut Tx<'_>, act: &Act, person: &Person, (org, name): (OrgId, &str)) -> Result<ListId, Failure> {
    person.can(org, Right::Work)?;
    if person.membership(org).is_none_or(|member| member.kind != OrgKind::Merchant) {
        return Err(Failure::NotFound);
    }
    if let Some(known) = store::find_named(tx, org, name)? {
        return Ok(known);
    }
    rules::one_more_list(store::count(tx, org)?)?;
    let id = ListId::random();
    store::insert(tx, id, (org, name), (person.id, act.at))?;
    audit::note(tx, act, "list.made", &id, "")?;
    Ok(id)
}

/// Another name for a list.
pub(super) fn rename(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ListId, name: &str) -> Result<(), Failure> {
    let list = get_for(tx, person, id, Right::Work)?;
    if store::find_named(tx, list.org, name)?.is_some_and(|other| other != id) {
        return Err(Failure::field("name", "taken"));
    }
    store::rename(tx, id, name)?;
    Ok(audit::note(tx, act, "list.renamed", &id, "")?)
}

/// A list goes, with its notes.
pub(super) fn remove(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ListId) -> Result<(), Failure> {
    get_for(tx, person, id, Right::Work)?;
    store::empty(tx, id)?;
    store::delete(tx, id)?;
    Ok(audit::note(tx, act, "list.removed", &id, "")?)
}

/// A creator is remembered in a list, with a note; in it already, the note changes.
pub fn save(tx: &mut Tx<'_>, act: &Act, person: &Person, (id, creator): (ListId, CreatorId), note: &str) -> Result<(), Failure> {
    let list = get_for(tx, person, id, Right::Work)?;
    if store::notes_on(tx, &[id], creator)?.is_empty() {
        rules::one_more_entry(list.count)?;
    }
    store::put(tx, (id, creator), note, (person.id, act.at))?;
    Ok(audit::note(tx, act, "list.saved", &id, &creator.to_string())?)
}

/// As [`save`], where one note is typed for several lists: nothing typed leaves the note of a list in which the creator stands as it is.
pub(super) fn remember(tx: &mut Tx<'_>, act: &Act, person: &Person, (id, creator): (ListId, CreatorId), note: &str) -> Result<(), Failure> {
    get_for(tx, person, id, Right::Work)?;
    if note.is_empty() && !store::notes_on(tx, &[id], creator)?.is_empty() {
        return Ok(());
    }
    save(tx, act, person, (id, creator), note)
}

/// A creator leaves a list.
pub(super) fn drop(tx: &mut Tx<'_>, act: &Act, person: &Person, (id, creator): (ListId, CreatorId)) -> Result<(), Failure> {
    get_for(tx, person, id, Right::Work)?;
    if store::remove(tx, id, creator)? {
        audit::note(tx, act, "list.dropped", &id, &creator.to_string())?;
    }
    Ok(())
}

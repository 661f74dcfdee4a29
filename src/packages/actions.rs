//! What a creator does with the rate card.

use super::forms::Written;
use super::model::Package;
use super::{rules, store};
use crate::audit::{self, Act};
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::PackageId;
use crate::sessions::Person;

/// The rate card of this person, also what cannot be ordered now.
pub(super) fn list_own(conn: &mut Conn, person: &Person) -> Result<Vec<Package>, Failure> {
    Ok(store::list(conn, person.creator_id()?)?)
}

/// A package of this person.
pub(super) fn get_own(conn: &mut Conn, person: &Person, id: PackageId) -> Result<Package, Failure> {
    let creator = person.creator_id()?;
    store::find(conn, id)?.filter(|package| package.creator == creator).ok_or(Failure::NotFound)
}

/// One more package, for everybody to order.
pub fn add(tx: &mut Tx<'_>, act: &Act, person: &Person, written: &Written) -> Result<(), Failure> {
    let creator = person.creator_id()?;
    if store::list(tx, creator)?.len() >= rules::MAX_PACKAGES {
        return Err(rules::TOO_MANY.with("max", rules::MAX_PACKAGES).into());
    }
    let package = Package {
        id: PackageId::random(),
        creator,
        version: 1,
        is_on: true,
        price: written.price,
        offering: written.offering.clone(),
        written_at: act.at,
    };
    store::insert(tx, &package)?;
    store::insert_version(tx, &package)?;
    Ok(audit::note(tx, act, "package.added", &package.id, "")?)
}

/// Other words for those that were seen. Who has the old ones before him cannot order any more without seeing these.
pub(super) fn save(tx: &mut Tx<'_>, act: &Act, person: &Person, (id, seen): (PackageId, i64), written: &Written) -> Result<(), Failure> {
    let before = get_own(tx, person, id)?;
    let changed = Package {
        price: written.price,
        offering: written.offering.clone(),
        version: seen.saturating_add(1),
        written_at: act.at,
        ..before.clone()
    };
    if (&changed.offering, changed.price) == (&before.offering, before.price) {
        return Ok(());
    }
    if !store::advance(tx, id, seen)? {
        return Err(VERSION_STALE.into());
    }
    store::insert_version(tx, &changed)?;
    Ok(audit::note(tx, act, "package.changed", &id, "")?)
}

/// It can be ordered, or cannot for now.
pub(super) fn switch(tx: &mut Tx<'_>, act: &Act, person: &Person, id: PackageId, is_on: bool) -> Result<(), Failure> {
    get_own(tx, person, id)?;
    store::set_on(tx, id, is_on)?;
    Ok(audit::note(tx, act, if is_on { "package.on" } else { "package.off" }, &id, "")?)
}

/// It leaves the rate card. Deals that came of it go on.
pub(super) fn remove(tx: &mut Tx<'_>, act: &Act, person: &Person, id: PackageId) -> Result<(), Failure> {
    get_own(tx, person, id)?;
    store::remove(tx, id, act.at)?;
    Ok(audit::note(tx, act, "package.removed", &id, "")?)
}

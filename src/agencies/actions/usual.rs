//! What an agency usually proposes, and who signs for it: where an invitation begins. Nothing that was signed changes with it.

use super::agency;
use crate::agencies::model::{Signatory, Usual};
use crate::agencies::store;
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::OrgId;
use crate::sessions::{Person, Right};

/// The agency's name and what it said, for whoever manages it.
pub(in crate::agencies) fn usual(conn: &mut Conn, person: &Person, id: OrgId) -> Result<(String, Option<Usual>), Failure> {
    let name = agency(conn, person, id, Right::Manage)?;
    Ok((name, store::find_usual(conn, id)?))
}

/// Whoever manages the agency says so.
pub fn set_usual(tx: &mut Tx<'_>, act: &Act, person: &Person, id: OrgId, new: &Usual) -> Result<(), Failure> {
    agency(tx, person, id, Right::Manage)?;
    store::set_usual(tx, id, new, (person.id, act.at))?;
    Ok(audit::note(tx, act, "agency.usual_terms_set", &id, "")?)
}

/// Who stands in the terms for the agency: whoever it named, or else the person who sends them.
pub(super) fn signatory(conn: &mut Conn, person: &Person, id: OrgId) -> Result<Signatory, Failure> {
    let named = store::find_usual(conn, id)?.map(|usual| usual.signatory).filter(|signatory| !signatory.name.is_empty());
    Ok(named.unwrap_or_else(|| Signatory { name: person.name.clone(), office: String::new() }))
}

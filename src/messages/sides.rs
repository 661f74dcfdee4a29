//! Who reads for which side of a deal.

use crate::agencies::{self, Consent};
use crate::contracts::rules::Access;
use crate::contracts::{Contract, Party};
use crate::failure::Failure;
use crate::notices;
use crate::platform::db::Conn;
use crate::primitives::id::UserId;
use crate::sessions::Right;

/// Those who are written to when the merchant writes: the creator, and those who may answer for him.
pub(super) fn creators(conn: &mut Conn, contract: &Contract) -> Result<Vec<UserId>, Failure> {
    let mut all = vec![notices::user_of_creator(conn, contract.creator)?];
    if let Some(split) = contract.agency
        && agencies::allows(conn, split.agency, contract.creator, Consent::Message)?
    {
        let agents = notices::list_members_who(conn, split.agency, Right::Work)?;
        let theirs = notices::list_members_who(conn, contract.org, Right::Read)?;
        all.extend(agents.into_iter().filter(|user| !theirs.contains(user)));
    }
    Ok(all)
}

/// The person belongs to the merchant.
pub(super) fn is_of_merchant(conn: &mut Conn, contract: &Contract, user: UserId) -> Result<bool, Failure> {
    Ok(notices::list_members_who(conn, contract.org, Right::Read)?.contains(&user))
}

/// To the creator's own side: who he is, and what the agency of the deal is called.
pub(super) fn agents(conn: &mut Conn, contract: &Contract, reader: Access) -> Result<Option<(UserId, String)>, Failure> {
    let Some(split) = contract.agency.filter(|_| reader.party == Party::Creator) else { return Ok(None) };
    let creator = notices::user_of_creator(conn, contract.creator)?;
    Ok(agencies::find_agency(conn, split.agency)?.map(|name| (creator, name)))
}

//! What the page of a bid shows of the agency through which it came.

use crate::agencies::{self, Consent, Consents};
use crate::bids::actions::Access;
use crate::bids::model::Bid;
use crate::bids::store;
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::sessions::Person;

/// The agency that bids in the bidder's name, with the way to it for one of its members, and what the bidder allows such a one.
pub(super) fn through(
    conn: &mut Conn,
    who: &Person,
    bid: &Bid,
    access: Access,
) -> Result<(Option<(String, Option<String>)>, Consents), Failure> {
    let Some(agency) = bid.agency else { return Ok((None, Consents::default())) };
    let name = store::org_name(conn, agency)?;
    if access != Access::Agent {
        return Ok((Some((name, None)), Consents::default()));
    }
    Ok((Some((name, Some(format!("/agencies/{agency}")))), agencies::consents_of(conn, who, agency, bid.creator)?))
}

/// Of what the bidder may do, what he allows a member of his agency.
pub(super) fn by_agent(verbs: Vec<&'static str>, consents: &Consents) -> Vec<&'static str> {
    let may = |verb: &&str| match *verb {
        "edit" | "withdraw" => consents.has(Consent::Bid),
        "offer" | "accept" => consents.has(Consent::Accept),
        _ => false,
    };
    verbs.into_iter().filter(|verb| may(verb)).collect()
}

//! What the page of a bid shows of the agency through which it came.

use crate::agencies::{self, Consent, Consents};
use crate::bids::actions::Access;
use crate::bids::model::Bid;
use crate::bids::store;
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::primitives::BasisPoints;
use crate::sessions::Person;

/// How a bid came, as far as the reader may know it.
#[derive(Debug, Clone, Default)]
pub(super) struct Through {
    /// The agency that bids in the bidder's name, with the way to it for one of its members.
    pub(super) agency: Option<(String, Option<String>)>,
    /// What the bidder allows the reader, if he is such a one.
    pub(super) consents: Consents,
    /// The reader is such a one, and reads the deals that come of their bids.
    pub(super) reads_deals: bool,
    /// Its share if the bid is chosen now, for the bidder's side.
    pub(super) share: Option<BasisPoints>,
}

/// How a bid came, for a reader.
pub(super) fn through(conn: &mut Conn, who: &Person, bid: &Bid, access: Access) -> Result<Through, Failure> {
    let Some(agency) = bid.agency else { return Ok(Through::default()) };
    let name = store::org_name(conn, agency)?;
    let share = if access.is_of_bidder() { agencies::find_split(conn, agency, bid.creator)?.map(|split| split.bps) } else { None };
    if access != Access::Agent {
        return Ok(Through { agency: Some((name, None)), share, ..Through::default() });
    }
    let consents = agencies::consents_of(conn, who, agency, bid.creator)?;
    let reads_deals = agencies::proxy(conn, who, agency, bid.creator)?.is_some();
    Ok(Through { agency: Some((name, Some(format!("/agencies/{agency}")))), consents, reads_deals, share })
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

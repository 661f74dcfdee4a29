//! The API's doors of bids.

use super::actions::{self, Access};
use super::agents;
use super::commit;
use super::forms::{BidBody, BidChangeBody, OfferBody};
use super::model::{Bid, BidState, DeclineReason, Party, Turn};
use super::store;
use crate::agencies;
use crate::api_door;
use crate::audit::Act;
use crate::briefs;
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{BidId, BriefId, CreatorId, OfferId, OrgId};
use crate::primitives::{Choice as _, Money, Slice};
use crate::sessions::{Person, Right};
use crate::web::Id;
use crate::web::api::{ApiDoor, Ask, Bids, Body, Call, Listed, Moment, Nothing, PageQuery, Reading, Reply, Told};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Every API door of bids.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(POST "/briefs/{id}/bids", Token, place, "Offer; binding on its terms for seven days", "bid.own_brief", "brief.nda_wanted", "bid.already", "bid.quota", "brief.bid_cap", "state.refused", "money.currency", "person.unconfirmed", "act.forbidden", "block.stands", "agency.no_consent", "bid.not_by_agency", "org.suspended"),
    api_door!(GET "/briefs/{id}/bids", Token, of_brief, "The bids of your own brief, oldest first", "cursor.invalid"),
    api_door!(GET "/bids", Token, mine, "Your own bids, or an agency's for the creators on its roster, newest first", "cursor.invalid", "not_found"),
    api_door!(GET "/bids/{id}", Token, show, "One bid, for its bidder and the brief's organisation"),
    api_door!(PATCH "/bids/{id}", Token, edit, "Change your own bid: a new version, binding anew for seven days", "version.stale", "state.refused", "money.currency", "act.forbidden", "agency.no_consent"),
    api_door!(POST "/bids/{id}/withdrawal", Token, withdraw, "Take your own bid back", "state.refused", "act.forbidden", "agency.no_consent"),
    api_door!(POST "/bids/{id}/offers", Token, offer, "Name other terms, when it is your side's turn: they bind you for 72 hours", "version.stale", "state.refused", "bid.turns_used", "bid.unconfirmed", "money.currency", "act.forbidden", "agency.no_consent"),
    api_door!(POST "/bids/{id}/shortlist", Token, shortlist, "Keep a bid in closer view; in a contest, name a finalist", "brief.finalists_full", "state.refused", "act.forbidden"),
    api_door!(POST "/bids/{id}/decline", Token, decline, "Do not take a bid, and say why; a finalist of a contest stays one", "brief.final_begun", "state.refused", "act.forbidden"),
];

/// What a creator offers.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Bid)]
struct BidObject {
    id: BidId,
    brief_id: BriefId,
    creator_id: CreatorId,
    /// The agency that bids in the creator's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    agency_id: Option<OrgId>,
    state: BidState,
    version: i64,
    /// Of all pieces together.
    price: Money,
    /// 1 where work is not paid piece by piece.
    pieces: i32,
    /// The number of the time that is wanted, where shows are live.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<i32>,
    days: i32,
    rounds: i32,
    message: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(value_type = Option<String>)]
    answer: String,
    expires_at: Moment,
    /// To the bidder of a contest: the SHA-256 of `commit_text`, made when the entry was placed.
    #[serde(skip_serializing_if = "Option::is_none")]
    commit_sha256: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    commit_text: Option<String>,
    /// How often terms went back and forth.
    turns: i32,
    /// What was offered so far, oldest first, from the bid as it stood before; where one bid is told, and terms went back and forth.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Option<Vec<OfferObject>>)]
    offers: Vec<OfferObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decline_reason: Option<DeclineReason>,
    created_at: Moment,
}

impl From<Bid> for BidObject {
    fn from(bid: Bid) -> Self {
        Self {
            id: bid.id,
            brief_id: bid.brief,
            creator_id: bid.creator,
            agency_id: bid.agency,
            state: bid.state,
            version: bid.version,
            price: bid.price(),
            pieces: bid.offer.pieces,
            time: bid.offer.time,
            days: bid.offer.days,
            rounds: bid.offer.rounds,
            message: bid.offer.message,
            answer: bid.offer.answer,
            expires_at: Moment(bid.expires_at),
            commit_sha256: None,
            commit_text: None,
            turns: bid.turns,
            offers: Vec::new(),
            decline_reason: bid.decline_reason,
            created_at: Moment(bid.created_at),
        }
    }
}

/// Terms that one side named.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = BidOffer)]
struct OfferObject {
    id: OfferId,
    /// `merchant` or `creator`.
    by: Party,
    /// 0 for the bid as it stood before.
    turn: i32,
    price: Money,
    days: i32,
    rounds: i32,
    message: String,
    at: Moment,
}

/// A bid as its bidder sees it: with what he can prove.
fn owned(bid: Bid) -> BidObject {
    let proof = bid.commit.as_ref().map(|commit| (commit.sha256.clone(), commit::text(&bid, &commit.salt)));
    let (commit_sha256, commit_text) = proof.unzip();
    BidObject { commit_sha256, commit_text, ..BidObject::from(bid) }
}

fn told(bid: Bid, turns: Vec<Turn>, person: &Person) -> BidObject {
    let currency = bid.currency;
    let offer = |turn: Turn| OfferObject {
        id: turn.id,
        by: turn.by,
        turn: turn.turn,
        price: Money::new(turn.terms.price, currency),
        days: turn.terms.days,
        rounds: turn.terms.rounds,
        message: turn.message,
        at: Moment(turn.at),
    };
    let seen = if person.is_creator(bid.creator) { owned(bid) } else { BidObject::from(bid) };
    BidObject { offers: turns.into_iter().map(offer).collect(), ..seen }
}

fn object(conn: &mut Conn, id: BidId, person: &Person) -> Result<BidObject, Failure> {
    Ok(told(store::get(conn, id)?, store::list_turns(conn, id)?, person))
}

/// `POST /api/v1/briefs/{id}/bids`
async fn place(call: Call<Bids>, id: Id<BriefId>, body: Body<BidBody>) -> Told<BidObject, 201> {
    let seen = call.see(move |conn, person| {
        let brief = briefs::get_seen(conn, Some(person), id.0)?;
        if agents::agencies_of(person).is_empty() {
            actions::bidder(person)?;
        }
        Ok((brief.currency, brief.rounds))
    });
    let (currency, rounds) = seen.await?;
    let sent = body.parse()?;
    let through = match (sent.agency_id, sent.creator_id) {
        (None, None) => None,
        (Some(agency), Some(creator)) => Some((agency, creator)),
        (Some(_), None) => return Err(Failure::field("creator_id", "required")),
        (None, Some(_)) => return Err(Failure::field("agency_id", "required")),
    };
    let offer = sent.parse(currency, rounds)?;
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        let bid = match through {
            Some((agency, creator)) => actions::place_for(tx, act, person, (id.0, agency, creator), offer.clone())?,
            None => actions::place(tx, act, person, id.0, offer.clone())?,
        };
        object(tx, bid, person)
    };
    call.write(&body, work).await
}

/// `GET /api/v1/briefs/{id}/bids`
async fn of_brief(call: Call<Reading>, id: Id<BriefId>, query: Ask<PageQuery>) -> Told<Listed<BidObject>> {
    call.see(move |conn, person| briefs::get_for(conn, person, id.0, Right::Read)).await?;
    let (limit, after) = query.parse()?.parse(&call)?;
    let bids = call.see(move |conn, _| Ok(store::list_slice_of_brief(conn, id.0, after.as_ref(), limit)?)).await?;
    Reply::of(&Listed::of(&call, bids.map(BidObject::from)))
}

/// Whose bids.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
struct BidQuery {
    /// Your own, which is what this list shows.
    #[param(value_type = Option<bool>)]
    mine: Option<String>,
    /// An agency that you belong to: what it bids for the creators on its roster now. Your own as a creator, if it is not said.
    #[param(value_type = Option<OrgId>)]
    org_id: Option<String>,
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    #[param(value_type = Option<String>)]
    cursor: Option<String>,
}

/// `GET /api/v1/bids`
async fn mine(call: Call<Reading>, query: Ask<BidQuery>) -> Told<Listed<BidObject>> {
    call.admit()?;
    let asked = query.parse()?;
    if asked.mine.is_some_and(|mine| mine != "true") {
        return Err(Failure::field("mine", "choice"));
    }
    if let Some(text) = asked.org_id {
        let agency: OrgId = text.parse().map_err(|_| Failure::NotFound)?;
        call.see(move |conn, person| agencies::agency(conn, person, agency, Right::Read).map(drop)).await?;
        let (limit, after) = PageQuery { limit: asked.limit, cursor: asked.cursor }.parse(&call)?;
        let bids = call.see(move |conn, _| {
            let creators: Vec<CreatorId> = agencies::list_active(conn, &[agency])?.into_iter().map(|entry| entry.creator).collect();
            Ok(store::list_of_agency(conn, (agency, &creators), after.as_ref(), limit)?)
        });
        return Reply::of(&Listed::of(&call, bids.await?.map(BidObject::from)));
    }
    let (limit, after) = PageQuery { limit: asked.limit, cursor: asked.cursor }.parse(&call)?;
    let bids = match call.person.creator.as_ref().map(|creator| creator.id) {
        Some(creator) => call.see(move |conn, _| Ok(store::list_of_creator(conn, creator, BidState::ALL, after.as_ref(), limit)?)).await?,
        None => Slice { items: Vec::new(), next: None },
    };
    Reply::of(&Listed::of(&call, bids.map(owned)))
}

/// `GET /api/v1/bids/{id}`
async fn show(call: Call<Reading>, id: Id<BidId>) -> Told<BidObject> {
    let look = move |conn: &mut Conn, person: &Person| {
        let (bid, ..) = actions::see(conn, person, id.0)?;
        Ok(told(bid, store::list_turns(conn, id.0)?, person))
    };
    Reply::of(&call.see(look).await?)
}

/// `POST /api/v1/bids/{id}/offers`
async fn offer(call: Call<Bids>, id: Id<BidId>, body: Body<OfferBody>) -> Told<BidObject, 201> {
    let look = move |conn: &mut Conn, person: &Person| match actions::see(conn, person, id.0)? {
        (_, _, Access::Member(false)) => Err(ACT_FORBIDDEN.into()),
        (bid, _, Access::Bidder | Access::Agent | Access::Member(true)) => Ok(bid),
    };
    let bid = call.see(look).await?;
    let (version, terms, message) = body.parse()?.parse(&bid)?;
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        actions::offer(tx, act, person, (id.0, version), (terms, &message))?;
        object(tx, id.0, person)
    };
    call.write(&body, work).await
}

/// The bid, if the caller is on the side that the act belongs to.
async fn on_side(call: &Call<Bids>, id: BidId, bidder: bool) -> Result<(Bid, briefs::Brief), Failure> {
    let look = move |conn: &mut Conn, person: &Person| match actions::see(conn, person, id)? {
        (bid, brief, Access::Bidder | Access::Agent) if bidder => Ok((bid, brief)),
        (bid, brief, Access::Member(true)) if !bidder => Ok((bid, brief)),
        (_, _, Access::Bidder | Access::Agent | Access::Member(_)) => Err(ACT_FORBIDDEN.into()),
    };
    call.see(look).await
}

/// `PATCH /api/v1/bids/{id}`
async fn edit(call: Call<Bids>, id: Id<BidId>, body: Body<BidChangeBody>) -> Told<BidObject> {
    let (bid, brief) = on_side(&call, id.0, true).await?;
    let sent = body.parse()?;
    let version = sent.version;
    let offer = sent.parse(bid.offer, brief.currency)?;
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        actions::edit(tx, act, person, (id.0, version), offer.clone())?;
        object(tx, id.0, person)
    };
    call.write(&body, work).await
}

type Verb = fn(&mut Tx<'_>, &Act, &Person, BidId) -> Result<(), Failure>;

async fn run(call: &Call<Bids>, (id, bidder): (BidId, bool), body: &Body<Nothing>, verb: Verb) -> Told<BidObject> {
    on_side(call, id, bidder).await?;
    body.parse()?;
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        verb(tx, act, person, id)?;
        object(tx, id, person)
    };
    call.write(body, work).await
}

/// `POST /api/v1/bids/{id}/withdrawal`
async fn withdraw(call: Call<Bids>, id: Id<BidId>, body: Body<Nothing>) -> Told<BidObject> {
    run(&call, (id.0, true), &body, actions::withdraw).await
}

/// `POST /api/v1/bids/{id}/shortlist`
async fn shortlist(call: Call<Bids>, id: Id<BidId>, body: Body<Nothing>) -> Told<BidObject> {
    run(&call, (id.0, false), &body, actions::shortlist).await
}

/// Why a bid is not taken.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BidDecline)]
struct Decline {
    reason: DeclineReason,
}

/// `POST /api/v1/bids/{id}/decline`
async fn decline(call: Call<Bids>, id: Id<BidId>, body: Body<Decline>) -> Told<BidObject> {
    on_side(&call, id.0, false).await?;
    let reason = body.parse()?.reason;
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        actions::decline(tx, act, person, id.0, (reason, ""))?;
        object(tx, id.0, person)
    };
    call.write(&body, work).await
}

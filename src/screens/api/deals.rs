//! Deals: chosen, read, begun, accepted.

use super::objects::{self, ContractObject, MilestoneObject};
use crate::agencies;
use crate::bids;
use crate::briefs;
use crate::contracts::{self, Award, AwardBody, ContractState, Event, Seen, Terms, Whose};
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::primitives::id::{BidId, BriefId, ChangeOrderId, ContractId, MilestoneId, OrgId};
use crate::primitives::{Choice as _, Money, Slice};
use crate::sessions::{OrgKind, Person, Right};
use crate::tiers::RateCard;
use crate::web::Id;
use crate::web::api::{Ask, Bids, Body, Call, Deals, Listed, Nothing, PageQuery, Reading, Reply, Told, own};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// `POST /api/v1/bids/{id}/award`
pub(super) async fn award(call: Call<Bids>, id: Id<BidId>, body: Body<AwardBody>) -> Told<ContractObject, 201> {
    let look = call.see(move |conn, person| match bids::see(conn, person, id.0)? {
        (bid, _, bids::Access::Member(true)) => Ok(bid),
        _ => Err(ACT_FORBIDDEN.into()),
    });
    let bid = look.await?;
    let (version, plans) = body.parse()?.parse(bid.currency, bid.offer.price)?;
    let award = Award { bid: bid.id, version, plans, rates: RateCard::of(&call.site.config) };
    let asker = call.asker.clone();
    let awarded = call.write(&body, move |tx, act, person| {
        let contract = contracts::award(tx, act, person, &award)?;
        objects::contract(tx, &asker, person, contract)
    });
    awarded.await
}

/// The bid as it was seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BidAcceptance)]
pub(super) struct Acceptance {
    /// The version whose terms are taken.
    version: i64,
}

/// `POST /api/v1/bids/{id}/acceptance`
pub(super) async fn accept(call: Call<Bids>, id: Id<BidId>, body: Body<Acceptance>) -> Told<ContractObject, 201> {
    let look = call.see(move |conn, person| match bids::see(conn, person, id.0)? {
        (_, _, bids::Access::Member(false)) => Err(ACT_FORBIDDEN.into()),
        (bid, _, bids::Access::Bidder | bids::Access::Agent | bids::Access::Member(true)) => Ok(bid),
    });
    let bid = look.await?;
    let version = body.parse()?.version;
    let award = Award { bid: bid.id, version, plans: Vec::new(), rates: RateCard::of(&call.site.config) };
    let asker = call.asker.clone();
    let made = call.write(&body, move |tx, act, person| {
        let contract = contracts::accept_offer(tx, act, person, &award)?;
        objects::made(tx, &asker, person, contract)
    });
    made.await
}

/// Whose deals, and which slice of them.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(super) struct ContractsQuery {
    /// An organisation that you belong to: a merchant's own deals, or those of an agency's creators that came of its bids and that it may read. All that
    /// are yours on either side, if it is not said.
    #[param(value_type = Option<OrgId>)]
    org_id: Option<String>,
    /// Rows, 1 to 100; 20 if not said.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// Where the slice begins: `next_cursor` of the one before.
    #[param(value_type = Option<String>)]
    cursor: Option<String>,
}

/// The organisation that is named, if its asker belongs to it.
fn named(person: &Person, org: Option<&str>) -> Result<Option<(OrgId, OrgKind)>, Failure> {
    let Some(text) = org else { return Ok(None) };
    let id: OrgId = text.parse().map_err(|_| Failure::NotFound)?;
    person.membership(id).map(|member| Some((id, member.kind))).ok_or(Failure::NotFound)
}

/// `GET /api/v1/contracts`
pub(super) async fn list(call: Call<Reading>, query: Ask<ContractsQuery>) -> Told<Listed<ContractObject>> {
    call.admit()?;
    let ContractsQuery { org_id, limit, cursor } = query.parse()?;
    let named = call.see(move |_, person| named(person, org_id.as_deref())).await?;
    let (limit, after) = PageQuery { limit, cursor }.parse(&call)?;
    let asker = call.asker.clone();
    let listed = call.see(move |conn, person| {
        let mut orgs: Vec<_> = person.memberships.iter().map(|member| member.org).collect();
        let mut creators: Vec<_> = person.creator.iter().map(|creator| creator.id).collect();
        let whose = match named {
            Some((org, OrgKind::Agency)) => {
                creators = agencies::list_spoken_for(conn, org, None)?;
                Whose::Through(org, &creators)
            }
            Some((org, OrgKind::Merchant)) => {
                orgs = vec![org];
                Whose::Sides(&orgs, &[])
            }
            None if person.admin_roles.is_empty() => Whose::Sides(&orgs, &creators),
            None => Whose::All,
        };
        let slice = contracts::list(conn, whose, ContractState::ALL, after.as_ref(), limit)?;
        let seen = contracts::accesses(conn, slice.items, person)?;
        Ok(Slice { items: objects::contracts(conn, &asker, &seen)?, next: slice.next })
    });
    Reply::of(&Listed::of(&call, listed.await?))
}

/// `GET /api/v1/contracts/{id}`
pub(super) async fn contract(call: Call<Reading>, id: Id<ContractId>) -> Told<ContractObject> {
    let asker = call.asker.clone();
    own(&call, move |conn, person| objects::contract(conn, &asker, person, id.0)).await
}

/// `GET /api/v1/milestones/{id}`
pub(super) async fn milestone(call: Call<Reading>, id: Id<MilestoneId>) -> Told<MilestoneObject> {
    let asker = call.asker.clone();
    own(&call, move |conn, person| objects::milestone(conn, &asker, person, id.0)).await
}

/// What the two sides agreed on.
#[derive(Serialize, ToSchema)]
#[schema(as = Terms)]
pub(super) struct TermsObject {
    contract_id: ContractId,
    /// Over the Chinese text, a line break, and the English text; lower-case hexadecimal.
    sha256: String,
    text: Texts,
    /// What they agreed on later: extra work.
    addenda: Vec<AddendumObject>,
}

/// Extra work that the two sides agreed on.
#[derive(Serialize, ToSchema)]
#[schema(as = Addendum)]
struct AddendumObject {
    change_order_id: ChangeOrderId,
    /// Over both texts, as above.
    sha256: String,
    text: Texts,
}

/// The same in both languages.
#[derive(Serialize, ToSchema)]
#[schema(as = TermsText)]
struct Texts {
    #[serde(rename = "zh-CN")]
    zh: String,
    en: String,
}

/// `GET /api/v1/contracts/{id}/terms`
pub(super) async fn terms(call: Call<Reading>, id: Id<ContractId>) -> Told<TermsObject> {
    let look = call.see(move |conn, person| {
        let (contract, _) = contracts::see_contract(conn, person, id.0)?;
        let mut addenda = Vec::new();
        for order in contracts::list_orders(conn, contract.id)? {
            let words = contracts::find_order_terms(conn, order.id)?;
            let object = |terms: Terms| AddendumObject {
                change_order_id: order.id,
                sha256: terms.sha256,
                text: Texts { zh: terms.zh, en: terms.en },
            };
            addenda.extend(words.map(object));
        }
        Ok((contracts::find_terms(conn, contract.id)?.ok_or(Failure::NotFound)?, addenda))
    });
    let (terms, addenda) = look.await?;
    Reply::of(&TermsObject { contract_id: id.0, sha256: terms.sha256, text: Texts { zh: terms.zh, en: terms.en }, addenda })
}

/// `POST /api/v1/milestones/{id}/start`
pub(super) async fn start(call: Call<Deals>, id: Id<MilestoneId>, body: Body<Nothing>) -> Told<MilestoneObject> {
    call.see(move |conn, person| contracts::acting_for(conn, person, id.0, Event::Started).map(drop)).await?;
    body.parse()?;
    let asker = call.asker.clone();
    let started = call.write(&body, move |tx, act, person| {
        contracts::start(tx, act, person, id.0)?;
        objects::milestone(tx, &asker, person, id.0)
    });
    started.await
}

/// What was seen when the work was accepted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Approval)]
pub(super) struct ApprovalBody {
    delivery_version: i32,
    /// The price that leaves escrow.
    amount: Money,
}

/// `POST /api/v1/milestones/{id}/approval`
pub(super) async fn approve(call: Call<Deals>, id: Id<MilestoneId>, body: Body<ApprovalBody>) -> Told<MilestoneObject> {
    call.see(move |conn, person| contracts::acting_for(conn, person, id.0, Event::Approved).map(drop)).await?;
    let sent = body.parse()?;
    let seen = Seen { delivery: sent.delivery_version, amount: sent.amount };
    let asker = call.asker.clone();
    let approved = call.write(&body, move |tx, act, person| {
        contracts::approve(tx, act, person, id.0, seen)?;
        objects::milestone(tx, &asker, person, id.0)
    });
    approved.await
}

/// One of several bids.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAward)]
struct PickBody {
    bid_id: BidId,
    /// The version that was seen.
    version: i64,
}

/// Which bids.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAwards)]
pub(super) struct PicksBody {
    #[schema(min_items = 1, max_items = 30)]
    awards: Vec<PickBody>,
}

/// Deals that were made or funded together.
#[derive(Serialize, ToSchema)]
#[schema(as = Contracts)]
pub(super) struct ContractsObject {
    pub(super) items: Vec<ContractObject>,
}

/// `POST /api/v1/briefs/{id}/awards`
pub(super) async fn award_all(call: Call<Bids>, id: Id<BriefId>, body: Body<PicksBody>) -> Told<ContractsObject, 201> {
    call.see(move |conn, person| briefs::get_for(conn, person, id.0, Right::Work).map(drop)).await?;
    let picks = body.parse()?.awards;
    if picks.is_empty() || picks.len() > 30 {
        return Err(Failure::field("awards", "required"));
    }
    let rates = RateCard::of(&call.site.config);
    let award = |pick: PickBody| Award { bid: pick.bid_id, version: pick.version, plans: Vec::new(), rates };
    let awards: Vec<Award> = picks.into_iter().map(award).collect();
    let asker = call.asker.clone();
    let made = call.write(&body, move |tx, act, person| {
        let made = contracts::award_all(tx, act, person, id.0, &awards)?;
        let items = made.into_iter().map(|one| objects::contract(tx, &asker, person, one)).collect::<Result<_, _>>()?;
        Ok(ContractsObject { items })
    });
    made.await
}

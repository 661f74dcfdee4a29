//! The API's doors of packages and their orders.

use super::actions;
use super::forms::OrderBody;
use super::model::Ordered;
use crate::api_door;
use crate::audit::Act;
use crate::contracts;
use crate::creators;
use crate::failure::Failure;
use crate::packages::{self, Package};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{BriefId, ContractId, CreatorId, PackageId, PackageOrderId};
use crate::primitives::{Category, ContentForm, Language, Money, Platform, Slice};
use crate::sessions::Person;
use crate::tiers::RateCard;
use crate::web::Id;
use crate::web::api::{ApiDoor, Body, Briefs, Call, Listed, Moment, Public, Reply, Told};
use serde::Serialize;
use utoipa::ToSchema;

/// Every API door here.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/creators/{id}/packages", Anyone, list, "What a creator does at a fixed price, by id or handle; oldest first, at most twelve"),
    api_door!(POST "/packages/{id}/orders", Token, order, "Take a package as it was seen: a contract that waits for its money", "act.forbidden", "block.stands", "bid.own_brief", "brief.merchants_only", "brief.too_many_open", "order.flagged", "order.unpaid", "package.closed", "package.unavailable", "package.week_full", "person.unconfirmed", "version.stale", "state.refused"),
];

/// What a creator does at a price.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Package)]
struct PackageObject {
    id: PackageId,
    creator_id: CreatorId,
    version: i64,
    title: String,
    text: String,
    /// What an order must answer; empty for nothing.
    needs: String,
    content_form: ContentForm,
    category: Category,
    platforms: Vec<Platform>,
    languages: Vec<Language>,
    checklist: Vec<String>,
    price: Money,
    days: i32,
    rounds: i32,
    licence_days: i32,
    /// Orders in seven days, where there is a limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    per_week: Option<i32>,
    written_at: Moment,
}

impl From<Package> for PackageObject {
    fn from(package: Package) -> Self {
        let said = package.offering;
        Self {
            id: package.id,
            creator_id: package.creator,
            version: package.version,
            title: said.title,
            text: said.text,
            needs: said.needs,
            content_form: said.content_form,
            category: said.category,
            platforms: said.platforms,
            languages: said.languages,
            checklist: said.checklist,
            price: package.price,
            days: said.days,
            rounds: said.rounds,
            licence_days: said.licence_days,
            per_week: said.per_week,
            written_at: Moment(package.written_at),
        }
    }
}

/// `GET /api/v1/creators/{id}/packages`
async fn list(caller: Public, id: Id<String>) -> Told<Listed<PackageObject>> {
    let read = move |conn: &mut Conn| {
        let creator = match id.0.parse::<CreatorId>() {
            Ok(id) => creators::find(conn, id)?,
            Err(_) => creators::find_by_handle(conn, &id.0)?,
        };
        Ok::<_, Failure>(packages::list_on_sale(conn, creator.ok_or(Failure::NotFound)?.id)?)
    };
    let items = caller.site.db.read(read).await?.into_iter().map(PackageObject::from).collect();
    Reply::of(&Listed::of(&caller, Slice { items, next: None }))
}

/// What an order made.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PackageOrder)]
struct OrderObject {
    id: PackageOrderId,
    package_id: PackageId,
    version: i64,
    brief_id: BriefId,
    /// It waits for its money.
    contract_id: ContractId,
}

fn object(conn: &mut Conn, (package, version): (PackageId, i64), made: Ordered) -> Result<OrderObject, Failure> {
    let brief_id = contracts::get(conn, made.contract)?.brief;
    Ok(OrderObject { id: made.id, package_id: package, version, brief_id, contract_id: made.contract })
}

/// `POST /api/v1/packages/{id}/orders`
async fn order(call: Call<Briefs>, id: Id<PackageId>, body: Body<OrderBody>) -> Told<OrderObject, 201> {
    let package = call.see(move |conn: &mut Conn, person: &Person| actions::get(conn, person, id.0)).await?;
    let new = body.parse()?.parse(package.id)?;
    let card = RateCard::of(&call.site.config);
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        let made = actions::order(tx, act, person, &new, &card)?;
        object(tx, (new.package, new.seen), made)
    };
    call.write(&body, work).await
}

//! The rows of deliveries and of requests for changes.

use super::model::{ChangeRequest, Delivery, Item, Matter, Pin, Wish};
use crate::contracts::{MilestoneState, is_unlocked};
use crate::each;
use crate::files::{self, File, Purpose};
use crate::platform::db::{Among as _, AtMost, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ChangeRequestId, ContractId, DeliveryId, FileId, MilestoneId, UserId};
use crate::schema::{
    change_items, change_requests, deliveries, delivery_items, dispute_evidence, files as file_rows, message_files, milestones,
};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Number;
use std::collections::HashMap;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = deliveries, treat_none_as_default_value = false)]
struct Row {
    id: DeliveryId,
    milestone_id: MilestoneId,
    version: i32,
    note: String,
    submitted_by: UserId,
    submitted_at: Instant,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = delivery_items, treat_none_as_default_value = false)]
struct ItemRow {
    delivery_id: DeliveryId,
    position: i32,
    file_id: Option<FileId>,
    url: Option<String>,
    checklist: String,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = change_requests, treat_none_as_default_value = false)]
struct RequestRow {
    id: ChangeRequestId,
    milestone_id: MilestoneId,
    delivery_version: i32,
    asked_by: UserId,
    asked_at: Instant,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = change_items, treat_none_as_default_value = false)]
struct WishRow {
    request_id: ChangeRequestId,
    position: i32,
    item: String,
    body: String,
    pin_file_id: Option<FileId>,
    pin_place: Option<String>,
}

/// Where in its file a pin stands.
#[derive(Default, Serialize, Deserialize)]
struct Place {
    x: Option<Number>,
    y: Option<Number>,
    second: Option<Number>,
}

fn place_of(pin: &Pin) -> Option<String> {
    serde_json::to_string(&Place { x: pin.x.clone(), y: pin.y.clone(), second: pin.second.clone() }).ok()
}

/// A new version, without its items.
pub(super) fn insert(tx: &mut Tx<'_>, delivery: &Delivery) -> Result<(), DbError> {
    let row = Row {
        id: delivery.id,
        milestone_id: delivery.milestone,
        version: delivery.version,
        note: delivery.note.clone(),
        submitted_by: delivery.by,
        submitted_at: delivery.at,
    };
    diesel::insert_into(deliveries::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The items of a new version.
pub(super) fn insert_items(tx: &mut Tx<'_>, delivery: &Delivery) -> Result<(), DbError> {
    let row = |(item, position): (&Item, i32)| {
        let (file_id, url) = match &item.matter {
            Matter::File(file) => (Some(file.id), None),
            Matter::Link(url) => (None, Some(url.clone())),
        };
        ItemRow { delivery_id: delivery.id, position, file_id, url, checklist: item.checks.join(" ") }
    };
    let rows: Vec<ItemRow> = delivery.items.iter().zip(0..).map(row).collect();
    each!(&mut **tx, c => diesel::insert_into(delivery_items::table).values(&rows).execute(c))?;
    Ok(())
}

/// Every version of these milestones, by milestone and version.
pub fn list(conn: &mut Conn, milestones: &[MilestoneId]) -> Result<Vec<Delivery>, DbError> {
    let rows: Vec<Row> = deliveries::table
        .filter(deliveries::milestone_id.among(milestones))
        .order((deliveries::milestone_id, deliveries::version))
        .select(Row::as_select())
        .at_most(10_000)
        .load(conn)?;
    let ids: Vec<DeliveryId> = rows.iter().map(|row| row.id).collect();
    let mut items = list_items(conn, &ids)?;
    let delivery = |row: Row| Delivery {
        items: items.remove(&row.id).unwrap_or_default(),
        id: row.id,
        milestone: row.milestone_id,
        version: row.version,
        note: row.note,
        by: row.submitted_by,
        at: row.submitted_at,
    };
    Ok(rows.into_iter().map(delivery).collect())
}

/// The milestone that a version is for.
pub(super) fn find_milestone(conn: &mut Conn, id: DeliveryId) -> Result<Option<MilestoneId>, DbError> {
    Ok(deliveries::table.find(id).select(deliveries::milestone_id).get_result(conn).optional()?)
}

fn list_items(conn: &mut Conn, ids: &[DeliveryId]) -> Result<HashMap<DeliveryId, Vec<Item>>, DbError> {
    let rows: Vec<ItemRow> = delivery_items::table
        .filter(delivery_items::delivery_id.among(ids))
        .order((delivery_items::delivery_id, delivery_items::position))
        .select(ItemRow::as_select())
        .at_most(10_000)
        .load(conn)?;
    let named: Vec<FileId> = rows.iter().filter_map(|row| row.file_id).collect();
    let files: HashMap<FileId, File> = files::list(conn, &named)?.into_iter().map(|file| (file.id, file)).collect();
    let mut items: HashMap<DeliveryId, Vec<Item>> = HashMap::new();
    for row in rows {
        let file = row.file_id.and_then(|id| files.get(&id)).cloned().map(Matter::File);
        let Some(matter) = file.or(row.url.map(Matter::Link)) else { continue };
        let checks = row.checklist.split_whitespace().map(ToOwned::to_owned).collect();
        items.entry(row.delivery_id).or_default().push(Item { matter, checks });
    }
    Ok(items)
}

/// The states of the milestones that a file was handed in for.
pub(super) fn paid_of_file(conn: &mut Conn, file: FileId) -> Result<Vec<bool>, DbError> {
    type Row = (MilestoneState, Option<MilestoneState>, bool);
    let rows: Vec<Row> = delivery_items::table
        .inner_join(deliveries::table.inner_join(milestones::table))
        .filter(delivery_items::file_id.eq(file))
        .select((milestones::state, milestones::disputed_from, milestones::kept_locked))
        .at_most(100)
        .load(conn)?;
    Ok(rows.into_iter().map(|(state, before, kept_locked)| is_unlocked(state, before, kept_locked)).collect())
}

/// The file is part of a delivery.
pub(super) fn is_delivered(conn: &mut Conn, file: FileId) -> Result<bool, DbError> {
    let rows: i64 = delivery_items::table.filter(delivery_items::file_id.eq(Some(file))).count().get_result(conn)?;
    Ok(rows > 0)
}

/// The file was brought as evidence in a dispute.
pub(super) fn is_evidence(conn: &mut Conn, file: FileId) -> Result<bool, DbError> {
    let rows: i64 = dispute_evidence::table.filter(dispute_evidence::file_id.eq(Some(file))).count().get_result(conn)?;
    Ok(rows > 0)
}

/// The file came with a message.
pub(super) fn is_attached(conn: &mut Conn, file: FileId) -> Result<bool, DbError> {
    let rows: i64 = message_files::table.filter(message_files::file_id.eq(file)).count().get_result(conn)?;
    Ok(rows > 0)
}

/// Files that were sent to a deal and are in no version and no message yet, oldest first.
pub(super) fn list_waiting(conn: &mut Conn, contract: ContractId, owner: UserId) -> Result<Vec<File>, DbError> {
    let handed_in = delivery_items::table.filter(delivery_items::file_id.eq(file_rows::id.nullable())).select(delivery_items::position);
    let attached = message_files::table.filter(message_files::file_id.eq(file_rows::id)).select(message_files::position);
    let ids: Vec<FileId> = file_rows::table
        .filter(file_rows::contract_id.eq(contract))
        .filter(file_rows::owner_id.eq(owner))
        .filter(file_rows::purpose.eq(Purpose::Delivery))
        .filter(diesel::dsl::not(diesel::dsl::exists(handed_in)))
        .filter(diesel::dsl::not(diesel::dsl::exists(attached)))
        .order((file_rows::created_at, file_rows::id))
        .select(file_rows::id)
        .at_most(100)
        .load(conn)?;
    let mut found = files::list(conn, &ids)?;
    found.sort_by_key(|file| (file.created_at, file.id));
    Ok(found)
}

/// A new request, without its wishes.
pub(super) fn insert_request(tx: &mut Tx<'_>, request: &ChangeRequest) -> Result<(), DbError> {
    let row = RequestRow {
        id: request.id,
        milestone_id: request.milestone,
        delivery_version: request.version,
        asked_by: request.by,
        asked_at: request.at,
    };
    diesel::insert_into(change_requests::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The wishes of a new request.
pub(super) fn insert_wishes(tx: &mut Tx<'_>, request: &ChangeRequest) -> Result<(), DbError> {
    let row = |(wish, position): (&Wish, i32)| WishRow {
        request_id: request.id,
        position,
        item: wish.check.clone().unwrap_or_default(),
        body: wish.text.clone(),
        pin_file_id: wish.pin.as_ref().map(|pin| pin.file_id),
        pin_place: wish.pin.as_ref().and_then(place_of),
    };
    let rows: Vec<WishRow> = request.wishes.iter().zip(0..).map(row).collect();
    each!(&mut **tx, c => diesel::insert_into(change_items::table).values(&rows).execute(c))?;
    Ok(())
}

/// Every request about these milestones, oldest first.
pub fn list_requests(conn: &mut Conn, milestones: &[MilestoneId]) -> Result<Vec<ChangeRequest>, DbError> {
    let rows: Vec<RequestRow> = change_requests::table
        .filter(change_requests::milestone_id.among(milestones))
        .order((change_requests::asked_at, change_requests::id))
        .select(RequestRow::as_select())
        .at_most(500)
        .load(conn)?;
    let ids: Vec<ChangeRequestId> = rows.iter().map(|row| row.id).collect();
    let mut wishes = list_wishes(conn, &ids)?;
    let request = |row: RequestRow| ChangeRequest {
        wishes: wishes.remove(&row.id).unwrap_or_default(),
        id: row.id,
        milestone: row.milestone_id,
        version: row.delivery_version,
        by: row.asked_by,
        at: row.asked_at,
    };
    Ok(rows.into_iter().map(request).collect())
}

fn list_wishes(conn: &mut Conn, ids: &[ChangeRequestId]) -> Result<HashMap<ChangeRequestId, Vec<Wish>>, DbError> {
    let rows: Vec<WishRow> = change_items::table
        .filter(change_items::request_id.among(ids))
        .order((change_items::request_id, change_items::position))
        .select(WishRow::as_select())
        .at_most(10_000)
        .load(conn)?;
    let mut wishes: HashMap<ChangeRequestId, Vec<Wish>> = HashMap::new();
    for row in rows {
        let check = Some(row.item).filter(|item| !item.is_empty());
        let place: Place = row.pin_place.and_then(|place| serde_json::from_str(&place).ok()).unwrap_or_default();
        let pin = row.pin_file_id.map(|file_id| Pin { file_id, x: place.x, y: place.y, second: place.second });
        wishes.entry(row.request_id).or_default().push(Wish { check, pin, text: row.body });
    }
    Ok(wishes)
}

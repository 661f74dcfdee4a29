//! The rows of ratings and of changes to them.

use super::model::{Edit, Given, Rating, Scales};
use super::rules::ALREADY;
use crate::contracts::Party;
use crate::failure::{Failure, STATE_REFUSED};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, CreatorId, EditId, OrgId, RatingId, UserId};
use crate::schema::{contracts, rating_edits, ratings};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = ratings, treat_none_as_default_value = false)]
struct Row {
    id: RatingId,
    contract_id: ContractId,
    party: Party,
    user_id: UserId,
    scales: String,
    again: bool,
    body: String,
    at: Instant,
    visible_at: Option<Instant>,
    reply: Option<String>,
    version: i64,
}

fn read(text: &str) -> Scales {
    serde_json::from_str(text).unwrap_or_default()
}

fn write(scales: &Scales) -> String {
    serde_json::to_string(scales).unwrap_or_default()
}

impl From<Row> for Rating {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            contract: row.contract_id,
            by: row.party,
            user: row.user_id,
            given: Given { scales: read(&row.scales), again: row.again, text: row.body },
            at: row.at,
            visible_at: row.visible_at,
            reply: row.reply,
            version: row.version,
        }
    }
}

/// The rating, or not found.
pub(super) fn get(conn: &mut Conn, id: RatingId) -> Result<Rating, DbError> {
    Ok(ratings::table.find(id).select(Row::as_select()).get_result(conn).map(Rating::from)?)
}

/// The ratings of a deal: one a side.
pub(super) fn list_of_contract(conn: &mut Conn, id: ContractId) -> Result<Vec<Rating>, DbError> {
    let own = ratings::table.filter(ratings::contract_id.eq(id)).order((ratings::at, ratings::id)).limit(2);
    Ok(own.select(Row::as_select()).load(conn)?.into_iter().map(Rating::from).collect())
}

/// Nobody looks at more at once.
const MOST: i64 = 500;

/// What merchants said about a creator that is visible, newest first, with whom.
pub fn list_about_creator(conn: &mut Conn, id: CreatorId) -> Result<Vec<(Rating, OrgId)>, DbError> {
    let about = ratings::table.inner_join(contracts::table).filter(contracts::creator_id.eq(id)).filter(ratings::party.eq(Party::Merchant));
    let rows: Vec<(Row, OrgId)> = about
        .filter(ratings::visible_at.is_not_null())
        .order((ratings::visible_at.desc(), ratings::id))
        .select((Row::as_select(), contracts::org_id))
        .at_most(MOST)
        .load(conn)?;
    Ok(rows.into_iter().map(|(row, org)| (Rating::from(row), org)).collect())
}

/// What creators said about a merchant that is visible, newest first, with whom.
pub(super) fn list_about_org(conn: &mut Conn, id: OrgId) -> Result<Vec<(Rating, CreatorId)>, DbError> {
    let about = ratings::table.inner_join(contracts::table).filter(contracts::org_id.eq(id)).filter(ratings::party.eq(Party::Creator));
    let rows: Vec<(Row, CreatorId)> = about
        .filter(ratings::visible_at.is_not_null())
        .order((ratings::visible_at.desc(), ratings::id))
        .select((Row::as_select(), contracts::creator_id))
        .at_most(MOST)
        .load(conn)?;
    Ok(rows.into_iter().map(|(row, creator)| (Rating::from(row), creator)).collect())
}

/// A new rating; a side has one. Refusals: `rating.already`.
pub(super) fn insert(tx: &mut Tx<'_>, new: &Rating) -> Result<(), Failure> {
    let row = Row {
        id: new.id,
        contract_id: new.contract,
        party: new.by,
        user_id: new.user,
        scales: write(&new.given.scales),
        again: new.given.again,
        body: new.given.text.clone(),
        at: new.at,
        visible_at: new.visible_at,
        reply: None,
        version: 1,
    };
    match diesel::insert_into(ratings::table).values(&row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(DbError::Unique(_)) => Err(ALREADY.into()),
        Err(other) => Err(other.into()),
    }
}

/// Every rating of the deal appears; how many did.
pub(super) fn reveal(tx: &mut Tx<'_>, contract: ContractId, at: Instant) -> Result<usize, DbError> {
    let sealed = ratings::table.filter(ratings::contract_id.eq(contract)).filter(ratings::visible_at.is_null());
    Ok(diesel::update(sealed).set((ratings::visible_at.eq(Some(at)), ratings::version.eq(ratings::version + 1))).execute(&mut **tx)?)
}

/// The one reply, if there is none yet.
pub(super) fn reply(tx: &mut Tx<'_>, seen: &Rating, text: &str) -> Result<(), Failure> {
    let row = ratings::table.find(seen.id).filter(ratings::reply.is_null());
    let set = (ratings::reply.eq(Some(text)), ratings::version.eq(ratings::version + 1));
    let rows = diesel::update(row).set(set).execute(&mut **tx).map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(STATE_REFUSED.into()) }
}

/// The rating says something else now.
pub(super) fn change(tx: &mut Tx<'_>, seen: &Rating, given: &Given) -> Result<(), Failure> {
    let row = ratings::table.find(seen.id).filter(ratings::version.eq(seen.version));
    let set = (
        ratings::scales.eq(write(&given.scales)),
        ratings::again.eq(given.again),
        ratings::body.eq(&given.text),
        ratings::version.eq(ratings::version + 1),
    );
    let rows = diesel::update(row).set(set).execute(&mut **tx).map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(Failure::Conflicted) }
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = rating_edits, treat_none_as_default_value = false)]
struct EditRow {
    id: EditId,
    rating_id: RatingId,
    before: String,
    after: String,
    asked_at: Instant,
    agreed_at: Option<Instant>,
}

/// The changes to these ratings, oldest first.
pub(super) fn list_edits(conn: &mut Conn, ids: &[RatingId]) -> Result<Vec<Edit>, Failure> {
    let own = rating_edits::table.filter(rating_edits::rating_id.eq_any(ids)).order((rating_edits::asked_at, rating_edits::id));
    let rows: Vec<EditRow> = own.at_most(MOST).load(conn)?;
    let words = |text: &str| serde_json::from_str::<Given>(text).map_err(|error| Failure::Bug(error.to_string()));
    let edit = |row: EditRow| {
        Ok(Edit {
            id: row.id,
            rating: row.rating_id,
            before: words(&row.before)?,
            after: words(&row.after)?,
            asked_at: row.asked_at,
            agreed_at: row.agreed_at,
        })
    };
    rows.into_iter().map(edit).collect()
}

/// A change that waits for the other side; one at a time.
pub(super) fn insert_edit(tx: &mut Tx<'_>, new: &Edit) -> Result<(), Failure> {
    let text = |given: &Given| serde_json::to_string(given).map_err(|error| Failure::Bug(error.to_string()));
    let row = EditRow {
        id: new.id,
        rating_id: new.rating,
        before: text(&new.before)?,
        after: text(&new.after)?,
        asked_at: new.asked_at,
        agreed_at: None,
    };
    match diesel::insert_into(rating_edits::table).values(&row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(DbError::Unique(_)) => Err(STATE_REFUSED.into()),
        Err(other) => Err(other.into()),
    }
}

/// The other side agrees.
pub(super) fn agree(tx: &mut Tx<'_>, id: EditId, at: Instant) -> Result<(), Failure> {
    let row = rating_edits::table.find(id).filter(rating_edits::agreed_at.is_null());
    let rows = diesel::update(row).set(rating_edits::agreed_at.eq(Some(at))).execute(&mut **tx).map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(STATE_REFUSED.into()) }
}

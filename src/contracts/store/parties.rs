//! The names of the two sides, and whether they are one.

use crate::contracts::model::Contract;
use crate::platform::db::{Among as _, AtMost, Conn, DbError};
use crate::primitives::id::{CreatorId, OrgId, UserId};
use crate::schema::{creators, memberships, organisations, users};
use diesel::prelude::*;
use std::collections::HashMap;

/// Who works with whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parties {
    /// The organisation's name.
    pub org_name: String,
    /// The creator's name.
    pub creator_name: String,
    /// The creator's name in addresses.
    pub handle: String,
}

/// The names of a contract's sides.
pub fn parties(conn: &mut Conn, contract: &Contract) -> Result<Parties, DbError> {
    names(conn, contract.org, contract.creator)
}

/// The names of an organisation and a creator.
pub fn names(conn: &mut Conn, org: OrgId, creator: CreatorId) -> Result<Parties, DbError> {
    let org_name = organisations::table.find(org).select(organisations::name).get_result(conn)?;
    let (creator_name, handle) = creators::table.find(creator).select((creators::name, creators::handle)).get_result(conn)?;
    Ok(Parties { org_name, creator_name, handle })
}

/// The person behind the creator belongs to the organisation: nobody contracts with himself.
pub(crate) fn are_one(conn: &mut Conn, org: OrgId, creator: CreatorId) -> Result<bool, DbError> {
    let both = memberships::table.inner_join(users::table.inner_join(creators::table)).filter(memberships::org_id.eq(org));
    let count: i64 = both.filter(creators::id.eq(creator)).count().get_result(conn)?;
    Ok(count > 0)
}

/// The names of organisations, by id.
pub fn org_names(conn: &mut Conn, ids: &[OrgId]) -> Result<HashMap<OrgId, String>, DbError> {
    let rows: Vec<(OrgId, String)> = organisations::table
        .filter(organisations::id.among(ids))
        .select((organisations::id, organisations::name))
        .at_most(500)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The names of creators, by id.
pub fn creator_names(conn: &mut Conn, ids: &[CreatorId]) -> Result<HashMap<CreatorId, String>, DbError> {
    let rows: Vec<(CreatorId, String)> =
        creators::table.filter(creators::id.among(ids)).select((creators::id, creators::name)).at_most(500).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The names of persons, by id.
pub fn user_names(conn: &mut Conn, ids: &[UserId]) -> Result<HashMap<UserId, String>, DbError> {
    let rows: Vec<(UserId, String)> = users::table.filter(users::id.among(ids)).select((users::id, users::name)).at_most(500).load(conn)?;
    Ok(rows.into_iter().collect())
}

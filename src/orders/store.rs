//! The rows of orders.

use super::model::{NewOrder, Ordered};
use crate::contracts::ContractState;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, OrgId, PackageId, UserId};
use crate::schema::{contracts, creators, package_orders};
use diesel::prelude::*;

/// How often a package was ordered since then, by deals that stand.
pub(super) fn count_since(conn: &mut Conn, package: PackageId, since: Instant) -> Result<i64, DbError> {
    let orders = package_orders::table.inner_join(contracts::table).filter(package_orders::package_id.eq(package));
    Ok(orders
        .filter(package_orders::at.gt(since))
        .filter(contracts::state.ne(ContractState::Expired))
        .filter(contracts::state.ne(ContractState::Cancelled))
        .count()
        .get_result(conn)?)
}

/// Orders of a merchant that wait for their money.
pub(super) fn count_unpaid(conn: &mut Conn, org: OrgId) -> Result<i64, DbError> {
    let orders = package_orders::table.inner_join(contracts::table).filter(package_orders::org_id.eq(org));
    Ok(orders.filter(contracts::state.eq(ContractState::PendingFunding)).count().get_result(conn)?)
}

/// The order, for good.
pub(super) fn insert(tx: &mut Tx<'_>, new: &NewOrder, made: Ordered, (by, at): (UserId, Instant)) -> Result<(), DbError> {
    let row = (
        package_orders::id.eq(made.id),
        package_orders::package_id.eq(new.package),
        package_orders::version.eq(new.seen),
        package_orders::org_id.eq(new.org),
        package_orders::ordered_by.eq(by),
        package_orders::contract_id.eq(made.contract),
        package_orders::at.eq(at),
    );
    diesel::insert_into(package_orders::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The creator's login, name and handle.
pub(super) fn find_creator(conn: &mut Conn, id: CreatorId) -> Result<Option<(UserId, String, String)>, DbError> {
    Ok(creators::table.find(id).select((creators::user_id, creators::name, creators::handle)).get_result(conn).optional()?)
}

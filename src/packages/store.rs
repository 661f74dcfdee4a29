//! The rows of packages and of their versions.

use super::model::{Offering, Package};
use crate::platform::db::{Among as _, AtMost as _, Conn, DbError, Tx};
use crate::primitives::id::{CreatorId, PackageId};
use crate::primitives::{Currency, Instant, Minor, Money};
use crate::schema::{package_versions, packages};
use diesel::prelude::*;

type Row = (PackageId, CreatorId, i64, bool, Currency, Minor, String, Instant);

/// With the words of the present version.
macro_rules! present {
    () => {
        packages::table
            .inner_join(package_versions::table)
            .filter(package_versions::version.eq(packages::version))
            .filter(packages::removed_at.is_null())
            .select((
                packages::id,
                packages::creator_id,
                packages::version,
                packages::is_on,
                package_versions::currency,
                package_versions::price,
                package_versions::offering,
                package_versions::at,
            ))
    };
}

fn read(id: PackageId, offering: &str) -> Result<Offering, DbError> {
    serde_json::from_str(offering).map_err(|error| DbError::Other(format!("offering of {id}: {error}")))
}

fn package((id, creator, version, is_on, currency, price, offering, written_at): Row) -> Result<Package, DbError> {
    let offering = read(id, &offering)?;
    Ok(Package { id, creator, version, is_on, price: Money::new(price, currency), offering, written_at })
}

/// A package that was not removed.
pub fn find(conn: &mut Conn, id: PackageId) -> Result<Option<Package>, DbError> {
    let row: Option<Row> = present!().filter(packages::id.eq(id)).get_result(conn).optional()?;
    row.map(package).transpose()
}

/// These packages, without those that were removed, in no order.
pub fn list_of(conn: &mut Conn, ids: &[PackageId]) -> Result<Vec<Package>, DbError> {
    let rows: Vec<Row> = present!().filter(packages::id.among(ids)).at_most(1_000).load(conn)?;
    rows.into_iter().map(package).collect()
}

/// What a package said in some version of it, and its price then.
pub fn find_version(conn: &mut Conn, id: PackageId, version: i64) -> Result<Option<(Offering, Money)>, DbError> {
    let columns = (package_versions::offering, package_versions::price, package_versions::currency);
    let row: Option<(String, Minor, Currency)> = package_versions::table.find((id, version)).select(columns).get_result(conn).optional()?;
    row.map(|(offering, price, currency)| Ok((read(id, &offering)?, Money::new(price, currency)))).transpose()
}

/// The packages of a creator, oldest first.
pub(super) fn list(conn: &mut Conn, creator: CreatorId) -> Result<Vec<Package>, DbError> {
    let rows: Vec<Row> =
        present!().filter(packages::creator_id.eq(creator)).order((packages::created_at, packages::id)).at_most(100).load(conn)?;
    rows.into_iter().map(package).collect()
}

/// Those that can be ordered, oldest first.
pub fn list_on_sale(conn: &mut Conn, creator: CreatorId) -> Result<Vec<Package>, DbError> {
    let mut all = list(conn, creator)?;
    all.retain(|package| package.is_on);
    Ok(all)
}

/// A new package with its first words.
pub(super) fn insert(tx: &mut Tx<'_>, package: &Package) -> Result<(), DbError> {
    let row = (
        packages::id.eq(package.id),
        packages::creator_id.eq(package.creator),
        packages::version.eq(package.version),
        packages::is_on.eq(package.is_on),
        packages::created_at.eq(package.written_at),
    );
    diesel::insert_into(packages::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The words of a version.
pub(super) fn insert_version(tx: &mut Tx<'_>, package: &Package) -> Result<(), DbError> {
    let offering = serde_json::to_string(&package.offering).map_err(|error| DbError::Other(error.to_string()))?;
    let row = (
        package_versions::package_id.eq(package.id),
        package_versions::version.eq(package.version),
        package_versions::currency.eq(package.price.currency),
        package_versions::price.eq(package.price.amount),
        package_versions::offering.eq(offering),
        package_versions::at.eq(package.written_at),
    );
    diesel::insert_into(package_versions::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The next version for the one that was seen; `false` if it is another by now.
pub(super) fn advance(tx: &mut Tx<'_>, id: PackageId, seen: i64) -> Result<bool, DbError> {
    let row = packages::table.find(id).filter(packages::version.eq(seen)).filter(packages::removed_at.is_null());
    Ok(diesel::update(row).set(packages::version.eq(seen.saturating_add(1))).execute(&mut **tx)? == 1)
}

/// Nobody changes the package, and nobody else orders it, until the transaction ends; `false` if it is not what was seen.
pub fn hold(tx: &mut Tx<'_>, seen: &Package) -> Result<bool, DbError> {
    let row = packages::table.find(seen.id).filter(packages::version.eq(seen.version)).filter(packages::is_on.eq(seen.is_on));
    Ok(diesel::update(row).set(packages::version.eq(seen.version)).execute(&mut **tx)? == 1)
}

/// It can be ordered, or not.
pub(super) fn set_on(tx: &mut Tx<'_>, id: PackageId, is_on: bool) -> Result<(), DbError> {
    diesel::update(packages::table.find(id)).set(packages::is_on.eq(is_on)).execute(&mut **tx)?;
    Ok(())
}

/// It leaves the rate card; orders of it keep naming it.
pub(super) fn remove(tx: &mut Tx<'_>, id: PackageId, at: Instant) -> Result<(), DbError> {
    diesel::update(packages::table.find(id)).set(packages::removed_at.eq(Some(at))).execute(&mut **tx)?;
    Ok(())
}

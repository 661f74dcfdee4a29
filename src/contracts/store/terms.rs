//! The frozen words of a contract: its terms and its checklist, as they were when it was made.

use crate::briefs::{Check, Level};
use crate::contracts::terms::Terms;
use crate::each;
use crate::platform::db::{Among as _, AtMost, Conn, DbError, Tx};
use crate::primitives::id::ContractId;
use crate::schema::{contract_checklist, contract_terms};
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Insertable)]
#[diesel(table_name = contract_checklist, treat_none_as_default_value = false)]
struct CheckRow<'a> {
    contract_id: ContractId,
    item: &'a str,
    position: i32,
    level: Level,
    body: &'a str,
}

/// The terms of a new contract.
pub(crate) fn insert(tx: &mut Tx<'_>, id: ContractId, terms: &Terms) -> Result<(), DbError> {
    diesel::insert_into(contract_terms::table)
        .values((
            contract_terms::contract_id.eq(id),
            contract_terms::text_zh.eq(&terms.zh),
            contract_terms::text_en.eq(&terms.en),
            contract_terms::sha256.eq(&terms.sha256),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The terms of a contract.
pub fn find(conn: &mut Conn, id: ContractId) -> Result<Option<Terms>, DbError> {
    let row: Option<(String, String, String)> = contract_terms::table
        .find(id)
        .select((contract_terms::text_zh, contract_terms::text_en, contract_terms::sha256))
        .get_result(conn)
        .optional()?;
    Ok(row.map(|(zh, en, sha256)| Terms { zh, en, sha256 }))
}

/// The checksums of the terms of many contracts.
pub fn list_sha256(conn: &mut Conn, ids: &[ContractId]) -> Result<HashMap<ContractId, String>, DbError> {
    let rows = contract_terms::table.filter(contract_terms::contract_id.among(ids));
    let found: Vec<(ContractId, String)> = rows.select((contract_terms::contract_id, contract_terms::sha256)).at_most(500).load(conn)?;
    Ok(found.into_iter().collect())
}

/// The checklist of a new contract.
pub(crate) fn insert_checklist(tx: &mut Tx<'_>, id: ContractId, checks: &[Check]) -> Result<(), DbError> {
    let rows: Vec<CheckRow<'_>> = checks
        .iter()
        .zip(0i32..)
        .map(|(check, position)| CheckRow { contract_id: id, item: &check.id, position, level: check.level, body: &check.text })
        .collect();
    if !rows.is_empty() {
        each!(&mut **tx, c => diesel::insert_into(contract_checklist::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// The checklist of a contract, in its order.
pub fn checklist(conn: &mut Conn, id: ContractId) -> Result<Vec<Check>, DbError> {
    let rows: Vec<(String, Level, String)> = contract_checklist::table
        .filter(contract_checklist::contract_id.eq(id))
        .order(contract_checklist::position)
        .select((contract_checklist::item, contract_checklist::level, contract_checklist::body))
        .at_most(200)
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, level, text)| Check { id, level, text }).collect())
}

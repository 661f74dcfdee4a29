//! What is set aside for a brief: the merchant's wish, and the rates once it happened.

use crate::briefs::model::{Brief, Fund, MAX_FINALISTS, Rates};
use crate::each;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::{BasisPoints, Minor, id::BriefId};
use crate::schema::brief_funds;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = brief_funds, treat_none_as_default_value = false)]
struct FundRow {
    brief_id: BriefId,
    pool: Option<Minor>,
    finalist_fee: Minor,
    finalists: i32,
    merchant_bps: Option<BasisPoints>,
    creator_bps: Option<BasisPoints>,
}

impl FundRow {
    fn of(brief: &Brief) -> Self {
        let (merchant_bps, creator_bps) = brief.fund.rates.unzip();
        let Fund { pool, finalist_fee, finalists, rates: _ } = brief.fund;
        Self { brief_id: brief.id, pool, finalist_fee, finalists, merchant_bps, creator_bps }
    }

    fn read(self) -> Fund {
        Fund { pool: self.pool, finalist_fee: self.finalist_fee, finalists: self.finalists, rates: self.merchant_bps.zip(self.creator_bps) }
    }
}

/// What is set aside for these briefs becomes part of them.
pub(super) fn fill(conn: &mut Conn, briefs: &mut [Brief]) -> Result<(), DbError> {
    let ids: Vec<BriefId> = briefs.iter().filter(|brief| brief.kind.sets_aside()).map(|brief| brief.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let rows: Vec<FundRow> = brief_funds::table.filter(brief_funds::brief_id.eq_any(ids)).select(FundRow::as_select()).load(conn)?;
    for row in rows {
        if let Some(brief) = briefs.iter_mut().find(|brief| brief.id == row.brief_id) {
            brief.fund = row.read();
        }
    }
    Ok(())
}

/// The row says what the value says.
pub(super) fn replace(tx: &mut Tx<'_>, brief: &Brief) -> Result<(), DbError> {
    if !brief.kind.sets_aside() {
        return Ok(());
    }
    let row = FundRow::of(brief);
    // What happened to the money since is not the words' to write: a finalist who was named meanwhile stays named.
    let wish = (brief_funds::pool.eq(row.pool), brief_funds::finalist_fee.eq(row.finalist_fee));
    each!(&mut **tx, c => diesel::insert_into(brief_funds::table).values(&row).on_conflict(brief_funds::brief_id).do_update().set(wish).execute(c))?;
    Ok(())
}

/// One more finalist, if there is room; the database compares, so racing choices cannot name too many.
pub(in crate::briefs) fn add_finalist(tx: &mut Tx<'_>, id: BriefId) -> Result<bool, DbError> {
    let room = brief_funds::table.filter(brief_funds::brief_id.eq(id).and(brief_funds::finalists.lt(MAX_FINALISTS)));
    Ok(diesel::update(room).set(brief_funds::finalists.eq(brief_funds::finalists + 1)).execute(&mut **tx)? == 1)
}

/// The money was set aside at these rates.
pub(in crate::briefs) fn set_rates(tx: &mut Tx<'_>, id: BriefId, rates: Rates) -> Result<(), DbError> {
    let row = brief_funds::table.filter(brief_funds::brief_id.eq(id));
    let set = (brief_funds::merchant_bps.eq(rates.0), brief_funds::creator_bps.eq(rates.1));
    if diesel::update(row).set(set).execute(&mut **tx)? == 1 { Ok(()) } else { Err(DbError::NotFound) }
}

//! What only some briefs say. A brief without a row says none of it.

use crate::briefs::model::{Brief, BriefKind, BriefState, Details, LiveTime, Visibility};
use crate::each;
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::{
    BasisPoints, Instant,
    id::{BidId, BriefId},
};
use crate::schema::{brief_details, brief_times, briefs};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = brief_details, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(super) struct DetailRow {
    brief_id: BriefId,
    product: String,
    commission_bps: Option<BasisPoints>,
    commission_terms: String,
    nda: String,
    early_hours: i32,
    opens_at: Option<Instant>,
}

impl DetailRow {
    pub(super) fn read(self) -> Details {
        let (commission, commission_terms) = (self.commission_bps, self.commission_terms);
        let (early_hours, opens_at) = (self.early_hours, self.opens_at);
        Details { product: self.product, commission, commission_terms, nda: self.nda, times: Vec::new(), early_hours, opens_at }
    }
}

/// What these briefs say becomes part of them.
pub(super) fn fill(conn: &mut Conn, briefs: &mut [Brief]) -> Result<(), DbError> {
    let ids: Vec<BriefId> = briefs.iter().map(|brief| brief.id).collect();
    let rows: Vec<DetailRow> =
        brief_details::table.filter(brief_details::brief_id.eq_any(ids)).select(DetailRow::as_select()).load(conn)?;
    for row in rows {
        if let Some(brief) = briefs.iter_mut().find(|brief| brief.id == row.brief_id) {
            brief.details = row.read();
        }
    }
    for brief in briefs.iter_mut().filter(|brief| brief.kind == BriefKind::Live) {
        brief.details.times = times(conn, brief.id)?;
    }
    Ok(())
}

/// When shows may be live, in order.
pub(super) fn times(conn: &mut Conn, id: BriefId) -> Result<Vec<LiveTime>, DbError> {
    let rows = brief_times::table.filter(brief_times::brief_id.eq(id)).order(brief_times::no);
    let columns = (brief_times::no, brief_times::starts_at, brief_times::minutes, brief_times::bid_id);
    let all: Vec<(i32, Instant, i32, Option<BidId>)> = rows.select(columns).at_most(100).load(conn)?;
    Ok(all.into_iter().map(|(no, starts_at, minutes, bid)| LiveTime { no, starts_at, minutes, is_taken: bid.is_some() }).collect())
}

/// The bid has this time from now on, if nobody has it; the database compares, so two racing choices cannot both.
pub(in crate::briefs) fn take_time(tx: &mut Tx<'_>, id: BriefId, no: i32, bid: BidId) -> Result<bool, DbError> {
    let free = brief_times::table.find((id, no)).filter(brief_times::bid_id.is_null());
    Ok(diesel::update(free).set(brief_times::bid_id.eq(Some(bid))).execute(&mut **tx)? == 1)
}

/// Nobody has what this bid had.
pub(in crate::briefs) fn free_time(tx: &mut Tx<'_>, bid: BidId) -> Result<(), DbError> {
    let taken = brief_times::table.filter(brief_times::bid_id.eq(bid));
    diesel::update(taken).set(brief_times::bid_id.eq(None::<BidId>)).execute(&mut **tx)?;
    Ok(())
}

/// The times of a draft become those of the value; those of an open brief stay, for some are taken.
fn replace_times(tx: &mut Tx<'_>, brief: &Brief) -> Result<(), DbError> {
    if brief.state == BriefState::Open {
        return Ok(());
    }
    diesel::delete(brief_times::table.filter(brief_times::brief_id.eq(brief.id))).execute(&mut **tx)?;
    for time in &brief.details.times {
        let row = (
            (brief_times::brief_id.eq(brief.id), brief_times::no.eq(time.no)),
            (brief_times::starts_at.eq(time.starts_at), brief_times::minutes.eq(time.minutes)),
        );
        diesel::insert_into(brief_times::table).values(row).execute(&mut **tx)?;
    }
    Ok(())
}

/// The circle alone finds the brief until then.
pub(in crate::briefs) fn begin_early(tx: &mut Tx<'_>, id: BriefId, until: Instant) -> Result<(), DbError> {
    diesel::update(brief_details::table.find(id)).set(brief_details::opens_at.eq(Some(until))).execute(&mut **tx)?;
    diesel::update(briefs::table.find(id)).set(briefs::visibility.eq(Visibility::Circle)).execute(&mut **tx)?;
    Ok(())
}

/// Since when its merchant's circle has found each of these that opened to it first.
pub(in crate::briefs) fn early_begun(conn: &mut Conn, ids: &[BriefId]) -> Result<Vec<(BriefId, Instant)>, DbError> {
    let early = brief_details::table.filter(brief_details::brief_id.eq_any(ids).and(brief_details::early_hours.gt(0)));
    let rows: Vec<(BriefId, i32, Option<Instant>)> = early
        .order(brief_details::brief_id)
        .select((brief_details::brief_id, brief_details::early_hours, brief_details::opens_at))
        .at_most(1_000)
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, hours, opens)| Some((id, opens?.plus_hours(-i64::from(hours))))).collect())
}

/// Everybody finds it from now on, as one that is new.
pub(in crate::briefs) fn open_to_all(tx: &mut Tx<'_>, id: BriefId, at: Instant) -> Result<(), DbError> {
    let row = briefs::table.find(id).filter(briefs::visibility.eq(Visibility::Circle));
    let new = (briefs::visibility.eq(Visibility::Public), briefs::published_at.eq(Some(at)), briefs::version.eq(briefs::version + 1));
    diesel::update(row).set(new).execute(&mut **tx)?;
    Ok(())
}

/// The row says what the value says; none where there is nothing to say.
pub(super) fn replace(tx: &mut Tx<'_>, brief: &Brief) -> Result<(), DbError> {
    replace_times(tx, brief)?;
    if (Details { times: Vec::new(), ..brief.details.clone() }) == Details::default() {
        diesel::delete(brief_details::table.find(brief.id)).execute(&mut **tx)?;
        return Ok(());
    }
    let Details { product, commission, commission_terms, nda, times: _, early_hours, opens_at } = brief.details.clone();
    let row = DetailRow { brief_id: brief.id, product, commission_bps: commission, commission_terms, nda, early_hours, opens_at };
    each!(&mut **tx, c => diesel::insert_into(brief_details::table).values(&row).on_conflict(brief_details::brief_id).do_update().set(&row).execute(c))?;
    Ok(())
}

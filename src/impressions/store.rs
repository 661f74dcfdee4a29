//! The rows of days.

use super::model::{List, Shown};
use crate::each;
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::schema::impressions;
use diesel::prelude::*;

/// A list begins a day with nothing shown.
pub(super) fn begin(tx: &mut Tx<'_>, (list, day): (List, i64)) -> Result<(), DbError> {
    let row = (impressions::list.eq(list), impressions::day.eq(day), impressions::shown.eq(0_i64), impressions::newcomers.eq(0_i64));
    each!(&mut **tx, c => diesel::insert_into(impressions::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// So many more on a day that has begun.
pub(super) fn add(tx: &mut Tx<'_>, of: (List, i64), more: Shown) -> Result<(), DbError> {
    let sums = (impressions::shown.eq(impressions::shown + more.all), impressions::newcomers.eq(impressions::newcomers + more.newcomers));
    diesel::update(impressions::table.find(of)).set(sums).execute(&mut **tx)?;
    Ok(())
}

/// The days of every list from then on, oldest first.
pub(super) fn list_since(conn: &mut Conn, day: i64) -> Result<Vec<(List, i64, Shown)>, DbError> {
    let days = impressions::table.filter(impressions::day.ge(day)).order((impressions::list, impressions::day));
    let columns = (impressions::list, impressions::day, impressions::shown, impressions::newcomers);
    let rows: Vec<(List, i64, i64, i64)> = days.select(columns).at_most(500).load(conn)?;
    Ok(rows.into_iter().map(|(list, day, all, newcomers)| (list, day, Shown { all, newcomers })).collect())
}

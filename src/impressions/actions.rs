//! Counting in memory, writing what was counted, and reading it for everybody.

use super::model::{Figure, Shown};
use super::store;
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::Instant;
use crate::web::Shared;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The microseconds of a day.
const DAY: i64 = 86_400_000_000;
/// Days of the figure.
const DAYS: i64 = 30;
/// For so long a figure that was read is good.
const FRESH_MICROS: i64 = 60_000_000;

/// What this process counted and did not write yet, by day. One a site.
#[derive(Default)]
struct Tally(Mutex<BTreeMap<i64, Shown>>);

/// The figure as it was read. One a site.
#[derive(Default)]
struct Known(Mutex<Option<(Instant, Option<Figure>)>>);

/// A ranked list showed so many creators, and so many of them were newcomers.
pub fn count(site: &Shared, (all, newcomers): (usize, usize), now: Instant) {
    let (Ok(all), Ok(newcomers)) = (i64::try_from(all), i64::try_from(newcomers)) else { return };
    if all == 0 {
        return;
    }
    let tally = site.kept.of::<Tally>();
    let mut days = tally.0.lock().unwrap_or_else(PoisonError::into_inner);
    let day = days.entry(now.0.div_euclid(DAY)).or_default();
    day.all = day.all.saturating_add(all);
    day.newcomers = day.newcomers.saturating_add(newcomers);
}

/// What was counted since it was last asked for.
pub(super) fn take(site: &Shared) -> BTreeMap<i64, Shown> {
    std::mem::take(&mut *site.kept.of::<Tally>().0.lock().unwrap_or_else(PoisonError::into_inner))
}

/// What could not be written counts with the next batch.
pub(super) fn put_back(site: &Shared, days: BTreeMap<i64, Shown>) {
    let tally = site.kept.of::<Tally>();
    let mut held = tally.0.lock().unwrap_or_else(PoisonError::into_inner);
    for (day, shown) in days {
        let sum = held.entry(day).or_default();
        sum.all = sum.all.saturating_add(shown.all);
        sum.newcomers = sum.newcomers.saturating_add(shown.newcomers);
    }
}

/// Writes a batch.
pub(super) fn add(tx: &mut Tx<'_>, days: &BTreeMap<i64, Shown>) -> Result<(), Failure> {
    for (day, shown) in days {
        store::begin(tx, *day)?;
        store::add(tx, *day, *shown)?;
    }
    Ok(())
}

/// How newcomers fared in the last 30 days, as far as it is written; `None` where nothing was shown yet.
pub async fn recent(site: &Shared, now: Instant) -> Result<Option<Figure>, Failure> {
    let known = site.kept.of::<Known>();
    let held = *known.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, figure)) = held.filter(|(at, _)| (0..FRESH_MICROS).contains(&now.micros_since(*at))) {
        return Ok(figure);
    }
    let first = now.0.div_euclid(DAY).saturating_sub(DAYS - 1);
    let days = site.db.read(move |conn| Ok::<_, Failure>(store::list_since(conn, first)?)).await?;
    let figure = sum(&days, now);
    *known.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, figure));
    Ok(figure)
}

fn sum(days: &[(i64, Shown)], now: Instant) -> Option<Figure> {
    let from = Instant(days.first()?.0.saturating_mul(DAY));
    let shown: i64 = days.iter().map(|(_, shown)| shown.all).sum();
    let newcomers: i64 = days.iter().map(|(_, shown)| shown.newcomers).sum();
    let percent = newcomers.saturating_mul(100).checked_div(shown)?;
    Some(Figure { shown, percent, from, to: now })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_add_up_to_one_figure() {
        let now = Instant(20_000 * DAY + 5);
        assert_eq!(sum(&[], now), None);
        let days = [(19_990, Shown { all: 20, newcomers: 3 }), (20_000, Shown { all: 20, newcomers: 4 })];
        assert_eq!(sum(&days, now), Some(Figure { shown: 40, percent: 17, from: Instant(19_990 * DAY), to: now }));
    }
}

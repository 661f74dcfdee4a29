//! Counting in memory, writing what was counted, and reading it for everybody.

use super::model::{Figure, List, Shown};
use super::store;
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::{Choice as _, Instant};
use crate::web::Shared;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The microseconds of a day.
const DAY: i64 = 86_400_000_000;
/// Days of the figure.
const DAYS: i64 = 30;
/// For so long a figure that was read is good.
const FRESH_MICROS: i64 = 60_000_000;

/// What was counted, by list and day.
pub(super) type Batch = BTreeMap<(List, i64), Shown>;

/// What this process counted and did not write yet. One a site.
#[derive(Default)]
struct Tally(Mutex<Batch>);

/// The figures as they were read. One a site.
#[derive(Default)]
struct Known(Mutex<Option<(Instant, Vec<Figure>)>>);

/// A list showed so many places, and so many of them went to newcomers.
pub fn count(site: &Shared, list: List, (all, newcomers): (usize, usize), now: Instant) {
    let (Ok(all), Ok(newcomers)) = (i64::try_from(all), i64::try_from(newcomers)) else { return };
    if all == 0 {
        return;
    }
    let tally = site.kept.of::<Tally>();
    let mut days = tally.0.lock().unwrap_or_else(PoisonError::into_inner);
    let day = days.entry((list, now.0.div_euclid(DAY))).or_default();
    day.all = day.all.saturating_add(all);
    day.newcomers = day.newcomers.saturating_add(newcomers);
}

/// What was counted since it was last asked for.
pub(super) fn take(site: &Shared) -> Batch {
    std::mem::take(&mut *site.kept.of::<Tally>().0.lock().unwrap_or_else(PoisonError::into_inner))
}

/// What could not be written counts with the next batch.
pub(super) fn put_back(site: &Shared, days: Batch) {
    let tally = site.kept.of::<Tally>();
    let mut held = tally.0.lock().unwrap_or_else(PoisonError::into_inner);
    for (day, shown) in days {
        let sum = held.entry(day).or_default();
        sum.all = sum.all.saturating_add(shown.all);
        sum.newcomers = sum.newcomers.saturating_add(shown.newcomers);
    }
}

/// Writes a batch.
pub(super) fn add(tx: &mut Tx<'_>, days: &Batch) -> Result<(), Failure> {
    for (day, shown) in days {
        store::begin(tx, *day)?;
        store::add(tx, *day, *shown)?;
    }
    Ok(())
}

/// How newcomers fared in each list in the last 30 days, as far as it is written; lists that showed nothing yet are not in the answer.
pub async fn recent(site: &Shared, now: Instant) -> Result<Vec<Figure>, Failure> {
    let known = site.kept.of::<Known>();
    let held = known.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some((_, figures)) = held.filter(|(at, _)| (0..FRESH_MICROS).contains(&now.micros_since(*at))) {
        return Ok(figures);
    }
    let first = now.0.div_euclid(DAY).saturating_sub(DAYS - 1);
    let days = site.db.read(move |conn| Ok::<_, Failure>(store::list_since(conn, first)?)).await?;
    let figures: Vec<Figure> = List::ALL.iter().filter_map(|list| sum(*list, &days, now)).collect();
    *known.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, figures.clone()));
    Ok(figures)
}

fn sum(list: List, days: &[(List, i64, Shown)], now: Instant) -> Option<Figure> {
    let own: Vec<_> = days.iter().filter(|day| day.0 == list).collect();
    let from = Instant(own.first()?.1.saturating_mul(DAY));
    let shown: i64 = own.iter().map(|(_, _, shown)| shown.all).sum();
    let newcomers: i64 = own.iter().map(|(_, _, shown)| shown.newcomers).sum();
    let percent = newcomers.saturating_mul(100).checked_div(shown)?;
    Some(Figure { list, shown, percent, from, to: now })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_add_up_to_one_figure() {
        let now = Instant(20_000 * DAY + 5);
        let list = List::Browse;
        assert_eq!(sum(list, &[], now), None);
        let day = |list, day, all, newcomers| (list, day, Shown { all, newcomers });
        let days = [day(list, 19_990, 20, 3), day(list, 20_000, 20, 4), day(List::Fits, 19_980, 9, 9)];
        assert_eq!(sum(list, &days, now), Some(Figure { list, shown: 40, percent: 17, from: Instant(19_990 * DAY), to: now }));
    }
}

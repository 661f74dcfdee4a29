//! Every minute what was booked is sealed; when a day is over its minutes are, and those who look after money are told its root.

use super::actions;
use super::model::{FIRST_ROOT, Period, Seal};
use super::store;
use crate::failure::Failure;
use crate::notices;
use crate::operations;
use crate::platform::db::{Conn, DbError, Tx};
use crate::platform::mailer::{self, Mail};
use crate::primitives::Instant;
use crate::web::{Job, Lane, Site};
use std::sync::Arc;

/// Sealing and telling.
pub const JOBS: &[Job] = &[
    Job { name: "seals", lane: Lane::House, run: |site| Box::pin(seal(site)) },
    Job { name: "daily mail", lane: Lane::House, run: |site| Box::pin(tell(site)) },
];

/// What was booked is under a seal after about this long.
const MINUTE: i64 = 60;

async fn seal(site: Arc<Site>) -> Result<bool, Failure> {
    let now = site.clock.now();
    let (open, due) = site.db.read(move |conn| Ok::<_, Failure>(look(conn, now)?)).await?;
    // First what is over, then what is new.
    if open {
        return site.db.write(move |tx| Ok::<_, Failure>(actions::seal_day(tx, now)?.is_some())).await;
    }
    let Some(due) = due else { return Ok(false) };
    let more = due.more;
    let sealed = site.db.write(move |tx| Ok::<_, Failure>(actions::seal_minute(tx, now, &due)?)).await?;
    Ok(sealed && more)
}

/// Whether a day is over and open, and what of the journal is to be sealed: nothing while the last seal is fresh, unless it was too small.
fn look(conn: &mut Conn, now: Instant) -> Result<(bool, Option<actions::Due>), DbError> {
    let today = actions::day_of(now);
    let last = store::find_newest(conn)?;
    let fresh = last.as_ref().is_some_and(|seal| {
        let full = seal.period == Period::Minute && seal.leaves >= actions::MOST;
        now < Instant(seal.sealed_at).plus_seconds(MINUTE) && seal.day == today && !full
    });
    if fresh {
        return Ok((false, None));
    }
    let open = store::find_open_day(conn, &today)?.is_some();
    Ok((open, if open { None } else { actions::due(conn)? }))
}

/// So long after midnight in UTC the mail of a day goes out: its last minute is sealed by then.
const SECONDS_AFTER: i64 = 300;

/// What the mail of a day says.
struct Report {
    root: Seal,
    fuses: Vec<String>,
    old: bool,
    still: usize,
}

/// Once a day: the root of the last day that was closed, what holds money back, and what waits for a person.
async fn tell(site: Arc<Site>) -> Result<bool, Failure> {
    const NAME: &str = "daily mail";
    let now = site.clock.now();
    let last = site.db.read(move |conn| Ok::<_, Failure>(operations::last_run(conn, NAME)?)).await?;
    let today = actions::day_of(now.plus_seconds(-SECONDS_AFTER));
    if last.is_some_and(|last| actions::day_of(last.plus_seconds(-SECONDS_AFTER)) >= today) {
        return Ok(false);
    }
    let report = site.db.read(|conn| Ok::<_, Failure>(report(conn)?)).await?;
    site.db
        .write(move |tx| {
            if operations::mark_run(tx, NAME, last, now)? && last.is_some() {
                send(tx, now, &report)?;
            }
            Ok::<_, Failure>(false)
        })
        .await
}

fn report(conn: &mut Conn) -> Result<Report, DbError> {
    const MOST: i64 = 1_000;
    let none = Seal {
        no: 0,
        period: Period::Day,
        day: String::new(),
        sealed_at: 0,
        leaves: 0,
        prev_root: FIRST_ROOT.to_owned(),
        root: FIRST_ROOT.to_owned(),
    };
    Ok(Report {
        root: store::find_last(conn, Period::Day)?.unwrap_or(none),
        fuses: operations::list_blown(conn)?.into_iter().map(|blown| format!("{}: {}", blown.fuse, blown.reason)).collect(),
        old: operations::find_restoration(conn)?.is_some(),
        still: operations::list_standing_still(conn, MOST)?.len(),
    })
}

fn send(tx: &mut Tx<'_>, now: Instant, report: &Report) -> Result<(), Failure> {
    for (address, lang) in notices::list_finance_readers(tx)? {
        let params = serde_json::json!({
            "day": report.root.day,
            "root": report.root.root,
            "before": report.root.prev_root,
            "fuses": report.fuses,
            "old": report.old,
            "still": report.still,
            "fine": report.fuses.is_empty() && !report.old && report.still == 0,
            "path": "/proofs",
        });
        mailer::enqueue(tx, now, &Mail { address, lang, template: "daily", params })?;
    }
    Ok(())
}

//! `vtask ledger verify`: recomputes the chains, every running balance and the laws of the milestones, from the journal alone.
//!
//! It reads in steps, changes nothing, and stops collecting after [`MOST_FAULTS`].

mod accounts;
mod chains;
mod milestones;
mod pools;
mod rows;
mod shares;

use crate::audit;
use crate::platform::db::{Conn, DbError};
use serde::Serialize;

/// More faults than this are not listed: the first is what matters.
pub const MOST_FAULTS: usize = 100;

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The chain of the transaction that shows it, if one does.
    pub bucket: Option<i32>,
    /// Its sequence number there.
    pub seq: Option<i64>,
    /// What does not fit, in words.
    pub what: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let (Some(bucket), Some(seq)) = (self.bucket, self.seq) {
            write!(f, "bucket {bucket}, sequence number {seq}: ")?;
        }
        f.write_str(&self.what)
    }
}

/// What was read, and what does not fit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Transactions read.
    pub txns: u64,
    /// Lines read.
    pub entries: u64,
    /// Accounts read.
    pub accounts: u64,
    /// Milestones read.
    pub milestones: u64,
    /// What does not fit, in the order it was found.
    pub faults: Vec<Fault>,
}

impl Report {
    fn fault(&mut self, place: Option<(i32, i64)>, what: String) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault { bucket: place.map(|(bucket, _)| bucket), seq: place.map(|(_, seq)| seq), what });
        }
    }

    /// The first fault that a transaction shows.
    #[must_use]
    pub fn first_bad(&self) -> Option<&Fault> {
        self.faults.iter().find(|fault| fault.seq.is_some())
    }
}

/// How far the reading has come: rows done of rows in all.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64);

/// Counts rows as they are read and tells whoever watches.
struct Meter<'a> {
    done: u64,
    total: u64,
    tell: Progress<'a>,
}

impl Meter<'_> {
    fn add(&mut self, rows: usize) {
        self.done = self.done.saturating_add(u64::try_from(rows).unwrap_or_default());
        (self.tell)(self.done.min(self.total), self.total);
    }
}

/// Checks the whole books on one snapshot: each chain gapless and hashed, each transaction balanced with at least two lines and an audit line,
/// each account's versions and running balances gapless and equal to what is stored, every currency summing to zero, bounded accounts on their
/// side, every milestone funded at most once for price and fee and holding nothing when it has ended, no brief
/// that has ended holding a pool, every agency's share what was signed of what cleared, and the audit log's own chains.
pub fn verify(conn: &mut Conn, progress: Progress<'_>) -> Result<Report, DbError> {
    let mut report = Report::default();
    let mut meter = Meter { done: 0, total: rows::count_all(conn)?, tell: progress };
    chains::verify(conn, &mut report, &mut meter)?;
    accounts::verify(conn, &mut report, &mut meter)?;
    milestones::verify(conn, &mut report, &mut meter)?;
    pools::verify(conn, &mut report, &mut meter)?;
    shares::verify(conn, &mut report, &mut meter)?;
    for fault in audit::verify(conn)? {
        report.fault(Some((fault.bucket, fault.seq)), format!("audit log: {}", fault.what));
    }
    Ok(report)
}

//! The 64 chains: each transaction follows from the one before, sums to zero, and was noted in the audit log.

use super::{Meter, Report, rows};
use crate::audit::FIRST_HASH;
use crate::ledger::store::{EntryRow, TxnRow};
use crate::platform::db::{Conn, DbError};
use crate::primitives::id::TxnId;
use std::collections::{BTreeMap, HashMap, HashSet};

const STEP: i64 = 500;

pub(super) fn verify(conn: &mut Conn, report: &mut Report, meter: &mut Meter<'_>) -> Result<(), DbError> {
    for bucket in 0..64 {
        verify_bucket(conn, bucket, report, meter)?;
    }
    Ok(())
}

fn verify_bucket(conn: &mut Conn, bucket: i32, report: &mut Report, meter: &mut Meter<'_>) -> Result<(), DbError> {
    let (mut seq, mut hash) = (0i64, FIRST_HASH.to_owned());
    loop {
        let txns = rows::list_txns(conn, bucket, seq, STEP)?;
        if txns.is_empty() {
            break;
        }
        meter.add(txns.len());
        let ids: Vec<TxnId> = txns.iter().map(|txn| txn.id).collect();
        let mut lines = lines_of(rows::list_entries_of(conn, &ids)?);
        let noted: HashSet<String> = rows::list_noted(conn, &ids)?.into_iter().collect();
        for txn in txns {
            let own = lines.remove(&txn.id).unwrap_or_default();
            if txn.seq != seq.saturating_add(1) {
                report.fault(Some((bucket, txn.seq)), format!("the chain has a gap after {seq}"));
            }
            seq = txn.seq;
            check(report, &txn, &own, &hash, &noted);
            hash.clone_from(&txn.hash);
        }
    }
    if rows::find_head(conn, bucket)? != (seq, hash) {
        report.fault(Some((bucket, seq)), "the chain does not end at its head".to_owned());
    }
    Ok(())
}

fn check(report: &mut Report, txn: &TxnRow, lines: &[EntryRow], prev_hash: &str, noted: &HashSet<String>) {
    report.txns = report.txns.saturating_add(1);
    let place = Some((txn.bucket, txn.seq));
    if txn.prev_hash != prev_hash || txn.hash != txn.digest(prev_hash, lines) {
        report.fault(place, format!("{} does not follow from the one before, or was changed", txn.id));
    }
    if lines.len() < 2 {
        report.fault(place, format!("{} has fewer than two lines", txn.id));
    }
    let mut sums = BTreeMap::new();
    for line in lines {
        let sum: &mut i128 = sums.entry(line.currency).or_default();
        *sum = sum.saturating_add(i128::from(line.amount.0));
    }
    if let Some((currency, sum)) = sums.iter().find(|(_, sum)| **sum != 0) {
        report.fault(place, format!("{} does not sum to zero in {currency}: {sum}", txn.id));
    }
    if !noted.contains(&txn.id.to_string()) {
        report.fault(place, format!("{} has no line in the audit log", txn.id));
    }
}

/// The lines of each transaction in the order in which they were hashed: by account name, then currency, whatever the database sorts by.
fn lines_of(rows: Vec<EntryRow>) -> HashMap<TxnId, Vec<EntryRow>> {
    let mut lines: HashMap<TxnId, Vec<EntryRow>> = HashMap::new();
    for row in rows {
        lines.entry(row.txn_id).or_default().push(row);
    }
    for own in lines.values_mut() {
        own.sort_by(|a, b| a.account.cmp(&b.account).then(a.currency.cmp(&b.currency)));
    }
    lines
}

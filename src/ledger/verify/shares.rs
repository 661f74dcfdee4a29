//! The shares of agencies: of each amount that cleared on a contract through one, what both signed, rounded down, and nothing of a tip.

use super::{Meter, Report, rows};
use crate::platform::db::{Conn, DbError};
use crate::primitives::Minor;
use std::collections::HashMap;

const STEP: i64 = 500;

pub(super) fn verify(conn: &mut Conn, report: &mut Report, meter: &mut Meter<'_>) -> Result<(), DbError> {
    let mut after = String::new();
    loop {
        let cleared = rows::list_cleared(conn, &after, STEP)?;
        let Some(last) = cleared.last() else { return Ok(()) };
        after = last.id.to_string();
        meter.add(cleared.len());
        let names: Vec<String> = cleared.iter().map(|one| share_of(&one.reference)).collect();
        let shares: HashMap<String, Minor> = rows::list_shares(conn, &names)?.into_iter().collect();
        for one in cleared.iter().filter(|one| !one.reference.ends_with("/agency")) {
            let due = match one.bps {
                Some(bps) if !one.reference.starts_with("tip_") => one.amount.share(bps).unwrap_or_default(),
                Some(_) | None => Minor::ZERO,
            };
            let got = shares.get(&share_of(&one.reference)).map_or(Minor::ZERO, |signed| Minor(signed.0.saturating_neg()));
            if got != due {
                let place = Some((one.bucket, one.seq));
                report.fault(
                    place,
                    format!("{} cleared {}; the agency's share is {} and it got {}", one.reference, one.amount.0, due.0, got.0),
                );
            }
        }
    }
}

/// What the transaction is called that takes the share of what cleared.
fn share_of(reference: &str) -> String {
    format!("{reference}/agency")
}

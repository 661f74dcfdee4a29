//! What briefs have set aside: while a brief lives it may hold money, and one that has not begun or has ended holds nothing.

use super::{Meter, Report, rows};
use crate::ledger::account::Account;
use crate::platform::db::{Conn, DbError};
use crate::primitives::Minor;

const STEP: i64 = 500;

pub(super) fn verify(conn: &mut Conn, report: &mut Report, meter: &mut Meter<'_>) -> Result<(), DbError> {
    let mut after = String::new();
    loop {
        let pools = rows::list_pools(conn, &after, STEP)?;
        let Some(last) = pools.last() else { return Ok(()) };
        after = last.id.to_string();
        meter.add(pools.len());
        for pool in pools.iter().filter(|pool| !holds(&pool.state)) {
            let names = [Account::Pool(pool.id).to_string(), Account::PoolFee(pool.id).to_string()];
            for left in rows::list_named(conn, &names)?.iter().filter(|account| account.balance != Minor::ZERO) {
                report.fault(None, format!("{} is {} and {} still holds {}", pool.id, pool.state, left.account, -left.balance.0));
            }
        }
    }
}

/// A brief in this state may have money set aside.
fn holds(state: &str) -> bool {
    matches!(state, "pending_review" | "open" | "paused" | "judging" | "filled")
}

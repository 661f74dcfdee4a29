//! The accounts: versions and running balances without a gap, the stored balance as their end, and every currency summing to zero.

use super::{Meter, Report, rows};
use crate::ledger::account::Side;
use crate::ledger::store::EntryRow;
use crate::platform::db::{Conn, DbError};
use crate::primitives::Currency;
use std::collections::{BTreeMap, VecDeque};

const STEP: i64 = 2_000;

pub(super) fn verify(conn: &mut Conn, report: &mut Report, meter: &mut Meter<'_>) -> Result<(), DbError> {
    let mut lines = Lines::default();
    let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
    let mut after = (String::new(), String::new());
    loop {
        let accounts = rows::list_accounts(conn, &after, STEP)?;
        let Some(last) = accounts.last() else { break };
        after = (last.account.clone(), last.currency.to_string());
        for account in accounts {
            let sum = sums.entry(account.currency).or_default();
            *sum = sum.saturating_add(i128::from(account.balance.0));
            verify_one(conn, &account, &mut lines, report, meter)?;
        }
    }
    if let Some(line) = lines.next(conn, meter)? {
        let place = rows::find_place(conn, line.txn_id)?;
        report.fault(place, format!("{} {} has lines and no account", line.account, line.currency));
    }
    for (currency, sum) in sums {
        if sum != 0 {
            report.fault(None, format!("the books do not sum to zero in {currency}: {sum}"));
        }
    }
    Ok(())
}

fn verify_one(
    conn: &mut Conn,
    account: &rows::AccountRow,
    lines: &mut Lines,
    report: &mut Report,
    meter: &mut Meter<'_>,
) -> Result<(), DbError> {
    report.accounts = report.accounts.saturating_add(1);
    let name = format!("{} {}", account.account, account.currency);
    let (mut version, mut balance, mut whole, mut last) = (0i64, 0i64, true, None);
    while let Some(line) = lines.next_of(conn, account, meter)? {
        report.entries = report.entries.saturating_add(1);
        balance = balance.saturating_add(line.amount.0);
        version = version.saturating_add(1);
        if whole && (line.acct_version != version || line.balance_after.0 != balance) {
            whole = false;
            let place = rows::find_place(conn, line.txn_id)?;
            report.fault(place, format!("{name}: version or running balance does not follow at version {version}"));
        }
        last = Some(line.txn_id);
    }
    if whole && (account.version != version || account.balance.0 != balance) {
        let place = last.map(|txn| rows::find_place(conn, txn)).transpose()?.flatten();
        report.fault(
            place,
            format!("{name}: {} is stored at version {}, the lines say {balance} at {version}", account.balance.0, account.version),
        );
    }
    let wrong_side = match account.side {
        Side::Dr => account.balance.0 < 0,
        Side::Cr => account.balance.0 > 0,
    };
    if account.bounded && wrong_side {
        report.fault(None, format!("{name} stands on the wrong side: {}", account.balance.0));
    }
    Ok(())
}

/// All lines in the order of the accounts, read ahead a step at a time.
#[derive(Default)]
struct Lines {
    ahead: VecDeque<EntryRow>,
    after: (String, String, i64),
    ended: bool,
}

impl Lines {
    fn fill(&mut self, conn: &mut Conn, meter: &mut Meter<'_>) -> Result<(), DbError> {
        if self.ahead.is_empty() && !self.ended {
            let rows = rows::list_entries_after(conn, &self.after, STEP)?;
            meter.add(rows.len());
            match rows.last() {
                Some(last) => self.after = (last.account.clone(), last.currency.to_string(), last.acct_version),
                None => self.ended = true,
            }
            self.ahead.extend(rows);
        }
        Ok(())
    }

    fn next(&mut self, conn: &mut Conn, meter: &mut Meter<'_>) -> Result<Option<EntryRow>, DbError> {
        self.fill(conn, meter)?;
        Ok(self.ahead.pop_front())
    }

    /// The next line if it belongs to this account.
    fn next_of(&mut self, conn: &mut Conn, account: &rows::AccountRow, meter: &mut Meter<'_>) -> Result<Option<EntryRow>, DbError> {
        self.fill(conn, meter)?;
        let own = self.ahead.front().is_some_and(|line| line.account == account.account && line.currency == account.currency);
        Ok(if own { self.ahead.pop_front() } else { None })
    }
}

//! The milestones as the books see them: funded at most once and for exactly price and fee; while work goes on all of it is held, and an ended
//! one holds nothing.

use super::{Meter, Report, rows};
use crate::ledger::account::Account;
use crate::platform::db::{Conn, DbError};
use crate::primitives::id::MilestoneId;
use crate::primitives::{Currency, Minor};
use std::collections::HashMap;

const STEP: i64 = 500;

pub(super) fn verify(conn: &mut Conn, report: &mut Report, meter: &mut Meter<'_>) -> Result<(), DbError> {
    let mut after = String::new();
    loop {
        let milestones = rows::list_milestones(conn, &after, STEP)?;
        let Some(last) = milestones.last() else { return Ok(()) };
        after = last.id.to_string();
        meter.add(milestones.len());
        let ids: Vec<MilestoneId> = milestones.iter().map(|milestone| milestone.id).collect();
        let disputes = rows::list_disputes(conn, &ids)?;
        let held = held_by(conn, &ids, &disputes)?;
        let funded = funded_with(conn, &ids)?;
        for milestone in milestones {
            report.milestones = report.milestones.saturating_add(1);
            check(report, &milestone, (&held, &disputes), funded.get(&milestone.id).map_or(&[], Vec::as_slice));
        }
    }
}

type Balances = HashMap<(String, Currency), Minor>;

fn held_by(conn: &mut Conn, ids: &[MilestoneId], disputes: &[rows::DisputeRow]) -> Result<Balances, DbError> {
    let mut names: Vec<String> = ids.iter().flat_map(|id| [Account::Escrow(*id).to_string(), Account::FeeHold(*id).to_string()]).collect();
    names.extend(disputes.iter().map(|dispute| Account::Frozen(dispute.id).to_string()));
    let rows = rows::list_named(conn, &names)?;
    Ok(rows.into_iter().map(|row| ((row.account, row.currency), Minor(row.balance.0.saturating_neg()))).collect())
}

/// What each funding took from a wallet or a pool, all its lines together, and where it stands in its chain.
type Funded = HashMap<MilestoneId, Vec<(i32, i64, Minor)>>;

fn funded_with(conn: &mut Conn, ids: &[MilestoneId]) -> Result<Funded, DbError> {
    let mut funded = Funded::new();
    for (milestone, bucket, seq, taken) in rows::list_fundings(conn, ids)? {
        if let Some(milestone) = milestone {
            let own = funded.entry(milestone).or_default();
            match own.last_mut() {
                Some((same, place, sum)) if (*same, *place) == (bucket, seq) => *sum = Minor(sum.0.saturating_add(taken.0)),
                Some(_) | None => own.push((bucket, seq, taken)),
            }
        }
    }
    Ok(funded)
}

fn check(
    report: &mut Report,
    milestone: &rows::MilestoneRow,
    (held, disputes): (&Balances, &[rows::DisputeRow]),
    funded: &[(i32, i64, Minor)],
) {
    let of = |account: Account| held.get(&(account.to_string(), milestone.currency)).copied().unwrap_or_default();
    let (escrow, fee) = (of(Account::Escrow(milestone.id)), of(Account::FeeHold(milestone.id)));
    let whole = milestone.price.0.saturating_add(milestone.merchant_fee.0);
    let place = funded.first().map(|(bucket, seq, _)| (*bucket, *seq));
    if funded.len() > 1 {
        let second = funded.get(1).map(|(bucket, seq, _)| (*bucket, *seq));
        report.fault(second, format!("{} was funded {} times", milestone.id, funded.len()));
    }
    if funded.first().is_some_and(|(_, _, taken)| taken.0 != whole) {
        report.fault(place, format!("{} was not funded with exactly its price and fee, {whole}", milestone.id));
    }
    let wanted = match milestone.state.as_str() {
        "planned" | "approved" | "settled" | "cancelled" => Some((0, 0)),
        "funded" | "in_progress" | "submitted" | "changes_requested" => {
            let left = |whole: Minor, part: Minor| whole.0.saturating_sub(part.0);
            Some((left(milestone.price, milestone.part_price), left(milestone.merchant_fee, milestone.part_fee)))
        }
        _ => None,
    };
    if wanted.is_some_and(|wanted| wanted != (escrow.0, fee.0)) {
        report.fault(place, format!("{} is {} and holds {} and a fee of {}", milestone.id, milestone.state, escrow.0, fee.0));
    }
    let frozen =
        disputes.iter().filter(|dispute| dispute.milestone == milestone.id).map(|dispute| (dispute, of(Account::Frozen(dispute.id))));
    for (dispute, balance) in frozen {
        let due = if dispute.is_open { dispute.amount } else { Minor::ZERO };
        if balance != due {
            report.fault(place, format!("{} froze {} and holds {}", dispute.id, due.0, balance.0));
        }
    }
    let open = disputes.iter().filter(|dispute| dispute.milestone == milestone.id && dispute.is_open).count();
    if (milestone.state == "disputed") != (open == 1) || milestone.state == "disputed" && escrow != Minor::ZERO {
        report.fault(place, format!("{} is {} with {open} open disputes and holds {}", milestone.id, milestone.state, escrow.0));
    }
    let working = matches!(
        milestone.state.as_str(),
        "funded" | "in_progress" | "submitted" | "changes_requested" | "approved" | "disputed" | "settled"
    );
    if funded.is_empty() && working {
        report.fault(None, format!("{} is {} and was never funded", milestone.id, milestone.state));
    }
}

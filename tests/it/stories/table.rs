//! The books as a table: every transaction with its lines, then what is left where, then how things stand. Ids have names that are the same in
//! every run, and every provider is called as the sandbox; what one takes for its work, which the sandbox does not, is left out and added to what it
//! holds.

use diesel::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use vtask::platform::db::{Conn, DbError};
use vtask::schema::{bids, briefs, contracts, creators, ledger_accounts, ledger_entries, ledger_txns, milestones, organisations, payouts};

/// What an id is called.
type Names = BTreeMap<String, String>;

/// Everything that the story left.
pub fn print(conn: &mut Conn) -> Result<String, DbError> {
    let names = names(conn)?;
    let mut out = String::new();
    journal(conn, &names, &mut out)?;
    balances(conn, &names, &mut out)?;
    states(conn, &names, &mut out)?;
    Ok(out)
}

/// Organisations and creators by name, milestones by creator and part, payouts by creator and number.
fn names(conn: &mut Conn) -> Result<Names, DbError> {
    let mut names = Names::from([("stripe".to_owned(), "sandbox".to_owned())]);
    let orgs: Vec<(String, String)> = organisations::table.select((organisations::id, organisations::name)).load(conn)?;
    let people: Vec<(String, String)> = creators::table.select((creators::id, creators::handle)).load(conn)?;
    names.extend(orgs.into_iter().chain(people));
    let parts: Vec<(String, i32, String)> =
        milestones::table.inner_join(contracts::table).select((milestones::id, milestones::position, contracts::creator_id)).load(conn)?;
    for (id, position, creator) in parts {
        names.insert(id, format!("{}.part{position}", names[&creator]));
    }
    let sent: Vec<(String, Option<String>, Option<String>)> =
        payouts::table.order((payouts::created_at, payouts::id)).select((payouts::id, payouts::creator_id, payouts::org_id)).load(conn)?;
    for (number, (id, creator, org)) in (1..).zip(sent) {
        names.insert(id, format!("{}.payout{number}", names[&creator.or(org).unwrap()]));
    }
    Ok(names)
}

/// An account without its ids; what is split into 64 is one.
fn named(names: &Names, account: &str) -> String {
    let whole = account.split('/').next().unwrap();
    match whole.split_once(':') {
        Some((kind, id)) => format!("{kind}:{}", names.get(id).map_or(id, String::as_str)),
        None => whole.to_owned(),
    }
}

/// Fen as people read them.
fn plain(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

fn journal(conn: &mut Conn, names: &Names, out: &mut String) -> Result<(), DbError> {
    type Row = ((i32, i64, String, i64), (Option<String>, String), (String, i64, i64));
    let columns = (
        (ledger_txns::bucket, ledger_txns::seq, ledger_txns::kind, ledger_txns::created_at),
        (ledger_txns::milestone_id, ledger_txns::reference),
        (ledger_entries::account, ledger_entries::amount, ledger_entries::balance_after),
    );
    let told = ledger_txns::table.inner_join(ledger_entries::table).filter(ledger_txns::kind.ne("provider_cost"));
    let rows: Vec<Row> = told.select(columns).load(conn)?;
    let begin = rows.iter().map(|row| row.0.3).min().unwrap_or_default();
    let mut lines: Vec<_> = rows
        .into_iter()
        .map(|((bucket, seq, kind, at), (milestone, reference), (account, amount, after))| {
            let of = names.get(&milestone.unwrap_or(reference)).cloned().unwrap_or_default();
            // What is of one moment is sorted by what it concerns; a transaction's debits come first, then its credits, each by account.
            ((at, of, seq, bucket), (amount < 0, named(names, &account)), kind, (account, amount, after))
        })
        .collect();
    lines.sort();
    let mut last = None;
    for ((at, of, seq, bucket), (_, account), kind, (full, amount, after)) in lines {
        let head = if last == Some((bucket, seq)) { String::new() } else { format!("{:>4}h {kind} {of}", (at - begin) / 3_600_000_000) };
        let (debit, credit) = if amount > 0 { (plain(amount), String::new()) } else { (String::new(), plain(-amount)) };
        // Which of the 64 parts an id falls into is chance, and so is what else fell there.
        let after = if full.contains('/') { String::new() } else { plain(after.abs()) };
        writeln!(out, "{}", format!("{head:<36}{account:<26}{debit:>12}{credit:>12}{after:>12}").trim_end()).unwrap();
        last = Some((bucket, seq));
    }
    Ok(())
}

fn balances(conn: &mut Conn, names: &Names, out: &mut String) -> Result<(), DbError> {
    let rows: Vec<(String, i64)> = ledger_accounts::table
        .filter(ledger_accounts::balance.ne(0))
        .select((ledger_accounts::account, ledger_accounts::balance))
        .load(conn)?;
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for (account, balance) in rows {
        let account = if account.starts_with("cost:provider") { "clearing:stripe".to_owned() } else { account };
        *sums.entry(named(names, &account)).or_default() += balance;
    }
    writeln!(out, "\nleft").unwrap();
    for (account, balance) in sums {
        writeln!(out, "  {account:<34}{:>12} {}", plain(balance.abs()), if balance > 0 { "Dr" } else { "Cr" }).unwrap();
    }
    Ok(())
}

fn states(conn: &mut Conn, names: &Names, out: &mut String) -> Result<(), DbError> {
    let mut lines: Vec<String> = Vec::new();
    let rows: Vec<(String, String, i32, i32)> =
        briefs::table.select((briefs::title, briefs::state, briefs::places_taken, briefs::places)).load(conn)?;
    lines.extend(rows.into_iter().map(|(title, state, taken, places)| format!("brief {title}: {state}, {taken} of {places} places")));
    let rows: Vec<(String, String)> = bids::table.select((bids::creator_id, bids::state)).load(conn)?;
    lines.extend(rows.into_iter().map(|(creator, state)| format!("bid {}: {state}", names[&creator])));
    let rows: Vec<(String, String)> = contracts::table.select((contracts::creator_id, contracts::state)).load(conn)?;
    lines.extend(rows.into_iter().map(|(creator, state)| format!("contract {}: {state}", names[&creator])));
    let rows: Vec<(String, String)> = milestones::table.select((milestones::id, milestones::state)).load(conn)?;
    lines.extend(rows.into_iter().map(|(id, state)| format!("milestone {}: {state}", names[&id])));
    let rows: Vec<(String, String)> = payouts::table.select((payouts::id, payouts::state)).load(conn)?;
    lines.extend(rows.into_iter().map(|(id, state)| format!("payout {}: {state}", names[&id])));
    lines.sort();
    writeln!(out, "\nstand").unwrap();
    lines.iter().for_each(|line| writeln!(out, "  {line}").unwrap());
    Ok(())
}

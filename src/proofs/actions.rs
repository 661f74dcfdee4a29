//! Sealing, and making a proof.

use super::merkle;
use super::model::{FIRST_ROOT, FORMAT, Period, Proof, Proven, ProvenDay, ProvenMinute, Seal, root_of};
use super::store;
use crate::contracts;
use crate::failure::Failure;
use crate::ledger::{self, Booked};
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::ContractId;
use crate::sessions::Person;
use std::collections::BTreeMap;

/// Transactions under one seal at most; what is more comes under the next.
pub(super) const MOST: i64 = 2_000;

/// The day of a moment in UTC.
pub(super) fn day_of(at: Instant) -> String {
    at.rfc3339().chars().take(10).collect()
}

/// What is to be sealed now: up to where each chain that went on, and the leaves in the order of bucket and number.
pub(super) struct Due {
    heads: Vec<(i32, i64)>,
    leaves: Vec<String>,
    /// There is more than one seal takes.
    pub(super) more: bool,
}

/// Reads what was booked since the last seal; `None` if nothing was.
pub(super) fn due(conn: &mut Conn) -> Result<Option<Due>, DbError> {
    let sealed: BTreeMap<i32, i64> = store::sealed_ends(conn)?.into_iter().collect();
    let (mut heads, mut leaves, mut left) = (Vec::new(), Vec::new(), MOST);
    let mut more = false;
    for (bucket, end) in ledger::chain_ends(conn)? {
        let from = sealed.get(&bucket).copied().unwrap_or_default();
        let until = end.min(from.saturating_add(left));
        more = more || until < end;
        if until > from {
            leaves.extend(leaves_of(conn, bucket, (from, until))?);
            heads.push((bucket, until));
            left = left.saturating_sub(until.saturating_sub(from));
        }
    }
    Ok((!heads.is_empty()).then_some(Due { heads, leaves, more }))
}

fn leaves_of(conn: &mut Conn, bucket: i32, span: (i64, i64)) -> Result<Vec<String>, DbError> {
    Ok(ledger::list_booked(conn, bucket, span)?.into_iter().map(|booked| Proven::of(booked).leaf()).collect())
}

/// The leaves of a minute, as the journal has them now.
pub(super) fn leaves_of_minute(conn: &mut Conn, no: i64) -> Result<Vec<String>, DbError> {
    let mut leaves = Vec::new();
    for (bucket, until) in store::list_heads(conn, no)? {
        let from = store::sealed_before(conn, bucket, until)?;
        leaves.extend(leaves_of(conn, bucket, (from, until))?);
    }
    Ok(leaves)
}

/// Seals what is due. `false` if somebody else did, or the day has gone back behind one that is closed.
pub(super) fn seal_minute(tx: &mut Tx<'_>, at: Instant, due: &Due) -> Result<bool, DbError> {
    let day = day_of(at);
    if store::find_last(tx, Period::Day)?.is_some_and(|closed| closed.day >= day) {
        return Ok(false);
    }
    let seal = sealed(tx, (Period::Minute, day), at, &due.leaves)?;
    let written = store::insert(tx, &seal)?;
    if written {
        store::insert_heads(tx, seal.no, &due.heads)?;
    }
    Ok(written)
}

/// Seals the oldest day that is over, if one is open; the seal, if it was written.
pub(super) fn seal_day(tx: &mut Tx<'_>, at: Instant) -> Result<Option<Seal>, DbError> {
    let Some(day) = store::find_open_day(tx, &day_of(at))? else { return Ok(None) };
    let minutes = store::list_minutes(tx, &day)?;
    let seal = sealed(tx, (Period::Day, day), at, &leaves_of_day(&minutes))?;
    Ok(store::insert(tx, &seal)?.then_some(seal))
}

/// The leaves of a day.
pub(super) fn leaves_of_day(minutes: &[Seal]) -> Vec<String> {
    minutes.iter().map(|minute| merkle::leaf(&minute.root)).collect()
}

fn sealed(tx: &mut Tx<'_>, (period, day): (Period, String), at: Instant, leaves: &[String]) -> Result<Seal, DbError> {
    let no = store::find_newest(tx)?.map_or(0, |seal| seal.no).saturating_add(1);
    let prev_root = store::find_last(tx, period)?.map_or_else(|| FIRST_ROOT.to_owned(), |seal| seal.root);
    let count = i64::try_from(leaves.len()).unwrap_or(i64::MAX);
    let root = root_of(period, (no, &day), (at.0, count), (&prev_root, &merkle::root(leaves)));
    Ok(Seal { no, period, day, sealed_at: at.0, leaves: count, prev_root, root })
}

/// The proof of a deal, for who is a party to it: everything that is under a seal, and how much is not yet.
pub(super) fn prove(conn: &mut Conn, person: &Person, id: ContractId) -> Result<(Proof, usize), Failure> {
    contracts::see_contract(conn, person, id)?;
    let mut proof =
        Proof { format: FORMAT.to_owned(), contract: id.to_string(), transactions: Vec::new(), minutes: Vec::new(), days: Vec::new() };
    let mut waiting = 0;
    let mut trees: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for booked in ledger::list_booked_of(conn, id)? {
        match store::find_seal_of(conn, booked.bucket, booked.seq)? {
            None => waiting += 1,
            Some(no) => {
                if let std::collections::btree_map::Entry::Vacant(new) = trees.entry(no) {
                    new.insert(leaves_of_minute(conn, no)?);
                }
                proof.transactions.push(proven(booked, no, trees.get(&no).map_or(&[], Vec::as_slice)));
            }
        }
    }
    for no in trees.into_keys() {
        add_minute(conn, &mut proof, no)?;
    }
    Ok((proof, waiting))
}

fn proven(booked: Booked, seal: i64, leaves: &[String]) -> Proven {
    let open = Proven::of(booked);
    let leaf = open.leaf();
    let path = leaves.iter().position(|other| *other == leaf).map(|at| merkle::path(leaves, at)).unwrap_or_default();
    Proven { seal, path, ..open }
}

fn add_minute(conn: &mut Conn, proof: &mut Proof, no: i64) -> Result<(), DbError> {
    let Seal { day, sealed_at, leaves, prev_root, root, .. } = store::get(conn, no)?;
    let closed = store::find_day(conn, &day)?;
    let path = match &closed {
        None => None,
        Some(_) => {
            let minutes = store::list_minutes(conn, &day)?;
            minutes.iter().position(|minute| minute.no == no).map(|at| merkle::path(&leaves_of_day(&minutes), at))
        }
    };
    proof.minutes.push(ProvenMinute { no, day, sealed_at, leaves, prev_root, root, path });
    let known = |day: &str| proof.days.iter().any(|known| known.day == day);
    if let Some(Seal { no, day, sealed_at, leaves, prev_root, root, .. }) = closed.filter(|closed| !known(&closed.day)) {
        proof.days.push(ProvenDay { no, day, sealed_at, leaves, prev_root, root });
    }
    Ok(())
}

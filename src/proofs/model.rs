//! What a seal and a proof are.

use crate::audit;
use crate::ledger::Booked;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

crate::choice! {
    /// How long a seal covers.
    pub enum Period {
        /// Transactions since the minute before.
        Minute = "minute",
        /// The minutes of a day in UTC.
        Day = "day",
    }
}

crate::choice! {
    /// On which side of the way the other hash stands.
    pub enum Side {
        /// Before.
        Left = "left",
        /// After.
        Right = "right",
    }
}

/// What stands before the first seal.
pub(super) const FIRST_ROOT: &str = audit::FIRST_HASH;

/// A seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seal {
    /// 1, 2, 3 … without a gap, minutes and days in one row.
    pub no: i64,
    /// How long it covers.
    pub period: Period,
    /// Of a minute the day it lies in, UTC.
    pub day: String,
    /// Microseconds.
    pub sealed_at: i64,
    /// How many transactions, or minutes.
    pub leaves: i64,
    /// Of the seal before of the same period.
    pub prev_root: String,
    /// Over all of it.
    pub root: String,
}

/// What a seal's root must be: over the root before, everything that the seal says of itself, and the root of its tree.
pub(super) fn root_of(period: Period, (no, day): (i64, &str), (sealed_at, leaves): (i64, i64), (prev_root, tree): (&str, &str)) -> String {
    let (no, sealed_at, leaves) = (no.to_string(), sealed_at.to_string(), leaves.to_string());
    audit::digest(prev_root, &["vtask seal 1", period.word_of(), &no, day, &sealed_at, &leaves, tree])
}

impl Period {
    const fn word_of(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Day => "day",
        }
    }
}

/// A step of the way from a leaf to the root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProofStep)]
pub struct Step {
    /// On which side the other hash stands.
    pub side: Side,
    /// The other hash.
    pub hash: String,
}

/// A line of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProofLine)]
pub struct Line {
    /// The account's name in the books.
    pub account: String,
    /// ISO 4217.
    pub currency: String,
    /// Minor units: debit above zero, credit below.
    pub amount: i64,
}

/// A transaction of the deal, and its way to the seal of its minute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProofTransaction)]
pub struct Proven {
    /// Its id in the books.
    pub id: String,
    /// Its chain.
    pub bucket: i32,
    /// Its number there.
    pub seq: i64,
    /// What happened, in the words of the books.
    pub kind: String,
    /// To what.
    pub reference: String,
    /// The deal.
    pub contract: String,
    /// The milestone, or nothing.
    pub milestone: String,
    /// When, microseconds since 1970.
    pub at: i64,
    /// Its hash in the chain.
    pub hash: String,
    /// What moved.
    pub lines: Vec<Line>,
    /// The seal of its minute.
    pub seal: i64,
    /// The way to the root of that minute's tree.
    pub path: Vec<Step>,
}

impl Proven {
    /// Without a way yet.
    pub(super) fn of(booked: Booked) -> Self {
        let line = |line: crate::ledger::BookedLine| Line { account: line.account, currency: line.currency, amount: line.amount };
        Self {
            id: booked.id,
            bucket: booked.bucket,
            seq: booked.seq,
            kind: booked.kind,
            reference: booked.reference,
            contract: booked.contract,
            milestone: booked.milestone,
            at: booked.at,
            hash: booked.hash,
            lines: booked.lines.into_iter().map(line).collect(),
            seal: 0,
            path: Vec::new(),
        }
    }

    /// What hangs on the tree: everything that is shown, and the hash in the chain.
    pub(super) fn leaf(&self) -> String {
        let mut fields = vec![
            "vtask transaction 1".to_owned(),
            self.id.clone(),
            self.bucket.to_string(),
            self.seq.to_string(),
            self.kind.clone(),
            self.reference.clone(),
            self.contract.clone(),
            self.milestone.clone(),
            self.at.to_string(),
        ];
        for line in &self.lines {
            fields.extend([line.account.clone(), line.currency.clone(), line.amount.to_string()]);
        }
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        super::merkle::leaf(&audit::digest(&self.hash, &fields))
    }
}

/// The seal of a minute, and its way to the seal of its day once the day is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProofMinute)]
pub struct ProvenMinute {
    /// Its number.
    pub no: i64,
    /// Its day, UTC.
    pub day: String,
    /// Microseconds since 1970.
    pub sealed_at: i64,
    /// How many transactions.
    pub leaves: i64,
    /// Of the minute before.
    pub prev_root: String,
    /// Over all of it.
    pub root: String,
    /// The way to the root of the day's tree; nothing while the day is not over.
    pub path: Option<Vec<Step>>,
}

/// The seal of a day: what is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProofDay)]
pub struct ProvenDay {
    /// Its number.
    pub no: i64,
    /// UTC.
    pub day: String,
    /// Microseconds since 1970.
    pub sealed_at: i64,
    /// How many minutes.
    pub leaves: i64,
    /// Of the day before.
    pub prev_root: String,
    /// Over all of it.
    pub root: String,
}

/// The format of proof files.
pub(super) const FORMAT: &str = "vtask-proof-1";

/// The proof of a deal: what moved, and how each movement leads to a root that is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// How it is written.
    pub format: String,
    /// The deal.
    pub contract: String,
    /// Everything that was booked for it and is sealed, oldest first.
    pub transactions: Vec<Proven>,
    /// The minutes of these transactions.
    pub minutes: Vec<ProvenMinute>,
    /// The days of these minutes that are over.
    pub days: Vec<ProvenDay>,
}

impl Proof {
    /// As it is written to a file.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }
}

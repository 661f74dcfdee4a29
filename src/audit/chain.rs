//! The chains: each line carries the hash of the line before it in its bucket, so that a line changed, lost or put in shows.

use super::store;
use crate::platform::db::{Conn, DbError};
use sha2::{Digest as _, Sha256};

/// What stands before the first line of a chain.
pub const FIRST_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Which of the 64 chains a name leads to: the first byte of its SHA-256, modulo 64.
#[must_use]
pub fn bucket_of(name: &str) -> i32 {
    Sha256::digest(name.as_bytes()).first().map_or(0, |byte| i32::from(byte % 64))
}

/// SHA-256 in hex over the previous hash and the fields, each with its length in bytes before it, so that no two lists of fields read alike.
#[must_use]
pub fn digest(prev_hash: &str, fields: &[&str]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(prev_hash.as_bytes());
    for field in fields {
        hasher.update(format!("\n{}:", field.len()).as_bytes());
        hasher.update(field.as_bytes());
    }
    data_encoding::HEXLOWER.encode(&hasher.finalize())
}

/// Where a chain is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainFault {
    /// The chain.
    pub bucket: i32,
    /// The first sequence number that does not fit.
    pub seq: i64,
    /// What does not fit, in words.
    pub what: String,
}

/// Walks the 64 chains of the audit log and names the first line of each that does not fit.
pub fn verify(conn: &mut Conn) -> Result<Vec<ChainFault>, DbError> {
    let mut faults = Vec::new();
    for bucket in 0..64 {
        faults.extend(verify_bucket(conn, bucket)?);
    }
    Ok(faults)
}

fn verify_bucket(conn: &mut Conn, bucket: i32) -> Result<Option<ChainFault>, DbError> {
    const STEP: i64 = 1_000;
    let (mut seq, mut hash) = (0i64, FIRST_HASH.to_owned());
    loop {
        let lines = store::list_after(conn, bucket, seq, STEP)?;
        let Some(_) = lines.first() else { break };
        for line in lines {
            seq += 1;
            let computed = line.digest(&hash);
            if line.seq != seq || line.prev_hash != hash || line.hash != computed {
                return Ok(Some(ChainFault { bucket, seq, what: "the line does not follow from the one before".to_owned() }));
            }
            hash = computed;
        }
    }
    let (head_seq, head_hash) = store::head(conn, bucket)?;
    let whole = head_seq == seq && head_hash == hash;
    Ok((!whole).then(|| ChainFault { bucket, seq, what: "the chain does not end at its head".to_owned() }))
}

//! What a backup is.

use crate::platform::db::DbError;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The only format there is.
pub(super) const FORMAT: u32 = 1;

/// A file of a backup, by its path from the backup's directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// With `/` between folders.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
}

/// Where a chain ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The chain.
    pub bucket: i32,
    /// The number of its last line.
    pub seq: i64,
    /// The hash of its last line.
    pub hash: String,
}

/// Where the 64 chains of the journal and of the audit log end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heads {
    /// Of the journal.
    pub ledger: Vec<Head>,
    /// Of the audit log.
    pub audit: Vec<Head>,
}

/// Everything that a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Which shape this file has; a program reads its own only.
    pub format: u32,
    /// The version of the program that made it.
    pub program: String,
    /// When, RFC 3339; everything is as it stood at this moment or a little later.
    pub made_at: String,
    /// `sqlite` or `postgres`.
    pub kind: String,
    /// The folder with the database.
    pub folder: String,
    /// The migrations that the database had, oldest first.
    pub schema: Vec<String>,
    /// The files of the database.
    pub database: Vec<Piece>,
    /// Where the chains end.
    pub heads: Heads,
    /// Stored files that rows name.
    pub uploads: Vec<Piece>,
    /// The secret of the installation.
    pub secret: Piece,
    /// SHA-256 of this manifest with this field empty.
    pub sha256: String,
}

impl Manifest {
    /// The manifest with its own hash.
    #[must_use]
    pub fn sealed(self) -> Self {
        let sha256 = self.digest();
        Self { sha256, ..self }
    }

    /// Nothing in it was changed since it was sealed.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.sha256 == self.digest()
    }

    fn digest(&self) -> String {
        let open = Self { sha256: String::new(), ..self.clone() };
        data_encoding::HEXLOWER.encode(&Sha256::digest(serde_json::to_vec(&open).unwrap_or_default()))
    }

    /// Every file of the backup but the manifest.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.database.iter().chain(&self.uploads).chain([&self.secret])
    }

    /// Bytes of all of them.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.pieces().map(|piece| piece.size).fold(0, u64::saturating_add)
    }
}

/// Why a backup could not be taken or brought back.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// It cannot be done here and now.
    #[error("{0}")]
    Cannot(String),
    /// What is in the backup is not what was put there, or the books in it do not hold: each problem a line.
    #[error("{}", .0.join("\n"))]
    Damaged(Vec<String>),
}

impl From<DbError> for Trouble {
    fn from(error: DbError) -> Self {
        Self::Cannot(error.to_string())
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Cannot(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_that_was_changed_is_not_whole() {
        let piece = Piece { path: "secret.key".to_owned(), size: 32, sha256: "00".to_owned() };
        let heads = Heads { ledger: vec![Head { bucket: 0, seq: 1, hash: "a".to_owned() }], audit: Vec::new() };
        let (folder, schema, database, uploads) = ("database-1".to_owned(), vec!["1".to_owned()], Vec::new(), Vec::new());
        let (program, made_at, kind) = ("0".to_owned(), "2026".to_owned(), "sqlite".to_owned());
        let open = Manifest {
            format: FORMAT,
            program,
            made_at,
            kind,
            folder,
            schema,
            database,
            heads,
            uploads,
            secret: piece,
            sha256: String::new(),
        };
        let sealed = open.sealed();
        assert!(sealed.is_whole());
        let mut other = sealed.clone();
        other.heads.ledger[0].seq = 2;
        assert!(!other.is_whole());
    }
}

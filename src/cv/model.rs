//! What is stated, and how it is signed.

use crate::creators::Way;
use crate::platform::statements::{Signer, name_of};
use crate::primitives::Platform;
use crate::primitives::id::CreatorId;
use serde::{Deserialize, Serialize};

/// The format of the statement.
pub(super) const FORMAT: &str = "vtask-cv-1";
/// How it is signed.
pub(super) const ALGORITHM: &str = "Ed25519";

/// Who it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The id there.
    pub id: CreatorId,
    /// The name in addresses.
    pub handle: String,
    /// The name shown.
    pub name: String,
    /// The public page.
    pub url: String,
    /// Since when, RFC 3339.
    pub joined_at: String,
    /// Two moderators looked who it is.
    pub identity_verified: bool,
}

/// A figure of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Which.
    pub key: String,
    /// `percent` or `days`.
    pub unit: String,
    /// How much.
    pub value: i64,
    /// Of so many cases.
    pub cases: usize,
}

/// One scale of the visible ratings by merchants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleMean {
    /// Which.
    pub scale: String,
    /// Hundredths: 480 is 4.8 of 5.
    pub mean_hundredths: i64,
    /// Of so many.
    pub ratings: i64,
}

/// A channel that was shown to be the creator's and still is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifiedChannel {
    /// Where.
    pub platform: Platform,
    /// Its name there.
    pub handle: String,
    /// Its address.
    pub url: String,
    /// When.
    pub verified_at: String,
    /// It holds until then.
    pub verified_until: String,
    /// How.
    pub verified_by: Way,
}

/// What the platform states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// How it is written.
    pub format: String,
    /// Who states it: an address.
    pub issuer: String,
    /// When, RFC 3339.
    pub issued_at: String,
    /// Of whom.
    pub creator: Subject,
    /// Contracts that were completed.
    pub completed_deals: i64,
    /// How work came in.
    pub record: Vec<Figure>,
    /// Visible ratings by merchants.
    pub ratings: i64,
    /// Of them, so many would work together again.
    pub would_work_again: i64,
    /// The means of their scales.
    pub scales: Vec<ScaleMean>,
    /// Channels whose owner was looked at.
    pub channels: Vec<VerifiedChannel>,
}

/// A statement with its signature. What is signed are the bytes of `statement` as they stand, so that nobody needs to write JSON as we do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// The statement, as JSON in a text.
    pub statement: String,
    /// How it is signed.
    pub algorithm: String,
    /// What the key is called.
    pub key: String,
    /// The key, base64url.
    pub public_key: String,
    /// Over the UTF-8 bytes of `statement`, base64url.
    pub signature: String,
}

impl Signed {
    /// Signs a statement.
    pub(super) fn of(signer: &Signer, statement: &Statement) -> Result<Self, serde_json::Error> {
        let statement = serde_json::to_string(statement)?;
        let public_key = signer.public_key();
        Ok(Self {
            signature: signer.sign(statement.as_bytes()),
            algorithm: ALGORITHM.to_owned(),
            key: name_of(&public_key),
            public_key,
            statement,
        })
    }

    /// As it is written to a file.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }
}

//! What people see of it.

use super::model::{Signed, Statement};
use crate::platform::statements::name_of;
use crate::web::{Page, fresh_once};
use serde::Serialize;

/// Where the public key stands.
pub(super) const KEYS: &str = "/.well-known/vtask-keys.json";

/// `/my/profile/cv`
#[derive(Serialize)]
pub(super) struct OwnPage {
    handle: String,
    is_public: bool,
    public_url: String,
    says: Statement,
    once: String,
}

impl Page for OwnPage {
    const TEMPLATE: &'static str = "cv/own.html";
    const ACTIVE: &'static str = "";
}

impl OwnPage {
    pub(super) fn of(handle: &str, is_public: bool, says: Statement) -> Self {
        let public_url = format!("{}/cv.json", says.creator.url);
        Self { handle: handle.to_owned(), is_public, public_url, says, once: fresh_once() }
    }
}

/// `/cv`: how anybody checks a record.
#[derive(Serialize)]
pub(super) struct HowPage {
    key: String,
    public_key: String,
    algorithm: &'static str,
    keys_url: &'static str,
    /// For the command line.
    command: String,
}

impl Page for HowPage {
    const TEMPLATE: &'static str = "cv/how.html";
    const ACTIVE: &'static str = "how";
}

impl HowPage {
    pub(super) fn of(public_key: String) -> Self {
        Self {
            key: name_of(&public_key),
            algorithm: super::model::ALGORITHM,
            keys_url: KEYS,
            command: format!("vtask cv verify cv.json --key {public_key}"),
            public_key,
        }
    }
}

/// A key of the installation, as RFC 7517 and RFC 8037 write it.
#[derive(Serialize)]
struct PublishedKey {
    kty: &'static str,
    crv: &'static str,
    kid: String,
    x: String,
    #[serde(rename = "use")]
    purpose: &'static str,
    alg: &'static str,
}

/// `/.well-known/vtask-keys.json`
#[derive(Serialize)]
pub(super) struct KeySet {
    keys: Vec<PublishedKey>,
}

impl KeySet {
    pub(super) fn of(public_key: String) -> Self {
        let kid = name_of(&public_key);
        Self { keys: vec![PublishedKey { kty: "OKP", crv: "Ed25519", kid, x: public_key, purpose: "sig", alg: "EdDSA" }] }
    }
}

/// What the file is called.
pub(super) fn file_name(signed: &Signed) -> String {
    let issued: Option<Statement> = serde_json::from_str(&signed.statement).ok();
    let handle = issued.map(|statement| statement.creator.handle).unwrap_or_default();
    format!("cv-{handle}.json")
}

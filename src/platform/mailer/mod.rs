//! Mails: written as rows in the transaction of the act that causes them, rendered and sent later by a job.
//!
//! A mail cannot exist without its cause and is not lost while the mail server is away: it is tried for three days, then parked for the admin
//! desk. A mail that was sent but not recorded (the process died in between) goes out again under the same Message-ID. Nothing here knows
//! what a mail is about; links begin with the configured base URL and nothing else.

mod message;
mod post;
mod send;
mod store;

use crate::platform::db::{DbError, Tx};
use crate::primitives::{Email, Instant, Lang};

pub use message::Rendered;
pub use send::Mailer;
pub use store::{Row, count_as_sent, end_leases, find, list_newest};

/// A mail to write: who reads it in which language, which template says it, and what its words need.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The reader.
    pub address: Email,
    /// The reader's language.
    pub lang: Lang,
    /// The folder under `templates/mail`.
    pub template: &'static str,
    /// What the template knows as `mail`. Links are paths; the template puts the base URL before them.
    pub params: serde_json::Value,
}

/// Writes the mail into the outbox; it leaves once the transaction has committed.
pub fn enqueue(tx: &mut Tx<'_>, now: Instant, mail: &Mail) -> Result<(), DbError> {
    store::insert(tx, (now, now), mail)
}

/// As [`enqueue`], but it leaves at the second moment, not before.
pub fn enqueue_for(tx: &mut Tx<'_>, times: (Instant, Instant), mail: &Mail) -> Result<(), DbError> {
    store::insert(tx, times, mail)
}

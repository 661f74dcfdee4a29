//! The machines of a running server, handed to every handler and job.

use crate::config::Config;
use crate::platform::clock::Clock;
use crate::platform::db::{Conn, Db, DbError};
use crate::platform::secret::SecretKey;
use crate::platform::templates::Engine;
use crate::primitives::Instant;
use crate::sessions::Person;
use std::sync::Arc;

/// What the shell of each page counts for a signed-in person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Notices not done.
    pub notices: i64,
    /// Things that wait for the person.
    pub turns: i64,
}

/// Everything a request or a job needs.
pub struct Site {
    /// The database.
    pub db: Db,
    /// The settings.
    pub config: Config,
    /// The templates and words.
    pub templates: Engine,
    /// The time.
    pub clock: Clock,
    /// The secret key file.
    pub secret: SecretKey,
    /// Passwords, off the web threads.
    pub passwords: crate::platform::passwords::Passwords,
    /// Files: in, and where they are.
    pub intake: crate::platform::intake::Intake,
    /// Films: looked at and copied, where that can be done.
    pub films: crate::platform::films::Films,
    /// Mails: out.
    pub mailer: crate::platform::mailer::Mailer,
    /// Calls to addresses that users gave.
    pub outbound: crate::platform::outbound::Outbound,
    /// People's words in the other language, where the settings name a machine for it.
    pub translator: crate::platform::translator::Translator,
    /// What is held ready between requests.
    pub kept: crate::platform::kept::Kept,
    /// The payment provider.
    pub gateway: Arc<dyn crate::platform::gateway::Gateway>,
    /// What the shell counts; the features above know how.
    pub counts: fn(&mut Conn, &Person, Instant) -> Result<Counts, DbError>,
}

/// A site, shared.
pub type Shared = Arc<Site>;

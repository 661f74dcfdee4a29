//! Puts the machines of a server together.

use crate::config::{Config, GatewayChoice};
use crate::platform::clock::Clock;
use crate::platform::db::{Conn, Db, DbError, Options, migrations};
use crate::platform::films::Films;
use crate::platform::gateway::{Gateway, Sandbox, Stripe};
use crate::platform::intake::Intake;
use crate::platform::mailer::Mailer;
use crate::platform::outbound::Outbound;
use crate::platform::passwords::Passwords;
use crate::platform::secret::SecretKey;
use crate::platform::templates::Engine;
use crate::platform::translator::Translator;
use crate::primitives::Instant;
use crate::sessions::Person;
use crate::web::{Counts, Shared, Site};
use std::sync::Arc;

/// Opens everything that the settings name. The schema must be there and be ours; the error says what to do.
pub fn open(config: Config, clock: Clock) -> Result<Shared, String> {
    let status = migrations::status(&config.database).map_err(|error| error.to_string())?;
    if !status.unknown.is_empty() {
        return Err(format!("the schema is newer than this program (it has {}); run the program that made it", status.unknown.join(", ")));
    }
    if !status.pending.is_empty() {
        return Err("the schema is not up to date; run `vtask migrate`, or `vtask serve --migrate`".to_owned());
    }
    let options = Options::of(&config);
    site(config, clock, &options)
}

/// Opens a site on a database whose schema is there.
pub fn site(config: Config, clock: Clock, options: &Options) -> Result<Shared, String> {
    let secret = SecretKey::load_or_create(&config.data_dir).map_err(|error| format!("{}: {error}", config.data_dir.display()))?;
    let db = Db::open(options).map_err(|error| error.to_string())?;
    let site = Site {
        gateway: gateway(&config, &db, &clock),
        db,
        passwords: Passwords::start(&secret).map_err(|error| error.to_string())?,
        templates: Engine::load()?,
        intake: Intake::open(&config.uploads).map_err(|error| format!("{}: {error}", config.uploads.display()))?,
        films: Films::find(&config.ffmpeg),
        mailer: Mailer::new(&config)?,
        outbound: Outbound::new(&config),
        translator: Translator::new(&config),
        clock,
        secret,
        kept: crate::platform::kept::Kept::default(),
        counts,
        config,
    };
    Ok(Arc::new(site))
}

fn gateway(config: &Config, db: &Db, clock: &Clock) -> Arc<dyn Gateway> {
    match &config.gateway {
        GatewayChoice::Sandbox => Arc::new(Sandbox::new(db.clone(), clock.clone(), config.base_url.clone())),
        GatewayChoice::Stripe(keys) => Arc::new(Stripe::new(keys, clock.clone())),
    }
}

fn counts(conn: &mut Conn, person: &Person, now: Instant) -> Result<Counts, DbError> {
    Ok(Counts { notices: crate::notices::count_open(conn, person.id)?, turns: crate::screens::count_turns(conn, person, now)? })
}

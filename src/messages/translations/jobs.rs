//! What happens later: new words go to the machine, a few at a time. Words come back beside those that were written, never in their place.

use super::language;
use super::store::{self, Words};
use crate::audit::Act;
use crate::events::{self, Concerns};
use crate::failure::Failure;
use crate::platform::translator::Untranslated;
use crate::primitives::Instant;
use crate::web::{Job, Lane, Shared};
use std::sync::atomic::{AtomicI64, Ordering};

/// The jobs of translations.
pub const JOBS: &[Job] = &[Job { name: "translations", lane: Lane::Users, run: |site| Box::pin(translate_new(site)) }];

/// Words in one go.
const WORDS: i64 = 10;
/// Older ones were written before there was a machine.
const HOURS: i64 = 72;
/// A machine that does not answer is left alone for so long.
const REST_SECONDS: i64 = 60;

/// Until when it rests.
#[derive(Default)]
struct Rest(AtomicI64);

async fn translate_new(site: Shared) -> Result<bool, Failure> {
    let (now, rest) = (site.clock.now(), site.kept.of::<Rest>());
    if !site.translator.is_there() || now.0 < rest.0.load(Ordering::Relaxed) {
        return Ok(false);
    }
    let waiting = site.db.read(move |conn| Ok::<_, Failure>(store::list_waiting(conn, now.plus_hours(-HOURS), WORDS)?)).await?;
    let more = !waiting.is_empty();
    for words in waiting {
        if translate(&site, now, words).await? == Err(Untranslated::Later) {
            rest.0.store(now.plus_seconds(REST_SECONDS).0, Ordering::Relaxed);
            return Ok(false);
        }
    }
    Ok(more)
}

/// Words for which nobody needs a translation are not sent anywhere; that is written down too, so that they are looked at once.
async fn translate(site: &Shared, now: Instant, words: Words) -> Result<Result<(), Untranslated>, Failure> {
    let from = language(&words.text);
    let to = from.other();
    let asked = words.clone();
    let is_wanted = site.db.read(move |conn| Ok::<_, Failure>(store::is_read_in(conn, &asked, to)?)).await?;
    let made = if is_wanted { site.translator.translate(&site.outbound, &words.text, (from, to)).await } else { Err(Untranslated::Never) };
    if made == Err(Untranslated::Later) {
        return Ok(Err(Untranslated::Later));
    }
    let (made, act) = (made.ok(), Act::platform(now, "translations"));
    let write = move |tx: &mut crate::platform::db::Tx<'_>| {
        let made = made.as_ref().map(|(text, engine)| (text.as_str(), engine.as_str()));
        store::insert(tx, &words.sha256, to, made, now)?;
        if made.is_some() {
            events::show(tx, &act, Concerns::both(words.org, words.creator, &words.page))?;
        }
        Ok::<_, Failure>(())
    };
    site.db.write(write).await.map(Ok)
}

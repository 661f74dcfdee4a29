//! Who is behind a token, held for a moment: a page costs no questions about the same person again and again.

use crate::failure::Failure;
use crate::primitives::Instant;
use crate::sessions::{Grant, Person};
use crate::web::{Counts, Site};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What is held is forgotten after this long, and at once when anything is committed (see [`crate::platform::db::Db::stamp`]).
const HELD_MICROS: i64 = 5_000_000;
/// So many tokens are held; then all are forgotten.
const MOST: usize = 10_000;

/// What a token is good for: a browser's, or a program's.
#[derive(Clone, Default)]
pub(super) struct Holder {
    /// Who it is; nobody if the token is none.
    pub(super) person: Option<Arc<Person>>,
    /// What a program's token may do.
    pub(super) grant: Option<Grant>,
}

struct Held {
    stamp: u64,
    at: Instant,
    holder: Holder,
    counts: Option<Counts>,
}

impl Held {
    fn is_good(&self, stamp: u64, now: Instant) -> bool {
        self.stamp == stamp && (0..HELD_MICROS).contains(&now.micros_since(self.at))
    }
}

/// A token's SHA-256: the token itself is kept nowhere.
type Digest = [u8; 32];

/// The tokens that came lately. One a site.
#[derive(Default)]
pub(super) struct Known(Mutex<HashMap<Digest, Held>>);

fn digest(token: &str) -> Digest {
    Sha256::digest(token.as_bytes()).into()
}

impl Known {
    /// The holder of a token; asks `look` if he is not known, or may have changed.
    pub(super) async fn holder(
        site: &Arc<Site>,
        token: &str,
        now: Instant,
        look: impl Future<Output = Result<Holder, Failure>>,
    ) -> Result<Holder, Failure> {
        let Some(stamp) = site.db.stamp() else { return look.await };
        let (known, token) = (site.kept.of::<Self>(), digest(token));
        if let Some(held) = known.locked().get(&token).filter(|held| held.is_good(stamp, now)) {
            return Ok(held.holder.clone());
        }
        let holder = look.await?;
        known.keep(token, Held { stamp, at: now, holder: holder.clone(), counts: None });
        Ok(holder)
    }

    /// What waits for the holder of a token; asks `look` if it is not known, or may have changed.
    pub(super) async fn counts(
        site: &Arc<Site>,
        token: &str,
        now: Instant,
        look: impl Future<Output = Result<Counts, Failure>>,
    ) -> Result<Counts, Failure> {
        let (known, token) = (site.kept.of::<Self>(), digest(token));
        let stamp = site.db.stamp();
        let held = |known: &HashMap<Digest, Held>| known.get(&token).filter(|held| Some(held.stamp) == stamp && held.is_good(held.stamp, now))?.counts;
        if let Some(counts) = held(&known.locked()) {
            return Ok(counts);
        }
        let counts = look.await?;
        if let Some(held) = known.locked().get_mut(&token).filter(|held| Some(held.stamp) == stamp) {
            held.counts = Some(counts);
        }
        Ok(counts)
    }

    fn keep(&self, token: Digest, held: Held) {
        let mut known = self.locked();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(token, held);
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, HashMap<Digest, Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

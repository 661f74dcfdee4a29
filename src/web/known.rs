//! Who is behind a token, held for a moment: a page costs no questions about the same person again and again.

use crate::failure::Failure;
use crate::platform::kept::Shelf;
use crate::primitives::Instant;
use crate::sessions::{Grant, Person};
use crate::web::{Counts, Site};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// What is held is forgotten after this long, and at once when anything is committed (see [`crate::platform::db::Db::stamp`]).
const HELD_MICROS: i64 = 5_000_000;
/// So many tokens are held.
const MOST: usize = 10_000;

/// What a token is good for: a browser's, or a program's.
#[derive(Clone, Default)]
pub(super) struct Holder {
    /// Who it is; nobody if the token is none.
    pub(super) person: Option<Arc<Person>>,
    /// What a program's token may do.
    pub(super) grant: Option<Grant>,
    /// Whom a moderator looks over the shoulder.
    pub(super) viewed: Option<Arc<Person>>,
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
pub(super) struct Known(Shelf<Digest, Held>);

impl Default for Known {
    fn default() -> Self {
        Self(Shelf::new(MOST))
    }
}

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
        let good = |held: &Held| held.is_good(stamp, now);
        if let Some(holder) = known.0.find(&token, |held| good(held).then(|| held.holder.clone())) {
            return Ok(holder);
        }
        let holder = look.await?;
        known.0.put(token, Held { stamp, at: now, holder: holder.clone(), counts: None }, good);
        Ok(holder)
    }

    /// What waits for the holder of a token; asks `look` if it is not known, or may have changed.
    pub(super) async fn counts(
        site: &Arc<Site>,
        token: &str,
        now: Instant,
        look: impl Future<Output = Result<Counts, Failure>>,
    ) -> Result<Counts, Failure> {
        let Some(stamp) = site.db.stamp() else { return look.await };
        let (known, token) = (site.kept.of::<Self>(), digest(token));
        if let Some(counts) = known.0.find(&token, |held| held.counts.filter(|_| held.is_good(stamp, now))) {
            return Ok(counts);
        }
        let counts = look.await?;
        known.0.change(&token, |held| {
            if held.stamp == stamp {
                held.counts = Some(counts);
            }
        });
        Ok(counts)
    }
}

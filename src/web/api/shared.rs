//! Answers that are kept until anything is committed: those that are the same for everybody, and those of one person.

use super::call::Needs;
use super::{Call, Public, Reply, Told};
use crate::failure::Failure;
use crate::platform::db::Conn;
use crate::platform::kept::Shelf;
use crate::platform::packed::{Coding, Part, join};
use crate::primitives::Instant;
use crate::sessions::Person;
use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;
use tokio::sync::{Mutex, MutexGuard};

/// An answer is kept no longer than this, for other nodes may commit too.
const HELD_MICROS: i64 = 2_000_000;
/// A person's own answer is kept no longer than this, for what may be done changes with the time too.
const OWN_MICROS: i64 = 1_000_000;
/// So many answers are kept.
const MOST: usize = 400;
/// A longer one is of an address that nobody asks for again.
const LONGEST_KEY: usize = 300;
/// Brotli's quality.
const QUALITY: i32 = 5;

struct Kept {
    stamp: u64,
    at: Instant,
    body: Arc<Part>,
}

/// The kept answers of one site: by address, and of a person by person, language and address. Of many who ask for one that is not there, one makes it
/// and the others wait for it.
struct Answers {
    shelf: Shelf<String, Kept>,
    turns: [Mutex<()>; 32],
}

impl Default for Answers {
    fn default() -> Self {
        Self { shelf: Shelf::new(MOST), turns: Default::default() }
    }
}

impl Answers {
    /// The turn of whoever makes the answer under this key; keys that share one wait for each other now and then.
    async fn turn(&self, key: &str) -> Option<MutexGuard<'_, ()>> {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let at = usize::try_from(hasher.finish() % 32).unwrap_or_default();
        Some(self.turns.get(at)?.lock().await)
    }

    fn find(&self, key: &str, good: impl Fn(&Kept) -> bool) -> Option<Arc<Part>> {
        self.shelf.find(key, |kept| good(kept).then(|| Arc::clone(&kept.body)))
    }

    /// Puts an answer on the shelf, and gives it as it travels.
    fn put(&self, key: String, made: (&impl Serialize, u64, Instant), good: impl Fn(&Kept) -> bool) -> Result<Arc<Part>, Failure> {
        let (value, stamp, at) = made;
        let json = serde_json::to_vec(value).map_err(|error| Failure::Bug(error.to_string()))?;
        let body = Arc::new(Part::shared(json, QUALITY));
        if key.len() <= LONGEST_KEY {
            self.shelf.put(key, Kept { stamp, at, body: Arc::clone(&body) }, good);
        }
        Ok(body)
    }
}

/// Made under this stamp or a later one, and no longer ago than so many microseconds. Whoever waited for another's answer began before it was made.
const fn young(stamp: u64, now: Instant, micros: i64) -> impl Fn(&Kept) -> bool {
    move |kept| kept.stamp >= stamp && now.micros_since(kept.at).saturating_abs() < micros
}

/// The answer to this address, which depends on nothing but the address; `make` makes it where it is not kept.
pub async fn shared<T: Serialize>(caller: &Public, make: impl Future<Output = Result<T, Failure>>) -> Told<T> {
    let Some(stamp) = caller.site.db.stamp() else { return Reply::of(&make.await?) };
    let answers = caller.site.kept.of::<Answers>();
    let good = young(stamp, caller.now, HELD_MICROS);
    if let Some(body) = answers.find(&caller.path, &good) {
        return Ok(Reply::packed(body, caller.coding));
    }
    let _turn = answers.turn(&caller.path).await;
    let body = match answers.find(&caller.path, &good) {
        Some(body) => body,
        None => answers.put(caller.path.clone(), (&make.await?, stamp, caller.now), good)?,
    };
    Ok(Reply::packed(body, caller.coding))
}

/// The answer to this address for whoever calls, which depends on nothing but the person, the language and the address; `look` as of [`Call::see`].
/// A moment's polling of a deal in which nothing happens asks the database once. On Postgres nothing is kept: other nodes may write unseen.
pub async fn own<T, S>(call: &Call<S>, look: impl Fn(&mut Conn, &Person) -> Result<T, Failure> + Send + 'static) -> Told<T>
where
    T: Serialize + Send + 'static,
    S: Needs,
{
    let Some(stamp) = call.site.db.stamp_of_all() else { return Reply::of(&call.see(look).await?) };
    let answers = call.site.kept.of::<Answers>();
    let key = format!("{}\n{}\n{}", call.person.id, call.lang, call.path);
    let good = young(stamp, call.now, OWN_MICROS);
    if let Some(body) = answers.find(&key, &good) {
        call.admit()?;
        return Ok(Reply::packed(body, call.coding));
    }
    let _turn = answers.turn(&key).await;
    let body = match answers.find(&key, &good) {
        Some(body) => {
            call.admit()?;
            body
        }
        None => answers.put(key, (&call.see(look).await?, stamp, call.now), good)?,
    };
    Ok(Reply::packed(body, call.coding))
}

/// The body as it travels.
pub(super) fn answer(mut response: actix_web::HttpResponseBuilder, body: &Part, coding: Coding) -> HttpResponse {
    response.insert_header((header::VARY, "Authorization, Accept-Encoding"));
    if let Some(word) = coding.word() {
        response.insert_header((header::CONTENT_ENCODING, word));
    }
    response.body(join(std::iter::once(body), coding))
}

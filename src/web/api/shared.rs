//! Answers that are the same for everybody, kept until anything is committed.

use super::{Public, Reply, Told};
use crate::failure::Failure;
use crate::platform::packed::{Coding, Part, join};
use crate::primitives::Instant;
use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// An answer is kept no longer than this, for other nodes may commit too.
const HELD_MICROS: i64 = 2_000_000;
/// So many answers are kept; then all are forgotten.
const MOST: usize = 400;
/// A longer address is an address that nobody else asks for.
const LONGEST_PATH: usize = 300;
/// Brotli's quality.
const QUALITY: i32 = 5;

struct Kept {
    stamp: u64,
    at: Instant,
    body: Arc<Part>,
}

/// The kept answers of one site, by address.
#[derive(Default)]
struct Answers(Mutex<HashMap<String, Kept>>);

impl Answers {
    fn find(&self, path: &str, stamp: u64, now: Instant) -> Option<Arc<Part>> {
        let answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_good = |kept: &&Kept| kept.stamp == stamp && (0..HELD_MICROS).contains(&now.micros_since(kept.at));
        answers.get(path).filter(is_good).map(|kept| Arc::clone(&kept.body))
    }

    fn keep(&self, path: &str, kept: Kept) {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= MOST {
            answers.clear();
        }
        if path.len() <= LONGEST_PATH {
            answers.insert(path.to_owned(), kept);
        }
    }
}

/// The answer to this address, which depends on nothing but the address; `make` makes it where it is not kept.
pub async fn shared<T: Serialize>(caller: &Public, make: impl Future<Output = Result<T, Failure>>) -> Told<T> {
    let Some(stamp) = caller.site.db.stamp() else { return Reply::of(&make.await?) };
    let answers = caller.site.kept.of::<Answers>();
    let body = match answers.find(&caller.path, stamp, caller.now) {
        Some(body) => body,
        None => {
            let json = serde_json::to_vec(&make.await?).map_err(|error| Failure::Bug(error.to_string()))?;
            let body = Arc::new(Part::shared(json, QUALITY));
            answers.keep(&caller.path, Kept { stamp, at: caller.now, body: Arc::clone(&body) });
            body
        }
    };
    Ok(Reply::packed(body, caller.coding))
}

/// The body as it travels.
pub(super) fn answer(mut response: actix_web::HttpResponseBuilder, body: &Part, coding: Coding) -> HttpResponse {
    response.insert_header((header::VARY, "Authorization, Accept-Encoding"));
    if let Some(word) = coding.word() {
        response.insert_header((header::CONTENT_ENCODING, word));
    }
    response.body(join(std::iter::once(body), coding))
}

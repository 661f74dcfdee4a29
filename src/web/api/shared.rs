//! Answers that are the same for everybody, kept until anything is committed.

use super::{Public, Reply, Told};
use crate::failure::Failure;
use crate::platform::kept::Shelf;
use crate::platform::packed::{Coding, Part, join};
use crate::primitives::Instant;
use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;
use std::sync::Arc;

/// An answer is kept no longer than this, for other nodes may commit too.
const HELD_MICROS: i64 = 2_000_000;
/// So many answers are kept.
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

impl Kept {
    fn is_good(&self, stamp: u64, now: Instant) -> bool {
        self.stamp == stamp && (0..HELD_MICROS).contains(&now.micros_since(self.at))
    }
}

/// The kept answers of one site, by address.
struct Answers(Shelf<String, Kept>);

impl Default for Answers {
    fn default() -> Self {
        Self(Shelf::new(MOST))
    }
}

/// The answer to this address, which depends on nothing but the address; `make` makes it where it is not kept.
pub async fn shared<T: Serialize>(caller: &Public, make: impl Future<Output = Result<T, Failure>>) -> Told<T> {
    let Some(stamp) = caller.site.db.stamp() else { return Reply::of(&make.await?) };
    let answers = caller.site.kept.of::<Answers>();
    let good = |kept: &Kept| kept.is_good(stamp, caller.now);
    let body = match answers.0.find(&caller.path, |kept| good(kept).then(|| Arc::clone(&kept.body))) {
        Some(body) => body,
        None => {
            let json = serde_json::to_vec(&make.await?).map_err(|error| Failure::Bug(error.to_string()))?;
            let body = Arc::new(Part::shared(json, QUALITY));
            if caller.path.len() <= LONGEST_PATH {
                answers.0.put(caller.path.clone(), Kept { stamp, at: caller.now, body: Arc::clone(&body) }, good);
            }
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

//! Keys that make a repeat one effect: `Idempotency-Key` belongs to the token's owner and the path, and is kept for 24 hours.
//!
//! The answer to a success is kept in the transaction of its effect: there is no moment in which one is there without the other. A refusal has no
//! effect, so it is kept after the fact. Another call with the same key that has not ended yet is refused.

use super::body::Body;
use super::call::{Call, Needs};
use super::reply::{Either, Reply};
use crate::audit::Act;
use crate::each;
use crate::failure::{Failure, Refusal};
use crate::platform::db::{Conn, DbError, Tx};
use crate::platform::secret::Purpose;
use crate::primitives::{Instant, id::UserId};
use crate::schema::idempotency_keys as keys;
use crate::sessions::Person;
use crate::web::Asker;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use diesel::prelude::*;
use serde::Serialize;

/// Same key, other body.
const MISMATCH: Refusal = Refusal::unprocessable("idempotency.mismatch");
/// A call with this key has not ended yet.
const IN_PROGRESS: Refusal = Refusal::conflict("idempotency.in_progress");
/// Not 1 to 255 printable ASCII characters.
const INVALID: Refusal = Refusal::unprocessable("idempotency.invalid");
/// How long a key is kept.
const KEPT_HOURS: i64 = 24;
/// Stands for an answer that is rendered anew: `answer` is what was made.
const ANEW: i64 = 0;

/// A key as it came, with whose it is and what came with it.
#[derive(Debug, Clone)]
pub(in crate::web) struct Keyed {
    owner: UserId,
    path: String,
    key: String,
    body_sha256: String,
}

/// The key of a request, if it has one. What is kept of its body is an HMAC: a plain hash of a short body, such as a sealed amount, could be guessed.
pub(super) fn read_key(request: &HttpRequest, asker: &Asker, owner: UserId, body: &[u8]) -> Result<Option<Keyed>, Failure> {
    let Some(value) = request.headers().get("idempotency-key") else { return Ok(None) };
    let fits = |key: &&str| (1..=255).contains(&key.len()) && key.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let key = value.to_str().ok().filter(fits).ok_or(INVALID)?;
    let body_sha256 = data_encoding::HEXLOWER.encode(&asker.site.secret.key(Purpose::RepeatedBodies).sign(body));
    Ok(Some(Keyed { owner, path: request.path().to_owned(), key: key.to_owned(), body_sha256 }))
}

type Stored = (String, i64, String);

fn find(conn: &mut Conn, keyed: &Keyed, now: Instant) -> Result<Option<Stored>, DbError> {
    let row = keys::table.find((keyed.owner, &keyed.path, &keyed.key)).filter(keys::created_at.gt(now.plus_hours(-KEPT_HOURS)));
    Ok(row.select((keys::body_sha256, keys::status, keys::answer)).get_result(conn).optional()?)
}

/// The stored answer ends the request here; the reference of an answer that is rendered anew goes to the handler.
pub(super) async fn look(asker: &Asker, keyed: &Keyed) -> Result<Option<String>, actix_web::Error> {
    let (own, now) = (keyed.clone(), asker.now);
    let found: Result<Option<Stored>, Failure> = asker.site.db.read(move |conn| Ok(find(conn, &own, now)?)).await;
    match found? {
        None => Ok(None),
        Some((sha256, _, _)) if sha256 != keyed.body_sha256 => Err(Failure::from(MISMATCH).into()),
        Some((_, ANEW, reference)) => Ok(Some(reference)),
        Some((_, status, answer)) => Err(actix_web::error::InternalError::from_response("replayed", replayed(status, answer)).into()),
    }
}

fn replayed(status: i64, answer: String) -> HttpResponse {
    let status = u16::try_from(status).ok().and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or(StatusCode::OK);
    let kind = if status.is_client_error() { "application/problem+json" } else { "application/json" };
    HttpResponse::build(status).content_type(kind).insert_header(("idempotent-replayed", "true")).body(answer)
}

/// Claims the key. It is inserted before anything is read of the table: whoever looks first stands in the way of every other key.
fn begin(tx: &mut Tx<'_>, keyed: &Keyed, at: Instant) -> Result<(), Failure> {
    if insert(tx, keyed, ANEW, "", at)? {
        return Ok(());
    }
    let old = keys::table.find((keyed.owner, &keyed.path, &keyed.key)).filter(keys::created_at.le(at.plus_hours(-KEPT_HOURS)));
    let was_old = diesel::delete(old).execute(&mut **tx)? == 1;
    if was_old && insert(tx, keyed, ANEW, "", at)? { Ok(()) } else { Err(IN_PROGRESS.into()) }
}

fn insert(tx: &mut Tx<'_>, keyed: &Keyed, status: i64, answer: &str, at: Instant) -> Result<bool, DbError> {
    let row = (
        keys::owner_id.eq(keyed.owner),
        keys::path.eq(&keyed.path),
        keys::idem_key.eq(&keyed.key),
        keys::body_sha256.eq(&keyed.body_sha256),
        keys::status.eq(status),
        keys::answer.eq(answer),
        keys::created_at.eq(at),
    );
    let inserted = each!(&mut **tx, c => diesel::insert_into(keys::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(inserted == 1)
}

fn keep(tx: &mut Tx<'_>, keyed: &Keyed, status: i64, answer: &str) -> Result<(), DbError> {
    let row = keys::table.find((keyed.owner, &keyed.path, &keyed.key));
    diesel::update(row).set((keys::status.eq(status), keys::answer.eq(answer))).execute(&mut **tx)?;
    Ok(())
}

/// Keeps a refusal, so that the same key is refused in the same words. What may go well a moment later is not kept.
pub(in crate::web) async fn keep_refusal(asker: &Asker, keyed: Keyed, status: StatusCode, code: &str, answer: String) {
    let passing = matches!(status.as_u16(), 401 | 408 | 429) || code.starts_with("idempotency.");
    if !status.is_client_error() || passing {
        return;
    }
    let at = asker.now;
    let kept: Result<bool, Failure> = asker.site.db.write(move |tx| Ok(insert(tx, &keyed, i64::from(status.as_u16()), &answer, at)?)).await;
    if let Err(failure) = kept {
        tracing::warn!(%failure, "a refusal could not be kept for its key");
    }
}

/// Keys that are older than 24 hours go; at most 1,000 at a time.
pub fn sweep(tx: &mut Tx<'_>, now: Instant) -> Result<usize, DbError> {
    let old = keys::table.filter(keys::created_at.le(now.plus_hours(-KEPT_HOURS)));
    Ok(diesel::delete(old).execute(&mut **tx)?)
}

fn rendered(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::Bug(error.to_string()))
}

impl<S: Needs> Call<S> {
    /// Does something in one transaction and renders its answer there; with a key, a repeat is answered by the first answer.
    pub async fn write<B, T: Serialize, const STATUS: u16>(
        &self,
        body: &Body<B>,
        work: impl Fn(&mut Tx<'_>, &Act, &Person) -> Result<T, Failure> + Send + 'static,
    ) -> Result<Reply<T, STATUS>, Failure> {
        let (_, answer) = self.written(body, move |tx, act, person| Ok((STATUS, rendered(&work(tx, act, person)?)?))).await?;
        Ok(Reply::rendered(answer))
    }

    /// As [`Self::write`], with one of two answers.
    pub async fn write_either<B, L: Serialize, R: Serialize, const LEFT: u16, const RIGHT: u16>(
        &self,
        body: &Body<B>,
        work: impl Fn(&mut Tx<'_>, &Act, &Person) -> Result<Either<L, R>, Failure> + Send + 'static,
    ) -> Result<Either<Reply<L, LEFT>, Reply<R, RIGHT>>, Failure> {
        let answer = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
            Ok(match work(tx, act, person)? {
                Either::Left(value) => (LEFT, rendered(&value)?),
                Either::Right(value) => (RIGHT, rendered(&value)?),
            })
        };
        let (status, answer) = self.written(body, answer).await?;
        Ok(if status == LEFT { Either::Left(Reply::rendered(answer)) } else { Either::Right(Reply::rendered(answer)) })
    }

    /// Status and text of an answer that was made in the transaction of its effect, and is kept there for its key.
    async fn written<B>(
        &self,
        body: &Body<B>,
        work: impl Fn(&mut Tx<'_>, &Act, &Person) -> Result<(u16, String), Failure> + Send + 'static,
    ) -> Result<(u16, String), Failure> {
        self.admit()?;
        let (act, person, keyed) = (self.asker.act(), self.person.clone(), body.keyed.clone());
        let written = self.site.db.write(move |tx| {
            if let Some(keyed) = &keyed {
                begin(tx, keyed, act.at)?;
            }
            let (status, answer) = work(tx, &act, &person)?;
            if let Some(keyed) = &keyed {
                keep(tx, keyed, i64::from(status), &answer)?;
            }
            Ok::<_, Failure>((status, answer))
        });
        written.await
    }

    /// As [`Self::write`], for a door that renders its answer anew at each repeat: what is kept, and returned, is what the work made. A repeat returns
    /// that and does nothing.
    pub async fn write_anew<B>(
        &self,
        body: &Body<B>,
        work: impl Fn(&mut Tx<'_>, &Act, &Person) -> Result<String, Failure> + Send + 'static,
    ) -> Result<String, Failure> {
        self.admit()?;
        if let Some(earlier) = &body.earlier {
            return Ok(earlier.clone());
        }
        let (act, person, keyed) = (self.asker.act(), self.person.clone(), body.keyed.clone());
        let written = self.site.db.write(move |tx| {
            if let Some(keyed) = &keyed {
                begin(tx, keyed, act.at)?;
            }
            let made = work(tx, &act, &person)?;
            if let Some(keyed) = &keyed {
                keep(tx, keyed, ANEW, &made)?;
            }
            Ok::<_, Failure>(made)
        });
        written.await
    }
}

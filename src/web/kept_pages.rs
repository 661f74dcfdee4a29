//! Pages that many read: rendered and compressed once for all readers of one kind, and cut where a reader's own parts go.
//!
//! Readers are of one kind if they have the language, the theme, the zone and the sort of membership in common. What is a person's own – name, counts,
//! messages, the token of the forms – never enters what is kept: the shared shell does not hold it.

use super::asker::Asker;
use super::page::{self, Page, Shell};
use crate::failure::Failure;
use crate::platform::kept::Shelf;
use crate::platform::packed::{Part, join};
use crate::primitives::Instant;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, http::StatusCode};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Mutex;

/// How old a kept page may be.
const FRESH_MICROS: i64 = 2_000_000;
/// How old a reader's own parts may be, if nothing was committed since.
const OWN_MICROS: i64 = 5_000_000;
/// So many pages are kept.
const MOST: usize = 400;
/// A longer address is an address that nobody else asks for.
const LONGEST_KEY: usize = 600;
/// So many different pages are made at once.
const TURNS: usize = 16;
/// Brotli's quality: as small as the framework's own, in a few milliseconds.
const QUALITY: i32 = 5;

/// A place in a kept page.
enum Piece {
    /// The same for all readers of the kind.
    Shared(Part),
    /// A reader's own part of this name.
    Own(String),
}

struct KeptPage {
    at: Instant,
    etag: String,
    pieces: Vec<Piece>,
}

/// What goes into the cuts, by name.
type OwnParts = HashMap<String, Part>;

struct HeldOwn {
    stamp: u64,
    at: Instant,
    parts: Arc<OwnParts>,
}

/// The kept pages of one site, and what marks their cuts: random, so that no text of a person can look like one.
struct KeptPages {
    cut: String,
    pages: Shelf<String, Arc<KeptPage>>,
    own: Shelf<String, HeldOwn>,
    /// Whose turn it is to make a page; those of one key share one.
    turns: [Mutex<()>; TURNS],
}

impl KeptPages {
    fn turn(&self, key: &str) -> &Mutex<()> {
        let sum = key.bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
        let [first, ..] = &self.turns;
        self.turns.get(sum % TURNS).unwrap_or(first)
    }
}

impl Default for KeptPages {
    fn default() -> Self {
        Self {
            cut: format!("cut-{}-", uuid::Uuid::new_v4().simple()),
            pages: Shelf::new(MOST),
            own: Shelf::new(MOST),
            turns: Default::default(),
        }
    }
}

fn is_fresh(at: Instant, now: Instant) -> bool {
    (0..FRESH_MICROS).contains(&now.micros_since(at))
}

/// Answers with a kept page, or makes it first.
pub(super) async fn respond<P: Page>(
    asker: &Asker,
    about: &str,
    make: impl Future<Output = Result<P, Failure>>,
) -> Result<HttpResponse, Failure> {
    if asker.flash.is_some() && asker.person.is_none() {
        return page::respond(asker, StatusCode::OK, &make.await?).await;
    }
    let kept = asker.site.kept.of::<KeptPages>();
    let key = key(asker, about);
    let good = |page: &Arc<KeptPage>| is_fresh(page.at, asker.now);
    let find = || kept.pages.find(&key, |page| good(page).then(|| Arc::clone(page)));
    let page = match find() {
        Some(page) => page,
        None => {
            // Readers who come at once wait for the first of them.
            let _turn = kept.turn(&key).lock().await;
            match find() {
                Some(page) => page,
                None => {
                    let page = Arc::new(render(asker, &kept.cut, &make.await?)?);
                    if key.len() <= LONGEST_KEY {
                        kept.pages.put(key.clone(), Arc::clone(&page), good);
                    }
                    page
                }
            }
        }
    };
    let own = own_parts::<P>(asker, &kept, &page).await?;
    Ok(answer(asker, &page, &own))
}

/// Everything that the shared part of a page depends on.
fn key(asker: &Asker, about: &str) -> String {
    let kind = asker.person.as_ref().map_or(0, |person| {
        let is_merchant = person.memberships.iter().any(|member| member.kind == crate::sessions::OrgKind::Merchant);
        let flags = [true, is_merchant, person.creator.is_some(), !person.admin_roles.is_empty(), person.confirmed];
        flags.iter().fold(0u8, |sum, flag| sum * 2 + u8::from(*flag))
    });
    let board = asker.board().unwrap_or_default();
    format!("{}\n{}\n{}\n{kind}\n{about}\n{}\n{board}", asker.lang, asker.theme, asker.zone, asker.path)
}

fn render<P: Page>(asker: &Asker, cut: &str, page: &P) -> Result<KeptPage, Failure> {
    let shell = Shell::shared(asker, P::ACTIVE, cut);
    let html = rendered(asker, P::TEMPLATE, &shell, page)?;
    let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(html.as_bytes())).chars().take(16).collect();
    let pieces = split(&html, cut).flat_map(|(name, text)| {
        let own = name.map(|name| Piece::Own(name.to_owned()));
        own.into_iter().chain([Piece::Shared(Part::shared(text.as_bytes().to_vec(), QUALITY))])
    });
    Ok(KeptPage { at: asker.now, etag: hash, pieces: pieces.collect() })
}

fn rendered(asker: &Asker, template: &str, shell: &Shell, page: &impl serde::Serialize) -> Result<String, Failure> {
    asker.site.templates.render(asker.lang, template, shell, page).map_err(|error| Failure::Bug(format!("{template}: {error}")))
}

/// The texts between the cuts, each with the name of the place before it; the first has none.
fn split<'a>(html: &'a str, cut: &'a str) -> impl Iterator<Item = (Option<&'a str>, &'a str)> {
    html.split(cut).enumerate().map(|(at, text)| match text.split_once(';') {
        Some((name, rest)) if at > 0 => (Some(name), rest),
        _ => (None, text),
    })
}

/// The reader's own parts, by name. Those of a signed-in person are held for a moment, until anything is committed.
async fn own_parts<P: Page>(asker: &Asker, kept: &KeptPages, page: &KeptPage) -> Result<Arc<OwnParts>, Failure> {
    let csrf = asker.csrf();
    if asker.person.is_none() {
        return Ok(Arc::new(HashMap::from([("csrf".to_owned(), Part::own(csrf))])));
    }
    let Some(stamp) = asker.site.db.stamp().filter(|_| asker.flash.is_none()) else {
        return Ok(Arc::new(rendered_own::<P>(asker, &kept.cut).await?));
    };
    let key = format!("{csrf}\n{}\n{}\n{}", page.etag, asker.path, asker.board().unwrap_or_default());
    let good = |held: &HeldOwn| held.stamp == stamp && (0..OWN_MICROS).contains(&asker.now.micros_since(held.at));
    if let Some(own) = kept.own.find(&key, |held| good(held).then(|| Arc::clone(&held.parts))) {
        return Ok(own);
    }
    let parts = Arc::new(rendered_own::<P>(asker, &kept.cut).await?);
    if key.len() <= LONGEST_KEY {
        kept.own.put(key, HeldOwn { stamp, at: asker.now, parts: Arc::clone(&parts) }, good);
    }
    Ok(parts)
}

async fn rendered_own<P: Page>(asker: &Asker, cut: &str) -> Result<OwnParts, Failure> {
    let shell = Shell::own(asker, P::ACTIVE, page::counts(asker).await, cut);
    let html = rendered(asker, "layouts/own.html", &shell, &())?;
    let own = split(&html, cut).filter_map(|(name, text)| Some((name?.to_owned(), Part::own(text))));
    Ok(own.chain([("csrf".to_owned(), Part::own(asker.csrf()))]).collect())
}

fn answer(asker: &Asker, page: &KeptPage, own: &OwnParts) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer.content_type("text/html; charset=utf-8").insert_header((header::VARY, "Cookie, Accept-Language, Accept-Encoding"));
    if asker.person.is_none() {
        let own: String = asker.csrf().chars().take(8).collect();
        let etag = format!("W/\"{}-{own}\"", page.etag);
        if asker.has_seen(&etag) {
            return HttpResponse::NotModified().insert_header((header::ETAG, etag)).finish();
        }
        answer.insert_header((header::ETAG, etag));
    }
    let parts = page.pieces.iter().filter_map(|piece| match piece {
        Piece::Shared(part) => Some(part),
        Piece::Own(name) => own.get(name),
    });
    if let Some(word) = asker.coding.word() {
        answer.insert_header((header::CONTENT_ENCODING, HeaderValue::from_static(word)));
    }
    answer.body(join(parts, asker.coding))
}

//! Files on their way out: whole or in ranges, with headers that leave a browser no choice about what they are.
//!
//! Who may have a file is decided before; here nothing is asked. Only pictures, films and sounds open in a page, everything else is saved.

use super::Answer;
use crate::failure::Failure;
use crate::platform::sniff::{MediaType, Medium};
use crate::platform::storage::{Storage, StorageKey};
use crate::platform::zip::{self, Entry};
use actix_web::body::SizedStream;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Bytes, BytesMut};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use std::io;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};

/// How far a file may travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Anybody may see it and keep it for ever: it never changes.
    Everybody,
    /// Anybody may see it now; after some minutes it is asked again whether he may.
    Awhile,
    /// Only whoever asked, and nobody's cache.
    Asker,
}

/// What is sent.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// Where the bytes are.
    pub key: &'a StorageKey,
    /// What they are called on the other side.
    pub name: &'a str,
    /// What they are.
    pub media: MediaType,
    /// How far they may travel.
    pub reach: Reach,
}

/// Sends stored bytes; answers a single range with 206, one that cannot be met with 416.
pub async fn send(request: &HttpRequest, storage: &Storage, what: Outgoing<'_>) -> Answer {
    let mut file = storage.read(what.key).await.map_err(|error| lost(&error, what.key))?;
    let length = file.metadata().await.map_err(|error| lost(&error, what.key))?.len();
    let tag = format!("\"{}\"", what.key);
    if is_known(request, &tag) {
        return Ok(describe(HttpResponse::NotModified(), &what, &tag).finish());
    }
    let range = asked_range(request, &tag, length);
    let (status, from, count) = match range {
        Range::Whole => (StatusCode::OK, 0, length),
        Range::Part(from, to) => (StatusCode::PARTIAL_CONTENT, from, to - from + 1),
        Range::Impossible => return Ok(impossible(length)),
    };
    file.seek(io::SeekFrom::Start(from)).await.map_err(|error| lost(&error, what.key))?;
    let mut response = describe(HttpResponse::build(status), &what, &tag);
    if let Range::Part(from, to) = range {
        response.insert_header((header::CONTENT_RANGE, format!("bytes {from}-{to}/{length}")));
    }
    Ok(response.body(SizedStream::new(count, pieces(file, count))))
}

/// Sends a copy of a picture, the smaller one on demand.
pub async fn send_copy(request: &HttpRequest, storage: &Storage, preview: &StorageKey, small: bool, reach: Reach) -> Answer {
    let key = if small { preview.small() } else { preview.clone() };
    let mut head = [0u8; 12];
    let mut file = storage.read(&key).await.map_err(|error| lost(&error, &key))?;
    file.read_exact(&mut head).await.map_err(|error| lost(&error, &key))?;
    let media = if head.starts_with(b"RIFF") { MediaType::Webp } else { MediaType::Jpeg };
    let name = if media == MediaType::Webp { "preview.webp" } else { "preview.jpg" };
    send(request, storage, Outgoing { key: &key, name, media, reach }).await
}

/// Sends these files as one archive, which is made as it goes out.
pub fn send_archive(storage: &Storage, name: &str, entries: Vec<Entry>) -> Answer {
    let length = zip::length(&entries).ok_or(Failure::TooLarge)?;
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((header::CONTENT_DISPOSITION, disposition(name, false)))
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(SizedStream::new(length, Box::pin(zip::pieces(storage.clone(), entries)))))
}

/// A row names bytes that cannot be read: the machine's fault, whatever the reason.
fn lost(error: &io::Error, key: &StorageKey) -> Failure {
    Failure::Bug(format!("stored bytes {key}: {error}"))
}

fn describe(mut response: HttpResponseBuilder, what: &Outgoing<'_>, tag: &str) -> HttpResponseBuilder {
    let opens = !matches!(what.media.medium(), Medium::File);
    let media: &'static str = crate::primitives::Choice::word(what.media);
    let media = if what.media == MediaType::Text { "text/plain; charset=utf-8" } else { media };
    response
        .content_type(media)
        .insert_header((header::CONTENT_DISPOSITION, disposition(what.name, opens)))
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header(("cross-origin-resource-policy", "same-origin"))
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        // Stored bytes are sent as they are: a compressed answer could not be asked for in ranges.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header((header::ETAG, tag.to_owned()))
        .insert_header((
            header::CACHE_CONTROL,
            match what.reach {
                Reach::Everybody => "public, max-age=31536000, immutable",
                Reach::Awhile => "public, max-age=300",
                Reach::Asker => "private, no-store",
            },
        ));
    response
}

/// RFC 6266: a plain name for old programs, the true one for the others.
fn disposition(name: &str, opens: bool) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' }).collect();
    let unreserved = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~');
    let exact: String =
        name.bytes().map(|byte| if unreserved(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect();
    format!("{}; filename=\"{plain}\"; filename*=UTF-8''{exact}", if opens { "inline" } else { "attachment" })
}

fn is_known(request: &HttpRequest, tag: &str) -> bool {
    let said = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    said.split(',').any(|known| known.trim() == tag)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Range {
    Whole,
    Part(u64, u64),
    Impossible,
}

/// RFC 9110, 14: one range of bytes; several, or what we do not understand, are as if nothing was said.
fn asked_range(request: &HttpRequest, tag: &str, length: u64) -> Range {
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    if text(header::IF_RANGE).is_some_and(|known| known != tag) {
        return Range::Whole;
    }
    text(header::RANGE).map_or(Range::Whole, |said| parse_range(said, length))
}

fn parse_range(said: &str, length: u64) -> Range {
    let Some((first, last)) = said.strip_prefix("bytes=").filter(|set| !set.contains(',')).and_then(|set| set.trim().split_once('-'))
    else {
        return Range::Whole;
    };
    let end = length.saturating_sub(1);
    match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(from), Ok(to)) if from <= to && from < length => Range::Part(from, to.min(end)),
        (Ok(from), Ok(to)) if from > to => Range::Whole,
        (Ok(from), Err(_)) if last.is_empty() && from < length => Range::Part(from, end),
        (Err(_), Ok(count)) if first.is_empty() && count > 0 && length > 0 => Range::Part(length.saturating_sub(count), end),
        (Ok(_), _) | (_, Ok(_)) => Range::Impossible,
        (Err(_), Err(_)) => Range::Whole,
    }
}

fn impossible(length: u64) -> HttpResponse {
    HttpResponse::RangeNotSatisfiable()
        .content_type("application/octet-stream")
        .insert_header((header::CONTENT_RANGE, format!("bytes */{length}")))
        .finish()
}

/// The bytes in pieces, so that a large file never stands in memory.
fn pieces(file: tokio::fs::File, count: u64) -> impl futures_util::Stream<Item = io::Result<Bytes>> {
    const PIECE: u64 = 64 * 1_024;
    futures_util::stream::unfold((file, count), |(mut file, left)| async move {
        if left == 0 {
            return None;
        }
        let mut piece = BytesMut::with_capacity(usize::try_from(left.min(PIECE)).unwrap_or_default());
        match file.read_buf(&mut piece).await {
            Ok(0) => Some((Err(io::ErrorKind::UnexpectedEof.into()), (file, 0))),
            Ok(_) => {
                piece.truncate(usize::try_from(left).unwrap_or(usize::MAX));
                let rest = left.saturating_sub(u64::try_from(piece.len()).unwrap_or(left));
                Some((Ok(piece.freeze()), (file, rest)))
            }
            Err(error) => Some((Err(error), (file, 0))),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_met_or_named_impossible() {
        for (said, range) in [
            ("bytes=0-9", Range::Part(0, 9)),
            ("bytes=90-200", Range::Part(90, 99)),
            ("bytes=90-", Range::Part(90, 99)),
            ("bytes=-10", Range::Part(90, 99)),
            ("bytes=-1000", Range::Part(0, 99)),
            ("bytes=100-", Range::Impossible),
            ("bytes=-0", Range::Impossible),
            ("bytes=0-1,5-6", Range::Whole),
            ("bytes=9-1", Range::Whole),
            ("lines=1-2", Range::Whole),
            ("bytes=x-y", Range::Whole),
        ] {
            assert_eq!(parse_range(said, 100), range, "{said}");
        }
    }

    #[test]
    fn a_name_cannot_leave_its_header() {
        let header = disposition("报价\"; x=\r\n.pdf", false);
        assert!(header.starts_with("attachment; filename=\"__"), "{header}");
        assert!(header.is_ascii() && !header.contains(['\r', '\n']) && header.matches('"').count() == 2, "{header}");
        assert!(header.ends_with("filename*=UTF-8''%E6%8A%A5%E4%BB%B7%22%3B%20x%3D%0D%0A.pdf"), "{header}");
    }
}

//! Style, script, icons and pictures of the site, embedded in the binary and addressed by content: `/static/{sha8}/css/app.css`, cacheable for
//! good.

use super::packed::Part;
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

#[derive(rust_embed::Embed)]
#[folder = "static"]
struct Files;

/// The first eight hex digits of each file's SHA-256, by path.
static HASHES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let hash =
        |path: &str| Files::get(path).map(|file| data_encoding::HEXLOWER.encode(&Sha256::digest(&file.data)).chars().take(8).collect());
    Files::iter().filter_map(|path| Some((path.to_string(), hash(&path)?))).collect()
});

/// Where a file is served, or `None` if there is no such file.
#[must_use]
pub fn url(path: &str) -> Option<String> {
    HASHES.get(path).map(|hash| format!("/static/{hash}/{path}"))
}

/// The bytes and media type of a file whose hash is the present one.
#[must_use]
pub fn find(hash: &str, path: &str) -> Option<(Cow<'static, [u8]>, &'static str)> {
    if HASHES.get(path).map(String::as_str) != Some(hash) {
        return None;
    }
    Some((Files::get(path)?.data, media_type(path)))
}

/// The files in use, compressed as small as can be: once, when each is first asked for.
static PACKED: LazyLock<Mutex<HashMap<String, Arc<Part>>>> = LazyLock::new(Mutex::default);
/// Brotli's best.
const QUALITY: i32 = 11;

/// A file of text as it travels. `bytes` are what [`find`] gave for the path.
#[must_use]
pub fn packed(path: &str, bytes: &[u8]) -> Arc<Part> {
    let mut packed = PACKED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(part) = packed.get(path).filter(|part| part.is_of(bytes)) {
        return Arc::clone(part);
    }
    let part = Arc::new(Part::shared(bytes.to_vec(), QUALITY));
    packed.insert(path.to_owned(), Arc::clone(&part));
    part
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "jpg" => "image/jpeg",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

//! Pictures: proof that one can be read to its end, and two smaller copies made from its pixels.
//!
//! What was sent is never shown on a page; the copies are, and they hold pixels only: no camera, no place, no program. Decoding is bounded
//! (50 megapixels, 64 MiB of file, 10 seconds, one at a time), so a picture that unfolds into gigabytes is refused by its header.

use super::mark;
use super::sniff::FileError;
use image::codecs::{jpeg::JpegEncoder, webp::WebPEncoder};
use image::{DynamicImage, ImageDecoder as _, ImageEncoder as _, ImageReader, Limits};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Pixels of a picture.
const MOST_PIXELS: u64 = 50_000_000;
/// Bytes of a picture's file. Decoded, the pixels of one at a time may take more than this.
const MOST_BYTES: u64 = 64 * 1_024 * 1_024;
/// What the decoder may hold: four bytes for each pixel and its own tables.
const MOST_MEMORY: u64 = MOST_PIXELS * 4 + MOST_BYTES;
const LONGEST_TIME: Duration = Duration::from_secs(10);
/// Longest sides of the two copies.
const PREVIEW_SIDE: u32 = 1_600;
const SMALL_SIDE: u32 = 320;
const QUALITY: u8 = 82;

/// A picture that was read, and its copies (JPEG, or WebP where something shines through).
pub struct Picture {
    /// Pixels across, as it is looked at.
    pub width: i32,
    /// Pixels down.
    pub height: i32,
    /// Longest side at most 1,600.
    pub preview: Vec<u8>,
    /// Longest side at most 320, for lists.
    pub small: Vec<u8>,
}

/// The picture machine. Cheap to clone.
#[derive(Clone)]
pub struct Pictures(Arc<Semaphore>);

impl Default for Pictures {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

impl Pictures {
    /// Reads the picture in this file and makes its copies.
    pub async fn read(&self, path: PathBuf) -> Result<Picture, FileError> {
        let Ok(permit) = Arc::clone(&self.0).acquire_owned().await else { return Err(FileError::Broken) };
        let work = tokio::task::spawn_blocking(move || {
            // Held until the pixels are gone, even when nobody waits any more.
            let _permit = permit;
            read(&path)
        });
        match tokio::time::timeout(LONGEST_TIME, work).await {
            Ok(Ok(read)) => read,
            Ok(Err(_)) => Err(FileError::Broken),
            Err(_) => Err(FileError::TooLarge),
        }
    }
}

impl Pictures {
    /// A copy of a picture of ours with a mark all over it: to be looked at, not to be used.
    pub async fn mark(&self, path: PathBuf) -> Result<Vec<u8>, FileError> {
        let Ok(permit) = Arc::clone(&self.0).acquire_owned().await else { return Err(FileError::Broken) };
        let work = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let mut pixels = decode(&path)?.to_rgba8();
            mark::stamp(&mut pixels);
            encode(&DynamicImage::ImageRgba8(pixels))
        });
        work.await.unwrap_or(Err(FileError::Broken))
    }
}

/// Pixels across and down, by the header alone.
pub fn size(bytes: &[u8]) -> Result<(i32, i32), FileError> {
    let reader = ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().map_err(|_| FileError::Broken)?;
    let (width, height) = reader.into_dimensions().map_err(|error| sort(&error))?;
    let side = |pixels: u32| i32::try_from(pixels).map_err(|_| FileError::TooLarge);
    Ok((side(width)?, side(height)?))
}

fn read(path: &Path) -> Result<Picture, FileError> {
    let image = decode(path)?;
    let (preview, small) = (shrunk(&image, PREVIEW_SIDE), shrunk(&image, SMALL_SIDE));
    let side = |pixels: u32| i32::try_from(pixels).map_err(|_| FileError::TooLarge);
    Ok(Picture { width: side(image.width())?, height: side(image.height())?, preview: encode(&preview)?, small: encode(&small)? })
}

fn decode(path: &Path) -> Result<DynamicImage, FileError> {
    let file = std::fs::File::open(path).map_err(|_| FileError::Broken)?;
    if file.metadata().map_err(|_| FileError::Broken)?.len() > MOST_BYTES {
        return Err(FileError::TooLarge);
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::new(BufReader::new(file));
    reader.limits(limits);
    let mut decoder = reader.with_guessed_format().map_err(|_| FileError::Broken)?.into_decoder().map_err(|error| sort(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(FileError::TooLarge);
    }
    let orientation = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| sort(&error))?;
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    Ok(image)
}

fn sort(error: &image::ImageError) -> FileError {
    match error {
        image::ImageError::Limits(_) => FileError::TooLarge,
        image::ImageError::Decoding(_)
        | image::ImageError::Encoding(_)
        | image::ImageError::Parameter(_)
        | image::ImageError::Unsupported(_)
        | image::ImageError::IoError(_) => FileError::Broken,
    }
}

/// Never larger than it was.
fn shrunk(image: &DynamicImage, side: u32) -> DynamicImage {
    if image.width().max(image.height()) <= side { image.clone() } else { image.thumbnail(side, side) }
}

fn encode(image: &DynamicImage) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    let written = if shines_through(image) {
        let pixels = image.to_rgba8();
        WebPEncoder::new_lossless(&mut bytes).write_image(pixels.as_raw(), pixels.width(), pixels.height(), image::ExtendedColorType::Rgba8)
    } else {
        JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&image.to_rgb8())
    };
    written.map(|()| bytes).map_err(|_| FileError::Broken)
}

fn shines_through(image: &DynamicImage) -> bool {
    image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel.0.last().is_some_and(|alpha| *alpha < u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    fn png(width: u32, height: u32, alpha: u8) -> Vec<u8> {
        let image = image::RgbaImage::from_pixel(width, height, image::Rgba([200, 30, 90, alpha]));
        let mut bytes = Vec::new();
        image.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
        bytes
    }

    #[tokio::test]
    async fn the_copies_are_small_and_new() {
        let sent = file(&png(2_000, 1_000, 255));
        let picture = Pictures::default().read(sent.path().to_owned()).await.unwrap();
        assert_eq!((picture.width, picture.height), (2_000, 1_000));
        let preview = image::load_from_memory(&picture.preview).unwrap();
        assert_eq!((preview.width(), preview.height()), (1_600, 800));
        assert_eq!(image::guess_format(&picture.preview).unwrap(), image::ImageFormat::Jpeg);
        assert_eq!(image::load_from_memory(&picture.small).unwrap().width(), 320);
        let glass = file(&png(40, 40, 90));
        let picture = Pictures::default().read(glass.path().to_owned()).await.unwrap();
        assert_eq!(image::guess_format(&picture.preview).unwrap(), image::ImageFormat::WebP);
    }

    #[tokio::test]
    async fn bombs_and_stumps_are_refused() {
        // A header that promises 60,000 × 60,000 pixels: the checksum of IHDR is right, so that only the size is wrong.
        let mut bomb = png(1, 1, 255);
        bomb[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&60_000u32.to_be_bytes());
        let crc = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&crc.to_be_bytes());
        let refused = |bytes: Vec<u8>| async move { Pictures::default().read(file(&bytes).path().to_owned()).await.err() };
        assert_eq!(refused(bomb).await, Some(FileError::TooLarge));
        let whole = png(300, 300, 255);
        assert_eq!(refused(whole[..whole.len() / 2].to_vec()).await, Some(FileError::Broken));
        assert_eq!(refused(b"\xFF\xD8\xFF\xE0 not a picture at all".to_vec()).await, Some(FileError::Broken));
        assert_eq!(refused(b"GIF89a\x10\0\x10\0/*<script>alert(1)</script>".to_vec()).await, Some(FileError::Broken));
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
        })
    }
}

//! Texts kept compressed, part by part, and answers put together from such parts: what is the same for many readers is compressed once, what is one
//! reader's own goes between as it is.
//!
//! A part of brotli is a run of whole meta-blocks, a part of gzip a run of whole deflate blocks; neither looks back over its own beginning, so parts may
//! follow each other in any order. RFC 7932 (9.1, 9.2) and RFC 1951 (3.2) say what stands between.

use brotli::enc::BrotliEncoderParams;
use flate2::write::GzEncoder;
use flate2::{Compress, Compression, FlushCompress};
use std::io::{Cursor, Write as _};
use std::sync::OnceLock;

/// How an answer travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// As it is.
    Identity,
    /// `Content-Encoding: gzip`
    Gzip,
    /// `Content-Encoding: br`
    Brotli,
}

impl Coding {
    /// The word of `Content-Encoding`, if it is said at all.
    #[must_use]
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }
}

/// Looks back at most 256 KiB. With 64 KiB the compressor has no table of its own for middling qualities, and clears one of 32 MiB for each part.
const WINDOW: i32 = 18;
/// The head of a brotli stream with that window, filled up to whole bytes by an empty meta-block that is skipped.
const BROTLI_HEAD: [u8; 2] = [0x63, 0x00];
/// The last meta-block, and it is empty.
const BROTLI_END: u8 = 0x03;
/// Magic, deflate, no flags, no time, no level, no system.
const GZIP_HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// The last block, and it is empty.
const DEFLATE_END: [u8; 2] = [0x03, 0x00];
/// A shorter part costs more to compress, in tables, than it gains.
const WORTH_IT: usize = 200;
/// The largest block that is stored as it is.
const STORED: usize = 65_535;

/// A part of an answer.
#[derive(Debug, Clone)]
pub struct Part {
    text: Vec<u8>,
    check: crc32fast::Hasher,
    /// Brotli's, if it is to be compressed at all.
    quality: Option<i32>,
    gzip: OnceLock<Option<Vec<u8>>>,
    brotli: OnceLock<Option<Vec<u8>>>,
}

impl Part {
    /// A part that many answers share: compressed once for each coding, for the first who asks for that, if it is not too short to gain by it. `quality`
    /// is brotli's, 2 to 11.
    #[must_use]
    pub fn shared(text: Vec<u8>, quality: i32) -> Self {
        Self { quality: (text.len() >= WORTH_IT).then_some(quality), ..Self::own(text) }
    }

    /// A part that only this answer has: it travels as it is.
    #[must_use]
    pub fn own(text: impl Into<Vec<u8>>) -> Self {
        let (text, mut check) = (text.into(), crc32fast::Hasher::new());
        check.update(&text);
        Self { text, check, quality: None, gzip: OnceLock::new(), brotli: OnceLock::new() }
    }

    /// Whether it is a part of this text.
    #[must_use]
    pub fn is_of(&self, text: &[u8]) -> bool {
        self.text == text
    }

    fn write(&self, coding: Coding, out: &mut Vec<u8>) {
        match (coding, self.squeezed(coding)) {
            (Coding::Identity, _) => out.extend_from_slice(&self.text),
            (_, Some(squeezed)) => out.extend_from_slice(squeezed),
            (Coding::Gzip, None) => self.text.chunks(STORED).for_each(|chunk| store_deflate(chunk, out)),
            (Coding::Brotli, None) => self.text.chunks(STORED).for_each(|chunk| store_brotli(chunk, out)),
        }
    }

    /// The part in this coding. `None` where it is not compressed, or a compressor refuses: then it travels as it is.
    fn squeezed(&self, coding: Coding) -> Option<&[u8]> {
        let quality = self.quality?;
        match coding {
            Coding::Identity => None,
            Coding::Gzip => self.gzip.get_or_init(|| deflated(&self.text)).as_deref(),
            Coding::Brotli => self.brotli.get_or_init(|| brotli_part(&self.text, quality)).as_deref(),
        }
    }

    /// About how much it takes.
    fn size(&self, coding: Coding) -> usize {
        self.squeezed(coding).map_or(self.text.len() + 8, <[u8]>::len)
    }
}

fn brotli_part(text: &[u8], quality: i32) -> Option<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: quality.clamp(2, 11),
        lgwin: WINDOW,
        size_hint: text.len(),
        catable: true,
        appendable: true,
        bare_stream: true,
        byte_align: true,
        use_dictionary: false,
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::with_capacity(text.len() / 4);
    brotli::BrotliCompress(&mut Cursor::new(text), &mut out, &params).ok()?;
    Some(out)
}

fn deflated(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 2 + 64);
    let mut deflate = Compress::new(Compression::best(), false);
    let mut read = 0;
    loop {
        out.reserve(1_024);
        deflate.compress_vec(text.get(read..)?, &mut out, FlushCompress::Full).ok()?;
        read = usize::try_from(deflate.total_in()).ok()?;
        if read == text.len() && out.len() < out.capacity() {
            return Some(out);
        }
    }
}

/// Quality of what is compressed for one answer: brotli's, and deflate's.
const ONCE: (i32, u32) = (3, 4);

/// A whole body, compressed for one answer. `None` where nothing is gained.
#[must_use]
pub fn squeeze(text: &[u8], coding: Coding) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 3 + 64);
    match coding {
        Coding::Identity => return None,
        Coding::Brotli => {
            let params = BrotliEncoderParams { quality: ONCE.0, lgwin: WINDOW, size_hint: text.len(), ..BrotliEncoderParams::default() };
            brotli::BrotliCompress(&mut Cursor::new(text), &mut out, &params).ok()?;
        }
        Coding::Gzip => {
            let mut encoder = GzEncoder::new(&mut out, Compression::new(ONCE.1));
            encoder.write_all(text).and_then(|()| encoder.try_finish()).ok()?;
        }
    }
    (out.len() < text.len()).then_some(out)
}

fn store_deflate(chunk: &[u8], out: &mut Vec<u8>) {
    let length = u16::try_from(chunk.len()).unwrap_or(u16::MAX);
    out.push(0);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&(!length).to_le_bytes());
    out.extend_from_slice(chunk);
}

/// An uncompressed meta-block: not the last, its length less one in four nibbles, the mark, and zeros up to a whole byte.
fn store_brotli(chunk: &[u8], out: &mut Vec<u8>) {
    let length = u32::try_from(chunk.len()).unwrap_or(1).saturating_sub(1);
    let head = (length << 3) | (1 << 19);
    out.extend(head.to_le_bytes().iter().take(3));
    out.extend_from_slice(chunk);
}

/// The parts one after the other, as one body.
#[must_use]
pub fn join<'a>(parts: impl Iterator<Item = &'a Part> + Clone, coding: Coding) -> Vec<u8> {
    let size: usize = parts.clone().map(|part| part.size(coding)).sum();
    let mut out = Vec::with_capacity(size + 32);
    match coding {
        Coding::Identity => parts.for_each(|part| part.write(coding, &mut out)),
        Coding::Brotli => {
            out.extend_from_slice(&BROTLI_HEAD);
            parts.for_each(|part| part.write(coding, &mut out));
            out.push(BROTLI_END);
        }
        Coding::Gzip => {
            out.extend_from_slice(&GZIP_HEAD);
            let (mut check, mut length) = (crc32fast::Hasher::new(), 0usize);
            for part in parts {
                part.write(coding, &mut out);
                check.combine(&part.check);
                length = length.wrapping_add(part.text.len());
            }
            out.extend_from_slice(&DEFLATE_END);
            out.extend_from_slice(&check.finalize().to_le_bytes());
            out.extend(length.to_le_bytes().iter().take(4));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn read(body: &[u8], coding: Coding) -> Vec<u8> {
        let mut text = Vec::new();
        match coding {
            Coding::Identity => text.extend_from_slice(body),
            Coding::Gzip => drop(flate2::read::GzDecoder::new(body).read_to_end(&mut text).unwrap()),
            Coding::Brotli => drop(brotli::Decompressor::new(body, 4_096).read_to_end(&mut text).unwrap()),
        }
        text
    }

    /// Markup with much that repeats; the seed makes it another text.
    fn markup(seed: usize, rows: usize) -> Vec<u8> {
        (0..rows)
            .map(|row| format!("<li class=\"row\"><a href=\"/briefs/{}\">Brief {row}</a></li>\n", row * 7_919 + seed))
            .collect::<String>()
            .into()
    }

    #[test]
    fn parts_in_any_order_read_as_one_text() {
        let texts = [markup(1, 1_500), Vec::new(), markup(2, 3), b"x".to_vec(), vec![b'y'; 70_000], markup(3, 40), b"\">".to_vec()];
        for quality in [2, 5, 9, 11] {
            let parts: Vec<Part> = texts
                .iter()
                .enumerate()
                .map(|(at, text)| if at % 2 == 0 { Part::shared(text.clone(), quality) } else { Part::own(text.clone()) })
                .collect();
            for turn in 0..parts.len() {
                let order: Vec<usize> = (0..parts.len()).map(|at| (at * 3 + turn) % parts.len()).collect();
                let whole: Vec<u8> = order.iter().flat_map(|at| texts[*at].clone()).collect();
                for coding in [Coding::Identity, Coding::Gzip, Coding::Brotli] {
                    let body = join(order.iter().map(|at| &parts[*at]), coding);
                    assert_eq!(read(&body, coding), whole, "{coding:?}, quality {quality}, order {order:?}");
                }
            }
        }
    }

    #[test]
    fn a_body_for_one_answer_reads_as_it_was() {
        for text in [markup(1, 1_500), markup(2, 3)] {
            for coding in [Coding::Gzip, Coding::Brotli] {
                let body = squeeze(&text, coding).unwrap();
                assert!(body.len() < text.len());
                assert_eq!(read(&body, coding), text, "{coding:?}");
            }
        }
        assert_eq!((squeeze(b"x", Coding::Brotli), squeeze(&markup(1, 9), Coding::Identity)), (None, None));
    }

    #[test]
    fn a_shared_part_is_small() {
        let part = Part::shared(markup(1, 500), 5);
        let body = join(std::iter::once(&part), Coding::Brotli);
        assert!(body.len() * 5 < part.text.len(), "{} of {}", body.len(), part.text.len());
    }

    #[test]
    fn nothing_is_a_body_too() {
        for coding in [Coding::Identity, Coding::Gzip, Coding::Brotli] {
            assert_eq!(read(&join(std::iter::empty(), coding), coding), b"");
        }
    }
}

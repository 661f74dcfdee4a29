//! What a file is: by its content, against a list of what we take; its name must say the same.
//!
//! The name's ending is what the person who downloads it will trust, and the content is what their programs will run: where the two differ,
//! somebody is lied to. Markup that browsers execute (HTML, SVG) is never taken as a picture and only ever handed out as opaque bytes.

crate::choice! {
    /// What we take.
    pub enum MediaType {
        /// A picture.
        Jpeg = "image/jpeg",
        /// A picture.
        Png = "image/png",
        /// A picture.
        Webp = "image/webp",
        /// A picture.
        Gif = "image/gif",
        /// A film.
        Mp4 = "video/mp4",
        /// A film.
        Mov = "video/quicktime",
        /// A film.
        Webm = "video/webm",
        /// A sound.
        Mp3 = "audio/mpeg",
        /// A sound.
        M4a = "audio/mp4",
        /// A sound.
        Wav = "audio/wav",
        /// A sound.
        Ogg = "audio/ogg",
        /// A document.
        Pdf = "application/pdf",
        /// A document.
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        /// A document.
        Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        /// A document.
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        /// An archive. Never unpacked.
        Zip = "application/zip",
        /// Words in UTF-8.
        Text = "text/plain",
        /// Markup that a browser would run. Handed out as bytes without a meaning.
        Opaque = "application/octet-stream",
    }
}

/// How a file can be looked at on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// As a picture.
    Picture,
    /// In a player.
    Film,
    /// In a player.
    Sound,
    /// Not at all.
    File,
}

impl MediaType {
    /// How it can be looked at.
    #[must_use]
    pub const fn medium(self) -> Medium {
        match self {
            Self::Jpeg | Self::Png | Self::Webp | Self::Gif => Medium::Picture,
            Self::Mp4 | Self::Mov | Self::Webm => Medium::Film,
            Self::Mp3 | Self::M4a | Self::Wav | Self::Ogg => Medium::Sound,
            Self::Pdf | Self::Docx | Self::Pptx | Self::Xlsx | Self::Zip | Self::Text | Self::Opaque => Medium::File,
        }
    }

    /// The endings that a name of this type may have.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Gif => &["gif"],
            Self::Mp4 => &["mp4", "m4v"],
            Self::Mov => &["mov", "qt"],
            Self::Webm => &["webm"],
            Self::Mp3 => &["mp3"],
            Self::M4a => &["m4a"],
            Self::Wav => &["wav"],
            Self::Ogg => &["ogg", "oga", "opus"],
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Pptx => &["pptx"],
            Self::Xlsx => &["xlsx"],
            Self::Zip => &["zip"],
            Self::Text => &["txt", "srt", "md"],
            Self::Opaque => &["html", "htm", "svg"],
        }
    }
}

/// Why a file was not taken. The code is stable; its words are the text `error-{code}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileError {
    /// Of no type that this place takes.
    Type,
    /// The name says one type, the content another.
    Mismatch,
    /// More bytes, or more pixels, than are taken.
    TooLarge,
    /// Cannot be read to its end.
    Broken,
    /// No bytes.
    Empty,
    /// No name that can be shown.
    Name,
    /// More files at once than are taken.
    TooMany,
    /// The deal holds as many bytes as a deal may.
    DealFull,
}

impl FileError {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Type => "file-type",
            Self::Mismatch => "file-mismatch",
            Self::TooLarge => "file-too-large",
            Self::Broken => "file-broken",
            Self::Empty => "file-empty",
            Self::Name => "file-name",
            Self::TooMany => "file-too-many",
            Self::DealFull => "file-deal-full",
        }
    }
}

/// What a place takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allow {
    /// Pictures that every visitor sees.
    Pictures,
    /// Pictures, and films that a browser plays, that every visitor sees.
    Showpieces,
    /// Pictures and documents that explain a brief.
    Documents,
    /// Everything on the list: the work itself.
    Work,
}

impl Allow {
    const fn takes(self, media: MediaType) -> bool {
        match self {
            Self::Pictures => matches!(media.medium(), Medium::Picture),
            Self::Showpieces => matches!(media.medium(), Medium::Picture) || matches!(media, MediaType::Mp4 | MediaType::Webm),
            Self::Documents => {
                matches!(media.medium(), Medium::Picture)
                    || matches!(media, MediaType::Pdf | MediaType::Docx | MediaType::Text | MediaType::Zip)
            }
            Self::Work => true,
        }
    }
}

/// How many bytes from the start of a file [`sniff`] wants to see, if there are so many.
pub const HEAD: usize = 4_096;

/// A name that can be shown and stored: the last part of a path, without control or direction characters, at most 200 bytes.
pub fn clean_name(said: &str) -> Result<String, FileError> {
    let last = said.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let hostile =
        |c: char| c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    let named = last.rsplit_once('.').is_some_and(|(stem, _)| !stem.trim_matches('.').is_empty());
    if last.chars().any(hostile) || !named { Err(FileError::Name) } else { Ok(shortened(last)) }
}

/// A long name keeps its start and its ending.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 200;
    match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 20 => format!("{}.{ending}", cut(stem, LONGEST - 1 - ending.len())),
        Some(_) | None => cut(name, LONGEST),
    }
}

/// The first characters of a text that fit into so many bytes.
fn cut(text: &str, bytes: usize) -> String {
    text.char_indices().take_while(|(at, c)| at + c.len_utf8() <= bytes).map(|(_, c)| c).collect()
}

/// The type of a file with this (clean) name that begins with these bytes.
pub fn sniff(name: &str, head: &[u8], allow: Allow) -> Result<MediaType, FileError> {
    if head.is_empty() {
        return Err(FileError::Empty);
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let named = crate::primitives::Choice::ALL.iter().copied().find(|media: &MediaType| media.endings().contains(&ending.as_str()));
    let found = content(head, &ending).ok_or(if named.is_some() { FileError::Mismatch } else { FileError::Type })?;
    if !allow.takes(found) || named.is_none() {
        return Err(FileError::Type);
    }
    if named == Some(found) { Ok(found) } else { Err(FileError::Mismatch) }
}

/// By content alone; the ending only tells apart what shares one container.
fn content(head: &[u8], ending: &str) -> Option<MediaType> {
    use MediaType as M;
    let at = |offset: usize, magic: &[u8]| head.get(offset..offset + magic.len()) == Some(magic);
    Some(match head {
        _ if at(0, b"\xFF\xD8\xFF") => M::Jpeg,
        _ if at(0, b"\x89PNG\r\n\x1A\n") => M::Png,
        _ if at(0, b"RIFF") && at(8, b"WEBP") => M::Webp,
        _ if at(0, b"RIFF") && at(8, b"WAVE") => M::Wav,
        _ if at(0, b"GIF87a") || at(0, b"GIF89a") => M::Gif,
        _ if at(0, b"OggS\0") => M::Ogg,
        _ if at(0, b"%PDF-") => M::Pdf,
        _ if at(4, b"ftyp") => return film(head.get(8..12)?, ending),
        _ if at(4, b"moov") || at(4, b"mdat") || at(4, b"wide") => M::Mov,
        _ if at(0, b"\x1A\x45\xDF\xA3") => return is_webm(head).then_some(M::Webm),
        _ if at(0, b"ID3") || is_mpeg_audio(head) => M::Mp3,
        _ if at(0, b"PK\x03\x04") => return Some(archive(head, ending)),
        _ => return text(head),
    })
}

/// One container holds films and sounds: the brand says which family, the name which of its two.
fn film(brand: &[u8], ending: &str) -> Option<MediaType> {
    const FILMS: &[&[u8]] = &[
        b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"M4V ", b"M4VH", b"M4VP", b"MSNV",
        b"mmp4", b"3gp4", b"3gp5",
    ];
    match brand {
        b"qt  " => Some(MediaType::Mov),
        b"M4A " | b"M4B " => Some(MediaType::M4a),
        brand if FILMS.contains(&brand) => Some(if ending == "m4a" { MediaType::M4a } else { MediaType::Mp4 }),
        _ => None,
    }
}

/// Matroska's smaller sister: the document type in the first header says so.
fn is_webm(head: &[u8]) -> bool {
    head.iter().take(64).copied().collect::<Vec<u8>>().windows(7).any(|window| window == b"\x42\x82\x84webm")
}

/// A frame of layer III with a bit rate and a sample rate that exist (ISO 11172-3, 2.4.1.3).
fn is_mpeg_audio(head: &[u8]) -> bool {
    match head {
        [0xFF, second, third, ..] => {
            let (layer_three, version) = (second & 0b0000_0110 == 0b10, second & 0b0001_1000 != 0b0000_1000);
            let (rate, frequency) = (third >> 4, (third >> 2) & 0b11);
            second & 0xE0 == 0xE0 && layer_three && version && rate != 0 && rate != 15 && frequency != 3
        }
        _ => false,
    }
}

/// Office documents are archives whose first entry has one of a few names (ECMA-376, part 2).
fn archive(head: &[u8], ending: &str) -> MediaType {
    let name = head.get(30..).unwrap_or_default();
    let office =
        [b"[Content_Types].xml".as_slice(), b"_rels/", b"docProps/", b"word/", b"ppt/", b"xl/"].iter().any(|start| name.starts_with(start));
    match ending {
        "docx" if office => MediaType::Docx,
        "pptx" if office => MediaType::Pptx,
        "xlsx" if office => MediaType::Xlsx,
        _ => MediaType::Zip,
    }
}

/// UTF-8 without control characters is text; text that begins like markup is markup.
fn text(head: &[u8]) -> Option<MediaType> {
    let words = match std::str::from_utf8(head) {
        Ok(words) => words,
        // The head may end within a character.
        Err(error) if error.error_len().is_none() && head.len() >= HEAD - 4 => {
            std::str::from_utf8(head.get(..error.valid_up_to())?).ok()?
        }
        Err(_) => return None,
    };
    if words.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}')) {
        return None;
    }
    Some(if is_markup(words) { MediaType::Opaque } else { MediaType::Text })
}

fn is_markup(words: &str) -> bool {
    let start = words.trim_start_matches('\u{FEFF}').trim_start().to_ascii_lowercase();
    let tags = [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<svg",
        "<?xml",
        "<!--",
        "<style",
        "<title",
        "<meta",
        "<link",
        "<img",
        "<object",
        "<embed",
        "<math",
    ];
    tags.iter().any(|tag| start.starts_with(tag)) || ["<script", "<svg", "<html"].iter().any(|tag| start.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(name: &str, head: &[u8]) -> Result<MediaType, FileError> {
        sniff(name, head, Allow::Work)
    }

    #[test]
    fn what_a_file_is_stands_in_its_first_bytes() {
        let wav = b"RIFF\x24\0\0\0WAVEfmt ";
        for (name, head, media) in [
            ("a.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF".as_slice(), MediaType::Jpeg),
            ("A.JPEG", b"\xFF\xD8\xFF\xE1", MediaType::Jpeg),
            ("a.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", MediaType::Png),
            ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", MediaType::Webp),
            ("a.gif", b"GIF89a\x01\0", MediaType::Gif),
            ("a.mp4", b"\0\0\0\x20ftypisom\0\0\x02\0", MediaType::Mp4),
            ("a.m4a", b"\0\0\0\x20ftypM4A \0\0\x02\0", MediaType::M4a),
            ("b.m4a", b"\0\0\0\x20ftypmp42\0\0\x02\0", MediaType::M4a),
            ("a.mov", b"\0\0\0\x14ftypqt  \0\0\0\0", MediaType::Mov),
            ("a.webm", b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm\x42\x87", MediaType::Webm),
            ("a.mp3", b"ID3\x04\0\0", MediaType::Mp3),
            ("b.mp3", b"\xFF\xFB\x90\x44", MediaType::Mp3),
            ("a.wav", wav, MediaType::Wav),
            ("a.ogg", b"OggS\0\x02", MediaType::Ogg),
            ("a.pdf", b"%PDF-1.7\n", MediaType::Pdf),
            ("a.zip", b"PK\x03\x04\x14\0\0\0\x08\0aaaaaaaaaaaaaaaaaaaaphoto.jpg", MediaType::Zip),
            ("a.docx", b"PK\x03\x04\x14\0\0\0\x08\0aaaaaaaaaaaaaaaaaaaa[Content_Types].xml", MediaType::Docx),
            ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n你好\n".as_bytes(), MediaType::Text),
            ("a.md", b"# Title\n\ntext <b>bold</b>\n", MediaType::Text),
            ("a.html", b"<!DOCTYPE html><p>x", MediaType::Opaque),
            ("a.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", MediaType::Opaque),
        ] {
            assert_eq!(work(name, head), Ok(media), "{name}");
        }
    }

    #[test]
    fn a_lie_or_a_stranger_is_refused() {
        for (name, head, why) in [
            ("a.jpg", b"\x89PNG\r\n\x1A\n".as_slice(), FileError::Mismatch),
            ("a.png", b"<svg xmlns=\"\">", FileError::Mismatch),
            ("a.jpg", b"MZ\x90\0\x03\0\0\0", FileError::Mismatch),
            ("a.txt", b"<html><script>", FileError::Mismatch),
            ("a.md", b"hello <script>alert(1)</script>", FileError::Mismatch),
            ("a.docx", b"PK\x03\x04\x14\0\0\0\x08\0aaaaaaaaaaaaaaaaaaaavirus.exe", FileError::Mismatch),
            ("a.mp4", b"\0\0\0\x20ftypheic", FileError::Mismatch),
            ("a.exe", b"MZ\x90\0", FileError::Type),
            ("a.exe", b"\xFF\xD8\xFF\xE0", FileError::Type),
            ("a.heic", b"\0\0\0\x20ftypheic", FileError::Type),
            ("a.php", b"<?php echo 1;", FileError::Type),
            ("a.txt", b"a\0b", FileError::Mismatch),
            ("a.mkv", b"\x1A\x45\xDF\xA3\x9F\x42\x82\x88matroska", FileError::Type),
            ("a.jpg", b"", FileError::Empty),
        ] {
            assert_eq!(work(name, head), Err(why), "{name}");
        }
        assert_eq!(sniff("a.svg", b"<svg>", Allow::Pictures), Err(FileError::Type));
        assert_eq!(sniff("a.pdf", b"%PDF-1.4", Allow::Pictures), Err(FileError::Type));
        assert_eq!(sniff("a.mov", b"\0\0\0\x14ftypqt  \0\0\0\0", Allow::Showpieces), Err(FileError::Type));
        assert_eq!(sniff("a.pdf", b"%PDF-1.4", Allow::Documents), Ok(MediaType::Pdf));
        assert_eq!(sniff("a.html", b"<html>", Allow::Documents), Err(FileError::Type));
    }

    #[test]
    fn a_name_is_the_last_part_of_what_was_said() {
        assert_eq!(clean_name("C:\\Users\\ana\\图.jpg").as_deref(), Ok("图.jpg"));
        assert_eq!(clean_name("../../etc/passwd.png").as_deref(), Ok("passwd.png"));
        for bad in ["", "noending", ".htaccess", "...", "a\u{202E}gpj.exe", "a\r\nSet-Cookie: x.jpg", "a\0.jpg"] {
            assert_eq!(clean_name(bad), Err(FileError::Name), "{bad:?}");
        }
        let long = clean_name(&format!("{}.jpg", "长".repeat(300))).unwrap();
        assert!(long.ends_with("长.jpg") && long.len() <= 200, "{long}");
    }
}

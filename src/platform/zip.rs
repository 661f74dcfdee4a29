//! Archives on their way out: stored bytes one after another, nothing compressed, nothing on the disk, one small piece in memory.
//!
//! Each file is read twice, once for its checksum, which stands before the bytes so that every program can unpack what it reads as it comes.
//! What does not fit into the plain format (4 GiB) is refused; no deal holds so much. Format: PKWARE APPNOTE 6.3, without ZIP64.

use super::storage::{Storage, StorageKey};
use crate::primitives::Instant;
use bytes::{Bytes, BytesMut};
use futures_util::Stream;
use jiff::tz::TimeZone;
use std::io;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};

/// A file of an archive.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is called inside: no directory, no control character.
    pub name: String,
    /// Where its bytes are.
    pub key: StorageKey,
    /// How many there are.
    pub size: u32,
    /// When it was handed in.
    pub at: Instant,
}

/// Bytes in one piece.
const PIECE: usize = 64 * 1_024;
const LOCAL_BYTES: u64 = 30;
const CENTRAL_BYTES: u64 = 46;
const END_BYTES: u64 = 22;

/// How long the archive of these files is; none if the format does not hold so much.
#[must_use]
pub fn length(entries: &[Entry]) -> Option<u64> {
    let mut all = END_BYTES;
    for entry in entries {
        let name = u64::from(u16::try_from(entry.name.len()).ok()?);
        all = all.checked_add(LOCAL_BYTES + CENTRAL_BYTES + name * 2 + u64::from(entry.size))?;
    }
    (entries.len() <= usize::from(u16::MAX) && u32::try_from(all).is_ok()).then_some(all)
}

/// The archive in pieces. It breaks off if a file is not as long as it was said to be.
pub fn pieces(storage: Storage, entries: Vec<Entry>) -> impl Stream<Item = io::Result<Bytes>> {
    let writing =
        Writing { storage, waiting: entries.into_iter(), open: None, offset: 0, directory: Vec::new(), count: 0, has_ended: false };
    futures_util::stream::unfold(writing, |mut writing| async move {
        match writing.next().await {
            Ok(Some(piece)) => Some((Ok(piece), writing)),
            Ok(None) => None,
            Err(error) => {
                writing.has_ended = true;
                Some((Err(error), writing))
            }
        }
    })
}

struct Writing {
    storage: Storage,
    waiting: std::vec::IntoIter<Entry>,
    /// The file whose bytes go out, and how many are left.
    open: Option<(tokio::fs::File, u32)>,
    offset: u32,
    directory: Vec<u8>,
    count: u16,
    has_ended: bool,
}

impl Writing {
    async fn next(&mut self) -> io::Result<Option<Bytes>> {
        if self.has_ended {
            return Ok(None);
        }
        if let Some((file, left)) = self.open.take_if(|(_, left)| *left > 0) {
            return self.some_of(file, left).await.map(Some);
        }
        let piece = match self.waiting.next() {
            Some(entry) => self.begin(&entry).await?,
            None => self.end()?,
        };
        self.offset = self.offset.checked_add(size_of_piece(piece.len())?).ok_or_else(too_large)?;
        Ok(Some(piece))
    }

    async fn some_of(&mut self, mut file: tokio::fs::File, left: u32) -> io::Result<Bytes> {
        let mut piece = BytesMut::with_capacity(PIECE.min(usize::try_from(left).unwrap_or(PIECE)));
        if file.read_buf(&mut piece).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        piece.truncate(usize::try_from(left).unwrap_or(usize::MAX));
        let count = size_of_piece(piece.len())?;
        self.offset = self.offset.checked_add(count).ok_or_else(too_large)?;
        self.open = Some((file, left.saturating_sub(count)));
        Ok(piece.freeze())
    }

    /// What stands before the bytes of a file; its line of the directory is kept for the end.
    async fn begin(&mut self, entry: &Entry) -> io::Result<Bytes> {
        let mut file = self.storage.read(&entry.key).await?;
        let mut about = Vec::with_capacity(26);
        let (time, date) = dos(entry.at);
        // Version 2.0; the name is UTF-8; stored.
        for number in [20, 1 << 11, 0, time, date] {
            about.extend_from_slice(&u16::to_le_bytes(number));
        }
        for number in [checksum(&mut file).await?, entry.size, entry.size] {
            about.extend_from_slice(&number.to_le_bytes());
        }
        about.extend_from_slice(&u16::try_from(entry.name.len()).map_err(|_| too_large())?.to_le_bytes());
        about.extend_from_slice(&[0; 2]);
        file.rewind().await?;

        self.directory.extend_from_slice(b"PK\x01\x02");
        // Made by a program of Unix, version 2.0.
        self.directory.extend_from_slice(&[20, 3]);
        self.directory.extend_from_slice(&about);
        self.directory.extend_from_slice(&[0; 6]);
        // A plain file that its owner may write and all may read.
        self.directory.extend_from_slice(&(0o100_644_u32 << 16).to_le_bytes());
        self.directory.extend_from_slice(&self.offset.to_le_bytes());
        self.directory.extend_from_slice(entry.name.as_bytes());
        self.count = self.count.checked_add(1).ok_or_else(too_large)?;
        self.open = Some((file, entry.size));
        Ok([b"PK\x03\x04", about.as_slice(), entry.name.as_bytes()].concat().into())
    }

    fn end(&mut self) -> io::Result<Bytes> {
        self.has_ended = true;
        let mut end = std::mem::take(&mut self.directory);
        let size = size_of_piece(end.len())?;
        end.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        for count in [self.count, self.count] {
            end.extend_from_slice(&count.to_le_bytes());
        }
        for number in [size, self.offset] {
            end.extend_from_slice(&number.to_le_bytes());
        }
        end.extend_from_slice(&[0; 2]);
        Ok(end.into())
    }
}

fn size_of_piece(bytes: usize) -> io::Result<u32> {
    u32::try_from(bytes).map_err(|_| too_large())
}

fn too_large() -> io::Error {
    io::Error::other("the archive does not hold so much")
}

async fn checksum(file: &mut tokio::fs::File) -> io::Result<u32> {
    let (mut sum, mut piece) = (crc32fast::Hasher::new(), BytesMut::with_capacity(PIECE));
    while file.read_buf(&mut piece).await? > 0 {
        sum.update(&piece);
        piece.clear();
    }
    Ok(sum.finalize())
}

/// Time and date as the format counts them: UTC, in steps of two seconds from 1980 on.
fn dos(at: Instant) -> (u16, u16) {
    let at = at.timestamp().to_zoned(TimeZone::UTC);
    let part = |number: i8| u16::try_from(number).unwrap_or_default();
    let year = u16::try_from(at.year().saturating_sub(1_980)).unwrap_or_default().min(127);
    let time = (part(at.hour()) << 11) | (part(at.minute()) << 5) | (part(at.second()) / 2);
    (time, (year << 9) | (part(at.month()) << 5) | part(at.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_counted_from_1980() {
        let (time, date) = dos(Instant::parse_rfc3339("2026-11-22T21:40:30Z").unwrap());
        assert_eq!((time >> 11, time >> 5 & 63, (time & 31) * 2), (21, 40, 30));
        assert_eq!(((date >> 9) + 1_980, date >> 5 & 15, date & 31), (2_026, 11, 22));
    }

    #[test]
    fn what_the_format_does_not_hold_has_no_length() {
        let entry = |size| Entry { name: "a".to_owned(), key: "0123456789abcdef0123456789abcdef".parse().unwrap(), size, at: Instant(0) };
        assert_eq!(length(&[entry(5)]), Some(22 + 30 + 46 + 2 + 5));
        assert_eq!(length(&[entry(u32::MAX), entry(1)]), None);
    }
}

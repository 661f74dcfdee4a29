//! Bytes that come in several requests: what has come so far lies beside the stored bytes, and its length is where the next request goes on.
//!
//! Nothing here is stored for good: whoever has all bytes takes them in as any other file, from here.

use super::intake::{Intake, IntakeError, Received};
use super::sniff::Allow;
use super::storage::{Storage, StorageKey};
use bytes::BytesMut;
use std::io;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, AsyncWriteExt as _};

/// Bytes in one piece.
const PIECE: usize = 64 * 1_024;

/// What has come so far, open for more. Nobody else has it open meanwhile.
pub struct Partial {
    file: tokio::fs::File,
    size: u64,
}

/// How many bytes have come so far.
pub async fn size(storage: &Storage, key: &StorageKey) -> io::Result<u64> {
    match tokio::fs::metadata(storage.partial(key)).await {
        Ok(about) => Ok(about.len()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}

/// Removes what has come so far. What is not there is removed.
pub async fn remove(storage: &Storage, key: &StorageKey) -> io::Result<()> {
    match tokio::fs::remove_file(storage.partial(key)).await {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

impl Partial {
    /// Opens what has come so far, at its end; none while another request writes to it.
    pub async fn open(storage: &Storage, key: &StorageKey) -> io::Result<Option<Self>> {
        let opened = tokio::fs::OpenOptions::new().read(true).write(true).create(true).truncate(false).open(storage.partial(key)).await?;
        let file = opened.into_std().await;
        match file.try_lock() {
            Ok(()) => {}
            Err(std::fs::TryLockError::WouldBlock) => return Ok(None),
            Err(std::fs::TryLockError::Error(error)) => return Err(error),
        }
        let mut file = tokio::fs::File::from_std(file);
        let size = file.seek(io::SeekFrom::End(0)).await?;
        Ok(Some(Self { file, size }))
    }

    /// How many bytes there are.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The next bytes.
    pub async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes).await?;
        self.size = self.size.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        Ok(())
    }

    /// What was written is on the disk when this returns.
    pub async fn sync(&mut self) -> io::Result<()> {
        self.file.flush().await?;
        self.file.sync_all().await
    }

    /// All bytes are here: takes them in as a file of this name, by all the checks that any file meets.
    pub async fn take(&mut self, intake: &Intake, name: &str, allow: Allow) -> Result<Received, IntakeError> {
        let mut receiving = intake.begin(name, allow, self.size).await?;
        self.file.rewind().await?;
        let mut piece = BytesMut::with_capacity(PIECE);
        while self.file.read_buf(&mut piece).await? > 0 {
            receiving.write(&piece).await?;
            piece.clear();
        }
        receiving.finish().await
    }
}

//! Stored bytes: files under names of our own, each written to the end, synced and only then named.
//!
//! A row that names a key may be written once [`Incoming::keep`] has returned: bytes, name and directory are on the disk by then. What never gets
//! a row is swept away later. No name that a person typed ever reaches the disk.

use sha2::{Digest as _, Sha256};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;

/// The name of stored bytes: 32 random hexadecimal digits, and a letter for what stands beside a preview: `s` its smaller copy, `w` its copy with a
/// mark, `p` the small film of which it is a picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct StorageKey(String);

impl StorageKey {
    /// A name that nothing has.
    pub fn random() -> io::Result<Self> {
        let mut bytes = [0u8; 16];
        getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Self(data_encoding::HEXLOWER.encode(&bytes)))
    }

    /// The smaller copy that stands beside a preview.
    #[must_use]
    pub fn small(&self) -> Self {
        self.beside('s')
    }

    /// The copy with a mark that stands beside a preview.
    #[must_use]
    pub fn marked(&self) -> Self {
        self.beside('w')
    }

    /// The small film that stands beside a preview.
    #[must_use]
    pub fn film(&self) -> Self {
        self.beside('p')
    }

    fn beside(&self, letter: char) -> Self {
        Self(format!("{}{letter}", self.whole().0))
    }

    /// The key without the letter of what stands beside it: what rows hold.
    #[must_use]
    pub fn whole(&self) -> Self {
        Self(self.0.trim_end_matches(BESIDE).to_owned())
    }

    /// The first two digits: the directory.
    fn shelf(&self) -> &str {
        self.0.get(..2).unwrap_or("00")
    }
}

impl std::fmt::Display for StorageKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for StorageKey {
    type Err = crate::primitives::id::ParseIdError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_suffix(BESIDE).unwrap_or(text);
        let ours = digits.len() == 32 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if ours { Ok(Self(text.to_owned())) } else { Err(crate::primitives::id::ParseIdError) }
    }
}

crate::text_column!(StorageKey);

/// Letters of what stands beside a preview.
const BESIDE: [char; 3] = ['s', 'w', 'p'];

/// Bytes that are on the disk to stay, if a row names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Their name.
    pub key: StorageKey,
    /// How many.
    pub size: i64,
    /// SHA-256 of all of them, lower-case hexadecimal.
    pub sha256: String,
}

/// The directory of stored bytes. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Storage {
    root: PathBuf,
}

impl Storage {
    /// Opens the directory, making it where it is missing.
    pub fn open(root: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(root.join("incoming"))?;
        std::fs::create_dir_all(root.join("partial"))?;
        Ok(Self { root: root.to_owned() })
    }

    /// Begins to write bytes whose end is not here yet.
    pub async fn begin(&self) -> io::Result<Incoming> {
        let key = StorageKey::random()?;
        let path = self.root.join("incoming").join(&key.0);
        let file = tokio::fs::OpenOptions::new().write(true).create_new(true).open(&path).await?;
        Ok(Incoming { storage: self.clone(), key, path: Some(path), file, size: 0, hash: Sha256::new() })
    }

    /// Stores bytes that are all here, such as a preview; `under` names them, in place of what may have that name.
    pub async fn put(&self, bytes: &[u8], under: Option<StorageKey>) -> io::Result<Stored> {
        let mut incoming = self.begin().await?;
        incoming.write(bytes).await?;
        if let Some(key) = under {
            incoming.key = key;
        }
        incoming.keep().await
    }

    /// A name for bytes that a program of the machine writes; what it leaves there is swept away like an upload that never ended.
    pub fn bench(&self) -> io::Result<PathBuf> {
        Ok(self.root.join("incoming").join(StorageKey::random()?.0))
    }

    /// Keeps bytes that were written to a [`Self::bench`], under this name.
    pub async fn adopt(&self, from: PathBuf, under: &StorageKey) -> io::Result<()> {
        let to = self.path(under);
        let adopted = tokio::task::spawn_blocking(move || {
            std::fs::File::open(&from)?.sync_all()?;
            name(&from, &to)
        });
        adopted.await.unwrap_or_else(|error| Err(io::Error::other(error)))
    }

    /// As [`Self::put`], at once and unsynced: for bytes that can be had again.
    pub fn put_now(&self, bytes: &[u8], under: Option<StorageKey>) -> io::Result<Stored> {
        let key = under.map_or_else(StorageKey::random, Ok)?;
        let path = self.path(&key);
        if let Some(shelf) = path.parent() {
            std::fs::create_dir_all(shelf)?;
        }
        std::fs::write(&path, bytes)?;
        let size = i64::try_from(bytes.len()).map_err(|_| io::Error::other("too many bytes"))?;
        Ok(Stored { key, size, sha256: data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)) })
    }

    /// Opens stored bytes for reading.
    pub async fn read(&self, key: &StorageKey) -> io::Result<tokio::fs::File> {
        tokio::fs::File::open(self.path(key)).await
    }

    /// Where stored bytes are, for programs that want a path.
    #[must_use]
    pub fn path(&self, key: &StorageKey) -> PathBuf {
        self.root.join(key.shelf()).join(&key.0)
    }

    /// Where bytes lie that come in several requests, until all are here.
    pub(super) fn partial(&self, key: &StorageKey) -> PathBuf {
        self.root.join("partial").join(&key.0)
    }

    /// Removes bytes that no row names. What is not there is removed.
    pub async fn remove(&self, key: &StorageKey) -> io::Result<()> {
        match tokio::fs::remove_file(self.path(key)).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// As [`Self::remove`], where nothing can be waited for.
    pub fn remove_now(&self, key: &StorageKey) {
        remove_stump(&self.path(key));
    }

    /// Keys in one of the 256 shelves whose bytes have lain still for this long, and uploads of that age that never ended (those are removed at
    /// once: nothing can name them).
    pub async fn list_old(&self, shelf: u8, age: Duration) -> io::Result<Vec<StorageKey>> {
        let root = self.root.clone();
        tokio::task::spawn_blocking(move || {
            for stump in old_files(&root.join("incoming"), age)? {
                std::fs::remove_file(stump)?;
            }
            let shelf = old_files(&root.join(format!("{shelf:02x}")), age)?;
            Ok(shelf.iter().filter_map(|path| path.file_name()?.to_str()?.parse().ok()).collect())
        })
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error)))
    }
}

fn old_files(directory: &Path, age: Duration) -> io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let old = |entry: &std::fs::DirEntry| {
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        modified.is_ok_and(|at| at.elapsed().is_ok_and(|lain| lain >= age))
    };
    Ok(entries.filter_map(Result::ok).filter(old).map(|entry| entry.path()).collect())
}

/// Bytes on their way in. Dropped without [`Incoming::keep`], they leave nothing behind.
pub struct Incoming {
    storage: Storage,
    key: StorageKey,
    path: Option<PathBuf>,
    file: tokio::fs::File,
    size: u64,
    hash: Sha256,
}

impl Incoming {
    /// The next bytes.
    pub async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes).await?;
        self.hash.update(bytes);
        self.size = self.size.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        Ok(())
    }

    /// How many bytes came so far.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Where they are meanwhile, written out so that they can be read there.
    pub async fn look(&mut self) -> io::Result<PathBuf> {
        self.file.flush().await?;
        self.path.clone().ok_or_else(|| io::Error::other("already kept"))
    }

    /// All bytes are here: syncs them, gives them their name and syncs the directory. They are safe when this returns.
    pub async fn keep(mut self) -> io::Result<Stored> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        let from = self.path.take().ok_or_else(|| io::Error::other("already kept"))?;
        let to = self.storage.path(&self.key);
        let named = tokio::task::spawn_blocking(move || name(&from, &to)).await;
        named.unwrap_or_else(|error| Err(io::Error::other(error)))?;
        let size = i64::try_from(self.size).map_err(|_| io::Error::other("too many bytes"))?;
        let sha256 = data_encoding::HEXLOWER.encode(&std::mem::take(&mut self.hash).finalize());
        Ok(Stored { key: self.key.clone(), size, sha256 })
    }
}

/// A rename is only as durable as the directory that holds the name, and a new directory as the one above it.
fn name(from: &Path, to: &Path) -> io::Result<()> {
    let named = (|| {
        let shelf = to.parent().ok_or_else(|| io::Error::other("no directory"))?;
        if !shelf.is_dir() {
            std::fs::create_dir_all(shelf)?;
            if let Some(root) = shelf.parent() {
                std::fs::File::open(root)?.sync_all()?;
            }
        }
        std::fs::rename(from, to)?;
        std::fs::File::open(shelf)?.sync_all()
    })();
    if named.is_err() {
        remove_stump(from);
    }
    named
}

fn remove_stump(path: &Path) {
    if let Err(error) = std::fs::remove_file(path) {
        tracing::debug!(%error, "an unfinished upload could not be removed now; it is swept away later");
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            remove_stump(&path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt as _;

    fn files(root: &Path) -> usize {
        let shelves = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
        shelves.map(|shelf| std::fs::read_dir(shelf).unwrap().count()).sum()
    }

    #[tokio::test]
    async fn bytes_are_kept_whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let storage = Storage::open(dir.path()).unwrap();
        let mut incoming = storage.begin().await.unwrap();
        incoming.write(b"hello ").await.unwrap();
        assert_eq!(files(dir.path()), 1);
        drop(incoming);
        assert_eq!(files(dir.path()), 0, "an upload that breaks off leaves nothing");

        let mut incoming = storage.begin().await.unwrap();
        for part in [b"hello ".as_slice(), b"world"] {
            incoming.write(part).await.unwrap();
        }
        let stored = incoming.keep().await.unwrap();
        assert_eq!(stored.size, 11);
        assert_eq!(stored.sha256, "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
        let mut read = String::new();
        storage.read(&stored.key).await.unwrap().read_to_string(&mut read).await.unwrap();
        assert_eq!(read, "hello world");
        storage.remove(&stored.key).await.unwrap();
        storage.remove(&stored.key).await.unwrap();
        assert_eq!(files(dir.path()), 0);
    }

    #[tokio::test]
    async fn only_what_is_old_is_listed() {
        let dir = tempfile::tempdir().unwrap();
        let storage = Storage::open(dir.path()).unwrap();
        let stored = storage.put(b"picture", None).await.unwrap();
        let small = storage.put(b"small", Some(stored.key.small())).await.unwrap();
        assert_eq!(small.key, stored.key.small());
        assert_eq!(small.key.whole(), stored.key);
        let shelf = u8::from_str_radix(stored.key.shelf(), 16).unwrap();
        assert_eq!(storage.list_old(shelf, Duration::from_secs(60)).await.unwrap(), []);
        let mut old = storage.list_old(shelf, Duration::ZERO).await.unwrap();
        old.sort();
        assert_eq!(old, [stored.key, small.key]);
    }

    #[test]
    fn a_key_is_ours_or_no_key() {
        assert!("0123456789abcdef0123456789abcdef".parse::<StorageKey>().is_ok());
        assert!("0123456789abcdef0123456789abcdefs".parse::<StorageKey>().is_ok());
        for bad in ["", "../../../../etc/passwd", "0123456789ABCDEF0123456789abcdef", "0123456789abcdef0123456789abcde/"] {
            assert!(bad.parse::<StorageKey>().is_err(), "{bad}");
        }
    }
}

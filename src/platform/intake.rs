//! Taking in a file: its bytes come in pieces, its name and content are checked, a picture is read and copied, and only then it is kept.
//!
//! Nothing here knows who sends a file or what for. A file that is refused leaves nothing on the disk.

use super::images::{self, Pictures};
use super::sniff::{self, Allow, FileError, HEAD, MediaType, Medium};
use super::storage::{Incoming, Storage, StorageKey, Stored};
use std::{io, path::Path};

/// Why a file did not come in.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// It is the file's fault.
    #[error("{}", .0.code())]
    File(FileError),
    /// It is the disk's fault.
    #[error("{0}")]
    Disk(#[from] io::Error),
}

impl From<FileError> for IntakeError {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

/// A file that came in whole: its bytes, and the copies of a picture, are on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// As the person named it, cleaned.
    pub name: String,
    /// By its content.
    pub media: MediaType,
    /// The bytes as they were sent.
    pub stored: Stored,
    /// What is shown of a picture.
    pub copies: Option<Copies>,
}

/// The copies of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copies {
    /// The larger copy; the smaller stands beside it.
    pub preview: StorageKey,
    /// Pixels across of the original.
    pub width: i32,
    /// Pixels down of the original.
    pub height: i32,
}

/// Takes files in. Cheap to clone.
#[derive(Clone)]
pub struct Intake {
    storage: Storage,
    pictures: Pictures,
}

impl Intake {
    /// Opens the directory of stored bytes.
    pub fn open(root: &Path) -> io::Result<Self> {
        Ok(Self { storage: Storage::open(root)?, pictures: Pictures::default() })
    }

    /// Where the bytes are.
    #[must_use]
    pub const fn storage(&self) -> &Storage {
        &self.storage
    }

    /// Begins to take a file with this name, of at most so many bytes.
    pub async fn begin(&self, said_name: &str, allow: Allow, most_bytes: u64) -> Result<Receiving, IntakeError> {
        let name = sniff::clean_name(said_name)?;
        let incoming = self.storage.begin().await?;
        Ok(Receiving { intake: self.clone(), name, allow, most_bytes, head: Vec::new(), media: None, incoming })
    }

    /// Takes a file that is all here.
    pub async fn take(&self, said_name: &str, bytes: &[u8], allow: Allow) -> Result<Received, IntakeError> {
        let mut receiving = self.begin(said_name, allow, u64::MAX).await?;
        receiving.write(bytes).await?;
        receiving.finish().await
    }

    /// Keeps a picture that is our own and known to be one, at once. It stands in for its copies until [`Self::make_copies`].
    pub fn keep_own(&self, name: &str, bytes: &[u8]) -> Result<Received, IntakeError> {
        let media = sniff::sniff(name, bytes, Allow::Pictures)?;
        let (width, height) = images::size(bytes)?;
        let stored = self.storage.put_now(bytes, None)?;
        let preview = self.storage.put_now(bytes, None)?.key;
        self.storage.put_now(bytes, Some(preview.small()))?;
        Ok(Received { name: name.to_owned(), media, stored, copies: Some(Copies { preview, width, height }) })
    }

    /// Makes the copies of a picture that stood in for them.
    pub async fn make_copies(&self, received: &Received) -> Result<(), IntakeError> {
        let Some(copies) = &received.copies else { return Ok(()) };
        let picture = self.pictures.read(self.storage.path(&received.stored.key)).await?;
        self.storage.put(&picture.preview, Some(copies.preview.clone())).await?;
        self.storage.put(&picture.small, Some(copies.preview.small())).await?;
        Ok(())
    }

    /// The copy with a mark beside this preview, made when it is first wanted.
    pub async fn marked(&self, preview: &StorageKey) -> Result<StorageKey, IntakeError> {
        let marked = preview.marked();
        if tokio::fs::try_exists(self.storage.path(&marked)).await? {
            return Ok(marked);
        }
        let bytes = self.pictures.mark(self.storage.path(preview)).await?;
        self.storage.put(&bytes, Some(marked.clone())).await?;
        Ok(marked)
    }

    /// Keeps what was made of a film: a picture from it, with a smaller copy, and the small film beside them.
    pub async fn keep_film(&self, poster: std::path::PathBuf, film: std::path::PathBuf) -> Result<StorageKey, IntakeError> {
        let picture = self.pictures.read(poster.clone()).await?;
        let preview = self.storage.put(&picture.preview, None).await?.key;
        self.storage.put(&picture.small, Some(preview.small())).await?;
        self.storage.adopt(film, &preview.film()).await?;
        tokio::fs::remove_file(poster).await?;
        Ok(preview)
    }

    /// As [`Self::discard`], where nothing can be waited for.
    pub fn discard_now(&self, received: &Received) {
        let copies = received.copies.iter().flat_map(|copies| [copies.preview.small(), copies.preview.clone()]);
        for key in copies.chain([received.stored.key.clone()]) {
            self.storage.remove_now(&key);
        }
    }

    /// Removes a file that came in and gets no row.
    pub async fn discard(&self, received: &Received) {
        let copies = received.copies.iter().flat_map(|copies| [copies.preview.small(), copies.preview.clone()]);
        for key in copies.chain([received.stored.key.clone()]) {
            if let Err(error) = self.storage.remove(&key).await {
                tracing::warn!(%error, %key, "a file could not be removed now; it is swept away later");
            }
        }
    }
}

/// A file on its way in. Dropped before [`Receiving::finish`], it leaves nothing behind.
pub struct Receiving {
    intake: Intake,
    name: String,
    allow: Allow,
    most_bytes: u64,
    head: Vec<u8>,
    media: Option<MediaType>,
    incoming: Incoming,
}

impl Receiving {
    /// The next bytes. A lie is refused as soon as the first bytes show it.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), IntakeError> {
        if self.media.is_none() {
            let wanted = HEAD.saturating_sub(self.head.len());
            self.head.extend(bytes.iter().take(wanted));
            if self.head.len() >= HEAD {
                self.media = Some(sniff::sniff(&self.name, &self.head, self.allow)?);
            }
        }
        self.incoming.write(bytes).await?;
        if self.incoming.size() > self.most_bytes { Err(FileError::TooLarge.into()) } else { Ok(()) }
    }

    /// All bytes are here: checks, copies, keeps.
    pub async fn finish(mut self) -> Result<Received, IntakeError> {
        let media = match self.media {
            Some(media) => media,
            None => sniff::sniff(&self.name, &self.head, self.allow)?,
        };
        let picture = match media.medium() {
            Medium::Picture => Some(self.intake.pictures.read(self.incoming.look().await?).await?),
            Medium::Film | Medium::Sound | Medium::File => None,
        };
        let storage = &self.intake.storage;
        let copies = match picture {
            Some(picture) => {
                let preview = storage.put(&picture.preview, None).await?;
                storage.put(&picture.small, Some(preview.key.small())).await?;
                Some(Copies { preview: preview.key, width: picture.width, height: picture.height })
            }
            None => None,
        };
        Ok(Received { name: self.name, media, stored: self.incoming.keep().await?, copies })
    }
}

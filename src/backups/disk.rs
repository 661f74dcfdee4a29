//! Files in and out of a backup: copied, hashed on the way, flushed, and only then named.

use super::model::{Manifest, Piece, Trouble};
use sha2::{Digest as _, Sha256};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

/// The name of the manifest.
pub(super) const MANIFEST: &str = "manifest.json";
/// Bytes that travel at a time.
const CHUNK: usize = 256 * 1_024;

/// How far it has come: bytes done.
pub(super) type Told<'a> = &'a mut dyn FnMut(u64);

/// A directory that only its owner may look into, with all above it.
pub(super) fn make(directory: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

/// Size and hash of a file.
pub(super) fn hash(path: &Path, tell: Told<'_>) -> io::Result<(u64, String)> {
    pour(&mut std::fs::File::open(path)?, &mut io::sink(), tell)
}

fn pour(from: &mut impl io::Read, to: &mut impl io::Write, tell: Told<'_>) -> io::Result<(u64, String)> {
    let (mut hasher, mut size, mut chunk) = (Sha256::new(), 0u64, vec![0u8; CHUNK]);
    loop {
        let got = from.read(&mut chunk)?;
        let Some(bytes) = chunk.get(..got).filter(|bytes| !bytes.is_empty()) else { break };
        hasher.update(bytes);
        to.write_all(bytes)?;
        size = size.saturating_add(u64::try_from(got).unwrap_or_default());
        tell(u64::try_from(got).unwrap_or_default());
    }
    Ok((size, data_encoding::HEXLOWER.encode(&hasher.finalize())))
}

/// Copies a file to a place that has none of its name; returns size and hash. It is on the disk when this returns.
pub(super) fn copy(from: &Path, to: &Path, tell: Told<'_>) -> io::Result<(u64, String)> {
    let folder = to.parent().ok_or_else(|| io::Error::other("no directory"))?;
    if !folder.is_dir() {
        make(folder)?;
        if let Some(above) = folder.parent() {
            sync(above)?;
        }
    }
    let half = half_of(to);
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&half)?;
    let copied = pour(&mut std::fs::File::open(from)?, &mut file, tell)?;
    file.sync_all()?;
    std::fs::rename(&half, to)?;
    sync(folder)?;
    Ok(copied)
}

fn half_of(path: &Path) -> PathBuf {
    path.with_extension("half")
}

/// What stands in a directory is on the disk by its name.
pub(super) fn sync(directory: &Path) -> io::Result<()> {
    std::fs::File::open(directory)?.sync_all()
}

/// Writes the manifest in place of the one before: from now on the backup is this one.
pub(super) fn write_manifest(directory: &Path, manifest: &Manifest) -> Result<(), Trouble> {
    let text = serde_json::to_vec_pretty(manifest).map_err(|error| Trouble::Cannot(error.to_string()))?;
    let (path, half) = (directory.join(MANIFEST), directory.join("manifest.half"));
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&half)?;
    file.write_all(&text)?;
    file.sync_all()?;
    std::fs::rename(&half, &path)?;
    Ok(sync(directory)?)
}

/// Reads the manifest; `None` where there is none. One that cannot be read or was changed is damage.
pub(super) fn read_manifest(directory: &Path) -> Result<Option<Manifest>, Trouble> {
    let mut text = String::new();
    match std::fs::File::open(directory.join(MANIFEST)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other?.read_to_string(&mut text).map_err(|error| damage(&error))?,
    };
    let manifest: Manifest = serde_json::from_str(&text).map_err(|error| damage(&error))?;
    if !manifest.is_whole() {
        return Err(damage(&"it was changed"));
    }
    Ok(Some(manifest))
}

fn damage(error: &dyn std::fmt::Display) -> Trouble {
    Trouble::Damaged(vec![format!("{MANIFEST}: {error}")])
}

/// The file is as the manifest says; the problem if it is not.
pub(super) fn check(directory: &Path, piece: &Piece, tell: Told<'_>) -> Option<String> {
    match hash(&directory.join(&piece.path), tell) {
        Err(error) => Some(format!("{}: {error}", piece.path)),
        Ok((size, _)) if size != piece.size => Some(format!("{}: it has {size} bytes, {} were put there", piece.path, piece.size)),
        Ok((_, sha256)) if sha256 != piece.sha256 => Some(format!("{}: its bytes are not those that were put there", piece.path)),
        Ok(_) => None,
    }
}

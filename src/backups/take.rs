//! Taking a backup. The same directory may be used again and again: what is there already is not copied twice, and until the new manifest stands
//! the old backup is whole.

use super::disk::{self, Told};
use super::model::{FORMAT, Manifest, Piece, Trouble};
use super::store::{self, Named};
use crate::config::{Config, Database};
use crate::platform::db::{copies, migrations};
use crate::platform::storage::{Storage, StorageKey};
use crate::primitives::Instant;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const UPLOADS: &str = "uploads";
const SECRET: &str = "secret.key";

/// Copies everything into the directory; returns what is there now. Damaged: the backup stands, and stored files that were not what their rows say
/// are named.
pub fn take(config: &Config, directory: &Path, now: Instant, tell: Told<'_>) -> Result<Manifest, Trouble> {
    disk::make(directory)?;
    let _alone = alone(directory)?;
    let before = disk::read_manifest(directory)?;
    if before.is_none() && !is_ours(directory)? {
        return Err(Trouble::Cannot(format!("{} is not empty and holds no backup", directory.display())));
    }
    let schema = migrations::status(&config.database)?.applied;
    let folder = format!("database-{}", now.0);
    disk::make(&directory.join(&folder))?;
    let look = |conn: &mut crate::platform::db::Conn| Ok((store::heads(conn)?, store::list_files(conn)?));
    let (files, (heads, named)) = copies::copy_out(&config.database, &directory.join(&folder), look)?;
    let database = files.iter().map(|file| piece(directory, file, tell)).collect::<Result<Vec<_>, _>>()?;
    disk::sync(directory)?;
    let mut problems = Vec::new();
    let known = before.map(|before| before.uploads).unwrap_or_default();
    let uploads = Uploads { storage: Storage::open(&config.uploads)?, directory, known: by_path(known) };
    let kept = uploads.copy_all(&named, &mut problems, tell)?;
    let (size, sha256) = disk::copy(&config.data_dir.join(SECRET), &directory.join(SECRET), tell)?;
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: now.rfc3339(),
        kind: kind(&config.database).to_owned(),
        folder,
        schema,
        database,
        heads,
        uploads: kept,
        secret: Piece { path: SECRET.to_owned(), size, sha256 },
        sha256: String::new(),
    }
    .sealed();
    disk::write_manifest(directory, &manifest)?;
    sweep(directory, &manifest)?;
    if problems.is_empty() { Ok(manifest) } else { Err(Trouble::Damaged(problems)) }
}

pub(super) const fn kind(database: &Database) -> &'static str {
    match database {
        Database::Sqlite(_) => "sqlite",
        Database::Postgres(_) => "postgres",
    }
}

/// Two at once would sweep each other's files away.
fn alone(directory: &Path) -> Result<std::fs::File, Trouble> {
    let lock = std::fs::File::create(directory.join("lock"))?;
    lock.try_lock().map_err(|_| Trouble::Cannot(format!("another backup is being taken in {}", directory.display())))?;
    Ok(lock)
}

/// Nothing is there but what a backup that broke off leaves.
fn is_ours(directory: &Path) -> std::io::Result<bool> {
    for entry in std::fs::read_dir(directory)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let ours = name.starts_with("database-") || ["lock", UPLOADS, SECRET, "secret.half", "manifest.half"].contains(&name.as_str());
        if !ours {
            return Ok(false);
        }
    }
    Ok(true)
}

fn piece(directory: &Path, file: &Path, tell: Told<'_>) -> Result<Piece, Trouble> {
    let (size, sha256) = disk::hash(file, tell)?;
    let path = file.strip_prefix(directory).map_err(|error| Trouble::Cannot(error.to_string()))?;
    Ok(Piece { path: path.to_string_lossy().into_owned(), size, sha256 })
}

fn by_path(pieces: Vec<Piece>) -> BTreeMap<String, Piece> {
    pieces.into_iter().map(|piece| (piece.path.clone(), piece)).collect()
}

/// The way of stored files into the backup.
struct Uploads<'a> {
    storage: Storage,
    directory: &'a Path,
    known: BTreeMap<String, Piece>,
}

impl Uploads<'_> {
    fn copy_all(&self, named: &[Named], problems: &mut Vec<String>, tell: Told<'_>) -> Result<Vec<Piece>, Trouble> {
        let mut kept = Vec::new();
        for (key, sha256, preview) in named {
            kept.extend(self.copy(key, Some(sha256), problems, tell)?);
            for copy in preview.iter().flat_map(|preview| [preview.clone(), preview.small()]) {
                kept.extend(self.copy(&copy, None, problems, tell)?);
            }
        }
        Ok(kept)
    }

    /// Stored bytes never change: what an earlier backup has under this name is not copied again.
    fn copy(
        &self,
        key: &StorageKey,
        wanted: Option<&String>,
        problems: &mut Vec<String>,
        tell: Told<'_>,
    ) -> Result<Option<Piece>, Trouble> {
        let from = self.storage.path(key);
        let shelf = from.parent().and_then(Path::file_name).map(|shelf| shelf.to_string_lossy().into_owned()).unwrap_or_default();
        let path = format!("{UPLOADS}/{shelf}/{key}");
        let to = self.directory.join(&path);
        if let Some(piece) = self.known.get(&path)
            && std::fs::metadata(&to).is_ok_and(|metadata| metadata.len() == piece.size)
        {
            tell(piece.size);
            return Ok(Some(piece.clone()));
        }
        match disk::copy(&from, &to, tell) {
            Ok((size, sha256)) => {
                if wanted.is_some_and(|wanted| *wanted != sha256) {
                    problems.push(format!("stored file {key}: its bytes are not those that were sent"));
                }
                Ok(Some(Piece { path, size, sha256 }))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                problems.push(format!("stored file {key}: it is gone"));
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// What the manifest does not name goes: earlier databases, files that rows do not name any more, what broke off.
fn sweep(directory: &Path, manifest: &Manifest) -> Result<(), Trouble> {
    for entry in std::fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("database-") && name != manifest.folder {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    let named: BTreeSet<PathBuf> = manifest.uploads.iter().map(|piece| directory.join(&piece.path)).collect();
    let shelves = match std::fs::read_dir(directory.join(UPLOADS)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        other => other?,
    };
    for shelf in shelves {
        for file in std::fs::read_dir(shelf?.path())? {
            let path = file?.path();
            if !named.contains(&path) {
                std::fs::remove_file(path)?;
            }
        }
    }
    Ok(())
}

//! Bringing a backup back to where there is nothing yet, or trying that out beside what is there.

use super::disk::{self, Told};
use super::model::{FORMAT, Heads, Manifest, Trouble};
use super::{store, take};
use crate::audit::Act;
use crate::config::{Config, Database};
use crate::ledger;
use crate::operations;
use crate::platform::db::{Conn, DbError, Tx, copies, migrations};
use crate::primitives::Instant;
use std::path::Path;

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The backup.
    pub manifest: Manifest,
    /// What the verification of the books read, if it was asked for.
    pub report: Option<ledger::Report>,
}

/// Why a copy does not come in.
enum Refused {
    Db(DbError),
    Damaged(Vec<String>),
}

impl From<DbError> for Refused {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Db(error) => error.into(),
            Refused::Damaged(problems) => Self::Damaged(problems),
        }
    }
}

/// Nothing is where the settings say that the market is to be.
pub fn is_free(config: &Config) -> Result<bool, Trouble> {
    if copies::is_absent(&config.database)? {
        return Ok(true);
    }
    // A server's database is often made, and given its tables, before anything comes into it. A file never is.
    let Database::Postgres(_) = config.database else { return Ok(false) };
    let ready = migrations::status(&config.database)?;
    Ok(ready.pending.is_empty() && ready.unknown.is_empty() && copies::look(&config.database, store::is_unused)?)
}

/// Brings everything back, each file checked against the manifest: files and secret first, the database last. The book is marked as old. With
/// `verify` the laws of the books are checked before it gets its name.
pub fn restore(config: &Config, directory: &Path, verify: bool, now: Instant, tell: Told<'_>) -> Result<Restored, Trouble> {
    let manifest = opened(config, directory, tell)?;
    for piece in &manifest.uploads {
        let name = piece.path.strip_prefix("uploads/").unwrap_or(&piece.path);
        put(&directory.join(&piece.path), &config.uploads.join(name), &piece.sha256, tell)?;
    }
    put(&directory.join(&manifest.secret.path), &config.data_dir.join("secret.key"), &manifest.secret.sha256, tell)?;
    let report = bring_in(&config.database, directory, &manifest, (verify, now))?;
    Ok(Restored { manifest, report })
}

/// The same beside what is there, which stays as it is; what was brought in is thrown away again.
pub fn rehearse(config: &Config, directory: &Path, now: Instant, tell: Told<'_>) -> Result<Restored, Trouble> {
    let manifest = opened(config, directory, tell)?;
    let name = format!("rehearsal_{}", now.0);
    let place = config.data_dir.join(&name);
    disk::make(&place)?;
    let beside = copies::beside(&config.database, &place, &name)?;
    let report = bring_in(&beside, directory, &manifest, (true, now));
    let gone = copies::throw_away(&config.database, &name);
    std::fs::remove_dir_all(&place)?;
    let report = report?;
    gone?;
    Ok(Restored { manifest, report })
}

/// The manifest, after each file was read and is what it says.
fn opened(config: &Config, directory: &Path, tell: Told<'_>) -> Result<Manifest, Trouble> {
    let manifest = disk::read_manifest(directory)?;
    let manifest = manifest.ok_or_else(|| Trouble::Cannot(format!("{} holds no backup", directory.display())))?;
    let mut problems: Vec<String> = manifest.pieces().filter_map(|piece| disk::check(directory, piece, tell)).collect();
    if manifest.format != FORMAT {
        problems.push(format!("its format is {}, this program reads {FORMAT}", manifest.format));
    }
    if !problems.is_empty() {
        return Err(Trouble::Damaged(problems));
    }
    if manifest.kind != take::kind(&config.database) {
        let (theirs, ours) = (&manifest.kind, take::kind(&config.database));
        return Err(Trouble::Cannot(format!("the backup is of {theirs}, DATABASE_URL names {ours}")));
    }
    let known = migrations::known();
    if let Some(newer) = manifest.schema.iter().find(|version| !known.contains(version)) {
        return Err(Trouble::Cannot(format!("the backup is newer than this program: it has {newer}; V-Task {} made it", manifest.program)));
    }
    if manifest.kind == "postgres" && manifest.schema != known {
        let made = &manifest.program;
        return Err(Trouble::Cannot(format!("the backup is older than this program: restore it with V-Task {made}, then `vtask migrate`")));
    }
    Ok(manifest)
}

/// A file that is there already must be the same.
fn put(from: &Path, to: &Path, sha256: &str, tell: Told<'_>) -> Result<(), Trouble> {
    if to.exists() {
        let (_, there) = disk::hash(to, tell)?;
        return if there == sha256 { Ok(()) } else { Err(Trouble::Cannot(format!("{} is there already and is another", to.display()))) };
    }
    let (_, copied) = disk::copy(from, to, tell)?;
    if copied == sha256 { Ok(()) } else { Err(Trouble::Damaged(vec![format!("{}: it did not arrive as it is", to.display())])) }
}

fn bring_in(
    database: &Database,
    directory: &Path,
    manifest: &Manifest,
    (verify, now): (bool, Instant),
) -> Result<Option<ledger::Report>, Trouble> {
    let mut report = None;
    let look = |conn: &mut Conn| {
        check_heads(&store::heads(conn)?, &manifest.heads)?;
        if verify {
            let read = ledger::verify(conn, &mut |_, _| {})?;
            let faults: Vec<String> = read.faults.iter().map(ToString::to_string).collect();
            report = Some(read);
            if !faults.is_empty() {
                return Err(Refused::Damaged(faults));
            }
        }
        Ok(())
    };
    let made_at = Instant::parse_rfc3339(&manifest.made_at).unwrap_or(now);
    let mark = |tx: &mut Tx<'_>| {
        operations::mark_restored(tx, &Act::operator(now), made_at)?;
        operations::doubt_all(tx, now)?;
        Ok(())
    };
    copies::copy_in::<Refused>(database, &directory.join(&manifest.folder), look, mark)?;
    Ok(report)
}

fn check_heads(found: &Heads, said: &Heads) -> Result<(), Refused> {
    let wrong = |name: &str, found: &[super::Head], said: &[super::Head]| {
        let differs = found.iter().zip(said).find(|(found, said)| found != said).map(|(found, _)| found.bucket);
        let differs = if found.len() == said.len() { differs } else { Some(0) };
        differs.map(|bucket| format!("{name}, bucket {bucket}: the chain does not end where the manifest says"))
    };
    let problems: Vec<String> =
        [wrong("journal", &found.ledger, &said.ledger), wrong("audit log", &found.audit, &said.audit)].into_iter().flatten().collect();
    if problems.is_empty() { Ok(()) } else { Err(Refused::Damaged(problems)) }
}

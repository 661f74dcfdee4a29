//! The schema: one folder of forward SQL for both databases, with type tokens and blocks for what only one can say.
//!
//! Tokens: `{bigint}`, `{bool}`, `{strict}`. Blocks: `-- @postgres` or `-- @sqlite` to `-- @end`.

use super::{Conn, DbError, open};
use crate::config::Database;
use diesel::migration::{Migration, MigrationMetadata, MigrationName, MigrationSource, MigrationVersion};
use diesel_migrations::MigrationHarness;
use std::collections::BTreeSet;

#[derive(rust_embed::Embed)]
#[folder = "migrations"]
struct Files;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Postgres,
    Sqlite,
}

/// What the database has and what this program knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Applied, oldest first.
    pub applied: Vec<String>,
    /// Known here and not applied, oldest first.
    pub pending: Vec<String>,
    /// Applied there and not known here: the schema is newer than this program.
    pub unknown: Vec<String>,
}

/// Compares the database with this program.
pub fn status(database: &Database) -> Result<Status, DbError> {
    let mut conn = connect(database)?;
    let applied = match &mut conn {
        Conn::Pg(pg) => pg.applied_migrations(),
        Conn::Sqlite(sqlite) => sqlite.applied_migrations(),
    };
    let mut applied: Vec<String> = applied.map_err(|error| DbError::Other(error.to_string()))?.iter().map(ToString::to_string).collect();
    applied.sort();
    let known: BTreeSet<String> = versions().into_iter().map(|(version, _)| version).collect();
    let there: BTreeSet<String> = applied.iter().cloned().collect();
    Ok(Status { applied, pending: known.difference(&there).cloned().collect(), unknown: there.difference(&known).cloned().collect() })
}

/// Brings the schema up to what this program knows; returns what was applied. Refuses a newer schema.
pub fn migrate(database: &Database) -> Result<Vec<String>, DbError> {
    let before = status(database)?;
    if !before.unknown.is_empty() {
        return Err(DbError::Other(format!("the schema is newer than this program: it has {}", before.unknown.join(", "))));
    }
    let mut conn = connect(database)?;
    let run = match &mut conn {
        Conn::Pg(pg) => pg.run_pending_migrations(Source(Dialect::Postgres)).map(drop),
        Conn::Sqlite(sqlite) => sqlite.run_pending_migrations(Source(Dialect::Sqlite)).map(drop),
    };
    run.map_err(|error| DbError::Other(error.to_string()))?;
    Ok(before.pending)
}

/// What this program knows, oldest first.
#[must_use]
pub fn known() -> Vec<String> {
    versions().into_iter().map(|(version, _)| version).collect()
}

/// Short and the same for the same set of migrations: what a template database for tests is named by.
#[must_use]
pub fn fingerprint() -> String {
    use sha2::Digest as _;
    let mut hasher = sha2::Sha256::new();
    for (_, folder) in versions() {
        hasher.update(&folder);
        hasher.update(Files::get(&format!("{folder}/up.sql")).map(|file| file.data.into_owned()).unwrap_or_default());
    }
    data_encoding::HEXLOWER.encode(&hasher.finalize()).chars().take(12).collect()
}

fn connect(database: &Database) -> Result<Conn, DbError> {
    match database {
        Database::Sqlite(path) => {
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent).map_err(|error| DbError::Down(format!("{}: {error}", parent.display())))?;
            }
            open::open_sqlite(path, open::Flush::Commits, false)
        }
        Database::Postgres(url) => open::open_postgres(url),
    }
}

/// Version and folder of each migration, oldest first. The version is the folder's date and number without dashes.
fn versions() -> Vec<(String, String)> {
    let folders = Files::iter().filter_map(|path| path.split_once('/').map(|(folder, _)| folder.to_owned()));
    let mut found: Vec<(String, String)> =
        folders.filter_map(|folder| Some((folder.split_once('_')?.0.replace('-', ""), folder.clone()))).collect();
    found.sort();
    found
}

struct Source(Dialect);

impl<DB: diesel::backend::Backend> MigrationSource<DB> for Source {
    fn migrations(&self) -> diesel::migration::Result<Vec<Box<dyn Migration<DB>>>> {
        let mut all: Vec<Box<dyn Migration<DB>>> = Vec::new();
        for (version, folder) in versions() {
            let file = Files::get(&format!("{folder}/up.sql")).ok_or("a migration without up.sql")?;
            let sql = render(std::str::from_utf8(&file.data)?, self.0);
            all.push(Box::new(Rendered { name: Name { version, folder }, sql }));
        }
        Ok(all)
    }
}

struct Rendered {
    name: Name,
    sql: String,
}

struct Name {
    version: String,
    folder: String,
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.folder)
    }
}

impl MigrationName for Name {
    fn version(&self) -> MigrationVersion<'_> {
        MigrationVersion::from(self.version.as_str())
    }
}

struct InTransaction;

impl MigrationMetadata for InTransaction {}

impl<DB: diesel::backend::Backend> Migration<DB> for Rendered {
    fn run(&self, conn: &mut dyn diesel::connection::BoxableConnection<DB>) -> diesel::migration::Result<()> {
        Ok(conn.batch_execute(&self.sql)?)
    }

    fn revert(&self, _: &mut dyn diesel::connection::BoxableConnection<DB>) -> diesel::migration::Result<()> {
        Err("migrations go forward only".into())
    }

    fn metadata(&self) -> &dyn MigrationMetadata {
        &InTransaction
    }

    fn name(&self) -> &dyn MigrationName {
        &self.name
    }
}

fn render(sql: &str, dialect: Dialect) -> String {
    let (bigint, boolean, strict) = match dialect {
        Dialect::Postgres => ("BIGINT", "BOOLEAN", ""),
        Dialect::Sqlite => ("INTEGER", "INTEGER", "STRICT"),
    };
    let mut skipping = false;
    let mut kept = String::with_capacity(sql.len());
    for line in sql.lines() {
        match line.trim() {
            "-- @postgres" => skipping = dialect != Dialect::Postgres,
            "-- @sqlite" => skipping = dialect != Dialect::Sqlite,
            "-- @end" => skipping = false,
            _ if skipping => {}
            _ => {
                kept.push_str(line);
                kept.push('\n');
            }
        }
    }
    kept.replace("{bigint}", bigint).replace("{bool}", boolean).replace("{strict}", strict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_is_rendered_for_each_database() {
        let sql = "CREATE TABLE t (n {bigint}, b {bool}) {strict};\n-- @postgres\nP;\n-- @end\n-- @sqlite\nS;\n-- @end\n";
        assert_eq!(render(sql, Dialect::Postgres), "CREATE TABLE t (n BIGINT, b BOOLEAN) ;\nP;\n");
        assert_eq!(render(sql, Dialect::Sqlite), "CREATE TABLE t (n INTEGER, b INTEGER) STRICT;\nS;\n");
    }

    #[test]
    fn versions_are_in_order_and_unlike() {
        let found: Vec<String> = versions().into_iter().map(|(version, _)| version).collect();
        assert!(found.len() >= 9 && found.windows(2).all(|pair| pair[0] < pair[1]), "{found:?}");
    }
}

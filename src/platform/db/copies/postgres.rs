//! Postgres: a file of JSON lines a table, read in one snapshot and written in one transaction.

use super::super::{Conn, DbError, Tx, migrations, open};
use super::order::{self, Reference};
use super::sync_directory;
use crate::config::Database;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// Rows that travel at a time.
const PIECE: usize = 500;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Pointer {
    #[diesel(sql_type = Text)]
    from: String,
    #[diesel(sql_type = Text)]
    to: String,
    #[diesel(sql_type = Bool)]
    deferred: bool,
}

/// Every table but those whose rows the database numbers: its triggers write them, and write them anew while the others are filled.
const TABLES: &str = "SELECT c.relname::text AS line FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname = current_schema() AND c.relname NOT LIKE '\\_\\_%'
    AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attidentity <> '') ORDER BY 1";
const REFERENCES: &str = "SELECT a.relname::text AS \"from\", b.relname::text AS \"to\", k.condeferrable AS deferred
    FROM pg_constraint k JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid
    JOIN pg_namespace n ON n.oid = a.relnamespace WHERE k.contype = 'f' AND n.nspname = current_schema()";

fn connect(url: &str) -> Result<PgConnection, DbError> {
    match open::open_postgres(url)? {
        Conn::Pg(conn) => Ok(conn),
        Conn::Sqlite(_) => Err(DbError::Other("a Postgres URL that is none".to_owned())),
    }
}

fn lines(conn: &mut PgConnection, sql: &str) -> Result<Vec<String>, DbError> {
    Ok(diesel::sql_query(sql).load::<Line>(conn)?.into_iter().map(|line| line.line).collect())
}

pub(super) fn is_absent(url: &str) -> Result<bool, DbError> {
    Ok(lines(&mut connect(url)?, TABLES)?.is_empty())
}

pub(super) fn copy_out<T>(
    url: &str,
    directory: &Path,
    look: impl FnOnce(&mut Conn) -> Result<T, DbError>,
) -> Result<(Vec<PathBuf>, T), DbError> {
    let mut conn = connect(url)?;
    conn.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
    let mut files = Vec::new();
    for table in lines(&mut conn, TABLES)? {
        let file = directory.join(format!("{table}.jsonl"));
        write(&mut conn, &table, &file)?;
        files.push(file);
    }
    let mut conn = Conn::Pg(conn);
    let seen = look(&mut conn)?;
    sync_directory(directory)?;
    Ok((files, seen))
}

fn write(conn: &mut PgConnection, table: &str, file: &Path) -> Result<(), DbError> {
    let mut out = BufWriter::new(std::fs::File::create_new(file)?);
    conn.batch_execute(&format!("DECLARE piece NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS line FROM \"{table}\" t"))?;
    loop {
        let rows = lines(conn, &format!("FETCH {PIECE} FROM piece"))?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            out.write_all(row.as_bytes())?;
            out.write_all(b"\n")?;
        }
    }
    conn.batch_execute("CLOSE piece")?;
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    Ok(())
}

pub(super) fn copy_in<E: From<DbError>>(
    url: &str,
    directory: &Path,
    look: impl FnOnce(&mut Conn) -> Result<(), E>,
    mark: impl FnOnce(&mut Tx<'_>) -> Result<(), E>,
) -> Result<(), E> {
    migrations::migrate(&Database::Postgres(url.to_owned()))?;
    let mut pg = connect(url)?;
    pg.batch_execute("BEGIN").map_err(DbError::from)?;
    fill(&mut pg, directory)?;
    let mut conn = Conn::Pg(pg);
    look(&mut conn)?;
    mark(&mut Tx::over(&mut conn))?;
    conn.batch_execute("COMMIT").map_err(DbError::from)?;
    Ok(())
}

/// What the migrations wrote goes, and every table gets its rows, each through its constraints and triggers.
fn fill(conn: &mut PgConnection, directory: &Path) -> Result<(), DbError> {
    let tables = lines(conn, TABLES)?;
    let pointers: Vec<Pointer> = diesel::sql_query(REFERENCES).load(conn)?;
    let references: Vec<Reference> =
        pointers.into_iter().map(|pointer| Reference { from: pointer.from, to: pointer.to, deferred: pointer.deferred }).collect();
    let quoted: Vec<String> = tables.iter().map(|table| format!("\"{table}\"")).collect();
    conn.batch_execute(&format!("TRUNCATE {}", quoted.join(", ")))?;
    for table in order::filled(&tables, &references)? {
        read(conn, &table, &directory.join(format!("{table}.jsonl")))?;
    }
    Ok(())
}

fn read(conn: &mut PgConnection, table: &str, file: &Path) -> Result<(), DbError> {
    let insert = format!("INSERT INTO \"{table}\" SELECT * FROM json_populate_recordset(NULL::\"{table}\", $1::json)");
    let mut rows = BufReader::new(std::fs::File::open(file)?).lines();
    loop {
        let piece = rows.by_ref().take(PIECE).collect::<Result<Vec<String>, _>>()?;
        if piece.is_empty() {
            return Ok(());
        }
        diesel::sql_query(&insert).bind::<Text, _>(format!("[{}]", piece.join(","))).execute(conn)?;
    }
}

/// A schema of its own in the same database, and the URL under which it is the one that is seen.
pub(super) fn make_schema(url: &str, name: &str) -> Result<String, DbError> {
    connect(url)?.batch_execute(&format!("CREATE SCHEMA \"{name}\""))?;
    let join = if url.contains('?') { '&' } else { '?' };
    Ok(format!("{url}{join}options=-csearch_path%3D{name}"))
}

pub(super) fn drop_schema(url: &str, name: &str) -> Result<(), DbError> {
    Ok(connect(url)?.batch_execute(&format!("DROP SCHEMA IF EXISTS \"{name}\" CASCADE"))?)
}

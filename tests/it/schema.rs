//! The migrations make the same schema on both databases, `src/schema.rs` says the same, and the closed lists in it are those of the program.

use crate::sources::{self, none};
use crate::world::{self, Store};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use std::collections::{BTreeMap, BTreeSet};
use vtask::config::Database;

/// A schema as far as both databases can tell.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    /// Table and column → kind and whether it may be empty.
    columns: BTreeMap<String, String>,
    /// Names of the columns of each view.
    views: BTreeSet<String>,
    /// Table and columns that stand once, `?` behind those that hold for some rows only.
    unique: BTreeSet<String>,
    /// Table, columns, and the table they point at.
    references: BTreeSet<String>,
    /// Table and columns of each index, in order.
    indexes: BTreeSet<String>,
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    owner: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = BigInt)]
    wanted: i64,
    #[diesel(sql_type = BigInt)]
    in_view: i64,
}

#[derive(QueryableByName)]
struct Key {
    #[diesel(sql_type = Text)]
    owner: String,
    #[diesel(sql_type = Text)]
    columns: String,
    #[diesel(sql_type = BigInt)]
    once: i64,
    #[diesel(sql_type = BigInt)]
    partial: i64,
}

#[derive(QueryableByName)]
struct Reference {
    #[diesel(sql_type = Text)]
    owner: String,
    #[diesel(sql_type = Text)]
    columns: String,
    #[diesel(sql_type = Text)]
    target: String,
}

const SQLITE_COLUMNS: &str = "
    SELECT t.name AS owner, c.name AS name, lower(c.type) AS kind, CAST(c.\"notnull\" AS BIGINT) AS wanted, t.type = 'view' AS in_view
    FROM sqlite_schema t, pragma_table_info(t.name) c
    WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\'";
const SQLITE_KEYS: &str = "
    SELECT t.name AS owner, (SELECT group_concat(coalesce(name, 'expr'), ',') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) AS columns,
           CAST(i.\"unique\" AS BIGINT) AS once, CAST(i.partial AS BIGINT) AS partial
    FROM sqlite_schema t, pragma_index_list(t.name) i WHERE t.type = 'table' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\'
    UNION ALL
    SELECT t.name, c.name, 1, 0 FROM sqlite_schema t, pragma_table_info(t.name) c
    WHERE t.type = 'table' AND c.pk = 1 AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\'
      AND c.type = 'INTEGER' AND 1 = (SELECT count(*) FROM pragma_table_info(t.name) WHERE pk > 0)";
const SQLITE_REFERENCES: &str = "
    SELECT t.name AS owner, group_concat(f.\"from\", ',') AS columns, f.\"table\" AS target
    FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table' GROUP BY t.name, f.id, f.\"table\"";
const POSTGRES_COLUMNS: &str = "
    SELECT c.table_name::text AS owner, c.column_name::text AS name, c.data_type::text AS kind,
           (c.is_nullable = 'NO')::int::bigint AS wanted, (t.table_type = 'VIEW')::int::bigint AS in_view
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND c.table_name NOT LIKE '\\_\\_%'";
const POSTGRES_KEYS: &str = "
    SELECT r.relname::text AS owner,
           (SELECT string_agg(coalesce(a.attname, 'expr'), ',' ORDER BY k.no) FROM unnest(i.indkey::int[]) WITH ORDINALITY k(att, no)
            LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = k.att) AS columns,
           i.indisunique::int::bigint AS once, (i.indpred IS NOT NULL)::int::bigint AS partial
    FROM pg_index i JOIN pg_class r ON r.oid = i.indrelid JOIN pg_namespace n ON n.oid = r.relnamespace
    WHERE n.nspname = 'public' AND r.relname NOT LIKE '\\_\\_%'";
const POSTGRES_REFERENCES: &str = "
    SELECT r.relname::text AS owner,
           (SELECT string_agg(a.attname, ',' ORDER BY k.no) FROM unnest(c.conkey::int[]) WITH ORDINALITY k(att, no)
            JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = k.att) AS columns,
           target.relname::text AS target
    FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid JOIN pg_class target ON target.oid = c.confrelid WHERE c.contype = 'f'";

fn shape(columns: Vec<Column>, keys: Vec<Key>, references: Vec<Reference>) -> Shape {
    let mut shape = Shape::default();
    for column in columns {
        let name = format!("{}.{}", column.owner, column.name);
        // SQLite has no truth of its own and one kind of whole number.
        let kind = match column.kind.as_str() {
            "bigint" | "boolean" | "integer" => "number",
            other => other,
        };
        if column.in_view == 1 {
            shape.views.insert(name);
        } else {
            shape.columns.insert(name, format!("{kind}{}", if column.wanted == 1 { "" } else { "?" }));
        }
    }
    for key in keys {
        let name = format!("{} ({}){}", key.owner, key.columns, if key.partial == 1 { "?" } else { "" });
        if key.once == 1 {
            shape.unique.insert(name.clone());
        }
        shape.indexes.insert(name);
    }
    shape.references = references.into_iter().map(|to| format!("{} ({}) → {}", to.owner, to.columns, to.target)).collect();
    shape
}

fn look(store: Store) -> Shape {
    let mut seen = Shape::default();
    world::run(store, async |world| seen = inspect(&world.site.config.database));
    seen
}

fn inspect(database: &Database) -> Shape {
    fn ask<C>(conn: &mut C, columns: &str, keys: &str, references: &str) -> Shape
    where
        C: Connection + diesel::connection::LoadConnection,
        for<'q> diesel::query_builder::SqlQuery: diesel::query_dsl::methods::LoadQuery<'q, C, Column>
            + diesel::query_dsl::methods::LoadQuery<'q, C, Key>
            + diesel::query_dsl::methods::LoadQuery<'q, C, Reference>,
    {
        shape(
            diesel::sql_query(columns).load(conn).unwrap(),
            diesel::sql_query(keys).load(conn).unwrap(),
            diesel::sql_query(references).load(conn).unwrap(),
        )
    }
    match database {
        Database::Sqlite(path) => {
            let mut conn = SqliteConnection::establish(&path.to_string_lossy()).unwrap();
            ask(&mut conn, SQLITE_COLUMNS, SQLITE_KEYS, SQLITE_REFERENCES)
        }
        Database::Postgres(url) => {
            let mut conn = PgConnection::establish(url).unwrap();
            ask(&mut conn, POSTGRES_COLUMNS, POSTGRES_KEYS, POSTGRES_REFERENCES)
        }
    }
}

fn differences<T: Ord + std::fmt::Display>(what: &str, sqlite: &BTreeSet<T>, postgres: &BTreeSet<T>) -> Vec<String> {
    let only = |one: &BTreeSet<T>, other: &BTreeSet<T>, name: &str| {
        one.difference(other).map(|item| format!("{what} {item} is in {name} only")).collect::<Vec<_>>()
    };
    [only(sqlite, postgres, "SQLite"), only(postgres, sqlite, "Postgres")].concat()
}

fn flat(columns: &BTreeMap<String, String>) -> BTreeSet<String> {
    columns.iter().map(|(name, kind)| format!("{name}: {kind}")).collect()
}

#[test]
fn both_databases_get_the_same_schema() {
    let (sqlite, postgres) = (look(Store::Sqlite), look(Store::Postgres));
    assert!(sqlite.columns.len() > 100 && sqlite.unique.len() > 10 && sqlite.references.len() > 10);
    let problems = [
        differences("column", &flat(&sqlite.columns), &flat(&postgres.columns)),
        differences("view's column", &sqlite.views, &postgres.views),
        differences("unique key", &sqlite.unique, &postgres.unique),
        differences("index", &sqlite.indexes, &postgres.indexes),
        differences("reference", &sqlite.references, &postgres.references),
    ];
    none(&problems.concat());
}

#[test]
fn every_reference_has_an_index() {
    let shape = look(Store::Sqlite);
    let indexed = |reference: &str| {
        let (from, _) = reference.split_once(") → ").unwrap();
        shape.indexes.iter().any(|index| index.strip_prefix(from).is_some_and(|rest| rest.starts_with([')', ','])))
    };
    let problems: Vec<String> =
        shape.references.iter().filter(|reference| !indexed(reference)).map(|reference| format!("no index: {reference}")).collect();
    none(&problems);
}

#[test]
fn the_programs_tables_are_those_of_the_database() {
    let mut said = BTreeSet::new();
    let (mut table, mut called) = (String::new(), None);
    for line in sources::read("src/schema.rs").lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            table = name.to_owned();
        } else if let Some(name) = line.strip_prefix("#[sql_name = \"") {
            called = name.split('"').next().map(ToOwned::to_owned);
        } else if let Some((name, kind)) = line.split_once(" -> ").filter(|_| line.ends_with(',')) {
            let empty = if kind.starts_with("Nullable<") { "?" } else { "" };
            let kind = if kind.contains("Text") { "text" } else { "number" };
            said.insert(format!("{table}.{}: {kind}{empty}", called.take().unwrap_or(name.to_owned())));
        }
    }
    let shape = look(Store::Sqlite);
    let views: BTreeSet<&str> = shape.views.iter().filter_map(|name| name.split('.').next()).collect();
    said.retain(|name| !views.contains(name.split('.').next().unwrap()));
    let problems: Vec<String> = flat(&shape.columns)
        .symmetric_difference(&said)
        .map(|name| format!("{name} stands in one of database and src/schema.rs only"))
        .collect();
    none(&problems);
}

#[test]
fn closed_lists_in_the_schema_are_those_of_the_program() {
    let lists = choices();
    let mut problems = Vec::new();
    for (column, words) in checks() {
        if !lists.contains(&words) {
            problems.push(format!("{column} IN {words:?} is no closed list of the program"));
        }
    }
    none(&problems);
}

/// Table and column, and the words of its CHECK, for every closed list in the migrations. A table that is made anew takes the place of the old one.
fn checks() -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for table in sources::under("migrations", &[".sql"]).iter().flat_map(|migration| migration.text.split("CREATE TABLE ").skip(1)) {
        let name = table.split([' ', '(']).next().unwrap().trim_end_matches("_new");
        for check in table.split("\n)").next().unwrap().split("CHECK (").skip(1) {
            let Some((column, rest)) = check.split_once(" IN (").filter(|(column, _)| !column.contains([' ', ')'])) else { continue };
            let words = rest.split(')').next().unwrap().split(',').map(|word| word.trim().trim_matches('\'').to_owned()).collect();
            found.insert(format!("{name}.{column}"), words);
        }
    }
    found
}

/// The words of every `choice!` in the program.
fn choices() -> Vec<BTreeSet<String>> {
    let mut found = Vec::new();
    for source in sources::under("src", &[".rs"]) {
        for body in source.text.split("choice! {").skip(1) {
            let Some((_, members)) = body.split_once("enum ").and_then(|(_, rest)| rest.split_once('{')) else { continue };
            let members = members.split_once('}').map_or("", |(members, _)| members);
            found.push(members.split('"').skip(1).step_by(2).map(ToOwned::to_owned).collect());
        }
    }
    found
}

//! The bare journal writes of an approval as one SQL function on Postgres: five balances, five lines, the head of the chain and the transaction, in
//! tables that are copies of the books without their triggers. It is what whole transitions are measured against.

use crate::failure::Failure;
use crate::platform::db::{DbError, Tx};
use crate::web::Shared;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

const SCHEMA: [&str; 6] = [
    "CREATE TABLE bench_accounts (LIKE ledger_accounts INCLUDING ALL)",
    "CREATE TABLE bench_entries (LIKE ledger_entries INCLUDING ALL)",
    "CREATE TABLE bench_txns (LIKE ledger_txns INCLUDING ALL)",
    "CREATE TABLE bench_heads (LIKE ledger_heads INCLUDING ALL)",
    "INSERT INTO bench_heads SELECT bucket, 0, hash FROM ledger_heads",
    "CREATE FUNCTION bench_post(txn text, chain int, accounts text, amounts text) RETURNS void LANGUAGE plpgsql AS $$
     DECLARE names text[] := string_to_array(accounts, ' '); sums text[] := string_to_array(amounts, ' '); after bigint; version bigint; no bigint; link text;
     BEGIN
         FOR i IN 1..array_length(names, 1) LOOP
             INSERT INTO bench_accounts AS a VALUES (names[i], 'CNY', 'Cr', false, sums[i]::bigint, 1)
                 ON CONFLICT (account, currency) DO UPDATE SET balance = a.balance + EXCLUDED.balance, version = a.version + 1
                 RETURNING a.balance, a.version INTO after, version;
             INSERT INTO bench_entries VALUES (txn || i, txn, names[i], 'CNY', sums[i]::bigint, version, after);
         END LOOP;
         UPDATE bench_heads SET seq = seq + 1, hash = md5(hash || txn) WHERE bucket = chain RETURNING seq, hash INTO no, link;
         INSERT INTO bench_txns VALUES (txn, chain, no, 'release', txn, NULL, NULL, link, link, 0);
     END $$",
];

/// Makes the tables and the function.
pub(super) async fn prepare(site: &Shared) -> Result<(), Failure> {
    for statement in SCHEMA {
        site.db.write(move |tx| run(tx, statement)).await?;
    }
    Ok(())
}

fn run(tx: &mut Tx<'_>, statement: &str) -> Result<(), Failure> {
    diesel::sql_query(statement).execute(&mut **tx).map_err(DbError::from)?;
    Ok(())
}

/// The journal writes of one approval: of this part of a deal, for this creator, in this chain.
pub(super) async fn post(site: &Shared, part: String, creator: String, chain: i32) -> Result<(), Failure> {
    let accounts = format!("escrow:{part} fee_hold:{part} fees:creator/{chain:02} fees:merchant/{chain:02} pending:{creator}");
    site.db
        .write(move |tx| {
            let call = diesel::sql_query("SELECT bench_post($1, $2, $3, '10000 500 -1000 -500 -9000')");
            call.bind::<Text, _>(&part).bind::<Integer, _>(chain).bind::<Text, _>(&accounts).execute(&mut **tx).map_err(DbError::from)?;
            Ok(())
        })
        .await
}

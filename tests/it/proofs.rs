//! Proof files: what a party downloads leads to what is published, and no byte of it can be another.

use crate::both;
use crate::deals::{Deal, run};
use crate::deals_by_program::program_of;
use crate::program::Program;
use crate::world::{Store, World};
use serde_json::Value;
use vtask::ledger::{self, Account};
use vtask::proofs::{self, Checked, Proof};

/// A deal that went to its end, and a minute later.
async fn accepted(world: &World) -> Deal {
    let deal = world.funded_deal().await;
    world.submit(&deal).await.unwrap();
    world.approve(&deal, 1, 600_000).await.unwrap();
    world.wait_seconds(61);
    world.tick().await;
    deal
}

/// The proof file as the merchant downloads it.
async fn downloaded(world: &World, deal: &Deal) -> String {
    let merchant = world.browser_of(&deal.merchant);
    let got = merchant.client().get(merchant.url(&format!("/contracts/{}/proof", deal.contract))).send().await.unwrap();
    assert!(got.headers()["content-disposition"].to_str().unwrap().starts_with("attachment; filename=\"proof-ctr_"));
    got.text().await.unwrap()
}

fn prove(text: &str, roots: &[&str]) -> (i32, String) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("proof.json");
    std::fs::write(&file, text).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_vtask"));
    // No settings at all, and one that would stop every other command: nothing of the market is needed.
    command.env_clear().env("DATABASE_URL", "mysql://nowhere").args(["ledger", "prove"]).arg(&file);
    for root in roots {
        command.args(["--root", root]);
    }
    let output = command.output().unwrap();
    (output.status.code().unwrap(), format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
}

/// Every value of a JSON text that stands alone, changed once.
fn changed(value: &Value) -> Vec<Value> {
    match value {
        Value::Object(fields) => {
            let with = |key: &String, new: Value| {
                let mut other = fields.clone();
                other.insert(key.clone(), new);
                Value::Object(other)
            };
            let mut all: Vec<Value> = fields
                .iter()
                .flat_map(|(key, inner)| changed(inner).into_iter().map(move |new| (key, new)))
                .map(|(key, new)| with(key, new))
                .collect();
            all.push(with(&"more".to_owned(), Value::Bool(true)));
            all
        }
        Value::Array(items) => {
            let mut all = Vec::new();
            for (at, item) in items.iter().enumerate() {
                for new in changed(item) {
                    let mut other = items.clone();
                    other[at] = new;
                    all.push(Value::Array(other));
                }
                let mut without = items.clone();
                without.remove(at);
                all.push(Value::Array(without));
            }
            all.push(Value::Array(items.iter().rev().chain(items.first()).cloned().collect()));
            all
        }
        Value::String(text) => {
            let mut other: Vec<char> = text.chars().collect();
            match other.last_mut() {
                Some(last) => *last = if *last == '0' { '1' } else { '0' },
                None => other.push('x'),
            }
            vec![Value::String(other.into_iter().collect()), Value::String(String::new()), Value::Null]
        }
        Value::Number(number) => vec![Value::from(number.as_i64().unwrap() + 1), Value::from(-number.as_i64().unwrap() - 1)],
        Value::Null => vec![Value::Array(Vec::new())],
        Value::Bool(truth) => vec![Value::Bool(!truth)],
    }
}

fn problems(text: &str, roots: &[String]) -> Vec<String> {
    proofs::check(text, roots).problems
}

both! {
    async fn either_side_downloads_a_proof_that_leads_to_what_is_published(world: World) {
        let deal = accepted(world).await;
        let text = downloaded(world, &deal).await;
        let Checked { proof, roots, left, problems } = proofs::check(&text, &[]);
        assert_eq!(problems, Vec::<String>::new());
        let kinds: Vec<String> = proof.unwrap().transactions.iter().map(|one| one.kind.clone()).collect();
        assert_eq!(kinds, ["fund", "release"]);
        assert!(!left.contains_key(&(format!("escrow:{}", deal.milestone), "CNY".to_owned())), "{left:?}");
        assert_eq!(left[&(format!("wallet:{}", deal.org), "CNY".to_owned())], 630_000);
        assert_eq!(roots.len(), 1);
        let page = world.browser().get("/proofs").await.expect(200);
        assert!(page.has(&roots[0].1), "{}", page.readable());

        // The next day the same transactions lead to the root of the day.
        world.wait_hours(25);
        world.tick().await;
        let creator = world.browser_of(&deal.creator);
        let room = creator.get(&format!("/contracts/{}", deal.contract)).await.expect(200);
        assert!(room.has("Proof file"));
        let program: Program = program_of(world, &deal.creator).await;
        let text = program.get(&format!("/contracts/{}/proof", deal.contract)).await.expect(200).json().to_string();
        assert_eq!(serde_json::from_str::<Value>(&downloaded(world, &deal).await).unwrap().to_string(), text);
        let text = downloaded(world, &deal).await;
        let day = proofs::check(&text, &[]).roots;
        assert!(day.len() == 1 && day[0].0.len() == 10 && day[0].1 != roots[0].1, "{day:?}");
        assert!(world.browser().get("/proofs").await.expect(200).has(&day[0].1));
        let told = prove(&text, &[&day[0].1]);
        assert!(told.0 == 0 && told.1.contains("The proof holds."), "{told:?}");
        assert_eq!(prove(&text, &[&roots[0].1]).0, 3, "the root of a minute is not that of its day");
        let stranger = world.browser_of(&world.stranger().await);
        stranger.get(&format!("/contracts/{}/proof", deal.contract)).await.expect(404);
    }

    async fn what_is_not_sealed_yet_is_not_in_it(world: World) {
        let deal = world.funded_deal().await;
        let told = prove(&downloaded(world, &deal).await, &[]);
        assert!(told.0 == 3 && told.1.contains("no transaction is in it"), "{told:?}");
        assert_eq!(prove("{", &[]).0, 3);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_vtask"));
        assert_eq!(command.args(["ledger", "prove", "/nowhere.json"]).output().unwrap().status.code(), Some(1));
    }

    async fn the_books_without_their_past_do_not_fit_their_seals(world: World) {
        let deal = accepted(world).await;
        world.wait_hours(25);
        world.tick().await;
        let (read, faults) = world.read(|conn| Ok(proofs::verify(conn)?)).await;
        assert!(read >= 2 && faults.is_empty(), "{read} {faults:?}");
        // Whoever may do anything in the database makes another past, and its hashes with it.
        let open = match world.store {
            Store::Sqlite => "DROP TRIGGER ledger_txns_no_update",
            Store::Postgres | Store::ReadCommitted => "ALTER TABLE ledger_txns DISABLE TRIGGER ALL",
        };
        let id = deal.milestone;
        world
            .write(move |tx| {
                run(tx, open.to_owned())?;
                run(tx, format!("UPDATE ledger_txns SET reference = 'another' WHERE milestone_id = '{id}' AND kind = 'release'"))
            })
            .await;
        let (_, faults) = world.read(|conn| Ok(proofs::verify(conn)?)).await;
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(!proofs::check(&downloaded(world, &deal).await, &[]).problems.is_empty());
    }

    async fn several_nodes_seal_once_and_every_transaction_is_under_a_seal(world: World) {
        for no in 0..3 {
            accepted(world).await;
            world.wait_seconds(61 + no);
            let nodes = (0..6).map(|_| async {
                for job in proofs::JOBS {
                    (job.run)(world.site.clone()).await.ok();
                }
            });
            futures_util::future::join_all(nodes).await;
        }
        let (read, faults) = world.read(|conn| Ok(proofs::verify(conn)?)).await;
        assert!(read >= 3 && faults.is_empty(), "{read} {faults:?}");
        let open: i64 = world
            .read(|conn| {
                let mut open = 0;
                for (bucket, end) in ledger::chain_ends(conn)? {
                    open += ledger::list_booked(conn, bucket, (0, end))?.len() as i64;
                }
                Ok(open)
            })
            .await;
        let sealed: i64 = world
            .read(|conn| {
                use diesel::prelude::*;
                use vtask::schema::seals;
                let rows = seals::table.filter(seals::period.eq("minute"));
                let leaves: Vec<i64> = rows.select(seals::leaves).load(conn)?;
                Ok(leaves.iter().sum())
            })
            .await;
        assert_eq!(open, sealed);
    }

    async fn who_looks_after_money_gets_the_root_every_day(world: World) {
        let now = world.now().0;
        let admin = world
            .write(move |tx| {
                let user = crate::deals::add_user(tx, "Finance", now)?;
                run(tx, format!("INSERT INTO admin_roles (user_id, role, created_at) VALUES ('{user}', 'finance_admin', {now})"))?;
                Ok(user)
            })
            .await;
        world.tick().await;
        let deal = accepted(world).await;
        for _ in 0..3 {
            world.wait_hours(25);
            world.tick().await;
            world.tick().await;
        }
        let roots = proofs::check(&downloaded(world, &deal).await, &[]).roots;
        let bodies = world
            .read(move |conn| {
                use diesel::prelude::*;
                use vtask::schema::mails;
                Ok(mails::table.filter(mails::template.eq("daily")).select(mails::params).load::<String>(conn)?)
            })
            .await;
        assert_eq!(bodies.len(), 3, "{admin}: one each day, {bodies:?}");
        assert!(bodies.iter().any(|body| body.contains(&roots[0].1)), "{bodies:?}");
        assert!(world.holds(Account::Pending(deal.creator.person.creator_id().unwrap())).await >= 0);
    }
}

#[test]
fn no_field_and_no_byte_of_a_proof_can_be_another() {
    crate::world::run(Store::Sqlite, async |world| {
        let deal = accepted(world).await;
        // Other deals in the same minute and others, so that the ways have steps.
        for _ in 0..3 {
            accepted(world).await;
        }
        for days in [0, 1] {
            world.wait_hours(25 * days);
            world.tick().await;
            let text = downloaded(world, &deal).await;
            let published: Vec<String> = proofs::check(&text, &[]).roots.into_iter().map(|(_, root)| root).collect();
            assert_eq!(problems(&text, &published), Vec::<String>::new());
            let value: Value = serde_json::from_str(&text).unwrap();
            let others = changed(&value);
            assert!(others.len() > 100, "{}", others.len());
            let whole: Proof = serde_json::from_str(&text).unwrap();
            let mut forged = 0;
            for other in others {
                // As a careful forger writes it: in the form of a proof file, or it is none.
                let Ok(other) = serde_json::from_value::<Proof>(other) else { continue };
                // A proof proves what it shows; what was left out shows as money that is left on an account.
                if other == whole || other.transactions.len() < whole.transactions.len() {
                    continue;
                }
                assert!(!problems(&other.text(), &[]).is_empty(), "not seen: {}", other.text());
                forged += 1;
            }
            assert!(forged > 80, "{forged}");
            for at in 0..text.len() {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1;
                let other = String::from_utf8_lossy(&bytes).into_owned();
                assert!(!problems(&other, &published).is_empty(), "byte {at} can be another");
            }
        }
    });
}

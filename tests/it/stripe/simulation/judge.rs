//! What must be true when everything has settled: the books by themselves, and each operation against the fake, one to one.

use crate::stripe::fake::Fake;
use crate::world::World;
use diesel::prelude::*;
use serde_json::Value;
use std::collections::HashMap;
use vtask::ledger::{self, Account, Bucket, Provider};
use vtask::primitives::Currency;
use vtask::schema::operations;

/// An operation as the books have it.
#[derive(Debug, Queryable)]
pub struct Op {
    pub id: String,
    pub kind: String,
    pub amount: i64,
    pub state: String,
    pub next_at: i64,
}

impl Op {
    /// Only a person can help.
    pub fn stands_still(&self) -> bool {
        self.state == "unknown" && self.next_at == i64::MAX
    }

    /// It will go on by itself.
    pub fn goes_on(&self) -> bool {
        matches!(self.state.as_str(), "queued" | "sending" | "retry" | "blocked" | "unknown") && !self.stands_still()
    }
}

pub async fn ops(world: &World) -> Vec<Op> {
    let columns = (operations::id, operations::kind, operations::amount, operations::state, operations::next_at);
    world.read(move |conn| Ok(operations::table.order(operations::id).select(columns).load::<Op>(conn)?)).await
}

const OBJECTS: [(&str, &str); 5] =
    [("customer", "customer"), ("charge", "checkout.session"), ("account", "account"), ("transfer", "transfer"), ("refund", "refund")];

/// Everything that is not as it must be.
pub async fn violations(world: &World, fake: &Fake) -> Vec<String> {
    let mut found = Vec::new();
    let report = world.read(|conn| Ok(ledger::verify(conn, &mut |_, _| {})?)).await;
    found.extend(report.faults.iter().map(ToString::to_string));
    let ops = ops(world).await;
    for (kind, object) in OBJECTS {
        let objects = fake.all(object);
        let mut by_op: HashMap<&str, Vec<&Value>> = HashMap::new();
        for object in &objects {
            by_op.entry(object["metadata"]["op_id"].as_str().unwrap_or_default()).or_default().push(object);
        }
        for op in ops.iter().filter(|op| op.kind == kind) {
            found.extend(judged(op, &by_op.remove(op.id.as_str()).unwrap_or_default()));
        }
        found.extend(by_op.keys().map(|id| format!("{object}: the operation {id} is not in the books")));
    }
    let (books, there) = (clearing(world).await, fake.shift_balance("cny", 0));
    let apart: i64 = ops.iter().filter(|op| op.stands_still()).map(|op| moved_by_mistake(op, fake)).sum();
    if books != there - apart {
        found.push(format!("the books have {books} at the provider, the provider has {there}, of which {apart} waits for a person"));
    }
    found
}

/// What the provider moved for an operation that it did otherwise than it was asked, beyond what the books have of it.
fn moved_by_mistake(op: &Op, fake: &Fake) -> i64 {
    let Some((_, object)) = OBJECTS.iter().find(|(kind, _)| *kind == op.kind) else { return 0 };
    let all = fake.all(object);
    let own = all.iter().find(|object| object["metadata"]["op_id"] == op.id.as_str());
    match (op.kind.as_str(), own) {
        ("charge", Some(page)) if page["payment_status"] == "paid" => page["amount_total"].as_i64().unwrap(),
        ("transfer", Some(transfer)) => -transfer["amount"].as_i64().unwrap(),
        // A refund has left the wallet when it was asked for.
        ("refund", refund) => op.amount - refund.map_or(0, |refund| refund["amount"].as_i64().unwrap()),
        _ => 0,
    }
}

fn judged(op: &Op, objects: &[&Value]) -> Vec<String> {
    let mut found = Vec::new();
    if objects.len() > 1 {
        found.push(format!("{} {} happened {} times", op.kind, op.id, objects.len()));
    }
    let money = objects.first().and_then(|object| object["amount"].as_i64().or(object["amount_total"].as_i64()));
    let paid = objects.first().is_some_and(|object| object["payment_status"] == "paid");
    let wrong = match op.state.as_str() {
        "done" if objects.is_empty() => Some("is done and did not happen"),
        "done" if money.is_some_and(|money| money != op.amount) => Some("is done with another amount"),
        "done" if op.kind == "charge" && !paid => Some("is done and nobody paid"),
        "waiting" if objects.is_empty() || paid => Some("waits for who has paid, or for nothing"),
        "declined" | "abandoned" if op.kind != "charge" && !objects.is_empty() => Some("was given up and happened"),
        "declined" | "abandoned" if paid => Some("was given up and is paid"),
        _ if op.goes_on() => Some("has not settled"),
        _ => None,
    };
    found.extend(wrong.map(|wrong| format!("{} {} ({}) {wrong}", op.kind, op.id, op.state)));
    found
}

/// What the books have at Stripe, without what Stripe took for its work.
async fn clearing(world: &World) -> i64 {
    world
        .read(|conn| {
            let mut sum = 0;
            for bucket in Bucket::all() {
                sum += ledger::balance(conn, &Account::Clearing(Provider::Stripe, bucket), Currency::Cny)?.0;
                sum += ledger::balance(conn, &Account::CostProvider(bucket), Currency::Cny)?.0;
            }
            Ok(sum)
        })
        .await
}

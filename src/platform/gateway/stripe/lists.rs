//! Everything that Stripe says since a time: its events, and every movement of our balance there.

use super::answers::{self, Shown};
use super::{SLACK_SECONDS, Stripe};
use crate::primitives::id::OperationId;
use crate::primitives::{Choice as _, Currency, Instant, Minor, Money};
use serde::Deserialize;
use serde_json::Value;

/// How many pages of a hundred are turned; what is not seen by then counts as not asked.
const PAGES: u32 = 2_000;

/// A movement of our balance at the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taking {
    /// The provider's id of the movement.
    pub id: String,
    /// What moved it: a charge, a transfer, a refund; empty if it was none.
    pub source: String,
    /// The provider's word for what it is.
    pub kind: String,
    /// Signed: what came in is positive. What the provider took for its work is not off.
    pub money: Money,
    /// What the provider took for its work.
    pub fee: Minor,
    /// When.
    pub at: Instant,
}

/// What the thing behind a movement says of where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The provider's id of what we asked for: the page of a payment, the transfer, the refund.
    pub object: String,
    /// The operation that it names.
    pub op_id: Option<OperationId>,
    /// The group that it names.
    pub group: Option<String>,
    /// Our own name of it.
    pub reference: Option<String>,
    /// The payment behind a page, or the one that is paid back.
    pub payment: Option<String>,
    /// Who pays, as the provider calls them.
    pub customer: Option<String>,
    /// The account that a transfer went to.
    pub destination: Option<String>,
}

#[derive(Deserialize)]
struct Moved {
    id: String,
    #[serde(rename = "type", default)]
    kind: String,
    source: Option<Value>,
    amount: i64,
    #[serde(default)]
    fee: i64,
    currency: String,
    created: i64,
}

impl Stripe {
    /// What Stripe said since then, as it says it in webhooks; `None` if it could not be asked for all of it.
    pub async fn events_since(&self, since: Instant) -> Option<Vec<String>> {
        let all = self.all_since("/events", since).await?;
        Some(all.iter().map(Value::to_string).collect())
    }

    /// What moved our balance since then; `None` if it could not be asked for all of it. A movement in a currency that is not ours is left out.
    pub async fn takings_since(&self, since: Instant) -> Option<Vec<Taking>> {
        let all = self.all_since("/balance_transactions", since).await?;
        all.iter().map(taking).collect::<Option<Vec<_>>>().map(|all| all.into_iter().flatten().collect())
    }

    /// The operation that the thing behind a movement names, if it names one; `None` if it could not be asked.
    pub async fn owner_of(&self, taking: &Taking) -> Option<Option<OperationId>> {
        match answers::shown(self.client.get(&format!("{}/{}", folder_of(taking), taking.source)).await) {
            Shown::Value(value) => Some(answers::named(&value)),
            Shown::Nothing => Some(None),
            Shown::Unreachable => None,
        }
    }

    /// Where the thing behind a movement belongs; `Some(None)` if there is no such thing, `None` if it could not be asked.
    pub async fn trace_of(&self, taking: &Taking) -> Option<Option<Trace>> {
        let value = match answers::shown(self.client.get(&format!("{}/{}", folder_of(taking), taking.source)).await) {
            Shown::Value(value) => value,
            Shown::Nothing => return Some(None),
            Shown::Unreachable => return None,
        };
        let trace = answers::trace(&value);
        let payment = trace.payment.clone().filter(|_| folder_of(taking) == "/charges");
        let Some(payment) = payment else { return Some(Some(trace)) };
        // What was asked for is the page; the charge does not name it.
        match answers::shown(self.client.get(&format!("/checkout/sessions?payment_intent={payment}")).await) {
            Shown::Value(list) => {
                let list = answers::List::deserialize(list).ok()?;
                let page = list.data.first().map(answers::trace);
                Some(page.map(|page| Trace { group: trace.group.or(page.group), customer: page.customer.or(trace.customer), ..page }))
            }
            Shown::Nothing => Some(None),
            Shown::Unreachable => None,
        }
    }

    async fn all_since(&self, path: &str, since: Instant) -> Option<Vec<Value>> {
        let from = since.plus_seconds(-SLACK_SECONDS).0.div_euclid(1_000_000).max(0).to_string();
        let (mut all, mut after) = (Vec::new(), None::<String>);
        for _ in 0..PAGES {
            let page = paged(path, &from, after.as_deref());
            let Shown::Value(value) = answers::shown(self.client.get(&page).await) else { return None };
            let list = answers::List::deserialize(value).ok()?;
            after = list.data.last().and_then(answers::id_of).map(str::to_owned);
            all.extend(list.data);
            if !list.has_more || after.is_none() {
                return Some(all);
            }
        }
        None
    }
}

/// Where the thing behind a movement is found.
fn folder_of(taking: &Taking) -> &'static str {
    match taking.kind.as_str() {
        "transfer" => "/transfers",
        "refund" | "payment_refund" => "/refunds",
        _ => "/charges",
    }
}

fn paged(path: &str, from: &str, after: Option<&str>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("limit", "100").append_pair("created[gte]", from);
    if let Some(after) = after {
        query.append_pair("starting_after", after);
    }
    format!("{path}?{}", query.finish())
}

/// `Some(None)` is a movement that is none of ours, `None` one that cannot be read.
fn taking(value: &Value) -> Option<Option<Taking>> {
    let said = Moved::deserialize(value).ok()?;
    let Some(currency) = Currency::from_word(&said.currency.to_ascii_uppercase()) else { return Some(None) };
    let source = said.source.as_ref().and_then(|source| source.as_str().or_else(|| answers::id_of(source)));
    Some(Some(Taking {
        source: source.unwrap_or_default().to_owned(),
        id: said.id,
        kind: said.kind,
        money: Money::new(Minor(said.amount), currency),
        fee: Minor(said.fee),
        at: Instant(said.created.saturating_mul(1_000_000)),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_movement_says_what_moved_and_what_was_taken() {
        let said = json!({ "id": "txn_1", "type": "charge", "source": { "id": "ch_1" }, "amount": 500, "fee": 20, "currency": "usd", "created": 7 });
        let read = taking(&said).unwrap().unwrap();
        assert_eq!((read.source.as_str(), read.money.amount, read.fee, read.at), ("ch_1", Minor(500), Minor(20), Instant(7_000_000)));
        assert_eq!(taking(&json!({ "id": "txn_1", "amount": 1, "currency": "chf", "created": 7 })), Some(None));
        assert_eq!(taking(&json!({ "id": "txn_1" })), None);
    }
}

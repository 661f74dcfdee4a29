//! What Stripe says, read from JSON with only the fields that decide something: an unknown or missing other field never hides that money moved.

use super::client::{NoReply, Reply};
use super::lists::Trace;
use crate::platform::gateway::{Object, Outcome, Stand};
use crate::primitives::id::OperationId;
use crate::primitives::{Choice as _, Currency, Minor, Money};
use serde::Deserialize;
use serde_json::Value;

/// After a refused key.
const REFUSED_SECONDS: i64 = 30;

/// The JSON of a request that was carried out, or the class of what happened instead.
pub(super) fn carried_out(reply: Result<Reply, NoReply>) -> Result<Value, Box<Outcome>> {
    let reply = match reply {
        Ok(reply) => reply,
        Err(NoReply::Broken) => return Err(Box::new(Outcome::Retry(Some(REFUSED_SECONDS)))),
        Err(NoReply::Lost) => return Err(Box::new(Outcome::Retry(None))),
    };
    let lost = || Outcome::Retry(reply.retry_after);
    Err(Box::new(match (reply.status, reply.should_retry) {
        (200..=299, _) => return serde_json::from_slice(&reply.body).map_err(|_| Box::new(lost())),
        (401, _) => Outcome::Retry(Some(REFUSED_SECONDS)),
        (409 | 424 | 429 | 500..=599, Some(false)) => Outcome::Unknown,
        (409 | 424 | 429 | 502..=504, _) | (500 | 501 | 505..=599, Some(true)) => lost(),
        (500..=599, None) => Outcome::Broken,
        (400..=499, should_retry) => refused(&reply, should_retry),
        _ => lost(),
    }))
}

#[derive(Deserialize)]
struct Refused {
    error: Why,
}

#[derive(Deserialize)]
struct Why {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    decline_code: Option<String>,
}

fn refused(reply: &Reply, should_retry: Option<bool>) -> Outcome {
    let Ok(Refused { error }) = serde_json::from_slice::<Refused>(&reply.body) else { return Outcome::Retry(reply.retry_after) };
    let code = error.code.as_deref().unwrap_or_default();
    if error.kind == "idempotency_error" {
        tracing::error!("stripe saw another request under one of our keys; it is looked at before anything is sent again");
        return Outcome::Unknown;
    }
    if matches!(code, "balance_insufficient" | "insufficient_funds") && reply.status != 402 {
        return Outcome::Blocked;
    }
    if should_retry == Some(true) || matches!(code, "rate_limit" | "lock_timeout" | "idempotency_key_in_use") {
        return Outcome::Retry(reply.retry_after);
    }
    Outcome::Declined(error.decline_code.or(error.code).unwrap_or(error.kind))
}

/// What a question showed.
pub(super) enum Shown {
    /// This.
    Value(Value),
    /// There is no such thing.
    Nothing,
    /// Nothing that can be relied on.
    Unreachable,
}

/// What a question showed: anything but a whole answer is none.
pub(super) fn shown(reply: Result<Reply, NoReply>) -> Shown {
    match reply {
        Ok(reply) if (200..=299).contains(&reply.status) => serde_json::from_slice(&reply.body).map_or(Shown::Unreachable, Shown::Value),
        Ok(reply) if reply.status == 404 => Shown::Nothing,
        Ok(_) | Err(_) => Shown::Unreachable,
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Metadata {
    op_id: Option<String>,
}

/// `null` is as good as nothing.
pub(super) fn or_default<'de, D: serde::Deserializer<'de>, T: Default + Deserialize<'de>>(from: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}

/// An id, or the thing itself where it was expanded.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Reference {
    Id(String),
    Thing { id: String },
}

impl Reference {
    fn id(&self) -> &str {
        match self {
            Self::Id(id) | Self::Thing { id } => id,
        }
    }
}

/// Any object, as far as it says whose it is.
#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(default, deserialize_with = "or_default")]
    pub(super) metadata: Metadata,
}

/// The operation that an object names.
pub(super) fn named(value: &Value) -> Option<OperationId> {
    Named::deserialize(value).ok()?.metadata.op_id?.parse().ok()
}

/// What any object says of where it belongs.
pub(super) fn trace(value: &Value) -> Trace {
    let text = |key: &str| {
        let said = value.get(key)?;
        said.as_str().or_else(|| id_of(said)).map(str::to_owned)
    };
    Trace {
        object: text("id").unwrap_or_default(),
        op_id: named(value),
        group: text("transfer_group"),
        reference: text("client_reference_id"),
        payment: text("payment_intent"),
        customer: text("customer"),
        destination: text("destination"),
    }
}

/// An object of a list is of this operation.
pub(super) fn is_of(value: &Value, op_id: OperationId) -> bool {
    let named = Named::deserialize(value).ok();
    named.and_then(|named| named.metadata.op_id).is_some_and(|said| said == op_id.to_string())
}

fn money(amount: i64, currency: &str) -> Option<Money> {
    Some(Money::new(Minor(amount), Currency::from_word(&currency.to_ascii_uppercase())?))
}

/// A name that belongs to nobody where the object has none: it can match no operation.
pub(super) fn op_id(metadata: &Metadata) -> OperationId {
    metadata.op_id.as_deref().and_then(|text| text.parse().ok()).unwrap_or_else(OperationId::random)
}

#[derive(Deserialize)]
struct Session {
    id: String,
    status: Option<String>,
    payment_status: Option<String>,
    amount_total: i64,
    currency: String,
    url: Option<String>,
    payment_intent: Option<Reference>,
    #[serde(default, deserialize_with = "or_default")]
    metadata: Metadata,
}

/// A hosted page as it says itself; what its payment says is asked separately when it seems paid.
pub(super) fn session(value: &Value) -> Option<Object> {
    let said = Session::deserialize(value).ok()?;
    let stand = match (said.status.as_deref(), said.payment_status.as_deref()) {
        (Some("expired"), _) => Stand::Expired,
        (_, Some("paid")) => Stand::Paid,
        // Some ways of paying take days; the page is closed meanwhile.
        (Some("complete"), _) => Stand::Pending,
        _ => Stand::Open,
    };
    Some(Object {
        money: money(said.amount_total, &said.currency)?,
        op_id: op_id(&said.metadata),
        id: said.id,
        stand,
        url: said.url,
        payment: said.payment_intent.map(|reference| reference.id().to_owned()),
        source: None,
        payee: None,
    })
}

#[derive(Deserialize)]
struct Payment {
    status: String,
    amount: i64,
    amount_received: Option<i64>,
    currency: String,
    latest_charge: Option<Reference>,
    #[serde(default, deserialize_with = "or_default")]
    metadata: Metadata,
}

/// What the payment behind a page says of it: the money that came, and whether it did.
pub(super) fn with_payment(page: Object, value: &Value) -> Option<Object> {
    let said = Payment::deserialize(value).ok()?;
    let stand = match (said.status.as_str(), page.stand) {
        ("succeeded", _) => Stand::Paid,
        ("canceled", Stand::Paid | Stand::Open) | ("canceled" | "requires_payment_method", Stand::Pending) => Stand::Declined,
        (_, Stand::Paid) => Stand::Pending,
        (_, stand) => stand,
    };
    let came = if stand == Stand::Paid { said.amount_received.unwrap_or(said.amount) } else { page.money.amount.0 };
    let named = said.metadata.op_id.is_none_or(|id| id == page.op_id.to_string());
    let money = if stand == Stand::Paid { money(came, &said.currency)? } else { page.money };
    let agreed = if money == page.money { money } else { Money::new(Minor(-1), page.money.currency) };
    let source = said.latest_charge.map(|charge| charge.id().to_owned());
    Some(Object { stand, money: agreed, source, op_id: if named { page.op_id } else { OperationId::random() }, ..page })
}

#[derive(Deserialize)]
struct Moved {
    id: String,
    amount: i64,
    currency: String,
    #[serde(default)]
    amount_reversed: i64,
    status: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    metadata: Metadata,
}

/// A transfer: it has arrived in the connected account's balance as soon as it is there.
pub(super) fn transfer(value: &Value) -> Option<Object> {
    let said = Moved::deserialize(value).ok()?;
    let stand = if said.amount_reversed >= said.amount { Stand::Returned } else { Stand::Paid };
    moved(said, stand)
}

/// A refund: on its way it counts as sent; what fails is in our balance again.
pub(super) fn refund(value: &Value) -> Option<Object> {
    let said = Moved::deserialize(value).ok()?;
    let stand = match said.status.as_deref() {
        Some("failed" | "canceled") => Stand::Failed,
        Some("pending" | "requires_action") => Stand::Pending,
        _ => Stand::Paid,
    };
    moved(said, stand)
}

/// A transfer that was taken back: it has happened as soon as it is there.
pub(super) fn reversal(value: &Value) -> Option<Object> {
    moved(Moved::deserialize(value).ok()?, Stand::Paid)
}

fn moved(said: Moved, stand: Stand) -> Option<Object> {
    let money = money(said.amount, &said.currency)?;
    Some(Object { op_id: op_id(&said.metadata), id: said.id, stand, money, url: None, payment: None, source: None, payee: None })
}

#[derive(Deserialize)]
pub(super) struct List {
    pub(super) data: Vec<Value>,
    #[serde(default)]
    pub(super) has_more: bool,
}

/// The id of any object.
pub(super) fn id_of(value: &Value) -> Option<&str> {
    value.get("id").and_then(Value::as_str)
}

#[derive(Deserialize)]
struct Balance {
    #[serde(default)]
    available: Vec<Available>,
}

#[derive(Deserialize)]
struct Available {
    amount: i64,
    currency: String,
}

/// What is available in a currency; a currency that is not there has nothing.
pub(super) fn available(value: &Value, currency: Currency) -> Option<Minor> {
    let said = Balance::deserialize(value).ok()?;
    let of_it = |part: &&Available| part.currency.eq_ignore_ascii_case(&currency.to_string());
    Some(Minor(said.available.iter().filter(of_it).map(|part| part.amount).fold(0, i64::saturating_add)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn reply(status: u16, body: &Value) -> Reply {
        Reply { status, should_retry: None, retry_after: None, body: body.to_string().into() }
    }

    fn class(reply: Reply) -> Outcome {
        *carried_out(Ok(reply)).unwrap_err()
    }

    fn error(kind: &str, code: &str) -> Value {
        json!({ "error": { "type": kind, "code": code } })
    }

    #[test]
    fn each_answer_has_its_class() {
        let plain = json!({});
        assert_eq!(carried_out(Ok(reply(200, &plain))), Ok(plain.clone()));
        assert_eq!(carried_out(Err(NoReply::Lost)), Err(Box::new(Outcome::Retry(None))));
        assert_eq!(class(reply(401, &plain)), Outcome::Retry(Some(30)));
        assert_eq!(class(reply(500, &plain)), Outcome::Broken);
        for status in [409, 429, 502, 503, 504] {
            assert_eq!(class(reply(status, &plain)), Outcome::Retry(None), "{status}");
        }
        assert_eq!(class(reply(402, &error("card_error", "card_declined"))), Outcome::Declined("card_declined".to_owned()));
        assert_eq!(class(reply(400, &error("invalid_request_error", "account_invalid"))), Outcome::Declined("account_invalid".to_owned()));
        assert_eq!(class(reply(400, &error("invalid_request_error", "balance_insufficient"))), Outcome::Blocked);
        assert_eq!(class(reply(400, &error("idempotency_error", ""))), Outcome::Unknown);
    }

    #[test]
    fn what_stripe_says_about_trying_again_is_obeyed() {
        let told =
            |status, should_retry| Reply { should_retry: Some(should_retry), retry_after: Some(7), ..reply(status, &error("x", "y")) };
        assert_eq!(class(told(429, true)), Outcome::Retry(Some(7)));
        assert_eq!(class(told(500, true)), Outcome::Retry(Some(7)));
        assert_eq!(class(told(400, true)), Outcome::Retry(Some(7)));
        assert_eq!(class(told(500, false)), Outcome::Unknown);
        assert_eq!(class(told(409, false)), Outcome::Unknown);
    }

    #[test]
    fn half_an_answer_is_none() {
        for status in [200, 400] {
            let half = Reply { body: "{\"id\": \"tr_".into(), ..reply(status, &json!({})) };
            assert_eq!(class(half), Outcome::Retry(None));
        }
    }

    #[test]
    fn a_page_is_paid_by_what_its_payment_says() {
        let op = OperationId::random();
        let page = |paid: &str| {
            let said = json!({ "id": "cs_1", "status": "complete", "payment_status": paid, "amount_total": 500, "currency": "usd", "url": null,
                "payment_intent": "pi_1", "metadata": { "op_id": op } });
            session(&said).unwrap()
        };
        let payment = |status: &str, came: i64| json!({ "status": status, "amount": 500, "amount_received": came, "currency": "usd", "metadata": {} });
        let paid = with_payment(page("paid"), &payment("succeeded", 500)).unwrap();
        assert_eq!((paid.stand, paid.money.amount, paid.op_id, paid.payment.as_deref()), (Stand::Paid, Minor(500), op, Some("pi_1")));
        assert_ne!(with_payment(page("paid"), &payment("succeeded", 499)).unwrap().money.amount, Minor(500));
        assert_eq!(with_payment(page("paid"), &payment("processing", 0)).unwrap().stand, Stand::Pending);
        assert_eq!(with_payment(page("unpaid"), &payment("canceled", 0)).unwrap().stand, Stand::Declined);
        let other = json!({ "status": "succeeded", "amount": 500, "currency": "usd", "metadata": { "op_id": OperationId::random() } });
        assert_ne!(with_payment(page("paid"), &other).unwrap().op_id, op);
    }

    #[test]
    fn a_reversed_transfer_has_come_back() {
        let said = |back: i64| json!({ "id": "tr_1", "amount": 9, "amount_reversed": back, "currency": "jpy", "metadata": null });
        assert_eq!(transfer(&said(0)).unwrap().stand, Stand::Paid);
        assert_eq!(transfer(&said(9)).unwrap().stand, Stand::Returned);
        assert!(transfer(&json!({ "id": "tr_1" })).is_none());
    }

    #[test]
    fn a_currency_that_is_not_in_the_balance_has_nothing() {
        let said = json!({ "available": [{ "amount": 5, "currency": "cny" }] });
        assert_eq!(available(&said, Currency::Cny), Some(Minor(5)));
        assert_eq!(available(&said, Currency::Usd), Some(Minor(0)));
    }
}

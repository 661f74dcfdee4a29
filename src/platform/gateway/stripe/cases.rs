//! What Stripe calls disputes: a payment that the payer's bank takes back, or asks about.

use super::Stripe;
use super::answers::{self, Shown};
use crate::platform::gateway::{Case, CaseLook, CaseStand, EvidenceSent, Outcome};
use crate::primitives::{Choice as _, Currency, Instant, Minor, Money};
use serde::Deserialize;
use serde_json::Value;

/// The longest text that Stripe takes in this field.
const CHARS: usize = 20_000;

#[derive(Deserialize)]
struct Dispute {
    id: String,
    amount: i64,
    currency: String,
    status: String,
    #[serde(default)]
    reason: Option<String>,
    payment_intent: Option<Value>,
    charge: Option<Value>,
    #[serde(default, deserialize_with = "answers::or_default")]
    evidence_details: Details,
    #[serde(default, deserialize_with = "answers::or_default")]
    balance_transactions: Vec<Moved>,
}

#[derive(Default, Deserialize)]
struct Details {
    due_by: Option<i64>,
}

#[derive(Deserialize)]
struct Moved {
    amount: i64,
    #[serde(default)]
    fee: i64,
}

/// A case as it says itself.
fn case(value: &Value) -> Option<Case> {
    let said = Dispute::deserialize(value).ok()?;
    let currency = Currency::from_word(&said.currency.to_ascii_uppercase())?;
    let named =
        |value: &Option<Value>| value.as_ref().and_then(|named| named.as_str().or_else(|| answers::id_of(named))).map(str::to_owned);
    let charge = named(&said.charge);
    let stand = match said.status.as_str() {
        "won" | "warning_closed" | "prevented" => CaseStand::Won,
        "lost" => CaseStand::Lost,
        "under_review" | "warning_under_review" => CaseStand::Review,
        _ => CaseStand::Open,
    };
    let taken: Vec<&Moved> = said.balance_transactions.iter().filter(|moved| moved.amount < 0).collect();
    Some(Case {
        // What was paid in by hand may be a charge and nothing else.
        payment: named(&said.payment_intent).or_else(|| charge.clone())?,
        charge,
        money: Money::new(Minor(said.amount), currency),
        fee: Minor(taken.iter().map(|moved| moved.fee).fold(0, i64::saturating_add).max(0)),
        reason: said.reason.unwrap_or_default(),
        stand,
        due_at: said.evidence_details.due_by.map(|seconds| Instant(seconds.saturating_mul(1_000_000))),
        taken: !taken.is_empty(),
        id: said.id,
    })
}

/// Evidence as it goes out: submitted, not only kept.
fn written(text: &str) -> String {
    let text: String = text.chars().take(CHARS).collect();
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("evidence[uncategorized_text]", &text).append_pair("submit", "true");
    form.finish()
}

impl Stripe {
    pub(super) async fn look_at_case(&self, id: &str) -> CaseLook {
        match answers::shown(self.client.get(&format!("/disputes/{id}")).await) {
            Shown::Value(value) => case(&value).map_or(CaseLook::Nothing, |case| CaseLook::One(Box::new(case))),
            Shown::Nothing => CaseLook::Nothing,
            Shown::Unreachable => CaseLook::Unreachable,
        }
    }

    pub(super) async fn post_evidence(&self, id: &str, key: &str, text: &str) -> EvidenceSent {
        let reply = self.client.post(&format!("/disputes/{id}"), key, written(text)).await;
        match answers::carried_out(reply).map_err(|outcome| *outcome) {
            Ok(_) => EvidenceSent::Taken,
            Err(Outcome::Declined(code)) => EvidenceSent::Refused(code),
            Err(_) => EvidenceSent::Later,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_case_says_what_was_taken_and_how_it_stands() {
        let said = |status: &str, moved: Value| {
            case(
                &json!({ "id": "du_1", "amount": 500, "currency": "cny", "status": status, "reason": "fraudulent", "payment_intent": "pi_1",
                "evidence_details": { "due_by": 9 }, "balance_transactions": moved }),
            )
            .unwrap()
        };
        let open = said("needs_response", json!([{ "amount": -500, "fee": 1_500 }]));
        assert_eq!((open.stand, open.taken, open.fee, open.due_at), (CaseStand::Open, true, Minor(1_500), Some(Instant(9_000_000))));
        let won = said("won", json!([{ "amount": -500, "fee": 1_500 }, { "amount": 500, "fee": 0 }]));
        assert_eq!((won.stand, won.taken, won.fee), (CaseStand::Won, true, Minor(1_500)));
        let asked = said("warning_needs_response", json!([]));
        assert_eq!((asked.stand, asked.taken, asked.fee), (CaseStand::Open, false, Minor(0)));
        assert_eq!(said("lost", json!(null)).stand, CaseStand::Lost);
        assert_eq!(case(&json!({ "id": "du_1", "amount": 5, "currency": "chf", "status": "lost", "payment_intent": "pi_1" })), None);
    }
}

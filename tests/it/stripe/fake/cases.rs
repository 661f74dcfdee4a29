//! What the fake does when a payer's bank takes a payment back, and when a transfer is taken back.

use super::{Fake, Inside, error};
use serde_json::{Value, json};

impl Fake {
    /// The payer's bank takes a payment back – an intent, or a charge that has none – and the provider 15.00 for its work; the event says so.
    pub fn dispute(&self, intent: &str) -> Value {
        let id = {
            let now = self.now();
            let mut inside = self.inside.lock().unwrap();
            let paid = inside.objects[intent].clone();
            let (amount, currency) = (paid["amount"].as_i64().unwrap(), paid["currency"].as_str().unwrap().to_owned());
            let id = inside.name("du");
            inside.move_balance(("adjustment", &id), (-amount, 1_500), &currency, now);
            let (named, charge) =
                if paid["object"] == "charge" { (Value::Null, json!(intent)) } else { (json!(intent), paid["latest_charge"].clone()) };
            let made = json!({ "id": id, "object": "dispute", "amount": amount, "currency": currency, "payment_intent": named,
                "charge": charge, "status": "needs_response", "reason": "fraudulent", "created": now, "metadata": {},
                "evidence_details": { "due_by": now + 7 * 86_400 }, "balance_transactions": [{ "amount": -amount, "fee": 1_500 }] });
            inside.objects.insert(id.clone(), made);
            id
        };
        self.say("charge.dispute.created", &id)
    }

    /// The bank decides; what is won is in our balance again.
    pub fn decide(&self, dispute: &str, won: bool) -> Value {
        {
            let now = self.now();
            let mut inside = self.inside.lock().unwrap();
            let case = inside.objects[dispute].clone();
            if won {
                let (amount, currency) = (case["amount"].as_i64().unwrap(), case["currency"].as_str().unwrap().to_owned());
                inside.move_balance(("adjustment", dispute), (amount, 0), &currency, now);
                let all = inside.objects.get_mut(dispute).unwrap()["balance_transactions"].as_array_mut().unwrap();
                all.push(json!({ "amount": amount, "fee": 0 }));
            }
        }
        self.change(dispute, &[("status", json!(if won { "won" } else { "lost" }))]);
        self.say("charge.dispute.closed", dispute)
    }
}

impl Inside {
    /// A transfer is taken back, at most as much as it carried.
    pub(super) fn take_back(&mut self, path: &str, amount: i64) -> Result<Value, (u16, Value)> {
        let id = path.trim_start_matches("/v1/transfers/").trim_end_matches("/reversals").to_owned();
        let transfer = self.objects.get_mut(&id).unwrap();
        let back = transfer["amount_reversed"].as_i64().unwrap() + amount;
        if back > transfer["amount"].as_i64().unwrap() {
            return Err((400, error("invalid_request_error", "transfer_already_reversed")));
        }
        transfer["amount_reversed"] = json!(back);
        Ok(json!({ "object": "transfer_reversal", "amount": amount, "currency": transfer["currency"], "transfer": id }))
    }

    /// What speaks for us in a case.
    pub(super) fn hear_evidence(&mut self, path: &str, text: &str) -> (u16, Value) {
        let case = self.objects.get_mut(path.trim_start_matches("/v1/disputes/")).unwrap();
        case["evidence"] = json!({ "uncategorized_text": text });
        case["status"] = json!("under_review");
        (200, case.clone())
    }
}

impl Fake {
    /// Every key is remembered with another body than it was sent with.
    pub fn confuse_keys(&self) {
        self.inside.lock().unwrap().answered.values_mut().for_each(|(body, ..)| body.push('&'));
    }

    /// The same thing is there twice, under two names.
    pub fn double(&self, id: &str) {
        let mut inside = self.inside.lock().unwrap();
        let (other, mut twin) = (format!("{id}_again"), inside.objects[id].clone());
        twin["id"] = json!(other);
        inside.objects.insert(other, twin);
    }
}

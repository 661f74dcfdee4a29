//! A Stripe of our own: stateful, with keys that remember their answers for a day, signed webhooks, and faults in the order they are asked for.

mod cases;

use super::simulation::Plan;
use super::wire::{self, Asked};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

/// What goes wrong with the next call that changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It never arrives.
    Unheard,
    /// It is done, and the answer is lost.
    Lost,
    /// It is done, and nothing is said for forty seconds.
    Silent,
    /// It is done, and half of the answer comes.
    Half,
    /// It fails inside before it is done, and the key says so for ever.
    Error500,
    /// It is done, then it fails inside, and the key says so for ever.
    Error500AfterEffect,
    /// Too busy, in so many seconds again.
    Error429,
    /// The same key is being worked on.
    Error409,
    /// Behind a gateway that gives up; nothing was done.
    Error503,
    /// The key of the account is refused.
    Error401,
    /// It is done with another amount, and the answer says so.
    WrongAmount,
    /// The account that is paid was closed.
    Closed,
    /// Whoever asks dies before anything was done.
    DeathBefore,
    /// Whoever asks dies after it was done.
    DeathAfter,
}

#[derive(Default)]
struct Inside {
    objects: BTreeMap<String, Value>,
    answered: HashMap<String, (String, u16, Value, i64)>,
    faults: VecDeque<Fault>,
    /// Calls that changed something, by path: key and form.
    calls: Vec<(String, String, String)>,
    events: Vec<Value>,
    balance: HashMap<String, i64>,
    made: u32,
    accounts_are_usable: bool,
    plan: Option<Plan>,
    keys_mean_nothing: bool,
}

/// A running fake.
#[derive(Clone)]
pub struct Fake {
    inside: Arc<Mutex<Inside>>,
    ahead: Arc<AtomicI64>,
    /// Whoever asks must die now.
    pub death: Arc<tokio::sync::Notify>,
    pub port: u16,
}

pub const SECRET: &str = "whsec_of_the_fake";

impl Fake {
    /// Listens on a free port; its clock goes with the world's.
    pub async fn start(ahead: Arc<AtomicI64>) -> Self {
        let inside = Arc::new(Mutex::new(Inside { accounts_are_usable: true, ..Inside::default() }));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let fake = Self { inside, ahead, death: Arc::default(), port: listener.local_addr().unwrap().port() };
        let serving = fake.clone();
        actix_web::rt::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let fake = serving.clone();
                actix_web::rt::spawn(async move { wire::serve(stream, &fake).await });
            }
        });
        fake
    }

    pub fn now(&self) -> i64 {
        jiff::Timestamp::now().as_second() + self.ahead.load(Ordering::Relaxed) / 1_000_000
    }

    /// The next calls that change something fail so, in this order.
    pub fn fail(&self, faults: &[Fault]) {
        self.inside.lock().unwrap().faults.extend(faults);
    }

    /// From now on faults come by this plan; without one, none does.
    pub fn follow(&self, plan: Option<Plan>) -> Option<Plan> {
        std::mem::replace(&mut self.inside.lock().unwrap().plan, plan)
    }

    /// Keys are taken and mean nothing: what is sent twice happens twice.
    pub fn ignore_keys(&self) {
        self.inside.lock().unwrap().keys_mean_nothing = true;
    }

    /// What is there, and what is made of it by adding so much.
    pub fn shift_balance(&self, currency: &str, by: i64) -> i64 {
        let mut inside = self.inside.lock().unwrap();
        *inside.balance.entry(currency.to_owned()).and_modify(|left| *left += by).or_insert(by)
    }

    /// Every key is forgotten, as after a day.
    pub fn forget_keys(&self) {
        self.inside.lock().unwrap().answered.clear();
    }

    pub fn set_balance(&self, currency: &str, amount: i64) {
        self.inside.lock().unwrap().balance.insert(currency.to_owned(), amount);
    }

    /// New accounts must tell more first, or not.
    pub fn accounts_are_usable(&self, usable: bool) {
        self.inside.lock().unwrap().accounts_are_usable = usable;
    }

    /// Everything of a kind that exists.
    pub fn all(&self, object: &str) -> Vec<Value> {
        let inside = self.inside.lock().unwrap();
        inside.objects.values().filter(|value| value["object"] == object).cloned().collect()
    }

    /// Keys under which a path was called, in order.
    pub fn keys(&self, path: &str) -> Vec<String> {
        let inside = self.inside.lock().unwrap();
        inside.calls.iter().filter(|(called, _, _)| called == path).map(|(_, key, _)| key.clone()).collect()
    }

    /// Forms that a path was called with, in order.
    pub fn forms(&self, path: &str) -> Vec<String> {
        let inside = self.inside.lock().unwrap();
        inside.calls.iter().filter(|(called, _, _)| called == path).map(|(_, _, form)| form.clone()).collect()
    }

    /// Changes an object behind everybody's back.
    pub fn change(&self, id: &str, set: &[(&str, Value)]) {
        let mut inside = self.inside.lock().unwrap();
        let object = inside.objects.get_mut(id).unwrap();
        for (key, value) in set {
            object[*key] = value.clone();
        }
    }

    /// Says that something happened to an object; the event waits to be delivered.
    pub fn say(&self, kind: &str, id: &str) -> Value {
        let mut inside = self.inside.lock().unwrap();
        let object = inside.objects.get(id).cloned().unwrap_or_else(|| json!({ "id": id }));
        let event =
            json!({ "id": inside.name("evt"), "object": "event", "type": kind, "created": self.now(), "data": { "object": object } });
        inside.events.push(event.clone());
        event
    }

    /// The payer pays what a page asks for, or another amount; three events say so.
    pub fn pay(&self, session: &str, amount: Option<i64>) -> Vec<Value> {
        let (intent, charge) = {
            let mut inside = self.inside.lock().unwrap();
            let asked = inside.objects[session].clone();
            let came = amount.unwrap_or(asked["amount_total"].as_i64().unwrap());
            let (intent, charge) = (inside.name("pi"), inside.name("ch"));
            let (about, group) = (asked["payment_intent_metadata"].clone(), asked["payment_intent_group"].clone());
            let currency = asked["currency"].as_str().unwrap().to_owned();
            let now = self.now();
            inside.move_balance(("charge", &charge), (came, 100), &currency, now);
            let made = json!({ "id": intent, "object": "payment_intent", "amount": came, "amount_received": came, "currency": currency,
                "status": "succeeded", "metadata": about, "latest_charge": charge, "created": self.now() });
            inside.objects.insert(intent.clone(), made);
            let made = json!({ "id": charge, "object": "charge", "amount": came, "currency": currency, "payment_intent": intent, "transfer_group": group,
                "customer": asked["customer"], "metadata": about, "status": "succeeded", "created": self.now() });
            inside.objects.insert(charge.clone(), made);
            (intent, charge)
        };
        self.change(
            session,
            &[("status", json!("complete")), ("payment_status", json!("paid")), ("payment_intent", json!(intent)), ("url", Value::Null)],
        );
        vec![
            self.say("checkout.session.completed", session),
            self.say("payment_intent.succeeded", &intent),
            self.say("charge.succeeded", &charge),
        ]
    }

    /// The balance shows nothing of what has moved.
    pub fn forget_movements(&self) {
        self.inside.lock().unwrap().objects.retain(|_, value| value["object"] != "balance_transaction");
    }

    /// Money moves that nobody asked for; a charge is there to be paid back.
    pub fn move_by_itself(&self, kind: &str, source: &str, amount: i64) {
        let (now, fee) = (self.now(), if kind == "charge" { 100 } else { 0 });
        let mut inside = self.inside.lock().unwrap();
        inside.move_balance((kind, source), (amount, fee), "cny", now);
        if kind == "charge" {
            let made = json!({ "id": source, "object": "charge", "amount": amount, "currency": "cny", "metadata": {}, "created": now });
            inside.objects.insert(source.to_owned(), made);
        }
    }

    /// What a call comes to: status and JSON, or no answer at all.
    pub fn answer(&self, asked: &Asked) -> Reply {
        let mut inside = self.inside.lock().unwrap();
        if asked.method == "GET" {
            return Reply::Whole(inside.shown(asked), Vec::new());
        }
        let (reply, dies) = inside.changed(asked, self.now());
        if dies {
            self.death.notify_one();
        }
        reply
    }
}

/// What goes over the wire.
pub enum Reply {
    Whole((u16, Value), Vec<(&'static str, String)>),
    Half((u16, Value)),
    Silence,
    Nothing,
}

fn error(kind: &str, code: &str) -> Value {
    json!({ "error": { "type": kind, "code": code, "message": "no" } })
}

impl Inside {
    /// Our balance moves, and the provider takes something for it.
    fn move_balance(&mut self, (kind, source): (&str, &str), (amount, fee): (i64, i64), currency: &str, now: i64) {
        *self.balance.entry(currency.to_owned()).or_default() += amount;
        let id = self.name("txn");
        let made = json!({ "id": id, "object": "balance_transaction", "type": kind, "source": source, "amount": amount, "fee": fee,
            "net": amount - fee, "currency": currency, "created": now });
        self.objects.insert(id, made);
    }

    fn name(&mut self, prefix: &str) -> String {
        self.made += 1;
        format!("{prefix}_{:06}", self.made)
    }

    fn shown(&self, asked: &Asked) -> (u16, Value) {
        let query = |key: &str| asked.query.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        let parts: Vec<&str> = asked.path.trim_start_matches("/v1/").split('/').collect();
        let object = match parts.as_slice() {
            ["balance"] => {
                let available: Vec<Value> =
                    self.balance.iter().map(|(currency, amount)| json!({ "amount": amount, "currency": currency })).collect();
                return (200, json!({ "object": "balance", "available": available }));
            }
            [.., id] if self.objects.contains_key(*id) => return (200, self.objects[*id].clone()),
            ["checkout", "sessions"] => "checkout.session",
            ["transfers"] => "transfer",
            ["transfers", _, "reversals"] => "transfer_reversal",
            ["refunds"] => "refund",
            ["customers"] => "customer",
            ["accounts"] => "account",
            ["events"] => "event",
            ["balance_transactions"] => "balance_transaction",
            _ => return (404, error("invalid_request_error", "resource_missing")),
        };
        let fits = |value: &&Value| {
            let same = |key: &str| query(key).is_none_or(|wanted| value[key] == wanted);
            let new = query("created[gte]").is_none_or(|since| value["created"].as_i64().unwrap() >= since.parse::<i64>().unwrap());
            value["object"] == object && same("transfer_group") && same("payment_intent") && same("charge") && new
        };
        let all: Vec<Value> = if object == "event" { self.events.clone() } else { self.objects.values().filter(fits).cloned().collect() };
        let after = query("starting_after").and_then(|id| all.iter().position(|value| value["id"] == id)).map_or(0, |at| at + 1);
        // Pages of two: whoever looks must turn them.
        let page: Vec<Value> = all.iter().skip(after).take(2).cloned().collect();
        let more = after + page.len() < all.len();
        (200, json!({ "object": "list", "url": asked.path, "data": page, "has_more": more }))
    }

    fn changed(&mut self, asked: &Asked, now: i64) -> (Reply, bool) {
        let fault = self.faults.pop_front().or_else(|| self.plan.as_mut()?.next(asked));
        let dies = matches!(fault, Some(Fault::DeathBefore | Fault::DeathAfter));
        (self.replied(asked, fault, now), dies)
    }

    fn replied(&mut self, asked: &Asked, fault: Option<Fault>, now: i64) -> Reply {
        let key = asked.key.clone().expect("every call that changes something has a key");
        self.calls.push((asked.path.clone(), key.clone(), asked.body.clone()));
        match fault {
            Some(Fault::Unheard | Fault::DeathBefore) => return Reply::Nothing,
            Some(Fault::Error401) => return Reply::Whole((401, error("invalid_request_error", "")), Vec::new()),
            Some(Fault::Error429) => {
                return Reply::Whole((429, error("invalid_request_error", "rate_limit")), vec![("Retry-After", "3".to_owned())]);
            }
            Some(Fault::Error409) => return Reply::Whole((409, error("invalid_request_error", "idempotency_key_in_use")), Vec::new()),
            Some(Fault::Error503) => return Reply::Whole((503, json!({})), Vec::new()),
            _ => {}
        }
        if let Some((body, status, answer, at)) = self.answered.get(&key).filter(|(.., at)| now - at < 86_400 && !self.keys_mean_nothing) {
            let _ = at;
            let same = *body == asked.body;
            return Reply::Whole(if same { (*status, answer.clone()) } else { (400, error("idempotency_error", "")) }, Vec::new());
        }
        let answer = match fault {
            Some(Fault::Error500) => (500, error("api_error", "")),
            Some(Fault::Closed) => (400, error("invalid_request_error", "account_invalid")),
            _ => self.make(asked, fault == Some(Fault::WrongAmount), now),
        };
        let answer = if fault == Some(Fault::Error500AfterEffect) { (500, error("api_error", "")) } else { answer };
        self.answered.insert(key, (asked.body.clone(), answer.0, answer.1.clone(), now));
        match fault {
            Some(Fault::Lost | Fault::DeathAfter) => Reply::Nothing,
            Some(Fault::Silent) => Reply::Silence,
            Some(Fault::Half) => Reply::Half(answer),
            _ => Reply::Whole(answer, Vec::new()),
        }
    }

    fn make(&mut self, asked: &Asked, wrong: bool, now: i64) -> (u16, Value) {
        let form: HashMap<String, String> = url::form_urlencoded::parse(asked.body.as_bytes()).into_owned().collect();
        let text = |key: &str| form.get(key).cloned().map_or(Value::Null, Value::from);
        let about = |prefix: &str| {
            let inner = |key: &str| key.strip_prefix(prefix)?.strip_prefix('[')?.strip_suffix(']').map(str::to_owned);
            Value::Object(form.iter().filter_map(|(key, value)| Some((inner(key)?, json!(value)))).collect())
        };
        let number = |key: &str| form.get(key).and_then(|value| value.parse::<i64>().ok()).unwrap_or_default() - i64::from(wrong);
        let (prefix, mut made) = match asked.path.as_str() {
            "/v1/checkout/sessions" => (
                "cs",
                json!({ "object": "checkout.session", "status": "open", "payment_status": "unpaid", "payment_intent": null,
                "amount_total": number("line_items[0][price_data][unit_amount]"), "currency": text("line_items[0][price_data][currency]"),
                "customer": text("customer"), "client_reference_id": text("client_reference_id"),
                "payment_intent_metadata": about("payment_intent_data[metadata]"), "payment_intent_group": text("payment_intent_data[transfer_group]") }),
            ),
            "/v1/transfers" => {
                let (amount, currency) = (number("amount"), form["currency"].clone());
                let left = self.balance.entry(currency.clone()).or_default();
                if *left < amount {
                    return (400, error("invalid_request_error", "balance_insufficient"));
                }
                (
                    "tr",
                    json!({ "object": "transfer", "amount": amount, "amount_reversed": 0, "currency": currency, "destination": form["destination"],
                    "transfer_group": text("transfer_group"), "reversed": false }),
                )
            }
            "/v1/refunds" => {
                let paid = self.objects[form.get("payment_intent").unwrap_or_else(|| &form["charge"])].clone();
                let (intent, charge) =
                    (text("payment_intent"), if paid["object"] == "charge" { &paid["id"] } else { &paid["latest_charge"] });
                (
                    "re",
                    json!({ "object": "refund", "amount": number("amount"), "currency": paid["currency"], "payment_intent": intent, "charge": charge, "status": "succeeded" }),
                )
            }
            "/v1/customers" => ("cus", json!({ "object": "customer", "name": text("name") })),
            "/v1/accounts" => {
                let usable = self.accounts_are_usable;
                let due = if usable { json!([]) } else { json!(["individual.id_number"]) };
                (
                    "acct",
                    json!({ "object": "account", "country": text("country"), "payouts_enabled": usable, "details_submitted": usable,
                    "capabilities": { "transfers": if usable { "active" } else { "inactive" } }, "requirements": { "currently_due": due, "current_deadline": now + 86_400 } }),
                )
            }
            "/v1/account_links" => {
                return (
                    200,
                    json!({ "object": "account_link", "url": format!("http://onboarding.example/{}", form["account"]), "expires_at": now + 300 }),
                );
            }
            path if path.ends_with("/reversals") => match self.take_back(path, number("amount")) {
                Ok(made) => ("trr", made),
                Err(refused) => return refused,
            },
            path if path.starts_with("/v1/disputes/") => return self.hear_evidence(path, &form["evidence[uncategorized_text]"]),
            other => panic!("nobody calls {other}"),
        };
        let id = self.name(prefix);
        (made["id"], made["metadata"], made["created"]) = (json!(id), about("metadata"), json!(now));
        if prefix == "cs" {
            made["url"] = json!(format!("http://checkout.example/{id}"));
        }
        if let ("tr" | "re" | "trr", Some(amount)) = (prefix, made["amount"].as_i64()) {
            let (kind, sign) = match prefix {
                "tr" => ("transfer", -1),
                "re" => ("refund", -1),
                _ => ("transfer_refund", 1),
            };
            self.move_balance((kind, &id), (sign * amount, 0), made["currency"].as_str().unwrap(), now);
        }
        self.objects.insert(id, made.clone());
        (200, made)
    }
}

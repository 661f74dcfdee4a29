//! Stripe. `async-stripe` gives the typed requests, and neither its types nor Stripe's names leave this folder.
//!
//! A request goes out as it was stored, under our key only. A look asks for the thing by its id, or by what we wrote on it: the transfer group, the
//! payment, the metadata. What Stripe says by itself is a hint and is never believed without a look.

mod answers;
mod cases;
mod client;
mod lists;
mod parties;
mod requests;
mod signature;

pub use lists::{Taking, Trace};

use super::{
    Answer, Ask, CaseLook, Checkout, Customer, EvidenceSent, Gateway, Look, Object, Onboarding, Outcome, Payee, Refund, Request, Reversal,
    Sought, Stand, Transfer,
};
use crate::config::StripeKeys;
use crate::platform::clock::Clock;
use crate::primitives::{Currency, Instant, Minor};
use answers::Shown;
use client::Client;
use serde::Deserialize as _;
use serde_json::Value;

/// Stripe, under one key.
pub struct Stripe {
    client: Client,
    webhook_secrets: Vec<String>,
    live: bool,
}

/// How many pages of a hundred a look turns at most; what is not seen by then counts as not asked.
const PAGES: u32 = 50;
/// Clocks may differ by so much; a list that begins then has what was made since.
const SLACK_SECONDS: i64 = 600;
/// Nothing in this currency is nothing in any.
const NO_CURRENCY: Currency = Currency::Cny;

impl Stripe {
    /// Under the keys of the settings.
    #[must_use]
    pub fn new(keys: &StripeKeys, clock: Clock) -> Self {
        Self { client: Client::new(keys, clock), webhook_secrets: keys.webhook_secrets.clone(), live: keys.is_live() }
    }

    /// The header vouches for the body that came as a webhook.
    #[must_use]
    pub fn is_signed(&self, header: &str, body: &[u8], now: Instant) -> bool {
        signature::is_signed(&self.webhook_secrets, header, body, now)
    }

    /// Real money moves.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        self.live
    }

    /// How far Stripe's clock is ahead of ours, if it was heard since the last question.
    #[must_use]
    pub fn take_ahead_seconds(&self) -> Option<i64> {
        self.client.take_ahead_seconds()
    }

    async fn carry(&self, ask: Ask, request: &Request) -> Outcome {
        let Some(sent) = written(ask, &request.body) else { return Outcome::Declined("unreadable".to_owned()) };
        let reply = self.client.post(&sent.path, &request.idem_key, sent.form).await;
        match answers::carried_out(reply) {
            Ok(value) => read(ask, &value, &request.body).map_or(Outcome::Retry(None), Outcome::Done),
            Err(outcome) => *outcome,
        }
    }

    async fn look(&self, ask: Ask, sought: &Sought) -> Look {
        let found = match &sought.object {
            _ if ask == Ask::Onboarding => Ok(None),
            Some(id) => self.one(&format!("{}/{id}", folder(ask, &sought.body))).await,
            None => self.search(ask, sought).await,
        };
        let value = match found {
            Ok(Some(value)) => value,
            Ok(None) => return Look::Nothing,
            Err(look) => return look,
        };
        match read(ask, &value, &sought.body) {
            Some(object) if ask == Ask::Checkout => self.with_payment(object).await,
            Some(object) => Look::One(object),
            None => Look::Unreachable,
        }
    }

    async fn one(&self, path: &str) -> Result<Option<Value>, Look> {
        match answers::shown(self.client.get(path).await) {
            Shown::Value(value) => Ok(Some(value)),
            Shown::Nothing => Ok(None),
            Shown::Unreachable => Err(Look::Unreachable),
        }
    }

    /// Turns the pages of the list in which the object must be, and picks those that bear the operation's name.
    async fn search(&self, ask: Ask, sought: &Sought) -> Result<Option<Value>, Look> {
        let Some(filter) = filter(ask, sought) else { return Err(Look::Unreachable) };
        let (mut found, mut after) = (Vec::new(), None::<String>);
        for _ in 0..PAGES {
            let path = listed(&folder(ask, &sought.body), &filter, after.as_deref());
            let Some(page) = self.one(&path).await? else { return Err(Look::Unreachable) };
            let Ok(list) = answers::List::deserialize(page) else { return Err(Look::Unreachable) };
            after = list.data.last().and_then(answers::id_of).map(str::to_owned);
            found.extend(list.data.into_iter().filter(|value| answers::is_of(value, sought.op_id)));
            if !list.has_more || after.is_none() {
                return if found.len() > 1 { Err(Look::Several) } else { Ok(found.pop()) };
            }
        }
        Err(Look::Unreachable)
    }

    /// A page that seems paid is paid if its payment says so.
    async fn with_payment(&self, page: Object) -> Look {
        let Some(payment) = page.payment.clone() else {
            return if page.stand == Stand::Paid { Look::Unreachable } else { Look::One(page) };
        };
        match answers::shown(self.client.get(&format!("/payment_intents/{payment}")).await) {
            Shown::Value(value) => answers::with_payment(page, &value).map_or(Look::Unreachable, Look::One),
            Shown::Nothing | Shown::Unreachable => Look::Unreachable,
        }
    }

    async fn available(&self, currency: Currency) -> Option<Minor> {
        match answers::shown(self.client.get("/balance").await) {
            Shown::Value(value) => answers::available(&value, currency),
            Shown::Nothing | Shown::Unreachable => None,
        }
    }
}

fn listed(folder: &str, (key, value): &(&str, String), after: Option<&str>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("limit", "100");
    if !key.is_empty() {
        query.append_pair(key, value);
    }
    if let Some(after) = after {
        query.append_pair("starting_after", after);
    }
    format!("{folder}?{}", query.finish())
}

/// Where such things are; reversals lie below their transfer.
fn folder(ask: Ask, body: &str) -> String {
    let name = match ask {
        Ask::Checkout => "/checkout/sessions",
        Ask::Transfer => "/transfers",
        Ask::Refund => "/refunds",
        Ask::Customer => "/customers",
        Ask::Payee => "/accounts",
        Ask::Onboarding => "/account_links",
        Ask::Reversal => {
            let transfer = serde_json::from_str::<Reversal>(body).map(|asked| asked.transfer).unwrap_or_default();
            return format!("/transfers/{transfer}/reversals");
        }
    };
    name.to_owned()
}

fn written(ask: Ask, body: &str) -> Option<requests::Sent> {
    Some(match ask {
        Ask::Checkout => requests::checkout(&serde_json::from_str::<Checkout>(body).ok()?),
        Ask::Transfer => requests::transfer(&serde_json::from_str::<Transfer>(body).ok()?),
        Ask::Refund => requests::refund(&serde_json::from_str::<Refund>(body).ok()?),
        Ask::Reversal => requests::reversal(&serde_json::from_str::<Reversal>(body).ok()?),
        Ask::Customer => requests::customer(&serde_json::from_str::<Customer>(body).ok()?),
        Ask::Payee => requests::payee(&serde_json::from_str::<Payee>(body).ok()?),
        Ask::Onboarding => requests::onboarding(&serde_json::from_str::<Onboarding>(body).ok()?),
    })
}

/// Reads an answer; the request says what an answer without money is about.
fn read(ask: Ask, value: &Value, body: &str) -> Option<Object> {
    match ask {
        Ask::Checkout => answers::session(value),
        Ask::Transfer => answers::transfer(value),
        Ask::Refund => answers::refund(value),
        Ask::Reversal => answers::reversal(value),
        Ask::Customer => parties::customer(value, NO_CURRENCY),
        Ask::Payee => parties::payee(value, NO_CURRENCY),
        Ask::Onboarding => {
            let asked: Onboarding = serde_json::from_str(body).ok()?;
            parties::onboarding(value, asked.op_id, &asked.account, NO_CURRENCY)
        }
    }
}

/// The smallest list that must have it.
fn filter(ask: Ask, sought: &Sought) -> Option<(&'static str, String)> {
    Some(match ask {
        // Such a page has no name: it is asked for anew.
        Ask::Onboarding => return None,
        Ask::Checkout | Ask::Customer | Ask::Payee => {
            ("created[gte]", sought.since.plus_seconds(-SLACK_SECONDS).0.div_euclid(1_000_000).to_string())
        }
        Ask::Transfer => ("transfer_group", serde_json::from_str::<Transfer>(&sought.body).ok()?.transfer_group),
        // All reversals of one transfer are few.
        Ask::Reversal => ("", String::new()),
        Ask::Refund => {
            let origin = serde_json::from_str::<Refund>(&sought.body).ok()?.origin;
            (requests::origin_key(&origin), origin)
        }
    })
}

impl Gateway for Stripe {
    fn name(&self) -> &'static str {
        "stripe"
    }

    /// Stripe's smallest charges, as it publishes them for cards settled in the same currency.
    fn minimum(&self, currency: Currency) -> Minor {
        match currency {
            Currency::Usd | Currency::Eur | Currency::Sgd | Currency::Aud | Currency::Jpy => Minor(50),
            Currency::Gbp => Minor(30),
            Currency::Hkd | Currency::Cny => Minor(400),
        }
    }

    fn send<'a>(&'a self, ask: Ask, request: &'a Request) -> Answer<'a, Outcome> {
        Box::pin(self.carry(ask, request))
    }

    fn find<'a>(&'a self, ask: Ask, sought: &'a Sought) -> Answer<'a, Look> {
        Box::pin(self.look(ask, sought))
    }

    fn balance(&self, currency: Currency) -> Answer<'_, Option<Minor>> {
        Box::pin(self.available(currency))
    }

    fn case<'a>(&'a self, id: &'a str) -> Answer<'a, CaseLook> {
        Box::pin(self.look_at_case(id))
    }

    fn send_evidence<'a>(&'a self, id: &'a str, key: &'a str, text: &'a str) -> Answer<'a, EvidenceSent> {
        Box::pin(self.post_evidence(id, key, text))
    }

    fn stripe(&self) -> Option<&Stripe> {
        Some(self)
    }
}

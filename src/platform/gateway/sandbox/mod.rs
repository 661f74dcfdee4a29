//! A payment provider that happens to live in the same database. It takes no cost, and it is as strict as a real one about keys: the same key with the
//! same body answers with the same object, the same key with another body is an error.
//!
//! It says what happened by events in the inbox, as a provider's webhooks would; whoever applies them comes back and looks at the object.
//! Transfers succeed after one tick, unless the account they go to is named `fail` (fails), `slow` (takes [`SLOW_TICKS`] ticks) or `return`
//! (arrives and comes back).

mod cases;
mod store;

pub use cases::{SandboxCase, Turn};

use super::{
    Answer, Ask, CaseLook, Checkout, EvidenceSent, Gateway, Look, Object, Outcome, Refund, Request, Reversal, Sought, Stand, Transfer,
};
use crate::platform::clock::Clock;
use crate::platform::db::{Db, DbError};
use crate::primitives::id::OperationId;
use crate::primitives::{Currency, Instant, Minor, Money};
use store::{Kind, NewObject, ObjectRow};

/// How many looks a transfer to an account named `slow` takes.
const SLOW_TICKS: i32 = 30;
/// How many transfers and checkouts are looked at on a tick.
const AT_ONCE: i64 = 500;

/// What a payer does on the hosted page, or what happens to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payment {
    /// Pays. A page that was left or closed takes it too: money that was on its way arrives.
    Pay,
    /// The bank says no.
    Decline,
    /// Leaves.
    Abandon,
    /// Its time is over.
    Close,
}

/// The sandbox.
pub struct Sandbox {
    db: Db,
    clock: Clock,
    base_url: String,
}

impl Sandbox {
    /// On a database, with pages below `base_url`.
    #[must_use]
    pub const fn new(db: Db, clock: Clock, base_url: String) -> Self {
        Self { db, clock, base_url }
    }

    /// The checkout behind a hosted page, with what its payer reads: title and the address to come back to.
    pub async fn hosted(&self, id: String) -> Result<Option<(Object, String, String)>, DbError> {
        let row = self.db.read(move |conn| store::find(conn, &id)).await?;
        let row = row.filter(|row| row.kind == Kind::Checkout);
        Ok(row.map(|row| (self.object(&row), row.title, row.return_url)))
    }

    /// The payer acts. Returns the id of the event that says so, or `None` if the page is closed for that.
    pub async fn pay(&self, id: String, payment: Payment) -> Result<Option<String>, DbError> {
        let now = self.clock.now();
        self.db
            .write(move |tx| {
                let Some(row) = store::find(tx, &id)?.filter(|row| row.kind == Kind::Checkout) else { return Ok(None) };
                let Some(stand) = after_payment(row.state, payment) else { return Ok(None) };
                if store::advance(tx, &row, stand)? { store::insert_event(tx, now, &row, stand).map(Some) } else { Ok(None) }
            })
            .await
    }

    /// One look at everything that moves by itself: transfers arrive, fail or come back, pages close.
    pub async fn tick(&self) -> Result<(), DbError> {
        let now = self.clock.now();
        self.db
            .write(move |tx| {
                for row in store::list_moving(tx, AT_ONCE)? {
                    let next = after_a_tick(&row);
                    if store::look(tx, &row, next)? && next != row.state {
                        store::insert_event(tx, now, &row, next)?;
                    }
                }
                for row in store::list_overdue(tx, now, AT_ONCE)? {
                    if store::advance(tx, &row, Stand::Expired)? {
                        store::insert_event(tx, now, &row, Stand::Expired)?;
                    }
                }
                Ok(())
            })
            .await
    }

    async fn create(&self, request: &Request, asked: Option<Asked>, kind: Kind, stand: Stand) -> Outcome {
        let Some(asked) = asked else { return Outcome::Declined("unreadable".to_owned()) };
        let now = self.clock.now();
        let id = format!("sbx_{}", crate::primitives::id::JobId::random().to_string().trim_start_matches("job_"));
        let new = NewObject {
            id,
            kind,
            idem_key: request.idem_key.clone(),
            request_sha256: request.sha256(),
            amount: asked.money.amount,
            currency: asked.money.currency,
            op_id: asked.op_id,
            state: stand,
            destination: asked.destination,
            return_url: asked.return_url,
            title: asked.title,
            looked_at: 0,
            created_at: now,
            expires_at: asked.expires_at,
            version: 1,
        };
        let sha256 = new.request_sha256.clone();
        let made = self.db.write(move |tx| store::find_or_insert(tx, &new)).await;
        match made {
            Ok(row) if row.request_sha256 == sha256 => Outcome::Done(self.object(&row)),
            Ok(_) => Outcome::Unknown,
            Err(_) => Outcome::Retry(None),
        }
    }

    /// A transfer that arrived comes back; one that has come back stays so.
    async fn take_back(&self, request: &Request) -> Outcome {
        let Ok(asked) = serde_json::from_str::<Reversal>(&request.body) else { return Outcome::Declined("unreadable".to_owned()) };
        let (now, id) = (self.clock.now(), asked.transfer.clone());
        let moved = self
            .db
            .write(move |tx| {
                let Some(row) = store::find(tx, &id)?.filter(|row| row.kind == Kind::Transfer) else { return Ok(false) };
                if row.state == Stand::Paid && store::advance(tx, &row, Stand::Returned)? {
                    store::insert_event(tx, now, &row, Stand::Returned)?;
                }
                Ok::<_, DbError>(matches!(row.state, Stand::Paid | Stand::Returned))
            })
            .await;
        match moved {
            Ok(true) => Outcome::Done(reversed(&asked)),
            Ok(false) => Outcome::Declined("not_paid".to_owned()),
            Err(_) => Outcome::Retry(None),
        }
    }

    async fn find_reversal(&self, sought: &Sought) -> Look {
        let Ok(asked) = serde_json::from_str::<Reversal>(&sought.body) else { return Look::Nothing };
        let id = asked.transfer.clone();
        match self.db.read(move |conn| store::find(conn, &id)).await {
            Ok(Some(row)) if row.state == Stand::Returned => Look::One(reversed(&asked)),
            Ok(_) => Look::Nothing,
            Err(_) => Look::Unreachable,
        }
    }

    async fn find(&self, kind: Kind, op_id: OperationId) -> Look {
        match self.db.read(move |conn| store::list_of_operation(conn, kind, op_id)).await {
            Err(_) => Look::Unreachable,
            Ok(rows) => match rows.as_slice() {
                [] => Look::Nothing,
                [one] => Look::One(self.object(one)),
                _ => Look::Several,
            },
        }
    }

    fn object(&self, row: &ObjectRow) -> Object {
        let url = (row.kind == Kind::Checkout).then(|| format!("{}/sandbox/checkout/{}", self.base_url, row.id));
        Object {
            id: row.id.clone(),
            stand: row.state,
            money: Money::new(row.amount, row.currency),
            op_id: row.op_id,
            url,
            payment: None,
            source: None,
            payee: None,
        }
    }
}

/// What the sandbox calls a transfer that was taken back.
fn reversed(asked: &Reversal) -> Object {
    let id = format!("{}_reversal", asked.transfer);
    Object { id, stand: Stand::Paid, money: asked.money, op_id: asked.op_id, url: None, payment: None, source: None, payee: None }
}

/// What any request comes down to.
struct Asked {
    op_id: OperationId,
    money: Money,
    destination: String,
    return_url: String,
    title: String,
    expires_at: Instant,
}

impl Asked {
    fn checkout(body: &str) -> Option<Self> {
        let said = serde_json::from_str::<Checkout>(body).ok()?;
        let Checkout { op_id, money, return_url, title, expires_at, .. } = said;
        Some(Self { op_id, money, destination: String::new(), return_url, title, expires_at })
    }

    const fn plain(op_id: OperationId, money: Money, destination: String) -> Self {
        Self { op_id, money, destination, return_url: String::new(), title: String::new(), expires_at: Instant(i64::MAX) }
    }
}

impl Gateway for Sandbox {
    fn name(&self) -> &'static str {
        "sandbox"
    }

    fn minimum(&self, _: Currency) -> Minor {
        Minor(1)
    }

    fn send<'a>(&'a self, ask: Ask, request: &'a Request) -> Answer<'a, Outcome> {
        let (asked, kind, stand) = match ask {
            Ask::Reversal => return Box::pin(self.take_back(request)),
            // The sandbox pays and is paid without knowing anybody.
            Ask::Customer | Ask::Payee | Ask::Onboarding => {
                return Box::pin(std::future::ready(Outcome::Declined("unsupported".to_owned())));
            }
            Ask::Checkout => (Asked::checkout(&request.body), Kind::Checkout, Stand::Open),
            Ask::Transfer => {
                let said = serde_json::from_str::<Transfer>(&request.body).ok();
                (said.map(|said| Asked::plain(said.op_id, said.money, said.destination)), Kind::Transfer, Stand::Pending)
            }
            Ask::Refund => {
                let said = serde_json::from_str::<Refund>(&request.body).ok();
                (said.map(|said| Asked::plain(said.op_id, said.money, said.origin)), Kind::Refund, Stand::Paid)
            }
        };
        Box::pin(self.create(request, asked, kind, stand))
    }

    fn find<'a>(&'a self, ask: Ask, sought: &'a Sought) -> Answer<'a, Look> {
        let kind = match ask {
            Ask::Checkout => Kind::Checkout,
            Ask::Transfer => Kind::Transfer,
            Ask::Refund => Kind::Refund,
            Ask::Reversal => return Box::pin(self.find_reversal(sought)),
            Ask::Customer | Ask::Payee | Ask::Onboarding => return Box::pin(std::future::ready(Look::Nothing)),
        };
        Box::pin(self.find(kind, sought.op_id))
    }

    fn balance(&self, _: Currency) -> Answer<'_, Option<Minor>> {
        Box::pin(std::future::ready(Some(Minor(i64::MAX))))
    }

    fn case<'a>(&'a self, id: &'a str) -> Answer<'a, CaseLook> {
        Box::pin(self.look_at_case(id.to_owned()))
    }

    fn send_evidence<'a>(&'a self, id: &'a str, _: &'a str, text: &'a str) -> Answer<'a, EvidenceSent> {
        Box::pin(self.take_evidence(id.to_owned(), text.to_owned()))
    }

    fn sandbox(&self) -> Option<&Sandbox> {
        Some(self)
    }
}

/// Where a page stands after what its payer did.
const fn after_payment(stand: Stand, payment: Payment) -> Option<Stand> {
    match (stand, payment) {
        (Stand::Open | Stand::Declined | Stand::Abandoned | Stand::Expired, Payment::Pay) => Some(Stand::Paid),
        (Stand::Open, Payment::Decline) => Some(Stand::Declined),
        (Stand::Open, Payment::Abandon) => Some(Stand::Abandoned),
        (Stand::Open, Payment::Close) => Some(Stand::Expired),
        (Stand::Paid | Stand::Pending | Stand::Failed | Stand::Returned, _)
        | (Stand::Declined | Stand::Abandoned | Stand::Expired, Payment::Decline | Payment::Abandon | Payment::Close) => None,
    }
}

/// Where a transfer stands after one more tick.
fn after_a_tick(row: &ObjectRow) -> Stand {
    match (row.state, row.destination.as_str()) {
        (Stand::Pending, "fail") => Stand::Failed,
        (Stand::Pending, "slow") if row.looked_at < SLOW_TICKS => Stand::Pending,
        (Stand::Pending, _) => Stand::Paid,
        (Stand::Paid, "return") => Stand::Returned,
        (stand, _) => stand,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paid_page_is_closed_and_a_left_one_takes_late_money() {
        assert_eq!(after_payment(Stand::Paid, Payment::Pay), None);
        assert_eq!(after_payment(Stand::Abandoned, Payment::Abandon), None);
        assert_eq!(after_payment(Stand::Abandoned, Payment::Pay), Some(Stand::Paid));
        assert_eq!(after_payment(Stand::Expired, Payment::Pay), Some(Stand::Paid));
    }
}

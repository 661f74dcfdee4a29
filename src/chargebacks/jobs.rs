//! What the provider says of cases is applied, what it does not say is looked up, and the evidence goes out in time.

use super::model::Chargeback;
use super::{actions, evidence, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::ledger::Provider;
use crate::notices;
use crate::operations::{self, Event, OperationKind};
use crate::payments::{self, Checkout};
use crate::platform::db::Conn;
use crate::platform::gateway::{Case, CaseLook, EvidenceSent};
use crate::primitives::Instant;
use crate::web::{Job, Lane, Site};
use std::sync::Arc;

/// An open case is looked at so often, whether or not the provider says something.
const LOOK_SECONDS: i64 = 300;
/// Evidence that got no answer goes out again after this.
const RETRY_SECONDS: i64 = 60;
/// How many are looked at on a tick.
const MOST: i64 = 40;

/// Listening, looking, answering.
pub const JOBS: &[Job] = &[
    Job { name: "chargeback events", lane: Lane::Provider, run: |site| Box::pin(apply_due(site)) },
    Job { name: "open chargebacks", lane: Lane::Provider, run: |site| Box::pin(look_after(site)) },
    Job { name: "chargeback evidence", lane: Lane::Provider, run: |site| Box::pin(send_due(site)) },
];

/// What the provider says of cases.
const PREFIXES: &[&str] = &["charge.dispute.", "dispute."];

async fn apply_due(site: Arc<Site>) -> Result<bool, Failure> {
    let now = site.clock.now();
    let events = site.db.read(move |conn| Ok::<_, Failure>(operations::list_due_events(conn, PREFIXES, now, MOST)?)).await?;
    for event in events {
        if let Err(error) = apply(&site, event).await {
            tracing::info!(%error, "a case could not be applied; it is tried again");
        }
    }
    Ok(false)
}

/// The payment that a case names, if it is one of ours.
fn paid(conn: &mut Conn, event: &Event, case: &Case) -> Result<Option<Checkout>, Failure> {
    let object = case.charge.as_ref().unwrap_or(&case.payment).clone();
    let named = Event { object, payment: Some(case.payment.clone()), operation: None, ..event.clone() };
    let charge = operations::find_of_event(conn, OperationKind::Charge, &named)?;
    let Some(id) = charge.and_then(|charge| charge.checkout) else { return Ok(None) };
    Ok(payments::find_checkout(conn, id)?)
}

/// An event is a hint: the case itself is looked at.
async fn apply(site: &Site, event: Event) -> Result<(), Failure> {
    let now = site.clock.now();
    let case = match site.gateway.case(&event.object).await {
        CaseLook::One(case) => case,
        CaseLook::Unreachable => return site.db.write(move |tx| Ok(operations::postpone(tx, &event.id, now.plus_seconds(60))?)).await,
        CaseLook::Nothing => return site.db.write(move |tx| Ok(operations::miss(tx, now, &event)?)).await,
    };
    let (provider, act) = (Provider::of(&*site.gateway)?, Act::platform(now, event.id.clone()));
    site.db
        .write(move |tx| {
            let Some(checkout) = paid(tx, &event, &case)? else { return Ok(operations::miss(tx, now, &event)?) };
            if !actions::fits(&checkout, case.money) {
                operations::apply_once(tx, now, &event.id, 0)?;
                return notices::tell_finance(tx, &act, &case.id, "a case claims more than was paid, or another currency");
            }
            // A case is about a payment that arrived: until that is booked, it waits.
            if checkout.paid_at.is_none() {
                return Ok(operations::postpone(tx, &event.id, now.plus_seconds(1))?);
            }
            let effects = actions::see(tx, &act, provider, &checkout, &case)?;
            if operations::apply_once(tx, now, &event.id, effects)? || effects == 0 { Ok(()) } else { Err(Failure::Conflicted) }
        })
        .await
}

/// Applies an event by its id, for whoever waits for its effect.
pub(super) async fn apply_by_id(site: &Site, id: String) -> Result<(), Failure> {
    let events = site.db.read(move |conn| Ok::<_, Failure>(operations::list_events_of(conn, &[id])?)).await?;
    for event in events {
        apply(site, event).await?;
    }
    Ok(())
}

async fn look_after(site: Arc<Site>) -> Result<bool, Failure> {
    let since = site.clock.now().plus_seconds(-LOOK_SECONDS);
    let quiet = site.db.read(move |conn| Ok::<_, Failure>(store::list_quiet(conn, since, MOST)?)).await?;
    let provider = Provider::of(&*site.gateway)?;
    for one in quiet {
        let look = site.gateway.case(&one.provider_ref).await;
        let (now, act) = (site.clock.now(), Act::platform(site.clock.now(), one.id.to_string()));
        site.db
            .write(move |tx| {
                if let CaseLook::One(case) = &look {
                    let checkout = payments::find_checkout(tx, one.checkout)?.ok_or(Failure::NotFound)?;
                    if actions::fits(&checkout, case.money) {
                        actions::see(tx, &act, provider, &checkout, case)?;
                    }
                }
                Ok::<_, Failure>(store::touch(tx, one.id, now)?)
            })
            .await?;
    }
    Ok(false)
}

async fn send_due(site: Arc<Site>) -> Result<bool, Failure> {
    let now = site.clock.now();
    let due = site.db.read(move |conn| Ok::<_, Failure>(store::list_to_send(conn, now, MOST)?)).await?;
    for one in due {
        send(&site, one, now).await?;
    }
    Ok(false)
}

/// Sends the evidence under a key of the case: whatever answer is lost, the provider has it once.
async fn send(site: &Site, one: Chargeback, now: Instant) -> Result<(), Failure> {
    let about = one.clone();
    let text = site.db.read(move |conn| evidence::pack(conn, &about)).await?;
    let sent = site.gateway.send_evidence(&one.provider_ref, &evidence::key(&one, &text), &text).await;
    let act = Act::platform(now, one.id.to_string());
    site.db
        .write(move |tx| match &sent {
            EvidenceSent::Taken => actions::sent(tx, &act, &one, &text),
            EvidenceSent::Refused(code) => actions::unsent(tx, &act, &one, code),
            EvidenceSent::Later => actions::later(tx, &one, now.plus_seconds(RETRY_SECONDS)),
        })
        .await
}

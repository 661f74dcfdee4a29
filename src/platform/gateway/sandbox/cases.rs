//! The sandbox's cases: whoever paid takes the payment back, and the bank decides when somebody says how. It takes nothing for its work.

use super::Sandbox;
use super::store::{self, Kind};
use crate::each;
use crate::platform::db::{Conn, DbError, Tx};
use crate::platform::gateway::{Case, CaseLook, CaseStand, EvidenceSent, Stand};
use crate::primitives::{Instant, Minor, Money};
use crate::schema::{inbox_events, sandbox_cases};
use diesel::prelude::*;

crate::choice! {
    /// Where a case of the sandbox stands.
    pub enum SandboxCase {
        /// The money was taken, the outcome is open.
        ChargedBack = "charged_back",
        /// It came back.
        Won = "chargeback_won",
        /// It is gone.
        Lost = "chargeback_lost",
    }
}

/// What happens in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The payer takes a payment back.
    Open,
    /// The bank decides for us.
    Win,
    /// The bank decides for the payer.
    Lose,
}

/// So many days the sandbox takes evidence.
const DAYS: i64 = 7;

type Row = (String, SandboxCase, String, Instant);

fn find(conn: &mut Conn, id: &str) -> Result<Option<Row>, DbError> {
    Ok(sandbox_cases::table.find(id).get_result::<Row>(conn).optional()?)
}

fn insert(tx: &mut Tx<'_>, id: &str, now: Instant) -> Result<bool, DbError> {
    let row = (sandbox_cases::id.eq(id), sandbox_cases::state.eq(SandboxCase::ChargedBack), sandbox_cases::opened_at.eq(now));
    Ok(each!(&mut **tx, c => diesel::insert_into(sandbox_cases::table).values(row).on_conflict_do_nothing().execute(c))? == 1)
}

fn advance(tx: &mut Tx<'_>, id: &str, state: SandboxCase) -> Result<bool, DbError> {
    let open = sandbox_cases::table.find(id).filter(sandbox_cases::state.eq(SandboxCase::ChargedBack));
    Ok(diesel::update(open).set(sandbox_cases::state.eq(state)).execute(&mut **tx)? == 1)
}

/// Says that a case stands so now; the event's id is the same however often it is said.
fn insert_event(tx: &mut Tx<'_>, now: Instant, id: &str, state: SandboxCase) -> Result<String, DbError> {
    let event = format!("{}_{state}", id.replace("sbx_", "evt_sbx_"));
    let row = (
        inbox_events::event_id.eq(event.clone()),
        inbox_events::kind.eq(format!("dispute.{state}")),
        inbox_events::object_id.eq(id.to_owned()),
        inbox_events::payload.eq(serde_json::json!({ "object": id, "case": state }).to_string()),
        inbox_events::state.eq("stored"),
        inbox_events::effects.eq(0),
        inbox_events::received_at.eq(now),
        inbox_events::next_at.eq(now),
    );
    each!(&mut **tx, c => diesel::insert_into(inbox_events::table).values(row.clone()).on_conflict_do_nothing().execute(c))?;
    Ok(event)
}

impl Sandbox {
    /// Where the case of a checkout stands, if there is one.
    pub async fn case_of(&self, id: String) -> Result<Option<SandboxCase>, DbError> {
        self.db.read(move |conn| Ok(find(conn, &id)?.map(|row| row.1))).await
    }

    /// Something happens in the case of a paid checkout. Returns the id of the event that says so, or `None` if it cannot happen now.
    pub async fn dispute(&self, id: String, turn: Turn) -> Result<Option<String>, DbError> {
        let now = self.clock.now();
        self.db
            .write(move |tx| {
                let paid = store::find(tx, &id)?.is_some_and(|row| row.kind == Kind::Checkout && row.state == Stand::Paid);
                let (happens, state) = match turn {
                    Turn::Open => (paid && insert(tx, &id, now)?, SandboxCase::ChargedBack),
                    Turn::Win => (advance(tx, &id, SandboxCase::Won)?, SandboxCase::Won),
                    Turn::Lose => (advance(tx, &id, SandboxCase::Lost)?, SandboxCase::Lost),
                };
                if happens { insert_event(tx, now, &id, state).map(Some) } else { Ok(None) }
            })
            .await
    }

    pub(super) async fn look_at_case(&self, id: String) -> CaseLook {
        let seen = self.db.read(move |conn| Ok::<_, DbError>((find(conn, &id)?, store::find(conn, &id)?))).await;
        match seen {
            Err(_) => CaseLook::Unreachable,
            Ok((Some((id, state, evidence, opened_at)), Some(checkout))) => CaseLook::One(Box::new(Case {
                payment: id.clone(),
                charge: None,
                id,
                money: Money::new(checkout.amount, checkout.currency),
                fee: Minor::ZERO,
                reason: "sandbox".to_owned(),
                stand: match state {
                    SandboxCase::ChargedBack if evidence.is_empty() => CaseStand::Open,
                    SandboxCase::ChargedBack => CaseStand::Review,
                    SandboxCase::Won => CaseStand::Won,
                    SandboxCase::Lost => CaseStand::Lost,
                },
                due_at: Some(opened_at.plus_hours(24 * DAYS)),
                taken: true,
            })),
            Ok(_) => CaseLook::Nothing,
        }
    }

    pub(super) async fn take_evidence(&self, id: String, text: String) -> EvidenceSent {
        let kept = self
            .db
            .write(move |tx| {
                let open = sandbox_cases::table.find(&id).filter(sandbox_cases::state.eq(SandboxCase::ChargedBack));
                Ok::<_, DbError>(diesel::update(open).set(sandbox_cases::evidence.eq(&text)).execute(&mut **tx)? == 1)
            })
            .await;
        match kept {
            Ok(true) => EvidenceSent::Taken,
            Ok(false) => EvidenceSent::Refused("closed".to_owned()),
            Err(_) => EvidenceSent::Later,
        }
    }
}

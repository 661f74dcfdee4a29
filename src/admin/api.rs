//! The API's doors of the desk.

use super::forms::{LinesQuery, OpsQuery, ProposalBody, ProposalForm};
use super::model::{ActKind, ActState, Proposal, Wish};
use super::{actions, queues, rules, store};
use crate::api_door;
use crate::audit;
use crate::failure::Failure;
use crate::ledger;
use crate::operations::{self, Operation, OperationKind, OperationState, Queue};
use crate::payments::{self, Unexplained, UnexplainedState};
use crate::primitives::id::{ActId, ContractId, CreatorId, EntryId, OperationId, OrgId, PayoutId, TxnId, UserId};
use crate::primitives::{Choice as _, Money};
use crate::sessions::{AdminRole, Person};
use crate::web::Id;
use crate::web::api::{ApiDoor, Ask, Body, Call, Judge, Listed, Moment, Nothing, PageQuery, Reply, Told};
use serde::Serialize;
use utoipa::ToSchema;

/// Every API door of the desk.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/admin/queues", Token, list_queues, "What waits for an admin, by age", "not_found"),
    api_door!(GET "/admin/ops", Token, list_ops, "Calls to the payment provider", "act.forbidden", "cursor.invalid", "not_found"),
    api_door!(GET "/admin/suspense", Token, list_suspense, "What moved at the provider and nobody has explained, oldest first", "act.forbidden", "cursor.invalid", "not_found"),
    api_door!(GET "/admin/ledger", Token, list_journal, "The journal, newest first", "act.forbidden", "cursor.invalid", "not_found"),
    api_door!(GET "/admin/audit", Token, list_log, "The log, newest first", "cursor.invalid", "not_found"),
    api_door!(GET "/admin/acts", Token, list_acts, "Acts that wait for a second admin or were decided, newest first", "cursor.invalid", "not_found"),
    api_door!(POST "/admin/acts", Token, propose, "Propose an act that takes two admins", "auth.step_up", "act.forbidden", "admin.own_deal", "admin.proposed", "state.refused", "not_found"),
    api_door!(POST "/admin/acts/{id}/confirmation", Token, confirm, "Agree to an act: it is done now", "auth.step_up", "act.forbidden", "admin.second_wanted", "admin.own_deal", "state.refused"),
    api_door!(POST "/admin/acts/{id}/refusal", Token, refuse, "Refuse an act, or take it back", "auth.step_up", "act.forbidden", "admin.own_deal", "state.refused"),
];

/// Any admin; nobody else finds a desk.
fn admin(person: &Person) -> Result<(), Failure> {
    if person.admin_roles.is_empty() { Err(Failure::NotFound) } else { Ok(()) }
}

/// Things of one kind that wait.
#[derive(Serialize, ToSchema)]
#[schema(as = Queue)]
struct QueueObject {
    key: String,
    /// At most 100 are counted.
    count: usize,
    /// Since when the oldest waits.
    oldest_at: Moment,
    /// The first instant at which something is lost, where there is one: for chargebacks, until when the provider takes evidence.
    #[schema(required)]
    due_at: Option<Moment>,
    /// Where they are: a path of the site.
    url: String,
}

/// What waits.
#[derive(Serialize, ToSchema)]
#[schema(as = Queues)]
struct QueuesObject {
    items: Vec<QueueObject>,
}

/// `GET /api/v1/admin/queues`
async fn list_queues(call: Call<Judge>) -> Told<QueuesObject> {
    let now = call.now;
    let rows = call.see(move |conn, person| admin(person).and_then(|()| queues::list(conn, person, now))).await?;
    let object = |row: super::model::Waiting| QueueObject {
        key: row.key.to_owned(),
        count: row.count,
        oldest_at: Moment(row.oldest),
        due_at: row.due.map(Moment),
        url: row.url.to_owned(),
    };
    Reply::of(&QueuesObject { items: rows.into_iter().map(object).collect() })
}

/// A call to the payment provider.
#[derive(Serialize, ToSchema)]
#[schema(as = Operation)]
struct OpObject {
    id: OperationId,
    kind: OperationKind,
    state: OperationState,
    amount: Money,
    /// The key that it is sent under.
    idem_key: String,
    attempts: i32,
    #[schema(required)]
    contract_id: Option<ContractId>,
    #[schema(required)]
    payout_id: Option<PayoutId>,
    #[schema(required)]
    org_id: Option<OrgId>,
    #[schema(required)]
    creator_id: Option<CreatorId>,
    /// The provider's id of what it made.
    #[schema(required)]
    provider_ref: Option<String>,
    #[schema(required)]
    failure_code: Option<String>,
    created_at: Moment,
    #[schema(required)]
    last_at: Option<Moment>,
    /// When it goes on by itself; null when it does not.
    #[schema(required)]
    next_at: Option<Moment>,
}

impl From<Operation> for OpObject {
    fn from(operation: Operation) -> Self {
        let goes_on = operation.may_be_given_up() && operation.next_at.0 != i64::MAX;
        Self {
            id: operation.id,
            kind: operation.kind,
            state: operation.state,
            amount: operation.money,
            idem_key: operation.request.idem_key,
            attempts: operation.attempts,
            contract_id: operation.contract,
            payout_id: operation.payout,
            org_id: operation.org,
            creator_id: operation.creator,
            provider_ref: operation.provider_ref,
            failure_code: operation.failure_code,
            created_at: Moment(operation.created_at),
            last_at: operation.last_at.map(Moment),
            next_at: Some(Moment(operation.next_at)).filter(|_| goes_on),
        }
    }
}

/// `GET /api/v1/admin/ops`
async fn list_ops(call: Call<Judge>, query: Ask<OpsQuery>) -> Told<Listed<OpObject>> {
    call.see(|_, person| person.judges_as(AdminRole::FinanceAdmin)).await?;
    let asked = query.parse()?;
    let (limit, after) = PageQuery { limit: asked.limit.clone(), cursor: asked.cursor.clone() }.parse(&call)?;
    let queue = match &asked.queue {
        Some(word) => Queue::from_word(word).ok_or_else(|| Failure::field("queue", "choice"))?,
        None => Queue::All,
    };
    let since = call.now.plus_seconds(-rules::LATE_SECONDS);
    let slice = call.see(move |conn, _| Ok(operations::list_queue(conn, queue, since, after.as_ref(), limit)?)).await?;
    Reply::of(&Listed::of(&call, slice.map(OpObject::from)))
}

/// Something that moved at the provider and that nobody asked for.
#[derive(Serialize, ToSchema)]
#[schema(as = Unexplained)]
struct UnexplainedObject {
    /// The provider's name of it; what an act is about.
    source: String,
    /// The provider's word for how it moved.
    kind: String,
    /// What came in, or below zero, went out.
    amount: Money,
    state: UnexplainedState,
    /// It can be sent back to who paid it.
    may_go_back: bool,
    found_at: Moment,
}

impl From<Unexplained> for UnexplainedObject {
    fn from(one: Unexplained) -> Self {
        let may_go_back = one.may_go_back();
        Self { source: one.source, kind: one.kind, amount: one.money, state: one.state, may_go_back, found_at: Moment(one.found_at) }
    }
}

/// `GET /api/v1/admin/suspense`
async fn list_suspense(call: Call<Judge>, query: Ask<PageQuery>) -> Told<Listed<UnexplainedObject>> {
    call.see(|_, person| person.judges_as(AdminRole::FinanceAdmin)).await?;
    let (limit, after) = query.parse()?.parse(&call)?;
    let slice = call.see(move |conn, _| Ok(payments::list_unexplained(conn, true, after.as_ref(), limit)?)).await?;
    Reply::of(&Listed::of(&call, slice.map(UnexplainedObject::from)))
}

/// A line of the journal.
#[derive(Serialize, ToSchema)]
#[schema(as = JournalLine)]
struct LineObject {
    id: EntryId,
    txn_id: TxnId,
    /// What happened.
    kind: String,
    /// To what.
    reference: String,
    account: String,
    /// Debit above zero, credit below.
    amount: Money,
    balance_after: Money,
    #[schema(required)]
    contract_id: Option<ContractId>,
    at: Moment,
}

/// `GET /api/v1/admin/ledger`
async fn list_journal(call: Call<Judge>, query: Ask<LinesQuery>) -> Told<Listed<LineObject>> {
    call.see(|_, person| person.judges_as(AdminRole::FinanceAdmin)).await?;
    let asked = query.parse()?;
    let (limit, after) = PageQuery { limit: asked.limit.clone(), cursor: asked.cursor.clone() }.parse(&call)?;
    let about = asked.about.clone();
    let slice = call.see(move |conn, _| Ok(ledger::list_lines(conn, about.as_deref(), after.as_ref(), limit)?)).await?;
    let object = |line: ledger::Line| LineObject {
        id: line.id,
        txn_id: line.txn_id,
        kind: line.kind.to_string(),
        reference: line.reference,
        account: line.account,
        amount: line.amount,
        balance_after: line.balance_after,
        contract_id: line.contract_id,
        at: Moment(line.at),
    };
    Reply::of(&Listed::of(&call, slice.map(object)))
}

/// A line of the log.
#[derive(Serialize, ToSchema)]
#[schema(as = LogLine)]
struct LogObject {
    at: Moment,
    /// An id, `platform` or `operator`.
    actor: String,
    action: String,
    object: String,
    reason: String,
    request_id: String,
    bucket: i32,
    seq: i64,
}

/// `GET /api/v1/admin/audit`
async fn list_log(call: Call<Judge>, query: Ask<LinesQuery>) -> Told<Listed<LogObject>> {
    call.see(|_, person| admin(person)).await?;
    let asked = query.parse()?;
    let (limit, after) = PageQuery { limit: asked.limit.clone(), cursor: asked.cursor.clone() }.parse(&call)?;
    let about = asked.about.clone();
    let slice = call.see(move |conn, _| Ok(audit::list(conn, about.as_deref(), after.as_ref(), limit)?)).await?;
    let object = |line: audit::Line| LogObject {
        at: Moment(line.at),
        actor: line.actor,
        action: line.action,
        object: line.object,
        reason: line.reason,
        request_id: line.request_id,
        bucket: line.bucket,
        seq: line.seq,
    };
    Reply::of(&Listed::of(&call, slice.map(object)))
}

/// An act that takes two admins.
#[derive(Serialize, ToSchema)]
#[schema(as = Act)]
struct ActObject {
    act_id: ActId,
    kind: ActKind,
    subject: String,
    /// Whose the subject shall be, where that is what is wanted.
    #[schema(required)]
    target: Option<String>,
    reason: String,
    state: ActState,
    proposed_by: UserId,
    proposed_at: Moment,
    #[schema(required)]
    decided_by: Option<UserId>,
    #[schema(required)]
    decided_at: Option<Moment>,
}

impl From<Proposal> for ActObject {
    fn from(proposal: Proposal) -> Self {
        Self {
            act_id: proposal.id,
            kind: proposal.kind,
            subject: proposal.subject,
            target: Some(proposal.target).filter(|target| !target.is_empty()),
            reason: proposal.reason,
            state: proposal.state,
            proposed_by: proposal.proposed_by,
            proposed_at: Moment(proposal.proposed_at),
            decided_by: proposal.decided_by,
            decided_at: proposal.decided_at.map(Moment),
        }
    }
}

/// `GET /api/v1/admin/acts`
async fn list_acts(call: Call<Judge>, query: Ask<PageQuery>) -> Told<Listed<ActObject>> {
    call.see(|_, person| admin(person)).await?;
    let (limit, after) = query.parse()?.parse(&call)?;
    let slice = call.see(move |conn, _| Ok(store::list(conn, None, after.as_ref(), limit)?)).await?;
    Reply::of(&Listed::of(&call, slice.map(ActObject::from)))
}

/// `POST /api/v1/admin/acts`
async fn propose(call: Call<Judge>, body: Body<ProposalBody>) -> Told<ActObject, 202> {
    let now = call.now;
    call.see(move |_, person| admin(person).and_then(|()| person.stepped_up(now))).await?;
    let sent = body.parse()?;
    let reason = ProposalForm { reason: sent.reason, ..ProposalForm::default() }.reason()?;
    let wish = Wish { kind: sent.kind, subject: sent.subject, target: sent.target.unwrap_or_default() };
    let proposed = call.write(&body, move |tx, act, person| {
        let id = actions::propose(tx, act, person, &wish, &reason)?;
        store::find(tx, id)?.map(ActObject::from).ok_or(Failure::NotFound)
    });
    proposed.await
}

/// The act, for an admin.
async fn seen(call: &Call<Judge>, id: ActId) -> Result<(), Failure> {
    call.see(move |conn, person| admin(person).and_then(|()| store::find(conn, id)?.map(drop).ok_or(Failure::NotFound))).await
}

/// `POST /api/v1/admin/acts/{id}/confirmation`
async fn confirm(call: Call<Judge>, id: Id<ActId>, body: Body<Nothing>) -> Told<ActObject> {
    seen(&call, id.0).await?;
    body.parse()?;
    let site = call.site.clone();
    let confirmed = call.write(&body, move |tx, act, person| {
        actions::confirm(tx, act, person, id.0, &site)?;
        store::find(tx, id.0)?.map(ActObject::from).ok_or(Failure::NotFound)
    });
    confirmed.await
}

/// `POST /api/v1/admin/acts/{id}/refusal`
async fn refuse(call: Call<Judge>, id: Id<ActId>, body: Body<Nothing>) -> Told<ActObject> {
    seen(&call, id.0).await?;
    body.parse()?;
    let refused = call.write(&body, move |tx, act, person| {
        actions::refuse(tx, act, person, id.0)?;
        store::find(tx, id.0)?.map(ActObject::from).ok_or(Failure::NotFound)
    });
    refused.await
}

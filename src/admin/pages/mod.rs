//! What admins see.

mod frozen;
mod suspense;

pub(super) use frozen::FrozenPage;
pub(super) use suspense::SuspensePage;

use super::forms::ProposalForm;
use super::model::{ActKind, ActState, Proposal, Waiting};
use super::rules;
use crate::ledger::Kind;
use crate::operations::{Left, Operation, OperationKind, OperationState, Queue};
use crate::primitives::id::{ActId, ContractId, OperationId, PayoutId, TxnId, UserId};
use crate::primitives::{Choice as _, Instant, Money};
use crate::sessions::Person;
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;
use std::collections::HashMap;

/// Things of one kind that wait for a person, as `queue.row` shows them.
#[derive(Debug, Serialize)]
pub(super) struct QueueRow {
    icon: &'static str,
    url: &'static str,
    title: String,
    text: String,
    at: Instant,
    late: bool,
    amount: Option<Money>,
    act: String,
}

impl QueueRow {
    /// Its words are the text `admin-queue-{key}`.
    pub(super) fn of(asker: &Asker, waiting: &Waiting) -> Self {
        Self {
            icon: waiting.icon,
            url: waiting.url,
            title: asker.text(&format!("admin-queue-{}", waiting.key), &[("n", waiting.count.to_string())]),
            text: asker.text(if waiting.due.is_some() { "admin-due" } else { "admin-oldest" }, &[]),
            at: waiting.due.unwrap_or(waiting.oldest),
            late: false,
            amount: None,
            act: asker.text("admin-open", &[]),
        }
    }
}

/// A fuse that is blown.
#[derive(Debug, Serialize)]
pub(super) struct FuseRow {
    pub(super) fuse: crate::operations::Fuse,
    pub(super) reason: String,
    pub(super) at: Instant,
}

/// `GET /admin`
#[derive(Debug, Serialize)]
pub(super) struct HomePage {
    pub(super) queues: Vec<QueueRow>,
    pub(super) fuses: Vec<FuseRow>,
    pub(super) may_act: bool,
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "admin/home.html";
    const ACTIVE: &'static str = "desk";
}

/// A view of a list.
#[derive(Debug, Serialize)]
pub(super) struct View {
    url: String,
    label: String,
    current: bool,
}

/// Views of a list whose labels are the texts `admin-view-{word}`.
pub(super) fn views(asker: &Asker, path: &str, words: &[&str], current: &str) -> Vec<View> {
    let view = |word: &&str| View {
        url: format!("{path}={word}"),
        label: asker.text(&format!("admin-view-{word}"), &[]),
        current: *word == current,
    };
    words.iter().map(view).collect()
}

/// An act in a list or by itself.
#[derive(Debug, Serialize)]
pub(super) struct ActView {
    id: ActId,
    kind: ActKind,
    subject: String,
    /// Whose it shall be, where that is what is wanted.
    target: String,
    /// Where the thing is to be seen.
    subject_url: Option<String>,
    reason: String,
    state: ActState,
    mark: &'static str,
    by: String,
    at: Instant,
    decided_by: Option<String>,
    decided_at: Option<Instant>,
    may_confirm: bool,
    may_refuse: bool,
}

impl ActView {
    pub(super) fn of(proposal: &Proposal, person: &Person, names: &HashMap<UserId, String>) -> Self {
        let name = |id: UserId| names.get(&id).cloned().unwrap_or_else(|| id.to_string());
        let waits = proposal.state == ActState::Proposed && person.judges(rules::role(proposal.kind));
        Self {
            id: proposal.id,
            kind: proposal.kind,
            subject: proposal.subject.clone(),
            target: proposal.target.clone(),
            subject_url: subject_url(proposal.kind, &proposal.subject),
            reason: proposal.reason.clone(),
            state: proposal.state,
            mark: match proposal.state {
                ActState::Proposed => "wash",
                ActState::Confirmed => "released",
                ActState::Refused => "plain",
            },
            by: name(proposal.proposed_by),
            at: proposal.proposed_at,
            decided_by: proposal.decided_by.map(name),
            decided_at: proposal.decided_at,
            may_confirm: waits && rules::second(proposal, person).is_ok(),
            may_refuse: waits,
        }
    }
}

fn subject_url(kind: ActKind, subject: &str) -> Option<String> {
    match kind {
        ActKind::FuseConfirm | ActKind::PayoutReversal => None,
        ActKind::OperationGiveUp => Some(format!("/admin/ops/{subject}")),
        ActKind::SuspenseAssign | ActKind::SuspenseReturn | ActKind::SuspenseUndo => Some("/admin/suspense?view=all".to_owned()),
        ActKind::BriefStop => Some(format!("/admin/briefs/{subject}")),
        ActKind::VerificationGrant => Some(format!("/admin/verifications/{subject}")),
    }
}

/// `GET /admin/acts`
#[derive(Debug, Serialize)]
pub(super) struct ActsPage {
    pub(super) views: Vec<View>,
    pub(super) rows: Vec<ActView>,
    pub(super) next: Option<String>,
}

impl Page for ActsPage {
    const TEMPLATE: &'static str = "admin/acts.html";
    const ACTIVE: &'static str = "desk";
}

/// `GET /admin/acts/{id}`
#[derive(Debug, Serialize)]
pub(super) struct ActPage {
    pub(super) act: ActView,
}

impl Page for ActPage {
    const TEMPLATE: &'static str = "admin/act.html";
    const ACTIVE: &'static str = "desk";
}

/// `GET /admin/acts/new`
#[derive(Debug, Serialize)]
pub(super) struct ProposePage {
    form: ProposalForm,
    kind: ActKind,
    /// It must be said whose the subject shall be.
    wants_target: bool,
    subject_url: Option<String>,
    errors: Vec<ShownError>,
    once: String,
}

impl ProposePage {
    pub(super) fn of(form: ProposalForm, kind: ActKind, errors: Vec<ShownError>) -> Self {
        let (wants_target, subject_url) = (kind == ActKind::SuspenseAssign, subject_url(kind, &form.subject));
        Self { kind, wants_target, subject_url, form, errors, once: fresh_once() }
    }
}

impl Page for ProposePage {
    const TEMPLATE: &'static str = "admin/propose.html";
    const ACTIVE: &'static str = "desk";
}

/// A call to the provider, in a list or by itself.
#[derive(Debug, Serialize)]
pub(super) struct OpView {
    id: OperationId,
    kind: OperationKind,
    state: OperationState,
    mark: &'static str,
    /// Why it stands so: the key of its words, `admin-why-{why}`.
    why: &'static str,
    money: Money,
    contract: Option<ContractId>,
    owner: String,
    key: String,
    attempts: i32,
    generation: i32,
    provider_ref: Option<String>,
    failure_code: Option<String>,
    request: String,
    created_at: Instant,
    last_at: Option<Instant>,
    next_at: Option<Instant>,
    may_look: bool,
    may_give_up: bool,
    /// The payout that arrived by it and may be taken back.
    takes_back: Option<PayoutId>,
}

impl OpView {
    pub(super) fn of(operation: &Operation) -> Self {
        let waits = operation.next_at.0 == i64::MAX;
        let open = operation.may_be_given_up();
        Self {
            id: operation.id,
            kind: operation.kind,
            state: operation.state,
            mark: mark(operation.state),
            why: why(operation.state, waits),
            money: operation.money,
            contract: operation.contract,
            owner: owner(operation),
            key: operation.request.idem_key.clone(),
            attempts: operation.attempts,
            generation: operation.generation,
            provider_ref: operation.provider_ref.clone(),
            failure_code: operation.failure_code.clone(),
            request: operation.request.body.clone(),
            created_at: operation.created_at,
            last_at: operation.last_at,
            next_at: Some(operation.next_at).filter(|_| open && !waits),
            may_look: open,
            may_give_up: open,
            takes_back: operation.payout.filter(|_| operation.kind == OperationKind::Transfer && operation.state == OperationState::Done),
        }
    }
}

/// The thing whose fact it carries out.
fn owner(operation: &Operation) -> String {
    let payout = operation.payout.map(|id| id.to_string());
    let withdrawal = operation.withdrawal.map(|id| id.to_string());
    let checkout = operation.checkout.map(|id| id.to_string());
    payout.or(withdrawal).or(checkout).unwrap_or_else(|| operation.fact.clone())
}

const fn mark(state: OperationState) -> &'static str {
    match state {
        OperationState::Queued | OperationState::Sending | OperationState::Waiting => "wash",
        OperationState::Retry | OperationState::Unknown | OperationState::Blocked | OperationState::Declined => "danger",
        OperationState::Done => "released",
        OperationState::Abandoned => "plain",
    }
}

const fn why(state: OperationState, stands_still: bool) -> &'static str {
    match state {
        OperationState::Unknown if stands_still => "still",
        OperationState::Unknown => "unknown",
        OperationState::Queued => "queued",
        OperationState::Sending => "sending",
        OperationState::Retry => "retry",
        OperationState::Waiting => "waiting",
        OperationState::Blocked => "blocked",
        OperationState::Declined => "declined",
        OperationState::Done => "done",
        OperationState::Abandoned => "abandoned",
    }
}

/// `GET /admin/ops`
#[derive(Debug, Serialize)]
pub(super) struct OpsPage {
    pub(super) views: Vec<View>,
    pub(super) rows: Vec<OpView>,
    pub(super) next: Option<String>,
}

impl OpsPage {
    pub(super) const PATH: &'static str = "/admin/ops?view";

    pub(super) fn words() -> Vec<&'static str> {
        Queue::ALL.iter().map(|queue| queue.word()).collect()
    }
}

impl Page for OpsPage {
    const TEMPLATE: &'static str = "admin/ops.html";
    const ACTIVE: &'static str = "desk";
}

/// `GET /admin/ops/{id}`
#[derive(Debug, Serialize)]
pub(super) struct OpPage {
    pub(super) op: OpView,
}

impl Page for OpPage {
    const TEMPLATE: &'static str = "admin/op.html";
    const ACTIVE: &'static str = "desk";
}

/// Something that the provider said.
#[derive(Debug, Serialize)]
pub(super) struct LeftRow {
    id: String,
    kind: String,
    object: String,
    readable: bool,
    at: Instant,
}

impl From<Left> for LeftRow {
    fn from(left: Left) -> Self {
        let readable = left.state == crate::operations::EventState::Unmatched;
        Self { id: left.id, kind: left.kind, object: left.object, readable, at: left.at }
    }
}

/// `GET /admin/events`
#[derive(Debug, Serialize)]
pub(super) struct EventsPage {
    pub(super) rows: Vec<LeftRow>,
    pub(super) next: Option<String>,
}

impl Page for EventsPage {
    const TEMPLATE: &'static str = "admin/events.html";
    const ACTIVE: &'static str = "desk";
}

/// A line of the journal.
#[derive(Debug, Serialize)]
pub(super) struct JournalRow {
    pub(super) txn: TxnId,
    pub(super) kind: Kind,
    pub(super) reference: String,
    pub(super) account: String,
    pub(super) amount: Money,
    pub(super) after: Money,
    pub(super) contract: Option<ContractId>,
    pub(super) at: Instant,
}

/// `GET /admin/ledger`
#[derive(Debug, Serialize)]
pub(super) struct LedgerPage {
    pub(super) about: String,
    pub(super) totals: Vec<crate::ledger::Total>,
    pub(super) rows: Vec<JournalRow>,
    pub(super) next: Option<String>,
}

impl Page for LedgerPage {
    const TEMPLATE: &'static str = "admin/ledger.html";
    const ACTIVE: &'static str = "desk";
}

/// A line of the log.
#[derive(Debug, Serialize)]
pub(super) struct LogRow {
    pub(super) at: Instant,
    pub(super) actor: String,
    pub(super) action: String,
    pub(super) object: String,
    pub(super) reason: String,
    pub(super) request: String,
}

/// `GET /admin/audit`
#[derive(Debug, Serialize)]
pub(super) struct AuditPage {
    pub(super) about: String,
    pub(super) rows: Vec<LogRow>,
    pub(super) next: Option<String>,
}

impl Page for AuditPage {
    const TEMPLATE: &'static str = "admin/audit.html";
    const ACTIVE: &'static str = "desk";
}

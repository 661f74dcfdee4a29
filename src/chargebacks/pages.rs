//! What admins see of chargebacks, and the sandbox's own page.

use super::model::{Chargeback, ChargebackState};
use crate::platform::gateway::{Object, SandboxCase, Stand};
use crate::primitives::id::{ChargebackId, ContractId, OrgId};
use crate::primitives::{Choice as _, Instant, Money};
use crate::web::Page;
use serde::Serialize;

/// A chargeback in a list or by itself.
#[derive(Debug, Serialize)]
pub(super) struct CaseView {
    id: ChargebackId,
    provider_ref: String,
    org: OrgId,
    contract: Option<ContractId>,
    money: Money,
    reason: String,
    state: ChargebackState,
    mark: &'static str,
    opened_at: Instant,
    due_at: Option<Instant>,
    taken: bool,
    /// When the evidence goes out by itself.
    send_at: Option<Instant>,
    sent_at: Option<Instant>,
    ended_at: Option<Instant>,
    borne_by_org: Option<Money>,
    borne_by_creator: Option<Money>,
    may_send: bool,
}

impl CaseView {
    pub(super) fn of(one: &Chargeback) -> Self {
        let borne = |amount: crate::primitives::Minor| amount.is_positive().then(|| Money::new(amount, one.money.currency));
        let waits = one.state == ChargebackState::Opened;
        Self {
            id: one.id,
            provider_ref: one.provider_ref.clone(),
            org: one.org,
            contract: one.contract,
            money: one.money,
            reason: one.reason.clone(),
            state: one.state,
            mark: match one.state {
                ChargebackState::Opened => "danger",
                ChargebackState::EvidenceSent => "wash",
                ChargebackState::Won => "released",
                ChargebackState::Lost => "plain",
            },
            opened_at: one.opened_at,
            due_at: one.due_at,
            taken: one.taken_at.is_some(),
            send_at: Some(one.send_at).filter(|at| waits && at.0 != i64::MAX),
            sent_at: one.sent_at,
            ended_at: one.ended_at,
            borne_by_org: borne(one.borne_by_org),
            borne_by_creator: borne(one.borne_by_creator),
            may_send: waits,
        }
    }
}

/// A view of a list.
#[derive(Debug, Serialize)]
pub(super) struct View {
    pub(super) url: &'static str,
    pub(super) label: String,
    pub(super) current: bool,
}

/// `GET /admin/chargebacks`
#[derive(Debug, Serialize)]
pub(super) struct ListPage {
    pub(super) views: Vec<View>,
    pub(super) rows: Vec<CaseView>,
    pub(super) next: Option<String>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "chargebacks/list.html";
    const ACTIVE: &'static str = "desk";
}

/// `GET /admin/chargebacks/{id}`
#[derive(Debug, Serialize)]
pub(super) struct CasePage {
    pub(super) case: CaseView,
    /// What went out, or would go out now.
    pub(super) evidence: String,
}

impl Page for CasePage {
    const TEMPLATE: &'static str = "chargebacks/show.html";
    const ACTIVE: &'static str = "desk";
}

/// `GET /sandbox/checkout/{id}`: the provider's page, on which no real money is paid.
#[derive(Debug, Serialize)]
pub(super) struct SandboxPage {
    id: String,
    title: String,
    money: Money,
    return_url: String,
    /// Where it stands: the words' key.
    stand: &'static str,
    /// It takes what a payer does.
    open: bool,
    /// It was left or closed, and a late payment may arrive.
    late: bool,
    /// It was paid, and the payment may be taken back.
    paid: bool,
    /// It was taken back, and the bank has not decided.
    contested: bool,
}

impl SandboxPage {
    pub(super) fn of(object: Object, title: String, return_url: String, case: Option<SandboxCase>) -> Self {
        let (open, paid) = (object.stand == Stand::Open, object.stand == Stand::Paid);
        Self {
            id: object.id,
            title,
            money: object.money,
            return_url,
            stand: case.map_or_else(|| object.stand.word(), |case| case.word()),
            open,
            late: !open && !paid,
            paid: paid && case.is_none(),
            contested: case == Some(SandboxCase::ChargedBack),
        }
    }
}

impl Page for SandboxPage {
    const TEMPLATE: &'static str = "chargebacks/sandbox.html";
    const ACTIVE: &'static str = "";
}

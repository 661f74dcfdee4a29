//! What people see of deals, but for the deal room itself.

mod changes;

pub(crate) use changes::{AddendumView, ExtendPage, OrderPage};

use crate::clocks::{Clock, ClockView};
use crate::contracts::forms::{CancelForm, PlanForm, TipForm};
use crate::contracts::model::{Contract, ContractState, Milestone, MilestoneState, Party};
use crate::contracts::store::Parties;
use crate::contracts::terms::Terms;
use crate::ledger::postings::Shares;
use crate::primitives::{BasisPoints, Instant, Money};
use crate::web::{Page, ShownError};
use serde::Serialize;

/// The award page: the parts, what they cost now, and the agreement that they make.
#[derive(Serialize)]
pub(crate) struct AwardPage {
    /// The bid.
    pub bid_url: String,
    /// Where it is sent.
    pub action: String,
    /// The brief's title.
    pub title: String,
    /// The bidder's name.
    pub creator: String,
    /// The price of the bid.
    pub price: Money,
    /// The version of the bid that was seen.
    pub version: String,
    /// The parts as typed.
    pub rows: Vec<PlanForm>,
    /// What must be paid to hold it all: price and fees.
    pub total: Money,
    /// The fees alone.
    pub fee: Money,
    /// The rate of the merchant's fee.
    pub rate: i64,
    /// The money is set aside already.
    pub is_aside: bool,
    /// It is a prize.
    pub is_prize: bool,
    /// The agreement in the reader's language.
    pub terms: Option<String>,
    /// What could not be taken.
    pub errors: Vec<ShownError>,
    /// Makes a double click one contract.
    pub once: String,
}

impl Page for AwardPage {
    const TEMPLATE: &'static str = "contracts/award.html";
    const ACTIVE: &'static str = "my_briefs";
}

/// The last look before other terms become a contract.
#[derive(Serialize)]
pub(crate) struct AcceptPage {
    /// The bid.
    pub bid_url: String,
    /// Where it is sent.
    pub action: String,
    /// The brief's title.
    pub title: String,
    /// The reader is the bidder.
    pub is_bidder: bool,
    /// The name of the other side.
    pub other: String,
    /// The price that was offered.
    pub price: Money,
    /// The reader's own fee.
    pub fee: Money,
    /// The rate of that fee.
    pub rate: BasisPoints,
    /// The share of the bidder's agency, for his side.
    pub share: Money,
    /// The rate of that share.
    pub share_rate: Option<BasisPoints>,
    /// What the reader gets or pays with it.
    pub net: Money,
    /// How long the work takes, and included rounds of changes.
    pub days: i32,
    pub rounds: i32,
    /// For somebody of an agency who may not read what he makes: whose it is.
    pub unread: Option<String>,
    /// How long the merchant has to hold the money.
    pub funding_hours: i64,
    /// The version of the bid that is seen.
    pub version: i64,
    /// The agreement in the reader's language.
    pub terms: String,
    /// What could not be taken.
    pub errors: Vec<ShownError>,
    /// Makes a double click one contract.
    pub once: String,
}

impl Page for AcceptPage {
    const TEMPLATE: &'static str = "contracts/acceptance.html";
    const ACTIVE: &'static str = "bids";
}

/// After an award: what was made and what comes next.
#[derive(Serialize)]
pub(crate) struct MadePage {
    /// The contract.
    pub url: String,
    /// The brief's title.
    pub title: String,
    /// The creator's name.
    pub creator: String,
    /// What must be paid to hold it all.
    pub total: Money,
    /// It is the prize of a contest.
    pub is_prize: bool,
    /// By when, while it waits for its money.
    pub fund_until: Option<Instant>,
    /// The reader may move the merchant's money.
    pub may_fund: bool,
}

impl Page for MadePage {
    const TEMPLATE: &'static str = "contracts/made.html";
    const ACTIVE: &'static str = "workbench";
}

/// The last look before the money is released.
#[derive(Serialize)]
pub(crate) struct ApprovalPage {
    /// The deal.
    pub contract_url: String,
    /// Where it is sent.
    pub action: String,
    /// The contract's title.
    pub contract: String,
    /// The milestone's title.
    pub milestone: String,
    /// The creator's name.
    pub creator: String,
    /// The version that is accepted.
    pub delivery_version: i32,
    /// What leaves escrow.
    pub amount: Money,
    /// Minor units of it, for the form.
    pub minor: i64,
    /// What the creator gets.
    pub to_creator: Money,
    /// The creator's fee.
    pub creator_fee: Money,
    /// The merchant's fee, held since funding.
    pub merchant_fee: Money,
    /// What could not be taken.
    pub errors: Vec<ShownError>,
    /// Makes a double click one release.
    pub once: String,
}

impl ApprovalPage {
    /// The page for what is submitted now.
    #[must_use]
    pub(crate) fn of(contract: &Contract, milestone: &Milestone, parties: &Parties, shares: &Shares, errors: Vec<ShownError>) -> Self {
        Self {
            contract_url: format!("/contracts/{}", contract.id),
            action: format!("/milestones/{}/approval", milestone.id),
            contract: contract.title.clone(),
            milestone: milestone.title.clone(),
            creator: parties.creator_name.clone(),
            delivery_version: milestone.times_submitted,
            amount: contract.money(milestone.open_price()),
            minor: milestone.open_price().0,
            to_creator: contract.money(shares.to_creator),
            creator_fee: contract.money(shares.creator_fee),
            merchant_fee: contract.money(shares.merchant_fee),
            errors,
            once: crate::web::fresh_once(),
        }
    }
}

impl Page for ApprovalPage {
    const TEMPLATE: &'static str = "contracts/approval.html";
    const ACTIVE: &'static str = "workbench";
}

/// What a finished act did to a milestone: released, cancelled, or asked to cancel.
#[derive(Serialize)]
pub(crate) struct ResultPage {
    /// The deal.
    pub contract_url: String,
    /// The contract's title.
    pub contract: String,
    /// The milestone's title.
    pub milestone: String,
    /// Where it stands.
    pub state: MilestoneState,
    /// The creator's name.
    pub creator: String,
    /// The price.
    pub price: Money,
    /// What the creator gets or got of it.
    pub to_creator: Money,
    /// What went back to the merchant, fee included.
    pub to_merchant: Money,
    /// When the released money is free.
    pub clears_at: Option<Instant>,
    /// Until when the other side may answer, if it was asked.
    pub answer_by: Option<Instant>,
}

impl Page for ResultPage {
    const TEMPLATE: &'static str = "contracts/result.html";
    const ACTIVE: &'static str = "workbench";
}

/// The page before a cancellation: what would go where, and whether somebody must agree.
#[derive(Serialize)]
pub(crate) struct CancelPage {
    /// The deal.
    pub contract_url: String,
    /// Where it is sent.
    pub action: String,
    /// The contract's title.
    pub contract: String,
    /// The milestone's title.
    pub milestone: String,
    /// The reader's side.
    pub party: Party,
    /// Nothing was held for it yet.
    pub is_planned: bool,
    /// The other side must agree.
    pub asks: bool,
    /// The price.
    pub price: Money,
    /// The kill fee, if one is owed.
    pub kill_fee: Option<Money>,
    /// What goes back to the merchant, fee included, by the rules.
    pub to_merchant: Money,
    /// What the creator gets, after his fee, by the rules.
    pub to_creator: Money,
    /// As typed.
    pub form: CancelForm,
    /// The words of the reasons.
    pub reasons: Vec<&'static str>,
    /// What could not be taken.
    pub errors: Vec<ShownError>,
    /// Makes a double click one cancellation.
    pub once: String,
}

impl Page for CancelPage {
    const TEMPLATE: &'static str = "contracts/cancellation.html";
    const ACTIVE: &'static str = "workbench";
}

/// A tip for accepted work.
#[derive(Serialize)]
pub(crate) struct TipPage {
    /// The deal.
    pub contract_url: String,
    /// Where the wallet is filled.
    pub top_up_url: String,
    /// Where it is sent.
    pub action: String,
    /// The contract's title.
    pub contract: String,
    /// The milestone's title.
    pub milestone: String,
    /// Who gets it.
    pub creator: String,
    /// What the wallet has.
    pub free: Money,
    /// As typed.
    pub form: TipForm,
    /// What could not be taken.
    pub errors: Vec<ShownError>,
    /// Makes a double click one tip.
    pub once: String,
}

impl Page for TipPage {
    const TEMPLATE: &'static str = "contracts/tip.html";
    const ACTIVE: &'static str = "workbench";
}

/// The frozen words of a contract.
#[derive(Serialize)]
pub(crate) struct TermsPage {
    /// The deal.
    pub contract_url: String,
    /// The contract's title.
    pub title: String,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// Over both.
    pub sha256: String,
    /// When it was made.
    pub made_at: Instant,
    /// What was agreed to later.
    pub addenda: Vec<AddendumView>,
}

impl TermsPage {
    /// The words with what they belong to.
    #[must_use]
    pub(crate) fn of(contract: &Contract, terms: Terms, addenda: Vec<AddendumView>) -> Self {
        Self {
            contract_url: format!("/contracts/{}", contract.id),
            title: contract.title.clone(),
            zh: terms.zh,
            en: terms.en,
            sha256: terms.sha256,
            made_at: contract.created_at,
            addenda,
        }
    }
}

impl Page for TermsPage {
    const TEMPLATE: &'static str = "contracts/terms.html";
    const ACTIVE: &'static str = "workbench";
}

/// The deals of a person.
#[derive(Serialize)]
pub(crate) struct ListPage {
    /// `running` or `ended`.
    pub view: &'static str,
    /// The deals.
    pub rows: Vec<ListRow>,
    /// The next slice.
    pub next: Option<String>,
}

/// One of them.
#[derive(Serialize)]
pub(crate) struct ListRow {
    url: String,
    title: String,
    other: String,
    initial: String,
    is_merchant: bool,
    price: Money,
    state: ContractState,
    kind: &'static str,
    done: usize,
    all: usize,
    clock: Option<ClockView>,
    at: Instant,
}

impl ListRow {
    /// A deal with its milestones, its next clock, and the name of the other side.
    #[must_use]
    pub(crate) fn of(contract: &Contract, milestones: &[&Milestone], clock: Option<&Clock>, other: &str, is_merchant: bool) -> Self {
        Self {
            url: format!("/contracts/{}", contract.id),
            title: contract.title.clone(),
            other: other.to_owned(),
            initial: other.chars().next().map_or_else(String::new, |letter| letter.to_uppercase().collect()),
            is_merchant,
            price: contract.money(contract.price),
            state: contract.state,
            kind: contract_kind(contract.state),
            done: milestones.iter().filter(|milestone| milestone.state.is_terminal()).count(),
            all: milestones.len(),
            clock: clock.map(ClockView::from),
            at: contract.created_at,
        }
    }
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "contracts/list.html";
    const ACTIVE: &'static str = "workbench";
}

/// The colour of a contract's state.
#[must_use]
pub const fn contract_kind(state: ContractState) -> &'static str {
    match state {
        ContractState::PendingFunding => "wash",
        ContractState::Active => "held",
        ContractState::Completed => "released",
        ContractState::Expired | ContractState::Cancelled => "plain",
    }
}

/// The colour of a milestone's state: amber while money is held, green once it is released.
#[must_use]
pub const fn milestone_kind(state: MilestoneState) -> &'static str {
    match state {
        MilestoneState::Planned | MilestoneState::Cancelled => "plain",
        MilestoneState::Funded | MilestoneState::InProgress | MilestoneState::Submitted | MilestoneState::ChangesRequested => "held",
        MilestoneState::Disputed => "danger",
        MilestoneState::Approved | MilestoneState::Settled => "released",
    }
}

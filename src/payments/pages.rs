//! What a member sees of money in and back.

use super::actions::{Bundle, Quote};
use super::forms::AmountForm;
use super::model::{Checkout, CheckoutState, Purpose};
use crate::contracts::Milestone;
use crate::primitives::id::{CheckoutId, ContractId, MilestoneId, OrgId};
use crate::primitives::{Choice as _, Currency, Instant, Minor, Money};
use crate::web::{Page, ShownError, fresh_once};
use serde::Serialize;

/// One of the choices of a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Opt {
    pub(super) value: String,
    pub(super) label: String,
}

/// `GET /wallet/top-ups` and `GET /wallet/withdrawals`
#[derive(Debug, Serialize)]
pub(super) struct AmountPage {
    pub(super) form: AmountForm,
    pub(super) errors: Vec<ShownError>,
    pub(super) once: String,
    /// The organisations whose money the person moves.
    pub(super) orgs: Vec<Opt>,
    pub(super) currencies: Vec<&'static str>,
    /// What the wallet of the chosen organisation has.
    pub(super) free: Vec<Money>,
}

impl AmountPage {
    pub(super) fn of(form: AmountForm, errors: Vec<ShownError>, orgs: Vec<Opt>, free: Vec<Money>) -> Self {
        Self { form, errors, once: fresh_once(), orgs, currencies: Currency::ALL.iter().map(|currency| currency.word()).collect(), free }
    }
}

/// Paying into the wallet.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(super) struct TopUpPage(pub(super) AmountPage);

impl Page for TopUpPage {
    const TEMPLATE: &'static str = "payments/top_up.html";
    const ACTIVE: &'static str = "wallet";
}

/// Sending unused money back.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(super) struct WithdrawPage(pub(super) AmountPage);

impl Page for WithdrawPage {
    const TEMPLATE: &'static str = "payments/withdraw.html";
    const ACTIVE: &'static str = "wallet";
}

/// A milestone that may be funded.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FundRow {
    id: MilestoneId,
    title: String,
    price: Money,
    fee: Money,
    chosen: bool,
}

/// `GET /contracts/{id}/funding`: check what will be held before it is.
#[derive(Debug, Serialize)]
pub(super) struct FundingPage {
    contract: ContractId,
    title: String,
    creator: String,
    errors: Vec<ShownError>,
    once: String,
    rows: Vec<FundRow>,
    chosen: Vec<MilestoneId>,
    price: Money,
    fee: Money,
    fee_bps: u16,
    total: Money,
    from_wallet: Money,
    to_pay: Option<Money>,
    fund_until: Option<Instant>,
}

impl FundingPage {
    pub(super) fn of(quote: &Quote, creator: String, errors: Vec<ShownError>) -> Self {
        let money = |amount: Minor| quote.contract.money(amount);
        let row = |milestone: &Milestone| FundRow {
            id: milestone.id,
            title: milestone.title.clone(),
            price: money(milestone.price),
            fee: money(milestone.merchant_fee),
            chosen: quote.chosen.contains(&milestone.id),
        };
        let waits = quote.contract.state == crate::contracts::ContractState::PendingFunding;
        Self {
            contract: quote.contract.id,
            title: quote.contract.title.clone(),
            creator,
            errors,
            once: fresh_once(),
            rows: quote.planned.iter().map(row).collect(),
            chosen: quote.chosen.clone(),
            price: money(quote.price),
            fee: money(quote.fee),
            fee_bps: quote.contract.merchant_bps.get(),
            total: money(quote.price.plus(quote.fee).unwrap_or_default()),
            from_wallet: money(quote.from_wallet),
            to_pay: quote.to_pay.is_positive().then(|| money(quote.to_pay)),
            fund_until: waits.then_some(quote.contract.fund_until),
        }
    }
}

impl Page for FundingPage {
    const TEMPLATE: &'static str = "payments/funding.html";
    const ACTIVE: &'static str = "workbench";
}

/// `GET /contracts/{id}/funding/result`: what is held now.
#[derive(Debug, Serialize)]
pub(super) struct FundedPage {
    pub(super) contract: ContractId,
    pub(super) title: String,
    pub(super) creator: String,
    /// Price and fee of what is held.
    pub(super) held: Money,
    pub(super) rows: Vec<FundedRow>,
}

/// A milestone whose money is held.
#[derive(Debug, Serialize)]
pub(super) struct FundedRow {
    pub(super) title: String,
    pub(super) price: Money,
}

impl Page for FundedPage {
    const TEMPLATE: &'static str = "payments/funded.html";
    const ACTIVE: &'static str = "workbench";
}

/// `GET /checkouts/{id}`: what became of a payment.
#[derive(Debug, Serialize)]
pub(super) struct CheckoutPage {
    id: CheckoutId,
    org: OrgId,
    /// The words' key: `confirming`, `paid`, `held`, `declined`, `abandoned`, `expired`.
    result: &'static str,
    /// The picture of `flow.result`.
    kind: &'static str,
    money: Money,
    /// Where to pay, while that is possible.
    pay_url: Option<String>,
    contract: Option<ContractId>,
    /// Where the same is tried again.
    again: Option<String>,
    expires_at: Option<Instant>,
    /// The answer is still to come: the page looks again by itself.
    waits: bool,
}

impl CheckoutPage {
    /// `held`: the milestones that it was for have their money.
    pub(super) fn of(checkout: &Checkout, held: bool) -> Self {
        let (result, kind) = match checkout.state {
            CheckoutState::Preparing | CheckoutState::Open => ("confirming", "wait"),
            CheckoutState::Paid if held => ("held", "held"),
            CheckoutState::Paid => ("paid", "done"),
            CheckoutState::Declined => ("declined", "failed"),
            CheckoutState::Abandoned => ("abandoned", "failed"),
            CheckoutState::Expired => ("expired", "failed"),
        };
        let open = checkout.state.is_open();
        let again = match (checkout.purpose, checkout.contract) {
            (Purpose::Funding, Some(contract)) => format!("/contracts/{contract}/funding"),
            (Purpose::Funding | Purpose::TopUp, _) => format!("/wallet/top-ups?org_id={}", checkout.org),
        };
        let lost = !open && checkout.state != CheckoutState::Paid;
        let unfunded = checkout.state == CheckoutState::Paid && checkout.purpose == Purpose::Funding && !held;
        Self {
            id: checkout.id,
            org: checkout.org,
            result,
            kind,
            money: checkout.money,
            pay_url: checkout.url.clone().filter(|_| open),
            contract: checkout.contract,
            again: (lost || unfunded).then_some(again),
            expires_at: open.then_some(checkout.expires_at),
            waits: open,
        }
    }
}

impl Page for CheckoutPage {
    const TEMPLATE: &'static str = "payments/checkout.html";
    const ACTIVE: &'static str = "wallet";
}

/// `GET /fundings`
#[derive(Serialize)]
pub(super) struct BundlePage {
    rows: Vec<BundleRow>,
    total: Money,
    from_wallet: Money,
    to_pay: Option<Money>,
    errors: Vec<ShownError>,
    once: String,
}

#[derive(Serialize)]
struct BundleRow {
    id: ContractId,
    title: String,
    creator: String,
    total: Money,
}

impl Page for BundlePage {
    const TEMPLATE: &'static str = "payments/bundle.html";
    const ACTIVE: &'static str = "workbench";
}

impl BundlePage {
    pub(super) fn of(bundle: &Bundle, names: Vec<String>, errors: Vec<ShownError>) -> Self {
        let money = |amount| Money::new(amount, bundle.total.currency);
        let row = |(quote, creator): (&Quote, String)| BundleRow {
            id: quote.contract.id,
            title: quote.contract.title.clone(),
            creator,
            total: money(quote.price.plus(quote.fee).unwrap_or_default()),
        };
        Self {
            rows: bundle.quotes.iter().zip(names).map(row).collect(),
            total: bundle.total,
            from_wallet: money(bundle.from_wallet),
            to_pay: Some(money(bundle.to_pay)).filter(|money| money.amount.is_positive()),
            errors,
            once: fresh_once(),
        }
    }
}

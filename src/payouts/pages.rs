//! What a creator, or a member of an agency, sees of payouts and of the account they go to.

use super::forms::{AccountForm, COUNTRIES, RequestForm, currencies};
use super::model::{AccountState, Late, Payout, PayoutAccount, PayoutState, home};
use crate::platform::gateway::Standing;
use crate::primitives::id::PayoutId;
use crate::primitives::{Instant, Money};
use crate::web::{Page, ShownError, fresh_once};
use serde::Serialize;

/// A payout in a list: where it stands, why, and what happens next.
#[derive(Debug, Clone, Serialize)]
pub struct PayoutRow {
    id: PayoutId,
    amount: Money,
    /// What of it paid a debt.
    debt: Option<Money>,
    state: PayoutState,
    mark: &'static str,
    at: Instant,
    ended_at: Option<Instant>,
    /// When a scheduled one is sent.
    send_at: Option<Instant>,
    may_cancel: bool,
    /// Why it takes longer than it should.
    late: Option<Late>,
    /// As it is typed into the form, for another try.
    again: Option<String>,
    /// Under which address its owner's pages stand.
    home: String,
}

impl PayoutRow {
    /// `account`: where it goes. `unsent`: nothing of it was ever sent.
    #[must_use]
    pub fn of(payout: &Payout, account: Option<&PayoutAccount>, unsent: bool, late: Option<Late>) -> Self {
        let waits = matches!(payout.state, PayoutState::Requested | PayoutState::Scheduled);
        let came_back = matches!(payout.state, PayoutState::Failed | PayoutState::Returned);
        let scheduled = payout.state == PayoutState::Scheduled;
        Self {
            id: payout.id,
            amount: payout.money,
            debt: payout.debt_paid.is_positive().then(|| Money::new(payout.debt_paid, payout.money.currency)),
            state: payout.state,
            mark: mark(payout.state),
            at: payout.created_at,
            ended_at: payout.ended_at,
            send_at: account
                .filter(|account| scheduled && account.id == payout.account && account.usable_at > payout.created_at)
                .map(|account| account.usable_at),
            may_cancel: waits && unsent,
            late: late.filter(|_| !scheduled),
            again: came_back.then(|| payout.money.plain()),
            home: home(payout.payee),
        }
    }
}

const fn mark(state: PayoutState) -> &'static str {
    match state {
        PayoutState::Requested | PayoutState::Scheduled => "plain",
        PayoutState::InTransit => "wash",
        PayoutState::Paid => "released",
        PayoutState::Failed | PayoutState::Returned => "danger",
        PayoutState::Cancelled => "plain",
    }
}

/// The account as the pages show it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct AccountView {
    name: String,
    country: String,
    currency: &'static str,
    /// While a changed account waits.
    waits_until: Option<Instant>,
    state: AccountState,
    /// The provider wants to know more, and has a page for that.
    may_onboard: bool,
    needs_by: Option<Instant>,
}

impl AccountView {
    pub(super) fn of(account: &PayoutAccount, now: Instant) -> Self {
        use crate::primitives::Choice as _;
        Self {
            name: account.name.clone(),
            country: account.country.clone(),
            currency: account.currency.word(),
            waits_until: (now < account.usable_at).then_some(account.usable_at),
            state: account.state(now),
            may_onboard: account.standing != Standing::Usable && account.provider_ref.as_deref().is_some_and(|name| !name.is_empty()),
            needs_by: account.needs_by,
        }
    }
}

/// `GET /wallet/payouts`
#[derive(Debug, Serialize)]
pub(super) struct PayoutsPage {
    /// Under which address these pages stand.
    pub(super) home: String,
    /// The wallet that the payouts leave.
    pub(super) wallet: String,
    /// The reader may take money out.
    pub(super) may_move: bool,
    pub(super) form: RequestForm,
    pub(super) errors: Vec<ShownError>,
    pub(super) once: String,
    /// In the account's currency.
    pub(super) available: Option<Money>,
    pub(super) debt: Option<Money>,
    pub(super) minimum: Option<Money>,
    pub(super) account: Option<AccountView>,
    pub(super) rows: Vec<PayoutRow>,
    pub(super) next: Option<String>,
    /// The provider is our sandbox, whose accounts behave by their names.
    pub(super) sandbox: bool,
}

impl Page for PayoutsPage {
    const TEMPLATE: &'static str = "payouts/list.html";
    const ACTIVE: &'static str = "wallet";
}

/// `GET /wallet/payout-account`
#[derive(Debug, Serialize)]
pub(super) struct AccountPage {
    /// Under which address these pages stand.
    home: String,
    wallet: String,
    form: AccountForm,
    errors: Vec<ShownError>,
    once: String,
    account: Option<AccountView>,
    countries: &'static [&'static str],
    currencies: Vec<&'static str>,
    sandbox: bool,
}

impl AccountPage {
    pub(super) fn of(
        account: Option<&PayoutAccount>,
        typed: Option<AccountForm>,
        errors: Vec<ShownError>,
        now: Instant,
        sandbox: bool,
    ) -> Self {
        let present = account.map(|account| AccountForm {
            name: account.name.clone(),
            country: account.country.clone(),
            currency: account.currency.to_string(),
        });
        let blank = AccountForm { currency: "CNY".to_owned(), country: "CN".to_owned(), name: String::new() };
        Self {
            home: "/wallet".to_owned(),
            wallet: "/wallet".to_owned(),
            form: typed.or(present).unwrap_or(blank),
            errors,
            once: fresh_once(),
            account: account.map(|account| AccountView::of(account, now)),
            countries: COUNTRIES,
            currencies: currencies(),
            sandbox,
        }
    }

    /// Under which address it stands, and which wallet its payouts leave.
    pub(super) fn at(self, home: String, wallet: String) -> Self {
        Self { home, wallet, ..self }
    }
}

impl Page for AccountPage {
    const TEMPLATE: &'static str = "payouts/account.html";
    const ACTIVE: &'static str = "wallet";
}

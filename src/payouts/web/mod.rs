//! The doors of payouts: a creator's own, and an agency's.

mod agencies;

use crate::failure::Failure;
use crate::ledger::{self, Payee, Provider};
use crate::payouts::forms::{AccountForm, RequestForm};
use crate::payouts::model::{self, Desk, PayoutAccount};
use crate::payouts::pages::{AccountPage, AccountView, PayoutRow, PayoutsPage};
use crate::payouts::{actions, jobs, progress, store};
use crate::platform::db::Conn;
use crate::primitives::id::PayoutId;
use crate::primitives::{Cursor, Limit, Minor, Money};
use crate::web::{Answer, Door, Form, Id, Query, ShownError, SignedIn, Who, fresh_once, once, see_other, to};
use actix_web::http::{Method, StatusCode};
use serde::Deserialize;

/// Every door here.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/wallet/payouts", who: Who::SignedIn, opens: || to(index) },
    Door { method: Method::POST, path: "/wallet/payouts", who: Who::SignedIn, opens: || to(ask) },
    Door { method: Method::POST, path: "/payouts/{id}/cancellation", who: Who::SignedIn, opens: || to(cancel) },
    Door { method: Method::GET, path: "/wallet/payout-account", who: Who::SignedIn, opens: || to(account) },
    Door { method: Method::POST, path: "/wallet/payout-account", who: Who::SignedIn, opens: || to(set_account) },
    Door { method: Method::POST, path: "/wallet/payout-account/onboarding", who: Who::SignedIn, opens: || to(onboard) },
    Door { method: Method::GET, path: "/agencies/{id}/payouts", who: Who::SignedIn, opens: || to(agencies::index) },
    Door { method: Method::POST, path: "/agencies/{id}/payouts", who: Who::SignedIn, opens: || to(agencies::ask) },
    Door { method: Method::GET, path: "/agencies/{id}/payout-account", who: Who::SignedIn, opens: || to(agencies::account) },
    Door { method: Method::POST, path: "/agencies/{id}/payout-account", who: Who::SignedIn, opens: || to(agencies::set_account) },
    Door { method: Method::POST, path: "/agencies/{id}/payout-account/onboarding", who: Who::SignedIn, opens: || to(agencies::onboard) },
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    cursor: String,
    amount: String,
}

/// What the list shows, read on one snapshot.
struct Seen {
    account: Option<PayoutAccount>,
    available: Minor,
    debt: Minor,
    rows: Vec<PayoutRow>,
    next: Option<Cursor>,
}

fn look(conn: &mut Conn, payee: Payee, after: Option<&Cursor>) -> Result<Seen, Failure> {
    let account = store::find_account(conn, payee)?;
    let (mut available, mut debt) = (Minor::ZERO, Minor::ZERO);
    if let Some(account) = &account {
        available = ledger::balance(conn, &payee.available(), account.currency)?;
        debt = ledger::balance(conn, &payee.debt(), account.currency)?;
    }
    let slice = store::list_of_payee(conn, payee, after, Limit::PAGE)?;
    let mut rows = Vec::with_capacity(slice.items.len());
    for payout in &slice.items {
        rows.push(progress::row(conn, payout, account.as_ref())?);
    }
    Ok(Seen { account, available, debt, rows, next: slice.next })
}

async fn page(
    person: &SignedIn,
    payee: Payee,
    query: &ListQuery,
    (typed, errors): (Option<RequestForm>, Vec<ShownError>),
) -> Result<PayoutsPage, Failure> {
    actions::reads(&person.person, payee)?;
    let after = person.cursor_in(&query.cursor);
    let seen = person.site.db.read(move |conn| look(conn, payee, after.as_ref())).await?;
    let of = |amount: Minor| seen.account.as_ref().map(|account| Money::new(amount, account.currency));
    let currency = seen.account.as_ref().map(|account| account.currency.to_string()).unwrap_or_default();
    let all = of(seen.available).filter(|money| money.amount.is_positive()).map(Money::plain).unwrap_or_default();
    let amount = if query.amount.is_empty() { all } else { query.amount.clone() };
    let minimum = seen.account.as_ref().map(|account| Money::new(person.site.gateway.minimum(account.currency), account.currency));
    let home = model::home(payee);
    Ok(PayoutsPage {
        wallet: wallet(payee),
        may_move: actions::moves(&person.person, payee).is_ok(),
        form: typed.unwrap_or(RequestForm { amount, currency }),
        errors,
        once: fresh_once(),
        available: of(seen.available),
        debt: of(seen.debt).filter(|money| money.amount.is_positive()),
        minimum,
        account: seen.account.as_ref().map(|account| AccountView::of(account, person.now)),
        next: seen.next.map(|cursor| format!("{home}/payouts?cursor={}", person.cursor_out(&cursor))),
        rows: seen.rows,
        home,
        sandbox: person.site.gateway.sandbox().is_some(),
    })
}

/// `GET /wallet/payouts`
pub(crate) async fn index(person: SignedIn, query: Query<ListQuery>) -> Answer {
    let payee = own(&person)?;
    list(&person, payee, &query.0).await
}

/// The creator himself.
fn own(person: &SignedIn) -> Result<Payee, Failure> {
    person.person.creator_id().map(Payee::Creator)
}

/// The wallet that the payouts leave.
fn wallet(payee: Payee) -> String {
    payee.org().map_or_else(|| "/wallet".to_owned(), |org| format!("/wallet?org_id={org}"))
}

async fn list(person: &SignedIn, payee: Payee, query: &ListQuery) -> Answer {
    let page = page(person, payee, query, (None, Vec::new())).await?;
    person.page(&page).await
}

/// `POST /wallet/payouts`
pub(crate) async fn ask(person: SignedIn, form: Form<RequestForm>) -> Answer {
    let payee = own(&person)?;
    ask_of(&person, payee, form).await
}

async fn ask_of(person: &SignedIn, payee: Payee, form: Form<RequestForm>) -> Answer {
    let asked = async {
        actions::moves(&person.person, payee)?;
        let money = form.fields.parse()?;
        let from = (Provider::of(&*person.site.gateway)?, person.site.gateway.minimum(money.currency));
        let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
        let work = move |tx: &mut crate::platform::db::Tx<'_>| {
            once(tx, &act, token.as_deref(), |tx| {
                actions::request_of(tx, &act, (&who, payee), money, from)?;
                Ok(format!("{}/payouts", model::home(payee)))
            })
        };
        person.site.db.write(work).await
    };
    match asked.await {
        Ok(next) => Ok(see_other(&next).flash("payouts-requested").answer()),
        Err(failure) => redo(person, payee, form.fields.clone(), failure).await,
    }
}

async fn redo(person: &SignedIn, payee: Payee, typed: RequestForm, failure: Failure) -> Answer {
    let redo = person.redo(failure)?;
    let page = page(person, payee, &ListQuery::default(), (Some(typed), redo.errors)).await?;
    person.page_with(redo.status, &page).await
}

/// `POST /payouts/{id}/cancellation`
pub(crate) async fn cancel(person: SignedIn, id: Id<PayoutId>, _: Form) -> Answer {
    let (act, who, id, provider) = (person.act(), person.person.clone(), id.0, Provider::of(&*person.site.gateway)?);
    let cancelled = person.site.db.write(move |tx| actions::cancel(tx, &act, &who, id, provider)).await?;
    Ok(see_other(&format!("{}/payouts", model::home(cancelled.payee))).flash("payouts-cancelled").answer())
}

/// `GET /wallet/payout-account`: asks for the password before anything is typed, so that no words are lost on the way.
pub(crate) async fn account(person: SignedIn) -> Answer {
    person.person.stepped_up(person.now)?;
    let payee = own(&person)?;
    account_page(&person, payee, StatusCode::OK, (None, Vec::new())).await
}

async fn account_page(
    person: &SignedIn,
    payee: Payee,
    status: StatusCode,
    (typed, errors): (Option<AccountForm>, Vec<ShownError>),
) -> Answer {
    actions::moves(&person.person, payee)?;
    let account = person.site.db.read(move |conn| Ok::<_, Failure>(store::find_account(conn, payee)?)).await?;
    let sandbox = person.site.gateway.sandbox().is_some();
    let page = AccountPage::of(account.as_ref(), typed, errors, person.now, sandbox).at(model::home(payee), wallet(payee));
    person.page_with(status, &page).await
}

/// `POST /wallet/payout-account`
pub(crate) async fn set_account(person: SignedIn, form: Form<AccountForm>) -> Answer {
    let payee = own(&person)?;
    set_account_of(&person, payee, form).await
}

async fn set_account_of(person: &SignedIn, payee: Payee, form: Form<AccountForm>) -> Answer {
    let set = async {
        actions::moves(&person.person, payee)?;
        let new = form.fields.parse()?;
        let (act, who, desk) = (person.act(), person.person.clone(), Desk::of(&person.site)?);
        person.site.db.write(move |tx| actions::set_account_of(tx, &act, (&who, payee), &new, &desk)).await?;
        jobs::onboard_now(&person.site, payee).await
    };
    match set.await {
        Ok(()) => Ok(see_other(&format!("{}/payouts", model::home(payee))).flash("payouts-account-saved").answer()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            account_page(person, payee, redo.status, (Some(form.fields.clone()), redo.errors)).await
        }
    }
}

/// `POST /wallet/payout-account/onboarding`: to the provider's page that asks what it still wants to know.
pub(crate) async fn onboard(person: SignedIn, _: Form) -> Answer {
    person.person.stepped_up(person.now)?;
    let payee = own(&person)?;
    onboard_of(&person, payee).await
}

async fn onboard_of(person: &SignedIn, payee: Payee) -> Answer {
    let (act, desk) = (person.act(), Desk::of(&person.site)?);
    person
        .site
        .db
        .write(move |tx| {
            let account = store::find_account(tx, payee)?.ok_or(Failure::NotFound)?;
            actions::ask_link(tx, &act, &account, &desk)
        })
        .await?;
    jobs::onboard_now(&person.site, payee).await?;
    let now = person.now;
    let account = person.site.db.read(move |conn| Ok::<_, Failure>(store::find_account(conn, payee)?)).await?;
    let page = account.as_ref().and_then(|account| account.onboarding_url(now)).map(str::to_owned);
    Ok(match page {
        Some(url) => see_other(&url).answer(),
        None => see_other(&format!("{}/payout-account", model::home(payee))).flash("payouts-onboarding-later").answer(),
    })
}

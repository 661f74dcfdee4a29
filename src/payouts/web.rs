//! The doors of payouts.

use super::forms::{AccountForm, RequestForm};
use super::model::{Desk, PayoutAccount};
use super::pages::{AccountPage, AccountView, PayoutRow, PayoutsPage};
use super::{actions, jobs, progress, store};
use crate::failure::Failure;
use crate::ledger::{self, Account, Provider};
use crate::platform::db::Conn;
use crate::primitives::id::{CreatorId, PayoutId};
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

fn look(conn: &mut Conn, creator: CreatorId, after: Option<&Cursor>) -> Result<Seen, Failure> {
    let account = store::find_account(conn, creator)?;
    let (mut available, mut debt) = (Minor::ZERO, Minor::ZERO);
    if let Some(account) = &account {
        available = ledger::balance(conn, &Account::Available(creator), account.currency)?;
        debt = ledger::balance(conn, &Account::DebtOfCreator(creator), account.currency)?;
    }
    let slice = store::list_of_creator(conn, creator, after, Limit::PAGE)?;
    let mut rows = Vec::with_capacity(slice.items.len());
    for payout in &slice.items {
        rows.push(progress::row(conn, payout, account.as_ref())?);
    }
    Ok(Seen { account, available, debt, rows, next: slice.next })
}

async fn page(person: &SignedIn, query: &ListQuery, typed: Option<RequestForm>, errors: Vec<ShownError>) -> Result<PayoutsPage, Failure> {
    let creator = person.person.creator_id()?;
    let after = person.cursor_in(&query.cursor);
    let seen = person.site.db.read(move |conn| look(conn, creator, after.as_ref())).await?;
    let of = |amount: Minor| seen.account.as_ref().map(|account| Money::new(amount, account.currency));
    let currency = seen.account.as_ref().map(|account| account.currency.to_string()).unwrap_or_default();
    let all = of(seen.available).filter(|money| money.amount.is_positive()).map(Money::plain).unwrap_or_default();
    let amount = if query.amount.is_empty() { all } else { query.amount.clone() };
    let minimum = seen.account.as_ref().map(|account| Money::new(person.site.gateway.minimum(account.currency), account.currency));
    Ok(PayoutsPage {
        form: typed.unwrap_or(RequestForm { amount, currency }),
        errors,
        once: fresh_once(),
        available: of(seen.available),
        debt: of(seen.debt).filter(|money| money.amount.is_positive()),
        minimum,
        account: seen.account.as_ref().map(|account| AccountView::of(account, person.now)),
        next: seen.next.map(|cursor| format!("/wallet/payouts?cursor={}", person.cursor_out(&cursor))),
        rows: seen.rows,
        sandbox: person.site.gateway.sandbox().is_some(),
    })
}

/// `GET /wallet/payouts`
pub(crate) async fn index(person: SignedIn, query: Query<ListQuery>) -> Answer {
    let page = page(&person, &query.0, None, Vec::new()).await?;
    person.page(&page).await
}

/// `POST /wallet/payouts`
pub(crate) async fn ask(person: SignedIn, form: Form<RequestForm>) -> Answer {
    let asked = async {
        person.person.creator_id()?;
        let money = form.fields.parse()?;
        let from = (Provider::of(&*person.site.gateway)?, person.site.gateway.minimum(money.currency));
        let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
        let work = move |tx: &mut crate::platform::db::Tx<'_>| {
            once(tx, &act, token.as_deref(), |tx| {
                actions::request(tx, &act, &who, money, from)?;
                Ok("/wallet/payouts".to_owned())
            })
        };
        person.site.db.write(work).await
    };
    match asked.await {
        Ok(next) => Ok(see_other(&next).flash("payouts-requested").answer()),
        Err(failure) => redo(&person, form.fields.clone(), failure).await,
    }
}

async fn redo(person: &SignedIn, typed: RequestForm, failure: Failure) -> Answer {
    let redo = person.redo(failure)?;
    let page = page(person, &ListQuery::default(), Some(typed), redo.errors).await?;
    person.page_with(redo.status, &page).await
}

/// `POST /payouts/{id}/cancellation`
pub(crate) async fn cancel(person: SignedIn, id: Id<PayoutId>, _: Form) -> Answer {
    let (act, who, id, provider) = (person.act(), person.person.clone(), id.0, Provider::of(&*person.site.gateway)?);
    person.site.db.write(move |tx| actions::cancel(tx, &act, &who, id, provider)).await?;
    Ok(see_other("/wallet/payouts").flash("payouts-cancelled").answer())
}

/// `GET /wallet/payout-account`: asks for the password before anything is typed, so that no words are lost on the way.
pub(crate) async fn account(person: SignedIn) -> Answer {
    person.person.stepped_up(person.now)?;
    account_page(&person, StatusCode::OK, None, Vec::new()).await
}

async fn account_page(person: &SignedIn, status: StatusCode, typed: Option<AccountForm>, errors: Vec<ShownError>) -> Answer {
    let creator = person.person.creator_id()?;
    let account = person.site.db.read(move |conn| Ok::<_, Failure>(store::find_account(conn, creator)?)).await?;
    let sandbox = person.site.gateway.sandbox().is_some();
    person.page_with(status, &AccountPage::of(account.as_ref(), typed, errors, person.now, sandbox)).await
}

/// `POST /wallet/payout-account`
pub(crate) async fn set_account(person: SignedIn, form: Form<AccountForm>) -> Answer {
    let set = async {
        person.person.creator_id()?;
        let new = form.fields.parse()?;
        let (act, who, desk) = (person.act(), person.person.clone(), Desk::of(&person.site)?);
        person.site.db.write(move |tx| actions::set_account(tx, &act, &who, &new, &desk)).await?;
        jobs::onboard_now(&person.site, person.person.creator_id()?).await
    };
    match set.await {
        Ok(()) => Ok(see_other("/wallet/payouts").flash("payouts-account-saved").answer()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            account_page(&person, redo.status, Some(form.fields.clone()), redo.errors).await
        }
    }
}

/// `POST /wallet/payout-account/onboarding`: to the provider's page that asks what it still wants to know.
pub(crate) async fn onboard(person: SignedIn, _: Form) -> Answer {
    person.person.stepped_up(person.now)?;
    let creator = person.person.creator_id()?;
    let (act, desk) = (person.act(), Desk::of(&person.site)?);
    person
        .site
        .db
        .write(move |tx| {
            let account = store::find_account(tx, creator)?.ok_or(Failure::NotFound)?;
            actions::ask_link(tx, &act, &account, &desk)
        })
        .await?;
    jobs::onboard_now(&person.site, creator).await?;
    let now = person.now;
    let account = person.site.db.read(move |conn| Ok::<_, Failure>(store::find_account(conn, creator)?)).await?;
    let page = account.as_ref().and_then(|account| account.onboarding_url(now)).map(str::to_owned);
    Ok(match page {
        Some(url) => see_other(&url).answer(),
        None => see_other("/wallet/payout-account").flash("payouts-onboarding-later").answer(),
    })
}

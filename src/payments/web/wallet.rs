//! Paying into a wallet, and sending unused money back.

use super::checkouts::go_and_pay;
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::ledger;
use crate::payments::actions;
use crate::payments::forms::AmountForm;
use crate::payments::model::Till;
use crate::payments::pages::{AmountPage, Opt, TopUpPage, WithdrawPage};
use crate::primitives::Money;
use crate::primitives::id::{CheckoutId, OrgId};
use crate::sessions::Right;
use crate::web::{Answer, Form, Query, ShownError, SignedIn, once, see_other};
use serde::Deserialize;

/// Whose wallet.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WhoseQuery {
    org_id: String,
    currency: String,
}

/// The form as it is first shown: for the organisation that was asked for, or the first whose money the person moves.
async fn blank(person: &SignedIn, query: &WhoseQuery) -> Result<AmountPage, Failure> {
    let asked = query.org_id.parse::<OrgId>().ok();
    if let Some(org) = asked {
        person.person.can(org, Right::MoveMoney)?;
    }
    let currency = if query.currency.is_empty() { "CNY".to_owned() } else { query.currency.clone() };
    let org_id = asked.map(|org| org.to_string()).unwrap_or_default();
    fill(person, AmountForm { org_id, amount: String::new(), currency }, Vec::new()).await
}

async fn fill(person: &SignedIn, mut form: AmountForm, errors: Vec<ShownError>) -> Result<AmountPage, Failure> {
    let moves = person.person.memberships.iter().filter(|member| member.role.allows(Right::MoveMoney));
    let orgs: Vec<Opt> = moves.map(|member| Opt { value: member.org.to_string(), label: member.org_name.clone() }).collect();
    let Some(first) = orgs.first() else {
        return Err(if person.person.memberships.is_empty() { Failure::NotFound } else { ACT_FORBIDDEN.into() });
    };
    if form.org_id.is_empty() {
        form.org_id.clone_from(&first.value);
    }
    let org: OrgId = form.org_id.parse().map_err(|_| Failure::NotFound)?;
    let balances = person.site.db.read(move |conn| Ok::<_, Failure>(ledger::balances_of_org(conn, org)?)).await?;
    let free: Vec<Money> = balances.into_iter().map(|balance| balance.free).filter(|money| money.amount.is_positive()).collect();
    Ok(AmountPage::of(form, errors, orgs, free))
}

/// `GET /wallet/top-ups`
pub(super) async fn top_up(person: SignedIn, query: Query<WhoseQuery>) -> Answer {
    let page = blank(&person, &query.0).await?;
    person.page(&TopUpPage(page)).await
}

/// `POST /wallet/top-ups`
pub(super) async fn ask_top_up(person: SignedIn, form: Form<AmountForm>) -> Answer {
    let asked = async {
        let (org, money) = form.fields.parse()?;
        let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
        let till = Till::of(&person.site, money.currency)?;
        let work = move |tx: &mut crate::platform::db::Tx<'_>| {
            once(tx, &act, token.as_deref(), |tx| Ok(actions::top_up(tx, &act, &who, (org, money), &till)?.to_string()))
        };
        person.site.db.write(work).await
    };
    match asked.await {
        Ok(checkout) => {
            let id: CheckoutId = checkout.parse().map_err(|_| Failure::Bug("a top-up that led elsewhere".to_owned()))?;
            go_and_pay(&person, id).await
        }
        Err(failure) => {
            let redo = person.redo(failure)?;
            let page = fill(&person, form.fields.clone(), redo.errors).await?;
            person.page_with(redo.status, &TopUpPage(page)).await
        }
    }
}

/// `GET /wallet/withdrawals`
pub(super) async fn withdrawal(person: SignedIn, query: Query<WhoseQuery>) -> Answer {
    let page = blank(&person, &query.0).await?;
    person.page(&WithdrawPage(page)).await
}

/// `POST /wallet/withdrawals`
pub(super) async fn ask_withdrawal(person: SignedIn, form: Form<AmountForm>) -> Answer {
    let asked = async {
        let (org, money) = form.fields.parse()?;
        let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
        let till = Till::of(&person.site, money.currency)?;
        let work = move |tx: &mut crate::platform::db::Tx<'_>| {
            once(tx, &act, token.as_deref(), |tx| {
                actions::withdraw(tx, &act, &who, (org, money), &till)?;
                Ok(format!("/wallet?org_id={org}&account=own"))
            })
        };
        person.site.db.write(work).await
    };
    match asked.await {
        Ok(next) => Ok(see_other(&next).flash("payments-withdrawal-asked").answer()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            let page = fill(&person, form.fields.clone(), redo.errors).await?;
            person.page_with(redo.status, &WithdrawPage(page)).await
        }
    }
}

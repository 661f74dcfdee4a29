//! Funding the milestones of a deal: check, do, see.

use super::checkouts::go_and_pay;
use crate::contracts;
use crate::failure::Failure;
use crate::payments::actions::{self, Funding, Quote};
use crate::payments::forms::ChosenForm;
use crate::payments::model::Till;
use crate::payments::pages::{FundedPage, FundedRow, FundingPage};
use crate::primitives::Minor;
use crate::primitives::id::{CheckoutId, ContractId, MilestoneId};
use crate::sessions::Right;
use crate::web::{Answer, Form, Id, Query, ShownError, SignedIn, once, see_other};
use actix_web::http::StatusCode;

/// `GET /contracts/{id}/funding`
pub(super) async fn check(person: SignedIn, id: Id<ContractId>, chosen: Query<ChosenForm>) -> Answer {
    let chosen = chosen.0.parse()?;
    page(&person, StatusCode::OK, (id.0, chosen), Vec::new()).await
}

async fn page(person: &SignedIn, status: StatusCode, (id, chosen): (ContractId, Vec<MilestoneId>), errors: Vec<ShownError>) -> Answer {
    let (quote, creator) = look(person, id, chosen).await?;
    person.page_with(status, &FundingPage::of(&quote, creator, errors)).await
}

async fn look(person: &SignedIn, id: ContractId, chosen: Vec<MilestoneId>) -> Result<(Quote, String), Failure> {
    let (who, site, now) = (person.person.clone(), person.site.clone(), person.now);
    person
        .site
        .db
        .read(move |conn| {
            let (contract, _) = contracts::see_contract(conn, &who, id)?;
            let minimum = site.gateway.minimum(contract.currency);
            let quote = actions::quote(conn, &who, id, &chosen, (minimum, now))?;
            let creator = contracts::parties(conn, &quote.contract)?.creator_name;
            Ok::<_, Failure>((quote, creator))
        })
        .await
}

/// `POST /contracts/{id}/funding`
pub(super) async fn fund(person: SignedIn, id: Id<ContractId>, form: Form<ChosenForm>) -> Answer {
    let (id, chosen) = (id.0, form.fields.parse()?);
    match start(&person, (id, chosen.clone()), form.once.clone()).await {
        Ok(next) => match next.strip_prefix("/checkouts/").and_then(|checkout| checkout.parse::<CheckoutId>().ok()) {
            Some(checkout) => go_and_pay(&person, checkout).await,
            None => Ok(see_other(&next).answer()),
        },
        Err(failure) => {
            // Where nothing is left to fund, the page itself says the same again.
            let redo = person.redo(failure.clone())?;
            page(&person, redo.status, (id, chosen), redo.errors).await.map_err(|_| failure)
        }
    }
}

async fn start(person: &SignedIn, (id, chosen): (ContractId, Vec<MilestoneId>), token: Option<String>) -> Result<String, Failure> {
    let (act, who) = (person.act(), person.person.clone());
    let (contract, _) = person
        .site
        .db
        .read({
            let who = who.clone();
            move |conn| contracts::see_contract(conn, &who, id)
        })
        .await?;
    let till = Till::of(&person.site, contract.currency)?;
    person
        .site
        .db
        .write(move |tx| {
            once(tx, &act, token.as_deref(), |tx| {
                Ok(match actions::fund(tx, &act, &who, (id, &chosen), &till)? {
                    Funding::Funded => format!("/contracts/{id}/funding/result"),
                    Funding::Checkout(checkout) => format!("/checkouts/{checkout}"),
                })
            })
        })
        .await
}

/// `GET /contracts/{id}/funding/result`: what is held. Once nothing is, the deal's own page says where the money went.
pub(super) async fn result(person: SignedIn, id: Id<ContractId>) -> Answer {
    let (who, id) = (person.person.clone(), id.0);
    let held = person
        .site
        .db
        .read(move |conn| {
            let (contract, _) = contracts::see_contract(conn, &who, id)?;
            who.can(contract.org, Right::Read)?;
            let creator = contracts::parties(conn, &contract)?.creator_name;
            let held: Vec<_> = contracts::list_milestones(conn, id)?.into_iter().filter(|one| one.state.holds_money()).collect();
            if held.is_empty() {
                return Ok(None);
            }
            let mut total = Minor::ZERO;
            for milestone in &held {
                total = total.plus(milestone.total()?)?;
            }
            let rows = held.iter().map(|one| FundedRow { title: one.title.clone(), price: contract.money(one.price) }).collect();
            Ok::<_, Failure>(Some(FundedPage { contract: id, title: contract.title.clone(), creator, held: contract.money(total), rows }))
        })
        .await?;
    match held {
        Some(page) => person.page(&page).await,
        None => Ok(see_other(&format!("/contracts/{id}")).answer()),
    }
}

//! More time, and more work: ask or propose, and answer.

use super::answer::answer;
use crate::audit::Act;
use crate::contracts::actions;
use crate::contracts::forms::{AnswerForm, ExtendForm, OrderForm};
use crate::contracts::model::{Contract, Milestone, Party};
use crate::contracts::pages::{ExtendPage, OrderPage};
use crate::contracts::rules;
use crate::contracts::store::{self, Parties};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{ChangeOrderId, ContractId, ExtensionId, MilestoneId};
use crate::sessions::Person;
use crate::web::{Answer, Form, Id, Query, ShownError, SignedIn, once, see_other};

/// The milestone whose deadline can be moved, its sides, and how far.
type Extending = (Contract, Milestone, (i32, i32), Parties);

async fn load(person: &SignedIn, id: MilestoneId) -> Result<Extending, Failure> {
    let (who, now) = (person.person.clone(), person.now);
    let read = move |conn: &mut Conn| {
        let (contract, milestone, days) = actions::extending(conn, &who, id, now)?;
        rules::takes_time(&milestone)?;
        let parties = store::parties(conn, &contract)?;
        Ok::<_, Failure>((contract, milestone, days, parties))
    };
    person.site.db.read(read).await
}

async fn extend_page(person: &SignedIn, id: MilestoneId, form: ExtendForm, errors: Vec<ShownError>) -> Result<ExtendPage, Failure> {
    let (contract, milestone, days, parties) = load(person, id).await?;
    Ok(ExtendPage::of((&contract, &milestone), &parties, days, form, errors))
}

/// `GET /milestones/{id}/extensions/new`
pub(super) async fn begin_extension(person: SignedIn, id: Id<MilestoneId>) -> Answer {
    let page = extend_page(&person, id.0, ExtendForm::default(), Vec::new()).await?;
    person.page(&page).await
}

/// `POST /milestones/{id}/extensions`
pub(super) async fn extend(person: SignedIn, id: Id<MilestoneId>, form: Form<ExtendForm>) -> Answer {
    let (contract, _, (alone, most), _) = load(&person, id.0).await?;
    let mut takes = false;
    let extended = match form.fields.parse(most) {
        Ok((days, reason)) => {
            takes = days <= alone;
            let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::extend(tx, &act, &who, id.0, (days, &reason))?;
                    Ok(format!("/contracts/{}?milestone={}", contract.id, id.0))
                })
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match extended {
        Ok(location) => Ok(see_other(&location).flash(if takes { "contracts-extended" } else { "contracts-extension-asked" }).into()),
        Err(failure) => {
            let redo = person.redo(failure.clone())?;
            let Ok(page) = extend_page(&person, id.0, form.fields, redo.errors).await else { return Err(failure) };
            person.page_with(redo.status, &page).await
        }
    }
}

/// `POST /extensions/{id}/answer`
pub(super) async fn answer_extension(person: SignedIn, id: Id<ExtensionId>, form: Form<AnswerForm>) -> Answer {
    let find = move |conn: &mut Conn, who: &Person| {
        let asked = store::get_extension(conn, id.0)?;
        Ok(actions::acting(conn, who, asked.milestone)?.0.id)
    };
    let take = move |tx: &mut Tx<'_>, act: &Act, who: &Person, agree| {
        actions::answer_extension(tx, act, who, id.0, agree)?;
        Ok(None)
    };
    answer(&person, form, find, take, ("contracts-extension-agreed", "contracts-extension-refused")).await
}

async fn order_page(person: &SignedIn, id: ContractId, form: OrderForm, errors: Vec<ShownError>) -> Result<OrderPage, Failure> {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        let (contract, party) = actions::ordering(conn, &who, id)?;
        rules::takes_orders(&contract, store::list_milestones(conn, id)?.len(), store::list_open_orders(conn, &[id])?.len())?;
        let parties = store::parties(conn, &contract)?;
        Ok::<_, Failure>((contract, party, parties))
    };
    let (contract, party, parties): (Contract, Party, Parties) = person.site.db.read(read).await?;
    Ok(OrderPage::of(&contract, &parties, party, form, errors))
}

/// `GET /contracts/{id}/change-orders/new`: the form, with what a request for changes wanted beyond the agreement if the address says it.
pub(super) async fn begin_order(person: SignedIn, id: Id<ContractId>, query: Query<OrderForm>) -> Answer {
    let page = order_page(&person, id.0, query.0, Vec::new()).await?;
    person.page(&page).await
}

/// `POST /contracts/{id}/change-orders`
pub(super) async fn propose_order(person: SignedIn, id: Id<ContractId>, form: Form<OrderForm>) -> Answer {
    let who = person.person.clone();
    let (contract, _) = person.site.db.read(move |conn: &mut Conn| actions::ordering(conn, &who, id.0)).await?;
    let proposed = match form.fields.parse(contract.currency) {
        Ok((plan, text)) => {
            let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::propose_order(tx, &act, &who, id.0, (&plan, &text))?;
                    Ok(format!("/contracts/{}#changes", id.0))
                })
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match proposed {
        Ok(location) => Ok(see_other(&location).flash("contracts-order-proposed").into()),
        Err(failure) => {
            let redo = person.redo(failure.clone())?;
            let Ok(page) = order_page(&person, id.0, form.fields, redo.errors).await else { return Err(failure) };
            person.page_with(redo.status, &page).await
        }
    }
}

/// `POST /change-orders/{id}/answer`
pub(super) async fn answer_order(person: SignedIn, id: Id<ChangeOrderId>, form: Form<AnswerForm>) -> Answer {
    let find = move |conn: &mut Conn, who: &Person| {
        let order = store::get_order(conn, id.0)?;
        Ok(actions::ordering(conn, who, order.contract)?.0.id)
    };
    let take = move |tx: &mut Tx<'_>, act: &Act, who: &Person, agree| {
        actions::answer_order(tx, act, who, id.0, agree)?;
        Ok(store::get_order(tx, id.0)?.milestone)
    };
    answer(&person, form, find, take, ("contracts-order-agreed", "contracts-order-refused")).await
}

//! A tip: look at what is free, give.

use crate::contracts::actions;
use crate::contracts::forms::TipForm;
use crate::contracts::pages::TipPage;
use crate::contracts::{rules, store};
use crate::failure::{Failure, STATE_REFUSED};
use crate::ledger::{self, Account};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::MilestoneId;
use crate::web::{Answer, Form, Id, ShownError, SignedIn, fresh_once, once, see_other};

async fn page(person: &SignedIn, id: MilestoneId, form: TipForm, errors: Vec<ShownError>) -> Result<TipPage, Failure> {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        let (contract, milestone) = actions::tipping(conn, &who, id)?;
        if !rules::takes_tips(milestone.state) {
            return Err(STATE_REFUSED.into());
        }
        let free = ledger::balance(conn, &Account::Wallet(contract.org), contract.currency)?;
        let creator = store::parties(conn, &contract)?.creator_name;
        Ok::<_, Failure>((contract, milestone, free, creator))
    };
    let (contract, milestone, free, creator) = person.site.db.read(read).await?;
    Ok(TipPage {
        contract_url: format!("/contracts/{}", contract.id),
        top_up_url: format!("/wallet/top-ups?org_id={}", contract.org),
        action: format!("/milestones/{id}/tips"),
        contract: contract.title.clone(),
        milestone: milestone.title,
        creator,
        free: contract.money(free),
        form,
        errors,
        once: fresh_once(),
    })
}

/// `GET /milestones/{id}/tips`
pub(super) async fn begin(person: SignedIn, id: Id<MilestoneId>) -> Answer {
    let page = page(&person, id.0, TipForm::default(), Vec::new()).await?;
    person.page(&page).await
}

/// `POST /milestones/{id}/tips`
pub(super) async fn tip(person: SignedIn, id: Id<MilestoneId>, form: Form<TipForm>) -> Answer {
    let who = person.person.clone();
    let (contract, _) = person.site.db.read(move |conn: &mut Conn| actions::tipping(conn, &who, id.0)).await?;
    let given = match form.fields.parse(contract.currency) {
        Ok(money) => {
            let (act, who, token, milestone) = (person.act(), person.person.clone(), form.once.clone(), id.0);
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::tip(tx, &act, &who, milestone, money)?;
                    Ok(format!("/contracts/{}?milestone={milestone}", contract.id))
                })
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match given {
        Ok(location) => Ok(see_other(&location).flash("contracts-tipped").into()),
        Err(failure) => {
            let redo = person.redo(failure.clone())?;
            let Ok(page) = page(&person, id.0, form.fields, redo.errors).await else { return Err(failure) };
            person.page_with(redo.status, &page).await
        }
    }
}

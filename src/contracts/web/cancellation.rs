//! Ending a milestone early.

use crate::audit::Act;
use crate::contracts::actions::{self, Asked};
use crate::contracts::forms::{AnswerForm, CancelForm, reasons};
use crate::contracts::model::{Contract, Milestone, MilestoneState, Party};
use crate::contracts::pages::CancelPage;
use crate::contracts::rules::{self, CANCEL_OPEN, Cancelling};
use crate::contracts::store;
use crate::failure::{Failure, STATE_REFUSED};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{CancellationId, MilestoneId};
use crate::sessions::Person;
use crate::web::{Answer, Form, Id, ShownError, SignedIn, fresh_once, once, see_other};

/// The milestone, and how a cancellation of it would go now.
async fn load(person: &SignedIn, id: MilestoneId) -> Result<(Contract, Milestone, Party, Cancelling), Failure> {
    let (who, now) = (person.person.clone(), person.now);
    let read = move |conn: &mut Conn| {
        let (contract, milestone, party) = actions::acting(conn, &who, id)?;
        let work = actions::clockwork(conn, &contract, now)?;
        let how = rules::cancelling(&milestone, party, &work).ok_or(STATE_REFUSED)?;
        if how == Cancelling::Ask && store::find_open(conn, id)?.is_some() {
            return Err(CANCEL_OPEN.into());
        }
        Ok::<_, Failure>((contract, milestone, party, how))
    };
    person.site.db.read(read).await
}

async fn page(person: &SignedIn, id: MilestoneId, form: CancelForm, errors: Vec<ShownError>) -> Result<CancelPage, Failure> {
    let (contract, milestone, party, how) = load(person, id).await?;
    let asks = how == Cancelling::Ask;
    let kill_fee = if asks { rules::kill_fee(&milestone)? } else { crate::primitives::Minor::ZERO };
    let shares = contract.deal(&milestone).shares_after(milestone.open_price().minus(kill_fee)?)?;
    Ok(CancelPage {
        contract_url: format!("/contracts/{}", contract.id),
        action: format!("/milestones/{id}/cancellation"),
        contract: contract.title.clone(),
        milestone: milestone.title.clone(),
        party,
        is_planned: milestone.state == MilestoneState::Planned,
        asks,
        price: contract.money(milestone.open_price()),
        kill_fee: kill_fee.is_positive().then(|| contract.money(kill_fee)),
        to_merchant: contract.money(shares.to_wallet),
        to_creator: contract.money(shares.to_creator),
        form,
        reasons: reasons(),
        errors,
        once: fresh_once(),
    })
}

/// `GET /milestones/{id}/cancellation`
pub(super) async fn begin(person: SignedIn, id: Id<MilestoneId>) -> Answer {
    let page = page(&person, id.0, CancelForm::default(), Vec::new()).await?;
    person.page(&page).await
}

/// `POST /milestones/{id}/cancellation`
pub(super) async fn cancel(person: SignedIn, id: Id<MilestoneId>, form: Form<CancelForm>) -> Answer {
    let who = person.person.clone();
    let currency = person.site.db.read(move |conn: &mut Conn| Ok::<_, Failure>(actions::acting(conn, &who, id.0)?.0.currency)).await?;
    let cancelled = match form.fields.parse(currency) {
        Ok(asking) => {
            let (act, who, token, milestone) = (person.act(), person.person.clone(), form.once.clone(), id.0);
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| match actions::cancel(tx, &act, &who, milestone, asking)? {
                    Asked::Done | Asked::Open(_) => Ok(format!("/milestones/{milestone}/result")),
                })
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match cancelled {
        Ok(location) => Ok(see_other(&location).into()),
        Err(failure) => {
            let redo = person.redo(failure.clone())?;
            let Ok(page) = page(&person, id.0, form.fields, redo.errors).await else { return Err(failure) };
            person.page_with(redo.status, &page).await
        }
    }
}

/// `POST /cancellations/{id}/answer`
pub(super) async fn answer(person: SignedIn, id: Id<CancellationId>, form: Form<AnswerForm>) -> Answer {
    let find = move |conn: &mut Conn, who: &Person| {
        let asked = store::get_cancellation(conn, id.0)?;
        Ok(actions::acting(conn, who, asked.milestone)?.0.id)
    };
    let take = move |tx: &mut Tx<'_>, act: &Act, who: &Person, agree| actions::answer(tx, act, who, id.0, agree).map(|_| None);
    super::answer::answer(&person, form, find, take, ("contracts-agreed", "contracts-refused")).await
}

//! Starting the work, and accepting it.

use crate::contracts::actions::{self, acting};
use crate::contracts::forms::ApproveForm;
use crate::contracts::model::{CancellationState, Contract, Event, Milestone, MilestoneState, Party};
use crate::contracts::pages::{ApprovalPage, ResultPage};
use crate::contracts::rules;
use crate::contracts::store::{self, Parties};
use crate::failure::{Failure, STATE_REFUSED};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Minor;
use crate::primitives::id::MilestoneId;
use crate::web::{Answer, Form, Id, ShownError, SignedIn, once, see_other};

/// `POST /milestones/{id}/start`
pub(super) async fn start(person: SignedIn, id: Id<MilestoneId>, form: Form) -> Answer {
    let (act, who, token, milestone) = (person.act(), person.person.clone(), form.once.clone(), id.0);
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            actions::start(tx, &act, &who, milestone)?;
            Ok(format!("/contracts/{}", store::get_milestone(tx, milestone)?.contract))
        })
    };
    let location = person.site.db.write(work).await?;
    Ok(see_other(&location).flash("contracts-started").into())
}

/// What is submitted, for whoever may accept it now.
async fn load(person: &SignedIn, id: MilestoneId) -> Result<(Contract, Milestone, Parties), Failure> {
    let (who, now) = (person.person.clone(), person.now);
    let read = move |conn: &mut Conn| {
        let (contract, milestone, party) = acting(conn, &who, id)?;
        rules::after(&milestone, Event::Approved, party, &actions::clockwork(conn, &contract, now)?)?;
        let parties = store::parties(conn, &contract)?;
        Ok::<_, Failure>((contract, milestone, parties))
    };
    person.site.db.read(read).await
}

async fn page(person: &SignedIn, id: MilestoneId, errors: Vec<ShownError>) -> Result<ApprovalPage, Failure> {
    let (contract, milestone, parties) = load(person, id).await?;
    let shares = contract.deal(&milestone).shares_after(Minor::ZERO)?;
    Ok(ApprovalPage::of(&contract, &milestone, &parties, &shares, errors))
}

/// `GET /milestones/{id}/approval`
pub(super) async fn begin(person: SignedIn, id: Id<MilestoneId>) -> Answer {
    let page = page(&person, id.0, Vec::new()).await?;
    person.page(&page).await
}

/// `POST /milestones/{id}/approval`
pub(super) async fn approve(person: SignedIn, id: Id<MilestoneId>, form: Form<ApproveForm>) -> Answer {
    // Whose it is comes before what was sent: a stranger learns nothing from a bad form.
    let who = person.person.clone();
    person.site.db.read(move |conn: &mut Conn| acting(conn, &who, id.0).map(|_| ())).await?;
    let seen = form.fields.parse()?;
    let (act, who, token, milestone) = (person.act(), person.person.clone(), form.once.clone(), id.0);
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            actions::approve(tx, &act, &who, milestone, seen)?;
            Ok(format!("/milestones/{milestone}/result"))
        })
    };
    match person.site.db.write(work).await {
        Ok(location) => Ok(see_other(&location).into()),
        Err(failure) => {
            // What is true now, if it can still be accepted; otherwise the page that says why not.
            let redo = person.redo(failure.clone())?;
            let Ok(page) = page(&person, id.0, redo.errors).await else { return Err(failure) };
            person.page_with(redo.status, &page).await
        }
    }
}

/// `GET /milestones/{id}/result`: what an approval or a cancellation did.
pub(super) async fn result(person: SignedIn, id: Id<MilestoneId>) -> Answer {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        let (contract, milestone, _) = actions::see(conn, &who, id.0)?;
        let parties = store::parties(conn, &contract)?;
        let open = store::find_open(conn, milestone.id)?.filter(|asked| asked.state == CancellationState::Requested);
        let refund = refund(conn, &contract, &milestone)?;
        Ok::<_, Failure>((contract, milestone, parties, open, refund))
    };
    let (contract, milestone, parties, open, refund) = person.site.db.read(read).await?;
    let ended = matches!(milestone.state, MilestoneState::Approved | MilestoneState::Settled | MilestoneState::Cancelled);
    if !ended && open.is_none() {
        return Err(STATE_REFUSED.into());
    }
    let shares = contract.deal(&milestone).shares_after(refund)?;
    let held = milestone.funded_at.is_some();
    let money = |amount| contract.money(if held { amount } else { Minor::ZERO });
    let page = ResultPage {
        contract_url: format!("/contracts/{}", contract.id),
        contract: contract.title.clone(),
        milestone: milestone.title.clone(),
        state: milestone.state,
        creator: parties.creator_name,
        price: contract.money(milestone.open_price()),
        to_creator: money(shares.to_creator),
        to_merchant: money(shares.to_wallet),
        clears_at: milestone.clears_at,
        answer_by: open.map(|asked| asked.answer_by),
    };
    person.page(&page).await
}

/// The part of the price that went back.
fn refund(conn: &mut Conn, contract: &Contract, milestone: &Milestone) -> Result<Minor, Failure> {
    if milestone.state != MilestoneState::Cancelled {
        return Ok(Minor::ZERO);
    }
    let last = store::list_events(conn, contract.id)?.into_iter().rfind(|event| event.milestone == milestone.id);
    Ok(last
        .filter(|event| event.party == Party::Platform && event.event == Event::CancelAgreed)
        .map_or(milestone.open_price(), |event| event.amount))
}

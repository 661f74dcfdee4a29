//! The doors of ratings: those of a deal, and the reputations that come of them.

use super::actions;
use super::forms::{RateForm, words};
use super::pages::{DealRatingsPage, ReputationPage, Seen};
use super::store;
use crate::audit::Act;
use crate::contracts;
use crate::creators;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{ContractId, OrgId, RatingId};
use crate::sessions::Person;
use crate::web::{Answer, Asker, Door, Form, Id, ShownError, SignedIn, Who, once, see_other, to};
use actix_web::http::Method;

/// Every door of ratings.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/contracts/{id}/ratings", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::POST, path: "/contracts/{id}/ratings", who: Who::SignedIn, opens: || to(rate) },
    Door { method: Method::POST, path: "/ratings/{id}/reply", who: Who::SignedIn, opens: || to(reply) },
    Door { method: Method::POST, path: "/ratings/{id}/edits", who: Who::SignedIn, opens: || to(ask_edit) },
    Door { method: Method::POST, path: "/ratings/{id}/edits/agreement", who: Who::SignedIn, opens: || to(agree) },
    Door { method: Method::GET, path: "/creators/{handle}/ratings", who: Who::Anyone, opens: || to(of_creator) },
    Door { method: Method::GET, path: "/m/{id}/ratings", who: Who::Anyone, opens: || to(of_merchant) },
];

async fn page(person: &SignedIn, id: ContractId, form: RateForm, errors: Vec<ShownError>) -> Result<DealRatingsPage, Failure> {
    let (who, now) = (person.person.clone(), person.now);
    let read = move |conn: &mut Conn| {
        let (contract, access, until) = actions::see(conn, &who, id)?;
        let ratings = store::list_of_contract(conn, id)?;
        let ids: Vec<RatingId> = ratings.iter().map(|rating| rating.id).collect();
        let (edits, parties) = (store::list_edits(conn, &ids)?, contracts::parties(conn, &contract)?);
        Ok::<_, Failure>(Seen { contract, access, until, ratings, edits, parties })
    };
    let seen = person.site.db.read(read).await?;
    Ok(DealRatingsPage::of(&seen, now, form, errors))
}

/// `GET /contracts/{id}/ratings`
async fn show(person: SignedIn, id: Id<ContractId>) -> Answer {
    let page = page(&person, id.0, RateForm::default(), Vec::new()).await?;
    person.page(&page).await
}

/// Does something to the ratings of a deal; the form stands again with what could not be taken.
async fn act(
    person: SignedIn,
    id: ContractId,
    form: Form<RateForm>,
    (flash, work): (&'static str, impl Fn(&mut Tx<'_>, &Act, &Person) -> Result<(), Failure> + Send + 'static),
) -> Answer {
    let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
    let done = person.site.db.write(move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            work(tx, &act, &who)?;
            Ok(format!("/contracts/{id}/ratings"))
        })
    });
    match done.await {
        Ok(location) => Ok(see_other(&location).flash(flash).into()),
        Err(failure) => {
            let redo = person.redo(failure.clone())?;
            let Ok(page) = page(&person, id, form.fields, redo.errors).await else { return Err(failure) };
            person.page_with(redo.status, &page).await
        }
    }
}

/// `POST /contracts/{id}/ratings`
async fn rate(person: SignedIn, id: Id<ContractId>, form: Form<RateForm>) -> Answer {
    let fields = form.fields.clone();
    let work = move |tx: &mut Tx<'_>, act: &Act, who: &Person| {
        let party = actions::rating(tx, who, id.0)?;
        actions::rate(tx, act, who, id.0, &fields.parse(party)?).map(drop)
    };
    act(person, id.0, form, ("ratings-given", work)).await
}

/// The deal of a rating, for who is in it.
async fn deal_of(person: &SignedIn, id: RatingId) -> Result<ContractId, Failure> {
    let who = person.person.clone();
    let read = move |conn: &mut Conn| {
        let rating = store::get(conn, id)?;
        contracts::see_contract(conn, &who, rating.contract).map(|(contract, _)| contract.id)
    };
    person.site.db.read(read).await
}

/// `POST /ratings/{id}/reply`
async fn reply(person: SignedIn, id: Id<RatingId>, form: Form<RateForm>) -> Answer {
    let (deal, text) = (deal_of(&person, id.0).await?, form.fields.reply.clone());
    let work = move |tx: &mut Tx<'_>, act: &Act, who: &Person| actions::reply(tx, act, who, id.0, &words(&text)?).map(drop);
    act(person, deal, form, ("ratings-replied", work)).await
}

/// `POST /ratings/{id}/edits`
async fn ask_edit(person: SignedIn, id: Id<RatingId>, form: Form<RateForm>) -> Answer {
    let (deal, fields) = (deal_of(&person, id.0).await?, form.fields.clone());
    let work = move |tx: &mut Tx<'_>, act: &Act, who: &Person| {
        let party = actions::rating(tx, who, deal)?;
        actions::ask_edit(tx, act, who, id.0, &fields.parse(party)?).map(drop)
    };
    act(person, deal, form, ("ratings-edit-asked", work)).await
}

/// `POST /ratings/{id}/edits/agreement`
async fn agree(person: SignedIn, id: Id<RatingId>, form: Form<RateForm>) -> Answer {
    let deal = deal_of(&person, id.0).await?;
    let work = move |tx: &mut Tx<'_>, act: &Act, who: &Person| actions::agree_to_edit(tx, act, who, id.0).map(drop);
    act(person, deal, form, ("ratings-edited", work)).await
}

/// `GET /creators/{handle}/ratings`
async fn of_creator(asker: Asker, handle: Id<String>) -> Answer {
    let read = move |conn: &mut Conn| {
        let profile = creators::find_by_handle(conn, &handle.0)?.ok_or(Failure::NotFound)?;
        let about = store::list_about_creator(conn, profile.id)?;
        Ok::<_, Failure>(ReputationPage::of(profile.name, format!("/creators/{}", profile.handle), &about))
    };
    let page = asker.site.db.read(read).await?;
    asker.page(&page).await
}

/// `GET /m/{id}/ratings`
async fn of_merchant(asker: Asker, id: Id<OrgId>) -> Answer {
    let read = move |conn: &mut Conn| {
        let name = contracts::org_names(conn, &[id.0])?.remove(&id.0).ok_or(Failure::NotFound)?;
        let about = store::list_about_org(conn, id.0)?;
        Ok::<_, Failure>(ReputationPage::of(name, format!("/m/{}", id.0), &about))
    };
    let page = asker.site.db.read(read).await?;
    asker.page(&page).await
}

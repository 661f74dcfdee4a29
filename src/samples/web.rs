//! The doors of samples.

use super::actions;
use super::forms::SampleForm;
use super::pages::SamplePage;
use crate::audit::Act;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::ContractId;
use crate::sessions::Person;
use crate::web::{Answer, Door, Form, Id, ShownError, SignedIn, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};

/// Every door of samples.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/contracts/{id}/sample", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::POST, path: "/contracts/{id}/sample/address", who: Who::SignedIn, opens: || to(address) },
    Door { method: Method::POST, path: "/contracts/{id}/sample/shipment", who: Who::SignedIn, opens: || to(ship) },
    Door { method: Method::POST, path: "/contracts/{id}/sample/receipt", who: Who::SignedIn, opens: || to(receive) },
];

async fn page(person: &SignedIn, id: ContractId, form: SampleForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let (who, now) = (person.person.clone(), person.now);
    let seen = person.site.db.read(move |conn: &mut Conn| actions::see(conn, &who, id, now)).await?;
    person.page_with(status, &SamplePage::of(person, &seen, form, errors)).await
}

/// `GET /contracts/{id}/sample`
async fn show(person: SignedIn, id: Id<ContractId>) -> Answer {
    page(&person, id.0, SampleForm::default(), (StatusCode::OK, Vec::new())).await
}

/// Does something; the form stands again with what could not be taken.
async fn act(
    person: SignedIn,
    id: ContractId,
    form: Form<SampleForm>,
    work: impl Fn(&mut Tx<'_>, &Act, &Person, &SampleForm) -> Result<(), Failure> + Send + 'static,
) -> Answer {
    let (act, who, token, fields) = (person.act(), person.person.clone(), form.once.clone(), form.fields.clone());
    let done = person.site.db.write(move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            work(tx, &act, &who, &fields)?;
            Ok(format!("/contracts/{id}/sample"))
        })
    });
    match done.await {
        Ok(location) => Ok(see_other(&location).flash("sample-saved").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            page(&person, id, form.fields, (redo.status, redo.errors)).await
        }
    }
}

/// `POST /contracts/{id}/sample/address`
async fn address(person: SignedIn, id: Id<ContractId>, form: Form<SampleForm>) -> Answer {
    act(person, id.0, form, move |tx, act, who, form| actions::give_address(tx, act, who, id.0, &form.address()?)).await
}

/// `POST /contracts/{id}/sample/shipment`
async fn ship(person: SignedIn, id: Id<ContractId>, form: Form<SampleForm>) -> Answer {
    act(person, id.0, form, move |tx, act, who, form| actions::ship(tx, act, who, id.0, &form.shipment()?)).await
}

/// `POST /contracts/{id}/sample/receipt`
async fn receive(person: SignedIn, id: Id<ContractId>, form: Form<SampleForm>) -> Answer {
    let work = move |tx: &mut Tx<'_>, act: &Act, who: &Person, form: &SampleForm| {
        let (condition, note) = form.receipt()?;
        actions::receive(tx, act, who, id.0, (condition, &note))
    };
    act(person, id.0, form, work).await
}

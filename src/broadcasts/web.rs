//! The doors of shows.

use super::actions::{self, Seen};
use super::forms::ShowForm;
use super::pages::{ShowPage, TakePage};
use crate::audit::Act;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::ContractId;
use crate::sessions::{Person, Token};
use crate::web::{Answer, Asker, Door, Form, Id, ShownError, SignedIn, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};

/// Every door of shows.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/contracts/{id}/broadcast", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::POST, path: "/contracts/{id}/broadcast/rehearsal", who: Who::SignedIn, opens: || to(rehearse) },
    Door { method: Method::POST, path: "/contracts/{id}/broadcast/rehearsal/confirmation", who: Who::SignedIn, opens: || to(rehearsed) },
    Door { method: Method::POST, path: "/contracts/{id}/broadcast/start", who: Who::SignedIn, opens: || to(start) },
    Door { method: Method::POST, path: "/contracts/{id}/broadcast/stop", who: Who::SignedIn, opens: || to(stop) },
    Door { method: Method::POST, path: "/contracts/{id}/broadcast/no-show", who: Who::SignedIn, opens: || to(no_show) },
    Door { method: Method::POST, path: "/contracts/{id}/broadcast/handover", who: Who::SignedIn, opens: || to(hand_over) },
    Door { method: Method::GET, path: "/handovers/{code}", who: Who::Anyone, opens: || to(look) },
    Door { method: Method::POST, path: "/handovers/{code}", who: Who::Anyone, opens: || to(take) },
];

async fn load(person: &SignedIn, id: ContractId) -> Result<Seen, Failure> {
    let who = person.person.clone();
    person.site.db.read(move |conn: &mut Conn| actions::see(conn, &who, id)).await
}

async fn page(person: &SignedIn, id: ContractId, form: ShowForm, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let seen = load(person, id).await?;
    person.page_with(status, &ShowPage::of(&seen, form, errors, person.now)).await
}

/// `GET /contracts/{id}/broadcast`
async fn show(person: SignedIn, id: Id<ContractId>) -> Answer {
    page(&person, id.0, ShowForm::default(), (StatusCode::OK, Vec::new())).await
}

/// Does something; the form stands again with what could not be taken.
async fn act(
    person: SignedIn,
    id: ContractId,
    form: Form<ShowForm>,
    work: impl Fn(&mut Tx<'_>, &Act, &Person, &ShowForm) -> Result<(), Failure> + Send + 'static,
) -> Answer {
    let (act, who, token, fields) = (person.act(), person.person.clone(), form.once.clone(), form.fields.clone());
    let done = person.site.db.write(move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            work(tx, &act, &who, &fields)?;
            Ok(format!("/contracts/{id}/broadcast"))
        })
    });
    match done.await {
        Ok(location) => Ok(see_other(&location).flash("show-saved").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            page(&person, id, form.fields, (redo.status, redo.errors)).await
        }
    }
}

/// `POST /contracts/{id}/broadcast/rehearsal`
async fn rehearse(person: SignedIn, id: Id<ContractId>, form: Form<ShowForm>) -> Answer {
    let zone = person.zone.clone();
    act(person, id.0, form, move |tx, act, who, form| actions::rehearse(tx, act, who, id.0, form.rehearsal(&zone)?)).await
}

/// `POST /contracts/{id}/broadcast/rehearsal/confirmation`
async fn rehearsed(person: SignedIn, id: Id<ContractId>, form: Form<ShowForm>) -> Answer {
    act(person, id.0, form, move |tx, act, who, _| actions::rehearsed(tx, act, who, id.0)).await
}

/// `POST /contracts/{id}/broadcast/start`
async fn start(person: SignedIn, id: Id<ContractId>, form: Form<ShowForm>) -> Answer {
    act(person, id.0, form, move |tx, act, who, form| actions::start(tx, act, who, id.0, &form.evidence(None)?)).await
}

/// `POST /contracts/{id}/broadcast/stop`
async fn stop(person: SignedIn, id: Id<ContractId>, form: Form<ShowForm>) -> Answer {
    act(person, id.0, form, move |tx, act, who, form| actions::stop(tx, act, who, id.0, &form.evidence(None)?)).await
}

/// `POST /contracts/{id}/broadcast/no-show`
async fn no_show(person: SignedIn, id: Id<ContractId>, form: Form<ShowForm>) -> Answer {
    act(person, id.0, form, move |tx, act, who, _| actions::no_show(tx, act, who, id.0)).await
}

/// `POST /contracts/{id}/broadcast/handover`: the code stands on the page that answers, and nowhere later.
async fn hand_over(person: SignedIn, id: Id<ContractId>, form: Form<ShowForm>) -> Answer {
    let code = Token::random().map_err(|error| Failure::Bug(error.to_string()))?.as_str().to_owned();
    let url = format!("{}/handovers/{code}", person.site.config.base_url);
    let (act, who) = (person.act(), person.person.clone());
    match person.site.db.write(move |tx: &mut Tx<'_>| actions::hand_over(tx, &act, &who, id.0, &code)).await {
        Ok(_) => {
            let seen = load(&person, id.0).await?;
            person.page(&ShowPage::of(&seen, form.fields, Vec::new(), person.now).with_code(url)?).await
        }
        Err(failure) => {
            let redo = person.redo(failure)?;
            page(&person, id.0, form.fields, (redo.status, redo.errors)).await
        }
    }
}

async fn offered(asker: &Asker, code: &str) -> Result<Seen, Failure> {
    let (code, now) = (code.to_owned(), asker.now);
    asker.site.db.read(move |conn: &mut Conn| actions::find_by_code(conn, &code, now)).await
}

/// `GET /handovers/{code}`: looking changes nothing.
async fn look(asker: Asker, code: Id<String>) -> Answer {
    let seen = offered(&asker, &code.0).await?;
    asker.page(&TakePage::of(&seen, &code.0, ShowForm::default(), Vec::new())).await
}

/// `POST /handovers/{code}`
async fn take(asker: Asker, code: Id<String>, form: Form<ShowForm>) -> Answer {
    let seen = offered(&asker, &code.0).await?;
    let taken = match form.fields.name() {
        Ok(name) => {
            let (act, code) = (asker.act(), code.0.clone());
            asker.site.db.write(move |tx: &mut Tx<'_>| actions::take_over(tx, &act, &code, &name)).await
        }
        Err(failure) => Err(failure),
    };
    match taken {
        Ok(()) => asker.page(&TakePage::of(&seen, &code.0, form.fields, Vec::new()).done()).await,
        Err(failure) => {
            let redo = asker.redo(failure)?;
            asker.page_with(redo.status, &TakePage::of(&seen, &code.0, form.fields, redo.errors)).await
        }
    }
}

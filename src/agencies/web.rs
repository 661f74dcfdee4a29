//! The doors of rosters.

use super::actions::{self, Place};
use super::forms::{AnswerForm, ConsentsForm, EndForm, PenaltyForm, TermsForm};
use super::model::{Side, Usual};
use super::pages::{MinePage, PlacePage, RosterPage, TermsPage, Typed, UsualPage, WorkPage};
use crate::audit::Act;
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{OrgId, RosterId};
use crate::sessions::{Person, Right};
use crate::web::{Answer, Door, Form, Id, Query, SignedIn, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};
use serde::Deserialize;

/// Every door of rosters.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/agencies/{id}", who: Who::SignedIn, opens: || to(roster) },
    Door { method: Method::GET, path: "/agencies/{id}/work", who: Who::SignedIn, opens: || to(work) },
    Door { method: Method::GET, path: "/agencies/{id}/terms", who: Who::SignedIn, opens: || to(show_usual) },
    Door { method: Method::POST, path: "/agencies/{id}/terms", who: Who::SignedIn, opens: || to(set_usual) },
    Door { method: Method::GET, path: "/agencies/{id}/invitations/new", who: Who::SignedIn, opens: || to(begin) },
    Door { method: Method::POST, path: "/agencies/{id}/invitations", who: Who::SignedIn, opens: || to(invite) },
    Door { method: Method::GET, path: "/settings/agencies", who: Who::SignedIn, opens: || to(mine) },
    Door { method: Method::GET, path: "/rosters/{id}", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::GET, path: "/rosters/{id}/terms/new", who: Who::SignedIn, opens: || to(begin_change) },
    Door { method: Method::POST, path: "/rosters/{id}/terms", who: Who::SignedIn, opens: || to(propose) },
    Door { method: Method::POST, path: "/rosters/{id}/withdrawal", who: Who::SignedIn, opens: || to(take_back) },
    Door { method: Method::POST, path: "/rosters/{id}/answer", who: Who::SignedIn, opens: || to(answer) },
    Door { method: Method::POST, path: "/rosters/{id}/consents", who: Who::SignedIn, opens: || to(allow) },
    Door { method: Method::POST, path: "/rosters/{id}/end", who: Who::SignedIn, opens: || to(end) },
    Door { method: Method::POST, path: "/rosters/{id}/penalty", who: Who::SignedIn, opens: || to(ask_penalty) },
];

/// `GET /agencies/{id}`
async fn roster(person: SignedIn, id: Id<OrgId>) -> Answer {
    let (who, now) = (person.person.clone(), person.now);
    let (name, entries) = person.site.db.read(move |conn: &mut Conn| actions::roster(conn, &who, id.0, now)).await?;
    person.page(&RosterPage::of(&person, id.0, (name, &entries), rights(&person, id.0))).await
}

/// The reader manages the agency, and reads of its money.
fn rights(person: &SignedIn, id: OrgId) -> (bool, bool) {
    (person.person.has(id, Right::Manage), person.person.has(id, Right::ReadMoney))
}

/// How the work is looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct WorkQuery {
    view: String,
}

/// `GET /agencies/{id}/work`
async fn work(person: SignedIn, id: Id<OrgId>, query: Query<WorkQuery>) -> Answer {
    let who = person.person.clone();
    let (name, queues) = person.site.db.read(move |conn: &mut Conn| actions::queues(conn, &who, id.0)).await?;
    let page = WorkPage::of(&person, (id.0, name), &queues, query.0.view == "deadline", rights(&person, id.0))?;
    person.page(&page).await
}

/// The agency's name and what it usually proposes, for whoever manages it.
async fn managed(person: &SignedIn, id: OrgId) -> Result<(String, Option<Usual>), Failure> {
    let who = person.person.clone();
    person.site.db.read(move |conn: &mut Conn| actions::usual(conn, &who, id)).await
}

/// `GET /agencies/{id}/terms`
async fn show_usual(person: SignedIn, id: Id<OrgId>) -> Answer {
    let (name, usual) = managed(&person, id.0).await?;
    person.page(&UsualPage::of(&person, id.0, name, (TermsForm::of_usual(usual.as_ref()), Vec::new()))).await
}

/// `POST /agencies/{id}/terms`
async fn set_usual(person: SignedIn, id: Id<OrgId>, form: Form<TermsForm>) -> Answer {
    let (name, _) = managed(&person, id.0).await?;
    let set = match form.fields.parse_usual() {
        Ok(usual) => {
            let (act, who) = (person.act(), person.person.clone());
            person.site.db.write(move |tx: &mut Tx<'_>| actions::set_usual(tx, &act, &who, id.0, &usual)).await
        }
        Err(failure) => Err(failure),
    };
    match set {
        Ok(()) => Ok(see_other(&format!("/agencies/{}/terms", id.0)).flash("agencies-usual-saved").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            person.page_with(redo.status, &UsualPage::of(&person, id.0, name, (form.fields, redo.errors))).await
        }
    }
}

/// `GET /agencies/{id}/invitations/new`
async fn begin(person: SignedIn, id: Id<OrgId>) -> Answer {
    let (name, usual) = managed(&person, id.0).await?;
    person.page(&TermsPage::invitation(&person, id.0, name, (TermsForm::begun(usual.as_ref()), Vec::new()))).await
}

/// `POST /agencies/{id}/invitations`
async fn invite(person: SignedIn, id: Id<OrgId>, form: Form<TermsForm>) -> Answer {
    let (name, _) = managed(&person, id.0).await?;
    let invited = match form.fields.parse() {
        Ok(wanted) => {
            let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
            let handle = form.fields.handle.trim().trim_start_matches('@').to_owned();
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    Ok(format!("/rosters/{}", actions::invite(tx, &act, &who, id.0, (&handle, &wanted))?))
                })
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match invited {
        Ok(location) => Ok(see_other(&location).flash("agencies-invited").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            person.page_with(redo.status, &TermsPage::invitation(&person, id.0, name, (form.fields, redo.errors))).await
        }
    }
}

/// `GET /settings/agencies`
async fn mine(person: SignedIn) -> Answer {
    let who = person.person.clone();
    let entries = person.site.db.read(move |conn: &mut Conn| actions::own_agencies(conn, &who)).await?;
    person.page(&MinePage::of(&person, &entries)).await
}

async fn load(person: &SignedIn, id: RosterId) -> Result<Place, Failure> {
    let (who, now) = (person.person.clone(), person.now);
    person.site.db.read(move |conn: &mut Conn| actions::place(conn, &who, id, now)).await
}

async fn page(person: &SignedIn, id: RosterId, status: StatusCode, typed: Typed) -> Answer {
    let place = load(person, id).await?;
    person.page_with(status, &PlacePage::of(person, &place, typed)).await
}

/// `GET /rosters/{id}`
async fn show(person: SignedIn, id: Id<RosterId>) -> Answer {
    page(&person, id.0, StatusCode::OK, Typed::default()).await
}

/// The place, for whoever manages the agency.
async fn to_change(person: &SignedIn, id: RosterId) -> Result<Place, Failure> {
    let place = load(person, id).await?;
    if place.manages && place.side == Side::Agency { Ok(place) } else { Err(ACT_FORBIDDEN.into()) }
}

/// `GET /rosters/{id}/terms/new`
async fn begin_change(person: SignedIn, id: Id<RosterId>) -> Answer {
    let place = to_change(&person, id.0).await?;
    let form = place.terms.first().map_or_else(|| TermsForm::begun(None), |(newest, _)| TermsForm::of(&newest.wanted));
    person.page(&TermsPage::change(&person, &place, (form, Vec::new()))).await
}

/// `POST /rosters/{id}/terms`
async fn propose(person: SignedIn, id: Id<RosterId>, form: Form<TermsForm>) -> Answer {
    let place = to_change(&person, id.0).await?;
    let proposed = match form.fields.parse() {
        Ok(wanted) => run(&person, &form.once, id.0, move |tx, act, who| actions::propose(tx, act, who, id.0, &wanted)).await,
        Err(failure) => Err(failure),
    };
    match proposed {
        Ok(location) => Ok(see_other(&location).flash("agencies-proposed").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            person.page_with(redo.status, &TermsPage::change(&person, &place, (form.fields, redo.errors))).await
        }
    }
}

/// Runs one verb once, and leads back to the place.
async fn run(
    person: &SignedIn,
    token: &Option<String>,
    id: RosterId,
    verb: impl Fn(&mut Tx<'_>, &Act, &Person) -> Result<(), Failure> + Send + 'static,
) -> Result<String, Failure> {
    let (act, who, token) = (person.act(), person.person.clone(), token.clone());
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            verb(tx, &act, &who)?;
            Ok(format!("/rosters/{id}"))
        })
    };
    person.site.db.write(work).await
}

/// Where it led, or the page with what could not be taken.
async fn done(person: &SignedIn, id: RosterId, result: Result<String, Failure>, (flash, typed): (&'static str, Typed)) -> Answer {
    match result {
        Ok(location) => Ok(see_other(&location).flash(flash).into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            page(person, id, redo.status, Typed { errors: redo.errors, ..typed }).await
        }
    }
}

/// `POST /rosters/{id}/withdrawal`
async fn take_back(person: SignedIn, id: Id<RosterId>, form: Form) -> Answer {
    load(&person, id.0).await?;
    let result = run(&person, &form.once, id.0, move |tx, act, who| actions::take_back(tx, act, who, id.0)).await;
    done(&person, id.0, result, ("agencies-taken-back", Typed::default())).await
}

/// `POST /rosters/{id}/answer`
async fn answer(person: SignedIn, id: Id<RosterId>, form: Form<AnswerForm>) -> Answer {
    let place = load(&person, id.0).await?;
    if place.side != Side::Creator {
        return Err(ACT_FORBIDDEN.into());
    }
    let (no, signs) = match form.fields.parse() {
        Ok(parsed) => parsed,
        Err(failure) => return done(&person, id.0, Err(failure), ("", Typed::default())).await,
    };
    let verb = if signs { actions::sign } else { actions::refuse };
    let result = run(&person, &form.once, id.0, move |tx, act, who| verb(tx, act, who, (id.0, no))).await;
    done(&person, id.0, result, (if signs { "agencies-signed" } else { "agencies-refused" }, Typed::default())).await
}

/// `POST /rosters/{id}/consents`
async fn allow(person: SignedIn, id: Id<RosterId>, form: Form<ConsentsForm>) -> Answer {
    let place = load(&person, id.0).await?;
    if place.side != Side::Creator {
        return Err(ACT_FORBIDDEN.into());
    }
    let result = match form.fields.parse() {
        Ok(wanted) => run(&person, &form.once, id.0, move |tx, act, who| actions::allow(tx, act, who, id.0, &wanted)).await,
        Err(failure) => Err(failure),
    };
    done(&person, id.0, result, ("agencies-allowed", Typed { consents: Some(form.fields), ..Typed::default() })).await
}

/// `POST /rosters/{id}/end`
async fn end(person: SignedIn, id: Id<RosterId>, form: Form<EndForm>) -> Answer {
    let place = load(&person, id.0).await?;
    if place.side == Side::Agency && !place.manages {
        return Err(ACT_FORBIDDEN.into());
    }
    let result = match form.fields.parse() {
        Ok(reason) => run(&person, &form.once, id.0, move |tx, act, who| actions::end(tx, act, who, id.0, &reason)).await,
        Err(failure) => Err(failure),
    };
    done(&person, id.0, result, ("agencies-ended", Typed { end: form.fields, ..Typed::default() })).await
}

/// `POST /rosters/{id}/penalty`
async fn ask_penalty(person: SignedIn, id: Id<RosterId>, form: Form<PenaltyForm>) -> Answer {
    to_change(&person, id.0).await?;
    let result = match form.fields.parse() {
        Ok(asked) => run(&person, &form.once, id.0, move |tx, act, who| actions::ask_penalty(tx, act, who, id.0, asked)).await,
        Err(failure) => Err(failure),
    };
    done(&person, id.0, result, ("agencies-penalty-asked", Typed { penalty: form.fields, ..Typed::default() })).await
}

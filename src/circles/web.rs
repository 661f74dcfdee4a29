//! The doors of circles.

use super::actions;
use super::forms::CircleForm;
use super::model::NewPoll;
use super::pages::{IndexPage, ShowPage};
use crate::audit::Act;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{CreatorId, LetterId, OrgId};
use crate::sessions::{Person, Right};
use crate::web::{Answer, Door, Form, Id, Query, ShownError, SignedIn, Who, once, see_other, to};
use actix_web::http::{Method, StatusCode};
use actix_web::{FromRequest, HttpRequest, dev::Payload};

/// Every door of circles.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/my/circles", who: Who::SignedIn, opens: || to(index) },
    Door { method: Method::GET, path: "/circles/{id}", who: Who::SignedIn, opens: || to(show) },
    Door { method: Method::POST, path: "/circles/{id}/rules", who: Who::SignedIn, opens: || to(set_rules) },
    Door { method: Method::POST, path: "/circles/{id}/invitations", who: Who::SignedIn, opens: || to(invite) },
    Door { method: Method::POST, path: "/circles/{id}/letters", who: Who::SignedIn, opens: || to(write) },
    Door { method: Method::POST, path: "/circles/{id}/polls", who: Who::SignedIn, opens: || to(ask) },
    Door { method: Method::POST, path: "/circles/{id}/letters/{letter}/vote", who: Who::SignedIn, opens: || to(vote) },
    Door { method: Method::POST, path: "/circles/{id}/members/{creator}/removal", who: Who::SignedIn, opens: || to(remove) },
    Door { method: Method::POST, path: "/circles/{id}/acceptance", who: Who::SignedIn, opens: || to(accept) },
    Door { method: Method::POST, path: "/circles/{id}/refusal", who: Who::SignedIn, opens: || to(decline) },
    Door { method: Method::POST, path: "/circles/{id}/departure", who: Who::SignedIn, opens: || to(leave) },
    Door { method: Method::POST, path: "/circles/{id}/mute", who: Who::SignedIn, opens: || to(mute) },
];

/// `GET /my/circles`
async fn index(person: SignedIn) -> Answer {
    let who = person.person.clone();
    let circles = person.site.db.read(move |conn: &mut Conn| actions::list(conn, &who)).await?;
    person.page(&IndexPage::of(&circles)).await
}

async fn page(person: &SignedIn, org: OrgId, status: StatusCode, (form, errors): (CircleForm, Vec<ShownError>)) -> Answer {
    let (who, now) = (person.person.clone(), person.now);
    let seen = person.site.db.read(move |conn: &mut Conn| actions::see(conn, &who, org, now)).await?;
    person.page_with(status, &ShowPage::of(seen, (person.person.has(org, Right::Work), now), form, errors)).await
}

/// `GET /circles/{id}`
async fn show(person: SignedIn, id: Id<OrgId>, query: Query<CircleForm>) -> Answer {
    let form = CircleForm { creator: query.0.creator, ..CircleForm::default() };
    page(&person, id.0, StatusCode::OK, (form, Vec::new())).await
}

type Verb<T> = fn(&mut Tx<'_>, &Act, &Person, (OrgId, T)) -> Result<(), Failure>;

async fn act<T: Clone + Send + 'static>(person: &SignedIn, org: OrgId, verb: Verb<T>, with: T) -> Result<(), Failure> {
    let (act, who) = (person.act(), person.person.clone());
    person.site.db.write(move |tx: &mut Tx<'_>| verb(tx, &act, &who, (org, with.clone()))).await
}

/// The page that was sent from, with a sentence, or with what is wrong.
async fn done(person: &SignedIn, org: OrgId, form: CircleForm, (result, flash): (Result<(), Failure>, &'static str)) -> Answer {
    match result {
        Ok(()) => Ok(see_other(&format!("/circles/{org}")).flash(flash).into()),
        Err(failure) => {
            // Who may not see the circle learns nothing of it.
            let (who, now) = (person.person.clone(), person.now);
            person.site.db.read(move |conn: &mut Conn| actions::see(conn, &who, org, now).map(drop)).await?;
            person.person.can(org, Right::Work)?;
            let redo = person.redo(failure)?;
            page(person, org, redo.status, (form, redo.errors)).await
        }
    }
}

/// `POST /circles/{id}/rules`
async fn set_rules(person: SignedIn, id: Id<OrgId>, form: Form<CircleForm>) -> Answer {
    let set = match form.fields.parse_rules() {
        Ok(text) => {
            act(&person, id.0, |tx, act, who, (org, text): (OrgId, String)| actions::set_rules(tx, act, who, (org, &text)), text).await
        }
        Err(failure) => Err(failure),
    };
    done(&person, id.0, form.fields, (set, "circles-saved")).await
}

/// `POST /circles/{id}/invitations`
async fn invite(person: SignedIn, id: Id<OrgId>, form: Form<CircleForm>) -> Answer {
    let invited = match form.fields.parse_creator() {
        Ok(handle) => {
            act(&person, id.0, |tx, act, who, (org, handle): (OrgId, String)| actions::invite(tx, act, who, (org, &handle)), handle).await
        }
        Err(failure) => Err(failure),
    };
    done(&person, id.0, form.fields, (invited, "circles-invited")).await
}

/// Writes once, however often the form comes.
async fn send(person: &SignedIn, org: OrgId, (text, poll): (String, Option<NewPoll>), token: Option<String>) -> Result<(), Failure> {
    let (act, who) = (person.act(), person.person.clone());
    let work = move |tx: &mut Tx<'_>| {
        let write = |tx: &mut Tx<'_>| {
            actions::write(tx, &act, &who, (org, &text, poll.as_ref()))?;
            Ok(format!("/circles/{org}"))
        };
        once(tx, &act, token.as_deref(), write).map(drop)
    };
    person.site.db.write(work).await
}

/// `POST /circles/{id}/letters`
async fn write(person: SignedIn, id: Id<OrgId>, form: Form<CircleForm>) -> Answer {
    let written = match form.fields.parse_letter() {
        Ok(text) => send(&person, id.0, (text, None), form.once).await,
        Err(failure) => Err(failure),
    };
    done(&person, id.0, form.fields, (written, "circles-written")).await
}

/// `POST /circles/{id}/polls`
async fn ask(person: SignedIn, id: Id<OrgId>, form: Form<CircleForm>) -> Answer {
    let asked = match form.fields.parse_poll(&person.zone, person.now) {
        Ok((question, poll)) => send(&person, id.0, (question, Some(poll)), form.once).await,
        Err(failure) => Err(failure),
    };
    done(&person, id.0, form.fields, (asked, "circles-asked")).await
}

/// A letter to a circle in the path.
struct Written {
    org: OrgId,
    letter: LetterId,
}

impl FromRequest for Written {
    type Error = Failure;
    type Future = std::future::Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let part = |name: &str| request.match_info().get(name);
        let at = part("id").and_then(|id| id.parse().ok()).zip(part("letter").and_then(|letter| letter.parse().ok()));
        std::future::ready(at.map(|(org, letter)| Self { org, letter }).ok_or(Failure::NotFound))
    }
}

/// `POST /circles/{id}/letters/{letter}/vote`
async fn vote(person: SignedIn, at: Written, form: Form<CircleForm>) -> Answer {
    let voted = match form.fields.parse_vote() {
        Ok(position) => {
            let verb = |tx: &mut Tx<'_>, act: &Act, who: &Person, (org, (letter, position)): (OrgId, (LetterId, i32))| {
                actions::vote(tx, act, who, (org, letter, position))
            };
            act(&person, at.org, verb, (at.letter, position)).await
        }
        Err(failure) => Err(failure),
    };
    match voted {
        Ok(()) => Ok(see_other(&format!("/circles/{}", at.org)).flash("circles-voted").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            page(&person, at.org, redo.status, (CircleForm::default(), redo.errors)).await
        }
    }
}

/// A member of a circle in the path.
struct At {
    org: OrgId,
    creator: CreatorId,
}

impl FromRequest for At {
    type Error = Failure;
    type Future = std::future::Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let part = |name: &str| request.match_info().get(name);
        let at = part("id").and_then(|id| id.parse().ok()).zip(part("creator").and_then(|creator| creator.parse().ok()));
        std::future::ready(at.map(|(org, creator)| Self { org, creator }).ok_or(Failure::NotFound))
    }
}

/// `POST /circles/{id}/members/{creator}/removal`
async fn remove(person: SignedIn, at: At, form: Form<CircleForm>) -> Answer {
    let removed = act(&person, at.org, actions::remove, at.creator).await;
    done(&person, at.org, form.fields, (removed, "circles-removed")).await
}

/// `POST /circles/{id}/acceptance`
async fn accept(person: SignedIn, id: Id<OrgId>, _: Form) -> Answer {
    act(&person, id.0, actions::answer, true).await?;
    Ok(see_other(&format!("/circles/{}", id.0)).flash("circles-joined").into())
}

/// `POST /circles/{id}/refusal`
async fn decline(person: SignedIn, id: Id<OrgId>, _: Form) -> Answer {
    act(&person, id.0, actions::answer, false).await?;
    Ok(see_other("/my/circles").flash("circles-declined").into())
}

/// `POST /circles/{id}/departure`
async fn leave(person: SignedIn, id: Id<OrgId>, _: Form) -> Answer {
    let (act, who) = (person.act(), person.person.clone());
    person.site.db.write(move |tx: &mut Tx<'_>| actions::leave(tx, &act, &who, id.0)).await?;
    Ok(see_other("/my/circles").flash("circles-left").into())
}

/// `POST /circles/{id}/mute`
async fn mute(person: SignedIn, id: Id<OrgId>, form: Form<CircleForm>) -> Answer {
    act(&person, id.0, actions::mute, form.fields.muted == "true").await?;
    Ok(see_other(&format!("/circles/{}", id.0)).flash("circles-saved").into())
}

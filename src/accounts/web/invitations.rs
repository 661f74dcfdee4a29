//! `/invitations/{token}`: an offered place, for people with a login and without.

use super::{browser, hash};
use crate::accounts::actions::{self, Newcomer};
use crate::accounts::forms::NewcomerForm;
use crate::accounts::model::{Invitation, Organisation};
use crate::accounts::pages::Errors;
use crate::accounts::pages::entry::{InvitationPage, LinkGonePage, Reader, with_next};
use crate::accounts::store::{organisations, users};
use crate::failure::Failure;
use crate::primitives::id::OrgId;
use crate::sessions::{Person, Token};
use crate::web::{Answer, Asker, Form, Found, Id, see_other};
use actix_web::http::StatusCode;

/// What is known of an open invitation.
struct Known {
    token: Token,
    invitation: Invitation,
    org: Organisation,
    who: String,
    has_login: bool,
}

async fn find(asker: &Asker, text: &str) -> Result<Option<Known>, Failure> {
    let (Some(token), now) = (Token::read(text), asker.now) else { return Ok(None) };
    let found = asker.site.db.read(move |conn| {
        let Some(invitation) = organisations::find_invitation(conn, &token)?.filter(|found| found.is_open(now)) else { return Ok(None) };
        let org = organisations::get(conn, invitation.org)?;
        let who = users::get(conn, invitation.by)?.name;
        let has_login = users::find_by_email(conn, &invitation.email)?.is_some();
        Ok::<_, Failure>(Some(Known { token, invitation, org, who, has_login }))
    });
    found.await
}

impl Known {
    fn reader(&self, person: Option<&Person>) -> Reader {
        match person {
            Some(person) if person.email == self.invitation.email => Reader::Invited,
            Some(_) => Reader::Other,
            None if self.has_login => Reader::SignedOut,
            None => Reader::Newcomer,
        }
    }

    fn page(&self, person: Option<&Person>, form: NewcomerForm, errors: Errors) -> InvitationPage {
        InvitationPage {
            token: self.token.as_str().to_owned(),
            org: self.org.name.clone(),
            who: self.who.clone(),
            role: self.invitation.role,
            email: self.invitation.email.to_string(),
            reader: self.reader(person),
            form,
            errors,
        }
    }
}

async fn gone(asker: &Asker) -> Answer {
    asker.page_with(StatusCode::NOT_FOUND, &LinkGonePage { kind: "invitation", again_url: None }).await
}

/// `GET /invitations/{token}`
pub(super) async fn show(asker: Asker, Id(text): Id<String>) -> Answer {
    let Some(known) = find(&asker, &text).await? else { return gone(&asker).await };
    asker.page(&known.page(asker.person.as_ref(), NewcomerForm::default(), Errors::new())).await
}

/// `POST /invitations/{token}`
pub(super) async fn accept(asker: Asker, Id(text): Id<String>, form: Form<NewcomerForm>) -> Answer {
    let Some(known) = find(&asker, &text).await? else { return gone(&asker).await };
    let accepted = match asker.person.clone() {
        Some(person) => join(&asker, person, known.token.clone()).await,
        None if known.has_login => Ok(see_other(&with_next("/login", &format!("/invitations/{text}")))),
        None => begin(&asker, &known.token, &form.fields).await,
    };
    match accepted {
        Ok(found) => Ok(found.answer()),
        Err(Failure::NotFound) => gone(&asker).await,
        Err(failure) => {
            let redo = asker.redo(failure)?;
            asker.page_with(redo.status, &known.page(asker.person.as_ref(), form.fields, redo.errors)).await
        }
    }
}

async fn join(asker: &Asker, person: Person, token: Token) -> Result<Found, Failure> {
    let act = asker.act();
    let org = asker.site.db.write(move |tx| actions::accept(tx, &act, &person, &token)).await?;
    Ok(joined(org))
}

/// Makes a login for somebody who has none, and signs in.
async fn begin(asker: &Asker, token: &Token, form: &NewcomerForm) -> Result<Found, Failure> {
    let (name, password) = form.parse()?;
    let newcomer = Newcomer { name, password_hash: hash(asker, &password).await?, lang: asker.lang };
    let (at, request, token, browser) = (asker.now, asker.request_id.clone(), token.clone(), browser(asker)?);
    let cookie = asker.session_cookie(Some(&browser.token));
    let made = asker.site.db.write(move |tx| actions::accept_as_newcomer(tx, (at, &request), &token, &newcomer, &browser));
    Ok(joined(made.await?).cookie(cookie))
}

fn joined(org: OrgId) -> Found {
    see_other(&format!("/settings/organisations/{org}")).flash("joined")
}

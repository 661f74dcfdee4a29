//! `/confirm` and `/reset`: what the links of mails lead to. Looking changes nothing; the button does.

use super::{HOME, NextQuery, browser, hash, new_token};
use crate::accounts::actions::{self, Confirmed};
use crate::accounts::forms::{CodeForm, EmailForm, PasswordForm};
use crate::accounts::model::{Link, Purpose};
use crate::accounts::pages::Errors;
use crate::accounts::pages::entry::{ConfirmPage, LinkGonePage, NewPasswordPage, ResendPage, ResetPage, SentPage, with_next};
use crate::accounts::rules;
use crate::accounts::store::links;
use crate::failure::Failure;
use crate::sessions::Token;
use crate::web::{Answer, Asker, Form, Found, Id, Query, see_other};
use actix_web::http::StatusCode;

async fn find(asker: &Asker, token: &str) -> Result<Option<(Token, Link)>, Failure> {
    let Some(token) = Token::read(token) else { return Ok(None) };
    let wanted = token.clone();
    let link = asker.site.db.read(move |conn| Ok::<_, Failure>(links::find(conn, &wanted)?)).await?;
    Ok(link.map(|link| (token, link)))
}

async fn gone(asker: &Asker, kind: &'static str, again_url: &'static str) -> Answer {
    asker.page_with(StatusCode::NOT_FOUND, &LinkGonePage { kind, again_url: Some(again_url) }).await
}

/// A link that confirms and may be pressed: open, or used already, which is as good.
fn confirms(link: &Link, asker: &Asker) -> bool {
    match link.purpose {
        Purpose::Confirm | Purpose::ChangeEmail => link.used_at.is_some() || link.is_open(asker.now),
        Purpose::Reset => false,
    }
}

fn confirm_page(link: &Link, token: &Token, next: &str, errors: Errors) -> ConfirmPage {
    ConfirmPage {
        token: token.as_str().to_owned(),
        email: link.email.to_string(),
        next: rules::local_or(next, ""),
        is_change: link.purpose == Purpose::ChangeEmail,
        errors,
    }
}

/// `GET /confirm/{token}`
pub(super) async fn show_confirm(asker: Asker, Id(token): Id<String>, Query(query): Query<NextQuery>) -> Answer {
    match find(&asker, &token).await?.filter(|(_, link)| confirms(link, &asker)) {
        Some((token, link)) => asker.page(&confirm_page(&link, &token, &query.next, Errors::new())).await,
        None => gone(&asker, "confirm", "/confirm").await,
    }
}

/// `POST /confirm/{token}`
pub(super) async fn confirm(asker: Asker, Id(token): Id<String>, form: Form<CodeForm>) -> Answer {
    let Some((token, link)) = find(&asker, &token).await? else { return gone(&asker, "confirm", "/confirm").await };
    match press(&asker, token.clone(), &form.fields.next).await {
        Ok(found) => Ok(found.answer()),
        Err(Failure::NotFound) => gone(&asker, "confirm", "/confirm").await,
        Err(failure) => {
            let redo = asker.redo(failure)?;
            asker.page_with(redo.status, &confirm_page(&link, &token, &form.fields.next, redo.errors)).await
        }
    }
}

async fn press(asker: &Asker, token: Token, next: &str) -> Result<Found, Failure> {
    let (at, request, browser) = (asker.now, asker.request_id.clone(), browser(asker)?);
    let fresh = browser.token.clone();
    let done = asker.site.db.write(move |tx| actions::confirm(tx, at, &request, &token, &browser)).await?;
    let own = asker.person.as_ref().map(|person| person.id);
    Ok(match done {
        Confirmed::Address(user) if own == Some(user) => see_other(&rules::local_or(next, HOME)).flash("confirmed"),
        Confirmed::Address(_) => see_other(&with_next("/login", &rules::local_or(next, ""))).flash("confirmed"),
        Confirmed::NewAddress(user) if own == Some(user) => {
            see_other("/settings/security").cookie(asker.session_cookie(Some(&fresh))).flash("email-changed")
        }
        Confirmed::NewAddress(_) => see_other("/login").flash("email-changed"),
    })
}

/// `GET /confirm`
pub(super) async fn show_resend(asker: Asker) -> Answer {
    let email = asker.person.as_ref().map(|person| person.email.to_string()).unwrap_or_default();
    asker.page(&ResendPage { email, errors: Errors::new() }).await
}

/// `POST /confirm`
pub(super) async fn resend(asker: Asker, form: Form<EmailForm>) -> Answer {
    let sent = match form.fields.parse() {
        Ok(email) => {
            let (at, token) = (asker.now, new_token()?);
            asker.site.db.write(move |tx| actions::send_confirmation(tx, at, &email, &token)).await
        }
        Err(failure) => Err(failure),
    };
    match sent {
        Ok(()) => Ok(see_other("/confirm/sent").answer()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            asker.page_with(redo.status, &ResendPage { email: form.fields.email, errors: redo.errors }).await
        }
    }
}

/// `GET /confirm/sent`
pub(super) async fn resent(asker: Asker) -> Answer {
    asker.page(&SentPage { kind: "confirm", can_resend: false }).await
}

/// `GET /reset`
pub(super) async fn show_reset(asker: Asker) -> Answer {
    let email = asker.person.as_ref().map(|person| person.email.to_string()).unwrap_or_default();
    asker.page(&ResetPage { email, errors: Errors::new() }).await
}

/// `POST /reset`
pub(super) async fn ask_for_reset(asker: Asker, form: Form<EmailForm>) -> Answer {
    let asked = match form.fields.parse() {
        Ok(email) => {
            let (at, request, token) = (asker.now, asker.request_id.clone(), new_token()?);
            asker.site.db.write(move |tx| actions::ask_for_reset(tx, at, &request, &email, &token)).await
        }
        Err(failure) => Err(failure),
    };
    match asked {
        Ok(()) => Ok(see_other("/reset/sent").answer()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            asker.page_with(redo.status, &ResetPage { email: form.fields.email, errors: redo.errors }).await
        }
    }
}

/// `GET /reset/sent`
pub(super) async fn reset_sent(asker: Asker) -> Answer {
    asker.page(&SentPage { kind: "reset", can_resend: false }).await
}

async fn find_reset(asker: &Asker, token: &str) -> Result<Option<(Token, Link)>, Failure> {
    Ok(find(asker, token).await?.filter(|(_, link)| link.purpose == Purpose::Reset && link.is_open(asker.now)))
}

/// `GET /reset/{token}`
pub(super) async fn show_new_password(asker: Asker, Id(token): Id<String>) -> Answer {
    match find_reset(&asker, &token).await? {
        Some((_, link)) => asker.page(&NewPasswordPage { token, email: link.email.to_string(), errors: Errors::new() }).await,
        None => gone(&asker, "reset", "/reset").await,
    }
}

/// `POST /reset/{token}`
pub(super) async fn set_new_password(asker: Asker, Id(text): Id<String>, form: Form<PasswordForm>) -> Answer {
    let Some((token, link)) = find_reset(&asker, &text).await? else { return gone(&asker, "reset", "/reset").await };
    match choose(&asker, token, &form.fields).await {
        Ok(found) => Ok(found.answer()),
        Err(Failure::NotFound) => gone(&asker, "reset", "/reset").await,
        Err(failure) => {
            let redo = asker.redo(failure)?;
            asker.page_with(redo.status, &NewPasswordPage { token: text, email: link.email.to_string(), errors: redo.errors }).await
        }
    }
}

async fn choose(asker: &Asker, token: Token, form: &PasswordForm) -> Result<Found, Failure> {
    let hash = hash(asker, &form.parse()?).await?;
    let (at, request) = (asker.now, asker.request_id.clone());
    asker.site.db.write(move |tx| actions::reset_password(tx, at, &request, &token, &hash)).await?;
    Ok(see_other("/login").flash("password-changed"))
}

//! `/settings/security`: password, address, second factor, sessions.

use super::{browser, hash, new_token, sign_in, tries};
use crate::accounts::actions;
use crate::accounts::forms::{CodeForm, EmailForm, PasswordForm};
use crate::accounts::pages::Errors;
use crate::accounts::pages::entry::SentPage;
use crate::accounts::pages::settings::{RecoveryCodesPage, SecondFactorPage, SecurityPage};
use crate::accounts::rules;
use crate::accounts::store::{factors, users};
use crate::failure::{Failure, STATE_REFUSED};
use crate::primitives::id::SessionId;
use crate::sessions;
use crate::web::{Answer, Form, Found, Id, SignedIn, see_other};
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};

const HERE: &str = "/settings/security";
const CODES: &str = "/settings/security/recovery-codes";
const SECOND_FACTOR: &str = "/settings/security/second-factor";

async fn page(asker: &SignedIn, status: StatusCode, new_email: String, errors: Errors) -> Answer {
    let (user, now) = (asker.person.id, asker.now);
    let known = asker.site.db.read(move |conn| Ok::<_, Failure>((sessions::list_live(conn, user, now)?, factors::codes(conn, user)?)));
    let (sessions, codes) = known.await?;
    let left = codes.map_or(0, |(_, left)| left);
    asker.page_with(status, &SecurityPage::new(asker, &sessions, left, new_email, errors)).await
}

/// `GET /settings/security`
pub(super) async fn show(asker: SignedIn) -> Answer {
    page(&asker, StatusCode::OK, String::new(), Errors::new()).await
}

/// `POST /settings/security/password`
pub(super) async fn change_password(asker: SignedIn, form: Form<PasswordForm>) -> Answer {
    match set_password(&asker, &form.fields).await {
        Ok(found) => Ok(found.answer()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            page(&asker, redo.status, String::new(), redo.errors).await
        }
    }
}

async fn set_password(asker: &SignedIn, form: &PasswordForm) -> Result<Found, Failure> {
    let password = form.parse_change()?;
    let tries = tries::begin(asker, asker.person.email.as_str()).await?;
    let user = sign_in::verify(asker, Some(asker.person.email.clone()), &form.current).await?;
    let seen = user.ok_or_else(|| Failure::field("current", "password-wrong"))?.password_hash;
    let (hash, browser, act, person) = (hash(asker, &password).await?, browser(asker)?, asker.act(), asker.person.clone());
    let token = browser.token.clone();
    let changed = asker.site.db.write(move |tx| {
        actions::forget_tries(tx, &tries)?;
        actions::change_password(tx, &act, &person, (&seen, &hash), &browser)
    });
    changed.await?;
    Ok(see_other(HERE).cookie(asker.session_cookie(Some(&token))).flash("password-changed"))
}

/// `POST /settings/security/email`
pub(super) async fn change_email(asker: SignedIn, form: Form<EmailForm>) -> Answer {
    match ask_to_change(&asker, &form.fields).await {
        Ok(found) => Ok(found.answer()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            page(&asker, redo.status, form.fields.email, redo.errors).await
        }
    }
}

async fn ask_to_change(asker: &SignedIn, form: &EmailForm) -> Result<Found, Failure> {
    let (email, token, act, person) = (form.parse()?, new_token()?, asker.act(), asker.person.clone());
    asker.site.db.write(move |tx| actions::ask_to_change_email(tx, &act, &person, &email, &token)).await?;
    Ok(see_other("/settings/security/email/sent"))
}

/// `GET /settings/security/email/sent`
pub(super) async fn email_sent(asker: SignedIn) -> Answer {
    asker.page(&SentPage { kind: "email", can_resend: false }).await
}

/// `POST /settings/security/second-factor`
pub(super) async fn start_second_factor(asker: SignedIn, _: Form) -> Answer {
    let (secret, act, person) = (rules::new_totp_secret()?, asker.act(), asker.person.clone());
    asker.site.db.write(move |tx| actions::start_second_factor(tx, &act, &person, &secret)).await?;
    Ok(see_other(SECOND_FACTOR).answer())
}

async fn second_factor_page(asker: &SignedIn, status: StatusCode, errors: Errors) -> Answer {
    let id = asker.person.id;
    let user = asker.site.db.read(move |conn| Ok::<_, Failure>(users::get(conn, id)?)).await?;
    match user.totp_secret.as_deref().filter(|_| user.totp_confirmed_at.is_none()) {
        Some(secret) => {
            let url = rules::otpauth_url(user.email.as_str(), secret);
            asker.page_with(status, &SecondFactorPage::new(asker, (secret, &url), errors)?).await
        }
        None => Ok(see_other(HERE).answer()),
    }
}

/// `GET /settings/security/second-factor`
pub(super) async fn show_second_factor(asker: SignedIn) -> Answer {
    asker.person.stepped_up(asker.now)?;
    second_factor_page(&asker, StatusCode::OK, Errors::new()).await
}

/// `POST /settings/security/second-factor/confirmation`
pub(super) async fn confirm_second_factor(asker: SignedIn, form: Form<CodeForm>) -> Answer {
    match turn_on(&asker, &form.fields).await {
        Ok(found) => Ok(found.answer()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            second_factor_page(&asker, redo.status, redo.errors).await
        }
    }
}

async fn turn_on(asker: &SignedIn, form: &CodeForm) -> Result<Found, Failure> {
    let (code, browser, act, person) = (form.parse()?, browser(asker)?, asker.act(), asker.person.clone());
    let (token, secret) = (browser.token.clone(), asker.site.secret.clone());
    let on = asker
        .site
        .db
        .write(move |tx| actions::turn_on_second_factor(tx, &act, &person, (&code, &secret), actions::Holder::Browser(&browser)));
    on.await?;
    Ok(see_other(CODES).cookie(asker.session_cookie(Some(&token))).flash("totp-on"))
}

/// `POST /settings/security/second-factor/removal`
pub(super) async fn remove_second_factor(asker: SignedIn, _: Form) -> Answer {
    let (browser, act, person) = (browser(&asker)?, asker.act(), asker.person.clone());
    let token = browser.token.clone();
    asker.site.db.write(move |tx| actions::turn_off_second_factor(tx, &act, &person, &browser)).await?;
    Ok(see_other(HERE).cookie(asker.session_cookie(Some(&token))).flash("totp-off").answer())
}

/// The codes, if they were made a few minutes ago and the person has proved to be there.
async fn fresh_codes(asker: &SignedIn) -> Result<Vec<String>, Failure> {
    asker.person.stepped_up(asker.now)?;
    let user = asker.person.id;
    let made = asker.site.db.read(move |conn| Ok::<_, Failure>(factors::codes(conn, user)?)).await?;
    let made = made.map(|(at, _)| at).filter(|at| rules::may_show_codes(*at, asker.now));
    Ok(made.map(|at| rules::recovery_codes(&asker.site.secret, user, at)).unwrap_or_default())
}

/// `GET /settings/security/recovery-codes`
pub(super) async fn show_codes(asker: SignedIn) -> Answer {
    let codes = fresh_codes(&asker).await?;
    if !asker.person.has_totp {
        return Ok(see_other(HERE).answer());
    }
    asker.page(&RecoveryCodesPage::new(&asker, codes)).await
}

/// `GET /settings/security/recovery-codes.txt`
pub(super) async fn download_codes(asker: SignedIn) -> Answer {
    let codes = fresh_codes(&asker).await?;
    if codes.is_empty() {
        return Err(Failure::NotFound);
    }
    let text = format!("V-Task · {}\n\n{}\n", asker.person.email, codes.join("\n"));
    let name = (header::CONTENT_DISPOSITION, "attachment; filename=\"vtask-recovery-codes.txt\"");
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").insert_header(name).body(text))
}

/// `POST /settings/security/recovery-codes`
pub(super) async fn make_codes(asker: SignedIn, _: Form) -> Answer {
    let (act, person, secret) = (asker.act(), asker.person.clone(), asker.site.secret.clone());
    let made: Result<(), Failure> = asker.site.db.write(move |tx| actions::make_codes(tx, &act, &person, &secret)).await;
    match made {
        Ok(()) => Ok(see_other(CODES).flash("codes-made").answer()),
        Err(Failure::Refused(refusal)) if refusal == STATE_REFUSED => Ok(see_other(HERE).answer()),
        Err(failure) => Err(failure),
    }
}

/// `POST /settings/security/sessions/{id}/end`
pub(super) async fn end_session(asker: SignedIn, Id(id): Id<SessionId>, _: Form) -> Answer {
    let (act, person) = (asker.act(), asker.person.clone());
    asker.site.db.write(move |tx| actions::end_session(tx, &act, &person, id)).await?;
    Ok(see_other(HERE).flash("session-ended").answer())
}

/// `POST /settings/security/sessions/others/end`
pub(super) async fn end_others(asker: SignedIn, _: Form) -> Answer {
    let (act, person) = (asker.act(), asker.person.clone());
    asker.site.db.write(move |tx| actions::end_other_sessions(tx, &act, &person)).await?;
    Ok(see_other(HERE).flash("sessions-ended").answer())
}

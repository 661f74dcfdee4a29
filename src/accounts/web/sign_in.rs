//! `/login`, `/login/code`, `/logout`

use super::{HOME, NextQuery, act_of, browser, tries};
use crate::accounts::actions::{self, Proof};
use crate::accounts::forms::{CodeForm, SignInForm};
use crate::accounts::model::User;
use crate::accounts::pages::entry::{CodePage, SignInPage, with_next};
use crate::accounts::rules::{self, AUTH_FAILED};
use crate::accounts::store::users;
use crate::failure::Failure;
use crate::platform::secret::Purpose;
use crate::primitives::{Email, Instant, id::UserId};
use crate::web::{Answer, Asker, Form, Found, Query, see_other};
use actix_web::HttpRequest;

/// Says that the password of a login was right a moment ago.
const STEP: &str = "step";
/// How long the second step may take.
const STEP_SECONDS: i64 = 5 * 60;

/// `GET /login`
pub(super) async fn show(asker: Asker, Query(query): Query<NextQuery>) -> Answer {
    if asker.person.is_some() {
        return Ok(see_other(&rules::local_or(&query.next, HOME)).answer());
    }
    asker.page(&SignInPage::new(String::new(), &query.next, Vec::new())).await
}

/// `POST /login`
pub(super) async fn enter(asker: Asker, form: Form<SignInForm>) -> Answer {
    match with_password(&asker, &form.fields).await {
        Ok(found) => Ok(found.answer()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            asker.page_with(redo.status, &SignInPage::new(form.fields.email, &form.fields.next, redo.errors)).await
        }
    }
}

async fn with_password(asker: &Asker, form: &SignInForm) -> Result<Found, Failure> {
    let email = form.parse()?;
    let account = email.as_ref().map_or_else(|| crate::primitives::text::fold(&form.email), ToString::to_string);
    let tries = tries::begin(asker, &account).await?;
    let user = match verify(asker, email, &form.password).await {
        Ok(user) => user.ok_or(AUTH_FAILED)?,
        Err(failure) => {
            tries::forget(asker, tries).await?;
            return Err(failure);
        }
    };
    if user.second_factor().is_some() && form.code.is_empty() {
        tries::forget(asker, tries).await?;
        let code = with_next("/login/code", &rules::local_or(&form.next, ""));
        return Ok(see_other(&code).cookie(asker.step_cookie(STEP, Some(step(asker, &user)))));
    }
    let proof = if form.code.is_empty() { Proof::None } else { Proof::Code(form.code.clone()) };
    open(asker, user, proof, tries, &form.next).await
}

/// The login of this address, if this is its password. Nobody costs as much time as somebody.
pub(in crate::accounts) async fn verify(asker: &Asker, email: Option<Email>, password: &str) -> Result<Option<User>, Failure> {
    let user = match email {
        Some(email) => asker.site.db.read(move |conn| Ok::<_, Failure>(users::find_by_email(conn, &email)?)).await?,
        None => None,
    };
    let busy = |busy: crate::platform::passwords::Busy| Failure::Busy(busy.to_string());
    match user {
        Some(user) => {
            let right = asker.site.passwords.verify(password, &user.password_hash).await.map_err(busy)?;
            Ok(right.then_some(user))
        }
        None => asker.site.passwords.verify_nobody(password).await.map(|()| None).map_err(busy),
    }
}

async fn open(asker: &Asker, user: User, proof: Proof, tries: Vec<String>, next: &str) -> Result<Found, Failure> {
    let (act, browser) = (act_of(asker, user.id), browser(asker)?);
    let token = browser.token.clone();
    let opened = asker.site.db.write(move |tx| {
        actions::forget_tries(tx, &tries)?;
        actions::sign_in(tx, &act, &user, &proof, &browser)
    });
    opened.await?;
    Ok(see_other(&rules::local_or(next, HOME)).cookie(asker.session_cookie(Some(&token))))
}

/// The value of the step cookie: who and when, signed together with the password's hash, so that a new password makes it worthless.
fn step(asker: &Asker, user: &User) -> String {
    let said = format!("{}.{}", user.id, asker.now.0);
    let signed = asker.site.secret.key(Purpose::SecondStep).sign(format!("{said} {}", user.password_hash).as_bytes());
    format!("{said}.{}", data_encoding::BASE64URL_NOPAD.encode(&signed))
}

/// The login whose password was right within five minutes.
async fn stepped(asker: &Asker, request: &HttpRequest) -> Result<Option<User>, Failure> {
    let Some(cookie) = request.cookie(STEP) else { return Ok(None) };
    let mut parts = cookie.value().splitn(3, '.');
    let id = parts.next().and_then(|id| id.parse::<UserId>().ok());
    let at = parts.next().and_then(|at| at.parse().ok()).map(Instant);
    let signed = parts.next().and_then(|signed| data_encoding::BASE64URL_NOPAD.decode(signed.as_bytes()).ok());
    let (Some(id), Some(at), Some(signed)) = (id, at, signed) else { return Ok(None) };
    if !(0..STEP_SECONDS * 1_000_000).contains(&asker.now.micros_since(at)) {
        return Ok(None);
    }
    let user = asker.site.db.read(move |conn| Ok::<_, Failure>(users::find(conn, id)?)).await?;
    let said = |user: &User| format!("{id}.{} {}", at.0, user.password_hash);
    Ok(user.filter(|user| asker.site.secret.key(Purpose::SecondStep).verify(said(user).as_bytes(), &signed)))
}

/// `GET /login/code`
pub(super) async fn show_code(asker: Asker, request: HttpRequest, Query(query): Query<NextQuery>) -> Answer {
    let next = rules::local_or(&query.next, "");
    if stepped(&asker, &request).await?.is_none() {
        return Ok(see_other(&with_next("/login", &next)).answer());
    }
    asker.page(&CodePage { next, errors: Vec::new() }).await
}

/// `POST /login/code`
pub(super) async fn enter_code(asker: Asker, request: HttpRequest, form: Form<CodeForm>) -> Answer {
    let next = rules::local_or(&form.fields.next, "");
    let Some(user) = stepped(&asker, &request).await? else {
        return Ok(see_other(&with_next("/login", &next)).answer());
    };
    match with_code(&asker, user, &form.fields).await {
        Ok(found) => Ok(found.cookie(asker.step_cookie(STEP, None)).answer()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            asker.page_with(redo.status, &CodePage { next, errors: redo.errors }).await
        }
    }
}

async fn with_code(asker: &Asker, user: User, form: &CodeForm) -> Result<Found, Failure> {
    let code = form.parse()?;
    let tries = tries::begin(asker, user.email.as_str()).await?;
    open(asker, user, Proof::Code(code), tries, &form.next).await
}

/// `POST /logout`
pub(super) async fn leave(asker: Asker, _: Form) -> Answer {
    if let Some(person) = asker.person.clone() {
        let act = asker.act();
        asker.site.db.write(move |tx| actions::sign_out(tx, &act, &person)).await?;
    }
    Ok(see_other("/").cookie(asker.session_cookie(None)).flash("signed-out").answer())
}

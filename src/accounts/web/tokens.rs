//! `/settings/tokens`: tokens for programs.

use crate::accounts::actions::{self, WantedToken};
use crate::accounts::forms::TokenForm;
use crate::accounts::pages::Errors;
use crate::accounts::pages::tokens::{TokenPage, TokensPage};
use crate::accounts::rules;
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::id::TokenId;
use crate::sessions;
use crate::web::{Answer, Form, Id, Query, SignedIn, once, see_other};
use actix_web::http::StatusCode;

const HERE: &str = "/settings/tokens";

async fn page(asker: &SignedIn, status: StatusCode, form: TokenForm, errors: Errors) -> Answer {
    let (user, now) = (asker.person.id, asker.now);
    let tokens = asker.site.db.read(move |conn| Ok::<_, Failure>(sessions::list_tokens(conn, user, now)?)).await?;
    asker.page_with(status, &TokensPage::new(asker, &tokens, form, errors)).await
}

/// `GET /settings/tokens`
pub(super) async fn list(asker: SignedIn, typed: Query<TokenForm>) -> Answer {
    let is_fresh = typed.0 == TokenForm::default();
    let form = if is_fresh { TokenForm { days: "90".to_owned(), ..TokenForm::default() } } else { typed.0 };
    page(&asker, StatusCode::OK, form, Errors::new()).await
}

/// To the password first, and back to the form with what was typed.
fn step_up(form: &TokenForm) -> Answer {
    let typed = serde_html_form::to_string(form).map_err(|error| Failure::Bug(error.to_string()))?;
    let next: String = url::form_urlencoded::byte_serialize(format!("{HERE}?{typed}").as_bytes()).collect();
    Ok(see_other(&format!("/step-up?next={next}")).answer())
}

/// `POST /settings/tokens`
pub(super) async fn make(asker: SignedIn, form: Form<TokenForm>) -> Answer {
    let made = match form.fields.parse(asker.now) {
        Ok(wanted) => write(&asker, form.once.clone(), wanted).await,
        Err(failure) => Err(failure),
    };
    match made {
        Ok(location) => Ok(see_other(&location).answer()),
        Err(Failure::StepUp) => step_up(&form.fields),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            page(&asker, redo.status, form.fields, redo.errors).await
        }
    }
}

async fn write(asker: &SignedIn, token: Option<String>, wanted: WantedToken) -> Result<String, Failure> {
    let (act, person, id) = (asker.act(), asker.person.clone(), TokenId::random());
    let secret = rules::token_secret(&asker.site.secret, id);
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            actions::make_token(tx, &act, &person, &wanted, (id, &secret))?;
            Ok(format!("{HERE}/{id}"))
        })
    };
    asker.site.db.write(work).await
}

/// `GET /settings/tokens/{id}`
pub(super) async fn show(asker: SignedIn, Id(id): Id<TokenId>) -> Answer {
    let user = asker.person.id;
    let token = asker.site.db.read(move |conn| Ok::<_, Failure>(sessions::get_token(conn, user, id)?)).await?;
    let is_shown = rules::may_show_token(token.created_at, token.used_at, asker.now);
    let secret = is_shown.then(|| rules::token_secret(&asker.site.secret, id));
    asker.page(&TokenPage::new(&asker, &token, secret)).await
}

/// `POST /settings/tokens/{id}/revocation`
pub(super) async fn revoke(asker: SignedIn, Id(id): Id<TokenId>, _: Form) -> Answer {
    let (act, person) = (asker.act(), asker.person.clone());
    asker.site.db.write(move |tx| actions::revoke_token(tx, &act, &person, id)).await?;
    Ok(see_other(HERE).flash("token-revoked").answer())
}

//! `/register`

use super::{HOME, NextQuery, hash, new_token, start};
use crate::accounts::actions::{self, SignUp};
use crate::accounts::forms::SignUpForm;
use crate::accounts::pages::entry::{SentPage, SignUpPage};
use crate::accounts::rules;
use crate::failure::Failure;
use crate::web::{Answer, Asker, Form, Found, Query, see_other};

/// `GET /register`
pub(super) async fn show(asker: Asker, Query(form): Query<SignUpForm>, Query(query): Query<NextQuery>) -> Answer {
    if asker.person.is_some() {
        return Ok(see_other(&rules::local_or(&query.next, HOME)).answer());
    }
    let form = SignUpForm { role: form.role, next: query.next, ..SignUpForm::default() };
    asker.page(&SignUpPage::new(&asker, form, Vec::new())).await
}

/// `POST /register`
pub(super) async fn register(asker: Asker, form: Form<SignUpForm>) -> Answer {
    match make(&asker, &form.fields).await {
        Ok(found) => Ok(found.answer()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            asker.page_with(redo.status, &SignUpPage::new(&asker, form.fields, redo.errors)).await
        }
    }
}

async fn make(asker: &Asker, form: &SignUpForm) -> Result<Found, Failure> {
    let taken = form.parse()?;
    let password_hash = hash(asker, &taken.password).await?;
    let (at, request, token) = (asker.now, asker.request_id.clone(), new_token()?);
    let next = rules::local_or(&form.next, start(&taken.role));
    let wanted = SignUp { name: taken.name, email: taken.email, password_hash, lang: asker.lang, next, role: taken.role };
    asker.site.db.write(move |tx| actions::sign_up(tx, at, &request, &wanted, &token)).await?;
    Ok(see_other("/register/sent"))
}

/// `GET /register/sent`
pub(super) async fn sent(asker: Asker) -> Answer {
    asker.page(&SentPage { kind: "sign-up", can_resend: true }).await
}

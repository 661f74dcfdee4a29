//! `/step-up`

use super::{HOME, NextQuery, sign_in, tries};
use crate::accounts::actions::{self, Proof};
use crate::accounts::forms::StepUpForm;
use crate::accounts::pages::Errors;
use crate::accounts::pages::entry::StepUpPage;
use crate::accounts::rules;
use crate::failure::Failure;
use crate::web::{Answer, Form, Found, Query, SignedIn, see_other};

fn page(asker: &SignedIn, next: &str, errors: Errors) -> StepUpPage {
    let person = &asker.person;
    StepUpPage { next: rules::local_or(next, ""), email: person.email.to_string(), has_totp: person.has_totp, errors }
}

/// `GET /step-up`
pub(super) async fn show(asker: SignedIn, Query(query): Query<NextQuery>) -> Answer {
    asker.page(&page(&asker, &query.next, Errors::new())).await
}

/// `POST /step-up`
pub(super) async fn step_up(asker: SignedIn, form: Form<StepUpForm>) -> Answer {
    match prove(&asker, &form.fields).await {
        Ok(found) => Ok(found.answer()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            asker.page_with(redo.status, &page(&asker, &form.fields.next, redo.errors)).await
        }
    }
}

async fn prove(asker: &SignedIn, form: &StepUpForm) -> Result<Found, Failure> {
    let by_code = !form.code.trim().is_empty() && asker.person.has_totp;
    if !by_code && form.password.is_empty() {
        return Err(Failure::field("password", "required"));
    }
    let tries = tries::begin(asker, asker.person.email.as_str()).await?;
    let proof = if by_code { Proof::Code(form.code.clone()) } else { by_password(asker, &form.password, &tries).await? };
    let (act, person) = (asker.act(), asker.person.clone());
    let proved = asker.site.db.write(move |tx| {
        actions::forget_tries(tx, &tries)?;
        actions::step_up(tx, &act, &person, &proof, None)
    });
    proved.await?;
    Ok(see_other(&rules::local_or(&form.next, HOME)))
}

async fn by_password(asker: &SignedIn, password: &str, tries: &[String]) -> Result<Proof, Failure> {
    match sign_in::verify(asker, Some(asker.person.email.clone()), password).await {
        Ok(Some(_)) => Ok(Proof::None),
        Ok(None) => Err(Failure::field("password", "password-wrong")),
        Err(failure) => {
            tries::forget(asker, tries.to_vec()).await?;
            Err(failure)
        }
    }
}

//! Saving a step of the composer: by a button, or by itself while somebody types. Whoever writes on what another has changed meanwhile writes nothing
//! over: both versions are shown, and the person chooses.

use super::composer::{load, show_step, step_page};
use super::{At, Catalogue, words};
use crate::briefs::actions;
use crate::briefs::forms::{Step, StepForm};
use crate::briefs::model::{Brief, BriefState, Words};
use crate::briefs::pages::{Composed, versions};
use crate::briefs::rules;
use crate::failure::{Failure, STATE_REFUSED};
use crate::files::File;
use crate::primitives::id::BriefId;
use crate::sessions::Right;
use crate::web::{Answer, Form, Query, ShownError, SignedIn, see_other};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Deserialize;

/// `?autosave=1`: the browser saves by itself and shows no page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SaveQuery {
    autosave: String,
}

/// `POST /briefs/{id}/edit/{step}`
pub(super) async fn save(person: SignedIn, at: At, query: Query<SaveQuery>, form: Form<StepForm>) -> Answer {
    let (brief, files) = load(&person, at.brief, Right::Work).await?;
    if !query.0.autosave.is_empty() {
        return save_by_itself(&person, &at, &brief, &form.fields).await;
    }
    if rules::edit(&brief).is_err() {
        return too_late(&person, &at, (&brief, &files), form.fields).await;
    }
    let (taken, errors) = form.fields.parse(at.step, &person.zone, person.now);
    let saved = match errors.finish(Some(taken)) {
        _ if form.fields.only_shows() => Err(None),
        Ok(taken) => write(&person, &at, &form.fields.seen, taken).await.map_err(Some),
        Err(failure) => Err(Some(failure)),
    };
    let failure = match saved {
        Ok(_) if brief.state == BriefState::Open => {
            person.site.kept.of::<Catalogue>().forget().await;
            return Ok(see_other(&format!("/briefs/{}", at.brief)).flash("briefs-changed").into());
        }
        Ok(_) => return Ok(see_other(&after(at.brief, at.step)).into()),
        Err(failure) => failure,
    };
    let (status, errors) = match failure {
        None => (StatusCode::OK, Vec::new()),
        Some(failure) if failure.is_stale() => return show_both(&person, &at, form.fields, failure).await,
        Some(failure) => person.redo(failure).map(|redo| (redo.status, redo.errors))?,
    };
    show_step(&person, status, at.step, (&brief, &files), (form.fields, errors)).await
}

/// The browser saves a draft: what cannot be taken yet is still being typed. The answer names the step as it is saved now, for the next time. Nobody
/// changes by typing what others have bid on.
async fn save_by_itself(person: &SignedIn, at: &At, brief: &Brief, form: &StepForm) -> Answer {
    rules::edit(brief)?;
    if brief.state == BriefState::Open {
        return Err(STATE_REFUSED.into());
    }
    let (taken, _) = form.parse(at.step, &person.zone, person.now);
    let mark = write(person, at, &form.seen, taken).await?;
    Ok(HttpResponse::NoContent().insert_header(("x-seen", mark)).finish())
}

fn after(brief: BriefId, step: Step) -> String {
    step.next().map_or_else(|| format!("/briefs/{brief}/check"), |next| format!("/briefs/{brief}/edit/{next}"))
}

/// Saves the words of a step, unless the step says something else than what was seen; answers the mark of what is saved then.
async fn write(person: &SignedIn, at: &At, seen: &str, words: Words) -> Result<String, Failure> {
    let (act, who, seen, id, step) = (person.act(), person.person.clone(), seen.to_owned(), at.brief, at.step);
    let work = move |tx: &mut crate::platform::db::Tx<'_>| {
        let still = |brief: &Brief| seen.is_empty() || StepForm::mark(brief, step) == seen;
        actions::save_step(tx, &act, &who, (id, &still), words.clone())?;
        Ok(StepForm::mark(&actions::get_for(tx, &who, id, Right::Work)?, step))
    };
    person.site.db.write(work).await
}

/// The step changed meanwhile: what is saved beside what was typed. Sent once more, what was typed takes the place of what is shown here.
async fn show_both(person: &SignedIn, at: &At, typed: StepForm, failure: Failure) -> Answer {
    let redo = person.redo(failure)?;
    let (brief, files) = load(person, at.brief, Right::Work).await?;
    if rules::edit(&brief).is_err() {
        return too_late(person, at, (&brief, &files), typed).await;
    }
    let (taken, _) = typed.parse(at.step, &person.zone, person.now);
    let (theirs, mine) = (StepForm::of(&brief, &person.zone), StepForm::of(&rules::reworded(brief.clone(), taken), &person.zone));
    let url = format!("/briefs/{}/edit/{}", at.brief, at.step);
    let form = StepForm { seen: StepForm::mark(&brief, at.step), ..typed };
    let mut page = step_page(person, at.step, Composed { brief: &brief, files: &files, form, errors: redo.errors }).await?;
    page.conflict = Some(versions(at.step, (&theirs, &mine), url, &words(person)));
    person.page_with(redo.status, &page).await
}

/// The brief moved on and its words stand: what was typed is shown, to be taken elsewhere.
async fn too_late(person: &SignedIn, at: &At, (brief, files): (&Brief, &[File]), typed: StepForm) -> Answer {
    let errors: Vec<ShownError> = person.redo(STATE_REFUSED.into()).map(|redo| redo.errors)?;
    show_step(person, StatusCode::CONFLICT, at.step, (brief, files), (typed, errors)).await
}

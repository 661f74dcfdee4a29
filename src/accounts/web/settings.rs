//! `/settings/account`, `/settings/calendar`, `/settings/creator`, `/rules/reading`, `/lang`, `/theme`

use crate::accounts::actions::{self, Profile};
use crate::accounts::forms::{ChoiceForm, HandleForm, ProfileForm};
use crate::accounts::pages::Errors;
use crate::accounts::pages::settings::{AccountPage, BecomeCreatorPage, CalendarPage};
use crate::accounts::rules;
use crate::failure::Failure;
use crate::primitives::{Choice as _, Lang};
use crate::sessions::{OrgKind, Theme};
use crate::web::{Answer, Asker, Form, Found, SignedIn, see_other};

/// `GET /settings`
pub(super) async fn index(_: SignedIn) -> Answer {
    Ok(see_other("/settings/account").answer())
}

/// `GET /settings/account`
pub(super) async fn show(asker: SignedIn) -> Answer {
    asker.page(&AccountPage::saved(&asker)).await
}

/// `POST /settings/account`
pub(super) async fn save(asker: SignedIn, form: Form<ProfileForm>) -> Answer {
    match save_profile(&asker, &form.fields).await {
        Ok(found) => Ok(found.answer()),
        Err(failure) => {
            let is_stale = failure.is_stale();
            let redo = asker.redo(failure)?;
            let page = if is_stale {
                AccountPage::both(&asker, form.fields, redo.errors)
            } else {
                AccountPage::new(&asker, form.fields, redo.errors)
            };
            asker.page_with(redo.status, &page).await
        }
    }
}

/// The cookies follow, or the switch of an earlier visit would stand above what is saved now.
async fn save_profile(asker: &SignedIn, form: &ProfileForm) -> Result<Found, Failure> {
    let (profile, act, person) = (form.parse()?, asker.act(), asker.person.clone());
    let cookies = [asker.choice_cookie("lang", profile.lang.to_string()), asker.choice_cookie("theme", profile.theme.to_string())];
    let seen = form.seen.clone();
    let still = move |saved: &Profile| ProfileForm::saw(&seen, saved);
    asker.site.db.write(move |tx| actions::save_profile(tx, &act, &person, &profile, &still)).await?;
    Ok(cookies.into_iter().fold(see_other("/settings/account").flash("saved"), Found::cookie))
}

/// `GET /settings/calendar`
pub(super) async fn show_calendar(asker: SignedIn) -> Answer {
    let (site, user) = (asker.site.clone(), asker.person.id);
    let key = asker.site.db.read(move |conn| actions::calendar_key(conn, &site.secret, user)).await?;
    asker.page(&CalendarPage::new(&asker, &key)).await
}

/// `POST /settings/calendar/renewal`
pub(super) async fn renew_calendar(asker: SignedIn, _: Form) -> Answer {
    let (act, person) = (asker.act(), asker.person.clone());
    asker.site.db.write(move |tx| actions::renew_calendar(tx, &act, &person)).await?;
    Ok(see_other("/settings/calendar").flash("calendar-renewed").answer())
}

/// `POST /rules/reading`
pub(super) async fn read_rules(asker: SignedIn, _: Form) -> Answer {
    let (act, person) = (asker.act(), asker.person.clone());
    asker.site.db.write(move |tx| actions::read_rules(tx, &act, &person)).await?;
    let mut kinds = asker.person.memberships.iter().map(|member| member.kind);
    let start = match (asker.person.creator.is_some(), kinds.next()) {
        (true, _) => "/start/creator",
        (false, Some(OrgKind::Agency)) if kinds.all(|kind| kind == OrgKind::Agency) => "/start/agency",
        (false, _) => "/start/merchant",
    };
    Ok(see_other(start).flash("saved").answer())
}

/// `POST /lang`
pub(super) async fn set_lang(asker: Asker, form: Form<ChoiceForm>) -> Answer {
    let back = see_other(&rules::local_or(&form.fields.next, "/"));
    let Some(lang) = Lang::from_word(&form.fields.to) else { return Ok(back.answer()) };
    if let Some(person) = asker.person.clone() {
        asker.site.db.write(move |tx| actions::set_lang(tx, &person, lang)).await?;
    }
    Ok(back.cookie(asker.choice_cookie("lang", lang.to_string())).answer())
}

/// `POST /theme`
pub(super) async fn set_theme(asker: Asker, form: Form<ChoiceForm>) -> Answer {
    let back = see_other(&rules::local_or(&form.fields.next, "/"));
    let Some(theme) = Theme::from_word(&form.fields.to) else { return Ok(back.answer()) };
    if let Some(person) = asker.person.clone() {
        asker.site.db.write(move |tx| actions::set_theme(tx, &person, theme)).await?;
    }
    Ok(back.cookie(asker.choice_cookie("theme", theme.to_string())).answer())
}

/// `GET /settings/creator`
pub(super) async fn show_creator(asker: SignedIn) -> Answer {
    if asker.person.creator.is_some() {
        return Ok(see_other(PROFILE).answer());
    }
    asker.page(&BecomeCreatorPage::new(&asker, HandleForm::default(), Errors::new())).await
}

/// Where a creator edits the public profile.
const PROFILE: &str = "/my/profile";

/// `POST /settings/creator`
pub(super) async fn become_creator(asker: SignedIn, form: Form<HandleForm>) -> Answer {
    match make_creator(&asker, &form.fields).await {
        Ok(found) => Ok(found.answer()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            asker.page_with(redo.status, &BecomeCreatorPage::new(&asker, form.fields, redo.errors)).await
        }
    }
}

async fn make_creator(asker: &SignedIn, form: &HandleForm) -> Result<Found, Failure> {
    let (handle, act, person) = (form.parse()?, asker.act(), asker.person.clone());
    asker.site.db.write(move |tx| actions::become_creator(tx, &act, &person, &handle)).await?;
    Ok(see_other(PROFILE).flash("creator-made"))
}

//! What a draft starts from: a template to look at, or a brief of one's own.

use super::words;
use crate::briefs::pages::TemplatesPage;
use crate::briefs::{actions, starters};
use crate::primitives::{Category, Choice as _, ContentForm, id::BriefId};
use crate::web::{Answer, Form, Id, Query, SignedIn, see_other};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Which template.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct TemplateQuery {
    pub(super) category: String,
    pub(super) content_form: String,
    pub(super) starter: String,
}

/// `GET /briefs/templates`
pub(super) async fn templates(person: SignedIn, query: Query<TemplateQuery>) -> Answer {
    let at = Category::from_word(&query.0.category).zip(ContentForm::from_word(&query.0.content_form));
    let chosen = at.and_then(|(category, form)| Some(((category, form), starters::words(person.lang, category, form)?)));
    person.page(&TemplatesPage::of((starters::CATEGORIES, starters::FORMS), chosen, &words(&person))).await
}

/// `POST /briefs/{id}/copies`
pub(super) async fn copy(person: SignedIn, id: Id<BriefId>, _: Form<BTreeMap<String, String>>) -> Answer {
    let (act, who) = (person.act(), person.person.clone());
    let draft = person.site.db.write(move |tx| actions::copy(tx, &act, &who, id.0)).await?;
    Ok(see_other(&format!("/briefs/{draft}/check")).flash("briefs-copied").into())
}

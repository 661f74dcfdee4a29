//! Writing a draft, step by step, and publishing it.

use super::copies::TemplateQuery;
use super::{At, Catalogue, words};
use crate::briefs::actions::{self, NewDraft};
use crate::briefs::forms::{Step, StepForm};
use crate::briefs::model::{Brief, BriefState, Words};
use crate::briefs::pages::{AsideView, CheckPage, Composed, EditPage, NewPage, OriginView, PublishedPage, found};
use crate::briefs::{lint, rules, starters, store};
use crate::failure::{ACT_FORBIDDEN, Failure, Refusal, STATE_REFUSED, VERSION_STALE};
use crate::files::File;
use crate::ledger::{self, Account};
use crate::matching::{self, PriceHint};
use crate::platform::db::Conn;
use crate::platform::markdown;
use crate::primitives::{Currency, Lang, id::BriefId};
use crate::sessions::{OrgKind, Right};
use crate::web::{Answer, Form, Id, Query, ShownError, SignedIn, see_other};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The merchants in whose name this person may write; a person without any learns why.
fn merchants(person: &SignedIn) -> Result<Vec<(String, String)>, Failure> {
    let merchants: Vec<_> = person.person.memberships.iter().filter(|member| member.kind == OrgKind::Merchant).collect();
    if merchants.is_empty() {
        return Err(Refusal::forbidden("brief.merchants_only").into());
    }
    let mine: Vec<(String, String)> = merchants
        .into_iter()
        .filter(|member| member.role.allows(Right::Work))
        .map(|member| (member.org.to_string(), member.org_name.clone()))
        .collect();
    if mine.is_empty() { Err(ACT_FORBIDDEN.into()) } else { Ok(mine) }
}

/// `GET /briefs/new`
pub(super) async fn begin(person: SignedIn, query: Query<TemplateQuery>) -> Answer {
    let orgs = merchants(&person)?;
    let form = StepForm {
        org: orgs.first().map(|(id, _)| id.clone()).unwrap_or_default(),
        kind: "open_bid".to_owned(),
        visibility: "public".to_owned(),
        content_form: query.0.content_form,
        category: query.0.category,
        starter: query.0.starter,
        ..StepForm::default()
    };
    person.page(&NewPage::of(&orgs, form, Vec::new(), &words(&person))).await
}

/// `POST /briefs`
pub(super) async fn create(person: SignedIn, form: Form<StepForm>) -> Answer {
    let orgs = merchants(&person)?;
    let made = match parse_new(&form.fields, &person) {
        Ok(new) => {
            let (act, who) = (person.act(), person.person.clone());
            person.site.db.write(move |tx| actions::create_draft(tx, &act, &who, new.clone())).await
        }
        Err(failure) => Err(failure),
    };
    match made {
        Ok(id) => Ok(see_other(&format!("/briefs/{id}/edit/{}", Step::Description)).into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            person.page_with(redo.status, &NewPage::of(&orgs, form.fields, redo.errors, &words(&person))).await
        }
    }
}

fn parse_new(form: &StepForm, person: &SignedIn) -> Result<NewDraft, Failure> {
    let (words, mut errors) = form.parse(Step::Form, &person.zone, person.now);
    let org = form.parse_org().inspect_err(|_| errors.add("org", "required")).ok();
    if !matches!(form.starter.as_str(), "" | "fitting") {
        errors.add("starter", "choice");
    }
    let fitting = words.category.zip(words.content_form).filter(|_| !form.starter.is_empty());
    let started = fitting.and_then(|(category, form)| starters::words(person.lang, category, form)).unwrap_or_default();
    let new = org.zip(words.content_form).zip(words.category).map(|((org, content_form), category)| NewDraft {
        org,
        content_form,
        category,
        currency: if person.lang == Lang::ZhCn { Currency::Cny } else { Currency::Usd },
        words: Words {
            kind: words.kind,
            visibility: words.visibility,
            content_form: Some(content_form),
            category: Some(category),
            ..started
        },
    });
    errors.finish(new)
}

/// The draft and its files, for who may read it; `may_work` says whether the role may change it.
pub(super) async fn load(person: &SignedIn, id: BriefId, right: Right) -> Result<(Brief, Vec<File>), Failure> {
    let who = person.person.clone();
    let read = move |conn: &mut crate::platform::db::Conn| {
        let brief = actions::get_for(conn, &who, id, right)?;
        let files = store::attachments(conn, id)?;
        Ok::<_, Failure>((brief, files))
    };
    person.site.db.read(read).await
}

/// A draft, or an open brief, whose words this person may change.
pub(super) async fn load_draft(person: &SignedIn, id: BriefId) -> Result<(Brief, Vec<File>), Failure> {
    let (brief, files) = load(person, id, Right::Work).await?;
    rules::edit(&brief)?;
    Ok((brief, files))
}

/// `GET /briefs/{id}/edit/{step}`
pub(super) async fn edit(person: SignedIn, at: At) -> Answer {
    let (brief, files) = load_draft(&person, at.brief).await?;
    if at.step == Step::Files {
        rules::draft(&brief)?;
    }
    let form = StepForm { seen: StepForm::mark(&brief, at.step), ..StepForm::of(&brief, &person.zone) };
    show_step(&person, StatusCode::OK, at.step, (&brief, &files), (form, Vec::new())).await
}

/// What such work cost.
async fn prices(person: &SignedIn, brief: &Brief) -> Result<Option<PriceHint>, Failure> {
    let (work, currency) = (brief.work(), brief.currency);
    let read = move |conn: &mut Conn| Ok::<_, Failure>(matching::guidance(conn, work.form, work.category, work.currency)?);
    Ok(person.site.db.read(read).await?.map(|prices| PriceHint::of(prices, currency)))
}

/// The form of a step with these fields and errors.
pub(super) async fn show_step(
    person: &SignedIn,
    status: StatusCode,
    step: Step,
    (brief, files): (&Brief, &[File]),
    (form, errors): (StepForm, Vec<ShownError>),
) -> Answer {
    let page = step_page(person, step, Composed { brief, files, form, errors }).await?;
    person.page_with(status, &page).await
}

/// The page of a step, to be shown later.
pub(super) async fn step_page(person: &SignedIn, step: Step, composed: Composed<'_>) -> Result<EditPage, Failure> {
    let brief = composed.brief;
    let mut page = EditPage::of(step, composed, &words(person), person.now);
    if step == Step::Money {
        page.prices = prices(person, brief).await?;
    }
    Ok(page)
}

/// `GET /briefs/{id}/check`
pub(super) async fn check(person: SignedIn, id: Id<BriefId>) -> Answer {
    let (brief, files) = load(&person, id.0, Right::Read).await?;
    if !matches!(brief.state, BriefState::Draft | BriefState::Rejected) {
        return Ok(see_other(&format!("/briefs/{}", brief.id)).into());
    }
    let page = check_page(&person, &brief, &files, Vec::new()).await?;
    person.page(&page).await
}

async fn check_page(person: &SignedIn, brief: &Brief, files: &[File], errors: Vec<ShownError>) -> Result<CheckPage, Failure> {
    let missing = rules::incomplete(brief, person.now).finish(Some(())).err().and_then(|failure| person.redo(failure).ok());
    let missing = missing.map(|redo| redo.errors).unwrap_or_default();
    let page = CheckPage::of(brief, (files, &missing), errors, &words(person), person.now);
    let page = page.with_found(found(brief, person.lang), aside(person, brief).await?).with_origin(origin(person, brief).await?);
    Ok(if person.person.has(brief.org, actions::publishing(brief)) { page } else { page.reading_only() })
}

/// What the draft was copied from, and what it says otherwise.
async fn origin(person: &SignedIn, brief: &Brief) -> Result<Option<OriginView>, Failure> {
    let id = brief.id;
    let from = person.site.db.read(move |conn| Ok::<_, Failure>(store::find_origin(conn, id)?)).await?;
    Ok(from.map(|from| OriginView::of(brief, &from, &words(person))))
}

/// What publishing takes from the wallet, beside what there is.
async fn aside(person: &SignedIn, brief: &Brief) -> Result<Option<AsideView>, Failure> {
    let (who, rate) = (&person.person, person.site.config.merchant_fee);
    let Some(aside) = actions::needed(brief, rate)? else { return Ok(None) };
    let free = if who.has(brief.org, Right::ReadMoney) {
        let read = move |conn: &mut Conn| Ok::<_, Failure>(ledger::balance(conn, &Account::Wallet(aside.org), aside.currency)?);
        Some(person.site.db.read(read).await?)
    } else {
        None
    };
    Ok(Some(AsideView::of(&aside, rate, free, who.has(brief.org, Right::MoveMoney))?))
}

/// `POST /briefs/{id}/publication`: of the answers that were looked at, not of others that a colleague gave meanwhile.
pub(super) async fn publish(person: SignedIn, id: Id<BriefId>, form: Form<BTreeMap<String, String>>) -> Answer {
    let (act, who, id) = (person.act(), person.person.clone(), id.0);
    let rates = (person.site.config.merchant_fee, person.site.config.creator_fee);
    let seen: Option<i64> = form.fields.get("version").and_then(|version| version.parse().ok());
    let work = move |tx: &mut crate::platform::db::Tx<'_>| {
        let brief = actions::get_for(tx, &who, id, Right::Read)?;
        let waits = matches!(brief.state, BriefState::Draft | BriefState::Rejected);
        if waits && seen.is_some_and(|seen| seen != brief.version) {
            return Err(VERSION_STALE.into());
        }
        actions::publish(tx, &act, &who, id, rates)
    };
    let published = person.site.db.write(work).await;
    let failure = match published {
        Ok(()) => {
            person.site.kept.of::<Catalogue>().forget().await;
            return Ok(see_other(&format!("/briefs/{id}/published")).into());
        }
        Err(failure) => failure,
    };
    let (brief, files) = load(&person, id, Right::Read).await?;
    if !matches!(brief.state, BriefState::Draft | BriefState::Rejected) {
        return Err(STATE_REFUSED.into());
    }
    // What is missing stands on the page by itself; what a rule refuses is said above it.
    let incomplete = matches!(failure, Failure::Invalid(_));
    let redo = person.redo(failure)?;
    let errors = if incomplete { Vec::new() } else { redo.errors };
    person.page_with(redo.status, &check_page(&person, &brief, &files, errors).await?).await
}

/// `GET /briefs/{id}/published`
pub(super) async fn published(person: SignedIn, id: Id<BriefId>) -> Answer {
    let (brief, _) = load(&person, id.0, Right::Read).await?;
    if lint::was_sent_off(brief.state) {
        return Ok(see_other(&format!("/briefs/{}", brief.id)).into());
    }
    if brief.published_at.is_none() {
        return Ok(see_other(&format!("/briefs/{}/check", brief.id)).into());
    }
    person.page(&PublishedPage::of(&brief)).await
}

/// Which field of the form is to be shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PreviewQuery {
    field: String,
}

/// `POST /markdown/preview`: the words of one field as they will be read, for the preview beside a form.
pub(super) async fn preview(_person: SignedIn, query: Query<PreviewQuery>, form: Form<BTreeMap<String, Vec<String>>>) -> Answer {
    let words = form.fields.get(&query.0.field).and_then(|values| values.first()).map_or("", String::as_str);
    let html = markdown::render(&words.chars().take(20_000).collect::<String>());
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html.as_str().to_owned()))
}

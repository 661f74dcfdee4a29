//! The composer: a draft, step by step, and the answers to check before it is published.

use super::copies::OriginView;
use super::{AsideView, Choosable, Say, choosable, icon_of, kind_of, languages, visibility};
use crate::briefs::forms::{Point, Step, StepForm};
use crate::briefs::model::{Brief, BriefKind, BriefState, Level, Slots, Visibility};
use crate::briefs::rules;
use crate::files::File;
use crate::lint::FindingView;
use crate::matching::PriceHint;
use crate::platform::formats;
use crate::platform::markdown::{self, Html};
use crate::primitives::{Category, Choice, ContentForm, Currency, Instant, Money, Platform};
use crate::web::{Conflict, Page, ShownError};
use serde::Serialize;

/// A step in the row above the form.
#[derive(Debug, Clone, Serialize)]
struct StepLink {
    label: String,
    url: Option<String>,
    state: &'static str,
}

/// The lists that the form of a step chooses from.
#[derive(Debug, Clone, Default, Serialize)]
struct Options {
    orgs: Vec<Choosable>,
    kinds: Vec<Choosable>,
    visibilities: Vec<Choosable>,
    forms: Vec<Choosable>,
    categories: Vec<Choosable>,
    starters: Vec<Choosable>,
    levels: Vec<Choosable>,
    platforms: Vec<Choosable>,
    languages: Vec<Choosable>,
    currencies: Vec<&'static str>,
    slots: Vec<Choosable>,
}

impl Options {
    fn of(step: Step, say: Say<'_>) -> Self {
        match step {
            Step::Form => Self {
                kinds: BriefKind::MADE.iter().map(|kind| kind_of(*kind, say)).collect(),
                visibilities: [Visibility::Public, Visibility::Circle, Visibility::InviteOnly]
                    .iter()
                    .map(|one| visibility(*one, say))
                    .collect(),
                forms: ContentForm::ALL.iter().map(|form| content_form(*form, say)).collect(),
                categories: choosable::<Category>(say, "face-category-"),
                ..Self::default()
            },
            Step::Platforms => Self { platforms: choosable::<Platform>(say, "face-platform-"), languages: languages(), ..Self::default() },
            Step::Money => Self {
                currencies: Currency::ALL.iter().map(|currency| currency.word()).collect(),
                slots: choosable::<Slots>(say, "briefs-slots-"),
                ..Self::default()
            },
            Step::Rights => Self { platforms: choosable::<Platform>(say, "face-platform-"), ..Self::default() },
            Step::Deliverables => Self { levels: choosable::<Level>(say, "face-check-"), ..Self::default() },
            Step::Description | Step::Files => Self::default(),
        }
    }
}

fn content_form(form: ContentForm, say: Say<'_>) -> Choosable {
    Choosable {
        value: form.word().to_owned(),
        label: say(&format!("face-form-{}", form.word()), &[]),
        hint: Some(say(&format!("briefs-form-{}-hint", form.word()), &[])),
        icon: Some(icon_of(form)),
    }
}

/// `/briefs/new`: whose it is, what it is, what it starts from.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NewPage {
    options: Options,
    form: StepForm,
    errors: Vec<ShownError>,
    steps: Vec<StepLink>,
}

impl Page for NewPage {
    const TEMPLATE: &'static str = "briefs/new.html";
    const ACTIVE: &'static str = "my_briefs";
}

impl NewPage {
    /// For the merchants in whose name the person may write, given by id and name.
    #[must_use]
    pub(crate) fn of(orgs: &[(String, String)], form: StepForm, errors: Vec<ShownError>, say: Say<'_>) -> Self {
        let org = |(id, name): &(String, String)| Choosable { value: id.clone(), label: name.clone(), hint: None, icon: None };
        let starter = |value: &str, key: &str| Choosable { value: value.to_owned(), label: say(key, &[]), hint: None, icon: None };
        let options = Options {
            orgs: orgs.iter().map(org).collect(),
            starters: vec![starter("", "briefs-starter-none"), starter("fitting", "briefs-starter-fitting")],
            ..Options::of(Step::Form, say)
        };
        let todo = |step: &Step| StepLink {
            label: say(&format!("briefs-step-{}", step.word()), &[]),
            url: None,
            state: if *step == Step::Form { "now" } else { "todo" },
        };
        Self { options, form, errors, steps: Step::ALL.iter().map(todo).collect() }
    }
}

/// A file of the draft.
#[derive(Debug, Clone, Serialize)]
struct FileRow {
    id: String,
    name: String,
    size: i64,
    url: String,
    picture: Option<String>,
    is_first: bool,
}

fn file_rows(brief: &Brief, files: &[File]) -> Vec<FileRow> {
    let first = files.iter().find(|file| file.preview.is_some()).map(|file| file.id);
    let row = |file: &File| {
        let url = format!("/briefs/{}/files/{}", brief.id, file.id);
        FileRow {
            id: file.id.to_string(),
            name: file.name.clone(),
            size: file.size,
            picture: file.preview.as_ref().map(|_| format!("{url}?size=small")),
            is_first: first == Some(file.id),
            url,
        }
    };
    files.iter().map(row).collect()
}

/// `/briefs/{id}/edit/{step}`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct EditPage {
    id: String,
    step: &'static str,
    title: String,
    steps: Vec<StepLink>,
    back: Option<String>,
    options: Options,
    points: Vec<Point>,
    times: Vec<(String, String)>,
    form: StepForm,
    errors: Vec<ShownError>,
    preview_html: Option<Html>,
    files: Vec<FileRow>,
    files_left: usize,
    files_max: usize,
    is_open: bool,
    kind: &'static str,
    /// What such work cost.
    pub prices: Option<PriceHint>,
    /// What is saved now, beside what was typed by somebody who had not seen it.
    pub conflict: Option<Conflict>,
    /// Nothing can be saved any more: what was typed is there to be taken away.
    is_over: bool,
}

impl Page for EditPage {
    const TEMPLATE: &'static str = "briefs/edit.html";
    const ACTIVE: &'static str = "my_briefs";
}

/// What the form of a step is made of.
pub(crate) struct Composed<'a> {
    /// The draft as it is saved.
    pub brief: &'a Brief,
    /// Its files.
    pub files: &'a [File],
    /// The fields to show: saved, or typed and refused.
    pub form: StepForm,
    /// What was wrong.
    pub errors: Vec<ShownError>,
}

impl EditPage {
    /// The form of one step.
    #[must_use]
    pub(crate) fn of(step: Step, composed: Composed<'_>, say: Say<'_>, now: Instant) -> Self {
        let Composed { brief, files, form, errors } = composed;
        let preview_html = (!form.preview.is_empty()).then(|| markdown::render(&form.body));
        Self {
            id: brief.id.to_string(),
            step: step.word(),
            title: if brief.title.is_empty() { say("briefs-untitled", &[]) } else { brief.title.clone() },
            steps: steps(brief, Some(step), say, now),
            back: Step::ALL.iter().rev().skip_while(|other| **other != step).nth(1).map(|step| step_url(brief, *step)),
            options: Options::of(step, say),
            points: form.shown_points(),
            times: form.shown_times(),
            form,
            errors,
            preview_html,
            files: file_rows(brief, files),
            files_left: rules::MAX_ATTACHMENTS.saturating_sub(files.len()),
            files_max: rules::MAX_ATTACHMENTS,
            is_open: brief.state == BriefState::Open,
            kind: brief.kind.word(),
            prices: None,
            conflict: None,
            is_over: rules::edit(brief).is_err(),
        }
    }
}

fn step_url(brief: &Brief, step: Step) -> String {
    format!("/briefs/{}/edit/{}", brief.id, step.word())
}

/// The steps with what is done, what is missing, and where one is.
fn steps(brief: &Brief, now_at: Option<Step>, say: Say<'_>, now: Instant) -> Vec<StepLink> {
    let missing = rules::incomplete(brief, now);
    let lacks = |step: Step| missing.0.iter().any(|error| Step::of_field(&error.field) == step);
    let link = |step: &Step| StepLink {
        label: say(&format!("briefs-step-{}", step.word()), &[]),
        url: Some(step_url(brief, *step)),
        state: match () {
            () if now_at == Some(*step) => "now",
            () if lacks(*step) || *step == Step::Files => "todo",
            () => "done",
        },
    };
    Step::ALL.iter().map(link).collect()
}

/// One answer to check.
#[derive(Debug, Clone, Serialize)]
pub(super) struct AnswerRow {
    pub(super) label: String,
    pub(super) value: String,
    url: Option<String>,
}

/// `/briefs/{id}/check`: what will be published, each with a way back.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CheckPage {
    id: String,
    version: i64,
    title: String,
    steps: Vec<StepLink>,
    answers: Vec<AnswerRow>,
    body_html: Html,
    body_url: String,
    checks: Vec<super::show::CheckRow>,
    checks_url: String,
    files: Vec<FileRow>,
    files_url: String,
    low: Option<Money>,
    high: Option<Money>,
    deadline: Option<Instant>,
    money_url: String,
    problems: Vec<Problem>,
    /// What may break a rule.
    found: Vec<FindingView>,
    errors: Vec<ShownError>,
    is_complete: bool,
    may_publish: bool,
    /// What publishing takes from the wallet, where the kind needs it.
    aside: Option<AsideView>,
    /// What it was copied from.
    origin: Option<OriginView>,
}

/// Something missing, with the way to it.
#[derive(Debug, Clone, Serialize)]
struct Problem {
    message: String,
    url: String,
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "briefs/check.html";
    const ACTIVE: &'static str = "my_briefs";
}

impl CheckPage {
    /// The draft as it would be published. `missing` are the fields it lacks in words, `errors` why publishing was just refused.
    #[must_use]
    pub(crate) fn of(
        brief: &Brief,
        (files, missing): (&[File], &[ShownError]),
        errors: Vec<ShownError>,
        say: Say<'_>,
        now: Instant,
    ) -> Self {
        let field = |name: &str| say(&format!("briefs-field-{}", name.replace('_', "-")), &[]);
        let problem = |error: &ShownError| {
            let url = format!("{}#{}", step_url(brief, Step::of_field(&error.field)), error.field);
            Problem { message: say("briefs-problem", &[("field", field(&error.field)), ("message", error.message.clone())]), url }
        };
        let prices = brief.prices();
        Self {
            id: brief.id.to_string(),
            version: brief.version,
            title: brief.title.clone(),
            steps: steps(brief, None, say, now),
            answers: answers(brief, say),
            body_html: markdown::render(&brief.body),
            body_url: step_url(brief, Step::Description),
            checks: super::show::checks(brief),
            checks_url: step_url(brief, Step::Deliverables),
            files: file_rows(brief, files),
            files_url: step_url(brief, Step::Files),
            low: prices.map(|(low, _)| low),
            high: prices.map(|(_, high)| high),
            deadline: brief.bid_deadline,
            money_url: step_url(brief, Step::Money),
            problems: missing.iter().map(problem).collect(),
            found: Vec::new(),
            is_complete: missing.is_empty(),
            may_publish: true,
            aside: None,
            origin: None,
            errors,
        }
    }

    /// With what may break a rule, and with what it takes.
    #[must_use]
    pub(crate) fn with_found(self, found: Vec<FindingView>, aside: Option<AsideView>) -> Self {
        Self { found, aside, ..self }
    }

    /// With what it was copied from.
    #[must_use]
    pub(crate) fn with_origin(self, origin: Option<OriginView>) -> Self {
        Self { origin, ..self }
    }

    /// Without the button: the reader's role reads only.
    #[must_use]
    pub(crate) fn reading_only(self) -> Self {
        Self { may_publish: false, ..self }
    }
}

/// The answers that are plain words; body, prices and checklist stand by themselves.
pub(super) fn answers(brief: &Brief, say: Say<'_>) -> Vec<AnswerRow> {
    let names =
        |words: Vec<String>| if words.is_empty() { say("briefs-nothing-yet", &[]) } else { words.join(&say("briefs-list-comma", &[])) };
    let platforms =
        |platforms: &[Platform]| names(platforms.iter().map(|one| say(&format!("face-platform-{}", one.word()), &[])).collect());
    let row = |key: &str, value: String, step: Step| AnswerRow {
        label: say(&format!("briefs-field-{key}"), &[]),
        value,
        url: Some(step_url(brief, step)),
    };
    let count = |key: &str, n: i32| say(key, &[("n", n.to_string())]);
    let spoken = |key: &str, word: &str| say(&format!("briefs-{key}-{}", word.replace('_', "-")), &[]);
    let mut rows = vec![
        row("kind", spoken("kind", brief.kind.word()), Step::Form),
        row("visibility", spoken("visibility", brief.visibility.word()), Step::Form),
        row("content-form", say(&format!("face-form-{}", brief.content_form.word()), &[]), Step::Form),
        row("category", say(&format!("face-category-{}", brief.category.word()), &[]), Step::Form),
        row("platforms", platforms(&brief.platforms), Step::Platforms),
        row("languages", names(brief.languages.iter().map(|language| language.name().to_owned()).collect()), Step::Platforms),
        row("places", count("briefs-places", brief.places), Step::Money),
        row("delivery-days", count("face-days", brief.delivery_days), Step::Money),
        row("review-days", count("face-days", brief.review_days), Step::Money),
        row("rounds", count("briefs-rounds", brief.rounds), Step::Money),
        row("bid-cap", count("briefs-bids", brief.bid_cap), Step::Money),
        row("channels", platforms(brief.licence_channels()), Step::Rights),
        row("licence-days", count("face-days", brief.licence.days), Step::Rights),
        row("territory", territory(brief, say), Step::Rights),
        row("allowed", allowed(brief, say), Step::Rights),
        row("question", if brief.question.is_empty() { say("briefs-no-question", &[]) } else { brief.question.clone() }, Step::Rights),
    ];
    let details = &brief.details;
    let share = details.commission.map(|share| formats::percent_bps(i64::from(share.get()))).unwrap_or_default();
    let times =
        if details.times.is_empty() { String::new() } else { count("briefs-times-n", i32::try_from(details.times.len()).unwrap_or(0)) };
    let said = [
        ("early-hours", Some(details.early_hours).filter(|n| *n > 0).map_or_else(String::new, |n| count("briefs-early-n", n)), Step::Form),
        ("times", times, Step::Money),
        ("product", details.product.clone(), Step::Deliverables),
        ("commission", share, Step::Money),
        ("commission-terms", details.commission_terms.clone(), Step::Money),
        ("nda", details.nda.clone(), Step::Rights),
    ];
    rows.extend(said.into_iter().filter(|(_, value, _)| !value.is_empty()).map(|(key, value, step)| row(key, value, step)));
    rows
}

pub(super) fn territory(brief: &Brief, say: Say<'_>) -> String {
    if brief.licence.territory.is_empty() { say("briefs-worldwide", &[]) } else { brief.licence.territory.clone() }
}

/// What the licence allows beyond showing the work, in words.
pub(super) fn allowed(brief: &Brief, say: Say<'_>) -> String {
    let licence = &brief.licence;
    let flags =
        [("editing", licence.editing), ("likeness", licence.likeness), ("voice", licence.voice), ("ai-training", licence.ai_training)];
    let words: Vec<String> = flags.iter().filter(|(_, on)| *on).map(|(key, _)| say(&format!("briefs-right-{key}"), &[])).collect();
    if words.is_empty() { say("briefs-right-none", &[]) } else { words.join(&say("briefs-list-comma", &[])) }
}

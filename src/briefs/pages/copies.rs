//! What a copied draft says otherwise than the brief that it was copied from, and the templates that a draft may start from.

use super::Say;
use super::composer::{AnswerRow, answers};
use super::show::CheckRow;
use crate::briefs::model::{Brief, Words};
use crate::platform::markdown::{self, Html};
use crate::primitives::{Category, Choice as _, ContentForm, Money};
use crate::web::Page;
use serde::Serialize;

/// One answer that is another one now.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ChangeRow {
    label: String,
    /// What stood there; nothing where there was none.
    was: Option<String>,
    /// What stands there now; nothing where it was taken out.
    now: Option<String>,
}

/// What a draft was copied from, and what differs.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OriginView {
    title: String,
    url: String,
    changes: Vec<ChangeRow>,
}

impl OriginView {
    /// The draft beside its origin.
    #[must_use]
    pub(crate) fn of(draft: &Brief, from: &Brief, say: Say<'_>) -> Self {
        let field = |name: &str| say(&format!("briefs-field-{name}"), &[]);
        let mut changes = Vec::new();
        let mut differ = |label: String, was: &str, now: &str| {
            if was != now {
                let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
                changes.push(ChangeRow { label, was: some(was), now: some(now) });
            }
        };
        differ(field("title"), &from.title, &draft.title);
        for (was, now) in paragraphs(&from.body, &draft.body) {
            differ(field("body"), &was, &now);
        }
        let (was, now) = (answers(from, say), answers(draft, say));
        let in_rows = |rows: &[AnswerRow], label: &str| rows.iter().find(|row| row.label == label).map(|row| row.value.clone());
        for row in &now {
            differ(row.label.clone(), &in_rows(&was, &row.label).unwrap_or_default(), &row.value);
        }
        for row in was.iter().filter(|row| in_rows(&now, &row.label).is_none()) {
            differ(row.label.clone(), &row.value, "");
        }
        differ(field("budget"), &budget(from), &budget(draft));
        for (was, now) in paragraphs(&points(from, say), &points(draft, say)) {
            differ(field("point"), &was, &now);
        }
        let title = if from.title.is_empty() { say("briefs-untitled", &[]) } else { from.title.clone() };
        Self { title, url: format!("/briefs/{}", from.id), changes }
    }
}

fn budget(brief: &Brief) -> String {
    let price = |money: Money| format!("{} {}", money.currency, money.plain());
    brief
        .prices()
        .map_or_else(String::new, |(low, high)| if low == high { price(low) } else { format!("{} – {}", price(low), price(high)) })
}

/// The checklist, a line each; the numbers are left out, for they move when a point is taken out.
fn points(brief: &Brief, say: Say<'_>) -> String {
    let line = |check: &crate::briefs::model::Check| format!("{}: {}", say(&format!("face-check-{}", check.level.word()), &[]), check.text);
    brief.checklist.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The lines of which only one of the two texts has as many: what was taken out beside what came in, in their order.
fn paragraphs(was: &str, now: &str) -> Vec<(String, String)> {
    let lines = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect::<Vec<_>>();
    let without = |mut of: Vec<String>, others: &[String]| {
        for other in others {
            if let Some(at) = of.iter().position(|line| line == other) {
                of.remove(at);
            }
        }
        of
    };
    let (was, now) = (lines(was), lines(now));
    let (gone, come) = (without(was.clone(), &now), without(now, &was));
    let longest = gone.len().max(come.len());
    let at = |lines: &[String], no: usize| lines.get(no).cloned().unwrap_or_default();
    (0..longest).map(|no| (at(&gone, no), at(&come, no))).collect()
}

/// A template that can be looked at.
#[derive(Debug, Clone, Serialize)]
struct Link {
    label: String,
    url: String,
    current: bool,
}

/// The templates of one category.
#[derive(Debug, Clone, Serialize)]
struct Group {
    label: String,
    links: Vec<Link>,
}

/// The template that is looked at.
#[derive(Debug, Clone, Serialize)]
struct Chosen {
    title: String,
    body_html: Html,
    checks: Vec<CheckRow>,
    question: String,
    days: i32,
    use_url: String,
}

/// `/briefs/templates`: every template, and one of them to read.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TemplatesPage {
    groups: Vec<Group>,
    chosen: Option<Chosen>,
}

impl Page for TemplatesPage {
    const TEMPLATE: &'static str = "briefs/templates.html";
    const ACTIVE: &'static str = "my_briefs";
}

impl TemplatesPage {
    /// All of them, and the words of the one that is looked at.
    #[must_use]
    pub(crate) fn of(
        (categories, forms): (&[Category], &[ContentForm]),
        chosen: Option<((Category, ContentForm), Words)>,
        say: Say<'_>,
    ) -> Self {
        let at = chosen.as_ref().map(|(at, _)| *at);
        let category_name = |category: Category| say(&format!("face-category-{}", category.word()), &[]);
        let form_name = |form: ContentForm| say(&format!("face-form-{}", form.word()), &[]);
        let asked = |category: Category, form: ContentForm| format!("category={}&content_form={}", category.word(), form.word());
        let link = |category: Category, form: ContentForm| Link {
            label: form_name(form),
            url: format!("/briefs/templates?{}#chosen", asked(category, form)),
            current: at == Some((category, form)),
        };
        let group = |category: &Category| Group {
            label: category_name(*category),
            links: forms.iter().map(|form| link(*category, *form)).collect(),
        };
        let view = |((category, form), words): ((Category, ContentForm), Words)| Chosen {
            title: say("briefs-template-of", &[("category", category_name(category)), ("form", form_name(form))]),
            body_html: markdown::render(&words.body.unwrap_or_default()),
            checks: super::show::points(&words.checklist.unwrap_or_default()),
            question: words.question.unwrap_or_default(),
            days: words.delivery_days.unwrap_or_default(),
            use_url: format!("/briefs/new?starter=fitting&{}", asked(category, form)),
        };
        Self { groups: categories.iter().map(group).collect(), chosen: chosen.map(view) }
    }
}

//! What people see of findings and rules.

use super::forms::{RuleForm, TryForm};
use super::model::{Both, Finding, LooksFor, Market, Rule, Severity, Where};
use super::rules::Book;
use super::store::Kept;
use crate::primitives::{Choice, Instant, Lang};
use crate::web::{self, Asker, Conflict, Page, ShownError};
use serde::Serialize;

/// A finding in the reader's language.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    id: String,
    text: String,
    why: String,
    suggestion: String,
    source: String,
    is_flag: bool,
}

impl FindingView {
    /// The finding as this reader reads it.
    #[must_use]
    pub fn of(finding: &Finding, lang: Lang) -> Self {
        let say = |both: &Both| if lang == Lang::En { both.en.clone() } else { both.zh.clone() };
        Self {
            id: finding.id.clone(),
            text: finding.text.clone(),
            why: say(&finding.why),
            suggestion: say(&finding.suggestion),
            source: finding.source.clone(),
            is_flag: finding.severity == Severity::Flag,
        }
    }
}

#[derive(Serialize)]
struct Row {
    id: String,
    version: i64,
    severity: Severity,
    market: Market,
    why: String,
    is_off: bool,
}

#[derive(Serialize)]
struct Offer {
    value: &'static str,
    label: String,
    hint: Option<String>,
    icon: Option<&'static str>,
}

fn offers<T: Choice>(asker: &Asker, key: &str) -> Vec<Offer> {
    let offer =
        |one: &T| Offer { value: one.word(), label: asker.text(&format!("lint-{key}-{}", one.word()), &[]), hint: None, icon: None };
    T::ALL.iter().map(offer).collect()
}

/// `GET /admin/lint`
#[derive(Serialize)]
pub(super) struct RulesPage {
    rows: Vec<Row>,
    places: Vec<Offer>,
    form: TryForm,
    /// What was found in the text that was tried; none if there was no text.
    found: Option<Vec<FindingView>>,
}

impl Page for RulesPage {
    const TEMPLATE: &'static str = "lint/list.html";
    const ACTIVE: &'static str = "desk";
}

impl RulesPage {
    pub(super) fn of(asker: &Asker, book: &Book, form: TryForm) -> Self {
        let row = |rule: &Rule| Row {
            id: rule.id.clone(),
            version: rule.version,
            severity: rule.severity,
            market: rule.market,
            why: if asker.lang == Lang::En { rule.why.en.clone() } else { rule.why.zh.clone() },
            is_off: rule.is_off,
        };
        let found = (!form.text.is_empty()).then(|| book.look(form.place(), "text", &form.text));
        Self {
            rows: book.rules.iter().map(row).collect(),
            places: offers::<Where>(asker, "place"),
            found: found.map(|found| found.iter().map(|finding| FindingView::of(finding, asker.lang)).collect()),
            form: TryForm { place: form.place().to_string(), ..form },
        }
    }
}

#[derive(Serialize)]
struct VersionRow {
    version: i64,
    by: String,
    at: Instant,
}

/// `GET /admin/lint/{id}`
#[derive(Serialize)]
pub(super) struct RulePage {
    /// It takes the place of another version.
    is_known: bool,
    action: String,
    /// What it looks for is no list of words.
    is_fixed: bool,
    severities: Vec<Offer>,
    markets: Vec<Offer>,
    languages: Vec<Offer>,
    in_brief: bool,
    in_bid: bool,
    in_delivery: bool,
    is_off: bool,
    versions: Vec<VersionRow>,
    /// In how many of how many open briefs it would be found.
    hits: Option<Hits>,
    form: RuleForm,
    errors: Vec<ShownError>,
    /// What another moderator published, beside what was typed on the version before it.
    conflict: Option<Conflict>,
}

#[derive(Serialize)]
struct Hits {
    hits: usize,
    of: usize,
    /// More than one in twenty.
    is_many: bool,
}

impl Page for RulePage {
    const TEMPLATE: &'static str = "lint/rule.html";
    const ACTIVE: &'static str = "desk";
}

impl RulePage {
    pub(super) fn of(
        asker: &Asker,
        known: Option<&(Rule, Vec<Kept>)>,
        form: RuleForm,
        hits: Option<(usize, usize)>,
        errors: Vec<ShownError>,
    ) -> Self {
        let version = |kept: &Kept| VersionRow { version: kept.version, by: kept.by.clone(), at: kept.at };
        let language = |word: &'static str, key: &str| Offer { value: word, label: asker.text(key, &[]), hint: None, icon: None };
        Self {
            is_known: known.is_some(),
            action: known.map_or_else(|| "/admin/lint/new".to_owned(), |(rule, _)| format!("/admin/lint/{}", rule.id)),
            is_fixed: known
                .is_some_and(|(rule, _)| matches!(rule.looks_for, LooksFor::Phone | LooksFor::Mail | LooksFor::Chat | LooksFor::Floor)),
            severities: offers::<Severity>(asker, "severity"),
            markets: offers::<Market>(asker, "market"),
            languages: vec![
                language("any", "lint-language-any"),
                language("zh-CN", "lint-language-zh"),
                language("en", "lint-language-en"),
            ],
            in_brief: !form.in_brief.is_empty(),
            in_bid: !form.in_bid.is_empty(),
            in_delivery: !form.in_delivery.is_empty(),
            is_off: !form.is_off.is_empty(),
            versions: known.map(|(_, versions)| versions.iter().map(version).collect()).unwrap_or_default(),
            hits: hits.map(|(hits, of)| Hits { hits, of, is_many: hits.saturating_mul(20) > of }),
            form,
            errors,
            conflict: None,
        }
    }

    /// With the rule as it was published meanwhile beside what was typed. Sent once more, what was typed takes its place.
    pub(super) fn beside(self, asker: &Asker, rule: &Rule) -> Self {
        let theirs = RuleForm::of(rule);
        let both = |key: &str, theirs: &str, mine: &str| web::Both {
            label: asker.text(key, &[]),
            theirs: theirs.to_owned(),
            mine: mine.replace("\r\n", "\n"),
        };
        let word = |key: &str, theirs: &str, mine: &str| {
            let say = |word: &str| asker.text(&format!("lint-{key}-{word}"), &[]);
            both(&format!("lint-{key}"), &say(theirs), &say(mine))
        };
        let mine = &self.form;
        let fields = vec![
            word("severity", &theirs.severity, &mine.severity),
            word("market", &theirs.market, &mine.market),
            both("lint-language", &theirs.language, &mine.language),
            both("lint-words", &theirs.words, &mine.words),
            both("lint-wants", &theirs.wants, &mine.wants),
            both("lint-why-zh", &theirs.why_zh, &mine.why_zh),
            both("lint-why-en", &theirs.why_en, &mine.why_en),
            both("lint-suggestion-zh", &theirs.suggestion_zh, &mine.suggestion_zh),
            both("lint-suggestion-en", &theirs.suggestion_en, &mine.suggestion_en),
            both("lint-source", &theirs.source, &mine.source),
        ];
        let form = RuleForm { version: theirs.version.clone(), ..self.form };
        Self { conflict: Some(Conflict::of(fields, format!("/admin/lint/{}", rule.id))), form, ..self }
    }
}

//! What a person sees of packages.

use super::forms::PackageForm;
use super::model::{Offering, Package};
use super::rules;
use crate::primitives::lists::language_of;
use crate::primitives::{Category, Choice, ContentForm, Currency, Language, LanguageName, Money, Platform};
use crate::web::{Both, Conflict, Page, ShownError};
use serde::Serialize;

/// The words of the site in the reader's language, by key.
type Say<'a> = &'a dyn Fn(&str, &[(&str, String)]) -> String;

/// A package as lists and the page of an order show it.
#[derive(Debug, Clone, Serialize)]
pub struct PackageRow {
    id: String,
    title: String,
    text: String,
    /// The language of its words, where it is not the page's.
    lang: Option<&'static str>,
    needs: String,
    form: &'static str,
    category: &'static str,
    platforms: Vec<&'static str>,
    languages: Vec<LanguageName>,
    checklist: Vec<String>,
    price: Money,
    days: i32,
    rounds: i32,
    licence_days: i32,
    per_week: Option<i32>,
    is_on: bool,
}

/// The package for a reader of this language.
#[must_use]
pub fn row(package: &Package, lang: &str) -> PackageRow {
    let said = &package.offering;
    PackageRow {
        id: package.id.to_string(),
        title: said.title.clone(),
        text: said.text.clone(),
        lang: Some(language_of(&format!("{} {}", said.title, said.text))).filter(|one| *one != lang),
        needs: said.needs.clone(),
        form: said.content_form.word(),
        category: said.category.word(),
        platforms: said.platforms.iter().map(|platform| platform.word()).collect(),
        languages: said.languages.iter().map(LanguageName::from).collect(),
        checklist: said.checklist.clone(),
        price: package.price,
        days: said.days,
        rounds: said.rounds,
        licence_days: said.licence_days,
        per_week: said.per_week,
        is_on: package.is_on,
    }
}

/// Both versions of a package, field by field, in words.
fn both(theirs: (&Offering, Money), mine: (&Offering, Money), say: Say<'_>) -> Vec<Both> {
    let field = |key: &str, of: &dyn Fn((&Offering, Money)) -> String| Both { label: say(key, &[]), theirs: of(theirs), mine: of(mine) };
    let names = |list: Vec<String>| list.join("\n");
    vec![
        field("packages-field-title", &|(said, _)| said.title.clone()),
        field("packages-field-text", &|(said, _)| said.text.clone()),
        field("packages-field-needs", &|(said, _)| said.needs.clone()),
        field("packages-field-form", &|(said, _)| say(&format!("face-form-{}", said.content_form.word()), &[])),
        field("packages-field-category", &|(said, _)| say(&format!("face-category-{}", said.category.word()), &[])),
        field("packages-field-platforms", &|(said, _)| {
            names(said.platforms.iter().map(|one| say(&format!("face-platform-{}", one.word()), &[])).collect())
        }),
        field("packages-field-languages", &|(said, _)| names(said.languages.iter().map(|one| one.name().to_owned()).collect())),
        field("packages-field-checklist", &|(said, _)| said.checklist.join("\n")),
        field("packages-field-price", &|(_, price)| format!("{} {}", price.currency, price.plain())),
        field("packages-field-days", &|(said, _)| said.days.to_string()),
        field("packages-field-rounds", &|(said, _)| said.rounds.to_string()),
        field("packages-field-licence", &|(said, _)| said.licence_days.to_string()),
    ]
}

/// What a package says now beside what it said when somebody saw it; `url` leads to what it says now.
#[must_use]
pub fn differences(now: &Package, seen: &(Offering, Money), url: String, say: Say<'_>) -> Conflict {
    Conflict::of(both((&now.offering, now.price), (&seen.0, seen.1), say), url)
}

/// `/my/profile/packages`: the rate card.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ListPage {
    handle: String,
    packages: Vec<PackageRow>,
    has_room: bool,
    max: usize,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "packages/list.html";
    const ACTIVE: &'static str = "";
}

impl ListPage {
    pub(super) fn of(handle: &str, packages: &[Package], lang: &str) -> Self {
        Self {
            handle: handle.to_owned(),
            packages: packages.iter().map(|package| row(package, lang)).collect(),
            has_room: packages.len() < rules::MAX_PACKAGES,
            max: rules::MAX_PACKAGES,
        }
    }
}

/// A choice in a form.
#[derive(Debug, Clone, Serialize)]
struct Choosable {
    value: String,
    label: String,
    hint: Option<String>,
    icon: Option<&'static str>,
}

fn choosable<T: Choice>(say: Say<'_>, prefix: &str) -> Vec<Choosable> {
    let one = |member: &T| Choosable {
        value: member.word().to_owned(),
        label: say(&format!("{prefix}{}", member.word()), &[]),
        hint: None,
        icon: None,
    };
    T::ALL.iter().map(one).collect()
}

/// A package that is written.
#[derive(Debug, Clone, Serialize)]
pub(super) struct WritePage {
    handle: String,
    /// Nothing for a new one.
    id: Option<String>,
    form: PackageForm,
    errors: Vec<ShownError>,
    conflict: Option<Conflict>,
    forms: Vec<Choosable>,
    categories: Vec<Choosable>,
    platforms: Vec<Choosable>,
    languages: Vec<Choosable>,
    currencies: Vec<&'static str>,
    /// What this market recommends at least for such work.
    floor: Option<Money>,
}

impl Page for WritePage {
    const TEMPLATE: &'static str = "packages/write.html";
    const ACTIVE: &'static str = "";
}

impl WritePage {
    pub(super) fn of((handle, id): (&str, Option<String>), form: PackageForm, errors: Vec<ShownError>, say: Say<'_>) -> Self {
        let language =
            |language: Language| Choosable { value: language.tag().to_owned(), label: language.name().to_owned(), hint: None, icon: None };
        let floor = form.parse().ok().and_then(|written| {
            let least = crate::market::floor(written.offering.category, written.offering.content_form, written.price.currency)?;
            (written.price.amount < least.amount).then_some(least)
        });
        Self {
            handle: handle.to_owned(),
            id,
            form,
            errors,
            conflict: None,
            forms: choosable::<ContentForm>(say, "face-form-"),
            categories: choosable::<Category>(say, "face-category-"),
            platforms: choosable::<Platform>(say, "face-platform-"),
            languages: Language::offered().map(language).collect(),
            currencies: Currency::ALL.iter().map(|currency| currency.word()).collect(),
            floor,
        }
    }

    /// With what is saved now beside what was typed. Sent once more, what was typed takes its place.
    pub(super) fn beside(self, now: &Package, say: Say<'_>) -> Self {
        let url = format!("/my/profile/packages/{}", now.id);
        let conflict =
            self.form.parse().ok().map(|mine| Conflict::of(both((&now.offering, now.price), (&mine.offering, mine.price), say), url));
        let form = PackageForm { seen: now.version.to_string(), ..self.form };
        Self { conflict, form, ..self }
    }
}

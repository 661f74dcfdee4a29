//! What a draft may start from: a template for each content form, and a closer one where the category has its own, in both languages, to be written
//! over. Nothing in it is a rule: every word may be changed.

use super::model::{Level, Words};
use crate::primitives::{Category, Choice as _, ContentForm, Lang};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// The content forms that have a template.
pub(super) const FORMS: &[ContentForm] =
    &[ContentForm::ImageSet, ContentForm::ShortVideo, ContentForm::Article, ContentForm::Live, ContentForm::Review];

/// The categories that have templates of their own.
pub(super) const CATEGORIES: &[Category] = &[
    Category::Food,
    Category::Beauty,
    Category::Fashion,
    Category::Home,
    Category::Electronics,
    Category::Baby,
    Category::Pets,
    Category::Travel,
];

/// What every brief of a form asks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    about: String,
    scene: String,
    facts: String,
    must: Vec<String>,
    should: Vec<String>,
    must_not: Vec<String>,
    delivery_days: i32,
    question: String,
}

/// What a category says about its things, whatever the form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    about: String,
    must_not: String,
    forms: BTreeMap<String, Idea>,
}

/// What a category makes of a form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Idea {
    scene: String,
    must: String,
    question: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Book {
    forms: BTreeMap<String, Form>,
    categories: BTreeMap<String, Kind>,
}

static ZH: LazyLock<Book> = LazyLock::new(|| serde_json::from_str(include_str!("starters/zh-CN.json")).unwrap_or_default());
static EN: LazyLock<Book> = LazyLock::new(|| serde_json::from_str(include_str!("starters/en.json")).unwrap_or_default());

/// The words of the template for a form of a category; that of the form alone where the category has none.
#[must_use]
pub(super) fn words(lang: Lang, category: Category, form: ContentForm) -> Option<Words> {
    let book = match lang {
        Lang::ZhCn => &ZH,
        Lang::En => &EN,
    };
    let plain = book.forms.get(form.word())?.clone();
    let own = book.categories.get(category.word()).and_then(|kind| Some((kind.clone(), kind.forms.get(form.word())?.clone())));
    let Some((kind, idea)) = own else { return Some(filled(plain)) };
    Some(filled(Form {
        about: kind.about,
        scene: idea.scene,
        must: std::iter::once(idea.must).chain(plain.must).collect(),
        must_not: plain.must_not.into_iter().chain([kind.must_not]).collect(),
        question: idea.question,
        ..plain
    }))
}

fn filled(form: Form) -> Words {
    let level = |level: Level, texts: Vec<String>| texts.into_iter().map(move |text| (level, text));
    let points = level(Level::Must, form.must).chain(level(Level::Should, form.should)).chain(level(Level::MustNot, form.must_not));
    Words {
        body: Some(format!("{}\n\n{}\n\n{}", form.about, form.scene, form.facts)),
        checklist: Some(points.collect()),
        delivery_days: Some(form.delivery_days),
        question: Some(form.question),
        ..Words::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_category_has_its_own_words_for_every_form_in_both_languages() {
        for lang in Lang::ALL {
            let mut bodies = BTreeSet::new();
            for form in FORMS {
                for category in CATEGORIES {
                    let words = words(*lang, *category, *form).unwrap();
                    let points = words.checklist.unwrap();
                    assert!(points.len() >= 6 && points.iter().all(|(_, text)| text.chars().count() <= 200), "{lang:?} {category} {form}");
                    assert!(words.question.is_some_and(|question| question.chars().count() <= 300));
                    bodies.insert(words.body.unwrap());
                }
                let plain = words(*lang, Category::Books, *form).unwrap();
                assert!(plain.checklist.is_some_and(|points| points.len() >= 4));
            }
            assert_eq!(bodies.len(), FORMS.len() * CATEGORIES.len(), "no two are alike");
            assert!(words(*lang, Category::Food, ContentForm::Other).is_none());
        }
    }
}

//! What a draft may start from: few, honest examples per content form, in both languages, to be written over.

use super::model::{Level, Words};
use crate::primitives::{ContentForm, Lang};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// The content forms that have a starter.
pub(super) const FORMS: &[ContentForm] = &[ContentForm::ImageSet, ContentForm::ShortVideo, ContentForm::Article, ContentForm::Review];

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Starter {
    body: String,
    must: Vec<String>,
    should: Vec<String>,
    must_not: Vec<String>,
    delivery_days: i32,
    question: String,
}

type Book = BTreeMap<String, Starter>;

static ZH: LazyLock<Book> = LazyLock::new(|| serde_json::from_str(include_str!("starters/zh-CN.json")).unwrap_or_default());
static EN: LazyLock<Book> = LazyLock::new(|| serde_json::from_str(include_str!("starters/en.json")).unwrap_or_default());

/// The words of a starter.
#[must_use]
pub(super) fn words(lang: Lang, form: ContentForm) -> Option<Words> {
    let book = match lang {
        Lang::ZhCn => &ZH,
        Lang::En => &EN,
    };
    let starter = book.get(&form.to_string())?.clone();
    let level = |level: Level, texts: Vec<String>| texts.into_iter().map(move |text| (level, text));
    let points =
        level(Level::Must, starter.must).chain(level(Level::Should, starter.should)).chain(level(Level::MustNot, starter.must_not));
    Some(Words {
        body: Some(starter.body),
        checklist: Some(points.collect()),
        delivery_days: Some(starter.delivery_days),
        question: Some(starter.question),
        ..Words::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Choice as _;

    #[test]
    fn every_starter_is_there_in_both_languages() {
        for lang in Lang::ALL {
            for form in FORMS {
                let words = words(*lang, *form).unwrap();
                assert!(words.body.is_some_and(|body| body.len() > 100) && words.checklist.is_some_and(|points| points.len() >= 4));
            }
        }
    }
}

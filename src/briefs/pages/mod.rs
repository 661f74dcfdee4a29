//! What a person sees of briefs.

mod browse;
mod composer;
mod copies;
mod funds;
mod marks;
mod mine;
mod plan;
mod prices;
mod published;
mod reader;
mod reviews;
mod show;
mod talk;
mod versions;

pub(super) use browse::{BrowsePage, Facets, Found, address};
pub use browse::{Row, read_search, row};
pub(super) use composer::{CheckPage, Composed, EditPage, NewPage};
pub(super) use copies::{OriginView, TemplatesPage};
pub(super) use funds::AsideView;
pub(super) use mine::{MinePage, MineRow};
pub(super) use plan::PlanPage;
pub(super) use published::PublishedPage;
pub(super) use reader::Reader;
pub(super) use reviews::{QueuePage, ReviewPage, found};
pub(super) use show::{Around, CancelPage, ShowPage};
pub(super) use talk::{AnswerPage, InvitePage, InvitedPage};
pub(super) use versions::versions;

use super::model::{Brief, BriefKind, Visibility};
use crate::primitives::{Choice, Language, lists::language_of};
use serde::Serialize;

/// The words of the site in the reader's language, by key.
pub(super) type Say<'a> = &'a dyn Fn(&str, &[(&str, String)]) -> String;

/// A choice in a form.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Choosable {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// What it means.
    pub hint: Option<String>,
    /// Its picture.
    pub icon: Option<&'static str>,
}

/// Every member of a closed list with the words `{prefix}{word}`.
fn choosable<T: Choice>(say: Say<'_>, prefix: &str) -> Vec<Choosable> {
    let one = |member: &T| Choosable {
        value: member.word().to_owned(),
        label: say(&format!("{prefix}{}", member.word()), &[]),
        hint: None,
        icon: None,
    };
    T::ALL.iter().map(one).collect()
}

/// The languages that forms offer, each in its own name.
fn languages() -> Vec<Choosable> {
    let one =
        |language: Language| Choosable { value: language.tag().to_owned(), label: language.name().to_owned(), hint: None, icon: None };
    Language::offered().map(one).collect()
}

/// A way of giving places away, with what it means.
fn kind_of(kind: BriefKind, say: Say<'_>) -> Choosable {
    let word = kind.word().replace('_', "-");
    let icon = match kind {
        BriefKind::Direct => "send",
        BriefKind::FixedSlots => "list-checks",
        BriefKind::Pool => "users",
        BriefKind::PieceRate => "shapes",
        BriefKind::Contest => "star",
        BriefKind::Live => "radio",
        BriefKind::Sample => "package",
        BriefKind::Cps => "tag",
        _ => "hand-coins",
    };
    Choosable {
        value: kind.word().to_owned(),
        label: say(&format!("briefs-kind-{word}"), &[]),
        hint: Some(say(&format!("briefs-kind-{word}-hint"), &[])),
        icon: Some(icon),
    }
}

/// Who finds a brief, with what it means.
fn visibility(visibility: Visibility, say: Say<'_>) -> Choosable {
    let word = visibility.word().replace('_', "-");
    Choosable {
        value: visibility.word().to_owned(),
        label: say(&format!("briefs-visibility-{word}"), &[]),
        hint: Some(say(&format!("briefs-visibility-{word}-hint"), &[])),
        icon: None,
    }
}

/// Who finds a brief, where that is not everybody.
fn who_finds(brief: &Brief, say: Say<'_>) -> Option<String> {
    let word = brief.visibility.word().replace('_', "-");
    (brief.visibility_wished() != Visibility::Public).then(|| say(&format!("briefs-visibility-{word}"), &[]))
}

/// The picture of a content form.
const fn icon_of(form: crate::primitives::ContentForm) -> &'static str {
    use crate::primitives::ContentForm as F;
    match form {
        F::ImageSet => "image",
        F::ShortVideo => "clapperboard",
        F::Article => "file-text",
        F::Live => "radio",
        F::Audio => "mic",
        F::Review => "package",
        F::Other => "shapes",
    }
}

/// The text's language where it is not the page's.
fn foreign(text: &str, page: &str) -> Option<&'static str> {
    Some(language_of(text)).filter(|lang| *lang != page)
}

fn initial(name: &str) -> String {
    name.chars().next().map_or_else(String::new, |c| c.to_uppercase().collect())
}

//! What moderators see of settings.

use super::actions::Now;
use super::forms::{FloorForm, NoticeForm};
use super::model::{Change, Floor, NOTICE, Planned, Slot, floor_of, notice_of};
use crate::platform::formats;
use crate::primitives::{Category, Choice, ContentForm, Currency, Instant, Lang, Money};
use crate::web::{Asker, Page, Posted, ShownError, fresh_once};
use serde::Serialize;

#[derive(Serialize)]
struct Offer {
    value: &'static str,
    label: String,
}

/// What is recommended for a kind of work, as the component `market.floors` shows it.
#[derive(Debug, Serialize)]
pub struct FloorRow {
    category: Category,
    form: ContentForm,
    currency: Currency,
    /// Nothing is recommended any more where there is none.
    least: Option<Money>,
    /// From when, where it is not in force yet.
    starts_at: Option<Instant>,
}

fn floor_row(slot: Slot, least: Option<Money>, starts_at: Option<Instant>) -> FloorRow {
    FloorRow { category: slot.category, form: slot.form, currency: slot.currency, least, starts_at }
}

/// What is in force, as rows.
#[must_use]
pub fn floor_rows(floors: &[Floor]) -> Vec<FloorRow> {
    floors.iter().map(|floor| floor_row(floor.slot, Some(floor.least), None)).collect()
}

/// What is announced, as rows.
#[must_use]
pub fn planned_rows(planned: &[Planned]) -> Vec<FloorRow> {
    planned.iter().map(|one| floor_row(one.slot, one.least, Some(one.starts_at))).collect()
}

/// A change as it reads in the history.
#[derive(Serialize)]
struct ChangeRow {
    what: String,
    before: String,
    now: String,
    reason: String,
    by: String,
    at: Instant,
    /// From when it holds, where that is later.
    starts_at: Option<Instant>,
}

/// `GET /admin/market`
#[derive(Serialize)]
pub(super) struct MarketPage {
    floors: Vec<FloorRow>,
    planned: Vec<FloorRow>,
    categories: Vec<Offer>,
    forms: Vec<Offer>,
    currencies: Vec<&'static str>,
    floor: FloorForm,
    notice: NoticeForm,
    /// What is posted, and whether it shows now.
    posted: Option<Shown>,
    history: Vec<ChangeRow>,
    next: Option<String>,
    errors: Vec<ShownError>,
    once: String,
}

#[derive(Serialize)]
struct Shown {
    text: String,
    from: Instant,
    until: Instant,
    shows: bool,
}

impl Page for MarketPage {
    const TEMPLATE: &'static str = "market/settings.html";
    const ACTIVE: &'static str = "desk";
}

/// What was typed in either form, and what of it could not be taken.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) floor: Option<FloorForm>,
    pub(super) notice: Option<NoticeForm>,
    pub(super) errors: Vec<ShownError>,
}

impl MarketPage {
    pub(super) fn of(asker: &Asker, now: &Now, history: (&[Change], Option<String>), typed: Typed) -> Self {
        let standing = now.notice.as_ref().map(|notice| NoticeForm::of(notice, &asker.zone));
        let shown = |notice: &Posted| Shown {
            text: notice.text(asker.lang).to_owned(),
            from: notice.from,
            until: notice.until,
            shows: notice.shows(asker.now),
        };
        Self {
            floors: floor_rows(&now.floors),
            planned: planned_rows(&now.planned),
            categories: offers::<Category>(asker, "category"),
            forms: offers::<ContentForm>(asker, "form"),
            currencies: Currency::ALL.iter().map(|currency| currency.word()).collect(),
            floor: typed.floor.unwrap_or_else(|| FloorForm { currency: "CNY".to_owned(), ..FloorForm::default() }),
            notice: typed.notice.or(standing).unwrap_or_default(),
            posted: now.notice.as_ref().filter(|notice| notice.until > asker.now).map(shown),
            history: history.0.iter().map(|change| row(asker, change)).collect(),
            next: history.1,
            errors: typed.errors,
            once: fresh_once(),
        }
    }
}

fn offers<T: Choice>(asker: &Asker, key: &str) -> Vec<Offer> {
    let offer = |one: &T| Offer { value: one.word(), label: asker.text(&format!("face-{key}-{}", one.word()), &[]) };
    T::ALL.iter().map(offer).collect()
}

fn row(asker: &Asker, change: &Change) -> ChangeRow {
    let say = |value: &str| {
        let said = if change.key == NOTICE {
            notice_of(value).map(|notice| spoken(asker, &notice))
        } else {
            floor_of(&change.key, value).map(|floor| formats::money_short(asker.lang, floor.least))
        };
        said.unwrap_or_else(|| asker.text("market-nothing", &[]))
    };
    let what = match Slot::of_key(&change.key) {
        Some(slot) => format!(
            "{} · {}",
            asker.text(&format!("face-category-{}", slot.category), &[]),
            asker.text(&format!("face-form-{}", slot.form), &[])
        ),
        None => asker.text("market-notice", &[]),
    };
    ChangeRow {
        what,
        before: say(&change.before),
        now: say(&change.value),
        reason: change.reason.clone(),
        by: change.by.clone(),
        at: change.at,
        starts_at: Some(change.starts_at).filter(|starts_at| *starts_at > change.at),
    }
}

/// The words and the times of a notice in one line.
fn spoken(asker: &Asker, notice: &Posted) -> String {
    let at = |at: Instant| formats::datetime(asker.lang, at, &asker.zone);
    let (own, other) = if asker.lang == Lang::En { (&notice.en, &notice.zh) } else { (&notice.zh, &notice.en) };
    format!("{own} / {other} ({} – {})", at(notice.from), at(notice.until))
}

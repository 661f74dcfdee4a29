//! A query over the list of open briefs: what is understood is taken, the rest is dropped and named.

use crate::briefs::rules::browse::{Filter, Sort};
use crate::primitives::{Choice, Currency, Limit, Money, text};
use serde::Deserialize;

/// Characters of what is looked for.
pub(crate) const MOST_CHARS: usize = 200;

/// The query of `/briefs`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BrowseQuery {
    /// Words.
    pub q: Vec<String>,
    /// Content forms.
    pub content_form: Vec<String>,
    /// Platforms.
    pub platform: Vec<String>,
    /// Categories.
    pub category: Vec<String>,
    /// BCP 47 tags.
    pub language: Vec<String>,
    /// ISO 4217.
    pub currency: Vec<String>,
    /// As typed, in the unit of the brief's currency.
    pub price_min: Vec<String>,
    /// As typed, in the unit of the brief's currency.
    pub price_max: Vec<String>,
    /// `3` or `7` days.
    pub due: Vec<String>,
    /// Order.
    pub sort: Vec<String>,
    /// Rows a page, 1 to 100.
    pub limit: Vec<String>,
    /// Where the page begins.
    pub cursor: Vec<String>,
}

/// What was understood, and the values that were not.
#[derive(Debug, Clone)]
pub(crate) struct Browse {
    /// Words that are looked for, or nothing.
    pub words: String,
    /// What is looked for.
    pub filter: Filter,
    /// The order, if one was asked for.
    pub sort: Option<Sort>,
    /// Rows a page.
    pub limit: Limit,
    /// Values that mean nothing here, as they were given.
    pub dropped: Vec<String>,
    /// The reader is a creator, whose fit can be told.
    pub is_for_creator: bool,
}

impl Browse {
    /// Something is looked for beside the form.
    #[must_use]
    pub(crate) fn is_narrowed(&self) -> bool {
        self.filter.chosen() > 0 || !self.words.is_empty()
    }
}

/// Reads the query.
#[must_use]
pub(crate) fn parse_browse(query: &BrowseQuery) -> Browse {
    let mut dropped = Vec::new();
    let filter = Filter {
        forms: known(&query.content_form, &mut dropped),
        platforms: known(&query.platform, &mut dropped),
        categories: known(&query.category, &mut dropped),
        languages: read(&query.language, &mut dropped, |tag| tag.parse().ok()),
        currencies: known(&query.currency, &mut dropped),
        least: amount(&query.price_min, &mut dropped),
        most: amount(&query.price_max, &mut dropped),
        within_days: read(&query.due, &mut dropped, |days| matches!(days, "3" | "7").then(|| days.parse().ok()).flatten()).first().copied(),
    };
    let sort = known(&query.sort, &mut dropped).first().copied();
    let words = read(&query.q, &mut dropped, |typed| text::line(typed, MOST_CHARS).ok()).into_iter().next().unwrap_or_default();
    let limit = read(&query.limit, &mut dropped, |rows| rows.parse().ok().and_then(Limit::new)).first().copied().unwrap_or(Limit::PAGE);
    Browse { words, filter, sort, limit, dropped, is_for_creator: false }
}

/// Reads what stands behind the question mark of the list; what cannot be read asks for nothing.
#[must_use]
pub(crate) fn read_query(query: &str) -> Browse {
    parse_browse(&serde_html_form::from_str(query).unwrap_or_default())
}

fn known<T: Choice>(words: &[String], dropped: &mut Vec<String>) -> Vec<T> {
    read(words, dropped, T::from_word)
}

fn read<T: PartialEq>(words: &[String], dropped: &mut Vec<String>, understand: impl Fn(&str) -> Option<T>) -> Vec<T> {
    let mut values = Vec::new();
    for word in words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
        match understand(word) {
            Some(value) if values.contains(&value) => {}
            Some(value) => values.push(value),
            // An address can carry anything: what is repeated to the reader is short and at most a handful.
            None if dropped.len() < 5 => dropped.push(word.chars().filter(|c| !c.is_control()).take(40).collect()),
            None => {}
        }
    }
    values
}

/// Hundredths of a unit: any currency with two decimals reads them.
fn amount(words: &[String], dropped: &mut Vec<String>) -> Option<i64> {
    read(words, dropped, |typed| Money::parse_typed(typed, Currency::Usd).map(|money| money.amount.0)).first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::{ContentForm, Platform};

    #[test]
    fn what_is_not_understood_is_dropped_and_named() {
        let query: BrowseQuery = serde_html_form::from_str(
            "platform=douyin&platform=myspace&platform=douyin&content_form=article&price_min=500&price_max=lots&due=9&sort=price_desc&due=3&x=1",
        )
        .unwrap();
        let browse = parse_browse(&query);
        assert_eq!(browse.filter.platforms, [Platform::Douyin]);
        assert_eq!(browse.filter.forms, [ContentForm::Article]);
        assert_eq!((browse.filter.least, browse.filter.most, browse.filter.within_days), (Some(50_000), None, Some(3)));
        assert_eq!(browse.sort, Some(Sort::PriceDesc));
        assert_eq!(browse.dropped, ["myspace", "lots", "9"]);
    }
}

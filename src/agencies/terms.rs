//! The terms in words: both languages from the same values, always the same words for the same values, and their SHA-256.

use super::model::{Consent, Signatory, Wanted};
use crate::platform::formats::{self, filled};
use crate::primitives::{Choice as _, Instant, Lang, Zone};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// Between whom, which version, when.
pub(super) struct Between<'a> {
    pub(super) agency: &'a str,
    pub(super) creator: &'a str,
    pub(super) handle: &'a str,
    /// Who signs for the agency.
    pub(super) signatory: &'a Signatory,
    pub(super) no: i32,
    pub(super) at: Instant,
}

/// The words of both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) zh: String,
    pub(super) en: String,
    pub(super) sha256: String,
}

/// Writes what is to be signed.
pub(super) fn write(between: &Between<'_>, wanted: &Wanted) -> Words {
    let (zh, en) = (text(between, wanted, Lang::ZhCn), text(between, wanted, Lang::En));
    let mut hasher = Sha256::new();
    hasher.update(zh.as_bytes());
    hasher.update(b"\n");
    hasher.update(en.as_bytes());
    Words { sha256: data_encoding::HEXLOWER.encode(&hasher.finalize()), zh, en }
}

fn text(between: &Between<'_>, wanted: &Wanted, lang: Lang) -> String {
    let source = match lang {
        Lang::ZhCn => include_str!("terms/zh-CN.txt"),
        Lang::En => include_str!("terms/en.txt"),
    };
    let (head, body) = source.split_once("\n\n").unwrap_or(("", source));
    let pieces: BTreeMap<&str, &str> = head.lines().filter_map(|line| line.strip_prefix('@')?.split_once(' ')).collect();
    let piece = |name: &str| pieces.get(name).copied().unwrap_or_default();
    let consents: Vec<&str> = Consent::ALL.iter().filter(|one| wanted.consents.has(**one)).map(|one| piece(one.word())).collect();
    let penalty = wanted
        .penalty_cap
        .map_or_else(|| piece("no_cap").to_owned(), |cap| filled(piece("cap"), &BTreeMap::from([("cap", formats::money(lang, cap))])));
    let values = BTreeMap::from([
        ("agency", between.agency.to_owned()),
        ("creator", between.creator.to_owned()),
        ("handle", between.handle.to_owned()),
        ("no", between.no.to_string()),
        ("date", formats::date(lang, between.at, &Zone::shanghai())),
        ("consents", consents.join("\n")),
        ("split", formats::percent_bps(i64::from(wanted.split.get()))),
        ("notice_days", wanted.notice_days.to_string()),
        ("penalty", penalty),
        ("signatory", named(between.signatory, lang)),
    ]);
    filled(body, &values)
}

/// Who signs, with his office where it is known.
fn named(signatory: &Signatory, lang: Lang) -> String {
    match (signatory.office.as_str(), lang) {
        ("", _) => signatory.name.clone(),
        (office, Lang::ZhCn) => format!("{}（{office}）", signatory.name),
        (office, Lang::En) => format!("{}, {office},", signatory.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agencies::model::Consents;
    use crate::primitives::{BasisPoints, Currency, Minor, Money};

    fn wanted() -> Wanted {
        Wanted {
            consents: Consents::of([Consent::Bid, Consent::Message]),
            split: BasisPoints::new(2_050).unwrap(),
            penalty_cap: Some(Money::new(Minor(500_000), Currency::Cny)),
            notice_days: 30,
        }
    }

    #[test]
    fn the_terms_in_both_languages() {
        let signatory = Signatory { name: "Hua Li".to_owned(), office: "Director {split}".to_owned() };
        let at = Instant(1_795_311_600_000_000);
        let between = Between { agency: "Orchid {split}", creator: "林薇", handle: "linwei", signatory: &signatory, no: 2, at };
        let words = write(&between, &wanted());
        insta::assert_snapshot!(format!("{}\n=====\n{}\n=====\n{}", words.zh, words.en, words.sha256));
        let other = Wanted { penalty_cap: None, ..wanted() };
        assert_ne!(write(&between, &other).sha256, words.sha256);
        assert!(write(&between, &other).en.contains("asks for nothing"));
    }

    #[test]
    fn both_languages_have_the_same_clauses() {
        let clauses = |text: &str| {
            text.lines().filter_map(|line| line.split(' ').next().filter(|id| id.contains('.')).map(str::to_owned)).collect::<Vec<_>>()
        };
        assert_eq!(clauses(include_str!("terms/zh-CN.txt")), clauses(include_str!("terms/en.txt")));
    }
}

//! The agreement in words: both languages from one struct, always the same words for the same struct, and their SHA-256.
//!
//! The words stand in `terms/{zh-CN,en}.txt`: lines with `@` name small pieces, the rest is the agreement. A name in braces is replaced in one
//! pass, so what people typed is never read as a template.

use crate::briefs::{Brief, BriefKind, Check, Licence};
use crate::contracts::model::{Airtime, Plan};
use crate::platform::formats;
use crate::primitives::{BasisPoints, Choice as _, Currency, Instant, Lang, Minor, Money, Platform, Zone};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// What only deals of some kinds agree on, beside the parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// A product is sent first.
    Sample {
        /// Which.
        product: String,
    },
    /// A show is live at its time.
    Live(Airtime),
    /// Sales are shared once they are counted.
    Commission {
        /// How much of each.
        rate: BasisPoints,
        /// Which sales.
        terms: String,
        /// What is set aside for it, if anything is.
        pot: Option<Money>,
    },
}

impl Rule {
    /// Of a deal on this brief.
    #[must_use]
    pub(crate) fn of(brief: &Brief, airtime: Option<Airtime>) -> Option<Self> {
        let details = &brief.details;
        match brief.kind {
            BriefKind::Sample => Some(Self::Sample { product: details.product.clone() }),
            BriefKind::Live => airtime.map(Self::Live),
            BriefKind::Cps => Some(Self::Commission {
                rate: details.commission?,
                terms: details.commission_terms.replace('\n', " "),
                pot: brief.fund.pool.map(|pot| Money::new(pot, brief.currency)),
            }),
            BriefKind::OpenBid
            | BriefKind::Direct
            | BriefKind::FixedSlots
            | BriefKind::Contest
            | BriefKind::Pool
            | BriefKind::PieceRate => None,
        }
    }
}

/// What the agreement says, as values.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// The contract's id as text; empty in a preview.
    pub contract: String,
    /// When it was made.
    pub at: Instant,
    /// The organisation's name.
    pub org: String,
    /// The creator's name.
    pub creator: String,
    /// The creator's handle.
    pub handle: String,
    /// The agency through which the creator bid, by name, and its share.
    pub share: Option<(String, BasisPoints)>,
    /// The brief's title.
    pub title: String,
    /// Of all prices.
    pub currency: Currency,
    /// The price of the bid.
    pub price: Minor,
    /// What the merchant pays on top of the price, all milestones together.
    pub merchant_fee: Minor,
    /// The merchant's rate.
    pub merchant_bps: BasisPoints,
    /// The creator's rate.
    pub creator_bps: BasisPoints,
    /// The parts.
    pub plans: Vec<Plan>,
    /// Included rounds of changes.
    pub rounds: i32,
    /// How long the merchant may look at a delivery.
    pub review_days: i32,
    /// How long after the funding work is begun at the latest, if that is agreed.
    pub start_hours: Option<i32>,
    /// What only deals of some kinds agree on.
    pub rule: Option<Rule>,
    /// What a delivery is measured by.
    pub checklist: Vec<Check>,
    /// What the merchant may do with the work.
    pub licence: Licence,
    /// Where the work may be shown.
    pub channels: Vec<Platform>,
}

/// The words of an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// SHA-256, hex, over the Chinese text, a line break, and the English text.
    pub sha256: String,
}

impl Terms {
    /// The words in one language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::ZhCn => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// Writes the agreement in both languages.
#[must_use]
pub(crate) fn write(agreement: &Agreement) -> Terms {
    sealed(text(agreement, Lang::ZhCn), text(agreement, Lang::En))
}

/// Both texts with their checksum.
fn sealed(zh: String, en: String) -> Terms {
    let mut hasher = Sha256::new();
    hasher.update(zh.as_bytes());
    hasher.update(b"\n");
    hasher.update(en.as_bytes());
    Terms { sha256: data_encoding::HEXLOWER.encode(&hasher.finalize()), zh, en }
}

/// What the two sides agree to later, besides the agreement.
#[derive(Debug, Clone)]
pub(crate) struct Addendum {
    pub(crate) contract: String,
    pub(crate) order: String,
    /// Of the agreement that it belongs to.
    pub(crate) terms_sha256: String,
    pub(crate) at: Instant,
    pub(crate) org: String,
    pub(crate) creator: String,
    pub(crate) plan: Plan,
    /// Its number among the parts.
    pub(crate) position: i32,
    pub(crate) text: String,
    pub(crate) price: Money,
    pub(crate) merchant_fee: Money,
    pub(crate) total: Money,
    pub(crate) rounds: i32,
    pub(crate) review_days: i32,
}

/// Writes an addendum in both languages.
#[must_use]
pub(crate) fn write_addendum(addendum: &Addendum) -> Terms {
    sealed(addendum_text(addendum, Lang::ZhCn), addendum_text(addendum, Lang::En))
}

fn addendum_text(addendum: &Addendum, lang: Lang) -> String {
    let template = match lang {
        Lang::ZhCn => include_str!("terms/addendum.zh-CN.txt"),
        Lang::En => include_str!("terms/addendum.en.txt"),
    };
    let money = |amount| formats::money(lang, amount);
    let values = BTreeMap::from([
        ("contract", addendum.contract.clone()),
        ("order", addendum.order.clone()),
        ("terms_sha256", addendum.terms_sha256.clone()),
        ("date", formats::date(lang, addendum.at, &Zone::shanghai())),
        ("org", addendum.org.clone()),
        ("creator", addendum.creator.clone()),
        ("no", addendum.position.to_string()),
        ("title", addendum.plan.title.clone()),
        ("text", addendum.text.clone()),
        ("price", money(addendum.price)),
        ("merchant_fee", money(addendum.merchant_fee)),
        ("total", money(addendum.total)),
        ("days", addendum.plan.days.get().to_string()),
        ("rounds", addendum.rounds.to_string()),
        ("review_days", addendum.review_days.to_string()),
    ]);
    formats::filled(template, &values)
}

/// The pieces by name, and the agreement.
struct Words {
    pieces: BTreeMap<&'static str, &'static str>,
    body: &'static str,
}

impl Words {
    fn of(lang: Lang) -> Self {
        let source = match lang {
            Lang::ZhCn => include_str!("terms/zh-CN.txt"),
            Lang::En => include_str!("terms/en.txt"),
        };
        let (head, body) = source.split_once("\n\n").unwrap_or(("", source));
        let pieces = head.lines().filter_map(|line| line.strip_prefix('@')?.split_once(' ')).collect();
        Self { pieces, body }
    }

    fn piece(&self, name: &str) -> &'static str {
        self.pieces.get(name).copied().unwrap_or_default()
    }
}

fn text(agreement: &Agreement, lang: Lang) -> String {
    let words = Words::of(lang);
    let money = |amount| formats::money(lang, Money::new(amount, agreement.currency));
    let yes_no = |allowed| words.piece(if allowed { "yes" } else { "no" }).to_owned();
    let licence = &agreement.licence;
    let total = agreement.price.plus(agreement.merchant_fee).unwrap_or(agreement.price);
    let values = BTreeMap::from([
        ("contract", agreement.contract.clone()),
        ("date", formats::date(lang, agreement.at, &Zone::shanghai())),
        ("org", agreement.org.clone()),
        ("creator", agreement.creator.clone()),
        ("handle", agreement.handle.clone()),
        ("title", agreement.title.clone()),
        ("price", money(agreement.price)),
        ("merchant_fee", money(agreement.merchant_fee)),
        ("merchant_rate", formats::percent_bps(i64::from(agreement.merchant_bps.get()))),
        ("creator_rate", formats::percent_bps(i64::from(agreement.creator_bps.get()))),
        ("total", money(total)),
        ("rounds", agreement.rounds.to_string()),
        ("review_days", agreement.review_days.to_string()),
        ("agency_rule", agency_rule(agreement, &words)),
        ("start_rule", start_rule(agreement, &words)),
        ("kind_rule", kind_rule(agreement, &words, lang)),
        ("licence_days", licence.days.to_string()),
        ("territory", if licence.territory.is_empty() { words.piece("worldwide").to_owned() } else { licence.territory.clone() }),
        ("channels", channels(agreement, &words)),
        ("ai_training", yes_no(licence.ai_training)),
        ("voice", yes_no(licence.voice)),
        ("likeness", yes_no(licence.likeness)),
        ("editing", yes_no(licence.editing)),
        ("milestones", milestones(agreement, lang, &words)),
        ("checklist", checklist(agreement, &words)),
    ]);
    formats::filled(words.body, &values)
}

/// The clause about the agency's share, where there is one.
fn agency_rule(agreement: &Agreement, words: &Words) -> String {
    let clause = |(agency, share): &(String, BasisPoints)| {
        let values = BTreeMap::from([("agency", agency.clone()), ("share", formats::percent_bps(i64::from(share.get())))]);
        format!("\n{}", formats::filled(words.piece("agency_rule"), &values))
    };
    agreement.share.as_ref().map(clause).unwrap_or_default()
}

/// The clause about the start, where there is one.
fn start_rule(agreement: &Agreement, words: &Words) -> String {
    let clause = |hours: i32| format!("\n{}", formats::filled(words.piece("start_rule"), &BTreeMap::from([("hours", hours.to_string())])));
    agreement.start_hours.map(clause).unwrap_or_default()
}

/// The clause of the kind, where it has one.
fn kind_rule(agreement: &Agreement, words: &Words, lang: Lang) -> String {
    let clause = |name: &str, values: &BTreeMap<&str, String>| format!("\n{}", formats::filled(words.piece(name), values));
    match &agreement.rule {
        None => String::new(),
        Some(Rule::Sample { product }) => clause("sample_rule", &BTreeMap::from([("product", product.clone())])),
        Some(Rule::Live(airtime)) => {
            let at = airtime.at.rfc3339().replace(".000000Z", " UTC").replace('T', " ");
            clause("live_rule", &BTreeMap::from([("at", at), ("minutes", airtime.minutes.to_string())]))
        }
        Some(Rule::Commission { rate, terms, pot }) => {
            let pot = match pot {
                Some(pot) => formats::filled(words.piece("cps_pot"), &BTreeMap::from([("pot", formats::money(lang, *pot))])),
                None => words.piece("cps_no_pot").to_owned(),
            };
            let rate = formats::percent_bps(i64::from(rate.get()));
            clause("cps_rule", &BTreeMap::from([("rate", rate), ("terms", terms.clone()), ("pot", pot)]))
        }
    }
}

fn channels(agreement: &Agreement, words: &Words) -> String {
    let names: Vec<&str> = agreement.channels.iter().map(|platform| words.piece(platform.word())).collect();
    names.join(words.piece("and"))
}

fn milestones(agreement: &Agreement, lang: Lang, words: &Words) -> String {
    let line = |(plan, no): (&Plan, i32)| {
        let values = BTreeMap::from([
            ("no", no.to_string()),
            ("title", plan.title.clone()),
            ("price", formats::money(lang, Money::new(plan.price, agreement.currency))),
            ("days", plan.days.get().to_string()),
        ]);
        formats::filled(words.piece("milestone"), &values)
    };
    agreement.plans.iter().zip(1..).map(line).collect::<Vec<_>>().join("\n")
}

fn checklist(agreement: &Agreement, words: &Words) -> String {
    if agreement.checklist.is_empty() {
        return words.piece("no_checklist").to_owned();
    }
    let line = |check: &Check| {
        let values = BTreeMap::from([("id", check.id.clone()), ("text", check.text.replace('\n', " "))]);
        formats::filled(words.piece(check.level.word()), &values)
    };
    agreement.checklist.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefs::Level;
    use crate::primitives::Days;

    fn agreement() -> Agreement {
        Agreement {
            contract: "ctr_01".to_owned(),
            at: Instant(1_795_311_600_000_000),
            org: "雾屿茶器".to_owned(),
            creator: "Ana {price}".to_owned(),
            handle: "ana".to_owned(),
            share: None,
            title: "Autumn gaiwan set".to_owned(),
            currency: Currency::Cny,
            price: Minor(600_000),
            merchant_fee: Minor(30_000),
            merchant_bps: BasisPoints::new(500).unwrap(),
            creator_bps: BasisPoints::new(1_000).unwrap(),
            plans: vec![
                Plan { title: "Concept".to_owned(), price: Minor(120_000), days: Days::new(3).unwrap() },
                Plan { title: "Photos".to_owned(), price: Minor(480_000), days: Days::new(10).unwrap() },
            ],
            rounds: 2,
            review_days: 7,
            start_hours: None,
            rule: None,
            checklist: vec![
                Check { id: "A1".to_owned(), level: Level::Must, text: "Six photos, 3:2".to_owned() },
                Check { id: "A2".to_owned(), level: Level::MustNot, text: "No absolute claims".to_owned() },
            ],
            licence: Licence::default(),
            channels: vec![Platform::Xiaohongshu, Platform::Instagram],
        }
    }

    #[test]
    fn the_agreement_in_both_languages() {
        let terms = write(&agreement());
        insta::assert_snapshot!(format!("{}\n=====\n{}\n=====\n{}", terms.zh, terms.en, terms.sha256));
    }

    #[test]
    fn the_same_agreement_has_the_same_words_and_another_has_others() {
        let mut other = agreement();
        assert_eq!(write(&agreement()), write(&other));
        other.rounds = 3;
        assert_ne!(write(&agreement()).sha256, write(&other).sha256);
    }

    #[test]
    fn a_share_of_an_agency_is_a_clause_of_both_texts() {
        let shared = Agreement { share: Some(("Orchid {price}".to_owned(), BasisPoints::new(2_050).unwrap())), ..agreement() };
        let (plain, terms) = (write(&agreement()), write(&shared));
        let added = |text: &str, before: &str| text.lines().filter(|line| !before.contains(line)).map(str::to_owned).collect::<Vec<_>>();
        for (lines, words) in [
            (added(&terms.zh, &plain.zh), "由 Orchid {price} 分得其中的 20.5%"),
            (added(&terms.en, &plain.en), "Orchid {price} gets 20.5%"),
        ] {
            assert!(lines.len() == 1 && lines[0].starts_with("3.5 ") && lines[0].contains(words), "{lines:?}");
        }
    }

    #[test]
    fn what_people_typed_is_not_read_as_a_template() {
        assert!(write(&agreement()).en.contains("Ana {price}"));
    }

    #[test]
    fn both_languages_have_every_piece() {
        let (zh, en) = (Words::of(Lang::ZhCn), Words::of(Lang::En));
        assert_eq!(zh.pieces.keys().collect::<Vec<_>>(), en.pieces.keys().collect::<Vec<_>>());
        for platform in Platform::ALL {
            assert!(!zh.piece(platform.word()).is_empty(), "{platform}");
        }
        let clauses = |body: &str| {
            body.lines().filter_map(|line| line.split(' ').next().filter(|id| id.contains('.')).map(str::to_owned)).collect::<Vec<_>>()
        };
        assert_eq!(clauses(zh.body), clauses(en.body));
    }
}

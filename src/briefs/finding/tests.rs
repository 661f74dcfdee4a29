//! A plan finds what the walk over every thing finds.

use super::*;
use crate::briefs::model::{BriefState, Visibility};
use crate::briefs::rules::browse::Filter;
use crate::primitives::id::BriefId;
use crate::primitives::{Category, Instant, Limit, Platform};
use crate::search::{Asked, Index, Plan, Sieve, Standing};
use proptest::prelude::*;
use std::sync::Arc;

const TONGUES: [&str; 3] = ["zh-CN", "en", "de"];
const NOW: Instant = Instant(1_000_000_000);

/// Somebody who goes from thing to thing.
struct Walking(ForPerson);

impl Sieve for Walking {
    fn admits(&self, row: &Row<'_>) -> Option<u32> {
        self.0.admits(row)
    }

    fn admits_class(&self, row: &Row<'_>) -> Option<u32> {
        self.0.admits_class(row)
    }

    fn facets(&self, row: &Row<'_>, count: &mut dyn FnMut(u32, u64)) {
        self.0.facets(row, count);
    }

    fn facets_of_class(&self, row: &Row<'_>, count: &mut dyn FnMut(u32, u64)) {
        self.0.facets_of_class(row, count);
    }

    fn plan(&self) -> Option<Plan> {
        None
    }

    fn key(&self, row: &Row<'_>, relevance: i64, of_class: i64) -> i64 {
        self.0.key(row, relevance, of_class)
    }
}

/// A brief as these numbers say.
fn doc(id: BriefId, seed: u64) -> Doc {
    let digit = |at: u32| seed / 5u64.pow(at) % 5;
    let nth = |list: &[&str], no: u64| language_code(&list[usize::try_from(no).unwrap() % list.len()].parse().unwrap());
    let state = if digit(0) == 0 { BriefState::Paused } else { BriefState::Open };
    let visibility = if digit(1) == 0 { Visibility::Circle } else { Visibility::Public };
    let currency = if digit(2) == 0 { Currency::Jpy } else { Currency::Cny };
    let (high, low) = halves(number_of(&OrgId::nobody()));
    let values = vec![
        (ORG_HIGH, high),
        (ORG_LOW, low),
        (KIND, digit(0)),
        (STATE, place(state)),
        (VISIBILITY, place(visibility)),
        (FORM, digit(3)),
        (CATEGORY, digit(4)),
        (PLATFORMS, digit(5) + 1),
        (LANGUAGES, nth(&TONGUES, digit(1))),
        (CURRENCY, place(currency)),
        (LEAST, 100 * digit(3) + 1),
        (MOST, 200 * digit(3) + digit(2) + 1),
        (DEADLINE, unsigned(NOW.plus_hours(i64::try_from(digit(4) * 24).unwrap()).0)),
        (PUBLISHED, digit(2) + 1),
    ];
    let title = ["A cup of tea", "Tea", "Coffee"][usize::try_from(seed % 3).unwrap()];
    Doc {
        id: id.to_string(),
        title: title.to_owned(),
        body: "Coffee and more coffee. ".repeat(usize::try_from(digit(5)).unwrap()),
        values,
        ..Doc::default()
    }
}

/// What is looked for, as these numbers say: among it prices and days that are those of some briefs.
fn filter(seed: u64) -> Filter {
    let digit = |at: u32| usize::try_from(seed / 4u64.pow(at) % 4).unwrap();
    let price = |at: u32| (digit(at) > 1).then(|| i64::try_from(digit(at)).unwrap() * 100 + 1);
    Filter {
        forms: ContentForm::ALL.iter().copied().take(digit(0)).collect(),
        platforms: Platform::ALL.iter().copied().take(digit(1) / 2).collect(),
        categories: Category::ALL.iter().copied().skip(1).take(digit(2)).collect(),
        languages: TONGUES.iter().skip(digit(3)).take(digit(3) % 2).map(|tag| tag.parse().unwrap()).collect(),
        currencies: Currency::ALL.iter().copied().take(if digit(4) == 1 { 1 } else { 0 }).collect(),
        least: price(5),
        most: price(6),
        within_days: (digit(7) > 1).then_some(i64::try_from(digit(7)).unwrap()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_plan_finds_what_a_walk_finds(seeds in prop::collection::vec(0u64..15_625, 1..120), asked in prop::collection::vec(0u64..65_536, 6)) {
        let dir = tempfile::tempdir().unwrap();
        let (index, _) = Index::open(dir.path(), COLLECTION).unwrap();
        let ids: Vec<BriefId> = seeds.iter().map(|_| BriefId::random()).collect();
        let docs: Vec<Doc> = ids.iter().zip(&seeds).map(|(id, seed)| doc(*id, *seed)).collect();
        let names = |docs: &[Doc]| docs.iter().map(|doc| doc.id.clone()).collect::<Vec<_>>();
        for (no, some) in docs.chunks(40).enumerate() {
            index.put(&names(some), some).unwrap();
            index.save(&Standing { seq: i64::try_from(no).unwrap(), thing: String::new() }).unwrap();
        }
        let look = |sieve: Arc<dyn Sieve>, words: &str, after: Option<crate::primitives::Cursor>| {
            index.search(&Asked { words: words.to_owned(), after, limit: Limit::new(7).unwrap() }, sieve).unwrap()
        };
        // The bitmaps are there before something goes and something changes.
        let everything = |sort| Arc::new(ForPerson::of(&Filter::default(), (Some(sort), None), (&[], NOW)));
        look(everything(Sort::Newest), "", None);
        index.put(&names(&docs[..docs.len() / 5]), &[doc(ids[0], 7_777)]).unwrap();
        index.save(&Standing::default()).unwrap();
        let sorts = [Some(Sort::PriceAsc), None, Some(Sort::Newest), Some(Sort::PriceDesc), None, Some(Sort::Deadline)];
        for ((asked, sort), words) in asked.iter().zip(sorts).zip(["", "tea", "coffee", "", "", "coffee tea"]) {
            let sieve = || ForPerson::of(&filter(*asked), (sort, None), (&[], NOW));
            let mut after = None;
            loop {
                let (planned, walked) = (look(Arc::new(sieve()), words, after.clone()), look(Arc::new(Walking(sieve())), words, after));
                prop_assert_eq!(&planned.hits, &walked.hits);
                prop_assert_eq!((&planned.next, planned.total), (&walked.next, walked.total));
                prop_assert!(planned.prices == walked.prices || words.is_empty());
                for facet in 0..6 {
                    prop_assert_eq!(planned.facet(facet).collect::<Vec<_>>(), walked.facet(facet).collect::<Vec<_>>(), "{}", facet);
                }
                after = planned.next;
                if after.is_none() {
                    break;
                }
            }
        }
    }
}

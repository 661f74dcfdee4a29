//! The rows name whom the one function finds.

use super::*;
use crate::matching::model::{Fit, Made, Person};
use crate::primitives::id::OrgId;
use crate::primitives::{Currency, Platform};
use proptest::prelude::*;
use std::collections::BTreeMap;

const TAGS: &[&str] = &["tea", "短视频", "家常菜", "keyboards", "cats", "图文", "slow", "video-essay"];
const TONGUES: &[&str] = &["zh-CN", "zh-TW", "en", "en-AU", "de"];

/// A creator as these numbers say.
fn maker(seed: u64, orgs: &[OrgId]) -> Maker {
    let digit = |at: u32| usize::try_from(seed / 7u64.pow(at) % 7).unwrap();
    let some = |from: usize, count: usize, of: usize| (0..count).map(move |step| (from * 3 + step * 2) % of);
    let made = (0..digit(5) * 2).map(|no| Made {
        org: orgs[no % orgs.len()],
        form: ContentForm::ALL[(no + digit(0)) % ContentForm::ALL.len()],
        category: Category::ALL[(no + digit(1)) % Category::ALL.len()],
    });
    Maker {
        person: Person { id: CreatorId::random(), handle: format!("m{seed}"), name: "M".into() },
        joined: Instant(0).plus_hours(24 * 40 * i64::try_from(digit(6)).unwrap()),
        tags: some(digit(0), digit(1) % 3, TAGS.len()).map(|at| TAGS[at].to_owned()).collect(),
        languages: some(digit(2), digit(3) % 3, TONGUES.len()).map(|at| TONGUES[at].parse().unwrap()).collect(),
        platforms: some(digit(4), digit(2) % 3, Platform::ALL.len()).map(|at| Platform::ALL[at]).collect(),
        made: if digit(3) < 4 { Vec::new() } else { made.collect() },
        again: (i64::try_from(digit(4)).unwrap(), i64::try_from(digit(4).min(digit(0))).unwrap()),
        charges: BTreeMap::new(),
        hindrance: None,
    }
}

fn work(no: usize, org: OrgId) -> Work {
    let platforms = vec![Platform::ALL[no % Platform::ALL.len()], Platform::ALL[no * 5 % Platform::ALL.len()]];
    Work {
        org,
        form: ContentForm::ALL[no % ContentForm::ALL.len()],
        category: Category::ALL[no % Category::ALL.len()],
        platforms,
        languages: vec![TONGUES[no % TONGUES.len()].parse().unwrap()],
        currency: Currency::Cny,
        pays: Some((100, 200)),
    }
}

fn weighed<'a>(work: &Work, makers: impl Iterator<Item = &'a Maker>) -> Vec<(Maker, Fit)> {
    makers.map(|maker| (maker.clone(), rules::fit(work, maker))).collect()
}

proptest! {
    #[test]
    fn whoever_is_named_is_whom_the_one_function_finds(seeds in prop::collection::vec(0u64..823_543, 1..160), no in 0usize..40, most in 1usize..30, rest in 0usize..6) {
        let orgs: Vec<OrgId> = (0..3).map(|_| OrgId::random()).collect();
        let work = work(no, orgs[0]);
        let now = Instant(0).plus_hours(24 * 260);
        let mut rows = Rows::default();
        let mut makers: Vec<Maker> = seeds.iter().map(|seed| maker(*seed, &orgs)).collect();
        let late = makers.len() / 3;
        let early = makers.len() - late;
        makers.iter().take(early).for_each(|maker| rows.put(maker.person.id, Some(&Maker { tags: Vec::new(), ..maker.clone() })));
        rows.draw(now);
        makers.iter().skip(early).for_each(|maker| rows.put(maker.person.id, Some(maker)));
        makers.iter().rev().for_each(|maker| rows.put(maker.person.id, Some(maker)));
        for gone in makers.split_off(makers.len().saturating_sub(rest)) {
            rows.put(gone.person.id, None);
        }
        if !rows.has_drawn(now) {
            rows.draw(now);
        }
        let without: Vec<CreatorId> = makers.iter().step_by(5).map(|maker| maker.person.id).collect();
        let partner = |maker: &&Maker| maker.made.iter().any(|made| made.org == work.org);
        let partners: Vec<CreatorId> = makers.iter().filter(partner).map(|maker| maker.person.id).collect();
        let platforms = if work.is_shown_anywhere() { 0 } else { mask(&work.platforms) };
        let asked = |maker: &&Maker| {
            let is_seen = platforms == 0 || mask(&maker.platforms) & platforms != 0;
            is_seen && !without.contains(&maker.person.id)
        };
        let newcomers = rules::newcomer_places(most);
        let ask = Ask { work: &work, platforms, only: None, without: &without, partners: &partners, best: most, newcomers, now };
        let picked = rows.pick(&ask);
        prop_assert_eq!(picked.weighed, makers.iter().filter(asked).count());
        let named = makers.iter().filter(|maker| picked.best.contains(&maker.person.id) || picked.newcomers.contains(&maker.person.id));
        let shown = rules::blend(weighed(&work, named), most, now);
        let all: Vec<(Maker, Fit)> = weighed(&work, makers.iter().filter(asked)).into_iter().filter(|(_, fit)| fit.score >= PROPOSED).collect();
        let ids = |fits: &[(Maker, Fit)]| fits.iter().map(|(maker, fit)| (fit.score, maker.person.id)).collect::<Vec<_>>();
        prop_assert_eq!(ids(&shown), ids(&rules::blend(all, most, now)));
        let only: Vec<CreatorId> = picked.best.iter().copied().skip(1).take(3).collect();
        let again = rows.pick(&Ask { only: Some(&only), newcomers: 0, ..ask });
        prop_assert_eq!(&again.best[..], &only[..only.len().min(most)]);
    }
}

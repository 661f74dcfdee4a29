//! The table of points, and who stands where in a list.

use super::*;
use crate::matching::model::{Made, Person};
use crate::primitives::id::OrgId;
use std::collections::BTreeMap;

fn work() -> Work {
    Work {
        org: OrgId::random(),
        form: ContentForm::ImageSet,
        category: Category::Home,
        platforms: vec![Platform::Xiaohongshu],
        languages: vec!["zh-CN".parse().unwrap()],
        currency: Currency::Cny,
        pays: Some((100, 200)),
    }
}

fn maker() -> Maker {
    Maker {
        person: Person { id: CreatorId::random(), handle: "linwan".into(), name: "林晚".into() },
        joined: Instant(0),
        tags: vec!["器物".into(), "图文".into()],
        languages: vec!["zh-CN".parse().unwrap()],
        platforms: vec![Platform::Xiaohongshu],
        made: Vec::new(),
        again: (0, 0),
        charges: BTreeMap::new(),
        hindrance: None,
    }
}

#[test]
fn points_are_those_of_the_table() {
    let (work, fresh) = (work(), maker());
    let known = fit(&work, &fresh);
    assert_eq!((known.score, known.missing.len()), (25 + 21 + 20 + 8 + 5 + 3, 0));
    assert_eq!(known.reasons.iter().map(|reason| reason.why).collect::<Vec<_>>(), [Why::Platform, Why::Category, Why::Language]);
    let made = Made { org: work.org, form: ContentForm::ImageSet, category: Category::Home };
    let again = fit(&work, &Maker { made: vec![made], charges: BTreeMap::from([(Currency::Cny, 150)]), ..fresh.clone() });
    assert_eq!((again.score, again.reasons[0].why), (100, Why::Again));
    let dear = fit(&work, &Maker { charges: BTreeMap::from([(Currency::Cny, 201)]), ..fresh.clone() });
    assert_eq!((dear.score, dear.missing), (77, vec![Missing::Price]));
    let elsewhere = Maker { platforms: vec![Platform::Tiktok], made: vec![made], ..fresh.clone() };
    assert_eq!((fit(&work, &elsewhere).score, fit(&work, &elsewhere).missing), (49, vec![Missing::Platform]));
    let away = fit(&work, &Maker { hindrance: Some(Hindrance::Blocked), ..fresh.clone() });
    assert_eq!((away.score, away.missing), (known.score, vec![Missing::Blocked]), "told, and not weighed");
    let english = Maker { languages: vec!["en".parse().unwrap()], tags: vec!["cats".into()], ..fresh };
    assert_eq!(fit(&work, &english).missing, [Missing::Language, Missing::Category]);
}

#[test]
fn the_score_in_two_halves_is_the_score() {
    let (work, fresh) = (work(), maker());
    let made = Made { org: work.org, form: ContentForm::ImageSet, category: Category::Home };
    let other = Made { org: OrgId::random(), ..made };
    let makers = [
        Maker { made: vec![made], charges: BTreeMap::from([(Currency::Cny, 150)]), ..fresh.clone() },
        Maker { made: vec![other; 3], again: (4, 1), charges: BTreeMap::from([(Currency::Cny, 201)]), ..fresh.clone() },
        Maker { platforms: vec![Platform::Tiktok], charges: BTreeMap::from([(Currency::Usd, 1)]), made: vec![made], ..fresh.clone() },
        Maker { languages: vec!["zh-TW".parse().unwrap()], tags: Vec::new(), ..fresh.clone() },
        fresh,
    ];
    let works = [
        work.clone(),
        Work { pays: None, languages: vec!["en".parse().unwrap()], ..work.clone() },
        Work { platforms: vec![Platform::OwnSite], ..work },
    ];
    for (work, maker) in works.iter().flat_map(|work| makers.iter().map(move |maker| (work, maker))) {
        let shared = Shared::of_number(Shared::of(&Work { org: OrgId::random(), pays: None, ..work.clone() }, maker).number());
        let is_again = maker.made.iter().any(|made| made.org == work.org);
        let score = shared.score(work.pays.map(|(_, most)| (work.currency, most)), is_again, maker);
        assert_eq!(score, fit(work, maker).score, "{work:?} {maker:?}");
    }
}

#[test]
fn every_input_moves_the_score_between_nothing_and_a_hundred() {
    let nobody = Maker { tags: vec![], languages: vec![], platforms: vec![], again: (4, 1), ..maker() };
    assert_eq!(fit(&work(), &nobody).score, 4 + 5);
    assert!(says("独立游戏", "游戏") && says("short-video", "video") && says("cats", "cat") && !says("catering", "cat"));
}

#[test]
fn newcomers_get_their_share_and_nobody_stands_twice() {
    let made = Made { org: OrgId::random(), form: ContentForm::ImageSet, category: Category::Home };
    let old = (0..60).map(|_| Maker { made: vec![made], ..maker() });
    let new = (0..30).map(|_| maker());
    let fits: Vec<(Maker, Fit)> = old
        .chain(new)
        .map(|maker| {
            let fit = fit(&work(), &maker);
            (maker, fit)
        })
        .collect();
    let now = Instant(0).plus_hours(24);
    for most in [7, 20, 40] {
        let shown = blend(fits.clone(), most, now);
        let newcomers = shown.iter().filter(|(maker, _)| maker.is_newcomer(now)).count();
        assert_eq!((shown.len(), newcomers), (most, most * NEWCOMERS_PERCENT / 100));
        let unique: std::collections::BTreeSet<_> = shown.iter().map(|(maker, _)| maker.person.id).collect();
        assert_eq!(unique.len(), most);
    }
    let today: Vec<_> = blend(fits.clone(), 20, now).into_iter().map(|(maker, _)| maker.person.id).collect();
    let later: Vec<_> = blend(fits, 20, now.plus_hours(240)).into_iter().map(|(maker, _)| maker.person.id).collect();
    assert_ne!(today, later, "another day, other newcomers");
}

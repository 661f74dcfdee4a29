//! The life of a brief as a printed table, and the rules around it.

use super::*;
use crate::briefs::model::{Budget, Level, Licence, Slots, Visibility};
use crate::primitives::{
    Category, Choice as _, ContentForm, Currency, Minor, Platform,
    id::{BriefId, OrgId, UserId},
};

pub(super) fn draft() -> Brief {
    Brief {
        id: BriefId::random(),
        org: OrgId::random(),
        author: UserId::random(),
        kind: BriefKind::OpenBid,
        state: BriefState::Draft,
        version: 1,
        words_version: 1,
        title: "Three pictures of a teapot".into(),
        body: "On a table.".into(),
        content_form: ContentForm::ImageSet,
        category: Category::Home,
        currency: Currency::Cny,
        budget: Some(Budget { min: Minor(150_000), max: Minor(220_000) }),
        places: 2,
        places_taken: 0,
        bid_count: 0,
        bid_deadline: Some(Instant(0).plus_hours(100)),
        paused_at: None,
        delivery_days: 10,
        review_days: 7,
        rounds: 2,
        licence: Licence::default(),
        question: String::new(),
        bid_cap: 30,
        slots: Slots::Chosen,
        fund: crate::briefs::model::Fund::default(),
        details: crate::briefs::model::Details::default(),
        visibility: Visibility::Public,
        judging_until: None,
        extended: false,
        cancel_reason: String::new(),
        created_at: Instant(0),
        published_at: None,
        platforms: vec![Platform::Xiaohongshu],
        languages: vec!["zh-CN".parse().unwrap()],
        checklist: vec![Check { id: "A1".into(), level: Level::Must, text: "Three pictures".into() }],
    }
}

#[test]
fn the_whole_life_of_a_brief() {
    let mut table = String::new();
    for from in BriefState::ALL {
        for event in Event::ALL {
            if let Some((party, next)) = step(*from, *event) {
                table.push_str(&format!("{from} + {event} by {party:?} -> {next}\n"));
            }
        }
    }
    insta::assert_snapshot!(table, @r"
    draft + submitted by Editor -> pending_review
    pending_review + passed by Platform -> open
    pending_review + approved by Moderator -> open
    pending_review + rejected by Moderator -> rejected
    open + paused by Editor -> paused
    open + deadline_passed by Platform -> judging
    open + places_filled by Platform -> filled
    open + cancelled by Editor -> cancelled
    open + stopped by Moderator -> stopped
    paused + resumed by Editor -> open
    paused + stopped by Moderator -> stopped
    judging + places_filled by Platform -> filled
    judging + judging_timed_out by Platform -> expired
    judging + cancelled by Editor -> cancelled
    judging + stopped by Moderator -> stopped
    filled + all_ended by Platform -> closed
    filled + stopped by Moderator -> stopped
    rejected + submitted by Editor -> pending_review
    ");
}

#[test]
fn only_the_party_of_the_table_moves_a_brief() {
    let brief = Brief { state: BriefState::Open, ..draft() };
    assert!(after(&brief, Event::Paused, Party::Editor).is_ok());
    assert_eq!(after(&brief, Event::Paused, Party::Platform), Err(STATE_REFUSED));
    assert_eq!(after(&brief, Event::DeadlinePassed, Party::Editor), Err(STATE_REFUSED));
    assert_eq!(cancel(&brief, 1), Err(HAS_CONTRACTS));
}

#[test]
fn what_is_missing_is_named_field_by_field() {
    assert!(incomplete(&draft(), Instant(0)).is_empty());
    let bare = Brief { title: String::new(), platforms: Vec::new(), budget: None, bid_deadline: Some(Instant(0)), ..draft() };
    let fields: Vec<(String, &str)> = incomplete(&bare, Instant(0)).0.into_iter().map(|error| (error.field, error.code)).collect();
    let wanted = [("title", "required"), ("platforms", "required"), ("price_min", "required"), ("bid_deadline", "past")];
    assert_eq!(fields, wanted.map(|(field, code)| (field.to_owned(), code)));
    let upside = Brief { budget: Some(Budget { min: Minor(99), max: Minor(50) }), ..draft() };
    let codes: Vec<&str> = incomplete(&upside, Instant(0)).0.into_iter().map(|error| error.code).collect();
    assert_eq!(codes, ["price-bounds", "price-bounds", "range"]);
}

#[test]
fn a_merchant_with_twenty_open_briefs_publishes_no_more() {
    assert!(publish(&draft(), Instant(0), (MAX_OPEN - 1, MAX_OPEN)).is_ok());
    assert!(
        matches!(publish(&draft(), Instant(0), (MAX_OPEN, MAX_OPEN)), Err(crate::failure::Failure::Refused(r)) if r.code == "brief.too_many_open")
    );
}

#[test]
fn the_choosing_is_extended_once() {
    let until = Instant(0).plus_hours(200);
    let judging = Brief { state: BriefState::Judging, judging_until: Some(until), ..draft() };
    assert_eq!(extend(&judging), Ok(until.plus_hours(JUDGING_HOURS)));
    assert_eq!(extend(&Brief { extended: true, ..judging }), Err(EXTENDED_ONCE));
    assert_eq!(extend(&draft()), Err(STATE_REFUSED));
}

#[test]
fn the_points_of_a_draft_are_numbered_in_order() {
    let points = vec![(Level::Must, "a".to_owned()), (Level::MustNot, "b".to_owned())];
    let one = reworded(draft(), Words { checklist: Some(points), ..Words::default() });
    assert_eq!(one.checklist.iter().map(|c| (c.id.as_str(), c.level)).collect::<Vec<_>>(), [("A1", Level::Must), ("A2", Level::MustNot)]);
}

#[test]
fn a_pause_moves_the_deadline_by_its_length() {
    let (deadline, paused, now) = (Instant(100), Instant(40), Instant(70));
    assert_eq!(resumed_deadline(deadline, paused, now), Instant(130));
}

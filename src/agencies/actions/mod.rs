//! Inviting, signing, allowing, taking back, ending.

mod acting;
mod seen;
mod usual;

pub use acting::{allows, consents_of, find_split, is_active, may_act, proxy, take_split};
pub(super) use seen::{Place, Queue, own_agencies, place, queues, roster};
pub use usual::set_usual;
pub(super) use usual::usual;

use super::model::{Consents, Ending, Membership, MembershipState, Side, Terms, TermsState, Wanted};
use super::rules::{self, Event};
use super::store::{self, Change};
use super::terms::{self, Between};
use crate::audit::{self, Act};
use crate::creators::{self, Profile};
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED, VERSION_STALE};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::outreach;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Money;
use crate::primitives::id::{OrgId, RosterId};
use crate::sessions::{Person, Right, takes_work};

/// The name of an agency that this person belongs to with this right. What is no agency is not there.
pub fn agency(conn: &mut Conn, person: &Person, id: OrgId, right: Right) -> Result<String, Failure> {
    if !person.is_member(id) {
        return Err(Failure::NotFound);
    }
    let name = store::find_agency(conn, id)?.ok_or(Failure::NotFound)?;
    person.can(id, right)?;
    Ok(name)
}

/// A place on a roster and the side of a person who may see it. A stranger finds nothing.
pub(super) fn see(conn: &mut Conn, person: &Person, id: RosterId) -> Result<(Membership, Side), Failure> {
    let place = store::find(conn, id)?.ok_or(Failure::NotFound)?;
    if person.is_creator(place.creator) {
        return Ok((place, Side::Creator));
    }
    if person.is_member(place.agency) { Ok((place, Side::Agency)) } else { Err(Failure::NotFound) }
}

/// As [`see`], for the creator himself.
fn own(conn: &mut Conn, person: &Person, id: RosterId) -> Result<Membership, Failure> {
    match see(conn, person, id)? {
        (place, Side::Creator) => Ok(place),
        (_, Side::Agency) => Err(ACT_FORBIDDEN.into()),
    }
}

/// As [`see`], for whoever manages the agency.
fn managed(conn: &mut Conn, person: &Person, id: RosterId) -> Result<Membership, Failure> {
    match see(conn, person, id)? {
        (place, Side::Agency) => person.can(place.agency, Right::Manage).map(|()| place),
        (_, Side::Creator) => Err(ACT_FORBIDDEN.into()),
    }
}

/// Whoever manages an agency asks a creator onto its roster; sending the terms signs them for the agency. Refusals: `agency.already`,
/// `agency.too_many`, `agency.resting`, and as for anybody who turns to a stranger.
pub fn invite(tx: &mut Tx<'_>, act: &Act, person: &Person, id: OrgId, (handle, wanted): (&str, &Wanted)) -> Result<RosterId, Failure> {
    let name = agency(tx, person, id, Right::Manage)?;
    person.confirmed()?;
    takes_work(tx, id)?;
    let profile = creators::find_by_handle(tx, handle)?.ok_or_else(|| Failure::field("handle", "creator"))?;
    if store::count_asked(tx, id)? >= rules::MOST_ASKED {
        return Err(rules::TOO_MANY.with("max", rules::MOST_ASKED).into());
    }
    rules::may_ask(store::asked_since(tx, (id, profile.id), act.at.plus_hours(-24 * rules::REST_DAYS))?)?;
    let place = Membership {
        id: RosterId::random(),
        agency: id,
        creator: profile.id,
        state: MembershipState::Invited,
        version: 1,
        terms_no: None,
        consents: Consents::default(),
        created_at: act.at,
        joined_at: None,
        ending: None,
        penalty: None,
    };
    if !store::insert(tx, &place)? {
        return Err(rules::ALREADY.into());
    }
    outreach::approach(tx, act, id, profile.id)?;
    audit::note(tx, act, "agency.invited", &place.id, "")?;
    write(tx, act, person, (&place, &name, &profile), wanted)?;
    Ok(place.id)
}

/// A new version in words, with the agency's signature; the creator is asked for his.
fn write(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    (place, agency, profile): (&Membership, &str, &Profile),
    wanted: &Wanted,
) -> Result<(), Failure> {
    let before = store::list_terms(tx, place.id)?;
    let no = before.first().map_or(1, |newest| newest.no.saturating_add(1));
    if let Some(open) = before.iter().find(|terms| terms.state == TermsState::Proposed) {
        store::answer_terms(tx, place.id, open.no, TermsState::Withdrawn, act.at)?;
        notices::settle(tx, act, &place.id.to_string())?;
    }
    let signatory = usual::signatory(tx, person, place.agency)?;
    let between = Between { agency, creator: &profile.name, handle: &profile.handle, signatory: &signatory, no, at: act.at };
    let words = terms::write(&between, wanted);
    let new = Terms {
        no,
        wanted: wanted.clone(),
        sha256: words.sha256,
        zh: words.zh,
        en: words.en,
        state: TermsState::Proposed,
        proposed_by: person.id,
        proposed_at: act.at,
        answered_at: None,
    };
    store::insert_terms(tx, place.id, &new)?;
    audit::note(tx, act, "agency.terms_proposed", &place.id, &new.sha256)?;
    let notice = Notice { needs_action: true, ..notice(NoticeKind::AgencyAsked, place, vec![("who", Param::text(agency))]) };
    notices::tell_creator(tx, act, place.creator, &notice)
}

fn notice(kind: NoticeKind, place: &Membership, params: Vec<(&'static str, Param)>) -> Notice {
    Notice { kind, subject: place.id.to_string(), url: format!("/rosters/{}", place.id), needs_action: false, params }
}

/// Whoever manages the agency proposes other terms to a creator on its roster: they bind when he has signed, and change no contract.
pub(super) fn propose(tx: &mut Tx<'_>, act: &Act, person: &Person, id: RosterId, wanted: &Wanted) -> Result<(), Failure> {
    let place = managed(tx, person, id)?;
    person.confirmed()?;
    takes_work(tx, place.agency)?;
    rules::may_propose(&place)?;
    let (name, profile) = around(tx, &place)?;
    store::change(tx, &place, place.state, &Change::none(&place))?;
    write(tx, act, person, (&place, &name, &profile), wanted)
}

/// The names around a place.
fn around(conn: &mut Conn, place: &Membership) -> Result<(String, Profile), Failure> {
    let name = store::find_agency(conn, place.agency)?.ok_or(Failure::NotFound)?;
    let profile = creators::find(conn, place.creator)?.ok_or(Failure::NotFound)?;
    Ok((name, profile))
}

/// Whoever manages the agency takes back what waits for the creator's signature: the invitation, or the change.
pub(super) fn take_back(tx: &mut Tx<'_>, act: &Act, person: &Person, id: RosterId) -> Result<(), Failure> {
    let place = managed(tx, person, id)?;
    let open = awaited(tx, id)?.ok_or(STATE_REFUSED)?;
    store::answer_terms(tx, id, open.no, TermsState::Withdrawn, act.at)?;
    if place.state == MembershipState::Invited {
        store::advance(tx, &place, rules::after(place.state, Event::Withdrawn)?, &Change::none(&place))?;
    }
    notices::settle(tx, act, &id.to_string())?;
    Ok(audit::note(tx, act, "agency.terms_withdrawn", &id, &open.sha256)?)
}

/// The version that waits for the creator's signature.
fn awaited(conn: &mut Conn, id: RosterId) -> Result<Option<Terms>, Failure> {
    Ok(store::list_terms(conn, id)?.into_iter().find(|terms| terms.state == TermsState::Proposed))
}

/// The creator signs the version that he was shown: its terms hold from now on, and what it allows is allowed.
pub fn sign(tx: &mut Tx<'_>, act: &Act, person: &Person, (id, no): (RosterId, i32)) -> Result<(), Failure> {
    let place = own(tx, person, id)?;
    person.confirmed()?;
    let open = awaited(tx, id)?.ok_or(STATE_REFUSED)?;
    if open.no != no {
        return Err(VERSION_STALE.into());
    }
    let next = rules::after(place.state, Event::Signed)?;
    store::answer_terms(tx, id, no, TermsState::Signed, act.at)?;
    let joined_at = place.joined_at.or(Some(act.at));
    store::advance(tx, &place, next, &Change { terms_no: Some(no), consents: &open.wanted.consents, joined_at, ..Change::none(&place) })?;
    audit::note(tx, act, "agency.terms_signed", &id, &open.sha256)?;
    notices::settle(tx, act, &id.to_string())?;
    tell_agency(tx, act, &place, "agencies-told-signed")
}

/// The creator does not want the version that he was shown.
pub(super) fn refuse(tx: &mut Tx<'_>, act: &Act, person: &Person, (id, no): (RosterId, i32)) -> Result<(), Failure> {
    let place = own(tx, person, id)?;
    let open = awaited(tx, id)?.ok_or(STATE_REFUSED)?;
    if open.no != no {
        return Err(VERSION_STALE.into());
    }
    store::answer_terms(tx, id, no, TermsState::Refused, act.at)?;
    if place.state == MembershipState::Invited {
        store::advance(tx, &place, rules::after(place.state, Event::Refused)?, &Change::none(&place))?;
    }
    audit::note(tx, act, "agency.terms_refused", &id, &open.sha256)?;
    notices::settle(tx, act, &id.to_string())?;
    tell_agency(tx, act, &place, "agencies-told-refused")
}

fn tell_agency(tx: &mut Tx<'_>, act: &Act, place: &Membership, what: &'static str) -> Result<(), Failure> {
    let (_, profile) = around(tx, place)?;
    let params = vec![("who", Param::text(profile.name)), ("what", Param::word(what))];
    notices::tell_org(tx, act, place.agency, Right::Work, &notice(NoticeKind::AgencyAnswered, place, params))
}

/// The creator says what he allows from now on: any part of what both signed.
pub(super) fn allow(tx: &mut Tx<'_>, act: &Act, person: &Person, id: RosterId, wanted: &Consents) -> Result<(), Failure> {
    let place = own(tx, person, id)?;
    let signed = signed(tx, &place)?.ok_or(STATE_REFUSED)?;
    rules::allow(&place, &signed, wanted)?;
    if *wanted == place.consents {
        return Ok(());
    }
    store::change(tx, &place, place.state, &Change { consents: wanted, ..Change::none(&place) })?;
    let words: Vec<String> = wanted.0.iter().map(ToString::to_string).collect();
    audit::note(tx, act, "agency.consents_changed", &id, &words.join(" "))?;
    tell_agency(tx, act, &place, "agencies-told-consents")
}

/// The terms that hold.
fn signed(conn: &mut Conn, place: &Membership) -> Result<Option<Terms>, Failure> {
    let Some(no) = place.terms_no else { return Ok(None) };
    Ok(store::find_terms(conn, place.id, no)?)
}

/// One of the two ends it, with a reason: the agency does nothing more in the creator's name. What runs goes on.
pub(super) fn end(tx: &mut Tx<'_>, act: &Act, person: &Person, id: RosterId, reason: &str) -> Result<(), Failure> {
    let (place, by) = see(tx, person, id)?;
    if by == Side::Agency {
        person.can(place.agency, Right::Manage)?;
    }
    let next = rules::after(place.state, Event::Ended)?;
    let days = signed(tx, &place)?.map_or(0, |terms| terms.wanted.notice_days);
    let notice_until = act.at.plus_hours(i64::from(days) * 24);
    if let Some(open) = awaited(tx, id)? {
        store::answer_terms(tx, id, open.no, TermsState::Withdrawn, act.at)?;
    }
    let ending = Ending { by, user: person.id, at: act.at, reason: reason.to_owned(), notice_until };
    store::advance(tx, &place, next, &Change { consents: &Consents::default(), ending: Some(&ending), ..Change::none(&place) })?;
    audit::note(tx, act, "agency.ended", &id, &by.to_string())?;
    notices::settle(tx, act, &id.to_string())?;
    if by == Side::Creator {
        return tell_agency(tx, act, &place, "agencies-told-left");
    }
    let (name, _) = around(tx, &place)?;
    let params = vec![("who", Param::text(name)), ("what", Param::word("agencies-told-ended"))];
    notices::tell_creator(tx, act, place.creator, &notice(NoticeKind::AgencyAnswered, &place, params))
}

/// Whoever manages the agency says, once, what it asks for because the creator left. It moves no money. Refusals: `agency.above_cap`.
pub(super) fn ask_penalty(tx: &mut Tx<'_>, act: &Act, person: &Person, id: RosterId, asked: Money) -> Result<(), Failure> {
    let place = managed(tx, person, id)?;
    let cap = signed(tx, &place)?.and_then(|terms| terms.wanted.penalty_cap);
    let penalty = rules::penalty(&place, cap, asked)?;
    store::change(tx, &place, place.state, &Change { penalty: Some(penalty), ..Change::none(&place) })?;
    audit::note(tx, act, "agency.penalty_asked", &id, &asked.plain())?;
    let (name, _) = around(tx, &place)?;
    let params = vec![("who", Param::text(name)), ("what", Param::word("agencies-told-penalty"))];
    notices::tell_creator(tx, act, place.creator, &notice(NoticeKind::AgencyAnswered, &place, params))
}

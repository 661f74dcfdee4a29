//! What the two sides do about ratings: give one, reply to one, change one together.

use super::model::{Edit, Given, Rating};
use super::{rules, store};
use crate::audit::{self, Act};
use crate::clocks::{self, Clock, ClockKind};
use crate::contracts::{self, Contract, Party, rules::Access};
use crate::events::{self, Concerns, EventType};
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{ContractId, CreatorId, EditId, OrgId, RatingId};
use crate::sessions::{AdminRole, Person, Right};
use crate::tiers;
use serde::Serialize;

/// The deal, for whoever may speak for his side.
fn side(conn: &mut Conn, person: &Person, id: ContractId) -> Result<(Contract, Access), Failure> {
    let (contract, access) = contracts::see_contract(conn, person, id)?;
    if access.party == Party::Platform || !access.works {
        return Err(ACT_FORBIDDEN.into());
    }
    Ok((contract, access))
}

/// As [`side`], for the deal of a rating; a rating that is sealed is not there for the other side.
fn of_rating(conn: &mut Conn, person: &Person, id: RatingId) -> Result<(Rating, Contract, Party), Failure> {
    let rating = store::get(conn, id)?;
    let (contract, access) = side(conn, person, rating.contract)?;
    if rating.visible_at.is_none() && rating.by != access.party {
        return Err(Failure::NotFound);
    }
    Ok((rating, contract, access.party))
}

/// The deal and until when it may be rated, for whoever is in it.
pub(super) fn see(conn: &mut Conn, person: &Person, id: ContractId) -> Result<(Contract, Access, Option<Instant>), Failure> {
    let (contract, access) = contracts::see_contract(conn, person, id)?;
    let until = rules::rated_until(&contract, &contracts::list_milestones(conn, id)?);
    Ok((contract, access, until))
}

/// May this person rate the deal at all? For the order of the checks of a program.
pub(super) fn rating(conn: &mut Conn, person: &Person, id: ContractId) -> Result<Party, Failure> {
    side(conn, person, id).map(|(_, access)| access.party)
}

/// A side rates the deal, once. When both have, both appear. Refusals: `state.refused`, `rating.already`.
pub(super) fn rate(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId, given: &Given) -> Result<RatingId, Failure> {
    let (contract, access) = side(tx, person, id)?;
    let until = rules::rated_until(&contract, &contracts::list_milestones(tx, id)?);
    rules::in_time(until, act.at)?;
    // Held until the end of the transaction, so that two who rate at once cannot miss each other.
    contracts::hold_contract(tx, &contract)?;
    let before = store::list_of_contract(tx, id)?;
    if before.iter().any(|rating| rating.by == access.party) {
        return Err(rules::ALREADY.into());
    }
    let new = Rating {
        id: RatingId::random(),
        contract: id,
        by: access.party,
        user: person.id,
        given: given.clone(),
        at: act.at,
        visible_at: None,
        reply: None,
        version: 1,
    };
    store::insert(tx, &new)?;
    audit::note(tx, act, "rating.given", &new.id, "")?;
    flag(tx, act, &contract, &given.text)?;
    if before.is_empty() {
        events::show(tx, act, concerns(&contract))?;
        let more = vec![("due", until.unwrap_or(act.at).into())];
        to_other(tx, act, &contract, access.party, (NoticeKind::RatingGiven, true, more))?;
    } else {
        reveal(tx, act, &contract)?;
    }
    Ok(new.id)
}

fn concerns(contract: &Contract) -> Concerns {
    Concerns::both(contract.org, contract.creator, &contract.id)
}

/// What a program is told of a rating that can be read now.
#[derive(Serialize)]
struct RatingFact {
    rating_id: RatingId,
    contract_id: ContractId,
    org_id: OrgId,
    creator_id: CreatorId,
    by: Party,
}

fn reveal(tx: &mut Tx<'_>, act: &Act, contract: &Contract) -> Result<(), Failure> {
    let subject = contract.id.to_string();
    clocks::stop(tx, act.at, ClockKind::RatingWindow, &subject)?;
    notices::settle(tx, act, &format!("{subject}/rating"))?;
    if store::reveal(tx, contract.id, act.at)? == 0 {
        return Ok(());
    }
    audit::note(tx, act, "rating.visible", &contract.id, "")?;
    tiers::look_soon(tx, contract.creator, act.at)?;
    for rating in store::list_of_contract(tx, contract.id)? {
        let fact = RatingFact {
            rating_id: rating.id,
            contract_id: contract.id,
            org_id: contract.org,
            creator_id: contract.creator,
            by: rating.by,
        };
        events::record(tx, act, EventType::RatingVisible, concerns(contract), &fact)?;
    }
    for party in [Party::Creator, Party::Merchant] {
        to_other(tx, act, contract, party, (NoticeKind::RatingVisible, false, Vec::new()))?;
    }
    Ok(())
}

/// The time to rate is over: what there is appears.
pub fn fire(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Ok(id) = clock.subject.parse::<ContractId>() else { return Ok(()) };
    let contract = contracts::get(tx, id)?;
    reveal(tx, act, &contract)
}

/// Tells whoever has not rated that the time runs out.
pub fn remind(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Ok(id) = clock.subject.parse::<ContractId>() else { return Ok(()) };
    let contract = contracts::get(tx, id)?;
    let given = store::list_of_contract(tx, id)?;
    let notice = Notice { subject: format!("{id}/rating"), ..Notice::reminder(clock, &contract.title, format!("/contracts/{id}/ratings")) };
    if !given.iter().any(|rating| rating.by == Party::Creator) {
        notices::tell_creator(tx, act, contract.creator, &notice)?;
    }
    if !given.iter().any(|rating| rating.by == Party::Merchant) {
        notices::tell_org(tx, act, contract.org, Right::Work, &notice)?;
    }
    Ok(())
}

/// Whom a rating is about replies to it, once, when it is visible.
pub(super) fn reply(tx: &mut Tx<'_>, act: &Act, person: &Person, id: RatingId, text: &str) -> Result<ContractId, Failure> {
    let (rating, contract, party) = of_rating(tx, person, id)?;
    if rating.by == party {
        return Err(ACT_FORBIDDEN.into());
    }
    store::reply(tx, &rating, text)?;
    audit::note(tx, act, "rating.replied", &id, "")?;
    flag(tx, act, &contract, text)?;
    to_other(tx, act, &contract, party, (NoticeKind::RatingReplied, false, Vec::new()))?;
    Ok(contract.id)
}

/// The author wants to change a visible rating; the other side must agree.
pub(super) fn ask_edit(tx: &mut Tx<'_>, act: &Act, person: &Person, id: RatingId, given: &Given) -> Result<ContractId, Failure> {
    let (rating, contract, party) = of_rating(tx, person, id)?;
    if rating.by != party {
        return Err(ACT_FORBIDDEN.into());
    }
    rules::may_edit(&rating, act.at)?;
    let new =
        Edit { id: EditId::random(), rating: id, before: rating.given.clone(), after: given.clone(), asked_at: act.at, agreed_at: None };
    store::insert_edit(tx, &new)?;
    audit::note(tx, act, "rating.edit_asked", &id, "")?;
    flag(tx, act, &contract, &given.text)?;
    to_other(tx, act, &contract, party, (NoticeKind::RatingEditAsked, true, Vec::new()))?;
    Ok(contract.id)
}

/// The other side agrees: the rating says what its author wants, and what it said before stays in its history.
pub(super) fn agree_to_edit(tx: &mut Tx<'_>, act: &Act, person: &Person, id: RatingId) -> Result<ContractId, Failure> {
    let (rating, contract, party) = of_rating(tx, person, id)?;
    if rating.by == party {
        return Err(ACT_FORBIDDEN.into());
    }
    rules::may_edit(&rating, act.at)?;
    let edits = store::list_edits(tx, &[id])?;
    let waits = edits.iter().rfind(|edit| edit.agreed_at.is_none()).ok_or(STATE_REFUSED)?;
    store::agree(tx, waits.id, act.at)?;
    store::change(tx, &rating, &waits.after)?;
    audit::note(tx, act, "rating.edited", &id, "")?;
    notices::settle(tx, act, &format!("{}/rating", contract.id))?;
    Ok(contract.id)
}

/// Somebody seems to trade a rating: both sides and the moderators hear of it.
fn flag(tx: &mut Tx<'_>, act: &Act, contract: &Contract, text: &str) -> Result<(), Failure> {
    if !rules::trades(text) {
        return Ok(());
    }
    audit::note(tx, act, "rating.flagged", &contract.id, "")?;
    let notice = notice(contract, NoticeKind::RatingFlagged, false, Vec::new());
    notices::tell_creator(tx, act, contract.creator, &notice)?;
    notices::tell_org(tx, act, contract.org, Right::Work, &notice)?;
    notices::tell_admins(tx, act, AdminRole::Moderator, None, &notice)
}

fn notice(contract: &Contract, kind: NoticeKind, needs_action: bool, more: Vec<(&'static str, Param)>) -> Notice {
    let mut params = vec![("brief", Param::text(&contract.title))];
    params.extend(more);
    Notice { kind, subject: format!("{}/rating", contract.id), url: format!("/contracts/{}/ratings", contract.id), needs_action, params }
}

/// To the other side than this one, with this one's name.
fn to_other(
    tx: &mut Tx<'_>,
    act: &Act,
    contract: &Contract,
    own: Party,
    (kind, needs_action, more): (NoticeKind, bool, Vec<(&'static str, Param)>),
) -> Result<(), Failure> {
    let parties = contracts::parties(tx, contract)?;
    let name = if own == Party::Creator { &parties.creator_name } else { &parties.org_name };
    let mut all = vec![("who", Param::text(name))];
    all.extend(more);
    let notice = notice(contract, kind, needs_action, all);
    match own {
        Party::Creator => notices::tell_org(tx, act, contract.org, Right::Work, &notice),
        Party::Merchant | Party::Platform => notices::tell_creator(tx, act, contract.creator, &notice),
    }
}

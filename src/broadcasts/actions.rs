//! What the two sides do about a show.

use super::model::{Evidence, Show};
use super::rules::{self, Act as Deed, CODE_MINUTES, Moment};
use super::store;
use crate::audit::{self, Act};
use crate::clocks::{Clock, ClockKind};
use crate::contracts::{
    self, Airtime, Asked, Asking, CancelReason, Contract, ContractState, Milestone, MilestoneState, Parties, Party, rules::Access,
};
use crate::events::{self, Concerns};
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::files;
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::ContractId;
use crate::sessions::{Person, Right};
use sha2::{Digest as _, Sha256};

/// A show with what surrounds it, as one side sees it.
pub(super) struct Seen {
    pub(super) contract: Contract,
    pub(super) airtime: Airtime,
    pub(super) access: Access,
    pub(super) parties: Parties,
    pub(super) part: Milestone,
    pub(super) show: Show,
}

impl Seen {
    pub(super) const fn moment(&self, now: Instant) -> Moment {
        Moment { airtime: self.airtime, part: self.part.state, now }
    }
}

fn around(conn: &mut Conn, contract: Contract, access: Access) -> Result<Seen, Failure> {
    let airtime = contract.airtime.ok_or(Failure::NotFound)?;
    let part = contracts::list_milestones(conn, contract.id)?.into_iter().next().ok_or(Failure::NotFound)?;
    let show = store::find(conn, contract.id)?.unwrap_or_else(|| Show::planned(contract.id));
    Ok(Seen { parties: contracts::parties(conn, &contract)?, contract, airtime, access, part, show })
}

/// The show of a deal, for who is in it; a deal without one has none.
pub(super) fn see(conn: &mut Conn, person: &Person, id: ContractId) -> Result<Seen, Failure> {
    let (contract, access) = contracts::see_contract(conn, person, id)?;
    around(conn, contract, access)
}

/// For the order of the checks of a program: the deal is there, and this side may do such a thing.
pub(super) fn acting(conn: &mut Conn, person: &Person, id: ContractId, deed: Deed) -> Result<(), Failure> {
    let seen = see(conn, person, id)?;
    if !seen.access.works {
        return Err(ACT_FORBIDDEN.into());
    }
    Ok(rules::may_ever(deed, seen.access.party)?)
}

/// As [`see`], for whoever may do this now; the deal is held.
fn held(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId, deed: Deed) -> Result<Seen, Failure> {
    acting(tx, person, id, deed)?;
    let seen = see(tx, person, id)?;
    if seen.contract.state != ContractState::Active {
        return Err(STATE_REFUSED.into());
    }
    rules::check(&seen.show, deed, seen.access.party, &seen.moment(act.at))?;
    contracts::hold_contract(tx, &seen.contract)?;
    Ok(seen)
}

fn done(tx: &mut Tx<'_>, act: &Act, seen: &Seen, next: &Show, what: &str) -> Result<(), Failure> {
    store::write(tx, &seen.show, next)?;
    let id = seen.contract.id;
    audit::note(tx, act, what, &id, "")?;
    notices::settle(tx, act, &id.to_string())?;
    events::show(tx, act, Concerns::both(seen.contract.org, seen.contract.creator, &id))
}

fn tell_other(tx: &mut Tx<'_>, act: &Act, seen: &Seen, (kind, needs_action): (NoticeKind, bool), at: Instant) -> Result<(), Failure> {
    let contract = &seen.contract;
    let own = if seen.access.party == Party::Creator { &seen.parties.creator_name } else { &seen.parties.org_name };
    let params = vec![("brief", Param::text(&contract.title)), ("who", Param::text(own)), ("due", at.into())];
    let notice =
        Notice { kind, subject: contract.id.to_string(), url: format!("/contracts/{}/broadcast", contract.id), needs_action, params };
    match seen.access.party {
        Party::Creator => notices::tell_org(tx, act, contract.org, Right::Work, &notice),
        Party::Merchant | Party::Platform => notices::tell_creator(tx, act, contract.creator, &notice),
    }
}

/// One side says when the two rehearse; another time takes the place of the one before.
pub(super) fn rehearse(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId, at: Instant) -> Result<(), Failure> {
    let seen = held(tx, act, person, id, Deed::Rehearsal)?;
    if at <= act.at || at >= seen.airtime.at {
        return Err(Failure::field("rehearsal_at", "past"));
    }
    let next = Show { version: seen.show.version + 1, rehearsal_at: Some(at), rehearsed_at: None, ..seen.show.clone() };
    done(tx, act, &seen, &next, "show.rehearsal_planned")?;
    tell_other(tx, act, &seen, (NoticeKind::ShowRehearsal, false), at)
}

/// The merchant says that they have rehearsed, and that it is fine.
pub(super) fn rehearsed(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId) -> Result<(), Failure> {
    let seen = held(tx, act, person, id, Deed::Rehearsed)?;
    let next = Show { version: seen.show.version + 1, rehearsed_at: Some(act.at), ..seen.show.clone() };
    done(tx, act, &seen, &next, "show.rehearsed")
}

/// A file that shows something is one of the deal.
fn check_evidence(tx: &mut Tx<'_>, seen: &Seen, evidence: &Evidence) -> Result<(), Failure> {
    let Some(file) = evidence.file else { return Ok(()) };
    let own = files::find(tx, file)?.is_some_and(|file| file.contract == Some(seen.contract.id));
    if own { Ok(()) } else { Err(Failure::field("file_id", "choice")) }
}

/// The show begins, and with it the work.
pub(super) fn start(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId, evidence: &Evidence) -> Result<(), Failure> {
    let seen = held(tx, act, person, id, Deed::Start)?;
    check_evidence(tx, &seen, evidence)?;
    done(tx, act, &seen, &rules::started(&seen.show, evidence.clone(), act.at), "show.started")?;
    if seen.part.state == MilestoneState::Funded {
        contracts::start(tx, act, person, seen.part.id)?;
    }
    tell_other(tx, act, &seen, (NoticeKind::ShowStarted, false), act.at)
}

/// The show is over.
pub(super) fn stop(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId, evidence: &Evidence) -> Result<(), Failure> {
    let seen = held(tx, act, person, id, Deed::Stop)?;
    check_evidence(tx, &seen, evidence)?;
    done(tx, act, &seen, &rules::ended(&seen.show, evidence.clone(), act.at), "show.ended")?;
    tell_other(tx, act, &seen, (NoticeKind::ShowEnded, false), act.at)
}

/// One side says that the other did not come. Where the creator did not, all money goes back at once, or is asked back where he had begun work without
/// the show; where the merchant did not, work counts as begun and the kill fee is asked for. Whoever is asked answers within two days, and silence
/// agrees.
pub(super) fn no_show(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId) -> Result<(), Failure> {
    let seen = held(tx, act, person, id, Deed::NoShow)?;
    let (absent, part) = match seen.access.party {
        Party::Creator => (Party::Merchant, seen.part.id),
        Party::Merchant | Party::Platform => (Party::Creator, seen.part.id),
    };
    let next = Show { version: seen.show.version + 1, no_show: Some((absent, act.at)), ..seen.show.clone() };
    done(tx, act, &seen, &next, &format!("show.no_show.{absent}"))?;
    if absent == Party::Merchant {
        if seen.part.state == MilestoneState::Funded {
            contracts::start(tx, act, person, part)?;
        }
        contracts::claim_kill_fee(tx, act, person, part)?;
        return Ok(());
    }
    let asking = Asking { reason: CancelReason::Late, refund: Some(seen.part.open_price()) };
    match contracts::cancel(tx, act, person, part, asking)? {
        Asked::Done | Asked::Open(_) => Ok(()),
    }
}

/// The hash that is kept of a code.
pub(super) fn hash(code: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(code.as_bytes()))
}

/// A code that hands the camera to somebody else, once, within minutes. The one before is good no more.
pub(super) fn hand_over(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId, code: &str) -> Result<Instant, Failure> {
    let seen = held(tx, act, person, id, Deed::Handover)?;
    let until = act.at.plus_seconds(CODE_MINUTES * 60);
    let next = Show { version: seen.show.version + 1, code_sha256: hash(code), code_until: Some(until), ..seen.show.clone() };
    done(tx, act, &seen, &next, "show.code_made")?;
    Ok(until)
}

/// The show that a code belongs to, as long as it is good.
pub(super) fn find_by_code(conn: &mut Conn, code: &str, now: Instant) -> Result<Seen, Failure> {
    let show = store::find_by_code(conn, &hash(code))?.filter(|_| !code.is_empty()).ok_or(Failure::NotFound)?;
    rules::handed(&show, "", now).map_err(|_| Failure::NotFound)?;
    let contract = contracts::get(conn, show.contract)?;
    around(conn, contract, Access::onlooker(Party::Platform))
}

/// Whoever has the code takes the camera. Refusal: `live.code_gone`.
pub(super) fn take_over(tx: &mut Tx<'_>, act: &Act, code: &str, name: &str) -> Result<(), Failure> {
    let show = store::find_by_code(tx, &hash(code))?.ok_or(rules::CODE_GONE)?;
    let next = rules::handed(&show, name, act.at)?;
    let contract = contracts::get(tx, show.contract)?;
    let seen = around(tx, contract, Access::onlooker(Party::Creator))?;
    done(tx, act, &seen, &next, "show.handed_over")?;
    tell_other(tx, act, &seen, (NoticeKind::ShowHanded, false), act.at)
}

/// The time to come is over. Nothing moves by itself: both hear what they may do.
pub fn fire(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(contract) = clock.contract.map(|id| contracts::find(tx, id)).transpose()?.flatten() else { return Ok(()) };
    if contract.state != ContractState::Active || clock.kind != ClockKind::LiveStart {
        return Ok(());
    }
    let notice = Notice {
        kind: NoticeKind::ShowMissed,
        subject: contract.id.to_string(),
        url: format!("/contracts/{}/broadcast", contract.id),
        needs_action: false,
        params: vec![("brief", Param::text(&contract.title))],
    };
    notices::tell_creator(tx, act, contract.creator, &notice)?;
    notices::tell_org(tx, act, contract.org, Right::Work, &notice)
}

/// Before that, both hear of it again.
pub fn remind(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(contract) = clock.contract.map(|id| contracts::find(tx, id)).transpose()?.flatten() else { return Ok(()) };
    let notice = Notice::reminder(clock, &contract.title, format!("/contracts/{}/broadcast", contract.id));
    notices::tell_creator(tx, act, contract.creator, &notice)?;
    notices::tell_org(tx, act, contract.org, Right::Work, &notice)
}

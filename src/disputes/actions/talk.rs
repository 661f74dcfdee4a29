//! What the two sides say: an answer, more time for it, evidence, and that they want an arbiter or have no more to show.

use super::happen::{Case, Deed, close_evidence, happen, mediate, side};
use super::tell;
use crate::audit::Act;
use crate::clocks::{self, ClockKind, NewClock};
use crate::disputes::model::{By, DisputeEvent, Evidence, Exhibit};
use crate::disputes::rules::{self, EVIDENCE_CLOSED, EXTENDED_ONCE};
use crate::disputes::store;
use crate::failure::{Failure, STATE_REFUSED};
use crate::files;
use crate::messages;
use crate::platform::db::Tx;
use crate::primitives::id::{DisputeId, EvidenceId};
use crate::sessions::Person;
use sha2::{Digest as _, Sha256};

/// The other side says what it thinks of it: the two talk.
pub fn answer(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId, statement: &str) -> Result<(), Failure> {
    let case = side(tx, person, id, DisputeEvent::Answered)?;
    let deed = Deed { body: statement.to_owned(), ..Deed::of(DisputeEvent::Answered, case.by()) };
    let after = happen(tx, act, &case, deed, |_| {})?;
    tell::answered(tx, act, &Case { dispute: after, ..case })
}

/// The other side takes three more days to answer; once.
pub fn extend(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId) -> Result<(), Failure> {
    let case = side(tx, person, id, DisputeEvent::Extended)?;
    rules::next(case.dispute.state, DisputeEvent::Extended, case.by())?;
    if case.dispute.extended {
        return Err(EXTENDED_ONCE.into());
    }
    let running = clocks::list_of_subject(tx, &id.to_string())?.into_iter().find(|clock| clock.kind == ClockKind::DisputeAnswer);
    let clock = running.filter(|clock| !clock.is_due(act.at)).ok_or(STATE_REFUSED)?;
    let by = case.by();
    happen(tx, act, &case, Deed::of(DisputeEvent::Extended, by), |dispute| dispute.extended = true)?;
    let due = clock.due_at.plus_hours(24 * rules::EXTENSION_DAYS);
    let longer = NewClock {
        kind: clock.kind,
        subject: clock.subject,
        brief: None,
        contract: clock.contract,
        milestone: clock.milestone,
        due,
        money: clock.money,
    };
    clocks::start(tx, act.at, &longer)?;
    tell::extended(tx, act, &case, due)
}

/// A side shows something: words, a file that it sent to the deal, or what one of the two wrote, kept with its hash, its time and who brought it.
pub fn add_evidence(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId, shown: &Exhibit) -> Result<EvidenceId, Failure> {
    let case = side(tx, person, id, DisputeEvent::Evidenced)?;
    rules::next(case.dispute.state, DisputeEvent::Evidenced, case.by())?;
    if case.dispute.evidence_until.is_some_and(|until| act.at >= until) {
        return Err(EVIDENCE_CLOSED.into());
    }
    let sha256 = checksum(tx, &case, person, shown)?;
    let new = Evidence {
        id: EvidenceId::random(),
        dispute: id,
        party: case.access.party,
        user: person.id,
        body: shown.body.clone(),
        file: shown.file,
        message: shown.message,
        sha256,
        at: act.at,
    };
    let by = case.by();
    happen(tx, act, &case, Deed::of(DisputeEvent::Evidenced, by), |_| {})?;
    store::insert_evidence(tx, &new)?;
    tell::evidenced(tx, act, &case)?;
    Ok(new.id)
}

/// Of the file, which must be the person's own and of this deal, or of the message, which must be of this deal; else of the words.
fn checksum(tx: &mut Tx<'_>, case: &Case, person: &Person, shown: &Exhibit) -> Result<String, Failure> {
    if let Some(file) = shown.file {
        let found = files::find(tx, file)?.filter(|file| file.contract == Some(case.contract.id) && file.owner == person.id);
        return Ok(found.ok_or_else(|| Failure::field("file_id", "choice"))?.sha256);
    }
    if let Some(message) = shown.message {
        let found = messages::find_of(tx, case.contract.id, message)?;
        return Ok(found.ok_or_else(|| Failure::field("message_id", "choice"))?.sha256);
    }
    Ok(data_encoding::HEXLOWER.encode(&Sha256::digest(shown.body.as_bytes())))
}

/// A side wants an arbiter; when both do, one looks at it at once.
pub fn ask_for_mediation(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId) -> Result<(), Failure> {
    let case = side(tx, person, id, DisputeEvent::MediationAsked)?;
    let (by, party) = (case.by(), case.access.party);
    rules::next(case.dispute.state, DisputeEvent::MediationAsked, by)?;
    if case.dispute.wants_mediation.has(party) {
        return Err(STATE_REFUSED.into());
    }
    let deed = Deed::of(DisputeEvent::MediationAsked, by);
    let after = happen(tx, act, &case, deed, |dispute| dispute.wants_mediation = dispute.wants_mediation.and(party))?;
    let case = Case { dispute: after, ..case };
    if case.dispute.wants_mediation.all() { mediate(tx, act, &case) } else { tell::mediation_wanted(tx, act, &case) }
}

/// A side has no more evidence; when neither has, it is closed at once.
pub fn rest(tx: &mut Tx<'_>, act: &Act, person: &Person, id: DisputeId) -> Result<(), Failure> {
    let case = side(tx, person, id, DisputeEvent::Rested)?;
    let (by, party): (By, _) = (case.by(), case.access.party);
    rules::next(case.dispute.state, DisputeEvent::Rested, by)?;
    let is_closed = case.dispute.evidence_until.is_some_and(|until| act.at >= until);
    if is_closed || case.dispute.rests.has(party) {
        return Err(STATE_REFUSED.into());
    }
    let after = happen(tx, act, &case, Deed::of(DisputeEvent::Rested, by), |dispute| dispute.rests = dispute.rests.and(party))?;
    let case = Case { dispute: after, ..case };
    if case.dispute.rests.all() { close_evidence(tx, act, &case) } else { Ok(()) }
}

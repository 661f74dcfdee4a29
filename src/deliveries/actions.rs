//! What the two sides do about the work: hand it in, and want it changed.

use super::model::{ChangeRequest, Delivery, Item, Matter, Wish};
use super::pages::VersionView;
use super::rules::{self, MOST_BYTES, Sight};
use super::store;
use crate::audit::{self, Act};
use crate::contracts::{self, Contract, Milestone, Party, rules::Access};
use crate::failure::{ACT_FORBIDDEN, Failure, FieldErrors, STATE_REFUSED};
use crate::files::{self, File, Purpose};
use crate::platform::db::{Conn, Tx};
use crate::platform::intake::Received;
use crate::platform::sniff::FileError;
use crate::primitives::id::{ChangeRequestId, ContractId, DeliveryId, FileId, MilestoneId};
use crate::sessions::Person;

/// What a creator hands in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Handing {
    /// What he says about it; may be empty.
    pub note: String,
    /// Files that were sent to the deal.
    pub files: Vec<FileId>,
    /// Parsed `https` addresses.
    pub links: Vec<String>,
    /// The points of the checklist that it fulfils.
    pub checks: Vec<String>,
}

/// The creator sends files to a deal that runs. They are nobody else's to see until they are handed in.
pub fn add_files(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId, received: &[Received]) -> Result<Vec<FileId>, Failure> {
    let (contract, access) = contracts::see_contract(tx, person, id)?;
    if access.party != Party::Creator {
        return Err(ACT_FORBIDDEN.into());
    }
    if !rules::takes_files(&contract, &contracts::list_milestones(tx, id)?) {
        return Err(STATE_REFUSED.into());
    }
    contracts::hold_contract(tx, &contract)?;
    let mut bytes = files::bytes_of_contract(tx, id)?;
    let mut ids = Vec::with_capacity(received.len());
    for one in received {
        bytes = bytes.saturating_add(one.stored.size);
        if bytes > MOST_BYTES {
            let mut errors = FieldErrors::default();
            errors.add_with("files", FileError::DealFull.code(), vec![("name", one.name.clone())]);
            return Err(Failure::Invalid(errors));
        }
        let file = File::new(Purpose::Delivery, person.id, Some(id), one, act.at);
        files::insert(tx, &file)?;
        audit::note(tx, act, "file.added", &file.id, &file.sha256)?;
        ids.push(file.id);
    }
    Ok(ids)
}

/// The creator hands in the next version; work that was not started is started by it.
pub fn deliver(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MilestoneId, handing: &Handing) -> Result<Delivery, Failure> {
    let (contract, _, party) = contracts::acting(tx, person, id)?;
    if party != Party::Creator {
        return Err(ACT_FORBIDDEN.into());
    }
    let items = freeze(tx, person, &contract, handing)?;
    let milestone = contracts::submit(tx, act, person, id)?;
    let delivery = Delivery {
        id: DeliveryId::random(),
        milestone: id,
        version: milestone.times_submitted,
        note: handing.note.clone(),
        by: person.id,
        at: act.at,
        items,
    };
    store::insert(tx, &delivery)?;
    store::insert_items(tx, &delivery)?;
    audit::note(tx, act, "delivery.posted", &delivery.id, &checksums(&delivery))?;
    Ok(delivery)
}

/// The files of the handing, which must be the person's own and of this deal, and its links, as items.
fn freeze(tx: &mut Tx<'_>, person: &Person, contract: &Contract, handing: &Handing) -> Result<Vec<Item>, Failure> {
    let known: Vec<String> = contracts::checklist(tx, contract.id)?.into_iter().map(|check| check.id).collect();
    let mut errors = FieldErrors::default();
    if !handing.checks.iter().all(|check| known.contains(check)) {
        errors.add("checks", "choice");
    }
    if handing.files.is_empty() && handing.links.is_empty() {
        errors.add("files", "nothing-handed-in");
    }
    if handing.files.len() + handing.links.len() > rules::MOST_ITEMS {
        errors.add_with("files", "too-many-items", vec![("max", rules::MOST_ITEMS.to_string())]);
    }
    let found = files::list(tx, &handing.files)?;
    let own = |file: &&File| file.purpose == Purpose::Delivery && file.contract == Some(contract.id) && file.owner == person.id;
    let in_order: Vec<File> = handing.files.iter().filter_map(|id| found.iter().filter(own).find(|file| file.id == *id)).cloned().collect();
    if in_order.len() != handing.files.len() {
        errors.add("files", "choice");
    }
    let matters = in_order.into_iter().map(Matter::File).chain(handing.links.iter().cloned().map(Matter::Link));
    errors.finish(Some(matters.map(|matter| Item { matter, checks: handing.checks.clone() }).collect()))
}

fn checksums(delivery: &Delivery) -> String {
    let sums = delivery.items.iter().map(|item| match &item.matter {
        Matter::File(file) => file.sha256.clone(),
        Matter::Link(url) => url.clone(),
    });
    sums.collect::<Vec<_>>().join(" ")
}

/// The merchant wants the version that he saw changed.
pub fn ask_for_changes(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    (id, seen): (MilestoneId, i32),
    wishes: &[Wish],
) -> Result<ChangeRequest, Failure> {
    let (contract, _, party) = contracts::acting(tx, person, id)?;
    if party != Party::Merchant {
        return Err(ACT_FORBIDDEN.into());
    }
    let known = contracts::checklist(tx, contract.id)?;
    if !wishes.iter().filter_map(|wish| wish.check.as_ref()).all(|cited| known.iter().any(|check| check.id == *cited)) {
        return Err(Failure::field("", "choice"));
    }
    rules::check_wishes(wishes)?;
    contracts::request_changes(tx, act, person, id, seen)?;
    let request =
        ChangeRequest { id: ChangeRequestId::random(), milestone: id, version: seen, by: person.id, at: act.at, wishes: wishes.to_vec() };
    store::insert_request(tx, &request)?;
    store::insert_wishes(tx, &request)?;
    let cited: Vec<&str> = wishes.iter().filter_map(|wish| wish.check.as_deref()).collect();
    audit::note(tx, act, "changes.requested", &request.id, &cited.join(" "))?;
    Ok(request)
}

/// A file of a deal and how much of it the person may see; a stranger finds nothing.
pub(super) fn see_file(conn: &mut Conn, person: &Person, id: FileId) -> Result<(File, Sight), Failure> {
    let file = files::find(conn, id)?.ok_or(Failure::NotFound)?;
    let contract = file.contract.ok_or(Failure::NotFound)?;
    let (_, access) = contracts::see_contract(conn, person, contract)?;
    let delivered = store::states_of_file(conn, id)?;
    let sight = rules::sight(access.party, &delivered, file.preview.is_some());
    Ok((file, sight))
}

/// Every version of a deal's milestones with what was wanted of it, oldest first, as this side may see it.
pub fn room(conn: &mut Conn, milestones: &[Milestone], access: Access) -> Result<Vec<VersionView>, Failure> {
    let ids: Vec<MilestoneId> = milestones.iter().map(|milestone| milestone.id).collect();
    let (versions, requests) = (store::list(conn, &ids)?, store::list_requests(conn, &ids)?);
    let view = |delivery: &Delivery| {
        let milestone = milestones.iter().find(|milestone| milestone.id == delivery.milestone)?;
        let request = requests.iter().find(|request| request.milestone == delivery.milestone && request.version == delivery.version);
        Some(VersionView::of(delivery, milestone.state, access.party, request))
    };
    Ok(versions.iter().filter_map(view).collect())
}

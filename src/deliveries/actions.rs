//! What the two sides do about the work: hand it in, and want it changed.

use super::inspect::Seen;
use super::model::{ChangeRequest, Delivery, Item, Matter, Wish};
use super::opinions;
use super::pages::VersionView;
use super::remarks;
use super::rules::{self, MOST_BYTES, Sight};
use super::store;
use crate::agencies::Proxy;
use crate::audit::{self, Act};
use crate::contracts::{self, Contract, Event, Milestone, Party, rules::Access};
use crate::failure::{ACT_FORBIDDEN, Failure, FieldErrors, STATE_REFUSED};
use crate::files::{self, File, Purpose};
use crate::platform::db::{Conn, Tx};
use crate::platform::intake::Received;
use crate::platform::sniff::FileError;
use crate::primitives::id::{ChangeRequestId, ContractId, DeliveryId, FileId, MilestoneId, RemarkId};
use crate::sessions::Person;

/// What a creator hands in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Handing {
    /// What he says about it; may be empty.
    pub note: String,
    /// The parts of the work.
    pub items: Vec<Handed>,
}

/// A part of what a creator hands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// What it is.
    pub what: What,
    /// The points of the checklist that it fulfils.
    pub checks: Vec<String>,
}

/// What a creator hands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A file that was sent to the deal.
    File(FileId),
    /// A parsed `https` address.
    Link(String),
}

impl Handing {
    /// Files and links that fulfil the same points.
    #[must_use]
    pub fn of(note: String, files: Vec<FileId>, links: Vec<String>, checks: &[String]) -> Self {
        let what = files.into_iter().map(What::File).chain(links.into_iter().map(What::Link));
        Self { note, items: what.map(|what| Handed { what, checks: checks.to_vec() }).collect() }
    }
}

/// How many bytes a deal still takes in, for whoever may send files to it now.
pub fn room_left(conn: &mut Conn, person: &Person, id: ContractId) -> Result<u64, Failure> {
    let (contract, access) = contracts::see_contract(conn, person, id)?;
    let sends = access.works || access.proxy == Some(Proxy::Speaks);
    if access.party == Party::Platform || !sends {
        return Err(ACT_FORBIDDEN.into());
    }
    if contract.state.is_terminal() {
        return Err(STATE_REFUSED.into());
    }
    let left = MOST_BYTES.saturating_sub(files::bytes_of_contract(conn, id)?);
    Ok(u64::try_from(left).unwrap_or_default())
}

/// As [`room_left`]; nothing for whoever may send nothing here.
pub fn room_if_any(conn: &mut Conn, person: &Person, id: ContractId) -> Result<u64, Failure> {
    match room_left(conn, person, id) {
        Err(Failure::Refused(_)) => Ok(0),
        other => other,
    }
}

/// Somebody sends files to a deal that is not over: the creator work, either side what goes with a message or is evidence. They are nobody else's to
/// see until they are handed in.
pub fn add_files(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId, received: &[Received]) -> Result<Vec<FileId>, Failure> {
    let (contract, _) = contracts::see_contract(tx, person, id)?;
    contracts::hold_contract(tx, &contract)?;
    let mut left = room_left(tx, person, id)?;
    let mut ids = Vec::with_capacity(received.len());
    for one in received {
        let rest = u64::try_from(one.stored.size).ok().and_then(|size| left.checked_sub(size));
        let Some(rest) = rest else {
            let mut errors = FieldErrors::default();
            errors.add_with("files", FileError::DealFull.code(), vec![("name", one.name.clone())]);
            return Err(Failure::Invalid(errors));
        };
        left = rest;
        let file = File::new(Purpose::Delivery, person.id, Some(id), one, act.at);
        files::insert(tx, &file)?;
        audit::note(tx, act, "file.added", &file.id, &file.sha256)?;
        ids.push(file.id);
    }
    Ok(ids)
}

/// The creator hands in the next version; work that was not started is started by it.
pub fn deliver(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MilestoneId, handing: &Handing) -> Result<Delivery, Failure> {
    let (contract, ..) = contracts::acting_for(tx, person, id, Event::Submitted)?;
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
    if !handing.items.iter().flat_map(|item| &item.checks).all(|check| known.contains(check)) {
        errors.add("checks", "choice");
    }
    if handing.items.is_empty() {
        errors.add("files", "nothing-handed-in");
    }
    if handing.items.len() > rules::MOST_ITEMS {
        errors.add_with("files", "too-many-items", vec![("max", rules::MOST_ITEMS.to_string())]);
        return errors.finish(None);
    }
    let named = |item: &Handed| match &item.what {
        What::File(id) => Some(*id),
        What::Link(_) => None,
    };
    let found = files::list(tx, &handing.items.iter().filter_map(named).collect::<Vec<_>>())?;
    let own = |file: &&File| file.purpose == Purpose::Delivery && file.contract == Some(contract.id) && file.owner == person.id;
    let matter = |what: &What| match what {
        What::File(id) => found.iter().filter(own).find(|file| file.id == *id).cloned().map(Matter::File),
        What::Link(url) => Some(Matter::Link(url.clone())),
    };
    let item = |item: &Handed| Some(Item { matter: matter(&item.what)?, checks: item.checks.clone() });
    let items: Option<Vec<Item>> = handing.items.iter().map(item).collect();
    if items.is_none() {
        errors.add("files", "choice");
    }
    errors.finish(items)
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
    let (contract, ..) = contracts::acting_for(tx, person, id, Event::ChangesRequested)?;
    let known = contracts::checklist(tx, contract.id)?;
    if !wishes.iter().filter_map(|wish| wish.check.as_ref()).all(|cited| known.iter().any(|check| check.id == *cited)) {
        return Err(Failure::field("", "choice"));
    }
    // Pins stand in the version that was seen; where there is none of that number, in any, and its number is refused below.
    let mut versions = store::list(tx, &[id])?;
    if versions.iter().any(|delivery| delivery.version == seen) {
        versions.retain(|delivery| delivery.version == seen);
    }
    let mut pins = wishes.iter().filter_map(|wish| wish.pin.as_ref());
    if !pins.all(|pin| versions.iter().any(|version| rules::stands_in(pin, version))) {
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

/// What the merchant's open remarks want of the version that he saw.
pub(super) fn remarked(conn: &mut Conn, person: &Person, (id, seen): (MilestoneId, i32), ids: &[RemarkId]) -> Result<Vec<Wish>, Failure> {
    contracts::acting_for(conn, person, id, Event::ChangesRequested)?;
    let versions = store::list(conn, &[id])?;
    // A version that there is not is refused with its number, as without remarks.
    let Some(seen) = versions.iter().find(|version| version.version == seen).or(versions.last()) else { return Ok(Vec::new()) };
    remarks::wishes(conn, id, seen, ids)
}

/// A file of a deal and how much of it the person may see; a stranger finds nothing.
pub(super) fn see_file(conn: &mut Conn, person: &Person, id: FileId) -> Result<(File, Sight), Failure> {
    let file = files::find(conn, id)?.ok_or(Failure::NotFound)?;
    let contract = file.contract.ok_or(Failure::NotFound)?;
    let (_, access) = contracts::see_contract(conn, person, contract)?;
    // Whoever judges a dispute, or is asked what he makes of it, looks at the work itself.
    let judges = access.party == Party::Platform
        && (rules::is_disputed(&contracts::list_milestones(conn, contract)?) || opinions::is_looked_at(conn, person, contract)?);
    let used = rules::Use {
        is_own: file.owner == person.id || judges && store::is_delivered(conn, id)?,
        delivered: store::paid_of_file(conn, id)?,
        is_shown: store::is_evidence(conn, id)? || (access.party != Party::Platform || judges) && store::is_attached(conn, id)?,
    };
    let sight = rules::sight(&used, file.preview.is_some()).ok_or(Failure::NotFound)?;
    Ok((file, sight))
}

/// A version, for whoever may see the originals of all its files.
pub(super) fn see_version(conn: &mut Conn, person: &Person, id: DeliveryId) -> Result<Delivery, Failure> {
    let milestone = store::find_milestone(conn, id)?.ok_or(Failure::NotFound)?;
    contracts::see(conn, person, milestone)?;
    let found = store::list(conn, &[milestone])?.into_iter().find(|version| version.id == id);
    let version = found.filter(|version| !version.files().is_empty()).ok_or(Failure::NotFound)?;
    for file in version.files() {
        if see_file(conn, person, file.id)?.1 != Sight::Original {
            return Err(rules::FILE_LOCKED.into());
        }
    }
    Ok(version)
}

/// Every version of a deal's milestones with what was wanted of it, oldest first, as this side may see it.
pub fn room(conn: &mut Conn, milestones: &[Milestone], access: Access) -> Result<Vec<VersionView>, Failure> {
    let ids: Vec<MilestoneId> = milestones.iter().map(|milestone| milestone.id).collect();
    let (versions, requests) = (store::list(conn, &ids)?, store::list_requests(conn, &ids)?);
    let asked = match milestones.first().filter(|_| access.party == Party::Platform) {
        Some(milestone) => opinions::looked_at(conn, milestone.contract)?,
        None => Vec::new(),
    };
    let sent: Vec<FileId> = versions.iter().flat_map(|version| version.files().into_iter().map(|file| file.id)).collect();
    let looks = files::list_seen(conn, &sent)?;
    let view = |delivery: &Delivery| {
        let milestone = milestones.iter().find(|milestone| milestone.id == delivery.milestone)?;
        let request = requests.iter().find(|request| request.milestone == delivery.milestone && request.version == delivery.version);
        let view = VersionView::of(delivery, milestone, (access.party, asked.contains(&delivery.milestone)), request);
        Some(VersionView { seen: Seen::of(delivery, &looks), ..view })
    };
    Ok(versions.iter().filter_map(view).collect())
}

//! What the two sides do: write, read, and find what was written.

use super::model::Message;
use super::rules;
use super::sides;
use super::store::{self, Reader};
use super::translations::{self, Translation};
use crate::agencies::{self, Consent};
use crate::audit::{self, Act};
use crate::blocks;
use crate::contracts::{self, Contract, Milestone, Parties, Party, rules::Access};
use crate::events::{self, Concerns, EventType};
use crate::failure::{Failure, FieldErrors};
use crate::files::{self, File, Purpose};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{ContractId, CreatorId, FileId, MessageId, OrgId, UserId};
use crate::primitives::{Cursor, Instant, Limit, Slice};
use crate::sessions::{Person, Right};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// What somebody writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Writing {
    /// The words.
    pub text: String,
    /// Files that he sent to the deal before.
    pub files: Vec<FileId>,
    /// His own message that this one corrects.
    pub supersedes: Option<MessageId>,
}

/// The deal, for whoever may write in it, and what he is there.
pub(super) fn writing(conn: &mut Conn, person: &Person, id: ContractId) -> Result<(Contract, Vec<Milestone>, Access), Failure> {
    let (contract, access) = contracts::see_contract(conn, person, id)?;
    rules::writer(access)?;
    Ok((contract, contracts::list_milestones(conn, id)?, access))
}

/// The deal, for whoever may read what the two wrote.
pub(super) fn reading(conn: &mut Conn, person: &Person, id: ContractId) -> Result<(Contract, Access), Failure> {
    let (contract, access) = contracts::see_contract(conn, person, id)?;
    rules::reader(access, &contracts::list_milestones(conn, id)?)?;
    Ok((contract, access))
}

/// One side writes to the other. Refusals: `message.superseded`, `agency.no_consent`; failures: a way around the deal, too many at once.
pub fn post(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId, new: &Writing) -> Result<Message, Failure> {
    let (contract, milestones, access) = writing(tx, person, id)?;
    let party = access.party;
    if let Some(split) = contract.agency.filter(|_| access.proxy.is_some()) {
        agencies::may_act(tx, act, person, (split.agency, contract.creator), Consent::Message)?;
    }
    if contract.state.is_terminal() {
        blocks::check(tx, contract.org, contract.creator)?;
    }
    rules::check_contacts(&new.text, &milestones)?;
    let (since, most) = rules::pace_window(act.at);
    rules::pace(&store::list_moments(tx, (id, person.id), since, most)?, act.at)?;
    if let Some(before) = new.supersedes {
        corrects(tx, person, id, before)?;
    }
    let message = Message {
        id: MessageId::random(),
        contract: id,
        party,
        by: person.id,
        text: new.text.clone(),
        sha256: data_encoding::HEXLOWER.encode(&Sha256::digest(new.text.as_bytes())),
        supersedes: new.supersedes,
        before: None,
        superseded_by: None,
        files: attached(tx, person, &contract, &new.files)?,
        at: act.at,
    };
    store::insert(tx, &message)?;
    store::insert_files(tx, &message)?;
    audit::note(tx, act, "message.posted", &message.id, &message.sha256)?;
    set_read(tx, act, id, person.id)?;
    trace(tx, act, &contract, &message)?;
    tell(tx, act, &contract, party)?;
    Ok(message)
}

/// What a program is told of a message; the words it asks for.
#[derive(Serialize)]
struct MessageFact {
    message_id: MessageId,
    contract_id: ContractId,
    org_id: OrgId,
    creator_id: CreatorId,
    by: UserId,
    party: Party,
    supersedes: Option<MessageId>,
}

fn trace(tx: &mut Tx<'_>, act: &Act, contract: &Contract, message: &Message) -> Result<(), Failure> {
    let fact = MessageFact {
        message_id: message.id,
        contract_id: contract.id,
        org_id: contract.org,
        creator_id: contract.creator,
        by: message.by,
        party: message.party,
        supersedes: message.supersedes,
    };
    events::record(tx, act, EventType::MessagePosted, Concerns::both(contract.org, contract.creator, &contract.id), &fact)
}

/// Somebody corrects only what he wrote himself, in this deal, and that no other message corrects.
fn corrects(tx: &mut Tx<'_>, person: &Person, id: ContractId, before: MessageId) -> Result<(), Failure> {
    let before = store::find(tx, before)?.filter(|before| before.contract == id && before.by == person.id);
    match before.ok_or_else(|| Failure::field("supersedes", "choice"))?.superseded_by {
        None => Ok(()),
        Some(_) => Err(rules::SUPERSEDED.into()),
    }
}

/// The files, which must be the person's own and of this deal.
fn attached(tx: &mut Tx<'_>, person: &Person, contract: &Contract, named: &[FileId]) -> Result<Vec<File>, Failure> {
    let mut errors = FieldErrors::default();
    if named.len() > rules::MOST_FILES {
        errors.add_with("file_ids", "too-many-items", vec![("max", rules::MOST_FILES.to_string())]);
        return errors.finish(None);
    }
    let found = files::list(tx, named)?;
    let own = |file: &&File| file.purpose == Purpose::Delivery && file.contract == Some(contract.id) && file.owner == person.id;
    let of = |id: &FileId| found.iter().filter(own).find(|file| file.id == *id).cloned();
    let all: Option<Vec<File>> = named.iter().map(of).collect();
    all.ok_or_else(|| Failure::field("file_ids", "choice"))
}

/// What a notice about the messages of a deal is about.
fn subject(contract: ContractId) -> String {
    format!("{contract}/messages")
}

/// Those of the other side who work on the deal hear of it in the inbox, once until they look; and by one mail if they do not look for a while.
fn tell(tx: &mut Tx<'_>, act: &Act, contract: &Contract, from: Party) -> Result<(), Failure> {
    let readers = match from {
        Party::Merchant => sides::creators(tx, contract)?,
        Party::Creator | Party::Platform => notices::list_members_who(tx, contract.org, Right::Work)?,
    };
    let notice = about(tx, contract, from, 1)?;
    for user in readers.into_iter().filter(|user| Some(*user) != act.user()) {
        store::add_reader(tx, contract.id, user)?;
        store::set_mail(tx, contract.id, user, act.at.plus_seconds(60 * rules::MAIL_MINUTES))?;
        notices::tell_once(tx, act, user, &notice)?;
    }
    Ok(())
}

fn about(conn: &mut Conn, contract: &Contract, from: Party, count: i64) -> Result<Notice, Failure> {
    let parties = contracts::parties(conn, contract)?;
    let who = if from == Party::Creator { parties.creator_name } else { parties.org_name };
    Ok(Notice {
        kind: NoticeKind::MessagePosted,
        subject: subject(contract.id),
        url: format!("/contracts/{}/messages", contract.id),
        needs_action: true,
        params: vec![("brief", Param::text(&contract.title)), ("who", Param::text(who)), ("n", Param::Number(count))],
    })
}

/// A mail that was due goes out, if there still is something unread.
pub(super) fn mail(tx: &mut Tx<'_>, act: &Act, due: &Reader) -> Result<(), Failure> {
    if !store::take_mail(tx, due)? {
        return Ok(());
    }
    let contract = contracts::get(tx, due.contract_id)?;
    let from = if sides::creators(tx, &contract)?.contains(&due.user_id) {
        Party::Merchant
    } else if sides::is_of_merchant(tx, &contract, due.user_id)? {
        Party::Creator
    } else {
        return Ok(());
    };
    let unread = store::count_from(tx, contract.id, from, due.read_at)?;
    if unread == 0 {
        return Ok(());
    }
    let notice = about(tx, &contract, from, unread)?;
    notices::mail(tx, act, due.user_id, &notice)
}

/// The person has seen everything that was written until now.
pub fn read_up(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ContractId) -> Result<(), Failure> {
    let (_, access) = reading(tx, person, id)?;
    if access.party == Party::Platform { Ok(()) } else { set_read(tx, act, id, person.id) }
}

fn set_read(tx: &mut Tx<'_>, act: &Act, id: ContractId, user: UserId) -> Result<(), Failure> {
    store::add_reader(tx, id, user)?;
    store::set_read(tx, id, user, act.at)?;
    notices::settle_for(tx, act, user, &subject(id))
}

/// A part of what the two wrote, and how far it was read.
#[derive(Debug, Clone)]
pub struct Thread {
    /// Newest first.
    pub messages: Slice<Message>,
    /// How many there are in all.
    pub count: i64,
    /// The other side has read everything up to then.
    pub read_at: Instant,
    /// The reader has not seen this many of the other side's.
    pub unread: i64,
    /// Who reads, and what he is in the deal.
    pub reader: (UserId, Access),
    /// The two sides.
    pub parties: Parties,
    /// To the creator's side alone: the creator, and the agency whose people write in his name.
    pub own_agents: Option<(UserId, String)>,
    /// The names of those who wrote.
    pub names: HashMap<UserId, String>,
    /// Words in the reader's language, by the SHA-256 of those that were written.
    pub translations: HashMap<String, Translation>,
}

/// What the two wrote, newest first; what contains some words, if any are named.
pub fn thread(
    conn: &mut Conn,
    person: &Person,
    id: ContractId,
    words: &str,
    (after, limit): (Option<&Cursor>, Limit),
) -> Result<Thread, Failure> {
    let (contract, access) = reading(conn, person, id)?;
    let readers = store::list_readers(conn, id)?;
    let others = match access.party {
        Party::Creator => notices::list_members_who(conn, contract.org, Right::Read)?,
        Party::Merchant | Party::Platform => sides::creators(conn, &contract)?,
    };
    let own = readers.iter().find(|reader| reader.user_id == person.id).map_or(Instant(0), |reader| reader.read_at);
    let from = if access.party == Party::Creator { Party::Merchant } else { Party::Creator };
    let messages = store::list(conn, id, words, after, limit)?;
    let sums: Vec<String> = messages.items.iter().map(|message| message.sha256.clone()).collect();
    let writers: Vec<UserId> = messages.items.iter().map(|message| message.by).collect();
    Ok(Thread {
        reader: (person.id, access),
        translations: translations::list(conn, &sums, person.lang)?,
        parties: contracts::parties(conn, &contract)?,
        own_agents: sides::agents(conn, &contract, access)?,
        names: contracts::user_names(conn, &writers)?,
        messages,
        count: store::count(conn, id)?,
        read_at: readers.iter().filter(|reader| others.contains(&reader.user_id)).map(|reader| reader.read_at).max().unwrap_or(Instant(0)),
        unread: if access.party == Party::Platform { 0 } else { store::count_from(conn, id, from, own)? },
    })
}

/// A message of this deal, if it is one.
pub fn find_of(conn: &mut Conn, contract: ContractId, id: MessageId) -> Result<Option<Message>, Failure> {
    Ok(store::find(conn, id)?.filter(|message| message.contract == contract))
}

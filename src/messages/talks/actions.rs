//! What the two do: write about a bid, and read.

use super::model::Said;
use super::{files, store};
use crate::agencies::{self, Consent};
use crate::audit::{self, Act};
use crate::bids::{self, Access, Bid, Party};
use crate::blocks;
use crate::briefs::{self, Brief};
use crate::contracts;
use crate::creators;
use crate::events::{self, Concerns};
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::files::File;
use crate::messages::rules;
use crate::messages::translations::{self, Translation};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::platform::intake::Received;
use crate::primitives::id::{BidId, FileId, MessageId, UserId};
use crate::primitives::{Cursor, Instant, Limit, Slice};
use crate::sessions::{Person, Right};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// The side of whoever sees a bid.
const fn side(access: Access) -> Party {
    match access {
        Access::Bidder | Access::Agent => Party::Creator,
        Access::Member(_) => Party::Merchant,
    }
}

/// Whether this person may write about a bid now: it lives, and he works for one of the two.
fn writes(bid: &Bid, access: Access) -> Result<(), Failure> {
    if access == Access::Member(false) {
        return Err(ACT_FORBIDDEN.into());
    }
    if bids::LIVE.contains(&bid.state) { Ok(()) } else { Err(STATE_REFUSED.into()) }
}

/// As [`writes`], and within what the bidder allows whoever acts for him. Refusals: `agency.no_consent`.
fn may_say(conn: &mut Conn, person: &Person, bid: &Bid, access: Access) -> Result<(), Failure> {
    writes(bid, access)?;
    let Some(agency) = bid.agency.filter(|_| access == Access::Agent) else { return Ok(()) };
    let allowed = agencies::consents_of(conn, person, agency, bid.creator)?;
    if allowed.has(Consent::Message) { Ok(()) } else { Err(agencies::rules::NO_CONSENT.into()) }
}

/// Those on the bidder's side: himself, and those who work for the agency that bids in his name.
fn bidders(conn: &mut Conn, bid: &Bid) -> Result<Vec<UserId>, Failure> {
    let mut all = vec![notices::user_of_creator(conn, bid.creator)?];
    if let Some(agency) = bid.agency
        && agencies::is_active(conn, agency, bid.creator)?
    {
        all.extend(notices::list_members_who(conn, agency, Right::Work)?);
    }
    Ok(all)
}

/// What somebody writes about a bid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) text: String,
    /// His own message that this one corrects.
    pub(super) supersedes: Option<MessageId>,
    /// Those that wait and go along.
    pub(super) files: Vec<FileId>,
}

/// How many bytes whoever may write about a bid now may send along.
pub(super) fn room(conn: &mut Conn, person: &Person, id: BidId) -> Result<u64, Failure> {
    let (bid, _, access) = bids::see(conn, person, id)?;
    may_say(conn, person, &bid, access)?;
    files::room(conn, id)
}

/// One side writes to the other. Refusals: contact has ended, `message.superseded`; failures: a way around the deal, too many at once, no room for files.
pub(super) fn post(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    id: BidId,
    (words, received): (&Words, &[Received]),
) -> Result<Said, Failure> {
    let (bid, brief, access) = bids::see(tx, person, id)?;
    writes(&bid, access)?;
    if access == Access::Agent {
        bids::for_bidder(tx, act, person, &bid, Consent::Message)?;
    }
    person.confirmed()?;
    blocks::check(tx, brief.org, bid.creator)?;
    rules::check_contacts(&words.text, &[])?;
    let (since, most) = rules::pace_window(act.at);
    rules::pace(&store::list_moments(tx, (id, person.id), since, most)?, act.at)?;
    if let Some(before) = words.supersedes {
        corrects(tx, person, id, before)?;
    }
    let mut along = files::chosen(tx, person, id, (&words.files, received.len()))?;
    along.extend(files::add(tx, act, person, id, received)?);
    store::keep_waiting(tx, (id, person.id), &[])?;
    let said = Said {
        id: MessageId::random(),
        bid: id,
        party: side(access),
        by: person.id,
        text: words.text.clone(),
        sha256: data_encoding::HEXLOWER.encode(&Sha256::digest(words.text.as_bytes())),
        supersedes: words.supersedes,
        before: None,
        superseded_by: None,
        files: along,
        at: act.at,
    };
    store::insert(tx, &said)?;
    store::insert_files(tx, &said)?;
    audit::note(tx, act, "message.posted", &said.id, &said.sha256)?;
    set_read(tx, act, id, person.id)?;
    events::show(tx, act, Concerns::both(brief.org, bid.creator, &id))?;
    tell(tx, act, person, (&bid, &brief, said.party))?;
    Ok(said)
}

/// What came with words that could not be taken waits for better ones.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    id: BidId,
    (still, received): (&[FileId], &[Received]),
) -> Result<(), Failure> {
    let (bid, _, access) = bids::see(tx, person, id)?;
    may_say(tx, person, &bid, access)?;
    files::keep(tx, act, person, id, (still, received))
}

/// Somebody corrects only what he wrote himself, about this bid, and that nothing else corrects.
fn corrects(tx: &mut Tx<'_>, person: &Person, id: BidId, before: MessageId) -> Result<(), Failure> {
    let before = store::find(tx, before)?.filter(|before| before.bid == id && before.by == person.id);
    match before.ok_or_else(|| Failure::field("supersedes", "choice"))?.superseded_by {
        None => Ok(()),
        Some(_) => Err(rules::SUPERSEDED.into()),
    }
}

/// His own words that somebody wants to correct, if he may; empty if not.
pub(super) fn to_correct(conn: &mut Conn, person: &Person, id: BidId, named: &str) -> Result<String, Failure> {
    let said = named.parse().ok().map(|named| store::find(conn, named)).transpose()?.flatten();
    let said = said.filter(|said| said.bid == id && said.by == person.id && said.superseded_by.is_none());
    Ok(said.map(|said| said.text).unwrap_or_default())
}

/// What a notice about the words on a bid is about.
fn subject(bid: BidId) -> String {
    format!("{bid}/messages")
}

/// Those of the other side hear of it in the inbox, and by a mail, once until they look.
fn tell(tx: &mut Tx<'_>, act: &Act, person: &Person, (bid, brief, from): (&Bid, &Brief, Party)) -> Result<(), Failure> {
    let (readers, who) = match from {
        Party::Merchant => {
            let merchant = briefs::find_merchant(tx, brief.org)?.map(|merchant| merchant.name).unwrap_or_default();
            (bidders(tx, bid)?, merchant)
        }
        Party::Creator | Party::Platform => {
            let bidder = creators::find(tx, bid.creator)?.map(|profile| profile.name).unwrap_or_default();
            (notices::list_members_who(tx, brief.org, Right::Work)?, bidder)
        }
    };
    let notice = Notice {
        kind: NoticeKind::MessagePosted,
        subject: subject(bid.id),
        url: format!("/bids/{}/messages", bid.id),
        needs_action: true,
        params: vec![("brief", Param::text(&brief.title)), ("who", Param::text(who)), ("n", Param::Number(1))],
    };
    for user in readers.into_iter().filter(|user| *user != person.id) {
        if notices::tell_once(tx, act, user, &notice)? {
            notices::mail(tx, act, user, &notice)?;
        }
    }
    Ok(())
}

/// The person has seen everything that was written until now.
pub(super) fn read_up(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BidId) -> Result<(), Failure> {
    bids::see(tx, person, id)?;
    set_read(tx, act, id, person.id)
}

fn set_read(tx: &mut Tx<'_>, act: &Act, id: BidId, user: UserId) -> Result<(), Failure> {
    store::set_read(tx, id, user, act.at)?;
    notices::settle_for(tx, act, user, &subject(id))
}

/// A part of what was said about a bid.
#[derive(Debug, Clone)]
pub(super) struct Talk {
    pub(super) bid: Bid,
    pub(super) brief: Brief,
    pub(super) access: Access,
    /// Newest first.
    pub(super) said: Slice<Said>,
    /// What waits for the reader's words.
    pub(super) waiting: Vec<File>,
    /// How much was said in all.
    pub(super) count: i64,
    /// The other side has read everything up to then.
    pub(super) read_at: Instant,
    /// There is something that the reader has not seen.
    pub(super) is_unread: bool,
    pub(super) merchant: String,
    pub(super) bidder: String,
    pub(super) names: HashMap<UserId, String>,
    /// Words in the reader's language, by the SHA-256 of those that were written.
    pub(super) translations: HashMap<String, Translation>,
    /// Nothing new comes through.
    pub(super) is_blocked: bool,
    /// The reader may write.
    pub(super) may_write: bool,
}

/// What was said about a bid, for the two whose it is, or what of it contains some words; a stranger finds nothing.
pub(super) fn talk(
    conn: &mut Conn,
    person: &Person,
    id: BidId,
    words: &str,
    (after, limit): (Option<&Cursor>, Limit),
) -> Result<Talk, Failure> {
    let (bid, brief, access) = bids::see(conn, person, id)?;
    let (readers, said) = (store::list_readers(conn, id)?, store::list(conn, id, words, after, limit)?);
    let creator = notices::user_of_creator(conn, bid.creator)?;
    let bidders = bidders(conn, &bid)?;
    let theirs = |reader: &&(UserId, Instant)| bidders.contains(&reader.0) != access.is_of_bidder();
    let own = readers.iter().find(|reader| reader.0 == person.id).map_or(Instant(0), |reader| reader.1);
    let writers: Vec<UserId> = said.items.iter().map(|said| said.by).chain([creator]).collect();
    let names = contracts::user_names(conn, &writers)?;
    let sums: Vec<String> = said.items.iter().map(|said| said.sha256.clone()).collect();
    Ok(Talk {
        count: store::count(conn, id)?,
        waiting: store::list_waiting(conn, id, person.id)?,
        is_unread: said.items.iter().any(|said| said.party != side(access) && said.at > own),
        read_at: readers.iter().filter(theirs).map(|reader| reader.1).max().unwrap_or(Instant(0)),
        merchant: briefs::find_merchant(conn, brief.org)?.map(|merchant| merchant.name).unwrap_or_default(),
        bidder: names.get(&creator).cloned().unwrap_or_default(),
        may_write: may_say(conn, person, &bid, access).map_or_else(closed, |()| Ok(false)).map(|closed| !closed)?,
        is_blocked: blocks::check(conn, brief.org, bid.creator).map_or_else(closed, |()| Ok(false))?,
        translations: translations::list(conn, &sums, person.lang)?,
        names,
        said,
        bid,
        brief,
        access,
    })
}

/// A refusal is an answer here; anything else is a failure.
fn closed(failure: Failure) -> Result<bool, Failure> {
    if matches!(failure, Failure::Refused(_)) { Ok(true) } else { Err(failure) }
}

/// Something said about this bid, if it is, for whoever may see the bid.
pub fn find_of(conn: &mut Conn, person: &Person, bid: BidId, id: MessageId) -> Result<Option<Said>, Failure> {
    bids::see(conn, person, bid)?;
    Ok(store::find(conn, id)?.filter(|said| said.bid == bid))
}

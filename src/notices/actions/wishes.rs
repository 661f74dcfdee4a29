//! What people wish to be told, and the mail that gathers a day.

use crate::audit::{self, Act};
use crate::failure::{Failure, VERSION_STALE};
use crate::notices::{Hours, MailPace, Topic, Wish, rules, store};
use crate::platform::db::{Conn, Tx};
use crate::platform::mailer::{self, Mail};
use crate::primitives::id::{NoticeId, UserId};
use crate::primitives::{Choice as _, Instant};
use std::collections::BTreeMap;

/// Things in one mail of a day; what is more comes with the next.
const ENTRIES: i64 = 100;

/// What somebody wishes about everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wishes {
    /// Of the topics that can be chosen about.
    pub topics: BTreeMap<Topic, Wish>,
    /// When mails come.
    pub hours: Hours,
}

/// What the person wishes for a topic; what nobody can turn off is told in any case.
pub fn wish(conn: &mut Conn, user: UserId, topic: Topic) -> Result<Wish, Failure> {
    let usual = Wish { on_site: true, mail: topic.usual_pace() };
    if topic.is_firm() {
        return Ok(usual);
    }
    Ok(store::wishes::find_wish(conn, user, topic)?.unwrap_or(usual))
}

/// No mail about the topic any more; the inbox stays as it is.
pub fn stop_mails(tx: &mut Tx<'_>, act: &Act, user: UserId, topic: Topic) -> Result<(), Failure> {
    let saved = wish(tx, user, topic)?;
    if topic.is_firm() || saved.mail == MailPace::Off {
        return Ok(());
    }
    store::wishes::add_wish(tx, user, topic)?;
    store::wishes::set_wish(tx, user, topic, Wish { mail: MailPace::Off, ..saved })?;
    Ok(audit::note(tx, act, "user.notices_chosen", &user, topic.word())?)
}

/// When the person's mail of the day leaves next.
pub fn next_day(conn: &mut Conn, user: UserId, now: Instant) -> Result<Instant, Failure> {
    let (hours, reader) = (hours(conn, user)?, store::reader(conn, user)?);
    Ok(rules::next(hours.daily_at, now, &reader.zone))
}

/// When mails come to the person.
pub(super) fn hours(conn: &mut Conn, user: UserId) -> Result<Hours, Failure> {
    Ok(store::wishes::find_hours(conn, user)?.unwrap_or(Hours::USUAL))
}

/// All that somebody wishes.
pub fn wishes(conn: &mut Conn, user: UserId) -> Result<Wishes, Failure> {
    let mut topics = BTreeMap::new();
    for topic in Topic::ALL.iter().filter(|topic| !topic.is_firm()) {
        topics.insert(*topic, wish(conn, user, *topic)?);
    }
    Ok(Wishes { topics, hours: hours(conn, user)? })
}

/// Saves what somebody wishes. `still` says of what is saved now whether it is what was seen. Refusals: `version.stale`, unless nothing would change.
pub fn save_wishes(tx: &mut Tx<'_>, act: &Act, user: UserId, chosen: &Wishes, still: &dyn Fn(&Wishes) -> bool) -> Result<(), Failure> {
    let saved = wishes(tx, user)?;
    if saved == *chosen {
        return Ok(());
    }
    if !still(&saved) {
        return Err(VERSION_STALE.into());
    }
    for (topic, wish) in chosen.topics.iter().filter(|(topic, _)| !topic.is_firm()) {
        store::wishes::add_wish(tx, user, *topic)?;
        store::wishes::set_wish(tx, user, *topic, *wish)?;
    }
    store::wishes::add_hours(tx, user, chosen.hours)?;
    store::wishes::set_hours(tx, user, chosen.hours)?;
    Ok(audit::note(tx, act, "user.notices_chosen", &user, "")?)
}

/// One mail about all that waits for it.
pub(in crate::notices) fn mail_digest(tx: &mut Tx<'_>, act: &Act, user: UserId) -> Result<(), Failure> {
    let entries = store::wishes::list_entries(tx, user, ENTRIES)?;
    let ids: Vec<NoticeId> = entries.iter().map(|entry| entry.id).collect();
    if !store::wishes::take_entries(tx, &ids)? {
        return Err(VERSION_STALE.into());
    }
    let item = |entry: &store::wishes::Entry| {
        let params: serde_json::Value = serde_json::from_str(&entry.params).unwrap_or_default();
        serde_json::json!({"kind": entry.kind.key(), "params": params, "path": entry.url})
    };
    let items: Vec<serde_json::Value> = entries.iter().map(item).collect();
    if items.is_empty() {
        return Ok(());
    }
    let reader = store::reader(tx, user)?;
    let params = serde_json::json!({"items": items, "n": items.len(), "zone": reader.zone, "path": "/inbox"});
    mailer::enqueue(tx, act.at, &Mail { address: reader.email, lang: reader.lang, template: "digest", params })?;
    Ok(())
}

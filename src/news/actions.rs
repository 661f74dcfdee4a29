//! Gathering what is new, telling it, and telling it by mail no more.

use super::model::{Item, ItemKind};
use super::{rules, store};
use crate::audit::Act;
use crate::blocks;
use crate::briefs;
use crate::circles;
use crate::failure::Failure;
use crate::follows::{self, Followed};
use crate::notices::{self, Notice, NoticeKind, Param, Topic};
use crate::packages;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, OrgId, PackageId, UserId};
use crate::sessions::{self, Person};

/// What came in the last seven days from whom the person follows, so much at most.
pub fn recent(conn: &mut Conn, person: &Person, now: Instant, most: usize) -> Result<Vec<Item>, Failure> {
    Ok(rules::sorted(gather(conn, person, (now.plus_hours(-7 * 24), now))?, most))
}

/// What came between the two moments, and after the person began to follow whom it is from. What he made himself is no news to him.
fn gather(conn: &mut Conn, person: &Person, between: (Instant, Instant)) -> Result<Vec<Item>, Failure> {
    let followed = follows::list(conn, person.id)?;
    let mut all = Vec::new();
    if !followed.merchants.is_empty() {
        all.extend(from_merchants(conn, person, &followed, between)?);
    }
    if !followed.creators.is_empty() || !followed.tags.is_empty() {
        all.extend(from_creators(conn, person, &followed, between)?);
    }
    Ok(all)
}

fn from_merchants(conn: &mut Conn, person: &Person, followed: &Followed, between: (Instant, Instant)) -> Result<Vec<Item>, Failure> {
    let mut orgs: Vec<(OrgId, Instant)> = followed.merchants.iter().copied().filter(|(org, _)| !person.is_member(*org)).collect();
    if let Some(own) = &person.creator {
        // Whoever ended contact hears nothing new, whichever side wished it.
        let all: Vec<OrgId> = orgs.iter().map(|(org, _)| *org).collect();
        let ended = blocks::ended_with(conn, &all, own.id)?;
        orgs.retain(|(org, _)| !ended.contains(org));
    }
    let ids: Vec<OrgId> = orgs.iter().map(|(org, _)| *org).collect();
    let joined = circles::list_joined(conn, person.id)?;
    let entries = briefs::list_new_of(conn, &ids, &joined, between)?;
    let is_after = |entry: &briefs::Entry| orgs.iter().any(|(org, at)| *org == entry.org && *at < entry.published);
    let item = |entry: briefs::Entry| Item {
        kind: ItemKind::Brief,
        path: format!("/briefs/{}", entry.id),
        title: entry.title,
        who: entry.org_name,
        at: entry.published,
    };
    Ok(entries.into_iter().filter(|entry| is_after(entry) && entry.deadline > between.1).map(item).collect())
}

fn from_creators(conn: &mut Conn, person: &Person, followed: &Followed, between: (Instant, Instant)) -> Result<Vec<Item>, Failure> {
    let is_own = |creator: CreatorId| person.is_creator(creator);
    let tags: Vec<&str> = followed.tags.iter().map(|(tag, _)| tag.as_str()).collect();
    let tagged = store::list_tagged(conn, &tags)?;
    let by_tag = tagged.iter().filter_map(|(creator, tag)| {
        let at = followed.tags.iter().find(|(followed, _)| followed == tag)?.1;
        Some((*creator, at))
    });
    let since: Vec<(CreatorId, Instant)> = followed.creators.iter().copied().chain(by_tag.clone()).filter(|(id, _)| !is_own(*id)).collect();
    let ids: Vec<CreatorId> = since.iter().map(|(id, _)| *id).collect();
    let worn: Vec<CreatorId> = by_tag.map(|(id, _)| id).filter(|id| !is_own(*id)).collect();
    let mut all = store::list_works(conn, &ids, between)?;
    all.extend(store::list_newcomers(conn, &worn, between)?);
    let sold = store::list_packages(conn, &ids, between)?;
    let named: Vec<PackageId> = sold.iter().map(|(_, id, _)| *id).collect();
    let titles = packages::list_of(conn, &named)?;
    for (creator, id, item) in sold {
        let package = titles.iter().find(|package| package.id == id);
        all.extend(package.map(|package| (creator, Item { title: package.offering.title.clone(), ..item })));
    }
    let is_after = |(creator, item): &(CreatorId, Item)| since.iter().any(|(id, at)| id == creator && *at < item.at);
    Ok(all.into_iter().filter(is_after).map(|(_, item)| item).collect())
}

/// What a look at a person found.
#[derive(Debug, Clone)]
pub(super) struct Look {
    /// Until when he was told.
    told_at: Instant,
    /// When he is looked at again.
    due: Instant,
    /// What is new; nothing where it is not time to tell.
    items: Option<Vec<Item>>,
}

/// Looks what is new for a person. `None` if he follows nothing any more.
pub(super) fn look(conn: &mut Conn, user: UserId, now: Instant) -> Result<Option<Look>, Failure> {
    let Some(told_at) = store::told_at(conn, user)? else { return Ok(None) };
    let due = notices::next_day(conn, user, now)?;
    let pace = notices::wish(conn, user, Topic::Follows)?.mail;
    if !rules::is_time(pace, told_at, now) {
        return Ok(Some(Look { told_at, due, items: None }));
    }
    let Some(person) = sessions::find_person(conn, user)? else { return Ok(None) };
    let items = rules::sorted(gather(conn, &person, (told_at, now))?, rules::TOLD);
    Ok(Some(Look { told_at, due, items: Some(items) }))
}

/// Tells the person what the look found, once, and puts off the next look. `key` ends these mails.
pub(super) fn tell(tx: &mut Tx<'_>, act: &Act, user: UserId, look: &Look, key: &str) -> Result<(), Failure> {
    let told = if look.items.is_some() { act.at } else { look.told_at };
    if !store::look(tx, user, (look.told_at, told), look.due)? {
        return Ok(());
    }
    let items = look.items.as_deref().unwrap_or_default();
    let Some(newest) = items.first() else { return Ok(()) };
    let notice = Notice {
        kind: NoticeKind::FollowNews,
        subject: user.to_string(),
        url: "/workbench#news".to_owned(),
        needs_action: false,
        params: vec![("n", Param::Number(i64::try_from(items.len()).unwrap_or(i64::MAX))), ("what", Param::text(&newest.title))],
    };
    let rows: Vec<serde_json::Value> =
        items.iter().map(|item| serde_json::json!({"kind": item.kind, "title": item.title, "who": item.who, "path": item.path})).collect();
    let params = serde_json::json!({"items": rows, "n": rows.len(), "path": "/my/follows", "unsubscribe": format!("/news/mails/{key}")});
    notices::gather(tx, act, user, &notice, ("news", params))
}

/// The person gets these mails no more; the inbox goes on.
pub(super) fn stop_mails(tx: &mut Tx<'_>, act: &Act, user: UserId) -> Result<(), Failure> {
    notices::stop_mails(tx, act, user, Topic::Follows)
}

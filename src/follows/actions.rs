//! Following, and following no more.

use super::model::{Follow, FollowKind};
use super::pages::Button;
use super::{rules, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::notices;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{CreatorId, OrgId, UserId};

/// Something that a person follows, sorted out.
#[derive(Debug, Clone, Default)]
pub struct Followed {
    /// Merchants, each since when.
    pub merchants: Vec<(OrgId, Instant)>,
    /// Creators, each since when.
    pub creators: Vec<(CreatorId, Instant)>,
    /// Tags, each since when.
    pub tags: Vec<(String, Instant)>,
}

/// All that the person follows.
pub fn list(conn: &mut Conn, user: UserId) -> Result<Followed, Failure> {
    let mut all = Followed::default();
    for Follow { kind, target, at } in store::list(conn, user)? {
        match kind {
            FollowKind::Merchant => all.merchants.extend(target.parse().ok().map(|org| (org, at))),
            FollowKind::Creator => all.creators.extend(target.parse().ok().map(|creator| (creator, at))),
            FollowKind::Tag => all.tags.push((target, at)),
        }
    }
    Ok(all)
}

/// For this reader, who comes back to `next`.
pub fn button(conn: &mut Conn, user: UserId, (kind, target): (FollowKind, &str), next: &str) -> Result<Button, Failure> {
    Ok(Button::of((kind, target), store::has(conn, user, kind, target)?, next))
}

/// One of what a person follows, as his list shows it.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) follow: Follow,
    pub(super) name: String,
    pub(super) url: String,
}

/// The person's list, with names and addresses.
pub(super) fn list_named(conn: &mut Conn, user: UserId) -> Result<Vec<Named>, Failure> {
    let all = store::list(conn, user)?;
    let followed = list(conn, user)?;
    let merchants = store::list_merchants(conn, &followed.merchants.iter().map(|(org, _)| *org).collect::<Vec<_>>())?;
    let creators = store::list_creators(conn, &followed.creators.iter().map(|(creator, _)| *creator).collect::<Vec<_>>())?;
    let named = |follow: Follow| {
        let target = follow.target.as_str();
        let (name, url) = match follow.kind {
            FollowKind::Merchant => {
                let (org, name) = merchants.iter().find(|(org, _)| org.to_string() == target)?;
                (name.clone(), format!("/m/{org}"))
            }
            FollowKind::Creator => {
                let (_, handle, name) = creators.iter().find(|(creator, ..)| creator.to_string() == target)?;
                (name.clone(), format!("/creators/{handle}"))
            }
            FollowKind::Tag => {
                let query: String = url::form_urlencoded::Serializer::new(String::new()).append_pair("tag", target).finish();
                (format!("#{target}"), format!("/creators?{query}"))
            }
        };
        Some(Named { follow, name, url })
    };
    Ok(all.into_iter().filter_map(named).collect())
}

/// The person follows this merchant, creator or tag; followed already, it stays as it is. Refusals: `follow.too_many`.
pub fn follow(tx: &mut Tx<'_>, act: &Act, user: UserId, (kind, target): (FollowKind, &str)) -> Result<(), Failure> {
    let is_there = match kind {
        FollowKind::Merchant => target.parse().ok().map(|org| store::has_merchant(tx, org)).transpose()?.unwrap_or_default(),
        FollowKind::Creator => target.parse().ok().map(|creator| store::has_creator(tx, creator)).transpose()?.unwrap_or_default(),
        FollowKind::Tag => true,
    };
    if !is_there {
        return Err(Failure::NotFound);
    }
    if store::has(tx, user, kind, target)? {
        return Ok(());
    }
    let count = store::count(tx, user)?;
    rules::one_more(count)?;
    if count == 0 {
        let due = notices::next_day(tx, user, act.at)?;
        store::begin(tx, user, (act.at, due))?;
    }
    Ok(store::insert(tx, user, (kind, target), act.at)?)
}

/// The person follows it no more; not followed, nothing happens.
pub(super) fn unfollow(tx: &mut Tx<'_>, user: UserId, (kind, target): (FollowKind, &str)) -> Result<(), Failure> {
    store::delete(tx, user, kind, target)?;
    if store::count(tx, user)? == 0 {
        store::end(tx, user)?;
    }
    Ok(())
}

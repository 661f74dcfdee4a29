//! The public list and page of creators.

use super::gallery::{counts, everybody, found};
use crate::capacity::{self, Standing, StandingView};
use crate::creators::audiences::{self, Snapshot};
use crate::creators::forms::{BrowseQuery, parse_browse};
use crate::creators::model::{Channel, Entry, Profile, Work};
use crate::creators::pages::{Card, IndexPage, ShowPage, address, channel_rows};
use crate::creators::rules::{is_shown, may_look, may_watch};
use crate::creators::store;
use crate::failure::Failure;
use crate::follows::{self, FollowKind};
use crate::impressions;
use crate::packages::{self, Package};
use crate::platform::db::Conn;
use crate::platform::sniff::MediaType;
use crate::platform::storage::StorageKey;
use crate::primitives::{
    Choice as _, Limit,
    id::{ChannelId, PortfolioItemId},
};
use crate::sessions::{Member, OrgKind, Right};
use crate::tiers::{self, Fact};
use crate::web::{Answer, Asker, Id, Outgoing, Query, Reach, send, send_copy};
use actix_web::HttpRequest;
use serde::Deserialize;
use std::collections::HashMap;

/// `GET /creators`
pub(super) async fn index(asker: Asker, query: Query<BrowseQuery>) -> Answer {
    let browse = parse_browse(&query.0);
    let everybody = everybody(&asker).await?;
    let after = query.0.cursor.first().and_then(|cursor| asker.cursor_in(cursor));
    let keeps = works_for_a_merchant(&asker);
    let follow = tag_buttons(&asker, &browse.filter.tags).await?;
    let found = found(&asker, &everybody, &browse, (after, Limit::PAGE)).await?;
    let counts = counts(&asker, &everybody, &browse, &found).await?;
    let marks = found.answer.as_ref().filter(|_| !browse.words.is_empty()).map(|answer| &answer.marks);
    let card = |entry: &Entry| {
        let card = Card::of(entry, asker.lang.word()).saved_by(keeps);
        match marks {
            Some(marks) => card.marked(marks, entry),
            None => card,
        }
    };
    let cards = found.entries.iter().map(card).collect();
    let next = found.next.as_ref().map(|cursor| address(&browse.words, &browse.filter, Some(asker.cursor_out(cursor))));
    let say = |key: &str, args: &[(&str, String)]| asker.text(key, args);
    let page = IndexPage::of((everybody.total, everybody.newest()), &counts, &browse, (cards, found.total, next), &say).followed_by(follow);
    if browse.words.is_empty() {
        asker.page(&page.with_figures(impressions::recent(&asker.site, asker.now).await?)).await
    } else {
        asker.page(&page).await
    }
}

/// A way to follow each of the chosen tags, for whoever is signed in.
async fn tag_buttons(asker: &Asker, tags: &[String]) -> Result<Vec<follows::Button>, Failure> {
    let Some(user) = asker.person.as_ref().map(|person| person.id).filter(|_| !tags.is_empty()) else { return Ok(Vec::new()) };
    let (tags, next) = (tags.to_vec(), asker.path.clone());
    let read = move |conn: &mut Conn| {
        tags.iter().map(|tag| follows::button(conn, user, (FollowKind::Tag, tag), &next)).collect::<Result<Vec<_>, Failure>>()
    };
    asker.site.db.read(read).await
}

/// The reader may invite creators, and save them in lists.
fn works_for_a_merchant(asker: &Asker) -> bool {
    let works = |member: &Member| member.kind == OrgKind::Merchant && member.role.allows(Right::Work);
    asker.person.as_ref().is_some_and(|person| person.memberships.iter().any(works))
}

struct Seen {
    profile: Profile,
    channels: Vec<Channel>,
    said: HashMap<ChannelId, Vec<Snapshot>>,
    works: Vec<Work>,
    deals: i64,
    record: Vec<Fact>,
    packages: Vec<Package>,
    standing: Option<Standing>,
    follow: Option<follows::Button>,
}

/// `GET /creators/{handle}`
pub(super) async fn show(asker: Asker, handle: Id<String>) -> Answer {
    let (now, reader) = (asker.now, asker.person.as_ref().map(|person| person.id));
    let read = move |conn: &mut Conn| {
        let profile = store::find_by_handle(conn, &handle.0)?.ok_or(Failure::NotFound)?;
        let (channels, works) = (store::list_channels(conn, profile.id)?, store::list_works(conn, profile.id)?);
        let deals = store::count_deals(conn, &[profile.id])?.remove(&profile.id).unwrap_or_default();
        let record = tiers::creator_card(conn, profile.id, now)?;
        let packages = packages::list_on_sale(conn, profile.id)?;
        let ids: Vec<ChannelId> = channels.iter().map(|channel| channel.id).collect();
        let said = audiences::list_of(conn, &ids)?;
        let standing = capacity::standing(conn, profile.id, now)?;
        let path = format!("/creators/{}", profile.handle);
        let follow = reader.filter(|reader| *reader != profile.user).map(|reader| (reader, profile.id.to_string()));
        let follow = follow.map(|(reader, id)| follows::button(conn, reader, (FollowKind::Creator, &id), &path)).transpose()?;
        Ok::<_, Failure>(Seen { standing, profile, channels, said, works, deals, record, packages, follow })
    };
    let seen = asker.site.db.read(read).await?;
    let is_own = asker.person.as_ref().is_some_and(|person| person.is_creator(seen.profile.id));
    let may_invite = works_for_a_merchant(&asker);
    let rows = channel_rows(&seen.profile.handle, &seen.channels, &seen.said, (now, &asker.zone));
    let parts = (rows, seen.works.as_slice());
    let page = ShowPage::of(&seen.profile, parts, seen.deals, (is_own, may_invite), asker.lang.word());
    let packages = seen.packages.iter().map(|package| packages::row(package, asker.lang.word())).collect();
    // Who takes no new work now is not ordered from.
    let is_open = seen.standing.is_none_or(|standing| standing.hindrance.is_none());
    let may_order = is_open && (may_invite || asker.person.is_none());
    let page = page.with_standing(seen.standing.map(|standing| StandingView::of(&standing, &asker.zone)));
    asker.page(&page.with_record(seen.record).with_packages(packages, may_order).followed_by(seen.follow)).await
}

/// `small` for lists.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SizeQuery {
    size: String,
}

async fn named_work(asker: &Asker, request: &HttpRequest) -> Result<Work, Failure> {
    let id: PortfolioItemId = request.match_info().get("id").and_then(|id| id.parse().ok()).ok_or(Failure::NotFound)?;
    asker.site.db.read(move |conn| store::find_work(conn, id).map_err(Failure::from)).await?.ok_or(Failure::NotFound)
}

/// `GET /creators/{handle}/works/{id}`: a copy of a picture, or a picture of a film, also of one that left the portfolio, because a bid may show it; of a
/// hidden one for its owner alone.
pub(super) async fn work(asker: Asker, request: HttpRequest, query: Query<SizeQuery>) -> Answer {
    let work = named_work(&asker, &request).await?;
    if !may_look(&work, is_owner(&asker, &work)) {
        return Err(Failure::NotFound);
    }
    let preview = work.preview.ok_or(Failure::NotFound)?;
    // It may be hidden at any time, so nobody keeps it for long.
    let reach = if work.hidden_at.is_none() { Reach::Awhile } else { Reach::Asker };
    send_copy(&request, asker.site.intake.storage(), &preview, query.0.size == "small", reach).await
}

fn is_owner(asker: &Asker, work: &Work) -> bool {
    asker.person.as_ref().is_some_and(|person| person.is_creator(work.creator))
}

/// `GET /creators/{handle}/works/{id}/film`: a film that is shown, for everybody; one that waits, is hidden, or left the portfolio, for its owner alone.
pub(super) async fn film(asker: Asker, request: HttpRequest) -> Answer {
    let work = named_work(&asker, &request).await?;
    if !may_watch(&work, is_owner(&asker, &work)) {
        return Err(Failure::NotFound);
    }
    let storage = asker.site.intake.storage();
    let key = work.preview.as_ref().map_or_else(|| work.key.clone(), StorageKey::film);
    let name = if work.media == MediaType::Webm { "film.webm" } else { "film.mp4" };
    let reach = if is_shown(&work) { Reach::Awhile } else { Reach::Asker };
    send(&request, storage, Outgoing { key: &key, name, media: work.media, reach }).await
}

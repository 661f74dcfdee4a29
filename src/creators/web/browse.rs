//! The public list and page of creators.

use crate::capacity::{self, Standing, StandingView};
use crate::creators::audiences::{self, Snapshot};
use crate::creators::finding;
use crate::creators::forms::{Browse, BrowseQuery, parse_browse};
use crate::creators::model::{Channel, Entry, Profile, Work};
use crate::creators::pages::{Card, IndexPage, ShowPage, address, channel_rows};
use crate::creators::rules::browse::{Counts, page, shown};
use crate::creators::rules::{is_shown, may_look, may_watch};
use crate::creators::store;
use crate::failure::Failure;
use crate::follows::{self, FollowKind};
use crate::impressions;
use crate::packages::{self, Package};
use crate::platform::sniff::MediaType;
use crate::platform::storage::StorageKey;
use crate::primitives::{
    Choice as _, Cursor, Instant, Limit,
    id::{ChannelId, CreatorId, PortfolioItemId},
};
use crate::search;
use crate::sessions::{Member, OrgKind, Right};
use crate::tiers::{self, Fact};
use crate::web::{Answer, Asker, Id, Outgoing, Query, Reach, send, send_copy};
use actix_web::HttpRequest;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Mutex;

/// How old the list may be. What a creator changes shows at once in this process.
const FRESH_MICROS: i64 = 2_000_000;

/// The creators as of a moment. One a site.
#[derive(Default)]
pub(super) struct Gallery(Mutex<Option<(Instant, Everybody)>>);

/// The creators that are held ready for the list: all, or in a large market those who joined last.
#[derive(Clone)]
pub(in crate::creators) struct Everybody {
    /// Newest first.
    pub(in crate::creators) entries: Arc<Vec<Entry>>,
    /// How many creators there are.
    pub(in crate::creators) total: usize,
}

/// A profile changed: the next reader of the list looks at the tables again.
pub(in crate::creators) async fn forget_list(asker: &Asker) {
    asker.site.kept.of::<Gallery>().forget().await;
}

impl Gallery {
    /// The next reader looks at the tables again.
    pub(super) async fn forget(&self) {
        *self.0.lock().await = None;
    }
}

/// The creators that are held. Readers who come at once wait for one query.
pub(in crate::creators) async fn everybody(asker: &Asker) -> Result<Everybody, Failure> {
    let (gallery, now, most) = (asker.site.kept.of::<Gallery>(), asker.now, asker.site.config.lists_held);
    let mut held = gallery.0.lock().await;
    let is_fresh = |at: Instant| (0..FRESH_MICROS).contains(&asker.now.micros_since(at));
    if let Some((_, everybody)) = held.as_ref().filter(|(at, _)| is_fresh(*at)) {
        return Ok(everybody.clone());
    }
    let (entries, total) = asker.site.db.read(move |conn| store::list_entries(conn, most, now).map_err(Failure::from)).await?;
    let everybody = Everybody { entries: Arc::new(entries), total };
    *held = Some((asker.now, everybody.clone()));
    Ok(everybody)
}

/// `GET /creators`
pub(super) async fn index(asker: Asker, query: Query<BrowseQuery>) -> Answer {
    let browse = parse_browse(&query.0);
    let Everybody { entries, total: everybody } = everybody(&asker).await?;
    let after = query.0.cursor.first().and_then(|cursor| asker.cursor_in(cursor));
    let say = |key: &str, args: &[(&str, String)]| asker.text(key, args);
    let keeps = works_for_a_merchant(&asker);
    let follow = tag_buttons(&asker, &browse.filter.tags).await?;
    if !browse.words.is_empty() {
        let (found, answer) = by_words(&asker, &browse, (after, Limit::PAGE)).await?;
        let next = answer.next.as_ref().map(|cursor| address(&browse.words, &browse.filter, Some(asker.cursor_out(cursor))));
        let cards = found.iter().map(|entry| Card::of(entry, asker.lang.word()).saved_by(keeps).marked(&answer.marks, entry)).collect();
        let counts = finding::counts(&answer, entries.iter().flat_map(|entry| &entry.tags));
        return asker
            .page(&IndexPage::of((everybody, entries.len()), &counts, &browse, (cards, answer.total, next), &say).followed_by(follow))
            .await;
    }
    let (slice, total) = page(&entries, &browse.filter, after.as_ref(), (Limit::PAGE, asker.now));
    impressions::count(&asker.site, impressions::List::Browse, shown(&slice.items, asker.now), asker.now);
    let figures = impressions::recent(&asker.site, asker.now).await?;
    let next = slice.next.as_ref().map(|cursor| address("", &browse.filter, Some(asker.cursor_out(cursor))));
    let cards = slice.items.iter().map(|entry| Card::of(entry, asker.lang.word()).saved_by(keeps)).collect();
    let counts = Counts::over(&entries, &browse.filter);
    asker
        .page(
            &IndexPage::of((everybody, entries.len()), &counts, &browse, (cards, total, next), &say)
                .followed_by(follow)
                .with_figures(figures),
        )
        .await
}

/// A way to follow each of the chosen tags, for whoever is signed in.
async fn tag_buttons(asker: &Asker, tags: &[String]) -> Result<Vec<follows::Button>, Failure> {
    let Some(user) = asker.person.as_ref().map(|person| person.id).filter(|_| !tags.is_empty()) else { return Ok(Vec::new()) };
    let (tags, next) = (tags.to_vec(), asker.path.clone());
    let read = move |conn: &mut crate::platform::db::Conn| {
        tags.iter().map(|tag| follows::button(conn, user, (FollowKind::Tag, tag), &next)).collect::<Result<Vec<_>, Failure>>()
    };
    asker.site.db.read(read).await
}

/// What the index finds, in its order, and what it says of all of it.
pub(in crate::creators) async fn by_words(
    asker: &Asker,
    browse: &Browse,
    (after, limit): (Option<Cursor>, Limit),
) -> Result<(Vec<Entry>, search::Answer), Failure> {
    let asked = search::Asked { words: browse.words.clone(), after, limit };
    let everybody = everybody(asker).await?;
    let wanted = finding::Wanted::of(&browse.filter, everybody.entries.iter().filter(|entry| entry.is_hindered).map(|entry| entry.id));
    let answer = search::find(&asker.site, finding::COLLECTION, asked, Arc::new(wanted)).await?;
    let ids: Vec<CreatorId> = answer.hits.iter().filter_map(|hit| hit.id.parse().ok()).collect();
    let wanted = ids.clone();
    let mut entries = asker.site.db.read(move |conn| Ok::<_, Failure>(store::list_entries_of(conn, &wanted)?)).await?;
    entries.sort_by_key(|entry| ids.iter().position(|id| *id == entry.id));
    Ok((entries, answer))
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
    let read = move |conn: &mut crate::platform::db::Conn| {
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

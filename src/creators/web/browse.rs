//! The public list and page of creators.

use crate::creators::forms::{BrowseQuery, parse_browse};
use crate::creators::model::{Channel, Entry, Profile, Work};
use crate::creators::pages::{Card, IndexPage, ShowPage, address};
use crate::creators::rules::browse::page;
use crate::creators::store;
use crate::failure::Failure;
use crate::primitives::{Choice as _, Instant, Limit, id::PortfolioItemId};
use crate::sessions::{Member, OrgKind, Right};
use crate::web::{Answer, Asker, Id, Query, Reach, send_copy};
use actix_web::HttpRequest;
use serde::Deserialize;
use std::sync::Arc;
use tokio::sync::Mutex;

/// How old the list may be. What a creator changes shows at once in this process.
const FRESH_MICROS: i64 = 2_000_000;

/// The creators as of a moment. One a site.
#[derive(Default)]
pub(super) struct Gallery(Mutex<Option<(Instant, Arc<Vec<Entry>>)>>);

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

/// Every creator, newest first. Readers who come at once wait for one query.
pub(in crate::creators) async fn everybody(asker: &Asker) -> Result<Arc<Vec<Entry>>, Failure> {
    let gallery = asker.site.kept.of::<Gallery>();
    let mut held = gallery.0.lock().await;
    let is_fresh = |at: Instant| (0..FRESH_MICROS).contains(&asker.now.micros_since(at));
    if let Some((_, entries)) = held.as_ref().filter(|(at, _)| is_fresh(*at)) {
        return Ok(Arc::clone(entries));
    }
    let entries = Arc::new(asker.site.db.read(|conn| store::list_entries(conn).map_err(Failure::from)).await?);
    *held = Some((asker.now, Arc::clone(&entries)));
    Ok(entries)
}

/// `GET /creators`
pub(super) async fn index(asker: Asker, query: Query<BrowseQuery>) -> Answer {
    let (filter, dropped) = parse_browse(&query.0);
    let entries = everybody(&asker).await?;
    let after = query.0.cursor.first().and_then(|cursor| asker.cursor_in(cursor));
    let (slice, total) = page(&entries, &filter, after.as_ref(), Limit::PAGE);
    let next = slice.next.as_ref().map(|cursor| address(&filter, Some(asker.cursor_out(cursor))));
    let cards = slice.items.iter().map(|entry| Card::of(entry, asker.lang.word())).collect();
    let say = |key: &str, args: &[(&str, String)]| asker.text(key, args);
    asker.page(&IndexPage::of(&entries, (&filter, &dropped), (cards, total, next), &say)).await
}

struct Seen {
    profile: Profile,
    channels: Vec<Channel>,
    works: Vec<Work>,
    deals: i64,
}

/// `GET /creators/{handle}`
pub(super) async fn show(asker: Asker, handle: Id<String>) -> Answer {
    let read = move |conn: &mut crate::platform::db::Conn| {
        let profile = store::find_by_handle(conn, &handle.0)?.ok_or(Failure::NotFound)?;
        let (channels, works) = (store::list_channels(conn, profile.id)?, store::list_works(conn, profile.id)?);
        let deals = store::count_deals(conn, &[profile.id])?.remove(&profile.id).unwrap_or_default();
        Ok::<_, Failure>(Seen { profile, channels, works, deals })
    };
    let seen = asker.site.db.read(read).await?;
    let is_own = asker.person.as_ref().is_some_and(|person| person.is_creator(seen.profile.id));
    let invites = |member: &Member| member.kind == OrgKind::Merchant && member.role.allows(Right::Work);
    let may_invite = asker.person.as_ref().is_some_and(|person| person.memberships.iter().any(invites));
    let parts = (seen.channels.as_slice(), seen.works.as_slice());
    asker.page(&ShowPage::of(&seen.profile, parts, seen.deals, (is_own, may_invite), asker.lang.word())).await
}

/// `small` for lists.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SizeQuery {
    size: String,
}

/// `GET /creators/{handle}/works/{id}`: a copy of a picture, also of one that left the portfolio, because a bid may show it.
pub(super) async fn work(asker: Asker, request: HttpRequest, query: Query<SizeQuery>) -> Answer {
    let id: PortfolioItemId = request.match_info().get("id").and_then(|id| id.parse().ok()).ok_or(Failure::NotFound)?;
    let work = asker.site.db.read(move |conn| store::find_work(conn, id).map_err(Failure::from)).await?;
    let preview = work.and_then(|work| work.preview).ok_or(Failure::NotFound)?;
    send_copy(&request, asker.site.intake.storage(), &preview, query.0.size == "small", Reach::Everybody).await
}

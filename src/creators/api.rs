//! The API's doors of creators.

use super::audiences::{self, Shares, Snapshot};
use super::forms::{Browse, BrowseQuery, ChangeBody, MOST_CHARS, parse_browse};
use super::model::{Channel, Profile, Source, Way, Work};
use super::rules::is_shown;
use super::web::{self, forget_list};
use super::{actions, store};
use crate::api_door;
use crate::audit::Act;
use crate::capacity::{self, Hindrance, Standing};
use crate::failure::{Failure, FieldErrors};
use crate::platform::db::{Conn, Tx};
use crate::platform::sniff::MediaType;
use crate::primitives::id::{ChannelId, CreatorId, PortfolioItemId};
use crate::primitives::{Instant, Language, Platform, Slice};
use crate::sessions::Person;
use crate::web::Id;
use crate::web::api::{ApiDoor, Ask, Bids, Body, Call, Listed, Moment, PageQuery, Public, Reply, Told};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Every API door of creators.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(GET "/creators", Anyone, list, "Find creators: those whom the words fit best, without words those with most completed deals first, and 15% of the places for newcomers", "cursor.invalid"),
    api_door!(GET "/creators/{id}", Anyone, show, "One creator, by id or handle"),
    api_door!(PATCH "/me/creator", Token, change, "Change your own profile", "not_found", "version.stale"),
];

/// A creator's public profile.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Creator)]
struct CreatorObject {
    id: CreatorId,
    handle: String,
    version: i64,
    name: String,
    bio: String,
    tags: Vec<String>,
    languages: Vec<Language>,
    /// As the creator states them; the platform looked whose those with `verified_at` are.
    channels: Vec<ChannelObject>,
    portfolio: Vec<WorkObject>,
    /// Whether new work is taken; nothing where the creator does not say.
    availability: Option<AvailabilityObject>,
    /// Contracts that were completed.
    completed_deals: i64,
    created_at: Moment,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AvailabilityState)]
enum AvailabilityState {
    /// New work is taken.
    Open,
    /// Away.
    Blocked,
    /// As many deals run as are taken on at once.
    Full,
}

/// Whether a creator takes new work.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Availability)]
struct AvailabilityObject {
    state: AvailabilityState,
    /// The first day on which new work is taken, where the creator lives; nothing if not within a year.
    from: Option<String>,
    /// So many deals more are taken on now, where the creator says how many at once.
    places: Option<i64>,
}

impl From<Standing> for AvailabilityObject {
    fn from(standing: Standing) -> Self {
        let state = match standing.hindrance {
            None => AvailabilityState::Open,
            Some(Hindrance::Blocked) => AvailabilityState::Blocked,
            Some(Hindrance::Full) => AvailabilityState::Full,
        };
        Self { state, from: standing.from.map(|day| day.to_string()), places: standing.places }
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Channel)]
struct ChannelObject {
    id: ChannelId,
    platform: Platform,
    handle: String,
    url: String,
    followers: i64,
    /// When it was so.
    stated_at: Moment,
    /// Where the number comes from.
    source: Source,
    /// The newest statement that says more.
    audience: Option<AudienceObject>,
    /// When it was shown to be the creator's; nothing while it is not.
    verified_at: Option<Moment>,
    /// It holds until then.
    verified_until: Option<Moment>,
    /// How it was shown.
    verified_by: Option<Way>,
}

/// What a creator said of an audience.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Audience)]
struct AudienceObject {
    /// The day on which it was so.
    day: String,
    source: Source,
    followers: i64,
    /// How often a work is usually seen.
    views: Option<i64>,
    shares: Shares,
}

impl From<&Snapshot> for AudienceObject {
    fn from(one: &Snapshot) -> Self {
        Self { day: one.day.clone(), source: one.source, followers: one.followers, views: one.views, shares: one.shares.clone() }
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PortfolioItem)]
struct WorkObject {
    id: PortfolioItemId,
    title: String,
    /// Of what was sent. A picture is shown as a smaller copy in JPEG or WebP.
    media_type: MediaType,
    url: String,
    /// A picture of a film, where there is one.
    poster_url: Option<String>,
}

impl WorkObject {
    fn of(handle: &str, work: Work) -> Self {
        let url = format!("/creators/{handle}/works/{}", work.id);
        let poster_url = work.film.and(work.preview.as_ref()).map(|_| url.clone());
        let url = if work.film.is_some() { format!("{url}/film") } else { url };
        Self { id: work.id, title: work.title, media_type: work.media, url, poster_url }
    }
}

impl From<Channel> for ChannelObject {
    fn from(channel: Channel) -> Self {
        let verified = channel.verified;
        Self {
            id: channel.id,
            verified_at: verified.map(|one| Moment(one.at)),
            verified_until: verified.map(|one| Moment(one.until)),
            verified_by: verified.map(|one| one.by),
            platform: channel.platform,
            handle: channel.handle,
            url: channel.url,
            followers: channel.followers,
            stated_at: Moment(channel.stated_at),
            source: channel.source,
            audience: None,
        }
    }
}

/// What of these profiles is written elsewhere is read once for all of them.
fn objects(conn: &mut Conn, profiles: Vec<Profile>, now: Instant) -> Result<Vec<CreatorObject>, Failure> {
    let ids: Vec<CreatorId> = profiles.iter().map(|profile| profile.id).collect();
    let (mut channels, mut works) = (store::list_channels_of(conn, &ids)?, store::list_works_of(conn, &ids)?);
    let (deals, mut standings) = (store::count_deals(conn, &ids)?, capacity::standings(conn, &ids, now)?);
    let own: Vec<ChannelId> = channels.values().flatten().map(|channel| channel.id).collect();
    let said = audiences::list_of(conn, &own)?;
    let channel = |channel: Channel| {
        let more = said.get(&channel.id).and_then(|all| all.iter().find(|one| one.views.is_some() || !one.shares.is_empty()));
        ChannelObject { audience: more.map(AudienceObject::from), ..ChannelObject::from(channel) }
    };
    let object = |profile: Profile| {
        let shown = works.remove(&profile.id).unwrap_or_default().into_iter().filter(is_shown);
        let portfolio = shown.map(|work| WorkObject::of(&profile.handle, work)).collect();
        CreatorObject {
            id: profile.id,
            version: profile.version,
            channels: channels.remove(&profile.id).unwrap_or_default().into_iter().map(channel).collect(),
            portfolio,
            availability: standings.remove(&profile.id).map(AvailabilityObject::from),
            completed_deals: deals.get(&profile.id).copied().unwrap_or_default(),
            handle: profile.handle.clone(),
            name: profile.name,
            bio: profile.bio,
            tags: profile.tags,
            languages: profile.languages,
            created_at: Moment(profile.created_at),
        }
    };
    Ok(profiles.into_iter().map(object).collect())
}

fn object(conn: &mut Conn, profile: Profile, now: Instant) -> Result<CreatorObject, Failure> {
    objects(conn, vec![profile], now)?.pop().ok_or(Failure::NotFound)
}

/// What is looked for. A filter that stands several times asks for alternatives.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
struct CreatorQuery {
    /// Words: those of the name count most. Chinese in either script, English in any form, one slip of the pen a word.
    #[param(max_length = 200)]
    q: String,
    #[param(value_type = Option<Vec<Platform>>)]
    platform: Vec<String>,
    /// BCP 47.
    #[param(value_type = Option<Vec<Language>>)]
    language: Vec<String>,
    #[param(value_type = Option<Vec<String>>)]
    tag: Vec<String>,
    /// `true`: without creators who say that they are away or full.
    #[param(value_type = Option<bool>)]
    available: Option<String>,
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    #[param(value_type = Option<String>)]
    cursor: Option<String>,
}

/// `GET /api/v1/creators`
async fn list(caller: Public, query: Ask<CreatorQuery>) -> Told<Listed<CreatorObject>> {
    let asked = query.parse()?;
    let mut errors = FieldErrors::default();
    let words = errors.optional_line("q", &asked.q, MOST_CHARS);
    let words = errors.finish(words)?;
    if asked.available.as_ref().is_some_and(|available| available != "true") {
        return Err(Failure::field("available", "choice"));
    }
    let (platform, language, tag, available) = (asked.platform, asked.language, asked.tag, asked.available.into_iter().collect());
    let browse = parse_browse(&BrowseQuery { platform, language, tag, available, ..BrowseQuery::default() });
    if !browse.dropped.is_empty() {
        return Err(Failure::field("query", "choice"));
    }
    let browse = Browse { words, ..browse };
    let (limit, after) = PageQuery { limit: asked.limit, cursor: asked.cursor }.parse(&caller)?;
    let found = web::list(&caller, &browse, (after, limit)).await?;
    let (ids, next): (Vec<CreatorId>, _) = (found.entries.iter().map(|entry| entry.id).collect(), found.next);
    let now = caller.now;
    let read = move |conn: &mut Conn| {
        let mut profiles = store::list(conn, &ids)?;
        profiles.sort_by_key(|profile| ids.iter().position(|id| *id == profile.id));
        objects(conn, profiles, now)
    };
    let items = caller.site.db.read(read).await?;
    Reply::of(&Listed::of(&caller, Slice { items, next }))
}

/// `GET /api/v1/creators/{id}`
async fn show(caller: Public, id: Id<String>) -> Told<CreatorObject> {
    let now = caller.now;
    let read = move |conn: &mut Conn| {
        let profile = match id.0.parse::<CreatorId>() {
            Ok(id) => store::find(conn, id)?,
            Err(_) => store::find_by_handle(conn, &id.0)?,
        };
        object(conn, profile.ok_or(Failure::NotFound)?, now)
    };
    Reply::of(&caller.site.db.read(read).await?)
}

/// `PATCH /api/v1/me/creator`
async fn change(call: Call<Bids>, body: Body<ChangeBody>) -> Told<CreatorObject> {
    let profile = call.see(actions::get_own).await?;
    let sent = body.parse()?;
    let seen = sent.version.unwrap_or(profile.version);
    let words = sent.parse(&profile)?;
    let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
        actions::save_profile(tx, act, person, Some(seen), &words)?;
        let profile = actions::get_own(tx, person)?;
        object(tx, profile, act.at)
    };
    let changed = call.write(&body, work).await?;
    forget_list(&call).await;
    Ok(changed)
}

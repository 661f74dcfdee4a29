//! What was handed in for the milestone that is looked at: one version, one item of it large, all of them in a strip.

use super::RoomQuery;
use super::load::Room;
use super::remarks::RemarksView;
use crate::contracts::{Event, Party};
use crate::deliveries::{ItemView, RequestView, Seen, VersionView};
use crate::lint::{self, FindingView, Where};
use crate::platform::formats;
use crate::primitives::{Instant, id::MilestoneId};
use crate::screens::say::Say;
use serde::Serialize;

/// A way to another version.
#[derive(Debug, Serialize)]
struct Way {
    url: String,
    label: String,
    current: bool,
}

/// The item that is shown large.
#[derive(Debug, Serialize)]
struct Shown {
    kind: &'static str,
    alt: String,
    src: Option<String>,
    poster: Option<String>,
    url: Option<String>,
    caption: String,
    /// Why it is not the original that is seen.
    hint: Option<String>,
    locked: bool,
}

/// An item of the strip.
#[derive(Debug, Serialize)]
struct Small {
    url: String,
    label: String,
    kind: &'static str,
    src: Option<String>,
    current: bool,
}

/// An item with its checksum.
#[derive(Debug, Serialize)]
struct FileRow {
    kind: &'static str,
    name: String,
    url: Option<String>,
    note: String,
    locked: bool,
    sha: Option<String>,
}

/// Another version, as far as it stands beside the one that is looked at: the item in the same place.
#[derive(Debug, Serialize)]
struct Beside {
    version: i32,
    at: Instant,
    note: String,
    item: Option<Shown>,
    /// It came before.
    is_older: bool,
}

impl Beside {
    fn of(other: &VersionView, version: i32, at: usize, say: &Say<'_>) -> Self {
        let at = if at < other.items.len() { at } else { 0 };
        Self {
            version: other.version,
            at: other.at,
            note: other.note.clone(),
            item: other.items.get(at).map(|item| shown(item, (at, other.items.len()), say)),
            is_older: other.version < version,
        }
    }
}

/// A version with everything in it.
#[derive(Debug, Serialize)]
pub(super) struct DeliveredView {
    versions: Vec<Way>,
    note: String,
    /// What in his own words may break a rule, for the creator.
    found: Vec<FindingView>,
    at: Instant,
    item: Option<Shown>,
    strip: Vec<Small>,
    files: Vec<FileRow>,
    request: Option<RequestView>,
    /// All files as one archive, for whom they are open.
    zip_url: Option<String>,
    version: i32,
    /// What was said about places in it.
    remarks: Option<RemarksView>,
    /// Another version, to be looked at beside it.
    beside: Option<Beside>,
    /// The points that the creator ticked.
    #[serde(skip)]
    pub(super) checks: Vec<String>,
    /// What a machine can see of it.
    #[serde(skip)]
    pub(super) seen: Seen,
}

impl DeliveredView {
    /// The version that the address names, else the newest; none before the first delivery.
    pub(super) fn of(room: &Room, say: &Say<'_>, query: &RoomQuery) -> Option<Self> {
        let own: Vec<&VersionView> = room.delivered.iter().filter(|version| version.milestone == room.current.id).collect();
        let named = own.iter().find(|version| version.version.to_string() == query.version);
        let version = named.or(own.last()).copied()?;
        let at = query.item.parse::<usize>().ok().and_then(|no| no.checked_sub(1)).filter(|at| *at < version.items.len()).unwrap_or(0);
        let home = format!("/contracts/{}?milestone={}", room.contract.id, room.current.id);
        let others = || own.iter().copied().filter(|other| other.version != version.version);
        let beside = others().find(|other| other.version.to_string() == query.with);
        let way = |other: &&VersionView| Way {
            url: format!("{home}&version={}#review", other.version),
            label: say.with("deal-version", &[("n", other.version.to_string())]),
            current: other.version == version.version && beside.is_none(),
        };
        // Beside the one before it; the first beside the second.
        let next_to = others().rfind(|other| other.version < version.version).or_else(|| others().next());
        let compare = next_to.map(|other| Way {
            url: format!("{home}&version={}&with={}&item={}#review", version.version, other.version, at + 1),
            label: say.plain("deal-compare"),
            current: beside.is_some(),
        });
        let with = beside.map(|other| format!("&with={}", other.version)).unwrap_or_default();
        let small = |(index, item): (usize, &ItemView)| Small {
            url: format!("{home}&version={}{with}&item={}#review", version.version, index + 1),
            label: item.name.clone(),
            kind: item.kind,
            src: item.small.clone(),
            current: index == at,
        };
        Some(Self {
            versions: own.iter().map(way).chain(compare).collect(),
            version: version.version,
            remarks: RemarksView::of(room, version, at, say),
            beside: beside.map(|other| Beside::of(other, version.version, at, say)),
            found: found(room, &version.note, say),
            note: version.note.clone(),
            at: version.at,
            item: version.items.get(at).map(|item| shown(item, (at, version.items.len()), say)),
            strip: version.items.iter().enumerate().map(small).collect(),
            files: version.items.iter().map(row).collect(),
            request: version.request.clone(),
            zip_url: zip_url(version),
            checks: version.checks.clone(),
            seen: version.seen.clone(),
        })
    }
}

fn found(room: &Room, note: &str, say: &Say<'_>) -> Vec<FindingView> {
    if room.access.party != Party::Creator {
        return Vec::new();
    }
    lint::look(Where::Delivery, "note", note).iter().map(|finding| FindingView::of(finding, say.0.lang)).collect()
}

fn shown(item: &ItemView, place: (usize, usize), say: &Say<'_>) -> Shown {
    let values = [("n", (place.0 + 1).to_string()), ("all", place.1.to_string()), ("name", item.name.clone())];
    Shown {
        kind: item.kind,
        alt: item.name.clone(),
        src: item.src.clone(),
        poster: item.poster.clone(),
        hint: instead(item, say.0.site.films.are_there()).map(|key| say.plain(key)),
        url: item.url.clone(),
        caption: say.with("deal-item-of", &values),
        locked: item.locked,
    }
}

/// What is seen in place of an original that is locked, and why there may be nothing.
fn instead(item: &ItemView, makes_films: bool) -> Option<&'static str> {
    match (item.kind, item.src.is_some()) {
        _ if !item.locked => None,
        ("image", true) => Some("deal-seen-marked"),
        ("video", true) => Some("deal-seen-small"),
        ("video", false) if makes_films => Some("deal-seen-later"),
        ("video", false) => Some("deal-seen-none"),
        _ => None,
    }
}

fn zip_url(version: &VersionView) -> Option<String> {
    let mut files = version.items.iter().filter(|item| item.sha.is_some()).peekable();
    let open = files.peek().is_some() && files.all(|file| !file.locked);
    open.then(|| format!("/deliveries/{}/files.zip", version.id))
}

fn row(item: &ItemView) -> FileRow {
    FileRow {
        kind: item.kind,
        name: item.name.clone(),
        url: item.url.clone(),
        note: item.size.map(formats::file_size).unwrap_or_default(),
        locked: item.locked,
        sha: item.sha.clone(),
    }
}

/// What a person said with an event: the note of a delivery, the wishes of a request for changes.
pub(super) fn words(room: &Room, milestone: MilestoneId, event: Event, version: i32) -> Option<String> {
    let found = room.delivered.iter().find(|view| view.milestone == milestone && view.version == version)?;
    let said = match event {
        Event::Submitted => found.note.clone(),
        Event::ChangesRequested => {
            let wishes = &found.request.as_ref()?.wishes;
            let line = |wish: &crate::deliveries::WishView| match &wish.check {
                Some(check) => format!("{check} {}", wish.text),
                None => wish.text.clone(),
            };
            wishes.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        Event::Funded
        | Event::Dropped
        | Event::Started
        | Event::Cancelled
        | Event::CancelledLate
        | Event::Approved
        | Event::ReviewTimedOut
        | Event::CancelAgreed
        | Event::CancelledByCreator
        | Event::DisputeOpened
        | Event::Withdrawn
        | Event::Settled
        | Event::Defaulted
        | Event::RulingExecuted
        | Event::Cleared
        | Event::Stale
        | Event::Unstarted
        | Event::Stopped
        | Event::Won => return None,
    };
    (!said.is_empty()).then_some(said)
}

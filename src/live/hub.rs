//! Who listens in this process, and the task that tells them.

use crate::events::{self, Audience, Event};
use crate::failure::Failure;
use crate::platform::db::Hears;
use crate::primitives::id::{EventId, Identity as _, UserId};
use crate::web::Site;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;

/// Streams of one person.
const EACH: usize = 10;
/// Streams of one process.
const ALL: usize = 5_000;
/// How often it is looked whether something was committed here.
const LOOK: Duration = Duration::from_millis(150);
/// How often it is looked for what other nodes committed, where nothing tells.
const LOOK_ELSEWHERE: Duration = Duration::from_millis(450);
/// How often where hints tell, of which one may get lost.
const LOOK_BESIDE: Duration = Duration::from_secs(2);
/// Ids sort by the time of making, not of committing, and clocks of nodes differ: so far back is looked again each time.
const OVERLAP_MILLIS: u64 = 10_000;
/// More at once are not told one by one.
const MOST: i64 = 4_000;

/// What waits for a listener.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Waiting {
    /// The last thing that happened.
    pub(super) last: Option<EventId>,
    /// His page shows it.
    pub(super) page: bool,
    /// The process ends.
    pub(super) closes: bool,
}

/// An open page.
pub(super) struct Listener {
    pub(super) user: UserId,
    pub(super) audience: Audience,
    /// The thing that the page shows, if this person may see it.
    pub(super) of: Option<String>,
    waiting: Mutex<Waiting>,
    woken: Notify,
}

impl Listener {
    pub(super) fn new(user: UserId, audience: Audience, of: Option<String>) -> Self {
        Self { user, audience, of, waiting: Mutex::default(), woken: Notify::new() }
    }

    /// Notes what happened, if it concerns this page or its reader.
    pub(super) fn hear(&self, event: &Event) {
        let page = self.of.as_ref() == Some(&event.concerns.subject);
        if page || self.audience.hears(&event.concerns) {
            self.note(|waiting| {
                waiting.last = waiting.last.max(Some(event.id));
                waiting.page |= page;
            });
        }
    }

    fn note(&self, change: impl FnOnce(&mut Waiting)) {
        change(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        self.woken.notify_one();
    }

    /// Waits for something to happen and takes it; `None` when nothing did for so long.
    pub(super) async fn next(&self, patience: Duration) -> Option<Waiting> {
        tokio::time::timeout(patience, self.woken.notified()).await.ok()?;
        Some(std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

#[derive(Default)]
struct Listeners {
    all: HashMap<u64, Arc<Listener>>,
    next: u64,
    is_watched: bool,
}

/// Everybody who listens.
#[derive(Default)]
pub(super) struct Hub(Mutex<Listeners>);

/// A place among them, given back when it is dropped.
pub(super) struct Place {
    hub: Arc<Hub>,
    no: u64,
    pub(super) listener: Arc<Listener>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.hub.locked().all.remove(&self.no);
    }
}

impl Hub {
    fn locked(&self) -> MutexGuard<'_, Listeners> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets somebody listen; the first one wakes the task that looks.
    pub(super) fn join(self: &Arc<Self>, site: &Arc<Site>, listener: Listener) -> Result<Place, Failure> {
        const AGAIN_SECONDS: i64 = 60;
        let mut listeners = self.locked();
        if listeners.all.len() >= ALL {
            return Err(Failure::Busy("as many pages listen as may".to_owned()));
        }
        if listeners.all.values().filter(|other| other.user == listener.user).count() >= EACH {
            return Err(Failure::Limited(AGAIN_SECONDS));
        }
        let (no, listener) = (listeners.next, Arc::new(listener));
        listeners.next = no.wrapping_add(1);
        listeners.all.insert(no, Arc::clone(&listener));
        if !std::mem::replace(&mut listeners.is_watched, true) {
            tokio::spawn(watch(Arc::clone(site), Arc::clone(self)));
        }
        Ok(Place { hub: Arc::clone(self), no, listener })
    }

    fn tell(&self, say: impl Fn(&Listener)) {
        let all: Vec<Arc<Listener>> = self.locked().all.values().cloned().collect();
        all.iter().for_each(|listener| say(listener));
    }

    /// Nobody listens any more: the task that looks may go.
    fn rests(&self) -> bool {
        let mut listeners = self.locked();
        listeners.is_watched = !listeners.all.is_empty();
        !listeners.is_watched
    }
}

/// What was told already, as far back as is looked again.
struct Told {
    from: EventId,
    ids: HashSet<EventId>,
}

impl Told {
    /// New ones of these; what was told long ago is forgotten.
    fn fresh(&mut self, events: Vec<Event>) -> Vec<Event> {
        let fresh: Vec<Event> = events.into_iter().filter(|event| self.ids.insert(event.id)).collect();
        if let Some(last) = fresh.last() {
            self.from = self.from.max(last.id.before(OVERLAP_MILLIS));
            let from = self.from;
            self.ids.retain(|id| *id >= from);
        }
        fresh
    }
}

async fn list(site: &Site, after: EventId) -> Vec<Event> {
    let read = site.db.read(move |conn| Ok::<_, Failure>(events::list_after(conn, after, MOST)?));
    read.await.unwrap_or_else(|error| {
        tracing::debug!(%error, "events could not be looked at");
        Vec::new()
    })
}

async fn begin(site: &Site) -> Told {
    let newest = site.db.read(|conn| Ok::<_, Failure>(events::newest(conn)?)).await.ok().flatten();
    let from = newest.unwrap_or_else(EventId::nobody).before(OVERLAP_MILLIS);
    let ids = list(site, from).await.iter().map(|event| event.id).collect();
    Told { from, ids }
}

/// Looks for what happened, and tells those who listen, until nobody does or the process ends.
async fn watch(site: Arc<Site>, hub: Arc<Hub>) {
    let Ok(mut term) = signal(SignalKind::terminate()) else { return };
    let Ok(mut interrupt) = signal(SignalKind::interrupt()) else { return };
    // Asked before the first look: what is committed while it looks is looked at again.
    let (mut stamp, mut looked) = (site.db.stamp(), Instant::now());
    let mut told = begin(&site).await;
    loop {
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = term.recv() => return hub.tell(|listener| listener.note(|waiting| waiting.closes = true)),
            _ = interrupt.recv() => return hub.tell(|listener| listener.note(|waiting| waiting.closes = true)),
        }
        if hub.rests() {
            return;
        }
        let now = site.db.stamp();
        let may_rest = match site.db.hears() {
            Hears::Surely => true,
            Hears::ByHints => looked.elapsed() < LOOK_BESIDE,
            Hears::Nothing => looked.elapsed() < LOOK_ELSEWHERE,
        };
        if now == stamp && may_rest {
            continue;
        }
        (stamp, looked) = (now, Instant::now());
        let events = told.fresh(list(&site, told.from).await);
        for event in &events {
            hub.tell(|listener| listener.hear(event));
        }
    }
}

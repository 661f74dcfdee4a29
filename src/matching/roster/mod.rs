//! Every creator in memory, as far as he is weighed, so that the best of a million are found in milliseconds.
//!
//! It is a projection and never the truth: each process has one of its own, reads it from the database when somebody first asks, and follows the
//! changes from then on. It names ids; who they are, how they fit and why is read from the database.

mod rows;

use super::model::{Maker, Work};
use super::store;
use crate::failure::Failure;
use crate::platform::db::{Conn, DbError};
use crate::primitives::id::CreatorId;
use crate::primitives::{Instant, Platform};
use crate::search::{self, Noun, Step, Trail, mask};
use crate::web::{Job, Lane, Shared, Site};
use rows::{Ask, Rows};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::Mutex;

/// Somebody who asks waits so long for a roster that is being read.
const PATIENCE: Duration = Duration::from_secs(10);

/// Keeps up with what changed, once somebody has asked.
pub const JOBS: &[Job] = &[Job { name: "creators to weigh", lane: Lane::House, run: |site| Box::pin(keep_up(site)) }];

/// All creators as they are weighed.
#[derive(Default)]
pub struct Roster {
    /// How far it is; nothing until somebody asks.
    course: Mutex<Option<Course>>,
    rows: RwLock<Rows>,
}

struct Course {
    trail: Trail,
    /// The number of everybody's commits when it was last looked after; with it, nothing can have changed.
    stamp: Option<u64>,
}

/// Of whom to think, beside those whom the brief's platforms leave.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only of these, if that is said.
    pub only: Option<Vec<CreatorId>>,
    /// Not of these.
    pub without: Vec<CreatorId>,
}

/// Whom the roster names.
pub(super) struct Named {
    pub(super) ids: Vec<CreatorId>,
    pub(super) weighed: usize,
}

async fn keep_up(site: Shared) -> Result<bool, Failure> {
    let roster = site.kept.of::<Roster>();
    let mut course = roster.course.lock().await;
    if let Some(course) = course.as_mut() {
        roster.follow(&site, course).await?;
        roster.draw(site.clock.now());
    }
    Ok(false)
}

/// The roster as of now: what was committed before is in it. Busy while it is read for the first time and that takes long; the work goes on when the one
/// who asked has gone.
pub async fn roster(site: &Shared) -> Result<Arc<Roster>, Failure> {
    let site = Arc::clone(site);
    let work = tokio::spawn(async move {
        let roster = site.kept.of::<Roster>();
        let mut held = roster.course.lock().await;
        let mut course = match held.take() {
            Some(course) => course,
            None => roster.read(&site).await?,
        };
        roster.follow(&site, &mut course).await?;
        *held = Some(course);
        drop(held);
        Ok(roster)
    });
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(done) => done.map_err(|error| Failure::Bug(error.to_string()))?,
        Err(_) => Err(Failure::Busy("the roster is being read".to_owned())),
    }
}

impl Roster {
    /// Reads everybody.
    async fn read(&self, site: &Site) -> Result<Course, Failure> {
        let standing = site.db.read(|conn| Ok::<_, Failure>(search::newest(conn, Noun::Creator)?)).await?;
        let (mut rows, mut after) = (Rows::default(), None);
        loop {
            let makers = site.db.read(move |conn| Ok::<_, Failure>(store::list_makers_after(conn, after)?)).await?;
            let Some(last) = makers.last() else { break };
            after = Some(last.person.id);
            makers.iter().for_each(|maker| rows.put(maker.person.id, Some(maker)));
        }
        rows.draw(site.clock.now());
        *self.rows.write().unwrap_or_else(PoisonError::into_inner) = rows;
        Ok(Course { trail: Trail::at(standing), stamp: None })
    }

    /// Takes what changed since.
    async fn follow(&self, site: &Site, course: &mut Course) -> Result<(), Failure> {
        let stamp = site.db.stamp_of_all();
        if stamp.is_some() && stamp == course.stamp {
            return Ok(());
        }
        loop {
            let after = course.trail.seq();
            let found = site.db.read(move |conn| Ok::<_, Failure>(search::list_changes(conn, Noun::Creator, after)?)).await?;
            let is_last = i64::try_from(found.len()).is_ok_and(|length| length < search::PIECE);
            let step = course.trail.step(found);
            let has_more = !is_last && !step.things.is_empty();
            self.take(site, &step).await?;
            course.trail.take(step);
            if !has_more {
                break;
            }
        }
        course.stamp = stamp;
        Ok(())
    }

    async fn take(&self, site: &Site, step: &Step) -> Result<(), Failure> {
        let ids: Vec<CreatorId> = step.things.iter().filter_map(|id| id.parse().ok()).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let wanted = ids.clone();
        let makers = site.db.read(move |conn| Ok::<_, Failure>(store::list_makers_of(conn, &wanted)?)).await?;
        let known: HashMap<CreatorId, &Maker> = makers.iter().map(|maker| (maker.person.id, maker)).collect();
        let mut rows = self.rows.write().unwrap_or_else(PoisonError::into_inner);
        ids.iter().for_each(|id| rows.put(*id, known.get(id).copied()));
        Ok(())
    }

    fn draw(&self, now: Instant) {
        if !self.rows.read().unwrap_or_else(PoisonError::into_inner).has_drawn(now) {
            self.rows.write().unwrap_or_else(PoisonError::into_inner).draw(now);
        }
    }

    /// Those who fit a brief best, so many, and so many newcomers whom the day's lot draws. Nobody of its own organisation.
    pub(super) fn name(
        &self,
        conn: &mut Conn,
        (work, platforms, wanted): (&Work, &[Platform], &Wanted),
        (best, newcomers): (usize, usize),
        now: Instant,
    ) -> Result<Named, DbError> {
        let mut without = store::list_of_members(conn, work.org)?;
        without.extend(&wanted.without);
        let partners = store::list_partners(conn, work.org)?;
        let only = wanted.only.as_deref();
        let ask = Ask { work, platforms: mask(platforms), only, without: &without, partners: &partners, best, newcomers, now };
        self.draw(now);
        let picked = self.rows.read().unwrap_or_else(PoisonError::into_inner).pick(&ask);
        let mut ids = picked.best;
        let more: Vec<CreatorId> = picked.newcomers.into_iter().filter(|id| !ids.contains(id)).collect();
        ids.extend(more);
        Ok(Named { ids, weighed: picked.weighed })
    }
}

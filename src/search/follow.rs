//! Each process's indexes, kept up with the database: looked after whenever somebody searches, and on each tick.

use super::index::{Index, Standing};
use super::model::{Answer, Asked, Collection, Doc, Noun, Sieve};
use super::store;
use super::trail::Trail;
use crate::failure::Failure;
use crate::web::{Shared, Site};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex as Lock, PoisonError};
use std::time::Duration;
use tantivy::TantivyError;
use tokio::sync::Mutex;

/// Somebody who searches waits so long for an index that is being written.
const PATIENCE: Duration = Duration::from_secs(10);
/// Somebody who can do without waits so long.
const HASTE: Duration = Duration::from_secs(5);

/// The indexes of one site.
#[derive(Default)]
struct Shelf(Lock<HashMap<Noun, Arc<Book>>>);

/// One index with how far it is.
struct Book {
    of: &'static Collection,
    /// It is being opened or written anew, which may take minutes.
    is_written: AtomicBool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    index: Option<Arc<Index>>,
    trail: Trail,
    /// The number of everybody's commits when it was last looked after; with it, nothing can have changed.
    stamp: Option<u64>,
}

fn books(site: &Site) -> Vec<Arc<Book>> {
    site.kept.of::<Shelf>().0.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
}

fn book(site: &Site, of: &'static Collection) -> Arc<Book> {
    let shelf = site.kept.of::<Shelf>();
    let mut books = shelf.0.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(books.entry(of.noun).or_insert_with(|| Arc::new(Book { of, is_written: AtomicBool::default(), state: Mutex::default() })))
}

fn broken(error: &TantivyError) -> Failure {
    Failure::Bug(format!("the index: {error}"))
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, TantivyError> + Send + 'static) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| Failure::Bug(error.to_string()))?;
    done.map_err(|error| broken(&error))
}

/// Looks for what was asked. What was committed before is in the index that is looked in; if the index is broken, it is made anew first.
pub async fn find(site: &Shared, of: &'static Collection, asked: Asked, sieve: Arc<dyn Sieve>) -> Result<Answer, Failure> {
    let book = book(site, of);
    let (first, eyes, look) = (current(site, &book, PATIENCE).await?, Arc::clone(&sieve), asked.clone());
    match apart(move || first.search(&look, eyes)).await {
        Ok(answer) => Ok(answer),
        Err(error) => {
            tracing::warn!(%error, noun = %of.noun, "an index is broken; it is made anew");
            book.state.lock().await.spoil();
            let again = current(site, &book, PATIENCE).await?;
            apart(move || again.search(&asked, sieve)).await
        }
    }
}

/// Whether something can be looked for now: not while the index is being opened or written anew. Opens it if nobody did.
pub async fn is_there(site: &Shared, of: &'static Collection) -> Result<bool, Failure> {
    let book = book(site, of);
    if book.is_written.load(Ordering::Relaxed) {
        return Ok(false);
    }
    match current(site, &book, HASTE).await {
        Ok(_) => Ok(true),
        Err(Failure::Busy(_)) => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// Looks after every index that is open.
pub(super) async fn keep_up(site: &Shared) -> Result<(), Failure> {
    for book in books(site) {
        current(site, &book, PATIENCE).await?;
    }
    Ok(())
}

/// The index as of now. The work goes on when the one who asked for it has gone.
async fn current(site: &Shared, book: &Arc<Book>, patience: Duration) -> Result<Arc<Index>, Failure> {
    let (site, book) = (Arc::clone(site), Arc::clone(book));
    let work = tokio::spawn(async move {
        let mut state = book.state.lock().await;
        match state.look_after(&site, &book).await {
            Ok(index) => Ok(index),
            Err(Failure::Bug(error)) => {
                tracing::warn!(%error, noun = %book.of.noun, "an index cannot be kept up; it is made anew");
                state.spoil();
                state.look_after(&site, &book).await
            }
            Err(failure) => Err(failure),
        }
    });
    match tokio::time::timeout(patience, work).await {
        Ok(done) => done.map_err(|error| Failure::Bug(error.to_string()))?,
        Err(_) => Err(Failure::Busy("the index is being written".to_owned())),
    }
}

impl State {
    /// The index goes, with its files.
    fn spoil(&mut self) {
        if let Some(error) = std::mem::take(self).index.and_then(|index| index.remove().err()) {
            tracing::warn!(%error, "the files of a broken index stay");
        }
    }

    async fn look_after(&mut self, site: &Site, book: &Book) -> Result<Arc<Index>, Failure> {
        let of = book.of;
        let stamp = site.db.stamp_of_all();
        let index = match &self.index {
            Some(index) => Arc::clone(index),
            None => {
                book.is_written.store(true, Ordering::Relaxed);
                let opened = self.open(site, of).await;
                book.is_written.store(false, Ordering::Relaxed);
                opened?
            }
        };
        if stamp.is_some() && stamp == self.stamp {
            return Ok(index);
        }
        while self.follow(site, of, &index).await? {}
        self.stamp = stamp;
        Ok(index)
    }

    /// Opens the index; one that does not fit the database is written anew.
    async fn open(&mut self, site: &Site, of: &'static Collection) -> Result<Arc<Index>, Failure> {
        let dir = site.config.data_dir.join("search");
        let (index, standing) = apart(move || Index::open(&dir, of)).await?;
        let index = Arc::new(index);
        let is_known = match standing.clone() {
            Some(standing) => site.db.read(move |conn| Ok::<_, Failure>(store::is_known(conn, &standing)?)).await?,
            None => false,
        };
        self.trail = Trail::at(match standing.filter(|_| is_known) {
            Some(standing) => standing,
            None => write_anew(site, of, &index).await?,
        });
        self.index = Some(Arc::clone(&index));
        Ok(index)
    }

    /// Takes what changed since; `true` if there may be more.
    async fn follow(&mut self, site: &Site, of: &'static Collection, index: &Arc<Index>) -> Result<bool, Failure> {
        let (noun, after) = (of.noun, self.trail.seq());
        let changes = site.db.read(move |conn| Ok::<_, Failure>(store::list_changes(conn, noun, after)?)).await?;
        let is_full = i64::try_from(changes.len()).is_ok_and(|length| length >= store::PIECE);
        let step = self.trail.step(changes);
        if step.things.is_empty() {
            return Ok(false);
        }
        let wanted = step.things.clone();
        let docs = site.db.read(move |conn| (of.load)(conn, &wanted)).await?;
        save(index, (step.things.clone(), docs), &step.standing).await?;
        self.trail.take(step);
        Ok(is_full)
    }
}

async fn save(index: &Arc<Index>, (ids, docs): (Vec<String>, Vec<Doc>), standing: &Standing) -> Result<(), Failure> {
    let (index, standing) = (Arc::clone(index), standing.clone());
    apart(move || index.put(&ids, &docs).and_then(|()| index.save(&standing))).await
}

/// Writes the whole index from the database.
async fn write_anew(site: &Site, of: &'static Collection, index: &Arc<Index>) -> Result<Standing, Failure> {
    let noun = of.noun;
    let standing = site.db.read(move |conn| Ok::<_, Failure>(store::newest(conn, noun)?)).await?;
    index.clear().map_err(|error| broken(&error))?;
    let mut after = String::new();
    loop {
        let begin = after.clone();
        let piece = site.db.read(move |conn| {
            let ids = (of.list)(conn, &begin, store::PIECE)?;
            let docs = (of.load)(conn, &ids)?;
            Ok::<_, Failure>((ids, docs))
        });
        let (ids, docs) = piece.await?;
        let Some(last) = ids.last().cloned() else { break };
        let into = Arc::clone(index);
        apart(move || into.put(&[], &docs)).await?;
        after = last;
    }
    let (into, written) = (Arc::clone(index), standing.clone());
    apart(move || into.save(&written)).await?;
    Ok(standing)
}

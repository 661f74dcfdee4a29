//! One index: its files or its memory, what is written into it and looked for in it.

use super::bitmaps::Bitmaps;
use super::digest::Digest;
use super::model::{Answer, Asked, Collection, Doc, Hit, Plan, Sieve, halves, id_of, number_of};
use super::planned::Planned;
use super::query::Fields;
use super::segments::Segments;
use super::tally::{Found, HIGH, LOW, Place, Tally};
use super::words::{self, Cut};
use crate::primitives::{Cursor, Slice};
use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use tantivy::collector::Collector as _;
use tantivy::indexer::LogMergePolicy;
use tantivy::query::{EnableScoring, Query};
use tantivy::schema::{FAST, Field, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Executor, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term};

/// What the index was written from: up to which change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The number of the last change, 0 if there was none.
    pub seq: i64,
    /// What changed with it.
    pub thing: String,
}

impl Standing {
    fn text(&self, edition: u32) -> String {
        format!("{edition} {} {}", self.seq, self.thing)
    }

    /// As it was written down, if it was by this edition.
    fn read(text: &str, edition: u32) -> Option<Self> {
        let (written, rest) = text.split_once(' ')?;
        let (seq, thing) = rest.split_once(' ')?;
        if written.parse() != Ok(edition) {
            return None;
        }
        Some(Self { seq: seq.parse().ok()?, thing: thing.to_owned() })
    }
}

/// Bytes that wait in memory before they become a part of the index.
const BUDGET: usize = 15_000_000;
/// Pieces of the index with more things are joined no more, so that several can be looked through at once.
const PIECE: usize = 25_000;
/// A piece of which so much is out of date is written anew.
const STALE: f32 = 0.3;
/// An index with more things is looked through by all processors at once.
const MANY: u64 = 50_000;
/// So many processes have room for their index in one data directory; the next keeps it in memory.
const PROCESSES: usize = 8;

/// All processors, for large indexes.
static PROCESSORS: LazyLock<Executor> = LazyLock::new(|| {
    let many = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Executor::multi_thread(many, "search-").unwrap_or_else(|error| {
        tracing::warn!(%error, "no threads for searching; one looks through everything");
        Executor::single_thread()
    })
});

/// An index.
pub struct Index {
    reader: IndexReader,
    writer: Mutex<IndexWriter>,
    fields: Fields,
    columns: Vec<Field>,
    halves: (Field, Field),
    digests: Segments<Digest>,
    bitmaps: Segments<Bitmaps>,
    of: &'static Collection,
    /// `None`: it is in memory.
    dir: Option<PathBuf>,
}

struct Layout {
    schema: Schema,
    fields: Fields,
    columns: Vec<Field>,
    halves: (Field, Field),
}

fn layout(of: &Collection) -> Layout {
    let mut schema = Schema::builder();
    let text = |analyzer: &str, option| {
        TextOptions::default().set_indexing_options(TextFieldIndexing::default().set_tokenizer(analyzer).set_index_option(option))
    };
    let fields = Fields {
        id: schema.add_text_field("id", STRING),
        title: schema.add_text_field("title", text("words", IndexRecordOption::WithFreqs)),
        about: schema.add_text_field("about", text("words", IndexRecordOption::WithFreqs)),
        body: schema.add_text_field("body", text("words", IndexRecordOption::WithFreqs)),
        plain: schema.add_text_field("plain", text("plain", IndexRecordOption::Basic)),
        glyphs: schema.add_text_field("glyphs", text("glyphs", IndexRecordOption::WithFreqsAndPositions)),
    };
    let number = || NumericOptions::from(FAST);
    let halves = (schema.add_u64_field(HIGH, number()), schema.add_u64_field(LOW, number()));
    let columns = of.columns.iter().map(|name| schema.add_u64_field(name, number())).collect();
    Layout { schema: schema.build(), fields, columns, halves }
}

impl Index {
    /// Opens the first index of this kind in the directory that no other process holds, or makes one; in memory where that cannot be. With what it was
    /// written from, if that is known.
    pub fn open(dir: &Path, of: &'static Collection) -> Result<(Self, Option<Standing>), TantivyError> {
        for no in 0..PROCESSES {
            let dir = dir.join(format!("{}-{no}", of.noun));
            match Self::in_dir(&dir, of) {
                Ok(opened) => return Ok(opened),
                Err(TantivyError::LockFailure(..)) => {}
                Err(error) => {
                    tracing::warn!(%error, dir = %dir.display(), "an index cannot be read; it is made anew");
                    if let Ok(opened) = remove(&dir).map_err(TantivyError::from).and_then(|()| Self::in_dir(&dir, of)) {
                        return Ok(opened);
                    }
                    break;
                }
            }
        }
        let layout = layout(of);
        Self::of(tantivy::Index::create_in_ram(layout.schema.clone()), layout, of, None)
    }

    fn in_dir(dir: &PathBuf, of: &'static Collection) -> Result<(Self, Option<Standing>), TantivyError> {
        std::fs::create_dir_all(dir)?;
        let layout = layout(of);
        let files = tantivy::directory::MmapDirectory::open(dir)?;
        Self::of(tantivy::Index::open_or_create(files, layout.schema.clone())?, layout, of, Some(dir.clone()))
    }

    fn of(
        index: tantivy::Index,
        layout: Layout,
        of: &'static Collection,
        dir: Option<PathBuf>,
    ) -> Result<(Self, Option<Standing>), TantivyError> {
        index.tokenizers().register("words", words::analyzer(Cut::Written));
        index.tokenizers().register("glyphs", words::analyzer(Cut::Glyphs));
        index.tokenizers().register("plain", words::analyzer(Cut::Plain));
        let writer = index.writer_with_num_threads(1, BUDGET)?;
        let mut pieces = LogMergePolicy::default();
        pieces.set_max_docs_before_merge(PIECE);
        pieces.set_del_docs_ratio_before_merge(STALE);
        writer.set_merge_policy(Box::new(pieces));
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let standing = index.load_metas()?.payload.and_then(|text| Standing::read(&text, of.edition));
        let Layout { fields, columns, halves, .. } = layout;
        let (writer, digests, bitmaps) = (Mutex::new(writer), Segments::default(), Segments::default());
        Ok((Self { reader, writer, fields, columns, halves, digests, bitmaps, of, dir }, standing))
    }

    /// Its files go; whoever still looks in it finds what he finds.
    pub(super) fn remove(&self) -> std::io::Result<()> {
        self.dir.as_deref().map_or(Ok(()), remove)
    }

    /// Everything goes; what comes after [`Index::save`] is all there is.
    pub fn clear(&self) -> Result<(), TantivyError> {
        self.writing().delete_all_documents().map(drop)
    }

    /// These ids are now these things, once it is saved.
    pub fn put(&self, ids: &[String], docs: &[Doc]) -> Result<(), TantivyError> {
        let writer = self.writing();
        for id in ids {
            writer.delete_term(Term::from_field_text(self.fields.id, id));
        }
        for doc in docs {
            writer.add_document(self.written(doc))?;
        }
        Ok(())
    }

    /// From now on it is looked for in what was put.
    pub fn save(&self, standing: &Standing) -> Result<(), TantivyError> {
        let mut writer = self.writing();
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&standing.text(self.of.edition));
        commit.commit()?;
        self.reader.reload()?;
        self.digests.keep_only(&self.reader.searcher());
        self.bitmaps.keep_only(&self.reader.searcher());
        Ok(())
    }

    fn writing(&self) -> std::sync::MutexGuard<'_, IndexWriter> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn written(&self, doc: &Doc) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        let (high, low) = halves(number_of(&doc.id));
        document.add_text(self.fields.id, &doc.id);
        document.add_u64(self.halves.0, high);
        document.add_u64(self.halves.1, low);
        for (field, text) in [(self.fields.title, &doc.title), (self.fields.about, &doc.about), (self.fields.body, &doc.body)] {
            document.add_text(field, text);
            document.add_text(self.fields.glyphs, text);
            document.add_text(self.fields.plain, text);
        }
        for (column, value) in &doc.values {
            if let Some(field) = self.columns.get(*column) {
                document.add_u64(*field, *value);
            }
        }
        document
    }

    /// Looks for it.
    pub fn search(&self, asked: &Asked, sieve: Arc<dyn Sieve>) -> Result<Answer, TantivyError> {
        let searcher = self.reader.searcher();
        let one = Executor::single_thread();
        let processors = if searcher.num_docs() > MANY { &*PROCESSORS } else { &one };
        let (after, most) = (place(asked), asked.limit.rows() + 1);
        let plan = sieve.plan().map(Arc::new);
        let planned =
            |plan: &Arc<Plan>, digests| Planned { plan: Arc::clone(plan), bitmaps: &self.bitmaps, of: self.of, digests, after, most };
        if let Some((plan, order)) = plan.as_ref().and_then(|plan| Some((plan, plan.order?))).filter(|_| asked.words.trim().is_empty()) {
            let planned = planned(plan, Vec::new());
            let fruits = processors.map(|segment| planned.list(segment, order), searcher.segment_readers().iter())?;
            return Ok(self.answer(planned.merge_fruits(fruits)?, asked, super::Marks::default()));
        }
        let Some(wanted) = self.fields.wanted(&searcher, &asked.words)? else { return Ok(Answer::default()) };
        let digest = |segment| self.digests.of(segment, || Digest::of(segment, self.of));
        let digests: Vec<Arc<Digest>> = searcher.segment_readers().iter().map(digest).collect::<Result<_, _>>()?;
        let scored = || EnableScoring::enabled_from_searcher(&searcher);
        let look = |query: &dyn Query| match &plan {
            Some(plan) => searcher.search_with_executor(query, &planned(plan, digests.clone()), processors, scored()),
            None => {
                let tally = Tally { sieve: Arc::clone(&sieve), columns: self.of.columns, digests: digests.clone(), after, most };
                searcher.search_with_executor(query, &tally, processors, scored())
            }
        };
        let mut found = look(wanted.strict.as_ref())?;
        if let Some(loose) = wanted.loose.filter(|_| found.total == 0) {
            found = look(loose.as_ref())?;
        }
        Ok(self.answer(found, asked, wanted.marks))
    }

    fn answer(&self, found: Found, asked: &Asked, marks: super::Marks) -> Answer {
        let (total, facets, prices) = (found.total, found.facets(), found.prices());
        let hit = |(key, Reverse(number)): Place| Hit { id: id_of(number, self.of.prefix), key };
        let hits: Vec<Hit> = found.places.into_sorted_vec().into_iter().map(hit).collect();
        let slice = Slice::cut(hits, asked.limit, |hit| Cursor { key: hit.key, id: hit.id.clone() });
        Answer { hits: slice.items, next: slice.next, total, facets, prices, marks }
    }
}

/// Behind which place the slice begins.
fn place(asked: &Asked) -> Option<Place> {
    asked.after.as_ref().map(|after| (after.key, Reverse(number_of(&after.id))))
}

fn remove(dir: &Path) -> std::io::Result<()> {
    match std::fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

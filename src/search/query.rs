//! What was typed, as a query: every word must be there, in one of the shapes in which it may be meant.

use super::marks::Marks;
use super::words::{self, Cut};
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

/// The fields of an index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub(super) id: Field,
    pub(super) title: Field,
    pub(super) about: Field,
    pub(super) body: Field,
    pub(super) glyphs: Field,
    pub(super) plain: Field,
}

/// More words than these are not looked for.
const MOST_WORDS: usize = 12;
/// A word that so many things hold is a word: nobody looks for its characters one by one.
const COMMON: u64 = 1_000;
/// Shorter words begin too many others.
const LONG_ENOUGH: usize = 4;
/// Words that say nothing by themselves.
const EMPTY: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "i", "in", "is", "it", "my", "of", "on", "or", "our", "that", "the",
    "this", "to", "we", "with", "you", "your", "s", "的", "了", "和", "与", "或", "是", "在", "我", "你", "吗", "呢",
];

/// A word that was typed.
struct Word {
    stem: String,
    /// As it was written, where it is not Chinese.
    plain: Option<String>,
}

impl Word {
    fn is_empty(&self) -> bool {
        EMPTY.contains(&self.plain.as_deref().unwrap_or(&self.stem))
    }
}

/// What was asked, ready to be looked for.
pub(super) struct Wanted {
    /// Every word.
    pub(super) strict: Box<dyn Query>,
    /// Most of the words, where there are enough of them.
    pub(super) loose: Option<Box<dyn Query>>,
    pub(super) marks: Marks,
}

impl Fields {
    /// The query of what was typed; `None` if there is no word in it.
    pub(super) fn wanted(&self, searcher: &Searcher, typed: &str) -> tantivy::Result<Option<Wanted>> {
        if typed.trim().is_empty() {
            return Ok(Some(Wanted { strict: Box::new(AllQuery), loose: None, marks: Marks::default() }));
        }
        let mut words: Vec<Word> = Vec::new();
        for token in words::tokens(typed, Cut::Asked) {
            if !words.iter().any(|word| word.stem == token.text) && words.len() < MOST_WORDS {
                let written = typed.get(token.offset_from..token.offset_to).unwrap_or_default();
                let plain = words::tokens(written, Cut::Plain).into_iter().next().map(|token| token.text);
                words.push(Word { stem: token.text, plain });
            }
        }
        if words.iter().any(|word| !word.is_empty()) {
            words.retain(|word| !word.is_empty());
        }
        let mut marks = Marks::default();
        let parts = words.iter().map(|word| self.word(searcher, word, &mut marks)).collect::<tantivy::Result<Vec<_>>>()?;
        if parts.is_empty() {
            return Ok(None);
        }
        let needed = parts.len() - parts.len() / 3;
        let any = parts.iter().map(|part| (Occur::Should, part.box_clone())).collect();
        let loose =
            (needed < parts.len()).then(|| -> Box<dyn Query> { Box::new(BooleanQuery::with_minimum_required_clauses(any, needed)) });
        Ok(Some(Wanted { strict: Box::new(BooleanQuery::intersection(parts)), loose, marks }))
    }

    /// Title before what it is about before everything else.
    const fn weighed(&self) -> [(Field, f32); 3] {
        [(self.title, 4.0), (self.about, 2.5), (self.body, 1.0)]
    }

    fn everywhere(&self, make: impl Fn(Field) -> Box<dyn Query>) -> Vec<Box<dyn Query>> {
        self.weighed().into_iter().map(|(field, weight)| -> Box<dyn Query> { Box::new(BoostQuery::new(make(field), weight)) }).collect()
    }

    /// One word in all its shapes; the best of them counts.
    fn word(&self, searcher: &Searcher, Word { stem: word, plain }: &Word, marks: &mut Marks) -> tantivy::Result<Box<dyn Query>> {
        let mut known = 0;
        for (field, _) in self.weighed() {
            known += searcher.doc_freq(&Term::from_field_text(field, word))?;
        }
        let mut shapes: Vec<Box<dyn Query>> = Vec::new();
        if known > 0 {
            marks.terms.push(word.to_owned());
            shapes = self.everywhere(|field| Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs)));
        }
        if word.chars().all(words::is_han) {
            marks.glyphs.push(word.to_owned());
            if known < COMMON {
                shapes.push(Box::new(BoostQuery::new(self.glyphs(word), 0.5)));
            }
        } else if let Some(plain) = plain {
            self.nearly(known, (word.as_str(), plain.as_str()), &mut shapes, marks);
        }
        Ok(Box::new(DisjunctionMaxQuery::with_tie_breaker(shapes, 0.3)))
    }

    /// What begins so, if it is long or nothing else is known; and what is one slip away, if nothing is known.
    fn nearly(&self, known: u64, (stem, plain): (&str, &str), shapes: &mut Vec<Box<dyn Query>>, marks: &mut Marks) {
        let is_long = |word: &str| word.chars().count() >= LONG_ENOUGH;
        let begins = |field: Field, word: &str, weight: f32| -> Box<dyn Query> {
            Box::new(BoostQuery::new(Box::new(FuzzyTermQuery::new_prefix(Term::from_field_text(field, word), 0, true)), weight))
        };
        if known < COMMON && is_long(stem) {
            marks.begins.push(stem.to_owned());
            shapes.extend([(self.title, 1.0), (self.about, 0.6), (self.body, 0.25)].map(|(field, weight)| begins(field, stem, weight)));
        }
        if known == 0 && plain.chars().count() >= 2 {
            marks.begins.push(plain.to_owned());
            shapes.push(begins(self.plain, plain, 1.0));
        }
        if known == 0 && is_long(plain) && !plain.bytes().all(|byte| byte.is_ascii_digit()) {
            marks.near.extend([plain.to_owned(), stem.to_owned()]);
            let slip =
                |field: Field, word: &str| -> Box<dyn Query> { Box::new(FuzzyTermQuery::new(Term::from_field_text(field, word), 1, true)) };
            shapes.push(slip(self.plain, plain));
            shapes.extend([self.title, self.about, self.body].map(|field| slip(field, stem)));
        }
    }

    /// Chinese characters side by side, wherever the dictionary would cut.
    fn glyphs(&self, word: &str) -> Box<dyn Query> {
        let mut terms: Vec<Term> = word.chars().map(|c| Term::from_field_text(self.glyphs, c.encode_utf8(&mut [0; 4]))).collect();
        match terms.pop() {
            Some(only) if terms.is_empty() => Box::new(TermQuery::new(only, IndexRecordOption::WithFreqs)),
            Some(last) => {
                terms.push(last);
                Box::new(PhraseQuery::new(terms))
            }
            None => Box::new(tantivy::query::EmptyQuery),
        }
    }
}

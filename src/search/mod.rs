//! Finding things by words: an index for each kind of thing that is found, written from the database and following its changes.
//!
//! An index is a projection and never the truth: it says which ids fit, in which order and how many; what is shown is read from the database, with the
//! reader's rights. Losing it costs the time to write it again. Each process has one of its own, in the data directory if there is room, else in memory;
//! it is opened when somebody first searches.

mod bitmaps;
mod digest;
mod follow;
mod index;
mod jobs;
mod marks;
mod model;
mod planned;
mod query;
mod segments;
mod store;
mod tally;
mod trail;
mod vocabulary;
mod words;

pub use follow::{find, is_there};
pub use index::{Index, Standing};
pub use jobs::JOBS;
pub use marks::{Marks, Span};
pub use model::{
    Answer, Asked, Collection, Counted, Doc, Hit, Listed, Noun, Plan, Prices, Row, Sieve, Term, halves, id_of, language_code,
    language_of_code, mask, member, number_of, place, places,
};
pub use store::{PIECE, list_changes, newest};
pub use trail::{Step, Trail};
pub use vocabulary::{category_words, form_words, platform_words};

//! Values with invariants and no I/O: a value of one of these types is right by construction.
//!
//! Nothing here knows a clock, a database connection or a request. Parsing happens once, at the edge; behind it the types carry the proof.

pub mod choice;
pub mod email;
pub mod id;
pub mod lang;
pub mod lists;
pub mod money;
pub mod page;
pub mod phone;
pub mod shape;
pub mod share;
pub mod text;
pub mod time;

pub use choice::Choice;
pub use email::Email;
pub use lang::Lang;
pub use lists::{Category, ContentForm, Language, LanguageName, Platform};
pub use money::{Currency, Minor, Money, MoneyError};
pub use page::{Cursor, Limit, Slice};
pub use share::BasisPoints;
pub use time::{Days, Instant, Zone};

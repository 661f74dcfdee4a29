//! What of both sides is weighed, and what comes of it.

use crate::capacity::Hindrance;
use crate::primitives::id::{CreatorId, OrgId};
use crate::primitives::{Category, ContentForm, Currency, Instant, Language, Platform};
use std::collections::BTreeMap;

/// What a brief asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Whose it is.
    pub org: OrgId,
    /// What the content is.
    pub form: ContentForm,
    /// What it is about.
    pub category: Category,
    /// Where it is shown.
    pub platforms: Vec<Platform>,
    /// In which languages.
    pub languages: Vec<Language>,
    /// What it pays in.
    pub currency: Currency,
    /// The least and the most that a place pays, in minor units.
    pub pays: Option<(i64, i64)>,
}

impl Work {
    /// It is shown on the merchant's own pages, whatever the creator has.
    #[must_use]
    pub fn is_shown_anywhere(&self) -> bool {
        self.platforms.iter().any(|platform| matches!(platform, Platform::OwnSite | Platform::Other))
    }
}

/// What a creator has finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// For whom.
    pub org: OrgId,
    /// What it was.
    pub form: ContentForm,
    /// What it was about.
    pub category: Category,
}

/// A creator's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: CreatorId,
    /// The name in addresses.
    pub handle: String,
    /// The name shown.
    pub name: String,
}

/// What is known of a creator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maker {
    /// Who it is.
    pub person: Person,
    /// Since when.
    pub joined: Instant,
    /// In the creator's words, folded.
    pub tags: Vec<String>,
    /// Works in these.
    pub languages: Vec<Language>,
    /// Is seen there.
    pub platforms: Vec<Platform>,
    /// What was finished, newest first.
    pub made: Vec<Made>,
    /// Of how many visible ratings by merchants, and how many of them would work together again.
    pub again: (i64, i64),
    /// The middle of the creator's own prices, by currency; empty where somebody else looks.
    pub charges: BTreeMap<Currency, i64>,
    /// Why no new work is taken on now.
    pub hindrance: Option<Hindrance>,
}

crate::choice! {
    /// What speaks for a pair. Heaviest first.
    pub enum Why {
        Again = "again", Category = "category", Platform = "platform", Language = "language", Form = "form", Price = "price", Record = "record",
    }
}

crate::choice! {
    /// What a pair lacks.
    pub enum Missing {
        Platform = "platform", Language = "language", Category = "category", Price = "price", Blocked = "blocked", Full = "full",
    }
}

/// Something that speaks for a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What.
    pub why: Why,
    /// Which: the word of the platform, category or form, the tag of the language, how many deals.
    pub of: String,
}

/// How well a creator fits a brief.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fit {
    /// 0 to 100.
    pub score: u8,
    /// The three that weigh most, heaviest first.
    pub reasons: Vec<Reason>,
    /// What is missing.
    pub missing: Vec<Missing>,
}

/// What was agreed once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Price {
    /// With which merchant.
    pub(super) org: OrgId,
    /// In minor units.
    pub(super) price: i64,
}

/// Quarters of what was agreed for such work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guidance {
    /// A quarter was cheaper.
    pub p25: i64,
    /// Half was cheaper.
    pub p50: i64,
    /// Three quarters were cheaper.
    pub p75: i64,
    /// Of so many deals.
    pub n: usize,
}

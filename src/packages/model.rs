//! What a package is.

use crate::primitives::id::{CreatorId, PackageId};
use crate::primitives::{Category, ContentForm, Instant, Language, Money, Platform};
use serde::{Deserialize, Serialize};

/// What is done, and on which terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offering {
    /// One line.
    pub title: String,
    /// What is included, in the creator's words.
    pub text: String,
    /// What the merchant must say; empty for nothing.
    pub needs: String,
    /// What the content is.
    pub content_form: ContentForm,
    /// What it is about.
    pub category: Category,
    /// Where it is shown.
    pub platforms: Vec<Platform>,
    /// In which languages.
    pub languages: Vec<Language>,
    /// What will be looked at: each point binds.
    pub checklist: Vec<String>,
    /// How long the work takes once started.
    pub days: i32,
    /// Included rounds of changes.
    pub rounds: i32,
    /// For how many days the work may be used.
    pub licence_days: i32,
    /// How many orders are taken in seven days, where there is a limit.
    pub per_week: Option<i32>,
}

/// A package in its present version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its id.
    pub id: PackageId,
    /// Whose it is.
    pub creator: CreatorId,
    /// Counts the changes of its words.
    pub version: i64,
    /// Can be ordered now.
    pub is_on: bool,
    /// Of one order.
    pub price: Money,
    /// What is done.
    pub offering: Offering,
    /// When these words were written.
    pub written_at: Instant,
}

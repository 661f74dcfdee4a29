//! What a profile is.

use crate::platform::sniff::MediaType;
use crate::platform::storage::StorageKey;
use crate::primitives::{
    Instant, Language, Platform,
    id::{ChannelId, CreatorId, FileId, PortfolioItemId, UserId},
};

crate::choice! {
    /// How a channel was shown to be its creator's.
    pub enum Way {
        /// A code stood in the words of its public page.
        Code = "code",
        /// A moderator looked at a screenshot.
        Screenshot = "screenshot",
    }
}

crate::choice! {
    /// Where the numbers of a channel come from. The creator says them in any case.
    pub enum Source {
        /// Nothing shows them.
        Stated = "stated",
        /// The channel was verified when they were said.
        VerifiedPage = "verified_page",
        /// A screenshot of the platform's statistics stands beside them.
        Screenshot = "screenshot",
    }
}

/// A channel was shown to be its creator's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// When.
    pub at: Instant,
    /// It holds until then.
    pub until: Instant,
    /// How.
    pub by: Way,
}

/// A creator's account on a platform, as the creator states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// Where.
    pub platform: Platform,
    /// Its name there.
    pub handle: String,
    /// Its address.
    pub url: String,
    /// How many follow it.
    pub followers: i64,
    /// When the creator said so.
    pub stated_at: Instant,
    /// How he knows.
    pub source: Source,
    /// The platform looked whose it is.
    pub verified: Option<Verified>,
}

crate::choice! {
    /// How a film of a portfolio stands.
    pub enum FilmState {
        /// What the camera wrote beside it is being taken out.
        Waiting = "waiting",
        /// Everybody may see it.
        Shown = "shown",
        /// It could not be read as what it is.
        Unreadable = "unreadable",
    }
}

/// A picture or a film of the portfolio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Its id.
    pub id: PortfolioItemId,
    /// What it shows.
    pub title: String,
    /// The stored bytes.
    pub file: FileId,
    /// What they are.
    pub media: MediaType,
    /// Where they are.
    pub key: StorageKey,
    /// Where its copies are.
    pub preview: Option<StorageKey>,
    /// How it stands, if it is a film.
    pub film: Option<FilmState>,
    /// Whose it is.
    pub creator: CreatorId,
    /// When it left the portfolio.
    pub removed_at: Option<Instant>,
    /// Since when its creator shows it to nobody.
    pub hidden_at: Option<Instant>,
}

/// A creator's public profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its id.
    pub id: CreatorId,
    /// Whose it is.
    pub user: UserId,
    /// Its name in addresses.
    pub handle: String,
    /// The name shown.
    pub name: String,
    /// Plain words with line breaks.
    pub bio: String,
    /// Counts its changes.
    pub version: i64,
    /// Since when.
    pub created_at: Instant,
    /// In the creator's words, folded.
    pub tags: Vec<String>,
    /// Works in these.
    pub languages: Vec<Language>,
    /// The platform knows who is behind it.
    pub is_verified: bool,
}

/// A creator as the public list shows, filters and sorts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: CreatorId,
    /// Its name in addresses.
    pub handle: String,
    /// The name shown.
    pub name: String,
    /// The bio.
    pub bio: String,
    /// In the creator's words.
    pub tags: Vec<String>,
    /// Works in these.
    pub languages: Vec<Language>,
    /// Is seen there.
    pub platforms: Vec<Platform>,
    /// The newest works, three at most.
    pub works: Vec<PortfolioItemId>,
    /// Contracts that were completed.
    pub deals: i64,
    /// Since when.
    pub joined: Instant,
    /// Takes no new work now: away, or full.
    pub is_hindered: bool,
    /// The platform knows who is behind it.
    pub is_verified: bool,
}

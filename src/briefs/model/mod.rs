//! What a brief is: its lists, its fields, and the parts of it that others need.

mod details;
mod fund;
mod talk;
mod work;

pub use details::{Details, LiveTime};
pub use fund::{Fund, MAX_FINALISTS, Rates};
pub use talk::OpenInvitation;
pub(crate) use talk::{CreatorName, Invitation, Question};

use crate::primitives::{
    BasisPoints, Category, ContentForm, Currency, Instant, Language, Minor, Money, Platform,
    id::{BriefId, FileId, OrgId, UserId},
};
use serde::{Deserialize, Serialize};

crate::choice! {
    /// How places and prices are given away. Which of them can be made so far: [`BriefKind::can_be_made`].
    pub enum BriefKind {
        OpenBid = "open_bid", Direct = "direct", FixedSlots = "fixed_slots", Contest = "contest", Pool = "pool", PieceRate = "piece_rate",
        Cps = "cps", Live = "live", Sample = "sample",
    }
}

impl BriefKind {
    /// Those that can be made.
    pub const MADE: [Self; 9] =
        [Self::OpenBid, Self::Direct, Self::FixedSlots, Self::Pool, Self::PieceRate, Self::Contest, Self::Live, Self::Sample, Self::Cps];

    /// A brief of this kind can be written and lives by the one table.
    #[must_use]
    pub fn can_be_made(self) -> bool {
        Self::MADE.contains(&self)
    }

    /// Money may be set aside for it before it opens.
    #[must_use]
    pub const fn sets_aside(self) -> bool {
        match self {
            Self::Pool | Self::Contest | Self::Cps => true,
            Self::OpenBid | Self::Direct | Self::FixedSlots | Self::PieceRate | Self::Live | Self::Sample => false,
        }
    }
}

crate::choice! {
    /// Where a brief stands.
    pub enum BriefState {
        Draft = "draft", PendingReview = "pending_review", Open = "open", Paused = "paused", Judging = "judging", Filled = "filled",
        Closed = "closed", Rejected = "rejected", Expired = "expired", Cancelled = "cancelled", Stopped = "stopped",
    }
}

impl BriefState {
    /// Those of [`Self::is_published`].
    pub const ALL_PUBLISHED: [Self; 7] =
        [Self::Open, Self::Paused, Self::Judging, Self::Filled, Self::Closed, Self::Expired, Self::Cancelled];

    /// Everybody who may find the brief may read it: it was published once. What ended stays readable and says why.
    #[must_use]
    pub const fn is_published(self) -> bool {
        match self {
            Self::Open | Self::Paused | Self::Judging | Self::Filled | Self::Closed | Self::Expired | Self::Cancelled => true,
            Self::Draft | Self::PendingReview | Self::Rejected | Self::Stopped => false,
        }
    }

    /// A bid on it can still be awarded.
    #[must_use]
    pub const fn takes_awards(self) -> bool {
        matches!(self, Self::Open | Self::Judging)
    }

    /// Nothing more is decided on it.
    #[must_use]
    pub const fn is_over(self) -> bool {
        match self {
            Self::Filled | Self::Closed | Self::Rejected | Self::Expired | Self::Cancelled | Self::Stopped => true,
            Self::Draft | Self::PendingReview | Self::Open | Self::Paused | Self::Judging => false,
        }
    }
}

crate::choice! {
    /// How much a point of the checklist binds.
    pub enum Level { Must = "must", Should = "should", MustNot = "must_not" }
}

crate::choice! {
    /// Who gets a place of a brief at a fixed price: whom the merchant chooses, or who comes first.
    pub enum Slots { Chosen = "chosen", FirstCome = "first_come" }
}

crate::choice! {
    /// Who finds a brief.
    pub enum Visibility { Public = "public", InviteOnly = "invite_only", Circle = "circle" }
}

/// A point of the acceptance checklist. Its short id (`A1`) is what deliveries and change requests cite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Check {
    /// `A1`, `A2`, …; never given twice in a brief.
    pub id: String,
    /// How much it binds.
    pub level: Level,
    /// In the merchant's words.
    pub text: String,
}

/// What the merchant may do with the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Licence {
    /// Where it may be shown; empty stands for the brief's own platforms.
    pub channels: Vec<Platform>,
    /// Where in the world, in the merchant's words; empty stands for worldwide.
    pub territory: String,
    /// For how many days from publication.
    pub days: i32,
    /// To train models.
    pub ai_training: bool,
    /// To make or copy a voice.
    pub voice: bool,
    /// To use the person's likeness beyond the work.
    pub likeness: bool,
    /// To cut and change the work.
    pub editing: bool,
}

impl Default for Licence {
    fn default() -> Self {
        Self { channels: Vec::new(), territory: String::new(), days: 90, ai_training: false, voice: false, likeness: false, editing: false }
    }
}

/// What a merchant is ready to pay for one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// The least.
    pub min: Minor,
    /// The most; equal to `min` for a fixed price.
    pub max: Minor,
}

/// What a merchant wants, with everything a creator must know before offering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// Its id.
    pub id: BriefId,
    /// Whose it is.
    pub org: OrgId,
    /// Who wrote it.
    pub author: UserId,
    /// How places and prices are given away.
    pub kind: BriefKind,
    /// Where it stands.
    pub state: BriefState,
    /// Moves with every change of state or words.
    pub version: i64,
    /// Counts the changes of its words since it opened: a bid holds for the words that its bidder saw.
    pub words_version: i64,
    /// One line.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// What the content is.
    pub content_form: ContentForm,
    /// What it is about.
    pub category: Category,
    /// The currency of every price.
    pub currency: Currency,
    /// What a place may cost; always there once published.
    pub budget: Option<Budget>,
    /// How many creators are wanted.
    pub places: i32,
    /// How many have a contract.
    pub places_taken: i32,
    /// How many bids live.
    pub bid_count: i32,
    /// Until when bids come in; always there once published.
    pub bid_deadline: Option<Instant>,
    /// Since when it is paused.
    pub paused_at: Option<Instant>,
    /// How long a creator has.
    pub delivery_days: i32,
    /// How long the merchant looks before silence approves, 3–14.
    pub review_days: i32,
    /// Included rounds of changes.
    pub rounds: i32,
    /// What the merchant may do with the work.
    pub licence: Licence,
    /// Asked of every bidder; empty for none.
    pub question: String,
    /// How many bids may live at once.
    pub bid_cap: i32,
    /// Who finds it.
    pub visibility: Visibility,
    /// Who gets a place, where the price is fixed.
    pub slots: Slots,
    /// What is set aside for it.
    pub fund: Fund,
    /// What only some briefs say.
    pub details: Details,
    /// Until when the merchant chooses, once the deadline passed.
    pub judging_until: Option<Instant>,
    /// The one extension of the choosing was taken.
    pub extended: bool,
    /// Why it was cancelled, in the merchant's words.
    pub cancel_reason: String,
    /// When the draft was begun.
    pub created_at: Instant,
    /// When it opened.
    pub published_at: Option<Instant>,
    /// Where the content is shown.
    pub platforms: Vec<Platform>,
    /// In which languages.
    pub languages: Vec<Language>,
    /// What will be looked at.
    pub checklist: Vec<Check>,
}

/// Whoever took a place at a fixed price starts within this, or it goes to somebody else.
const START_HOURS: i32 = 48;

impl Brief {
    /// The least and the most of a place as money.
    #[must_use]
    pub fn prices(&self) -> Option<(Money, Money)> {
        self.budget.map(|budget| (Money::new(budget.min, self.currency), Money::new(budget.max, self.currency)))
    }

    /// Where the work may be shown: what the licence says, else the brief's own platforms.
    #[must_use]
    pub fn licence_channels(&self) -> &[Platform] {
        if self.licence.channels.is_empty() { &self.platforms } else { &self.licence.channels }
    }

    /// Anybody may find and read it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.state.is_published() && self.visibility == Visibility::Public
    }

    /// A bid on it becomes a contract at once, as long as there is a place.
    #[must_use]
    pub fn is_first_come(&self) -> bool {
        self.kind == BriefKind::FixedSlots && self.slots == Slots::FirstCome
    }

    /// One prize for the best of many blind entries.
    #[must_use]
    pub fn is_contest(&self) -> bool {
        self.kind == BriefKind::Contest
    }

    /// How long after the funding of the first part a creator starts at the latest, if his place is not kept longer.
    #[must_use]
    pub fn start_hours(&self) -> Option<i32> {
        (self.kind == BriefKind::FixedSlots).then_some(START_HOURS)
    }

    /// Places without a contract.
    #[must_use]
    pub const fn places_left(&self) -> i32 {
        self.places.saturating_sub(self.places_taken)
    }
}

/// Changes to the words of a draft: what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// How places and prices are given away.
    pub kind: Option<BriefKind>,
    /// Who finds it.
    pub visibility: Option<Visibility>,
    /// Who gets a place, where the price is fixed.
    pub slots: Option<Slots>,
    /// Title.
    pub title: Option<String>,
    /// Markdown.
    pub body: Option<String>,
    /// What the content is.
    pub content_form: Option<ContentForm>,
    /// What it is about.
    pub category: Option<Category>,
    /// Where it is shown.
    pub platforms: Option<Vec<Platform>>,
    /// In which languages.
    pub languages: Option<Vec<Language>>,
    /// What will be looked at, in order; ids are given anew, nobody has cited them.
    pub checklist: Option<Vec<(Level, String)>>,
    /// Currency of every price.
    pub currency: Option<Currency>,
    /// What a place may cost.
    pub budget: Option<Budget>,
    /// How many creators.
    pub places: Option<i32>,
    /// The whole budget of a pool; `Some(None)` for the most of every place.
    pub pool: Option<Option<Minor>>,
    /// What each finalist of a contest gets.
    pub finalist_fee: Option<Minor>,
    /// What is sent to whoever tries it.
    pub product: Option<String>,
    /// The share of each sale.
    pub commission: Option<BasisPoints>,
    /// Which sales count.
    pub commission_terms: Option<String>,
    /// When shows may be live, and for how many minutes.
    pub times: Option<Vec<(Instant, i32)>>,
    /// What is promised before the brief is read; empty for nothing.
    pub nda: Option<String>,
    /// For so many hours the merchant's circle alone finds it.
    pub early_hours: Option<i32>,
    /// Until when bids come in.
    pub bid_deadline: Option<Instant>,
    /// How long a creator has.
    pub delivery_days: Option<i32>,
    /// How long the merchant looks.
    pub review_days: Option<i32>,
    /// Included rounds of changes.
    pub rounds: Option<i32>,
    /// How many bids may live at once.
    pub bid_cap: Option<i32>,
    /// What the merchant may do with the work.
    pub licence: Option<Licence>,
    /// Asked of every bidder.
    pub question: Option<String>,
}

/// The organisation behind a brief, as everybody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merchant {
    /// Its id.
    pub id: OrgId,
    /// Its name.
    pub name: String,
    /// What it says of itself.
    pub about: String,
    /// Its address on the web, or empty.
    pub website: String,
    /// It was verified.
    pub is_verified: bool,
    /// Since when.
    pub since: Instant,
    /// How many public briefs it has open.
    pub open_briefs: i64,
}

/// A public open brief as lists show and sort it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: BriefId,
    /// Whose it is.
    pub org: OrgId,
    /// The merchant's name.
    pub org_name: String,
    /// The merchant was verified.
    pub org_verified: bool,
    /// One line.
    pub title: String,
    /// The first words of the body, without markup.
    pub text: String,
    /// What the content is.
    pub content_form: ContentForm,
    /// What it is about.
    pub category: Category,
    /// Where it is shown.
    pub platforms: Vec<Platform>,
    /// In which languages.
    pub languages: Vec<Language>,
    /// The currency of every price.
    pub currency: Currency,
    /// What a place may cost.
    pub budget: Budget,
    /// Places without a contract.
    pub places_left: i32,
    /// How many bids live.
    pub bid_count: i32,
    /// Until when bids come in.
    pub deadline: Instant,
    /// When it opened.
    pub published: Instant,
    /// Its first picture.
    pub picture: Option<FileId>,
    /// Its merchant's circle alone finds it, for now or for good.
    pub is_for_circle: bool,
}

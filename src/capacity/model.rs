//! What stands in a creator's calendar.

use crate::primitives::Zone;
use crate::primitives::id::{BlockedId, ContractId, CreatorId};
use jiff::civil::Date;

crate::choice! {
    /// Why a creator takes no new work now.
    pub enum Hindrance {
        /// He is away.
        Blocked = "blocked",
        /// He has as many deals as he takes on at once.
        Full = "full",
    }
}

/// Days on which a creator takes on nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// Its id.
    pub id: BlockedId,
    /// From this day on.
    pub first: Date,
    /// To this day.
    pub last: Date,
    /// For the creator's own eyes.
    pub note: String,
}

impl Blocked {
    /// The day is one of these.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }
}

/// A part of a deal that is still to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Running {
    pub(super) contract: ContractId,
    /// The deal's, and the part's.
    pub(super) title: String,
    pub(super) part: String,
    /// When it is due, or when its show begins; nothing before it was begun.
    pub(super) due: Option<Date>,
    /// It is a show.
    pub(super) is_live: bool,
    /// How long it takes once it is begun.
    pub(super) days: i32,
}

/// Everything that the calendar of a creator knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Calendar {
    pub(super) creator: CreatorId,
    pub(super) zone: Zone,
    /// Nothing was said without it.
    pub(super) at_once: Option<i64>,
    /// Earliest first; none that is over.
    pub(super) blocked: Vec<Blocked>,
    pub(super) running: Vec<Running>,
}

/// Whether a creator takes new work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Why not today.
    pub hindrance: Option<Hindrance>,
    /// From this day on; nothing if not within a year.
    pub from: Option<Date>,
    /// So many deals more fit today beside those that run, where it was said how many do.
    pub places: Option<i64>,
}

/// Why work that would be begun today does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// When it would be due.
    pub due: Date,
    /// Days in between on which nothing is done.
    pub blocked: Vec<Blocked>,
    /// So many deals at once it would be, and so many are taken on, where that is too many.
    pub deals: Option<(i64, i64)>,
    /// Where these days are.
    pub zone: Zone,
}

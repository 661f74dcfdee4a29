//! Lists in slices: how many at once, and where the next slice begins.

use serde::Serialize;

/// How many rows a list shows: 1 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(u8);

impl Limit {
    /// `None` outside 1 to 100.
    #[must_use]
    pub fn new(rows: u8) -> Option<Self> {
        (1..=100).contains(&rows).then_some(Self(rows))
    }

    /// What a page of the site shows.
    pub const PAGE: Self = Self(20);

    /// For `LIMIT`; one more than asked, so that the query itself says whether there is a next slice.
    #[must_use]
    pub fn rows_and_one(self) -> i64 {
        i64::from(self.0) + 1
    }

    /// So many more, where some are left out before the list is cut.
    #[must_use]
    pub fn and(self, more: usize) -> Self {
        Self(u8::try_from(more).unwrap_or(u8::MAX).saturating_add(self.0))
    }

    /// The number.
    #[must_use]
    pub fn rows(self) -> usize {
        usize::from(self.0)
    }
}

/// Where a slice begins: after the row with this sort key and id. Opaque outside; signed by `web::paging`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The sort key of the last row seen.
    pub key: i64,
    /// Its id, which breaks ties.
    pub id: String,
}

/// One slice of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Slice<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next slice begins, if there is one.
    #[serde(skip)]
    pub next: Option<Cursor>,
}

impl<T> Slice<T> {
    /// Cuts what a query for [`Limit::rows_and_one`] rows returned.
    pub fn cut(mut rows: Vec<T>, limit: Limit, cursor_of: impl Fn(&T) -> Cursor) -> Self {
        let more = rows.len() > limit.rows();
        rows.truncate(limit.rows());
        let next = if more { rows.last().map(cursor_of) } else { None };
        Self { items: rows, next }
    }

    /// The same slice of other things.
    pub fn map<U>(self, to: impl FnMut(T) -> U) -> Slice<U> {
        Slice { items: self.items.into_iter().map(to).collect(), next: self.next }
    }
}

//! The page after a brief was sent off.

use crate::briefs::model::{Brief, Visibility};
use crate::primitives::Instant;
use crate::web::Page;
use serde::Serialize;

/// After publishing.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PublishedPage {
    id: String,
    title: String,
    deadline: Option<Instant>,
    places: i32,
    is_for_invited: bool,
    sets_aside: bool,
}

impl Page for PublishedPage {
    const TEMPLATE: &'static str = "briefs/published.html";
    const ACTIVE: &'static str = "my_briefs";
}

impl PublishedPage {
    /// What was published.
    #[must_use]
    pub(crate) fn of(brief: &Brief) -> Self {
        Self {
            id: brief.id.to_string(),
            title: brief.title.clone(),
            deadline: brief.bid_deadline,
            places: brief.places,
            is_for_invited: brief.visibility == Visibility::InviteOnly,
            sets_aside: brief.sets_aside(),
        }
    }
}

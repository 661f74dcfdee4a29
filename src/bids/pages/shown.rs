//! What a bid shows of its creator: a channel, and works.

use crate::creators::{Channel, Source, VerifiedView, Work, is_shown};
use crate::primitives::{Instant, Platform};
use serde::Serialize;

/// A channel, to choose or to look at.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChannelView {
    pub(super) id: String,
    platform: Platform,
    pub(super) handle: String,
    url: String,
    followers: i64,
    source: Source,
    stated_at: Instant,
    verified: Option<VerifiedView>,
}

impl ChannelView {
    /// As the creator states it.
    #[must_use]
    pub(crate) fn of(channel: &Channel) -> Self {
        Self {
            id: channel.id.to_string(),
            platform: channel.platform,
            handle: channel.handle.clone(),
            url: channel.url.clone(),
            followers: channel.followers,
            source: channel.source,
            stated_at: channel.stated_at,
            verified: channel.verified.as_ref().map(VerifiedView::from),
        }
    }
}

/// A work of the portfolio, to pick or to look at.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct WorkView {
    pub(super) id: String,
    /// A small picture of it; a film may have none.
    src: Option<String>,
    url: Option<String>,
    alt: String,
    pub(super) title: String,
    /// The film, while it is in the portfolio.
    film: Option<String>,
}

impl WorkView {
    /// A work of the creator with this handle.
    #[must_use]
    pub(crate) fn of(handle: &str, work: &Work) -> Self {
        let url = format!("/creators/{handle}/works/{}", work.id);
        let film = work.film.filter(|_| is_shown(work)).map(|_| format!("{url}/film"));
        let picture = work.preview.as_ref().map(|_| url);
        Self {
            id: work.id.to_string(),
            src: picture.as_ref().map(|url| format!("{url}?size=small")),
            url: film.clone().or(picture),
            alt: work.title.clone(),
            title: work.title.clone(),
            film,
        }
    }
}

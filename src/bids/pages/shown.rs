//! What a bid shows of its creator: a channel, and works.

use crate::creators::{Channel, Source, VerifiedView, Work};
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

/// A picture of the portfolio, to pick or to look at.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct WorkView {
    pub(super) id: String,
    src: String,
    url: String,
    alt: String,
    pub(super) title: String,
}

impl WorkView {
    /// A work of the creator with this handle.
    #[must_use]
    pub(crate) fn of(handle: &str, work: &Work) -> Self {
        let url = format!("/creators/{handle}/works/{}", work.id);
        Self { id: work.id.to_string(), src: format!("{url}?size=small"), url, alt: work.title.clone(), title: work.title.clone() }
    }
}

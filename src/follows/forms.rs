//! What somebody sends who follows.

use super::model::FollowKind;
use super::rules;
use crate::failure::Failure;
use crate::primitives::Choice as _;
use serde::Deserialize;

/// Whom or what, and where to go on to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct FollowForm {
    kind: String,
    /// An id, or a tag.
    target: String,
    pub(super) next: String,
}

impl FollowForm {
    /// What is meant.
    pub(super) fn parse(&self) -> Result<(FollowKind, String), Failure> {
        let kind = FollowKind::from_word(&self.kind).ok_or_else(|| Failure::field("kind", "choice"))?;
        let target = match kind {
            FollowKind::Merchant | FollowKind::Creator => self.target.clone(),
            FollowKind::Tag => rules::tag(&self.target).ok_or_else(|| Failure::field("target", "follow-tag"))?,
        };
        Ok((kind, target))
    }

    /// The tag as it was typed.
    pub(super) fn typed(&self) -> String {
        if self.kind == FollowKind::Tag.word() { self.target.clone() } else { String::new() }
    }
}

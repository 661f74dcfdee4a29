//! What moderators send.

use super::model::Conduct;
use crate::failure::{Failure, FieldErrors};
use serde::{Deserialize, Serialize};

const REASON_CHARS: usize = 1_000;

/// Points, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PointsForm {
    pub(super) conduct: String,
    pub(super) reason: String,
}

impl PointsForm {
    pub(super) fn parse(&self) -> Result<(Conduct, String), Failure> {
        let mut errors = FieldErrors::default();
        let conduct = errors.choice::<Conduct>("conduct", &self.conduct);
        let reason = errors.lines("reason", &self.reason, REASON_CHARS);
        errors.finish(conduct.zip(reason))
    }
}

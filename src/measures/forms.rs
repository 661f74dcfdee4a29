//! What moderators send.

use crate::failure::{Failure, FieldErrors};
use crate::sessions::MeasureStep;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const REASON_CHARS: usize = 1_000;

/// Why, as a program sends it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Reason)]
pub(super) struct ReasonBody {
    /// Why; the person reads it, and it stays in the log.
    #[schema(max_length = 1000)]
    pub(super) reason: String,
}

/// A step, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct StepForm {
    pub(super) step: String,
    pub(super) reason: String,
}

impl StepForm {
    pub(super) fn parse(&self) -> Result<(MeasureStep, String), Failure> {
        let mut errors = FieldErrors::default();
        let step = errors.choice::<MeasureStep>("step", &self.step);
        let reason = errors.lines("reason", &self.reason, REASON_CHARS);
        errors.finish(step.zip(reason))
    }
}

/// Why a moderator looks as somebody else, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ViewForm {
    pub(super) why: String,
}

impl ViewForm {
    pub(super) fn parse(&self) -> Result<String, Failure> {
        let mut errors = FieldErrors::default();
        let why = errors.lines("why", &self.why, REASON_CHARS);
        errors.finish(why)
    }
}

impl ReasonBody {
    pub(super) fn parse(&self) -> Result<String, Failure> {
        let mut errors = FieldErrors::default();
        let reason = errors.lines("reason", &self.reason, REASON_CHARS);
        errors.finish(reason)
    }
}

/// Which logins, as asked on the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AboutQuery {
    pub(super) about: String,
    pub(super) cursor: String,
}

/// Which logins.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(super) struct UsersQuery {
    /// Letters of a name or an address.
    #[param(value_type = Option<String>)]
    pub(super) q: Option<String>,
    /// Rows, 1 to 100; 20 if not said.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    pub(super) limit: Option<String>,
    /// Where the slice begins: `next_cursor` of the one before.
    #[param(value_type = Option<String>)]
    pub(super) cursor: Option<String>,
}

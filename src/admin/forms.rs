//! What admins send.

use super::model::{ActKind, ActState, Wish};
use super::rules::REASON_CHARS;
use crate::failure::{Failure, FieldErrors};
use crate::primitives::Choice as _;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A proposal, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ProposalForm {
    pub(super) kind: String,
    pub(super) subject: String,
    pub(super) target: String,
    pub(super) reason: String,
}

impl ProposalForm {
    /// What is wanted. An id that was pasted may have spaces around it.
    pub(super) fn wish(&self) -> Result<Wish, Failure> {
        Ok(Wish { kind: self.kind()?, subject: self.subject.clone(), target: self.target.trim().to_owned() })
    }

    /// What is not an act is nobody's.
    pub(super) fn kind(&self) -> Result<ActKind, Failure> {
        ActKind::from_word(&self.kind).ok_or(Failure::NotFound)
    }

    pub(super) fn reason(&self) -> Result<String, Failure> {
        let mut errors = FieldErrors::default();
        let reason = errors.lines("reason", &self.reason, REASON_CHARS);
        errors.finish(reason)
    }
}

/// A proposal, as a program sends it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAct)]
pub(super) struct ProposalBody {
    pub(super) kind: ActKind,
    /// What it is done to: an id, or the word of a fuse.
    #[schema(max_length = 255, example = "money")]
    pub(super) subject: String,
    /// Whose the subject shall be, of `suspense_assign`: the id of an organisation, a checkout or a creator, or `platform`.
    #[schema(max_length = 255)]
    pub(super) target: Option<String>,
    /// Why; it stays in the log.
    #[schema(max_length = 1000)]
    pub(super) reason: String,
}

/// Which lines of the journal or the log.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AboutQuery {
    pub(super) about: String,
    pub(super) cursor: String,
}

/// Which list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ViewQuery {
    pub(super) view: String,
    pub(super) cursor: String,
}

impl ViewQuery {
    /// Acts that wait, unless all are asked for.
    pub(super) fn state(&self) -> Option<ActState> {
        (self.view != "all").then_some(ActState::Proposed)
    }
}

/// Which calls to the provider.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(super) struct OpsQuery {
    /// `still`, `late`, `declined` or `all`; all if it is not said.
    #[param(value_type = Option<crate::operations::Queue>)]
    pub(super) queue: Option<String>,
    /// Rows, 1 to 100; 20 if not said.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    pub(super) limit: Option<String>,
    /// Where the slice begins: `next_cursor` of the one before.
    #[param(value_type = Option<String>)]
    pub(super) cursor: Option<String>,
}

/// Which lines.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(super) struct LinesQuery {
    /// Of the journal: an account (sub-accounts are added to it). Of the log: a thing or whoever did it.
    #[param(value_type = Option<String>)]
    pub(super) about: Option<String>,
    /// Rows, 1 to 100; 20 if not said.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    pub(super) limit: Option<String>,
    /// Where the slice begins: `next_cursor` of the one before.
    #[param(value_type = Option<String>)]
    pub(super) cursor: Option<String>,
}

//! What a payer does on the sandbox's page, and which chargebacks an admin looks at.

use crate::failure::Failure;
use serde::Deserialize;
use utoipa::IntoParams;

/// What happens to a payment, as a program says it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutcomeBody {
    pub(super) outcome: String,
}

/// The same from the page's own form, which carries more.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct OutcomeForm {
    pub(super) outcome: String,
}

/// Which list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    pub(super) view: String,
    pub(super) cursor: String,
}

/// Which list, as a program asks for it.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(super) struct CasesQuery {
    /// Those that are decided too; only the open ones if it is not said.
    #[param(value_type = Option<bool>)]
    pub(super) all: Option<String>,
    /// Rows, 1 to 100; 20 if not said.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    pub(super) limit: Option<String>,
    /// Where the slice begins: `next_cursor` of the one before.
    #[param(value_type = Option<String>)]
    pub(super) cursor: Option<String>,
}

impl CasesQuery {
    /// Only those that are not decided.
    pub(super) fn open(&self) -> Result<bool, Failure> {
        match self.all.as_deref() {
            None | Some("false") => Ok(true),
            Some("true") => Ok(false),
            Some(_) => Err(Failure::field("all", "choice")),
        }
    }
}

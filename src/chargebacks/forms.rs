//! What a payer does on the sandbox's page, and which chargebacks an admin looks at.

use serde::Deserialize;

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

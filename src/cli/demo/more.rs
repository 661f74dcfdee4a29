//! What only some kinds of brief have, as it is written down.

use crate::briefs::BriefKind;
use crate::primitives::Minor;
use serde::Deserialize;

/// What only some kinds of brief have.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct More {
    pub(super) kind: Option<BriefKind>,
    pub(super) pool: Option<Minor>,
    pub(super) finalist_fee: Option<Minor>,
    pub(super) product: Option<String>,
    pub(super) commission_bps: Option<u16>,
    pub(super) commission_terms: Option<String>,
    /// Days from the start, each an hour long.
    pub(super) times: Vec<i64>,
}

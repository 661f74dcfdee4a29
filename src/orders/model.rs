//! What an order is.

use crate::primitives::id::{ContractId, OrgId, PackageId, PackageOrderId};

/// What a merchant sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewOrder {
    /// Of which package.
    pub(super) package: PackageId,
    /// The version that was seen.
    pub(super) seen: i64,
    /// For which organisation.
    pub(super) org: OrgId,
    /// What the creator needs to know.
    pub(super) answer: String,
    /// What else the merchant says.
    pub(super) note: String,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ordered {
    /// Its id.
    pub(super) id: PackageOrderId,
    /// The deal.
    pub(super) contract: ContractId,
}

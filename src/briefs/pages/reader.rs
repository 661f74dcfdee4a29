//! Who reads the page of a brief.

/// Who reads, as far as the page depends on it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reader {
    /// Somebody is signed in.
    pub is_signed_in: bool,
    /// Has a creator's profile and does not belong to the merchant.
    pub may_bid: bool,
    /// Somebody of an agency, who may bid for its creators.
    pub may_bid_for: bool,
    /// Belongs to the merchant.
    pub is_member: bool,
    /// Belongs to the merchant and may work.
    pub may_work: bool,
    /// Is a moderator, of somebody else's.
    pub moderates: bool,
}

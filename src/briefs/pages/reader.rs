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

impl Reader {
    /// May ask as far as he is concerned, belongs to the merchant, and may answer. Nobody asks about what he may not read.
    pub(super) const fn talks(self, is_covered: bool) -> (bool, bool, bool) {
        (self.is_signed_in && !is_covered, self.is_member, self.may_work)
    }
}

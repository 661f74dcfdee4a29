//! What an agency and a creator agreed on.

use crate::capacity::Standing;
use crate::clocks::ClockKind;
use crate::primitives::id::{CreatorId, OrgId, RosterId, UserId};
use crate::primitives::{BasisPoints, Instant, Minor, Money, Platform};
use serde::Serialize;
use std::collections::BTreeSet;

crate::choice! {
    /// What an agency may do in a creator's name. Its words are the texts `agencies-consent-{consent}`.
    pub enum Consent {
        /// Place, change and withdraw bids.
        Bid = "bid",
        /// Answer other terms that a merchant names: take them, or name others.
        Accept = "accept",
        /// Write to merchants.
        Message = "message",
    }
}

/// What a creator allows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Consents(pub BTreeSet<Consent>);

impl Consents {
    /// These, and no others.
    #[must_use]
    pub fn of(all: impl IntoIterator<Item = Consent>) -> Self {
        Self(all.into_iter().collect())
    }

    /// This is one of them.
    #[must_use]
    pub fn has(&self, consent: Consent) -> bool {
        self.0.contains(&consent)
    }

    /// Nothing in it that is not in the other.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.is_subset(&other.0)
    }
}

/// What a member of an agency is in a deal that came of its bid. He is on the creator's side and decides nothing there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proxy {
    /// He may write in the creator's name.
    Speaks,
    /// He could, but the creator does not allow it any more.
    Silenced,
    /// He reads: his role at the agency is not to work.
    Reads,
}

crate::choice! {
    /// Where a creator stands on an agency's roster. Its words are the texts `agencies-state-{state}`.
    pub enum MembershipState {
        /// The agency has signed, the creator has not answered.
        Invited = "invited",
        /// Both have signed.
        Active = "active",
        /// The creator did not want to.
        Refused = "refused",
        /// The agency took its invitation back.
        Withdrawn = "withdrawn",
        /// It was, and one of them ended it.
        Ended = "ended",
    }
}

crate::choice! {
    /// The two that sign.
    pub enum Side { Agency = "agency", Creator = "creator" }
}

crate::choice! {
    /// Where a version of the terms stands. Its words are the texts `agencies-terms-{state}`.
    pub enum TermsState {
        /// The agency has signed it.
        Proposed = "proposed",
        /// Both have.
        Signed = "signed",
        /// The creator did not want it.
        Refused = "refused",
        /// The agency took it back, or put another in its place.
        Withdrawn = "withdrawn",
    }
}

/// What an agency proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What it may do.
    pub consents: Consents,
    /// Its part of what the creator earns after the fee.
    pub split: BasisPoints,
    /// The most that it may ask for when the creator leaves; none means nothing.
    pub penalty_cap: Option<Money>,
    /// How long whoever goes is asked to help after that.
    pub notice_days: i32,
}

/// Who stands in the terms for an agency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signatory {
    /// The name.
    pub name: String,
    /// As what, if that was said.
    pub office: String,
}

/// Where an invitation of an agency begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usual {
    /// Without a name it is whoever sends the terms.
    pub signatory: Signatory,
    /// What it proposes.
    pub wanted: Wanted,
}

/// A version of the terms: what was proposed, in the words that are signed, with both signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// 1, 2, … of one membership.
    pub no: i32,
    /// What they say.
    pub wanted: Wanted,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// SHA-256, hex, over the Chinese text, a line break, and the English text.
    pub sha256: String,
    /// Where they stand.
    pub state: TermsState,
    /// Who signed for the agency.
    pub proposed_by: UserId,
    /// When.
    pub proposed_at: Instant,
    /// When the creator answered, or the agency took them back.
    pub answered_at: Option<Instant>,
}

/// How a membership ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Which side.
    pub by: Side,
    /// Who of it.
    pub user: UserId,
    /// When.
    pub at: Instant,
    /// In his words.
    pub reason: String,
    /// Until when whoever went is asked to help.
    pub notice_until: Instant,
}

/// A creator's place on a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Membership {
    /// Its id.
    pub id: RosterId,
    /// The organisation that acts.
    pub agency: OrgId,
    /// For whom.
    pub creator: CreatorId,
    /// Where it stands.
    pub state: MembershipState,
    /// Counts its changes.
    pub version: i64,
    /// The terms that hold.
    pub terms_no: Option<i32>,
    /// What is allowed now.
    pub consents: Consents,
    /// When the agency asked.
    pub created_at: Instant,
    /// When the creator first signed.
    pub joined_at: Option<Instant>,
    /// How it ended.
    pub ending: Option<Ending>,
    /// What the agency asks for because the creator left, in the currency of the cap.
    pub penalty: Option<Minor>,
}

/// The agency's part of a contract, as it was when that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// Whose part.
    pub agency: OrgId,
    /// How much of what the creator earns after the fee.
    pub bps: BasisPoints,
}

/// What an agency says of itself, for those whom it asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Face {
    /// In its own words.
    pub about: String,
    /// Its address on the web.
    pub website: String,
    /// Two moderators looked at its papers.
    pub is_verified: bool,
}

/// A creator on a roster, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// His place.
    pub id: RosterId,
    /// The organisation.
    pub agency: OrgId,
    /// Its name.
    pub agency_name: String,
    /// The creator.
    pub creator: CreatorId,
    /// His name.
    pub name: String,
    /// His name in addresses.
    pub handle: String,
    /// Where it stands.
    pub state: MembershipState,
    /// What is allowed now.
    pub consents: Consents,
    /// What both signed, and the creator does not allow any more.
    pub withdrawn: Consents,
    /// The share that holds; none before both have signed.
    pub split: Option<BasisPoints>,
    /// How it ended.
    pub ending: Option<Ending>,
    /// When it began.
    pub created_at: Instant,
    /// A version waits for the creator's signature.
    pub is_awaited: bool,
}

/// What an agency wants to know of a creator on its roster, beside what both signed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Card {
    /// Whether he takes new work; none where he never said.
    pub(super) standing: Option<Standing>,
    /// Where a channel is shown to be his.
    pub(super) verified: Vec<Platform>,
    /// His reputation in hundredths, and of how many ratings it is made.
    pub(super) score: Option<(i64, usize)>,
    /// So much runs for him through the agency.
    pub(super) running: usize,
}

/// What still runs in a creator's name through an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Running {
    pub(super) creator: CreatorId,
    pub(super) url: String,
    /// The agency's people may open it.
    pub(super) is_open: bool,
    /// In the words of bids, or of contracts.
    pub(super) state: String,
    /// When a bid stops binding, or the next clock of a deal rings.
    pub(super) due: Option<Instant>,
    /// What rings then, and how much moves with it.
    pub(super) clock: Option<(ClockKind, Option<Money>)>,
    pub(super) title: String,
    pub(super) money: Money,
    /// The share that it keeps; a bid that nobody has awarded has none.
    pub(super) split: Option<BasisPoints>,
    /// The fee that goes off before the share; a bid has none yet.
    pub(super) fee: Option<BasisPoints>,
    /// The prices of its parts that are not settled.
    pub(super) parts: Vec<Minor>,
}

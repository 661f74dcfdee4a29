//! The market of the demo as it is written down beside this file. All times are counted back from the start.

use super::agencies::Agency;
use super::files::part;
use super::more::More;
use super::ties::Ties;
use crate::bids::DeclineReason;
use crate::briefs::{Level, Licence};
use crate::contracts::{CancelReason, Party};
use crate::disputes::DisputeReason;
use crate::primitives::{Category, ContentForm, Currency, Email, Lang, Language, Minor, Money, Platform, Zone};
use crate::sessions::Role;
use serde::Deserialize;

/// Who is there, and what they did.
pub(super) struct Market {
    pub(super) people: People,
    pub(super) briefs: Vec<Brief>,
    pub(super) bids: Vec<Bid>,
    pub(super) deals: Vec<Deal>,
    pub(super) talk: Vec<Said>,
    pub(super) books: Books,
    pub(super) ties: Ties,
}

impl Market {
    /// Reads what was built in.
    pub(super) fn read() -> Result<Self, String> {
        Ok(Self {
            people: part("people")?,
            briefs: part("briefs")?,
            bids: part("bids")?,
            deals: part("deals")?,
            talk: part("talk")?,
            books: part("money")?,
            ties: part("ties")?,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub(super) merchants: Vec<Merchant>,
    pub(super) creators: Vec<Creator>,
    pub(super) agencies: Vec<Agency>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Merchant {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) website: String,
    pub(super) locale: Lang,
    pub(super) time_zone: Zone,
    /// The first is the owner who signed up; he invites the others.
    pub(super) members: Vec<Member>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) email: Email,
    pub(super) role: Role,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Creator {
    pub(super) name: String,
    pub(super) email: Email,
    pub(super) handle: String,
    pub(super) locale: Lang,
    pub(super) time_zone: Zone,
    pub(super) bio: String,
    pub(super) tags: Vec<String>,
    pub(super) languages: Vec<Language>,
    pub(super) channels: Vec<Channel>,
    pub(super) portfolio: Vec<Work>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Channel {
    pub(super) platform: Platform,
    pub(super) handle: String,
    pub(super) url: String,
    pub(super) followers: i64,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Work {
    pub(super) title: String,
    pub(super) picture: String,
}

/// What the loader does with a brief beside publishing it.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Ending {
    /// Never published.
    Draft,
    Open,
    Paused,
    Cancelled,
    /// By the clock.
    Judging,
    /// By the clock.
    Expired,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Brief {
    pub(super) key: String,
    /// The merchant's key.
    pub(super) org: String,
    pub(super) title: String,
    pub(super) body: String,
    pub(super) content_form: ContentForm,
    pub(super) category: Category,
    pub(super) platforms: Vec<Platform>,
    pub(super) languages: Vec<Language>,
    pub(super) currency: Currency,
    pub(super) budget: Budget,
    pub(super) places: i32,
    /// Days from the start; negative lies behind.
    pub(super) bid_deadline_days: i64,
    pub(super) opened_days_ago: i64,
    pub(super) delivery_days: i32,
    pub(super) review_days: i32,
    pub(super) rounds: i32,
    pub(super) checklist: Vec<Check>,
    pub(super) licence: Licence,
    pub(super) question: Option<String>,
    pub(super) picture: String,
    pub(super) state: Ending,
    /// Of a cancelled one.
    #[serde(default)]
    pub(super) reason: String,
    /// What only some kinds have.
    #[serde(default)]
    pub(super) more: More,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Budget {
    pub(super) min: Minor,
    pub(super) max: Minor,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Check {
    pub(super) level: Level,
    pub(super) text: String,
}

/// What became of a bid that won nothing.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Answered {
    /// Nobody said a word: it still lives, or it ended by itself.
    Submitted,
    Shortlisted,
    Declined,
    Withdrawn,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bid {
    /// The brief's key.
    pub(super) brief: String,
    /// The creator's handle.
    pub(super) creator: String,
    pub(super) hours_ago: i64,
    pub(super) price: Minor,
    pub(super) days: i32,
    pub(super) message: String,
    pub(super) answer: Option<String>,
    pub(super) state: Answered,
    pub(super) reason: Option<DeclineReason>,
    /// The key of the agency that bids in the creator's name.
    pub(super) agency: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deal {
    /// The brief's key.
    pub(super) brief: String,
    /// The creator's handle.
    pub(super) creator: String,
    pub(super) bid: Won,
    pub(super) awarded_hours_ago: i64,
    pub(super) milestones: Vec<Milestone>,
    /// Where it stands at the end, in a word: how a reader finds an example.
    pub(super) ends: String,
    pub(super) agency: Option<String>,
}

/// The bid that won.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Won {
    pub(super) hours_ago: i64,
    pub(super) price: Minor,
    pub(super) days: i32,
    pub(super) message: String,
    pub(super) answer: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Milestone {
    pub(super) title: String,
    pub(super) price: Minor,
    pub(super) days: i32,
    pub(super) steps: Vec<Step>,
}

/// What happens to a milestone.
#[derive(Clone, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Step {
    Fund {
        hours_ago: i64,
    },
    Start {
        hours_ago: i64,
    },
    Deliver {
        hours_ago: i64,
        note: String,
        items: Vec<Item>,
    },
    RequestChanges {
        hours_ago: i64,
        items: Vec<Wish>,
    },
    Approve {
        hours_ago: i64,
    },
    /// By the clock; written down to be found.
    ReviewTimesOut {
        hours_ago: i64,
    },
    /// By the clock; written down to be found.
    Clear {
        hours_ago: i64,
    },
    Cancel {
        hours_ago: i64,
        by: Party,
        reason: CancelReason,
        #[serde(default)]
        refund: Option<Minor>,
    },
    AnswerCancellation {
        hours_ago: i64,
        by: Party,
        agree: bool,
    },
    Dispute {
        hours_ago: i64,
        by: Party,
        amount: Minor,
        reason: DisputeReason,
        statement: String,
        /// What the other side says to it, at once.
        answer: String,
    },
}

impl Step {
    pub(super) const fn hours_ago(&self) -> i64 {
        match self {
            Self::Fund { hours_ago }
            | Self::Start { hours_ago }
            | Self::Deliver { hours_ago, .. }
            | Self::RequestChanges { hours_ago, .. }
            | Self::Approve { hours_ago }
            | Self::ReviewTimesOut { hours_ago }
            | Self::Clear { hours_ago }
            | Self::Cancel { hours_ago, .. }
            | Self::AnswerCancellation { hours_ago, .. }
            | Self::Dispute { hours_ago, .. } => *hours_ago,
        }
    }
}

/// What is delivered.
#[derive(Clone, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(super) enum Item {
    Picture { picture: String },
    Link { url: String },
}

/// What should be changed.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wish {
    /// Places in the brief's checklist, from 0.
    pub(super) checks: Vec<usize>,
    pub(super) text: String,
}

/// What is said before there is a deal.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Saying {
    Ask,
    Answer,
    Invite,
    Offer,
    Write,
}

/// Who names other terms.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Side {
    Merchant,
    Creator,
}

/// A question, an answer, an invitation, or other terms.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    #[serde(rename = "do")]
    pub(super) act: Saying,
    /// The brief's key.
    pub(super) brief: String,
    /// The handle of who asks, is invited or bids.
    pub(super) creator: String,
    pub(super) hours_ago: i64,
    #[serde(default)]
    pub(super) text: String,
    #[serde(default)]
    pub(super) by: Option<Side>,
    #[serde(default)]
    pub(super) price: Option<Minor>,
    #[serde(default)]
    pub(super) days: Option<i32>,
    #[serde(default)]
    pub(super) message: String,
}

/// Money beside the deals.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Books {
    pub(super) top_ups: Vec<OrgMoney>,
    pub(super) withdrawals: Vec<OrgMoney>,
    pub(super) payout_accounts: Vec<PayoutAccount>,
    pub(super) payouts: Vec<Payout>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrgMoney {
    /// The merchant's key.
    pub(super) org: String,
    pub(super) hours_ago: i64,
    pub(super) amount: Money,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PayoutAccount {
    /// The creator's handle.
    pub(super) creator: String,
    pub(super) hours_ago: i64,
    pub(super) name: String,
    pub(super) country: String,
    pub(super) currency: Currency,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Payout {
    /// The creator's handle.
    pub(super) creator: String,
    pub(super) hours_ago: i64,
    pub(super) amount: Money,
}

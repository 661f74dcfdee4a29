//! The way from a new account to a first published brief or a first bid: what is done, and the next thing to do. It is read off what is there, so it
//! goes on wherever it was left, and is gone once its last step is done.

use crate::bids::{self, BidState};
use crate::creators;
use crate::platform::db::{Conn, DbError};
use crate::primitives::id::{CreatorId, OrgId};
use crate::primitives::{Choice as _, Limit};
use crate::screens::say::Say;
use crate::sessions::{Member, OrgKind, Person, Right};
use crate::{briefs, payouts};
use serde::Serialize;

/// What there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Confirm,
    Draft,
    Publish,
    Profile,
    Channel,
    Work,
    Account,
    Bid,
}

impl Step {
    const fn word(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Draft => "draft",
            Self::Publish => "publish",
            Self::Profile => "profile",
            Self::Channel => "channel",
            Self::Work => "work",
            Self::Account => "account",
            Self::Bid => "bid",
        }
    }

    /// Where it is done.
    const fn url(self) -> &'static str {
        match self {
            Self::Confirm => "/confirm",
            Self::Draft => "/briefs/new",
            Self::Publish => "/my/briefs",
            Self::Profile => "/my/profile",
            Self::Channel => "/my/profile/channels",
            Self::Work => "/my/profile/works",
            Self::Account => "/wallet/payout-account",
            Self::Bid => "/briefs",
        }
    }
}

/// The steps of one side, each with whether it is done.
pub(super) struct Way {
    side: &'static str,
    steps: Vec<(Step, bool)>,
}

impl Way {
    /// The ways that a person has not come to the end of: as one who writes briefs, and as a creator.
    pub(super) fn load(conn: &mut Conn, person: &Person) -> Result<Vec<Self>, DbError> {
        let writes = |member: &&Member| member.kind == OrgKind::Merchant && member.role.allows(Right::Work);
        let orgs: Vec<OrgId> = person.memberships.iter().filter(writes).map(|member| member.org).collect();
        let mut ways = Vec::new();
        if !orgs.is_empty() {
            ways.push(Self { side: "merchant", steps: merchant(conn, person, &orgs)? });
        }
        if let Some(creator) = &person.creator {
            ways.push(Self { side: "creator", steps: maker(conn, person, creator.id)? });
        }
        ways.retain(|way| way.steps.last().is_some_and(|(_, done)| !done));
        Ok(ways)
    }
}

fn merchant(conn: &mut Conn, person: &Person, orgs: &[OrgId]) -> Result<Vec<(Step, bool)>, DbError> {
    let written = briefs::list_of_org(conn, orgs, None, None, Limit::PAGE)?.items;
    let published = written.iter().any(|brief| brief.published_at.is_some());
    Ok(vec![(Step::Confirm, person.confirmed), (Step::Draft, !written.is_empty()), (Step::Publish, published)])
}

fn maker(conn: &mut Conn, person: &Person, id: CreatorId) -> Result<Vec<(Step, bool)>, DbError> {
    let introduced = creators::find(conn, id)?.is_some_and(|profile| !profile.bio.is_empty() && !profile.tags.is_empty());
    let one = Limit::new(1).unwrap_or(Limit::PAGE);
    Ok(vec![
        (Step::Confirm, person.confirmed),
        (Step::Profile, introduced),
        (Step::Channel, !creators::list_channels(conn, id)?.is_empty()),
        (Step::Work, !creators::list_works(conn, id)?.is_empty()),
        (Step::Account, payouts::find_account(conn, id)?.is_some()),
        (Step::Bid, !bids::list_of_creator(conn, id, BidState::ALL, None, one)?.items.is_empty()),
    ])
}

/// A step as it is shown.
#[derive(Debug, Serialize)]
struct StepRow {
    label: String,
    note: Option<String>,
    state: &'static str,
}

/// A way as it is shown.
#[derive(Debug, Serialize)]
pub(super) struct WayView {
    side: &'static str,
    title: String,
    percent: usize,
    steps: Vec<StepRow>,
    /// Why the next step is worth it.
    why: String,
    act: String,
    url: &'static str,
}

impl WayView {
    /// `None` if nothing is left to do.
    pub(super) fn of(way: &Way, say: &Say<'_>) -> Option<Self> {
        let next = way.steps.iter().find(|(_, done)| !done)?.0;
        let done = way.steps.iter().filter(|(_, done)| *done).count();
        let row = |(step, done): &(Step, bool)| StepRow {
            label: say.plain(&format!("workbench-step-{}", step.word())),
            note: None,
            state: if *done {
                "done"
            } else if *step == next {
                "now"
            } else {
                "todo"
            },
        };
        let percent = done.saturating_mul(100).checked_div(way.steps.len()).unwrap_or_default();
        Some(Self {
            side: way.side,
            title: say.with(&format!("workbench-way-{}", way.side), &[("n", percent.to_string())]),
            percent,
            steps: way.steps.iter().map(row).collect(),
            why: say.plain(&format!("workbench-step-{}-why", next.word())),
            act: say.plain(&format!("workbench-step-{}", next.word())),
            url: next.url(),
        })
    }
}

//! What a newcomer has to do, and how far he is: pure, over what is there. Nothing of it is kept anywhere; a task is done because its work is.

mod agency;

pub(in crate::screens) use agency::{Office, agency};

use crate::briefs::{Brief, BriefState};
use crate::payouts::AccountState;
use crate::primitives::id::{BriefId, OrgId};
use crate::sessions::Role;
use crate::verifications::VerificationState;

/// As what somebody begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum Side {
    /// Up to a first published brief.
    Merchant,
    /// Up to a first bid.
    Creator,
    /// Up to a first bid for a creator.
    Agency,
}

impl Side {
    pub(in crate::screens) const fn word(self) -> &'static str {
        match self {
            Self::Merchant => "merchant",
            Self::Creator => "creator",
            Self::Agency => "agency",
        }
    }
}

/// What there is to do. Its words are the texts `start-{word}` and `start-{word}-why`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum Step {
    Company,
    Page,
    Confirm,
    Brand,
    Rules,
    Draft,
    Publish,
    Funds,
    Profile,
    Channel,
    Work,
    Account,
    Bid,
    Rates,
    Verify,
    Agency,
    Office,
    Signatory,
    Usual,
    Invite,
    Signed,
    Offer,
}

impl Step {
    pub(in crate::screens) const fn word(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Page => "page",
            Self::Confirm => "confirm",
            Self::Brand => "brand",
            Self::Rules => "rules",
            Self::Draft => "draft",
            Self::Publish => "publish",
            Self::Funds => "funds",
            Self::Profile => "profile",
            Self::Channel => "channel",
            Self::Work => "work",
            Self::Account => "account",
            Self::Bid => "bid",
            Self::Rates => "rates",
            Self::Verify => "verify",
            Self::Agency => "agency",
            Self::Office => "office",
            Self::Signatory => "signatory",
            Self::Usual => "usual",
            Self::Invite => "invite",
            Self::Signed => "signed",
            Self::Offer => "offer",
        }
    }

    /// How long it takes, about.
    pub(in crate::screens) const fn minutes(self) -> u8 {
        match self {
            Self::Company | Self::Agency | Self::Page | Self::Confirm | Self::Signatory | Self::Signed => 1,
            Self::Publish | Self::Usual => 2,
            Self::Brand | Self::Office | Self::Rules | Self::Funds | Self::Profile | Self::Channel => 3,
            Self::Work | Self::Account | Self::Bid | Self::Verify | Self::Invite | Self::Offer => 5,
            Self::Draft | Self::Rates => 10,
        }
    }
}

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum State {
    Done,
    /// Begun, or in somebody else's hands.
    Started,
    Todo,
    /// Another task comes first.
    After(Step),
    /// Somebody with another role does it.
    NotYours,
}

impl State {
    const fn of(is_done: bool) -> Self {
        if is_done { Self::Done } else { Self::Todo }
    }

    /// Where nothing is there yet, another task may have to come first.
    const fn unless(self, first: Step, is_done: bool) -> Self {
        match self {
            Self::Todo | Self::Started if !is_done => Self::After(first),
            Self::Done | Self::Started | Self::Todo | Self::After(_) | Self::NotYours => self,
        }
    }

    const fn by(self, is_mine: bool) -> Self {
        match self {
            Self::Todo | Self::Started if !is_mine => Self::NotYours,
            Self::Done | Self::Started | Self::Todo | Self::After(_) | Self::NotYours => self,
        }
    }

    pub(in crate::screens) const fn is_open(self) -> bool {
        matches!(self, Self::Started | Self::Todo)
    }
}

/// One task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::screens) struct Task {
    pub(in crate::screens) step: Step,
    pub(in crate::screens) state: State,
    /// Where it is done.
    pub(in crate::screens) url: String,
}

fn task(step: Step, state: State, url: impl Into<String>) -> Task {
    Task { step, state, url: url.into() }
}

/// The tasks of one side: those up to the first brief or bid, the last of which is just that, and those that can wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::screens) struct Way {
    pub(in crate::screens) side: Side,
    pub(in crate::screens) tasks: Vec<Task>,
    pub(in crate::screens) later: Vec<Task>,
}

impl Way {
    /// The first brief is published, the first bid placed, for oneself or for somebody else.
    pub(in crate::screens) fn is_over(&self) -> bool {
        self.tasks.last().is_some_and(|task| task.state == State::Done)
    }

    /// How much is done, of 100, rounded down.
    pub(in crate::screens) fn percent(&self) -> usize {
        let done = self.tasks.iter().filter(|task| task.state == State::Done).count();
        done.saturating_mul(100).checked_div(self.tasks.len()).unwrap_or_default()
    }

    /// What to go on with: the first task that is open.
    pub(in crate::screens) fn next(&self) -> Option<&Task> {
        self.tasks.iter().find(|task| task.state.is_open())
    }
}

/// How far the briefs of somebody's organisations have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum Written {
    Nothing,
    /// A draft that lacks something.
    Begun(BriefId),
    /// A draft that lacks nothing.
    Ready(BriefId),
    /// A moderator reads it.
    Waiting(BriefId),
    Published,
}

impl Written {
    /// By the brief that has come furthest.
    pub(in crate::screens) fn of(briefs: &[Brief], is_complete: impl Fn(&Brief) -> bool) -> Self {
        let drafts = || briefs.iter().filter(|brief| matches!(brief.state, BriefState::Draft | BriefState::Rejected));
        if briefs.iter().any(|brief| brief.published_at.is_some()) {
            Self::Published
        } else if let Some(waiting) = briefs.iter().find(|brief| brief.state == BriefState::PendingReview) {
            Self::Waiting(waiting.id)
        } else if let Some(ready) = drafts().find(|brief| is_complete(brief)) {
            Self::Ready(ready.id)
        } else {
            drafts().next().map_or(Self::Nothing, |draft| Self::Begun(draft.id))
        }
    }
}

/// A merchant as far as the way looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::screens) struct Company {
    pub(in crate::screens) org: OrgId,
    pub(in crate::screens) role: Role,
    pub(in crate::screens) has_about: bool,
    pub(in crate::screens) has_website: bool,
    pub(in crate::screens) verification: Option<VerificationState>,
    pub(in crate::screens) has_money: bool,
}

/// What holds for a person on either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) struct Common {
    pub(in crate::screens) is_confirmed: bool,
    pub(in crate::screens) has_read_rules: bool,
}

fn verified(state: Option<VerificationState>) -> State {
    match state {
        Some(VerificationState::Verified) => State::Done,
        Some(VerificationState::Asked) => State::Started,
        Some(VerificationState::Refused | VerificationState::Expired) | None => State::Todo,
    }
}

/// What an organisation says of itself: about, and where it is on the web.
const fn described(said: Option<(bool, bool)>) -> State {
    match said {
        Some((true, _)) => State::Done,
        Some((false, true)) => State::Started,
        Some((false, false)) | None => State::Todo,
    }
}

/// Where payouts go.
const fn account(state: Option<AccountState>) -> State {
    match state {
        Some(AccountState::Usable | AccountState::Waiting) => State::Done,
        Some(AccountState::Incomplete | AccountState::Restricted) => State::Started,
        None => State::Todo,
    }
}

fn confirm(common: Common) -> Task {
    task(Step::Confirm, State::of(common.is_confirmed), "/confirm")
}

fn rules(common: Common) -> Task {
    task(Step::Rules, State::of(common.has_read_rules), "/rules")
}

/// From an organisation to its first published brief.
pub(in crate::screens) fn merchant(common: Common, company: Option<&Company>, written: Written) -> Way {
    use crate::sessions::Right;
    let settings = company.map_or_else(|| "/settings/organisations/new".to_owned(), |one| format!("/settings/organisations/{}", one.org));
    let may = |right| company.is_none_or(|one| one.role.allows(right));
    let is_there = company.is_some();
    let brand = described(company.map(|one| (one.has_about, one.has_website)));
    let (draft, draft_url) = match written {
        Written::Nothing => (State::Todo, "/briefs/new".to_owned()),
        Written::Begun(id) => (State::Started, format!("/briefs/{id}/check")),
        Written::Ready(_) | Written::Waiting(_) | Written::Published => (State::Done, "/my/briefs".to_owned()),
    };
    let (publish, publish_url) = match written {
        Written::Nothing | Written::Begun(_) => (State::After(Step::Draft), "/my/briefs".to_owned()),
        Written::Ready(id) => (State::Todo.unless(Step::Confirm, common.is_confirmed), format!("/briefs/{id}/check")),
        Written::Waiting(id) => (State::Started, format!("/briefs/{id}")),
        Written::Published => (State::Done, "/my/briefs".to_owned()),
    };
    let after = |state: State| state.unless(Step::Company, is_there).unless(Step::Confirm, common.is_confirmed);
    let money = State::of(company.is_some_and(|one| one.has_money)).by(may(Right::MoveMoney));
    let check = verified(company.and_then(|one| one.verification)).by(may(Right::Manage));
    Way {
        side: Side::Merchant,
        tasks: vec![
            task(Step::Company, State::of(is_there), &settings),
            confirm(common),
            task(Step::Brand, brand.by(may(Right::Manage)).unless(Step::Company, is_there), &settings),
            rules(common),
            task(Step::Draft, draft.unless(Step::Company, is_there), draft_url),
            task(Step::Publish, publish, publish_url),
        ],
        later: vec![
            task(Step::Verify, after(check), format!("{settings}/verification")),
            task(Step::Funds, after(money), "/wallet/top-ups"),
        ],
    }
}

/// A creator as far as the way looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) struct Maker {
    pub(in crate::screens) has_bio: bool,
    pub(in crate::screens) has_tags: bool,
    pub(in crate::screens) has_channel: bool,
    pub(in crate::screens) has_work: bool,
    pub(in crate::screens) has_package: bool,
    pub(in crate::screens) has_bid: bool,
    pub(in crate::screens) account: Option<AccountState>,
    pub(in crate::screens) verification: Option<VerificationState>,
}

/// From a profile to its first bid.
pub(in crate::screens) fn creator(common: Common, maker: Option<Maker>) -> Way {
    let is_there = maker.is_some();
    let has = |look: fn(&Maker) -> bool| maker.as_ref().is_some_and(look);
    let profile = match (has(|one| one.has_bio), has(|one| one.has_tags)) {
        (true, true) => State::Done,
        (false, false) => State::Todo,
        (true, false) | (false, true) => State::Started,
    };
    let account = account(maker.and_then(|one| one.account));
    let own = |step, state: State, url: &str| task(step, state.unless(Step::Page, is_there), url);
    let after = |state: State| state.unless(Step::Confirm, common.is_confirmed);
    Way {
        side: Side::Creator,
        tasks: vec![
            task(Step::Page, State::of(is_there), "/settings/creator"),
            confirm(common),
            own(Step::Profile, profile, "/my/profile"),
            own(Step::Channel, State::of(has(|one| one.has_channel)), "/my/profile/channels"),
            own(Step::Work, State::of(has(|one| one.has_work)), "/my/profile/works"),
            rules(common),
            own(Step::Account, account, "/wallet/payout-account"),
            own(Step::Bid, after(State::of(has(|one| one.has_bid))), "/briefs"),
        ],
        later: vec![
            own(Step::Rates, State::of(has(|one| one.has_package)), "/my/profile/packages"),
            own(Step::Verify, after(verified(maker.and_then(|one| one.verification))), "/my/profile/verification"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: Common = Common { is_confirmed: false, has_read_rules: false };
    const KNOWN: Common = Common { is_confirmed: true, has_read_rules: false };

    fn company(role: Role) -> Company {
        Company { org: OrgId::random(), role, has_about: false, has_website: false, verification: None, has_money: false }
    }

    fn states(tasks: &[Task]) -> Vec<State> {
        tasks.iter().map(|task| task.state).collect()
    }

    #[test]
    fn a_brief_is_written_by_an_organisation_and_published_from_a_confirmed_address() {
        use State as S;
        let bare = merchant(NEW, None, Written::Nothing);
        let company_first = S::After(Step::Company);
        assert_eq!(states(&bare.tasks), [S::Todo, S::Todo, company_first, S::Todo, company_first, S::After(Step::Draft)]);
        assert_eq!(bare.next().map(|task| task.step), Some(Step::Company));
        let draft = BriefId::random();
        let ready = merchant(NEW, Some(&company(Role::Owner)), Written::Ready(draft));
        assert_eq!(states(&ready.tasks), [S::Done, S::Todo, S::Todo, S::Todo, S::Done, S::After(Step::Confirm)]);
        assert_eq!((ready.percent(), ready.is_over()), (33, false));
        let read = merchant(KNOWN, Some(&company(Role::Editor)), Written::Waiting(draft));
        assert_eq!(states(&read.tasks), [S::Done, S::Done, S::NotYours, S::Todo, S::Done, S::Started]);
        assert_eq!(states(&read.later), [S::NotYours, S::NotYours]);
        assert!(merchant(NEW, Some(&company(Role::Owner)), Written::Published).is_over());
    }

    #[test]
    fn a_creator_has_a_page_before_anything_stands_on_it() {
        use State as S;
        let bare = creator(KNOWN, None);
        let page_first = S::After(Step::Page);
        assert_eq!(states(&bare.tasks), [S::Todo, S::Done, page_first, page_first, page_first, S::Todo, page_first, page_first]);
        let mut maker = Maker {
            has_bio: true,
            has_tags: false,
            has_channel: true,
            has_work: false,
            has_package: false,
            has_bid: false,
            account: Some(AccountState::Incomplete),
            verification: Some(VerificationState::Asked),
        };
        let half = creator(KNOWN, Some(maker));
        assert_eq!(states(&half.tasks), [S::Done, S::Done, S::Started, S::Done, S::Todo, S::Todo, S::Started, S::Todo]);
        assert_eq!(states(&half.later), [S::Todo, S::Started]);
        assert_eq!(half.next().map(|task| task.step), Some(Step::Profile));
        maker.has_bid = true;
        assert!(creator(NEW, Some(maker)).is_over());
    }
}

//! What an agency has to do, up to its first bid for a creator.

use super::{Common, Side, State, Step, Way, account, confirm, described, rules, task, verified};
use crate::payouts::AccountState;
use crate::primitives::id::OrgId;
use crate::sessions::{Right, Role};
use crate::verifications::VerificationState;

/// An agency as far as the way looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::screens) struct Office {
    pub(in crate::screens) org: OrgId,
    pub(in crate::screens) role: Role,
    pub(in crate::screens) has_about: bool,
    pub(in crate::screens) has_website: bool,
    /// It is said who signs for it.
    pub(in crate::screens) has_signatory: bool,
    /// It is said what it usually proposes.
    pub(in crate::screens) has_usual: bool,
    /// A creator is asked, or on the roster.
    pub(in crate::screens) has_asked: bool,
    /// One is on the roster.
    pub(in crate::screens) has_signed: bool,
    pub(in crate::screens) has_bid: bool,
    pub(in crate::screens) account: Option<AccountState>,
    pub(in crate::screens) verification: Option<VerificationState>,
}

/// From an agency to its first bid for a creator.
pub(in crate::screens) fn agency(common: Common, office: Option<&Office>) -> Way {
    let settings =
        office.map_or_else(|| "/settings/organisations/new?kind=agency".to_owned(), |one| format!("/settings/organisations/{}", one.org));
    let home = office.map_or_else(|| "/start/agency".to_owned(), |one| format!("/agencies/{}", one.org));
    let may = |right| office.is_none_or(|one| one.role.allows(right));
    let has = |look: fn(&Office) -> bool| office.is_some_and(look);
    let own = |step, state: State, url: String| task(step, state.unless(Step::Agency, office.is_some()), url);
    let after = |state: State| state.unless(Step::Confirm, common.is_confirmed);
    let about = described(office.map(|one| (one.has_about, one.has_website))).by(may(Right::Manage));
    let has_asked = has(|one| one.has_asked);
    let (signed, invitation) = match (has(|one| one.has_signed), has_asked) {
        (true, _) => (State::Done, home.clone()),
        (false, true) => (State::Started, home.clone()),
        (false, false) => (State::After(Step::Invite), format!("{home}/invitations/new")),
    };
    let money = account(office.and_then(|one| one.account)).by(may(Right::MoveMoney));
    let bid = State::of(has(|one| one.has_bid)).unless(Step::Signed, has(|one| one.has_signed));
    let check = verified(office.and_then(|one| one.verification)).by(may(Right::Manage));
    Way {
        side: Side::Agency,
        tasks: vec![
            task(Step::Agency, State::of(office.is_some()), &settings),
            confirm(common),
            own(Step::Office, about, settings.clone()),
            rules(common),
            own(Step::Signatory, State::of(has(|one| one.has_signatory)).by(may(Right::Manage)), format!("{home}/terms")),
            own(Step::Usual, State::of(has(|one| one.has_usual)).by(may(Right::Manage)), format!("{home}/terms")),
            own(Step::Invite, after(State::of(has_asked).by(may(Right::Manage))), invitation),
            own(Step::Signed, signed, home.clone()),
            own(Step::Account, money, format!("{home}/payout-account")),
            own(Step::Offer, after(bid), "/briefs".to_owned()),
        ],
        later: vec![own(Step::Verify, after(check), format!("{settings}/verification"))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: Common = Common { is_confirmed: true, has_read_rules: false };

    fn states(way: &Way) -> Vec<State> {
        way.tasks.iter().map(|task| task.state).collect()
    }

    #[test]
    fn an_agency_signs_somebody_before_it_bids() {
        use State as S;
        let first = S::After(Step::Agency);
        let bare = agency(KNOWN, None);
        let late = [S::After(Step::Invite), first, S::After(Step::Signed)];
        assert_eq!(states(&bare)[..7], [S::Todo, S::Done, first, S::Todo, first, first, first]);
        assert_eq!(states(&bare)[7..], late);
        let mut office = Office {
            org: OrgId::random(),
            role: Role::Owner,
            has_about: false,
            has_website: true,
            has_signatory: false,
            has_usual: false,
            has_asked: false,
            has_signed: false,
            has_bid: false,
            account: None,
            verification: None,
        };
        let invited = S::After(Step::Invite);
        let signed = S::After(Step::Signed);
        let begun = states(&agency(KNOWN, Some(&office)));
        assert_eq!(begun, [S::Done, S::Done, S::Started, S::Todo, S::Todo, S::Todo, S::Todo, invited, S::Todo, signed]);
        (office.has_asked, office.has_usual) = (true, true);
        let waiting = agency(KNOWN, Some(&office));
        assert_eq!((states(&waiting)[4..8].to_vec(), waiting.percent()), (vec![S::Todo, S::Done, S::Done, S::Started], 40));
        office = Office { has_signed: true, role: Role::Editor, ..office };
        assert_eq!(
            states(&agency(KNOWN, Some(&office)))[2..],
            [S::NotYours, S::Todo, S::NotYours, S::Done, S::Done, S::Done, S::NotYours, S::Todo]
        );
        office.has_bid = true;
        assert!(agency(KNOWN, Some(&office)).is_over());
    }
}

//! What roles allow: the matrix of members and acts, and how long a proof of presence holds.

use super::model::{AdminRole, Measure, Member, Person, Role};
use crate::failure::{ACT_FORBIDDEN, Failure, Refusal};
use crate::primitives::{
    Instant,
    id::{CreatorId, OrgId},
};

/// A moderator holds the money of this login.
pub const HELD: Refusal = Refusal::forbidden("person.held");

/// What may be done in an organisation's name. An approval is a judgement ([`Right::Work`]); funding, topping up and withdrawing move money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Read briefs, bids, deals, messages.
    Read,
    /// Read wallet and statements.
    ReadMoney,
    /// Write, publish, pause, cancel briefs; shortlist, decline, award; approve, request changes; ask or answer a cancellation.
    Work,
    /// Fund, top up, withdraw.
    MoveMoney,
    /// Members and roles, tokens.
    Manage,
}

/// The matrix: may a member of this role do this?
const fn allows(role: Role, right: Right) -> bool {
    match right {
        Right::Read => true,
        Right::ReadMoney => matches!(role, Role::Owner | Role::Admin | Role::Finance),
        Right::Work => matches!(role, Role::Owner | Role::Admin | Role::Editor),
        Right::MoveMoney => matches!(role, Role::Owner | Role::Finance),
        Right::Manage => matches!(role, Role::Owner | Role::Admin),
    }
}

impl Role {
    /// May a member of this role do this?
    #[must_use]
    pub const fn allows(self, right: Right) -> bool {
        allows(self, right)
    }
}

impl Person {
    /// The person's place in this organisation.
    #[must_use]
    pub fn membership(&self, org: OrgId) -> Option<&Member> {
        self.memberships.iter().find(|member| member.org == org)
    }

    /// Belongs to this organisation.
    #[must_use]
    pub fn is_member(&self, org: OrgId) -> bool {
        self.membership(org).is_some()
    }

    /// Has the right, without saying why not.
    #[must_use]
    pub fn has(&self, org: OrgId, right: Right) -> bool {
        self.membership(org).is_some_and(|member| member.role.allows(right))
    }

    /// May do this in the organisation's name. A stranger learns nothing; a member learns that the role is too small.
    pub fn can(&self, org: OrgId, right: Right) -> Result<(), Failure> {
        let member = self.membership(org).ok_or(Failure::NotFound)?;
        if member.role.allows(right) { Ok(()) } else { Err(ACT_FORBIDDEN.into()) }
    }

    /// The profile as a creator, or nothing to see.
    pub fn creator_id(&self) -> Result<CreatorId, Failure> {
        self.creator.as_ref().map(|creator| creator.id).ok_or(Failure::NotFound)
    }

    /// Is this creator.
    #[must_use]
    pub fn is_creator(&self, creator: CreatorId) -> bool {
        self.creator.as_ref().is_some_and(|own| own.id == creator)
    }

    /// The address was confirmed: without that nobody bids, publishes or moves money.
    pub fn confirmed(&self) -> Result<(), Failure> {
        if self.confirmed { Ok(()) } else { Err(Refusal::forbidden("person.unconfirmed").into()) }
    }

    /// His money may leave: no moderator holds it. Refusals: `person.held`.
    pub fn takes_money_out(&self) -> Result<(), Refusal> {
        if self.measure == Some(Measure::Hold) { Err(HELD) } else { Ok(()) }
    }

    /// Is an admin of the platform in this role.
    #[must_use]
    pub fn judges(&self, role: AdminRole) -> bool {
        self.admin_roles.contains(&role)
    }

    /// Is an admin of the platform in this role. A stranger learns nothing; another admin learns that it is not his.
    pub fn judges_as(&self, role: AdminRole) -> Result<(), Failure> {
        if self.admin_roles.is_empty() {
            return Err(Failure::NotFound);
        }
        if self.judges(role) { Ok(()) } else { Err(ACT_FORBIDDEN.into()) }
    }

    /// Has proved within ten minutes to be there.
    pub fn stepped_up(&self, now: Instant) -> Result<(), Failure> {
        if has_stepped_up(self.stepped_up_at, now) { Ok(()) } else { Err(Failure::StepUp) }
    }
}

/// A proof of presence holds for ten minutes.
#[must_use]
pub fn has_stepped_up(at: Option<Instant>, now: Instant) -> bool {
    at.is_some_and(|at| now.micros_since(at) < 10 * 60 * 1_000_000)
}

/// When a session that was opened and last seen then ends: idle after 14 days (admins 30 min), in all after 90 days (admins 12 h).
pub(super) const fn is_over(created_at: Instant, seen_at: Instant, now: Instant, admin: bool) -> bool {
    let (idle_seconds, total_seconds) = if admin { (30 * 60, 12 * 3_600) } else { (14 * 86_400, 90 * 86_400) };
    now.micros_since(seen_at) > idle_seconds * 1_000_000 || now.micros_since(created_at) > total_seconds * 1_000_000
}

//! The settings of an organisation.

use super::entry::page;
use super::{Choice, Errors, NavItem, nav};
use crate::accounts::forms::{InvitationForm, NameForm, OrganisationForm};
use crate::accounts::model::{Invitation, Member, Organisation};
use crate::accounts::rules;
use crate::primitives::id::{InvitationId, MembershipId, OrgId};
use crate::primitives::{Choice as _, Instant};
use crate::sessions::{OrgKind, Right, Role};
use crate::web::{Asker, Both, Conflict, Page, SignedIn};
use serde::Serialize;

#[derive(Serialize)]
struct OrganisationRow {
    url: String,
    name: String,
    role: Role,
}

/// The organisations of a person.
#[derive(Serialize)]
pub(in crate::accounts) struct OrganisationsPage {
    nav: Vec<NavItem>,
    rows: Vec<OrganisationRow>,
}
page!(OrganisationsPage, "accounts/organisations.html");

impl OrganisationsPage {
    pub(in crate::accounts) fn new(asker: &SignedIn) -> Self {
        let row = |member: &crate::sessions::Member| OrganisationRow {
            url: format!("/settings/organisations/{}", member.org),
            name: member.org_name.clone(),
            role: member.role,
        };
        Self { nav: nav(asker, "/settings/organisations"), rows: asker.person.memberships.iter().map(row).collect() }
    }
}

/// A new organisation.
#[derive(Serialize)]
pub(in crate::accounts) struct NewOrganisationPage {
    nav: Vec<NavItem>,
    form: NameForm,
    kinds: Vec<Choice>,
    errors: Errors,
}
page!(NewOrganisationPage, "accounts/new_organisation.html");

impl NewOrganisationPage {
    pub(in crate::accounts) fn new(asker: &Asker, form: NameForm, errors: Errors) -> Self {
        let kind = |kind: &OrgKind| Choice {
            value: kind.word().to_owned(),
            label: asker.text(&format!("settings-org-kind-{kind}"), &[]),
            hint: Some(asker.text(&format!("settings-org-kind-{kind}-hint"), &[])),
            icon: None,
        };
        Self { nav: nav(asker, "/settings/organisations"), form, kinds: OrgKind::ALL.iter().map(kind).collect(), errors }
    }
}

#[derive(Serialize)]
struct MemberRow {
    id: MembershipId,
    name: String,
    initial: String,
    email: String,
    role: Role,
    since: Instant,
    is_self: bool,
    can_change: bool,
}

#[derive(Serialize)]
struct InvitationRow {
    id: InvitationId,
    email: String,
    role: Role,
    expires_at: Instant,
}

/// What is known of an organisation.
pub(in crate::accounts) struct Known {
    pub(in crate::accounts) organisation: Organisation,
    pub(in crate::accounts) members: Vec<Member>,
    pub(in crate::accounts) invitations: Vec<Invitation>,
}

/// What was typed into the forms of the page and could not be taken.
#[derive(Default)]
pub(in crate::accounts) struct Typed {
    pub(in crate::accounts) profile: Option<OrganisationForm>,
    pub(in crate::accounts) invitation: InvitationForm,
    pub(in crate::accounts) errors: Errors,
    /// Somebody else saved meanwhile: what is saved now stands beside what was typed.
    pub(in crate::accounts) is_stale: bool,
}

/// One organisation: what it says of itself, members, invitations.
#[derive(Serialize)]
pub(in crate::accounts) struct OrganisationPage {
    nav: Vec<NavItem>,
    id: OrgId,
    name: String,
    form: OrganisationForm,
    invitation: InvitationForm,
    members: Vec<MemberRow>,
    invitations: Vec<InvitationRow>,
    roles: Vec<Choice>,
    can_manage: bool,
    own_role: Role,
    /// Where an agency's roster stands.
    roster_url: Option<String>,
    errors: Errors,
    conflict: Option<Conflict>,
}
page!(OrganisationPage, "accounts/organisation.html");

impl OrganisationPage {
    pub(in crate::accounts) fn new(asker: &SignedIn, known: Known, typed: Typed) -> Self {
        let Known { organisation, members, invitations } = known;
        let own_role = asker.person.membership(organisation.id).map_or(Role::Viewer, |member| member.role);
        let can_manage = asker.person.has(organisation.id, Right::Manage);
        let saved = OrganisationForm {
            name: organisation.name.clone(),
            about: organisation.about.clone(),
            website: organisation.website.clone(),
            version: organisation.version.to_string(),
        };
        let (form, conflict) = match typed.profile {
            Some(mine) if typed.is_stale => {
                let conflict = versions(asker, organisation.id, (&saved, &mine));
                (OrganisationForm { version: saved.version, ..mine }, Some(conflict))
            }
            Some(mine) => (mine, None),
            None => (saved, None),
        };
        let member = |member: Member| MemberRow {
            id: member.id,
            initial: member.name.chars().next().map_or_else(String::new, |c| c.to_uppercase().collect()),
            is_self: member.user == asker.person.id,
            can_change: can_manage && rules::may_set_role(own_role, Some(member.role), None).is_ok(),
            name: member.name,
            email: member.email.to_string(),
            role: member.role,
            since: member.since,
        };
        let invitation =
            |sent: Invitation| InvitationRow { id: sent.id, email: sent.email.to_string(), role: sent.role, expires_at: sent.expires_at };
        Self {
            nav: nav(asker, "/settings/organisations"),
            id: organisation.id,
            name: organisation.name,
            form,
            conflict,
            invitation: typed.invitation,
            members: members.into_iter().map(member).collect(),
            invitations: invitations.into_iter().map(invitation).collect(),
            roles: roles(asker, own_role),
            can_manage,
            own_role,
            roster_url: (organisation.kind == OrgKind::Agency).then(|| format!("/agencies/{}", organisation.id)),
            errors: typed.errors,
        }
    }
}

/// What the organisation says of itself now, beside what was typed.
fn versions(asker: &Asker, org: OrgId, (theirs, mine): (&OrganisationForm, &OrganisationForm)) -> Conflict {
    let both = |key: &str, theirs: &str, mine: &str| Both {
        label: asker.text(key, &[]),
        theirs: theirs.to_owned(),
        mine: mine.replace("\r\n", "\n"),
    };
    let fields = vec![
        both("accounts-organisation", &theirs.name, &mine.name),
        both("settings-org-about", &theirs.about, &mine.about),
        both("settings-org-website", &theirs.website, &mine.website),
    ];
    Conflict::of(fields, format!("/settings/organisations/{org}#profile"))
}

/// The roles that a member of this role may give, each with what it may do.
fn roles(asker: &Asker, by: Role) -> Vec<Choice> {
    let choice = |role: &Role| Choice {
        value: role.word().to_owned(),
        label: asker.text(&format!("notices-role-{role}"), &[]),
        hint: Some(asker.text(&format!("settings-role-{role}-hint"), &[])),
        icon: None,
    };
    Role::ALL.iter().filter(|role| rules::may_set_role(by, None, Some(**role)).is_ok()).map(choice).collect()
}

//! Organisations, their members, and the places they offer.

use super::sign_in::Browser;
use crate::accounts::model::{Invitation, Organisation, User};
use crate::accounts::rules::{self, INVITATIONS};
use crate::accounts::store::{organisations, tries, users};
use crate::audit::{self, Act};
use crate::failure::{Failure, STATE_REFUSED, VERSION_STALE};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{DbError, Tx};
use crate::platform::mailer::{self, Mail};
use crate::primitives::id::{InvitationId, MembershipId, OrgId, UserId};
use crate::primitives::{Choice as _, Days, Email, Instant, Lang, Zone};
use crate::sessions::{self, OrgKind, Person, Right, Role, Theme, Token};
use serde_json::json;

/// How long an invitation counts.
const INVITATION_DAYS: i32 = 14;

/// Makes an organisation, a merchant or an agency for good; the person owns it.
pub fn create_organisation(tx: &mut Tx<'_>, act: &Act, person: &Person, (name, kind): (&str, OrgKind)) -> Result<OrgId, Failure> {
    let org = organisations::insert(tx, act.at, (name, kind))?.ok_or_else(|| Failure::field("name", "taken"))?;
    organisations::insert_member(tx, act.at, org, person.id, Role::Owner)?;
    audit::note(tx, act, "organisation.created", &org, "")?;
    Ok(org)
}

/// Saves what the organisation says of itself, as `wanted` has it; its version is the one that was seen.
pub fn save_organisation(tx: &mut Tx<'_>, act: &Act, person: &Person, wanted: &Organisation) -> Result<(), Failure> {
    person.can(wanted.id, Right::Manage)?;
    if organisations::find_by_name(tx, &wanted.name)?.is_some_and(|other| other.id != wanted.id) {
        return Err(Failure::field("name", "taken"));
    }
    let saved = organisations::set_profile(tx, wanted).map_err(|error| match error {
        DbError::Unique(_) => Failure::field("name", "taken"),
        other => other.into(),
    })?;
    if !saved {
        return Err(VERSION_STALE.into());
    }
    Ok(audit::note(tx, act, "organisation.saved", &wanted.id, "")?)
}

/// The platform knows who is behind an organisation since then, or does not any more. Who decides so is the business of `verifications`.
pub fn mark_verified(tx: &mut Tx<'_>, org: OrgId, at: Option<Instant>) -> Result<(), Failure> {
    Ok(organisations::set_verified(tx, org, at)?)
}

/// Whom to invite, and as what.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// Where.
    pub org: OrgId,
    /// The address that may accept.
    pub email: Email,
    /// As what.
    pub role: Role,
    /// The language of the mail.
    pub lang: Lang,
}

/// Offers a place by mail; the newest offer to an address counts. The mail `invitation` gets `who`, `org`, `role` (its word), `path` and `days`.
pub fn invite(tx: &mut Tx<'_>, act: &Act, person: &Person, wanted: &NewInvitation, token: &Token) -> Result<(), Failure> {
    let by = may_manage(person, wanted.org)?;
    rules::may_set_role(by, None, Some(wanted.role))?;
    let org = organisations::get(tx, wanted.org)?;
    let known = users::find_by_email(tx, &wanted.email)?;
    if organisations::list_members(tx, org.id)?.iter().any(|member| member.email == wanted.email) {
        return Err(Failure::field("email", "member"));
    }
    let own = tries::insert(tx, act.at, INVITATIONS, &org.id.to_string())?;
    let earlier = tries::list_others(tx, INVITATIONS, &org.id.to_string(), act.at, &own)?;
    INVITATIONS.admit(&earlier, act.at)?;
    organisations::cancel_invitations_of(tx, org.id, &wanted.email, act.at)?;
    let invitation = Invitation {
        id: InvitationId::random(),
        org: org.id,
        email: wanted.email.clone(),
        role: wanted.role,
        by: person.id,
        expires_at: Days::new(INVITATION_DAYS).map_or(act.at, |days| act.at.plus_days(days)),
        accepted_at: None,
        cancelled_at: None,
    };
    organisations::insert_invitation(tx, act.at, token, &invitation)?;
    audit::note(tx, act, "invitation.sent", &invitation.id, "")?;
    let path = format!("/invitations/{}", token.as_str());
    let params = json!({ "who": person.name, "org": org.name, "role": wanted.role.word(), "path": path, "days": INVITATION_DAYS });
    let lang = known.map_or(wanted.lang, |user| user.lang);
    mailer::enqueue(tx, act.at, &Mail { address: wanted.email.clone(), lang, template: "invitation", params })?;
    Ok(())
}

/// Takes an offer back.
pub fn cancel_invitation(tx: &mut Tx<'_>, act: &Act, person: &Person, id: InvitationId) -> Result<OrgId, Failure> {
    let invitation = organisations::find_invitation_by_id(tx, id)?.ok_or(Failure::NotFound)?;
    may_manage(person, invitation.org)?;
    if !organisations::cancel_invitation(tx, id, act.at)? {
        return Err(STATE_REFUSED.into());
    }
    audit::note(tx, act, "invitation.cancelled", &id, "")?;
    Ok(invitation.org)
}

/// The person takes the place that was offered to his address, which is thereby shown to be his.
pub fn accept(tx: &mut Tx<'_>, act: &Act, person: &Person, token: &Token) -> Result<OrgId, Failure> {
    let invitation = organisations::find_invitation(tx, token)?.ok_or(Failure::NotFound)?;
    if person.is_member(invitation.org) && invitation.email == person.email {
        return Ok(invitation.org);
    }
    rules::may_accept(&invitation, person, act.at)?;
    users::confirm(tx, person.id, act.at)?;
    join(tx, act, (person.id, &person.name), &invitation)?;
    Ok(invitation.org)
}

/// Somebody without a login, as the invitation's page asks.
#[derive(Clone)]
pub struct Newcomer {
    /// The person's name.
    pub name: String,
    /// argon2id, PHC format.
    pub password_hash: String,
    /// The language of the page that was filled in.
    pub lang: Lang,
}

/// Makes a login for the address that the invitation went to, takes the place, and signs in. `Failure::SignedOut` if the address has a login.
pub fn accept_as_newcomer(
    tx: &mut Tx<'_>,
    (at, request): (Instant, &str),
    token: &Token,
    newcomer: &Newcomer,
    browser: &Browser,
) -> Result<OrgId, Failure> {
    let invitation = organisations::find_invitation(tx, token)?.filter(|found| found.is_open(at)).ok_or(Failure::NotFound)?;
    let user = User {
        id: UserId::random(),
        email: invitation.email.clone(),
        name: newcomer.name.clone(),
        password_hash: newcomer.password_hash.clone(),
        lang: newcomer.lang,
        zone: Zone::shanghai(),
        theme: Theme::Auto,
        confirmed_at: Some(at),
        totp_secret: None,
        totp_confirmed_at: None,
        totp_last_step: 0,
    };
    if !users::insert(tx, at, &user)? {
        return Err(Failure::SignedOut);
    }
    let act = Act::of(user.id, at, request);
    audit::note(tx, &act, "user.signed_up", &user.id, "")?;
    join(tx, &act, (user.id, &user.name), &invitation)?;
    sessions::open(tx, user.id, &browser.token, &browser.agent, at)?;
    Ok(invitation.org)
}

fn join(tx: &mut Tx<'_>, act: &Act, (user, name): (UserId, &str), invitation: &Invitation) -> Result<(), Failure> {
    if !organisations::accept_invitation(tx, invitation.id, act.at)? {
        return Err(Failure::NotFound);
    }
    let org = organisations::get(tx, invitation.org)?;
    advance(tx, &org)?;
    if !organisations::insert_member(tx, act.at, org.id, user, invitation.role)? {
        return Ok(());
    }
    audit::note(tx, act, "member.joined", &org.id, "")?;
    let params = vec![("who", Param::text(name)), ("org", Param::text(&org.name)), ("role", role_param(invitation.role))];
    let notice = notice(NoticeKind::MemberJoined, &org, params);
    for member in organisations::list_members(tx, org.id)? {
        if member.user != user && member.role.allows(Right::Manage) {
            notices::tell(tx, act, member.user, &notice)?;
        }
    }
    Ok(())
}

/// Gives a member another role.
pub fn set_role(tx: &mut Tx<'_>, act: &Act, person: &Person, (id, role): (MembershipId, Role)) -> Result<OrgId, Failure> {
    let (org, user, from) = organisations::find_place(tx, id)?.ok_or(Failure::NotFound)?;
    let by = may_manage(person, org)?;
    rules::may_set_role(by, Some(from), Some(role))?;
    rules::may_lose(from, Some(role), organisations::count_owners(tx, org)?)?;
    if from == role {
        return Ok(org);
    }
    let org = organisations::get(tx, org)?;
    advance(tx, &org)?;
    organisations::set_role(tx, id, role)?;
    audit::note(tx, act, "member.role_changed", &id, role.word())?;
    if user != person.id {
        let params = vec![("org", Param::text(&org.name)), ("role", role_param(role))];
        notices::tell(tx, act, user, &notice(NoticeKind::MemberRoleChanged, &org, params))?;
    }
    Ok(org.id)
}

/// Removes a member.
pub fn remove_member(tx: &mut Tx<'_>, act: &Act, person: &Person, id: MembershipId) -> Result<OrgId, Failure> {
    let (org, user, role) = organisations::find_place(tx, id)?.ok_or(Failure::NotFound)?;
    let by = may_manage(person, org)?;
    rules::may_set_role(by, Some(role), None)?;
    let org = delete_place(tx, act, org, (id, role))?;
    if user != person.id {
        let told = Notice { url: "/inbox".to_owned(), ..notice(NoticeKind::MemberRemoved, &org, vec![("org", Param::text(&org.name))]) };
        notices::tell(tx, act, user, &told)?;
    }
    Ok(org.id)
}

/// The person gives up his own place, whatever his role.
pub fn leave(tx: &mut Tx<'_>, act: &Act, person: &Person, org: OrgId) -> Result<(), Failure> {
    person.can(org, Right::Read)?;
    let members = organisations::list_members(tx, org)?;
    let own = members.iter().find(|member| member.user == person.id).ok_or(Failure::NotFound)?;
    delete_place(tx, act, org, (own.id, own.role))?;
    Ok(())
}

fn delete_place(tx: &mut Tx<'_>, act: &Act, org: OrgId, (id, role): (MembershipId, Role)) -> Result<Organisation, Failure> {
    rules::may_lose(role, None, organisations::count_owners(tx, org)?)?;
    let org = organisations::get(tx, org)?;
    advance(tx, &org)?;
    organisations::delete_member(tx, id)?;
    audit::note(tx, act, "member.removed", &id, "")?;
    Ok(org)
}

/// The person's role there, if it may manage members.
fn may_manage(person: &Person, org: OrgId) -> Result<Role, Failure> {
    person.can(org, Right::Manage)?;
    person.membership(org).map(|member| member.role).ok_or(Failure::NotFound)
}

/// Two changes of members at once: the second is told to look again, so that the last owner stays whatever the isolation.
fn advance(tx: &mut Tx<'_>, org: &Organisation) -> Result<(), Failure> {
    if organisations::advance(tx, org)? { Ok(()) } else { Err(VERSION_STALE.into()) }
}

fn role_param(role: Role) -> Param {
    Param::word(format!("notices-role-{}", role.word()))
}

fn notice(kind: NoticeKind, org: &Organisation, params: Vec<(&'static str, Param)>) -> Notice {
    Notice { kind, subject: org.id.to_string(), url: format!("/settings/organisations/{}", org.id), needs_action: false, params }
}

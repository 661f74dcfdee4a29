//! Organisations, their members, and the places they offer.

use crate::accounts::model::{Invitation, Member, Organisation};
use crate::each;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::{InvitationId, MembershipId, OrgId, UserId};
use crate::primitives::{Email, Instant, text};
use crate::schema::{invitations, memberships, organisations, users};
use crate::sessions::{OrgKind, Role, Token};
use diesel::prelude::*;

type Row = (OrgId, OrgKind, String, String, String, i64);

const COLUMNS: (
    organisations::id,
    organisations::kind,
    organisations::name,
    organisations::about,
    organisations::website,
    organisations::version,
) = (organisations::id, organisations::kind, organisations::name, organisations::about, organisations::website, organisations::version);

fn organisation((id, kind, name, about, website, version): Row) -> Organisation {
    Organisation { id, kind, name, about, website, version }
}

pub(in crate::accounts) fn get(conn: &mut Conn, id: OrgId) -> Result<Organisation, DbError> {
    Ok(organisation(organisations::table.find(id).select(COLUMNS).get_result(conn)?))
}

/// By its name, whatever the case and width of its letters.
pub(in crate::accounts) fn find_by_name(conn: &mut Conn, name: &str) -> Result<Option<Organisation>, DbError> {
    let same = organisations::table.filter(organisations::name_folded.eq(text::fold(name)));
    Ok(same.select(COLUMNS).first::<Row>(conn).optional()?.map(organisation))
}

/// `None` if the name is another's; then nothing was written.
pub(in crate::accounts) fn insert(tx: &mut Tx<'_>, at: Instant, (name, kind): (&str, OrgKind)) -> Result<Option<OrgId>, DbError> {
    let id = OrgId::random();
    let row = (
        organisations::id.eq(id),
        organisations::kind.eq(kind),
        organisations::name.eq(name),
        organisations::name_folded.eq(text::fold(name)),
        organisations::created_at.eq(at),
    );
    let inserted = each!(&mut **tx, c => diesel::insert_into(organisations::table).values(&row).on_conflict_do_nothing().execute(c))?;
    Ok((inserted == 1).then_some(id))
}

/// `false` if the version that was seen is not the present one.
pub(in crate::accounts) fn set_profile(tx: &mut Tx<'_>, seen: &Organisation) -> Result<bool, DbError> {
    let present = organisations::table.find(seen.id).filter(organisations::version.eq(seen.version));
    let changed = (
        organisations::name.eq(&seen.name),
        organisations::name_folded.eq(text::fold(&seen.name)),
        organisations::about.eq(&seen.about),
        organisations::website.eq(&seen.website),
        organisations::version.eq(seen.version + 1),
    );
    Ok(diesel::update(present).set(changed).execute(&mut **tx)? == 1)
}

/// The platform knows who is behind it since then, or does not any more.
pub(in crate::accounts) fn set_verified(tx: &mut Tx<'_>, org: OrgId, at: Option<Instant>) -> Result<(), DbError> {
    diesel::update(organisations::table.find(org)).set(organisations::verified_at.eq(at)).execute(&mut **tx)?;
    Ok(())
}

/// Counts a change of members, so that two who count owners at once do not both go on. `false` if another change came first.
pub(in crate::accounts) fn advance(tx: &mut Tx<'_>, seen: &Organisation) -> Result<bool, DbError> {
    let present = organisations::table.find(seen.id).filter(organisations::version.eq(seen.version));
    Ok(diesel::update(present).set(organisations::version.eq(seen.version + 1)).execute(&mut **tx)? == 1)
}

pub(in crate::accounts) fn count_owners(conn: &mut Conn, org: OrgId) -> Result<i64, DbError> {
    let owners = memberships::table.filter(memberships::org_id.eq(org)).filter(memberships::role.eq(Role::Owner));
    Ok(owners.count().get_result(conn)?)
}

/// Longest there first.
pub(in crate::accounts) fn list_members(conn: &mut Conn, org: OrgId) -> Result<Vec<Member>, DbError> {
    let rows = memberships::table
        .inner_join(users::table)
        .filter(memberships::org_id.eq(org))
        .order((memberships::created_at, memberships::id))
        .select((memberships::id, users::id, users::name, users::email, memberships::role, memberships::created_at))
        .at_most(200)
        .load::<(MembershipId, UserId, String, Email, Role, Instant)>(conn)?;
    Ok(rows.into_iter().map(|(id, user, name, email, role, since)| Member { id, user, name, email, role, since }).collect())
}

/// The organisation, member and role of a place.
pub(in crate::accounts) fn find_place(conn: &mut Conn, id: MembershipId) -> Result<Option<(OrgId, UserId, Role)>, DbError> {
    let place = memberships::table.find(id).select((memberships::org_id, memberships::user_id, memberships::role));
    Ok(place.first(conn).optional()?)
}

/// `false` if the person is a member already.
pub(in crate::accounts) fn insert_member(tx: &mut Tx<'_>, at: Instant, org: OrgId, user: UserId, role: Role) -> Result<bool, DbError> {
    let row = (
        memberships::id.eq(MembershipId::random()),
        memberships::org_id.eq(org),
        memberships::user_id.eq(user),
        memberships::role.eq(role),
        memberships::created_at.eq(at),
    );
    let inserted = each!(&mut **tx, c => diesel::insert_into(memberships::table).values(&row).on_conflict_do_nothing().execute(c))?;
    Ok(inserted == 1)
}

pub(in crate::accounts) fn set_role(tx: &mut Tx<'_>, id: MembershipId, role: Role) -> Result<(), DbError> {
    diesel::update(memberships::table.find(id)).set(memberships::role.eq(role)).execute(&mut **tx)?;
    Ok(())
}

pub(in crate::accounts) fn delete_member(tx: &mut Tx<'_>, id: MembershipId) -> Result<(), DbError> {
    diesel::delete(memberships::table.find(id)).execute(&mut **tx)?;
    Ok(())
}

type InvitationRow = (InvitationId, OrgId, Email, Role, UserId, Instant, Option<Instant>, Option<Instant>);

const INVITATION: (
    invitations::id,
    invitations::org_id,
    invitations::email,
    invitations::role,
    invitations::invited_by,
    invitations::expires_at,
    invitations::accepted_at,
    invitations::cancelled_at,
) = (
    invitations::id,
    invitations::org_id,
    invitations::email,
    invitations::role,
    invitations::invited_by,
    invitations::expires_at,
    invitations::accepted_at,
    invitations::cancelled_at,
);

fn invitation((id, org, email, role, by, expires_at, accepted_at, cancelled_at): InvitationRow) -> Invitation {
    Invitation { id, org, email, role, by, expires_at, accepted_at, cancelled_at }
}

pub(in crate::accounts) fn insert_invitation(tx: &mut Tx<'_>, at: Instant, token: &Token, new: &Invitation) -> Result<(), DbError> {
    let row = (
        invitations::id.eq(new.id),
        invitations::org_id.eq(new.org),
        invitations::email.eq(&new.email),
        invitations::role.eq(new.role),
        invitations::token_hash.eq(token.hash()),
        invitations::invited_by.eq(new.by),
        invitations::created_at.eq(at),
        invitations::expires_at.eq(new.expires_at),
    );
    diesel::insert_into(invitations::table).values(row).execute(&mut **tx)?;
    Ok(())
}

pub(in crate::accounts) fn find_invitation(conn: &mut Conn, token: &Token) -> Result<Option<Invitation>, DbError> {
    let same = invitations::table.filter(invitations::token_hash.eq(token.hash()));
    Ok(same.select(INVITATION).first::<InvitationRow>(conn).optional()?.map(invitation))
}

pub(in crate::accounts) fn find_invitation_by_id(conn: &mut Conn, id: InvitationId) -> Result<Option<Invitation>, DbError> {
    Ok(invitations::table.find(id).select(INVITATION).get_result::<InvitationRow>(conn).optional()?.map(invitation))
}

/// Open ones, newest first.
pub(in crate::accounts) fn list_invitations(conn: &mut Conn, org: OrgId, now: Instant) -> Result<Vec<Invitation>, DbError> {
    let open = invitations::table
        .filter(invitations::org_id.eq(org))
        .filter(invitations::accepted_at.is_null())
        .filter(invitations::cancelled_at.is_null())
        .filter(invitations::expires_at.gt(now));
    let rows: Vec<InvitationRow> = open.order(invitations::created_at.desc()).select(INVITATION).at_most(100).load(conn)?;
    Ok(rows.into_iter().map(invitation).collect())
}

/// `false` if it was taken or taken back meanwhile.
pub(in crate::accounts) fn accept_invitation(tx: &mut Tx<'_>, id: InvitationId, at: Instant) -> Result<bool, DbError> {
    let open = invitations::table.find(id).filter(invitations::accepted_at.is_null()).filter(invitations::cancelled_at.is_null());
    Ok(diesel::update(open).set(invitations::accepted_at.eq(Some(at))).execute(&mut **tx)? == 1)
}

/// `false` if it was taken or taken back meanwhile.
pub(in crate::accounts) fn cancel_invitation(tx: &mut Tx<'_>, id: InvitationId, at: Instant) -> Result<bool, DbError> {
    let open = invitations::table.find(id).filter(invitations::accepted_at.is_null()).filter(invitations::cancelled_at.is_null());
    Ok(diesel::update(open).set(invitations::cancelled_at.eq(Some(at))).execute(&mut **tx)? == 1)
}

/// Earlier invitations of this address end: the newest one counts.
pub(in crate::accounts) fn cancel_invitations_of(tx: &mut Tx<'_>, org: OrgId, email: &Email, at: Instant) -> Result<(), DbError> {
    let open = invitations::table.filter(invitations::org_id.eq(org)).filter(invitations::email.eq(email));
    let open = open.filter(invitations::accepted_at.is_null()).filter(invitations::cancelled_at.is_null());
    diesel::update(open).set(invitations::cancelled_at.eq(Some(at))).execute(&mut **tx)?;
    Ok(())
}

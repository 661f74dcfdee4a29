//! `/settings/organisations`: what an organisation says of itself, its members, its invitations.

use super::new_token;
use crate::accounts::actions;
use crate::accounts::forms::{InvitationForm, NameForm, OrganisationForm, RoleForm};
use crate::accounts::pages::Errors;
use crate::accounts::pages::organisations::{Known, NewOrganisationPage, OrganisationPage, OrganisationsPage, Typed};
use crate::accounts::store::organisations as store;
use crate::failure::Failure;
use crate::primitives::Choice as _;
use crate::primitives::id::{InvitationId, MembershipId, OrgId};
use crate::sessions::{OrgKind, Right};
use crate::web::{Answer, Form, Found, Id, Query, SignedIn, see_other};
use actix_web::http::StatusCode;
use serde::Deserialize;

/// `GET /settings/organisations`
pub(super) async fn list(asker: SignedIn) -> Answer {
    asker.page(&OrganisationsPage::new(&asker)).await
}

/// What kind of organisation is begun, a merchant unless it is said.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct KindQuery {
    kind: String,
}

/// `GET /settings/organisations/new`
pub(super) async fn show_new(asker: SignedIn, query: Query<KindQuery>) -> Answer {
    let kind = OrgKind::from_word(&query.0.kind).unwrap_or(OrgKind::Merchant);
    asker.page(&NewOrganisationPage::new(&asker, NameForm { kind: kind.to_string(), ..NameForm::default() }, Errors::new())).await
}

/// `POST /settings/organisations/new`
pub(super) async fn create(asker: SignedIn, form: Form<NameForm>) -> Answer {
    match make(&asker, &form.fields).await {
        Ok(found) => Ok(found.answer()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            asker.page_with(redo.status, &NewOrganisationPage::new(&asker, form.fields, redo.errors)).await
        }
    }
}

async fn make(asker: &SignedIn, form: &NameForm) -> Result<Found, Failure> {
    let ((name, kind), act, person) = (form.parse()?, asker.act(), asker.person.clone());
    let org = asker.site.db.write(move |tx| actions::create_organisation(tx, &act, &person, (&name, kind))).await?;
    let is_first = !asker.person.memberships.iter().any(|member| member.kind == OrgKind::Agency);
    let next = match kind {
        OrgKind::Merchant => here(org),
        OrgKind::Agency if is_first => "/start/agency".to_owned(),
        OrgKind::Agency => format!("/agencies/{org}"),
    };
    Ok(see_other(&next).flash("organisation-made"))
}

fn here(org: OrgId) -> String {
    format!("/settings/organisations/{org}")
}

async fn known(asker: &SignedIn, org: OrgId) -> Result<Known, Failure> {
    asker.person.can(org, Right::Read)?;
    let (now, manages) = (asker.now, asker.person.has(org, Right::Manage));
    let found = asker.site.db.read(move |conn| {
        let organisation = store::get(conn, org)?;
        let members = store::list_members(conn, org)?;
        let invitations = if manages { store::list_invitations(conn, org, now)? } else { Vec::new() };
        Ok::<_, Failure>(Known { organisation, members, invitations })
    });
    found.await
}

async fn page(asker: &SignedIn, status: StatusCode, org: OrgId, typed: Typed) -> Answer {
    let known = known(asker, org).await?;
    asker.page_with(status, &OrganisationPage::new(asker, known, typed)).await
}

/// `GET /settings/organisations/{id}`
pub(super) async fn show(asker: SignedIn, Id(org): Id<OrgId>) -> Answer {
    page(&asker, StatusCode::OK, org, Typed::default()).await
}

/// `POST /settings/organisations/{id}`
pub(super) async fn save(asker: SignedIn, Id(org): Id<OrgId>, form: Form<OrganisationForm>) -> Answer {
    asker.person.can(org, Right::Manage)?;
    match save_profile(&asker, org, &form.fields).await {
        Ok(found) => Ok(found.answer()),
        Err(failure) => {
            let is_stale = failure.is_stale();
            let redo = asker.redo(failure)?;
            page(&asker, redo.status, org, Typed { profile: Some(form.fields), errors: redo.errors, is_stale, ..Typed::default() }).await
        }
    }
}

async fn save_profile(asker: &SignedIn, org: OrgId, form: &OrganisationForm) -> Result<Found, Failure> {
    let wanted = form.parse(&known(asker, org).await?.organisation)?;
    let (act, person) = (asker.act(), asker.person.clone());
    asker.site.db.write(move |tx| actions::save_organisation(tx, &act, &person, &wanted)).await?;
    Ok(see_other(&here(org)).flash("saved"))
}

/// `POST /settings/organisations/{id}/invitations`
pub(super) async fn invite(asker: SignedIn, Id(org): Id<OrgId>, form: Form<InvitationForm>) -> Answer {
    asker.person.can(org, Right::Manage)?;
    match send_invitation(&asker, org, &form.fields).await {
        Ok(found) => Ok(found.answer()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            page(&asker, redo.status, org, Typed { invitation: form.fields, errors: redo.errors, ..Typed::default() }).await
        }
    }
}

async fn send_invitation(asker: &SignedIn, org: OrgId, form: &InvitationForm) -> Result<Found, Failure> {
    let (wanted, token) = (form.parse(org, asker.lang)?, new_token()?);
    let (act, person) = (asker.act(), asker.person.clone());
    asker.site.db.write(move |tx| actions::invite(tx, &act, &person, &wanted, &token)).await?;
    Ok(see_other(&here(org)).flash("invited"))
}

/// `POST /settings/invitations/{id}/cancellation`
pub(super) async fn cancel_invitation(asker: SignedIn, Id(id): Id<InvitationId>, _: Form) -> Answer {
    let (act, person) = (asker.act(), asker.person.clone());
    let org = asker.site.db.write(move |tx| actions::cancel_invitation(tx, &act, &person, id)).await?;
    Ok(see_other(&here(org)).flash("invitation-cancelled").answer())
}

/// `POST /settings/members/{id}/role`
pub(super) async fn set_role(asker: SignedIn, Id(id): Id<MembershipId>, form: Form<RoleForm>) -> Answer {
    let (act, person, role) = (asker.act(), asker.person.clone(), form.fields.parse()?);
    let org = asker.site.db.write(move |tx| actions::set_role(tx, &act, &person, (id, role))).await?;
    Ok(see_other(&here(org)).flash("role-set").answer())
}

/// `POST /settings/members/{id}/removal`
pub(super) async fn remove(asker: SignedIn, Id(id): Id<MembershipId>, _: Form) -> Answer {
    let (act, person) = (asker.act(), asker.person.clone());
    let org = asker.site.db.write(move |tx| actions::remove_member(tx, &act, &person, id)).await?;
    Ok(see_other(&here(org)).flash("member-removed").answer())
}

/// `POST /settings/organisations/{id}/departure`
pub(super) async fn leave(asker: SignedIn, Id(org): Id<OrgId>, _: Form) -> Answer {
    let (act, person) = (asker.act(), asker.person.clone());
    let left: Result<(), Failure> = asker.site.db.write(move |tx| actions::leave(tx, &act, &person, org)).await;
    match left {
        Ok(()) => Ok(see_other("/settings/organisations").flash("left").answer()),
        Err(failure) => {
            let redo = asker.redo(failure)?;
            page(&asker, redo.status, org, Typed { errors: redo.errors, ..Typed::default() }).await
        }
    }
}

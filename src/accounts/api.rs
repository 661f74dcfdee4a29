//! The API's doors of people: signing in as a program, proving to be there, and who one is.

use super::actions::{self, Holder, Proof};
use super::rules::{self, AUTH_FAILED};
use super::store::{factors, users};
use super::web::{begin_try, forget_try, verify};
use crate::api_door;
use crate::audit::Act;
use crate::failure::{Failure, Refusal, STATE_REFUSED};
use crate::primitives::id::{CreatorId, OrgId, UserId};
use crate::primitives::{Email, Lang};
use crate::sessions::{self, AdminRole, OrgKind, Role};
use crate::web::api::{ApiDoor, Call, Moment, NoContent, Nothing, Public, Reply, Self_, Told, Unkeyed};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Every API door of people.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(POST "/sessions", Anyone, sign_in, "Sign in as a program; the token is good for everything its owner may do", "auth.failed", "auth.code_required", "auth.suspended", "limit.reached"),
    api_door!(DELETE "/sessions/current", Token, sign_out, "End the token that this call carries"),
    api_door!(POST "/sessions/current/step-up", Token, step_up, "Prove again to be there; holds for ten minutes", "auth.failed", "limit.reached"),
    api_door!(GET "/me", Token, me, "Who the token's owner is"),
    api_door!(POST "/me/totp", Token, start_totp, "Begin to turn on the second factor", "auth.step_up", "state.refused"),
    api_door!(POST "/me/totp/confirmation", Token, confirm_totp, "Turn on the second factor with a first code; recovery codes are shown once", "auth.step_up", "state.refused"),
];

/// Wrong address, password or code; nothing says which.
const FAILED: Refusal = Refusal::unproven("auth.failed");
/// The password is right, and the login has a second factor.
const CODE_REQUIRED: Refusal = Refusal::unproven("auth.code_required");

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignIn {
    #[schema(example = "ana@example.org")]
    email: String,
    password: String,
    /// Of the app, or a recovery code.
    code: Option<String>,
}

/// A token, shown once.
#[derive(Serialize, ToSchema)]
struct SignedInAs {
    #[schema(example = "vt_…")]
    token: String,
    expires_at: Moment,
}

/// `POST /api/v1/sessions`
async fn sign_in(caller: Public, body: Unkeyed<SignIn>) -> Told<SignedInAs, 201> {
    let sent = body.parse()?;
    if sent.password.is_empty() || sent.password.len() > 1_024 {
        return Err(Failure::field("password", if sent.password.is_empty() { "required" } else { "password-long" }));
    }
    let email: Option<Email> = sent.email.parse().ok();
    let account = email.as_ref().map_or_else(|| crate::primitives::text::fold(&sent.email), ToString::to_string);
    let tries = begin_try(&caller, &account).await?;
    let user = match verify(&caller, email, &sent.password).await {
        Ok(user) => user.ok_or(FAILED)?,
        Err(failure) => {
            forget_try(&caller, tries).await?;
            return Err(failure);
        }
    };
    let code = sent.code.filter(|code| !code.trim().is_empty());
    if user.second_factor().is_some() && code.is_none() {
        forget_try(&caller, tries).await?;
        return Err(CODE_REQUIRED.into());
    }
    let token = sessions::new_secret().map_err(|error| Failure::Bug(error.to_string()))?;
    let (act, secret) = (Act::of(user.id, caller.now, caller.request_id.clone()), token.clone());
    let proof = code.map_or(Proof::None, Proof::Code);
    let opened = caller.site.db.write(move |tx| {
        actions::forget_tries(tx, &tries)?;
        actions::sign_in_program(tx, &act, &user, &proof, &secret).map_err(as_unproven)
    });
    let expires_at = opened.await?.into();
    Reply::of(&SignedInAs { token, expires_at })
}

/// What a form says beside its field, a program reads as one refusal.
fn as_unproven(failure: Failure) -> Failure {
    match failure {
        Failure::Invalid(_) => FAILED.into(),
        Failure::Refused(refusal) if refusal == AUTH_FAILED => FAILED.into(),
        other => other,
    }
}

/// `DELETE /api/v1/sessions/current`
async fn sign_out(call: Call<Self_>) -> Result<NoContent, Failure> {
    let token = call.grant.token;
    call.act(move |tx, act, person| actions::revoke_token(tx, act, person, token)).await?;
    Ok(NoContent)
}

/// A proof of presence: one of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Presence {
    password: Option<String>,
    code: Option<String>,
}

/// `POST /api/v1/sessions/current/step-up`
async fn step_up(call: Call<Self_>, body: Unkeyed<Presence>) -> Result<NoContent, Failure> {
    let sent = body.parse()?;
    let proof = match (sent.password, sent.code) {
        (Some(password), None) => Err(password),
        (None, Some(code)) => Ok(Proof::Code(code)),
        (None, None) => return Err(Failure::field("password", "required")),
        (Some(_), Some(_)) => return Err(Failure::field("code", "twice")),
    };
    let tries = begin_try(&call, call.person.email.as_str()).await?;
    let proof = match proof {
        Ok(proof) if call.person.has_totp => proof,
        Ok(_) => return Err(FAILED.into()),
        Err(password) => match verify(&call, Some(call.person.email.clone()), &password).await {
            Ok(user) => user.map(|_| Proof::None).ok_or(FAILED)?,
            Err(failure) => {
                forget_try(&call, tries).await?;
                return Err(failure);
            }
        },
    };
    let token = call.grant.token;
    let proved = call.act(move |tx, act, person| {
        actions::forget_tries(tx, &tries)?;
        actions::step_up(tx, act, person, &proof, Some(token)).map_err(as_unproven)
    });
    proved.await?;
    Ok(NoContent)
}

/// The token's owner.
#[derive(Serialize, ToSchema)]
struct Me {
    user: MeUser,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<MeCreator>,
    memberships: Vec<Membership>,
    admin_roles: Vec<AdminRole>,
}

#[derive(Serialize, ToSchema)]
struct MeUser {
    id: UserId,
    name: String,
    email: String,
    locale: Lang,
}

#[derive(Serialize, ToSchema)]
struct MeCreator {
    id: CreatorId,
    handle: String,
}

/// A place in an organisation.
#[derive(Serialize, ToSchema)]
struct Membership {
    org: MemberOrg,
    role: Role,
}

#[derive(Serialize, ToSchema)]
struct MemberOrg {
    id: OrgId,
    name: String,
    kind: OrgKind,
}

/// `GET /api/v1/me`
async fn me(call: Call<Self_>) -> Told<Me> {
    let person = &call.person;
    let membership = |member: &sessions::Member| Membership {
        org: MemberOrg { id: member.org, name: member.org_name.clone(), kind: member.kind },
        role: member.role,
    };
    Reply::of(&Me {
        user: MeUser { id: person.id, name: person.name.clone(), email: person.email.to_string(), locale: person.lang },
        creator: person.creator.as_ref().map(|creator| MeCreator { id: creator.id, handle: creator.handle.clone() }),
        memberships: person.memberships.iter().map(membership).collect(),
        admin_roles: person.admin_roles.clone(),
    })
}

/// A secret for the app.
#[derive(Serialize, ToSchema)]
struct TotpSecret {
    /// Base 32.
    secret: String,
    otpauth_url: String,
}

/// `POST /api/v1/me/totp`
async fn start_totp(call: Call<Self_>, body: Unkeyed<Nothing>) -> Told<TotpSecret> {
    body.parse()?;
    let new = rules::new_totp_secret()?;
    let started = call.act(move |tx, act, person| {
        actions::start_second_factor(tx, act, person, &new)?;
        let user = users::get(tx, person.id)?;
        user.totp_secret.ok_or_else(|| STATE_REFUSED.into())
    });
    let secret = started.await?;
    let otpauth_url = rules::otpauth_url(call.person.email.as_str(), &secret);
    Reply::of(&TotpSecret { secret, otpauth_url })
}

/// A code of the app.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FirstCode {
    #[schema(example = "123456")]
    code: String,
}

/// Shown once.
#[derive(Serialize, ToSchema)]
struct RecoveryCodes {
    recovery_codes: Vec<String>,
}

/// `POST /api/v1/me/totp/confirmation`
async fn confirm_totp(call: Call<Self_>, body: Unkeyed<FirstCode>) -> Told<RecoveryCodes> {
    let code = body.parse()?.code;
    let (secret, token, user) = (call.site.secret.clone(), call.grant.token, call.person.id);
    let turned_on = call.act(move |tx, act, person| {
        actions::turn_on_second_factor(tx, act, person, (&code, &secret), Holder::Program(token))?;
        Ok(factors::codes(tx, user)?.map(|(at, _)| at))
    });
    let made = turned_on.await?;
    let recovery_codes = made.map(|at| rules::recovery_codes(&call.site.secret, user, at)).unwrap_or_default();
    Reply::of(&RecoveryCodes { recovery_codes })
}

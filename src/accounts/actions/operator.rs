//! What whoever runs the command line may do: make people, admins included, and tokens of programs.

use crate::accounts::model::{Handle, User};
use crate::accounts::store::{organisations, users};
use crate::audit::{self, Act};
use crate::failure::{Failure, Refusal};
use crate::platform::db::Tx;
use crate::primitives::id::{CreatorId, OrgId, TokenId, UserId};
use crate::primitives::{Email, Instant, Lang, Zone};
use crate::sessions::{self, AdminRole, OrgKind, Role, Scope, Theme};

/// A person whom the operator makes.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Where mails go.
    pub email: Email,
    /// The person's name.
    pub name: String,
    /// argon2id, PHC format.
    pub password_hash: String,
    /// The language of pages and mails.
    pub lang: Lang,
    /// The address needs no confirmation.
    pub verified: bool,
    /// As what.
    pub role: NewPersonRole,
    /// An organisation to make or to join, by name or id, and the role there.
    pub org: Option<(String, Option<Role>)>,
}

/// As what the operator makes a person.
#[derive(Debug, Clone)]
pub enum NewPersonRole {
    /// With an organisation: the one that is named, or one of the person's own name.
    Merchant,
    /// With a public profile.
    Creator,
    /// An admin of the platform, with these roles.
    Admin(Vec<AdminRole>),
}

/// Makes a person. A new name makes the organisation and its owner; a known name or id is joined (as viewer, if nothing is said).
pub fn create_by_operator(tx: &mut Tx<'_>, act: &Act, new: &NewPerson) -> Result<UserId, Failure> {
    let user = User {
        id: UserId::random(),
        email: new.email.clone(),
        name: new.name.clone(),
        password_hash: new.password_hash.clone(),
        lang: new.lang,
        zone: Zone::shanghai(),
        theme: Theme::Auto,
        confirmed_at: new.verified.then_some(act.at),
        totp_secret: None,
        totp_confirmed_at: None,
        totp_last_step: 0,
    };
    if !users::insert(tx, act.at, &user)? {
        return Err(Failure::field("email", "taken"));
    }
    audit::note(tx, act, "user.created", &user.id, "")?;
    match &new.role {
        NewPersonRole::Merchant => {
            let (name, role) = new.org.clone().unwrap_or_else(|| (new.name.clone(), Some(Role::Owner)));
            place(tx, act, user.id, (&name, role, new.org.is_some()))?;
        }
        NewPersonRole::Creator => {
            let id = CreatorId::random();
            let handle = Handle::made_of(&new.name, id);
            if !users::insert_creator_as(tx, act.at, (id, user.id), &new.name, &handle)? {
                return Err(Failure::field("handle", "taken"));
            }
            audit::note(tx, act, "creator.created", &id, "")?;
        }
        NewPersonRole::Admin(roles) => {
            for role in roles {
                users::insert_admin_role(tx, act.at, user.id, *role)?;
                audit::note(tx, act, "admin.appointed", &user.id, &role.to_string())?;
            }
        }
    }
    if let (NewPersonRole::Creator | NewPersonRole::Admin(_), Some((name, role))) = (&new.role, &new.org) {
        place(tx, act, user.id, (name, *role, true))?;
    }
    Ok(user.id)
}

/// A place in the organisation with this name or id; `may_join` says whether one that exists is meant.
fn place(tx: &mut Tx<'_>, act: &Act, user: UserId, (name, role, may_join): (&str, Option<Role>, bool)) -> Result<OrgId, Failure> {
    let known = match name.parse::<OrgId>() {
        Ok(id) => Some(organisations::get(tx, id).map_err(|_| Failure::field("org", "choice"))?),
        Err(_) => organisations::find_by_name(tx, name)?,
    };
    let org = match known {
        Some(org) if may_join => {
            organisations::insert_member(tx, act.at, org.id, user, role.unwrap_or(Role::Viewer))?;
            org.id
        }
        Some(_) => return Err(Failure::field("org", "taken")),
        None if !matches!(role, None | Some(Role::Owner)) => return Err(Refusal::unprocessable("org.needs_owner").into()),
        None => {
            let name = crate::primitives::text::line(name, 80).map_err(|_| Failure::field("org", "choice"))?;
            let org = organisations::insert(tx, act.at, (&name, OrgKind::Merchant))?.ok_or_else(|| Failure::field("org", "taken"))?;
            organisations::insert_member(tx, act.at, org, user, Role::Owner)?;
            audit::note(tx, act, "organisation.created", &org, "")?;
            org
        }
    };
    audit::note(tx, act, "member.joined", &org, "")?;
    Ok(org)
}

/// A token of a program that the operator makes.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// Whose.
    pub email: Email,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// Until when, or for good.
    pub expires_at: Option<Instant>,
    /// The token itself, which is shown once; stored is its SHA-256.
    pub secret: String,
}

/// Makes a token of a program. It counts as stepped-up, for whoever runs the command line holds everything anyway.
pub fn create_token_by_operator(tx: &mut Tx<'_>, act: &Act, new: &NewToken) -> Result<(), Failure> {
    let user = users::find_by_email(tx, &new.email)?.ok_or(Failure::NotFound)?;
    let id = TokenId::random();
    let token = sessions::NewToken {
        id,
        user: user.id,
        secret: &new.secret,
        name: "vtask token create",
        scopes: &new.scopes,
        expires_at: new.expires_at,
        maker: sessions::Maker::Operator,
    };
    sessions::insert_token(tx, act.at, &token)?;
    Ok(audit::note(tx, act, "token.created", &id, "")?)
}

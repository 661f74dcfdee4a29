//! Signing up, and showing that an address is one's own.

use super::sign_in::{Browser, Holder, renew};
use crate::accounts::model::{Handle, Link, Purpose, User};
use crate::accounts::rules::{self, CONFIRMATIONS, KNOWN};
use crate::accounts::store::{links, organisations, tries, users};
use crate::audit::{self, Act};
use crate::failure::{Failure, Refusal};
use crate::notices::{self, Notice, NoticeKind};
use crate::platform::db::Tx;
use crate::platform::mailer::{self, Mail};
use crate::primitives::id::UserId;
use crate::primitives::{Email, Instant, Lang, Zone};
use crate::sessions::{self, OrgKind, Role, Theme, Token};
use serde_json::json;

/// How long a link that confirms an address counts.
const CONFIRM_HOURS: i64 = 48;

/// What somebody signs up with.
#[derive(Clone)]
pub struct SignUp {
    /// The person's name.
    pub name: String,
    /// Where mails go.
    pub email: Email,
    /// argon2id, PHC format.
    pub password_hash: String,
    /// The language of the page that was filled in.
    pub lang: Lang,
    /// Where to land when the address is confirmed: a path of this site, or empty.
    pub next: String,
    /// As what.
    pub role: SignUpAs,
}

/// What somebody signs up as.
#[derive(Clone)]
pub enum SignUpAs {
    /// With an organisation of this name, which he owns.
    Merchant(String),
    /// With a public profile under this handle.
    Creator(Handle),
    /// With an agency of this name, which he owns.
    Agency(String),
}

/// Makes the login and mails the link that confirms its address. If the address has an account, nothing is made and its owner is told by mail:
/// whoever asks sees no difference.
pub fn sign_up(tx: &mut Tx<'_>, at: Instant, request: &str, wanted: &SignUp, token: &Token) -> Result<(), Failure> {
    match &wanted.role {
        SignUpAs::Merchant(name) | SignUpAs::Agency(name) if organisations::find_by_name(tx, name)?.is_some() => {
            return Err(Failure::field("organisation", "taken"));
        }
        SignUpAs::Creator(handle) if users::handle_is_taken(tx, handle)? => return Err(Failure::field("handle", "taken")),
        SignUpAs::Merchant(_) | SignUpAs::Creator(_) | SignUpAs::Agency(_) => {}
    }
    let user = User {
        id: UserId::random(),
        email: wanted.email.clone(),
        name: wanted.name.clone(),
        password_hash: wanted.password_hash.clone(),
        lang: wanted.lang,
        zone: Zone::shanghai(),
        theme: Theme::Auto,
        confirmed_at: None,
        totp_secret: None,
        totp_confirmed_at: None,
        totp_last_step: 0,
    };
    if !users::insert(tx, at, &user)? {
        return tell_owner(tx, at, &wanted.email);
    }
    let act = Act::of(user.id, at, request);
    match &wanted.role {
        SignUpAs::Merchant(name) => own(tx, &act, user.id, (name, OrgKind::Merchant))?,
        SignUpAs::Agency(name) => own(tx, &act, user.id, (name, OrgKind::Agency))?,
        SignUpAs::Creator(handle) => {
            if !users::insert_creator(tx, at, user.id, &user.name, handle)? {
                return Err(Failure::field("handle", "taken"));
            }
        }
    }
    audit::note(tx, &act, "user.signed_up", &user.id, "")?;
    mail_confirmation(tx, at, &user, token, &wanted.next)
}

/// The newcomer's organisation.
fn own(tx: &mut Tx<'_>, act: &Act, user: UserId, named: (&str, OrgKind)) -> Result<(), Failure> {
    let org = organisations::insert(tx, act.at, named)?.ok_or_else(|| Failure::field("organisation", "taken"))?;
    organisations::insert_member(tx, act.at, org, user, Role::Owner)?;
    Ok(audit::note(tx, act, "organisation.created", &org, "")?)
}

/// Somebody wants an address that has an account: its owner learns it, a few times an hour at most. The mail `known` gets `name`, `path` (to
/// sign in) and `reset_path`.
pub(super) fn tell_owner(tx: &mut Tx<'_>, at: Instant, email: &Email) -> Result<(), Failure> {
    let own = tries::insert(tx, at, KNOWN, email.as_str())?;
    let earlier = tries::list_others(tx, KNOWN, email.as_str(), at, &own)?;
    let Some(owner) = users::find_by_email(tx, email)? else { return Ok(()) };
    if KNOWN.admit(&earlier, at).is_ok() {
        let params = json!({ "name": owner.name, "path": "/login", "reset_path": "/reset" });
        mailer::enqueue(tx, at, &Mail { address: owner.email, lang: owner.lang, template: "known", params })?;
    }
    Ok(())
}

/// The mail `confirm` gets `name`, `path` and `hours`.
fn mail_confirmation(tx: &mut Tx<'_>, at: Instant, user: &User, token: &Token, next: &str) -> Result<(), Failure> {
    let link = Link {
        user: user.id,
        purpose: Purpose::Confirm,
        email: user.email.clone(),
        expires_at: at.plus_hours(CONFIRM_HOURS),
        used_at: None,
    };
    links::insert(tx, token, &link)?;
    let next = rules::local_or(next, "");
    let query = if next.is_empty() {
        String::new()
    } else {
        format!("?next={}", url::form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>())
    };
    let params = json!({ "name": user.name, "path": format!("/confirm/{}{query}", token.as_str()), "hours": CONFIRM_HOURS });
    mailer::enqueue(tx, at, &Mail { address: user.email.clone(), lang: user.lang, template: "confirm", params })?;
    Ok(())
}

/// Mails the link once more, a few times an hour at most; whoever asks sees no difference between an address that waits for it and any other.
pub fn send_confirmation(tx: &mut Tx<'_>, at: Instant, email: &Email, token: &Token) -> Result<(), Failure> {
    let own = tries::insert(tx, at, CONFIRMATIONS, email.as_str())?;
    let earlier = tries::list_others(tx, CONFIRMATIONS, email.as_str(), at, &own)?;
    CONFIRMATIONS.admit(&earlier, at)?;
    match users::find_by_email(tx, email)? {
        Some(user) if user.confirmed_at.is_none() => mail_confirmation(tx, at, &user, token, ""),
        Some(_) | None => Ok(()),
    }
}

/// What a link did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// The address of this login is its owner's.
    Address(UserId),
    /// This login has its new address; the browser's session goes on under a new id, every other one ended.
    NewAddress(UserId),
}

/// Does what the link of a mail is for: confirms the address, or changes it. Twice is as good as once.
pub fn confirm(tx: &mut Tx<'_>, at: Instant, request: &str, token: &Token, browser: &Browser) -> Result<Confirmed, Failure> {
    let link = links::find(tx, token)?.ok_or(Failure::NotFound)?;
    let user = users::get(tx, link.user)?;
    let act = Act::of(user.id, at, request);
    match link.purpose {
        Purpose::Reset => Err(Failure::NotFound),
        Purpose::Confirm if link.email != user.email => Err(Failure::NotFound),
        Purpose::Confirm if user.confirmed_at.is_some() => Ok(Confirmed::Address(user.id)),
        Purpose::ChangeEmail if link.used_at.is_some() && link.email == user.email => Ok(Confirmed::Address(user.id)),
        Purpose::Confirm | Purpose::ChangeEmail if !link.is_open(at) => Err(Failure::NotFound),
        Purpose::Confirm => {
            links::spend(tx, token, at)?;
            users::confirm(tx, user.id, at)?;
            audit::note(tx, &act, "user.confirmed", &user.id, "")?;
            Ok(Confirmed::Address(user.id))
        }
        Purpose::ChangeEmail => {
            change_email(tx, &act, &user, &link)?;
            links::spend_all(tx, user.id, Purpose::ChangeEmail, at)?;
            match browser.replaces {
                Some((id, _)) if id == user.id => renew(tx, &act, user.id, Holder::Browser(browser))?,
                Some(_) | None => sessions::end_all(tx, user.id, None, at)?,
            }
            Ok(Confirmed::NewAddress(user.id))
        }
    }
}

/// The mail `address_changed` goes to the address that was left; it gets `name` and `path` (to reset the password).
fn change_email(tx: &mut Tx<'_>, act: &Act, user: &User, link: &Link) -> Result<(), Failure> {
    if users::find_by_email(tx, &link.email)?.is_some() {
        return Err(Refusal::conflict("account.email_taken").into());
    }
    users::set_email(tx, user.id, &link.email, act.at)?;
    // Links to a new password went to the address that was left.
    links::spend_all(tx, user.id, Purpose::Reset, act.at)?;
    audit::note(tx, act, "user.email_changed", &user.id, "")?;
    let params = json!({ "name": user.name });
    mailer::enqueue(tx, act.at, &Mail { address: user.email.clone(), lang: user.lang, template: "address_changed", params })?;
    notices::tell(tx, act, user.id, &security_notice(user.id, NoticeKind::EmailChanged))
}

/// News about the login itself.
pub(super) fn security_notice(user: UserId, kind: NoticeKind) -> Notice {
    Notice { kind, subject: user.to_string(), url: "/settings/security".to_owned(), needs_action: false, params: Vec::new() }
}

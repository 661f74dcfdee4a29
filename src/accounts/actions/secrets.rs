//! A new password, a new address.

use super::sign_in::{Browser, Holder, renew};
use super::sign_up::{security_notice, tell_owner};
use crate::accounts::model::{Link, Purpose};
use crate::accounts::rules::RESETS;
use crate::accounts::store::{links, tries, users};
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::notices::{self, NoticeKind};
use crate::platform::db::Tx;
use crate::platform::mailer::{self, Mail};
use crate::primitives::{Email, Instant};
use crate::sessions::{self, Person, Token};
use serde_json::json;

/// How long a link to a new password counts.
const RESET_HOURS: i64 = 1;
/// How long a link to a new address counts.
const CHANGE_HOURS: i64 = 24;

/// Mails a link to a new password, a few times an hour at most; whoever asks sees no difference between an address with an account and any
/// other. The mail `reset` gets `name`, `path` and `hours`.
pub fn ask_for_reset(tx: &mut Tx<'_>, at: Instant, request: &str, email: &Email, token: &Token) -> Result<(), Failure> {
    let own = tries::insert(tx, at, RESETS, email.as_str())?;
    let earlier = tries::list_others(tx, RESETS, email.as_str(), at, &own)?;
    RESETS.admit(&earlier, at)?;
    let Some(user) = users::find_by_email(tx, email)? else { return Ok(()) };
    let link =
        Link { user: user.id, purpose: Purpose::Reset, email: user.email.clone(), expires_at: at.plus_hours(RESET_HOURS), used_at: None };
    links::insert(tx, token, &link)?;
    audit::note(tx, &Act::platform(at, request), "user.reset_asked", &user.id, "")?;
    let params = json!({ "name": user.name, "path": format!("/reset/{}", token.as_str()), "hours": RESET_HOURS });
    mailer::enqueue(tx, at, &Mail { address: user.email, lang: user.lang, template: "reset", params })?;
    Ok(())
}

/// Sets the password that the holder of the link chose. The link shows the address to be his, too. Every session ends.
pub fn reset_password(tx: &mut Tx<'_>, at: Instant, request: &str, token: &Token, hash: &str) -> Result<(), Failure> {
    let link = links::find(tx, token)?.filter(|link| link.purpose == Purpose::Reset && link.is_open(at)).ok_or(Failure::NotFound)?;
    let user = users::get(tx, link.user)?;
    let act = Act::of(user.id, at, request);
    users::set_password(tx, user.id, hash)?;
    users::confirm(tx, user.id, at)?;
    links::spend_all(tx, user.id, Purpose::Reset, at)?;
    sessions::end_all(tx, user.id, None, at)?;
    audit::note(tx, &act, "user.password_reset", &user.id, "")?;
    notices::tell(tx, &act, user.id, &security_notice(user.id, NoticeKind::PasswordChanged))
}

/// Sets a new password; the old one was verified as `seen_hash`. This browser's session goes on under a new id, every other one ends.
pub fn change_password(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    (seen_hash, hash): (&str, &str),
    browser: &Browser,
) -> Result<(), Failure> {
    if users::get(tx, person.id)?.password_hash != seen_hash {
        return Err(Failure::field("current", "password-wrong"));
    }
    users::set_password(tx, person.id, hash)?;
    links::spend_all(tx, person.id, Purpose::Reset, act.at)?;
    renew(tx, act, person.id, Holder::Browser(browser))?;
    audit::note(tx, act, "user.password_changed", &person.id, "")?;
    notices::tell(tx, act, person.id, &security_notice(person.id, NoticeKind::PasswordChanged))
}

/// Mails a link to the new address. If that has an account, its owner is told instead: whoever asks sees no difference. The mail `change_email`
/// gets `name`, `path` and `hours`.
pub fn ask_to_change_email(tx: &mut Tx<'_>, act: &Act, person: &Person, email: &Email, token: &Token) -> Result<(), Failure> {
    person.stepped_up(act.at)?;
    if *email == person.email {
        return Err(Failure::field("email", "same"));
    }
    links::spend_all(tx, person.id, Purpose::ChangeEmail, act.at)?;
    audit::note(tx, act, "user.email_change_asked", &person.id, "")?;
    if users::find_by_email(tx, email)?.is_some() {
        return tell_owner(tx, act.at, email);
    }
    let link = Link {
        user: person.id,
        purpose: Purpose::ChangeEmail,
        email: email.clone(),
        expires_at: act.at.plus_hours(CHANGE_HOURS),
        used_at: None,
    };
    links::insert(tx, token, &link)?;
    let params = json!({ "name": person.name, "path": format!("/confirm/{}", token.as_str()), "hours": CHANGE_HOURS });
    mailer::enqueue(tx, act.at, &Mail { address: email.clone(), lang: person.lang, template: "change_email", params })?;
    Ok(())
}

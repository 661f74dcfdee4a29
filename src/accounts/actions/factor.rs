//! The second factor: on, off, and its recovery codes.

use super::sign_in::{Browser, Holder, renew};
use super::sign_up::security_notice;
use crate::accounts::rules::{self, SECOND_FACTOR_NEEDED};
use crate::accounts::store::{factors, users};
use crate::audit::{self, Act};
use crate::failure::{Failure, STATE_REFUSED};
use crate::notices::{self, NoticeKind};
use crate::platform::db::Tx;
use crate::platform::secret::SecretKey;
use crate::sessions::Person;

/// Keeps a new secret, which counts only once a code of it was shown. A secret that waits already is kept.
pub fn start_second_factor(tx: &mut Tx<'_>, act: &Act, person: &Person, secret: &str) -> Result<(), Failure> {
    person.stepped_up(act.at)?;
    let user = users::get(tx, person.id)?;
    if user.totp_secret.is_some() && user.totp_confirmed_at.is_none() {
        return Ok(());
    }
    if factors::set_secret(tx, person.id, secret)? { Ok(()) } else { Err(STATE_REFUSED.into()) }
}

/// Turns the second factor on: the code shows that the app has the secret. Every other session ends, this one gets a new id.
pub fn turn_on_second_factor(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    (code, key): (&str, &SecretKey),
    holder: Holder<'_>,
) -> Result<(), Failure> {
    person.stepped_up(act.at)?;
    let user = users::get(tx, person.id)?;
    let secret = user.totp_secret.as_deref().filter(|_| user.totp_confirmed_at.is_none()).ok_or(STATE_REFUSED)?;
    let step = rules::step_of_code(secret, code, act.at).ok_or_else(|| Failure::field("code", "code"))?;
    if !factors::turn_on(tx, person.id, secret, step, act.at)? {
        return Err(STATE_REFUSED.into());
    }
    write_codes(tx, act, person, key)?;
    renew(tx, act, person.id, holder)?;
    audit::note(tx, act, "user.totp_on", &person.id, "")?;
    notices::tell(tx, act, person.id, &security_notice(person.id, NoticeKind::TotpOn))
}

/// Makes new recovery codes; the old ones count no more.
pub fn make_codes(tx: &mut Tx<'_>, act: &Act, person: &Person, key: &SecretKey) -> Result<(), Failure> {
    person.stepped_up(act.at)?;
    if users::get(tx, person.id)?.second_factor().is_none() {
        return Err(STATE_REFUSED.into());
    }
    write_codes(tx, act, person, key)?;
    Ok(audit::note(tx, act, "user.recovery_codes_made", &person.id, "")?)
}

fn write_codes(tx: &mut Tx<'_>, act: &Act, person: &Person, key: &SecretKey) -> Result<(), Failure> {
    factors::delete_codes(tx, person.id)?;
    for code in rules::recovery_codes(key, person.id, act.at) {
        factors::insert_code(tx, person.id, &rules::recovery_hash(person.id, &code), act.at)?;
    }
    Ok(())
}

/// Turns the second factor off. An admin of the platform keeps it.
pub fn turn_off_second_factor(tx: &mut Tx<'_>, act: &Act, person: &Person, browser: &Browser) -> Result<(), Failure> {
    person.stepped_up(act.at)?;
    if !person.admin_roles.is_empty() {
        return Err(SECOND_FACTOR_NEEDED.into());
    }
    if !factors::turn_off(tx, person.id)? {
        return Err(STATE_REFUSED.into());
    }
    factors::delete_codes(tx, person.id)?;
    renew(tx, act, person.id, Holder::Browser(browser))?;
    audit::note(tx, act, "user.totp_off", &person.id, "")?;
    notices::tell(tx, act, person.id, &security_notice(person.id, NoticeKind::TotpOff))
}

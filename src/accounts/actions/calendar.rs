//! The secret address under which a person's calendar is read.

use crate::accounts::rules;
use crate::accounts::store::users;
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::platform::secret::SecretKey;
use crate::primitives::id::UserId;
use crate::sessions::{self, Person};

/// The last part of the address that is good now.
pub fn calendar_key(conn: &mut Conn, secret: &SecretKey, user: UserId) -> Result<String, Failure> {
    Ok(rules::calendar_key(secret, user, users::calendar_number(conn, user)?))
}

/// Whose calendar is read under this address; `None` if it is none, or not good any more.
pub fn calendar_owner(conn: &mut Conn, secret: &SecretKey, key: &str) -> Result<Option<Person>, Failure> {
    let Some(user) = rules::user_of_calendar(key) else { return Ok(None) };
    let good = calendar_key(conn, secret, user)?;
    if !rules::same_key(key, &good) {
        return Ok(None);
    }
    Ok(sessions::find_person(conn, user)?)
}

/// The calendar gets another address; the one before is no longer good.
pub fn renew_calendar(tx: &mut Tx<'_>, act: &Act, person: &Person) -> Result<(), Failure> {
    users::raise_calendar_number(tx, person.id)?;
    Ok(audit::note(tx, act, "user.calendar_renewed", &person.id, "")?)
}

//! Setting, and putting in force what was set.

use super::model::{Change, Floor, NOTICE, Slot, floor_of, notice_of};
use super::{rules, store};
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Money;
use crate::sessions::Person;
use crate::web::{Board, Posted, Site};

/// What is set now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Now {
    pub(super) floors: Vec<Floor>,
    pub(super) notice: Option<Posted>,
}

/// What is set now.
pub(super) fn read(conn: &mut Conn) -> Result<Now, Failure> {
    let newest = store::list_newest(conn)?;
    Ok(Now {
        floors: newest.iter().filter_map(|(key, value)| floor_of(key, value)).collect(),
        notice: newest.get(NOTICE).and_then(|value| notice_of(value)),
    })
}

/// Puts what is set in force in this process.
pub(super) fn put_in_force(site: &Site, now: Now) {
    rules::put_in_force(now.floors);
    site.kept.of::<Board>().post(now.notice);
}

/// A moderator says what is recommended at least for a kind of work, or nothing any more.
pub(super) fn set_floor(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    (slot, least): (Slot, Option<Money>),
    reason: &str,
) -> Result<(), Failure> {
    let value = least.map_or_else(String::new, |least| least.amount.0.to_string());
    set(tx, act, person, (&slot.key(), value), ("least", reason))
}

/// A moderator says something on every page, or nothing any more.
pub(super) fn post_notice(tx: &mut Tx<'_>, act: &Act, person: &Person, notice: Option<&Posted>, reason: &str) -> Result<(), Failure> {
    let value = notice.map(serde_json::to_string).transpose().map_err(|error| Failure::Bug(error.to_string()))?;
    set(tx, act, person, (NOTICE, value.unwrap_or_default()), ("notice_en", reason))
}

/// Keeps the new value with the old one. `field` is where it is said that nothing would change.
fn set(tx: &mut Tx<'_>, act: &Act, person: &Person, (key, value): (&str, String), (field, reason): (&str, &str)) -> Result<(), Failure> {
    rules::may_set(person)?;
    let (version, before) = store::newest(tx, key)?;
    if before == value {
        return Err(Failure::field(field, "unchanged"));
    }
    let new = Change {
        key: key.to_owned(),
        version: version.saturating_add(1),
        value,
        before,
        reason: reason.to_owned(),
        by: person.name.clone(),
        at: act.at,
    };
    store::insert(tx, &new, person.id)?;
    Ok(audit::note(tx, act, "market.set", &format!("{}/{}", new.key, new.version), reason)?)
}

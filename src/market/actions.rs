//! Setting, and putting in force what was set.

use super::model::{Change, Floor, Kept, NOTICE, NewFloor, Planned, Slot, floor_of, notice_of};
use super::{rules, store};
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::Instant;
use crate::sessions::Person;
use crate::web::{Board, Posted, Site};
use std::collections::BTreeMap;

/// What is set now, and what begins later.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Now {
    pub(super) floors: Vec<Floor>,
    pub(super) planned: Vec<Planned>,
    pub(super) notice: Option<Posted>,
}

impl Now {
    /// When the next of what begins later is in force.
    pub(super) fn next_at(&self) -> Option<Instant> {
        self.planned.iter().map(|one| one.starts_at).min()
    }
}

/// What is set at this moment. Of each key the newest value that has begun is in force; what is newer than that one waits for its time.
pub(super) fn read(conn: &mut Conn, now: Instant) -> Result<Now, Failure> {
    let (mut in_force, mut later) = (BTreeMap::<String, Kept>::new(), BTreeMap::<String, Kept>::new());
    for kept in store::list_all(conn)? {
        if kept.starts_at > now {
            later.insert(kept.key.clone(), kept);
        } else {
            later.remove(&kept.key);
            in_force.insert(kept.key.clone(), kept);
        }
    }
    let planned = |kept: &Kept| {
        let least = floor_of(&kept.key, &kept.value).map(|floor| floor.least);
        Slot::of_key(&kept.key).map(|slot| Planned { slot, least, starts_at: kept.starts_at })
    };
    Ok(Now {
        floors: in_force.values().filter_map(|kept| floor_of(&kept.key, &kept.value)).collect(),
        planned: later.values().filter_map(planned).collect(),
        notice: in_force.get(NOTICE).and_then(|kept| notice_of(&kept.value)),
    })
}

/// Puts what is set in force in this process.
pub(super) fn put_in_force(site: &Site, now: Now) {
    rules::put_in_force(now.floors, now.planned);
    site.kept.of::<Board>().post(now.notice);
}

/// A moderator says what is recommended at least for a kind of work, or nothing any more: from now on, or from a later moment that everybody reads
/// until then. What was to begin later and had not begun is replaced.
pub(super) fn set_floor(tx: &mut Tx<'_>, act: &Act, person: &Person, new: NewFloor, reason: &str) -> Result<(), Failure> {
    let value = new.least.map_or_else(String::new, |least| least.amount.0.to_string());
    set(tx, act, person, (&new.slot.key(), value, new.starts_at.unwrap_or(act.at)), ("least", reason))
}

/// A moderator says something on every page, or nothing any more.
pub(super) fn post_notice(tx: &mut Tx<'_>, act: &Act, person: &Person, notice: Option<&Posted>, reason: &str) -> Result<(), Failure> {
    let value = notice.map(serde_json::to_string).transpose().map_err(|error| Failure::Bug(error.to_string()))?;
    set(tx, act, person, (NOTICE, value.unwrap_or_default(), act.at), ("notice_en", reason))
}

/// Keeps the new value with the old one. `field` is where it is said that nothing would change.
fn set(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    (key, value, starts_at): (&str, String, Instant),
    (field, reason): (&str, &str),
) -> Result<(), Failure> {
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
        starts_at,
    };
    store::insert(tx, &new, person.id)?;
    Ok(audit::note(tx, act, "market.set", &format!("{}/{}", new.key, new.version), reason)?)
}

//! What waits for a person, by age: a function for each queue, and each for the role that looks after it.

use super::model::Waiting;
use super::{rules, store};
use crate::briefs;
use crate::chargebacks;
use crate::creators::checks;
use crate::deliveries::opinions;
use crate::disputes;
use crate::failure::Failure;
use crate::measures;
use crate::operations::{self, Queue};
use crate::payments;
use crate::platform::db::Conn;
use crate::primitives::{Instant, Limit};
use crate::sessions::{AdminRole, Person};
use crate::verifications;

/// Since when each of the things waits, the oldest first; at most a hundred.
type Look = fn(&mut Conn, Instant) -> Result<Vec<Instant>, Failure>;

/// A queue of the desk.
struct DeskQueue {
    key: &'static str,
    icon: &'static str,
    url: &'static str,
    /// Only for this role; for all admins if none is said.
    role: Option<AdminRole>,
    look: Look,
}

/// The queue in which the provider sets a deadline.
const CASES: &str = "chargebacks";

/// Every queue.
const QUEUES: &[DeskQueue] = &[
    DeskQueue { key: "acts", icon: "list-checks", url: "/admin/acts", role: None, look: acts },
    DeskQueue { key: "briefs", icon: "file-text", url: "/admin/briefs", role: Some(AdminRole::Moderator), look: briefs },
    DeskQueue { key: "appeals", icon: "triangle-alert", url: "/admin/appeals", role: Some(AdminRole::Moderator), look: appeals },
    DeskQueue { key: "reports", icon: "triangle-alert", url: "/admin/reports", role: Some(AdminRole::Moderator), look: reports },
    DeskQueue {
        key: "verifications",
        icon: "badge-check",
        url: "/admin/verifications",
        role: Some(AdminRole::Moderator),
        look: verifications,
    },
    DeskQueue { key: "channels", icon: "badge-check", url: "/admin/channels", role: Some(AdminRole::Moderator), look: channels },
    DeskQueue { key: "opinions", icon: "message-square", url: "/admin/opinions", role: Some(AdminRole::Moderator), look: opinions },
    DeskQueue { key: "disputes", icon: "message-square", url: "/admin/disputes", role: Some(AdminRole::Arbiter), look: disputes },
    DeskQueue { key: "still", icon: "triangle-alert", url: "/admin/ops?view=still", role: Some(AdminRole::FinanceAdmin), look: still },
    DeskQueue { key: "late", icon: "clock", url: "/admin/ops?view=late", role: Some(AdminRole::FinanceAdmin), look: late },
    DeskQueue { key: "frozen", icon: "lock", url: "/admin/frozen", role: Some(AdminRole::FinanceAdmin), look: frozen },
    DeskQueue { key: CASES, icon: "credit-card", url: "/admin/chargebacks", role: Some(AdminRole::FinanceAdmin), look: cases },
    DeskQueue { key: "suspense", icon: "coins", url: "/admin/suspense", role: Some(AdminRole::FinanceAdmin), look: suspense },
    DeskQueue { key: "events", icon: "radio", url: "/admin/events", role: Some(AdminRole::FinanceAdmin), look: events },
];

const MOST: u8 = 100;

fn limit() -> Limit {
    Limit::new(MOST).unwrap_or(Limit::PAGE)
}

fn acts(conn: &mut Conn, _: Instant) -> Result<Vec<Instant>, Failure> {
    Ok(store::list_waiting(conn, i64::from(MOST))?)
}

fn briefs(conn: &mut Conn, _: Instant) -> Result<Vec<Instant>, Failure> {
    Ok(briefs::pending_since(conn, i64::from(MOST))?)
}

fn appeals(conn: &mut Conn, _: Instant) -> Result<Vec<Instant>, Failure> {
    Ok(measures::appeals::waiting_since(conn, i64::from(MOST))?)
}

fn reports(conn: &mut Conn, _: Instant) -> Result<Vec<Instant>, Failure> {
    Ok(measures::reports::waiting_since(conn, i64::from(MOST))?)
}

fn verifications(conn: &mut Conn, _: Instant) -> Result<Vec<Instant>, Failure> {
    Ok(verifications::waiting_since(conn, i64::from(MOST))?)
}

fn channels(conn: &mut Conn, _: Instant) -> Result<Vec<Instant>, Failure> {
    Ok(checks::waiting_since(conn, i64::from(MOST))?)
}

fn opinions(conn: &mut Conn, _: Instant) -> Result<Vec<Instant>, Failure> {
    opinions::waiting_since(conn, i64::from(MOST))
}

fn disputes(conn: &mut Conn, _: Instant) -> Result<Vec<Instant>, Failure> {
    Ok(disputes::list_waiting(conn)?.iter().map(|dispute| dispute.opened_at).take(MOST.into()).collect())
}

fn still(conn: &mut Conn, now: Instant) -> Result<Vec<Instant>, Failure> {
    Ok(operations::queue_since(conn, Queue::Still, now, limit())?)
}

fn frozen(conn: &mut Conn, _: Instant) -> Result<Vec<Instant>, Failure> {
    Ok(operations::list_frozen(conn, i64::from(MOST))?.into_iter().map(|one| one.since).collect())
}

fn late(conn: &mut Conn, now: Instant) -> Result<Vec<Instant>, Failure> {
    Ok(operations::queue_since(conn, Queue::Late, now.plus_seconds(-rules::LATE_SECONDS), limit())?)
}

fn cases(conn: &mut Conn, _: Instant) -> Result<Vec<Instant>, Failure> {
    Ok(chargebacks::list_open_since(conn, i64::from(MOST))?)
}

fn suspense(conn: &mut Conn, _: Instant) -> Result<Vec<Instant>, Failure> {
    Ok(payments::list_unexplained(conn, true, None, limit())?.items.iter().map(|one| one.found_at).collect())
}

fn events(conn: &mut Conn, _: Instant) -> Result<Vec<Instant>, Failure> {
    Ok(operations::list_left(conn, None, limit())?.items.iter().map(|left| left.at).collect())
}

/// The queues of this person in which something waits, the one with the oldest thing first.
pub(super) fn list(conn: &mut Conn, person: &Person, now: Instant) -> Result<Vec<Waiting>, Failure> {
    let mut found = Vec::new();
    for queue in QUEUES.iter().filter(|queue| queue.role.is_none_or(|role| person.judges(role))) {
        let waiting = (queue.look)(conn, now)?;
        if let Some(oldest) = waiting.first().copied() {
            let due = if queue.key == CASES { chargebacks::next_due(conn)? } else { None };
            found.push(Waiting { key: queue.key, icon: queue.icon, url: queue.url, count: waiting.len(), oldest, due });
        }
    }
    found.sort_by_key(|queue| queue.oldest);
    Ok(found)
}

//! Looking at the site as somebody else sees it: what a moderator may do so, and what stays closed.

use super::Site;
use super::front::Visit;
use crate::failure::{Failure, Refusal};
use crate::primitives::Instant;
use crate::primitives::id::SessionId;
use crate::sessions::{self, Person};

/// Behind this every moderator is himself: here a view begins and ends.
pub(super) const DOOR: &str = "/admin/views";

/// Who looks as somebody else does nothing.
const READ_ONLY: Refusal = Refusal::forbidden("view.read_only");
/// What nobody but its owner reads stays closed: the login's secrets, what is sealed between two, and where a sample is sent.
const CLOSED: Refusal = Refusal::forbidden("view.closed");

/// Doors that stay closed, by how their paths begin.
const SECRET: &[&str] =
    &["/settings/security", "/settings/tokens", "/settings/webhooks", "/settings/calendar", "/step-up", "/disputes", "/bids", "/my/bids"];
/// As [`SECRET`], by how they end.
const SEALED: &[&str] = &["/bids", "/bids/new", "/ratings", "/sample"];

/// The person whom this session shows the site as, if it does.
pub(super) async fn viewed(site: &Site, session: SessionId, now: Instant) -> Result<Option<Person>, Failure> {
    let read = move |conn: &mut crate::platform::db::Conn| match sessions::find_view(conn, session, now)? {
        Some(view) => Ok::<_, Failure>(sessions::find_person(conn, view.user)?),
        None => Ok(None),
    };
    Ok(site.db.read(read).await?.map(|person| Person { session, ..person }))
}

fn is_secret(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let below = |door: &str| path.strip_prefix(door).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    SECRET.iter().copied().any(below) || SEALED.iter().any(|end| path.ends_with(end))
}

/// Who looks as somebody else only reads, and not everything; each page is written to the log of the server.
pub(super) fn only_looks(viewer: Option<&Person>, person: Option<&Person>, visit: &Visit) -> Result<(), Failure> {
    let Some((viewer, person)) = viewer.zip(person) else { return Ok(()) };
    tracing::info!(viewer = %viewer.id, person = %person.id, path = %visit.path, "seen as somebody else");
    match visit.is_safe {
        false => Err(READ_ONLY.into()),
        true if is_secret(&visit.path) => Err(CLOSED.into()),
        true => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_stay_closed_and_the_rest_is_open() {
        for path in [
            "/settings/tokens",
            "/settings/tokens/new?x=1",
            "/disputes/dsp_1",
            "/contracts/ctr_1/ratings",
            "/contracts/ctr_1/sample",
            "/briefs/brf_1/bids",
            "/my/bids",
        ] {
            assert!(is_secret(path), "{path}");
        }
        for path in ["/", "/settings/account", "/contracts/ctr_1", "/wallet?x=/bids", "/briefs", "/inbox"] {
            assert!(!is_secret(path), "{path}");
        }
    }
}

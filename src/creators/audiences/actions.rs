//! Saying something of an audience.

use super::model::{NewSnapshot, Snapshot};
use super::{rules, store};
use crate::audit::{self, Act};
use crate::creators::model::{Channel, Source};
use crate::creators::store as creators;
use crate::failure::Failure;
use crate::files::{self, File};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{ChannelId, SnapshotId};
use crate::sessions::Person;

/// A channel of one's own, and what was said of it, newest day first.
pub(super) fn see_own(conn: &mut Conn, person: &Person, id: ChannelId) -> Result<(Channel, Vec<Snapshot>), Failure> {
    let own = person.creator_id()?;
    let (_, channel) = creators::find_shown(conn, id)?.filter(|(creator, _)| *creator == own).ok_or(Failure::NotFound)?;
    let said = store::list_of(conn, &[id])?.remove(&id).unwrap_or_default();
    Ok((channel, said))
}

/// The creator says how many follow a channel and who they are, with what shows it or without. The newest day is what others read first.
pub fn record(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    id: ChannelId,
    (new, file): (&NewSnapshot, Option<&File>),
) -> Result<(), Failure> {
    let (channel, said) = see_own(tx, person, id)?;
    let day_ago = act.at.plus_hours(-24);
    if said.iter().filter(|one| one.at > day_ago).count() >= rules::MOST_A_DAY {
        return Err(Failure::Limited(3_600));
    }
    if let Some(file) = file {
        files::insert(tx, file)?;
    }
    let source = match (file, channel.verified) {
        (Some(_), _) => Source::Screenshot,
        (None, Some(_)) => Source::VerifiedPage,
        (None, None) => Source::Stated,
    };
    let snapshot = Snapshot {
        id: SnapshotId::random(),
        channel: id,
        source,
        day: new.day.to_string(),
        followers: new.followers,
        views: new.views,
        shares: new.shares.clone(),
        file: file.map(|file| file.id),
        at: act.at,
    };
    store::insert(tx, &channel, person.id, &snapshot)?;
    if said.first().is_none_or(|newest| newest.day <= snapshot.day) {
        let at = rules::noon(new.day, act.at, &person.zone).min(act.at);
        creators::set_followers(tx, id, new.followers, (source, at))?;
    }
    Ok(audit::note(tx, act, "channel.audience_stated", &id, source.to_string().as_str())?)
}

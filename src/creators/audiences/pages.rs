//! What people see of audiences.

use super::forms::AudienceForm;
use super::model::{Share, Shares, Snapshot};
use super::rules;
use crate::creators::model::{Channel, Source};
use crate::creators::pages::{ChannelRow, channel_row};
use crate::primitives::{Instant, Zone};
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;

/// What was said once, as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub(in crate::creators) struct SnapshotRow {
    day: Instant,
    source: Source,
    is_old: bool,
    followers: i64,
    views: Option<i64>,
    genders: Vec<Share>,
    ages: Vec<Share>,
    places: Vec<Share>,
    file_url: Option<String>,
}

impl SnapshotRow {
    /// Of a creator with this handle. A day is the same day for every reader.
    pub(in crate::creators) fn of(handle: &str, one: &Snapshot, (now, zone): (Instant, &Zone)) -> Self {
        let Shares { genders, ages, places } = one.shares.clone();
        let day = one.day.parse().map_or(one.at, |day| rules::noon(day, one.at, zone));
        Self {
            day,
            source: one.source,
            is_old: rules::is_old(day, now),
            followers: one.followers,
            views: one.views,
            genders,
            ages,
            places,
            file_url: one.file.map(|_| format!("/creators/{handle}/audience/{}", one.id)),
        }
    }
}

/// `/my/profile/channels/{id}/audience`: what is said of it, and the form to say more.
#[derive(Serialize)]
pub(super) struct OwnPage {
    handle: String,
    channel: ChannelRow,
    said: Vec<SnapshotRow>,
    url: String,
    form: AudienceForm,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for OwnPage {
    const TEMPLATE: &'static str = "creators/audience.html";
    const ACTIVE: &'static str = "";
}

impl OwnPage {
    pub(super) fn of(asker: &Asker, (channel, said): &(Channel, Vec<Snapshot>), form: AudienceForm, errors: Vec<ShownError>) -> Self {
        let handle = asker.person.as_ref().and_then(|person| person.creator.as_ref()).map(|creator| creator.handle.clone());
        let handle = handle.unwrap_or_default();
        Self {
            said: said.iter().map(|one| SnapshotRow::of(&handle, one, (asker.now, &asker.zone))).collect(),
            handle,
            channel: channel_row(channel, asker.now),
            url: format!("/my/profile/channels/{}", channel.id),
            form,
            errors,
            once: fresh_once(),
        }
    }
}

/// `/creators/{handle}/channels/{id}`: everything that was said of a channel's audience.
#[derive(Serialize)]
pub(super) struct HistoryPage {
    name: String,
    url: String,
    channel: ChannelRow,
    said: Vec<SnapshotRow>,
}

impl Page for HistoryPage {
    const TEMPLATE: &'static str = "creators/audiences.html";
    const ACTIVE: &'static str = "creators";
}

impl HistoryPage {
    pub(super) fn of(asker: &Asker, (name, handle): (String, &str), channel: &Channel, said: &[Snapshot]) -> Self {
        Self {
            name,
            url: format!("/creators/{handle}"),
            channel: channel_row(channel, asker.now),
            said: said.iter().map(|one| SnapshotRow::of(handle, one, (asker.now, &asker.zone))).collect(),
        }
    }
}

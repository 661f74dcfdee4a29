//! What a person sees of creators.

mod browse;
mod show;

pub(super) use browse::{Card, IndexPage, OFFERED_TAGS, address};
pub(super) use show::ShowPage;

use super::audiences::{self, Snapshot, SnapshotRow};
use super::forms::{ChannelForm, ProfileForm};
use super::model::{Channel, FilmState, Profile, Source, Verified, Way, Work};
use super::rules;
use crate::primitives::id::ChannelId;
use crate::primitives::{Choice, Instant, Language, Platform, Zone, lists::language_of};
use crate::web::{Both, Conflict, Page, ShownError};
use serde::Serialize;
use std::collections::HashMap;

/// The words of the site in the reader's language, by key.
pub(super) type Say<'a> = &'a dyn Fn(&str, &[(&str, String)]) -> String;

fn initial(name: &str) -> String {
    name.chars().next().map_or_else(String::new, |c| c.to_uppercase().collect())
}

fn foreign(text: &str, page: &str) -> Option<&'static str> {
    Some(language_of(text)).filter(|lang| *lang != page)
}

/// A channel on a page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ChannelRow {
    id: String,
    platform: &'static str,
    handle: String,
    url: String,
    followers: i64,
    stated_at: Instant,
    source: Source,
    is_old: bool,
    verified: Option<VerifiedView>,
    /// The newest that says more than how many follow.
    pub(super) audience: Option<SnapshotRow>,
}

/// When and how the platform looked whose a channel is.
#[derive(Debug, Clone, Serialize)]
pub struct VerifiedView {
    at: Instant,
    until: Instant,
    by: Way,
}

impl From<&Verified> for VerifiedView {
    fn from(verified: &Verified) -> Self {
        Self { at: verified.at, until: verified.until, by: verified.by }
    }
}

/// Channels with what is said of their audiences, for everybody.
pub(super) fn channel_rows(
    handle: &str,
    channels: &[Channel],
    said: &HashMap<ChannelId, Vec<Snapshot>>,
    when: (Instant, &Zone),
) -> Vec<ChannelRow> {
    let row = |channel: &Channel| {
        let more = said.get(&channel.id).and_then(|all| all.iter().find(|one| one.views.is_some() || !one.shares.is_empty()));
        ChannelRow { audience: more.map(|one| SnapshotRow::of(handle, one, when)), ..channel_row(channel, when.0) }
    };
    channels.iter().map(row).collect()
}

/// As the creator states it.
pub(super) fn channel_row(channel: &Channel, now: Instant) -> ChannelRow {
    ChannelRow {
        id: channel.id.to_string(),
        platform: channel.platform.word(),
        handle: channel.handle.clone(),
        url: channel.url.clone(),
        followers: channel.followers,
        stated_at: channel.stated_at,
        source: channel.source,
        is_old: audiences::is_old(channel.stated_at, now),
        audience: None,
        verified: channel.verified.as_ref().map(VerifiedView::from),
    }
}

/// A work on a page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct WorkRow {
    id: String,
    /// A picture of it; a film may have none.
    src: Option<String>,
    small: Option<String>,
    alt: String,
    url: Option<String>,
    title: Option<String>,
    /// The film, where the reader may watch it.
    film: Option<String>,
    state: Option<FilmState>,
    is_hidden: bool,
}

impl WorkRow {
    /// A work of the creator with this handle; the reader may be its owner.
    #[must_use]
    pub(super) fn of(handle: &str, work: &Work, is_owner: bool) -> Self {
        let url = format!("/creators/{handle}/works/{}", work.id);
        let film = rules::may_watch(work, is_owner).then(|| format!("{url}/film"));
        let src = work.preview.as_ref().map(|_| url.clone());
        Self {
            id: work.id.to_string(),
            small: src.as_ref().map(|src| format!("{src}?size=small")),
            alt: work.title.clone(),
            url: film.clone().or_else(|| src.clone()),
            title: Some(work.title.clone()),
            film,
            state: work.film,
            is_hidden: work.hidden_at.is_some(),
            src,
        }
    }
}

/// A choice in a form.
#[derive(Debug, Clone, Serialize)]
struct Choosable {
    value: String,
    label: String,
    hint: Option<String>,
    icon: Option<&'static str>,
}

/// `/my/profile`: name, words, tags, languages.
#[derive(Debug, Clone, Serialize)]
pub(super) struct EditPage {
    handle: String,
    form: ProfileForm,
    errors: Vec<ShownError>,
    languages: Vec<Choosable>,
    tags_max: usize,
    conflict: Option<Conflict>,
}

impl Page for EditPage {
    const TEMPLATE: &'static str = "creators/edit.html";
    const ACTIVE: &'static str = "";
}

impl EditPage {
    /// As saved, or typed and refused.
    #[must_use]
    pub(super) fn of(profile: &Profile, form: ProfileForm, errors: Vec<ShownError>) -> Self {
        let offered: Vec<Language> = Language::offered().collect();
        let own = profile.languages.iter().filter(|language| !offered.contains(language)).cloned();
        let choosable =
            |language: Language| Choosable { value: language.tag().to_owned(), label: language.name().to_owned(), hint: None, icon: None };
        Self {
            handle: profile.handle.clone(),
            form,
            errors,
            languages: offered.iter().cloned().chain(own).map(choosable).collect(),
            tags_max: rules::MAX_TAGS,
            conflict: None,
        }
    }

    /// With the profile as it stands now beside what was typed. Sent once more, what was typed takes its place.
    #[must_use]
    pub(super) fn beside(self, theirs: &ProfileForm, say: Say<'_>) -> Self {
        let both = |key: &str, theirs: String, mine: String| Both { label: say(key, &[]), theirs, mine };
        let named = |form: &ProfileForm| {
            let name = |tag: &String| tag.parse().map_or_else(|_| tag.clone(), |language: Language| language.name().to_owned());
            form.languages.iter().map(name).collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("\n")
        };
        let fields = vec![
            both("creators-field-name", theirs.name.clone(), self.form.name.clone()),
            both("creators-field-bio", theirs.bio.clone(), self.form.bio.replace("\r\n", "\n")),
            both("creators-field-tags", theirs.tags.clone(), self.form.tags.clone()),
            both("creators-field-languages", named(theirs), named(&self.form)),
        ];
        let form = ProfileForm { version: theirs.version.clone(), ..self.form };
        Self { conflict: Some(Conflict::of(fields, "/my/profile".to_owned())), form, ..self }
    }
}

/// `/my/profile/channels`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ChannelsPage {
    handle: String,
    channels: Vec<ChannelRow>,
    form: ChannelForm,
    errors: Vec<ShownError>,
    platforms: Vec<Choosable>,
    has_room: bool,
}

impl Page for ChannelsPage {
    const TEMPLATE: &'static str = "creators/channels.html";
    const ACTIVE: &'static str = "";
}

impl ChannelsPage {
    /// The channels, and the form for one more.
    #[must_use]
    pub(super) fn of(
        profile: &Profile,
        (channels, now): (&[Channel], Instant),
        form: ChannelForm,
        errors: Vec<ShownError>,
        say: Say<'_>,
    ) -> Self {
        let platform = |platform: &Platform| Choosable {
            value: platform.to_string(),
            label: say(&format!("face-platform-{}", platform.word()), &[]),
            hint: None,
            icon: None,
        };
        Self {
            handle: profile.handle.clone(),
            channels: channels.iter().map(|channel| channel_row(channel, now)).collect(),
            form,
            errors,
            platforms: Platform::ALL.iter().map(platform).collect(),
            has_room: channels.len() < rules::MAX_CHANNELS,
        }
    }
}

/// `/my/profile/works`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct WorksPage {
    handle: String,
    works: Vec<WorkRow>,
    title: String,
    errors: Vec<ShownError>,
    has_room: bool,
    max: usize,
    max_films: usize,
    mib: u64,
    /// What the camera wrote beside a film is taken out here.
    are_films_cleaned: bool,
}

impl Page for WorksPage {
    const TEMPLATE: &'static str = "creators/works.html";
    const ACTIVE: &'static str = "";
}

impl WorksPage {
    /// The works, and the form for one more with the title typed so far.
    #[must_use]
    pub(super) fn of(profile: &Profile, (works, are_films_cleaned): (&[Work], bool), title: String, errors: Vec<ShownError>) -> Self {
        Self {
            handle: profile.handle.clone(),
            works: works.iter().map(|work| WorkRow::of(&profile.handle, work, true)).collect(),
            max_films: rules::MAX_FILMS,
            mib: rules::WORK_MIB,
            are_films_cleaned,
            title,
            errors,
            has_room: works.len() < rules::MAX_WORKS,
            max: rules::MAX_WORKS,
        }
    }
}

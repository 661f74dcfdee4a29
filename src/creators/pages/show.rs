//! A creator's public page.

use super::{ChannelRow, WorkRow, address, foreign, initial};
use crate::capacity::StandingView;
use crate::creators::model::{Profile, Work};
use crate::creators::rules::browse::Filter;
use crate::creators::rules::is_shown;
use crate::follows::Button;
use crate::packages::PackageRow;
use crate::primitives::{Instant, LanguageName};
use crate::tiers::Fact;
use crate::web::Page;
use serde::Serialize;

/// `/creators/{handle}`.
#[derive(Debug, Clone, Serialize)]
pub(in crate::creators) struct ShowPage {
    handle: String,
    name: String,
    initial: String,
    bio: String,
    lang: Option<&'static str>,
    tags: Vec<Tag>,
    languages: Vec<LanguageName>,
    channels: Vec<ChannelRow>,
    /// Of one of them more is said than how many follow.
    has_audience: bool,
    works: Vec<WorkRow>,
    joined: Instant,
    deals: i64,
    is_verified: bool,
    /// How work comes in.
    record: Vec<Fact>,
    /// Whether new work is taken, where that was said.
    standing: Option<StandingView>,
    /// What can be ordered at a price.
    packages: Vec<PackageRow>,
    may_order: bool,
    is_own: bool,
    may_invite: bool,
    /// For whoever is signed in and another.
    follow: Option<Button>,
}

#[derive(Debug, Clone, Serialize)]
struct Tag {
    label: String,
    url: String,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "creators/show.html";
    const ACTIVE: &'static str = "creators";
}

impl ShowPage {
    /// With what can be ordered; visitors are asked to sign in.
    pub(in crate::creators) fn with_packages(self, packages: Vec<PackageRow>, may_order: bool) -> Self {
        Self { packages, may_order, ..self }
    }

    /// With whether new work is taken.
    pub(in crate::creators) fn with_standing(self, standing: Option<StandingView>) -> Self {
        Self { standing, ..self }
    }

    /// With a way to follow.
    pub(in crate::creators) fn followed_by(self, follow: Option<Button>) -> Self {
        Self { follow, ..self }
    }

    /// With how work comes in.
    pub(in crate::creators) fn with_record(self, record: Vec<Fact>) -> Self {
        Self { record, ..self }
    }

    /// The profile with its channels and works; `deals` are completed contracts; the reader is its owner, or may invite.
    #[must_use]
    pub(in crate::creators) fn of(
        profile: &Profile,
        (channels, works): (Vec<ChannelRow>, &[Work]),
        deals: i64,
        for_whom: (bool, bool),
        lang: &str,
    ) -> Self {
        let tag =
            |tag: &String| Tag { label: tag.clone(), url: address("", &Filter { tags: vec![tag.clone()], ..Filter::default() }, None) };
        Self {
            handle: profile.handle.clone(),
            name: profile.name.clone(),
            initial: initial(&profile.name),
            bio: profile.bio.clone(),
            lang: foreign(&profile.bio, lang),
            tags: profile.tags.iter().map(tag).collect(),
            languages: profile.languages.iter().map(LanguageName::from).collect(),
            record: Vec::new(),
            standing: None,
            packages: Vec::new(),
            may_order: false,
            has_audience: channels.iter().any(|channel| channel.audience.is_some()),
            channels,
            works: works.iter().filter(|work| is_shown(work)).map(|work| WorkRow::of(&profile.handle, work, for_whom.0)).collect(),
            joined: profile.created_at,
            is_verified: profile.is_verified,
            deals,
            is_own: for_whom.0,
            may_invite: for_whom.1,
            follow: None,
        }
    }
}

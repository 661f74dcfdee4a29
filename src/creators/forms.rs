//! What a creator sends about the profile, and what somebody asks of the list.

use super::model::{Channel, Profile};
use super::rules::{self, NewChannel, ProfileWords, browse::Filter};
use crate::failure::{Failure, FieldErrors};
use crate::primitives::{Choice as _, Language, Platform, text};
use serde::{Deserialize, Serialize};

/// Name, words, tags, languages.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    /// The name shown.
    pub name: String,
    /// Plain words.
    pub bio: String,
    /// Apart by commas.
    pub tags: String,
    /// BCP 47 tags.
    pub languages: Vec<String>,
    /// The version that was seen; empty where none is known.
    pub version: String,
}

impl ProfileForm {
    /// The form as the profile fills it.
    #[must_use]
    pub fn of(profile: &Profile) -> Self {
        Self {
            name: profile.name.clone(),
            bio: profile.bio.clone(),
            tags: profile.tags.join(", "),
            languages: profile.languages.iter().map(ToString::to_string).collect(),
            version: profile.version.to_string(),
        }
    }

    /// The words, or the fields that cannot be taken.
    pub fn parse(&self) -> Result<ProfileWords, Failure> {
        let mut errors = FieldErrors::default();
        let name = errors.line("name", &self.name, rules::NAME_CHARS);
        let bio = errors.optional_lines("bio", &self.bio, rules::BIO_CHARS);
        let tags = rules::tags(&self.tags).map_err(|(code, max)| errors.add_with("tags", code, vec![("max", max.to_string())])).ok();
        let languages: Option<std::collections::BTreeSet<Language>> =
            self.languages.iter().filter(|tag| !tag.is_empty()).map(|tag| tag.parse().ok()).collect();
        if languages.as_ref().is_none_or(|languages| languages.len() > 20) {
            errors.add("languages", "choice");
        }
        let words = name.zip(bio).zip(tags).zip(languages).map(|(((name, bio), tags), languages)| ProfileWords {
            name,
            bio,
            tags,
            languages: languages.into_iter().collect(),
        });
        errors.finish(words)
    }
}

/// Changes to a profile as a program sends them: what is not sent stays as it is.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreatorChanges)]
pub(super) struct ChangeBody {
    /// The version that was seen.
    pub(super) version: Option<i64>,
    #[schema(max_length = 80)]
    name: Option<String>,
    #[schema(max_length = 1_000)]
    bio: Option<String>,
    /// In the creator's own words.
    #[schema(max_items = 10)]
    tags: Option<Vec<String>>,
    /// BCP 47.
    #[schema(max_items = 20)]
    languages: Option<Vec<Language>>,
}

impl ChangeBody {
    /// The words that come of it, or the fields that cannot be taken.
    pub(super) fn parse(self, profile: &Profile) -> Result<ProfileWords, Failure> {
        let now = ProfileForm::of(profile);
        let form = ProfileForm {
            name: self.name.unwrap_or(now.name),
            bio: self.bio.unwrap_or(now.bio),
            tags: self.tags.map_or(now.tags, |tags| tags.join("\n")),
            languages: self.languages.map_or(now.languages, |tags| tags.iter().map(ToString::to_string).collect()),
            version: now.version,
        };
        form.parse()
    }
}

/// A channel as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChannelForm {
    /// Where.
    pub platform: String,
    /// Its name there.
    pub handle: String,
    /// Its address.
    pub url: String,
    /// How many follow it.
    pub followers: String,
}

impl ChannelForm {
    /// The form as the channel fills it.
    #[must_use]
    pub fn of(channel: &Channel) -> Self {
        Self {
            platform: channel.platform.to_string(),
            handle: channel.handle.clone(),
            url: channel.url.clone(),
            followers: channel.followers.to_string(),
        }
    }

    /// The channel, or the fields that cannot be taken.
    pub fn parse(&self) -> Result<NewChannel, Failure> {
        let mut errors = FieldErrors::default();
        let platform: Option<Platform> = errors.choice("platform", &self.platform);
        let handle = errors.line("handle", &self.handle, 80);
        let url = rules::channel_url(&self.url);
        if url.is_none() {
            errors.add("url", if self.url.trim().is_empty() { "required" } else { "url" });
        }
        let digits: String = self.followers.chars().filter(|c| !matches!(c, ',' | ' ' | '，')).collect();
        let followers = errors.number("followers", &text::fold_width(&digits), 0..=2_000_000_000);
        let new = platform.zip(handle).zip(url).zip(followers).map(|(((platform, handle), url), followers)| NewChannel {
            platform,
            handle,
            url,
            followers: i64::from(followers),
        });
        errors.finish(new)
    }
}

/// The words beside an uploaded picture.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct WorkForm {
    /// What it shows.
    pub title: String,
}

/// The query of `/creators`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct BrowseQuery {
    /// Words.
    pub q: Vec<String>,
    /// Platforms.
    pub platform: Vec<String>,
    /// BCP 47 tags.
    pub language: Vec<String>,
    /// Tags.
    pub tag: Vec<String>,
    /// `true` for who is neither away nor full.
    pub available: Vec<String>,
    /// Where the page begins.
    pub cursor: Vec<String>,
}

/// Characters of what is looked for.
pub(super) const MOST_CHARS: usize = 200;

/// What was understood, and the values that were not.
#[derive(Debug, Clone, Default)]
pub(super) struct Browse {
    /// Words that are looked for, or nothing.
    pub words: String,
    /// What else is looked for.
    pub filter: Filter,
    /// What means nothing here, as it was given.
    pub dropped: Vec<String>,
}

/// Reads the query.
#[must_use]
pub(super) fn parse_browse(query: &BrowseQuery) -> Browse {
    let mut dropped: Vec<String> = Vec::new();
    let mut miss = |word: &str| {
        if dropped.len() < 5 {
            dropped.push(word.chars().filter(|c| !c.is_control()).take(40).collect());
        }
    };
    let words =
        |values: &[String]| -> Vec<String> { values.iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect() };
    let mut filter = Filter::default();
    for word in words(&query.platform) {
        match Platform::from_word(&word) {
            Some(platform) if !filter.platforms.contains(&platform) => filter.platforms.push(platform),
            Some(_) => {}
            None => miss(&word),
        }
    }
    for word in words(&query.language) {
        match word.parse::<Language>() {
            Ok(language) if !filter.languages.contains(&language) => filter.languages.push(language),
            Ok(_) => {}
            Err(_) => miss(&word),
        }
    }
    for word in words(&query.tag) {
        let tag = text::fold(&word);
        if tag.chars().count() > rules::TAG_CHARS {
            miss(&word);
        } else if !filter.tags.contains(&tag) {
            filter.tags.push(tag);
        }
    }
    for word in words(&query.available) {
        if word == "true" { filter.available = true } else { miss(&word) }
    }
    let mut sought = String::new();
    for typed in words(&query.q).iter().take(1) {
        match text::line(typed, MOST_CHARS) {
            Ok(line) => sought = line,
            Err(_) => miss(typed),
        }
    }
    Browse { words: sought, filter, dropped }
}

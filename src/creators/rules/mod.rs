//! What a profile may hold, and how its words are read.

pub(super) mod browse;

use super::model::{FilmState, Work};
use crate::failure::Refusal;
use crate::platform::sniff::{MediaType, Medium};
use crate::primitives::{Language, Platform};

/// Characters of the name.
pub(super) const NAME_CHARS: usize = 80;
/// Characters of the bio.
pub(super) const BIO_CHARS: usize = 1_000;
/// Channels of one profile.
pub(super) const MAX_CHANNELS: usize = 20;
/// Pictures and films of one portfolio.
pub(super) const MAX_WORKS: usize = 24;
/// Films of one portfolio.
pub(super) const MAX_FILMS: usize = 6;
/// Bytes of a file of a portfolio, in MiB.
pub(super) const WORK_MIB: u64 = 100;
/// Tags of one profile.
pub(super) const MAX_TAGS: usize = 10;
/// Characters of a tag.
pub(super) const TAG_CHARS: usize = 24;

/// The profile has as many channels as it may.
pub(super) const TOO_MANY_CHANNELS: Refusal = Refusal::conflict("creator.too_many_channels");
/// The portfolio has as many works as it may.
pub(super) const TOO_MANY_WORKS: Refusal = Refusal::conflict("creator.too_many_works");
/// The portfolio has as many films as it may.
pub(super) const TOO_MANY_FILMS: Refusal = Refusal::conflict("creator.too_many_films");

/// How a file of this type begins in a portfolio: a film waits where something can be taken out of it, and is shown as it is where nothing can.
pub(super) const fn begins(media: MediaType, is_prepared: bool) -> Option<FilmState> {
    match (media.medium(), is_prepared) {
        (Medium::Film, true) => Some(FilmState::Waiting),
        (Medium::Film, false) => Some(FilmState::Shown),
        (Medium::Picture | Medium::Sound | Medium::File, _) => None,
    }
}

/// Everybody sees it on the profile.
#[must_use]
pub const fn is_shown(work: &Work) -> bool {
    work.removed_at.is_none()
        && work.hidden_at.is_none()
        && match work.film {
            Some(FilmState::Shown) => true,
            Some(FilmState::Waiting | FilmState::Unreadable) => false,
            None => work.preview.is_some(),
        }
}

/// The picture may be looked at: that of a hidden work by its owner, any other by everybody, because a bid may show it after it was removed.
pub(super) const fn may_look(work: &Work, is_owner: bool) -> bool {
    is_owner || work.hidden_at.is_none()
}

/// The film may be watched: one that everybody sees by everybody, any other by its owner.
pub(super) const fn may_watch(work: &Work, is_owner: bool) -> bool {
    work.film.is_some() && (is_owner || is_shown(work))
}

/// What a creator says of himself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileWords {
    /// The name shown.
    pub name: String,
    /// Plain words.
    pub bio: String,
    /// Folded, each once.
    pub tags: Vec<String>,
    /// Each once.
    pub languages: Vec<Language>,
}

/// A channel that a creator states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChannel {
    /// Where.
    pub platform: Platform,
    /// Its name there.
    pub handle: String,
    /// Its address.
    pub url: String,
    /// How many follow it.
    pub followers: i64,
}

/// Tags as typed, apart by commas of any script or line breaks: folded, without `#`, each once.
pub(super) fn tags(typed: &str) -> Result<Vec<String>, (&'static str, usize)> {
    let mut tags: Vec<String> = Vec::new();
    for tag in typed.split([',', '，', '、', ';', '；', '\n']) {
        let tag = crate::primitives::text::fold(tag.trim().trim_start_matches(['#', '＃']));
        let tag = tag.split_whitespace().collect::<Vec<_>>().join("-");
        if tag.is_empty() || tags.contains(&tag) {
            continue;
        }
        if tag.chars().any(char::is_control) || tag.chars().count() > TAG_CHARS {
            return Err(("tag", TAG_CHARS));
        }
        tags.push(tag);
    }
    if tags.len() > MAX_TAGS { Err(("too-many", MAX_TAGS)) } else { Ok(tags) }
}

/// The address of a channel: `https` or `http`, with a host, without a password in it.
#[must_use]
pub(super) fn channel_url(typed: &str) -> Option<String> {
    let url = url::Url::parse(typed.trim()).ok()?;
    let fits = matches!(url.scheme(), "https" | "http") && url.has_host() && url.username().is_empty() && url.password().is_none();
    let text = url.to_string();
    (fits && text.len() <= 500).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_folded_and_stand_once() {
        assert_eq!(tags("#Still Life, tea，Ｔea、 器物\n").unwrap(), ["still-life", "tea", "器物"]);
        assert_eq!(tags("a,b,c,d,e,f,g,h,i,j,k"), Err(("too-many", 10)));
        assert_eq!(tags(&"x".repeat(25)), Err(("tag", 24)));
    }

    #[test]
    fn a_channel_has_an_address_that_a_browser_opens() {
        assert_eq!(channel_url("https://example.com/@ana").as_deref(), Some("https://example.com/@ana"));
        for bad in ["javascript:alert(1)", "example.com", "https://u:p@example.com/", "data:text/html,x", "https://"] {
            assert_eq!(channel_url(bad), None, "{bad}");
        }
    }
}

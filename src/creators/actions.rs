//! What a creator can do with the profile.

use super::audiences::{self, NewSnapshot, Shares};
use super::checks;
use super::model::{FilmState, Profile, Work};
use super::rules::{self, NewChannel, ProfileWords};
use super::store;
use crate::audit::{self, Act};
use crate::failure::{Failure, VERSION_STALE};
use crate::files::File;
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::Tx;
use crate::primitives::Instant;
use crate::primitives::id::{ChannelId, CreatorId, PortfolioItemId};
use crate::sessions::Person;

/// The profile of this person.
pub(super) fn get_own(conn: &mut crate::platform::db::Conn, person: &Person) -> Result<Profile, Failure> {
    store::find(conn, person.creator_id()?)?.ok_or(Failure::NotFound)
}

/// Name, words, tags and languages; `seen` is the version that the writer had before him, where one is known.
pub fn save_profile(tx: &mut Tx<'_>, act: &Act, person: &Person, seen: Option<i64>, words: &ProfileWords) -> Result<(), Failure> {
    let profile = get_own(tx, person)?;
    if seen.is_some_and(|seen| seen != profile.version) {
        return Err(VERSION_STALE.into());
    }
    store::rewrite(tx, &profile, words)?;
    Ok(audit::note(tx, act, "creator.written", &profile.id, "")?)
}

/// The platform knows who is behind a profile since then, or does not any more. Who decides so is the business of `verifications`.
pub fn mark_verified(tx: &mut Tx<'_>, creator: CreatorId, at: Option<Instant>) -> Result<(), Failure> {
    Ok(store::set_verified(tx, creator, at)?)
}

/// A channel joins the profile, as stated today.
pub fn add_channel(tx: &mut Tx<'_>, act: &Act, person: &Person, new: &NewChannel) -> Result<ChannelId, Failure> {
    let profile = get_own(tx, person)?;
    if store::list_channels(tx, profile.id)?.len() >= rules::MAX_CHANNELS {
        return Err(rules::TOO_MANY_CHANNELS.with("max", rules::MAX_CHANNELS).into());
    }
    let id = store::add_channel(tx, profile.id, new, act.at)?;
    state_followers(tx, act, person, (id, new.followers))?;
    audit::note(tx, act, "creator.channel_added", &profile.id, &id.to_string())?;
    Ok(id)
}

/// Another name, address or number of followers. With another name or address it is another channel: nothing that was checked holds for it.
pub fn change_channel(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ChannelId, new: &NewChannel) -> Result<(), Failure> {
    let profile = get_own(tx, person)?;
    let (_, seen) = store::find_shown(tx, id)?.filter(|(creator, _)| *creator == profile.id).ok_or(Failure::NotFound)?;
    let is_another = (&seen.handle, &seen.url) != (&new.handle, &new.url);
    if is_another {
        store::change_channel(tx, id, new)?;
        checks::drop_of(tx, act, id)?;
    }
    if is_another || seen.followers != new.followers {
        state_followers(tx, act, person, (id, new.followers))?;
    }
    Ok(audit::note(tx, act, "creator.channel_changed", &profile.id, &id.to_string())?)
}

/// So many follow a channel today, and nothing else is said.
fn state_followers(tx: &mut Tx<'_>, act: &Act, person: &Person, (id, followers): (ChannelId, i64)) -> Result<(), Failure> {
    let new = NewSnapshot { day: act.at.date_in(&person.zone), followers, views: None, shares: Shares::default() };
    audiences::record(tx, act, person, id, (&new, None))
}

/// A channel leaves the profile.
pub fn remove_channel(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ChannelId) -> Result<(), Failure> {
    let profile = get_own(tx, person)?;
    if !store::remove_channel(tx, profile.id, id, act.at)? {
        return Err(Failure::NotFound);
    }
    checks::drop_of(tx, act, id)?;
    Ok(audit::note(tx, act, "creator.channel_removed", &profile.id, &id.to_string())?)
}

/// A picture or a film joins the portfolio; its bytes are stored already. `is_prepared` says that films are taken care of before they are shown.
pub fn add_work(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    (file, title): (&File, &str),
    is_prepared: bool,
) -> Result<PortfolioItemId, Failure> {
    let profile = get_own(tx, person)?;
    let film = rules::begins(file.media, is_prepared);
    let works = store::list_works(tx, profile.id)?;
    if works.len() >= rules::MAX_WORKS {
        return Err(rules::TOO_MANY_WORKS.with("max", rules::MAX_WORKS).into());
    }
    if film.is_some() && works.iter().filter(|work| work.film.is_some()).count() >= rules::MAX_FILMS {
        return Err(rules::TOO_MANY_FILMS.with("max", rules::MAX_FILMS).into());
    }
    let id = store::add_work(tx, profile.id, (file.id, title, film), act.at)?;
    audit::note(tx, act, "creator.work_added", &profile.id, &id.to_string())?;
    Ok(id)
}

/// A film was looked at, or cannot be here. Its creator hears of one that could not be read: nobody sees it, and he would wait in vain.
pub(super) fn settle_film(tx: &mut Tx<'_>, act: &Act, work: &Work, film: FilmState) -> Result<(), Failure> {
    if !store::settle_film(tx, work.id, film)? {
        return Ok(());
    }
    audit::note(tx, act, "creator.film_settled", &work.id, &film.to_string())?;
    if film != FilmState::Unreadable || work.removed_at.is_some() {
        return Ok(());
    }
    let notice = Notice {
        kind: NoticeKind::FilmUnreadable,
        subject: work.id.to_string(),
        url: "/my/profile/works".to_owned(),
        needs_action: false,
        params: vec![("what", Param::text(work.title.clone()))],
    };
    notices::tell_creator(tx, act, work.creator, &notice)
}

/// A work is hidden from everybody but its creator, or shown again; it stays where it is.
pub fn show_work(tx: &mut Tx<'_>, act: &Act, person: &Person, id: PortfolioItemId, is_shown: bool) -> Result<(), Failure> {
    let profile = get_own(tx, person)?;
    let work = store::find_work(tx, id)?.filter(|work| work.creator == profile.id && work.removed_at.is_none()).ok_or(Failure::NotFound)?;
    if work.hidden_at.is_none() == is_shown {
        return Ok(());
    }
    if !store::set_work_hidden(tx, profile.id, id, (!is_shown).then_some(act.at))? {
        return Err(Failure::NotFound);
    }
    Ok(audit::note(tx, act, if is_shown { "creator.work_shown" } else { "creator.work_hidden" }, &profile.id, &id.to_string())?)
}

/// A picture or a film leaves the portfolio.
pub fn remove_work(tx: &mut Tx<'_>, act: &Act, person: &Person, id: PortfolioItemId) -> Result<(), Failure> {
    let profile = get_own(tx, person)?;
    if !store::remove_work(tx, profile.id, id, act.at)? {
        return Err(Failure::NotFound);
    }
    Ok(audit::note(tx, act, "creator.work_removed", &profile.id, &id.to_string())?)
}

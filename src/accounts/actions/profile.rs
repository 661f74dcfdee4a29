//! What a person says of himself: name, language, zone, theme; and becoming a creator.

use crate::accounts::model::Handle;
use crate::accounts::store::users;
use crate::audit::{self, Act};
use crate::failure::{Failure, Refusal, VERSION_STALE};
use crate::platform::db::Tx;
use crate::primitives::{Lang, Zone};
use crate::sessions::{self, Person, Theme};

/// Name, language, zone, theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The person's name.
    pub name: String,
    /// The language of pages and mails.
    pub lang: Lang,
    /// The zone of the person's clock.
    pub zone: Zone,
    /// Day or night.
    pub theme: Theme,
}

impl Profile {
    /// As it is saved.
    #[must_use]
    pub fn of(person: &Person) -> Self {
        Self { name: person.name.clone(), lang: person.lang, zone: person.zone.clone(), theme: person.theme }
    }
}

/// Saves name, language, zone and theme. `still` says of what is saved now whether it is what was seen. Refusals: `version.stale`, unless nothing would
/// change.
pub fn save_profile(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    profile: &Profile,
    still: &dyn Fn(&Profile) -> bool,
) -> Result<(), Failure> {
    let saved = Profile::of(&sessions::find_person(tx, person.id)?.ok_or(Failure::NotFound)?);
    if saved == *profile {
        return Ok(());
    }
    if !still(&saved) {
        return Err(VERSION_STALE.into());
    }
    users::set_profile(tx, person.id, &profile.name, profile.lang, &profile.zone)?;
    users::set_theme(tx, person.id, profile.theme)?;
    Ok(audit::note(tx, act, "user.profile_saved", &person.id, "")?)
}

/// Saves the language.
pub fn set_lang(tx: &mut Tx<'_>, person: &Person, lang: Lang) -> Result<(), Failure> {
    Ok(users::set_lang(tx, person.id, lang)?)
}

/// Saves day or night.
pub fn set_theme(tx: &mut Tx<'_>, person: &Person, theme: Theme) -> Result<(), Failure> {
    Ok(users::set_theme(tx, person.id, theme)?)
}

/// Gives the person a public profile.
pub fn become_creator(tx: &mut Tx<'_>, act: &Act, person: &Person, handle: &Handle) -> Result<(), Failure> {
    if person.creator.is_some() {
        return Err(Refusal::conflict("account.creator_already").into());
    }
    if users::handle_is_taken(tx, handle)? {
        return Err(Failure::field("handle", "taken"));
    }
    if !users::insert_creator(tx, act.at, person.id, &person.name, handle)? {
        return Err(Failure::field("handle", "taken"));
    }
    Ok(audit::note(tx, act, "creator.created", &person.id, "")?)
}

/// The person says that he has read the rules of content; the first time counts.
pub fn read_rules(tx: &mut Tx<'_>, act: &Act, person: &Person) -> Result<(), Failure> {
    if users::insert_reading(tx, person.id, act.at)? {
        audit::note(tx, act, "user.rules_read", &person.id, "")?;
    }
    Ok(())
}

//! Secret briefs: what is read before somebody promised to keep it, and the promise.

use crate::audit::{self, Act};
use crate::briefs::model::Brief;
use crate::briefs::rules::details::{NDA_OTHER, NDA_WANTED};
use crate::briefs::{rules, store};
use crate::failure::{ACT_FORBIDDEN, Failure, STATE_REFUSED};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{BriefId, CreatorId};
use crate::sessions::{AdminRole, Person};

/// The briefs as this person may read them: secret ones are covered for all but members, moderators, and creators who promised.
pub fn reading(conn: &mut Conn, person: Option<&Person>, briefs: Vec<Brief>) -> Result<Vec<Brief>, Failure> {
    let free = |brief: &Brief| {
        !brief.is_secret() || person.is_some_and(|person| person.is_member(brief.org) || person.judges(AdminRole::Moderator))
    };
    if briefs.iter().all(free) {
        return Ok(briefs);
    }
    let ids: Vec<BriefId> = briefs.iter().filter(|brief| !free(brief)).map(|brief| brief.id).collect();
    let creator = person.and_then(|person| person.creator.as_ref());
    let promised = creator.map(|creator| store::list_promised(conn, &ids, creator.id)).transpose()?.unwrap_or_default();
    let covered = |brief: Brief| if free(&brief) || promised.contains(&brief.id) { brief } else { brief.covered() };
    Ok(briefs.into_iter().map(covered).collect())
}

/// This person reads nothing of the brief but what everybody reads.
pub(in crate::briefs) fn is_covered(conn: &mut Conn, person: Option<&Person>, brief: &Brief) -> Result<bool, Failure> {
    let read = reading(conn, person, vec![brief.clone()])?;
    Ok(brief.is_secret() && read.first() != Some(brief))
}

/// Whoever offers on a secret brief has promised. Refusal: `brief.nda_wanted`.
pub fn promised(conn: &mut Conn, brief: &Brief, creator: CreatorId) -> Result<(), Failure> {
    if !brief.is_secret() || store::find_promise(conn, brief.id, creator)?.is_some() { Ok(()) } else { Err(NDA_WANTED.into()) }
}

/// Of these creators those who may offer on the brief: on a secret one, who promised. Refusal, if none of them did: `brief.nda_wanted`.
pub fn promising(conn: &mut Conn, brief: &Brief, creators: Vec<CreatorId>) -> Result<Vec<CreatorId>, Failure> {
    if !brief.is_secret() || creators.is_empty() {
        return Ok(creators);
    }
    let promised = store::list_promising(conn, brief.id, &creators)?;
    if promised.is_empty() { Err(NDA_WANTED.into()) } else { Ok(promised) }
}

/// A creator promises to keep what he will read, by the hash of the words that he saw. Promising twice changes nothing.
pub fn promise(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BriefId, seen: &str) -> Result<(), Failure> {
    let brief = super::get_seen(tx, Some(person), id)?;
    let creator = person.creator.as_ref().map(|creator| creator.id).filter(|_| !person.is_member(brief.org)).ok_or(ACT_FORBIDDEN)?;
    if !brief.is_secret() {
        return Err(STATE_REFUSED.into());
    }
    let sha256 = rules::details::nda_sha256(&brief.details.nda);
    if sha256 != seen {
        return Err(NDA_OTHER.into());
    }
    let words = (brief.details.nda.as_str(), sha256.as_str());
    if store::insert_promise(tx, (id, brief.words_version), (creator, person.id), words, act.at)? {
        audit::note(tx, act, "brief.nda_promised", &id, &sha256)?;
    }
    Ok(())
}

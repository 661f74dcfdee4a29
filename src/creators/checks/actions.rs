//! Asking, what a look at the page finds, and what moderators say.

use super::model::{Check, CheckState, Reason, Refused, Said};
use super::rules::{self, Alike, Event};
use super::store;
use crate::audit::{self, Act};
use crate::creators::model::{Channel, Verified, Way};
use crate::creators::store as channels;
use crate::failure::Failure;
use crate::files::{self, File};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{ChannelId, CheckId};
use crate::sessions::{AdminRole, Person};

/// Where its creator reads about it.
pub(super) fn own_url(channel: ChannelId) -> String {
    format!("/my/profile/channels/{channel}")
}

/// A channel of one's own, and its checks, newest first.
pub(super) fn see_own(conn: &mut Conn, person: &Person, id: ChannelId) -> Result<(Channel, Vec<Check>), Failure> {
    let own = person.creator_id()?;
    let (_, channel) = channels::find_shown(conn, id)?.filter(|(creator, _)| *creator == own).ok_or(Failure::NotFound)?;
    let all = store::list_of(conn, id)?;
    Ok((channel, all))
}

fn begin(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ChannelId) -> Result<(Channel, Check), Failure> {
    let (channel, all) = see_own(tx, person, id)?;
    person.confirmed()?;
    rules::may_ask(&all, act.at)?;
    let day = act.at.plus_hours(-24);
    if all.iter().filter(|one| one.asked_at > day).count() >= rules::MOST_A_DAY {
        return Err(Failure::Limited(3_600));
    }
    let check = Check {
        id: CheckId::random(),
        channel: id,
        way: Way::Code,
        url: channel.url.clone(),
        state: CheckState::Waiting,
        version: 1,
        asked_by: person.id,
        asked_at: act.at,
        tries: 0,
        next_at: None,
        file: None,
        reason: None,
        words: String::new(),
        decided_by: None,
        decided_at: None,
        expires_at: None,
    };
    Ok((channel, check))
}

fn insert(tx: &mut Tx<'_>, act: &Act, new: &Check) -> Result<(), Failure> {
    if !store::insert(tx, new)? {
        return Err(rules::WAITING.into());
    }
    Ok(audit::note(tx, act, "channel.check_asked", &new.channel, &new.way.to_string())?)
}

/// The creator says that the code stands there now: the page is looked at soon. Refusals: `channel.waiting`, `channel.elsewhere`, `state.refused` while one
/// holds for long, and too many a day.
pub fn ask_by_code(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ChannelId) -> Result<CheckId, Failure> {
    let (channel, check) = begin(tx, act, person, id)?;
    rules::may_ask_by_code(&channel)?;
    let new = Check { next_at: Some(act.at), ..check };
    insert(tx, act, &new)?;
    Ok(new.id)
}

/// The creator hands in a screenshot, which a moderator looks at.
pub fn ask_by_screenshot(tx: &mut Tx<'_>, act: &Act, person: &Person, id: ChannelId, file: &File) -> Result<CheckId, Failure> {
    let (channel, check) = begin(tx, act, person, id)?;
    files::insert(tx, file)?;
    let new = Check { way: Way::Screenshot, file: Some(file.id), ..check };
    insert(tx, act, &new)?;
    let notice = Notice {
        kind: NoticeKind::ChannelAsked,
        subject: new.id.to_string(),
        url: format!("/admin/channels/{}", new.id),
        needs_action: true,
        params: vec![("who", Param::text(channel.handle))],
    };
    notices::tell_admins(tx, act, AdminRole::Moderator, Some(person.id), &notice)?;
    Ok(new.id)
}

/// What a look at the page found: the code, or why not. What is not found is looked for again, a few times.
pub fn found(tx: &mut Tx<'_>, act: &Act, id: CheckId, found: Result<(), Reason>) -> Result<(), Failure> {
    let Some(one) = store::find(tx, id)?.filter(|one| one.state == CheckState::Waiting && rules::is_by_page(one)) else { return Ok(()) };
    let said = |reason| Said { by: None, at: act.at, reason, words: String::new() };
    match (found, rules::again(&one, act.at)) {
        (Ok(()), _) => pass(tx, act, &one, Event::Shown, &said(None)),
        (Err(reason), Some(next)) => Ok(store::put_off(tx, id, reason, next)?),
        (Err(reason), None) => {
            store::advance(tx, &one, rules::after(one.state, Event::Refused)?, &said(Some(reason)))?;
            audit::note(tx, act, "channel.check_failed", &one.channel, &reason.to_string())?;
            tell(tx, act, &one, ("checks-told-failed", Param::word(format!("checks-reason-{reason}"))))
        }
    }
}

/// The channel is its creator's for 90 days; an older check ends.
fn pass(tx: &mut Tx<'_>, act: &Act, one: &Check, event: Event, said: &Said) -> Result<(), Failure> {
    let next = rules::after(one.state, event)?;
    // A newer one that waits while an older one is found right has nothing left to show.
    for other in store::list_of(tx, one.channel)?.into_iter().filter(|other| other.id != one.id) {
        let Ok(next) = rules::after(other.state, Event::Ended) else { continue };
        store::advance(tx, &other, next, &Said { by: None, at: act.at, reason: None, words: String::new() })?;
        notices::settle(tx, act, &other.id.to_string())?;
    }
    store::advance(tx, one, next, said)?;
    let verified = Verified { at: act.at, until: act.at.plus_hours(24 * rules::HOLDS_DAYS), by: one.way };
    channels::set_channel_verified(tx, one.channel, Some(verified))?;
    audit::note(tx, act, "channel.verified", &one.channel, &one.way.to_string())?;
    notices::settle(tx, act, &one.id.to_string())?;
    tell(tx, act, one, ("checks-told-verified", Param::word("checks-told-days")))
}

fn tell(tx: &mut Tx<'_>, act: &Act, one: &Check, (what, reason): (&'static str, Param)) -> Result<(), Failure> {
    // A channel that left the profile meanwhile is nobody's news.
    let Some((creator, channel)) = channels::find_shown(tx, one.channel)? else { return Ok(()) };
    let notice = Notice {
        kind: NoticeKind::ChannelAnswered,
        subject: one.id.to_string(),
        url: own_url(one.channel),
        needs_action: false,
        params: vec![("who", Param::text(channel.handle)), ("what", Param::word(what)), ("reason", reason)],
    };
    notices::tell_creator(tx, act, creator, &notice)
}

/// What moderators look at: what waits, and what passed lately, each with the channel's name and whose it is.
pub(super) struct Queue {
    pub(super) waiting: Vec<(Check, String, String)>,
    pub(super) passed: Vec<(Check, String, String)>,
}

/// For moderators.
pub(super) fn queue(conn: &mut Conn, person: &Person) -> Result<Queue, Failure> {
    person.judges_as(AdminRole::Moderator)?;
    Ok(Queue { waiting: store::list_waiting(conn)?, passed: store::list_passed(conn)? })
}

/// Everything that a moderator looks at before he decides.
pub(super) struct Case {
    pub(super) one: Check,
    pub(super) channel: Channel,
    /// Name and handle.
    pub(super) face: (String, String),
    pub(super) file: Option<File>,
    /// Checks held before this one, on which the code depends.
    pub(super) held: usize,
    pub(super) others: Vec<Check>,
    pub(super) alike: Vec<Alike>,
    /// It is not the reader's own.
    pub(super) may_judge: bool,
}

/// One check, for moderators.
pub(super) fn case(conn: &mut Conn, person: &Person, id: CheckId) -> Result<Case, Failure> {
    person.judges_as(AdminRole::Moderator)?;
    let one = store::find(conn, id)?.ok_or(Failure::NotFound)?;
    let (creator, channel) = channels::find_shown(conn, one.channel)?.ok_or(Failure::NotFound)?;
    let file = one.file.map(|file| files::find(conn, file)).transpose()?.flatten();
    let others: Vec<Check> = store::list_of(conn, one.channel)?.into_iter().filter(|other| other.id != id).collect();
    Ok(Case {
        face: store::face(conn, creator)?.ok_or(Failure::NotFound)?,
        held: others.iter().filter(|other| other.expires_at.is_some() && other.asked_at < one.asked_at).count(),
        alike: store::list_alike(conn, &channel)?,
        may_judge: !person.is_creator(creator),
        one,
        channel,
        file,
        others,
    })
}

/// The screenshot, for its creator and for moderators; anybody else finds nothing.
pub(super) fn file(conn: &mut Conn, person: &Person, id: CheckId) -> Result<File, Failure> {
    let one = store::find(conn, id)?.ok_or(Failure::NotFound)?;
    if !person.judges(AdminRole::Moderator) && one.asked_by != person.id {
        return Err(Failure::NotFound);
    }
    let file = one.file.map(|file| files::find(conn, file)).transpose()?.flatten();
    file.ok_or(Failure::NotFound)
}

fn judged(tx: &mut Tx<'_>, person: &Person, id: CheckId) -> Result<Check, Failure> {
    let one = store::find(tx, id)?.ok_or(Failure::NotFound)?;
    let (creator, _) = channels::find_shown(tx, one.channel)?.ok_or(Failure::NotFound)?;
    rules::may_judge(person, creator)?;
    Ok(one)
}

/// A moderator saw the channel in its owner's hands.
pub fn accept(tx: &mut Tx<'_>, act: &Act, person: &Person, id: CheckId) -> Result<(), Failure> {
    let one = judged(tx, person, id)?;
    if rules::is_by_page(&one) {
        return Err(crate::failure::STATE_REFUSED.into());
    }
    pass(tx, act, &one, Event::Shown, &Said { by: Some(person.id), at: act.at, reason: None, words: String::new() })
}

/// A moderator refuses, or takes back what holds, with a reason that its creator reads.
pub(super) fn refuse(tx: &mut Tx<'_>, act: &Act, person: &Person, id: CheckId, (reason, words): (Reason, &str)) -> Result<(), Failure> {
    let one = judged(tx, person, id)?;
    let next = rules::after(one.state, Event::Refused)?;
    store::advance(tx, &one, next, &Said { by: Some(person.id), at: act.at, reason: Some(reason), words: words.to_owned() })?;
    let held = one.state == CheckState::Passed;
    if held {
        channels::set_channel_verified(tx, one.channel, None)?;
    }
    audit::note(tx, act, "channel.check_refused", &one.channel, &reason.to_string())?;
    notices::settle(tx, act, &one.id.to_string())?;
    let what = if held { "checks-told-taken-back" } else { "checks-told-failed" };
    let why = if words.is_empty() { Param::word(format!("checks-reason-{reason}")) } else { Param::text(words) };
    tell(tx, act, &one, (what, why))
}

/// The refusal of this version, for its creator, who appeals; none where no moderator refused it or it is not refused so any more.
pub fn refused(conn: &mut Conn, person: &Person, (id, version): (CheckId, i64)) -> Result<Option<Refused>, Failure> {
    let Some(one) = store::find(conn, id)?.filter(|one| one.version == version) else { return Ok(None) };
    let is_own = channels::find_shown(conn, one.channel)?.is_some_and(|(creator, _)| person.is_creator(creator));
    Ok(rules::refused_by(&one).filter(|_| is_own).map(|(by, at, reason)| Refused {
        asked_by: one.asked_by,
        by,
        words: format!("{reason}: {}", one.words),
        at,
        url: own_url(one.channel),
    }))
}

/// An appeal was granted: the channel is its creator's after all, from now on, if it still is the channel that was refused. What passed or was refused
/// anew meanwhile stays.
pub fn reverse(tx: &mut Tx<'_>, act: &Act, person: &Person, (id, version): (CheckId, i64)) -> Result<(), Failure> {
    let one = store::find(tx, id)?.ok_or(Failure::NotFound)?;
    let Some((creator, channel)) = channels::find_shown(tx, one.channel)? else { return Ok(()) };
    rules::may_judge(person, creator)?;
    if one.version != version || one.url != channel.url || channel.verified.is_some() {
        return Ok(());
    }
    audit::note(tx, act, "channel.check_reversed", &one.channel, &id.to_string())?;
    pass(tx, act, &one, Event::Reversed, &Said { by: Some(person.id), at: act.at, reason: None, words: String::new() })
}

/// Its days are over.
pub(super) fn end(tx: &mut Tx<'_>, act: &Act, seen: &Check) -> Result<(), Failure> {
    let Some(one) = store::find(tx, seen.id)? else { return Ok(()) };
    let Ok(next) = rules::after(one.state, Event::Ended) else { return Ok(()) };
    store::advance(tx, &one, next, &Said { by: None, at: act.at, reason: None, words: String::new() })?;
    channels::set_channel_verified(tx, one.channel, None)?;
    audit::note(tx, act, "channel.check_expired", &one.channel, "")?;
    tell(tx, act, &one, ("checks-told-expired", Param::word("checks-told-again")))
}

/// Its days are over soon.
pub(super) fn remind(tx: &mut Tx<'_>, act: &Act, one: &Check) -> Result<(), Failure> {
    if store::set_reminded(tx, one.id, act.at)? {
        tell(tx, act, one, ("checks-told-soon", Param::word("checks-told-again")))?;
    }
    Ok(())
}

/// The channel is another one, or gone: nothing that was checked holds for it.
pub(in crate::creators) fn drop_of(tx: &mut Tx<'_>, act: &Act, channel: ChannelId) -> Result<(), Failure> {
    for one in store::list_of(tx, channel)? {
        let Ok(next) = rules::after(one.state, Event::Ended) else { continue };
        store::advance(tx, &one, next, &Said { by: None, at: act.at, reason: None, words: String::new() })?;
        notices::settle(tx, act, &one.id.to_string())?;
        audit::note(tx, act, "channel.check_dropped", &channel, "")?;
    }
    Ok(channels::set_channel_verified(tx, channel, None)?)
}

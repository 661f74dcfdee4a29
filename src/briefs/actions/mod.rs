//! What a merchant, a clock or a deal can do with a brief, and what others say to it.

mod copies;
mod direct;
mod early;
mod funds;
mod invitations;
mod pausing;
mod places;
mod plans;
mod promises;
mod questions;

pub(super) use copies::copy;
pub use direct::open_for;
pub(super) use early::begin as begin_early;
pub use early::get_seen;
use early::open_to_all;
pub use funds::{give_back, left, name_finalist};
pub(super) use funds::{needed, publishing};
pub(super) use invitations::tell_all as tell_invited;
pub use invitations::{decline_invitation, invite, take_up};
pub use pausing::{pause, pause_all, resume};
pub use places::{close_when_done, free_place, take_place, take_time};
pub(super) use plans::{propose, wanted};
pub(super) use promises::is_covered;
pub use promises::{promise, promised, promising, reading};
pub(super) use questions::answerable;
pub use questions::{answer, ask};

use super::model::{Brief, BriefKind, BriefState, Details, Fund, Licence, Rates, Slots, Visibility, Words};
use super::rules::{self, Event, Party};
use super::{lint, reviews, store, trace::trace};
use crate::audit::{self, Act};
use crate::clocks::{self, Clock, ClockKind, NewClock};
use crate::events::EventType;
use crate::failure::{Failure, Refusal, STATE_REFUSED, VERSION_STALE};
use crate::notices::{self, Notice, NoticeKind, Param};
use crate::platform::db::{Conn, Tx};
use crate::primitives::{
    Category, ContentForm, Currency, Instant,
    id::{BriefId, FileId, OrgId, UserId},
};
use crate::sessions::{self, OrgKind, Person, Right};

/// What a new draft starts from.
#[derive(Debug, Clone)]
pub struct NewDraft {
    /// Whose it will be.
    pub org: OrgId,
    /// What the content is.
    pub content_form: ContentForm,
    /// What it is about.
    pub category: Category,
    /// The currency until another is chosen.
    pub currency: Currency,
    /// What a starter proposes.
    pub words: Words,
}

/// The brief that a draft is, before anybody wrote it down.
#[must_use]
pub fn drafted(author: UserId, new: NewDraft, at: Instant) -> Brief {
    let empty = Brief {
        id: BriefId::random(),
        org: new.org,
        author,
        kind: BriefKind::OpenBid,
        state: BriefState::Draft,
        version: 1,
        words_version: 1,
        title: String::new(),
        body: String::new(),
        content_form: new.content_form,
        category: new.category,
        currency: new.currency,
        budget: None,
        places: 1,
        places_taken: 0,
        bid_count: 0,
        bid_deadline: None,
        paused_at: None,
        delivery_days: 10,
        review_days: 7,
        rounds: 2,
        licence: Licence::default(),
        question: String::new(),
        bid_cap: 30,
        visibility: Visibility::Public,
        slots: Slots::Chosen,
        fund: Fund::default(),
        details: Details::default(),
        judging_until: None,
        extended: false,
        cancel_reason: String::new(),
        created_at: at,
        published_at: None,
        platforms: Vec::new(),
        languages: Vec::new(),
        checklist: Vec::new(),
    };
    rules::reworded(empty, new.words)
}

/// The merchant begins a draft; only its organisation sees it.
pub fn create_draft(tx: &mut Tx<'_>, act: &Act, person: &Person, new: NewDraft) -> Result<BriefId, Failure> {
    person.can(new.org, Right::Work)?;
    if person.membership(new.org).is_none_or(|member| member.kind != OrgKind::Merchant) {
        return Err(Refusal::forbidden("brief.merchants_only").into());
    }
    let brief = drafted(person.id, new, act.at);
    store::insert(tx, &brief)?;
    audit::note(tx, act, "brief.drafted", &brief.id, "")?;
    Ok(brief.id)
}

/// A draft gets other words: one step of the composer, or all that a program sent. The words of an open brief change as a whole new version, and its
/// bidders have two days to offer anew on them; the bids of those who do not end without cost. Words that a moderator would have to read are refused there
/// with `brief.words_flagged`. `still` says whether the brief is what the writer had before
/// him: words that others wrote meanwhile are not written over.
pub fn save_step(
    tx: &mut Tx<'_>,
    act: &Act,
    person: &Person,
    (id, still): (BriefId, &dyn Fn(&Brief) -> bool),
    words: Words,
) -> Result<(), Failure> {
    let brief = get_for(tx, person, id, Right::Work)?;
    rules::edit(&brief)?;
    let changed = rules::reworded(brief.clone(), words);
    if changed == brief {
        return Ok(());
    }
    if !still(&brief) {
        return Err(VERSION_STALE.into());
    }
    let changed = rules::changed(&brief, changed, act.at)?;
    let flagged = if brief.state == BriefState::Open { lint::added_flags(&brief, &changed) } else { Vec::new() };
    if !flagged.is_empty() {
        return Err(rules::WORDS_FLAGGED.with("words", flagged.join(" · ")).into());
    }
    store::rewrite(tx, &brief, &changed)?;
    audit::note(tx, act, if brief.state == BriefState::Open { "brief.changed" } else { "brief.written" }, &id, "")?;
    if brief.state == BriefState::Open && !places::fill_if_full(tx, act, id)? {
        start_deadline(tx, act, &changed)?;
        start_clock(tx, act.at, &changed, ClockKind::BidConfirm, act.at.plus_hours(rules::CONFIRM_HOURS))?;
    }
    Ok(())
}

/// The draft is sent off, and what its kind needs is set aside. What no rule flags is open at once, and its deadline runs. `rates` are those of
/// today; they hold for everything that is paid from what was set aside.
pub fn publish(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BriefId, rates: Rates) -> Result<(), Failure> {
    let brief = get_for(tx, person, id, Right::Read)?;
    funds::may_publish(person, &brief)?;
    person.confirmed()?;
    store::hold_org(tx, brief.org)?;
    let open = store::count_open(tx, brief.org)?;
    let throttled = sessions::takes_work(tx, brief.org)?.is_some() || person.measure.is_some();
    let submitted = rules::publish(&brief, act.at, (open, rules::most_open(throttled)))?;
    rules::talk::is_for_one(&brief, store::count_standing(tx, id)?)?;
    let mut agreed = brief.clone();
    agreed.licence.channels = brief.licence_channels().to_vec();
    (agreed.paused_at, agreed.cancel_reason) = (Some(act.at), String::new());
    let waiting = store::advance(tx, &brief, submitted, &agreed)?;
    audit::note(tx, act, "brief.submitted", &id, "")?;
    funds::set_aside(tx, act, &waiting, rates)?;
    reviews::send_on(tx, act, &waiting, brief.state)
}

/// The merchant gives the brief up, for a reason that stays readable. Live bids end by `bids`' own sweep.
pub fn cancel(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BriefId, reason: &str) -> Result<(), Failure> {
    let brief = get_for(tx, person, id, Right::Work)?;
    store::hold(tx, &brief)?;
    let running = store::count_running_contracts(tx, id)?;
    let brief = store::get(tx, id)?;
    let next = rules::cancel(&brief, running)?;
    let cancelled = store::advance(tx, &brief, next, &Brief { cancel_reason: reason.to_owned(), ..brief.clone() })?;
    clocks::stop_all(tx, act.at, &id.to_string())?;
    audit::note(tx, act, "brief.cancelled", &id, reason)?;
    give_back(tx, act, &cancelled)?;
    trace(tx, act, EventType::BriefClosed, &cancelled)?;
    notices::settle(tx, act, &id.to_string())
}

/// The platform stops a live brief, for a reason that all who are in it read. Its bids and deals are ended by `contracts`, which calls this.
pub fn stop(tx: &mut Tx<'_>, act: &Act, id: BriefId, reason: &str) -> Result<Brief, Failure> {
    let brief = store::get(tx, id)?;
    let next = rules::after(&brief, Event::Stopped, Party::Moderator)?;
    let stopped = store::advance(tx, &brief, next, &Brief { cancel_reason: reason.to_owned(), ..brief.clone() })?;
    clocks::stop_all(tx, act.at, &id.to_string())?;
    audit::note(tx, act, "brief.stopped", &id, reason)?;
    trace(tx, act, EventType::BriefClosed, &stopped)?;
    notices::settle(tx, act, &id.to_string())?;
    let (kind, url) = (NoticeKind::BriefStopped, format!("/briefs/{id}"));
    let params = vec![("brief", Param::text(&brief.title)), ("reason", Param::text(reason))];
    notices::tell_org(tx, act, brief.org, Right::Read, &Notice { kind, subject: id.to_string(), url, needs_action: false, params })?;
    Ok(stopped)
}

/// The merchant takes seven more days to choose; once.
pub fn extend_judging(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BriefId) -> Result<(), Failure> {
    let brief = get_for(tx, person, id, Right::Work)?;
    let until = rules::extend(&brief)?;
    store::extend(tx, &brief, until)?;
    start_judging(tx, act, &brief, until)?;
    Ok(audit::note(tx, act, "brief.extended", &id, "")?)
}

/// A picture or document joins the draft.
pub fn attach(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BriefId, file: FileId) -> Result<(), Failure> {
    let brief = get_for(tx, person, id, Right::Work)?;
    rules::draft(&brief)?;
    if store::attachments(tx, id)?.len() >= rules::MAX_ATTACHMENTS {
        return Err(rules::TOO_MANY_FILES.with("max", rules::MAX_ATTACHMENTS).into());
    }
    store::add_attachment(tx, id, file)?;
    mended(tx, &brief)?;
    Ok(audit::note(tx, act, "brief.attached", &id, &file.to_string())?)
}

/// A refused brief with other files is another one than a moderator saw.
fn mended(tx: &mut Tx<'_>, brief: &Brief) -> Result<(), Failure> {
    if brief.state != BriefState::Rejected {
        return Ok(());
    }
    store::rewrite(tx, brief, &Brief { words_version: brief.words_version.saturating_add(1), ..brief.clone() })
}

/// A picture or document leaves the draft.
pub fn detach(tx: &mut Tx<'_>, act: &Act, person: &Person, id: BriefId, file: FileId) -> Result<(), Failure> {
    let brief = get_for(tx, person, id, Right::Work)?;
    rules::draft(&brief)?;
    if store::remove_attachment(tx, id, file)? {
        mended(tx, &brief)?;
        audit::note(tx, act, "brief.detached", &id, &file.to_string())?;
    }
    Ok(())
}

/// A clock of a brief fell due: bidding ends, or choosing does. A brief that moved on meanwhile is left alone.
pub fn fire(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(id) = clock.brief else { return Err(Failure::Bug(format!("clock {} without its brief", clock.id))) };
    let brief = store::get(tx, id)?;
    match (clock.kind, brief.state) {
        (ClockKind::BriefDeadline, BriefState::Open) => end_bidding(tx, act, &brief),
        (ClockKind::BriefEarly, _) => open_to_all(tx, act, &brief),
        (ClockKind::BriefJudging, BriefState::Judging) => expire(tx, act, &brief),
        (_, _) => Ok(()),
    }
}

/// Before a clock of a brief fires: whoever may choose hears that bids close, or that the time to choose runs out.
pub fn remind(tx: &mut Tx<'_>, act: &Act, clock: &Clock) -> Result<(), Failure> {
    let Some(id) = clock.brief else { return Err(Failure::Bug(format!("clock {} without its brief", clock.id))) };
    let brief = store::get(tx, id)?;
    let notice = Notice::reminder(clock, &brief.title, format!("/briefs/{id}/bids"));
    match (clock.kind, brief.state) {
        (ClockKind::BriefDeadline, BriefState::Open) => {
            notices::tell_org(tx, act, brief.org, Right::Work, &Notice { needs_action: false, ..notice })
        }
        (ClockKind::BriefJudging, BriefState::Judging) => notices::tell_org(tx, act, brief.org, Right::Work, &notice),
        (_, _) => Ok(()),
    }
}

fn end_bidding(tx: &mut Tx<'_>, act: &Act, brief: &Brief) -> Result<(), Failure> {
    let next = rules::after(brief, Event::DeadlinePassed, Party::Platform)?;
    // The merchant's seven days, fourteen in a contest, count from the deadline as promised, but never less than three from now if the service was down.
    let promised = brief.bid_deadline.unwrap_or(act.at).plus_hours(rules::judging_hours(brief));
    let until = promised.max(act.at.plus_hours(rules::LEAST_JUDGING_HOURS));
    let judging = store::advance(tx, brief, next, &Brief { judging_until: Some(until), ..brief.clone() })?;
    start_judging(tx, act, &judging, until)?;
    audit::note(tx, act, "brief.judging", &brief.id, "")?;
    let notice = Notice {
        kind: NoticeKind::BriefJudging,
        subject: brief.id.to_string(),
        url: format!("/briefs/{}/bids", brief.id),
        needs_action: true,
        params: vec![("brief", Param::text(&brief.title)), ("n", Param::Number(i64::from(brief.bid_count))), ("due", Param::from(until))],
    };
    notices::tell_org(tx, act, brief.org, Right::Work, &notice)
}

fn expire(tx: &mut Tx<'_>, act: &Act, brief: &Brief) -> Result<(), Failure> {
    let next = rules::after(brief, Event::JudgingTimedOut, Party::Platform)?;
    let expired = store::advance(tx, brief, next, brief)?;
    audit::note(tx, act, "brief.expired", &brief.id, "")?;
    give_back(tx, act, &expired)?;
    trace(tx, act, EventType::BriefClosed, &expired)?;
    notices::settle(tx, act, &brief.id.to_string())?;
    tell_merchant(tx, act, brief, NoticeKind::BriefExpired)
}

/// Counts a bid that lives now: the brief must be what was seen, open, and the merchant must want to read more.
pub fn count_bid(tx: &mut Tx<'_>, seen: &Brief) -> Result<(), Failure> {
    if store::add_bid(tx, seen)? {
        return Ok(());
    }
    Err(refused(tx, seen, |brief| if brief.state == BriefState::Open { rules::BID_CAP } else { STATE_REFUSED }))
}

/// Why a guarded row was not hit: the brief moved on, then the whole transaction looks again; or a rule says no.
fn refused(tx: &mut Tx<'_>, seen: &Brief, why: impl Fn(&Brief) -> Refusal) -> Failure {
    match store::get(tx, seen.id) {
        Ok(brief) if brief.version != seen.version => Failure::Conflicted,
        Ok(brief) => why(&brief).into(),
        Err(error) => error.into(),
    }
}

/// A live bid ended.
pub fn uncount_bid(tx: &mut Tx<'_>, id: BriefId) -> Result<(), Failure> {
    Ok(store::drop_bid(tx, id)?)
}

/// The brief of an organisation that this person belongs to, if the role has the right. Strangers find nothing.
pub fn get_for(conn: &mut Conn, person: &Person, id: BriefId, right: Right) -> Result<Brief, Failure> {
    let brief = store::find(conn, id)?.ok_or(Failure::NotFound)?;
    person.can(brief.org, right)?;
    Ok(brief)
}

/// Bids come in until then.
pub(super) fn start_deadline(tx: &mut Tx<'_>, act: &Act, brief: &Brief) -> Result<(), Failure> {
    let due = brief.bid_deadline.ok_or_else(|| Failure::Bug(format!("{} opened without a deadline", brief.id)))?;
    start_clock(tx, act.at, brief, ClockKind::BriefDeadline, due)
}

fn start_judging(tx: &mut Tx<'_>, act: &Act, brief: &Brief, until: Instant) -> Result<(), Failure> {
    start_clock(tx, act.at, brief, ClockKind::BriefJudging, until)
}

fn start_clock(tx: &mut Tx<'_>, at: Instant, brief: &Brief, kind: ClockKind, due: Instant) -> Result<(), Failure> {
    let clock = NewClock { kind, subject: brief.id.to_string(), brief: Some(brief.id), contract: None, milestone: None, due, money: None };
    clocks::start(tx, at, &clock)?;
    Ok(())
}

fn tell_merchant(tx: &mut Tx<'_>, act: &Act, brief: &Brief, kind: NoticeKind) -> Result<(), Failure> {
    let notice = Notice {
        kind,
        subject: brief.id.to_string(),
        url: format!("/briefs/{}", brief.id),
        needs_action: false,
        params: vec![("brief", Param::text(&brief.title))],
    };
    notices::tell_org(tx, act, brief.org, Right::Work, &notice)
}

//! The rows of briefs.

mod copies;
mod details;
mod entries;
mod funds;
mod parts;
mod promises;
mod search;
mod talk;

pub(super) use copies::{find_origin, set_origin};
use details::DetailRow;
pub(super) use details::{begin_early, early_begun, free_time, open_to_all, take_time};
pub use entries::list_of_org;
pub(super) use entries::{EXCERPT, count_by_state, list_entries, list_entries_for, list_entries_of, list_entries_of_org, list_opened};
pub(super) use funds::{add_finalist, set_rates};
pub use parts::attachments;
pub(super) use parts::{add_attachment, find_attachment, remove_attachment};
pub(super) use promises::{find_promise, has_promised, insert_promise, list_promised, list_promising};
pub(super) use search::{Search, has_more_than, list_ids, list_seen, list_with_names, search};
pub use talk::list_open_invited;
pub(super) use talk::{
    asked_since, count_standing, decline_invitation, find_creator, find_creator_by_handle, find_invitation, find_question, insert_answer,
    insert_invitation, insert_question, is_of_org, list_invitations, list_invited, list_questions,
};

use super::model::{Brief, BriefKind, BriefState, Budget, Details, Fund, Licence, Merchant, Slots, Visibility};
use super::rules::Next;
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::{
    Category, ContentForm, Currency, Instant, Minor,
    id::{BriefId, OrgId, UserId},
};
use crate::schema::{appeals, brief_details, briefs, contracts, organisations};
use crate::sessions::OrgKind;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = briefs, treat_none_as_default_value = false)]
struct Row {
    id: BriefId,
    org_id: OrgId,
    author_id: UserId,
    kind: BriefKind,
    state: BriefState,
    version: i64,
    words_version: i64,
    title: String,
    body: String,
    content_form: ContentForm,
    category: Category,
    currency: Currency,
    budget_min: Option<Minor>,
    budget_max: Option<Minor>,
    places: i32,
    places_taken: i32,
    bid_count: i32,
    bid_deadline: Option<Instant>,
    paused_at: Option<Instant>,
    delivery_days: i32,
    review_days: i32,
    rounds: i32,
    licence: String,
    question: String,
    bid_cap: i32,
    visibility: Visibility,
    slots: Slots,
    judging_until: Option<Instant>,
    extended: bool,
    cancel_reason: String,
    created_at: Instant,
    published_at: Option<Instant>,
}

impl Row {
    fn of(brief: &Brief) -> Result<Self, DbError> {
        Ok(Self {
            id: brief.id,
            org_id: brief.org,
            author_id: brief.author,
            kind: brief.kind,
            state: brief.state,
            version: brief.version,
            words_version: brief.words_version,
            title: brief.title.clone(),
            body: brief.body.clone(),
            content_form: brief.content_form,
            category: brief.category,
            currency: brief.currency,
            budget_min: brief.budget.map(|budget| budget.min),
            budget_max: brief.budget.map(|budget| budget.max),
            places: brief.places,
            places_taken: brief.places_taken,
            bid_count: brief.bid_count,
            bid_deadline: brief.bid_deadline,
            paused_at: brief.paused_at,
            delivery_days: brief.delivery_days,
            review_days: brief.review_days,
            rounds: brief.rounds,
            licence: written(&brief.licence)?,
            question: brief.question.clone(),
            bid_cap: brief.bid_cap,
            visibility: brief.visibility,
            slots: brief.slots,
            judging_until: brief.judging_until,
            extended: brief.extended,
            cancel_reason: brief.cancel_reason.clone(),
            created_at: brief.created_at,
            published_at: brief.published_at,
        })
    }

    fn read(self) -> Result<Brief, DbError> {
        let budget = self.budget_min.zip(self.budget_max).map(|(min, max)| Budget { min, max });
        Ok(Brief {
            id: self.id,
            org: self.org_id,
            author: self.author_id,
            kind: self.kind,
            state: self.state,
            version: self.version,
            words_version: self.words_version,
            title: self.title,
            body: self.body,
            content_form: self.content_form,
            category: self.category,
            currency: self.currency,
            budget,
            places: self.places,
            places_taken: self.places_taken,
            bid_count: self.bid_count,
            bid_deadline: self.bid_deadline,
            paused_at: self.paused_at,
            delivery_days: self.delivery_days,
            review_days: self.review_days,
            rounds: self.rounds,
            licence: serde_json::from_str(&self.licence).map_err(|error| DbError::Other(format!("licence of {}: {error}", self.id)))?,
            question: self.question,
            bid_cap: self.bid_cap,
            visibility: self.visibility,
            slots: self.slots,
            fund: Fund::default(),
            details: Details::default(),
            judging_until: self.judging_until,
            extended: self.extended,
            cancel_reason: self.cancel_reason,
            created_at: self.created_at,
            published_at: self.published_at,
            platforms: Vec::new(),
            languages: Vec::new(),
            checklist: Vec::new(),
        })
    }
}

fn written(licence: &Licence) -> Result<String, DbError> {
    serde_json::to_string(licence).map_err(|error| DbError::Other(error.to_string()))
}

/// A brief with its lists.
pub fn find(conn: &mut Conn, id: BriefId) -> Result<Option<Brief>, DbError> {
    let both = briefs::table.left_join(brief_details::table).filter(briefs::id.eq(id));
    let row: Option<(Row, Option<DetailRow>)> =
        both.select((Row::as_select(), Option::<DetailRow>::as_select())).get_result(conn).optional()?;
    let Some((row, said)) = row else { return Ok(None) };
    let mut brief = row.read()?;
    brief.details = said.map(DetailRow::read).unwrap_or_default();
    if brief.kind == BriefKind::Live {
        brief.details.times = details::times(conn, id)?;
    }
    brief.platforms = parts::platforms(conn, id)?;
    brief.languages = parts::languages(conn, id)?;
    brief.checklist = parts::checklist(conn, id)?;
    funds::fill(conn, std::slice::from_mut(&mut brief))?;
    Ok(Some(brief))
}

/// A brief that must be there.
pub fn get(conn: &mut Conn, id: BriefId) -> Result<Brief, DbError> {
    find(conn, id)?.ok_or(DbError::NotFound)
}

/// A new brief with its lists.
pub(super) fn insert(tx: &mut Tx<'_>, brief: &Brief) -> Result<(), DbError> {
    let row = Row::of(brief)?;
    diesel::insert_into(briefs::table).values(&row).execute(&mut **tx)?;
    funds::replace(tx, brief)?;
    details::replace(tx, brief)?;
    parts::replace(tx, brief)
}

/// The words of a brief whose version was seen, with its lists; the state stays.
pub(super) fn rewrite(tx: &mut Tx<'_>, seen: &Brief, brief: &Brief) -> Result<(), Failure> {
    let row = Row::of(brief)?;
    let guarded = briefs::table.filter(briefs::id.eq(seen.id).and(briefs::version.eq(seen.version)).and(briefs::state.eq(seen.state)));
    let changed = diesel::update(guarded.filter(briefs::places_taken.le(brief.places)))
        .set((
            (briefs::version.eq(seen.version.saturating_add(1)), briefs::words_version.eq(row.words_version)),
            (briefs::title.eq(row.title), briefs::body.eq(row.body), briefs::content_form.eq(row.content_form)),
            (briefs::category.eq(row.category), briefs::currency.eq(row.currency), briefs::places.eq(row.places)),
            (briefs::budget_min.eq(row.budget_min), briefs::budget_max.eq(row.budget_max), briefs::bid_deadline.eq(row.bid_deadline)),
            (briefs::delivery_days.eq(row.delivery_days), briefs::review_days.eq(row.review_days), briefs::rounds.eq(row.rounds)),
            (briefs::licence.eq(row.licence), briefs::question.eq(row.question), briefs::bid_cap.eq(row.bid_cap)),
            (briefs::kind.eq(row.kind), briefs::visibility.eq(row.visibility), briefs::slots.eq(row.slots)),
        ))
        .execute(&mut **tx)?;
    if changed != 1 {
        return Err(VERSION_STALE.into());
    }
    funds::replace(tx, brief)?;
    details::replace(tx, brief)?;
    Ok(parts::replace(tx, brief)?)
}

/// The next state, and what comes with it (`changed` has the new moments and reasons). The row must be as it was seen.
pub(super) fn advance(tx: &mut Tx<'_>, seen: &Brief, next: Next, changed: &Brief) -> Result<Brief, Failure> {
    let version = seen.version.saturating_add(1);
    let guarded = briefs::table.filter(briefs::id.eq(seen.id).and(briefs::version.eq(seen.version)).and(briefs::state.eq(seen.state)));
    let rows = diesel::update(guarded)
        .set((
            briefs::state.eq(next.state()),
            briefs::version.eq(version),
            (briefs::published_at.eq(changed.published_at), briefs::paused_at.eq(changed.paused_at)),
            (briefs::bid_deadline.eq(changed.bid_deadline), briefs::judging_until.eq(changed.judging_until)),
            (briefs::cancel_reason.eq(&changed.cancel_reason), briefs::licence.eq(written(&changed.licence)?)),
        ))
        .execute(&mut **tx)?;
    if rows == 1 { Ok(Brief { state: next.state(), version, ..changed.clone() }) } else { Err(VERSION_STALE.into()) }
}

/// What waits for a moderator, the longest waiting first.
pub(super) fn list_pending(conn: &mut Conn) -> Result<Vec<Brief>, Failure> {
    let waiting = briefs::table.filter(briefs::state.eq(BriefState::PendingReview)).order((briefs::paused_at, briefs::id)).limit(100);
    let ids: Vec<BriefId> = waiting.select(briefs::id).load(conn).map_err(DbError::from)?;
    ids.into_iter().map(|id| Ok(get(conn, id)?)).collect()
}

/// Since when each of them waits.
pub fn pending_since(conn: &mut Conn, limit: i64) -> Result<Vec<Instant>, DbError> {
    let waiting = briefs::table.filter(briefs::state.eq(BriefState::PendingReview)).order((briefs::paused_at, briefs::id)).limit(limit);
    Ok(waiting.select(briefs::paused_at.assume_not_null()).load(conn)?)
}

/// The later end of the choosing; once.
pub(super) fn extend(tx: &mut Tx<'_>, seen: &Brief, until: Instant) -> Result<(), Failure> {
    let guarded = briefs::table
        .filter(briefs::id.eq(seen.id).and(briefs::version.eq(seen.version)))
        .filter(briefs::state.eq(BriefState::Judging).and(briefs::extended.eq(false)));
    let rows = diesel::update(guarded)
        .set((briefs::version.eq(seen.version.saturating_add(1)), briefs::judging_until.eq(until), briefs::extended.eq(true)))
        .execute(&mut **tx)?;
    if rows == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

/// Holds the brief as it was seen until the transaction ends, so that what is counted over its contracts stays true. One that moved on makes the
/// transaction start again.
pub fn hold(tx: &mut Tx<'_>, seen: &Brief) -> Result<(), Failure> {
    let row = briefs::table.filter(briefs::id.eq(seen.id).and(briefs::version.eq(seen.version)).and(briefs::state.eq(seen.state)));
    let rows = diesel::update(row).set(briefs::version.eq(briefs::version)).execute(&mut **tx)?;
    if rows == 1 { Ok(()) } else { Err(Failure::Conflicted) }
}

/// Holds the merchant until the transaction ends, so that what is counted over his briefs stays true.
pub(super) fn hold_org(tx: &mut Tx<'_>, org: OrgId) -> Result<(), DbError> {
    diesel::update(organisations::table.find(org)).set(organisations::version.eq(organisations::version)).execute(&mut **tx)?;
    Ok(())
}

/// One more place has a contract, if the brief still is what was seen, a place is free and awards are taken; the database compares, so racing awards
/// cannot overfill.
pub(super) fn take_place(tx: &mut Tx<'_>, seen: &Brief) -> Result<bool, DbError> {
    let free = briefs::table
        .filter(briefs::id.eq(seen.id).and(briefs::version.eq(seen.version)).and(briefs::places_taken.lt(briefs::places)))
        .filter(briefs::state.eq_any([BriefState::Open, BriefState::Judging]));
    Ok(diesel::update(free).set(briefs::places_taken.eq(briefs::places_taken + 1)).execute(&mut **tx)? == 1)
}

/// A place whose contract came to nothing is free again.
pub(super) fn free_place(tx: &mut Tx<'_>, id: BriefId) -> Result<bool, DbError> {
    let taken = briefs::table.filter(briefs::id.eq(id).and(briefs::places_taken.gt(0)));
    Ok(diesel::update(taken).set(briefs::places_taken.eq(briefs::places_taken - 1)).execute(&mut **tx)? == 1)
}

/// One more live bid, if the brief still is what was seen, is open and the merchant wants more.
pub(super) fn add_bid(tx: &mut Tx<'_>, seen: &Brief) -> Result<bool, DbError> {
    let room = briefs::table
        .filter(briefs::id.eq(seen.id).and(briefs::version.eq(seen.version)))
        .filter(briefs::state.eq(BriefState::Open).and(briefs::bid_count.lt(briefs::bid_cap)));
    Ok(diesel::update(room).set(briefs::bid_count.eq(briefs::bid_count + 1)).execute(&mut **tx)? == 1)
}

/// One live bid less.
pub(super) fn drop_bid(tx: &mut Tx<'_>, id: BriefId) -> Result<(), DbError> {
    let some = briefs::table.filter(briefs::id.eq(id).and(briefs::bid_count.gt(0)));
    diesel::update(some).set(briefs::bid_count.eq(briefs::bid_count - 1)).execute(&mut **tx)?;
    Ok(())
}

/// How many briefs of a merchant are open, paused or in review.
pub(super) fn count_open(conn: &mut Conn, org: OrgId) -> Result<i64, DbError> {
    let live = [BriefState::Open, BriefState::Paused, BriefState::PendingReview];
    Ok(briefs::table.filter(briefs::org_id.eq(org)).filter(briefs::state.eq_any(live)).count().get_result(conn)?)
}

/// The merchant as everybody sees it.
pub fn find_merchant(conn: &mut Conn, org: OrgId) -> Result<Option<Merchant>, DbError> {
    let row: Option<(String, String, String, Option<Instant>, Instant)> = organisations::table
        .filter(organisations::id.eq(org).and(organisations::kind.eq(OrgKind::Merchant)))
        .select((organisations::name, organisations::about, organisations::website, organisations::verified_at, organisations::created_at))
        .first(conn)
        .optional()?;
    let Some((name, about, website, verified_at, since)) = row else { return Ok(None) };
    let open = briefs::state.eq(BriefState::Open).and(briefs::visibility.eq(Visibility::Public));
    let open_briefs = briefs::table.filter(briefs::org_id.eq(org)).filter(open).count().get_result(conn)?;
    Ok(Some(Merchant { id: org, name, about, website, is_verified: verified_at.is_some(), since, open_briefs }))
}

/// How many contracts of a brief have not ended. Contracts stand above briefs, so their states are words here.
pub(super) fn count_running_contracts(conn: &mut Conn, id: BriefId) -> Result<i64, DbError> {
    let running = contracts::state.eq_any(["pending_funding", "active"]);
    Ok(contracts::table.filter(contracts::brief_id.eq(id)).filter(running).count().get_result(conn)?)
}

/// Another moderator granted an appeal against the refusal of the brief in these words.
pub(super) fn was_vindicated(conn: &mut Conn, brief: &Brief) -> Result<bool, DbError> {
    let own = appeals::table.filter(appeals::kind.eq("brief")).filter(appeals::subject.eq(format!("{}/{}", brief.id, brief.words_version)));
    Ok(own.filter(appeals::state.eq("granted")).count().get_result::<i64>(conn)? > 0)
}

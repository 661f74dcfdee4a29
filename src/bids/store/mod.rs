//! The rows of bids.

mod offers;
mod picks;

pub(crate) use offers::{bargain, creator_user, insert_turn, list_turns};
pub use offers::{find_offerer, list_awaited};
pub(crate) use picks::show;

use super::model::{Bid, BidState, Bidder, Commit, DeclineReason, Offer};
use super::rules::Next;
use crate::briefs::{BriefKind, BriefState, Slots};
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::{
    Category, Currency, Cursor, Instant, Limit, Minor, Slice,
    id::{BidId, BriefId, ChannelId, ContractId, CreatorId, OrgId, PortfolioItemId},
};
use crate::schema::{bids, briefs, channels, contracts, creators, milestones, organisations};
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::HashMap;

/// Bids that wait for an answer.
pub const LIVE: [BidState; 4] = [BidState::Submitted, BidState::Shortlisted, BidState::Offered, BidState::Countered];
/// A brief takes at most 500 bids at once; those that ended are shown up to this.
const MOST: i64 = 600;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = bids, treat_none_as_default_value = false)]
struct Row {
    id: BidId,
    brief_id: BriefId,
    creator_id: CreatorId,
    state: BidState,
    version: i64,
    words_version: i64,
    currency: Currency,
    price: Minor,
    pieces: i32,
    live_time: Option<i32>,
    days: i32,
    rounds: i32,
    message: String,
    answer: String,
    channel_id: Option<ChannelId>,
    commit_salt: Option<String>,
    commit_sha256: Option<String>,
    turns: i32,
    expires_at: Instant,
    decline_reason: Option<DeclineReason>,
    decline_note: String,
    created_at: Instant,
    decided_at: Option<Instant>,
    agency_id: Option<OrgId>,
}

impl Row {
    fn with(self, picks: Vec<PortfolioItemId>) -> Bid {
        let row = self;
        let offer = Offer {
            price: row.price,
            pieces: row.pieces,
            time: row.live_time,
            days: row.days,
            rounds: row.rounds,
            message: row.message,
            answer: row.answer,
            channel: row.channel_id,
            picks,
        };
        Bid {
            id: row.id,
            brief: row.brief_id,
            creator: row.creator_id,
            agency: row.agency_id,
            state: row.state,
            version: row.version,
            words_version: row.words_version,
            currency: row.currency,
            offer,
            commit: row.commit_salt.zip(row.commit_sha256).map(|(salt, sha256)| Commit { salt, sha256 }),
            turns: row.turns,
            expires_at: row.expires_at,
            decline_reason: row.decline_reason,
            decline_note: row.decline_note,
            created_at: row.created_at,
            decided_at: row.decided_at,
        }
    }
}

fn read(conn: &mut Conn, rows: Vec<Row>) -> Result<Vec<Bid>, DbError> {
    let ids: Vec<BidId> = rows.iter().map(|row| row.id).collect();
    let mut picks = picks::list(conn, &ids)?;
    Ok(rows.into_iter().map(|row| (picks.remove(&row.id).unwrap_or_default(), row)).map(|(picks, row)| row.with(picks)).collect())
}

fn read_one(conn: &mut Conn, row: Option<Row>) -> Result<Option<Bid>, DbError> {
    Ok(read(conn, row.into_iter().collect())?.pop())
}

/// A slice of rows with what belongs to them.
fn read_slice(conn: &mut Conn, slice: Slice<Row>) -> Result<Slice<Bid>, DbError> {
    Ok(Slice { items: read(conn, slice.items)?, next: slice.next })
}

/// The bid, if there is one.
pub fn find(conn: &mut Conn, id: BidId) -> Result<Option<Bid>, DbError> {
    let row = bids::table.find(id).select(Row::as_select()).get_result(conn).optional()?;
    read_one(conn, row)
}

/// The bid, or not found.
pub fn get(conn: &mut Conn, id: BidId) -> Result<Bid, DbError> {
    find(conn, id)?.ok_or(DbError::NotFound)
}

/// The bid of a creator on a brief that lives or was accepted, if there is one.
pub(crate) fn find_standing(conn: &mut Conn, brief: BriefId, creator: CreatorId) -> Result<Option<Bid>, DbError> {
    let own = bids::table.filter(bids::brief_id.eq(brief)).filter(bids::creator_id.eq(creator));
    let standing = own.filter(bids::state.eq_any(LIVE).or(bids::state.eq(BidState::Accepted)));
    let row = standing.select(Row::as_select()).first(conn).optional()?;
    read_one(conn, row)
}

/// Holds the creator's row until the transaction ends, so that what is counted over his bids stays true.
pub(crate) fn hold_creator(tx: &mut Tx<'_>, creator: CreatorId) -> Result<(), DbError> {
    diesel::update(creators::table.find(creator)).set(creators::version.eq(creators::version)).execute(&mut **tx)?;
    Ok(())
}

/// How many bids of a creator live.
pub(crate) fn count_live_of(conn: &mut Conn, creator: CreatorId) -> Result<i64, DbError> {
    let live = bids::table.filter(bids::creator_id.eq(creator)).filter(bids::state.eq_any(LIVE));
    Ok(live.count().get_result(conn)?)
}

/// How many bids a creator placed since then, and when the first of them was.
pub(crate) fn placed_since(conn: &mut Conn, creator: CreatorId, since: Instant) -> Result<(i64, Option<Instant>), DbError> {
    let placed = bids::table.filter(bids::creator_id.eq(creator)).filter(bids::created_at.gt(since));
    Ok(placed.select((count_star(), diesel::dsl::min(bids::created_at))).get_result(conn)?)
}

/// A new bid.
pub(crate) fn insert(tx: &mut Tx<'_>, bid: &Bid) -> Result<(), DbError> {
    let row = Row {
        id: bid.id,
        brief_id: bid.brief,
        creator_id: bid.creator,
        state: bid.state,
        version: bid.version,
        words_version: bid.words_version,
        currency: bid.currency,
        price: bid.offer.price,
        pieces: bid.offer.pieces,
        live_time: bid.offer.time,
        days: bid.offer.days,
        rounds: bid.offer.rounds,
        message: bid.offer.message.clone(),
        answer: bid.offer.answer.clone(),
        channel_id: bid.offer.channel,
        commit_salt: bid.commit.as_ref().map(|commit| commit.salt.clone()),
        commit_sha256: bid.commit.as_ref().map(|commit| commit.sha256.clone()),
        turns: bid.turns,
        expires_at: bid.expires_at,
        decline_reason: bid.decline_reason,
        decline_note: bid.decline_note.clone(),
        created_at: bid.created_at,
        decided_at: bid.decided_at,
        agency_id: bid.agency,
    };
    diesel::insert_into(bids::table).values(&row).execute(&mut **tx)?;
    picks::replace(tx, bid.id, &bid.offer.picks)
}

/// Other words for a live bid, as a new version that holds for these words of the brief.
pub(crate) fn rewrite(
    tx: &mut Tx<'_>,
    seen: &Bid,
    next: Next,
    (offer, commit): (&Offer, Option<&Commit>),
    (expires_at, words_version): (Instant, i64),
) -> Result<(), Failure> {
    let row = bids::table.find(seen.id).filter(bids::version.eq(seen.version)).filter(bids::state.eq(seen.state));
    let rows = diesel::update(row)
        .set((
            (bids::state.eq(next.state()), bids::version.eq(bids::version + 1)),
            (bids::expires_at.eq(expires_at), bids::words_version.eq(words_version)),
            bids::live_time.eq(offer.time),
            (bids::price.eq(offer.price), bids::pieces.eq(offer.pieces), bids::days.eq(offer.days), bids::rounds.eq(offer.rounds)),
            (
                bids::commit_salt.eq(commit.map(|commit| commit.salt.as_str())),
                bids::commit_sha256.eq(commit.map(|commit| commit.sha256.as_str())),
            ),
            (bids::message.eq(&offer.message), bids::answer.eq(&offer.answer), bids::channel_id.eq(offer.channel)),
        ))
        .execute(&mut **tx)
        .map_err(DbError::from)?;
    if rows != 1 {
        return Err(VERSION_STALE.into());
    }
    Ok(picks::replace(tx, seen.id, &offer.picks)?)
}

/// What a decision leaves on the bid.
#[derive(Default)]
pub(crate) struct Decision<'a> {
    /// Why it was declined.
    pub reason: Option<DeclineReason>,
    /// The merchant's words.
    pub note: &'a str,
    /// When it was decided; shortlisting decides nothing.
    pub at: Option<Instant>,
}

/// Writes what the table allowed, if the bid still is what was seen.
pub(crate) fn advance(tx: &mut Tx<'_>, seen: &Bid, next: Next, decision: &Decision<'_>) -> Result<(), Failure> {
    let row = bids::table.find(seen.id).filter(bids::version.eq(seen.version)).filter(bids::state.eq(seen.state));
    let rows = diesel::update(row)
        .set((
            (bids::state.eq(next.state()), bids::version.eq(bids::version + 1), bids::decided_at.eq(decision.at)),
            (bids::decline_reason.eq(decision.reason), bids::decline_note.eq(decision.note)),
        ))
        .execute(&mut **tx)
        .map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

/// The bids of a brief, oldest first: the organisation's alone to see.
pub fn list_of_brief(conn: &mut Conn, brief: BriefId) -> Result<Vec<Bid>, DbError> {
    let rows = bids::table.filter(bids::brief_id.eq(brief)).order((bids::created_at, bids::id));
    let rows = rows.select(Row::as_select()).at_most(MOST).load(conn)?;
    read(conn, rows)
}

/// One slice of the bids of a brief, oldest first.
pub(crate) fn list_slice_of_brief(conn: &mut Conn, brief: BriefId, after: Option<&Cursor>, limit: Limit) -> Result<Slice<Bid>, DbError> {
    let mut query = bids::table.into_boxed().filter(bids::brief_id.eq(brief));
    if let Some((at, id)) = after.and_then(|cursor| Some((Instant(cursor.key), cursor.id.parse::<BidId>().ok()?))) {
        query = query.filter(bids::created_at.gt(at).or(bids::created_at.eq(at).and(bids::id.gt(id))));
    }
    let rows: Vec<Row> = query.order((bids::created_at, bids::id)).select(Row::as_select()).at_most(limit.rows_and_one()).load(conn)?;
    read_slice(conn, Slice::cut(rows, limit, |row| Cursor { key: row.created_at.0, id: row.id.to_string() }))
}

/// The live bids of a brief: never more than its cap, however many ended before.
pub fn list_live_of_brief(conn: &mut Conn, brief: BriefId) -> Result<Vec<Bid>, DbError> {
    let rows = bids::table.filter(bids::brief_id.eq(brief)).filter(bids::state.eq_any(LIVE)).order(bids::id);
    let rows = rows.select(Row::as_select()).at_most(MOST).load(conn)?;
    read(conn, rows)
}

/// The bids of a creator, newest first; live ones or those that ended, or all.
pub fn list_of_creator(
    conn: &mut Conn,
    creator: CreatorId,
    states: &[BidState],
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<Bid>, DbError> {
    let mut query = bids::table.into_boxed().filter(bids::creator_id.eq(creator)).filter(bids::state.eq_any(states));
    if let Some((at, id)) = after.and_then(|cursor| Some((Instant(cursor.key), cursor.id.parse::<BidId>().ok()?))) {
        query = query.filter(bids::created_at.lt(at).or(bids::created_at.eq(at).and(bids::id.lt(id))));
    }
    let rows: Vec<Row> =
        query.order((bids::created_at.desc(), bids::id.desc())).select(Row::as_select()).at_most(limit.rows_and_one()).load(conn)?;
    read_slice(conn, Slice::cut(rows, limit, |row| Cursor { key: row.created_at.0, id: row.id.to_string() }))
}

/// An agency has bid for somebody.
pub fn has_any_of_agency(conn: &mut Conn, agency: OrgId) -> Result<bool, DbError> {
    let found: Option<BidId> = bids::table.filter(bids::agency_id.eq(agency)).select(bids::id).first(conn).optional()?;
    Ok(found.is_some())
}

/// What an agency bids for these creators, newest first.
pub(super) fn list_of_agency(
    conn: &mut Conn,
    (agency, creators): (OrgId, &[CreatorId]),
    after: Option<&Cursor>,
    limit: Limit,
) -> Result<Slice<Bid>, DbError> {
    let mut query = bids::table.into_boxed().filter(bids::agency_id.eq(agency)).filter(bids::creator_id.eq_any(creators));
    if let Some((at, id)) = after.and_then(|cursor| Some((Instant(cursor.key), cursor.id.parse::<BidId>().ok()?))) {
        query = query.filter(bids::created_at.lt(at).or(bids::created_at.eq(at).and(bids::id.lt(id))));
    }
    let rows: Vec<Row> =
        query.order((bids::created_at.desc(), bids::id.desc())).select(Row::as_select()).at_most(limit.rows_and_one()).load(conn)?;
    read_slice(conn, Slice::cut(rows, limit, |row| Cursor { key: row.created_at.0, id: row.id.to_string() }))
}

/// Bids on briefs whose places go to who comes first, in that order; each holds for the brief's present words and binds. What came in just before the
/// deadline came in time, so it has its turn after it too.
pub fn list_first_come(conn: &mut Conn, now: Instant, limit: i64) -> Result<Vec<(BidId, i64)>, DbError> {
    let open = bids::table
        .inner_join(briefs::table)
        .filter(briefs::slots.eq(Slots::FirstCome).and(briefs::state.eq_any([BriefState::Open, BriefState::Judging])))
        .filter(briefs::kind.eq(BriefKind::FixedSlots).and(briefs::places_taken.lt(briefs::places)))
        .filter(bids::state.eq(BidState::Submitted).and(bids::words_version.ge(briefs::words_version)).and(bids::expires_at.gt(now)));
    Ok(open.order((bids::created_at, bids::id)).select((bids::id, bids::version)).at_most(limit).load(conn)?)
}

/// Briefs that are over and still have live bids.
pub(crate) fn list_orphaned(conn: &mut Conn, over: &[crate::briefs::BriefState], limit: i64) -> Result<Vec<BriefId>, DbError> {
    let live = bids::table.inner_join(briefs::table).filter(bids::state.eq_any(LIVE)).filter(briefs::state.eq_any(over));
    Ok(live.select(bids::brief_id).distinct().at_most(limit).load(conn)?)
}

/// For each brief of these organisations that can be decided: how many live bids wait.
pub fn count_new_of_orgs(conn: &mut Conn, orgs: &[OrgId]) -> Result<Vec<(BriefId, i64)>, DbError> {
    let live = bids::table.inner_join(briefs::table).filter(briefs::org_id.eq_any(orgs)).filter(bids::state.eq_any(LIVE));
    Ok(live.group_by(bids::brief_id).select((bids::brief_id, count_star())).at_most(500).load(conn)?)
}

/// The name of an organisation.
pub(crate) fn org_name(conn: &mut Conn, id: OrgId) -> Result<String, DbError> {
    Ok(organisations::table.find(id).select(organisations::name).get_result(conn)?)
}

/// What organisations are called.
pub(crate) fn list_org_names(conn: &mut Conn, ids: &[OrgId]) -> Result<HashMap<OrgId, String>, DbError> {
    let all = organisations::table.filter(organisations::id.eq_any(ids.to_vec())).select((organisations::id, organisations::name));
    Ok(all.at_most(500).load::<(OrgId, String)>(conn)?.into_iter().collect())
}

/// The name of a creator.
pub(crate) fn creator_name(conn: &mut Conn, id: CreatorId) -> Result<String, DbError> {
    Ok(creators::table.find(id).select(creators::name).get_result(conn)?)
}

/// The contract that came of a bid. Contracts stand above; only the way there is known here.
pub(crate) fn find_contract(conn: &mut Conn, id: BidId) -> Result<Option<ContractId>, DbError> {
    Ok(contracts::table.filter(contracts::bid_id.eq(id)).select(contracts::id).get_result(conn).optional()?)
}

/// The titles of briefs, by id.
pub fn titles(conn: &mut Conn, ids: &[BriefId]) -> Result<HashMap<BriefId, String>, DbError> {
    let rows: Vec<(BriefId, String)> =
        briefs::table.filter(briefs::id.eq_any(ids)).select((briefs::id, briefs::title)).at_most(500).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Bidders beside their bids, with their record; `alike` names the category of which their results are counted apart.
pub fn list_bidders(conn: &mut Conn, ids: &[CreatorId], alike: Category) -> Result<HashMap<CreatorId, Bidder>, DbError> {
    let names: Vec<(CreatorId, String, String, Option<Instant>)> = creators::table
        .filter(creators::id.eq_any(ids))
        .select((creators::id, creators::handle, creators::name, creators::verified_at))
        .at_most(MOST)
        .load(conn)?;
    let blank = |(id, handle, name, verified_at): (CreatorId, String, String, Option<Instant>)| {
        let is_verified = verified_at.is_some();
        (id, Bidder { id, handle, name, is_verified, settled: 0, settled_alike: 0, in_time: (0, 0), followers: 0 })
    };
    let mut all: HashMap<CreatorId, Bidder> = names.into_iter().map(blank).collect();
    for (id, category) in list_settled(conn, ids)? {
        if let Some(bidder) = all.get_mut(&id) {
            bidder.settled += 1;
            bidder.settled_alike += i64::from(category == alike);
        }
    }
    for (id, due, submitted) in list_due(conn, ids)? {
        if let Some(bidder) = all.get_mut(&id) {
            bidder.in_time.0 += i64::from(submitted <= due);
            bidder.in_time.1 += 1;
        }
    }
    for (id, count) in list_followers(conn, ids)? {
        if let Some(bidder) = all.get_mut(&id) {
            bidder.followers = bidder.followers.saturating_add(count);
        }
    }
    Ok(all)
}

fn list_settled(conn: &mut Conn, ids: &[CreatorId]) -> Result<Vec<(CreatorId, Category)>, DbError> {
    let settled = milestones::table.inner_join(contracts::table.inner_join(briefs::table)).filter(contracts::creator_id.eq_any(ids));
    let settled = settled.filter(milestones::state.eq("settled"));
    Ok(settled.select((contracts::creator_id, briefs::category)).at_most(10_000).load(conn)?)
}

fn list_due(conn: &mut Conn, ids: &[CreatorId]) -> Result<Vec<(CreatorId, Instant, Instant)>, DbError> {
    let delivered = milestones::table.inner_join(contracts::table).filter(contracts::creator_id.eq_any(ids));
    Ok(delivered
        .filter(milestones::due_at.is_not_null().and(milestones::submitted_at.is_not_null()))
        .select((contracts::creator_id, milestones::due_at.assume_not_null(), milestones::submitted_at.assume_not_null()))
        .at_most(10_000)
        .load(conn)?)
}

fn list_followers(conn: &mut Conn, ids: &[CreatorId]) -> Result<Vec<(CreatorId, i64)>, DbError> {
    let own = channels::table.filter(channels::creator_id.eq_any(ids)).filter(channels::removed_at.is_null());
    Ok(own.select((channels::creator_id, channels::followers)).at_most(10_000).load(conn)?)
}

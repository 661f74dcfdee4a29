//! The rows of rosters.

mod running;
mod usual;

pub(super) use running::list_running;
pub use usual::has_usual;
pub(super) use usual::{find_usual, set_usual};

use super::model::{Consent, Consents, Ending, Entry, Face, Membership, MembershipState, Side, Split, Terms, TermsState, Wanted};
use super::rules::Next;
use crate::failure::{Failure, VERSION_STALE};
use crate::platform::db::{AtMost as _, Conn, DbError, Tx};
use crate::primitives::id::{CreatorId, OrgId, RosterId, UserId};
use crate::primitives::{BasisPoints, Currency, Instant, Minor, Money};
use crate::schema::{agency_memberships as rows, agency_terms as terms, creators, organisations, users};
use crate::sessions::OrgKind;
use diesel::prelude::*;

/// An agency has no more than this on its lists at once.
const MOST: i64 = 500;

#[derive(Queryable, Selectable)]
#[diesel(table_name = rows)]
struct Row {
    id: RosterId,
    agency_id: OrgId,
    creator_id: CreatorId,
    state: MembershipState,
    version: i64,
    terms_no: Option<i32>,
    may_bid: bool,
    may_accept: bool,
    may_message: bool,
    created_at: Instant,
    joined_at: Option<Instant>,
    ended_at: Option<Instant>,
    ended_by: Option<Side>,
    ended_by_user: Option<UserId>,
    end_reason: String,
    notice_until: Option<Instant>,
    penalty: Option<Minor>,
}

fn consents(bid: bool, accept: bool, message: bool) -> Consents {
    let all = [(Consent::Bid, bid), (Consent::Accept, accept), (Consent::Message, message)];
    Consents::of(all.into_iter().filter_map(|(consent, allowed)| allowed.then_some(consent)))
}

/// What is proposed, of its columns.
fn wanted(consents: Consents, split: BasisPoints, (cap, currency): (Option<Minor>, Option<Currency>), notice_days: i32) -> Wanted {
    let penalty_cap = cap.zip(currency).map(|(cap, currency)| Money::new(cap, currency));
    Wanted { consents, split, penalty_cap, notice_days }
}

impl From<Row> for Membership {
    fn from(row: Row) -> Self {
        let ended = row.ended_at.zip(row.ended_by).zip(row.ended_by_user).zip(row.notice_until);
        Self {
            id: row.id,
            agency: row.agency_id,
            creator: row.creator_id,
            state: row.state,
            version: row.version,
            terms_no: row.terms_no,
            consents: consents(row.may_bid, row.may_accept, row.may_message),
            created_at: row.created_at,
            joined_at: row.joined_at,
            ending: ended.map(|(((at, by), user), notice_until)| Ending { by, user, at, reason: row.end_reason, notice_until }),
            penalty: row.penalty,
        }
    }
}

/// A new place; `false` if the creator has one there.
pub(super) fn insert(tx: &mut Tx<'_>, new: &Membership) -> Result<bool, DbError> {
    let row = (
        rows::id.eq(new.id),
        rows::agency_id.eq(new.agency),
        rows::creator_id.eq(new.creator),
        rows::state.eq(new.state),
        rows::version.eq(new.version),
        rows::created_at.eq(new.created_at),
    );
    match diesel::insert_into(rows::table).values(row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(true),
        Err(DbError::Unique(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

pub(super) fn find(conn: &mut Conn, id: RosterId) -> Result<Option<Membership>, DbError> {
    Ok(rows::table.find(id).select(Row::as_select()).get_result(conn).optional()?.map(Membership::from))
}

/// The place of a creator on the roster of an agency now.
pub(super) fn find_active(conn: &mut Conn, agency: OrgId, creator: CreatorId) -> Result<Option<Membership>, DbError> {
    let own = rows::table.filter(rows::agency_id.eq(agency)).filter(rows::creator_id.eq(creator));
    let active = own.filter(rows::state.eq(MembershipState::Active));
    Ok(active.select(Row::as_select()).first(conn).optional()?.map(Membership::from))
}

/// Holds a place as it was seen until the transaction ends, so that what is allowed stays allowed.
pub(super) fn hold(tx: &mut Tx<'_>, seen: &Membership) -> Result<(), Failure> {
    let row = rows::table.find(seen.id).filter(rows::version.eq(seen.version));
    let held = diesel::update(row).set(rows::version.eq(rows::version)).execute(&mut **tx).map_err(DbError::from)?;
    if held == 1 { Ok(()) } else { Err(Failure::Conflicted) }
}

/// What a place becomes: its state, the terms that hold, what is allowed, how it ended.
pub(super) struct Change<'a> {
    pub(super) terms_no: Option<i32>,
    pub(super) consents: &'a Consents,
    pub(super) joined_at: Option<Instant>,
    pub(super) ending: Option<&'a Ending>,
    pub(super) penalty: Option<Minor>,
}

impl<'a> Change<'a> {
    /// Nothing else changes.
    pub(super) const fn none(seen: &'a Membership) -> Self {
        Self {
            terms_no: seen.terms_no,
            consents: &seen.consents,
            joined_at: seen.joined_at,
            ending: seen.ending.as_ref(),
            penalty: seen.penalty,
        }
    }
}

/// Writes a change, if the place still is what was seen.
pub(super) fn change(tx: &mut Tx<'_>, seen: &Membership, state: MembershipState, change: &Change<'_>) -> Result<(), Failure> {
    let row = rows::table.find(seen.id).filter(rows::version.eq(seen.version)).filter(rows::state.eq(seen.state));
    let ending = change.ending;
    let set = (
        (rows::state.eq(state), rows::version.eq(rows::version + 1i64), rows::terms_no.eq(change.terms_no)),
        (
            rows::may_bid.eq(change.consents.has(Consent::Bid)),
            rows::may_accept.eq(change.consents.has(Consent::Accept)),
            rows::may_message.eq(change.consents.has(Consent::Message)),
        ),
        (rows::joined_at.eq(change.joined_at), rows::ended_at.eq(ending.map(|end| end.at)), rows::ended_by.eq(ending.map(|end| end.by))),
        (
            rows::ended_by_user.eq(ending.map(|end| end.user)),
            rows::end_reason.eq(ending.map_or("", |end| end.reason.as_str())),
            rows::notice_until.eq(ending.map(|end| end.notice_until)),
            rows::penalty.eq(change.penalty),
        ),
    );
    if diesel::update(row).set(set).execute(&mut **tx)? == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

/// As [`change`], to a state that the table allowed.
pub(super) fn advance(tx: &mut Tx<'_>, seen: &Membership, next: Next, to: &Change<'_>) -> Result<(), Failure> {
    change(tx, seen, next.state(), to)
}

/// How many creators an agency has asked that have not answered.
pub(super) fn count_asked(conn: &mut Conn, agency: OrgId) -> Result<i64, DbError> {
    let asked = rows::table.filter(rows::agency_id.eq(agency)).filter(rows::state.eq(MembershipState::Invited));
    Ok(asked.count().get_result(conn)?)
}

/// How often the agency asked this creator since then, and whether he refused to come since then.
pub(super) fn asked_since(conn: &mut Conn, (agency, creator): (OrgId, CreatorId), since: Instant) -> Result<(i64, bool), DbError> {
    let between = || rows::table.filter(rows::agency_id.eq(agency)).filter(rows::creator_id.eq(creator));
    let times = between().filter(rows::created_at.gt(since)).count().get_result(conn)?;
    let no = between().inner_join(terms::table.on(terms::membership_id.eq(rows::id))).filter(rows::state.eq(MembershipState::Refused));
    let no = no.filter(terms::answered_at.assume_not_null().gt(since)).select(rows::id);
    Ok((times, diesel::select(diesel::dsl::exists(no)).get_result(conn)?))
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = terms)]
struct TermsRow {
    no: i32,
    may_bid: bool,
    may_accept: bool,
    may_message: bool,
    split_bps: BasisPoints,
    penalty_cap: Option<Minor>,
    currency: Option<Currency>,
    notice_days: i32,
    zh: String,
    en: String,
    sha256: String,
    state: TermsState,
    proposed_by: UserId,
    proposed_at: Instant,
    answered_at: Option<Instant>,
}

impl From<TermsRow> for Terms {
    fn from(row: TermsRow) -> Self {
        Self {
            no: row.no,
            wanted: wanted(
                consents(row.may_bid, row.may_accept, row.may_message),
                row.split_bps,
                (row.penalty_cap, row.currency),
                row.notice_days,
            ),
            zh: row.zh,
            en: row.en,
            sha256: row.sha256,
            state: row.state,
            proposed_by: row.proposed_by,
            proposed_at: row.proposed_at,
            answered_at: row.answered_at,
        }
    }
}

/// The versions of a place, newest first.
pub(super) fn list_terms(conn: &mut Conn, id: RosterId) -> Result<Vec<Terms>, DbError> {
    let all = terms::table.filter(terms::membership_id.eq(id)).order(terms::no.desc());
    Ok(all.select(TermsRow::as_select()).at_most(MOST).load(conn)?.into_iter().map(Terms::from).collect())
}

/// One of them.
pub(super) fn find_terms(conn: &mut Conn, id: RosterId, no: i32) -> Result<Option<Terms>, DbError> {
    Ok(terms::table.find((id, no)).select(TermsRow::as_select()).get_result(conn).optional()?.map(Terms::from))
}

/// The share that holds for a creator of an agency now.
pub(super) fn find_split(conn: &mut Conn, agency: OrgId, creator: CreatorId) -> Result<Option<Split>, DbError> {
    let own = rows::table.filter(rows::agency_id.eq(agency)).filter(rows::creator_id.eq(creator));
    let active = own.filter(rows::state.eq(MembershipState::Active));
    let signed = active.inner_join(terms::table.on(terms::membership_id.eq(rows::id).and(terms::no.nullable().eq(rows::terms_no))));
    let bps: Option<BasisPoints> = signed.select(terms::split_bps).first(conn).optional()?;
    Ok(bps.map(|bps| Split { agency, bps }))
}

/// The creators who signed at some time that the agency writes to merchants in their name; one of them, if one is named.
pub fn list_spoken_for(conn: &mut Conn, agency: OrgId, creator: Option<CreatorId>) -> Result<Vec<CreatorId>, DbError> {
    let mut signed =
        rows::table.inner_join(terms::table.on(terms::membership_id.eq(rows::id))).filter(rows::agency_id.eq(agency)).into_boxed();
    if let Some(creator) = creator {
        signed = signed.filter(rows::creator_id.eq(creator));
    }
    let signed = signed.filter(terms::state.eq(TermsState::Signed)).filter(terms::may_message.eq(true));
    Ok(signed.select(rows::creator_id).distinct().order(rows::creator_id).at_most(MOST).load(conn)?)
}

/// A new version, signed by the agency.
pub(super) fn insert_terms(tx: &mut Tx<'_>, id: RosterId, new: &Terms) -> Result<(), DbError> {
    let cap = new.wanted.penalty_cap;
    let row = (
        (terms::membership_id.eq(id), terms::no.eq(new.no), terms::state.eq(new.state)),
        (
            terms::may_bid.eq(new.wanted.consents.has(Consent::Bid)),
            terms::may_accept.eq(new.wanted.consents.has(Consent::Accept)),
            terms::may_message.eq(new.wanted.consents.has(Consent::Message)),
        ),
        (
            terms::split_bps.eq(new.wanted.split),
            terms::penalty_cap.eq(cap.map(|cap| cap.amount)),
            terms::currency.eq(cap.map(|cap| cap.currency)),
            terms::notice_days.eq(new.wanted.notice_days),
        ),
        (terms::zh.eq(&new.zh), terms::en.eq(&new.en), terms::sha256.eq(&new.sha256)),
        (terms::proposed_by.eq(new.proposed_by), terms::proposed_at.eq(new.proposed_at), terms::answered_at.eq(new.answered_at)),
    );
    diesel::insert_into(terms::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// A proposed version is answered, if nobody did so before.
pub(super) fn answer_terms(tx: &mut Tx<'_>, id: RosterId, no: i32, state: TermsState, at: Instant) -> Result<(), Failure> {
    let open = terms::table.find((id, no)).filter(terms::state.eq(TermsState::Proposed));
    let set = (terms::state.eq(state), terms::answered_at.eq(Some(at)));
    if diesel::update(open).set(set).execute(&mut **tx)? == 1 { Ok(()) } else { Err(VERSION_STALE.into()) }
}

/// What an agency says of itself, if the organisation is one.
pub fn find_face(conn: &mut Conn, id: OrgId) -> Result<Option<Face>, DbError> {
    let one = organisations::table.filter(organisations::id.eq(id)).filter(organisations::kind.eq(OrgKind::Agency));
    let row: Option<(String, String, Option<Instant>)> =
        one.select((organisations::about, organisations::website, organisations::verified_at)).first(conn).optional()?;
    Ok(row.map(|(about, website, verified_at)| Face { about, website, is_verified: verified_at.is_some() }))
}

/// The states of the places on a roster, each once.
pub fn list_states(conn: &mut Conn, agency: OrgId) -> Result<Vec<MembershipState>, DbError> {
    let own = rows::table.filter(rows::agency_id.eq(agency)).select(rows::state).distinct().order(rows::state);
    Ok(own.at_most(MOST).load(conn)?)
}

/// What an agency is called, if the organisation is one.
pub fn find_agency(conn: &mut Conn, id: OrgId) -> Result<Option<String>, DbError> {
    let one = organisations::table.filter(organisations::id.eq(id)).filter(organisations::kind.eq(OrgKind::Agency));
    Ok(one.select(organisations::name).get_result(conn).optional()?)
}

/// What somebody is called.
pub(super) fn user_name(conn: &mut Conn, id: UserId) -> Result<String, DbError> {
    Ok(users::table.find(id).select(users::name).get_result(conn)?)
}

type EntryRow = (Row, String, String, String);

/// A version that both signed, or that waits.
#[derive(Queryable, Selectable)]
#[diesel(table_name = terms)]
struct ShortTerms {
    membership_id: RosterId,
    no: i32,
    split_bps: BasisPoints,
    state: TermsState,
    may_bid: bool,
    may_accept: bool,
    may_message: bool,
}

/// Places with the names around them and the terms that hold.
fn entries(conn: &mut Conn, found: Vec<EntryRow>) -> Result<Vec<Entry>, DbError> {
    let ids: Vec<RosterId> = found.iter().map(|(row, ..)| row.id).collect();
    let all: Vec<ShortTerms> = terms::table
        .filter(terms::membership_id.eq_any(ids))
        .filter(terms::state.eq_any([TermsState::Signed, TermsState::Proposed]))
        .select(ShortTerms::as_select())
        .at_most(10_000)
        .load(conn)?;
    let entry = |(row, agency_name, name, handle): EntryRow| {
        let place = Membership::from(row);
        let own = || all.iter().filter(|terms| terms.membership_id == place.id);
        let held = own().find(|terms| Some(terms.no) == place.terms_no);
        let signed = held.map(|terms| consents(terms.may_bid, terms.may_accept, terms.may_message)).unwrap_or_default();
        Entry {
            split: held.map(|terms| terms.split_bps),
            is_awaited: own().any(|terms| terms.state == TermsState::Proposed),
            withdrawn: Consents::of(signed.0.difference(&place.consents.0).copied()),
            id: place.id,
            agency: place.agency,
            agency_name,
            creator: place.creator,
            name,
            handle,
            state: place.state,
            consents: place.consents,
            ending: place.ending,
            created_at: place.created_at,
        }
    };
    Ok(found.into_iter().map(entry).collect())
}

/// Everybody who is, was, or is asked to be on the roster of an agency, newest first.
pub(super) fn list_of_agency(conn: &mut Conn, agency: OrgId) -> Result<Vec<Entry>, DbError> {
    let own = rows::table.inner_join(organisations::table).inner_join(creators::table).filter(rows::agency_id.eq(agency));
    let found = own
        .order((rows::created_at.desc(), rows::id.desc()))
        .select((Row::as_select(), organisations::name, creators::name, creators::handle))
        .at_most(MOST)
        .load(conn)?;
    entries(conn, found)
}

/// The creators that these agencies act for now, by name.
pub fn list_active(conn: &mut Conn, agencies: &[OrgId]) -> Result<Vec<Entry>, DbError> {
    let own = rows::table.inner_join(organisations::table).inner_join(creators::table).filter(rows::agency_id.eq_any(agencies));
    let found = own
        .filter(rows::state.eq(MembershipState::Active))
        .order((creators::name, rows::id))
        .select((Row::as_select(), organisations::name, creators::name, creators::handle))
        .at_most(MOST)
        .load(conn)?;
    entries(conn, found)
}

/// The agencies that act, acted, or would like to act for a creator, newest first.
pub fn list_of_creator(conn: &mut Conn, creator: CreatorId) -> Result<Vec<Entry>, DbError> {
    let own = rows::table.inner_join(organisations::table).inner_join(creators::table).filter(rows::creator_id.eq(creator));
    let found = own
        .order((rows::created_at.desc(), rows::id.desc()))
        .select((Row::as_select(), organisations::name, creators::name, creators::handle))
        .at_most(MOST)
        .load(conn)?;
    entries(conn, found)
}

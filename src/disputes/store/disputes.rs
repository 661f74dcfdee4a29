//! The rows of disputes themselves; one that has not ended for each milestone.

use crate::contracts::{Contract, Party};
use crate::disputes::model::{Both, Dispute, DisputeReason, DisputeState};
use crate::failure::Failure;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::{ContractId, CreatorId, DisputeId, MilestoneId, OrgId, UserId};
use crate::primitives::{Instant, Minor};
use crate::schema::{bids, briefs, contracts, creators, disputes, memberships};
use diesel::prelude::*;

/// Nobody looks at more at once.
const MOST: i64 = 500;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = disputes, treat_none_as_default_value = false)]
struct Row {
    id: DisputeId,
    milestone_id: MilestoneId,
    contract_id: ContractId,
    state: DisputeState,
    version: i64,
    amount: Minor,
    reason: DisputeReason,
    opened_by: UserId,
    opened_party: Party,
    opened_at: Instant,
    extended: bool,
    merchant_wants_mediation: bool,
    creator_wants_mediation: bool,
    merchant_rests: bool,
    creator_rests: bool,
    merchant_accepts: bool,
    creator_accepts: bool,
    evidence_until: Option<Instant>,
    arbiter_id: Option<UserId>,
    to_creator: Option<Minor>,
    ended_at: Option<Instant>,
}

impl From<Row> for Dispute {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            milestone: row.milestone_id,
            contract: row.contract_id,
            state: row.state,
            version: row.version,
            amount: row.amount,
            reason: row.reason,
            opened_by: row.opened_by,
            opened_party: row.opened_party,
            opened_at: row.opened_at,
            extended: row.extended,
            wants_mediation: Both { merchant: row.merchant_wants_mediation, creator: row.creator_wants_mediation },
            rests: Both { merchant: row.merchant_rests, creator: row.creator_rests },
            accepts: Both { merchant: row.merchant_accepts, creator: row.creator_accepts },
            evidence_until: row.evidence_until,
            arbiter: row.arbiter_id,
            to_creator: row.to_creator,
            ended_at: row.ended_at,
        }
    }
}

impl From<&Dispute> for Row {
    fn from(dispute: &Dispute) -> Self {
        Self {
            id: dispute.id,
            milestone_id: dispute.milestone,
            contract_id: dispute.contract,
            state: dispute.state,
            version: dispute.version,
            amount: dispute.amount,
            reason: dispute.reason,
            opened_by: dispute.opened_by,
            opened_party: dispute.opened_party,
            opened_at: dispute.opened_at,
            extended: dispute.extended,
            merchant_wants_mediation: dispute.wants_mediation.merchant,
            creator_wants_mediation: dispute.wants_mediation.creator,
            merchant_rests: dispute.rests.merchant,
            creator_rests: dispute.rests.creator,
            merchant_accepts: dispute.accepts.merchant,
            creator_accepts: dispute.accepts.creator,
            evidence_until: dispute.evidence_until,
            arbiter_id: dispute.arbiter,
            to_creator: dispute.to_creator,
            ended_at: dispute.ended_at,
        }
    }
}

/// The dispute, or not found.
pub(crate) fn get(conn: &mut Conn, id: DisputeId) -> Result<Dispute, DbError> {
    Ok(disputes::table.find(id).select(Row::as_select()).get_result(conn).map(Dispute::from)?)
}

/// The dispute of a milestone that has not ended, if there is one.
pub fn find_open(conn: &mut Conn, milestone: MilestoneId) -> Result<Option<Dispute>, DbError> {
    let open = disputes::table.filter(disputes::milestone_id.eq(milestone)).filter(disputes::ended_at.is_null());
    Ok(open.select(Row::as_select()).first(conn).optional()?.map(Dispute::from))
}

/// Every dispute of these milestones, oldest first.
pub fn list_of_milestones(conn: &mut Conn, ids: &[MilestoneId]) -> Result<Vec<Dispute>, DbError> {
    let own = disputes::table.filter(disputes::milestone_id.eq_any(ids)).order((disputes::opened_at, disputes::id));
    Ok(own.select(Row::as_select()).at_most(MOST).load(conn)?.into_iter().map(Dispute::from).collect())
}

/// What has not ended of these deals.
pub fn list_live(conn: &mut Conn, ids: &[ContractId]) -> Result<Vec<Dispute>, DbError> {
    let open = disputes::table.filter(disputes::contract_id.eq_any(ids)).filter(disputes::ended_at.is_null());
    Ok(open.order(disputes::opened_at).select(Row::as_select()).at_most(MOST).load(conn)?.into_iter().map(Dispute::from).collect())
}

/// What waits for an arbiter or a second admin, oldest first.
pub fn list_waiting(conn: &mut Conn) -> Result<Vec<Dispute>, DbError> {
    let waiting = disputes::table.filter(disputes::state.eq_any([DisputeState::Mediation, DisputeState::Appealed]));
    Ok(waiting
        .order((disputes::opened_at, disputes::id))
        .select(Row::as_select())
        .at_most(MOST)
        .load(conn)?
        .into_iter()
        .map(Dispute::from)
        .collect())
}

/// A new dispute. One that came first makes this transaction start again and see it.
pub(crate) fn insert(tx: &mut Tx<'_>, new: &Dispute) -> Result<(), Failure> {
    match diesel::insert_into(disputes::table).values(&Row::from(new)).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(DbError::Unique(_)) => Err(Failure::Conflicted),
        Err(other) => Err(other.into()),
    }
}

/// Writes what the table allowed, if the dispute still is what was seen; otherwise the transaction starts again and sees it.
pub(crate) fn advance(tx: &mut Tx<'_>, seen: &Dispute, after: &Dispute) -> Result<(), Failure> {
    let row = disputes::table.find(seen.id).filter(disputes::version.eq(seen.version)).filter(disputes::state.eq(seen.state));
    let rows = diesel::update(row)
        .set((
            (disputes::state.eq(after.state), disputes::version.eq(seen.version.saturating_add(1)), disputes::extended.eq(after.extended)),
            disputes::merchant_wants_mediation.eq(after.wants_mediation.merchant),
            disputes::creator_wants_mediation.eq(after.wants_mediation.creator),
            (disputes::merchant_rests.eq(after.rests.merchant), disputes::creator_rests.eq(after.rests.creator)),
            (disputes::merchant_accepts.eq(after.accepts.merchant), disputes::creator_accepts.eq(after.accepts.creator)),
            (disputes::evidence_until.eq(after.evidence_until), disputes::arbiter_id.eq(after.arbiter)),
            (disputes::to_creator.eq(after.to_creator), disputes::ended_at.eq(after.ended_at)),
        ))
        .execute(&mut **tx)
        .map_err(DbError::from)?;
    if rows == 1 { Ok(()) } else { Err(Failure::Conflicted) }
}

/// The person belongs to one of the two sides or to the agency of one, shares an organisation with the creator, or dealt with one of them before.
pub(crate) fn has_contact(conn: &mut Conn, user: UserId, contract: &Contract) -> Result<bool, DbError> {
    let orgs: Vec<OrgId> = memberships::table.filter(memberships::user_id.eq(user)).select(memberships::org_id).at_most(MOST).load(conn)?;
    let own: Vec<CreatorId> = creators::table.filter(creators::user_id.eq(user)).select(creators::id).at_most(1).load(conn)?;
    let maker: UserId = creators::table.find(contract.creator).select(creators::user_id).get_result(conn)?;
    let beside = memberships::table
        .filter(memberships::org_id.eq_any(&orgs))
        .filter(memberships::org_id.eq(contract.org).or(memberships::user_id.eq(maker)));
    let hired = contracts::table
        .filter(contracts::org_id.eq_any(&orgs).and(contracts::creator_id.eq(contract.creator)))
        .or_filter(contracts::creator_id.eq_any(&own).and(contracts::org_id.eq(contract.org)));
    let offered = bids::table
        .inner_join(briefs::table)
        .filter(briefs::org_id.eq_any(&orgs).and(bids::creator_id.eq(contract.creator)))
        .or_filter(bids::creator_id.eq_any(&own).and(briefs::org_id.eq(contract.org)));
    let counts: [i64; 3] = [beside.count().get_result(conn)?, hired.count().get_result(conn)?, offered.count().get_result(conn)?];
    let is_agent = contract.agency.is_some_and(|split| orgs.contains(&split.agency));
    Ok(maker == user || is_agent || counts.iter().any(|count| *count > 0))
}

//! The rows of operations.

use super::inbox::Event;
use super::model::{NewOperation, Operation, OperationKind, OperationState, Owner};
use super::rules;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::platform::gateway::{Object, Request};
use crate::primitives::id::{CheckoutId, ContractId, CreatorId, OperationId, OrgId, PayoutId, WithdrawalId};
use crate::primitives::{Currency, Instant, Minor, Money};
use crate::schema::operations;
use diesel::prelude::*;

#[derive(Queryable, Insertable)]
#[diesel(table_name = operations, treat_none_as_default_value = false)]
pub(super) struct OperationRow {
    id: OperationId,
    kind: OperationKind,
    contract_id: Option<ContractId>,
    checkout_id: Option<CheckoutId>,
    payout_id: Option<PayoutId>,
    withdrawal_id: Option<WithdrawalId>,
    org_id: Option<OrgId>,
    creator_id: Option<CreatorId>,
    amount: Minor,
    currency: Currency,
    fact: String,
    generation: i32,
    idem_key: String,
    request: String,
    request_sha256: String,
    state: OperationState,
    attempts: i32,
    created_at: Instant,
    first_at: Option<Instant>,
    last_at: Option<Instant>,
    next_at: Instant,
    lease_until: Option<Instant>,
    provider_ref: Option<String>,
    failure_code: Option<String>,
    payment_ref: Option<String>,
    server_errors: i32,
    source_ref: Option<String>,
    matched_at: Option<Instant>,
    alarmed_at: Option<Instant>,
}

impl From<OperationRow> for Operation {
    fn from(row: OperationRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            contract: row.contract_id,
            checkout: row.checkout_id,
            payout: row.payout_id,
            withdrawal: row.withdrawal_id,
            org: row.org_id,
            creator: row.creator_id,
            money: Money::new(row.amount, row.currency),
            fact: row.fact,
            generation: row.generation,
            request: Request { idem_key: row.idem_key, body: row.request },
            state: row.state,
            attempts: row.attempts,
            server_errors: row.server_errors,
            created_at: row.created_at,
            first_at: row.first_at,
            last_at: row.last_at,
            next_at: row.next_at,
            provider_ref: row.provider_ref,
            payment_ref: row.payment_ref,
            failure_code: row.failure_code,
        }
    }
}

struct Columns {
    contract: Option<ContractId>,
    checkout: Option<CheckoutId>,
    payout: Option<PayoutId>,
    withdrawal: Option<WithdrawalId>,
    org: Option<OrgId>,
    creator: Option<CreatorId>,
}

const fn columns(owner: Owner) -> Columns {
    let nobody = Columns { contract: None, checkout: None, payout: None, withdrawal: None, org: None, creator: None };
    match owner {
        Owner::Checkout { id, org, contract } => Columns { contract, checkout: Some(id), org: Some(org), ..nobody },
        Owner::Payout { id, creator, org } => Columns { payout: Some(id), creator, org, ..nobody },
        Owner::Customer(org) => Columns { org: Some(org), ..nobody },
        Owner::Payee(creator, org) => Columns { creator, org, ..nobody },
        Owner::Nobody => nobody,
        Owner::Withdrawal { id, org, origin } => Columns { withdrawal: Some(id), org: Some(org), checkout: Some(origin), ..nobody },
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, at: Instant, new: NewOperation) -> Result<(), DbError> {
    let owner = columns(new.owner);
    let request = Request { idem_key: rules::idem_key(new.kind, &new.fact, 1), body: new.body };
    let row = OperationRow {
        id: new.id,
        kind: new.kind,
        contract_id: owner.contract,
        checkout_id: owner.checkout,
        payout_id: owner.payout,
        withdrawal_id: owner.withdrawal,
        org_id: owner.org,
        creator_id: owner.creator,
        amount: new.money.amount,
        currency: new.money.currency,
        fact: new.fact,
        generation: 1,
        request_sha256: request.sha256(),
        idem_key: request.idem_key,
        request: request.body,
        state: OperationState::Queued,
        attempts: 0,
        created_at: at,
        first_at: None,
        last_at: None,
        next_at: new.next_at,
        lease_until: None,
        provider_ref: None,
        failure_code: None,
        payment_ref: None,
        server_errors: 0,
        source_ref: None,
        matched_at: None,
        alarmed_at: None,
    };
    diesel::insert_into(operations::table).values(&row).execute(&mut **tx)?;
    Ok(())
}

/// An operation by its id.
pub fn find(conn: &mut Conn, id: OperationId) -> Result<Option<Operation>, DbError> {
    Ok(operations::table.find(id).get_result::<OperationRow>(conn).optional()?.map(Operation::from))
}

/// The operation of a kind that an event speaks of: by the object's name, by the payment behind it, or by the name that we wrote on it.
pub fn find_of_event(conn: &mut Conn, kind: OperationKind, event: &Event) -> Result<Option<Operation>, DbError> {
    let payments: Vec<Option<&str>> = event.payment.iter().map(|id| Some(id.as_str())).chain([Some(event.object.as_str())]).collect();
    let named = operations::provider_ref.eq(&event.object).assume_not_null().or(operations::payment_ref.eq_any(payments).assume_not_null());
    let rows = operations::table.filter(operations::kind.eq(kind));
    if let Some(row) = rows.filter(named).first::<OperationRow>(conn).optional()? {
        return Ok(Some(row.into()));
    }
    let Some(id) = event.operation else { return Ok(None) };
    Ok(rows.filter(operations::id.eq(id)).get_result::<OperationRow>(conn).optional()?.map(Operation::from))
}

/// The operation of a fact, in its present generation.
pub fn find_of_fact(conn: &mut Conn, kind: OperationKind, fact: &str) -> Result<Option<Operation>, DbError> {
    let rows = operations::table.filter(operations::kind.eq(kind)).filter(operations::fact.eq(fact));
    Ok(rows.order(operations::generation.desc()).first::<OperationRow>(conn).optional()?.map(Operation::from))
}

/// The operations of a kind for a creator of which nothing was sent yet.
pub fn list_queued(conn: &mut Conn, kind: OperationKind, of: (Option<CreatorId>, Option<OrgId>)) -> Result<Vec<OperationId>, DbError> {
    let own = operations::creator_id.eq(of.0).or(operations::org_id.eq(of.1));
    let rows = operations::table.filter(operations::kind.eq(kind)).filter(own);
    let rows = rows.filter(operations::state.eq(OperationState::Queued)).order(operations::id).limit(10);
    Ok(rows.select(operations::id).load(conn)?)
}

/// What waits of a kind and a fact may go now.
pub fn hasten(tx: &mut Tx<'_>, id: OperationId, at: Instant) -> Result<(), DbError> {
    let row = operations::table.find(id).filter(operations::state.eq(OperationState::Queued)).filter(operations::first_at.is_null());
    diesel::update(row).set(operations::next_at.eq(at)).execute(&mut **tx)?;
    Ok(())
}

/// The operation of a kind whose object the provider calls so.
pub fn find_of_ref(conn: &mut Conn, kind: OperationKind, name: &str) -> Result<Option<Operation>, DbError> {
    let rows = operations::table.filter(operations::provider_ref.eq(Some(name))).filter(operations::kind.eq(kind));
    Ok(rows.first::<OperationRow>(conn).optional()?.map(Operation::from))
}

/// The charge behind a payment of the provider.
pub fn find_of_payment(conn: &mut Conn, payment: &str) -> Result<Option<Operation>, DbError> {
    let rows = operations::table.filter(operations::payment_ref.eq(Some(payment))).filter(operations::kind.eq(OperationKind::Charge));
    Ok(rows.first::<OperationRow>(conn).optional()?.map(Operation::from))
}

/// What may be on its way: of a kind, the oldest first.
pub fn list_unfinished(conn: &mut Conn, kind: OperationKind, limit: i64) -> Result<Vec<Operation>, DbError> {
    let going = [OperationState::Sending].into_iter().chain(WAITING);
    let rows = operations::table.filter(operations::kind.eq(kind)).filter(operations::state.eq_any(going.collect::<Vec<_>>()));
    Ok(rows.order(operations::id).at_most(limit).load::<OperationRow>(conn)?.into_iter().map(Operation::from).collect())
}

/// Nobody knows what became of anything that is on its way: each is looked up before it is sent. Those that only a person can help stay so.
pub fn doubt_all(tx: &mut Tx<'_>, at: Instant) -> Result<usize, DbError> {
    let going = [OperationState::Sending, OperationState::Queued, OperationState::Retry, OperationState::Blocked];
    let rows = operations::table.filter(operations::state.eq_any(going));
    let set = (operations::state.eq(OperationState::Unknown), operations::next_at.eq(at), operations::lease_until.eq(None::<Instant>));
    Ok(diesel::update(rows).set(set).execute(&mut **tx)?)
}

/// The charge of a checkout.
pub fn find_for_checkout(conn: &mut Conn, id: CheckoutId) -> Result<Option<Operation>, DbError> {
    let rows = operations::table.filter(operations::checkout_id.eq(id)).filter(operations::kind.eq(OperationKind::Charge));
    Ok(rows.first::<OperationRow>(conn).optional()?.map(Operation::from))
}

/// The transfer of a payout.
pub fn find_for_payout(conn: &mut Conn, id: PayoutId) -> Result<Option<Operation>, DbError> {
    let rows = operations::table.filter(operations::payout_id.eq(id)).filter(operations::kind.eq(OperationKind::Transfer));
    Ok(rows.first::<OperationRow>(conn).optional()?.map(Operation::from))
}

/// The refunds that a withdrawal was divided into; a withdrawal has at most as many as it has origins.
pub fn list_of_withdrawal(conn: &mut Conn, id: WithdrawalId) -> Result<Vec<Operation>, DbError> {
    let rows = operations::table.filter(operations::withdrawal_id.eq(id)).order(operations::id).limit(1_000);
    Ok(rows.load::<OperationRow>(conn)?.into_iter().map(Operation::from).collect())
}

/// What was sent back or is about to be, of each of these checkouts, with the provider's answers that are final left out.
pub fn refunded_of(conn: &mut Conn, checkouts: &[CheckoutId]) -> Result<Vec<(CheckoutId, Minor)>, DbError> {
    let rows = operations::table.filter(operations::checkout_id.eq_any(checkouts.iter().map(Some)));
    let rows = rows.filter(operations::kind.eq(OperationKind::Refund)).filter(operations::state.ne(OperationState::Declined));
    let rows: Vec<(Option<CheckoutId>, Minor)> = rows.select((operations::checkout_id, operations::amount)).load(conn)?;
    Ok(rows.into_iter().filter_map(|(checkout, amount)| Some((checkout?, amount))).collect())
}

const WAITING: [OperationState; 4] = [OperationState::Queued, OperationState::Retry, OperationState::Unknown, OperationState::Blocked];

/// Ids of operations of a kind that may be claimed now, the longest due first: those that wait, and those whose lease ran out.
pub(super) fn list_due(conn: &mut Conn, kind: OperationKind, now: Instant, limit: i64) -> Result<Vec<OperationId>, DbError> {
    let lost = operations::state.eq(OperationState::Sending).and(operations::lease_until.le(now));
    let rows = operations::table.filter(operations::kind.eq(kind)).filter(operations::next_at.le(now));
    let rows = rows.filter(operations::state.eq_any(WAITING).or(lost.assume_not_null()));
    Ok(rows.order(operations::next_at).select(operations::id).at_most(limit).load(conn)?)
}

/// Takes the lease of an operation as it was seen, if it is due; `false` if it is not, or somebody else has it.
pub(super) fn claim(tx: &mut Tx<'_>, seen: &Operation, now: Instant) -> Result<bool, DbError> {
    let lost = operations::state.eq(OperationState::Sending).and(operations::lease_until.le(now));
    let row = operations::table.find(seen.id).filter(operations::state.eq(seen.state)).filter(operations::attempts.eq(seen.attempts));
    let row = row.filter(operations::next_at.le(now)).filter(operations::state.eq_any(WAITING).or(lost.assume_not_null()));
    let set = (
        operations::state.eq(OperationState::Sending),
        operations::lease_until.eq(Some(now.plus_seconds(rules::LEASE_SECONDS))),
        operations::attempts.eq(operations::attempts + 1),
        operations::first_at.eq(Some(seen.first_at.unwrap_or(now))),
        operations::last_at.eq(Some(now)),
    );
    Ok(diesel::update(row).set(set).execute(&mut **tx)? == 1)
}

/// Frees what was claimed by a worker that is known to be gone; it is sent again under its key. How many there were.
pub fn end_leases(tx: &mut Tx<'_>, now: Instant) -> Result<usize, DbError> {
    let taken = operations::table.filter(operations::state.eq(OperationState::Sending)).filter(operations::lease_until.gt(now));
    Ok(diesel::update(taken).set(operations::lease_until.eq(Some(now))).execute(&mut **tx)?)
}

/// What an operation becomes.
pub(super) struct After<'a> {
    pub(super) state: OperationState,
    pub(super) next_at: Instant,
    pub(super) object: Option<&'a Object>,
    pub(super) failure_code: Option<&'a str>,
    pub(super) server_errors: i32,
}

/// Writes what became of an operation as it was seen; `false` if it is not so any more.
pub(super) fn advance(tx: &mut Tx<'_>, seen: &Operation, after: &After<'_>, at: Instant) -> Result<bool, DbError> {
    let row = operations::table.find(seen.id).filter(operations::state.eq(seen.state)).filter(operations::attempts.eq(seen.attempts));
    let set = (
        operations::state.eq(after.state),
        operations::next_at.eq(after.next_at),
        operations::provider_ref.eq(after.object.map(|object| object.id.as_str()).or(seen.provider_ref.as_deref())),
        operations::payment_ref.eq(after.object.and_then(|object| object.payment.as_deref()).or(seen.payment_ref.as_deref())),
        operations::source_ref.eq(after.object.map(|object| object.source.as_deref().unwrap_or(&object.id))),
        operations::failure_code.eq(after.failure_code),
        operations::server_errors.eq(after.server_errors),
        operations::last_at.eq(Some(at)),
        operations::lease_until.eq(None::<Instant>),
    );
    Ok(diesel::update(row).set(set).execute(&mut **tx)? == 1)
}

/// Takes its object from an operation as it was seen; `false` if it is not so any more.
pub(super) fn disown(tx: &mut Tx<'_>, seen: &Operation, at: Instant) -> Result<bool, DbError> {
    let row = operations::table.find(seen.id).filter(operations::state.eq(seen.state)).filter(operations::attempts.eq(seen.attempts));
    let set = (
        operations::state.eq(OperationState::Abandoned),
        operations::provider_ref.eq(None::<String>),
        operations::payment_ref.eq(None::<String>),
        operations::source_ref.eq(None::<String>),
        operations::last_at.eq(Some(at)),
    );
    Ok(diesel::update(row).set(set).execute(&mut **tx)? == 1)
}

/// Writes the body as it will be sent, of an operation of which nothing was sent yet.
pub(super) fn bind(tx: &mut Tx<'_>, seen: &Operation, body: String) -> Result<Request, DbError> {
    let request = Request { idem_key: seen.request.idem_key.clone(), body };
    let row = operations::table.find(seen.id).filter(operations::first_at.is_null());
    let set = (operations::request.eq(&request.body), operations::request_sha256.eq(request.sha256()));
    diesel::update(row).set(set).execute(&mut **tx)?;
    Ok(request)
}

/// Not before then.
pub(super) fn put_off(tx: &mut Tx<'_>, id: OperationId, next_at: Instant) -> Result<(), DbError> {
    diesel::update(operations::table.find(id)).set(operations::next_at.eq(next_at)).execute(&mut **tx)?;
    Ok(())
}

/// The next generation of an operation: a new key for the same fact, stored before anything is sent under it.
pub(super) fn renew(tx: &mut Tx<'_>, seen: &Operation, at: Instant) -> Result<bool, DbError> {
    let generation = seen.generation.saturating_add(1);
    let row = operations::table.find(seen.id).filter(operations::state.eq(seen.state)).filter(operations::attempts.eq(seen.attempts));
    let set = (
        operations::state.eq(OperationState::Queued),
        operations::generation.eq(generation),
        operations::idem_key.eq(rules::idem_key(seen.kind, &seen.fact, generation)),
        operations::first_at.eq(None::<Instant>),
        operations::server_errors.eq(0),
        operations::next_at.eq(at),
        operations::lease_until.eq(None::<Instant>),
        operations::failure_code.eq(None::<String>),
    );
    Ok(diesel::update(row).set(set).execute(&mut **tx)? == 1)
}

/// Its object was looked at and stands as before.
pub fn touch(tx: &mut Tx<'_>, id: OperationId, at: Instant) -> Result<(), DbError> {
    diesel::update(operations::table.find(id)).set(operations::last_at.eq(Some(at))).execute(&mut **tx)?;
    Ok(())
}

/// Charges that wait for their payer and were not looked at since then, the longest first.
pub fn list_waiting(conn: &mut Conn, since: Instant, limit: i64) -> Result<Vec<Operation>, DbError> {
    let rows =
        operations::table.filter(operations::state.eq(OperationState::Waiting)).filter(operations::last_at.le(since).assume_not_null());
    let rows = rows.filter(operations::kind.eq(OperationKind::Charge)).order(operations::last_at).limit(limit);
    Ok(rows.load::<OperationRow>(conn)?.into_iter().map(Operation::from).collect())
}

type PaidRow = (Option<CheckoutId>, Option<String>, Option<String>, Minor);

/// The payments of an organisation in a currency that arrived: checkout, what a refund names of it, amount; the newest first.
pub fn list_paid(conn: &mut Conn, org: OrgId, currency: Currency, limit: i64) -> Result<Vec<(CheckoutId, String, Minor)>, DbError> {
    let rows = operations::table.filter(operations::org_id.eq(org)).filter(operations::currency.eq(currency));
    let rows = rows.filter(operations::kind.eq(OperationKind::Charge)).filter(operations::state.eq(OperationState::Done));
    let columns = (operations::checkout_id, operations::payment_ref, operations::provider_ref, operations::amount);
    let rows: Vec<PaidRow> = rows.order(operations::id.desc()).select(columns).at_most(limit).load(conn)?;
    Ok(rows.into_iter().filter_map(|(checkout, payment, object, amount)| Some((checkout?, payment.or(object)?, amount))).collect())
}

/// The operation whose movement the provider's balance calls so.
pub fn find_of_source(conn: &mut Conn, source: &str) -> Result<Option<Operation>, DbError> {
    let named = operations::source_ref.eq(source).assume_not_null().or(operations::provider_ref.eq(source).assume_not_null());
    let rows = operations::table.filter(named).filter(operations::kind.eq_any(MONEY));
    Ok(rows.first::<OperationRow>(conn).optional()?.map(Operation::from))
}

/// The kinds that move money.
const MONEY: [OperationKind; 4] = [OperationKind::Charge, OperationKind::Transfer, OperationKind::Refund, OperationKind::Reversal];

/// Operations that were done before then and not found in the provider's balance yet.
pub fn list_unmatched(conn: &mut Conn, before: Instant, limit: i64) -> Result<Vec<Operation>, DbError> {
    let rows = operations::table.filter(operations::state.eq(OperationState::Done)).filter(operations::kind.eq_any(MONEY));
    let rows = rows.filter(operations::matched_at.is_null()).filter(operations::last_at.le(before).assume_not_null());
    Ok(rows.order(operations::id).at_most(limit).load::<OperationRow>(conn)?.into_iter().map(Operation::from).collect())
}

/// When the oldest operation was asked for that is done and was not found in the provider's balance yet.
pub fn oldest_unmatched(conn: &mut Conn) -> Result<Option<Instant>, DbError> {
    let rows = operations::table.filter(operations::state.eq(OperationState::Done)).filter(operations::kind.eq_any(MONEY));
    let rows = rows.filter(operations::matched_at.is_null()).order(operations::created_at);
    Ok(rows.select(operations::created_at).first(conn).optional()?)
}

/// It was found in the provider's balance; `false` if it was before.
pub fn mark_matched(tx: &mut Tx<'_>, id: OperationId, at: Instant) -> Result<bool, DbError> {
    let row = operations::table.find(id).filter(operations::matched_at.is_null());
    Ok(diesel::update(row).set(operations::matched_at.eq(Some(at))).execute(&mut **tx)? == 1)
}

/// Operations that only a person can help: the provider did something else, or several things.
pub fn list_standing_still(conn: &mut Conn, limit: i64) -> Result<Vec<Operation>, DbError> {
    let rows = operations::table.filter(operations::state.eq(OperationState::Unknown)).filter(operations::next_at.eq(Instant(i64::MAX)));
    Ok(rows.order(operations::id).at_most(limit).load::<OperationRow>(conn)?.into_iter().map(Operation::from).collect())
}

/// Of those, the ones that nobody was told of.
pub fn list_silent(conn: &mut Conn, limit: i64) -> Result<Vec<Operation>, DbError> {
    let rows = operations::table.filter(operations::state.eq(OperationState::Unknown)).filter(operations::next_at.eq(Instant(i64::MAX)));
    let rows = rows.filter(operations::alarmed_at.is_null()).order(operations::id).limit(limit);
    Ok(rows.load::<OperationRow>(conn)?.into_iter().map(Operation::from).collect())
}

/// People were told of it; `false` if they were before.
pub fn mark_alarmed(tx: &mut Tx<'_>, id: OperationId, at: Instant) -> Result<bool, DbError> {
    let row = operations::table.find(id).filter(operations::alarmed_at.is_null());
    Ok(diesel::update(row).set(operations::alarmed_at.eq(Some(at))).execute(&mut **tx)? == 1)
}

//! The rows of offers. They are never changed.

use crate::contracts::Party;
use crate::disputes::model::{Offer, Sum};
use crate::failure::Failure;
use crate::platform::db::{AtMost, Conn, DbError, Tx};
use crate::primitives::id::{DisputeId, OfferId, UserId};
use crate::primitives::{Instant, Minor};
use crate::schema::dispute_offers;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = dispute_offers, treat_none_as_default_value = false)]
struct Row {
    id: OfferId,
    dispute_id: DisputeId,
    party: Party,
    user_id: UserId,
    round: i32,
    amount: Option<Minor>,
    sealed: Option<String>,
    at: Instant,
}

impl From<Row> for Offer {
    fn from(row: Row) -> Self {
        let sum = row.amount.map_or_else(|| Sum::Sealed(row.sealed.unwrap_or_default()), Sum::Open);
        Self { id: row.id, dispute: row.dispute_id, party: row.party, user: row.user_id, round: row.round, sum, at: row.at }
    }
}

/// The offers of a dispute, oldest first.
pub(crate) fn list(conn: &mut Conn, id: DisputeId) -> Result<Vec<Offer>, DbError> {
    let own = dispute_offers::table.filter(dispute_offers::dispute_id.eq(id)).order((dispute_offers::at, dispute_offers::id));
    Ok(own.select(Row::as_select()).at_most(1_000).load(conn)?.into_iter().map(Offer::from).collect())
}

/// One more offer. A sealed one that the same side entered first makes this transaction start again and see it.
pub(crate) fn insert(tx: &mut Tx<'_>, new: &Offer) -> Result<(), Failure> {
    let (amount, sealed) = match &new.sum {
        Sum::Open(amount) => (Some(*amount), None),
        Sum::Sealed(sealed) => (None, Some(sealed.clone())),
    };
    let row =
        Row { id: new.id, dispute_id: new.dispute, party: new.party, user_id: new.user, round: new.round, amount, sealed, at: new.at };
    match diesel::insert_into(dispute_offers::table).values(&row).execute(&mut **tx).map_err(DbError::from) {
        Ok(_) => Ok(()),
        Err(DbError::Unique(_)) => Err(Failure::Conflicted),
        Err(other) => Err(other.into()),
    }
}

//! The row of what an agency usually proposes.

use super::{consents, wanted};
use crate::agencies::model::{Consent, Signatory, Usual};
use crate::each;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::id::{OrgId, UserId};
use crate::primitives::{BasisPoints, Currency, Instant, Minor};
use crate::schema::agency_usual_terms as rows;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = rows, treat_none_as_default_value = false, treat_none_as_null = true)]
struct Row {
    agency_id: OrgId,
    signatory: String,
    office: String,
    may_bid: bool,
    may_accept: bool,
    may_message: bool,
    split_bps: BasisPoints,
    penalty_cap: Option<Minor>,
    currency: Option<Currency>,
    notice_days: i32,
    written_by: UserId,
    written_at: Instant,
}

/// What the agency said, if it did.
pub(in crate::agencies) fn find_usual(conn: &mut Conn, agency: OrgId) -> Result<Option<Usual>, DbError> {
    let row: Option<Row> = rows::table.find(agency).select(Row::as_select()).get_result(conn).optional()?;
    Ok(row.map(|row| Usual {
        signatory: Signatory { name: row.signatory, office: row.office },
        wanted: wanted(
            consents(row.may_bid, row.may_accept, row.may_message),
            row.split_bps,
            (row.penalty_cap, row.currency),
            row.notice_days,
        ),
    }))
}

/// Whether the agency said what it usually proposes, and who signs for it.
pub fn has_usual(conn: &mut Conn, agency: OrgId) -> Result<(bool, bool), DbError> {
    Ok(find_usual(conn, agency)?.map_or((false, false), |usual| (true, !usual.signatory.name.is_empty())))
}

/// What it says from now on.
pub(in crate::agencies) fn set_usual(tx: &mut Tx<'_>, agency: OrgId, new: &Usual, (by, at): (UserId, Instant)) -> Result<(), DbError> {
    let cap = new.wanted.penalty_cap;
    let row = Row {
        agency_id: agency,
        signatory: new.signatory.name.clone(),
        office: new.signatory.office.clone(),
        may_bid: new.wanted.consents.has(Consent::Bid),
        may_accept: new.wanted.consents.has(Consent::Accept),
        may_message: new.wanted.consents.has(Consent::Message),
        split_bps: new.wanted.split,
        penalty_cap: cap.map(|cap| cap.amount),
        currency: cap.map(|cap| cap.currency),
        notice_days: new.wanted.notice_days,
        written_by: by,
        written_at: at,
    };
    each!(&mut **tx, c => diesel::insert_into(rows::table).values(&row).on_conflict(rows::agency_id).do_update().set(&row).execute(c))?;
    Ok(())
}

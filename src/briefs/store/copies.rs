//! What a draft was copied from.

use crate::briefs::model::Brief;
use crate::platform::db::{Conn, DbError, Tx};
use crate::primitives::id::BriefId;
use crate::schema::brief_copies;
use diesel::prelude::*;

/// Remembers what a new draft was copied from.
pub(in crate::briefs) fn set_origin(tx: &mut Tx<'_>, copy: BriefId, from: BriefId) -> Result<(), DbError> {
    let row = (brief_copies::brief_id.eq(copy), brief_copies::from_id.eq(from));
    diesel::insert_into(brief_copies::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// What the draft was copied from, as it is now.
pub(in crate::briefs) fn find_origin(conn: &mut Conn, copy: BriefId) -> Result<Option<Brief>, DbError> {
    let from: Option<BriefId> = brief_copies::table.find(copy).select(brief_copies::from_id).get_result(conn).optional()?;
    from.map_or(Ok(None), |from| super::find(conn, from))
}

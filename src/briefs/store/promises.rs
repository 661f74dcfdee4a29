//! Who promised to keep a brief secret, and to which words.

use crate::each;
use crate::platform::db::{Among as _, AtMost as _, Conn, DbError, Tx};
use crate::primitives::Instant;
use crate::primitives::id::{BriefId, CreatorId, UserId};
use crate::schema::nda_promises;
use diesel::prelude::*;

/// When the creator promised, if he did.
pub(in crate::briefs) fn find_promise(conn: &mut Conn, id: BriefId, creator: CreatorId) -> Result<Option<Instant>, DbError> {
    Ok(nda_promises::table.find((id, creator)).select(nda_promises::at).get_result(conn).optional()?)
}

/// Those of the creators who promised.
pub(in crate::briefs) fn list_promising(conn: &mut Conn, id: BriefId, creators: &[CreatorId]) -> Result<Vec<CreatorId>, DbError> {
    let promised = nda_promises::table.filter(nda_promises::brief_id.eq(id)).filter(nda_promises::creator_id.among(creators));
    Ok(promised.order(nda_promises::creator_id).select(nda_promises::creator_id).at_most(10_000).load(conn)?)
}

/// The creator promises, to these words with this hash, as the brief read then; once.
pub(in crate::briefs) fn insert_promise(
    tx: &mut Tx<'_>,
    (id, words_version): (BriefId, i64),
    (creator, user): (CreatorId, UserId),
    (words, sha256): (&str, &str),
    at: Instant,
) -> Result<bool, DbError> {
    let row = (
        (nda_promises::brief_id.eq(id), nda_promises::creator_id.eq(creator), nda_promises::user_id.eq(user)),
        (nda_promises::words.eq(words), nda_promises::sha256.eq(sha256)),
        (nda_promises::words_version.eq(words_version), nda_promises::at.eq(at)),
    );
    Ok(each!(&mut **tx, c => diesel::insert_into(nda_promises::table).values(row).on_conflict_do_nothing().execute(c))? == 1)
}

/// The creator promised to keep some brief.
pub(in crate::briefs) fn has_promised(conn: &mut Conn, creator: CreatorId) -> Result<bool, DbError> {
    let own = nda_promises::table.filter(nda_promises::creator_id.eq(creator));
    Ok(own.select(nda_promises::brief_id).at_most(1).load::<BriefId>(conn)?.len() == 1)
}

/// Which of these the creator promised to keep.
pub(in crate::briefs) fn list_promised(conn: &mut Conn, ids: &[BriefId], creator: CreatorId) -> Result<Vec<BriefId>, DbError> {
    let own = nda_promises::table.filter(nda_promises::creator_id.eq(creator)).filter(nda_promises::brief_id.eq_any(ids));
    Ok(own.select(nda_promises::brief_id).at_most(200).load(conn)?)
}

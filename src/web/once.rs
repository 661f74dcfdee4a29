//! One effect for a double click: a form that moves money or a contract carries a token, and the first answer is everyone's answer.

use crate::audit::Act;
use crate::each;
use crate::failure::Failure;
use crate::platform::db::{DbError, Tx};
use crate::schema::once_answers;
use diesel::prelude::*;

/// A token for a form that is shown now.
#[must_use]
pub fn fresh_once() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

/// Runs `work` for the first who comes with this token and keeps where it led; whoever comes again is led there too, and nothing happens twice.
/// A refused `work` keeps nothing, so that the form can be mended and sent again.
pub fn once(
    tx: &mut Tx<'_>,
    act: &Act,
    token: Option<&str>,
    work: impl FnOnce(&mut Tx<'_>) -> Result<String, Failure>,
) -> Result<String, Failure> {
    let token = token.ok_or_else(|| Failure::field("once", "required"))?;
    let owner = act.actor.to_string();
    if !begin(tx, &owner, token, act)? {
        return Ok(find(tx, &owner, token)?);
    }
    let location = work(tx)?;
    keep(tx, &owner, token, &location)?;
    Ok(location)
}

fn begin(tx: &mut Tx<'_>, owner: &str, token: &str, act: &Act) -> Result<bool, DbError> {
    let row = (
        once_answers::owner.eq(owner),
        once_answers::token.eq(token),
        once_answers::path.eq(""),
        once_answers::body_sha256.eq(""),
        once_answers::location.eq(""),
        once_answers::created_at.eq(act.at),
    );
    let inserted = each!(&mut **tx, c => diesel::insert_into(once_answers::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(inserted == 1)
}

fn find(tx: &mut Tx<'_>, owner: &str, token: &str) -> Result<String, DbError> {
    Ok(once_answers::table.find((owner, token)).select(once_answers::location).get_result(&mut **tx)?)
}

fn keep(tx: &mut Tx<'_>, owner: &str, token: &str, location: &str) -> Result<(), DbError> {
    diesel::update(once_answers::table.find((owner, token))).set(once_answers::location.eq(location)).execute(&mut **tx)?;
    Ok(())
}

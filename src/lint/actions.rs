//! What moderators do with rules.

use super::model::{Rule, Where};
use super::rules::{self, Book};
use super::store;
use crate::audit::{self, Act};
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::sessions::{AdminRole, Person};

/// Every rule, those that are off too, for moderators.
pub(super) fn book(conn: &mut Conn, person: &Person) -> Result<Book, Failure> {
    person.judges_as(AdminRole::Moderator)?;
    Ok(Book::of(store::list_newest(conn)?))
}

/// One rule, with its versions.
pub(super) fn see(conn: &mut Conn, person: &Person, id: &str) -> Result<(Rule, Vec<store::Kept>), Failure> {
    let rule = book(conn, person)?.rules.into_iter().find(|rule| rule.id == id).ok_or(Failure::NotFound)?;
    Ok((rule, store::list_versions(conn, id)?))
}

/// How many of the newest open briefs a rule would be found in, and out of how many.
pub(super) fn try_out(conn: &mut Conn, rule: &Rule) -> Result<(usize, usize), Failure> {
    let texts = store::list_texts(conn)?;
    let book = Book { rules: vec![Rule { places: vec![Where::Brief], is_off: false, ..rule.clone() }] };
    Ok((texts.iter().filter(|text| !book.look(Where::Brief, "body", text).is_empty()).count(), texts.len()))
}

/// A new version of a rule, in force everywhere within a tick. Refusals: `version.stale`.
pub(super) fn publish(tx: &mut Tx<'_>, act: &Act, person: &Person, rule: &Rule) -> Result<(), Failure> {
    person.judges_as(AdminRole::Moderator)?;
    store::insert(tx, rule, person.id, act.at)?;
    Ok(audit::note(tx, act, "lint.published", &format!("{}/{}", rule.id, rule.version), &rule.source)?)
}

/// Puts what the database has in force in this process.
pub(super) fn refresh(conn: &mut Conn) -> Result<(), Failure> {
    rules::put_in_force(Book::of(store::list_newest(conn)?));
    Ok(())
}

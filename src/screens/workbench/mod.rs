//! The workbench: what needs me now, by the next clock; then where my money is; then what runs.

mod load;
mod page;
mod queue;

use crate::failure::Failure;
use crate::platform::db::{Conn, DbError};
use crate::primitives::Instant;
use crate::sessions::Person;
use crate::web::{Answer, SignedIn};
use load::Bench;
use page::WorkbenchPage;

/// `GET /workbench`
pub(super) async fn show(person: SignedIn) -> Answer {
    let (who, now) = (person.person.clone(), person.now);
    let bench = person.site.db.read(move |conn| Bench::load(conn, &who, now).map_err(Failure::from)).await?;
    let page = WorkbenchPage::of(&bench, &person.person, &super::say::Say(&person))?;
    person.page(&page).await
}

/// How many things wait for this person: the number beside the workbench in the navigation.
pub fn count_turns(conn: &mut Conn, person: &Person, now: Instant) -> Result<i64, DbError> {
    let bench = Bench::load_queue(conn, person, now)?;
    Ok(i64::try_from(queue::tasks(&bench, person).len()).unwrap_or(i64::MAX))
}

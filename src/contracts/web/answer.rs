//! One side answers what the other asked for: the same way in for every kind of question.

use crate::audit::Act;
use crate::contracts::forms::AnswerForm;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{ContractId, MilestoneId};
use crate::sessions::Person;
use crate::web::{Answer, Form, SignedIn, once, see_other};

/// Looks for the deal of the question, takes the answer once, and leads to the deal, or to the milestone that `take` names. `flash` is what is said
/// after a yes and after a no.
pub(super) async fn answer(
    person: &SignedIn,
    form: Form<AnswerForm>,
    find: impl FnOnce(&mut Conn, &Person) -> Result<ContractId, Failure> + Send + 'static,
    take: impl Fn(&mut Tx<'_>, &Act, &Person, bool) -> Result<Option<MilestoneId>, Failure> + Send + 'static,
    flash: (&'static str, &'static str),
) -> Answer {
    let who = person.person.clone();
    let contract = person.site.db.read(move |conn| find(conn, &who)).await?;
    let agree = form.fields.parse()?;
    let (act, who, token) = (person.act(), person.person.clone(), form.once);
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            let named = take(tx, &act, &who, agree)?.map(|milestone| format!("?milestone={milestone}"));
            Ok(format!("/contracts/{contract}{}", named.unwrap_or_default()))
        })
    };
    let location = person.site.db.write(work).await?;
    Ok(see_other(&location).flash(if agree { flash.0 } else { flash.1 }).into())
}

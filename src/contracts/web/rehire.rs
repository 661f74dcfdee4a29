//! Working together again.

use crate::contracts::actions;
use crate::platform::db::Tx;
use crate::primitives::id::ContractId;
use crate::web::{Answer, Form, Id, SignedIn, once, see_other};

/// `POST /contracts/{id}/rehire`
pub(super) async fn rehire(person: SignedIn, id: Id<ContractId>, form: Form) -> Answer {
    let (act, who, token) = (person.act(), person.person.clone(), form.once.clone());
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| Ok(format!("/briefs/{}/check", actions::rehire(tx, &act, &who, id.0)?)))
    };
    let location = person.site.db.write(work).await?;
    Ok(see_other(&location).flash("contracts-rehired").into())
}

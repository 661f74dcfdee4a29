//! Other terms, from the page of a bid.

use super::{Retry, load, show_page};
use crate::bids::actions;
use crate::bids::forms::OfferForm;
use crate::platform::db::Tx;
use crate::primitives::id::BidId;
use crate::web::{Answer, Form, Id, SignedIn, once, see_other};

/// `POST /bids/{id}/offers`
pub(super) async fn offer(person: SignedIn, id: Id<BidId>, form: Form<OfferForm>) -> Answer {
    let seen = load(&person, id.0).await?;
    let quoted = form.fields.price(seen.bid.currency).and_then(|price| seen.quote(price).ok());
    let retry = Retry { offer: form.fields.clone(), quote: quoted, open: "offer", ..Retry::none(&seen.bid) };
    if form.fields.wish == "quote" {
        return person.page(&show_page(&person, &seen, retry)?).await;
    }
    let offered = match form.fields.parse(seen.bid.currency) {
        Ok((version, terms, message)) => {
            let (act, who, token, bid) = (person.act(), person.person.clone(), form.once.clone(), id.0);
            let work = move |tx: &mut Tx<'_>| {
                once(tx, &act, token.as_deref(), |tx| {
                    actions::offer(tx, &act, &who, (bid, version), (terms, &message))?;
                    Ok(format!("/bids/{bid}"))
                })
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match offered {
        Ok(location) => Ok(see_other(&location).flash("bids-offered").into()),
        Err(failure) => {
            let redo = person.redo(failure)?;
            let now = load(&person, id.0).await?;
            // The page shows the terms as they stand now: what is sent from it answers those.
            let offer = OfferForm { version: now.bid.version.to_string(), ..retry.offer };
            person.page_with(redo.status, &show_page(&person, &now, Retry { offer, errors: redo.errors, ..retry })?).await
        }
    }
}

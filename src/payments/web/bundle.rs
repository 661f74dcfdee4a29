//! Funding several deals at once: look, then pay or hold.

use super::checkouts::go_and_pay;
use crate::contracts;
use crate::failure::Failure;
use crate::payments::actions::{self, Bundle, Funding};
use crate::payments::forms::BundleForm;
use crate::payments::model::Till;
use crate::payments::pages::BundlePage;
use crate::platform::db::{Conn, Tx};
use crate::primitives::id::{CheckoutId, ContractId};
use crate::web::{Answer, Form, Query, ShownError, SignedIn, once, see_other};
use actix_web::http::StatusCode;

async fn till(person: &SignedIn, ids: &[ContractId]) -> Result<Till, Failure> {
    let (who, first) = (person.person.clone(), ids.first().copied().ok_or(Failure::NotFound)?);
    let read = move |conn: &mut Conn| contracts::see_contract(conn, &who, first).map(|(contract, _)| contract.currency);
    Till::of(&person.site, person.site.db.read(read).await?)
}

async fn look(person: &SignedIn, ids: Vec<ContractId>) -> Result<(Bundle, Vec<String>), Failure> {
    let (who, now, minimum) = (person.person.clone(), person.now, till(person, &ids).await?.minimum);
    let read = move |conn: &mut Conn| {
        let bundle = actions::quote_all(conn, &who, &ids, (minimum, now))?;
        let names = bundle.quotes.iter().map(|quote| Ok(contracts::parties(conn, &quote.contract)?.creator_name));
        let names = names.collect::<Result<Vec<_>, Failure>>()?;
        Ok::<_, Failure>((bundle, names))
    };
    person.site.db.read(read).await
}

async fn page(person: &SignedIn, ids: Vec<ContractId>, (status, errors): (StatusCode, Vec<ShownError>)) -> Answer {
    let (bundle, names) = look(person, ids).await?;
    person.page_with(status, &BundlePage::of(&bundle, names, errors)).await
}

/// `GET /fundings`
pub(super) async fn check(person: SignedIn, asked: Query<BundleForm>) -> Answer {
    page(&person, asked.0.parse()?, (StatusCode::OK, Vec::new())).await
}

/// `POST /fundings`
pub(super) async fn fund(person: SignedIn, form: Form<BundleForm>) -> Answer {
    let ids = form.fields.parse()?;
    let till = till(&person, &ids).await?;
    let (act, who, token, chosen) = (person.act(), person.person.clone(), form.once.clone(), ids.clone());
    let work = move |tx: &mut Tx<'_>| {
        once(tx, &act, token.as_deref(), |tx| {
            Ok(match actions::fund_all(tx, &act, &who, &chosen, &till)? {
                Funding::Funded => "/contracts".to_owned(),
                Funding::Checkout(checkout) => format!("/checkouts/{checkout}"),
            })
        })
    };
    match person.site.db.write(work).await {
        Ok(next) => match next.strip_prefix("/checkouts/").and_then(|checkout| checkout.parse::<CheckoutId>().ok()) {
            Some(checkout) => go_and_pay(&person, checkout).await,
            None => Ok(see_other(&next).flash("payments-bundle-held").answer()),
        },
        Err(failure) => {
            let redo = person.redo(failure.clone())?;
            page(&person, ids, (redo.status, redo.errors)).await.map_err(|_| failure)
        }
    }
}

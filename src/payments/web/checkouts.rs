//! What became of a payment, and the way to the provider's page.

use crate::contracts;
use crate::failure::Failure;
use crate::payments::model::{Checkout, CheckoutState};
use crate::payments::pages::CheckoutPage;
use crate::payments::{jobs, store};
use crate::platform::db::Conn;
use crate::primitives::id::CheckoutId;
use crate::sessions::Right;
use crate::web::{Answer, Id, SignedIn, see_other};

/// `GET /checkouts/{id}`, where a payer comes back to: what the address says is not believed, the payment itself is looked at.
pub(super) async fn show(person: SignedIn, id: Id<CheckoutId>) -> Answer {
    let (who, id) = (person.person.clone(), id.0);
    let theirs = person.person.clone();
    let open = person
        .site
        .db
        .read(move |conn| {
            let checkout = store::find_checkout(conn, id)?.ok_or(Failure::NotFound)?;
            theirs.can(checkout.org, Right::ReadMoney)?;
            Ok::<_, Failure>(checkout.state == CheckoutState::Open)
        })
        .await?;
    if open {
        jobs::look_now(&person.site, id).await?;
    }
    let page = person
        .site
        .db
        .read(move |conn| {
            let checkout = store::find_checkout(conn, id)?.ok_or(Failure::NotFound)?;
            who.can(checkout.org, Right::ReadMoney)?;
            let held = is_held(conn, &checkout)?;
            Ok::<_, Failure>(CheckoutPage::of(&checkout, held))
        })
        .await?;
    person.page(&page).await
}

/// Everything that the payment was for has been funded.
fn is_held(conn: &mut Conn, checkout: &Checkout) -> Result<bool, Failure> {
    let chosen = store::list_chosen(conn, checkout.id)?;
    for id in &chosen {
        if contracts::get_milestone(conn, *id)?.funded_at.is_none() {
            return Ok(false);
        }
    }
    Ok(!chosen.is_empty())
}

/// After a payment was asked for: to the provider's page, or to ours that says it is on its way.
pub(super) async fn go_and_pay(person: &SignedIn, id: CheckoutId) -> Answer {
    let url = jobs::open_now(&person.site, id).await?;
    Ok(see_other(&url.unwrap_or_else(|| format!("/checkouts/{id}"))).answer())
}

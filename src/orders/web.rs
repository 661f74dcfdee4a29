//! The doors of orders.

use super::actions;
use super::forms::OrderForm;
use super::pages::OrderPage;
use super::store;
use crate::bids::rules::quote;
use crate::failure::{ACT_FORBIDDEN, Failure};
use crate::packages::{self, Package, row};
use crate::platform::db::{Conn, Tx};
use crate::primitives::Choice as _;
use crate::primitives::id::PackageId;
use crate::sessions::{OrgKind, Person, Right};
use crate::tiers::{self, RateCard, Rates};
use crate::web::{Answer, Door, Form, Id, SignedIn, Who, once, see_other, to};
use actix_web::http::Method;

/// Every door of orders.
pub const DOORS: &[Door] = &[
    Door { method: Method::GET, path: "/packages/{id}/order", who: Who::SignedIn, opens: || to(begin) },
    Door { method: Method::POST, path: "/packages/{id}/order", who: Who::SignedIn, opens: || to(order) },
];

/// A package, its creator's handle and name, and what an order of it is charged.
struct Seen {
    package: Package,
    creator: (String, String),
    rates: Rates,
}

/// Whoever writes for a merchant may order.
fn may_order(person: &Person) -> Result<(), Failure> {
    let writes = person.memberships.iter().any(|member| member.kind == OrgKind::Merchant && member.role.allows(Right::Work));
    if writes { Ok(()) } else { Err(ACT_FORBIDDEN.into()) }
}

async fn load(person: &SignedIn, id: PackageId) -> Result<Seen, Failure> {
    let (who, card, now) = (person.person.clone(), RateCard::of(&person.site.config), person.now);
    let read = move |conn: &mut Conn| {
        let package = actions::get(conn, &who, id)?;
        let (_, name, handle) = store::find_creator(conn, package.creator)?.ok_or(Failure::NotFound)?;
        let rates = tiers::rates(conn, &card, package.creator, now)?;
        Ok::<_, Failure>(Seen { package, creator: (handle, name), rates })
    };
    let seen = person.site.db.read(read).await?;
    may_order(&person.person)?;
    Ok(seen)
}

async fn page(person: &SignedIn, seen: Seen, form: OrderForm) -> Result<OrderPage, Failure> {
    let quote = quote(seen.package.price, seen.rates.0, seen.rates.1)?;
    let package = row(&seen.package, person.lang.word());
    let page = OrderPage::of(package, seen.creator, &person.person, form, quote).at_rate(seen.rates.0);
    let Some((org, name)) = page.buyer(&person.person) else { return Ok(page) };
    let (who, card, now) = (person.person.clone(), RateCard::of(&person.site.config), person.now);
    let read = move |conn: &mut Conn| actions::preview(conn, &who, (&seen.package, org), &card, now);
    Ok(page.on_terms(person.site.db.read(read).await?.text(person.lang).to_owned(), name))
}

/// `GET /packages/{id}/order`
async fn begin(person: SignedIn, id: Id<PackageId>) -> Answer {
    let seen = load(&person, id.0).await?;
    let form = OrderForm { seen: seen.package.version.to_string(), ..OrderForm::default() };
    person.page(&page(&person, seen, form).await?).await
}

/// `POST /packages/{id}/order`
async fn order(person: SignedIn, id: Id<PackageId>, form: Form<OrderForm>) -> Answer {
    let seen = load(&person, id.0).await?;
    let ordered = match form.fields.parse(id.0) {
        Ok(new) => {
            let (act, who, token, card) = (person.act(), person.person.clone(), form.once.clone(), RateCard::of(&person.site.config));
            let work = move |tx: &mut Tx<'_>| {
                let made = |tx: &mut Tx<'_>| Ok(format!("/contracts/{}/made", actions::order(tx, &act, &who, &new, &card)?.contract));
                once(tx, &act, token.as_deref(), made)
            };
            person.site.db.write(work).await
        }
        Err(failure) => Err(failure),
    };
    match ordered {
        Ok(location) => Ok(see_other(&location).flash("orders-made").into()),
        Err(failure) => again(&person, seen, form.fields, failure).await,
    }
}

/// The form with what was typed and why it could not be taken. Where the package changed meanwhile, both of its versions are shown, and what is sent next
/// is for the one that holds now.
async fn again(person: &SignedIn, before: Seen, typed: OrderForm, failure: Failure) -> Answer {
    let is_stale = failure.is_stale();
    let redo = person.redo(failure)?;
    if !is_stale {
        return person.page_with(redo.status, &page(person, before, typed).await?.refused(redo.errors)).await;
    }
    let now = load(person, before.package.id).await?;
    let (id, version) = (now.package.id, typed.seen().unwrap_or_default());
    let old = person.site.db.read(move |conn: &mut Conn| packages::find_version(conn, id, version).map_err(Failure::from)).await?;
    let say = |key: &str, args: &[(&str, String)]| person.text(key, args);
    let conflict = old.map(|old| packages::differences(&now.package, &old, format!("/packages/{id}/order"), &say));
    let form = OrderForm { seen: now.package.version.to_string(), ..typed };
    person.page_with(redo.status, &page(person, now, form).await?.refused(redo.errors).beside(conflict)).await
}

//! The doors of an agency's payouts: for its members whose role moves its money; who reads it reads them.

use super::ListQuery;
use crate::failure::Failure;
use crate::ledger::Payee;
use crate::payouts::actions;
use crate::payouts::forms::{AccountForm, RequestForm};
use crate::primitives::id::OrgId;
use crate::web::{Answer, Form, Id, Query, SignedIn};
use actix_web::http::StatusCode;

/// The agency, for whoever reads of its money.
fn read(person: &SignedIn, id: OrgId) -> Result<Payee, Failure> {
    actions::reads(&person.person, Payee::Agency(id)).map(|()| Payee::Agency(id))
}

/// The agency, for whoever moves its money.
fn moved(person: &SignedIn, id: OrgId) -> Result<Payee, Failure> {
    actions::moves(&person.person, Payee::Agency(id)).map(|()| Payee::Agency(id))
}

/// `GET /agencies/{id}/payouts`
pub(super) async fn index(person: SignedIn, id: Id<OrgId>, query: Query<ListQuery>) -> Answer {
    let payee = read(&person, id.0)?;
    super::list(&person, payee, &query.0).await
}

/// `POST /agencies/{id}/payouts`
pub(super) async fn ask(person: SignedIn, id: Id<OrgId>, form: Form<RequestForm>) -> Answer {
    let payee = moved(&person, id.0)?;
    super::ask_of(&person, payee, form).await
}

/// `GET /agencies/{id}/payout-account`
pub(super) async fn account(person: SignedIn, id: Id<OrgId>) -> Answer {
    let payee = moved(&person, id.0)?;
    person.person.stepped_up(person.now)?;
    super::account_page(&person, payee, StatusCode::OK, (None, Vec::new())).await
}

/// `POST /agencies/{id}/payout-account`
pub(super) async fn set_account(person: SignedIn, id: Id<OrgId>, form: Form<AccountForm>) -> Answer {
    let payee = moved(&person, id.0)?;
    super::set_account_of(&person, payee, form).await
}

/// `POST /agencies/{id}/payout-account/onboarding`: to the provider's page that asks what it still wants to know.
pub(super) async fn onboard(person: SignedIn, id: Id<OrgId>, _: Form) -> Answer {
    let payee = moved(&person, id.0)?;
    person.person.stepped_up(person.now)?;
    super::onboard_of(&person, payee).await
}

//! What a merchant sees before ordering.

use super::forms::OrderForm;
use crate::bids::rules::Quote;
use crate::packages::PackageRow;
use crate::primitives::BasisPoints;
use crate::primitives::id::OrgId;
use crate::sessions::{OrgKind, Person, Right};
use crate::web::{Conflict, Page, ShownError};
use serde::Serialize;

/// A choice in a form.
#[derive(Debug, Clone, Serialize)]
struct Choosable {
    value: String,
    label: String,
}

/// `/packages/{id}/order`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct OrderPage {
    package: PackageRow,
    handle: String,
    creator: String,
    orgs: Vec<Choosable>,
    form: OrderForm,
    errors: Vec<ShownError>,
    conflict: Option<Conflict>,
    quote: Quote,
    rate: i64,
    once: String,
    /// What the contract would say, in the reader's language, for this organisation.
    terms: Option<String>,
    buyer: String,
}

impl Page for OrderPage {
    const TEMPLATE: &'static str = "orders/order.html";
    const ACTIVE: &'static str = "creators";
}

impl OrderPage {
    /// The package and what an order of it costs at this rate; the form is for whoever writes for a merchant.
    pub(super) fn of(package: PackageRow, (handle, creator): (String, String), person: &Person, form: OrderForm, quote: Quote) -> Self {
        let writes = person.memberships.iter().filter(|member| member.kind == OrgKind::Merchant && member.role.allows(Right::Work));
        let orgs: Vec<Choosable> =
            writes.map(|member| Choosable { value: member.org.to_string(), label: member.org_name.clone() }).collect();
        Self {
            package,
            handle,
            creator,
            orgs,
            form,
            errors: Vec::new(),
            conflict: None,
            quote,
            rate: 0,
            once: crate::web::fresh_once(),
            terms: None,
            buyer: String::new(),
        }
    }

    /// The organisation that would order as the form stands: the chosen one, or the first.
    pub(super) fn buyer(&self, person: &Person) -> Option<(OrgId, String)> {
        let chosen = self.orgs.iter().find(|org| org.value == self.form.org).or_else(|| self.orgs.first())?;
        let member = person.memberships.iter().find(|member| member.org.to_string() == chosen.value)?;
        Some((member.org, member.org_name.clone()))
    }

    /// With what the contract would say.
    pub(super) fn on_terms(self, terms: String, buyer: String) -> Self {
        Self { terms: Some(terms), buyer, ..self }
    }

    /// With what cannot be taken.
    pub(super) fn refused(self, errors: Vec<ShownError>) -> Self {
        Self { errors, ..self }
    }

    /// With what the package said when it was seen beside what it says now.
    pub(super) fn beside(self, conflict: Option<Conflict>) -> Self {
        Self { conflict, ..self }
    }

    /// The merchant's rate, for the line of the fee.
    pub(super) fn at_rate(self, rate: BasisPoints) -> Self {
        Self { rate: i64::from(rate.get()), ..self }
    }
}

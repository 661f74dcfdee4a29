//! The forms of terms: of one creator, and those that an agency usually proposes.

use super::{Box, boxes, currencies};
use crate::agencies::actions::Place;
use crate::agencies::forms::TermsForm;
use crate::agencies::model::{Consent, Consents};
use crate::primitives::Choice as _;
use crate::primitives::id::OrgId;
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;

/// What is typed, and what of it cannot be taken.
type Typed = (TermsForm, Vec<ShownError>);

fn all_boxes(asker: &Asker) -> Vec<Box> {
    boxes(asker, &Consents::of(Consent::ALL.iter().copied()))
}

/// The form of terms: an invitation, or a change.
#[derive(Serialize)]
pub(in crate::agencies) struct TermsPage {
    agency: String,
    back: String,
    /// Whose terms change; empty on an invitation.
    creator: String,
    /// On an invitation: where it is said what it begins with.
    usual_url: Option<String>,
    action: String,
    form: TermsForm,
    boxes: Vec<Box>,
    currencies: Vec<&'static str>,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for TermsPage {
    const TEMPLATE: &'static str = "agencies/terms.html";
    const ACTIVE: &'static str = "workbench";
}

impl TermsPage {
    pub(in crate::agencies) fn invitation(asker: &Asker, id: OrgId, agency: String, typed: Typed) -> Self {
        let (back, action) = (format!("/agencies/{id}"), format!("/agencies/{id}/invitations"));
        let usual_url = Some(format!("/agencies/{id}/terms"));
        Self { usual_url, ..Self::new(asker, (agency, String::new()), (back, action), typed) }
    }

    pub(in crate::agencies) fn change(asker: &Asker, place: &Place, typed: Typed) -> Self {
        let back = format!("/rosters/{}", place.membership.id);
        let action = format!("{back}/terms");
        Self::new(asker, (place.agency.clone(), place.profile.name.clone()), (back, action), typed)
    }

    fn new(asker: &Asker, (agency, creator): (String, String), (back, action): (String, String), (form, errors): Typed) -> Self {
        Self {
            agency,
            back,
            creator,
            usual_url: None,
            action,
            form,
            boxes: all_boxes(asker),
            currencies: currencies(),
            errors,
            once: fresh_once(),
        }
    }
}

/// `GET /agencies/{id}/terms`
#[derive(Serialize)]
pub(in crate::agencies) struct UsualPage {
    agency: String,
    back: String,
    action: String,
    form: TermsForm,
    boxes: Vec<Box>,
    currencies: Vec<&'static str>,
    errors: Vec<ShownError>,
}

impl Page for UsualPage {
    const TEMPLATE: &'static str = "agencies/usual.html";
    const ACTIVE: &'static str = "workbench";
}

impl UsualPage {
    pub(in crate::agencies) fn of(asker: &Asker, id: OrgId, agency: String, (form, errors): Typed) -> Self {
        let (back, action) = (format!("/agencies/{id}"), format!("/agencies/{id}/terms"));
        Self { agency, back, action, form, boxes: all_boxes(asker), currencies: currencies(), errors }
    }
}

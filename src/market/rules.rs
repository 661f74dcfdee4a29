//! What is in force: one copy for this process, which a job renews within a tick.

use super::model::{Floor, Planned, Slot};
use crate::failure::Failure;
use crate::primitives::{Category, ContentForm, Currency, Money};
use crate::sessions::{AdminRole, Person};
use std::sync::{Arc, PoisonError, RwLock};

static FLOORS: RwLock<Option<Arc<Vec<Floor>>>> = RwLock::new(None);
static PLANNED: RwLock<Option<Arc<Vec<Planned>>>> = RwLock::new(None);

/// From now on these are in force, and those are announced.
pub(super) fn put_in_force(floors: Vec<Floor>, planned: Vec<Planned>) {
    *PLANNED.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(planned));
    *FLOORS.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(floors));
}

/// Every floor, in the order of the lists.
#[must_use]
pub fn list_floors() -> Arc<Vec<Floor>> {
    FLOORS.read().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_default()
}

/// What is announced and not in force yet, in the order of the lists.
#[must_use]
pub fn list_planned() -> Arc<Vec<Planned>> {
    PLANNED.read().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_default()
}

/// The least that is recommended for one place of such work, if anything is.
#[must_use]
pub fn floor(category: Category, form: ContentForm, currency: Currency) -> Option<Money> {
    let wanted = Slot { category, form, currency };
    list_floors().iter().find(|floor| floor.slot == wanted).map(|floor| floor.least)
}

/// Settings are the moderators'.
pub(super) fn may_set(person: &Person) -> Result<(), Failure> {
    person.judges_as(AdminRole::Moderator)
}

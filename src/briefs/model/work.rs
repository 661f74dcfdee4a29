//! What of a brief a creator is weighed against.

use super::{Brief, Entry};
use crate::matching::Work;

impl Brief {
    /// What a creator is weighed against.
    #[must_use]
    pub fn work(&self) -> Work {
        Work {
            org: self.org,
            form: self.content_form,
            category: self.category,
            platforms: self.platforms.clone(),
            languages: self.languages.clone(),
            currency: self.currency,
            pays: self.budget.map(|budget| (budget.min.0, budget.max.0)),
        }
    }
}

impl Entry {
    /// What a creator is weighed against.
    #[must_use]
    pub fn work(&self) -> Work {
        Work {
            org: self.org,
            form: self.content_form,
            category: self.category,
            platforms: self.platforms.clone(),
            languages: self.languages.clone(),
            currency: self.currency,
            pays: Some((self.budget.min.0, self.budget.max.0)),
        }
    }
}

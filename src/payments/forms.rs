//! What a member sends about money in and back.

use crate::failure::{Failure, FieldErrors};
use crate::primitives::id::{MilestoneId, OrgId};
use crate::primitives::{Currency, Money};
use serde::{Deserialize, Serialize};

/// An amount for or from a wallet, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AmountForm {
    pub(super) org_id: String,
    pub(super) amount: String,
    pub(super) currency: String,
}

impl AmountForm {
    pub(super) fn parse(&self) -> Result<(OrgId, Money), Failure> {
        let mut errors = FieldErrors::default();
        let org = self.org_id.parse::<OrgId>().map_err(|_| Failure::NotFound)?;
        let currency = errors.choice::<Currency>("currency", &self.currency);
        let amount = self.amount.trim();
        let money = currency.and_then(|currency| Money::parse_typed(amount, currency)).filter(|money| money.amount.is_positive());
        if currency.is_some() && money.is_none() {
            errors.add("amount", if amount.is_empty() { "required" } else { "money" });
        }
        errors.finish(money).map(|money| (org, money))
    }
}

/// Which milestones, as ticked; none means all.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ChosenForm {
    pub(super) milestone: Vec<String>,
}

impl ChosenForm {
    /// A ticked word that is no milestone's id belongs to nothing that is there.
    pub(super) fn parse(&self) -> Result<Vec<MilestoneId>, Failure> {
        let mut chosen: Vec<MilestoneId> =
            self.milestone.iter().map(|word| word.parse().map_err(|_| Failure::NotFound)).collect::<Result<_, _>>()?;
        chosen.sort();
        chosen.dedup();
        Ok(chosen)
    }
}

//! What a member sends about money in and back.

use crate::failure::{Failure, FieldErrors};
use crate::primitives::id::{ContractId, MilestoneId, OrgId};
use crate::primitives::{Currency, Money};
use serde::{Deserialize, Serialize};

/// How many deals are funded at once at most.
const MOST_DEALS: usize = 30;

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

/// Which deals, in an address or a form.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct BundleForm {
    pub(super) contract: Vec<String>,
}

impl BundleForm {
    /// A word that is no deal's id belongs to nothing that is there.
    pub(super) fn parse(&self) -> Result<Vec<ContractId>, Failure> {
        let mut chosen: Vec<ContractId> =
            self.contract.iter().take(MOST_DEALS).map(|word| word.parse().map_err(|_| Failure::NotFound)).collect::<Result<_, _>>()?;
        chosen.sort();
        chosen.dedup();
        Ok(chosen)
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

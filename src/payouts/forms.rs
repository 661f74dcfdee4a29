//! What a creator sends about payouts.

use super::model::NewAccount;
use crate::failure::{Failure, FieldErrors};
use crate::primitives::{Choice as _, Currency, Money};
use serde::{Deserialize, Serialize};

/// Countries that payouts go to, ISO 3166-1; the site names them in the reader's language.
pub(super) const COUNTRIES: &[&str] = &["CN", "HK", "TW", "SG", "JP", "US", "GB", "DE", "FR", "ES", "AU"];

/// The form that asks for a payout, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RequestForm {
    pub(super) amount: String,
    pub(super) currency: String,
}

impl RequestForm {
    pub(super) fn parse(&self) -> Result<Money, Failure> {
        let mut errors = FieldErrors::default();
        let currency = errors.choice::<Currency>("currency", &self.currency);
        let amount = self.amount.trim();
        let money = currency.and_then(|currency| Money::parse_typed(amount, currency));
        if currency.is_some() && money.is_none() {
            errors.add("amount", if amount.is_empty() { "required" } else { "money" });
        }
        errors.finish(money)
    }
}

/// The form that names the payout account, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AccountForm {
    pub(super) name: String,
    pub(super) country: String,
    pub(super) currency: String,
}

impl AccountForm {
    pub(super) fn parse(&self) -> Result<NewAccount, Failure> {
        let mut errors = FieldErrors::default();
        let name = errors.line("name", &self.name, 120);
        let known = COUNTRIES.contains(&self.country.as_str());
        if !known {
            errors.add("country", if self.country.is_empty() { "required" } else { "choice" });
        }
        let currency = errors.choice::<Currency>("currency", &self.currency);
        let account = name.zip(currency).filter(|_| known);
        errors.finish(account.map(|(name, currency)| NewAccount { name, country: self.country.clone(), currency }))
    }
}

/// The currencies as the forms offer them.
pub(super) fn currencies() -> Vec<&'static str> {
    Currency::ALL.iter().map(|currency| currency.word()).collect()
}

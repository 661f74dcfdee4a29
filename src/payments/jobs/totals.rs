//! The sums: when each movement has been explained by itself, what the books have at the provider must be what the provider has of it.

use super::reconcile::is_ours;
use crate::failure::Failure;
use crate::ledger::{self, Kind, Provider};
use crate::operations::{self, OperationKind};
use crate::platform::gateway::Taking;
use crate::primitives::{Currency, Minor};
use crate::web::Site;
use std::collections::BTreeMap;

/// What a currency comes to, minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// Of which currency.
    pub currency: Currency,
    /// What payments, transfers and refunds left at the provider, its fees off.
    pub provider: Minor,
    /// What the books have of that.
    pub books: Minor,
    /// Every movement is explained, so that the two must be the same.
    pub settled: bool,
}

impl Total {
    /// How far apart they are.
    #[must_use]
    pub fn drift(&self) -> Minor {
        Minor(self.books.0.saturating_sub(self.provider.0))
    }
}

/// The kinds of transactions that a payment, a transfer or a refund makes. What chargebacks move is looked at by case.
const KINDS: [Kind; 5] = [Kind::Capture, Kind::ProviderCost, Kind::PayoutDone, Kind::PayoutFailed, Kind::Withdrawal];

/// Adds up all movements since the beginning. `open`: movements that wait to be explained.
pub(super) async fn totals(site: &Site, takings: &[Taking], open: bool) -> Result<Vec<Total>, Failure> {
    let mut sums: BTreeMap<Currency, (i64, i64)> = BTreeMap::new();
    for taking in takings.iter().filter(|taking| is_ours(taking) || is_back(taking)) {
        let (provider, _) = sums.entry(taking.money.currency).or_default();
        *provider = provider.saturating_add(taking.money.amount.0).saturating_sub(taking.fee.0);
    }
    let name = Provider::of(&*site.gateway)?;
    let far = crate::primitives::Instant(i64::MAX);
    let (books, unmatched, refunds) = site
        .db
        .read(move |conn| {
            let books = ledger::sums_at_provider(conn, name, &KINDS)?;
            let unmatched = operations::list_unmatched(conn, far, 1)?;
            Ok::<_, Failure>((books, unmatched, operations::list_unfinished(conn, OperationKind::Refund, 1)?))
        })
        .await?;
    let settled = !open && unmatched.is_empty() && refunds.is_empty();
    for (currency, amount) in books {
        let (_, books) = sums.entry(currency).or_default();
        *books = books.saturating_add(amount.0);
    }
    let total = |(currency, (provider, books))| Total { currency, provider: Minor(provider), books: Minor(books), settled };
    Ok(sums.into_iter().map(total).collect())
}

/// What came back of a transfer or a refund.
fn is_back(taking: &Taking) -> bool {
    matches!(
        taking.kind.as_str(),
        "transfer_refund" | "transfer_cancel" | "transfer_failure" | "refund_failure" | "payment_failure_refund" | "payment_reversal"
    )
}

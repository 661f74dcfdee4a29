//! What a brief needs before it opens, beside what there is.

use crate::briefs::model::Brief;
use crate::ledger::postings::Aside;
use crate::primitives::{BasisPoints, Minor, Money, MoneyError};
use serde::Serialize;

/// What publishing takes from the wallet.
#[derive(Debug, Clone, Serialize)]
pub(in crate::briefs) struct AsideView {
    amount: Money,
    fee: Money,
    rate: i64,
    total: Money,
    /// For who reads the wallet.
    free: Option<Money>,
    missing: Option<Money>,
    top_up_url: Option<String>,
    may_move: bool,
}

impl AsideView {
    /// `free` is what stands in the wallet, for who may read it; `may_move` lets the reader publish.
    pub(in crate::briefs) fn of(aside: &Aside, rate: BasisPoints, free: Option<Minor>, may_move: bool) -> Result<Self, MoneyError> {
        let money = |amount| Money::new(amount, aside.currency);
        let total = aside.total()?;
        let missing = free.map(|free| total.minus(free)).transpose()?.filter(|missing| missing.is_positive());
        let top_up = || format!("/wallet/top-ups?org_id={}&currency={}", aside.org, aside.currency);
        Ok(Self {
            amount: money(aside.amount),
            fee: money(aside.merchant_fee),
            rate: i64::from(rate.get()),
            total: money(total),
            free: free.map(money),
            missing: missing.map(money),
            top_up_url: missing.filter(|_| may_move).map(|_| top_up()),
            may_move,
        })
    }
}

/// What was set aside for a brief as its page shows it.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct FundView {
    /// For everybody: without the fee.
    set_aside: Option<Money>,
    /// For who reads the merchant's money: what is left of it.
    left: Option<Money>,
    is_contest: bool,
    finalist_fee: Option<Money>,
}

impl FundView {
    pub(super) fn of(brief: &Brief, left: Option<Money>) -> Self {
        let set_aside = brief.set_aside().ok().flatten().filter(|_| brief.state.is_published());
        let finalist_fee = Some(brief.fund.finalist_fee).filter(|fee| fee.is_positive()).map(|fee| Money::new(fee, brief.currency));
        let is_contest = brief.is_contest();
        Self {
            is_contest,
            finalist_fee,
            set_aside: set_aside.map(|amount| Money::new(amount, brief.currency)),
            left: left.filter(|_| !brief.state.is_over()),
        }
    }
}

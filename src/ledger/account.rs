//! The accounts of the books: a typed owner each, and the name under which anyone who runs the books finds it.

use crate::audit;
use crate::failure::Failure;
use crate::platform::gateway::Gateway;
use crate::primitives::Choice as _;
use crate::primitives::id::{BriefId, CreatorId, DisputeId, MilestoneId, OrgId, PayoutId};

crate::choice! {
    /// Debit for what we have, credit for what we owe or earned.
    pub enum Side { Dr = "Dr", Cr = "Cr" }
}

crate::choice! {
    /// Who holds our money outside.
    pub enum Provider { Sandbox = "sandbox", Stripe = "stripe" }
}

impl Provider {
    /// The provider behind a gateway, as the books name it.
    pub fn of(gateway: &dyn Gateway) -> Result<Self, Failure> {
        Self::from_word(gateway.name()).ok_or_else(|| Failure::Bug(format!("the books know no provider {}", gateway.name())))
    }
}

/// One of the 64 parts of an account that every transaction would otherwise wait for, and one of the 64 chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bucket(i32);

impl Bucket {
    /// The bucket of a thing: of a contract for what belongs to one, else of the organisation or creator.
    #[must_use]
    pub fn of(id: &dyn std::fmt::Display) -> Self {
        Self(audit::bucket_of(&id.to_string()))
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..64).map(Self)
    }

    /// 0 to 63.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }
}

impl std::fmt::Display for Bucket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

/// Who takes money out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Payee {
    /// A creator, of what he earned.
    Creator(CreatorId),
    /// An agency, of its shares.
    Agency(OrgId),
}

impl Payee {
    /// What may be taken out.
    #[must_use]
    pub const fn available(self) -> Account {
        match self {
            Self::Creator(creator) => Account::Available(creator),
            Self::Agency(org) => Account::AvailableOfOrg(org),
        }
    }

    /// What is owed to us: a payout pays it first.
    #[must_use]
    pub const fn debt(self) -> Account {
        match self {
            Self::Creator(creator) => Account::DebtOfCreator(creator),
            Self::Agency(org) => Account::DebtOfOrg(org),
        }
    }

    /// Its id, if it is a creator.
    #[must_use]
    pub const fn creator(self) -> Option<CreatorId> {
        match self {
            Self::Creator(creator) => Some(creator),
            Self::Agency(_) => None,
        }
    }

    /// Its id, if it is an agency.
    #[must_use]
    pub const fn org(self) -> Option<OrgId> {
        match self {
            Self::Creator(_) => None,
            Self::Agency(org) => Some(org),
        }
    }

    /// The one of two columns that says whose something is.
    #[must_use]
    pub fn of((creator, org): (Option<CreatorId>, Option<OrgId>)) -> Option<Self> {
        creator.map(Self::Creator).or(org.map(Self::Agency))
    }
}

impl std::fmt::Display for Payee {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Creator(creator) => creator.fmt(f),
            Self::Agency(org) => org.fmt(f),
        }
    }
}

/// An account; with a currency it is a line of the books. `Display` is its name there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Account {
    /// Our balance at the payment provider.
    Clearing(Provider, Bucket),
    /// A merchant's money, free to use.
    Wallet(OrgId),
    /// Set aside for places, a prize or commissions of a brief.
    Pool(BriefId),
    /// Held for a milestone.
    Escrow(MilestoneId),
    /// The merchant's fee on a milestone, not yet earned.
    FeeHold(MilestoneId),
    /// The merchant's fee on what is set aside for a brief and not yet given to a milestone.
    PoolFee(BriefId),
    /// The disputed part of a milestone.
    Frozen(DisputeId),
    /// Earned by a creator and clearing.
    Pending(CreatorId),
    /// A creator may take it out.
    Available(CreatorId),
    /// An agency may take it out: its share of what its creators earned.
    AvailableOfOrg(OrgId),
    /// Kept back for risk or a chargeback.
    OnHold(CreatorId),
    /// A payout on its way.
    Transit(PayoutId),
    /// A creator owes us after a lost chargeback.
    DebtOfCreator(CreatorId),
    /// An organisation owes us after a lost chargeback.
    DebtOfOrg(OrgId),
    /// Fees earned from merchants.
    FeesMerchant(Bucket),
    /// Fees earned from creators.
    FeesCreator(Bucket),
    /// What the provider took for its work.
    CostProvider(Bucket),
    /// What chargebacks cost.
    CostChargeback(Bucket),
    /// Taken by the provider, outcome open; the provider's name of the case.
    ProviderDispute(String),
    /// Arrived and not explained.
    Suspense(Provider, Bucket),
}

impl Account {
    /// On which side it normally stands.
    #[must_use]
    pub const fn side(&self) -> Side {
        match self {
            Self::Clearing(..)
            | Self::DebtOfCreator(_)
            | Self::DebtOfOrg(_)
            | Self::CostProvider(_)
            | Self::CostChargeback(_)
            | Self::ProviderDispute(_) => Side::Dr,
            Self::Wallet(_)
            | Self::Pool(_)
            | Self::Escrow(_)
            | Self::FeeHold(_)
            | Self::PoolFee(_)
            | Self::Frozen(_)
            | Self::Pending(_)
            | Self::Available(_)
            | Self::AvailableOfOrg(_)
            | Self::OnHold(_)
            | Self::Transit(_)
            | Self::FeesMerchant(_)
            | Self::FeesCreator(_)
            | Self::Suspense(..) => Side::Cr,
        }
    }

    /// It may never stand on the other side: nobody spends what is not there.
    #[must_use]
    pub const fn is_bounded(&self) -> bool {
        match self {
            Self::Wallet(_)
            | Self::Pool(_)
            | Self::Escrow(_)
            | Self::FeeHold(_)
            | Self::PoolFee(_)
            | Self::Frozen(_)
            | Self::Pending(_)
            | Self::Available(_)
            | Self::AvailableOfOrg(_)
            | Self::OnHold(_)
            | Self::Transit(_)
            | Self::DebtOfCreator(_)
            | Self::DebtOfOrg(_) => true,
            Self::Clearing(..)
            | Self::FeesMerchant(_)
            | Self::FeesCreator(_)
            | Self::CostProvider(_)
            | Self::CostChargeback(_)
            | Self::ProviderDispute(_)
            | Self::Suspense(..) => false,
        }
    }
}

impl std::fmt::Display for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Clearing(provider, bucket) => write!(f, "clearing:{provider}/{bucket}"),
            Self::Wallet(org) => write!(f, "wallet:{org}"),
            Self::Pool(brief) => write!(f, "pool:{brief}"),
            Self::Escrow(milestone) => write!(f, "escrow:{milestone}"),
            Self::FeeHold(milestone) => write!(f, "fee_hold:{milestone}"),
            Self::PoolFee(brief) => write!(f, "fee_hold:{brief}"),
            Self::Frozen(dispute) => write!(f, "frozen:{dispute}"),
            Self::Pending(creator) => write!(f, "pending:{creator}"),
            Self::Available(creator) => write!(f, "available:{creator}"),
            Self::AvailableOfOrg(org) => write!(f, "available:{org}"),
            Self::OnHold(creator) => write!(f, "on_hold:{creator}"),
            Self::Transit(payout) => write!(f, "transit:{payout}"),
            Self::DebtOfCreator(creator) => write!(f, "debt:{creator}"),
            Self::DebtOfOrg(org) => write!(f, "debt:{org}"),
            Self::FeesMerchant(bucket) => write!(f, "fees:merchant/{bucket}"),
            Self::FeesCreator(bucket) => write!(f, "fees:creator/{bucket}"),
            Self::CostProvider(bucket) => write!(f, "cost:provider/{bucket}"),
            Self::CostChargeback(bucket) => write!(f, "cost:chargeback/{bucket}"),
            Self::ProviderDispute(case) => write!(f, "provider_dispute:{case}"),
            Self::Suspense(provider, bucket) => write!(f, "suspense:{provider}/{bucket}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_carry_the_names_of_the_books() {
        let org = OrgId::random();
        assert_eq!(Account::Wallet(org).to_string(), format!("wallet:{org}"));
        assert_eq!(Account::FeesMerchant(Bucket(7)).to_string(), "fees:merchant/07");
        assert_eq!(Account::Clearing(Provider::Sandbox, Bucket(63)).to_string(), "clearing:sandbox/63");
    }

    #[test]
    fn a_bucket_is_the_same_every_time_and_below_64() {
        for _ in 0..200 {
            let id = OrgId::random();
            assert_eq!(Bucket::of(&id), Bucket::of(&id));
            assert!((0..64).contains(&Bucket::of(&id).number()));
        }
    }
}

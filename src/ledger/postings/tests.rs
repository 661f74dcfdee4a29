//! The postings to the minor unit, and the laws that hold for every price and rate.

use super::*;
use crate::ledger::account::{Payee, Provider};
use crate::primitives::id::{CheckoutId, ContractId, CreatorId, DisputeId, MilestoneId, OrgId, PayoutId, WithdrawalId};
use crate::primitives::{BasisPoints, Money};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Balances after some postings, credit side up; a bounded account below zero panics.
#[derive(Default)]
struct Books(BTreeMap<Account, i64>);

impl Books {
    fn post(&mut self, transaction: &Transaction) -> &mut Self {
        for entry in transaction.entries() {
            let balance = self.0.entry(entry.account().clone()).or_default();
            *balance -= entry.amount().0;
            let own = if entry.account().side() == crate::ledger::Side::Cr { *balance } else { -*balance };
            assert!(!entry.account().is_bounded() || own >= 0, "{} fell to {own}", entry.account());
        }
        assert_eq!(self.0.values().sum::<i64>(), 0);
        self
    }

    fn of(&self, account: Account) -> i64 {
        self.0.get(&account).copied().unwrap_or_default()
    }
}

fn deal(price: i64, merchant_bps: u16, creator_bps: u16) -> Deal {
    Deal {
        contract: ContractId::random(),
        milestone: MilestoneId::random(),
        org: OrgId::random(),
        creator: CreatorId::random(),
        currency: Currency::Cny,
        price: Minor(price),
        merchant_fee: Minor(price).share(BasisPoints::new(merchant_bps).unwrap()).unwrap(),
        creator_bps: BasisPoints::new(creator_bps).unwrap(),
    }
}

/// The wallet filled and the milestone funded.
fn funded(deal: &Deal) -> Books {
    let mut books = Books::default();
    let money = Money::new(deal.total().unwrap(), deal.currency);
    books.post(&capture(Provider::Sandbox, deal.org, CheckoutId::random(), Some(deal.contract), money).unwrap());
    books.post(&fund(deal).unwrap());
    books
}

fn contest(deal: &Deal, amount: i64) -> Contest {
    Contest { deal: *deal, dispute: DisputeId::random(), amount: Minor(amount) }
}

#[test]
fn a_deal_of_4801_fen_goes_to_the_unit() {
    let deal = deal(4_801, 500, 1_000);
    let mut books = funded(&deal);
    assert_eq!(books.of(Account::Escrow(deal.milestone)), 4_801);
    assert_eq!(books.of(Account::FeeHold(deal.milestone)), 240);
    assert_eq!(books.of(Account::Wallet(deal.org)), 0);
    books.post(&release(&deal).unwrap());
    assert_eq!(books.of(Account::Pending(deal.creator)), 4_321);
    assert_eq!(books.of(Account::FeesCreator(deal.bucket())), 480);
    assert_eq!(books.of(Account::FeesMerchant(deal.bucket())), 240);
    books.post(&clear(&deal, Minor(4_321), &deal.milestone).unwrap());
    assert_eq!(books.of(Account::Available(deal.creator)), 4_321);
    let money = Money::new(Minor(4_321), Currency::Cny);
    let payout =
        Payout { id: PayoutId::random(), payee: Payee::Creator(deal.creator), provider: Provider::Sandbox, money, debt: Minor::ZERO };
    books.post(&payout_start(&payout).unwrap()).post(&payout_done(&payout).unwrap());
    assert_eq!(books.of(Account::Available(deal.creator)) + books.of(Account::Transit(payout.id)), 0);
    books.post(&payout_returned(&payout).unwrap());
    assert_eq!(books.of(Account::Available(deal.creator)), 4_321);
}

#[test]
fn a_kill_fee_is_earned_and_the_rest_goes_back() {
    let deal = deal(10_001, 500, 1_000);
    let mut books = funded(&deal);
    books.post(&kill_fee(&deal, Minor(1_000)).unwrap());
    assert_eq!(books.of(Account::Wallet(deal.org)), 9_001 + 450);
    assert_eq!(books.of(Account::Pending(deal.creator)), 900);
    assert_eq!(books.of(Account::FeesCreator(deal.bucket())), 100);
    assert_eq!(books.of(Account::FeesMerchant(deal.bucket())), 50);
}

#[test]
fn a_debt_takes_its_part_and_a_failed_payout_gives_the_rest_back() {
    let (creator, money) = (CreatorId::random(), Money::new(Minor(1_000), Currency::Usd));
    let payout = Payout { id: PayoutId::random(), payee: Payee::Creator(creator), provider: Provider::Sandbox, money, debt: Minor(400) };
    let mut books = Books::default();
    books.0.insert(Account::Available(creator), 1_000);
    books.0.insert(Account::DebtOfCreator(creator), -500);
    books.0.insert(Account::CostChargeback(Bucket::of(&creator)), -500);
    books.post(&payout_start(&payout).unwrap()).post(&payout_failed(&payout).unwrap());
    assert_eq!(books.of(Account::Available(creator)), 600);
    assert_eq!(books.of(Account::DebtOfCreator(creator)), -100);
}

#[test]
fn a_withdrawal_that_fails_is_in_the_wallet_again() {
    let (org, money) = (OrgId::random(), Money::new(Minor(700), Currency::Jpy));
    let id = WithdrawalId::random();
    let mut books = Books::default();
    books.post(&capture(Provider::Sandbox, org, CheckoutId::random(), None, money).unwrap());
    books.post(&withdrawal(Provider::Sandbox, org, id, money).unwrap());
    assert_eq!(books.of(Account::Wallet(org)), 0);
    books.post(&withdrawal_returned(Provider::Sandbox, org, (id, &"x"), money).unwrap());
    assert_eq!(books.of(Account::Wallet(org)), 700);
    assert_ne!(
        withdrawal(Provider::Sandbox, org, id, money).unwrap().fact().reference,
        withdrawal_returned(Provider::Sandbox, org, (id, &"x"), money).unwrap().fact().reference
    );
}

#[test]
fn more_than_the_whole_is_refused() {
    let deal = deal(4_801, 500, 1_000);
    assert!(partial_refund(&deal, Minor(4_802)).is_err());
    assert!(partial_refund(&deal, Minor(-1)).is_err());
    assert!(kill_fee(&deal, Minor(4_802)).is_err());
    assert!(ruling(&contest(&deal, 100), Minor(101)).is_err());
    assert!(freeze_after_approval(&contest(&deal, 4_802)).is_err());
    assert!(tip(&deal, Minor::ZERO, &"t").is_err());
}

proptest! {
    #[test]
    fn price_and_fee_are_their_parts(price in 100i64..=90_000_000, mbps in 0u16..=10_000, cbps in 0u16..=10_000, part in 0u32..=1_000) {
        let deal = deal(price, mbps, cbps);
        let refund = Minor(price * i64::from(part) / 1_000);
        let shares = deal.shares_after(refund).unwrap();
        let parts = [shares.to_wallet, shares.to_creator, shares.creator_fee, shares.merchant_fee];
        prop_assert_eq!(Minor::sum(parts).unwrap(), deal.total().unwrap());
        prop_assert!(parts.iter().all(|part| part.0 >= 0));
        prop_assert_eq!(shares.creator_fee.0, (price - refund.0) * i64::from(cbps) / 10_000);
        let mut books = funded(&deal);
        books.post(&partial_refund(&deal, refund).unwrap());
        prop_assert_eq!(books.of(Account::Escrow(deal.milestone)) + books.of(Account::FeeHold(deal.milestone)), 0);
        prop_assert_eq!(books.of(Account::Wallet(deal.org)), shares.to_wallet.0);
    }

    #[test]
    fn cancelling_gives_everything_back(price in 100i64..=90_000_000, mbps in 0u16..=10_000) {
        let deal = deal(price, mbps, 1_000);
        let mut books = funded(&deal);
        books.post(&cancel(&deal).unwrap());
        prop_assert_eq!(books.of(Account::Wallet(deal.org)), deal.total().unwrap().0);
    }

    #[test]
    fn a_ruling_divides_what_is_contested_and_nothing_else(
        price in 100i64..=90_000_000, mbps in 0u16..=2_000, cbps in 0u16..=3_000, of in 1u32..=1_000, to in 0u32..=1_000, approved: bool
    ) {
        let deal = deal(price, mbps, cbps);
        let amount = (price * i64::from(of) / 1_000).max(1);
        let contest = contest(&deal, amount);
        let to_merchant = Minor(amount * i64::from(to) / 1_000);
        let mut books = funded(&deal);
        if approved {
            books.post(&release(&deal).unwrap()).post(&freeze_after_approval(&contest).unwrap());
        } else {
            if amount < price {
                books.post(&release_part(&deal, contest.amount, &contest.dispute).unwrap());
            }
            books.post(&freeze(&contest).unwrap());
        }
        prop_assert_eq!(books.of(Account::Frozen(contest.dispute)), amount);
        prop_assert_eq!(books.of(Account::FeeHold(deal.milestone)), contest.merchant_fee().unwrap().0);
        books.post(&settlement(&contest, to_merchant).unwrap());
        let held = [Account::Frozen(contest.dispute), Account::FeeHold(deal.milestone), Account::Escrow(deal.milestone)];
        prop_assert!(held.into_iter().all(|account| books.of(account) == 0));
        let fee_back = contest.merchant_fee().unwrap().portion(to_merchant, contest.amount).unwrap();
        prop_assert_eq!(books.of(Account::Wallet(deal.org)), to_merchant.0 + fee_back.0);
    }

    #[test]
    fn a_withdrawn_dispute_leaves_no_trace(
        price in 100i64..=90_000_000, mbps in 0u16..=2_000, cbps in 0u16..=3_000, of in 1u32..=1_000, approved: bool
    ) {
        let deal = deal(price, mbps, cbps);
        let contest = contest(&deal, (price * i64::from(of) / 1_000).max(1));
        let mut books = funded(&deal);
        if approved {
            books.post(&release(&deal).unwrap());
        }
        let before: Vec<i64> = books.0.values().copied().filter(|balance| *balance != 0).collect();
        if approved {
            books.post(&freeze_after_approval(&contest).unwrap()).post(&unfreeze_after_approval(&contest).unwrap());
        } else {
            books.post(&freeze(&contest).unwrap()).post(&unfreeze(&contest).unwrap());
        }
        let after: Vec<i64> = books.0.values().copied().filter(|balance| *balance != 0).collect();
        prop_assert_eq!(before, after);
    }

    #[test]
    fn un_earning_and_part_release_agree_on_the_merchants_fee(price in 100i64..=90_000_000, mbps in 0u16..=2_000, of in 1u32..1_000) {
        let deal = deal(price, mbps, 1_000);
        let contest = contest(&deal, (price * i64::from(of) / 1_000).max(1));
        let (mut early, mut late) = (funded(&deal), funded(&deal));
        if contest.amount < deal.price {
            early.post(&release_part(&deal, contest.amount, &contest.dispute).unwrap());
        }
        early.post(&freeze(&contest).unwrap());
        late.post(&release(&deal).unwrap()).post(&freeze_after_approval(&contest).unwrap());
        let fees = Account::FeesMerchant(deal.bucket());
        prop_assert_eq!(early.of(fees.clone()), late.of(fees));
    }
}

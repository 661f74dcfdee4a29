//! The books keep their promises on both databases: balanced, append-only, chained, and nothing is spent twice.

use crate::databases::{Fresh, fresh};
use vtask::audit::Act;
use vtask::failure::Failure;
use vtask::ledger::{self, Account, Deal, Provider, postings};
use vtask::primitives::id::{CheckoutId, ContractId, CreatorId, MilestoneId, OrgId};
use vtask::primitives::{BasisPoints, Currency, Instant, Minor, Money};

const NOW: Instant = Instant(1_795_311_600_000_000);

fn act() -> Act {
    Act::platform(NOW, "test")
}

fn deal() -> Deal {
    Deal {
        contract: ContractId::random(),
        milestone: MilestoneId::random(),
        org: OrgId::random(),
        creator: CreatorId::random(),
        currency: Currency::Cny,
        price: Minor(480_100),
        merchant_fee: Minor(24_005),
        creator_bps: BasisPoints::new(1_000).unwrap(),
    }
}

async fn post(fresh: &Fresh, transaction: ledger::Transaction) -> Result<(), Failure> {
    fresh.db.write(move |tx| ledger::post(tx, &act(), &transaction).map(drop)).await
}

async fn balance(fresh: &Fresh, account: Account) -> i64 {
    fresh.db.read(move |conn| ledger::balance(conn, &account, Currency::Cny)).await.unwrap().0
}

fn top_up(deal: &Deal, amount: i64) -> ledger::Transaction {
    postings::capture(Provider::Sandbox, deal.org, CheckoutId::random(), None, Money::new(Minor(amount), Currency::Cny)).unwrap()
}

#[tokio::test]
async fn a_deal_goes_through_the_books() {
    for fresh in fresh() {
        let deal = deal();
        post(&fresh, top_up(&deal, 600_000)).await.unwrap();
        post(&fresh, postings::fund(&deal).unwrap()).await.unwrap();
        post(&fresh, postings::release(&deal).unwrap()).await.unwrap();
        assert_eq!(balance(&fresh, Account::Wallet(deal.org)).await, 95_895, "{}", fresh.name);
        assert_eq!(balance(&fresh, Account::Escrow(deal.milestone)).await, 0);
        assert_eq!(balance(&fresh, Account::Pending(deal.creator)).await, 432_090);
    }
}

#[tokio::test]
async fn money_that_is_not_there_cannot_be_spent() {
    for fresh in fresh() {
        let deal = deal();
        let refused = post(&fresh, postings::fund(&deal).unwrap()).await;
        assert!(matches!(&refused, Err(Failure::Refused(refusal)) if refusal.code == "balance.insufficient"), "{} {refused:?}", fresh.name);
        post(&fresh, top_up(&deal, 504_104)).await.unwrap();
        let refused = post(&fresh, postings::fund(&deal).unwrap()).await;
        assert!(matches!(&refused, Err(Failure::Refused(refusal)) if refusal.code == "balance.insufficient"), "{} {refused:?}", fresh.name);
        assert_eq!(balance(&fresh, Account::Wallet(deal.org)).await, 504_104);
    }
}

#[tokio::test]
async fn fifty_racing_postings_of_one_fact_book_it_once() {
    for fresh in fresh() {
        let deal = deal();
        post(&fresh, top_up(&deal, 90_000_000)).await.unwrap();
        let racing = (0..50).map(|_| post(&fresh, postings::fund(&deal).unwrap()));
        let ended = futures_util::future::join_all(racing).await;
        assert_eq!(ended.iter().filter(|one| one.is_ok()).count(), 1, "{} {ended:?}", fresh.name);
        assert_eq!(balance(&fresh, Account::Escrow(deal.milestone)).await, 480_100);
        assert_eq!(balance(&fresh, Account::FeeHold(deal.milestone)).await, 24_005);
    }
}

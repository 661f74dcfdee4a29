//! The books keep their promises on both databases: balanced, append-only, chained, and nothing is spent twice.

use crate::databases::{Fresh, fresh};
use vtask::audit::Act;
use vtask::failure::Failure;
use vtask::ledger::{self, Account, Deal, Provider, postings};
use vtask::platform::db::Tx;
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

/// On Postgres a refused statement takes its transaction with it, and the commit says nothing of it.
#[tokio::test]
async fn what_overlooked_a_refusal_is_not_taken_for_booked() {
    use diesel::connection::SimpleConnection as _;
    for fresh in fresh() {
        let deal = deal();
        let runs = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let counted = runs.clone();
        let work = move |tx: &mut Tx<'_>| {
            if counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 0 {
                tx.batch_execute("SELECT of_no_such_column FROM ledger_txns").unwrap_err();
                return Ok(());
            }
            ledger::post(tx, &act(), &top_up(&deal, 600_000)).map(drop)
        };
        let booked: Result<(), Failure> = fresh.db.write(work).await;
        booked.unwrap();
        let (wanted, runs) = (if fresh.name == "sqlite" { (1, 0) } else { (2, 600_000) }, runs.load(std::sync::atomic::Ordering::Relaxed));
        assert_eq!((runs, balance(&fresh, Account::Wallet(deal.org)).await), wanted, "{}", fresh.name);
    }
}

async fn verify(fresh: &Fresh) -> ledger::Report {
    fresh.db.read(|conn| ledger::verify(conn, &mut |_, _| {})).await.unwrap()
}

/// Runs statements past the code, as somebody with the database's password could.
async fn tamper(fresh: &Fresh, sqlite: &'static str, postgres: &'static str) {
    use diesel::connection::SimpleConnection as _;
    let sql = if fresh.name == "sqlite" { sqlite } else { postgres };
    let done: Result<(), vtask::platform::db::DbError> = fresh.db.write(move |tx| Ok(tx.batch_execute(sql)?)).await;
    done.unwrap();
}

async fn three_deals(fresh: &Fresh) -> Deal {
    let mut last = deal();
    for _ in 0..3 {
        last = deal();
        post(fresh, top_up(&last, 600_000)).await.unwrap();
        post(fresh, postings::fund(&last).unwrap()).await.unwrap();
        post(fresh, postings::release(&last).unwrap()).await.unwrap();
    }
    last
}

#[tokio::test]
async fn whole_books_verify() {
    for fresh in fresh() {
        three_deals(&fresh).await;
        let report = verify(&fresh).await;
        assert_eq!(report.faults, [], "{}", fresh.name);
        assert_eq!((report.txns, report.entries), (9, 3 * (2 + 3 + 5)));
    }
}

#[tokio::test]
async fn a_changed_line_shows_with_its_sequence_number() {
    for fresh in fresh() {
        three_deals(&fresh).await;
        tamper(
            &fresh,
            "DROP TRIGGER ledger_entries_no_update; UPDATE ledger_entries SET amount = amount - 1 WHERE account LIKE 'escrow:%' AND amount > 0",
            "DROP TRIGGER ledger_entries_append_only ON ledger_entries;
             UPDATE ledger_entries SET amount = amount - 1 WHERE account LIKE 'escrow:%' AND amount > 0",
        )
        .await;
        let report = verify(&fresh).await;
        let first = report.first_bad().unwrap();
        assert!(first.seq.is_some_and(|seq| seq >= 2) && first.what.contains("was changed"), "{} {:?}", fresh.name, report.faults);
        assert!(report.faults.iter().any(|fault| fault.what.contains("does not sum to zero in CNY: -1")), "{:?}", report.faults);
        assert!(report.faults.iter().any(|fault| fault.what.contains("running balance does not follow")), "{:?}", report.faults);
    }
}

#[tokio::test]
async fn a_changed_balance_a_cut_chain_and_a_lost_audit_line_show() {
    for fresh in fresh() {
        three_deals(&fresh).await;
        tamper(
            &fresh,
            "UPDATE ledger_accounts SET balance = balance - 5 WHERE account LIKE 'pending:%'",
            "UPDATE ledger_accounts SET balance = balance - 5 WHERE account LIKE 'pending:%'",
        )
        .await;
        let report = verify(&fresh).await;
        assert!(
            report.faults.iter().any(|fault| fault.what.contains("is stored at version") && fault.seq.is_some()),
            "{:?}",
            report.faults
        );
        assert!(report.faults.iter().any(|fault| fault.what.contains("do not sum to zero in CNY")), "{:?}", report.faults);
        tamper(
            &fresh,
            "DROP TRIGGER audit_lines_no_delete; DELETE FROM audit_lines; UPDATE ledger_heads SET seq = seq + 1 WHERE seq > 0",
            "DROP TRIGGER audit_lines_append_only ON audit_lines; DELETE FROM audit_lines; UPDATE ledger_heads SET seq = seq + 1 WHERE seq > 0",
        )
        .await;
        let report = verify(&fresh).await;
        for what in ["no line in the audit log", "does not end at its head", "audit log:"] {
            assert!(report.faults.iter().any(|fault| fault.what.contains(what)), "{} {what} {:?}", fresh.name, report.faults);
        }
    }
}

#[tokio::test]
async fn the_journal_can_only_grow() {
    use diesel::connection::SimpleConnection as _;
    for fresh in fresh() {
        three_deals(&fresh).await;
        for sql in [
            "UPDATE ledger_entries SET amount = amount + 1",
            "DELETE FROM ledger_entries",
            "UPDATE ledger_txns SET kind = 'tip'",
            "DELETE FROM ledger_txns",
            "DELETE FROM audit_lines",
            "UPDATE audit_lines SET actor = 'x'",
            "INSERT INTO ledger_entries SELECT 'ent_x', txn_id, account, currency, amount, 99, balance_after FROM ledger_entries LIMIT 1",
            "INSERT INTO ledger_txns SELECT 'txn_x', bucket, 99, kind, 'x', contract_id, milestone_id, prev_hash, hash, created_at FROM ledger_txns LIMIT 1",
            "UPDATE ledger_accounts SET balance = 1 WHERE account LIKE 'wallet:%'",
        ] {
            let done: Result<(), vtask::platform::db::DbError> = fresh.db.write(move |tx| Ok(tx.batch_execute(sql)?)).await;
            assert!(done.is_err(), "{}: {sql}", fresh.name);
        }
        assert_eq!(verify(&fresh).await.faults, []);
    }
}

#[tokio::test]
async fn balances_and_statements_are_what_was_booked() {
    for fresh in fresh() {
        let deal = three_deals(&fresh).await;
        let (org, creator) = (deal.org, deal.creator);
        let orgs = fresh.db.read(move |conn| ledger::balances_of_org(conn, org)).await.unwrap();
        assert_eq!((orgs.len(), orgs[0].free.amount.0, orgs[0].held.amount.0), (1, 95_895, 0));
        assert_eq!(orgs[0].spent.amount.0, 504_105);
        let creators = fresh.db.read(move |conn| ledger::balances_of_creator(conn, creator)).await.unwrap();
        assert_eq!((creators[0].pending.amount.0, creators[0].available.amount.0), (432_090, 0));
        let of = ledger::Statement { account: Account::Wallet(org), currency: Currency::Cny, between: None };
        let limit = vtask::primitives::Limit::new(1).unwrap();
        let (first, second) = fresh
            .db
            .read(move |conn| {
                let first = ledger::list_movements(conn, &of, None, limit)?;
                let second = ledger::list_movements(conn, &of, first.next.as_ref(), limit)?;
                Ok::<_, vtask::platform::db::DbError>((first, second))
            })
            .await
            .unwrap();
        assert_eq!((first.items[0].amount.amount.0, first.items[0].balance_after.amount.0), (-504_105, 95_895));
        assert_eq!((second.items[0].amount.amount.0, second.items[0].balance_after.amount.0), (600_000, 600_000));
        assert!(first.next.is_some() && second.next.is_none());
    }
}

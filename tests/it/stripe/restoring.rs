//! An old backup comes back after money has moved: what the provider did since is in the book, and nothing is paid twice.

use super::{Fake, accept, ask_payout, creator_money, deliver, earned, free, minutes, operation, step_up_again, top_up, with_account};
use crate::on_stripe;
use crate::world::World;
use std::path::PathBuf;
use vtask::audit::Act;
use vtask::backups::{self, CaughtUp};
use vtask::config::{Config, GatewayChoice};
use vtask::ledger::Account;
use vtask::operations;

/// A backup as it is now.
pub(super) fn backup(world: &World) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("backup");
    backups::take(&world.site.config, &path, world.now(), &mut |_| {}).unwrap();
    (dir, path)
}

/// What `vtask reconcile --full` does to a book that was restored.
pub(super) async fn catch_up(world: &World) -> CaughtUp {
    let old = world.read(|conn| Ok(operations::find_restoration(conn)?)).await.expect("the book knows that it is old");
    let caught = backups::catch_up(&world.site, old, "restored".to_owned()).await.unwrap();
    assert_eq!(world.read(|conn| Ok(operations::find_restoration(conn)?)).await, None);
    world.books_are_right().await;
    caught
}

/// Nobody answers where the provider is.
fn unreachable(config: &mut Config) {
    if let GatewayChoice::Stripe(keys) = &mut config.gateway {
        "http://127.0.0.1:9".clone_into(&mut keys.api_base);
    }
}

fn transfers(fake: &Fake) -> usize {
    fake.all("transfer").len()
}

on_stripe! {
    async fn a_payout_that_left_after_the_backup_is_not_sent_again(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        world.tick().await;
        let (_dir, backup) = backup(world);
        ask_payout(&creator).await;
        world.tick().await;
        assert_eq!(transfers(fake), 1);

        let old = world.restored_from(&backup).await;
        assert_eq!(creator_money(&old, &deal).await, (540_000, 0, 0), "the old book knows nothing of the payout");
        step_up_again(&old, &deal).await;
        let again = old.browser_of(&deal.creator);
        ask_payout(&again).await;
        let act = Act::operator(old.now());
        old.write(move |tx| operations::confirm(tx, &act, "let it go")).await;
        minutes(&old, 30).await;
        assert_eq!(transfers(fake), 1, "an old book sent money out");
        let caught = catch_up(&old).await;
        assert_eq!((caught.asked, caught.imported, caught.report.problems.as_slice()), (1, 1, [].as_slice()));
        assert_eq!(creator_money(&old, &deal).await, (0, 0, 540_000));
        minutes(&old, 30).await;
        assert_eq!((transfers(fake), creator_money(&old, &deal).await), (1, (0, 0, 540_000)));
        old.close().await;
    }

    async fn a_payout_that_was_on_its_way_in_the_backup_is_recognised(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        world.tick().await;
        ask_payout(&creator).await;
        let (_dir, backup) = backup(world);
        world.tick().await;
        fake.forget_keys();
        let old = world.restored_from(&backup).await;
        let caught = catch_up(&old).await;
        assert_eq!((caught.asked, caught.imported), (1, 0));
        minutes(&old, 30).await;
        assert_eq!((transfers(fake), operation(&old, "transfer").await.0.as_str()), (1, "done"));
        assert_eq!(creator_money(&old, &deal).await, (0, 0, 540_000));
        old.close().await;
    }

    async fn money_that_came_and_went_after_the_backup_is_in_the_book_again(world, fake) {
        let deal = world.awarded_deal().await;
        let (_dir, backup) = backup(world);
        let page = top_up(world, fake, &deal).await;
        let said = fake.pay(&page, None);
        deliver(world, &said[1]).await;
        world.tick().await;
        let merchant = world.browser_of(&deal.merchant);
        merchant.get(&format!("/wallet/withdrawals?org_id={}", deal.org)).await.expect(200);
        let org = deal.org.to_string();
        merchant.post("/wallet/withdrawals", &[("org_id", &org), ("amount", "400"), ("currency", "CNY")]).await.expect(303);
        world.tick().await;
        assert_eq!((fake.all("refund").len(), free(world, &deal).await), (1, 60_000));

        let old = world.restored_from(&backup).await;
        assert_eq!(free(&old, &deal).await, 0);
        let caught = catch_up(&old).await;
        assert_eq!((caught.imported, caught.report.problems.as_slice()), (2, [].as_slice()));
        assert_eq!(free(&old, &deal).await, 60_000);
        deliver(&old, &said[1]).await;
        minutes(&old, 10).await;
        assert_eq!((fake.all("refund").len(), free(&old, &deal).await), (1, 60_000), "it happened a second time");
        old.close().await;
    }

    async fn what_was_paid_out_of_work_that_the_book_lost_is_owed(world, fake) {
        let deal = world.funded_deal().await;
        let creator = with_account(world, &deal).await;
        world.tick().await;
        let (_dir, backup) = backup(world);
        accept(world, &deal).await;
        fake.set_balance("cny", 1_000_000);
        ask_payout(&creator).await;
        world.tick().await;
        assert_eq!(transfers(fake), 1);

        let old = world.restored_from(&backup).await;
        assert_eq!(catch_up(&old).await.imported, 1);
        let owed = Account::DebtOfCreator(deal.creator.person.creator_id().unwrap());
        assert_eq!(old.holds(owed.clone()).await, 540_000);
        // The same work is accepted again: half of what it brings pays the debt.
        accept(&old, &deal).await;
        let again = old.sign_in(deal.creator.person.id).await;
        ask_payout(&old.browser_of(&again)).await;
        minutes(&old, 2).await;
        assert_eq!((old.holds(owed).await, fake.all("transfer")[1]["amount"].as_i64()), (270_000, Some(270_000)));
        old.books_are_right().await;
        old.close().await;
    }

    async fn a_transfer_to_nobody_whom_the_book_knows_keeps_money_in(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        world.tick().await;
        let (_dir, backup) = backup(world);
        ask_payout(&creator).await;
        world.tick().await;
        let id = fake.all("transfer")[0]["id"].as_str().unwrap().to_owned();
        fake.change(&id, &[("destination", serde_json::json!("acct_of_somebody"))]);
        let old = world.restored_from(&backup).await;
        assert_eq!(catch_up(&old).await.report.problems.len(), 1);
        step_up_again(&old, &deal).await;
        ask_payout(&old.browser_of(&deal.creator)).await;
        minutes(&old, 5).await;
        assert_eq!(transfers(fake), 1, "money went out although something does not fit");
        old.close().await;
    }

    async fn a_book_that_could_not_ask_stays_old(world, fake) {
        let (deal, creator) = earned(world, fake).await;
        world.tick().await;
        ask_payout(&creator).await;
        let (_dir, backup) = backup(world);
        let old = world.restored_from(&backup).await;
        let away = world.restored_with(&backup, unreachable).await;
        let since = away.read(|conn| Ok(operations::find_restoration(conn)?)).await.unwrap();
        assert!(backups::catch_up(&away.site, since, "restored".to_owned()).await.is_err());
        assert_eq!(away.read(|conn| Ok(operations::find_restoration(conn)?)).await, Some(since));
        away.close().await;
        // What was never sent goes back to its owner, who asks anew.
        assert_eq!(catch_up(&old).await.asked, 1);
        assert_eq!(creator_money(&old, &deal).await, (540_000, 0, 0));
        step_up_again(&old, &deal).await;
        ask_payout(&old.browser_of(&deal.creator)).await;
        minutes(&old, 2).await;
        assert_eq!((transfers(fake), creator_money(&old, &deal).await), (1, (0, 0, 540_000)));
        old.close().await;
    }
}

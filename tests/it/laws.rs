//! Deals are pushed about at random, legally and illegally, by people and by clocks. After each push the laws of money hold; what was refused changed
//! nothing, what was allowed stands in the table.

use crate::deals::Deal;
use crate::world::{Store, World, run};
use diesel::prelude::*;
use vtask::contracts::{self, Asked, Cancellation, Milestone, MilestoneState, rules};
use vtask::failure::Failure;
use vtask::ledger::{self, Account};
use vtask::platform::db::Conn;
use vtask::primitives::{Choice as _, Currency, Minor};

/// A small repeatable chance.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

#[derive(diesel::QueryableByName)]
struct Crooked {
    #[diesel(sql_type = diesel::sql_types::Text)]
    currency: String,
}

/// Currencies whose books do not sum to zero.
fn crooked(conn: &mut Conn) -> Result<Vec<String>, Failure> {
    let query = diesel::sql_query("SELECT currency FROM ledger_accounts GROUP BY currency HAVING SUM(balance) <> 0");
    let rows: Vec<Crooked> = match conn {
        Conn::Sqlite(conn) => query.load(conn)?,
        Conn::Pg(conn) => query.load(conn)?,
    };
    Ok(rows.into_iter().map(|row| row.currency).collect())
}

/// What is held for a milestone is its price and fee while it holds money, and nothing otherwise; every currency sums to zero.
async fn laws_hold(world: &World, milestone: &Milestone) {
    let id = milestone.id;
    let (escrow, fee, crooked) = world
        .read(move |conn| {
            let escrow = ledger::balance(conn, &Account::Escrow(id), Currency::Cny)?;
            Ok((escrow, ledger::balance(conn, &Account::FeeHold(id), Currency::Cny)?, crooked(conn)?))
        })
        .await;
    let held = if milestone.state.holds_money() { (milestone.price, milestone.merchant_fee) } else { (Minor(0), Minor(0)) };
    assert_eq!((escrow, fee), held, "{milestone:?}");
    assert!(crooked.is_empty(), "{crooked:?}");
}

async fn open_request(world: &World, deal: &Deal) -> Option<Cancellation> {
    let id = deal.milestone;
    world.read(move |conn| Ok(contracts::find_open(conn, id)?)).await
}

/// One push; some are nonsense.
async fn push(world: &World, deal: &Deal, dice: &mut Dice) -> Result<(), Failure> {
    let side = if dice.roll(2) == 0 { &deal.merchant } else { &deal.creator };
    match dice.roll(9) {
        0 => world.start(deal).await,
        1 | 2 => world.submit(deal).await,
        3 => world.request_changes(deal, i32::try_from(dice.roll(4)).unwrap()).await,
        4 => {
            let amount = if dice.roll(4) == 0 { 1 } else { crate::moves::PRICE };
            world.approve(deal, i32::try_from(dice.roll(4)).unwrap(), amount).await
        }
        5 => {
            let refund = [None, Some(0), Some(250_001), Some(600_000), Some(600_001)][usize::try_from(dice.roll(5)).unwrap()];
            if dice.roll(3) == 0 { world.cancel(deal, side, refund).await.map(|_| ()) } else { Ok(()) }
        }
        6 => match open_request(world, deal).await {
            Some(asked) => world.answer(Asked::Open(asked.id), side, dice.roll(2) == 0).await,
            None => Ok(()),
        },
        7 => {
            let (contract, act) = (deal.contract, world.act_of(&deal.merchant));
            world.site.db.write(move |tx| contracts::fund(tx, &act, contract, &[])).await
        }
        _ => {
            world.wait_hours(i64::try_from(dice.roll(60)).unwrap());
            world.tick().await;
            Ok(())
        }
    }
}

/// A state follows from another by some events of the table, or is the same.
fn follows(from: MilestoneState, to: MilestoneState) -> bool {
    let steps = |from| contracts::Event::ALL.iter().filter_map(move |event| rules::step(from, *event)).map(|(_, to)| to);
    from == to || steps(from).any(|mid| mid == to || steps(mid).any(|end| end == to || steps(end).any(|last| last == to)))
}

async fn drive(world: &World, pushes: u32, pool: usize) {
    let mut dice = Dice(20_261_122);
    let mut deals = Vec::new();
    for n in 0..pushes {
        if deals.len() < pool {
            deals.push(if dice.roll(4) == 0 { world.awarded_deal().await } else { world.funded_deal().await });
        }
        let at = usize::try_from(dice.roll(deals.len() as u64)).unwrap();
        let (_, before) = world.contract(&deals[at]).await;
        let clock = world.now();
        let answer = push(world, &deals[at], &mut dice).await;
        let (_, after) = world.contract(&deals[at]).await;
        if let Err(failure) = &answer {
            assert!(matches!(failure, Failure::Refused(_) | Failure::Invalid(_)), "{failure:?}");
            assert_eq!(before, after, "a refusal changed something at {clock:?}");
        }
        assert!(follows(before.state, after.state), "{:?} to {:?}", before.state, after.state);
        laws_hold(world, &after).await;
        if after.state.is_terminal() && dice.roll(3) == 0 {
            deals.swap_remove(at);
        }
        if n % 2_000 == 1_999 {
            world.books_are_right().await;
        }
    }
    world.books_are_right().await;
}

#[test]
fn the_laws_of_money_hold_after_each_of_twenty_thousand_pushes() {
    run(Store::Sqlite, async |world| drive(world, 20_000, 10).await);
}

#[test]
fn the_laws_of_money_hold_on_postgres_too() {
    run(Store::Postgres, async |world| drive(world, 1_000, 6).await);
}

//! Deals are pushed about at random, legally and illegally, by people, by clocks and by the provider. After each push the laws of money hold for
//! everything that it moved; what was refused changed nothing, what was allowed stands in the table.
//!
//! Worlds are small and many, each with its own seed, so that they run side by side and a failure is found again by its number.

mod book;
mod quarrels;

use crate::deals::{Deal, Somebody};
use crate::moves::code_of;
use crate::world::{Store, World, run};
use book::Book;
use vtask::contracts::{self, Asked, Award, Cancellation, Plan};
use vtask::failure::Failure;
use vtask::ledger::{Account, Payee, Provider};
use vtask::payouts::{self, PayoutState};
use vtask::platform::db::Tx;
use vtask::primitives::id::{ContractId, OrgId};
use vtask::primitives::{BasisPoints, Currency, Days, Limit, Minor, Money};
use vtask::sessions::Person;

/// A small repeatable chance.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn pick<T: Clone>(&mut self, among: &[T]) -> T {
        among[usize::try_from(self.roll(among.len() as u64)).unwrap()].clone()
    }
}

/// Ways to cut the price of a bid: odd amounts, so that fees are rounded.
const CUTS: [&[i64]; 4] = [&[600_000], &[299_999, 300_001], &[1_009, 598_991], &[199_999, 200_003, 199_998]];

/// A contract in one to three parts, each as a deal of its own; sometimes with money in the wallet for all of it, sometimes with too little.
async fn make(world: &World, dice: &mut Dice) -> Vec<Deal> {
    let (merchant, creator, bid) = world.offered_bid().await;
    let plan =
        |price: &i64| Plan { title: "Part".into(), price: Minor(*price), days: Days::new(3 + i32::try_from(price % 5).unwrap()).unwrap() };
    let plans: Vec<Plan> = dice.pick(&CUTS).iter().map(plan).collect();
    let rates = (BasisPoints::new(500).unwrap(), BasisPoints::new(1_000).unwrap());
    let (act, person, org) = (world.act_of(&merchant), merchant.person.clone(), merchant.person.memberships[0].org);
    let award = Award { bid, version: 1, plans, rates: rates.into() };
    let in_wallet = dice.pick(&[1_000_000, 630_000, 400_000, 0]);
    let (name, paid) = (dice.pick(&["Ana", "fail", "return", "slow"]), world.act_of(&creator));
    let maker = Person { stepped_up_at: Some(world.now()), ..creator.person.clone() };
    let desk = payouts::Desk::of(&world.site).unwrap();
    let contract = world
        .write(move |tx| {
            let account = payouts::NewAccount { name: name.to_owned(), country: "ES".to_owned(), currency: Currency::Cny };
            payouts::set_account(tx, &paid, &maker, &account, &desk)?;
            if in_wallet > 0 {
                crate::deals::fill_wallet(tx, &act, org, in_wallet)?;
            }
            let contract = contracts::award(tx, &act, &person, &award)?;
            if award.plans.len() > 1 {
                through_an_agency(tx, contract)?;
            }
            Ok(contract)
        })
        .await;
    let parts = world.read(move |conn| Ok(contracts::list_milestones(conn, contract)?)).await;
    let deal = |milestone| Deal { contract, milestone, org, merchant: merchant.clone(), creator: creator.clone() };
    parts.into_iter().map(|part| deal(part.id)).collect()
}

/// The creator bid through an agency, whose share is a number that divides nothing.
fn through_an_agency(tx: &mut Tx<'_>, contract: ContractId) -> Result<(), Failure> {
    let org = OrgId::random();
    let columns = "id, kind, name, name_folded, created_at";
    crate::deals::run(tx, format!("INSERT INTO organisations ({columns}) VALUES ('{org}', 'agency', 'A {org}', 'a {org}', 1)"))?;
    crate::deals::run(tx, format!("UPDATE contracts SET agency_id = '{org}', agency_bps = 1733 WHERE id = '{contract}'"))
}

async fn open_request(world: &World, deal: &Deal) -> Option<Cancellation> {
    let id = deal.milestone;
    world.read(move |conn| Ok(contracts::find_open(conn, id)?)).await
}

/// One push; some are nonsense.
async fn push(world: &World, deal: &Deal, dice: &mut Dice, judges: &[Somebody; 2]) -> Result<(), Failure> {
    let side = if dice.roll(2) == 0 { &deal.merchant } else { &deal.creator };
    match dice.roll(22) {
        0 | 1 => world.start(deal).await,
        2..=4 => world.submit(deal).await,
        5 => world.request_changes(deal, i32::try_from(dice.roll(4)).unwrap()).await,
        6 | 7 => {
            let (_, part) = world.contract(deal).await;
            let amount = if dice.roll(8) == 0 { 1 } else { part.price.0 };
            let version = if dice.roll(8) == 0 { 1 } else { part.times_submitted };
            world.approve(deal, version, amount).await
        }
        8 => {
            let refund = dice.pick(&[None, Some(0), Some(250_001), Some(199_999), Some(600_001)]);
            if dice.roll(2) == 0 { world.cancel(deal, side, refund).await.map(drop) } else { Ok(()) }
        }
        9 => match open_request(world, deal).await {
            Some(asked) => world.answer(Asked::Open(asked.id), side, dice.roll(2) == 0).await,
            None => Ok(()),
        },
        10 | 11 => {
            let (contract, act) = (deal.contract, world.act_of(&deal.merchant));
            let named = if dice.roll(2) == 0 { vec![deal.milestone] } else { Vec::new() };
            world.site.db.write(move |tx| contracts::fund(tx, &act, contract, &named)).await
        }
        12 => ask_payout(world, &deal.creator, dice).await,
        13 => take_back_payout(world, &deal.creator).await,
        16 => quarrels::open(world, deal, side, dice).await,
        17..=20 => quarrels::act(world, deal, side, dice, judges).await,
        14 => {
            world.provider().await;
            Ok(())
        }
        _ => {
            world.wait_hours(i64::try_from(dice.roll(60)).unwrap());
            world.fire().await;
            Ok(())
        }
    }
}

async fn ask_payout(world: &World, creator: &Somebody, dice: &mut Dice) -> Result<(), Failure> {
    let (act, person) = (world.act_of(creator), creator.person.clone());
    let available = world.holds(Account::Available(person.creator_id().unwrap())).await;
    let amount = Minor(dice.pick(&[available, available / 2, available + 1, 99]));
    let asked = move |tx: &mut vtask::platform::db::Tx<'_>| {
        payouts::request(tx, &act, &person, Money::new(amount, Currency::Cny), (Provider::Sandbox, Minor(100))).map(drop)
    };
    world.site.db.write(asked).await
}

async fn take_back_payout(world: &World, creator: &Somebody) -> Result<(), Failure> {
    let (act, person) = (world.act_of(creator), creator.person.clone());
    let id = person.creator_id().unwrap();
    let newest =
        world.read(move |conn| Ok(payouts::list_of_payee(conn, Payee::Creator(id), None, Limit::PAGE)?)).await.items.into_iter().next();
    let Some(payout) = newest.filter(|payout| payout.state != PayoutState::Paid) else { return Ok(()) };
    world.site.db.write(move |tx| payouts::cancel(tx, &act, &person, payout.id, Provider::Sandbox).map(drop)).await
}

async fn drive(world: &World, seed: u64, pushes: u32, pool: usize) {
    let (mut dice, mut book, mut deals) = (Dice(seed), Book::default(), Vec::new());
    let judges = [quarrels::judge(world).await, quarrels::judge(world).await];
    let mut refused = 0;
    for n in 0..pushes {
        if deals.len() < pool {
            deals.extend(make(world, &mut dice).await);
            book.read(world).await;
        }
        let at = usize::try_from(dice.roll(deals.len() as u64)).unwrap();
        let before = book::trace(world, &deals[at]).await;
        let answer = push(world, &deals[at], &mut dice, &judges).await;
        let moved = book.read(world).await;
        let after = book::trace(world, &deals[at]).await;
        if let Err(failure) = &answer {
            assert!(!code_of(failure).is_empty(), "push {n} of {seed}: {failure:?}");
            assert_eq!((moved.len(), after), (0, before), "push {n} of {seed}: a refusal changed something: {failure:?}");
            refused += 1;
        }
        if after != before {
            book.judge(world, deals[at].milestone).await;
        }
        for milestone in moved.into_iter().filter(|moved| *moved != deals[at].milestone) {
            book.judge(world, milestone).await;
        }
        if dice.roll(12) == 0 && world.contract(&deals[at]).await.0.state.is_terminal() {
            let ended = deals[at].contract;
            deals.retain(|deal| deal.contract != ended);
        }
        if n % 500 == 499 {
            whole(world).await;
        }
    }
    whole(world).await;
    assert!(refused > pushes / 10 && refused < pushes * 9 / 10, "{refused} of {pushes} were refused");
    assert!(book.kinds() >= 9, "only {} kinds of transactions came about", book.kinds());
}

/// Nothing that must not be found anywhere is found.
pub async fn nothing_is_crooked(world: &World) -> bool {
    world.read(|conn| Ok(book::crooked(conn)?)).await.is_empty()
}

/// What needs the whole book: chains, stored balances, every milestone; and what is not money: places, live contracts, nobody alone.
async fn whole(world: &World) {
    world.books_are_right().await;
    assert!(nothing_is_crooked(world).await);
}

macro_rules! worlds {
    ($($name:ident: $store:ident, $seed:literal, $pushes:literal;)*) => {$(
        #[test]
        fn $name() {
            run(Store::$store, async |world| drive(world, $seed, $pushes, 8).await);
        }
    )*};
}

worlds! {
    the_laws_of_money_hold_after_each_push_of_world_1: Sqlite, 1, 2_500;
    the_laws_of_money_hold_after_each_push_of_world_2: Sqlite, 2, 2_500;
    the_laws_of_money_hold_after_each_push_of_world_3: Sqlite, 3, 2_500;
    the_laws_of_money_hold_after_each_push_of_world_4: Sqlite, 4, 2_500;
    the_laws_of_money_hold_after_each_push_of_world_5: Sqlite, 5, 2_500;
    the_laws_of_money_hold_after_each_push_of_world_6: Sqlite, 6, 2_500;
    the_laws_of_money_hold_after_each_push_of_world_7: Sqlite, 7, 2_500;
    the_laws_of_money_hold_after_each_push_of_world_8: Sqlite, 8, 2_500;
    the_laws_of_money_hold_on_postgres_too: Postgres, 9, 1_000;
}

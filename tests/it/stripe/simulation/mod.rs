//! Markets that live by a seed: the real code on a fake clock and a fake Stripe that fails by plan, and a process that dies in the middle of calls. First
//! everything may fail, and nothing may happen twice; then nothing fails any more, and everything must settle.
//!
//! `VTASK_TEST_SEED=20017` runs one seed and tells its story; `VTASK_TEST_SEEDS=1000` runs so many a shard.

mod deaths;
mod judge;
mod plan;

pub use plan::Plan;

use super::fake::Fake;
use super::settings;
use crate::deals::Deal;
use crate::world::{Store, World};
use plan::Dice;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use vtask::failure::Failure;
use vtask::ledger::{Account, Payee, Provider};
use vtask::operations::{self, Heard};
use vtask::payments::{self, Till};
use vtask::payouts::{self, Desk, NewAccount};
use vtask::platform::db::Tx;
use vtask::primitives::{Currency, Minor, Money};
use vtask::sessions::Person;

/// Longer than any pause between two tries, so that chance in those pauses changes nothing.
const STEP_SECONDS: i64 = 601;
/// Of a hundred calls so many fail.
const PERCENT: u64 = 35;

/// A market that may die.
struct Market {
    world: Option<World>,
    fake: Fake,
    dice: Dice,
    deal: Deal,
    /// Pages of earlier seeds.
    old_pages: usize,
    /// What Stripe said and nobody heard yet.
    unheard: Vec<Value>,
    held_back: i64,
    story: Vec<String>,
}

/// What is done in a life, in this order; chance adds to it.
#[derive(Debug, Clone, Copy)]
enum Act {
    NameAccount,
    TopUp(i64),
    Pay,
    Hear,
    Fund,
    Submit,
    Approve,
    WaitForMoney,
    Payout(i64),
    TakePayoutBack,
    Withdraw(i64),
    HoldBack,
    Forget,
    Nothing,
}

const LIFE: &[Act] = &[
    Act::NameAccount,
    Act::TopUp(630_000),
    Act::Pay,
    Act::Hear,
    Act::Fund,
    Act::Submit,
    Act::Approve,
    Act::WaitForMoney,
    Act::Payout(300_000),
    Act::Withdraw(50_000),
    Act::Payout(240_000),
];
const EXTRAS: &[Act] = &[
    Act::TopUp(100_007),
    Act::TopUp(63_000),
    Act::Pay,
    Act::Pay,
    Act::Hear,
    Act::Hear,
    Act::Withdraw(30_001),
    Act::TakePayoutBack,
    Act::HoldBack,
    Act::Forget,
    Act::Nothing,
];

impl Market {
    async fn open(world: World, fake: Fake, seed: u64) -> Self {
        let deal = world.awarded_deal().await;
        let old_pages = fake.all("checkout.session").len();
        let (unheard, story) = (Vec::new(), Vec::new());
        Self { world: Some(world), fake, dice: Dice::new(seed), deal, old_pages, unheard, held_back: 0, story }
    }

    fn world(&self) -> &World {
        self.world.as_ref().unwrap()
    }

    /// Carries out a verb of the product; a rule may say no, and only a bug is wrong.
    async fn ask(&mut self, name: &str, work: impl Fn(&mut Tx<'_>) -> Result<(), Failure> + Send + 'static) {
        let done = self.world().site.db.write(work).await;
        assert!(!matches!(done, Err(Failure::Bug(_))), "{name}: {done:?}");
        self.story.push(format!("{name}: {}", if done.is_ok() { "ok" } else { "refused" }));
    }

    fn till(&self) -> Till {
        Till::of(&self.world().site, Currency::Cny).unwrap()
    }

    async fn act(&mut self, act: Act) {
        let (org, contract) = (self.deal.org, self.deal.contract);
        let (buyer, maker) = (self.deal.merchant.person.clone(), self.deal.creator.person.clone());
        let (ours, theirs) = (self.world().act_of(&self.deal.merchant), self.world().act_of(&self.deal.creator));
        let (till, yuan) = (self.till(), |fen| Money::new(Minor(fen), Currency::Cny));
        match act {
            Act::NameAccount => {
                let desk = Desk::of(&self.world().site).unwrap();
                let maker = Person { stepped_up_at: Some(self.world().now()), ..maker };
                let account = NewAccount { name: "Ana".to_owned(), country: "ES".to_owned(), currency: Currency::Cny };
                self.ask("account", move |tx| payouts::set_account(tx, &theirs, &maker, &account, &desk)).await;
            }
            Act::TopUp(fen) => self.ask("top-up", move |tx| payments::top_up(tx, &ours, &buyer, (org, yuan(fen)), &till).map(drop)).await,
            Act::Pay => self.pay(),
            Act::Hear => self.hear().await,
            Act::Fund => self.ask("fund", move |tx| payments::fund(tx, &ours, &buyer, (contract, &[]), &till).map(drop)).await,
            Act::Submit => drop(self.world().submit(&self.deal).await),
            Act::Approve => drop(self.world().approve(&self.deal, 1, 600_000).await),
            Act::WaitForMoney => {
                self.world().wait_days(8);
                self.world().fire().await;
            }
            Act::Payout(fen) => {
                let (money, desk) = (yuan(fen), (Provider::Stripe, till.minimum));
                self.ask("payout", move |tx| payouts::request(tx, &theirs, &maker, money, desk).map(drop)).await;
            }
            Act::TakePayoutBack => self.take_payout_back().await,
            Act::Withdraw(fen) => {
                self.ask("withdraw", move |tx| payments::withdraw(tx, &ours, &buyer, (org, yuan(fen)), &till).map(drop)).await
            }
            Act::HoldBack => {
                self.fake.shift_balance("cny", -500_000);
                self.held_back += 500_000;
            }
            Act::Forget => {
                // Not before a day: so long a provider keeps its promise.
                self.world().wait_hours(25);
                self.fake.forget_keys();
            }
            Act::Nothing => {}
        }
    }

    /// The payer pays an open page of this deal, or nobody is there.
    fn pay(&mut self) {
        let pages = self.fake.all("checkout.session");
        let open: Vec<&Value> = pages.iter().skip(self.old_pages).filter(|page| page["status"] == "open").collect();
        if !open.is_empty() {
            let page = self.dice.pick(&open)["id"].as_str().unwrap().to_owned();
            self.unheard.extend(self.fake.pay(&page, None));
            self.story.push("paid".to_owned());
        }
    }

    /// Webhooks bring some of what was said: in any order, twice, or never.
    async fn hear(&mut self) {
        let mut said = std::mem::take(&mut self.unheard);
        let now = self.world().now();
        for at in (1..said.len()).rev() {
            said.swap(at, usize::try_from(self.dice.roll(at as u64 + 1)).unwrap());
        }
        for event in said {
            match self.dice.roll(4) {
                0 => {}
                times => {
                    let heard = Heard::read(event.to_string().as_bytes());
                    for _ in 0..times.min(2) {
                        let heard = heard.clone();
                        self.world().write(move |tx| Ok(operations::take(tx, now, &heard)?)).await;
                    }
                }
            }
        }
    }

    async fn take_payout_back(&mut self) {
        let (person, act) = (self.deal.creator.person.clone(), self.world().act_of(&self.deal.creator));
        let id = person.creator_id().unwrap();
        let rows = self
            .world()
            .read(move |conn| Ok(payouts::list_of_payee(conn, Payee::Creator(id), None, vtask::primitives::Limit::PAGE)?))
            .await
            .items;
        if let Some(payout) = rows.first().map(|payout| payout.id) {
            self.ask("take back", move |tx| payouts::cancel(tx, &act, &person, payout, Provider::Stripe).map(drop)).await;
        }
    }

    /// Everything that waits for the provider goes there once; where the plan says so, the process dies on the way and another one opens the book.
    async fn turn(&mut self) {
        let site = self.world().site.clone();
        let jobs = async move {
            // The laws of the whole book are looked at by the judge, at the end.
            for job in payments::JOBS.iter().chain(payouts::JOBS).filter(|job| job.name != "books") {
                if let Err(error) = (job.run)(site.clone()).await {
                    assert!(!matches!(error, Failure::Bug(_)), "{}: {error:?}", job.name);
                }
            }
        };
        let dies = tokio::select! {
            biased;
            () = self.fake.death.notified() => true,
            () = jobs => false,
        };
        if dies {
            self.story.push("died".to_owned());
            self.world = Some(self.world.take().unwrap().reopened());
        }
    }

    async fn settled(&self) -> bool {
        !judge::ops(self.world()).await.iter().any(judge::Op::goes_on)
    }

    /// First everything may fail; then nothing does, and everything settles. Returns what is not as it must be.
    async fn live(&mut self, seed: u64) -> Vec<String> {
        self.fake.follow(Some(Plan::new(seed, PERCENT)));
        for act in LIFE {
            self.act(*act).await;
            for _ in 0..self.dice.roll(3) {
                let extra = self.dice.pick(EXTRAS);
                self.act(extra).await;
            }
            let seconds = self.dice.pick(&[STEP_SECONDS, STEP_SECONDS, STEP_SECONDS, 2 * 3_600, 25 * 3_600]);
            self.world().wait_seconds(seconds);
            self.turn().await;
        }
        let mut told = self.fake.follow(None).unwrap().told;
        told.sort();
        self.story.extend(told);
        self.settle().await;
        judge::violations(self.world(), &self.fake).await
    }

    async fn settle(&mut self) {
        const MOST: u32 = 60;
        self.fake.shift_balance("cny", self.held_back);
        self.held_back = 0;
        // Nobody comes back to the pages that are open.
        for page in self.fake.all("checkout.session").iter().filter(|page| page["status"] == "open") {
            self.fake.change(page["id"].as_str().unwrap(), &[("status", json!("expired"))]);
        }
        for round in 0..MOST {
            self.world().wait_seconds(STEP_SECONDS);
            self.turn().await;
            if round >= 2 && self.settled().await {
                break;
            }
        }
        // What nobody spoke of is heard within the hour, and the day's comparison books what was taken.
        self.world().wait_hours(25);
        self.turn().await;
        self.turn().await;
    }

    /// Ready for another seed: everybody else's money stays where it is.
    fn close(self) -> (World, Fake) {
        (self.world.unwrap(), self.fake)
    }
}

async fn fresh() -> (World, Fake) {
    let ahead = Arc::new(AtomicI64::new(0));
    let fake = Fake::start(ahead.clone()).await;
    (World::quiet(Store::Sqlite, ahead, &settings(&fake)).0, fake)
}

/// Runs a seed; panics with all that is needed to run it again.
async fn run_seed(world: World, fake: Fake, seed: u64, aloud: bool) -> (World, Fake, Vec<String>) {
    let mut market = Market::open(world, fake, seed).await;
    let wrong = market.live(seed).await;
    let story = std::mem::take(&mut market.story);
    assert!(
        wrong.is_empty(),
        "seed {seed}: {wrong:#?}\nits story: {story:#?}\nagain: VTASK_TEST_SEED={seed} cargo nextest run --test it stripe::simulation::shard"
    );
    if aloud {
        println!("seed {seed}: {story:#?}");
    }
    let (world, fake) = market.close();
    (world, fake, story)
}

/// How many markets live one after the other on one book.
const TOGETHER: u64 = 10;

/// A shard of seeds, in worlds of some seeds each.
fn shard(first: u64) {
    let said = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seeds: Vec<u64> = match said("VTASK_TEST_SEED") {
        Some(seed) if (first..first + 10_000).contains(&seed) => vec![seed],
        Some(_) => return,
        None => (first..first + said("VTASK_TEST_SEEDS").unwrap_or(50)).collect(),
    };
    let aloud = seeds.len() == 1;
    actix_web::rt::System::new().block_on(async {
        for some in seeds.chunks(usize::try_from(TOGETHER).unwrap()) {
            let (mut world, mut fake) = fresh().await;
            for seed in some {
                (world, fake, _) = run_seed(world, fake, *seed, aloud).await;
            }
        }
    });
}

#[test]
fn shard_one_lives_through_every_fault() {
    shard(10_000);
}

#[test]
fn shard_two_lives_through_every_fault() {
    shard(20_000);
}

#[test]
fn shard_three_lives_through_every_fault() {
    shard(30_000);
}

#[test]
fn shard_four_lives_through_every_fault() {
    shard(40_000);
}

#[test]
fn a_seed_tells_the_same_story_twice() {
    actix_web::rt::System::new().block_on(async {
        for seed in [7, 8, 9] {
            let mut stories = Vec::new();
            for _ in 0..2 {
                let (world, fake) = fresh().await;
                stories.push(run_seed(world, fake, seed, false).await.2);
            }
            assert_eq!(stories[0], stories[1]);
            assert!(stories[0].len() > 12 && stories[0].iter().any(|line| line.contains("Some(")), "{:#?}", stories[0]);
        }
    });
}

/// What the shards prove is worth something only if they would see it: at a provider that does not keep its promise about keys, money moves twice.
#[test]
fn a_provider_without_keys_is_seen() {
    actix_web::rt::System::new().block_on(async {
        let mut seen = Vec::new();
        for seed in 0..40 {
            let (world, fake) = fresh().await;
            fake.ignore_keys();
            let mut market = Market::open(world, fake, seed).await;
            let wrong = market.live(seed).await;
            seen.extend(wrong);
            if seen.iter().any(|wrong| wrong.contains("times")) {
                return;
            }
        }
        panic!("nothing happened twice, or nobody saw it: {seen:#?}");
    });
}

/// The merchant's free money at the end is what came in less what went out, whoever died.
#[test]
fn a_life_without_faults_ends_where_it_should() {
    actix_web::rt::System::new().block_on(async {
        let (world, fake) = fresh().await;
        let mut market = Market::open(world, fake, 1).await;
        for act in LIFE {
            market.act(*act).await;
            market.world().wait_seconds(STEP_SECONDS);
            market.turn().await;
        }
        market.settle().await;
        assert_eq!(judge::violations(market.world(), &market.fake).await, Vec::<String>::new());
        let creator = market.deal.creator.person.creator_id().unwrap();
        assert_eq!(market.world().holds(Account::Available(creator)).await, 0);
        assert_eq!((market.fake.all("transfer").len(), market.fake.all("refund").len()), (2, 0), "the wallet was empty");
    });
}
